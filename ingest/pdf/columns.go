package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"gongkai/ingest/cells"
)

// A table without lines shows itself by rows of numbers: words, and numbers at a distance behind them, again and again. Which column a number
// is in is not certain there, so its rows are lists of what stands side by side.

// piece is what stands together on a line: words, or one number.
type piece struct {
	line
	value bool // a number or a mark for none
}

// listing is a table without lines.
type listing struct {
	page *page
	rows [][]field
	top  float64
}

type field struct {
	text string
	box  rect
}

const (
	pieceGap  = 0.35 // parts a number from what stands beside it
	digitGap  = 0.08 // parts a number from a number
	phraseGap = 1.0  // parts words from words
)

var valueText = regexp.MustCompile(`^(?:[+-]?[\d０-９][\d０-９.,，]*%?|[/／—－-]{1,3}|无)$`)

// pieces cuts a line.
func pieces(l line) []piece {
	var out []piece
	for _, s := range l.segments(pieceGap) {
		if close := s.segments(digitGap); len(close) > 1 && isNumber(s.text()) {
			for _, d := range close {
				out = append(out, piece{d, true})
			}
			continue
		}
		p := piece{s, valueText.MatchString(s.text())}
		if n := len(out); n > 0 && !p.value && !out[n-1].value && s.box.x0-out[n-1].box.x1 < phraseGap*s.size() {
			out[n-1] = piece{newLine(slices.Concat(out[n-1].chars, s.chars)), false}
			continue
		}
		out = append(out, p)
	}
	return out
}

// entry is a line with its pieces. values is how many of them are numbers.
type entry struct {
	line
	pieces []piece
	values int
}

// anchor reports whether the line is a row of numbers: two numbers, or one well apart from words before it.
func (e entry) anchor() bool {
	if e.values >= 2 {
		return true
	}
	return e.values == 1 && len(e.pieces) == 2 && e.pieces[1].value && e.pieces[1].box.x0-e.pieces[0].box.x1 > phraseGap*e.size()
}

// listings takes the tables without lines out of the lines of a page, which have a width of text of their own.
func (p *page) listings(lines []line, width float64) (rest []line, tables []listing) {
	var run []entry
	flush := func() {
		if t, ok := p.listing(run); ok {
			tables = append(tables, t)
		} else {
			for _, e := range run {
				rest = append(rest, e.line)
			}
		}
		run = nil
	}
	for _, l := range lines {
		e := entry{line: l, pieces: pieces(l)}
		for _, x := range e.pieces {
			if x.value {
				e.values++
			}
		}
		prose := len(e.pieces) == 1 && (l.box.width() > 0.6*width || sectionNumber.MatchString(l.text()))
		far := len(run) > 0 && l.base-run[len(run)-1].base > 4*l.size()
		if prose || far {
			flush()
		}
		if prose {
			rest = append(rest, l)
			continue
		}
		run = append(run, e)
	}
	flush()
	return rest, tables
}

// listing makes lines into a table if enough of them are rows of numbers.
func (p *page) listing(run []entry) (listing, bool) {
	var anchors []int
	most := 0
	for i, e := range run {
		if e.anchor() {
			anchors = append(anchors, i)
			most = max(most, e.values)
		}
	}
	if most < 3 && (len(anchors) < 3 || most < 2) {
		return listing{}, false
	}
	t := listing{page: p, top: run[0].box.y0}
	columns, ok := columnsOf(run, anchors, most)
	if !ok || !t.header(run[:anchors[0]], run[anchors[0]], columns) {
		return listing{}, false
	}
	rows, loose := assign(run, anchors)
	for n, i := range anchors {
		for _, l := range loose[i] {
			t.rows = append(t.rows, fields(run[l].pieces))
		}
		t.rows = append(t.rows, joinedRow(run[anchors[n]], rows[i]))
	}
	for _, l := range loose[len(run)] {
		t.rows = append(t.rows, fields(run[l].pieces))
	}
	return t, true
}

// columnsOf returns where the numbers of the longest rows stand. ok is false if they do not stand under each other, or if words stand
// behind a number in any row: then the rows are not what they seem.
func columnsOf(run []entry, anchors []int, most int) (columns []span, ok bool) {
	for _, i := range anchors {
		var at []span
		for _, x := range run[i].pieces {
			if x.value {
				at = append(at, span{x.box.x0, x.box.x1})
			} else if len(at) > 0 {
				return nil, false
			}
		}
		switch {
		case len(at) < most:
		case columns == nil:
			columns = at
		default:
			for n := range at {
				columns[n] = span{min(columns[n].from, at[n].from), max(columns[n].to, at[n].to)}
			}
		}
	}
	for n := 1; n < most; n++ {
		if columns[n].from <= columns[n-1].to {
			return nil, false
		}
	}
	return columns, true
}

