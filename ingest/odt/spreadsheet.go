package odt

import (
	"context"
	"io"
	"regexp"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/part"
)

// Sheet is a table of an OpenDocument spreadsheet. Rows and columns count from 0.
type Sheet struct {
	Name          string
	Cells         []SheetCell
	HiddenRows    []int
	HiddenColumns [][2]int // the first and the last of each run
}

// SheetCell is a cell that holds text, covers more than its own position, or has a border above or below.
type SheetCell struct {
	cells.Placed
	Framed bool
}

// The size of a sheet, as far as it is read. Programs pad sheets to their edge with rows and cells that are repeated.
const (
	maxSheetRows    = 1 << 20
	maxSheetColumns = 1 << 14
	maxFramed       = 256 // of blank cells and rows that are repeated, those whose border counts
)

// Spreadsheet returns the sheets of an OpenDocument spreadsheet that are shown, and the title of the file. A number stands as the file has it,
// whatever its format shows, but for a unit of money that it adds; a formula stands for its last result, or for itself if there is none.
// Repeated rows and cells are written out, blank ones as far as they matter. Format: OpenDocument 1.3 part 3, 9.1 and 19.385.
//
// It fails with ErrPassword, ErrNoDocument, cells.ErrTooManyCells, an error of package part, or the context's.
func Spreadsheet(ctx context.Context, data []byte) ([]Sheet, string, error) {
	w, name, err := open(ctx, data)
	if err != nil {
		return nil, "", err
	}
	var sheets []Sheet
	inside := false
	for {
		t, err := w.Next()
		switch {
		case err == io.EOF && !inside:
			return nil, "", ErrNoDocument
		case err == io.EOF:
			return sheets, name, nil
		case err != nil:
			return nil, "", err
		case t.Kind != part.Start:
		case t.Name == "spreadsheet":
			inside = true
		case inside && dropped[t.Name], inside && t.Name == "table" && w.styles.unshown[t.Attr("style-name")]:
			err = w.Skip()
		case inside && t.Name == "table":
			var s Sheet
			if s, err = w.sheet(t.Attr("name")); err == nil {
				sheets = append(sheets, s)
			}
		}
		if err != nil {
			return nil, "", err
		}
		if len(sheets) > maxColumns {
			return nil, "", cells.ErrTooManyCells
		}
	}
}

// sheet reads the table just opened.
func (w *walker) sheet(name string) (Sheet, error) {
	s := Sheet{Name: name}
	var defaults []columnStyle
	row, column := 0, 0
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return s, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch {
		case dropped[t.Name], t.Name == "shapes":
			err = w.Skip()
		case t.Name == "table-column":
			n := t.Number("number-columns-repeated", maxSheetColumns)
			if hiddenLine(t) {
				s.HiddenColumns = append(s.HiddenColumns, [2]int{column, column + n - 1})
			}
			column += n
			defaults = append(defaults, columnStyle{column, w.styles.framed[t.Attr("default-cell-style-name")]})
		case t.Name == "table-row":
			row, err = w.sheetRow(t, &s, row, defaults)
		}
		if err == nil && len(defaults) > maxSheetColumns {
			err = cells.ErrTooManyCells
		}
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// columnStyle says of the columns up to one whether their cells have a border unless they say otherwise.
type columnStyle struct {
	end    int
	framed bool
}

func hiddenLine(t part.Token) bool {
	v := t.Attr("visibility")
	return v == "collapse" || v == "filter"
}

// sheetRow reads the row just opened and returns the number of the next one.
func (w *walker) sheetRow(t part.Token, s *Sheet, row int, defaults []columnStyle) (int, error) {
	repeated, hidden := t.Number("number-rows-repeated", maxSheetRows), hiddenLine(t)
	var found []SheetCell
	filled := false
	column := 0
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return row, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "covered-table-cell":
			column += t.Number("number-columns-repeated", maxSheetColumns)
			err = w.Skip()
		case "table-cell":
			var c SheetCell
			times := t.Number("number-columns-repeated", maxSheetColumns)
			if c, err = w.sheetCell(t, column, defaults); err != nil {
				return row, err
			}
			blank := c.Text == ""
			filled = filled || !blank
			column += times
			if blank && !c.Framed && c.Rows*c.Columns == 1 {
				break
			}
			if blank {
				times = min(times, maxFramed)
			}
			for range times {
				found = append(found, c)
				c.Col++
			}
			if len(found) > cells.MaxCells {
				err = cells.ErrTooManyCells
			}
		}
		if err != nil {
			return row, err
		}
	}
	next := min(row+repeated, maxSheetRows)
	if !filled {
		repeated = min(repeated, maxFramed)
	}
	for i := range repeated {
		if len(found) == 0 && !hidden {
			break
		}
		if hidden {
			s.HiddenRows = append(s.HiddenRows, row+i)
		}
		for _, c := range found {
			c.Row = row + i
			s.Cells = append(s.Cells, c)
		}
		if len(s.Cells)+len(s.HiddenRows) > 4*cells.MaxCells {
			return row, cells.ErrTooManyCells
		}
	}
	return next, nil
}

// moneyShown is a unit of money that a number's format adds.
var moneyShown = regexp.MustCompile(`[万千亿]?元$`)

// sheetCell reads the cell just opened.
func (w *walker) sheetCell(t part.Token, column int, defaults []columnStyle) (SheetCell, error) {
	c := SheetCell{Placed: cells.Placed{Col: column, Rows: t.Number("number-rows-spanned", maxSheetRows), Columns: t.Number("number-columns-spanned", maxSheetColumns)}}
	if style := t.Attr("style-name"); style != "" {
		c.Framed = w.styles.framed[style]
	} else {
		for _, d := range defaults {
			if column < d.end {
				c.Framed = d.framed
				break
			}
		}
	}
	kind, value, formula := t.Attr("value-type"), t.Attr("value"), t.Attr("formula")
	blocks, err := w.apart(w.blocks)
	if err != nil {
		return c, err
	}
	c.Text = cells.JoinText(blocks)
	switch {
	case value != "" && (kind == "float" || kind == "percentage" || kind == "currency"):
		c.Text = value + moneyShown.FindString(c.Text)
	case c.Text == "" && formula != "":
		_, bare, _ := strings.Cut(formula, "=")
		c.Text = "=" + cells.Clean(bare)
	}
	return c, nil
}
