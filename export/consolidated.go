package export

import (
	"strconv"

	"gongkai/models"
)

// ConsolidatedTable is a consolidated report as rows: for each cell of the form the sum (row type total), what each organ brings to
// it (part), and what the government's own report prints (published). complete tells whether a sum is the whole or a lower bound.
func ConsolidatedTable(c models.Consolidation, lang models.Lang) Table {
	t := Table{Name: "consolidated", Columns: []Column{
		text("row_type", "行类型", "Row type"), number("year", "年度", "Year"), text("cell", "格", "Cell"), text("measure", "指标代码", "Measure"), text("measure_name", "指标名称", "Name of the measure"),
		text("applicant", "申请人", "Applicant"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), {Code: "value", Label: models.Label{Zh: "数值", En: "Value"}},
		text("unit", "单位", "Unit"), text("value_status", "状态", "Status of the value"), text("flags", "标记", "Flags"), text("complete", "全数", "Complete"),
		number("coverage_n", "计入机关数", "Agencies counted"), number("coverage_of", "应计机关数", "Agencies in all"),
	}}
	for _, x := range append([]models.ConsolidatedCell{c.Releases}, c.Cells...) {
		m, _ := models.MeasureOf(x.Key.Measure)
		row := func(kind, id, name, value string, status models.State, flags models.Flags, complete, n, of string) {
			t.Rows = append(t.Rows, []string{kind, strconv.Itoa(c.Year), x.Key.Place(c.Edition), x.Key.Measure, m.Label.In(lang), x.Key.Applicant, id, name, value,
				m.Unit.Label().In(lang), string(status), flags.String(), complete, n, of})
		}
		var flags models.Flags
		if x.Suspect() > 0 {
			flags = models.FlagSuspect
		}
		row("total", "", "", x.Text(), "", flags, strconv.FormatBool(x.Complete()), strconv.Itoa(x.Have), strconv.Itoa(len(x.Parts)))
		for _, p := range x.Parts {
			value := ""
			if p.Value != nil {
				value = models.Decimal(*p.Value, m.Decimals())
			}
			row("part", p.Agency.ID, p.Agency.In(lang).NameIn(c.Year), value, p.Figure.State, p.Figure.Flags, "", "", "")
		}
		if x.Own != nil {
			value := ""
			if x.Own.Usable() {
				value = x.Own.Text()
			}
			row("published", c.Own.AgencyID, "", value, x.Own.State, x.Own.Flags, "", "", "")
		}
	}
	return t
}

// ConsolidatedReport is a consolidated report to be printed in the official layout. Sums that are not whole are printed with the word
// 至少, and cells of which nothing is known stay blank. It is a draft: every page says so.
func ConsolidatedReport(c models.Consolidation, s models.Settings) OfficialReport {
	rev := models.Revision{Edition: c.Edition, Scope: models.ScopeTerritory, PeriodYear: c.Year, Figures: c.Figures(models.Zh)}
	prose := ""
	for _, p := range c.Prose(models.Zh) {
		prose += p + "\n"
	}
	for _, b := range c.Blockers {
		if b.Kind == models.BlockExcluded {
			prose += b.Sentence(c.Year, models.Zh) + "\n"
		}
	}
	rev.Texts = []models.Text{{Section: 1, Body: prose}}
	mark := "汇总稿"
	if s.Demo {
		mark = "汇总稿 演示数据"
	}
	return OfficialReport{Agency: s.District, Year: c.Year, Revision: rev, Mark: mark}
}
