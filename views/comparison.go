package views

import (
	"slices"

	"gongkai/models"
)

// ComparisonTable is a comparison as a table of agencies by years, in the order of the agencies, with the agencies whose ids are
// in focus set apart. Under the rule stand the totals, the medians, and reports that speak for a whole territory.
func ComparisonTable(c models.Comparison, focus []string, lang models.Lang) Table {
	t := Table{Caption: c.Subject.Label.In(lang), Unit: unitNote(c.Subject, lang), Class: "wide", Sortable: true,
		Empty: phrase(lang, "没有可以列出的机关。")}
	head := Row{Cells: []Cell{Heading(phrase(lang, "机关"))}}
	for _, y := range c.Years {
		head.Cells = append(head.Cells, NumberHeading(phrase(lang, "%d", y)))
	}
	t.Head = []Row{head}
	for i, a := range c.Agencies {
		row := agencyRow(c, a, c.Points[i], lang)
		row.Focus = slices.Contains(focus, a.ID)
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 1 {
		t.Foot = append(t.Foot, totalsRow(c, lang))
		if r, ok := mediansRow(c, lang); ok {
			t.Foot = append(t.Foot, r)
		}
	}
	for _, r := range c.Territory {
		row := agencyRow(c, r.Agency, r.Points, lang)
		row.Cells[0].Note = phrase(lang, "全区口径，不计入合计")
		if len(t.Rows) == 0 || len(c.Agencies) == 0 {
			t.Rows = append(t.Rows, row)
		} else {
			t.Foot = append(t.Foot, row)
		}
	}
	return t
}

func agencyRow(c models.Comparison, a models.Agency, points []models.Point, lang models.Lang) Row {
	row := Row{Cells: []Cell{{Text: a.Name, Href: AgencyPath(a.ID), Header: true}}}
	for _, p := range points {
		cell := PointCell(p, c.Subject, lang)
		if b, ok := c.BreakAt(a.ID, p.Year); ok {
			cell.Note = joined(cell.Note, phrase(lang, "机构%s，与上年不可比", breakWord(lang, b.Kind)))
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

func breakWord(lang models.Lang, k models.SuccessionKind) string {
	if k == models.Split {
		return phrase(lang, "拆分")
	}
	return phrase(lang, "合并")
}

func totalsRow(c models.Comparison, lang models.Lang) Row {
	row := Row{Cells: []Cell{Heading(phrase(lang, "各机关合计"))}}
	for _, t := range c.Totals {
		row.Cells = append(row.Cells, TotalCell(t, c.Subject, lang))
	}
	return row
}

// mediansRow is the median of each year with the quartiles beside it. It is left out where no year has enough agencies for a median.
func mediansRow(c models.Comparison, lang models.Lang) (Row, bool) {
	row, any := Row{Cells: []Cell{Heading(phrase(lang, "中位数"))}}, false
	for _, y := range c.Years {
		s, ok := c.Spread(y)
		if !ok {
			row.Cells = append(row.Cells, Cell{Text: models.NoValue, Tone: ToneMissing})
			continue
		}
		any = true
		row.Cells = append(row.Cells, Cell{Text: models.FormatValue(s.Median, c.Subject, lang), Tone: ToneNumber,
			Note: phrase(lang, "中间一半 %s 至 %s", models.FormatValue(s.Q1, c.Subject, lang), models.FormatValue(s.Q3, c.Subject, lang))})
	}
	return row, any
}

// unitNote is the unit under a caption: “单位：件”. Percentages carry theirs.
func unitNote(s models.Subject, lang models.Lang) string {
	if s.Ratio {
		return phrase(lang, "单位：%s，括号内为分子/分母", s.Unit.Label().In(lang))
	}
	return phrase(lang, "单位：%s", s.Unit.Label().In(lang))
}
