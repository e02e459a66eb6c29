package cells

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAreas(t *testing.T) {
	at := func(across, down int) Cell { return Cell{Across: across, Down: down} }
	one, absent := Cell{}, Cell{Absent: true}
	tests := []struct {
		name string
		rows [][]Cell
		want []Area
	}{
		{"no merged cells", [][]Cell{{one, one}}, []Area{{0, 0, 1, 1}, {0, 1, 1, 1}}},
		{"merged over a rectangle", [][]Cell{{at(0, 0), at(1, 0), one}, {at(0, 1), at(1, 1), one}}, []Area{{0, 0, 2, 2}, {0, 2, 1, 1}, {1, 2, 1, 1}}},
		{"two merged cells side by side", [][]Cell{{at(0, 0), at(1, 0), at(0, 0), at(1, 0)}}, []Area{{0, 0, 1, 2}, {0, 2, 1, 2}}},
		{"narrower below", [][]Cell{{at(0, 0), at(1, 0)}, {at(0, 1), one}}, []Area{{0, 0, 1, 2}, {1, 0, 1, 1}, {1, 1, 1, 1}}},
		{"begins nowhere", [][]Cell{{at(1, 0), at(0, 3)}}, []Area{{0, 0, 1, 1}, {0, 1, 1, 1}}},
		{"absent positions", [][]Cell{{absent, one, absent}}, []Area{{0, 0, 1, 1}, {0, 1, 1, 1}, {0, 2, 1, 1}}},
		{"ragged", [][]Cell{{one}, {}, {one, one}}, []Area{{0, 0, 1, 1}, {2, 0, 1, 1}, {2, 1, 1, 1}}},
		{"no rows", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := Grid{}
			for _, r := range tt.rows {
				g.Rows = append(g.Rows, Row{Cells: r})
			}
			if got := g.Areas(); !slices.Equal(got, tt.want) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestAreas_CoverEveryPositionOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		g := Grid{}
		positions := 0
		for range random.IntN(6) {
			row := Row{Cells: make([]Cell, random.IntN(6))}
			for i := range row.Cells {
				row.Cells[i] = Cell{Across: random.IntN(3), Down: random.IntN(3), Absent: random.IntN(8) == 0}
			}
			positions += len(row.Cells)
			g.Rows = append(g.Rows, row)
		}
		covered := map[[2]int]bool{}
		for _, a := range g.Areas() {
			for y := a.Row; y < a.Row+a.Rows; y++ {
				for x := a.Column; x < a.Column+a.Columns; x++ {
					if covered[[2]int{y, x}] || y >= len(g.Rows) || x >= len(g.Rows[y].Cells) {
						t.Fatalf("%v reaches over %d, %d in %+v", a, y, x, g)
					}
					covered[[2]int{y, x}] = true
				}
			}
		}
		if len(covered) != positions {
			t.Fatalf("%d of %d positions are covered in %+v", len(covered), positions, g)
		}
	}
}
