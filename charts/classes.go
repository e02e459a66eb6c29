package charts

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"gongkai/models"
)

// maxClasses is how many classes of colour a heatmap has at most, besides 0 and values below it.
const maxClasses = 6

// classes are the lower limits of a heatmap's classes, ascending: class i holds limits[i] ≤ v < limits[i+1]. The first limit is
// just above 0: 0 has no colour.
type classes []*big.Rat

// classify divides positive values into classes of round limits (1, 2, 5, 10, 20, 50, …) that hold about as many values each;
// percentages get limits of tens, or of fives or ones where they lie close together.
func classify(values []*big.Rat, percentage bool) classes {
	var positive []*big.Rat
	for _, v := range values {
		if v.Sign() > 0 {
			positive = append(positive, v)
		}
	}
	if len(positive) == 0 {
		return nil
	}
	slices.SortFunc(positive, (*big.Rat).Cmp)
	limits := classes{new(big.Rat)}
	step := percentStep(positive)
	for i := 1; i < maxClasses; i++ {
		v := positive[len(positive)*i/maxClasses]
		limit := roundDown(v)
		if percentage {
			limit = stepDown(v, step)
		}
		if limit.Cmp(limits[len(limits)-1]) > 0 && limit.Cmp(positive[0]) > 0 {
			limits = append(limits, limit)
		}
	}
	return limits
}

// roundDown returns the greatest of 1, 2, 5 × 10ⁿ that is not above v, which is positive.
func roundDown(v *big.Rat) *big.Rat {
	ten := big.NewRat(10, 1)
	unit := big.NewRat(1, 1)
	for unit.Cmp(v) > 0 {
		unit.Quo(unit, ten)
	}
	for new(big.Rat).Mul(unit, ten).Cmp(v) <= 0 {
		unit.Mul(unit, ten)
	}
	for _, n := range []int64{5, 2} {
		if limit := new(big.Rat).Mul(unit, big.NewRat(n, 1)); limit.Cmp(v) <= 0 {
			return limit
		}
	}
	return unit
}

// percentStep is what the limits of ascending percentages are multiples of.
func percentStep(values []*big.Rat) int64 {
	spread := new(big.Rat).Sub(values[len(values)-1], values[0])
	switch {
	case spread.Cmp(big.NewRat(40, 1)) >= 0:
		return 10
	case spread.Cmp(big.NewRat(15, 1)) >= 0:
		return 5
	}
	return 1
}

// stepDown returns the greatest multiple of step that is not above v.
func stepDown(v *big.Rat, step int64) *big.Rat {
	steps := new(big.Rat).Quo(v, big.NewRat(step, 1))
	n := new(big.Int).Quo(steps.Num(), steps.Denom())
	return new(big.Rat).SetInt(n.Mul(n, big.NewInt(step)))
}

// of returns the class of a positive value.
func (c classes) of(v *big.Rat) int {
	i := 0
	for i+1 < len(c) && v.Cmp(c[i+1]) >= 0 {
		i++
	}
	return i
}

// steps are the colours of the scale that as many classes take.
var steps = [maxClasses][]int{{3}, {2, 5}, {1, 3, 5}, {1, 3, 4, 6}, {1, 2, 3, 5, 6}, {1, 2, 3, 4, 5, 6}}

// token is the colour of a class.
func (c classes) token(i int) string { return fmt.Sprintf("seq-%d", steps[len(c)-1][i]) }

// ink is the colour of text on a class.
func (c classes) ink(i int) string {
	if t := c.token(i); t == "seq-5" || t == "seq-6" {
		return "bg"
	}
	return "text"
}

// name states the limits of a class: "10 至不足 50".
func (c classes) name(i int, s models.Subject, o Options) string {
	limit := func(i int) string {
		if s.Ratio && c[i].IsInt() {
			return strings.Replace(models.FormatValue(c[i], s, o.Lang), ".0", "", 1)
		}
		return models.FormatValue(c[i], s, o.Lang)
	}
	switch {
	case len(c) == 1:
		return o.in("大于 0", "above 0")
	case i == 0:
		return o.in("大于 0、不足 "+limit(1), "above 0, under "+limit(1))
	case i == len(c)-1:
		return o.in(limit(i)+" 及以上", limit(i)+" and over")
	}
	return o.in(limit(i)+" 至不足 "+limit(i+1), limit(i)+" to under "+limit(i+1))
}
