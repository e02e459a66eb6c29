package export

import (
	"strconv"
	"strings"

	"gongkai/models"
)

// wideFile holds one agency and year a row, for spreadsheets. An empty cell has no value; report_status, cells_missing and the
// observations say why. It has no rates.
var wideFile = File{
	Name:    "agency-year-wide",
	Label:   models.Label{Zh: "机关年度数据（宽表）", En: "Agency years (wide)"},
	Columns: wideColumns(),
	start:   startWide,
}

// wideKeys are the figures of a row: table two of the form of 2021, table three's totals and the applicants of new applications,
// releases, what only the form of 2019 has, table four, and the
// fee, which is in 元 where the amounts of table two are in 万元.
var wideKeys = func() []models.Key {
	var keys, only2019, remedies []models.Key
	for _, k := range models.Cells(models.Edition2021, false) {
		area, _, _ := strings.Cut(k.Measure, ".")
		switch {
		case area == "remedies":
			remedies = append(remedies, k)
		case area == "disclosure", k.Applicant == models.ApplicantTotal:
			keys = append(keys, k)
		}
	}
	for _, a := range models.Applicants {
		if a.Code != models.ApplicantTotal {
			keys = append(keys, models.Key{Measure: "applications.received", Applicant: a.Code})
		}
	}
	keys = append(keys, models.Key{Measure: "releases.total"})
	for _, m := range models.Measures {
		if m.Section == 2 && !m.In(models.Edition2021) {
			only2019 = append(only2019, models.Key{Measure: m.Code})
		}
	}
	keys = append(keys, only2019...)
	keys = append(keys, wideOther)
	return append(append(keys, remedies...), models.Key{Measure: models.MeasureFee})
}()

// wideOther is the one line 其他处理, whose column is plain applications_other: with its applicant it would read like the third of the three lines.
var wideOther = models.Key{Measure: "applications." + models.LineOther, Applicant: models.ApplicantTotal}

func wideColumns() []Column {
	columns := []Column{
		snapshotColumn, text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), text("agency_kind", "机关类别", "Kind of agency"),
		count("year", "年度", "Year"), text("form", "格式版本", "Form"), text("scope", "统计范围", "Scope"),
		text("report_status", "报告状态", "Report status"), text("published_on", "公布日期", "Published on"), count("days_late", "逾期天数", "Days late"),
		count("cells_missing", "无数值的栏数", "Cells without a value"), count("checks_failed", "未通过的校验数", "Failed checks"), text("flags", "标记", "Flags"),
	}
	for _, k := range wideKeys {
		m, _ := models.MeasureOf(k.Measure)
		zh, en := m.Label.Zh, m.Label.En
		for _, a := range models.Applicants {
			if a.Code == k.Applicant {
				zh, en = zh+"（"+a.Label.Zh+"）", en+" ("+a.Label.En+")"
			}
		}
		column := count(wideCode(k), zh, en)
		column.Whole = m.Decimals() == 0
		columns = append(columns, column)
	}
	return columns
}

func startWide(d *Dataset, emit emitter) part {
	return part{add: func(e entry) error {
		row := []string{d.SnapshotID, e.agency.ID, e.agency.Name, string(e.agency.Kind), strconv.Itoa(e.year)}
		var figures map[models.Key]models.Figure
		if e.report == nil {
			row = append(row, "", "", string(e.status()), "", "", "", "", "")
		} else {
			rev := &e.report.Revision
			figures = rev.FigureMap()
			counts := models.CountOf(rev)
			row = append(row, string(rev.Edition), string(rev.Scope), string(e.status()), rev.PublishedOn, e.daysLate(d.Settings),
				strconv.Itoa(counts.Blank+counts.Absent+counts.Unreadable), strconv.Itoa(counts.Errors+counts.Warnings), flagsOf(rev.Figures).String())
		}
		for _, k := range wideKeys {
			value := ""
			if f, ok := figures[k]; ok {
				value = f.Text()
			}
			row = append(row, value)
		}
		return emit(row)
	}}
}

// flagsOf is every flag that occurs among figures.
func flagsOf(figures []models.Figure) models.Flags {
	var all models.Flags
	for _, f := range figures {
		all |= f.Flags
	}
	return all
}
