package models

import "slices"

// Part is one of the kinds that a Breakdown sorts counts into: a reason, an applicant, a group of outcomes, a result of a remedy.
type Part struct {
	Code  string // of the line, applicant, group or column
	Label Label
	Short Label  // for a narrow column; zero where Label is short enough
	Group string // of outcomes that a reason belongs to; of a group, its own code
	Open  bool   // not decided yet: drawn as an outline

	term Term // what is counted
}

// Name is the part's short name.
func (p Part) Name(lang Lang) string {
	if p.Short != (Label{}) {
		return p.Short.In(lang)
	}
	return p.Label.In(lang)
}

// Key is the figure that a part counts; empty for a part that is a sum of several.
func (p Part) Key() Key {
	if p.term.Group != "" {
		return Key{}
	}
	return Key{p.term.Measure, p.term.Applicant}
}

// BreakdownRow is the counts of one agency, year or applicant by part.
type BreakdownRow struct {
	Code     string // id of the agency, the year, or code of the applicant
	Label    Label  // what stands before the row
	Agency   Agency // zero for organs together
	Year     int
	Edition  Edition
	State    State           // reported, or why the parts cannot be summed
	Points   []Point         // by part; not applicable where the report has another line in the place of this one
	Sum      int64           // of a complete row
	Printed  Point           // the total as printed
	Doubts   Flags           // what is doubted of the row's figures
	Have, Of int             // of organs together: those with a complete row, those that owed a report
	Left     []OutcomeAbsent // of organs together: those whose row is not in it
}

// Complete reports whether all parts are known, so that the row can be summed.
func (r BreakdownRow) Complete() bool { return r.State == StateReported }

// Shown reports whether shares can be drawn: the row is complete and its sum is not 0.
func (r BreakdownRow) Shown() bool { return r.Complete() && r.Sum > 0 }

// Together reports whether the row is of several organs.
func (r BreakdownRow) Together() bool { return r.Agency.ID == "" }

// Share is a part's count over the sum of the row, as a point that is displayed like any ratio: the parts' states where it is not
// known, and input_missing where the row lacks another part.
func (r BreakdownRow) Share(part int) Point {
	p := r.Points[part]
	count := p.Number
	p.Number, p.Raw = nil, ""
	if count != nil && r.Complete() {
		p.Num, p.Den = count, &r.Sum
	} else if count != nil {
		p.State = StateAbsent
	}
	p.Display = displayOf(p.Num, p.Den, true, p.Flags)
	return p
}

// Breakdown is counts sorted into parts, row by row: what stacked bars and heatmaps of more than agencies by years are made from.
type Breakdown struct {
	Label   Label // what is counted, as a title
	Noun    Label // the same within a sentence, before a number
	Unit    Unit
	Parts   []Part
	NoCases Label // what to say of a row whose sum is 0
	Rows    []BreakdownRow
	Total   BreakdownRow // of the organs in Rows together; Parts have no points where there is none

	Territory []BreakdownRow // what reports of a whole territory print, beside the organs together and never in them
}

// Years lists the years that the rows are of, in order.
func (b Breakdown) Years() []int {
	var years []int
	for _, r := range b.Rows {
		if !slices.Contains(years, r.Year) {
			years = append(years, r.Year)
		}
	}
	slices.Sort(years)
	return years
}

// Subject is what the cells count: items, or percentages of a row.
func (b Breakdown) Subject(share bool) Subject {
	if share {
		return Subject{Label: b.Label, Ratio: true, NoCases: b.NoCases}
	}
	return Subject{Label: b.Label, Unit: b.Unit}
}

// Reason says why a row has no shares; empty for one that has.
func (b Breakdown) Reason(r BreakdownRow) Label {
	switch {
	case r.State == StateNotReported || r.State == StateNotApplicable:
		return r.State.Label()
	case !r.Complete():
		return markInput
	case r.Sum == 0:
		return b.NoCases
	}
	return Label{}
}

