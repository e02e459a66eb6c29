package models

import "strings"

// Definition says what a measure counts, and the provision it rests on.
type Definition struct {
	Meaning Label // a sentence; empty where the name says it all
	Law     Label // provisions, written out; empty where there is none of its own
}

// DefinitionOf returns the definition of a measure, indicator or group of outcomes by its code: "applications.refused.third_party",
// "remedies.reconsideration.corrected", "refused". An unknown code has an empty one.
func DefinitionOf(code string) Definition {
	if d, ok := definitions[code]; ok {
		return d
	}
	if line, ok := strings.CutPrefix(code, "applications."); ok {
		r, _ := ReasonOf(line)
		return Definition{r.Meaning, r.Law}
	}
	parts := strings.Split(code, ".")
	if len(parts) != 3 {
		return Definition{}
	}
	switch parts[0] {
	case "disclosure":
		d := definitions[parts[2]]
		for _, it := range TableTwo {
			if it.Code == parts[1] {
				d.Law = clause20(it.Clause)
			}
		}
		return d
	case "remedies":
		d := definitions["remedies."+parts[2]]
		d.Law = article("第五十一条", "art. 51")
		return d
	}
	return Definition{}
}

// clause20 names an item of article 20 in both languages.
func clause20(zh string) Label {
	for i, n := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九"} {
		if strings.Contains(zh, "（"+n+"）") {
			return article(zh, "art. 20 ("+string(rune('1'+i))+")")
		}
	}
	return article(zh, "art. 20")
}

