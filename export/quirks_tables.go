package export

import (
	"slices"
	"strings"

	"gongkai/models"
)

// noTotalColumn drops the column 总计 of table three. A row whose total is a printed figure keeps it, without a heading above:
// one county's document has four such rows.
func noTotalColumn(l *Layout) {
	for _, g := range l.tables(3) {
		kept := false
		for r, row := range g.Rows {
			last := row[len(row)-1]
			switch {
			case last.Face == FaceHead && strings.HasPrefix(last.Text, "申请人"):
				row[len(row)-1].Across--
			case last.Face == FaceHead && last.Down > 1,
				last.Key.Applicant == models.ApplicantTotal && last.State == models.StateAbsent:
				g.Rows[r] = row[:len(row)-1]
			case last.Key.Applicant == models.ApplicantTotal:
				kept = true
			}
		}
		if !kept {
			g.Widths = g.Widths[:len(g.Widths)-1]
		}
	}
}

// pageNumberRow puts a page number into table three as a row of its own, as a conversion from PDF leaves it.
func pageNumberRow(l *Layout) {
	for _, g := range l.tables(3) {
		r := rowOf(g, "applications.unavailable.unclear")
		if r < 0 {
			continue
		}
		before, after := g.cut(r, "")
		number := []Cell{label("- 3 -", len(g.Widths), 1)}
		g.Rows = slices.Concat(before.Rows, [][]Cell{number}, after.Rows)
	}
}

// tableTwoInFour gives each clause of table two a table of its own.
func tableTwoInFour(l *Layout) {
	for _, g := range l.tables(2) {
		var parts []*Grid
		for _, row := range g.Rows {
			if len(row) == 1 {
				parts = append(parts, &Grid{Widths: g.Widths})
			}
			part := parts[len(parts)-1]
			part.Rows = append(part.Rows, row)
		}
		l.replaceTable(2, parts...)
	}
}

// cutTableThree breaks table three over a page within the group （四）无法提供, whose label is cut in two: "（四）无" and "法提供".
func cutTableThree(l *Layout, headed bool) {
	for _, g := range l.tables(3) {
		r := rowOf(g, "applications.unavailable.unclear")
		if r < 0 {
			continue
		}
		before, after := g.cut(r, "无法提供")
		if headed {
			after.Rows, after.Header = slices.Concat(g.Rows[:g.Header], after.Rows), g.Header
		}
		l.replaceTable(3, before, after)
	}
}

// rowOf finds the row with a measure's figures, -1 if there is none.
func rowOf(g *Grid, measure string) int {
	return slices.IndexFunc(g.Rows, func(row []Cell) bool {
		return slices.ContainsFunc(row, func(c Cell) bool { return c.Key.Measure == measure })
	})
}

// cut divides the grid before row r. A merged cell across the cut ends above it and goes on below, empty; a label that ends in
// split is itself cut, after split's first character.
func (g *Grid) cut(r int, split string) (before, after *Grid) {
	before = &Grid{Widths: g.Widths, Header: min(g.Header, r)}
	after = &Grid{Widths: g.Widths}
	starts := map[*Cell]int{}
	tails := map[*Cell]string{}
	for y, row := range g.place() {
		var cells []Cell
		for _, p := range row {
			c := *p.Cell
			if !p.continued {
				starts[p.Cell] = y
			}
			crosses := starts[p.Cell] < r && starts[p.Cell]+c.Down > r
			switch {
			case crosses && !p.continued:
				c.Down = r - y
				if head, ok := strings.CutSuffix(c.Text, split); ok && split != "" {
					first := string([]rune(split)[:1])
					c.Text, tails[p.Cell] = head+first, strings.TrimPrefix(split, first)
				}
			case crosses && y == r:
				c.Down, c.Text = c.Down-(r-starts[p.Cell]), tails[p.Cell]
			case p.continued:
				continue
			}
			cells = append(cells, c)
		}
		if y < r {
			before.Rows = append(before.Rows, cells)
		} else {
			after.Rows = append(after.Rows, cells)
		}
	}
	return before, after
}

// flatTableFour loses the merged cells of table four's second heading row, as a conversion to text and back does: it then has
// seven plain cells above the ten of the third row.
func flatTableFour(l *Layout) {
	for _, g := range l.tables(4) {
		for c := range g.Rows[1] {
			g.Rows[1][c].Across, g.Rows[1][c].Down = 1, 1
		}
	}
}

// stand makes the page one of a government site, with navigation and the metadata that rules on sites ask for.
func (p *webPage) stand(l *Layout) {
	p.site = "示例区人民政府门户网站"
	p.columns = []string{"首页", "政务动态", "政府信息公开", "办事服务", "互动交流"}
	p.meta = [][2]string{
		{"索引号", "990101/" + strings.ReplaceAll(l.PublishedOn, "-", "")}, {"主题分类", "政府信息公开年报"},
		{"发布机构", l.Agency}, {"发布日期", l.PublishedOn},
		{"名称", l.Title}, {"文号", "无"},
	}
}
