package export

import (
	"strconv"

	"gongkai/models"
)

// indicatorsFile holds one derived indicator a row, of each agency and year and, under DISTRICT, of the organs together. Everything in
// it is worked out by models.Compare, as on the pages: one agency at a time, whose totals are then added up.
var indicatorsFile = File{
	Name:  "indicators-long",
	Label: models.Label{Zh: "计算指标（长表）", En: "Indicators (long)"},
	Columns: []Column{
		snapshotColumn, text("row_type", "行类型", "Row type"), text("district_code", "行政区划代码", "District code"),
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), text("agency_kind", "机关类别", "Kind of agency"), count("year", "年度", "Year"),
		text("indicator_id", "指标代码", "Indicator"), text("indicator_name", "指标名称", "Name of the indicator"),
		count("numerator", "分子", "Numerator"), count("denominator", "分母", "Denominator"), number("value", "数值", "Value"), text("unit", "单位", "Unit"),
		text("display_rule", "展示规则", "Display rule"), number("ci_low", "95%区间下限", "95% interval, low"), number("ci_high", "95%区间上限", "95% interval, high"),
		text("value_status", "数值状态", "Value status"), text("flags", "标记", "Flags"), text("form", "格式版本", "Form"), text("scope", "统计范围", "Scope"),
		text("report_id", "报告编号", "Report id"), count("coverage_n", "纳入机关数", "Agencies included"), count("coverage_of", "应报机关数", "Agencies owing a report"),
		count("suspect_n", "存疑机关数", "Agencies with suspect figures"), number("value_without_suspect", "不含存疑数的数值", "Value without suspect figures"),
	},
	start: startIndicators,
}

// indicatorSubjects are the indicators as subjects of comparisons, each with the figures it needs.
var indicatorSubjects = func() (list []indicatorSubject) {
	for _, i := range models.Indicators {
		s, err := models.SubjectOf(i.Code, "")
		if err != nil {
			panic(err) // the table of indicators is wrong
		}
		list = append(list, indicatorSubject{s, s.Needs()})
	}
	return list
}()

type indicatorSubject struct {
	models.Subject
	needs []models.Key
}

func startIndicators(d *Dataset, emit emitter) part {
	w := &indicatorWriter{dataset: d, emit: emit, totals: make([]map[int]models.Total, len(indicatorSubjects))}
	for i := range w.totals {
		w.totals[i] = map[int]models.Total{}
	}
	return part{w.add, w.end}
}

// indicatorWriter gathers the entries of one agency, because some indicators look back a year.
type indicatorWriter struct {
	dataset *Dataset
	emit    emitter
	agency  []entry
	totals  []map[int]models.Total // by indicator and year, of the agencies so far
}

func (w *indicatorWriter) add(e entry) error {
	if len(w.agency) > 0 && w.agency[0].agency.ID != e.agency.ID {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.agency = append(w.agency, e)
	return nil
}

// flush writes the rows of one agency.
func (w *indicatorWriter) flush() error {
	if len(w.agency) == 0 {
		return nil
	}
	a := w.agency[0].agency
	figures := make([]map[models.Key]models.Figure, len(w.agency))
	for i, e := range w.agency {
		if e.report != nil {
			figures[i] = e.report.Revision.FigureMap()
		}
	}
	compared := make([]models.Comparison, len(indicatorSubjects))
	for i, s := range indicatorSubjects {
		compared[i] = models.Compare(s.Subject, []models.Agency{a}, w.dataset.Successions, w.dataset.Years, w.observed(s.needs, figures))
		for _, t := range compared[i].Totals {
			if before, ok := w.totals[i][t.Year]; ok {
				t = s.AddTotals(before, t)
			}
			w.totals[i][t.Year] = t
		}
	}
	for _, e := range w.agency {
		for i, s := range indicatorSubjects {
			scope := ""
			if e.report != nil {
				scope = string(e.report.Revision.Scope)
			}
			p := pointOf(compared[i], e)
			row := w.row(rowFigure, a.ID, a.Name, string(a.Kind), s.Subject, p)
			if err := w.emit(append(row, string(p.State), p.Flags.String(), string(p.Edition), scope, e.reportID(), "", "", "", "")); err != nil {
				return err
			}
		}
	}
	w.agency = w.agency[:0]
	return nil
}

// observed are the figures with some keys in the reports of the agency at hand.
func (w *indicatorWriter) observed(keys []models.Key, figures []map[models.Key]models.Figure) []models.Observation {
	var list []models.Observation
	for i, e := range w.agency {
		for _, k := range keys {
			if f, ok := figures[i][k]; ok {
				list = append(list, models.Observation{AgencyID: e.agency.ID, Year: e.year, Edition: e.report.Revision.Edition, Scope: e.report.Revision.Scope, Figure: f})
			}
		}
	}
	return list
}

// pointOf finds an entry's point in the comparison of its agency: in the row of the territory if its report speaks for one.
func pointOf(c models.Comparison, e entry) models.Point {
	j := c.YearIndex(e.year)
	territory := e.report != nil && e.report.Revision.Scope == models.ScopeTerritory
	if len(c.Territory) > 0 && (territory || len(c.Points) == 0) {
		return c.Territory[0].Points[j]
	}
	return c.Points[0][j]
}

func (w *indicatorWriter) end() error {
	if err := w.flush(); err != nil {
		return err
	}
	district := w.dataset.Settings.District
	for _, y := range w.dataset.Years {
		for i, s := range indicatorSubjects {
			t := w.totals[i][y]
			if t.Of == 0 {
				continue
			}
			p := t.Point()
			safe := t.Safe()
			row := w.row(rowTotal, districtID, district, "", s.Subject, p)
			err := w.emit(append(row, "", (p.Flags & totalFlags).String(), "", "", "",
				strconv.Itoa(t.Have), strconv.Itoa(t.Of), strconv.Itoa(t.Doubtful), comparisonWriter{s.Subject, models.Zh}.value(safe)))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// row is what the rows of agencies and of the district have in common.
func (w *indicatorWriter) row(kind, id, name, agencyKind string, s models.Subject, p models.Point) []string {
	unit, low, high := string(s.Unit), "", ""
	if s.Ratio && unit == "" {
		unit = unitRatio
		if in, ok := p.Interval(); ok {
			low, high = ofOne(in.Low), ofOne(in.High)
		}
	}
	return []string{w.dataset.SnapshotID, kind, w.dataset.Settings.DistrictCode, id, name, agencyKind, strconv.Itoa(p.Year), s.Code, s.Label.Zh, whole(p.Num), whole(p.Den),
		comparisonWriter{s, models.Zh}.value(p), unit, string(p.Display), low, high}
}

// unitRatio is the unit of shares, which are written as a fraction of 1.
const unitRatio = "ratio"
