package models

import "slices"

// Rule is one check that every report is put through: a row of the public rule catalogue.
type Rule struct {
	ID       string
	Title    Label
	Formula  Label // the relation in words
	Source   Label // where it comes from: the regulations, the form, or plausibility
	Severity Severity
	// evaluate returns the findings of the rule in a fixed order, without rule, severity and number. It gives at least one.
	evaluate func(checked) []Finding
}

var (
	sourceForm    = Label{"国办公开办函〔2021〕30号、〔2019〕60号《政府信息公开工作年度报告格式》：表三勾稽关系及填报说明", "National form of the yearly report (2021 No. 30, 2019 No. 60): relations of table three"}
	sourceTables  = Label{"国办公开办函〔2021〕30号、〔2019〕60号《政府信息公开工作年度报告格式》填报说明", "National form of the yearly report (2021 No. 30, 2019 No. 60): instructions"}
	sourceContent = Label{"《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式", "Regulations on Government Information Disclosure, art. 50; national form (2021 No. 30)"}
	sourceSense   = Label{"数据合理性核对（非法定勾稽关系）", "Plausibility (no relation of the form)"}
)

// Rules holds every rule in the catalogue's order.
var Rules = []Rule{
	{"t3.balance", Label{"表三：新收与结转平衡", "Table three: applications balance"},
		Label{"每一列：本年新收 + 上年结转 = 办结总计 + 结转下年度", "Per applicant: received + carried in = concluded + carried over"},
		sourceForm, SeverityError, checkRelations("t3.balance")},
	{"t3.outcomes", Label{"表三：办理结果合计", "Table three: sum of outcomes"},
		Label{"每一列：办结总计 = （一）至（六）各项办理结果之和", "Per applicant: concluded = sum of the outcome lines"},
		sourceForm, SeverityError, checkRelations("t3.outcomes")},
	{"t3.row", Label{"表三：各行总计", "Table three: row totals"},
		Label{"每一行：总计 = 自然人与五类法人或其他组织之和", "Per line: total = sum of the six applicants"},
		sourceTables, SeverityError, checkRelations("t3.row")},
	{"t4.channel", Label{"表四：各类总计", "Table four: totals"},
		Label{"每一类：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结", "Per channel: total = upheld + corrected + other + pending"},
		sourceTables, SeverityError, checkRelations("t4.channel")},
	{"x.carry", Label{"上年结转与上年报告衔接", "Carried in agrees with last year"},
		Label{"每一列：上年结转 = 上一年度报告（或前身机关报告之和）的结转下年度", "Per applicant: carried in = carried over of last year's report, or of the predecessors' reports together"},
		sourceForm, SeverityError, checkCarry},
	{"x.stock", Label{"现行有效件数与上年衔接", "Documents in force agree with last year"},
		Label{"规章、行政规范性文件：现行有效 = 上年现行有效 + 本年制发 − 本年废止（两年均为2021年版格式）", "Rules and normative documents: in force = in force last year + issued − repealed (both years on the 2021 form)"},
		sourceTables, SeverityWarning, checkStock},
	{"text.applications", Label{"正文与表三的申请数量一致", "Text agrees with table three"},
		Label{"第一部分写明的收到、办结、结转申请数量与表三总计相符；政府的报告正文可以只写本级", "Applications stated in section one agree with the totals of table three; a government's text may speak of itself alone"},
		sourceContent, SeverityWarning, checkTextApplications},
	{"text.remedies", Label{"正文与表四的复议、诉讼数量一致", "Text agrees with table four"},
		Label{"第一部分写明的行政复议、行政诉讼件数与表四总计相符；政府的报告正文可以只写本级", "Reconsiderations and lawsuits stated in section one agree with the totals of table four; a government's text may speak of itself alone"},
		sourceContent, SeverityWarning, checkTextRemedies},
	{"head.year", Label{"年度一致", "One and the same year"},
		Label{"标题年度、统计期限年度与报告年度一致", "The years of the title, of the period and of the report agree"},
		sourceTables, SeverityError, checkYear},
	{"head.deadline", Label{"按期公布", "Published in time"},
		Label{"部门报告于次年1月31日前、政府报告于次年3月31日前公布", "Published by 31 January of the next year, governments by 31 March"},
		Label{"《中华人民共和国政府信息公开条例》第四十九条", "Regulations on Government Information Disclosure, art. 49"}, SeverityWarning, checkDeadline},
	{"s6.fee", Label{"写明信息处理费", "Processing fee stated"},
		Label{"2021年度起，第六部分写明本年度信息处理费收取情况，未收取也要写明", "From 2021 on, section six states the processing fees of the year, even when there were none"},
		Label{"《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；国办公开办函〔2021〕30号格式第六部分", "Measures on processing fees (2020 No. 109); national form (2021 No. 30), section six"}, SeverityWarning, checkFee},
	{"form.sections", Label{"六个部分齐全", "All six sections"},
		Label{"六个部分及表二、表三、表四都在，各有内容", "The six sections and tables two to four are there"},
		sourceContent, SeverityError, checkSections},
	{"form.blank", Label{"没有空白单元格", "No blank cells"},
		Label{"表二至表四每个单元格都填写数字，没有的填“0”", "Every cell of tables two to four holds a number, 0 where there is none"},
		sourceTables, SeverityWarning, checkBlank},
	{"value.count", Label{"数量为非负整数", "Counts are whole numbers"},
		Label{"件数、项数都是不小于零的整数（“本年增/减”可以为负）", "Counts are whole and not negative (the change of items may be negative)"},
		sourceTables, SeverityError, checkCounts},
	{"jump.unit", Label{"收费金额的单位", "Unit of the fees"},
		Label{"行政事业性收费不应是上年的约一万倍或万分之一（“元”误作“万元”）", "Fees are not about ten thousand times or a ten-thousandth of last year's (yuan for 10,000 yuan)"},
		sourceSense, SeverityWarning, checkUnit},
	{"jump.tenfold", Label{"十倍以上的变化", "Tenfold change"},
		Label{"较大一年不少于100的数，不应达到上年的十倍以上或十分之一以下", "A number of 100 or more in either year is not ten times last year's or more, nor a tenth or less"},
		sourceSense, SeverityWarning, checkTenfold},
	{"same.as.last.year", Label{"与上年完全相同", "Same as last year"},
		Label{"五个以上不为零的数不应与上年全部相同", "Five or more figures other than 0 are not all equal to last year's"},
		sourceSense, SeverityWarning, checkSame},
}

// RuleOf finds a rule by its id.
func RuleOf(id string) (Rule, bool) {
	i := slices.IndexFunc(Rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return Rules[i], true
}
