package views

import (
	"slices"

	"gongkai/models"
)

// FlowTable is a flow as a table: every link with its count, those of 0 and those without a value too, and the share of where it
// comes from.
func FlowTable(f models.Flow, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年申请的去向", f.Year), Unit: phrase(lang, "单位：件"), Class: "wide", Empty: phrase(lang, "没有可以列出的数字。"),
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "从")), Heading(phrase(lang, "到")), NumberHeading(phrase(lang, "件数")), NumberHeading(phrase(lang, "占起点的百分比"))}}}}
	subject := models.Subject{Unit: models.Pieces}
	for _, l := range f.Links {
		from, _ := f.Node(l.From)
		to, _ := f.Node(l.To)
		name := to.Label.In(lang)
		if r, ok := models.ReasonOf(l.To); ok {
			name = reasonLabel(r.Line).In(lang)
		}
		share := Cell{Text: models.NoValue, Tone: ToneMissing}
		if n, whole := l.Point.Number, from.Point.Number; n != nil && whole != nil && *whole >= models.FractionOnly && from.Depth > 0 {
			share = Cell{Text: models.Percent(*n, *whole), Tone: ToneNumber}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{Heading(from.Label.In(lang)), Text(name), PointCell(l.Point, subject, lang), share}})
	}
	return t
}

// reasonLabel is a line of table three as the form has it.
func reasonLabel(line string) models.Label {
	i := slices.IndexFunc(models.Lines, func(l models.Line) bool { return l.Code == line })
	return models.Lines[i].Label
}

// BreakdownTable is a breakdown as a table: a row for each agency, year or applicant, a column for each part, the sum, and the total as
// printed where the reports print one. With shares each count has its percentage beside it. First heads the column of names.
func BreakdownTable(b models.Breakdown, share bool, first string, lang models.Lang) Table {
	t := Table{Caption: b.Label.In(lang), Unit: phrase(lang, "单位：件"), Class: "wide", Sortable: true, Empty: phrase(lang, "没有可以列出的数字。")}
	if share {
		t.Unit = phrase(lang, "单位：件，旁边为占合计的百分比")
	}
	head := Row{Cells: []Cell{Heading(first)}}
	for _, p := range b.Parts {
		c := NumberHeading(p.Name(lang))
		c.Title = p.Label.In(lang)
		head.Cells = append(head.Cells, c)
	}
	head.Cells = append(head.Cells, NumberHeading(phrase(lang, "合计")))
	printed := slices.ContainsFunc(b.Rows, func(r models.BreakdownRow) bool { return r.Printed.Known() })
	if printed {
		head.Cells = append(head.Cells, NumberHeading(phrase(lang, "总计（原文）")))
	}
	t.Head = []Row{head}
	for _, r := range b.Rows {
		if r.State == models.StateNotApplicable && r.Edition == "" && !r.Together() {
			continue // owed no report
		}
		name := Cell{Text: r.Label.In(lang), Header: true}
		if r.Code == r.Agency.ID && !r.Together() {
			name.Href = AgencyPath(r.Agency.ID)
		}
		t.Rows = append(t.Rows, breakdownRow(b, r, name, share, printed, lang))
	}
	if b.Total.Points != nil && len(t.Rows) > 1 {
		t.Foot = append(t.Foot, breakdownRow(b, b.Total, Heading(phrase(lang, "各机关合计")), share, printed, lang))
	}
	for _, r := range b.Territory {
		if b.Total.Points == nil || r.State == models.StateNotApplicable {
			continue // the rows are years
		}
		name := Cell{Text: r.Label.In(lang), Href: AgencyPath(r.Agency.ID), Header: true, Note: phrase(lang, "全区口径，不计入合计")}
		t.Foot = append(t.Foot, breakdownRow(b, r, name, share, printed, lang))
	}
	return t
}

func breakdownRow(b models.Breakdown, r models.BreakdownRow, name Cell, share, printed bool, lang models.Lang) Row {
	row := Row{Cells: []Cell{name}}
	subject := b.Subject(false)
	for _, p := range r.Points {
		c := PointCell(p, subject, lang)
		if share && p.Number != nil && r.Shown() && r.Sum >= models.FractionOnly {
			c.Note = joined(c.Note, models.Percent(*p.Number, r.Sum))
		}
		row.Cells = append(row.Cells, c)
	}
	sum := Cell{Text: b.Reason(r).In(lang), Tone: ToneMissing}
	if r.Complete() {
		sum = Cell{Text: models.FormatNumber(&r.Sum, 0, lang), Tone: ToneNumber, Sort: models.Decimal(r.Sum, 0)}
		if r.Of > 0 {
			sum.Note = models.FormatCoverage(r.Have, r.Of, lang)
		}
		if share {
			sum.Mark = fewCases(r.Sum, lang)
		}
	}
	row.Cells = append(row.Cells, sum)
	if printed {
		row.Cells = append(row.Cells, PointCell(r.Printed, subject, lang))
	}
	return row
}

