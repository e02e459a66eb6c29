package models

// Top returns the n organs with the highest values of a year, and the others together: those ranked lower, suspect ones and those without
// a value, of which the coverage of rest tells. Top and rest add up to the total of the year.
func (c Comparison) Top(year, n int) (top []Ranked, rest Total) {
	ranked, _ := c.Ranking(year)
	top = ranked[:min(n, len(ranked))]
	others := map[string]bool{}
	for _, a := range c.Agencies {
		others[a.ID] = true
	}
	for _, r := range top {
		delete(others, r.Agency.ID)
	}
	if j := c.YearIndex(year); j >= 0 {
		rest = c.Of(others, Label{}).Totals[j]
	}
	return top, rest
}
