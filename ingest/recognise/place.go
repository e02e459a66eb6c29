package recognise

import (
	"fmt"
	"maps"
	"slices"

	"gongkai/models"
)

// openRow is a row that has fewer values than its header has columns. Its values stand in the header's order, but which columns are left out
// is not known; each option is one way to do so.
type openRow struct {
	w       row
	flags   models.Flags
	keys    []models.Key
	shape   string  // rows of one shape left out the same columns, if any rows did
	options [][]int // for each key the position of its value, or -1
	// mayStand says that the first option, which leaves the last columns out, is taken if it fits: the row as it is printed.
	mayStand bool
	numbers  map[int]*int64 // by position; nil where no number is printed
}

// maxOptions bounds the ways to place one row: 15 columns with 7 left out are 6435.
const maxOptions = 7000

// newOpenRow lists the options in an order that leaves the last columns out first: rows are cut at their end more often than elsewhere.
func newOpenRow(w row, flags models.Flags, keys []models.Key, readings ...[]int) openRow {
	o := openRow{w: w, flags: flags, keys: keys, numbers: map[int]*int64{}}
	for _, items := range readings {
		for _, i := range items {
			o.numbers[i] = w.count(i, false).number
		}
		o.shape += fmt.Sprintf("%d/%d ", len(items), len(keys))
		option := make([]int, len(keys))
		var choose func(key, item int)
		choose = func(key, item int) {
			if len(o.options) > maxOptions || len(items)-item > len(keys)-key {
				return
			}
			if key == len(keys) {
				o.options = append(o.options, slices.Clone(option))
				return
			}
			if item < len(items) {
				option[key] = items[item]
				choose(key+1, item+1)
			}
			option[key] = -1
			choose(key+1, item)
		}
		choose(0, 0)
	}
	return o
}

// number returns what an option puts under key i: a number, or nil for nothing known.
func (o openRow) number(option, key int) *int64 {
	return o.numbers[o.options[option][key]]
}

// place gives the values of open rows their columns by the relations. What every fitting placement of all open rows agrees on is taken.
// Where placements differ and a whole table was cut alike, the one that leaves out the same columns in all rows of a shape is taken, to be
// confirmed, if it is the only one of that kind that fits. Everything else is unreadable, with the row as printed.
func (r *reader) place(single bool) {
	if len(r.open) == 0 {
		return
	}
	p := newPlacing(r, single)
	viable := p.viable()
	same, alike := p.alike(viable)
	for n, o := range r.open {
		choice := -1
		if alike {
			choice = same[n]
		} else if len(viable[n]) > 0 {
			choice = viable[n][0]
		}
		if o.mayStand && slices.Contains(viable[n], 0) {
			viable[n] = []int{0}
			choice = 0
		}
		unplaced := false
		for i, k := range o.keys {
			agreed := choice >= 0 && p.agreed(n, i, viable[n])
			if !agreed && !(alike && choice >= 0) {
				unplaced = true
				r.set(k, value{state: models.StateUnreadable, raw: rawRow(o.w, 0), where: o.w.where(0)})
				continue
			}
			at := o.options[choice][i]
			if at < 0 {
				continue
			}
			v := o.w.count(at, false)
			v.flags |= o.flags
			if !agreed {
				v.flags |= models.FlagUnverified
			}
			r.set(k, v)
		}
		if unplaced {
			why := "能够满足勾稽关系的排法不止一种"
			if len(viable[n]) == 0 {
				why = "没有一种排法能满足勾稽关系"
			}
			r.note(o.keys[0], o.w.where(0), "%s所在的行只有%d个数，少于列数，%s，不能确定的数没有采用。原文：%s。请核对后录入。",
				o.keys[0].Name(models.Zh), len(o.w.items(0)), why, rawRow(o.w, 0))
		}
	}
}

// placing is the search for placements. Relations within one row filter its options at once; those that several rows take part in are
// the sums of a state.
type placing struct {
	rows   []openRow
	values map[models.Key]value
	local  [][]models.Relation
	shared []models.Relation
	start  state
}

