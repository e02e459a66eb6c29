package models

import "slices"

// Compare lays out a subject by agency and year. The observations are those of s.Needs() in the published reports of these
// agencies and years (and the year before, if s.LooksBack()); their order does not matter.
//
// A year without a report is not_reported where the agency owed one and not_applicable where it did not; it is also
// not_applicable where the report's edition has no such cell. Reports of a territory stand apart in Territory and enter no total.
func Compare(s Subject, agencies []Agency, successions []Succession, years []int, obs []Observation) Comparison {
	c := Comparison{Subject: s, Years: years, Breaks: breaksOf(agencies, successions, years)}
	reports := collect(obs)
	for _, a := range agencies {
		row := func(territory bool) []Point {
			points := make([]Point, len(years))
			for j, y := range years {
				points[j] = reports.point(s, a, y)
				if reports.speaksElsewhere(a, y, territory) {
					points[j] = Point{AgencyID: a.ID, Year: y, State: StateNotApplicable, Display: DisplayInputMissing}
				}
			}
			return points
		}
		organ, territory := reports.standing(a, years)
		if territory {
			c.Territory = append(c.Territory, Row{a, row(true)})
		}
		if organ {
			c.Agencies = append(c.Agencies, a)
			c.Points = append(c.Points, row(false))
		}
	}
	if s.LooksBack() {
		c.cutAtBreaks()
	}
	for j, y := range years {
		c.Totals = append(c.Totals, c.total(j, y))
	}
	return c
}

// cutAtBreaks takes away what was worked out across a merger or split.
func (c Comparison) cutAtBreaks() {
	for i, a := range c.Agencies {
		for j, y := range c.Years {
			if _, ok := c.BreakAt(a.ID, y); ok {
				p := &c.Points[i][j]
				p.State, p.Display, p.Number, p.Num, p.Den = StateNotApplicable, DisplaySeriesBreak, nil, nil, nil
			}
		}
	}
}

type reportKey struct {
	agencyID string
	year     int
}

// sheet is what the observations say of one report.
type sheet struct {
	edition Edition
	scope   Scope
	figures map[Key]Figure
}

type sheets map[reportKey]sheet

func collect(obs []Observation) sheets {
	all := make(sheets)
	for _, o := range obs {
		k := reportKey{o.AgencyID, o.Year}
		sh, ok := all[k]
		if !ok {
			sh = sheet{o.Edition, o.Scope, make(map[Key]Figure)}
			all[k] = sh
		}
		sh.figures[o.Key()] = o.Figure
	}
	return all
}

// standing reports whether an agency is a row among the organs, and whether it is one of the territories. A government without
// any report is taken to owe one for its territory, as governments do.
func (all sheets) standing(a Agency, years []int) (organ, territory bool) {
	for _, y := range years {
		if r, ok := all[reportKey{a.ID, y}]; ok {
			territory = territory || r.scope == ScopeTerritory
			organ = organ || r.scope != ScopeTerritory
		}
	}
	territory = territory || !organ && a.Kind == KindGovernment
	return organ || !territory, territory
}

// speaksElsewhere reports whether an agency's report of a year belongs in its other row: that of the territory, or of the organ.
func (all sheets) speaksElsewhere(a Agency, year int, territory bool) bool {
	r, ok := all[reportKey{a.ID, year}]
	return ok && (r.scope == ScopeTerritory) != territory
}

// point is the subject in one agency and year, whatever the scope of the report.
func (all sheets) point(s Subject, a Agency, year int) Point {
	p := Point{AgencyID: a.ID, Year: year, Display: DisplayInputMissing}
	sh, ok := all[reportKey{a.ID, year}]
	if !ok {
		p.State = StateNotApplicable
		if a.OwesIn(year) {
			p.State = StateNotReported
		}
		return p
	}
	p.Edition, p.Key = sh.edition, s.key()
	_, there := sh.figures[p.Key] // the fee of a later year in a report on the form of 2019
	if !slices.Contains(s.Editions, sh.edition) && !there {
		p.State = StateNotApplicable
		return p
	}
	if i, ok := IndicatorOf(s.Code); ok {
		return all.derive(p, i, sh)
	}
	f, ok := sh.figures[p.Key]
	if !ok {
		p.State = StateAbsent
		return p
	}
	p.State, p.Flags, p.Raw = f.State, f.Flags, f.Raw
	if f.Usable() {
		p.Number = f.Number
	}
	p.Display = displayOf(p.Number, nil, false, p.Flags)
	return p
}

// derive fills in an indicator's point from its report and the one before.
func (all sheets) derive(p Point, i Indicator, sh sheet) Point {
	var before map[Key]Figure
	if i.LooksBack() {
		last, ok := all[reportKey{p.AgencyID, p.Year - 1}]
		switch {
		case ok && (!slices.Contains(i.Editions, last.edition) || last.scope != sh.scope):
			p.State = StateNotApplicable
			return p
		case ok:
			before = last.figures
		}
	}
	e := i.Eval(sh.figures, before)
	p.State, p.Flags, p.Display = e.State, e.Flags, e.Display
	if i.Ratio() {
		p.Num, p.Den = e.Num, e.Den
	} else {
		p.Number = e.Num
	}
	return p
}