// BreakdownTable is the breakdown of agencies over years.
type BreakdownTable struct {
	Breakdown                      // its rows are empty
	Agencies  []Agency             // organs
	Span      []int                // years
	Cells     [][]BreakdownRow     // [agency][year]
	Totals    []BreakdownRow       // of all organs with complete rows, by year
	Whole     []BreakdownTerritory // reports of a whole territory
}

// BreakdownTerritory is what a report of a whole territory prints, beside the totals and never in them.
type BreakdownTerritory struct {
	Agency Agency
	Rows   []BreakdownRow // by year
}

// InYear is the organs of one year, in their order, with their total.
func (t BreakdownTable) InYear(year int) Breakdown {
	b := t.Breakdown
	j := slices.Index(t.Span, year)
	if j < 0 {
		return b
	}
	for i := range t.Agencies {
		b.Rows = append(b.Rows, t.Cells[i][j])
	}
	b.Total = t.Totals[j]
	for _, x := range t.Whole {
		b.Territory = append(b.Territory, x.Rows[j])
	}
	return b
}

// ByYear is the years of one agency, be it an organ or a territory, or of all organs together for "".
func (t BreakdownTable) ByYear(agencyID string) Breakdown {
	b := t.Breakdown
	rows := t.Totals
	if agencyID != "" {
		rows = t.of(agencyID)
	}
	for _, r := range rows {
		r.Code, r.Label = yearLabel(r.Year).Zh, yearLabel(r.Year)
		b.Rows = append(b.Rows, r)
	}
	if agencyID == "" {
		for _, x := range t.Whole {
			b.Territory = append(b.Territory, x.Rows...)
		}
	}
	return b
}

// Row is an agency's row of a year, or that of all organs together for ""; false where there is none.
func (t BreakdownTable) Row(agencyID string, year int) (BreakdownRow, bool) {
	j := slices.Index(t.Span, year)
	rows := t.Totals
	if agencyID != "" {
		rows = t.of(agencyID)
	}
	if j < 0 || j >= len(rows) {
		return BreakdownRow{}, false
	}
	return rows[j], true
}

func (t BreakdownTable) of(agencyID string) []BreakdownRow {
	for i, a := range t.Agencies {
		if a.ID == agencyID {
			return t.Cells[i]
		}
	}
	for _, r := range t.Whole {
		if r.Agency.ID == agencyID {
			return r.Rows
		}
	}
	return nil
}

// breakDown sorts each agency's counts of each year into the parts of a breakdown. Years without a report are as Compare calls
// them; reports of a territory stand apart and enter no total.
func breakDown(b Breakdown, printed Term, agencies []Agency, years []int, obs []Observation) BreakdownTable {
	t := BreakdownTable{Breakdown: b, Span: years}
	reports := collect(obs)
	for _, a := range agencies {
		row := func(territory bool) []BreakdownRow {
			var rows []BreakdownRow
			for _, y := range years {
				if reports.speaksElsewhere(a, y, territory) {
					rows = append(rows, b.without(a, y, StateNotApplicable))
					continue
				}
				rows = append(rows, reports.breakdown(b, printed, a, y))
			}
			return rows
		}
		organ, territory := reports.standing(a, years)
		if territory {
			t.Whole = append(t.Whole, BreakdownTerritory{a, row(true)})
		}
		if organ {
			t.Agencies = append(t.Agencies, a)
			t.Cells = append(t.Cells, row(false))
		}
	}
	for j, y := range years {
		t.Totals = append(t.Totals, t.total(j, y))
	}
	return t
}

// without is the row of an agency that has no report of a year.
func (b Breakdown) without(a Agency, year int, s State) BreakdownRow {
	none := Point{AgencyID: a.ID, Year: year, State: s, Display: DisplayInputMissing}
	r := BreakdownRow{Code: a.ID, Label: nameLabel(a.NameIn(year)), Agency: a, Year: year, State: s, Printed: none}
	for range b.Parts {
		r.Points = append(r.Points, none)
	}
	return r
}

