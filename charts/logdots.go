package charts

import (
	"encoding/json"
	"math/big"
	"strings"

	"gongkai/models"
)

// LogDots draws a dot for each organ in one year on a logarithmic axis, for counts that lie orders of magnitude apart. Such an axis
// has no 0: the organs that state 0 are named in the first note, and have no row. All else is as in Ranked.
func LogDots(c models.Comparison, o Options) Chart {
	ch, year := o.rankedFrame(c, KindLogDots)
	ch.Subtitle += o.in("，对数轴", ", logarithmic axis")
	var rows []models.Ranked
	var zeros, below []string
	span := decades{}
	for _, r := range o.rankedRows(c, year) {
		_, ok := plot(r.Point, c.Subject)
		v := r.Point.Value(c.Subject)
		switch {
		case ok && v.Sign() == 0:
			zeros = append(zeros, r.Agency.NameIn(year))
			continue
		case ok && v.Sign() < 0:
			below = append(below, r.Agency.NameIn(year)+" "+models.FormatValue(v, c.Subject, o.Lang))
			continue
		case ok:
			span.hold(v)
		}
		rows = append(rows, r)
	}
	var notes []string
	if len(zeros) > 0 {
		notes = append(notes, o.in("填报为 0（不画）：", "0 (not drawn): ")+strings.Join(zeros, o.in("、", ", ")))
	}
	if len(below) > 0 {
		notes = append(notes, o.in("小于 0（不画）：", "Below 0 (not drawn): ")+strings.Join(below, o.in("、", ", ")))
	}
	ch.Notes = append(append(notes, ch.Notes...), o.formNote(c.Subject, c.Years)...)
	if span.least == nil {
		ch.Empty = o.nothing(c.Subject, []int{year})
		if len(zeros) > 0 {
			ch.Empty = o.in("填报了数字的机关都是 0，没有可画的点。", "Every agency that states a number states 0; there is nothing to draw.")
		}
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	return o.drawRanked(ch, c, year, rows, &span)
}

// decades is the least and the greatest of some positive values.
type decades struct{ least, greatest *big.Rat }

func (d *decades) hold(v *big.Rat) {
	if d.least == nil || v.Cmp(d.least) < 0 {
		d.least = v
	}
	if d.greatest == nil || v.Cmp(d.greatest) > 0 {
		d.greatest = v
	}
}

// ends are the power of ten under the least value and the one over the greatest.
func (d *decades) ends() (from, to *big.Rat) {
	ten := big.NewRat(10, 1)
	from = big.NewRat(1, 1)
	for from.Cmp(d.least) > 0 {
		from.Quo(from, ten)
	}
	for next := new(big.Rat).Mul(from, ten); next.Cmp(d.least) <= 0; next = new(big.Rat).Mul(from, ten) {
		from = next
	}
	to = new(big.Rat).Mul(from, ten)
	for to.Cmp(d.greatest) < 0 {
		to.Mul(to, ten)
	}
	return from, to
}

// count is how many decades lie between the ends.
func (d *decades) count() int {
	from, to := d.ends()
	n := 0
	for at := new(big.Rat).Set(from); at.Cmp(to) < 0; n++ {
		at.Mul(at, big.NewRat(10, 1))
	}
	return n
}

// axis is a logarithmic axis between the ends.
func (d *decades) axis() map[string]any {
	from, to := d.ends()
	a := map[string]any{"type": "log", "logBase": json.Number("10"), "min": exact(from), "max": exact(to)}
	if from.Cmp(big.NewRat(1, 100)) < 0 { // the script's formatter has two decimals
		a["axisLabel"] = map[string]any{"formatter": "{value}"}
	}
	return a
}
