package pdf

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// sameEdge is how far a column may stand apart on two pages.
const sameEdge = 4.0

// join adds b, which begins a page, to t, which ends the page before, if b is t going on: they begin at the same edge, and one of them
// has all the edges of the other. A header that b repeats is left out, and cells that the page cut are made whole. It reports
// whether it did.
func (t *table) join(b *table) bool {
	xs, ok := commonEdges(t.xs, b.xs)
	if !ok {
		return false
	}
	t.place(xs)
	b.place(xs)
	b.dropRows(t.repeatedHeader(b))

	above := t.ending()
	rest := b.restOf(above)
	named := b.values()
	offset := len(t.rows)
	if rest {
		offset--
		t.rows = append(t.rows, b.rows[1:]...)
	} else {
		t.rows = append(t.rows, b.rows...)
	}
	for _, c := range b.cells {
		a := above[c.col]
		begins := c.row == 0
		c.row += offset
		if begins && a != nil && a.cols == c.cols && (rest || a.goesOn(c) && (a.rows > 1 || c.rows > 1 || !named[c.right()])) {
			a.extend(c)
			continue
		}
		t.cells = append(t.cells, c)
	}
	return true
}

// commonEdges returns the column edges of two tables if they begin at the same one and all those of one are edges of the other.
func commonEdges(a, b []float64) ([]float64, bool) {
	if len(a) < len(b) {
		a, b = b, a
	}
	at := func(x float64) bool {
		return slices.ContainsFunc(a, func(y float64) bool { return math.Abs(x-y) <= sameEdge })
	}
	if math.Abs(a[0]-b[0]) > sameEdge {
		return nil, false
	}
	for _, x := range b {
		if !at(x) {
			return nil, false
		}
	}
	return a, true
}

// place gives the table other column edges, each of its own being near one of them.
func (t *table) place(xs []float64) {
	index := make([]int, len(t.xs))
	for i, x := range t.xs {
		best := 0
		for j := range xs {
			if math.Abs(xs[j]-x) < math.Abs(xs[best]-x) {
				best = j
			}
		}
		index[i] = best
	}
	for _, c := range t.cells {
		right := index[c.right()]
		c.col = index[c.col]
		c.cols = right - c.col
	}
	t.xs = xs
}

// ending lists the cells that end with the last row, by column.
func (t *table) ending() map[int]*cell {
	cells := map[int]*cell{}
	for _, c := range t.cells {
		if c.bottom() == len(t.rows) {
			cells[c.col] = c
		}
	}
	return cells
}

// repeatedHeader returns how many rows at the top of b repeat those at the top of t.
func (t *table) repeatedHeader(b *table) int {
	header := 0
	for k := 1; k < min(len(t.rows), len(b.rows)); k++ {
		x, ok := t.top(k)
		y, whole := b.top(k)
		if ok && whole && x == y {
			header = k
		}
	}
	return header
}

// top describes the first k rows. ok is false if they hold numbers, hold no text, or a cell goes on below them.
func (t *table) top(k int) (text string, ok bool) {
	type position struct{ row, col, rows, cols int }
	cells := map[position]string{}
	for _, c := range t.cells {
		if c.row >= k {
			continue
		}
		if c.bottom() > k || isNumber(c.text) {
			return "", false
		}
		cells[position{c.row, c.col, c.rows, c.cols}] = squeezed(c.text)
	}
	keys := slices.SortedFunc(maps.Keys(cells), func(a, b position) int {
		return slices.Compare([]int{a.row, a.col, a.rows, a.cols}, []int{b.row, b.col, b.rows, b.cols})
	})
	var all strings.Builder
	for _, p := range keys {
		ok = ok || cells[p] != ""
		all.WriteString(strings.Join([]string{string(rune('a' + p.row)), string(rune('a' + p.col)), string(rune('a' + p.rows)), string(rune('a' + p.cols)), cells[p], "\n"}, "|"))
	}
	return all.String(), ok
}

