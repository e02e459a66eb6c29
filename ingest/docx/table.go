package docx

import (
	"gongkai/ingest/cells"
	"gongkai/ingest/part"
)

// maxSpan is the number of columns that Word allows a table.
const maxSpan = 63

// table is a w:tbl while it is read.
type table struct {
	placed  []cells.Placed
	rows    int
	running map[int]int   // column -> index in placed of the vertically merged cell that the row above has there
	nested  []cells.Block // the tables within its cells
	single  bool          // no row has more than one cell
	content []cells.Block // of all cells in order, kept while single
}

// table reads the table just opened: its grid, then the tables nested in its cells.
func (w *walker) table() ([]cells.Block, error) {
	tbl := &table{running: map[int]int{}, single: true}
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return nil, err
		}
		if t.Kind == part.Start && t.Name == "tr" {
			if err := w.row(tbl); err != nil {
				return nil, err
			}
		}
	}
	if tbl.single && len(tbl.nested) > 0 {
		return tbl.content, nil
	}
	grid, err := w.placer.Grid(tbl.rows, tbl.placed)
	if err != nil || len(grid.Rows) == 0 {
		return tbl.nested, err
	}
	return append([]cells.Block{{Grid: grid}}, tbl.nested...), nil
}

// row reads a row. A row whose properties say that it was deleted or is hidden is left out.
func (w *walker) row(tbl *table) error {
	var (
		row     []cell
		col     int
		deleted bool
	)
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "gridBefore":
			col += span(t)
		case "del":
			deleted = true
		case "hidden":
			deleted = deleted || on(t)
		case "tc":
			c, err := w.cell()
			if err != nil {
				return err
			}
			c.col = col
			col += c.span
			if before := len(row) - 1; c.joined && before >= 0 {
				row[before].span = col - row[before].col
				continue
			}
			if row = append(row, c); len(row) > cells.MaxCells {
				return cells.ErrTooManyCells
			}
		}
	}
	if !deleted {
		tbl.add(row)
	}
	return nil
}

// cell is a w:tc.
type cell struct {
	col, span int
	merge     string // of w:vMerge: "" none, restart or continue
	joined    bool   // it continues the cell before it, which is how old files merge cells of a row
	blocks    []cells.Block
}

func (w *walker) cell() (cell, error) {
	c := cell{span: 1}
	var err error
	c.blocks, err = w.blocks(func(t part.Token) error {
		switch t.Name {
		case "gridSpan":
			c.span = span(t)
		case "vMerge":
			// Word leaves the value out for continue; WPS and LibreOffice write it.
			if c.merge = t.Attr("val"); c.merge == "" {
				c.merge = "continue"
			}
		case "hMerge":
			c.joined = t.Attr("val") != "restart"
		}
		return nil
	})
	return c, err
}

func span(t part.Token) int { return min(max(number(t, 1), 1), maxSpan) }

// add appends a row. A cell that continues a vertical merge belongs to the cell above it with the same column and span; without
// one it is a cell of its own.
func (tbl *table) add(row []cell) {
	running := make(map[int]int, len(tbl.running))
	for _, c := range row {
		above, ok := tbl.running[c.col]
		if c.merge == "continue" && ok && tbl.placed[above].Columns == c.span {
			tbl.placed[above].Rows++
			running[c.col] = above
			continue
		}
		if c.merge != "" {
			running[c.col] = len(tbl.placed)
		}
		tbl.placed = append(tbl.placed, cells.Placed{Row: tbl.rows, Col: c.col, Rows: 1, Columns: c.span, Text: cells.JoinText(c.blocks)})
		for _, b := range c.blocks {
			if b.Grid != nil {
				tbl.nested = append(tbl.nested, b)
			}
		}
		if tbl.single {
			tbl.content = append(tbl.content, c.blocks...)
		}
	}
	tbl.running = running
	tbl.rows++
	if len(row) > 1 {
		tbl.single, tbl.content = false, nil
	}
}
