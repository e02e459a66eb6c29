package views

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gongkai/ingest/cells"
)

// ReadingSheet is a page of an original as it looks, drawn from what was read of it: its text where it stands, its lines, and the cells of its
// tables. A figure's cell has the anchor "at-t5.r4.c3" here; the same cell in the tables below has "t5.r4.c3".
type ReadingSheet struct {
	Title string // “第 2 页”
	Box   string // as viewBox takes it
	Runs  []SheetRun
	Lines string // as a path takes it
	Cells []SheetCell
}

// SheetRun is text on a line of a page.
type SheetRun struct {
	Text               string
	X, Y, Size, Length string
	Turn               string // as transform takes it, "" for upright text
}

// SheetCell is a cell of a table on a page.
type SheetCell struct {
	ID                  string
	X, Y, Width, Height string
	Lead                string // a path that nobody sees, from above the cell to it: a browser that goes to the cell shows what is above it too
	Href                string // the figure read from it
	Title               string // its name
}

// drawnAnchor is the place of a cell on the drawn page.
func drawnAnchor(table, row, column int) string { return "at-" + cellAnchor(table, row, column) }

// lead is how much of the page is shown above a cell, in points.
const lead = 150

// What a run, a line and a cell of a drawing take, besides their text.
const (
	runCost       = 110
	lineCost      = 30
	sheetCellCost = 130
)

// sheets draws the pages of a document, as far as the budget reaches.
func (b *readingBuilder) sheets(doc cells.Document) []ReadingSheet {
	placed := b.cellsByPage(doc)
	var out []ReadingSheet
	for _, p := range doc.Pages {
		cost := len(p.Runs)*runCost + len(p.Lines)*lineCost + len(placed[p.No])*sheetCellCost
		for _, r := range p.Runs {
			cost += len(r.Text)
		}
		if !b.spend(cost) {
			break
		}
		s := ReadingSheet{Title: phrase(b.lang, "第 %d 页", p.No), Box: fmt.Sprintf("0 0 %s %s", points(p.Width), points(p.Height)), Cells: placed[p.No]}
		for _, r := range p.Runs {
			run := SheetRun{Text: r.Text, X: points(r.X), Y: points(r.Y), Size: points(r.Size), Length: points(r.Length)}
			if r.Turned > 0 {
				run.Turn = fmt.Sprintf("rotate(%d %s %s)", -90*r.Turned, run.X, run.Y)
			}
			s.Runs = append(s.Runs, run)
		}
		var path strings.Builder
		for _, l := range p.Lines {
			fmt.Fprintf(&path, "M%s %sL%s %s", points(l[0]), points(l[1]), points(l[2]), points(l[3]))
		}
		s.Lines = path.String()
		out = append(out, s)
	}
	return out
}

// cellsByPage lists the cells of all tables by the page that they stand on: each merged cell once, and each position that a figure was read
// from.
func (b *readingBuilder) cellsByPage(doc cells.Document) map[int][]SheetCell {
	out := map[int][]SheetCell{}
	table := 0
	for _, bl := range doc.Blocks {
		if bl.Grid == nil {
			continue
		}
		table++
		for i, r := range bl.Grid.Rows {
			for j, c := range r.Cells {
				k, figure := b.places[place{table, i + 1, j + 1}]
				if c.Rect == nil || !c.Origin() && !figure {
					continue
				}
				cell := SheetCell{ID: drawnAnchor(table, i+1, j+1), X: points(c.Rect[0]), Y: points(c.Rect[1]), Width: points(c.Rect[2] - c.Rect[0]), Height: points(c.Rect[3] - c.Rect[1]),
					Lead: fmt.Sprintf("M%s %sV%s", points(c.Rect[0]), points(max(0, c.Rect[1]-lead)), points(c.Rect[1]))}
				if figure && c.Text != "" {
					cell.Href, cell.Title = b.report+"#"+k.Place(b.edition), k.Name(b.lang)
				}
				page := max(r.Page, bl.Page)
				out[page] = append(out[page], cell)
			}
		}
	}
	return out
}

// points writes a length in points for a drawing.
func points(v float64) string { return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64) }
