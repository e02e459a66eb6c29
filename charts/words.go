package charts

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/models"
)

// namesInNote is how many agencies a note names before it counts the rest.
const namesInNote = 6

func yearText(year int) string { return strconv.Itoa(year) }

// span is a range of years: "2020—2025 年".
func (o Options) span(years []int) string {
	switch {
	case len(years) == 0:
		return ""
	case len(years) == 1:
		return o.in(yearText(years[0])+" 年", yearText(years[0]))
	}
	first, last := yearText(years[0]), yearText(years[len(years)-1])
	return o.in(first+"—"+last+" 年", first+"–"+last)
}

// unitOf is what the numbers of a subject are in: "件", "%".
func (o Options) unitOf(s models.Subject) string { return s.Unit.Label().In(o.Lang) }

// subtitle names the measure, its unit and the years.
func (o Options) subtitle(s models.Subject, years []int) string {
	unit := o.unitOf(s)
	if len(years) == 0 {
		return o.in(fmt.Sprintf("%s（单位：%s）", s.Label.Zh, unit), fmt.Sprintf("%s (%s)", s.Label.En, unit))
	}
	return o.in(fmt.Sprintf("%s（单位：%s），%s", s.Label.Zh, unit, o.span(years)), fmt.Sprintf("%s (%s), %s", s.Label.En, unit, o.span(years)))
}

// source is the line under a chart.
func (o Options) source(years []int) string {
	span := strings.TrimSuffix(o.span(years), " 年")
	if span == "" {
		return o.in("数据来源：各机关政府信息公开工作年度报告", "Source: the agencies' yearly reports on government information disclosure")
	}
	return o.in(fmt.Sprintf("数据来源：各机关政府信息公开工作年度报告（%s 年度）", span),
		fmt.Sprintf("Source: the agencies' yearly reports on government information disclosure, %s", span))
}

// coverage tells how many organs with a value, of those that owe one, a year has: "22/24 个机关（2025 年）".
func (o Options) coverage(c models.Comparison, year int) string {
	j := c.YearIndex(year)
	if j < 0 {
		return ""
	}
	t := c.Totals[j]
	return models.FormatCoverage(t.Have, t.Of, o.Lang) + o.in(fmt.Sprintf("（%d 年）", year), fmt.Sprintf(" (%d)", year))
}

// list names agencies, and counts those past namesInNote.
func (o Options) list(names []string) string {
	separator := o.in("、", ", ")
	if len(names) <= namesInNote {
		return strings.Join(names, separator)
	}
	return strings.Join(names[:namesInNote], separator) + o.in(fmt.Sprintf("等 %d 个机关", len(names)), fmt.Sprintf(" and %d more", len(names)-namesInNote))
}

// yearNotes says which organs of a year have no value, which are suspect, and which have few cases.
func (o Options) yearNotes(c models.Comparison, year int) []string {
	j := c.YearIndex(year)
	if j < 0 {
		return nil
	}
	var reasons []string // in order of first appearance
	missing := map[string][]string{}
	var small []string
	var marks []string // of doubtful figures, in order of first appearance
	doubtful := map[string][]string{}
	for i, a := range c.Agencies {
		p, name := c.Points[i][j], a.NameIn(year)
		switch {
		case !p.Known() && p.State == models.StateNotApplicable && p.Edition == "":
		case !p.Known():
			sh := models.ShowPoint(p, c.Subject, o.Lang)
			reason := sh.Mark
			if reason == "" {
				reason = sh.Text
			}
			if missing[reason] == nil {
				reasons = append(reasons, reason)
			}
			missing[reason] = append(missing[reason], name)
		case p.Doubtful():
			mark := p.Flags.DoubtMark(o.Lang)
			if doubtful[mark] == nil {
				marks = append(marks, mark)
			}
			doubtful[mark] = append(doubtful[mark], name)
		case p.Display == models.DisplayDenZero:
			reason := models.ShowPoint(p, c.Subject, o.Lang).Text
			if missing[reason] == nil {
				reasons = append(reasons, reason)
			}
			missing[reason] = append(missing[reason], name)
		case p.Display == models.DisplaySmall:
			small = append(small, name)
		}
	}
	var notes []string
	for _, r := range reasons {
		notes = append(notes, r+o.in("：", ": ")+o.list(missing[r]))
	}
	for _, m := range marks {
		notes = append(notes, o.in(m+"（空心，不参与排序）：", strings.ToUpper(m[:1])+m[1:]+" (hollow, not ranked): ")+o.list(doubtful[m]))
	}
	if len(small) > 0 {
		notes = append(notes, o.in(fmt.Sprintf("分母不足 %d（空心或不画，不参与排序）：", models.FullDisplay),
			fmt.Sprintf("Denominator under %d (hollow or not drawn, not ranked): ", models.FullDisplay))+o.list(small))
	}
	return append(notes, o.territoryNotes(c, year)...)
}

