package views

import (
	"strings"

	"gongkai/models"
)

// StatutoryTables are tables two, three and four of a report in the layout of the national form, merged cells and all. Each
// figure links to its entry on the same page, and is itself the anchor "cell-t3.r06.c7".
func StatutoryTables(r *models.Revision, lang models.Lang) []Table {
	return statutoryTables(r, "", lang)
}

// statutoryTables are those of a report whose entries stand on the page base, "" for the same page.
func statutoryTables(r *models.Revision, base string, lang models.Lang) []Table {
	s := sheet{figures: r.FigureMap(), edition: r.Edition, single: r.SingleOther(), lang: lang, base: base}
	return []Table{s.tableTwo(), s.tableThree(), s.tableFour()}
}

// sheet is a report's figures at hand while its tables are laid out.
type sheet struct {
	figures map[models.Key]models.Figure
	edition models.Edition
	single  bool // 其他处理 is one line
	lang    models.Lang
	base    string // the page that the entries of the figures stand on, "" for this one

	words map[models.Key]string   // of a sketch of the form: what stands in the cells, in place of figures
	draw  func(k models.Key) Cell // of sums: what stands in the cells, in place of figures
}

func (s sheet) cell(k models.Key) Cell {
	if s.words != nil {
		return Text(s.words[k])
	}
	if s.draw != nil {
		return s.draw(k)
	}
	f, ok := s.figures[k]
	if !ok {
		f = models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateAbsent}
	}
	c := FigureCell(f, s.lang)
	if place := k.Place(s.edition); ok && place != "" {
		c.ID, c.Href = "cell-"+place, s.base+"#"+place
	}
	c.Sort = ""
	return c
}