// assign gives the lines of words among rows of numbers to the nearest one: a label in two lines stands above and below the middle of its
// row. It returns the lines of each row, and those as near to two rows by the row (or the end) that they stand before.
func assign(run []entry, anchors []int) (rows map[int][]entry, loose map[int][]int) {
	rows, loose = map[int][]entry{}, map[int][]int{}
	first := headerEnd(run, anchors[0])
	for i := first; i < len(run); i++ {
		n, isAnchor := slices.BinarySearch(anchors, i)
		if isAnchor {
			continue
		}
		above, below, next := math.Inf(1), math.Inf(1), len(run)
		if n > 0 {
			above = run[i].base - run[anchors[n-1]].base
		}
		if n < len(anchors) {
			next = anchors[n]
			below = run[next].base - run[i].base
		}
		near := 2 * run[i].size()
		switch {
		case len(run[i].pieces) > 2 || math.Abs(above-below) < 0.08*run[i].size() || min(above, below) > near:
			loose[next] = append(loose[next], i)
		case above < below:
			rows[anchors[n-1]] = append(rows[anchors[n-1]], run[i])
		default:
			rows[next] = append(rows[next], run[i])
		}
	}
	return rows, loose
}

// headerEnd returns the first line above the first row of numbers that is a part of that row's label.
func headerEnd(run []entry, anchor int) int {
	a := run[anchor]
	i := anchor
	for i > 0 && len(run[i-1].pieces) == 1 && a.base-run[i-1].base < 0.9*a.size() && len(a.pieces) == a.values {
		i--
	}
	return i
}

// joinedRow returns a row of numbers with the lines of words that belong to it: words above each other are one label.
func joinedRow(anchor entry, words []entry) []field {
	var labels [][]piece
	var values []field
	all := append(slices.Clone(words), anchor)
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.base, b.base) })
	for _, e := range all {
		for _, x := range e.pieces {
			if x.value {
				values = append(values, field{x.text(), x.box})
				continue
			}
			i := slices.IndexFunc(labels, func(ps []piece) bool {
				last := ps[len(ps)-1].box
				overlap := min(last.x1, x.box.x1) - max(last.x0, x.box.x0)
				return overlap > 0.5*min(last.width(), x.box.width())
			})
			if i < 0 {
				labels = append(labels, []piece{x})
				continue
			}
			labels[i] = append(labels[i], x)
		}
	}
	var fs []field
	for _, ps := range labels {
		fs = append(fs, joined(ps))
	}
	slices.SortStableFunc(fs, func(a, b field) int { return cmp.Compare(a.box.x0, b.box.x0) })
	if n := len(fs); n > 1 && !opensItem.MatchString(fs[n-1].text) {
		// Labels of two columns, or of two lines, that cannot be told apart: what the numbers are of is not certain.
		return []field{oneField(append(fs, values...))}
	}
	return append(fs, values...)
}

// oneField makes a row into one text, in which nothing is a number of its own.
func oneField(fs []field) field {
	all := fs[0]
	for _, f := range fs[1:] {
		all = field{all.text + " " + f.text, all.box.union(f.box)}
	}
	return all
}

// joined makes pieces above each other into one field.
func joined(ps []piece) field {
	var b strings.Builder
	box := ps[0].box
	for i, x := range ps {
		if i > 0 {
			b.WriteString(between(ps[i-1].line, x.line, 0))
		}
		b.WriteString(x.text())
		box = box.union(x.box)
	}
	return field{cells.Clean(b.String()), box}
}

func fields(ps []piece) []field {
	var fs []field
	for _, x := range ps {
		fs = append(fs, joined([]piece{x}))
	}
	return fs
}

// grid lays the table out.
func (t listing) grid(placer *cells.Placer) (*cells.Grid, error) {
	g := &cells.Grid{Ragged: true}
	for _, r := range t.rows {
		if err := placer.Take(len(r)); err != nil {
			return nil, err
		}
		row := cells.Row{Page: t.page.no}
		for _, f := range r {
			row.Cells = append(row.Cells, cells.Cell{Text: f.text, Rect: t.page.where(f.box)})
		}
		g.Columns = max(g.Columns, len(r))
		g.Rows = append(g.Rows, row)
	}
	return g, nil
}
