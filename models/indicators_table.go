package models

import (
	"slices"
	"strings"
)

// lineTerm, groupTerm, documentsTerm and remedyTerms write the terms of the table below.
func lineTerm(code string) Term {
	return Term{Measure: "applications." + code, Applicant: ApplicantTotal}
}

func groupTerm(code string) Term {
	return Term{Measure: "applications." + code, Applicant: ApplicantTotal, Group: code}
}

func documentsTerm(column string) Term {
	return Term{Measure: "disclosure.normative_documents." + column}
}

func remedyTerms(codes ...string) []Term {
	var ts []Term
	for _, c := range codes {
		ts = append(ts, Term{Measure: "remedies." + c})
	}
	return ts
}

func (t Term) minus() Term  { t.Minus = true; return t }
func (t Term) before() Term { t.Before = true; return t }

var (
	noneConcluded = Label{"无办结件", "nothing concluded"}
	noneReceived  = Label{"无受理件", "nothing received"}
	noneDecided   = Label{"无审结案件", "no case decided"}
	noneLodged    = Label{"无案件", "no case"}
	noneOfGroup   = Label{"无此类结果", "no such outcome"}

	sharesCaveat = Label{"只有各项处理结果之和等于办结总计时，六类占比之和才是 100%；四舍五入后也可能不是 100.0%。",
		"The six shares add up to 100% only where the outcomes add up to the total concluded; rounding may keep them from 100.0%."}
	closedCaveat = Label{"办结不分当年新收与上年结转。", "Applications concluded are not split by the year they were received in."}
	remedyCaveat = Label{"不含尚未审结；案件可能针对往年的答复。", "Pending cases are left out; cases may concern replies of earlier years."}
)

