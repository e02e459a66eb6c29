package models

import (
	"slices"
	"strings"
)

// sentences is the catalogue of what findings say: by rule, then by case. The case is pass, fail or unknown, unless the finding's
// values name another. Cases under "" are common to all rules. Words in braces are the finding's values, or one of the slots that
// slotsOf makes: {subject}, {figures}, {missing}.
var sentences = map[string]map[string]Label{
	"": {
		"no_previous":    {"没有上一年度的报告，无法比较。", "There is no report of the year before to compare with."},
		"successor":      {"上一年度报告属于合并、拆分前的机关，不逐项比较。", "Last year's report is that of an agency before a merger or split; figures are not compared one by one."},
		"scope":          {"上一年度报告的统计范围不同（本机关、本级、全区），无法比较。", "Last year's report covers another scope (organ, own level, territory) and cannot be compared."},
		"edition":        {"两年报告的格式版本不同或没有此栏，无法比较。", "The two years use different editions of the form, or have no such column, and cannot be compared."},
		"nothing_common": {"两年报告没有都填写的数，无法比较。", "No figure is known in both years."},
		"no_year":        {"报告年度不明，无法判断。请在标题中写明年度。", "The report year is unknown. State it in the title."},
	},
	"t3.balance": {
		"pass":    {"表三“{subject}”列：新收 {received} + 结转 {carried_in} = 办结 {concluded} + 结转下年度 {carried_out}。", "Table three, column “{subject}”: received {received} + carried in {carried_in} = concluded {concluded} + carried over {carried_out}."},
		"fail":    {"表三“{subject}”列：新收 {received} + 结转 {carried_in} ≠ 办结 {concluded} + 结转下年度 {carried_out}，差 {difference}。请核对“一”“二”“三（七）”“四”四行，改正后重新报送。", "Table three, column “{subject}”: received {received} + carried in {carried_in} ≠ concluded {concluded} + carried over {carried_out}, a difference of {difference}. Check these four lines, correct them and submit again."},
		"exceeds": {"表三“{subject}”列：新收与上年结转已填 {left}，办结与结转下年度已填 {right}，还有未填的数，两边已不可能相等。请核对并补填{missing}。", "Table three, column “{subject}”: received and carried in give {left} so far, concluded and carried over {right}; whatever the unknown figures are, the sides cannot be equal. Check and fill in {missing}."},
		"unknown": {"表三“{subject}”列：{missing}没有可用的数，无法核对新收、结转与办结是否平衡。请补填。", "Table three, column “{subject}”: {missing} is unknown, so the balance cannot be checked. Fill it in."},
	},
	"t3.outcomes": {
		"pass":    {"表三“{subject}”列：“（七）总计” {left} = 各项办理结果之和 {right}。", "Table three, column “{subject}”: concluded {left} = sum of the outcomes {right}."},
		"fail":    {"表三“{subject}”列：“（七）总计”为 {left}，（一）至（六）各行相加为 {right}，差 {difference}。请核对各行和总计，改正后重新报送。", "Table three, column “{subject}”: concluded is {left}, but the outcome lines add up to {right}, a difference of {difference}. Check the lines and the total, correct them and submit again."},
		"exceeds": {"表三“{subject}”列：“（七）总计”为 {left}，（一）至（六）已填各行相加为 {right}，不论未填的数是多少都不相等。请核对并补填{missing}。", "Table three, column “{subject}”: concluded is {left}, the outcome lines known add up to {right}; whatever the unknown figures are, they cannot agree. Check and fill in {missing}."},
		"unknown": {"表三“{subject}”列：{missing}没有可用的数，无法核对“（七）总计”。请补填。", "Table three, column “{subject}”: {missing} is unknown, so the total of outcomes cannot be checked. Fill it in."},
	},
	"t3.row": {
		"pass":    {"表三“{subject}”行：总计 {left} = 各列之和 {right}。", "Table three, line “{subject}”: total {left} = sum of the applicants {right}."},
		"fail":    {"表三“{subject}”行：“总计”列为 {left}，自然人和法人或其他组织六列相加为 {right}，差 {difference}。请核对这一行，改正后重新报送。", "Table three, line “{subject}”: the total is {left}, but the six applicants add up to {right}, a difference of {difference}. Check this line, correct it and submit again."},
		"exceeds": {"表三“{subject}”行：“总计”列为 {left}，已填各列相加为 {right}，不论未填的数是多少都不相等。请核对并补填{missing}。", "Table three, line “{subject}”: the total is {left}, the applicants known add up to {right}; whatever the unknown figures are, they cannot agree. Check and fill in {missing}."},
		"unknown": {"表三“{subject}”行：{missing}没有可用的数，无法核对总计。请补填。", "Table three, line “{subject}”: {missing} is unknown, so the total cannot be checked. Fill it in."},
	},
	"t4.channel": {
		"pass":    {"表四“{subject}”：结果维持 {upheld} + 结果纠正 {corrected} + 其他结果 {other} + 尚未审结 {pending} = 总计 {total}。", "Table four, “{subject}”: upheld {upheld} + corrected {corrected} + other {other} + pending {pending} = total {total}."},
		"fail":    {"表四“{subject}”：结果维持 {upheld} + 结果纠正 {corrected} + 其他结果 {other} + 尚未审结 {pending} = {right}，“总计”列为 {total}，差 {difference}。请核对这五列，改正后重新报送。", "Table four, “{subject}”: upheld {upheld} + corrected {corrected} + other {other} + pending {pending} = {right}, but the total is {total}, a difference of {difference}. Check these five columns, correct them and submit again."},
		"exceeds": {"表四“{subject}”：“总计”列为 {left}，已填各列相加为 {right}，不论未填的数是多少都不相等。请核对并补填{missing}。", "Table four, “{subject}”: the total is {left}, the columns known add up to {right}; whatever the unknown figures are, they cannot agree. Check and fill in {missing}."},
		"unknown": {"表四“{subject}”：{missing}没有可用的数，无法核对总计。请补填。", "Table four, “{subject}”: {missing} is unknown, so the total cannot be checked. Fill it in."},
	},
	"x.carry": {
		"pass":    {"表三“{subject}”列：上年结转 {left} = {last_year}年度报告的结转下年度 {right}。", "Table three, column “{subject}”: carried in {left} = carried over in the report for {last_year} {right}."},
		"fail":    {"表三“{subject}”列：“上年结转”为 {left}，{last_year}年度报告的“结转下年度继续办理”为 {right}，差 {difference}。请与上年报告核对，改正有误的一年。", "Table three, column “{subject}”: carried in is {left}, but the report for {last_year} carried over {right}, a difference of {difference}. Compare with last year's report and correct the year that is wrong."},
		"exceeds": {"表三“{subject}”列：“上年结转”为 {left}，{last_year}年度各前身机关报告的“结转下年度继续办理”已知 {right}，不可能相等。请与上年各报告核对。", "Table three, column “{subject}”: carried in is {left}, but the known reports for {last_year} carried over {right} already; they cannot agree. Compare with last year's reports."},
		"unknown": {"表三“{subject}”列：本年的“上年结转”或{last_year}年度报告的“结转下年度继续办理”没有可用的数，无法核对。请补填。", "Table three, column “{subject}”: carried in, or carried over in the report for {last_year}, is unknown and cannot be checked. Fill it in."},
	},
	"x.stock": {
		"pass":    {"表二“{subject}”：现行有效 {in_force} = {last_year}年 {in_force_last_year} + 本年制发 {issued} − 本年废止 {repealed}。", "Table two, “{subject}”: in force {in_force} = {in_force_last_year} in {last_year} + issued {issued} − repealed {repealed}."},
		"fail":    {"表二“{subject}”：“现行有效件数”为 {in_force}，按{last_year}年 {in_force_last_year} + 本年制发 {issued} − 本年废止 {repealed} 应为 {expected}。请核对，如因清理、移交等原因不同请说明。", "Table two, “{subject}”: in force is {in_force}, but {in_force_last_year} in {last_year} + issued {issued} − repealed {repealed} gives {expected}. Check it, or state the reason, such as a review or a transfer."},
		"exceeds": {"表二“{subject}”：已填的数不可能满足“现行有效 = 上年现行有效 + 本年制发 − 本年废止”（与{last_year}年比较）。请核对并补填。", "Table two, “{subject}”: the figures known cannot satisfy “in force = in force last year + issued − repealed” (compared with {last_year}). Check and fill in."},
		"unknown": {"表二“{subject}”：本年或{last_year}年有数缺失，无法核对现行有效件数。请补填。", "Table two, “{subject}”: a figure of this year or of {last_year} is unknown, so the documents in force cannot be checked. Fill it in."},
	},
	"text.applications": {
		"pass":       {"正文写明{subject} {text} 件，与{figures}一致。", "The text states {text} for “{subject}”, which agrees with table three."},
		"fail":       {"第一部分写明{subject} {text} 件（“{quote}”），{figures}为 {table}。请核对正文与表三，改正不符之处。", "Section one states {text} for “{subject}” (“{quote}”), but {figures} is {table}. Compare the text with table three and correct what is wrong."},
		"unknown":    {"第一部分写明{subject} {text} 件，但{missing}没有可用的数，无法核对。请补填。", "Section one states {text} for “{subject}”, but {missing} is unknown. Fill it in."},
		"territory":  {"第一部分写明{subject} {text} 件，少于表三总计 {table}；政府报告的正文可以只写本级，不作判断。", "Section one states {text} for “{subject}”, less than the {table} of table three; a government's text may speak of itself alone."},
		"not_stated": {"第一部分没有写明{subject}的数量，或写法不能确认。", "Section one states no number for “{subject}”, or none that is certain."},
		"no_section": {"没有第一部分，无法核对{subject}的数量。请补上“总体情况”。", "Section one is missing, so “{subject}” cannot be compared. Add it."},
	},
	"text.remedies": {
		"pass":       {"正文写明{subject} {text} 件，与表四一致。", "The text states {text} for “{subject}”, which agrees with table four."},
		"fail":       {"第一部分写明{subject} {text} 件（“{quote}”），表四“{subject}”总计为 {table}。请核对正文与表四，改正不符之处。", "Section one states {text} for “{subject}” (“{quote}”), but table four gives {table} in total. Compare the text with table four and correct what is wrong."},
		"unknown":    {"第一部分写明{subject} {text} 件，但{missing}没有可用的数，无法核对。请补填。", "Section one states {text} for “{subject}”, but {missing} is unknown. Fill it in."},
		"territory":  {"第一部分写明{subject} {text} 件，少于表四总计 {table}；政府报告的正文可以只写本级，不作判断。", "Section one states {text} for “{subject}”, less than the {table} of table four; a government's text may speak of itself alone."},
		"not_stated": {"第一部分没有写明{subject}的数量，或写法不能确认。", "Section one states no number for “{subject}”, or none that is certain."},
		"no_section": {"没有第一部分，无法核对{subject}的数量。请补上“总体情况”。", "Section one is missing, so “{subject}” cannot be compared. Add it."},
	},
	"head.year": {
		"pass":    {"标题、统计期限与报告年度一致：{years}。", "Title, period and report agree: {years}."},
		"fail":    {"年度不一致：{years}。请核对标题和统计期限，改为同一年度。", "The years differ: {years}. Check the title and the period and make them one year."},
		"unknown": {"标题和统计期限没有写明可以比较的年度。请在标题和统计期限中写明年度。", "Title and period state no year to compare. State it in both."},
	},
	"head.deadline": {
		"pass":    {"{published} 公布，在期限 {due} 之前（含当日）。", "Published on {published}, not later than {due}."},
		"fail":    {"{published} 公布，比期限 {due} 晚 {days} 天。请核对公布日期；确属迟报的，请说明原因。", "Published on {published}, {days} days after {due}. Check the date; if the report was late, state the reason."},
		"unknown": {"没有公布日期，无法判断是否在 {due} 前公布。请补上公布日期。", "The date of publication is unknown, so it cannot be compared with {due}. Add it."},
	},
	"s6.fee": {
		"pass":       {"第六部分写明了信息处理费情况：“{quote}”", "Section six speaks of the processing fee: “{quote}”"},
		"fail":       {"第六部分没有写明信息处理费收取情况。请在“其他需要报告的事项”中写明本年度收取多少；未收取的也要写明“本年度未收取信息处理费”。", "Section six does not state the processing fees. State how much was charged this year, or that none was."},
		"unclear":    {"第六部分写到收费，但不能确定本年度收取多少信息处理费：“{quote}”。请写明本年度实际收取的金额；未收取的写明“本年度未收取信息处理费”。", "Section six speaks of fees, but how much was charged this year cannot be told: “{quote}”. State the amount charged this year, or that none was."},
		"early":      {"2021年以前的年度报告不要求写明信息处理费。", "Reports for years before 2021 need not state processing fees."},
		"no_section": {"没有第六部分，无法核对信息处理费。请补上“其他需要报告的事项”。", "Section six is missing, so the processing fee cannot be checked. Add it."},
	},
	"form.sections": {
		"pass":       {"六个部分和表二、表三、表四齐全。", "All six sections and tables two to four are there."},
		"section":    {"缺少“{subject}”部分。请按国家统一格式补上。", "The section “{subject}” is missing. Add it as the national form asks."},
		"table":      {"“{subject}”部分没有可以读取的表格。请按国家统一格式补上表格（图片不能代替表格）。", "The section “{subject}” has no table that can be read. Add it as the national form asks; a picture does not stand for a table."},
		"unreadable": {"“{subject}”部分的表格没有一个数能确定属于哪一行哪一列。请核对列标题和每一行的格数，按国家统一格式重新填报。", "Not one figure of the table of section “{subject}” has a certain row and column. Check the headers and the number of cells in each row."},
		"empty":      {"“{subject}”部分只有标题，没有内容。请补写。", "The section “{subject}” has a heading and nothing under it. Write it."},
	},
	"form.blank": {
		"pass":     {"表二至表四没有空白单元格。", "Tables two to four have no blank cells."},
		"fail":     {"表中有 {count} 个空白单元格，其中 {open} 个无法由其他数推定：{missing}。请逐一填写，没有的填“0”。", "{count} cells are blank, and {open} of them cannot be told from the other figures: {missing}. Fill in each of them, with 0 where there is none."},
		"solved":   {"表中有 {count} 个空白单元格：{figures}。虽可由其他数推定，仍请填写，没有的填“0”。", "{count} cells are blank: {figures}. The other figures tell their values; fill them in all the same, with 0 where there is none."},
		"no_table": {"没有读到表二至表四，无法判断。请补上表格。", "Tables two to four were not found. Add them."},
	},
	"value.count": {
		"pass":       {"各项数量都是非负整数。", "All counts are whole and not negative."},
		"negative":   {"{figures}为“{raw}”，数量不能是负数。请改正。", "{figures} is “{raw}”; a count cannot be negative. Correct it."},
		"fraction":   {"{figures}为“{raw}”，数量应当是整数。请改正。", "{figures} is “{raw}”; a count must be whole. Correct it."},
		"unknown":    {"{missing}的内容不能确认为数字，无法判断。请核对原文并改正。", "What is printed at {missing} is not certainly a number. Check the document and correct it."},
		"no_figures": {"没有读到任何数量，无法判断。请补填表格。", "No counts were found. Fill in the tables."},
	},
	"jump.unit": {
		"pass":    {"{figures}：本年 {value} 万元，{last_year}年 {before} 万元。", "{figures}: {value} × 10,000 yuan this year, {before} in {last_year}."},
		"more":    {"{figures}：本年 {value} 万元，{last_year}年 {before} 万元，约为上年的一万倍。请核对是否把“元”填作了“万元”。", "{figures}: {value} × 10,000 yuan this year, {before} in {last_year}, about ten thousand times as much. Check whether yuan were entered for 10,000 yuan."},
		"less":    {"{figures}：本年 {value} 万元，{last_year}年 {before} 万元，约为上年的万分之一。请核对本年数，以及上年是否把“元”填作了“万元”。", "{figures}: {value} × 10,000 yuan this year, {before} in {last_year}, about a ten-thousandth. Check this year's amount, and whether last year's was entered in yuan."},
		"unknown": {"{figures}：本年或{last_year}年没有可用的数，无法比较。请补填。", "{figures}: this year's or the amount of {last_year} is unknown. Fill it in."},
	},
	"jump.tenfold": {
		"pass": {"与{last_year}年相比，{count} 个数没有十倍以上的变化。", "None of {count} figures changed tenfold since {last_year}."},
		"more": {"{figures}：本年 {value}，{last_year}年 {before}，达到上年的十倍以上。请核对；属实的请说明原因。", "{figures}: {value} this year, {before} in {last_year}, ten times as much or more. Check it; if it is right, state the reason."},
		"less": {"{figures}：本年 {value}，{last_year}年 {before}，降到上年的十分之一以下。请核对；属实的请说明原因。", "{figures}: {value} this year, {before} in {last_year}, a tenth or less. Check it; if it is right, state the reason."},
	},
	"same.as.last.year": {
		"pass": {"与{last_year}年的数不完全相同。", "The figures differ from those of {last_year}."},
		"few":  {"与{last_year}年的数相同，但不为零的只有 {count} 个，不作提示。", "The figures equal those of {last_year}, but only {count} are other than 0."},
		"fail": {"{count} 个不为零的数与{last_year}年全部相同。请核对是否误用了上年的表格。", "All {count} figures other than 0 equal those of {last_year}. Check whether last year's tables were used by mistake."},
	},
}

