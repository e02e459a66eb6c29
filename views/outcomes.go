package views

import "gongkai/models"

// OutcomesByYearTable is what became of the applications concluded in each year: one row a year, for the district or, with an id,
// for one agency.
func OutcomesByYearTable(t models.OutcomeTable, agencyID string, lang models.Lang) Table {
	table := outcomesTable(phrase(lang, "申请的办理结果"), phrase(lang, "年度"), lang)
	rows := t.Totals
	if agencyID != "" {
		rows = outcomesOf(t, agencyID)
	}
	for _, r := range rows {
		table.Rows = append(table.Rows, outcomeRow(Heading(phrase(lang, "%d", r.Year)), r, lang))
	}
	return table
}

// OutcomesByAgencyTable is the same for one year, a row for each agency and the total under the rule.
func OutcomesByAgencyTable(t models.OutcomeTable, year int, lang models.Lang) Table {
	table := outcomesTable(phrase(lang, "%d 年各机关申请的办理结果", year), phrase(lang, "机关"), lang)
	for i, a := range t.Agencies {
		for _, r := range t.Rows[i] {
			if r.Year == year {
				table.Rows = append(table.Rows, outcomeRow(Cell{Text: a.NameIn(year), Href: AgencyPath(a.ID), Header: true}, r, lang))
			}
		}
	}
	for _, r := range t.Totals {
		if r.Year == year {
			table.Foot = append(table.Foot, outcomeRow(Heading(phrase(lang, "各机关合计")), r, lang))
		}
	}
	return table
}

func outcomesOf(t models.OutcomeTable, agencyID string) []models.OutcomeRow {
	for i, a := range t.Agencies {
		if a.ID == agencyID {
			return t.Rows[i]
		}
	}
	for _, x := range t.Territory {
		if x.Agency.ID == agencyID {
			return x.Rows
		}
	}
	return nil
}

func outcomesTable(caption, first string, lang models.Lang) Table {
	head := Row{Cells: []Cell{Heading(first)}}
	for _, g := range models.Groups {
		head.Cells = append(head.Cells, NumberHeading(g.Label.In(lang)))
	}
	head.Cells = append(head.Cells, NumberHeading(phrase(lang, "合计")), NumberHeading(phrase(lang, "办结总计（原文）")))
	return Table{Caption: caption, Unit: phrase(lang, "单位：件，旁边为占合计的百分比"), Class: "wide", Sortable: true, Head: []Row{head}}
}

// outcomeRow gives the count of each group with its share of their sum, and the total as printed beside the sum. Shares are left
// out where a group is unknown.
func outcomeRow(head Cell, r models.OutcomeRow, lang models.Lang) Row {
	row := Row{Cells: []Cell{head}}
	subject := models.Subject{Unit: models.Pieces}
	for _, p := range r.Groups {
		if p.State == "" {
			p.State = r.State
		}
		c := PointCell(p, subject, lang)
		if r.Shown() && p.Number != nil && r.Sum >= models.FractionOnly {
			c.Note = models.Percent(*p.Number, r.Sum)
		}
		row.Cells = append(row.Cells, c)
	}
	sum := Cell{Text: r.Reason().In(lang), Tone: ToneMissing}
	if r.Complete() {
		sum = Cell{Text: models.FormatNumber(&r.Sum, 0, lang), Tone: ToneNumber, Sort: models.Decimal(r.Sum, 0)}
		if r.Of > 0 {
			sum.Note = models.FormatCoverage(r.Have, r.Of, lang)
		}
		sum.Mark = fewCases(r.Sum, lang)
	}
	return Row{Cells: append(row.Cells, sum, PointCell(r.Concluded, subject, lang))}
}

// fewCases marks a sum that percentages are of and that is too small for them to say much; "" for others.
func fewCases(sum int64, lang models.Lang) string {
	if sum < models.FractionOnly || sum >= models.FullDisplay {
		return ""
	}
	return phrase(lang, "小样本")
}
