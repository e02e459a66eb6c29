package charts

import (
	"fmt"
	"math/big"
	"slices"

	"gongkai/models"
)

// topFor returns where the value axis ends if that is for the chosen lines to decide: where the others reach more than three times as high,
// the chosen would lie flat on the bottom. nil leaves the axis to the highest line. cut counts the lines that then leave the chart.
func (o Options) topFor(s models.Subject, others, chosen, references []track) (top *big.Rat, cut int) {
	if s.Ratio || len(chosen) == 0 || o.logarithmic(s) {
		return nil, 0
	}
	highest := o.highestOf(s, slices.Concat(references, chosen)...)
	if highest == nil || highest.Sign() <= 0 {
		return nil, 0
	}
	most := o.highestOf(s, others...)
	if most == nil || most.Cmp(new(big.Rat).Mul(highest, big.NewRat(3, 1))) <= 0 {
		return nil, 0
	}
	top = roundUp(new(big.Rat).Mul(highest, big.NewRat(5, 4)))
	for _, t := range others {
		if h := o.highestOf(s, t); h != nil && h.Cmp(top) > 0 {
			cut++
		}
	}
	return top, cut
}

// highestOf is the highest value of some tracks, nil if there is none.
func (o Options) highestOf(s models.Subject, tracks ...track) *big.Rat {
	var highest *big.Rat
	for _, t := range tracks {
		for j := range t.points {
			if v, ok := o.value(t, j, s); ok && (highest == nil || v.Cmp(highest) > 0) {
				highest = v
			}
		}
	}
	return highest
}

// roundUp returns the next of 4, 8, 12, 20, 40, 80 … and their tenths, so that an axis of four parts has round numbers.
func roundUp(v *big.Rat) *big.Rat {
	unit := big.NewRat(1, 1)
	ten := big.NewRat(10, 1)
	for v.Cmp(new(big.Rat).Mul(unit, big.NewRat(20, 1))) > 0 {
		unit.Mul(unit, ten)
	}
	for v.Cmp(new(big.Rat).Mul(unit, big.NewRat(2, 1))) <= 0 && unit.Cmp(big.NewRat(1, 1000)) > 0 {
		unit.Quo(unit, ten)
	}
	for _, n := range []int64{4, 8, 12, 20} {
		if step := new(big.Rat).Mul(unit, big.NewRat(n, 1)); step.Cmp(v) >= 0 {
			return step
		}
	}
	return v
}

// topNote says that lines leave the chart.
func (o Options) topNote(s models.Subject, top *big.Rat, cut int) string {
	end := models.FormatRat(top, 0)
	return o.in(fmt.Sprintf("纵轴按突出的机关只画到 %s %s，另有 %d 个机关的线超出图外，数值见数据表。", end, s.Unit.Label().Zh, cut),
		fmt.Sprintf("The value axis ends at %s %s, for the highlighted agencies; the lines of %d others leave the chart, see the table.", end, s.Unit.Label().En, cut))
}
