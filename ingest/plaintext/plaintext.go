// Package plaintext reads text files: prose, with tables of tab-separated fields, Markdown tables, boxes drawn with lines, or
// columns aligned by spaces as pdftotext -layout makes them.
package plaintext

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/charset"
	"gongkai/models"
)

// maxLines bounds a text file. A report has a few hundred lines.
const maxLines = 200_000

var errTooManyLines = errors.New("too many lines")

// Read returns a block for each line of text and a grid for each run of table lines; a blank line ends a grid, so that a table
// broken over a page is two. Tables in Markdown have the columns they show. The grids of all other kinds are Ragged: the text
// does not say which column a field is in. Where the text is Markdown (it has a table or a # heading), headings are marked as
// such, and emphasis and escapes taken away. The encoding is found by package charset and given as Meta's charset.
//
// It fails with ETOOLARGE if there are too many lines or table fields, and with the context's error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := read(ctx, data)
	switch {
	case err == nil:
		return doc, nil
	case errors.Is(err, errTooManyLines):
		return cells.Document{}, models.Errorf(models.ETOOLARGE, "文本过长（超过 20 万行），不像年度报告，请检查文件。")
	case errors.Is(err, cells.ErrTooManyCells):
		return cells.Document{}, models.Errorf(models.ETOOLARGE, "文本里的表格过大（超过 20 万格），不像年度报告，请检查文件。")
	}
	return cells.Document{}, fmt.Errorf("read text: %w", err)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n")

func read(ctx context.Context, data []byte) (cells.Document, error) {
	text, encoding := charset.Decode(data, "")
	text = lineEnds.Replace(text)
	if strings.Count(text, "\n") > maxLines {
		return cells.Document{}, errTooManyLines
	}
	r := &reader{lines: strings.Split(text, "\n")}
	r.markdown = isMarkdown(r.lines)
	for r.at < len(r.lines) {
		if err := ctx.Err(); err != nil {
			return cells.Document{}, err
		}
		if err := r.next(); err != nil {
			return cells.Document{}, err
		}
	}
	return cells.Document{Meta: map[string]string{"charset": encoding}, Blocks: r.blocks}, nil
}

// tables are the kinds of table. Each read looks at the lines from the first on and returns the rows of the table that begins
// there and the number of lines it takes; no rows and a number mean that so many lines are known to hold none.
var tables = [4]struct {
	read   func(lines []string) (rows [][]string, n int)
	ragged bool
}{
	{barRows, false},
	{boxRows, true},
	{tabRows, true},
	{spacedRows, true},
}

type reader struct {
	lines    []string
	at       int
	markdown bool
	placer   cells.Placer
	blocks   []cells.Block
	none     [4]int // by kind of table: up to here the lines are known to hold none
}

// next reads the table or the line that comes next.
func (r *reader) next() error {
	rest := r.lines[r.at:]
	for i, kind := range tables {
		if r.at < r.none[i] {
			continue
		}
		rows, n := kind.read(rest)
		if rows != nil {
			r.at += n
			return r.table(rows, kind.ragged)
		}
		r.none[i] = r.at + n
	}
	r.at++
	r.line(rest[0])
	return nil
}

// line adds a line of prose. Lines that only rule off are left out.
func (r *reader) line(s string) {
	if mark, text, ok := numbered(s); ok {
		s = mark + text
	}
	b := cells.Block{Text: cells.Clean(s)}
	if r.markdown {
		b = markdownBlock(b.Text)
	}
	if b.Text != "" && !(len(b.Text) >= 3 && strings.Trim(b.Text, "-=_*+|─━═ \t") == "") {
		r.blocks = append(r.blocks, b)
	}
}

// table adds a grid.
func (r *reader) table(rows [][]string, ragged bool) error {
	if !ragged {
		var placed []cells.Placed
		for i, row := range rows {
			for j, field := range row {
				placed = append(placed, cells.Placed{Row: i, Col: j, Rows: 1, Columns: 1, Text: markdownText(field)})
			}
		}
		grid, err := r.placer.Grid(len(rows), placed)
		if err == nil && len(grid.Rows) > 0 {
			r.blocks = append(r.blocks, cells.Block{Grid: grid})
		}
		return err
	}
	grid := &cells.Grid{Ragged: true}
	for _, row := range rows {
		if err := r.placer.Take(len(row)); err != nil {
			return err
		}
		fields := make([]cells.Cell, len(row))
		for i, field := range row {
			fields[i].Text = field
		}
		grid.Rows = append(grid.Rows, cells.Row{Cells: fields})
		grid.Columns = max(grid.Columns, len(row))
	}
	r.blocks = append(r.blocks, cells.Block{Grid: grid})
	return nil
}
