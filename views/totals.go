package views

import "gongkai/models"

// TotalsTable is the district's value of a subject year by year, with how many organs it is of and its change.
func TotalsTable(c models.Comparison, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "各机关合计：%s", c.Subject.Label.In(lang)), Unit: unitNote(c.Subject, lang), Class: "wide",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "年度")), NumberHeading(phrase(lang, "合计")), NumberHeading(phrase(lang, "较上年"))}}}}
	for _, total := range c.Totals {
		change := c.TotalChange(total.Year)
		cell := Cell{Text: change.Short(lang), Tone: ToneNumber}
		if change.Same > 0 {
			cell.Note = phrase(lang, "同口径 %d 个机关", change.Same)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{Heading(phrase(lang, "%d", total.Year)), TotalCell(total, c.Subject, lang), cell}})
	}
	return t
}

// AgencyYears is several subjects of one agency year by year, in the columns of a chart of bars. The comparisons share their years.
func AgencyYears(a models.Agency, cs []models.Comparison, lang models.Lang) Table {
	t := Table{Caption: a.Name, Class: "wide"}
	if len(cs) == 0 {
		return t
	}
	head := Row{Cells: []Cell{Heading(phrase(lang, "年度"))}}
	for _, c := range cs {
		head.Cells = append(head.Cells, Cell{Text: c.Subject.Label.In(lang), Note: c.Subject.Unit.Label().In(lang), Header: true, Tone: ToneNumber})
	}
	t.Head = []Row{head}
	for j, y := range cs[0].Years {
		row := Row{Cells: []Cell{Heading(phrase(lang, "%d", y))}}
		for _, c := range cs {
			if r, ok := c.Row(a.ID); ok {
				row.Cells = append(row.Cells, PointCell(r.Points[j], c.Subject, lang))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// CountFacts say what is in the database.
func CountFacts(agencies, reports int, years []int, lang models.Lang) []Fact {
	count := func(n int) string {
		v := int64(n)
		return models.FormatNumber(&v, 0, lang)
	}
	facts := []Fact{{Term: phrase(lang, "机关"), Text: phrase(lang, "%s 个", count(agencies))}, {Term: phrase(lang, "年度报告"), Text: phrase(lang, "%s 份", count(reports))}}
	if len(years) > 0 {
		facts = append(facts, Fact{Term: phrase(lang, "年度"), Text: phrase(lang, "%d—%d 年", years[0], years[len(years)-1])})
	}
	return facts
}
