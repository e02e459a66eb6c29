package pdf

import (
	"math"
	"slices"
)

// maxPadding is the most that stands between a cell's edge and its text where that is as wide as it can be: Word leaves 5.4 points.
const maxPadding = 6.5

// measured is how far off the place of an edge may be, half the thickness of its line at both sides.
const measured = 1.0

// read makes the cells' characters into text. What text a cell has room for is told by the widest line of cells of its columns, and by
// the least distance that any text keeps from the edges.
func (t *table) read() {
	type columns struct{ col, cols int }
	lines := make([][]line, len(t.cells))
	widest := map[columns]float64{}
	padding := maxPadding
	for i, c := range t.cells {
		lines[i] = linesOf(uprights(c.chars))
		for _, l := range lines[i] {
			k := columns{c.col, c.cols}
			widest[k] = max(widest[k], l.box.width())
			padding = min(padding, max(0, l.box.x0-t.xs[c.col]), max(0, t.xs[c.right()]-l.box.x1))
		}
	}
	for i, c := range t.cells {
		own := padding
		if left, ok := leftAligned(lines[i]); ok {
			own = max(padding, min(left-t.xs[c.col], maxPadding))
		}
		c.room = max(widest[columns{c.col, c.cols}], t.xs[c.right()]-t.xs[c.col]-2*own-measured)
		c.text = textOf(c.chars, c.room)
		if n := len(lines[i]); n > 0 {
			c.first, c.last = lines[i][0], lines[i][n-1]
		}
	}
}

// leftAligned returns where several lines begin, if they all begin there: as far from the edge as the cell leaves free.
func leftAligned(lines []line) (x float64, ok bool) {
	for _, l := range lines {
		if math.Abs(l.box.x0-lines[0].box.x0) > measured/2 {
			return 0, false
		}
	}
	if len(lines) < 2 {
		return 0, false
	}
	return lines[0].box.x0, true
}

// overhang gives the cells at the end of a page's last table the line right below it, if each piece of that goes on with the text of
// the cell above: where a page cuts a merged cell, browsers draw its lower edge too early.
func (p *page) overhang(t *table) {
	var below []char
	bottom := t.rows[len(t.rows)-1].bottom
	for _, c := range uprights(p.chars) {
		if _, y := c.middle(); y > bottom {
			below = append(below, c)
		}
	}
	lines := linesOf(below)
	if len(lines) == 0 || lines[0].box.y0-bottom > 0.6*lines[0].size() {
		return
	}
	ending := t.ending()
	pieces := lines[0].segments(0.5)
	owners := make([]*cell, len(pieces))
	for i, l := range pieces {
		col, _ := slices.BinarySearch(t.xs, l.box.x0)
		c := ending[col-1]
		if c == nil || len(c.last.chars) == 0 || l.box.x1 > t.xs[c.right()] || !full(c.last, l, c.room) {
			return
		}
		owners[i] = c
	}
	for i, l := range pieces {
		owners[i].chars = append(owners[i].chars, l.chars...)
		p.chars = slices.DeleteFunc(p.chars, func(c char) bool { return slices.Contains(l.chars, c) })
	}
	t.read()
}

func uprights(chars []char) []char {
	return slices.DeleteFunc(slices.Clone(chars), func(c char) bool { return c.turns != 0 })
}