// state is how far each shared relation is from balance: the sum of what is placed, and whether an unknown cell may still raise or lower it.
type state struct {
	sum          [maxShared]int64
	raise, lower uint32
}

// maxShared is the number of relations that more than one row can take part in: balance and outcomes for seven applicants.
const maxShared = 14

func newPlacing(r *reader, single bool) *placing {
	p := &placing{rows: r.open, values: r.values, local: make([][]models.Relation, len(r.open))}
	rowOf := map[models.Key]int{}
	for n, o := range r.open {
		for _, k := range o.keys {
			rowOf[k] = n
		}
	}
	for _, rel := range models.Relations(single) {
		rows := map[int]bool{}
		for _, k := range rel.Keys() {
			if n, ok := rowOf[k]; ok {
				rows[n] = true
			}
		}
		switch {
		case len(rows) == 1:
			n := slices.Collect(maps.Keys(rows))[0]
			p.local[n] = append(p.local[n], rel)
		case len(rows) > 1 && len(p.shared) < maxShared:
			p.shared = append(p.shared, rel)
		}
	}
	for i, rel := range p.shared {
		p.each(rel, func(k models.Key, sign int64) {
			if _, open := rowOf[k]; !open {
				p.start = p.start.add(i, sign, r.values[k].number)
			}
		})
	}
	return p
}

func (p *placing) each(rel models.Relation, do func(k models.Key, sign int64)) {
	for _, k := range rel.Left {
		do(k, 1)
	}
	for _, k := range rel.Right {
		do(k, -1)
	}
}

func (s state) add(i int, sign int64, n *int64) state {
	switch {
	case n != nil:
		s.sum[i] += sign * *n
	case sign > 0:
		s.raise |= 1 << i
	default:
		s.lower |= 1 << i
	}
	return s
}

// balanced reports whether relation i can hold.
func (s state) balanced(i int) bool {
	return s.sum[i] == 0 || s.sum[i] < 0 && s.raise&(1<<i) != 0 || s.sum[i] > 0 && s.lower&(1<<i) != 0
}

// with returns the state after placing row n by an option.
func (p *placing) with(s state, n, option int) state {
	o := p.rows[n]
	for i, rel := range p.shared {
		p.each(rel, func(k models.Key, sign int64) {
			if key := slices.Index(o.keys, k); key >= 0 {
				s = s.add(i, sign, o.number(option, key))
			}
		})
	}
	return s
}

// fitsAlone reports whether an option satisfies the relations that only row n is open in.
func (p *placing) fitsAlone(n, option int) bool {
	o := p.rows[n]
	for _, rel := range p.local[n] {
		var s state
		p.each(rel, func(k models.Key, sign int64) {
			if key := slices.Index(o.keys, k); key >= 0 {
				s = s.add(0, sign, o.number(option, key))
			} else {
				s = s.add(0, sign, p.values[k].number)
			}
		})
		if !s.balanced(0) {
			return false
		}
	}
	return true
}

// maxStates bounds the search; beyond it the relations that rows share are not used.
const maxStates = 20000

// viable returns for each row the options that are part of a placement of all rows that satisfies every relation.
func (p *placing) viable() [][]int {
	alone := make([][]int, len(p.rows))
	for n, o := range p.rows {
		for option := range o.options {
			if p.fitsAlone(n, option) {
				alone[n] = append(alone[n], option)
			}
		}
	}
	// Forward: every state that can be reached after each row. Options with the same effect are tried once.
	effects := make([][]state, len(p.rows))
	layers := []map[state]bool{{p.start: true}}
	for n := range p.rows {
		for _, option := range alone[n] {
			effects[n] = append(effects[n], p.with(state{}, n, option))
		}
		next := map[state]bool{}
		for s := range layers[n] {
			for _, e := range effects[n] {
				next[s.plus(e)] = true
			}
			if len(next) > maxStates {
				return alone
			}
		}
		layers = append(layers, next)
	}
	// Backward: those from which the end can be reached in balance.
	last := layers[len(p.rows)]
	maps.DeleteFunc(last, func(s state, _ bool) bool {
		for i := range p.shared {
			if !s.balanced(i) {
				return true
			}
		}
		return false
	})
	viable := make([][]int, len(p.rows))
	for n := len(p.rows) - 1; n >= 0; n-- {
		good := make([]bool, len(alone[n]))
		maps.DeleteFunc(layers[n], func(s state, _ bool) bool {
			reaches := false
			for i, e := range effects[n] {
				if layers[n+1][s.plus(e)] {
					reaches, good[i] = true, true
				}
			}
			return !reaches
		})
		for i, ok := range good {
			if ok {
				viable[n] = append(viable[n], alone[n][i])
			}
		}
	}
	return viable
}