// dropRows drops the first k rows, at which cells end.
func (t *table) dropRows(k int) {
	t.cells = slices.DeleteFunc(t.cells, func(c *cell) bool { return c.row < k })
	for _, c := range t.cells {
		c.row -= k
	}
	t.rows = t.rows[k:]
}

// values tells the columns in which the first row has a number or a dash, or anything empty: a label right before one names that row alone.
func (t *table) values() map[int]bool {
	at := map[int]bool{}
	for _, c := range t.cells {
		if c.row == 0 && (c.text == "" || isNumber(c.text) || isMark(c.text)) {
			at[c.col] = true
		}
	}
	return at
}

// restOf reports whether the table's first row is the rest of a row whose cells stand above: cell by cell it has the same columns, two
// cells are filled only where text runs on, and it has text that runs on, or numbers that the row above lacks, or nothing at all.
func (t *table) restOf(above map[int]*cell) bool {
	var r, up struct{ numbers, labels bool }
	textRunsOn, numberRunsOn := false, false
	for _, c := range t.cells {
		if c.row > 0 {
			continue
		}
		a := above[c.col]
		if a == nil || a.cols != c.cols {
			return false
		}
		if c.rows > 1 && (c.text == "" || a.goesOn(c)) {
			continue // a label beside several rows goes on whatever the row does
		}
		switch {
		case a.text != "" && c.text != "":
			if !a.runsOn(c) {
				return false
			}
			textRunsOn = textRunsOn || !isNumber(c.text)
			numberRunsOn = numberRunsOn || isNumber(c.text)
		case isNumber(c.text):
			r.numbers = true
		case c.text != "":
			r.labels = true
		}
		if a.rows == 1 && isNumber(a.text) {
			up.numbers = true
		} else if a.rows == 1 && a.text != "" {
			up.labels = true
		}
	}
	switch {
	case r.labels, r.numbers && up.numbers:
		return false
	case textRunsOn, numberRunsOn:
		return true
	}
	return !r.numbers || up.labels
}

// runsOn reports whether the text of c goes on where that of the cell above it, on the page before, was cut.
func (a *cell) runsOn(c *cell) bool {
	if len(a.last.chars) == 0 || len(c.first.chars) == 0 || opensItem.MatchString(c.text) || isNumber(c.text) != isNumber(a.text) {
		return false
	}
	return full(a.last, c.first, a.room)
}

// goesOn reports whether c, at the top of a page, is the cell above it on the page before going on: a label beside several rows.
func (a *cell) goesOn(c *cell) bool {
	if isNumber(a.text) || isNumber(c.text) || isMark(c.text) {
		return false
	}
	several := a.rows > 1 || c.rows > 1
	switch {
	case a.text != "" && c.text != "":
		return a.runsOn(c)
	case a.text == "" && c.text == "":
		return false
	}
	return several
}

// extend makes c, which follows on the next page, a part of the cell.
func (a *cell) extend(c *cell) {
	a.rows = max(a.rows, c.bottom()-a.row)
	switch {
	case a.text == "":
		a.text, a.first = c.text, c.first
	case c.text != "":
		a.text += between(a.last, c.first, a.room) + c.text
	}
	if len(c.last.chars) > 0 {
		a.last = c.last
	}
	maps.Copy(a.rects, c.rects)
}

var (
	// opensItem matches what a numbered item begins with: "（一）", "三、", "1.".
	opensItem  = regexp.MustCompile(`^\s*(?:[（(]?\s*[一二三四五六七八九十]{1,3}\s*[）)、.．]|[（(]?\s*\d{1,2}\s*[）)、.．]|[①-⑳⑴-⒇])`)
	numberText = regexp.MustCompile(`^[+-]?[\d０-９][\d０-９.,，．\s]*%?$`)
)

// isNumber reports whether a text is a number and nothing else.
func isNumber(s string) bool { return numberText.MatchString(s) }

// isMark reports whether a text has neither letters nor digits, as a dash that stands for nothing.
func isMark(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
