package export

import (
	"fmt"

	"gongkai/models"
)

// ProgressTable is how far the reports of a year have come, one agency a row. It is for staff alone.
func ProgressTable(list []models.Progress, year int) Table {
	t := Table{Name: "progress", Columns: []Column{text("agency_id", "机关代码", "Agency"), text("agency_name", "机关", "Agency name"), number("year", "年度", "Year"), text("state", "状态", "State"),
		text("due_on", "截止日期", "Due on"), number("days_late", "逾期天数", "Days late"), text("handed_in_by", "报送人", "Handed in by"), text("handed_in_at", "报送时间", "Handed in at"),
		text("published_on", "公布日期", "Published on"), number("errors", "错误", "Errors"), number("warnings", "提示", "Warnings")}}
	for _, p := range list {
		by, at, published, errors, warnings := "", "", "", "", ""
		if p.Report != nil {
			published, errors, warnings = p.Report.PublishedOn, fmt.Sprint(p.Report.Errors), fmt.Sprint(p.Report.Warnings)
		}
		if s := p.Submission; s != nil {
			by, at, errors, warnings = s.HandedInBy, stamp(s.HandedInAt), fmt.Sprint(s.Errors), fmt.Sprint(s.Warnings)
		}
		t.Rows = append(t.Rows, []string{p.Agency.ID, p.Agency.NameIn(year), fmt.Sprint(year), p.State.Label().Zh, p.Due, fmt.Sprint(p.Late), by, at, published, errors, warnings})
	}
	return t
}