// ReasonTable is BreakdownTable of reasons under a row of their groups of outcomes, each reason leading to what it means.
func ReasonTable(b models.Breakdown, share bool, first string, lang models.Lang) Table {
	t := BreakdownTable(b, share, first, lang)
	t.Sortable = false // a heading that leads somewhere cannot be a button
	groups := Row{Cells: []Cell{{Blank: true}}}
	for i, p := range b.Parts {
		c := &t.Head[0].Cells[i+1]
		c.Href = "#" + reasonAnchor(p.Code)
		if i > 0 && b.Parts[i-1].Group == p.Group {
			groups.Cells[len(groups.Cells)-1].Colspan++
			continue
		}
		g := models.Groups[slices.IndexFunc(models.Groups, func(g models.Group) bool { return g.Code == p.Group })]
		groups.Cells = append(groups.Cells, Cell{Text: g.Label.In(lang), Header: true, Colspan: 1})
	}
	for range t.Head[0].Cells[len(b.Parts)+1:] {
		groups.Cells = append(groups.Cells, Cell{Blank: true})
	}
	t.Head = []Row{groups, t.Head[0]}
	return t
}

// reasonAnchor is where the meaning of a reason stands.
func reasonAnchor(line string) string { return "reason-" + line }

// IntervalTable is a percentage with its fraction and its 95 % interval: a row for each agency of the comparison's first year, or for
// each year of one agency or, for "", of all organs together.
func IntervalTable(c models.Comparison, byYear bool, agencyID string, lang models.Lang) Table {
	first := phrase(lang, "机关")
	if byYear {
		first = phrase(lang, "年度")
	}
	t := Table{Caption: c.Subject.Label.In(lang), Class: "wide", Sortable: true, Empty: phrase(lang, "没有可以列出的数字。"),
		Head: []Row{{Cells: []Cell{Heading(first), NumberHeading(phrase(lang, "比率")), NumberHeading(phrase(lang, "95% 置信区间"))}}}}
	add := func(name Cell, value Cell, p models.Point) {
		in := Cell{Text: models.NoValue, Tone: ToneMissing}
		if x, ok := p.Interval(); ok {
			in = Cell{Text: x.Text(lang), Tone: ToneNumber, Sort: x.Low.FloatString(6)}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, value, in}})
	}
	switch r, ok := c.Row(agencyID); {
	case len(c.Years) == 0:
	case byYear && agencyID == "":
		for _, total := range c.Totals {
			add(Heading(phrase(lang, "%d", total.Year)), TotalCell(total, c.Subject, lang), total.Point())
		}
	case byYear && ok:
		for _, p := range r.Points {
			add(Heading(phrase(lang, "%d", p.Year)), PointCell(p, c.Subject, lang), p)
		}
	case !byYear:
		for i, a := range c.Agencies {
			p := c.Points[i][0]
			if p.State != models.StateNotApplicable || p.Edition != "" {
				add(Cell{Text: a.NameIn(p.Year), Href: AgencyPath(a.ID), Header: true}, PointCell(p, c.Subject, lang), p)
			}
		}
		if len(t.Rows) > 1 {
			total := c.Totals[0]
			add(Heading(phrase(lang, "各机关合计")), TotalCell(total, c.Subject, lang), total.Point())
			t.Foot, t.Rows = t.Rows[len(t.Rows)-1:], t.Rows[:len(t.Rows)-1]
		}
	}
	return t
}

// CarryTable is what was carried over and the rate year by year: of an agency, or for "" of all organs together.
func CarryTable(carried, rate models.Comparison, agencyID string, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "结转下年度和结转率"), Class: "wide", Sortable: true, Empty: phrase(lang, "没有可以列出的数字。"),
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "年度")), NumberHeading(phrase(lang, "结转下年度（件）")), NumberHeading(phrase(lang, "结转率"))}}}}
	for j, y := range carried.Years {
		row := Row{Cells: []Cell{Heading(phrase(lang, "%d", y))}}
		for _, c := range []models.Comparison{carried, rate} {
			if agencyID == "" {
				row.Cells = append(row.Cells, TotalCell(c.Totals[j], c.Subject, lang))
			} else if r, ok := c.Row(agencyID); ok {
				row.Cells = append(row.Cells, PointCell(r.Points[j], c.Subject, lang))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
