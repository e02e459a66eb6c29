package cellstest

import (
	"strings"

	"gongkai/ingest/cells"
)

// Undump reads what cells.Document.Dump writes: a document with the same blocks, but for text that holds a bar. Anything else is read as
// far as it goes, in bounds: at most rows×64 positions for each grid.
func Undump(dump string) cells.Document {
	var d cells.Document
	var grid *cells.Grid
	for line := range strings.Lines(dump) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "[table "), strings.HasPrefix(line, "[ragged table "):
			grid = &cells.Grid{Ragged: strings.HasPrefix(line, "[ragged")}
			d.Blocks = append(d.Blocks, cells.Block{Grid: grid})
		case grid != nil && strings.HasPrefix(line, "|"):
			grid.Rows = append(grid.Rows, cells.Row{Cells: undumpRow(grid, line)})
		case strings.HasPrefix(line, "title: "):
			d.Title = line[len("title: "):]
		default:
			grid = nil
			text, heading := strings.CutPrefix(line, "# ")
			if text = cells.Clean(strings.ReplaceAll(text, "⏎", "\n")); text != "" {
				d.Blocks = append(d.Blocks, cells.Block{Text: text, Heading: heading})
			}
		}
	}
	for _, b := range d.Blocks {
		square(b.Grid)
	}
	return d
}

// maxFields is how wide a row is read.
const maxFields = 64

func undumpRow(g *cells.Grid, line string) []cells.Cell {
	fields := strings.Split(strings.TrimSuffix(line[1:], "|"), "|")
	fields = fields[:min(len(fields), maxFields)]
	row := make([]cells.Cell, len(fields))
	for i, f := range fields {
		row[i] = cells.Cell{Text: cells.Clean(strings.ReplaceAll(f, "⏎", "\n"))}
		switch n := len(g.Rows); {
		case f == "~":
			row[i] = cells.Cell{Absent: true}
		case f == "<" && i > 0 && !row[i-1].Absent:
			row[i] = row[i-1]
			row[i].Across++
		case f == "^" && n > 0 && i < len(g.Rows[n-1].Cells) && !g.Rows[n-1].Cells[i].Absent:
			row[i] = g.Rows[n-1].Cells[i]
			row[i].Down++
		}
	}
	return row
}

// square gives the rows of a grid that is not ragged one width.
func square(g *cells.Grid) {
	if g == nil {
		return
	}
	for _, r := range g.Rows {
		g.Columns = max(g.Columns, len(r.Cells))
	}
	for i := range g.Rows {
		for !g.Ragged && len(g.Rows[i].Cells) < g.Columns {
			g.Rows[i].Cells = append(g.Rows[i].Cells, cells.Cell{Absent: true})
		}
	}
}
