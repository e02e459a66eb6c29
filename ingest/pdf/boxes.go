package pdf

import (
	"cmp"
	"slices"
)

// box is a rectangle that is drawn or painted: a cell of a table whose cells stand apart, or anything else.
type box struct {
	rect
	stroked bool
}

// Cells that stand apart, as web pages set them.
const (
	maxSpacing = 16.0 // between neighbours, in points
	minSpacing = 0.5
	minSpaced  = 4    // cells of a table
	maxBoxes   = 3000 // of a page; a table has 300
)

// drawBoxes adds the lines of the page's boxes to its rulings. Cells that stand apart get the lines halfway between them instead of their own;
// what is only painted has no lines else.
func (p *page) drawBoxes(size float64) {
	var cells []box
	for _, b := range p.boxes {
		if min(b.width(), b.height()) < 0.8*size || len(cells) == maxBoxes {
			b.outline(p)
			continue
		}
		i := slices.IndexFunc(cells, func(c box) bool { return c.near(b.rect) })
		if i < 0 {
			cells = append(cells, b)
			continue
		}
		cells[i].stroked = cells[i].stroked || b.stroked
	}
	inmost := slices.DeleteFunc(slices.Clone(cells), func(b box) bool {
		return slices.ContainsFunc(cells, func(c box) bool { return b.rect != c.rect && b.union(c.rect) == b.rect })
	})
	spaced := map[rect]bool{}
	for _, group := range neighbours(inmost) {
		if len(group) < minSpaced || p.ruled(group) {
			continue
		}
		xs := gapsOf(group, func(b box) span { return span{b.x0, b.x1} })
		ys := gapsOf(group, func(b box) span { return span{b.y0, b.y1} })
		for _, b := range group {
			spaced[b.rect] = true
			box{rect{moved(b.x0, xs), moved(b.y0, ys), moved(b.x1, xs), moved(b.y1, ys)}, true}.outline(p)
		}
	}
	for _, b := range cells {
		if !spaced[b.rect] {
			b.outline(p)
		}
	}
}

// outline adds the four sides of a box that is drawn.
func (b box) outline(p *page) {
	if b.stroked {
		p.rules = append(p.rules, ruling{false, b.y0, b.x0, b.x1}, ruling{false, b.y1, b.x0, b.x1}, ruling{true, b.x0, b.y0, b.y1}, ruling{true, b.x1, b.y0, b.y1})
	}
}

// ruled reports whether most of some boxes are only painted, and stand between lines in both directions that are drawn: the shade of text in
// the cells of a table.
func (p *page) ruled(group []box) bool {
	const far = 2 * maxSpacing
	within := 0
	for _, b := range group {
		if b.stroked {
			return false
		}
		x, y := (b.x0+b.x1)/2, (b.y0+b.y1)/2
		var above, below, left, right bool
		for _, r := range p.rules {
			switch {
			case r.vertical && r.from <= y && y <= r.to:
				left = left || r.at <= b.x0+1 && r.at > b.x0-far
				right = right || r.at >= b.x1-1 && r.at < b.x1+far
			case !r.vertical && r.from <= x && x <= r.to:
				above = above || r.at <= b.y0+1 && r.at > b.y0-far
				below = below || r.at >= b.y1-1 && r.at < b.y1+far
			}
		}
		if above && below && left && right {
			within++
		}
	}
	return 2*within > len(group)
}

// near reports whether two areas are the same but for the thickness of a line.
func (r rect) near(s rect) bool {
	near := func(a, b float64) bool { return a-b < 1 && b-a < 1 }
	return near(r.x0, s.x0) && near(r.y0, s.y0) && near(r.x1, s.x1) && near(r.y1, s.y1)
}

// neighbours parts boxes into groups in which each stands beside, above or below another at a small distance.
func neighbours(boxes []box) [][]box {
	var groups [][]box
	for left := slices.Clone(boxes); len(left) > 0; {
		group := []box{left[0]}
		left = left[1:]
		for i := 0; i < len(group); i++ {
			left = slices.DeleteFunc(left, func(b box) bool {
				beside := group[i].apart(b)
				if beside {
					group = append(group, b)
				}
				return beside
			})
		}
		groups = append(groups, group)
	}
	return groups
}

// apart reports whether two boxes are neighbours that do not touch.
func (b box) apart(c box) bool {
	dx, dy := max(b.x0, c.x0)-min(b.x1, c.x1), max(b.y0, c.y0)-min(b.y1, c.y1)
	return dx < 0 && dy >= minSpacing && dy <= maxSpacing || dy < 0 && dx >= minSpacing && dx <= maxSpacing
}

// gapsOf returns the stretches between neighbours along one direction, those that overlap as one.
func gapsOf(group []box, along func(box) span) []span {
	var gaps []span
	for _, b := range group {
		for _, c := range group {
			if g := (span{along(b).to, along(c).from}); b.apart(c) && g.to-g.from >= minSpacing && g.to-g.from <= maxSpacing {
				gaps = append(gaps, g)
			}
		}
	}
	slices.SortFunc(gaps, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	merged := gaps[:0]
	for _, g := range gaps {
		if n := len(merged); n > 0 && g.from < merged[n-1].to {
			merged[n-1].to = max(merged[n-1].to, g.to)
			continue
		}
		merged = append(merged, g)
	}
	return merged
}

// moved returns the middle of the gap that a side bounds, or the side itself if it bounds none.
func moved(side float64, gaps []span) float64 {
	for _, g := range gaps {
		if side >= g.from && side <= g.to {
			return (g.from + g.to) / 2
		}
	}
	return side
}