func (s state) plus(e state) state {
	for i := range s.sum {
		s.sum[i] += e.sum[i]
	}
	s.raise |= e.raise
	s.lower |= e.lower
	return s
}

// minAlike is how many rows must have one shape before it is taken for the way the whole table was cut. Fewer rows with small numbers fit
// a wrong pattern by chance.
const minAlike = 8

// alike looks for the only placement that leaves the same columns out of every row of a shape. ok is false if there is none, if there is more
// than one with different numbers, or if a shape has too few rows to speak of a pattern.
func (p *placing) alike(viable [][]int) (choice []int, ok bool) {
	var shapes []string
	options, count := map[string][]int{}, map[string]int{}
	for n, o := range p.rows {
		count[o.shape]++
		if _, seen := options[o.shape]; !seen {
			shapes = append(shapes, o.shape)
			options[o.shape] = viable[n]
			continue
		}
		options[o.shape] = slices.DeleteFunc(slices.Clone(options[o.shape]), func(x int) bool { return !slices.Contains(viable[n], x) })
	}
	combinations := 1
	for _, s := range shapes {
		if count[s] < minAlike {
			return nil, false
		}
		combinations *= len(options[s])
		if combinations == 0 || combinations > maxStates {
			return nil, false
		}
	}
	for c := range combinations {
		pick := map[string]int{}
		for _, s := range shapes {
			pick[s] = options[s][c%len(options[s])]
			c /= len(options[s])
		}
		trial := make([]int, len(p.rows))
		s := p.start
		for n, o := range p.rows {
			trial[n] = pick[o.shape]
			s = p.with(s, n, trial[n])
		}
		fits := true
		for i := range p.shared {
			fits = fits && s.balanced(i)
		}
		switch {
		case !fits:
		case choice == nil:
			choice = trial
		case !p.equal(choice, trial):
			return nil, false
		}
	}
	return choice, choice != nil
}

// equal reports whether two placements give every figure the same number, a figure without one being what the relations make of it.
func (p *placing) equal(a, b []int) bool {
	for n, o := range p.rows {
		for i := range o.keys {
			if !p.sameNumber(o, i, a[n], b[n]) {
				return false
			}
		}
	}
	return true
}

// agreed reports whether all options give figure i of row n the same number.
func (p *placing) agreed(n, i int, options []int) bool {
	for _, option := range options[1:] {
		if !p.sameNumber(p.rows[n], i, options[0], option) {
			return false
		}
	}
	return true
}

func (p *placing) sameNumber(o openRow, key, a, b int) bool {
	x, y := o.number(a, key), o.number(b, key)
	switch {
	case x == nil && y == nil:
		return true
	case x != nil && y != nil:
		return *x == *y
	}
	// Nothing against a number: the same only if a printed total of 0 forces the figure to 0 anyway.
	n := x
	if n == nil {
		n = y
	}
	return *n == 0 && p.forcedZero(o.keys[key])
}

// forcedZero reports whether the printed total of the figure's row or, for an outcome, of its column is 0.
func (p *placing) forcedZero(k models.Key) bool {
	zero := func(total models.Key) bool {
		v := p.values[total]
		return total != k && v.number != nil && *v.number == 0
	}
	m, _ := models.MeasureOf(k.Measure)
	return zero(models.Key{Measure: k.Measure, Applicant: models.ApplicantTotal}) ||
		m.Group != "" && zero(models.Key{Measure: "applications.concluded", Applicant: k.Applicant})
}
