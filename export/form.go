package export

import (
	"slices"

	"gongkai/models"
)

const (
	textWidth   = 9070 // of an A4 page between its margins, in twentieths of a point
	relationOf3 = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
	partialNote = "（区分处理的，只计这一情形，不计其他情形）"
)

// tableTwo is 主动公开政府信息情况: the items of each clause of article 20 under a heading of their own. The label takes one
// column; the numbers share the rest, which divides by the one, two or three columns that a clause has.
func (p formPrinter) tableTwo() *Grid {
	rest, g := 3, &Grid{Widths: equal(textWidth, 4)}
	if p.edition == models.Edition2019 {
		rest, g = 6, &Grid{Widths: append([]int{2470}, equal(6600, 6)...)}
	}
	clause := ""
	for _, it := range models.TableTwo {
		columns := it.Columns[p.edition]
		if len(columns) == 0 {
			continue
		}
		across := rest / len(columns)
		if it.Clause != clause {
			clause = it.Clause
			titles := []Cell{head("信息内容", 1, 1)}
			for _, c := range columns {
				titles = append(titles, head(columnTitle(c, p.edition), across, 1))
			}
			g.Rows = append(g.Rows, []Cell{head(clause, 1+rest, 1)}, titles)
		}
		row := []Cell{label(itemTitle(it, p.edition), 1, 1)}
		for _, c := range columns {
			row = append(row, p.figure("disclosure."+it.Code+"."+c.Code, "", across))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// columnTitle names the unit where the form of 2021 asks for an amount; the form of 2019 does not.
func columnTitle(c models.Column, e models.Edition) string {
	if c.Unit == models.Wan && e == models.Edition2021 {
		return c.Label.Zh + "（单位：万元）"
	}
	return c.Label.Zh
}

// itemTitle follows the form of 2019, which says 规范性文件 where that of 2021 says 行政规范性文件.
func itemTitle(it models.Item, e models.Edition) string {
	if it.Code == "normative_documents" && e == models.Edition2019 {
		return "规范性文件"
	}
	return it.Label.Zh
}

// tableThree is 收到和处理政府信息公开申请情况: three label columns, of which outcomes use the second and third, and the seven applicants.
func (p formPrinter) tableThree() *Grid {
	g := &Grid{Widths: append([]int{640, 900, 2980}, equal(4550, 7)...), Header: 3}
	organisations := []Cell{}
	for _, a := range models.Applicants[1 : len(models.Applicants)-1] {
		organisations = append(organisations, head(a.Label.Zh, 1, 1))
	}
	first, last := models.Applicants[0], models.Applicants[len(models.Applicants)-1]
	g.Rows = [][]Cell{
		{head(relationOf3, 3, 3), head("申请人情况", len(models.Applicants), 1)},
		{head(first.Label.Zh, 1, 2), head("法人或其他组织", len(organisations), 1), head(last.Label.Zh, 1, 2)},
		organisations,
	}
	lines := models.LinesOf(p.singleOther)
	results := len(lines) - 3 // all but the first two and the last
	for i, l := range lines {
		g.Rows = append(g.Rows, append(lineLabels(lines, i, results), p.applicants(l)...))
	}
	return g
}

// lineLabels are the label cells that begin in line i.
func lineLabels(lines []models.Line, i, results int) []Cell {
	l := lines[i]
	if l.Group == "" && l.Code != "concluded" {
		return []Cell{label(l.Number+l.Label.Zh, 3, 1)}
	}
	var cells []Cell
	if i == 2 {
		cells = append(cells, label("三、本年度办理结果", 1, results))
	}
	switch {
	case l.Code == "concluded", l.Code == l.Group:
		text := l.Number + l.Label.Zh
		if l.Code == "partial" {
			text += partialNote
		}
		return append(cells, label(text, 2, 1))
	case lines[i-1].Group != l.Group:
		size := 0
		for _, x := range lines {
			if x.Group == l.Group {
				size++
			}
		}
		group := models.Groups[slices.IndexFunc(models.Groups, func(g models.Group) bool { return g.Code == l.Group })]
		cells = append(cells, label(group.Number+group.Label.Zh, 1, size))
	}
	return append(cells, label(l.Number+l.Label.Zh, 1, 1))
}

func (p formPrinter) applicants(l models.Line) []Cell {
	var cells []Cell
	for _, a := range models.Applicants {
		cells = append(cells, p.figure("applications."+l.Code, a.Code, 1))
	}
	return cells
}

// tableFour is 政府信息公开行政复议、行政诉讼情况: one row of numbers. The columns of 行政复议 begin in the second row of the
// heading, those of the two kinds of 行政诉讼 in the third.
func (p formPrinter) tableFour() *Grid {
	n := len(models.RemedyColumns)
	channels := models.Channels
	g := &Grid{Widths: equal(textWidth, n*len(channels)), Header: 3}
	first := []Cell{head(channels[0].Label.Zh, n, 1), head("行政诉讼", n*(len(channels)-1), 1)}
	var second, third, numbers []Cell
	for i, ch := range channels {
		if i > 0 {
			second = append(second, head(ch.Label.Zh, n, 1))
		}
		for _, c := range models.RemedyColumns {
			if i == 0 {
				second = append(second, head(c.Label.Zh, 1, 2))
			} else {
				third = append(third, head(c.Label.Zh, 1, 1))
			}
			numbers = append(numbers, p.figure("remedies."+ch.Code+"."+c.Code, "", 1))
		}
	}
	g.Rows = [][]Cell{first, second, third, numbers}
	return g
}

// equal cuts width into n parts whose sum is width.
func equal(width, n int) []int {
	parts := make([]int, n)
	for i := range parts {
		parts[i] = width*(i+1)/n - width*i/n
	}
	return parts
}
