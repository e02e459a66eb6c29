package handlers

import (
	"context"
	"slices"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

// The orders of rows. They are a part of what the documentation says, and what a cursor stands on.
var (
	officialOrder  = models.Label{Zh: "机构序列", En: "the official order of agencies"}
	agencyYear     = models.Label{Zh: "机构序列，同一机关按年度，再按年报中的次序；合计按年度和年报中的次序", En: "the official order of agencies, then year, then the order of the form; totals by year, then the order of the form"}
	agencyYearOnly = models.Label{Zh: "机构序列，同一机关按年度", En: "the official order of agencies, then year"}
	agencyYearGone = models.Label{Zh: "机构序列，同一机关按年度，再按年报中的次序；不再在名单中的机关在最后", En: "the official order of agencies, then year, then the order of the form; agencies that are no longer listed last"}
	newestFirst    = models.Label{Zh: "最新的在前", En: "the newest first"}
	formOrder      = models.Label{Zh: "年报格式中的次序，然后是计算的指标", En: "the order of the form, then the derived indicators"}
)

// endpoints is the API's table of contents. A row of it is all that an endpoint needs.
var endpoints = []endpoint{
	{name: "agencies", label: models.Label{Zh: "机关", En: "Agencies"}, about: models.Label{Zh: "机关名单，含曾用名、应报年度和承继关系", En: "Agencies with former names, the years they owe reports for and their successions"}, order: officialOrder,
		filters: []parameter{byAgency, byKind, byWords}, columns: fileColumns("agencies"), rows: agencyRows},
	{name: "reports", label: models.Label{Zh: "年度报告", En: "Reports"}, about: models.Label{Zh: "年度报告，一份一行，未公布的也有", En: "Reports, one a row, those that are missing included"}, order: agencyYearOnly, keyed: true,
		filters: []parameter{byAgency, byYear, byKind, byStatus, byForm, byScope}, columns: fileColumns("reports"), rows: ofFile("reports", findingsOnly)},
	{name: "measures", label: models.Label{Zh: "指标", En: "Measures"}, about: models.Label{Zh: "年报中的指标和由它们计算的指标，含单位、公式和使用时注意", En: "Measures and derived indicators with their units, formulas and caveats"}, order: formOrder,
		filters: []parameter{bySubject, measuresOrIndicators, bySection, byWords}, columns: func() []export.Column { return export.SubjectTable(models.Zh).Columns }, rows: ofTable(measureRows)},
	{name: "observations", label: models.Label{Zh: "年报中的数", En: "Figures"}, about: models.Label{Zh: "年报里的每一个数，一格一行；row_type=total 为全部机关的合计", En: "Every figure of the reports, one form cell a row; row_type=total has the totals over all agencies"}, order: agencyYear, keyed: true,
		filters: []parameter{byAgency, byYear, byMeasure, byApplicant, bySection, byState, byFlag, byKind, byForm, byScope, figuresOrTotals}, columns: fileColumns("observations-long"), rows: ofFile("observations-long", figuresOnly)},
	{name: "indicators", label: models.Label{Zh: "计算的指标", En: "Indicators"}, about: models.Label{Zh: "由年报中的数计算的指标，带分子、分母和展示规则；row_type=total 为全区合计", En: "Indicators derived from the reports with numerator, denominator and display rule; row_type=total has those of the district"}, order: agencyYear, keyed: true, looks: true,
		filters: []parameter{byAgency, byYear, byIndicator, byDisplay, byFlag, byKind, byScope, figuresOrTotals}, columns: fileColumns("indicators-long"), rows: ofFile("indicators-long", allFigures)},
	{name: "findings", label: models.Label{Zh: "检查结果", En: "Findings"}, about: models.Label{Zh: "未通过和无法判断的检查，一项一行", En: "Checks that failed or could not be judged, one a row"}, order: agencyYear, keyed: true,
		filters: []parameter{byAgency, byYear, byRule, bySeverity, byResult}, columns: fileColumns("quality-findings"), rows: ofFile("quality-findings", findingsOnly)},
	{name: "texts", label: models.Label{Zh: "年报文字", En: "Texts"}, about: models.Label{Zh: "年报各部分的文字，一部分一行", En: "The prose of the reports, one section a row"}, order: agencyYear, keyed: true,
		filters: []parameter{byAgency, byYear, bySection, byForm, byWords}, words: []string{"heading", "body"}, columns: fileColumns("texts"), rows: ofFile("texts", textsOnly)},
	{name: "changes", label: models.Label{Zh: "变更记录", En: "Changes"}, about: models.Label{Zh: "一个快照与上一个快照不同的每一格，和新增、撤下的报告；不写 snapshot 时为最新的快照，还没有快照时没有行", En: "Every cell of a snapshot that differs from the snapshot before, and the reports that came or went; of the newest snapshot without the parameter snapshot, and none before there is one"}, order: agencyYearGone,
		filters: []parameter{byAgency, byChange, byMeasure, byApplicant}, columns: fileColumns("changes"), rows: ofTable(changeRows)},
	{name: "snapshots", label: models.Label{Zh: "快照", En: "Snapshots"}, about: models.Label{Zh: "快照：数据在某一天的样子，以后不再改变", En: "Snapshots: the data as they were on a day, which never change again"}, order: newestFirst,
		columns: func() []export.Column { return export.SnapshotTable(nil).Columns }, rows: ofTable(snapshotRows)},
}

// fileColumns are the columns of a data file.
func fileColumns(name string) func() []export.Column {
	return func() []export.Column {
		f, _ := export.FileOf(name)
		return f.Columns
	}
}

// figuresOnly, findingsOnly and textsOnly are what reports are read for.
func figuresOnly(q *apiQuery) store.Content {
	return store.Content{Figures: true, Measures: q.chosen["m"], Applicants: q.chosen["by"]}
}

func allFigures(*apiQuery) store.Content { return store.Content{Figures: true} }

func findingsOnly(*apiQuery) store.Content { return store.Content{Findings: true} }

func textsOnly(*apiQuery) store.Content { return store.Content{Texts: true} }

// agencyRows are agencies, those that a search finds if there are words.
func agencyRows(ctx context.Context, q *apiQuery, emit func([]string) error) error {
	d := q.dataset(ctx, store.Content{})
	d.Reports = nil
	if len(q.words) > 0 {
		spellings, err := q.world.store.Spellings(ctx)
		if err != nil {
			return err
		}
		found := map[string]bool{}
		for _, f := range models.SearchAgencies(d.Agencies, spellings, q.words) {
			found[f.Agency.ID] = true
		}
		d.Agencies = slices.DeleteFunc(slices.Clone(d.Agencies), func(a models.Agency) bool { return !found[a.ID] })
	}
	f, _ := export.FileOf("agencies")
	return f.Rows(d, emit)
}

// measureRows are the measures and indicators, those that a search finds if there are words.
func measureRows(_ context.Context, q *apiQuery) (export.Table, error) {
	t := export.SubjectTable(models.Zh)
	if len(q.words) == 0 {
		return t, nil
	}
	found := map[string]bool{}
	for _, f := range models.SearchMeasures(q.words) {
		found[f.Code] = true
	}
	code := q.endpoint.column("measure")
	t.Rows = slices.DeleteFunc(t.Rows, func(row []string) bool { return !found[row[code]] })
	return t, nil
}

// snapshotRows are the snapshots there are; of a snapshot, those there were once it was made.
func snapshotRows(_ context.Context, q *apiQuery) (export.Table, error) {
	list := q.live.snapshots
	if i := slices.IndexFunc(list, func(s models.Snapshot) bool { return s.ID == q.world.snapshot.ID }); i >= 0 {
		list = list[i:]
	}
	return export.SnapshotTable(list), nil
}

// changeRows are what changed in a snapshot, as its file says; without one, in the newest.
func changeRows(ctx context.Context, q *apiQuery) (export.Table, error) {
	id := q.world.snapshot.ID
	if !q.pinned() {
		if len(q.live.snapshots) == 0 {
			return export.Table{}, nil
		}
		id = q.live.snapshots[0].ID
	}
	snap, err := q.live.store.Snapshot(ctx, id)
	if err != nil {
		return export.Table{}, err
	}
	return q.live.changes(ctx, snap)
}
