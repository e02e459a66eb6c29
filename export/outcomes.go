package export

import (
	"strconv"

	"gongkai/models"
)

// OutcomeTable turns rows of outcomes into data: six groups a row, each with its count and its share of what was concluded. A group's
// count is derived from its lines, so it is in no document; the row of the district stands under DISTRICT and has no status.
func OutcomeTable(rows []models.OutcomeRow, lang models.Lang) Table {
	t := Table{Name: "outcomes", Columns: []Column{
		text("row_type", "行类型", "Row type"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), number("year", "年度", "Year"),
		text("outcome", "处理结果代码", "Outcome"), text("outcome_name", "处理结果", "Name of the outcome"), number("value", "数值", "Value"), text("unit", "单位", "Unit"),
		text("value_status", "数值状态", "Value status"), text("flags", "标记", "Flags"), text("doubted_by", "存疑的提示规则", "Doubted by"), number("denominator", "六类合计", "Sum of the six"), number("share", "占比", "Share"),
		text("form", "格式版本", "Form"), number("coverage_n", "纳入机关数", "Agencies included"), number("coverage_of", "应报机关数", "Agencies owing a report"),
	}}
	for _, r := range rows {
		kind, id, name, n, of := rowFigure, r.Agency.ID, r.Agency.Name, "", ""
		if id == "" {
			kind, id, name = rowTotal, districtID, models.Label{Zh: "各机关合计", En: "All agencies"}.In(lang)
			n, of = strconv.Itoa(r.Have), strconv.Itoa(r.Of)
		}
		for i, g := range models.Groups {
			p, sum, share := r.Groups[i], "", ""
			if p.State == "" {
				p.State = r.State
			}
			if kind == rowTotal {
				p.State, p.Flags = "", p.Flags&(totalFlags|p.Flags.Doubts())
			}
			if p.Number != nil && r.Complete() {
				sum = strconv.FormatInt(r.Sum, 10)
				if r.Sum >= models.FractionOnly {
					share = decimalRatio(*p.Number, r.Sum)
				}
			}
			t.Rows = append(t.Rows, []string{kind, id, name, strconv.Itoa(r.Year), g.Code, g.Label.In(lang), whole(p.Number), string(models.Pieces),
				string(p.State), p.Flags.String(), p.Flags.DoubtedBy(), sum, share, string(r.Edition), n, of})
		}
	}
	return t
}
