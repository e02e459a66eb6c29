package models

import (
	"slices"
	"time"
)

// Progress is how far the report of an agency for a year has come, on a given day.
type Progress struct {
	Punctuality
	Submission *SubmissionHead // what the office works on; nil for nothing
	State      Status          // of the submission, or else StatusPublished or StatusMissing
	Late       int             // days after the due day that it was handed in or published, or that today is; 0 for in time or not known
}

// ProgressStates are the states in the order of work.
var ProgressStates = []Status{StatusMissing, StatusReceived, StatusProblems, StatusReturned, StatusAccepted, StatusPublished}

// ProgressOf says how far each agency has come that owes a report for a year, published one or handed one in, in their order.
func ProgressOf(s Settings, agencies []Agency, published []ReportHead, submissions []SubmissionHead, year int, today time.Time) []Progress {
	standing := map[string]Punctuality{}
	for _, p := range PunctualityOf(s, agencies, published, year, today) {
		standing[p.Agency.ID] = p
	}
	var list []Progress
	for _, a := range agencies {
		p, known := standing[a.ID]
		x := Progress{Punctuality: p, State: StatusMissing}
		if i := slices.IndexFunc(submissions, func(h SubmissionHead) bool { return h.AgencyID == a.ID && h.Year == year }); i >= 0 {
			x.Submission, x.State = &submissions[i], submissions[i].State
		} else if p.Report != nil {
			x.State = StatusPublished
		} else if !known {
			continue
		}
		x.Agency = a
		if x.Due == "" {
			scope := ScopeOrgan
			if a.Kind == KindGovernment {
				scope = ScopeTerritory
			}
			x.Due = s.DueOn(scope, year)
		}
		switch {
		case x.Report != nil || x.Submission == nil:
			x.Late = max(0, p.Days)
		default:
			if due, err := time.Parse(time.DateOnly, x.Due); err == nil {
				handed, _ := time.Parse(time.DateOnly, x.Submission.HandedInAt.In(snapshotZone).Format(time.DateOnly))
				x.Late = max(0, int(handed.Sub(due).Hours()/24))
			}
		}
		list = append(list, x)
	}
	return list
}
