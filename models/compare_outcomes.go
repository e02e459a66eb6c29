package models

import "slices"

// OutcomeRow is what became of the applications that one agency concluded in one year, or all organs together.
type OutcomeRow struct {
	Agency     Agency // zero for the district
	Year       int
	Edition    Edition
	State      State           // reported, or why the shares cannot be worked out
	Groups     [6]Point        // counts of Groups, in order; numbers are nil where unknown
	Sum        int64           // of the six groups, of a complete row
	Concluded  Point           // as printed (办结总计)
	CarriedOut Point           // as printed (结转下年度继续办理), not part of the shares
	Doubts     Flags           // what is doubted of the row's figures
	Have, Of   int             // of the district: organs with a complete row, organs that owed a report
	Left       []OutcomeAbsent // of the district: organs whose row is not in it
}

// OutcomeAbsent is an organ that a district's outcomes leave out, and why.
type OutcomeAbsent struct {
	Agency Agency
	Reason Label
}

// Complete reports whether all six groups are known, so that the row can be summed.
func (r OutcomeRow) Complete() bool { return r.State == StateReported }

// Shown reports whether shares can be drawn: the row is complete and something was concluded.
func (r OutcomeRow) Shown() bool { return r.Complete() && r.Sum > 0 }

// Reason says why a row has no shares; empty for one that has.
func (r OutcomeRow) Reason() Label {
	switch {
	case !r.Complete() && (r.State == StateNotReported || r.State == StateNotApplicable):
		return r.State.Label()
	case !r.Complete():
		return markInput
	case r.Sum == 0:
		return noneConcluded
	}
	return Label{}
}

// OutcomeTable is the outcomes of agencies over years.
type OutcomeTable struct {
	Agencies  []Agency // organs
	Years     []int
	Rows      [][]OutcomeRow // [agency][year]
	Totals    []OutcomeRow   // of all organs with complete rows, by year
	Territory []OutcomeTerritory
}

// OutcomeTerritory is the outcomes that a report of a whole territory prints, beside the totals and never in them.
type OutcomeTerritory struct {
	Agency Agency
	Rows   []OutcomeRow // by year
}

// OutcomeNeeds lists the figures Outcomes is made from.
func OutcomeNeeds() []Key {
	ks := []Key{presence}
	for _, l := range Lines {
		if k := (Key{"applications." + l.Code, ApplicantTotal}); !slices.Contains(ks, k) {
			ks = append(ks, k)
		}
	}
	return ks
}

// outcomeGroup is a group of outcomes as a subject.
func outcomeGroup(g Group) Indicator {
	return Indicator{Code: "applications." + g.Code, Label: g.Label, Unit: Pieces, Num: []Term{groupTerm(g.Code)}, Editions: Editions}
}

// Outcomes sorts what each agency concluded in each year into the six groups, from the observations of OutcomeNeeds. A group's
// sum is derived from its lines, 其他处理 from whichever form is there. A row that lacks a line is not complete: it has no shares
// and enters no total. So do years that Compare would call not_reported or not_applicable.
func Outcomes(agencies []Agency, years []int, obs []Observation) OutcomeTable {
	t := OutcomeTable{Years: years}
	reports := collect(obs)
	for _, a := range agencies {
		row := func(territory bool) []OutcomeRow {
			var rows []OutcomeRow
			for _, y := range years {
				r := reports.outcome(a, y)
				if reports.speaksElsewhere(a, y, territory) {
					r = OutcomeRow{Agency: a, Year: y, State: StateNotApplicable}
				}
				rows = append(rows, r)
			}
			return rows
		}
		organ, territory := reports.standing(a, years)
		if territory {
			t.Territory = append(t.Territory, OutcomeTerritory{a, row(true)})
		}
		if organ {
			t.Agencies = append(t.Agencies, a)
			t.Rows = append(t.Rows, row(false))
		}
	}
	for j, y := range years {
		t.Totals = append(t.Totals, t.total(j, y))
	}
	return t
}

// outcome is one agency's row.
func (all sheets) outcome(a Agency, year int) OutcomeRow {
	r := OutcomeRow{Agency: a, Year: year, State: StateReported}
	at := func(line string) Point {
		s, _ := SubjectOf("applications."+line, ApplicantTotal)
		return all.point(s, a, year)
	}
	r.Concluded, r.CarriedOut = at("concluded"), at("carried_out")
	sh, ok := all[reportKey{a.ID, year}]
	if !ok {
		r.State = r.Concluded.State
		return r
	}
	r.Edition = sh.edition
	for i, g := range Groups {
		e := outcomeGroup(g).Eval(sh.figures, nil)
		r.Groups[i] = Point{AgencyID: a.ID, Year: year, State: e.State, Flags: e.Flags, Edition: sh.edition, Number: e.Num, Display: e.Display,
			Key: groupTerm(g.Code).keys(sh.figures)[0]}
		r.Doubts |= e.Flags.Doubts()
		if e.Num == nil {
			if r.State == StateReported {
				r.State = e.State
			}
			continue
		}
		var fits bool
		if r.Sum, fits = addExact(r.Sum, *e.Num); !fits || *e.Num < 0 { // no share can be worked out from a count below 0
			r.State = StateUnreadable
		}
	}
	return r
}

// total sums the complete rows of a year.
func (t OutcomeTable) total(j, year int) OutcomeRow {
	total := OutcomeRow{Year: year, State: StateReported}
	var groups [6]pool
	var concluded, carried pool
	var doubtful [2]Flags // what is printed as concluded and as carried over may be in doubt where the outcomes are not
	for i, a := range t.Agencies {
		r := t.Rows[i][j]
		if r.State == StateNotApplicable {
			continue
		}
		total.Of++
		if !r.Complete() {
			total.Left = append(total.Left, OutcomeAbsent{a, r.Reason()})
			continue
		}
		total.Have++
		total.Doubts |= r.Doubts
		for g := range groups {
			groups[g].add(r.Groups[g])
		}
		if r.Concluded.Known() {
			concluded.add(r.Concluded)
			doubtful[0] |= r.Concluded.Flags.Doubts()
		}
		if r.CarriedOut.Known() {
			carried.add(r.CarriedOut)
			doubtful[1] |= r.CarriedOut.Flags.Doubts()
		}
		var fits bool
		if total.Sum, fits = addExact(total.Sum, r.Sum); !fits {
			total.State = StateUnreadable
		}
	}
	total.Concluded, total.CarriedOut = concluded.point(total.Doubts|doubtful[0]), carried.point(total.Doubts|doubtful[1])
	for g := range groups {
		total.Groups[g] = groups[g].point(total.Doubts)
		total.Groups[g].Year = year
	}
	switch {
	case total.Have > 0:
	case total.Of > 0:
		total.State = StateAbsent
	default:
		total.State = StateNotApplicable
	}
	return total
}