// breakdown is one agency's row of a year.
func (all sheets) breakdown(b Breakdown, printed Term, a Agency, year int) BreakdownRow {
	sh, ok := all[reportKey{a.ID, year}]
	if !ok {
		state := StateNotApplicable
		if a.OwesIn(year) {
			state = StateNotReported
		}
		return b.without(a, year, state)
	}
	r := BreakdownRow{Code: a.ID, Label: nameLabel(a.NameIn(year)), Agency: a, Year: year, Edition: sh.edition, State: StateReported}
	r.Printed = sh.at(printed, a, year)
	any := false
	for _, part := range b.Parts {
		p := sh.at(part.term, a, year)
		if sh.elsewhere(part) {
			p = Point{AgencyID: a.ID, Year: year, Edition: sh.edition, State: StateNotApplicable, Display: DisplayInputMissing}
			r.Points = append(r.Points, p)
			continue
		}
		any = true
		r.Points = append(r.Points, p)
		r.Doubts |= p.Flags.Doubts()
		r.add(p)
	}
	if !any {
		r.State = StateAbsent
	}
	return r
}

// add counts a part in the sum of its row.
func (r *BreakdownRow) add(p Point) {
	if p.Number == nil {
		if r.State == StateReported {
			r.State = p.State
		}
		return
	}
	sum, fits := addExact(r.Sum, *p.Number)
	if r.Sum = sum; !fits || *p.Number < 0 { // no share can be worked out from a count below 0
		r.State = StateUnreadable
	}
}

// at evaluates a term in a report.
func (sh sheet) at(t Term, a Agency, year int) Point {
	e := Indicator{Num: []Term{t}}.Eval(sh.figures, nil)
	k := t.keys(sh.figures)[0]
	return Point{AgencyID: a.ID, Year: year, State: e.State, Flags: e.Flags, Raw: sh.figures[k].Raw, Edition: sh.edition, Number: e.Num, Display: e.Display, Key: k}
}

// elsewhere reports whether the report has another line in the place of a part: 其他处理 as one line, or as three.
func (sh sheet) elsewhere(p Part) bool {
	if p.Group != LineOther {
		return false
	}
	combined := Key{"applications." + LineOther, p.term.Applicant}
	_, single := sh.figures[combined]
	return (p.term.Measure == combined.Measure) != (single || sh.edition == Edition2019)
}

// total sums the complete rows of a year.
func (t BreakdownTable) total(j, year int) BreakdownRow {
	total := BreakdownRow{Code: "", Label: Label{"各机关合计", "All agencies"}, Year: year, State: StateReported}
	parts := make([]pool, len(t.Parts))
	var printed pool
	for i, a := range t.Agencies {
		r := t.Cells[i][j]
		if r.State == StateNotApplicable {
			continue
		}
		total.Of++
		if !r.Complete() {
			total.Left = append(total.Left, OutcomeAbsent{a, t.Reason(r)})
			continue
		}
		total.Have++
		total.Doubts |= r.Doubts
		for k, p := range r.Points {
			if p.Known() {
				parts[k].add(p)
			}
		}
		if r.Printed.Known() {
			printed.add(r.Printed)
		}
		var fits bool
		if total.Sum, fits = addExact(total.Sum, r.Sum); !fits {
			total.State = StateUnreadable
		}
	}
	for k := range parts {
		p := parts[k].point(total.Doubts)
		p.Year = year
		if !p.Known() { // no report in the sum has this line
			p.State, p.Flags, p.Display = StateNotApplicable, 0, DisplayInputMissing
		}
		if total.Have == 0 && total.Of > 0 {
			p.State = StateAbsent
		}
		total.Points = append(total.Points, p)
	}
	total.Printed = printed.point(total.Doubts)
	total.Printed.Year = year
	switch {
	case total.Have > 0:
	case total.Of > 0:
		total.State = StateAbsent
	default:
		total.State = StateNotApplicable
	}
	return total
}

func yearLabel(year int) Label { return nameLabel(Decimal(int64(year), 0)) }

// nameLabel is a name that is written alike in both languages.
func nameLabel(name string) Label { return Label{name, name} }
