package models

import "fmt"

// LeftOut is an organ that a selection leaves out, and why.
type LeftOut struct {
	Agency Agency
	Reason Label // "2022 年未公布", "2023 年合并"
}

// SameAgencies keeps the organs whose values are comparable through all Years (同口径): known in each, with no merger or split after the
// first. The totals are summed afresh, so that they are of the same organs every year.
func (c Comparison) SameAgencies() (same Comparison, left []LeftOut) {
	same = c
	same.Agencies, same.Points, same.Totals = nil, nil, nil
	for i, a := range c.Agencies {
		if reason, gap := c.gap(i); gap {
			left = append(left, LeftOut{a, reason})
			continue
		}
		same.Agencies, same.Points = append(same.Agencies, a), append(same.Points, c.Points[i])
	}
	n := len(same.Agencies)
	same.Together = Label{fmt.Sprintf("同口径 %d 个机关", n), fmt.Sprintf("the same %d agencies", n)}
	if c.Together != (Label{}) {
		same.Together = Label{c.Together.Zh + "，" + same.Together.Zh, c.Together.En + ", " + same.Together.En}
	}
	for j, y := range c.Years {
		same.Totals = append(same.Totals, same.total(j, y))
	}
	return same, left
}

// Of keeps the organs and territories with the given ids, in the order of the comparison, and sums the totals afresh. Together is what
// to call them.
func (c Comparison) Of(ids map[string]bool, together Label) Comparison {
	some := c
	some.Together = together
	some.Agencies, some.Points, some.Totals, some.Territory = nil, nil, nil, nil
	for i, a := range c.Agencies {
		if ids[a.ID] {
			some.Agencies, some.Points = append(some.Agencies, a), append(some.Points, c.Points[i])
		}
	}
	for _, r := range c.Territory {
		if ids[r.Agency.ID] {
			some.Territory = append(some.Territory, r)
		}
	}
	for j, y := range c.Years {
		some.Totals = append(some.Totals, some.total(j, y))
	}
	return some
}

// gap says why the series of the i-th organ is not the same through all years.
func (c Comparison) gap(i int) (Label, bool) {
	in := func(year int, l Label) (Label, bool) {
		return Label{fmt.Sprintf("%d 年%s", year, l.Zh), fmt.Sprintf("%s in %d", l.En, year)}, true
	}
	for j, p := range c.Points[i] {
		if !p.Known() {
			return in(c.Years[j], missingText(p, c.Subject))
		}
	}
	for _, b := range c.Breaks {
		if b.AgencyID == c.Agencies[i].ID && c.Years[0] < b.Year && b.Year <= c.Years[len(c.Years)-1] {
			return in(b.Year, b.Kind.word())
		}
	}
	return Label{}, false
}
