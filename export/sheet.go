package export

import (
	"encoding/csv"
	"fmt"
	"io"
)

// csv writes the layout as a spreadsheet program shows it: a paragraph in the first cell of its row, tables cell by cell, a blank row
// after each. CSV has no merged cells: a label that covers rows stands in each of them, anything else in its first column.
func (l Layout) csv(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	columns := 1
	for _, b := range l.Blocks {
		if b.Grid != nil {
			columns = max(columns, len(b.Grid.Widths))
		}
	}
	var rows [][]string
	put := func() []string {
		rows = append(rows, make([]string, columns))
		return rows[len(rows)-1]
	}
	for _, b := range l.Blocks {
		if b.Grid == nil {
			put()[0] = guard(b.Text)
			continue
		}
		for _, line := range b.Grid.place() {
			row := put()
			for _, cell := range line {
				if !cell.continued || cell.Face == FaceLabel {
					row[cell.column] = guard(cell.Text)
				}
			}
		}
		put()
	}
	if l.Mark != "" {
		put()[0] = guard(l.Mark)
	}
	if err := c.WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}
