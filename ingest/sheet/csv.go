package sheet

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/charset"
)

// ReadCSV returns the blocks of a sheet that was saved as CSV, separated by commas, semicolons or tabs. There are no merged cells and no borders, so a table's row is told by having more than one cell filled, or by what stands
// above and below it. The encoding is found by package charset and given as Meta's charset.
//
// It fails with EINVALID if a quotation mark is not closed, with ETOOLARGE if there are too many cells, and with the context's error
// when that ends. Format: RFC 4180.
func ReadCSV(ctx context.Context, data []byte) (cells.Document, error) {
	text, encoding := charset.Decode(data, "")
	s, err := readCSV(ctx, text)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	sp := splitter{ctx: ctx, placer: &cells.Placer{}}
	blocks, err := sp.blocks(s)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return cells.Document{Meta: map[string]string{"charset": encoding}, Blocks: blocks}, nil
}

func readCSV(ctx context.Context, text string) (*sheet, error) {
	s, err := (&total{}).sheet()
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = separator(text), -1, true
	row, next := -1, 0 // the reader leaves out empty lines, which end a table here
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, errQuotes
		}
		line, _ := r.FieldPos(0)
		if row++; line > next && row > 0 {
			row++
		}
		next = line + 1
		if row%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for col, field := range record {
			next += strings.Count(field, "\n")
			if err := s.add(row, col, cells.Clean(unguard(field)), false); err != nil {
				return nil, err
			}
		}
	}
}

// separator tells what separates fields, the most frequent of the signs: Excel writes what the computer's region asks for.
func separator(text string) rune {
	best := ','
	for _, c := range []rune{';', '\t'} {
		if strings.Count(text, string(c)) > strings.Count(text, string(best)) {
			best = c
		}
	}
	return best
}

// unguard takes away the apostrophe that keeps a spreadsheet program from running text as a formula.
func unguard(field string) string {
	if text, ok := strings.CutPrefix(field, "'"); ok && strings.IndexAny(text, "=+-@＝＋－＠") == 0 {
		return text
	}
	return field
}
