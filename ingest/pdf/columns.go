package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gongkai/ingest/cells"
)

// A table without lines shows itself by rows of numbers: words, and numbers at a distance behind them, again and again. What numbers stand
// under each other is a column. Where it cannot be told which words a row belongs to, its numbers are kept together with them in one field,
// in which nothing is a number of its own.

// listing is a table without lines.
type listing struct {
	page    *page
	columns []span // of its numbers
	headed  bool   // a head stands over each column
	rows    []listed
	torn    bool // its head begins on the page before
	top     float64
}

// listed is a row: what stands before the numbers, and the numbers by column, each nil where none is printed. A row of words has no numbers.
type listed struct {
	page   *page
	y      float64
	fields []field
	values []*field
	heads  bool // fields are the heads of the columns, one for each
}

type field struct {
	text string
	box  rect
}

// wideTable is how many columns of numbers a table has that cannot be read without knowing which is which.
const wideTable = 5

// listings takes the tables without lines out of the lines of a page, which have a width of text of their own. before is the one that the
// page before ends with, nil if it ends with none; torn says that it ends with lines that may be the head of one. hanging are lines at the page's end that may be the head of a table on the next one.
func (p *page) listings(lines []line, width float64, before *listing, torn bool) (rest []line, tables []*listing, hanging []line) {
	var run []line
	flush := func() {
		if len(rest)+len(tables) > 0 {
			before, torn = nil, false
		}
		if t, ok := p.listing(run, before, torn); ok {
			tables = append(tables, t)
		} else {
			rest = append(rest, run...)
		}
		run = nil
	}
	for i, l := range lines {
		es := pieces(l)
		alone := len(phrases(es)) == 1
		prose := alone && (l.box.width() > 0.6*width || sectionNumber.MatchString(l.text()) && !besideNumbers(lines, i))
		far := len(run) > 0 && l.base-run[len(run)-1].base > 6*l.size()
		if prose || far {
			flush()
		}
		if prose {
			rest = append(rest, l)
			continue
		}
		run = append(run, l)
	}
	last := run
	flush()
	if n := len(last); n > 0 && len(rest) > 0 && rest[len(rest)-1].box == last[n-1].box {
		hanging = hangingHead(last)
		rest = rest[:len(rest)-len(hanging)]
	}
	return rest, tables, hanging
}

// hangingHead returns the lines from the first on that holds words side by side, none if any holds a number.
func hangingHead(lines []line) []line {
	if slices.ContainsFunc(lines, func(l line) bool { return newEntry(l).values > 0 }) {
		return nil
	}
	i := slices.IndexFunc(lines, func(l line) bool { return len(phrases(pieces(l))) > 1 })
	if i < 0 {
		return nil
	}
	return lines[i:]
}

// crown puts the lines that the page before ends with above the table.
func (t *listing) crown(lines []placed) {
	var rows []listed
	for _, l := range lines {
		row := listed{page: l.page}
		for _, x := range phrases(pieces(l.line)) {
			row.fields = append(row.fields, joined([]piece{x}))
		}
		rows = append(rows, row)
	}
	t.rows = append(rows, t.rows...)
}

// besideNumbers reports whether line i stands half a line above or below numbers, as the lines of a label do.
func besideNumbers(lines []line, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(lines) || math.Abs(lines[j].base-lines[i].base) > lines[i].em() {
			continue
		}
		if slices.ContainsFunc(pieces(lines[j]), func(x piece) bool { return x.value }) {
			return true
		}
	}
	return false
}

// numberRow is a row of numbers on one baseline.
type numberRow struct {
	values  []piece
	columns []int // of each value
	box     rect
	base    float64
}

func (r numberRow) middle() float64 { return (r.box.y0 + r.box.y1) / 2 }

// listing makes lines into a table if enough of them are rows of numbers.
func (p *page) listing(run []line, before *listing, torn bool) (*listing, bool) {
	var entries []entry
	strong, most := 0, 0
	for _, l := range run {
		for _, tight := range l.tight() {
			e := newEntry(tight)
			entries = append(entries, e)
			if e.numbers() {
				strong++
				most = max(most, e.values)
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.base, b.base) })
	if most == 0 || before == nil && most < 3 && (strong < 3 || most < 2) {
		return nil, false
	}
	t := &listing{page: p, torn: torn, top: run[0].box.y0}
	for _, l := range run {
		t.top = min(t.top, l.box.y0)
	}
	var ok bool
	if t.columns, ok = columnsOf(entries, most); !ok {
		return nil, false
	}
	if before != nil && before.headed {
		t.columns, t.headed = before.spread(t.columns)
	}
	rows, words, ok := t.part(entries)
	if !ok || !t.layOut(rows, words) {
		return nil, false
	}
	return t, true
}

