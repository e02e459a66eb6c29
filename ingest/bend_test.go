package ingest

import (
	"slices"

	"gongkai/models"
)

// This file has the ways to bend a table of a made report.

// cellAt returns the index in a row of the cell that begins at a position, -1 if none does.
func cellAt(g grid, r, column int) int {
	for i, c := range layout(g)[r] {
		if i == column && c.across == 0 && c.down == 0 {
			n := 0
			for _, x := range layout(g)[r][:i] {
				if x.across == 0 && x.down == 0 {
					n++
				}
			}
			return n
		}
	}
	return -1
}

// swapColumns exchanges two columns of the rows from one on.
func swapColumns(g grid, from, a, b int) {
	for r := from; r < len(g); r++ {
		i, j := cellAt(g, r, a), cellAt(g, r, b)
		if i >= 0 && j >= 0 {
			g[r][i], g[r][j] = g[r][j], g[r][i]
		}
	}
}

// dropColumn takes a column out of the rows from one on.
func dropColumn(g grid, from, column int) {
	at := make([]int, len(g))
	for r := range g {
		at[r] = cellAt(g, r, column)
	}
	for r := from; r < len(g); r++ {
		if at[r] >= 0 {
			g[r] = slices.Delete(slices.Clone(g[r]), at[r], at[r]+1)
		}
	}
}

// flatten gives table three a header of one row.
func flatten(g grid) grid {
	head := []td{{text: "项目", cols: 3}}
	for _, a := range models.Applicants {
		head = append(head, td{text: a.Label.Zh})
	}
	return append(grid{head}, g[3:]...)
}

// lastCell returns the last cell of a row.
func lastCell(g grid, r int) *td { return &g[r][len(g[r])-1] }

func set(m *made, at, r, fromEnd int, text string) {
	g := m.table(at)
	g[r][len(g[r])-1-fromEnd].text = text
}

func last(year int) *made { return newMade(year, 500) }
