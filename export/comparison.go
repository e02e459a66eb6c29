package export

import (
	"math/big"
	"strconv"
	"strings"

	"gongkai/models"
)

// ComparisonTable turns a comparison into data: the points of organs by agency and year, then those of reports on a whole territory,
// then the totals by year, which are in no document and so have no status. A percentage is a fraction of 1 to six places in unit "ratio"; like anything that the display rules show
// as a fraction only, it has no value below ten cases, but always its numerator and denominator.
func ComparisonTable(c models.Comparison, lang models.Lang) Table {
	t := Table{Name: c.Subject.Code, Columns: []Column{
		text("row_type", "行类型", "Row type"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"),
		text("agency_kind", "机关类别", "Kind of agency"), number("year", "年度", "Year"), text("measure", "指标代码", "Measure"),
		text("measure_name", "指标名称", "Name of the measure"), text("applicant", "申请人类型", "Applicant"), number("value", "数值", "Value"),
		text("unit", "单位", "Unit"), text("value_status", "数值状态", "Value status"), text("flags", "标记", "Flags"), text("doubted_by", "存疑的提示规则", "Doubted by"), text("raw_text", "原文字样", "As printed"),
		text("form", "格式版本", "Form"), text("scope", "统计范围", "Scope"), number("numerator", "分子", "Numerator"), number("denominator", "分母", "Denominator"),
		text("display_rule", "展示规则", "Display rule"), number("coverage_n", "纳入机关数", "Agencies included"),
		number("coverage_of", "应报机关数", "Agencies owing a report"), number("doubtful_n", "存疑机关数", "Agencies with doubtful figures"),
		number("value_without_doubtful", "不含存疑数的数值", "Value without doubtful figures"),
	}}
	w := comparisonWriter{c.Subject, lang}
	for i, a := range c.Agencies {
		for _, p := range c.Points[i] {
			t.Rows = append(t.Rows, append(w.row(rowFigure, a, "", p), "", "", "", ""))
		}
	}
	for _, r := range c.Territory {
		for _, p := range r.Points {
			t.Rows = append(t.Rows, append(w.row(rowFigure, r.Agency, models.ScopeTerritory, p), "", "", "", ""))
		}
	}
	district := models.Agency{ID: districtID, Name: models.Label{Zh: "各机关合计", En: "All agencies"}.In(lang)}
	for _, y := range c.Totals {
		p := y.Point()
		p.State, p.Flags = "", p.Flags&(totalFlags|p.Flags.Doubts())
		safe := y.Safe()
		t.Rows = append(t.Rows, append(w.row(rowTotal, district, "", p),
			strconv.Itoa(y.Have), strconv.Itoa(y.Of), strconv.Itoa(y.Doubtful), w.value(safe)))
	}
	return t
}

type comparisonWriter struct {
	subject models.Subject
	lang    models.Lang
}

// row is what figures and totals have in common.
func (w comparisonWriter) row(kind string, a models.Agency, scope models.Scope, p models.Point) []string {
	s, unit := w.subject, string(w.subject.Unit)
	if s.Ratio && unit == "" {
		unit = "ratio"
	}
	return []string{kind, a.ID, a.Name, a.Kind.Label().In(w.lang), strconv.Itoa(p.Year), s.Code, s.Label.In(w.lang), s.Applicant, w.value(p), unit,
		string(p.State), p.Flags.String(), p.Flags.DoubtedBy(), p.Raw, string(p.Edition), string(scope), whole(p.Num), whole(p.Den), string(p.Display)}
}

// value writes a point as a plain decimal, "" where there is none to show.
func (w comparisonWriter) value(p models.Point) string {
	switch {
	case p.Number != nil:
		return models.Decimal(*p.Number, w.subject.Decimals)
	case p.Num == nil || p.Den == nil || *p.Den < models.FractionOnly:
		return ""
	}
	ratio := p.Value(w.subject)
	if w.subject.Unit == "" {
		ratio = new(big.Rat).Quo(ratio, big.NewRat(100, 1))
	}
	return strings.TrimSuffix(strings.TrimRight(ratio.FloatString(6), "0"), ".")
}

// whole writes a count, "" where there is none.
func whole(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// TopTable is ComparisonTable of one year with a row for all organs but the highest together, of row type "rest".
func TopTable(c models.Comparison, rest models.Total, name string, lang models.Lang) Table {
	t := ComparisonTable(c, lang)
	if rest.Have == 0 {
		return t
	}
	others := ComparisonTable(models.Comparison{Subject: c.Subject, Years: []int{rest.Year}, Totals: []models.Total{rest}}, lang).Rows[0]
	others[0], others[1], others[2] = rowRest, "", name
	t.Rows = append(t.Rows, others)
	return t
}

// rowRest is the row type of what all organs but the highest have together.
const rowRest = "rest"