// territoryNotes gives the published figure of a territory's report, which is not among the organs.
func (o Options) territoryNotes(c models.Comparison, year int) []string {
	var notes []string
	for _, r := range c.Territory {
		p := r.Points[c.YearIndex(year)]
		if !p.Known() {
			continue
		}
		sh, name := models.ShowPoint(p, c.Subject, o.Lang), r.Agency.NameIn(year)
		if p.Number != nil {
			sh.Text = o.withUnit(sh.Text, c.Subject.Unit)
		}
		notes = append(notes, o.territoryNote(name, year, sh.String()))
	}
	return notes
}

// territoryNote gives the published value of a territory's report.
func (o Options) territoryNote(name string, year int, value string) string {
	return o.in(fmt.Sprintf("%s公布的 %d 年数为 %s，统计范围为全区，不计入各机关。", name, year, value),
		fmt.Sprintf("%s published %s for %d; it covers the whole territory and is not counted among the agencies.", name, value, year))
}

// doubtNote tells of a year's total what is doubtful in it.
func (o Options) doubtNote(c models.Comparison, t models.Total) string {
	return o.in(fmt.Sprintf("%d 年：%s。", t.Year, c.DoubtNote(t, o.Lang)), fmt.Sprintf("%d: %s.", t.Year, c.DoubtNote(t, o.Lang)))
}

// incompleteNotes tell in one line which years of a total lack organs.
func (o Options) incompleteNotes(years, have, of []int) []string {
	var parts []string
	for j, y := range years {
		if have[j] > 0 && have[j] < of[j] {
			parts = append(parts, o.in(fmt.Sprintf("%d 年 %s", y, models.FormatCoverage(have[j], of[j], o.Lang)), fmt.Sprintf("%d %s", y, models.FormatCoverage(have[j], of[j], o.Lang))))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{o.in("机关不全的年份不宜直接相比：", "Years without all agencies cannot be compared directly: ") + strings.Join(parts, o.in("，", ", ")) + o.in("。", ".")}
}

// formNote says that the measure exists in one form only, where the years lie on both sides of the change.
func (o Options) formNote(s models.Subject, years []int) []string {
	if !crossesForms(s, years) {
		return nil
	}
	edition := s.Editions[0]
	if edition == models.Edition2021 {
		return []string{o.in("此项只在 2021 年版表式中有，此前不可比。", "Only the form of 2021 has this item; earlier years are not comparable.")}
	}
	return []string{o.in("此项只在 2019 年版表式中有，此后不可比。", "Only the form of 2019 has this item; later years are not comparable.")}
}

// crossesForms reports whether years lie on both sides of the change of form in 2021 and the subject does not continue over it.
func crossesForms(s models.Subject, years []int) bool {
	return !s.Comparable() && len(years) > 1 && years[0] < formChange && years[len(years)-1] >= formChange
}

// formChange is the first report year of the form of 2021.
const formChange = 2021

// nothing is why a comparison cannot be drawn.
func (o Options) nothing(s models.Subject, years []int) string {
	if len(years) == 0 {
		return o.in("没有选定年份。", "No year is chosen.")
	}
	return o.in(fmt.Sprintf("%s没有可以画出的“%s”数据：没有机关填报，或数据不足。", o.span(years), s.Label.Zh),
		fmt.Sprintf("There is nothing to draw for “%s” in %s: no agency states it, or there are too few cases.", s.Label.En, o.span(years)))
}