// total sums the organs of one year.
func (c Comparison) total(j, year int) Total {
	t := Total{Year: year}
	var all, safe pool
	for i := range c.Agencies {
		p := c.Points[i][j]
		if !c.counts(i, j) {
			continue
		}
		t.Of++
		if !p.Known() {
			continue
		}
		t.Have++
		all.add(p)
		if p.Flags.Has(FlagApproximate) {
			t.Approximate++
		}
		if p.Flags.Has(FlagRevised) {
			t.Revised++
		}
		if p.Doubtful() {
			t.Doubtful++
			t.Doubts |= p.Flags.Doubts()
		} else {
			safe.add(p)
		}
	}
	t.Number, t.Num, t.Den = all.sums()
	t.NumberSafe, t.NumSafe, t.DenSafe = safe.sums()
	t.Display = c.Subject.displayTotal(t)
	return t
}

func (s Subject) displayTotal(t Total) DisplayRule {
	if s.Ratio {
		return displayOf(t.Num, t.Den, true, t.Doubts)
	}
	return displayOf(t.Number, nil, false, t.Doubts)
}

// AddTotals is the total of two groups of organs that have none in common, from the totals of each: what Compare of all of them
// gives, without their figures.
func (s Subject) AddTotals(a, b Total) Total {
	sum := func(x, y *int64, ofX, ofY int) *int64 {
		switch {
		case ofX == 0:
			return y
		case ofY == 0:
			return x
		case x == nil || y == nil: // past what an integer holds
			return nil
		}
		v, ok := addExact(*x, *y)
		if !ok {
			return nil
		}
		return &v
	}
	safeA, safeB := a.Have-a.Doubtful, b.Have-b.Doubtful
	t := Total{Year: a.Year, Have: a.Have + b.Have, Of: a.Of + b.Of, Doubtful: a.Doubtful + b.Doubtful, Doubts: a.Doubts | b.Doubts, Approximate: a.Approximate + b.Approximate, Revised: a.Revised + b.Revised,
		Number: sum(a.Number, b.Number, a.Have, b.Have), NumberSafe: sum(a.NumberSafe, b.NumberSafe, safeA, safeB),
		Num: sum(a.Num, b.Num, a.Have, b.Have), Den: sum(a.Den, b.Den, a.Have, b.Have),
		NumSafe: sum(a.NumSafe, b.NumSafe, safeA, safeB), DenSafe: sum(a.DenSafe, b.DenSafe, safeA, safeB)}
	if t.Num == nil || t.Den == nil {
		t.Num, t.Den = nil, nil
	}
	if t.NumSafe == nil || t.DenSafe == nil {
		t.NumSafe, t.DenSafe = nil, nil
	}
	t.Display = s.displayTotal(t)
	return t
}

// counts reports whether an organ is one of those that the total of a year should be of: it owed a report with the subject's cells, or
// has one.
func (c Comparison) counts(i, j int) bool {
	p := c.Points[i][j]
	noCell := p.State == StateNotApplicable || p.State == StateNotReported
	return !p.owesNone() && (!noCell || c.Subject.dueIn(c.Years[j]))
}

// owesNone reports whether there is no report because none was owed.
func (p Point) owesNone() bool { return p.State == StateNotApplicable && p.Edition == "" }

// dueIn reports whether the edition in force for a year has the subject's cells.
func (s Subject) dueIn(year int) bool {
	return slices.Contains(s.Editions, EditionDue(year)) && (!s.LooksBack() || slices.Contains(s.Editions, EditionDue(year-1)))
}

// pool adds up points: numbers, or numerators and denominators apart.
type pool struct {
	n                int
	number, num, den int64
	ratio, overflow  bool
}

func (s *pool) add(p Point) {
	s.n++
	into := func(sum *int64, n *int64) {
		if n == nil {
			return
		}
		v, ok := addExact(*sum, *n)
		*sum, s.overflow = v, s.overflow || !ok
	}
	s.ratio = p.Number == nil
	into(&s.number, p.Number)
	into(&s.num, p.Num)
	into(&s.den, p.Den)
}

// sums returns the number, or numerator and denominator; nil where nothing was added or the sum is past what an integer holds.
func (s *pool) sums() (number, num, den *int64) {
	switch {
	case s.n == 0 || s.overflow:
		return nil, nil, nil
	case s.ratio:
		return nil, &s.num, &s.den
	}
	return &s.number, nil, nil
}

// point returns the sum as a point without an agency.
func (s *pool) point(flags Flags) Point {
	p := Point{State: StateReported, Flags: flags}
	p.Number, p.Num, p.Den = s.sums()
	return p
}

// breaksOf lists where an agency's series breaks: at the year in which it took over others or gave duties away. A rename is none.
func breaksOf(agencies []Agency, successions []Succession, years []int) []Break {
	var bs []Break
	note := func(id, with string, s Succession) {
		year := yearOf(s.On)
		if !slices.Contains(years, year) || !slices.ContainsFunc(agencies, func(a Agency) bool { return a.ID == id }) {
			return
		}
		for i := range bs {
			if bs[i].AgencyID == id && bs[i].Year == year && bs[i].Kind == s.Kind {
				bs[i].With = append(bs[i].With, with)
				return
			}
		}
		bs = append(bs, Break{id, year, s.Kind, []string{with}})
	}
	for _, s := range successions {
		if s.PredecessorID == s.SuccessorID {
			continue
		}
		switch s.Kind {
		case Merged:
			note(s.SuccessorID, s.PredecessorID, s)
		case Split:
			note(s.PredecessorID, s.SuccessorID, s)
			note(s.SuccessorID, s.PredecessorID, s)
		}
	}
	return bs
}

// yearOf returns the year of an ISO date, 0 if it is none.
func yearOf(date string) int {
	year := 0
	if len(date) < 4 {
		return 0
	}
	for _, r := range date[:4] {
		if r < '0' || r > '9' {
			return 0
		}
		year = year*10 + int(r-'0')
	}
	return year
}
