package pdf

import (
	"cmp"
	"math"
	"slices"
)

// edge is a line of a table after rulings that lie side by side were taken together: its place, and the parts that are drawn.
type edge struct {
	at    float64
	drawn []span
}

type span struct{ from, to float64 }

func (e edge) from() float64 { return e.drawn[0].from }
func (e edge) to() float64   { return e.drawn[len(e.drawn)-1].to }

// covers reports whether most of a stretch is drawn.
func (e edge) covers(from, to float64) bool {
	sum := 0.0
	for _, s := range e.drawn {
		sum += max(0, min(s.to, to)-max(s.from, from))
	}
	return sum > 0.6*(to-from)
}

// reaches reports whether something is drawn at a place along the edge.
func (e edge) reaches(at, slack float64) bool {
	return slices.ContainsFunc(e.drawn, func(s span) bool { return s.from-slack <= at && at <= s.to+slack })
}

// edgesOf takes rulings of one direction together: those within slack of each other are one edge (browsers draw a line for each of
// two neighbouring cells), and gaps up to slack are bridged (dashes).
func edgesOf(rules []ruling, slack float64) []edge {
	rules = slices.Clone(rules)
	slices.SortFunc(rules, func(a, b ruling) int { return cmp.Compare(a.at, b.at) })
	var edges []edge
	for i := 0; i < len(rules); {
		j := i
		weight, sum := 0.0, 0.0
		for j < len(rules) && rules[j].at-rules[i].at <= slack {
			length := rules[j].to - rules[j].from + 0.01
			weight, sum = weight+length, sum+length*rules[j].at
			j++
		}
		group := rules[i:j]
		slices.SortFunc(group, func(a, b ruling) int { return cmp.Compare(a.from, b.from) })
		var drawn []span
		for _, r := range group {
			if n := len(drawn); n > 0 && r.from <= drawn[n-1].to+slack {
				drawn[n-1].to = max(drawn[n-1].to, r.to)
				continue
			}
			drawn = append(drawn, span{r.from, r.to})
		}
		drawn = slices.DeleteFunc(drawn, func(s span) bool { return s.to-s.from <= slack })
		if len(drawn) > 0 {
			edges = append(edges, edge{sum / weight, drawn})
		}
		i = j
	}
	return edges
}

// lattice is a set of edges that hang together.
type lattice struct{ across, down []edge }

func (l lattice) frame() rect {
	r := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, h := range l.across {
		r = r.union(rect{h.from(), h.at, h.to(), h.at})
	}
	for _, v := range l.down {
		r = r.union(rect{v.at, v.from(), v.at, v.to()})
	}
	return r
}

// lattices parts edges into those of separate tables, a drawn stretch at a time: tables above each other may have columns in line.
func lattices(across, down []edge, slack float64) []lattice {
	hs, vs := stretches(across), stretches(down)
	group := make([]int, len(hs)+len(vs))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, h := range hs {
		for j, v := range vs {
			if h.reaches(v.at, slack) && v.reaches(h.at, slack) {
				group[root(i)] = root(len(hs) + j)
			}
		}
	}
	parts := map[int]*lattice{}
	var order []*lattice
	of := func(i int) *lattice {
		l := parts[root(i)]
		if l == nil {
			l = &lattice{}
			parts[root(i)] = l
			order = append(order, l)
		}
		return l
	}
	for i, h := range hs {
		l := of(i)
		l.across = gathered(l.across, h)
	}
	for j, v := range vs {
		l := of(len(hs) + j)
		l.down = gathered(l.down, v)
	}
	return adopt(order)
}

// settle moves edges to where the lines in their own stretches are drawn: tables above each other are snapped together at first.
func settle(edges []edge, rules []ruling, slack float64) {
	for i := range edges {
		e := &edges[i]
		weight, sum := 0.0, 0.0
		for _, r := range rules {
			if math.Abs(r.at-e.at) <= slack && e.reaches((r.from+r.to)/2, 0) {
				length := r.to - r.from + 0.01
				weight, sum = weight+length, sum+length*r.at
			}
		}
		if weight > 0 {
			e.at = sum / weight
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
}

// stretches lists each drawn part of edges as an edge.
func stretches(edges []edge) []edge {
	var out []edge
	for _, e := range edges {
		for _, s := range e.drawn {
			out = append(out, edge{e.at, []span{s}})
		}
	}
	return out
}

// gathered adds a stretch to edges, which are in order.
func gathered(edges []edge, e edge) []edge {
	if n := len(edges); n > 0 && edges[n-1].at == e.at {
		edges[n-1].drawn = append(edges[n-1].drawn, e.drawn...)
		return edges
	}
	return append(edges, e)
}

// adopt gives lattices the verticals beside them that touch nothing: the outer side of a merged cell that fills a whole page has no
// line across. It returns the lattices that have lines in both directions.
func adopt(all []*lattice) []lattice {
	var tables []lattice
	for _, l := range all {
		if len(l.across) > 0 && len(l.down) > 0 {
			tables = append(tables, *l)
		}
	}
	for _, l := range all {
		if len(l.across) > 0 {
			continue
		}
		for _, v := range l.down {
			for i := range tables {
				f := tables[i].frame()
				if v.covers(f.y0, f.y1) && v.from() >= f.y0-f.height()/4 && v.to() <= f.y1+f.height()/4 {
					tables[i].down = append(tables[i].down, v)
					slices.SortFunc(tables[i].down, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
				}
			}
		}
	}
	return tables
}
