package edged

import (
	"slices"

	"gongkai/ingest/cells"
)

// tolerance is how far apart two edges of one column may be, in twentieths of a point. Word moves edges by a pixel or so when
// columns are dragged.
const tolerance = 30

// table is a table while it is read.
type table struct {
	cell   []cells.Block   // of the cell that is being read
	cells  [][]cells.Block // of the row that is being read
	rows   [][]placed
	count  int
	single bool // no row has more than one cell
}

// placed is a cell with its edges.
type placed struct {
	Column
	blocks []cells.Block
}

func (t *table) endCell() {
	t.cells = append(t.cells, t.cell)
	t.cell = nil
}

// endRow ends a row, whose cells the columns describe. Cells that they do not describe stand side by side.
func (t *table) endRow(columns []Column) error {
	var row []placed
	for i, blocks := range t.cells {
		c := Column{Left: 2000 * i, Right: 2000 * (i + 1)}
		switch {
		case len(columns) >= len(t.cells):
			c = columns[i]
		case len(t.rows) > 0 && len(t.rows[len(t.rows)-1]) == len(t.cells):
			above := t.rows[len(t.rows)-1][i]
			c = Column{Left: above.Left, Right: above.Right}
		}
		if last := len(row) - 1; c.GoesOnLeft && last >= 0 {
			row[last].Right = c.Right
			row[last].blocks = append(row[last].blocks, blocks...)
			continue
		}
		row = append(row, placed{c, blocks})
	}
	t.cell, t.cells = nil, nil
	t.rows = append(t.rows, row)
	t.single = t.single && len(row) <= 1
	if t.count += len(row); t.count > cells.MaxCells || len(t.rows) > cells.MaxCells {
		return cells.ErrTooManyCells
	}
	return nil
}

// blocks returns the table's grid and then the grids within its cells; of a table that only lays out others, its content.
func (t *table) blocks(placer *cells.Placer) ([]cells.Block, error) {
	if len(t.cell) > 0 { // a cell without an end
		t.endCell()
	}
	if len(t.cells) > 0 { // a row without an end
		if err := t.endRow(nil); err != nil {
			return nil, err
		}
	}
	var content, nested []cells.Block
	for _, row := range t.rows {
		for _, c := range row {
			content = append(content, c.blocks...)
			for _, b := range c.blocks {
				if b.Grid != nil {
					nested = append(nested, b)
				}
			}
		}
	}
	if t.single && len(nested) > 0 {
		return content, nil
	}
	grid, err := placer.Grid(len(t.rows), t.place())
	if err != nil || len(grid.Rows) == 0 {
		return nested, err
	}
	return append([]cells.Block{{Grid: grid}}, nested...), nil
}

// place finds the columns of the cells and merges those that go on from the row above.
func (t *table) place() []cells.Placed {
	edges := t.edges()
	column := func(x int) int { // the last edge that is not right of x
		i, ok := slices.BinarySearch(edges, x)
		if ok {
			return i
		}
		return max(i-1, 0)
	}
	var all []cells.Placed
	running := map[int]int{} // column -> index in all of the merged cell that the row above has there
	for i, row := range t.rows {
		now := map[int]int{}
		for _, c := range row {
			col := column(c.Left)
			p := cells.Placed{Row: i, Col: col, Rows: 1, Columns: max(column(c.Right)-col, 1), Text: cells.JoinText(c.blocks)}
			if above, ok := running[col]; c.GoesOnUp && ok && all[above].Columns == p.Columns {
				all[above].Rows++
				now[col] = above
				continue
			}
			if c.GoesOnUp || c.OpensUp {
				now[col] = len(all)
			}
			all = append(all, p)
		}
		running = now
	}
	return all
}

// edges returns the edges of all columns, one for those that lie together.
func (t *table) edges() []int {
	var all []int
	for _, row := range t.rows {
		for _, c := range row {
			all = append(all, c.Left, c.Right)
		}
	}
	slices.Sort(all)
	var edges []int
	for _, x := range all {
		if len(edges) == 0 || x-edges[len(edges)-1] > tolerance {
			edges = append(edges, x)
		}
	}
	return edges
}
