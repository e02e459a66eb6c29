package models

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
	Unit      Unit // "" for an indicator that is a ratio
	Decimals  int  // of the integers in Point.Number
	Ratio     bool // points are Num/Den, shown as a percentage
	Editions  []Edition
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
	Key      Key         // the figure behind a measure's point
}

// Total is the district's value of a subject in one year: a sum of organs for a count, Σ numerators / Σ denominators for a ratio.
// Reports whose scope is a territory never enter it.
type Total struct {
	Year       int
	Number     *int64 // nil when no organ has a usable figure
	Num, Den   *int64
	Display    DisplayRule
	Have, Of   int    // coverage: organs with a usable figure, organs that owed a report
	Suspect    int    // how many of them are suspect
	NumberSafe *int64 // the sum without suspect figures
}

// Comparison is agencies × years of one subject: what every chart, table and download is made from.
type Comparison struct {
	Subject  Subject
	Agencies []Agency
	Years    []int
	Points   [][]Point // [agency][year]
	Totals   []Total   // by year
}