// columnsOf returns where numbers stand under each other. ok is false if two of one row do: then the rows are not what they seem. A row of
// one number says nothing where others have three: it may stand under the middle of them all.
func columnsOf(entries []entry, most int) (columns []span, ok bool) {
	var rows [][]span
	var all []span
	for _, e := range entries {
		if !e.numbers() || e.values < min(most, 2) || most <= 2 && e.values < most {
			continue
		}
		var row []span
		for _, x := range e.pieces {
			if x.value {
				row = append(row, span{x.box.x0, x.box.x1})
			}
		}
		rows, all = append(rows, row), append(all, row...)
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for _, s := range all {
		if n := len(columns); n > 0 && s.from <= columns[n-1].to {
			columns[n-1].to = max(columns[n-1].to, s.to)
			continue
		}
		columns = append(columns, s)
	}
	for _, row := range rows {
		for i := 1; i < len(row); i++ {
			if over(columns, row[i]) == over(columns, row[i-1]) {
				return nil, false
			}
		}
	}
	return columns, len(columns) > 0
}

// over returns the only column that a stretch stands over or under: -1 if it is none or more than one.
func over(columns []span, s span) int {
	at := -1
	for i, c := range columns {
		if s.from < c.to && s.to > c.from {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

// spread returns the table's columns, widened by those of its rest on the next page, if each of these is one of them. Else the rest has
// columns of its own.
func (t *listing) spread(rest []span) (columns []span, ok bool) {
	columns = slices.Clone(t.columns)
	taken := map[int]bool{}
	for _, s := range rest {
		i := over(t.columns, s)
		if i < 0 || taken[i] {
			return rest, false
		}
		taken[i] = true
		columns[i] = span{min(columns[i].from, s.from), max(columns[i].to, s.to)}
	}
	return columns, true
}

// part parts the pieces of lines into rows of numbers and words. ok is false if words stand behind a number in any row.
func (t *listing) part(entries []entry) (rows []numberRow, words []piece, ok bool) {
	left := t.columns[0].from
	for _, e := range entries {
		loose := e.values > 0 && e.values == len(e.pieces) && e.pieces[0].box.x1 > left
		if !e.numbers() && !loose {
			for _, x := range e.pieces {
				words = append(words, piece{x.line, false})
			}
			continue
		}
		r := numberRow{base: e.base}
		for _, x := range e.pieces {
			switch {
			case x.value && x.box.x1 > left-x.em() && (len(r.values) > 0 || x.box.x1 > left || e.values == 1):
				if len(r.values) == 0 {
					r.box = x.box
				}
				r.box = r.box.union(x.box)
				r.values = append(r.values, x)
				r.columns = append(r.columns, over(t.columns, span{x.box.x0, x.box.x1}))
			case len(r.values) > 0:
				return nil, nil, false
			default:
				words = append(words, piece{x.line, false})
			}
		}
		if len(r.values) > 0 {
			rows = append(rows, r)
		}
	}
	return rows, words, len(rows) > 0
}

// layOut makes rows of numbers, and the words around them, into the table's rows. It reports false if the heads of a wide table do not tell
// its columns apart.
func (t *listing) layOut(rows []numberRow, words []piece) bool {
	left := t.columns[0].from
	var before, heads []piece
	for _, w := range words {
		if w.box.x1 <= left {
			before = append(before, w)
		} else {
			heads = append(heads, w)
		}
	}
	blocks := headBlocks(heads, rows)
	before = phrases(before)
	for _, b := range blocks {
		before = slices.DeleteFunc(before, b.takes)
	}
	lb := newRowLabels(before, rows)
	for _, b := range blocks {
		if !t.header(b) {
			return false
		}
	}
	numbers := make([]listed, len(rows))
	for i, r := range rows {
		numbers[i] = t.row(r, lb.labels[i])
	}
	for _, b := range lb.rest() {
		t.addLoose(b, numbers)
	}
	t.rows = append(t.rows, numbers...)
	slices.SortStableFunc(t.rows, func(a, b listed) int { return cmp.Compare(a.y, b.y) })
	for i := range t.rows {
		t.rows[i].page = t.page
	}
	return true
}

// row returns a row of numbers with its label.
func (t *listing) row(r numberRow, l rowLabel) listed {
	out := listed{y: r.middle()}
	if len(l.lines) > 0 {
		out.fields = []field{joined(l.lines)}
	}
	if l.unsure {
		all := out.fields
		for _, x := range r.values {
			all = append(all, joined([]piece{x}))
		}
		if len(all) == 1 { // one number is kept from being one by the words that it is without
			all = append([]field{{"?", all[0].box}}, all...)
		}
		out.fields = []field{oneField(all)}
		return out
	}
	sure := t.headed
	for _, c := range r.columns {
		sure = sure && c >= 0
	}
	if !sure {
		for _, x := range r.values {
			f := joined([]piece{x})
			out.values = append(out.values, &f)
		}
		return out
	}
	out.values = make([]*field, len(t.columns))
	for i, x := range r.values {
		f := joined([]piece{x})
		out.values[r.columns[i]] = &f
	}
	return out
}

// addLoose adds words that are no row's label: to the numbers that they stand beside, or as a row of their own.
func (t *listing) addLoose(b []piece, numbers []listed) {
	f := joined(b)
	y := (f.box.y0 + f.box.y1) / 2
	for i := range numbers {
		if own := &numbers[i]; own.values != nil && math.Abs(own.y-y) < centred*b[0].em() {
			own.fields = append(own.fields, f)
			slices.SortStableFunc(own.fields, func(a, b field) int { return cmp.Compare(a.box.x0, b.box.x0) })
			return
		}
	}
	t.rows = append(t.rows, listed{y: y, fields: []field{f}})
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
