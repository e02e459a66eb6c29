package pdf

import (
	"cmp"
	"math"
	"slices"
	"unicode"
)

// table is a table on one page, or the parts of one on consecutive pages joined.
type table struct {
	xs    []float64 // edges of its columns
	rows  []band
	cells []*cell
}

// band is where a row stands.
type band struct {
	page        *page
	top, bottom float64
}

// cell is a cell and the positions that it covers.
type cell struct {
	row, col, rows, cols int
	text                 string
	first, last          line    // of its upright text, without characters where it has none
	room                 float64 // width that its text may take
	chars                []char
	rects                map[int]*[4]float64 // by page
}

func (c *cell) bottom() int { return c.row + c.rows }
func (c *cell) right() int  { return c.col + c.cols }

// tables finds the tables that lines are drawn around, takes their characters from the page, and returns them from top to bottom.
func (p *page) tables() []*table {
	size := typicalSize(p.chars)
	p.drawBoxes(size)
	// No row or column is narrower than half a line of text; what is, is the space between two lines of one edge.
	slack := min(max(0.45*size, 2.5), 5)
	across, down := edgesOf(p.along(false), slack), edgesOf(p.along(true), slack)
	if len(across)*len(down) > maxCrossings {
		return nil
	}
	all := lattices(across, down, slack)
	// The inmost first: a table within a cell of another takes its own characters.
	slices.SortStableFunc(all, func(a, b lattice) int {
		x, y := a.frame(), b.frame()
		return cmp.Compare(x.width()*x.height(), y.width()*y.height())
	})
	var tables []*table
	var frames []rect
	for _, l := range all {
		f := l.frame()
		if slices.ContainsFunc(frames, func(inner rect) bool { return f.frames(inner) }) {
			continue // lines around a page or a part of it, as of a web page laid out in cells
		}
		if t := p.table(l, slack); t != nil {
			tables, frames = append(tables, p.unframed(t)...), append(frames, f)
		}
	}
	slices.SortStableFunc(tables, func(a, b *table) int { return cmp.Compare(a.rows[0].top, b.rows[0].top) })
	if n := len(tables); n > 0 {
		p.overhang(tables[n-1])
	}
	return tables
}

// maxCrossings bounds the work on a page of hostile lines. A form of 30 rows and 15 columns has 500.
const maxCrossings = 250_000

// along returns the page's rulings of one direction.
func (p *page) along(vertical bool) []ruling {
	var out []ruling
	for _, r := range p.rules {
		if r.vertical == vertical {
			out = append(out, r)
		}
	}
	return out
}

