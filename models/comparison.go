package models

import "regexp"

// Observation is one figure of one published report, as the store hands it to comparisons and data files.
type Observation struct {
	AgencyID string
	Year     int
	Edition  Edition
	Scope    Scope
	Figure
}

// Subject is what a comparison compares: a measure (for one applicant) or an indicator.
type Subject struct {
	Code      string // of the measure or indicator
	Applicant string // for applications.*, else ""
	Label     Label
	Unit      Unit // "" for an indicator that is a percentage
	Decimals  int  // of the integers in Point.Number
	Ratio     bool // points are Num/Den, shown as a percentage
	Editions  []Edition
	NoCases   Label // what to say where Den is 0
}

// Point is one agency and year of a comparison.
//
// For a measure, Number holds the value. For a ratio, Num and Den hold the fraction, and Display says whether and how it may be
// shown; Number is nil.
type Point struct {
	AgencyID string
	Year     int
	State    State
	Flags    Flags
	Raw      string
	Edition  Edition
	Number   *int64
	Num, Den *int64
	Display  DisplayRule // of PAGES §4: ok, small_n, den_zero, input_missing, input_suspect, series_break
	Key      Key         // the figure behind a measure's point, the first of an indicator's; empty where there is no report
}

// Known reports whether the point has a value, be it a number or a fraction.
func (p Point) Known() bool { return p.Number != nil || p.Num != nil && p.Den != nil }

// Doubtful reports whether a figure behind the point failed a relation, or a warning doubts it.
func (p Point) Doubtful() bool { return p.Flags.Doubts() != 0 }

// Rankable reports whether the point may be ranked, enter medians or be named as highest or lowest: known, not doubtful, and of
// a ratio with a denominator of 30 or more.
func (p Point) Rankable() bool { return p.Known() && p.Display == DisplayOK && !p.Doubtful() }

// Href is the place of the point's figure in its report, "" where there is no report.
func (p Point) Href() string {
	if p.Key == (Key{}) {
		return ""
	}
	place := p.Key.Place(p.Edition)
	stated := p.State != StateAbsent || !inProse(p.Key.Measure) // what the prose does not say has no place in it
	if place == "" || p.State == StateNotApplicable || !stated {
		return ReportPath(p.AgencyID, p.Year)
	}
	return ReportPath(p.AgencyID, p.Year) + "#" + severalRows.ReplaceAllString(place, "$1")
}

// severalRows is the place of a figure made of several rows, which is shown at the first: "t3.r21-23.c7".
var severalRows = regexp.MustCompile(`(r\d+)-\d+`)

// Total is the district's value of a subject in one year: a sum of organs for a count, Σ numerators / Σ denominators for a ratio.
// Reports whose scope is a territory never enter it.
type Total struct {
	Year             int
	Number           *int64 // nil when no organ has a usable figure
	Num, Den         *int64
	Display          DisplayRule
	Have, Of         int    // coverage: organs with a usable figure, organs that owed a report whose form has it
	Doubtful         int    // how many of them are doubtful
	Doubts           Flags  // what is doubted of them
	Approximate      int    // how many of them are approximate
	Revised          int    // how many of them differ from the revision before
	NumberSafe       *int64 // the sum without doubtful figures
	NumSafe, DenSafe *int64 // the same of a ratio
}

// Complete reports whether every organ that owed a report has a usable figure.
func (t Total) Complete() bool { return t.Of > 0 && t.Have == t.Of }

// Point returns the total as a point without an agency, so that it is shown like any other.
func (t Total) Point() Point {
	p := Point{Year: t.Year, State: StateReported, Number: t.Number, Num: t.Num, Den: t.Den, Display: t.Display}
	switch {
	case p.Known():
	case t.Of == 0:
		p.State = StateNotApplicable
	default:
		p.State = StateAbsent
	}
	p.Flags |= t.Doubts
	if t.Approximate > 0 {
		p.Flags |= FlagApproximate
	}
	if t.Revised > 0 {
		p.Flags |= FlagRevised
	}
	return p
}

// Safe is the total without doubtful figures, as a point.
func (t Total) Safe() Point {
	return Point{Year: t.Year, State: StateReported, Number: t.NumberSafe, Num: t.NumSafe, Den: t.DenSafe}
}

// Break says that an agency's figures from Year on cannot be compared with those before: it took over others, or gave duties away.
type Break struct {
	AgencyID string
	Year     int
	Kind     SuccessionKind
	With     []string // ids of the agencies it took over or gave duties to
}

// Row is one agency's points by year.
type Row struct {
	Agency Agency
	Points []Point
}

// Comparison is agencies × years of one subject: what every chart, table and download is made from.
type Comparison struct {
	Subject   Subject
	Agencies  []Agency // organs, in the order given
	Years     []int
	Points    [][]Point // [agency][year]
	Totals    []Total   // by year
	Territory []Row     // reports that speak for a whole territory: shown beside the totals, never in them
	Breaks    []Break
	Together  Label // what to call its organs together; zero where they are all of the district
}

// Row returns the points of an agency, among the organs or the territories.
func (c Comparison) Row(agencyID string) (Row, bool) {
	for i, a := range c.Agencies {
		if a.ID == agencyID {
			return Row{a, c.Points[i]}, true
		}
	}
	for _, r := range c.Territory {
		if r.Agency.ID == agencyID {
			return r, true
		}
	}
	return Row{}, false
}

// YearIndex returns the place of year in Years, -1 if it is not there.
func (c Comparison) YearIndex(year int) int {
	for i, y := range c.Years {
		if y == year {
			return i
		}
	}
	return -1
}

// BreakAt returns the break of an agency's series between the year before and year.
func (c Comparison) BreakAt(agencyID string, year int) (Break, bool) {
	for _, b := range c.Breaks {
		if b.AgencyID == agencyID && b.Year == year {
			return b, true
		}
	}
	return Break{}, false
}

// Comparable reports whether the subject continues over the change of form in 2021.
func (s Subject) Comparable() bool { return len(s.Editions) == len(Editions) }