// Sentence says the finding in words: which table, row and column, the numbers, and what to do.
func (f Finding) Sentence(lang Lang) string {
	name := f.Values[valueCase]
	if name == "" {
		name = map[Result]string{Pass: "pass", Fail: "fail", NotAssessable: "unknown"}[f.Result]
	}
	form, ok := sentences[f.Rule][name]
	if !ok {
		form, ok = sentences[""][name]
	}
	if !ok {
		form = Label{"没有说明。", "No description."} // written by a later version of the catalogue
	}
	return strings.NewReplacer(f.slots(lang)...).Replace(form.In(lang))
}

// slots returns the braces and what fills them, as strings.NewReplacer takes them.
func (f Finding) slots(lang Lang) []string {
	var missing []Key
	for _, s := range strings.FieldsFunc(f.Values[valueMissing], func(r rune) bool { return r == ';' }) {
		missing = append(missing, ParseKey(s))
	}
	slots := []string{"{subject}", f.subject(lang), "{figures}", namesOf(f.Figures, lang), "{missing}", namesOf(missing, lang), "{years}", f.years(lang)}
	for name, value := range f.Values {
		slots = append(slots, "{"+name+"}", value)
	}
	return slots
}

// subject names what the finding is about, as the form prints it.
func (f Finding) subject(lang Lang) string {
	if label, ok := textSubjects[f.Rule][f.Subject]; ok {
		return label.In(lang)
	}
	switch f.Rule {
	case "t3.balance", "t3.outcomes", "x.carry":
		if i := slices.IndexFunc(Applicants, func(a Applicant) bool { return a.Code == f.Subject }); i >= 0 {
			return Applicants[i].Label.In(lang)
		}
	case "t3.row":
		if m, ok := MeasureOf("applications." + f.Subject); ok {
			return m.Label.In(lang)
		}
	case "t4.channel":
		if i := slices.IndexFunc(Channels, func(c Channel) bool { return c.Code == f.Subject }); i >= 0 {
			return Channels[i].Label.In(lang)
		}
	case "x.stock":
		if i := slices.IndexFunc(TableTwo, func(it Item) bool { return it.Code == f.Subject }); i >= 0 {
			return TableTwo[i].Label.In(lang)
		}
	case "form.sections":
		if i := slices.IndexFunc(Sections, func(s Section) bool { return s.Code == f.Subject }); i >= 0 {
			return Sections[i].Label.In(lang)
		}
	}
	if m, ok := MeasureOf(f.Subject); ok {
		return m.Label.In(lang)
	}
	return f.Subject
}

