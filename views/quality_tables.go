package views

import (
	"slices"
	"strconv"

	"gongkai/models"
)

// StatusMatrix is when each agency published its report for each year and how many checks it failed: agencies by years, in the
// official order. counts are of the rules chosen; each number leads to the findings.
func StatusMatrix(s models.Settings, agencies []models.Agency, f QualityFilter, allYears []int, heads Heads, counts []models.FindingCount, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "各机关各年度报告的公布和检查情况"), Class: "wide matrix", Empty: phrase(lang, "没有可以列出的机关。")}
	head := Row{Cells: []Cell{Heading(phrase(lang, "机关"))}}
	for _, y := range f.Years {
		head.Cells = append(head.Cells, Heading(phrase(lang, "%d", y)))
	}
	t.Head = []Row{head}
	failed := failures(counts)
	kind := models.Kind("")
	for _, a := range agencies {
		if f.Agency != "" && a.ID != f.Agency {
			continue
		}
		if a.Kind != kind {
			kind = a.Kind
			t.Rows = append(t.Rows, Row{Group: true, Cells: []Cell{{Text: kind.Label().In(lang), Header: true, Scope: "rowgroup", Colspan: len(f.Years) + 1}}})
		}
		row := Row{Cells: []Cell{{Text: a.Name, Href: AgencyPath(a.ID), Header: true}}}
		for _, y := range f.Years {
			st := NewYearStatus(lang, s, a, y, heads[a.ID][y])
			c := Cell{Status: &st}
			if n := failed[a.ID][y]; n != (severities{}) {
				narrowed := f
				narrowed.Agency, narrowed.Years = a.ID, []int{y}
				c.Links = []Link{{Text: n.text(lang), Href: narrowed.Href(allYears) + "#findings"}}
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// severities is how many checks of each severity failed.
type severities struct{ errors, warnings int }

func (n severities) text(lang models.Lang) string {
	switch {
	case n.warnings == 0:
		return phrase(lang, "错误 %d", n.errors)
	case n.errors == 0:
		return phrase(lang, "提示 %d", n.warnings)
	}
	return phrase(lang, "错误 %d，提示 %d", n.errors, n.warnings)
}

func failures(counts []models.FindingCount) map[string]map[int]severities {
	all := map[string]map[int]severities{}
	for _, c := range counts {
		if c.Fail == 0 {
			continue
		}
		if all[c.AgencyID] == nil {
			all[c.AgencyID] = map[int]severities{}
		}
		n := all[c.AgencyID][c.Year]
		if r, ok := models.RuleOf(c.Rule); ok && r.Severity == models.SeverityError {
			n.errors += c.Fail
		} else {
			n.warnings += c.Fail
		}
		all[c.AgencyID][c.Year] = n
	}
	return all
}

// Chosen keeps the counts of the rules that a filter names, by rule and severity.
func (f QualityFilter) Chosen(counts []models.FindingCount) []models.FindingCount {
	return slices.DeleteFunc(slices.Clone(counts), func(c models.FindingCount) bool {
		r, ok := models.RuleOf(c.Rule)
		return f.Rule != "" && c.Rule != f.Rule || f.Severity != "" && (!ok || r.Severity != f.Severity)
	})
}

// RulesTable is how each rule fares in the reports chosen: passed, failed, not assessable, and the share passed of those that could
// be judged. The rule chosen is set apart; numbers lead to the findings.
func RulesTable(counts []models.FindingCount, f QualityFilter, allYears []int, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "各项检查规则的结果"), Unit: phrase(lang, "单位：次"), Class: "wide", Sortable: true,
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "规则")), Heading(phrase(lang, "程度")), NumberHeading(phrase(lang, "通过")), NumberHeading(phrase(lang, "未通过")),
			NumberHeading(phrase(lang, "无法判断")), NumberHeading(phrase(lang, "通过率"))}}}}
	rate := models.QualityRates[len(models.QualityRates)-1].Subject()
	for i, c := range models.RuleCounts(counts) {
		r := models.Rules[i]
		link := func(n int, result models.Result) Cell {
			cell := countCell(n, lang)
			if n > 0 {
				g := QualityFilter{Years: f.Years, Agency: f.Agency, Rule: r.ID, Result: result}
				cell.Href = g.Href(allYears) + "#findings"
			}
			return cell
		}
		share := PointCell(c.PassRate(), rate, lang)
		t.Rows = append(t.Rows, Row{Focus: r.ID == f.Rule, Cells: []Cell{{Text: r.Title.In(lang), Href: "/rules#" + r.ID, Header: true}, Text(r.Severity.Label().In(lang)),
			countCell(c.Pass, lang), link(c.Fail, models.Fail), link(c.NotAssessable, models.NotAssessable), share}})
	}
	return t
}

func countCell(n int, lang models.Lang) Cell {
	v := int64(n)
	return Cell{Text: models.FormatNumber(&v, 0, lang), Tone: ToneNumber, Sort: strconv.Itoa(n)}
}
