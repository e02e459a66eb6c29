package cells

// Area is a cell as it is drawn: the rectangle of positions it covers, with the position of its top left corner counted from 0.
type Area struct {
	Row, Column, Rows, Columns int
}

// maxSpan is how far one cell is drawn at most; HTML allows no wider one.
const maxSpan = 1000

// Areas lays the grid out without repetition, row by row: every position of it is in exactly one area, absent ones included. A
// position whose merged cell is no rectangle, or begins nowhere, is an area of its own.
func (g *Grid) Areas() []Area {
	taken := make([][]bool, len(g.Rows))
	for i, r := range g.Rows {
		taken[i] = make([]bool, len(r.Cells))
	}
	var areas []Area
	for i, r := range g.Rows {
		for j := range r.Cells {
			if taken[i][j] {
				continue
			}
			a := g.area(i, j)
			for y := i; y < i+a.Rows; y++ {
				for x := j; x < j+a.Columns; x++ {
					taken[y][x] = true
				}
			}
			areas = append(areas, a)
		}
	}
	return areas
}

// area is the area that begins at a position.
func (g *Grid) area(row, column int) Area {
	a := Area{row, column, 1, 1}
	if c := g.Rows[row].Cells[column]; !c.Origin() || c.Absent {
		return a
	}
	a.Columns = g.width(row, column, 0)
	for a.Rows < maxSpan && row+a.Rows < len(g.Rows) && g.width(row+a.Rows, column, a.Rows) == a.Columns {
		a.Rows++
	}
	return a
}

// width counts the positions of a row, from a column on, that belong to one merged cell which began down rows above.
func (g *Grid) width(row, column, down int) int {
	n := 0
	for cs := g.Rows[row].Cells; n < maxSpan && column+n < len(cs); n++ {
		if c := cs[column+n]; c.Absent || c.Across != n || c.Down != down {
			break
		}
	}
	return n
}
