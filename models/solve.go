package models

import "slices"

// Solve fills the unknown cells of tables three and four that the printed figures force, counts being whole and not negative. A
// blank forced to 0 gets 0 and FlagZeroImplied; a blank forced to another number, and an absent cell that is forced, get it with
// FlagDerived. Everything else stays unknown, unreadable cells included, and nothing is solved from a relation that the
// printed figures break. Printed figures are never touched.
//
// It works in rounds. A round first takes what single relations force from the figures known so far; only when none forces
// anything more are relations combined. A relation that contradicts what is known by then is left out, so that one wrong total
// does not spread: what it would have forced stays unknown.
func (r *Revision) Solve() {
	if !slices.ContainsFunc(r.Figures, func(f Figure) bool { return f.Number == nil && f.State != StateUnreadable }) {
		return
	}
	s := newSolver(r)
	for s.single() || s.combined() {
	}
	for i, k := range s.keys {
		f := &r.Figures[s.at[k]]
		if f.Number != nil || f.State == StateUnreadable || !s.known[i] {
			continue
		}
		n := s.value[i]
		f.Number = &n
		if f.State == StateBlank && n == 0 {
			f.Flags |= FlagZeroImplied
		} else {
			f.Flags |= FlagDerived
		}
	}
}

// equation is Σ coef·cell = 0 over cell numbers, with coefficients 1 and -1.
type equation struct {
	cells []int
	coef  []int64
}

type solver struct {
	keys      []Key
	at        map[Key]int // into the revision's figures
	value     []int64
	known     []bool
	free      []bool // no lower bound: an unreadable cell may hold anything
	equations []equation
	broken    []bool
}

func newSolver(r *Revision) *solver {
	s := &solver{at: make(map[Key]int, len(r.Figures))}
	number := make(map[Key]int, len(r.Figures))
	for i, f := range r.Figures {
		s.at[f.Key()] = i
	}
	for _, rel := range Relations(r.SingleOther()) {
		var e equation
		complete := true
		add := func(k Key, c int64) {
			i, ok := s.at[k]
			if !ok {
				complete = false
				return
			}
			n, ok := number[k]
			if !ok {
				n = len(s.keys)
				number[k] = n
				f := r.Figures[i]
				s.keys = append(s.keys, k)
				s.known = append(s.known, f.Number != nil)
				s.value = append(s.value, 0)
				if f.Number != nil {
					s.value[n] = *f.Number
				}
				s.free = append(s.free, f.State == StateUnreadable)
			}
			e.cells, e.coef = append(e.cells, n), append(e.coef, c)
		}
		for _, k := range rel.Left {
			add(k, 1)
		}
		for _, k := range rel.Right {
			add(k, -1)
		}
		if complete {
			s.equations = append(s.equations, e)
		}
	}
	s.broken = make([]bool, len(s.equations))
	return s
}

// bounds is what a relation says of an unknown cell.
type bounds struct {
	low, high int64
	openHigh  bool
}

// residue sums the known cells of e and counts the unknown ones by the sign of their coefficient; free counts those without bound.
func (s *solver) residue(e equation) (sum int64, plus, minus, free int) {
	for i, c := range e.cells {
		switch {
		case s.known[c]:
			sum += e.coef[i] * s.value[c]
		case s.free[c]:
			free++
		case e.coef[i] > 0:
			plus++
		default:
			minus++
		}
	}
	return sum, plus, minus, free
}

