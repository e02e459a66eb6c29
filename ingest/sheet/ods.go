package sheet

import (
	"context"

	"gongkai/ingest/cells"
	"gongkai/ingest/odt"
)

// ReadODS returns the blocks of an OpenDocument spreadsheet as ReadXLSX does those of an Excel file.
//
// It fails with EINVALID if data is no whole zip, has a password or no spreadsheet in it, with ETOOLARGE if a part unpacks to more than
// 20 MB or the sheets have too many cells or merged cells, and with the context's error when that ends.
func ReadODS(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := readODS(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func readODS(ctx context.Context, data []byte) (cells.Document, error) {
	found, title, err := odt.Spreadsheet(ctx, data)
	if err != nil {
		return cells.Document{}, err
	}
	if len(found) == 0 {
		return cells.Document{}, errNoWorkbook
	}
	var all total
	sp := splitter{ctx: ctx, placer: &cells.Placer{}}
	var sheets [][]cells.Block
	var names []string
	for _, f := range found {
		s, err := all.sheet()
		if err != nil {
			return cells.Document{}, err
		}
		for _, c := range f.Cells {
			if err := s.add(c.Row, c.Col, c.Text, c.Framed); err != nil {
				return cells.Document{}, err
			}
			if err := s.join(merge{c.Row, c.Col, c.Row + c.Rows - 1, c.Col + c.Columns - 1}); err != nil {
				return cells.Document{}, err
			}
		}
		for _, row := range f.HiddenRows {
			s.hiddenRows[row] = true
		}
		for _, h := range f.HiddenColumns {
			s.hiddenColumns = append(s.hiddenColumns, span{h[0], h[1]})
		}
		blocks, err := sp.blocks(s)
		if err != nil {
			return cells.Document{}, err
		}
		sheets, names = append(sheets, blocks), append(names, f.Name)
	}
	return cells.Document{Title: title, Blocks: titled(sheets, names)}, nil
}
