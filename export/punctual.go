package export

import (
	"strconv"

	"gongkai/models"
)

// PunctualityTable is how agencies stand to the day by which their report of a year was to be published. status is on_time, late,
// undated, missing (not published, the day is past) or pending (not published, the day is to come); problems say the first failed
// check of severity error in a sentence, by agency.
func PunctualityTable(list []models.Punctuality, year int, problems map[string]string, lang models.Lang) Table {
	t := Table{Name: "submissions", Columns: []Column{
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), text("agency_kind", "机关类别", "Kind of agency"), number("position", "序号", "Official order"),
		number("year", "年度", "Year"), text("owed", "应报", "Owed"), text("due_on", "应公布日期", "Due on"), text("published_on", "公布日期", "Published on"), text("status", "状态", "Status"),
		number("days_late", "逾期天数", "Days late"), text("source_url", "来源网址", "Source"), number("errors", "错误数", "Errors"), number("warnings", "提示数", "Warnings"), text("problem", "校验", "Problem"),
	}}
	for _, p := range list {
		row := []string{p.Agency.ID, p.Agency.NameIn(year), p.Agency.Kind.Label().In(lang), strconv.Itoa(p.Agency.Position), strconv.Itoa(year), strconv.FormatBool(p.Owed), p.Due}
		days, status := "", "on_time"
		if p.Dated {
			days = strconv.Itoa(max(p.Days, 0))
		}
		switch {
		case p.Report == nil && p.Days > 0:
			status = "missing"
		case p.Report == nil:
			status, days = "pending", ""
		case !p.Dated:
			status = "undated"
		case p.Days > 0:
			status = "late"
		}
		if p.Report == nil {
			row = append(row, "", status, days, "", "", "", "")
		} else {
			row = append(row, p.Report.PublishedOn, status, days, p.Report.SourceURL, strconv.Itoa(p.Report.Errors), strconv.Itoa(p.Report.Warnings), problems[p.Agency.ID])
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
