package models

import (
	"maps"
	"math/big"
	"slices"
)

// ChangeKind says how the change from one year to the next may be told.
type ChangeKind string

// The kinds of change.
const (
	ChangeUnknown  ChangeKind = "unknown"  // either side has no value, or too few cases for a percentage
	ChangeBroken   ChangeKind = "broken"   // across a change of form or a merger: not comparable
	ChangeFromZero ChangeKind = "zero"     // from 0: neither difference nor percentage says it better than both values
	ChangeAbsolute ChangeKind = "absolute" // the base is under 10: the difference alone
	ChangeRelative ChangeKind = "relative" // the difference and the percentage
	ChangePoints   ChangeKind = "points"   // the difference of two ratios
)

// YearChange is the change of a value on the year before.
type YearChange struct {
	Kind     ChangeKind
	From, To int64    // scaled like the subject; of numbers only
	Rate     *big.Rat // percent of From (ChangeRelative), or percentage points (ChangePoints)
	Unit     Unit
	Decimals int
	Suspect  bool // either side is suspect
	Same     int  // of a total: how many agencies it is of, where they are not all that owed a report in both years; else 0
}

// Sign is -1, 0 or 1 for a decrease, no change and an increase; 0 where the change is not known.
func (c YearChange) Sign() int {
	switch c.Kind {
	case ChangeUnknown, ChangeBroken:
		return 0
	case ChangePoints:
		return c.Rate.Sign()
	}
	return big.NewInt(c.To).Cmp(big.NewInt(c.From))
}

// ChangeBetween is the change from one point to another of the same subject; broken says that a merger, a split or another form
// lies between them.
func ChangeBetween(from, to Point, s Subject, broken bool) YearChange {
	c := YearChange{Kind: ChangeUnknown, Unit: s.Unit, Decimals: s.Decimals, Suspect: from.Doubtful() || to.Doubtful()}
	switch {
	case broken, from.State == StateNotApplicable && from.Edition != "" && to.Known():
		c.Kind = ChangeBroken
	case !from.Known() || !to.Known():
	case s.Ratio:
		if *from.Den >= FractionOnly && *to.Den >= FractionOnly {
			c.Kind = ChangePoints
			c.Rate = new(big.Rat).Sub(percent(*to.Num, *to.Den), percent(*from.Num, *from.Den))
		}
	default:
		c.From, c.To = *from.Number, *to.Number
		base := scale(s.Decimals)
		switch {
		case c.From == 0 && c.To > 0:
			c.Kind = ChangeFromZero
		case c.From < FractionOnly*base:
			c.Kind = ChangeAbsolute
		default:
			c.Kind = ChangeRelative
			difference := new(big.Int).Sub(big.NewInt(c.To), big.NewInt(c.From))
			c.Rate = new(big.Rat).SetFrac(difference.Mul(difference, big.NewInt(100)), big.NewInt(c.From))
		}
	}
	return c
}

// Change is the change of an agency's value in year on the year before. The year before must be among Years.
func (c Comparison) Change(agencyID string, year int) YearChange {
	r, ok := c.Row(agencyID)
	j := c.YearIndex(year)
	before := c.YearIndex(year - 1)
	if !ok || j < 0 || before < 0 {
		return YearChange{Kind: ChangeUnknown}
	}
	_, broken := c.BreakAt(agencyID, year)
	return ChangeBetween(r.Points[before], r.Points[j], c.Subject, broken)
}

// TotalChange is the change of the district's value in year on the year before. Where either year is incomplete, or other agencies
// owed a report than the year before, it is that of the agencies that have a value in both (同口径), and Same says how many they
// are. Agencies that merged or split in year are taken together: all of them or none.
func (c Comparison) TotalChange(year int) YearChange {
	j, before := c.YearIndex(year), c.YearIndex(year-1)
	if j < 0 || before < 0 {
		return YearChange{Kind: ChangeUnknown}
	}
	from, to := c.Totals[before], c.Totals[j]
	switch {
	case from.Of == 0 && to.Of > 0 && !c.Subject.Comparable():
		return YearChange{Kind: ChangeBroken}
	case from.Complete() && to.Complete() && from.Doubtful == 0 && to.Doubtful == 0 && c.sameOwing(j, before):
		return ChangeBetween(from.Point(), to.Point(), c.Subject, false)
	}
	same := c.sameAgencies(j, before)
	if len(same) == 0 {
		return YearChange{Kind: ChangeUnknown}
	}
	var sums [2]pool
	for n, k := range []int{before, j} {
		for _, i := range same {
			p := c.Points[i][k]
			if !p.Known() {
				continue // its predecessors or successors stand for it that year
			}
			sums[n].add(p)
		}
	}
	change := ChangeBetween(sums[0].point(0), sums[1].point(0), c.Subject, false)
	change.Same = sums[1].n
	return change
}

// sameOwing reports whether the organs that owed a report are the same in both years, those that merged or split taken together.
func (c Comparison) sameOwing(j, before int) bool {
	tied := c.tied(j)
	var owing [2]map[int]bool
	for n, k := range []int{before, j} {
		owing[n] = map[int]bool{}
		for i := range c.Agencies {
			if c.counts(i, k) {
				owing[n][tied[i]] = true
			}
		}
	}
	return maps.Equal(owing[0], owing[1])
}

// sameAgencies lists the organs that have a value in both years, none of them suspect. Those that a merger or split of the later year ties together
// count as one: each of them must have a value in each year it owed a report, and both years must have one.
func (c Comparison) sameAgencies(j, before int) []int {
	tied := c.tied(j)
	var same []int
	for i := range c.Agencies {
		known := [2]bool{}
		whole := true
		for k, g := range tied {
			if g != tied[i] {
				continue
			}
			for n, y := range []int{before, j} {
				p := c.Points[k][y]
				known[n] = known[n] || p.Known()
				whole = whole && (p.Known() && !p.Doubtful() || p.owesNone())
			}
		}
		if whole && known[0] && known[1] {
			same = append(same, i)
		}
	}
	return same
}

// tied gives each organ the number of its group: those that a merger or split of a year joins have the same.
func (c Comparison) tied(j int) []int {
	tied := make([]int, len(c.Agencies))
	for i := range tied {
		tied[i] = i
	}
	for _, b := range c.Breaks {
		if b.Year != c.Years[j] {
			continue
		}
		for _, other := range b.With {
			x, y := c.index(b.AgencyID), c.index(other)
			if x < 0 || y < 0 {
				continue
			}
			from, to := tied[y], tied[x]
			for i, g := range tied {
				if g == from {
					tied[i] = to
				}
			}
		}
	}
	return tied
}

func (c Comparison) index(agencyID string) int {
	return slices.IndexFunc(c.Agencies, func(a Agency) bool { return a.ID == agencyID })
}

// scale is 10 to the power of decimals.
func scale(decimals int) int64 {
	n := int64(1)
	for range decimals {
		n *= 10
	}
	return n
}

// percent returns num/den as an exact percentage.
func percent(num, den int64) *big.Rat {
	r := big.NewRat(num, den)
	return r.Mul(r, big.NewRat(100, 1))
}
