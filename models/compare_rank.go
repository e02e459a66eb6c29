package models

import (
	"math/big"
	"slices"
)

// Ranked is an agency's place in the ranking of one year. Equal values share a rank: 1, 2, 2, 4.
type Ranked struct {
	Agency Agency
	Point  Point
	Rank   int // from 1; 0 for a point that is not ranked
	Reason Label
}

// Ranking orders the organs of one year by value, highest first. What cannot be ranked — no value, suspect, few cases — follows in
// the second list with the reason, in the order of the agencies.
func (c Comparison) Ranking(year int) (ranked, unranked []Ranked) {
	j := c.YearIndex(year)
	if j < 0 {
		return nil, nil
	}
	for i, a := range c.Agencies {
		r := Ranked{Agency: a, Point: c.Points[i][j]}
		if r.Point.Rankable() {
			ranked = append(ranked, r)
			continue
		}
		r.Reason = reasonUnranked(r.Point, c.Subject)
		unranked = append(unranked, r)
	}
	slices.SortStableFunc(ranked, func(a, b Ranked) int { return b.Point.Value(c.Subject).Cmp(a.Point.Value(c.Subject)) })
	for i := range ranked {
		ranked[i].Rank = i + 1
		if i > 0 && ranked[i].Point.Value(c.Subject).Cmp(ranked[i-1].Point.Value(c.Subject)) == 0 {
			ranked[i].Rank = ranked[i-1].Rank
		}
	}
	return ranked, unranked
}

// reasonUnranked says why a point is left out of a ranking.
func reasonUnranked(p Point, s Subject) Label {
	switch {
	case !p.Known():
		return missingText(p, s)
	case p.Doubtful():
		return p.Flags.doubtLabel()
	case p.Display == DisplayDenZero:
		return noCasesOf(s)
	}
	return markSmall
}

// Value returns the exact value of a known point: the number in the subject's unit, or the ratio in percent. It is nil where there
// is no value or the denominator is 0.
func (p Point) Value(s Subject) *big.Rat {
	switch {
	case p.Number != nil:
		return big.NewRat(*p.Number, scale(s.Decimals))
	case p.Num == nil || p.Den == nil || *p.Den == 0:
		return nil
	}
	return percent(*p.Num, *p.Den)
}

// MinPeers is how many organs a median needs.
const MinPeers = 5

// Spread is the median and quartiles of the organs of one year, in the subject's unit or percent.
type Spread struct {
	N                int // how many organs it is of
	Q1, Median, Q3   *big.Rat
	Lowest, Greatest *big.Rat
}

// Spread returns median and quartiles of the rankable organs of a year, with linear interpolation as spreadsheets do it
// (QUARTILE.INC). It is not given for fewer than MinPeers.
func (c Comparison) Spread(year int) (Spread, bool) {
	ranked, _ := c.Ranking(year)
	if len(ranked) < MinPeers {
		return Spread{}, false
	}
	values := make([]*big.Rat, len(ranked))
	for i, r := range ranked {
		values[len(ranked)-1-i] = r.Point.Value(c.Subject)
	}
	return Spread{N: len(values), Q1: quantile(values, 1, 4), Median: quantile(values, 1, 2), Q3: quantile(values, 3, 4),
		Lowest: values[0], Greatest: values[len(values)-1]}, true
}

// quantile returns the value at the fraction num/den of ascending values.
func quantile(values []*big.Rat, num, den int) *big.Rat {
	at := (len(values) - 1) * num
	i, rest := at/den, at%den
	if rest == 0 {
		return new(big.Rat).Set(values[i])
	}
	step := new(big.Rat).Sub(values[i+1], values[i])
	step.Mul(step, big.NewRat(int64(rest), int64(den)))
	return step.Add(step, values[i])
}
