package odt

import (
	"gongkai/ingest/cells"
	"gongkai/ingest/part"
)

// The bounds of a table: columns, and how often a row of cells that hold something may be repeated. Spreadsheets pad to the edge
// of the sheet with empty ones.
const (
	maxColumns = 1000
	maxRows    = 20_000
)

// table is a table:table while it is read.
type table struct {
	placed  []cells.Placed
	rows    int
	nested  []cells.Block // the tables within its cells
	single  bool          // no row has more than one cell
	content []cells.Block // of all cells in order, kept while single
}

// table reads the table just opened: its grid, then the tables nested in its cells. Header rows and groups of rows are rows like
// the others.
func (w *walker) table() ([]cells.Block, error) {
	tbl := &table{single: true}
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return nil, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch {
		case dropped[t.Name], t.Name == "table-row" && hiddenLine(t):
			err = w.Skip()
		case t.Name == "table-row":
			err = w.row(tbl, t.Number("number-rows-repeated", maxRows))
		}
		if err != nil {
			return nil, err
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

// row reads a row that stands repeated times. One without text is taken once.
func (w *walker) row(tbl *table, repeated int) error {
	var row []cells.Placed
	col, filled := 0, false
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "covered-table-cell":
			col += t.Number("number-columns-repeated", maxColumns)
			if err := w.Skip(); err != nil {
				return err
			}
		case "table-cell":
			c := cells.Placed{Row: tbl.rows, Rows: t.Number("number-rows-spanned", maxRows), Columns: t.Number("number-columns-spanned", maxColumns)}
			times := t.Number("number-columns-repeated", maxColumns)
			blocks, err := w.apart(w.blocks)
			if err != nil {
				return err
			}
			tbl.keep(blocks)
			c.Text = cells.JoinText(blocks)
			for range times {
				c.Col = col
				row = append(row, c)
				filled = filled || c.Text != ""
				col++
			}
			if col > maxColumns {
				return cells.ErrTooManyCells
			}
		}
	}
	if len(row) > 1 {
		tbl.single, tbl.content = false, nil
	}
	if !filled {
		repeated = 1
	}
	for range repeated {
		for _, c := range row {
			c.Row = tbl.rows
			tbl.placed = append(tbl.placed, c)
		}
		if tbl.rows++; len(tbl.placed) > cells.MaxCells || tbl.rows > cells.MaxCells {
			return cells.ErrTooManyCells
		}
	}
	return nil
}

// keep holds what a cell has besides its text.
func (tbl *table) keep(blocks []cells.Block) {
	for _, b := range blocks {
		if b.Grid != nil {
			tbl.nested = append(tbl.nested, b)
		}
	}
	if tbl.single {
		tbl.content = append(tbl.content, blocks...)
	}
}