// single takes what each relation on its own forces from the figures known at the start of the round, and reports whether it
// found anything. Relations that force one cell to different numbers contradict each other and are left out.
func (s *solver) single() bool {
	found := map[int]bounds{}
	by := map[int][]int{}
	for n, e := range s.equations {
		if s.broken[n] {
			continue
		}
		sum, plus, minus, free := s.residue(e)
		if free == 0 && (plus == 0 && sum < 0 || minus == 0 && sum > 0) {
			s.broken[n] = true
			continue
		}
		if free > 0 {
			continue
		}
		for i, c := range e.cells {
			if s.known[c] {
				continue
			}
			b, ok := found[c]
			if !ok {
				b.openHigh = true
			}
			same, other := plus, minus // unknown cells on this one's side and on the other side
			rest := -sum * e.coef[i]   // this cell + same side's others - other side's = rest
			if e.coef[i] < 0 {
				same, other = minus, plus
			}
			if other == 0 {
				if b.openHigh || rest < b.high {
					b.high, b.openHigh = rest, false
				}
				by[c] = append(by[c], n)
			}
			if same == 1 && rest > 0 {
				b.low = max(b.low, rest)
				by[c] = append(by[c], n)
			}
			found[c] = b
		}
	}
	contradicted := false
	for c, b := range found {
		if !b.openHigh && b.low > b.high {
			for _, n := range by[c] {
				s.broken[n] = true
			}
			contradicted = true
		}
	}
	if contradicted {
		return true // again without those relations
	}
	any := false
	for c, b := range found {
		if !b.openHigh && b.low == b.high {
			s.known[c], s.value[c] = true, b.low
			any = true
		}
	}
	return any
}

// combined eliminates unknowns between relations until some row of the system forces a cell, and reports whether one did. A
// contradiction anywhere in the system means that nothing is taken from it.
func (s *solver) combined() bool {
	column := map[int]int{}
	var cells []int
	for n, e := range s.equations {
		if s.broken[n] {
			continue
		}
		for _, c := range e.cells {
			if _, ok := column[c]; !ok && !s.known[c] {
				column[c] = len(cells)
				cells = append(cells, c)
			}
		}
	}
	if len(cells) == 0 {
		return false
	}
	var rows [][]int64 // one coefficient per unknown, then the right-hand side
	for n, e := range s.equations {
		if s.broken[n] {
			continue
		}
		row := make([]int64, len(cells)+1)
		for i, c := range e.cells {
			if s.known[c] {
				row[len(cells)] -= e.coef[i] * s.value[c]
			} else {
				row[column[c]] += e.coef[i]
			}
		}
		rows = append(rows, row)
	}
	if !eliminate(rows, len(cells)) {
		return false
	}
	found := map[int]int64{}
	for _, row := range rows {
		for j, v := range forced(row, func(j int) bool { return s.free[cells[j]] }) {
			if v < 0 && !s.free[cells[j]] {
				return false
			}
			found[cells[j]] = v
		}
	}
	for c, v := range found {
		s.known[c], s.value[c] = true, v
	}
	return len(found) > 0
}

// forced returns the unknowns that one reduced row fixes: its only unknown, or all of them at 0 where coefficients of one sign add
// up to 0.
func forced(row []int64, free func(int) bool) map[int]int64 {
	width := len(row) - 1
	var at []int
	sameSign, anyFree := true, false
	for j := range width {
		if row[j] != 0 {
			at = append(at, j)
			sameSign = sameSign && (row[j] > 0) == (row[at[0]] > 0)
			anyFree = anyFree || free(j)
		}
	}
	out := map[int]int64{}
	switch {
	case len(at) == 1 && row[width]%row[at[0]] == 0:
		out[at[0]] = row[width] / row[at[0]]
	case len(at) > 1 && row[width] == 0 && sameSign && !anyFree:
		for _, j := range at {
			out[j] = 0
		}
	}
	return out
}

// eliminate brings the rows to reduced echelon form in whole numbers. It returns false if they contradict each other or the
// numbers grow beyond what is safe.
func eliminate(rows [][]int64, width int) bool {
	const safe = 1 << 40
	pivot := 0
	for j := 0; j < width && pivot < len(rows); j++ {
		p := pivot
		for p < len(rows) && rows[p][j] == 0 {
			p++
		}
		if p == len(rows) {
			continue
		}
		rows[pivot], rows[p] = rows[p], rows[pivot]
		for i := range rows {
			if i == pivot || rows[i][j] == 0 {
				continue
			}
			a, b := rows[pivot][j], rows[i][j]
			var g int64
			for k := range rows[i] {
				rows[i][k] = rows[i][k]*a - rows[pivot][k]*b
				if rows[i][k] > safe || rows[i][k] < -safe {
					return false
				}
				g = gcd(g, rows[i][k])
			}
			if g > 1 {
				for k := range rows[i] {
					rows[i][k] /= g
				}
			}
		}
		pivot++
	}
	for _, row := range rows[pivot:] {
		if row[width] != 0 {
			return false
		}
	}
	return true
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