// tableTwo has a block for each clause of article 20: the clause across, then headings, then its items. The first block's headings
// are the head of the table. Blocks have one to three columns, and the last cell of a block reaches to the edge.
func (s sheet) tableTwo() Table {
	const columns = 3
	t := Table{ID: "t2", Class: "official", Caption: sectionTitle(models.Sections[1], s.lang)}
	clause := ""
	for _, it := range models.TableTwo {
		cols := it.Columns[s.edition]
		if len(cols) == 0 {
			continue
		}
		reach := func(i int) int {
			if i == len(cols)-1 {
				return columns - i
			}
			return 1
		}
		if block := it.Clause + cols[0].Code; block != clause {
			clause = block
			title := Row{Group: true, Cells: []Cell{{Text: clauseName(it.Clause, s.lang), Header: true, Scope: "colgroup", Colspan: columns + 1}}}
			head := Row{Cells: []Cell{{Text: phrase(s.lang, "信息内容"), Header: true, Scope: "col"}}}
			for i, c := range cols {
				head.Cells = append(head.Cells, Cell{Text: columnName(c, s.lang), Header: true, Scope: "col", Colspan: reach(i)})
			}
			if len(t.Head) == 0 {
				t.Head = []Row{title, head}
			} else {
				t.Rows = append(t.Rows, title, head)
			}
		}
		row := Row{Cells: []Cell{Heading(it.Label.In(s.lang))}}
		for i, c := range cols {
			cell := s.cell(models.Key{Measure: "disclosure." + it.Code + "." + c.Code})
			cell.Colspan = reach(i)
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

var chineseDigits = strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")

// clauseName is a clause of the regulations as the form prints it, in English "Article 20 (1)".
func clauseName(clause string, lang models.Lang) string {
	number, of := strings.CutPrefix(clause, "第二十条第（")
	if lang != models.En || !of {
		return clause
	}
	return phrase(lang, "第二十条第（%s）项", chineseDigits.Replace(strings.TrimSuffix(number, "）项")))
}

// numbered is the number before a line of the form, in English with the digits and brackets of its alphabet: "（三）" is "(3) ".
func numbered(number string, lang models.Lang) string {
	if lang != models.En || number == "" {
		return number
	}
	return strings.NewReplacer("（", "(", "）", ") ", "、", ". ").Replace(chineseDigits.Replace(number))
}

// columnName adds the unit where the form prints it.
func columnName(c models.Column, lang models.Lang) string {
	if c.Unit == models.Wan {
		return phrase(lang, "%s（单位：%s）", c.Label.In(lang), c.Unit.Label().In(lang))
	}
	return c.Label.In(lang)
}

// tableThree has lines down and applicants across. Part three's heading spans its lines, and each group of outcomes its own.
func (s sheet) tableThree() Table {
	t := Table{ID: "t3", Class: "official", Caption: sectionTitle(models.Sections[2], s.lang), Head: s.applicants()}
	lines := models.LinesOf(s.single)
	inPart, inGroup := map[string]int{}, map[string]int{}
	for _, l := range lines {
		inGroup[l.Group]++
		inPart[part(l)]++
	}
	begun := map[string]bool{}
	for _, l := range lines {
		label := numbered(l.Number, s.lang) + l.Label.In(s.lang)
		var cells []Cell
		if part(l) == "" {
			cells = []Cell{{Text: label, Header: true, Colspan: 3}}
		} else {
			if !begun["part"] {
				begun["part"] = true
				cells = append(cells, Cell{Text: phrase(s.lang, "三、本年度办理结果"), Header: true, Rowspan: inPart["three"]})
			}
			switch {
			case l.Group == "" || inGroup[l.Group] == 1:
				cells = append(cells, Cell{Text: label, Header: true, Colspan: 2})
			default:
				if !begun[l.Group] {
					begun[l.Group] = true
					g := groupOf(l.Group)
					cells = append(cells, Cell{Text: numbered(g.Number, s.lang) + g.Label.In(s.lang), Header: true, Rowspan: inGroup[l.Group]})
				}
				cells = append(cells, Cell{Text: label, Header: true})
			}
		}
		for _, a := range models.Applicants {
			cells = append(cells, s.cell(models.Key{Measure: "applications." + l.Code, Applicant: a.Code}))
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	return t
}

// part tells the lines of part three, 本年度办理结果, from the three that stand alone.
func part(l models.Line) string {
	if l.Group != "" || l.Code == "concluded" {
		return "three"
	}
	return ""
}

func groupOf(code string) models.Group {
	for _, g := range models.Groups {
		if g.Code == code {
			return g
		}
	}
	return models.Group{}
}

// applicants is the head of table three: natural persons, the five kinds of organisations under one heading, the total.
func (s sheet) applicants() []Row {
	first := Row{Cells: []Cell{{Text: phrase(s.lang, "项目"), Header: true, Colspan: 3, Rowspan: 3},
		{Text: phrase(s.lang, "申请人情况"), Header: true, Colspan: len(models.Applicants)}}}
	var second, third Row
	last := len(models.Applicants) - 1
	for i, a := range models.Applicants {
		switch i {
		case 0, last:
			second.Cells = append(second.Cells, Cell{Text: a.Label.In(s.lang), Header: true, Rowspan: 2, Scope: "col"})
		case 1:
			second.Cells = append(second.Cells, Cell{Text: phrase(s.lang, "法人或其他组织"), Header: true, Colspan: last - 1})
			fallthrough
		default:
			third.Cells = append(third.Cells, Heading(a.Label.In(s.lang)))
		}
	}
	return []Row{first, second, third}
}

// tableFour is one row of fifteen figures under three rows of headings.
func (s sheet) tableFour() Table {
	width := len(models.RemedyColumns)
	first := Row{Cells: []Cell{{Text: models.Channels[0].Label.In(s.lang), Header: true, Colspan: width},
		{Text: phrase(s.lang, "行政诉讼"), Header: true, Colspan: 2 * width}}}
	var second, third, body Row
	for i, ch := range models.Channels {
		if i > 0 {
			second.Cells = append(second.Cells, Cell{Text: ch.Label.In(s.lang), Header: true, Colspan: width})
		}
		for _, c := range models.RemedyColumns {
			cell := Heading(c.Label.In(s.lang))
			if i == 0 {
				cell.Rowspan, cell.Scope = 2, "col"
				second.Cells = append(second.Cells, cell)
			} else {
				third.Cells = append(third.Cells, cell)
			}
			body.Cells = append(body.Cells, s.cell(models.Key{Measure: "remedies." + ch.Code + "." + c.Code}))
		}
	}
	return Table{ID: "t4", Class: "official", Caption: sectionTitle(models.Sections[3], s.lang), Head: []Row{first, second, third}, Rows: []Row{body}}
}