// textSubjects names what section one speaks of, in its own words.
var textSubjects = map[string]map[string]Label{
	"text.applications": {"received": {"收到申请", "applications received"}, "carried_in": {"上年结转申请", "applications carried in"},
		"concluded": {"办结申请", "applications concluded"}, "carried_out": {"结转下年度申请", "applications carried over"}},
	"text.remedies": {"reconsideration": {"行政复议", "reconsideration"}, "litigation": {"行政诉讼", "litigation"}},
}

// years names the years of head.year that are stated.
func (f Finding) years(lang Lang) string {
	var list []string
	for _, y := range []struct {
		name  string
		label Label
	}{{"title", Label{"标题", "title"}}, {"period", Label{"统计期限", "period"}}, {"year", Label{"报告", "report"}}} {
		if v := f.Values[y.name]; v != "" && lang == En {
			list = append(list, y.label.En+" "+v)
		} else if v != "" {
			list = append(list, y.label.Zh+v+"年")
		}
	}
	if lang == En {
		return strings.Join(list, ", ")
	}
	return strings.Join(list, "、")
}

// namesOf names at most three figures and says how many there are.
func namesOf(keys []Key, lang Lang) string {
	var names []string
	for _, k := range keys[:min(3, len(keys))] {
		names = append(names, k.Name(lang))
	}
	switch {
	case len(keys) > 3 && lang == En:
		return strings.Join(names, ", ") + " and others, " + Decimal(int64(len(keys)), 0) + " in all"
	case len(keys) > 3:
		return strings.Join(names, "、") + "等 " + Decimal(int64(len(keys)), 0) + " 处"
	case lang == En:
		return strings.Join(names, ", ")
	}
	return strings.Join(names, "、")
}
