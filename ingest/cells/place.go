package cells

import (
	"errors"
	"slices"
	"strings"
)

// MaxCells is how many grid positions one document may have. A yearly report has about 600.
const MaxCells = 200_000

// MaxText is how many bytes of text the positions of one document may hold, a merged cell's counted in each.
const MaxText = 64 << 20

// ErrTooManyCells is returned for a document with more than MaxCells positions, or more than MaxText in them.
var ErrTooManyCells = errors.New("more than 200000 table cells")

// Placed is a cell as a format describes it: its top left position, from 0, and the number of rows and columns it covers, at
// least 1 each.
type Placed struct {
	Row, Col      int
	Rows, Columns int
	Text          string
}

// Placer makes the grids of one document and counts their positions. The zero Placer is ready to use.
type Placer struct{ used, text int }

// Grid lays cells out in a rectangle of the given number of rows. A merged cell is repeated into every position it covers; spans
// past the last row are cut. Of two cells that claim one position the earlier keeps it. A column in which no cell begins is no
// column (Word and the web both leave such columns behind when edges are dragged or spans overshoot), and a row that nothing
// reaches is no row. Positions that no cell covers are Absent. It fails with ErrTooManyCells.
func (p *Placer) Grid(rows int, placed []Placed) (*Grid, error) {
	starts := make([]int, 0, len(placed))
	for _, c := range placed {
		starts = append(starts, c.Col)
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	columns := len(starts)
	if columns > 0 && rows > MaxCells/columns {
		return nil, ErrTooManyCells
	}
	if err := p.Take(rows * columns); err != nil {
		return nil, err
	}

	all := make([]Cell, rows*columns)
	for i := range all {
		all[i].Absent = true
	}
	claimed := 0
	for _, c := range placed {
		left, _ := slices.BinarySearch(starts, c.Col)
		right, _ := slices.BinarySearch(starts, c.Col+c.Columns)
		bottom := min(c.Row+c.Rows, rows)
		// Overlapping claims of a hostile table cost time without taking room.
		if claimed += (right - left) * (bottom - c.Row); claimed > 4*MaxCells {
			return nil, ErrTooManyCells
		}
		for r := c.Row; r < bottom; r++ {
			for col := left; col < right; col++ {
				if at := &all[r*columns+col]; at.Absent {
					if p.text += len(c.Text); p.text > MaxText {
						return nil, ErrTooManyCells
					}
					*at = Cell{Text: c.Text, Across: col - left, Down: r - c.Row}
				}
			}
		}
	}

	g := &Grid{Columns: columns}
	for r := range rows {
		row := all[r*columns : (r+1)*columns : (r+1)*columns]
		if slices.ContainsFunc(row, func(c Cell) bool { return !c.Absent }) {
			g.Rows = append(g.Rows, Row{Cells: row})
		}
	}
	return g, nil
}

// Take counts n positions of a grid that is made without the Placer. It fails with ErrTooManyCells.
func (p *Placer) Take(n int) error {
	if n > MaxCells-p.used {
		return ErrTooManyCells
	}
	p.used += n
	return nil
}

// JoinText returns the text of paragraphs as the text of one cell, a line each. Grids among them are left out.
func JoinText(blocks []Block) string {
	var s strings.Builder
	for _, b := range blocks {
		if b.Grid != nil || b.Text == "" {
			continue
		}
		if s.Len() > 0 {
			s.WriteByte('\n')
		}
		s.WriteString(b.Text)
	}
	return s.String()
}
