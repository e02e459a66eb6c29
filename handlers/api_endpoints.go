package handlers

import (
	"slices"
	"strconv"

	"gongkai/export"
	"gongkai/models"
)

// endpoint is one collection of the API. Its rows are those of a data file of package export, with the file's columns, words and
// numbers: there is one definition of each.
type endpoint struct {
	name    string
	label   models.Label
	about   models.Label
	order   models.Label // of the rows
	keyed   bool         // the rows are by agency in the official order, then by year
	looks   bool         // at the year before: what is chosen by year is worked out from all years
	filters []parameter
	words   []string // columns that the parameter q looks in; what is not in them the source sees to
	columns func() []export.Column
	rows    rowSource
}

// parameterKind says how a parameter is written.
type parameterKind int

const (
	listParameter     parameterKind = iota // values of a list, several of them
	oneValueParameter                      // one value of a list
	yearsParameter
	wordsParameter
	numberParameter
	opaqueParameter
)

// parameter is a parameter of an endpoint's address. The table of them is all there is: what is read, the pages about the API and its
// machine-readable description are made from it.
type parameter struct {
	name      string
	kind      parameterKind
	column    string // whose values a filter keeps; "" for what is no filter, and for words
	about     models.Label
	byDefault string
	example   string
	url       string // where the values are listed, if they are data
	choices   func(*world, *endpoint) []string
	read      func(*apiQuery, parameter, string) error
}

// filter reports whether a parameter chooses rows, rather than how they are written.
func (p parameter) filter() bool {
	return p.column != "" || p.kind == wordsParameter || p.name == "snapshot"
}

// fixed are values that do not depend on the data.
func fixed[T ~string](values ...T) func(*world, *endpoint) []string {
	return func(*world, *endpoint) []string {
		list := make([]string, len(values))
		for i, v := range values {
			list[i] = string(v)
		}
		return list
	}
}

// The filters, each under the name that the pages know it by.
var (
	byAgency = parameter{name: "a", column: "agency_id", example: "a-jyj", url: apiRoot + "/agencies?fields=agency_id,agency_name", read: readValues,
		about: models.Label{Zh: "机关代码", En: "Ids of agencies"},
		choices: func(w *world, _ *endpoint) []string {
			ids := make([]string, len(w.agencies))
			for i, a := range w.agencies {
				ids[i] = a.ID
			}
			return ids
		}}
	byYear = parameter{name: "y", kind: yearsParameter, column: "year", example: "2021..2025", read: readYears,
		about: models.Label{Zh: "年度：2025、2021..2025、2021.. 或 ..2025", En: "Years: 2025, 2021..2025, 2021.. or ..2025"},
		choices: func(w *world, _ *endpoint) []string {
			var years []string
			for _, y := range w.years {
				years = append(years, strconv.Itoa(y))
			}
			return years
		}}
	byKind = parameter{name: "kind", column: "agency_kind", read: readValues, choices: fixed(models.Kinds...),
		about: models.Label{Zh: "机关类别", En: "Kinds of agencies"}}
	byMeasure = parameter{name: "m", column: "measure", example: "applications.received", url: apiRoot + "/measures?fields=measure,measure_name&row_type=measure", read: readValues,
		about:   models.Label{Zh: "指标代码", En: "Codes of measures"},
		choices: func(*world, *endpoint) []string { return measureCodes() }}
	byIndicator = parameter{name: "m", column: "indicator_id", example: "disclosure_rate", url: apiRoot + "/measures?fields=measure,measure_name&row_type=indicator", read: readValues,
		about:   models.Label{Zh: "指标代码", En: "Codes of indicators"},
		choices: func(*world, *endpoint) []string { return indicatorCodes() }}
	bySubject = parameter{name: "m", column: "measure", example: "applications.received", read: readValues,
		about:   models.Label{Zh: "指标代码", En: "Codes of measures and indicators"},
		choices: func(*world, *endpoint) []string { return subjectCodes() }}
	byApplicant = parameter{name: "by", column: "applicant", example: models.ApplicantTotal, read: readValues,
		about: models.Label{Zh: "申请人类型；只有申请类指标分列", En: "Applicants; only measures of applications are counted by them"},
		choices: func(*world, *endpoint) []string {
			codes := make([]string, len(models.Applicants))
			for i, a := range models.Applicants {
				codes[i] = a.Code
			}
			return codes
		}}
	bySection = parameter{name: "section", column: "section", example: "3", read: readValues, choices: fixed("1", "2", "3", "4", "5", "6"),
		about: models.Label{Zh: "年报的部分", En: "Sections of the report"}}
	byState = parameter{name: "value_status", column: "value_status", example: string(models.StateBlank), read: readValues, choices: fixed(models.States...),
		about: models.Label{Zh: "数值状态", En: "States of the value"}}
	byFlag = parameter{name: "flag", column: "flags", example: "suspect", read: readValues,
		about:   models.Label{Zh: "标记；有其中任一个的行", En: "Flags: rows with one of them"},
		choices: func(*world, *endpoint) []string { return (^models.Flags(0)).Names() }}
	byForm = parameter{name: "form", column: "form", example: string(models.Edition2021), read: readValues, choices: fixed(models.Editions...),
		about: models.Label{Zh: "年报格式版本", En: "Editions of the form"}}
	byScope = parameter{name: "scope", column: "scope", example: string(models.ScopeOrgan), read: readValues, choices: fixed(models.Scopes...),
		about: models.Label{Zh: "统计范围", En: "Scopes of the report"}}
	byStatus = parameter{name: "status", column: "status", example: string(models.StatusMissing), read: readValues, choices: fixed(models.StatusPublished, models.StatusMissing),
		about: models.Label{Zh: "公布情况", En: "Whether the report is published"}}
	byRule = parameter{name: "rule", column: "rule_id", example: "t3.balance", read: readValues,
		about: models.Label{Zh: "检查规则", En: "Rules of checks"},
		choices: func(*world, *endpoint) []string {
			ids := make([]string, len(models.Rules))
			for i, r := range models.Rules {
				ids[i] = r.ID
			}
			return ids
		}}
	bySeverity = parameter{name: "severity", column: "severity", example: string(models.SeverityError), read: readValues, choices: fixed(models.SeverityError, models.SeverityWarning),
		about: models.Label{Zh: "程度", En: "Severities"}}
	byResult = parameter{name: "result", column: "result", example: string(models.Fail), read: readValues, choices: fixed(models.Fail, models.NotAssessable),
		about: models.Label{Zh: "检查结果", En: "Results of the check"}}
	byDisplay = parameter{name: "display_rule", column: "display_rule", example: string(models.DisplayOK), read: readValues,
		choices: fixed(models.DisplayOK, models.DisplaySmall, models.DisplayDenZero, models.DisplayInputMissing, models.DisplayInputSuspect, models.DisplaySeriesBreak),
		about:   models.Label{Zh: "展示规则", En: "Display rules"}}
	byChange = parameter{name: "change", column: "change", example: string(models.FigureChanged), read: readValues, choices: fixed(models.CellChangeKinds...),
		about: models.Label{Zh: "变更种类", En: "Kinds of change"}}
	byWords = parameter{name: "q", kind: wordsParameter, example: "民政", read: readWords,
		about: models.Label{Zh: "要找的字词，几个词用空格分开，都要有", En: "Words to look for, separated by spaces; all must be there"}}
	// figuresOrTotals keeps totals apart from their parts: an answer never holds both.
	figuresOrTotals = parameter{name: "row_type", kind: oneValueParameter, column: "row_type", byDefault: export.RowFigure, example: export.RowTotal, read: readValues, choices: fixed(export.RowFigure, export.RowTotal),
		about: models.Label{Zh: "各机关的数，或全部机关的合计；一次只能取一种，免得把合计再加一遍", En: "Figures of agencies, or their totals: one kind at a time, so that nobody adds a total to its parts"}}
	measuresOrIndicators = parameter{name: "row_type", column: "row_type", example: "measure", read: readValues, choices: fixed("measure", "indicator"),
		about: models.Label{Zh: "年报中的指标，或由它们计算的指标", En: "Measures of the report, or indicators derived from them"}}
)

