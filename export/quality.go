package export

import (
	"strconv"
	"strings"

	"gongkai/models"
)

// FindingTable is findings of reports, one a row, with the sentence in a language.
func FindingTable(found []models.ReportFinding, agencies []models.Agency, lang models.Lang) Table {
	t := Table{Name: "findings", Columns: []Column{
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), number("year", "年度", "Year"),
		text("rule_id", "规则代码", "Rule"), text("rule_name", "规则名称", "Name of the rule"), text("severity", "程度", "Severity"), text("result", "结果", "Result"),
		text("subject", "对象", "Subject"), text("cells", "涉及指标", "Cells"), text("message", "说明", "Message"),
	}}
	names := agencyNames(agencies)
	for _, x := range found {
		rule, _ := models.RuleOf(x.Rule)
		cells := make([]string, len(x.Figures))
		for i, k := range x.Figures {
			cells[i] = k.String()
		}
		t.Rows = append(t.Rows, []string{x.AgencyID, names(x.AgencyID, x.Year), strconv.Itoa(x.Year), x.Rule, rule.Title.In(lang), string(x.Severity), string(x.Result),
			x.Subject, strings.Join(cells, ";"), x.Sentence(lang)})
	}
	return t
}

// FindingCountTable is how each rule fares in each report, one a row.
func FindingCountTable(counts []models.FindingCount, agencies []models.Agency, lang models.Lang) Table {
	t := Table{Name: "finding-counts", Columns: []Column{
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), number("year", "年度", "Year"), text("rule_id", "规则代码", "Rule"),
		text("rule_name", "规则名称", "Name of the rule"), text("severity", "程度", "Severity"), number("pass", "通过", "Pass"), number("fail", "未通过", "Fail"), number("not_assessable", "无法判断", "Not assessable"),
	}}
	names := agencyNames(agencies)
	for _, c := range counts {
		rule, _ := models.RuleOf(c.Rule)
		t.Rows = append(t.Rows, []string{c.AgencyID, names(c.AgencyID, c.Year), strconv.Itoa(c.Year), c.Rule, rule.Title.In(lang), string(rule.Severity),
			strconv.Itoa(c.Pass), strconv.Itoa(c.Fail), strconv.Itoa(c.NotAssessable)})
	}
	return t
}

// QualityTable is the rates of some reports.
func QualityTable(q models.Quality, lang models.Lang) Table {
	t := Table{Name: "quality", Columns: []Column{
		text("indicator_id", "指标代码", "Indicator"), text("indicator_name", "指标名称", "Name of the indicator"), number("numerator", "分子", "Numerator"), number("denominator", "分母", "Denominator"),
		number("value", "数值", "Value"), text("unit", "单位", "Unit"), text("display_rule", "展示规则", "Display rule"), text("formula", "公式", "Formula"),
	}}
	for _, r := range models.QualityRates {
		p, w := r.Point(q), comparisonWriter{r.Subject(), lang}
		t.Rows = append(t.Rows, []string{r.Code, r.Label.In(lang), whole(p.Num), whole(p.Den), w.value(p), "ratio", string(p.Display), r.Formula.In(lang)})
	}
	return t
}

// agencyNames finds the name that an agency bore in a year.
func agencyNames(agencies []models.Agency) func(id string, year int) string {
	byID := make(map[string]models.Agency, len(agencies))
	for _, a := range agencies {
		byID[a.ID] = a
	}
	return func(id string, year int) string { a := byID[id]; return a.NameIn(year) }
}
