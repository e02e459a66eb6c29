package models

import (
	"slices"
	"time"
)

// Punctuality is how an agency stands to the day by which its report of a year was to be published, on a given day.
type Punctuality struct {
	Agency Agency
	Report *ReportHead // nil where it is not published
	Owed   bool
	Due    string // ISO date
	Days   int    // after the due day that it was published, or that today is where it is not; 0 or less for in time
	Dated  bool   // the day of publication is stated, or there is no report
}

// The filters of punctuality.
const (
	AllReports     = ""
	MissingReports = "missing" // owed and not published
	LateReports    = "late"    // published after the due day, or overdue today
	FailedReports  = "failed"  // published, with failed rules of severity error
)

// PunctualityFilters in the order they are offered.
var PunctualityFilters = []string{AllReports, MissingReports, LateReports, FailedReports}

// In reports whether the agency is among those that a filter selects.
func (p Punctuality) In(filter string) bool {
	switch filter {
	case MissingReports:
		return p.Report == nil
	case LateReports:
		return p.Dated && p.Days > 0
	case FailedReports:
		return p.Report != nil && p.Report.Errors > 0
	}
	return true
}

// PunctualityOf says of every agency that owes a report for a year, or published one, how it stands to its day, in their order. Only
// the date of today counts.
func PunctualityOf(s Settings, agencies []Agency, heads []ReportHead, year int, today time.Time) []Punctuality {
	var list []Punctuality
	for _, a := range agencies {
		p := Punctuality{Agency: a, Owed: a.OwesIn(year)}
		if i := slices.IndexFunc(heads, func(h ReportHead) bool { return h.AgencyID == a.ID && h.Year == year }); i >= 0 {
			p.Report = &heads[i]
		}
		switch {
		case p.Report != nil:
			p.Due = s.DueOn(p.Report.Scope, year)
			p.Days, p.Dated = s.DaysLate(p.Report.Scope, year, p.Report.PublishedOn)
		case p.Owed:
			scope := ScopeOrgan
			if a.Kind == KindGovernment {
				scope = ScopeTerritory
			}
			p.Due = s.DueOn(scope, year)
			p.Days, p.Dated = s.DaysLate(scope, year, today.Format(time.DateOnly))
		default:
			continue
		}
		list = append(list, p)
	}
	return list
}