// typicalSize is the median height of characters, 10 where there are none.
func typicalSize(chars []char) float64 {
	if len(chars) == 0 {
		return 10
	}
	sizes := make([]float64, len(chars))
	for i, c := range chars {
		sizes[i] = c.size()
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// table makes a lattice into a table, nil if it is only a box around something or holds no text.
func (p *page) table(l lattice, slack float64) *table {
	settle(l.across, p.along(false), slack)
	settle(l.down, p.along(true), slack)
	f := l.frame()
	xs, ys := closed(l.down, f.x0, f.x1, slack), closed(l.across, f.y0, f.y1, slack)
	columns, rows := len(xs)-1, len(ys)-1
	if columns < 1 || rows < 1 || columns*rows < 2 || columns*rows > maxCrossings {
		return nil
	}
	t := &table{}
	for _, x := range xs {
		t.xs = append(t.xs, x.at)
	}
	for i := range rows {
		t.rows = append(t.rows, band{p, ys[i].at, ys[i+1].at})
	}
	t.cells = merged(xs, ys)
	p.fill(t, f)
	t.dropEmpty()
	if len(t.cells) < 2 {
		p.chars = append(p.chars, t.chars()...)
		return nil
	}
	t.read()
	for _, c := range t.cells {
		c.rects = map[int]*[4]float64{p.no: p.where(rect{t.xs[c.col], t.rows[c.row].top, t.xs[c.right()], t.rows[c.bottom()-1].bottom})}
	}
	return t
}

// closed returns edges with those added at the ends that are not drawn: tables may be open at their sides, and are where a page cuts them.
func closed(edges []edge, from, to, slack float64) []edge {
	all := []span{{math.Inf(-1), math.Inf(1)}}
	out := slices.Clone(edges)
	if out[0].at-from > slack {
		out = slices.Insert(out, 0, edge{from, all})
	}
	if to-out[len(out)-1].at > slack {
		out = append(out, edge{to, all})
	}
	return out
}

// merged returns the cells between edges. Boxes that no line parts are one cell; where they make no rectangle, each row's boxes are.
func merged(xs, ys []edge) []*cell {
	columns, rows := len(xs)-1, len(ys)-1
	owner := make([]int, rows*columns)
	for i := range owner {
		owner[i] = i
	}
	root := func(i int) int {
		for owner[i] != i {
			owner[i] = owner[owner[i]]
			i = owner[i]
		}
		return i
	}
	join := func(a, b int) {
		if a, b = root(a), root(b); a != b {
			owner[max(a, b)] = min(a, b)
		}
	}
	for r := range rows {
		for c := range columns {
			if c+1 < columns && !xs[c+1].covers(ys[r].at, ys[r+1].at) {
				join(r*columns+c, r*columns+c+1)
			}
			if r+1 < rows && !ys[r+1].covers(xs[c].at, xs[c+1].at) {
				join(r*columns+c, (r+1)*columns+c)
			}
		}
	}
	count := map[int]int{}
	area := map[int]*cell{}
	for i := range owner {
		o, r, c := root(i), i/columns, i%columns
		count[o]++
		a := area[o]
		if a == nil {
			a = &cell{row: r, col: c}
			area[o] = a
		}
		right, bottom := max(a.right(), c+1), max(a.bottom(), r+1)
		a.row, a.col = min(a.row, r), min(a.col, c)
		a.rows, a.cols = bottom-a.row, right-a.col
	}
	var cells []*cell
	for i := range owner {
		o, r, c := root(i), i/columns, i%columns
		a := area[o]
		switch {
		case count[o] == a.rows*a.cols:
			if i == o {
				cells = append(cells, a)
			}
		case c > 0 && root(i-1) == o && !xs[c].covers(ys[r].at, ys[r+1].at):
			cells[len(cells)-1].cols++
		default:
			cells = append(cells, &cell{row: r, col: c, rows: 1, cols: 1})
		}
	}
	return cells
}

// fill moves the characters within a table's frame to its cells.
func (p *page) fill(t *table, f rect) {
	at := make([]*cell, len(t.rows)*(len(t.xs)-1))
	for _, c := range t.cells {
		for r := c.row; r < c.bottom(); r++ {
			for i := c.col; i < c.right(); i++ {
				at[r*(len(t.xs)-1)+i] = c
			}
		}
	}
	find := func(x, y float64) *cell {
		if f.x1 > p.width-2*maxThickness {
			x = min(x, f.x1) // the page ends within the table: its last column goes on beside it
		}
		if !f.holds(x, y) {
			return nil
		}
		col, _ := slices.BinarySearch(t.xs[1:len(t.xs)-1], x)
		row, _ := slices.BinarySearchFunc(t.rows[:len(t.rows)-1], y, func(b band, y float64) int { return cmp.Compare(b.bottom, y) })
		return at[row*(len(t.xs)-1)+col]
	}
	var rest []char
	for _, run := range runs(p.chars, t.xs) {
		box := run[0].box
		for _, c := range run {
			box = box.union(c.box)
		}
		if c := find((box.x0+box.x1)/2, (box.y0+box.y1)/2); c != nil {
			c.chars = append(c.chars, run...)
		} else {
			rest = append(rest, run...)
		}
	}
	p.chars = rest
}

// runs cuts characters into the pieces that go into a cell as one: the digits of a number, which may stick out of its cell, and
// every other character by itself. Numbers of neighbouring cells are parted by the edge between them.
func runs(chars []char, xs []float64) [][]char {
	var out [][]char
	from := 0
	for i := 1; i <= len(chars); i++ {
		if i < len(chars) && sameNumber(chars[i-1], chars[i], xs) {
			continue
		}
		out = append(out, chars[from:i])
		from = i
	}
	return out
}

func sameNumber(a, b char, xs []float64) bool {
	if !numeric(a.r) || !numeric(b.r) || a.turns != 0 || b.turns != 0 {
		return false
	}
	size := min(a.box.height(), b.box.height())
	gap := b.box.x0 - a.box.x1
	if math.Abs(a.base-b.base) > 0.1*size || gap < -0.3*size || gap > 0.12*size {
		return false
	}
	if math.Abs(gap) < 0.03*size {
		return true // even if an edge happens to stand just there: nothing else sets digits so close
	}
	return !slices.ContainsFunc(xs, func(x float64) bool { return x >= a.box.x1 && x <= b.box.x0 })
}

func numeric(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ',' }

// chars lists the characters of all cells.
func (t *table) chars() []char {
	var out []char
	for _, c := range t.cells {
		out = append(out, c.chars...)
	}
	return out
}

// dropEmpty drops rows and columns in which nothing printed begins and that are too narrow for text, or that a cell which is printed
// runs through: they come of lines drawn twice further apart than usual, and of the second lower edge that browsers draw for a cell
// cut by the end of a page.
func (t *table) dropEmpty() {
	size := typicalSize(t.chars())
	for r := len(t.rows) - 1; r >= 0 && len(t.rows) > 1; r-- {
		thin := t.rows[r].bottom-t.rows[r].top < 0.8*size
		if (thin || t.starts(func(c *cell) bool { return c.row < r && c.bottom() > r })) && !t.starts(func(c *cell) bool { return c.row == r }) {
			t.dropRow(r)
		}
	}
	for i := len(t.xs) - 2; i >= 0 && len(t.xs) > 2; i-- {
		if t.xs[i+1]-t.xs[i] < 0.8*size && !t.starts(func(c *cell) bool { return c.col == i }) {
			t.dropColumn(i)
		}
	}
}

// starts reports whether a cell for which at is true has text.
func (t *table) starts(at func(*cell) bool) bool {
	return slices.ContainsFunc(t.cells, func(c *cell) bool { return at(c) && len(c.chars) > 0 })
}

// dropRow drops row r, in which no cell with text begins.
func (t *table) dropRow(r int) {
	t.cells = slices.DeleteFunc(t.cells, func(c *cell) bool { return c.row == r && c.rows == 1 })
	for _, c := range t.cells {
		switch {
		case c.row > r:
			c.row--
		case c.bottom() > r:
			c.rows--
		}
	}
	if r > 0 {
		t.rows[r-1].bottom = t.rows[r].bottom
	}
	t.rows = slices.Delete(t.rows, r, r+1)
}

// dropColumn drops column i, in which no cell with text begins.
func (t *table) dropColumn(i int) {
	t.cells = slices.DeleteFunc(t.cells, func(c *cell) bool { return c.col == i && c.cols == 1 })
	for _, c := range t.cells {
		switch {
		case c.col > i:
			c.col--
		case c.right() > i:
			c.cols--
		}
	}
	switch i {
	case 0:
		t.xs = t.xs[1:]
	case len(t.xs) - 2:
		t.xs = t.xs[:i+1]
	default:
		t.xs = slices.Delete(t.xs, i, i+1)
	}
}
