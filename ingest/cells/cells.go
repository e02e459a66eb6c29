// Package cells is what every document format is read into: paragraphs and grids in reading order, with nothing interpreted.
// It knows no report and no format.
package cells

import (
	"fmt"
	"strings"
)

// Document is the content of a file in reading order.
type Document struct {
	Title  string // from the format's own metadata (HTML title, docProps), "" if none
	Meta   map[string]string
	Blocks []Block
	Pages  []Page // how it looks, nil where the format has no pages
	// Doubts say what may be wrong although it could be read, in full sentences for the person who handed the file in.
	Doubts []string
}

// Block is a paragraph, or a grid if Grid is not nil.
type Block struct {
	Text    string // one paragraph, without line feeds at its ends
	Heading bool   // the format itself marks it as a heading
	Grid    *Grid
	Page    int // from 1, 0 where the format has no pages
}

// Grid is a table. Merged cells are repeated into every position they cover, so every row has Columns cells, unless Ragged.
type Grid struct {
	Columns int
	Rows    []Row
	// Ragged is true where the format does not say which column a cell is in, as in tab-separated text: a row then holds
	// just the fields that its line has.
	Ragged bool
}

// Row is a row of a grid.
type Row struct {
	Cells []Cell
	Page  int
}

// Cell is one position of a grid.
type Cell struct {
	Text string // normalised by Clean; line feeds kept between paragraphs
	// Across and Down count the positions from the top left one of the merged cell: 0, 0 for that one itself. Absent is true for
	// a position that the document's row does not have at all (a row that is shorter than its table).
	Across, Down int
	Absent       bool
	Rect         *[4]float64 // left, top, right, bottom in points from the top left of the page, nil where there are no pages
}

// Origin reports whether the cell is the top left position of its merged cell.
func (c Cell) Origin() bool { return c.Across == 0 && c.Down == 0 }

// Clean normalises text: no-break and other odd spaces become spaces, zero-width characters, soft hyphens and control characters go,
// CR LF becomes LF, spaces at the ends of lines go. It changes no visible character.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r', r == 0xFEFF, r == 0x00AD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2064:
			return -1
		case r == 0x00A0, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x3000:
			return ' '
		case r < 0x20, r == 0x7F:
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\u2028", "\n"))
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// Dump writes the document as text for golden files: paragraphs as lines, grids row by row with cells between bars. A merged
// cell's other positions show "<" (to the left) or "^" (above), an absent position "~".
func (d Document) Dump() string {
	var b strings.Builder
	if d.Title != "" {
		fmt.Fprintf(&b, "title: %s\n", d.Title)
	}
	for _, bl := range d.Blocks {
		if bl.Grid == nil {
			mark := ""
			if bl.Heading {
				mark = "# "
			}
			fmt.Fprintf(&b, "%s%s\n", mark, strings.ReplaceAll(bl.Text, "\n", "⏎"))
			continue
		}
		kind := "table"
		if bl.Grid.Ragged {
			kind = "ragged table"
		}
		fmt.Fprintf(&b, "[%s %d×%d]\n", kind, len(bl.Grid.Rows), bl.Grid.Columns)
		for _, r := range bl.Grid.Rows {
			for _, c := range r.Cells {
				t := strings.ReplaceAll(c.Text, "\n", "⏎")
				switch {
				case c.Absent:
					t = "~"
				case c.Across > 0:
					t = "<"
				case c.Down > 0:
					t = "^"
				}
				b.WriteString("|" + t)
			}
			b.WriteString("|\n")
		}
	}
	return b.String()
}
