package models

import "slices"

// Reason says what a reason of table three means and what law it rests on.
type Reason struct {
	Line    string // code of the line, as in Lines
	Short   Label  // for a narrow column
	Meaning Label  // one or two sentences in plain words
	Law     Label  // articles of the regulations, or the document that the line is from
}

// ReasonOf finds the reason of a line of table three by the line's code; false for lines that give no reason.
func ReasonOf(line string) (Reason, bool) {
	i := slices.IndexFunc(ReasonList, func(r Reason) bool { return r.Line == line })
	if i < 0 {
		return Reason{}, false
	}
	return ReasonList[i], true
}

func article(zh, en string) Label {
	return Label{"《中华人民共和国政府信息公开条例》" + zh, "Regulations on Government Information Disclosure, " + en}
}

var sourceFormOnly = Label{"《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）", "National form of the yearly report (2021 No. 30)"}

// ReasonList are the reasons of table three in the form's order, after the regulations of 2019 (State Council Order 711).
var ReasonList = []Reason{
	{"refused.state_secret", Label{"国家秘密", "State secret"},
		Label{"申请的信息已依法确定为国家秘密。", "What was asked for is a state secret as determined by law."}, article("第十四条", "art. 14")},
	{"refused.prohibited_by_law", Label{"法律法规禁止", "Other law"},
		Label{"其他法律、行政法规禁止公开的信息。", "Another law or administrative regulation forbids disclosure."}, article("第十四条", "art. 14")},
	{"refused.security_stability", Label{"三安全一稳定", "Security, stability"},
		Label{"公开后可能危及国家安全、公共安全、经济安全、社会稳定。", "Disclosure might endanger national, public or economic security or social stability."}, article("第十四条", "art. 14")},
	{"refused.third_party", Label{"第三方权益", "Third party"},
		Label{"涉及商业秘密、个人隐私，公开会损害第三方合法权益，第三方不同意公开，也没有重大公共利益需要公开。",
			"Disclosure would harm a third party's trade secrets or privacy, the third party does not agree, and no major public interest demands it."},
		article("第十五条、第三十二条", "arts. 15 and 32")},
	{"refused.internal_affairs", Label{"内部事务", "Internal affairs"},
		Label{"三类内部事务信息：人事管理、后勤管理、内部工作流程。可以不予公开。", "Personnel, logistics and internal procedures: the agency may keep them to itself."}, article("第十六条第一款", "art. 16, para. 1")},
	{"refused.process_information", Label{"过程性信息", "Process info"},
		Label{"四类过程性信息：讨论记录、过程稿、磋商信函、请示报告。可以不予公开，法律、法规、规章规定应当公开的除外。",
			"Minutes of discussions, drafts, letters of consultation, requests for instructions: may be withheld unless a rule of law says otherwise."},
		article("第十六条第二款", "art. 16, para. 2")},
	{"refused.enforcement_file", Label{"执法案卷", "Case file"},
		Label{"行政执法案卷中的信息。可以不予公开，法律、法规、规章规定应当公开的除外。", "Part of a file of administrative enforcement: may be withheld unless a rule of law says otherwise."}, article("第十六条第二款", "art. 16, para. 2")},
	{"refused.administrative_inquiry", Label{"行政查询", "Registry inquiry"},
		Label{"工商、不动产登记资料等，法律、行政法规另有专门的查询办法，告知申请人依照该规定办理。",
			"Registers of businesses, real estate and the like have a procedure of their own by law; the applicant is told to follow it."},
		article("第三十六条第（七）项", "art. 36 (7)")},
	{"unavailable.not_held", Label{"本机关不掌握", "Not held"},
		Label{"经检索没有所申请的信息，或者不属于本机关负责公开。", "A search found no such information, or another agency is in charge of it."}, article("第三十六条第（四）项、第（五）项", "art. 36 (4) and (5)")},
	{"unavailable.needs_creation", Label{"需另行制作", "To be created"},
		Label{"没有现成的信息，需要对现有信息加工、分析才能提供。", "It does not exist as such: existing information would have to be processed or analysed."}, article("第三十八条", "art. 38")},
	{"unavailable.unclear", Label{"内容不明确", "Unclear"},
		Label{"申请内容不明确，申请人补正后仍不能确定要什么信息。", "Even after correction it cannot be told what is asked for."}, article("第三十条", "art. 30")},
	{"not_processed.petition", Label{"信访投诉", "Petition"},
		Label{"以申请公开的形式进行信访、投诉、举报，告知申请人通过相应渠道提出。", "A petition, complaint or report in the form of an application; the applicant is referred to the proper channel."}, article("第三十九条第一款", "art. 39, para. 1")},
	{"not_processed.repeated", Label{"重复申请", "Repeated"},
		Label{"已经答复过，同一申请人又申请相同的信息。", "The same applicant asked for the same information and was answered before."}, article("第三十六条第（六）项", "art. 36 (6)")},
	{"not_processed.published", Label{"公开出版物", "Publication"},
		Label{"要求提供政府公报、报刊、书籍等公开出版物，告知获取的途径。", "A gazette, newspaper or book is asked for; the applicant is told where to get it."}, article("第三十九条第二款", "art. 39, para. 2")},
	{"not_processed.excessive", Label{"大量反复", "Excessive"},
		Label{"申请的数量、频次明显超过合理范围，说明的理由不合理。", "Number or frequency are plainly beyond reason and the grounds given do not bear them out."}, article("第三十五条", "art. 35")},
	{"not_processed.confirm", Label{"确认或重出", "Confirm, reissue"},
		Label{"要求行政机关确认已经获取的信息，或者重新出具。", "The agency is asked to confirm or to reissue information that the applicant has."}, sourceFormOnly},
	{"other.no_correction", Label{"逾期不补正", "Not corrected"},
		Label{"申请人无正当理由逾期不补正，视为放弃申请。", "The applicant did not correct the application in time without good reason and is taken to have given it up."}, article("第三十条", "art. 30")},
	{"other.fee_unpaid", Label{"逾期未缴费", "Fee unpaid"},
		Label{"申请的数量、频次明显超过合理范围，申请人逾期未缴纳信息处理费，视为放弃申请。",
			"An information processing fee for excessive applications was not paid in time; the application is taken to be given up."},
		Label{"《中华人民共和国政府信息公开条例》第四十二条；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
			"Regulations on Government Information Disclosure, art. 42; measures on the information processing fee (2020 No. 109)"}},
	{"other.other", Label{"其他", "Other"},
		Label{"以上都不是的处理，例如申请人主动撤回申请。", "None of the above, such as an application that was withdrawn."}, sourceFormOnly},
	{LineOther, Label{"其他处理合计", "Other, one line"},
		Label{"原文把“其他处理”合并填成一行，分不出三项理由；2019 年版表式都是这样。", "The report prints “otherwise processed” as one line, as the form of 2019 does, so that its three reasons cannot be told apart."}, sourceFormOnly},
}
