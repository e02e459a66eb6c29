package views

import (
	"slices"

	"gongkai/models"
)

// subjectTable is the agencies of one year by subject, in the order of the first comparison, with the totals under the rule. Agencies for
// which the year has nothing to say are left out; the comparisons are of the same agencies.
func subjectTable(caption string, year int, cs []models.Comparison, focus []string, lang models.Lang) Table {
	if len(cs) == 0 {
		return subjectTableIn(nil, caption, year, cs, focus, lang)
	}
	return subjectTableIn(cs[0].Agencies, caption, year, cs, focus, lang)
}

// subjectTableIn is subjectTable in another order of the agencies.
func subjectTableIn(order []models.Agency, caption string, year int, cs []models.Comparison, focus []string, lang models.Lang) Table {
	t := Table{Caption: caption, Class: "wide", Sortable: true, Empty: phrase(lang, "没有可以列出的机关。")}
	if len(cs) == 0 {
		return t
	}
	head, foot := Row{Cells: []Cell{Heading(phrase(lang, "机关"))}}, Row{Cells: []Cell{Heading(phrase(lang, "各机关合计"))}}
	for _, c := range cs {
		head.Cells = append(head.Cells, Cell{Text: shortLabel(c.Subject, lang), Note: c.Subject.Unit.Label().In(lang), Header: true, Tone: ToneNumber})
		if j := c.YearIndex(year); j >= 0 {
			foot.Cells = append(foot.Cells, TotalCell(c.Totals[j], c.Subject, lang))
		} else {
			foot.Cells = append(foot.Cells, Cell{Text: models.NoValue, Tone: ToneMissing})
		}
	}
	t.Head = []Row{head}
	for _, a := range order {
		row := Row{Focus: slices.Contains(focus, a.ID), Cells: []Cell{{Text: a.NameIn(year), Href: AgencyPath(a.ID), Header: true}}}
		due := false
		for _, c := range cs {
			j := c.YearIndex(year)
			r, ok := c.Row(a.ID)
			if !ok || j < 0 {
				row.Cells = append(row.Cells, Cell{Text: models.NoValue, Tone: ToneMissing})
				continue
			}
			p := r.Points[j]
			due = due || p.State != models.StateNotApplicable
			row.Cells = append(row.Cells, PointCell(p, c.Subject, lang))
		}
		if due {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) > 1 {
		t.Foot = []Row{foot}
	}
	return t
}
