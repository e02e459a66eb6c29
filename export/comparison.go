package export

import (
	"math/big"
	"strconv"
	"strings"

	"gongkai/models"
)

// ComparisonTable turns a comparison into data: the points of organs by agency and year, then those of reports on a whole territory,
// then the totals by year, which are in no document and so have no status, and the medians with their quartiles, as charts and tables show
// them. A percentage is a fraction of 1 to six places in unit "ratio"; like anything that the display rules show
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
	for _, y := range c.Years {
		if s, ok := c.Spread(y); ok {
			t.Rows = append(t.Rows, w.spread(y, s)...)
		}
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

// The row types of what lies in the middle of the organs of a year. coverage_n says of how many.
const (
	rowLowerQuartile = "lower_quartile"
	rowMedian        = "median"
	rowUpperQuartile = "upper_quartile"
)

// spread is the median of a year between its quartiles.
func (w comparisonWriter) spread(year int, s models.Spread) [][]string {
	var rows [][]string
	for _, of := range []struct {
		kind  string
		label models.Label
		value *big.Rat
	}{
		{rowLowerQuartile, models.Label{Zh: "下四分位数", En: "Lower quartile"}, s.Q1},
		{rowMedian, models.Label{Zh: "中位数", En: "Median"}, s.Median},
		{rowUpperQuartile, models.Label{Zh: "上四分位数", En: "Upper quartile"}, s.Q3},
	} {
		row := w.row(of.kind, models.Agency{Name: of.label.In(w.lang)}, "", models.Point{Year: year})
		row[valueColumn] = w.decimal(of.value)
		rows = append(rows, append(row, strconv.Itoa(s.N), "", "", ""))
	}
	return rows
}

// valueColumn is where the rows of a comparison have their value.
const valueColumn = 8

// value writes a point as a plain decimal, "" where there is none to show.
func (w comparisonWriter) value(p models.Point) string {
	switch {
	case p.Number != nil:
		return models.Decimal(*p.Number, w.subject.Decimals)
	case p.Num == nil || p.Den == nil || *p.Den < models.FractionOnly:
		return ""
	}
	return w.decimal(p.Value(w.subject))
}

// decimal writes an exact value with six places at most, a percentage as a fraction of 1.
func (w comparisonWriter) decimal(v *big.Rat) string {
	if w.subject.Ratio && w.subject.Unit == "" {
		v = new(big.Rat).Quo(v, big.NewRat(100, 1))
	}
	return strings.TrimSuffix(strings.TrimRight(v.FloatString(6), "0"), ".")
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
