package models

// ReportHead is one report in a list: its current revision's head and how it fared, without its content.
type ReportHead struct {
	ReportID    uint
	RevisionID  uint
	No          int // of the current revision
	AgencyID    string
	Year        int
	Status      Status
	Edition     Edition
	Scope       Scope
	Title       string
	PublishedOn string // ISO date, "" if not stated
	SourceURL   string
	Counts
}

// Counts sums up a revision: failed rules by severity, rules that could not be judged, and cells without a value by state.
type Counts struct {
	Errors        int
	Warnings      int
	NotAssessable int
	Cells         int // how many cells the revision has
	Blank         int
	Absent        int
	Unreadable    int
}

// CountOf sums up a revision from its figures and findings.
func CountOf(r *Revision) Counts {
	c := Counts{}
	for _, f := range r.Figures {
		if f.Measure == MeasureFee {
			continue // s6.fee watches it; completeness is of the tables and the releases
		}
		c.Cells++
		if f.Number != nil {
			continue
		}
		switch f.State {
		case StateBlank:
			c.Blank++
		case StateAbsent:
			c.Absent++
		case StateUnreadable:
			c.Unreadable++
		}
	}
	for _, f := range r.Findings {
		switch {
		case f.Result == NotAssessable:
			c.NotAssessable++
		case f.Result == Fail && f.Severity == SeverityError:
			c.Errors++
		case f.Result == Fail:
			c.Warnings++
		}
	}
	return c
}

// RuleCount says how a rule fares over the current revisions of all published reports.
type RuleCount struct {
	Rule          string
	Pass          int
	Fail          int
	NotAssessable int
}

// ReportFinding is a finding with the report it is about.
type ReportFinding struct {
	AgencyID string
	Year     int
	Finding
}

// ReportText is the prose of one section with the report it is from.
type ReportText struct {
	AgencyID string
	Year     int
	Text
}
