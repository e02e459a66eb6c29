package export

import (
	"strconv"

	"gongkai/models"
)

// The row types of files that hold figures and their totals.
const (
	rowFigure = "figure"
	rowTotal  = "total"
	// districtID stands for the agency in rows of totals.
	districtID = "DISTRICT"
)

// RowFigure and RowTotal are the row types for those who choose between them.
const (
	RowFigure = rowFigure
	RowTotal  = rowTotal
)

// observationsFile holds one form cell a row: the canonical data. A report that is missing has its cells too, as not_reported. The
// totals over organs follow the figures, without a status; the reports of governments, which cover a territory, are not in them.
var observationsFile = File{
	Name:  "observations-long",
	Label: models.Label{Zh: "指标数据（长表）", En: "Observations (long)"},
	Columns: []Column{
		snapshotColumn, text("row_type", "行类型", "Row type"), text("district_code", "行政区划代码", "District code"),
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), text("agency_kind", "机关类别", "Kind of agency"),
		count("year", "年度", "Year"), count("section", "报告部分", "Section"), text("measure", "指标代码", "Measure"),
		text("measure_name", "指标名称", "Name of the measure"), text("applicant", "申请人类型", "Applicant"),
		number("value", "数值", "Value"), text("unit", "单位", "Unit"), text("value_status", "数值状态", "Value status"), text("flags", "标记", "Flags"),
		text("raw_text", "原文字样", "As printed"), text("form", "格式版本", "Form"), text("report_id", "报告编号", "Report id"),
		text("source_locator", "原文位置", "Place in the source"), text("source_url", "来源网址", "Source URL"), text("retrieved_at", "获取时间", "Retrieved at"),
		text("scope", "统计范围", "Scope"), count("coverage_n", "纳入机关数", "Agencies included"), count("coverage_of", "应报机关数", "Agencies owing a report"),
	},
	start: startObservations,
}

func startObservations(d *Dataset, emit emitter) part {
	sums := totals{}
	add := func(e entry) error {
		figures, edition, scope, url := missingFigures(e.year), models.EditionDue(e.year), "", ""
		if e.report != nil {
			rev := &e.report.Revision
			figures, edition, scope, url = rev.Figures, rev.Edition, string(rev.Scope), rev.SourceURL
		}
		sums.add(e, figures)
		for _, f := range figures {
			m, ok := models.MeasureOf(f.Measure)
			if !ok {
				continue // of a later version's form
			}
			form, place := "", ""
			if e.report != nil {
				form, place = string(edition), places[edition][f.Key()]
			}
			err := emit([]string{d.SnapshotID, rowFigure, d.Settings.DistrictCode, e.agency.ID, e.agency.Name, string(e.agency.Kind), strconv.Itoa(e.year),
				strconv.Itoa(m.Section), m.Code, m.Label.Zh, f.Applicant, f.Text(), string(m.Unit), string(f.State), f.Flags.String(), f.Raw,
				form, e.reportID(), place, url, stamp(e.source().RetrievedAt), scope, "", ""})
			if err != nil {
				return err
			}
		}
		return nil
	}
	return part{add, func() error { return sums.emit(d, emit) }}
}

// missingFigures are the cells of a report that is not there.
func missingFigures(year int) []models.Figure {
	keys := append(models.Cells(models.EditionDue(year), false), models.Key{Measure: "releases.total"})
	if year >= models.FeeSince {
		keys = append(keys, models.Key{Measure: models.MeasureFee})
	}
	figures := make([]models.Figure, len(keys))
	for i, k := range keys {
		figures[i] = models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateNotReported}
	}
	return figures
}

// places are the places in the national form of all figures, worked out once: a file needs them a hundred thousand times.
var places = func() map[models.Edition]map[models.Key]string {
	all := map[models.Edition]map[models.Key]string{}
	for _, e := range models.Editions {
		all[e] = map[models.Key]string{}
		for _, m := range models.Measures {
			for _, applicant := range applicantsOf(m) {
				k := models.Key{Measure: m.Code, Applicant: applicant}
				if m.In(e) {
					all[e][k] = k.Place(e)
				}
			}
		}
	}
	return all
}()
