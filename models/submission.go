package models

import (
	"encoding/json"
	"slices"
	"time"
)

// Submission is what the office works on for one report: a revision that was handed in and is not public. A report has at most one;
// what is public of the report stays as it is until the submission is published.
type Submission struct {
	ReportID   uint `gorm:"primaryKey;autoIncrement:false"`
	RevisionID uint
	State      Status // StatusReceived, StatusProblems, StatusReturned or StatusAccepted
	Version    int    // counts every change, from 1; whoever changes the submission names the version that they saw
	Reason     string // why published figures are to be replaced; "" for a first report
	HandedInBy string
	HandedInAt time.Time
	ChangedBy  string
	ChangedAt  time.Time
}

// SubmissionHead is a submission in a list.
type SubmissionHead struct {
	Submission
	AgencyID  string
	Year      int
	Published bool // there are public figures that it would replace
	Counts
}

// Remark is what was written with a submission: a letter that returned it, or a comment on a cell.
type Remark struct {
	ID         uint `gorm:"primaryKey"`
	ReportID   uint
	RevisionID uint // what it was written about
	Kind       RemarkKind
	Key        string // Key.String of the figure, "" for the whole report
	Body       string
	WrittenBy  string
	WrittenAt  time.Time
	SettledBy  string // who dealt with it, "" for nobody yet
	SettledAt  *time.Time
}

// RemarkKind is what a remark is.
type RemarkKind string

// The kinds of remarks.
const (
	RemarkLetter  RemarkKind = "letter"
	RemarkComment RemarkKind = "comment"
)

// Decision confirms a finding: the figures are right although the rule fails. Its reason is published with the figures.
type Decision struct {
	ReportID  uint   `gorm:"primaryKey;autoIncrement:false"`
	Finding   string `gorm:"primaryKey"` // Finding.Identity
	Reason    string
	DecidedBy string
	DecidedAt time.Time
}

// Identity is what a finding says, values included: equal for the same finding of another run of the checks, and another one as soon as
// the figures are.
func (f Finding) Identity() string {
	b, err := json.Marshal([]any{f.Rule, f.Subject, f.Figures, f.Values}) // a map is written in the order of its keys
	if err != nil {
		panic(err) // strings always encode
	}
	return string(b)
}

// Open lists the failed findings that nobody has confirmed: what stands in the way of accepting a report.
func Open(findings []Finding, decisions []Decision) []Finding {
	var open []Finding
	for _, f := range findings {
		id := f.Identity()
		if f.Result == Fail && !slices.ContainsFunc(decisions, func(d Decision) bool { return d.Finding == id }) {
			open = append(open, f)
		}
	}
	return open
}

// CanHandIn reports whether a report in a state may be handed in anew by its agency: not once the office has accepted it.
func (s Status) CanHandIn() bool { return s != StatusAccepted }
