package sheet

import (
	"context"
	"regexp"
	"slices"
	"unicode/utf8"

	"gongkai/ingest/cells"
)

// maxLooks bounds the time that hostile merged cells may cost.
const maxLooks = 50_000_000

// row is a line with its merged cells resolved.
type row struct {
	no      int
	follows bool           // no row that is shown lies between it and the one before
	cells   []cells.Placed // those with text, and merged ones; Row is the line's own number
	tall    bool           // a cell that is merged over several rows reaches it
	framed  int
	table   bool
}

// splitter makes the blocks of a sheet.
type splitter struct {
	ctx    context.Context
	placer *cells.Placer
	looks  int
}

// blocks tells the rows of tables from prose. A row with more than one used cell is a table's, and so is one that a cell merged
// over several rows reaches, one with a blank bordered cell beside its text, and a short one between two of a table or, with a
// border, right at one. Any other row is a paragraph. A row without anything ends a table.
func (sp *splitter) blocks(s *sheet) ([]cells.Block, error) {
	rows, err := sp.rows(s)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		r.table = r.tall || len(r.texts()) > 1 || len(r.cells) > 0 && r.framed > r.cells[0].Columns
	}
	for i := 0; i < len(rows); i++ {
		from := i
		for i < len(rows) && rows[i].short() && (i == from || adjoin(&rows[i-1], &rows[i])) {
			i++
		}
		if i == from {
			continue
		}
		above := from > 0 && rows[from-1].table && adjoin(&rows[from-1], &rows[from])
		below := i < len(rows) && rows[i].table && adjoin(&rows[i-1], &rows[i])
		for k := range rows[from:i] {
			r := &rows[from+k]
			r.table = above && below || r.framed > 0 && (above || below)
		}
		i--
	}
	var blocks []cells.Block
	for i := 0; i < len(rows); {
		if !rows[i].table {
			for _, c := range rows[i].texts() {
				blocks = append(blocks, cells.Block{Text: c.Text})
			}
			i++
			continue
		}
		n := i + 1
		for n < len(rows) && adjoin(&rows[n-1], &rows[n]) && (rows[n].table || len(rows[n].cells) == 0) {
			n++
		}
		for n > i+1 && len(rows[n-1].cells) == 0 {
			n--
		}
		grid, err := sp.grid(rows[i:n])
		if err != nil {
			return nil, err
		}
		if len(grid.Rows) > 0 {
			blocks = append(blocks, cells.Block{Grid: grid})
		}
		i = n
	}
	return blocks, nil
}

// adjoin reports whether no row lies between two, or only hidden ones, or only rows that one merged cell spans.
func adjoin(above, below *row) bool { return below.follows || above.tall && below.tall }

// texts returns the cells that hold text.
func (r *row) texts() []cells.Placed {
	var used []cells.Placed
	for _, c := range r.cells {
		if c.Text != "" {
			used = append(used, c)
		}
	}
	return used
}

// numberedHeading is the beginning of a heading of the document, such as "三、".
var numberedHeading = regexp.MustCompile(`^第?[一二三四五六七八九十]+(?:[、.．]|部分)`)

// short reports whether a row has but one cell, which may head part of a table ("第二十条第（一）项") or have nothing beside it
// ("规章"), and is no heading of the document.
func (r *row) short() bool {
	used := r.texts()
	return !r.table && len(used) == 1 && utf8.RuneCountInString(used[0].Text) <= 20 && !numberedHeading.MatchString(used[0].Text)
}

// rows resolves the merged cells of a sheet's lines, in order. Of what a merged cell covers only its first cell counts.
func (sp *splitter) rows(s *sheet) ([]row, error) {
	merges := slices.Clone(s.merges)
	slices.SortStableFunc(merges, func(a, b merge) int { return a.top - b.top })
	lines := make([]*line, 0, len(s.lines))
	for _, l := range s.lines {
		if !s.hiddenRows[l.no] {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b *line) int { return a.no - b.no })

	var rows []row
	var active []merge // those that reach the row
	for i, l := range lines {
		if i%256 == 0 && sp.ctx.Err() != nil {
			return nil, sp.ctx.Err()
		}
		active = slices.DeleteFunc(active, func(m merge) bool { return m.bottom < l.no })
		for len(merges) > 0 && merges[0].top <= l.no {
			if merges[0].bottom >= l.no {
				active = append(active, merges[0])
			}
			merges = merges[1:]
		}
		if sp.looks += (len(l.cells) + 1) * (len(active) + len(s.hiddenColumns) + 1); sp.looks > maxLooks {
			return nil, cells.ErrTooManyCells
		}
		r := row{no: l.no, framed: l.framed}
		for _, m := range active {
			r.tall = r.tall || m.top < m.bottom
			if m.top == l.no {
				r.cells = append(r.cells, cells.Placed{Row: l.no, Col: m.left, Rows: m.bottom - m.top + 1, Columns: m.right - m.left + 1})
			}
		}
		merged := len(r.cells)
		for _, c := range l.cells {
			switch at := slices.IndexFunc(active, func(m merge) bool { return m.left <= c.col && c.col <= m.right }); {
			case at < 0:
				if !s.hides(c.col) {
					r.cells = append(r.cells, cells.Placed{Row: l.no, Col: c.col, Rows: 1, Columns: 1, Text: c.text})
				}
			case active[at].top == l.no && active[at].left == c.col:
				for j := range r.cells[:merged] {
					if r.cells[j].Col == c.col {
						r.cells[j].Text = c.text
					}
				}
			}
		}
		slices.SortStableFunc(r.cells, func(a, b cells.Placed) int { return a.Col - b.Col })
		if len(r.cells) > 0 || r.tall || r.framed > 0 {
			if len(rows) > 0 {
				next := rows[len(rows)-1].no + 1
				for next < l.no && s.hiddenRows[next] {
					next++
				}
				r.follows = next == l.no
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

func (s *sheet) hides(col int) bool {
	return slices.ContainsFunc(s.hiddenColumns, func(h span) bool { return h.first <= col && col <= h.last })
}

// grid makes the grid of a table. A spreadsheet has a cell at every position, so none is absent.
func (sp *splitter) grid(rows []row) (*cells.Grid, error) {
	index := func(no int) int { // the first row from this number on
		at, _ := slices.BinarySearchFunc(rows, no, func(r row, no int) int { return r.no - no })
		return at
	}
	var placed []cells.Placed
	var columns []int
	for i, r := range rows {
		for _, c := range r.cells {
			c.Row, c.Rows = i, max(index(r.no+c.Rows)-i, 1)
			placed = append(placed, c)
			columns = append(columns, c.Col)
		}
	}
	slices.Sort(columns)
	columns = slices.Compact(columns)
	if len(columns) > 0 && len(rows) > cells.MaxCells/len(columns) {
		return nil, cells.ErrTooManyCells
	}
	for i := range rows {
		for _, col := range columns {
			placed = append(placed, cells.Placed{Row: i, Col: col, Rows: 1, Columns: 1}) // where nothing else is
		}
	}
	return sp.placer.Grid(len(rows), placed)
}