// definitions holds by their codes the measures of sections one and six, those of table three that are no reasons, and the groups of
// outcomes; the columns of table two by the column's code, those of table four by "remedies." and the column's code.
var definitions = map[string]Definition{
	"releases.total":   {Label{"通过政府网站、政务新媒体等途径公开的信息条数，写在报告第一部分的文字里。", "Pieces of information made public on websites and other channels, as section one of the report tells."}, article("第二十三条", "art. 23")},
	"releases.website": {Label{"在政府网站上公开的信息条数。", "Pieces of information made public on government websites."}, article("第二十三条、第二十四条", "arts. 23 and 24")},
	"releases.wechat":  {Label{"在微信上公开的信息条数。", "Pieces of information made public on WeChat."}, article("第二十三条", "art. 23")},
	"releases.weibo":   {Label{"在微博上公开的信息条数。", "Pieces of information made public on Weibo."}, article("第二十三条", "art. 23")},
	"releases.other":   {Label{"在公报、报刊、公告栏等其他渠道公开的信息条数。", "Pieces of information made public in gazettes, newspapers, notice boards and elsewhere."}, article("第二十三条", "art. 23")},

	MeasureFee: {Label{"本年向申请数量、频次明显超过合理范围的申请人收取的信息处理费，写在报告第六部分的文字里，2021 年度起应当写明，未收取的也要写明。", "Fees charged in the year to applicants whose applications clearly exceed reasonable numbers or frequency, as section six tells; to be stated for 2021 and later, even when none was charged."},
		Label{"《中华人民共和国政府信息公开条例》第四十二条；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）", "Regulations on Government Information Disclosure, art. 42; Measures on processing fees (2020 No. 109)"}},

	"made":            {Meaning: Label{"本年新制作的文件数，不论是否公开。", "Documents made in the year, public or not."}},
	"newly_public":    {Meaning: Label{"本年新公开的文件数。", "Documents made public in the year."}},
	"public_total":    {Meaning: Label{"到本年末对外公开的文件总数。", "Documents public at the end of the year."}},
	"issued":          {Meaning: Label{"本年制发的文件件数。", "Documents issued in the year."}},
	"repealed":        {Meaning: Label{"本年废止的文件件数。", "Documents repealed in the year."}},
	"in_force":        {Meaning: Label{"到本年末现行有效的文件件数。", "Documents in force at the end of the year."}},
	"decisions":       {Meaning: Label{"本年作出的处理决定件数。", "Decisions taken in the year."}},
	"items_last_year": {Meaning: Label{"上一年末的项目数量。", "Items at the end of the year before."}},
	"items_change":    {Meaning: Label{"项目数量比上一年末增加或减少多少。", "By how much the number of items grew or fell in the year."}},
	"amount":          {Meaning: Label{"本年实际收取的金额，单位为万元。", "Amount charged in the year, in 10,000 yuan."}},
	"projects":        {Meaning: Label{"本年政府集中采购的项目数量。", "Projects procured centrally in the year."}},
	"total_amount":    {Meaning: Label{"本年政府集中采购的总金额，单位为万元。", "Amount procured centrally in the year, in 10,000 yuan."}},

	"applications.received":    {Label{"本年收到的政府信息公开申请件数。", "Applications received in the year."}, article("第二十七条", "art. 27")},
	"applications.carried_in":  {Meaning: Label{"上一年没有办结、转到本年继续办理的申请件数，应当等于上一年报告的结转下年度。", "Applications not concluded in the year before. It should equal what the report of that year carried over."}},
	"applications.concluded":   {Meaning: Label{"本年办结的申请件数，是六类处理结果之和；不分本年新收与上年结转。", "Applications concluded in the year: the sum of the six kinds of outcomes, whichever year they were received in."}},
	"applications.carried_out": {Meaning: Label{"到本年末没有办结、转到下一年继续办理的申请件数；不等于逾期。", "Applications not concluded at the end of the year. They are not overdue for that."}},
	"applications.granted":     {Label{"把所申请的信息提供给申请人，或告知获取的方式和途径。", "The information was provided, or the applicant told where it can be had."}, article("第三十六条第（一）（二）项", "art. 36 (1) and (2)")},
	"applications.partial":     {Label{"信息中有不应当公开的内容但能区分的，提供可以公开的部分。", "Part of the information was provided, the rest being exempt and separable."}, article("第三十七条", "art. 37")},

	"remedies.upheld":    {Meaning: Label{"维持行政机关的决定，或驳回申请人、原告的请求。", "The organ's act was upheld or the request dismissed."}},
	"remedies.corrected": {Meaning: Label{"撤销、变更、确认违法，或责令重新答复。", "The act was revoked, changed or found unlawful, or a new reply was ordered."}},
	"remedies.other":     {Meaning: Label{"撤回、终止、不予受理等其他结果。", "Withdrawn, ended, not admitted and other results."}},
	"remedies.pending":   {Meaning: Label{"到本年末还没有审结。", "Not decided at the end of the year."}},
	"remedies.total":     {Meaning: Label{"以上四项之和。", "The sum of the four above."}},

	"granted":       {Label{"提供了所申请的信息，或告知了获取的方式和途径。", "The information was provided, or the applicant told where it can be had."}, article("第三十六条第（一）（二）项", "art. 36 (1) and (2)")},
	"partial":       {Label{"提供了可以公开的部分。", "The part that can be disclosed was provided."}, article("第三十七条", "art. 37")},
	"refused":       {Label{"信息依法不公开，共八种理由。", "The law exempts the information, for one of eight reasons."}, article("第十四条至第十六条、第三十六条第（七）项", "arts. 14 to 16 and 36 (7)")},
	"unavailable":   {Label{"没有可以提供的信息，共三种情形。", "There is no information to provide, for one of three reasons."}, article("第三十条、第三十六条第（四）（五）项、第三十八条", "arts. 30, 36 (4), 36 (5) and 38")},
	"not_processed": {Label{"不作为政府信息公开申请处理，共五种情形。", "Not processed as an application, for one of five reasons."}, article("第三十五条、第三十六条第（六）项、第三十九条", "arts. 35, 36 (6) and 39")},
	"other":         {Label{"以上五类之外的处理结果，2021 年版表式分为三项。", "Outcomes other than the five above; three items in the form of 2021."}, article("第三十条、第四十二条", "arts. 30 and 42")},
}