// Indicators are the derived indicators, in the order of the catalogue. Shares of one reason within its group follow the others.
//
// Left out on purpose: ratios of licensing to penalties, composite scores and grades say nothing that the figures bear out.
var Indicators = withEditions(append([]Indicator{
	{Code: "received_total", Label: Label{"受理总量", "Applications to be processed"}, Unit: Pieces,
		Formula: Label{"本年新收 + 上年结转", "received + carried in"},
		Num:     []Term{lineTerm("received"), lineTerm("carried_in")}},
	{Code: "disclosure_rate", Label: Label{"公开率", "Disclosure rate"}, NoCases: noneConcluded,
		Formula: Label{"（予以公开 + 部分公开）÷ 办结总计", "(granted + partly granted) ÷ concluded"},
		Caveat: Label{"高低取决于申请人问的是什么，不是评分；不予处理、其他处理计入分母。与实体公开率分母不同，不可混用。",
			"It depends on what is asked and is no score. Applications not processed or otherwise processed are in the denominator. Not to be mixed with the substantive disclosure rate."},
		Num: []Term{lineTerm("granted"), lineTerm("partial")}, Den: []Term{lineTerm("concluded")}},
	{Code: "disclosure_rate_sub", Label: Label{"实体公开率", "Substantive disclosure rate"}, NoCases: Label{"无实体答复", "no reply on the substance"},
		Formula: Label{"（予以公开 + 部分公开）÷（予以公开 + 部分公开 + 不予公开 + 无法提供）", "(granted + partly granted) ÷ (granted + partly granted + refused + unavailable)"},
		Caveat: Label{"只计对申请内容作出的答复，与公开率分母不同，不可混用。",
			"Only replies on the substance count. Not to be mixed with the disclosure rate."},
		Num: []Term{lineTerm("granted"), lineTerm("partial")}, Den: []Term{lineTerm("granted"), lineTerm("partial"), groupTerm("refused"), groupTerm("unavailable")}},
	{Code: "full_grant_rate", Label: Label{"全部公开率", "Full disclosure rate"}, NoCases: noneConcluded,
		Formula: Label{"予以公开 ÷ 办结总计", "granted ÷ concluded"}, Caveat: closedCaveat,
		Num: []Term{lineTerm("granted")}, Den: []Term{lineTerm("concluded")}},
	{Code: "refused_share", Label: Label{"不予公开占比", "Share refused"}, NoCases: noneConcluded,
		Formula: Label{"不予公开八项之和 ÷ 办结总计", "sum of the eight lines refused ÷ concluded"}, Caveat: sharesCaveat,
		Num: []Term{groupTerm("refused")}, Den: []Term{lineTerm("concluded")}},
	{Code: "unavailable_share", Label: Label{"无法提供占比", "Share unavailable"}, NoCases: noneConcluded,
		Formula: Label{"无法提供三项之和 ÷ 办结总计", "sum of the three lines unavailable ÷ concluded"}, Caveat: sharesCaveat,
		Num: []Term{groupTerm("unavailable")}, Den: []Term{lineTerm("concluded")}},
	{Code: "not_processed_share", Label: Label{"不予处理占比", "Share not processed"}, NoCases: noneConcluded,
		Formula: Label{"不予处理五项之和 ÷ 办结总计", "sum of the five lines not processed ÷ concluded"}, Caveat: sharesCaveat,
		Num: []Term{groupTerm("not_processed")}, Den: []Term{lineTerm("concluded")}},
	{Code: "other_total", Label: Label{"其他处理件数（各版式合计）", "Otherwise processed, in either edition"}, Unit: Pieces,
		Formula: Label{"其他处理三项之和，或合并的一行", "sum of the three lines otherwise processed, or the one line in their place"},
		Caveat: Label{"2019 年版格式只有“（六）其他处理”一行，2021 年版分为三项：逐项不可比，合计可比。",
			"The form of 2019 has one line, that of 2021 three: the lines cannot be compared, their sum can."},
		Num: []Term{groupTerm("other")}},
	{Code: "other_share", Label: Label{"其他处理占比", "Share otherwise processed"}, NoCases: noneConcluded,
		Formula: Label{"其他处理（三项之和，或合并的一行）÷ 办结总计", "otherwise processed (three lines or one) ÷ concluded"}, Caveat: sharesCaveat,
		Num: []Term{groupTerm("other")}, Den: []Term{lineTerm("concluded")}},
	{Code: "carryover_rate", Label: Label{"结转率", "Carry-over rate"}, NoCases: noneReceived,
		Formula: Label{"结转下年度继续办理 ÷（本年新收 + 上年结转）", "carried over ÷ (received + carried in)"},
		Caveat: Label{"年底收到的申请可以依法结转，结转率不是逾期率；表中没有逾期件数。",
			"Applications received late in the year are carried over lawfully. This is no overdue rate: the form has no such count."},
		Num: []Term{lineTerm("carried_out")}, Den: []Term{lineTerm("received"), lineTerm("carried_in")}},
	{Code: "closure_rate", Label: Label{"办结率", "Conclusion rate"}, NoCases: noneReceived,
		Formula: Label{"办结总计 ÷（本年新收 + 上年结转）", "concluded ÷ (received + carried in)"},
		Caveat: Label{"勾稽关系成立时等于 1 − 结转率，两者只看一个即可。",
			"Equal to 1 − the carry-over rate where the figures balance: one of the two is enough."},
		Num: []Term{lineTerm("concluded")}, Den: []Term{lineTerm("received"), lineTerm("carried_in")}},
	{Code: "natural_share", Label: Label{"自然人占比", "Share of natural persons"}, NoCases: Label{"无新收申请", "no application received"},
		Formula: Label{"自然人新收 ÷ 新收总计", "received from natural persons ÷ received in total"},
		Num:     []Term{{Measure: "applications.received", Applicant: "natural_person"}}, Den: []Term{lineTerm("received")}},
	{Code: "review_correct_rate", Label: Label{"复议纠错率", "Rate corrected on reconsideration"}, NoCases: noneDecided,
		Formula: Label{"复议结果纠正 ÷（结果维持 + 结果纠正 + 其他结果）", "corrected ÷ (upheld + corrected + other), reconsideration"}, Caveat: remedyCaveat,
		Num: remedyTerms("reconsideration.corrected"),
		Den: remedyTerms("reconsideration.upheld", "reconsideration.corrected", "reconsideration.other")},
	{Code: "lit_correct_rate", Label: Label{"诉讼纠错率", "Rate corrected in litigation"}, NoCases: noneDecided,
		Formula: Label{"两类诉讼结果纠正之和 ÷ 两类诉讼审结之和", "corrected ÷ decided, both kinds of litigation"}, Caveat: remedyCaveat,
		Num: remedyTerms("litigation_direct.corrected", "litigation_after.corrected"),
		Den: remedyTerms("litigation_direct.upheld", "litigation_direct.corrected", "litigation_direct.other",
			"litigation_after.upheld", "litigation_after.corrected", "litigation_after.other")},
	{Code: "lit_correct_rate_direct", Label: Label{"直接起诉纠错率", "Rate corrected, litigation without reconsideration"}, NoCases: noneDecided,
		Formula: Label{"未经复议直接起诉：结果纠正 ÷（结果维持 + 结果纠正 + 其他结果）", "corrected ÷ (upheld + corrected + other), litigation without reconsideration"}, Caveat: remedyCaveat,
		Num: remedyTerms("litigation_direct.corrected"),
		Den: remedyTerms("litigation_direct.upheld", "litigation_direct.corrected", "litigation_direct.other")},
	{Code: "lit_correct_rate_after", Label: Label{"复议后起诉纠错率", "Rate corrected, litigation after reconsideration"}, NoCases: noneDecided,
		Formula: Label{"复议后起诉：结果纠正 ÷（结果维持 + 结果纠正 + 其他结果）", "corrected ÷ (upheld + corrected + other), litigation after reconsideration"}, Caveat: remedyCaveat,
		Num: remedyTerms("litigation_after.corrected"),
		Den: remedyTerms("litigation_after.upheld", "litigation_after.corrected", "litigation_after.other")},
	{Code: "remedy_correct_rate", Label: Label{"综合纠错率", "Rate corrected, all channels"}, NoCases: noneDecided,
		Formula: Label{"复议和诉讼结果纠正之和 ÷ 复议和诉讼审结之和", "corrected ÷ decided, reconsideration and litigation"},
		Caveat: Label{"同一争议可能先复议后诉讼，单位是案件次而不是案件；不含尚未审结。",
			"One dispute may appear in both: these are proceedings, not disputes. Pending cases are left out."},
		Num: remedyTerms("reconsideration.corrected", "litigation_direct.corrected", "litigation_after.corrected"),
		Den: remedyTerms("reconsideration.upheld", "reconsideration.corrected", "reconsideration.other",
			"litigation_direct.upheld", "litigation_direct.corrected", "litigation_direct.other",
			"litigation_after.upheld", "litigation_after.corrected", "litigation_after.other")},
	{Code: "dispute_per_100", Label: Label{"每百件办结争议数", "Disputes per 100 concluded"}, Unit: PerHundred, NoCases: noneConcluded,
		Formula: Label{"（行政复议总计 + 未经复议直接起诉总计）÷ 办结总计 × 100", "(reconsideration + litigation without reconsideration) ÷ concluded × 100"},
		Caveat: Label{"不计复议后起诉，以免重复；含尚未审结；争议与办结可能不在同一年，可以超过 100。",
			"Litigation after reconsideration is left out, so as not to count twice. Pending cases are in. Disputes and conclusions may be of different years, so it can exceed 100."},
		Num: remedyTerms("reconsideration.total", "litigation_direct.total"), Den: []Term{lineTerm("concluded")}},
	{Code: "pending_share", Label: Label{"未审结占比", "Share pending"}, NoCases: noneLodged,
		Formula: Label{"复议和诉讼尚未审结之和 ÷ 复议和诉讼总计之和", "pending ÷ total, reconsideration and litigation"},
		Caveat: Label{"同一争议可能先复议后诉讼，单位是案件次而不是案件。",
			"One dispute may appear in both: these are proceedings, not disputes."},
		Num: remedyTerms("reconsideration.pending", "litigation_direct.pending", "litigation_after.pending"),
		Den: remedyTerms("reconsideration.total", "litigation_direct.total", "litigation_after.total")},
	{Code: "norm_net", Label: Label{"规范性文件净增", "Net change in normative documents"}, Unit: Pieces,
		Formula: Label{"本年制发件数 − 本年废止件数", "issued − repealed"},
		Num:     []Term{documentsTerm("issued"), documentsTerm("repealed").minus()}},
	{Code: "norm_residual", Label: Label{"规范性文件衔接差", "Gap in the stock of normative documents"}, Unit: Pieces,
		Formula: Label{"本年现行有效 −（上年现行有效 + 本年制发 − 本年废止）", "in force − (in force last year + issued − repealed)"},
		Caveat: Label{"不为 0 是需要向机关了解的问题，不等于填报错误。",
			"A gap is a question to the agency, not proof of an error."},
		Num: []Term{documentsTerm("in_force"), documentsTerm("in_force").before().minus(),
			documentsTerm("issued").minus(), documentsTerm("repealed")}},
}, reasonShares()...))

