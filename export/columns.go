package export

import (
	"strings"

	"gongkai/models"
)

// Meaning explains the column in a sentence, wherever its label alone does not.
func (c Column) Meaning() models.Label {
	if c.about.Zh != "" {
		return c.about
	}
	if m, ok := columnMeanings[c.Code]; ok {
		return m
	}
	return wideMeanings[c.Code]
}

// columnMeanings explains the columns of the data files by their codes.
var columnMeanings = map[string]models.Label{
	"snapshot_id":           {Zh: "数据所属快照的编号；取自网站实时数据的为空。", En: "The snapshot that the row is of; empty for the live state."},
	"row_type":              {Zh: "figure 是一个机关的数，total 是各机关合计；比较的文件里还有 median（中位数）、lower_quartile、upper_quartile（四分位数）。求和前先按本列筛选，否则会重复计算。", En: "figure is one agency's number, total a sum over agencies; files of comparisons also have median, lower_quartile and upper_quartile. Filter by it before adding up, or numbers count twice."},
	"district_code":         {Zh: "行政区划代码。", En: "The code of the administrative division."},
	"agency_id":             {Zh: "机关的固定代码，更名后不变；DISTRICT 表示各机关合计。", En: "The agency's stable code, which a change of name does not touch; DISTRICT stands for all agencies together."},
	"agency_name":           {Zh: "机关现名。", En: "The agency's current name."},
	"agency_name_en":        {Zh: "机关的英文名称，没有的为空。", En: "The agency's name in English, if it has one."},
	"agency_kind":           {Zh: "机关类别，如政府组成部门、街道。", En: "What sort of organ the agency is, in Chinese."},
	"year":                  {Zh: "报告所属年度，不是公布年份。", En: "The year that the report is about, not that of its publication."},
	"section":               {Zh: "年报的第几部分（1 至 6）；0 是第一部分之前的文字。", En: "The section of the report, 1 to 6; 0 is what stands before the first."},
	"section_name":          {Zh: "该部分在统一格式中的名称。", En: "What the national form calls the section."},
	"heading":               {Zh: "原文中该部分的标题。", En: "The section's heading as printed."},
	"body":                  {Zh: "该部分的文字，各段之间换行。", En: "The section's prose, a line feed between paragraphs."},
	"measure":               {Zh: "数据项代码，见数据字典。", En: "The measure's code; see the dictionary."},
	"measure_name":          {Zh: "数据项名称。", En: "The measure's name."},
	"applicant":             {Zh: "申请人类型；total 是总计一列，不要与分项相加。", En: "The applicant; total is the column of totals, not to be added to its parts."},
	"indicator_id":          {Zh: "计算指标的代码，见数据字典。", En: "The indicator's code; see the dictionary."},
	"indicator_name":        {Zh: "计算指标的名称。", En: "The indicator's name."},
	"numerator":             {Zh: "比率的分子；不是比率的为空。", En: "The numerator of a ratio; empty for a count."},
	"denominator":           {Zh: "比率的分母；不是比率的为空。", En: "The denominator of a ratio; empty for a count."},
	"value":                 {Zh: "数值。空值的原因见 value_status，空不等于 0；比率写成 1 的分数，分母不足 10 的不写。", En: "The value. Why it is empty stands in value_status; empty is not 0. Ratios are fractions of 1, left out below a denominator of 10."},
	"unit":                  {Zh: "单位；ratio 表示比率。", En: "The unit; ratio for a share."},
	"value_status":          {Zh: "数值是怎样读到的，或为什么没有；合计行为空。", En: "How the value was read, or why there is none; empty for totals."},
	"flags":                 {Zh: "对数值的说明，多个用分号隔开。", En: "Remarks on the value, separated by semicolons."},
	"raw_text":              {Zh: "原文印出的字样。", En: "What is printed."},
	"form":                  {Zh: "年报格式的版本：2019 或 2021。", En: "The edition of the form: 2019 or 2021."},
	"scope":                 {Zh: "统计范围：organ 本机关，own_level 本级，territory 全区（县）；后者不与各机关相加。", En: "What the report covers: the organ, its own level, or the territory, which is never added to organs."},
	"report_id":             {Zh: "年报编号；没有年报的为空。", En: "The report's id; empty where there is none."},
	"source_locator":        {Zh: "在统一格式中的位置，如 t3.r06.c7 是表三第 6 行第 7 列。", En: "The place in the national form: t3.r06.c7 is row 6, column 7 of table three."},
	"source_url":            {Zh: "年报公布的网址。", En: "Where the report was published."},
	"source_name":           {Zh: "读取的文件名。", En: "The name of the file that was read."},
	"retrieved_at":          {Zh: "取得文件的时间（UTC）。", En: "When the file was retrieved, in UTC."},
	"sha256":                {Zh: "读取的文件的 SHA-256 校验值。", En: "The checksum of the file that was read."},
	"coverage_n":            {Zh: "合计包含几个机关。", En: "How many agencies a total is of."},
	"coverage_of":           {Zh: "合计应当包含几个机关。", En: "How many agencies a total should be of."},
	"suspect_n":             {Zh: "合计中几个机关的数存疑。", En: "How many agencies of a total have suspect figures."},
	"value_without_suspect": {Zh: "不计存疑数的合计。", En: "The total without suspect figures."},
	"display_rule":          {Zh: "比率能否展示、如何展示。", En: "Whether and how a ratio may be shown."},
	"ci_low":                {Zh: "比率的 95% 置信区间（Wilson）下限，写成 1 的分数。", En: "Lower end of the 95 % interval after Wilson, a fraction of 1."},
	"ci_high":               {Zh: "比率的 95% 置信区间（Wilson）上限，写成 1 的分数。", En: "Upper end of the 95 % interval after Wilson, a fraction of 1."},
	"report_status":         {Zh: "年报状态：published 已公布，missing 没有年报。", En: "The report's state: published, or missing."},
	"status":                {Zh: "年报状态：published 已公布，missing 没有年报。", En: "The report's state: published, or missing."},
	"published_on":          {Zh: "年报公布的日期；没有写明的为空。", En: "The day of publication; empty if not stated."},
	"due_on":                {Zh: "年报应当公布的最后日期。", En: "The day by which the report was to be published."},
	"days_late":             {Zh: "晚了几天公布，按期为 0；日期不明的为空。", En: "Days after the day it was due, 0 if in time, empty if the day is not known."},
	"cells_missing":         {Zh: "没有数值的格数。", En: "Cells without a value."},
	"checks_failed":         {Zh: "没有通过的校验数。", En: "Checks that failed."},
	"title":                 {Zh: "原文标题。", En: "The title as printed."},
	"revision":              {Zh: "第几次修订，从 1 起。", En: "The number of the revision, from 1."},
	"errors":                {Zh: "没有通过的错误级校验数。", En: "Failed checks of the error kind."},
	"warnings":              {Zh: "没有通过的提示级校验数。", En: "Failed checks of the warning kind."},
	"rule_id":               {Zh: "校验规则的代码。", En: "The rule's code."},
	"rule_name":             {Zh: "校验规则的名称。", En: "The rule's name."},
	"severity":              {Zh: "error 错误，warning 提示。", En: "error or warning."},
	"result":                {Zh: "fail 未通过，not_assessable 缺少数字、无法判断。", En: "fail, or not_assessable where a figure is missing."},
	"subject":               {Zh: "校验的是哪一行、哪一列或哪类申请人。", En: "Which line, column or applicant was checked."},
	"cells":                 {Zh: "涉及的数据项，多个用分号隔开。", En: "The figures concerned, separated by semicolons."},
	"message":               {Zh: "校验结果的说明。", En: "The finding as a sentence, in Chinese."},
	"message_en":            {Zh: "校验结果的英文说明。", En: "The finding as a sentence in English."},
	"confirmed":             {Zh: "主管部门确认数字无误的理由；没有确认过的为空。", En: "Why the office confirmed that the figures are right; empty where it did not."},
	"position":              {Zh: "在机构序列中的位置。", En: "The place in the official order."},
	"pinyin":                {Zh: "名称的拼音，用于排序。", En: "Pinyin of the name, to sort by."},
	"former_names":          {Zh: "曾用名，写成“名称@启用日期~停用日期”，多个用分号隔开。", En: "Former names as name@since~until, separated by semicolons."},
	"aliases":               {Zh: "别名，多个用分号隔开。", En: "Aliases, separated by semicolons."},
	"years_owed":            {Zh: "应当公布年报的年度，多个用分号隔开。", En: "The years a report is owed for, separated by semicolons."},
	"years_exempt":          {Zh: "不用公布年报的年度和原因，写成“年度 原因”，多个用分号隔开。", En: "The years no report is owed for, each followed by the reason, separated by semicolons."},
	"successions":           {Zh: "更名、并入、拆分、撤销，写成“种类:机关代码@日期”，多个用分号隔开。", En: "What became of the agency as kind:agency@date, separated by semicolons."},
	"name":                  {Zh: "名称。", En: "The name."},
	"name_en":               {Zh: "英文名称。", En: "The name in English."},
	"name_kind":             {Zh: "current 现名，english 英文名称，former 曾用名，alias 别名。", En: "current, english, former or alias."},
	"since":                 {Zh: "开始使用的日期；不明的为空。", En: "The first day; empty if not known."},
	"until":                 {Zh: "停止使用的日期；不明的为空。", En: "The last day; empty if not known."},
	"change":                {Zh: "figure 数字更正，added 新增报告，withdrawn 撤下报告。", En: "figure changed, report added or withdrawn."},
	"old_value":             {Zh: "上一个快照中的数值。", En: "The value in the snapshot before."},
	"old_status":            {Zh: "上一个快照中的数值状态。", En: "The value's state in the snapshot before."},
	"old_flags":             {Zh: "上一个快照中的标记。", En: "The flags in the snapshot before."},
	"reason":                {Zh: "修订时写明的原因；没有写明的为空。", En: "Why, as the revision says; empty if it does not."},
	"id":                    {Zh: "词条编号，即数据字典网页中的位置。", En: "The entry's id, which is its place on the dictionary's page."},
	"kind":                  {Zh: "词条种类：measure 数据项，indicator 计算指标，column 数据文件的列等。", En: "What the entry is about: a measure, an indicator, a column, …"},
	"code":                  {Zh: "数据文件中使用的代码。", En: "The code used in the data files."},
	"meaning":               {Zh: "含义。", En: "What it means, in Chinese."},
	"meaning_en":            {Zh: "英文含义。", En: "What it means, in English."},
	"formula":               {Zh: "计算公式。", En: "The formula, in Chinese."},
	"formula_en":            {Zh: "英文公式。", En: "The formula, in English."},
	"caveat":                {Zh: "使用时应注意的事项。", En: "What to know before using it, in Chinese."},
	"caveat_en":             {Zh: "英文注意事项。", En: "What to know before using it, in English."},
	"law":                   {Zh: "法律依据。", En: "The law it rests on."},
	"sdmx_obs_status":       {Zh: "最接近的 SDMX 观测状态代码。", En: "The nearest observation status of SDMX."},
}

// wideMeanings explains the columns of the wide file that are a figure.
var wideMeanings = func() map[string]models.Label {
	list := map[string]models.Label{}
	for _, k := range wideKeys {
		m, _ := models.MeasureOf(k.Measure)
		unit := m.Unit.Label()
		list[wideCode(k)] = models.Label{Zh: "即长表中的 " + k.String() + "，单位" + unit.Zh + "；空不等于 0。", En: k.String() + " of the long file, in " + unit.En + "; empty is not 0."}
	}
	return list
}()

// wideCode is the column of a figure in the wide file: its key with underscores.
func wideCode(k models.Key) string {
	code := strings.ReplaceAll(k.Measure, ".", "_")
	if k.Applicant != "" && k != wideOther {
		code += "_" + k.Applicant
	}
	return code
}

// The kinds of columns.
const (
	kindText    = "text"
	kindInteger = "integer"
	kindDecimal = "decimal"
)

// kind is what a column's cells are.
func (c Column) kind() string {
	switch {
	case c.Text:
		return kindText
	case c.Whole:
		return kindInteger
	}
	return kindDecimal
}
