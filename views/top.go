package views

import "gongkai/models"

// TopTable is the organs with the highest values of a year, the others together, and the total: what a chart of the highest shows. name is
// what to call the others.
func TopTable(c models.Comparison, year, n int, name string, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年%s", year, c.Subject.Label.In(lang)), Unit: unitNote(c.Subject, lang), Class: "wide", Empty: phrase(lang, "没有可以列出的机关。"),
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), NumberHeading(phrase(lang, "名次")), NumberHeading(c.Subject.Label.In(lang))}}}}
	top, rest := c.Top(year, n)
	j := c.YearIndex(year)
	if j < 0 || len(top) == 0 {
		return t
	}
	for _, r := range top {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: r.Agency.NameIn(year), Href: AgencyPath(r.Agency.ID), Header: true}, countCell(r.Rank, lang), PointCell(r.Point, c.Subject, lang)}})
	}
	if rest.Have > 0 {
		t.Rows = append(t.Rows, Row{Cells: []Cell{Heading(name), {}, TotalCell(rest, c.Subject, lang)}})
	}
	t.Foot = []Row{{Cells: []Cell{Heading(phrase(lang, "各机关合计")), {}, TotalCell(c.Totals[j], c.Subject, lang)}}}
	return t
}