// YearOnYear describes 同比, which is no indicator of its own but the change of a measure or indicator from the year before.
var YearOnYear = Indicator{Code: "yoy", Label: Label{"同比", "Change on the year before"},
	Formula: Label{"（本年 − 上年）÷ 上年；占比类指标为两年百分比之差（百分点）", "(this year − last year) ÷ last year; for ratios the difference in percentage points"},
	Caveat: Label{"上年不足 10 件时只列增减数；上年为 0 时写明由 0 增至多少；表式或机构变化前后不可比。",
		"Under 10 in the year before only the difference is given; from 0 it is said so; across a change of form or a merger it is not comparable."}}

// reasonShares are the indicators for each reason within its group of outcomes.
func reasonShares() []Indicator {
	var is []Indicator
	for _, l := range LinesOf(false) {
		g := groupOf(l.Group)
		if g.Code == "" || l.Code == g.Code {
			continue
		}
		short := Label{strings.TrimSuffix(l.Label.Zh, "、行政机关不再处理其政府信息公开申请"), l.Label.En}
		is = append(is, Indicator{Code: "reason_share." + l.Code, NoCases: noneOfGroup,
			Label:   Label{g.Label.Zh + "理由构成：" + short.Zh, "Reasons, " + strings.ToLower(g.Label.En) + ": " + short.En},
			Formula: Label{short.Zh + " ÷ " + g.Label.Zh + "各项之和", short.En + " ÷ all " + strings.ToLower(g.Label.En)},
			Caveat:  Label{"该类结果满 10 件才计算百分比。", "A percentage is given only from 10 such outcomes."},
			Num:     []Term{lineTerm(l.Code)}, Den: []Term{groupTerm(g.Code)}})
	}
	return is
}

// withEditions gives each indicator the editions that have all its figures.
func withEditions(is []Indicator) []Indicator {
	for i := range is {
		for _, e := range Editions {
			if !slices.ContainsFunc(is[i].Terms(), func(t Term) bool { m, ok := MeasureOf(t.Measure); return t.Group == "" && !(ok && m.In(e)) }) {
				is[i].Editions = append(is[i].Editions, e)
			}
		}
	}
	return is
}