// bySnapshot chooses the state of the data. Every endpoint has it.
var bySnapshot = parameter{name: "snapshot", kind: oneValueParameter, url: apiRoot + "/snapshots?fields=snapshot_id,created_at,note", read: readSnapshot,
	about: models.Label{Zh: "固定一个快照：给出那时的行，以后不再改变；不写时为网站现在的数据", En: "Pins a snapshot: the rows as they were then, which never change; without it those of the site now"},
	choices: func(w *world, _ *endpoint) []string {
		ids := make([]string, len(w.snapshots))
		for i, s := range w.snapshots {
			ids[i] = s.ID
		}
		return ids
	}}

// general are the other parameters that every endpoint has.
var general = []parameter{
	{name: "format", kind: oneValueParameter, read: readFormat, example: "csv", choices: fixed(export.JSON, export.NDJSON, export.CSV),
		about: models.Label{Zh: "格式；不写时按 Accept 首部，默认 json", En: "The format; without it the Accept header decides, json by default"}},
	{name: "fields", kind: listParameter, read: readFields, about: models.Label{Zh: "要哪些列，按所写的顺序；不写时为全部", En: "Which columns, in the order given; all without it"},
		choices: func(_ *world, e *endpoint) []string {
			codes := make([]string, len(e.columns()))
			for i, c := range e.columns() {
				codes[i] = c.Code
			}
			return codes
		}},
	{name: "limit", kind: numberParameter, byDefault: strconv.Itoa(apiLimit), example: "100", read: readLimit, choices: fixed[string](),
		about: models.Label{Zh: "一页最多多少行，1 到 10000", En: "How many rows a page has at most, 1 to 10000"}},
	{name: "cursor", kind: opaqueParameter, read: readCursor, choices: fixed[string](),
		about: models.Label{Zh: "下一页的位置，由 Link 首部给出，不要自己编写", En: "Where the next page begins, as the Link header gives it; never make one"}},
	{name: "bom", kind: oneValueParameter, byDefault: "0", example: "1", read: readBOM, choices: fixed("0", "1"),
		about: models.Label{Zh: "CSV 以字节顺序标记开头，Excel 和 WPS 直接打开时需要", En: "CSV begins with a byte order mark, which Excel and WPS need when they open it directly"}},
}

// parameters are all that an endpoint knows, in the order in which they are read.
func (e *endpoint) parameters() []parameter {
	return slices.Concat([]parameter{bySnapshot}, e.filters, general)
}

// path is where the endpoint stands, docs where it is explained.
func (e *endpoint) path() string { return apiRoot + "/" + e.name }
func (e *endpoint) docs() string { return "/api#" + e.name }
