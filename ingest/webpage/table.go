package webpage

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/cells"
)

// maxColumns bounds a table's width; the standard bounds colspan by the same number.
const maxColumns = 1000

// table reads a table that contains none: its caption as a paragraph, then its grid.
func (w *walker) table(n *html.Node) error {
	before := w.end()
	var caption []cells.Block
	b := builder{}
	for section := range n.ChildNodes() {
		if section.Type != html.ElementNode || hidden(section) {
			continue
		}
		switch section.DataAtom {
		case atom.Caption:
			if err := w.children(section); err != nil {
				return err
			}
			caption = append(caption, w.end()...)
		case atom.Thead, atom.Tbody, atom.Tfoot: // the parser puts every row into one
			if err := w.section(&b, section); err != nil {
				return err
			}
		}
	}
	grid, err := w.placer.Grid(b.row, b.placed)
	if err != nil {
		return err
	}
	w.blocks = append(before, caption...)
	if len(grid.Rows) > 0 {
		w.blocks = append(w.blocks, cells.Block{Grid: grid})
	}
	return nil
}

// section reads a row group. A rowspan does not reach past its end.
func (w *walker) section(b *builder, n *html.Node) error {
	var rows []*html.Node
	for tr := range n.ChildNodes() {
		if tr.DataAtom == atom.Tr && !hidden(tr) {
			rows = append(rows, tr)
		}
	}
	b.free, b.end = nil, b.row+len(rows)
	for _, tr := range rows {
		b.col = 0
		for td := range tr.ChildNodes() {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th || hidden(td) {
				continue
			}
			if err := w.children(td); err != nil {
				return err
			}
			if err := b.add(td, cells.JoinText(w.end())); err != nil {
				return err
			}
		}
		b.row++
	}
	return nil
}

// builder places cells as the HTML standard does ("forming a table").
type builder struct {
	placed   []cells.Placed
	row, col int
	end      int   // the row after the last of the row group
	free     []int // by column, the first row that no cell from above covers
}

func (b *builder) add(td *html.Node, text string) error {
	for b.col < len(b.free) && b.free[b.col] > b.row {
		b.col++
	}
	if b.col >= maxColumns || len(b.placed) >= cells.MaxCells {
		return cells.ErrTooManyCells
	}
	columns := min(max(span(td, "colspan", 1), 1), maxColumns-b.col)
	rows := span(td, "rowspan", 1)
	if rest := b.end - b.row; rows == 0 || rows > rest { // 0 means to the end
		rows = rest
	}
	b.placed = append(b.placed, cells.Placed{Row: b.row, Col: b.col, Rows: rows, Columns: columns, Text: text})
	for range columns {
		if b.col == len(b.free) {
			b.free = append(b.free, 0)
		}
		b.free[b.col] = max(b.free[b.col], b.row+rows)
		b.col++
	}
	return nil
}

// span reads a number as browsers do: leading digits count, anything else is the fallback.
func span(n *html.Node, key string, fallback int) int {
	s := strings.TrimSpace(attr(n, key))
	if end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		s = s[:end]
	}
	if v, err := strconv.Atoi(s); err == nil {
		return min(v, 65534)
	}
	return fallback
}
