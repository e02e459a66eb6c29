package models

import (
	"fmt"
	"strings"
	"time"
)

// Scope is what a report's figures cover.
type Scope string

// The scopes. A territory's figures are never added to those of organs.
const (
	ScopeOrgan     Scope = "organ"     // 本机关
	ScopeOwnLevel  Scope = "own_level" // 本级
	ScopeTerritory Scope = "territory" // 全区（县）, all its organs
)

// Scopes in order.
var Scopes = []Scope{ScopeOrgan, ScopeOwnLevel, ScopeTerritory}

var scopeLabels = map[Scope]Label{ScopeOrgan: {"本机关", "the organ itself"}, ScopeOwnLevel: {"本级", "its own level"}, ScopeTerritory: {"全区（县）", "the whole territory"}}

// Label returns the scope's name for people.
func (s Scope) Label() Label { return scopeLabels[s] }

// Status is a report's publication state.
type Status string

// The publication states, in order of work. A command-line import publishes.
const (
	StatusMissing   Status = "missing"
	StatusReceived  Status = "received"
	StatusProblems  Status = "problems"
	StatusReturned  Status = "returned"
	StatusAccepted  Status = "accepted"
	StatusPublished Status = "published"
)

var statusLabels = map[Status]Label{StatusMissing: {"未交", "missing"}, StatusReceived: {"已交", "received"}, StatusProblems: {"有问题", "problems"},
	StatusReturned: {"已退回", "returned"}, StatusAccepted: {"已核实", "accepted"}, StatusPublished: {"已公布", "published"}}

// Label returns the status's name for people.
func (s Status) Label() Label { return statusLabels[s] }

// Report is one agency's report for one year, with one of its revisions: the current one unless said otherwise.
type Report struct {
	ID        uint   `gorm:"primaryKey"`
	AgencyID  string // with Year unique in the database
	Year      int
	Status    Status
	CurrentID uint     // the current revision
	Revision  Revision `gorm:"-"`
}

// Revision is one state of a report's content as read from a document. Revisions are kept for ever.
type Revision struct {
	ID          uint `gorm:"primaryKey"`
	ReportID    uint
	No          int // from 1
	Edition     Edition
	Scope       Scope
	AgencyName  string // as printed in the title
	Title       string
	TitleYear   int    // the year in the title, 0 if none
	PeriodYear  int    // the year of the statistics period in the text, 0 if not stated
	PublishedOn string // ISO date, "" if not stated
	SourceURL   string
	ParserNo    int // the version of the recogniser that read it
	CreatedAt   time.Time
	PublishedAt *time.Time // when it became public, nil if it never was
	Texts       []Text
	Figures     []Figure // tables in the form's order (every cell of the edition once), then releases and the fee
	Notes       []Note
	Findings    []Finding
	Sources     []Source `gorm:"-"` // documents with these figures, the one they were read from first; more than one where a DOCX and its HTML agree
}

// Text is the prose of one of the six sections; section 0 is what stands before the first of them.
type Text struct {
	RevisionID uint `gorm:"primaryKey;autoIncrement:false"`
	Section    int  `gorm:"primaryKey;autoIncrement:false"`
	Heading    string
	Body       string // paragraphs separated by a line feed
}

// Note is a remark of the recogniser, in Chinese: what was not found, what was guessed, and where.
type Note struct {
	RevisionID uint   `json:"-" gorm:"primaryKey;autoIncrement:false"`
	No         int    `json:"-" gorm:"primaryKey;autoIncrement:false"`
	Key        string `json:"figure,omitempty"` // Key.String of the figure concerned, "" for the whole report
	Message    string `json:"message"`
	Where      Where  `json:"where" gorm:"column:place;type:text"`
}

// Source is an original document.
type Source struct {
	SHA256      string `gorm:"primaryKey;column:sha256"` // hexadecimal
	Name        string // file name as given
	Format      string // docx, html, txt, …
	Size        int64
	RetrievedAt time.Time
	Data        []byte `json:"-"` // nil where only the record is asked for
}

// Figure returns the figure with key k.
func (r *Revision) Figure(k Key) (Figure, bool) {
	for _, f := range r.Figures {
		if f.Measure == k.Measure && f.Applicant == k.Applicant {
			return f, true
		}
	}
	return Figure{}, false
}

// FigureMap indexes the revision's figures by key.
func (r *Revision) FigureMap() map[Key]Figure {
	m := make(map[Key]Figure, len(r.Figures))
	for _, f := range r.Figures {
		m[f.Key()] = f
	}
	return m
}

// SingleOther reports whether the group 其他处理 stands as one line in the revision's table three.
func (r *Revision) SingleOther() bool {
	if r.Edition == Edition2019 {
		return true
	}
	_, ok := r.Figure(Key{"applications." + LineOther, ApplicantTotal})
	return ok
}

// Text returns the prose of section no, "" if the section is missing.
func (r *Revision) Text(no int) string {
	for _, t := range r.Texts {
		if t.Section == no {
			return t.Body
		}
	}
	return ""
}

func isoDate(year, month, day int) string { return fmt.Sprintf("%04d-%02d-%02d", year, month, day) }

// ReportPath is the page of a report.
func ReportPath(agencyID string, year int) string {
	return fmt.Sprintf("/reports/%s/%d", strings.ToLower(agencyID), year)
}
