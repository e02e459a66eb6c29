package export

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"gongkai/models"
)

// FigureTable is the figures of the dataset's reports, one form cell a row, in the columns of the observations file and without its
// totals: what the pages of a report and of an agency show.
func FigureTable(d Dataset) (Table, error) {
	t := Table{Name: observationsFile.Name, Columns: observationsFile.Columns}
	kind := t.column("row_type")
	err := observationsFile.rows(&d, func(row []string) error {
		if row[kind] == rowFigure {
			t.Rows = append(t.Rows, append([]string(nil), row...))
		}
		return nil
	})
	if err != nil {
		return Table{}, fmt.Errorf("list figures: %w", err)
	}
	return t, nil
}

// PublicationTable is who published a report for which year: a row for each agency and year. Status is published, missing, or not_due
// where the agency owed no report; reports are the published ones.
func PublicationTable(s models.Settings, agencies []models.Agency, years []int, reports []models.ReportHead, lang models.Lang) Table {
	t := Table{Name: "publication", Columns: []Column{
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), text("agency_kind", "机关类别", "Kind of agency"), number("position", "序号", "Official order"),
		number("year", "年度", "Year"), text("status", "状态", "Status"), text("published_on", "公布日期", "Published on"), text("due_on", "应公布日期", "Due on"), text("scope", "统计范围", "Scope"),
		text("form", "格式版本", "Form"), number("errors", "错误数", "Errors"), number("warnings", "提示数", "Warnings"), number("cells_missing", "缺数格数", "Cells without a value"),
	}}
	type key struct {
		agency string
		year   int
	}
	heads := map[key]models.ReportHead{}
	for _, h := range reports {
		heads[key{h.AgencyID, h.Year}] = h
	}
	for _, a := range agencies {
		for _, y := range years {
			row := []string{a.ID, a.NameIn(y), a.Kind.Label().In(lang), strconv.Itoa(a.Position), strconv.Itoa(y)}
			h, ok := heads[key{a.ID, y}]
			switch {
			case ok:
				row = append(row, string(models.StatusPublished), h.PublishedOn, s.DueOn(h.Scope, y), string(h.Scope), string(h.Edition),
					strconv.Itoa(h.Errors), strconv.Itoa(h.Warnings), strconv.Itoa(h.Blank+h.Absent+h.Unreadable))
			case a.OwesIn(y):
				row = append(row, string(models.StatusMissing), "", entry{agency: a, year: y}.due(s), "", "", "", "", "")
			default:
				row = append(row, "not_due", "", "", "", "", "", "", "")
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// SubjectTable is every measure and indicator with what it is.
func SubjectTable(lang models.Lang) Table {
	t := Table{Name: "measures", Columns: []Column{
		text("row_type", "行类型", "Row type"), text("measure", "指标代码", "Measure"), text("measure_name", "指标名称", "Name of the measure"), number("section", "报告部分", "Section"),
		text("unit", "单位", "Unit"), text("forms", "适用格式版本", "Forms"), text("by_applicant", "按申请人分列", "By applicant"), text("formula", "公式", "Formula"), text("caveat", "使用时注意", "Caveat"),
	}}
	forms := func(es []models.Edition) string {
		var list []string
		for _, e := range es {
			list = append(list, string(e))
		}
		return strings.Join(list, ";")
	}
	for _, m := range models.Measures {
		t.Rows = append(t.Rows, []string{"measure", m.Code, m.Label.In(lang), strconv.Itoa(m.Section), string(m.Unit), forms(m.Editions), strconv.FormatBool(m.ByApplicant), "", ""})
	}
	for _, i := range models.Indicators {
		unit := string(i.Unit)
		if unit == "" {
			unit = "ratio"
		}
		t.Rows = append(t.Rows, []string{"indicator", i.Code, i.Label.In(lang), "", unit, forms(i.Editions), "false", i.Formula.In(lang), i.Caveat.In(lang)})
	}
	return t
}

// RuleTable is the catalogue of checks and how each fares.
func RuleTable(counts []models.RuleCount, lang models.Lang) Table {
	t := Table{Name: "rules", Columns: []Column{
		text("rule_id", "规则代码", "Rule"), text("rule_name", "规则名称", "Name of the rule"), text("severity", "程度", "Severity"), text("formula", "规则", "Formula"),
		text("source", "依据", "Source"), number("pass", "通过", "Pass"), number("fail", "未通过", "Fail"), number("not_assessable", "无法判断", "Not assessable"),
	}}
	byRule := map[string]models.RuleCount{}
	for _, c := range counts {
		byRule[c.Rule] = c
	}
	for _, r := range models.Rules {
		c := byRule[r.ID]
		t.Rows = append(t.Rows, []string{r.ID, r.Title.In(lang), string(r.Severity), r.Formula.In(lang), r.Source.In(lang),
			strconv.Itoa(c.Pass), strconv.Itoa(c.Fail), strconv.Itoa(c.NotAssessable)})
	}
	return t
}

// WordTable is the words that data files use for how a figure was read.
func WordTable(lang models.Lang) Table {
	t := Table{Name: "words", Columns: []Column{text("row_type", "行类型", "Row type"), text("code", "代码", "Code"), text("label", "名称", "Label")}}
	for _, s := range models.States {
		t.Rows = append(t.Rows, []string{"value_status", string(s), s.Label().In(lang)})
	}
	for f := models.Flags(1); len(f.Names()) > 0; f <<= 1 {
		t.Rows = append(t.Rows, []string{"flag", f.String(), f.Labels()[0].In(lang)})
	}
	return t
}

// decimalRatio writes a fraction of 1 to six places.
func decimalRatio(num, den int64) string {
	s := big.NewRat(num, den).FloatString(6)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
