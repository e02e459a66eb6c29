package export

import (
	"fmt"
	"io"

	"gongkai/models"
)

// Table is any view as data. Rows are in memory, so it suits what a page shows; the data files of a whole installation are streamed
// by File instead.
type Table struct {
	Name    string // of the file, without its ending: "observations"
	Columns []Column
	Rows    [][]string // as many cells as Columns; "" is no value
}

// Column is a column of a table.
type Column struct {
	Code  string // header of CSV files and key in JSON: lower_case
	Label models.Label
	Text  bool         // free or coded text; otherwise the cells are plain decimals, or empty
	Whole bool         // the decimals are whole numbers
	about models.Label // what it means here, where its code means something else in data files, or is in none
}

// Write writes the table as a file. What each format keeps of it is said at the formats. It fails with EINVALID for another format,
// before the first byte.
func (t Table) Write(w io.Writer, f Format, o Options) error {
	e, err := newEncoder(w, f, t.Columns, o)
	if err != nil {
		return err
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			e.abandon()
			return fmt.Errorf("row %d of %s has %d cells for %d columns", i+1, t.Name, len(row), len(t.Columns))
		}
		if err := e.row(row); err != nil {
			e.abandon()
			return fmt.Errorf("write %s: %w", f, err)
		}
	}
	if err := e.close(); err != nil {
		return fmt.Errorf("write %s: %w", f, err)
	}
	return nil
}
