package models

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sound returns a made-up report of 2024 that passes every rule beside lastYear.
func sound() Report {
	r := filled(2024, map[string]string{
		"releases.total|":                          "1136",
		"disclosure.normative_documents.issued|":   "2",
		"disclosure.normative_documents.repealed|": "1", "disclosure.normative_documents.in_force|": "6",
		"disclosure.licensing.decisions|": "550", "disclosure.fees.amount|": "7730.28",
		"applications.received|natural_person": "20", "applications.received|enterprise": "3", "applications.received|total": "23",
		"applications.carried_in|natural_person": "2", "applications.carried_in|total": "2",
		"applications.granted|natural_person": "12", "applications.granted|enterprise": "3", "applications.granted|total": "15",
		"applications.refused.third_party|natural_person": "9", "applications.refused.third_party|total": "9",
		"applications.concluded|natural_person": "21", "applications.concluded|enterprise": "3", "applications.concluded|total": "24",
		"applications.carried_out|natural_person": "1", "applications.carried_out|total": "1",
		"remedies.reconsideration.upheld|": "2", "remedies.reconsideration.pending|": "1", "remedies.reconsideration.total|": "3",
		"remedies.litigation_direct.corrected|": "1", "remedies.litigation_direct.total|": "1",
	})
	r.Revision.Texts = []Text{
		{Section: 1, Heading: "一、总体情况", Body: "2024年，公开政府信息1136条。\n（二）依申请公开。全年收到政府信息公开申请23件，上年结转2件，办结24件，结转下年度1件。\n因政府信息公开被申请行政复议3件，被提起行政诉讼1件。"},
		{Section: 2}, {Section: 3}, {Section: 4},
		{Section: 5, Heading: "五、存在的主要问题及改进情况", Body: "一是解读形式不够丰富。"},
		{Section: 6, Heading: "六、其他需要报告的事项", Body: "本年度未收取信息处理费。"},
	}
	return r
}

func lastYear() Report {
	r := filled(2023, map[string]string{
		"releases.total|": "1000", "disclosure.normative_documents.in_force|": "5", "disclosure.licensing.decisions|": "600",
		"disclosure.fees.amount|":              "7000",
		"applications.received|natural_person": "12", "applications.received|total": "12",
		"applications.granted|natural_person": "10", "applications.granted|total": "10",
		"applications.concluded|natural_person": "10", "applications.concluded|total": "10",
		"applications.carried_out|natural_person": "2", "applications.carried_out|total": "2",
	})
	r.Revision.Texts = sound().Revision.Texts
	return r
}

// filled returns a report of edition 2021 with the figures in set, and 0 in every other cell.
func filled(year int, set map[string]string) Report {
	r := Report{AgencyID: "a-mzj", Year: year, Revision: Revision{Edition: Edition2021, Scope: ScopeOrgan, Title: "示例区民政局" + strconv.Itoa(year) + "年政府信息公开工作年度报告",
		TitleYear: year, PeriodYear: year, PublishedOn: strconv.Itoa(year+1) + "-01-20"}}
	for _, k := range append([]Key{{"releases.total", ""}}, Cells(Edition2021, false)...) {
		put(&r, k, "0")
	}
	change(&r, set)
	return r
}

// change sets figures: a number, "" for a blank cell, "~" for an absent one, "!…" for one with unreadable content.
func change(r *Report, set map[string]string) {
	for k, v := range set {
		put(r, ParseKey(k), v)
	}
}

func put(r *Report, k Key, v string) {
	f := Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateReported, Raw: v}
	switch {
	case v == "":
		f.State = StateBlank
	case v == "~":
		f.State, f.Raw = StateAbsent, ""
	case v[0] == '!':
		f.State, f.Raw = StateUnreadable, v[1:]
	default:
		m, _ := MeasureOf(k.Measure)
		whole, part, _ := strings.Cut(v, ".")
		n, err := strconv.ParseInt(whole+part+strings.Repeat("0", m.Decimals()-len(part)), 10, 64)
		if err != nil {
			panic(err)
		}
		f.Number = &n
	}
	i := slices.IndexFunc(r.Revision.Figures, func(f Figure) bool { return f.Key() == k })
	if i < 0 {
		r.Revision.Figures = append(r.Revision.Figures, f)
		return
	}
	r.Revision.Figures[i] = f
}

func write(r *Report, section int, body string) {
	for i := range r.Revision.Texts {
		if r.Revision.Texts[i].Section == section {
			r.Revision.Texts[i].Body = body
		}
	}
}

func without(r *Report, section int) {
	r.Revision.Texts = slices.DeleteFunc(slices.Clone(r.Revision.Texts), func(t Text) bool { return t.Section == section })
}

func TestCheck_SoundReportPassesEveryRule(t *testing.T) {
	passed := map[string]bool{}
	for _, f := range Check(sound(), []Report{lastYear()}, DefaultSettings()) {
		if f.Result != Pass {
			t.Errorf("%s %s: %s %s", f.Rule, f.Subject, f.Result, f.Sentence(Zh))
		}
		passed[f.Rule] = true
	}
	for _, r := range Rules {
		if !passed[r.ID] {
			t.Errorf("%s: not evaluated", r.ID)
		}
	}
}

// fixtures hold for every rule a report that fails it and one of which it cannot tell; the sound report passes all.
var fixtures = []struct {
	rule, subject, name string
	edit                func(now, last *Report)
	want                Result
	says                string // part of the Chinese sentence
}{
	{"t3.balance", "total", "received and outcomes differ", func(now, _ *Report) { change(now, map[string]string{"applications.carried_out|total": "0"}) },
		Fail, "表三“总计”列：新收 23 + 结转 2 ≠ 办结 24 + 结转下年度 0，差 1。请核对"},
	{"t3.balance", "enterprise", "known figures exceed the other side already", func(now, _ *Report) {
		change(now, map[string]string{"applications.carried_out|enterprise": "", "applications.concluded|enterprise": "4"})
	}, Fail, "已不可能相等"},
	{"t3.balance", "total", "a blank cell", func(now, _ *Report) { change(now, map[string]string{"applications.carried_out|total": ""}) },
		NotAssessable, "“结转下年度继续办理”行“总计”列没有可用的数"},
	{"t3.balance", "total", "an unreadable cell may hold anything", func(now, _ *Report) {
		change(now, map[string]string{"applications.carried_in|total": "!二x", "applications.received|total": "30"})
	},
		NotAssessable, "无法核对"},
	{"t3.outcomes", "natural_person", "outcomes do not add up", func(now, _ *Report) { change(now, map[string]string{"applications.granted|natural_person": "11"}) },
		Fail, "表三“自然人”列：“（七）总计”为 21，（一）至（六）各行相加为 20，差 1"},
	{"t3.outcomes", "total", "the single line other", func(now, _ *Report) { singleOther(now, "1") }, Fail, "相加为 25，差 1"},
	{"t3.outcomes", "enterprise", "the single line other, in order", func(now, _ *Report) { singleOther(now, "1") }, Pass, "3 = 各项办理结果之和 3"},
	{"t3.outcomes", "total", "blank outcome", func(now, _ *Report) { change(now, map[string]string{"applications.granted|total": ""}) }, NotAssessable, "予以公开"},
	{"t3.row", "received", "total differs from its parts", func(now, _ *Report) { change(now, map[string]string{"applications.received|total": "24"}) },
		Fail, "表三“本年新收政府信息公开申请数量”行：“总计”列为 24，自然人和法人或其他组织六列相加为 23，差 1"},
	{"t3.row", "received", "parts exceed the total though one is blank", func(now, _ *Report) {
		change(now, map[string]string{"applications.received|total": "22", "applications.received|legal": ""})
	}, Fail, "已填各列相加为 23"},
	{"t3.row", "received", "parts blank", func(now, _ *Report) {
		change(now, map[string]string{"applications.received|legal": "", "applications.received|total": "24"})
	}, NotAssessable, "法律服务机构"},
	{"t4.channel", "reconsideration", "Hongze 2023 printed 10 upheld and 1 corrected as 0 in total", func(now, _ *Report) {
		change(now, map[string]string{"remedies.reconsideration.upheld|": "10", "remedies.reconsideration.corrected|": "1", "remedies.reconsideration.pending|": "0", "remedies.reconsideration.total|": "0"})
	}, Fail, "表四“行政复议”：结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11，“总计”列为 0，差 11"},
	{"t4.channel", "litigation_after", "Hongze 2023 printed 5 upheld as 0 in total", func(now, _ *Report) { change(now, map[string]string{"remedies.litigation_after.upheld|": "5"}) },
		Fail, "“复议后起诉”：结果维持 5"},
	{"t4.channel", "reconsideration", "parts exceed the total though one is blank", func(now, _ *Report) {
		change(now, map[string]string{"remedies.reconsideration.upheld|": "9", "remedies.reconsideration.other|": ""})
	}, Fail, "不论未填的数是多少"},
	{"t4.channel", "reconsideration", "blank", func(now, _ *Report) { change(now, map[string]string{"remedies.reconsideration.total|": ""}) }, NotAssessable, "无法核对总计"},
	{"x.carry", "natural_person", "carried in is not what was carried over", func(_, last *Report) { change(last, map[string]string{"applications.carried_out|natural_person": "3"}) },
		Fail, "“上年结转”为 2，2023年度报告的“结转下年度继续办理”为 3，差 1"},
	{"x.carry", "total", "last year's is blank", func(_, last *Report) { change(last, map[string]string{"applications.carried_out|total": ""}) }, NotAssessable, "无法核对"},
	{"x.carry", "total", "last year's covers the territory", func(_, last *Report) { last.Revision.Scope = ScopeTerritory }, NotAssessable, "统计范围不同"},
	{"x.stock", "normative_documents", "stock does not follow", func(now, _ *Report) { change(now, map[string]string{"disclosure.normative_documents.in_force|": "5"}) },
		Fail, "表二“行政规范性文件”：“现行有效件数”为 5，按2023年 5 + 本年制发 2 − 本年废止 1 应为 6"},
	{"x.stock", "rules", "more in force than could be", func(now, _ *Report) {
		change(now, map[string]string{"disclosure.rules.in_force|": "9", "disclosure.rules.repealed|": ""})
	}, Fail, "不可能满足"},
	{"x.stock", "rules", "blank", func(now, _ *Report) { change(now, map[string]string{"disclosure.rules.in_force|": ""}) }, NotAssessable, "有数缺失"},
	{"x.stock", "rules", "last year on the form of 2019", func(_, last *Report) { last.Revision.Edition = Edition2019 }, NotAssessable, "格式版本不同"},
	{"text.applications", "received", "the text says another number", func(now, _ *Report) {
		write(now, 1, "全年收到政府信息公开申请22件。")
	}, Fail, "收到申请 22 件（“全年收到政府信息公开申请22件”），表三"},
	{"text.applications", "received", "none in the text", func(now, _ *Report) { write(now, 1, "2024年未收到政府信息公开申请。") }, Fail, "写明收到申请 0 件"},
	{"text.applications", "received", "with those carried in", func(now, _ *Report) { write(now, 1, "依申请公开：共受理申请25件。") }, Pass, "25"},
	{"text.applications", "concluded", "answered fewer than concluded", func(now, _ *Report) { write(now, 1, "收到信息公开申请23件，已答复23件。") }, Fail, "办结申请 23"},
	{"text.applications", "received", "the table is blank", func(now, _ *Report) { change(now, map[string]string{"applications.received|total": ""}) }, NotAssessable, "没有可用的数"},
	{"text.applications", "received", "the government alone", func(now, _ *Report) {
		now.Revision.Scope = ScopeTerritory
		write(now, 1, "区政府收到政府信息公开申请5件。")
	}, NotAssessable, "可以只写本级"},
	{"text.applications", "received", "more than the whole territory", func(now, _ *Report) {
		now.Revision.Scope = ScopeTerritory
		write(now, 1, "全区收到政府信息公开申请50件。")
	}, Fail, "50"},
	{"text.applications", "carried_in", "another number carried in", func(now, _ *Report) { write(now, 1, "信息公开申请办理：上年结转4件。") }, Fail, "上年结转申请 4 件"},
	{"text.applications", "carried_out", "another number carried over", func(now, _ *Report) { write(now, 1, "信息公开申请办理：结转下年4件。") }, Fail, "结转下年度申请 4 件"},
	{"text.applications", "received", "nothing stated", func(now, _ *Report) { write(now, 1, "扎实推进各项工作。") }, NotAssessable, "没有写明"},
	{"text.applications", "received", "no section one", func(now, _ *Report) { without(now, 1) }, NotAssessable, "没有第一部分"},
	{"text.remedies", "reconsideration", "another number", func(now, _ *Report) { write(now, 1, "因政府信息公开被申请行政复议5件。") }, Fail, "写明行政复议 5 件"},
	{"text.remedies", "litigation", "none in the text", func(now, _ *Report) { write(now, 1, "未发生因信息公开引起的行政复议、行政诉讼。") }, Fail, "写明行政诉讼 0 件"},
	{"text.remedies", "litigation", "blank table", func(now, _ *Report) { change(now, map[string]string{"remedies.litigation_after.total|": ""}) }, NotAssessable, "没有可用的数"},
	{"text.remedies", "litigation", "the government alone", func(now, _ *Report) {
		now.Revision.Scope = ScopeOwnLevel
		write(now, 1, "未发生因信息公开引起的行政复议、行政诉讼。")
	}, NotAssessable, "可以只写本级"},
	{"head.year", "", "last year's title", func(now, _ *Report) { now.Revision.TitleYear = 2023 }, Fail, "标题2023年、统计期限2024年、报告2024年"},
	{"head.year", "", "the file's year", func(now, _ *Report) { now.Revision.PeriodYear = 0; now.Year = 2025 }, Fail, "标题2024年、报告2025年"},
	{"head.year", "", "the form's year alone", func(now, _ *Report) { now.Revision.TitleYear, now.Revision.PeriodYear = 0, 0 }, NotAssessable, "没有写明"},
	{"head.year", "", "no period", func(now, _ *Report) { now.Revision.PeriodYear = 0 }, Pass, "一致"},
	{"head.deadline", "", "late", func(now, _ *Report) { now.Revision.PublishedOn = "2025-02-03" }, Fail, "2025-02-03 公布，比期限 2025-01-31 晚 3 天"},
	{"head.deadline", "", "on the last day", func(now, _ *Report) { now.Revision.PublishedOn = "2025-01-31" }, Pass, "2025-01-31"},
	{"head.deadline", "", "a government has until March", func(now, _ *Report) {
		now.Revision.Scope, now.Revision.PublishedOn = ScopeTerritory, "2025-03-31"
	}, Pass, "2025-03-31"},
	{"head.deadline", "", "no date", func(now, _ *Report) { now.Revision.PublishedOn = "" }, NotAssessable, "没有公布日期"},
	{"head.deadline", "", "no year", func(now, _ *Report) { now.Year = 0 }, NotAssessable, "年度不明"},
	{"s6.fee", "", "nothing to report", func(now, _ *Report) { write(now, 6, "无。") }, Fail, "第六部分没有写明信息处理费"},
	{"s6.fee", "", "fees of the agency are another matter", func(now, _ *Report) { write(now, 6, "行政事业性收费已公示，加强经费保障。") }, Fail, "没有写明"},
	{"s6.fee", "", "another wording", func(now, _ *Report) {
		write(now, 6, "2024年，本机关办理依申请公开未收取任何费用。")
	}, Pass, "未收取任何费用"},
	{"s6.fee", "", "an amount", func(now, _ *Report) { write(now, 6, "收取信息公开处理费120元。") }, Pass, "120元"},
	{"s6.fee", "", "an amount that was read", func(now, _ *Report) {
		write(now, 6, "共收取信息处理费120.5元。")
		n := int64(12050)
		now.Revision.Figures = append(now.Revision.Figures, Figure{Measure: MeasureFee, Number: &n, State: StateReported, Raw: "120.5元", Where: Where{Quote: "共收取信息处理费120.5元"}})
	}, Pass, "共收取信息处理费120.5元"},
	{"s6.fee", "", "words without an amount", func(now, _ *Report) {
		write(now, 6, "信息处理费按规定收取。其他无。")
		now.Revision.Figures = append(now.Revision.Figures, Figure{Measure: MeasureFee, State: StateAbsent})
	}, NotAssessable, "不能确定本年度收取多少信息处理费：“信息处理费按规定收取。”"},
	{"s6.fee", "", "two amounts", func(now, _ *Report) {
		write(now, 6, "收取2元。又收取3元。")
		now.Revision.Figures = append(now.Revision.Figures, Figure{Measure: MeasureFee, State: StateUnreadable, Raw: "2元、3元", Where: Where{Quote: "收取2元"}})
	}, NotAssessable, "“收取2元”"},
	{"s6.fee", "", "nothing was read", func(now, _ *Report) {
		write(now, 6, "无。")
		now.Revision.Figures = append(now.Revision.Figures, Figure{Measure: MeasureFee, State: StateAbsent})
	}, Fail, "没有写明"},
	{"s6.fee", "", "before it was asked", func(now, _ *Report) { now.Year = 2020 }, NotAssessable, "不要求"},
	{"s6.fee", "", "no section six", func(now, _ *Report) { without(now, 6) }, NotAssessable, "没有第六部分"},
	{"form.sections", "problems", "section five is missing", func(now, _ *Report) { without(now, 5) }, Fail, "缺少“存在的主要问题及改进情况”部分"},
	{"form.sections", "overview", "section one is empty", func(now, _ *Report) { write(now, 1, " \n") }, Fail, "只有标题"},
	{"form.sections", "remedies", "table four is missing", func(now, _ *Report) { drop(now, "remedies.") }, Fail, "没有可以读取的表格"},
	{"form.sections", "remedies", "table four is unreadable", func(now, _ *Report) {
		for i := range now.Revision.Figures {
			if f := &now.Revision.Figures[i]; strings.HasPrefix(f.Measure, "remedies.") {
				f.Number, f.State, f.Raw = nil, StateUnreadable, "1 | 2"
			}
		}
	}, Fail, "没有一个数能确定"},
	{"form.sections", "remedies", "section four is missing", func(now, _ *Report) { drop(now, "remedies."); without(now, 4) }, Fail, "缺少"},
	{"form.blank", "", "blank cells", func(now, _ *Report) {
		change(now, map[string]string{"disclosure.licensing.decisions|": "", "disclosure.penalties.decisions|": ""})
	}, Fail, "有 2 个空白单元格，其中 2 个无法由其他数推定：表二“行政许可：本年处理决定数量”、"},
	{"form.blank", "", "a blank that is forced to zero is still blank", func(now, _ *Report) {
		change(now, map[string]string{"applications.received|legal": ""})
		now.Revision.Solve()
	}, Fail, "有 1 个空白单元格"},
	{"form.blank", "", "no tables", func(now, _ *Report) { drop(now, "") }, NotAssessable, "没有读到"},
	{"value.count", "disclosure.licensing.decisions", "negative", func(now, _ *Report) { change(now, map[string]string{"disclosure.licensing.decisions|": "!-3"}) },
		Fail, "表二“行政许可：本年处理决定数量”为“-3”，数量不能是负数"},
	{"value.count", "disclosure.licensing.decisions", "full-width fraction", func(now, _ *Report) { change(now, map[string]string{"disclosure.licensing.decisions|": "!２．５"}) },
		Fail, "应当是整数"},
	{"value.count", "", "the change of items may be negative", func(now, _ *Report) { change(now, map[string]string{"disclosure.licensing.items_change|": "-3"}) }, Pass, "非负整数"},
	{"value.count", "", "not certainly a number", func(now, _ *Report) { change(now, map[string]string{"disclosure.licensing.decisions|": "!约三"}) }, NotAssessable, "不能确认"},
	{"value.count", "", "nothing read", func(now, _ *Report) { drop(now, "") }, NotAssessable, "没有读到"},
	{"jump.unit", "disclosure.fees.amount", "yuan for 10,000 yuan", func(now, _ *Report) { change(now, map[string]string{"disclosure.fees.amount|": "71218789.5"}) },
		Fail, "本年 71218789.5 万元，2023年 7000 万元，约为上年的一万倍"},
	{"jump.unit", "disclosure.fees.amount", "mended since", func(now, _ *Report) { change(now, map[string]string{"disclosure.fees.amount|": "0.9"}) }, Fail, "万分之一"},
	{"jump.unit", "disclosure.fees.amount", "a hundredfold is no slip of the unit", func(now, _ *Report) { change(now, map[string]string{"disclosure.fees.amount|": "700000"}) }, Pass, "700000"},
	{"jump.unit", "disclosure.fees.amount", "nothing charged", func(now, _ *Report) { change(now, map[string]string{"disclosure.fees.amount|": "0"}) }, Pass, "本年 0 万元"},
	{"jump.unit", "disclosure.fees.amount", "blank", func(now, _ *Report) { change(now, map[string]string{"disclosure.fees.amount|": ""}) }, NotAssessable, "无法比较"},
	{"jump.unit", "disclosure.fees.amount", "form of 2019", func(now, _ *Report) { now.Revision.Edition = Edition2019 }, NotAssessable, "格式版本不同"},
	{"jump.tenfold", "disclosure.licensing.decisions", "ten times as many", func(now, _ *Report) { change(now, map[string]string{"disclosure.licensing.decisions|": "6000"}) },
		Fail, "本年 6000，2023年 600，达到上年的十倍以上"},
	{"jump.tenfold", "disclosure.licensing.decisions", "from many to none", func(now, _ *Report) { change(now, map[string]string{"disclosure.licensing.decisions|": "0"}) },
		Fail, "十分之一以下"},
	{"jump.tenfold", "", "just under ten times", func(now, _ *Report) { change(now, map[string]string{"disclosure.licensing.decisions|": "5999"}) }, Pass, "没有十倍以上"},
	{"jump.tenfold", "", "small numbers", func(now, _ *Report) { change(now, map[string]string{"disclosure.penalties.decisions|": "99"}) }, Pass, "没有十倍以上"},
	{"jump.tenfold", "", "one kind of applicant", func(now, _ *Report) { change(now, map[string]string{"applications.granted|legal": "500"}) }, Pass, "没有十倍以上"},
	{"jump.tenfold", "", "no common figure", func(now, _ *Report) { drop(now, "") }, NotAssessable, "没有都填写"},
	{"jump.tenfold", "", "after a merger", func(_, last *Report) { last.AgencyID = "a-old" }, NotAssessable, "合并、拆分"},
	{"form.blank", "", "all tell themselves", func(now, _ *Report) {
		change(now, map[string]string{"applications.received|legal": "", "applications.received|total": "23"})
		now.Revision.Solve()
	}, Fail, "虽可由其他数推定"},
	{"x.carry", "total", "carried in is blank", func(now, _ *Report) { change(now, map[string]string{"applications.carried_in|total": ""}) }, NotAssessable, "无法核对"},
	{"t3.outcomes", "total", "known outcomes exceed the total", func(now, _ *Report) {
		change(now, map[string]string{"applications.granted|total": "", "applications.partial|total": "50"})
	}, Fail, "不论未填的数是多少"},
	{"same.as.last.year", "", "last year's tables again", func(now, last *Report) { *last = *now; last.Year = 2023 }, Fail, "全部相同"},
	{"same.as.last.year", "", "a handful of zeros", func(now, last *Report) {
		*now, *last = filled(2024, nil), filled(2023, nil)
	}, Pass, "不作提示"},
	{"same.as.last.year", "", "nothing to compare", func(now, _ *Report) { drop(now, "") }, NotAssessable, "没有都填写"},
}

func TestCheck(t *testing.T) {
	results := map[string]map[Result]bool{}
	for _, tt := range fixtures {
		t.Run(tt.rule+": "+tt.name, func(t *testing.T) {
			now, last := sound(), lastYear()
			tt.edit(&now, &last)
			f := find(t, Check(now, []Report{last}, DefaultSettings()), tt.rule, tt.subject)
			s := f.Sentence(Zh)
			if f.Result != tt.want || !strings.Contains(s, tt.says) {
				t.Errorf("%s: %s\nwant %s, …%s…", f.Result, s, tt.want, tt.says)
			}
			if en := f.Sentence(En); strings.ContainsAny(s+en, "{}") {
				t.Errorf("unfilled: %s %s", s, en)
			}
		})
		if results[tt.rule] == nil {
			results[tt.rule] = map[Result]bool{}
		}
		results[tt.rule][tt.want] = true
	}
	for _, r := range Rules {
		if !results[r.ID][Fail] || !results[r.ID][NotAssessable] && r.ID != "form.sections" {
			t.Errorf("%s has no fixture of its failure, or none that is not assessable", r.ID)
		}
	}
}

// singleOther puts the single line （六）其他处理 in place of the three, with its total.
func singleOther(r *Report, total string) {
	r.Revision.Figures = slices.DeleteFunc(r.Revision.Figures, func(f Figure) bool { return strings.HasPrefix(f.Measure, "applications.other.") })
	for _, a := range Applicants {
		put(r, Key{"applications.other", a.Code}, "0")
	}
	put(r, Key{"applications.other", ApplicantTotal}, total)
}

// drop makes every cell of the measures with a prefix absent.
func drop(r *Report, prefix string) {
	for _, f := range slices.Clone(r.Revision.Figures) {
		if strings.HasPrefix(f.Measure, prefix) {
			put(r, f.Key(), "~")
		}
	}
}

func find(t *testing.T, fs []Finding, rule, subject string) Finding {
	t.Helper()
	i := slices.IndexFunc(fs, func(f Finding) bool { return f.Rule == rule && f.Subject == subject })
	if i < 0 {
		t.Fatalf("no finding of %s for %q", rule, subject)
	}
	return fs[i]
}

func TestCheck_WithoutLastYear(t *testing.T) {
	for _, f := range Check(sound(), nil, DefaultSettings()) {
		compares := strings.HasPrefix(f.Rule, "x.") || strings.HasPrefix(f.Rule, "jump.") || f.Rule == "same.as.last.year"
		if compares != (f.Result == NotAssessable) {
			t.Errorf("%s %s: %s", f.Rule, f.Subject, f.Result)
		}
	}
}

func TestCheck_CarriedInFromPredecessors(t *testing.T) {
	one, two := lastYear(), lastYear()
	one.AgencyID, two.AgencyID = "a-one", "a-two"
	change(&one, map[string]string{"applications.carried_out|natural_person": "1", "applications.carried_out|total": "1"})
	change(&two, map[string]string{"applications.carried_out|natural_person": "1", "applications.carried_out|total": "1"})
	if f := find(t, Check(sound(), []Report{one, two}, DefaultSettings()), "x.carry", "total"); f.Result != Pass {
		t.Error(f.Sentence(Zh))
	}
	change(&one, map[string]string{"applications.carried_out|total": "5"})
	change(&two, map[string]string{"applications.carried_out|total": ""})
	if f := find(t, Check(sound(), []Report{one, two}, DefaultSettings()), "x.carry", "total"); f.Result != Fail || !strings.Contains(f.Sentence(Zh), "已知 5") {
		t.Error(f.Result, f.Sentence(Zh))
	}
}

func TestCheck_Edition2019(t *testing.T) {
	r := Report{Year: 2020, Revision: Revision{Edition: Edition2019, Scope: ScopeOrgan}}
	for _, k := range Cells(Edition2019, true) {
		put(&r, k, "0")
	}
	change(&r, map[string]string{"applications.received|total": "1", "applications.received|enterprise": "1", "applications.other|total": "1",
		"applications.other|enterprise": "1", "applications.concluded|total": "1", "applications.concluded|enterprise": "1"})
	for _, f := range Check(r, nil, DefaultSettings()) {
		if strings.HasPrefix(f.Rule, "t") && f.Rule[1] != 'e' && f.Result != Pass {
			t.Errorf("%s %s: %s", f.Rule, f.Subject, f.Sentence(Zh))
		}
	}
}

func TestCheck_SubjectsAndOrder(t *testing.T) {
	count := map[string]int{}
	at := -1
	for i, f := range Check(sound(), nil, DefaultSettings()) {
		count[f.Rule]++
		if f.No != i+1 {
			t.Fatalf("finding %d is numbered %d", i+1, f.No)
		}
		rule := slices.IndexFunc(Rules, func(r Rule) bool { return r.ID == f.Rule })
		if rule < at || f.Severity != Rules[rule].Severity {
			t.Errorf("%s out of order, or of another severity", f.Rule)
		}
		at = rule
	}
	for rule, n := range map[string]int{"t3.balance": 7, "t3.outcomes": 7, "t3.row": 25, "t4.channel": 3, "x.carry": 7, "x.stock": 2, "text.remedies": 2, "head.year": 1} {
		if count[rule] != n {
			t.Errorf("%s: %d findings, want %d", rule, count[rule], n)
		}
	}
}

func TestMarkSuspect(t *testing.T) {
	r := sound()
	change(&r, map[string]string{"remedies.reconsideration.total|": "0", "remedies.reconsideration.other|": "", "disclosure.licensing.decisions|": "!-3",
		"disclosure.normative_documents.in_force|": "50"})
	r.Revision.Figures[0].Flags |= FlagSuspect // of an earlier check
	r.Revision.Findings = Check(r, []Report{lastYear()}, DefaultSettings())
	MarkSuspect(&r.Revision)
	var got []string
	for _, f := range r.Revision.Figures {
		if f.Flags.Has(FlagSuspect) {
			got = append(got, f.Measure)
		}
	}
	want := []string{"disclosure.licensing.decisions", "remedies.reconsideration.upheld", "remedies.reconsideration.corrected", "remedies.reconsideration.pending", "remedies.reconsideration.total"}
	if !slices.Equal(got, want) {
		t.Errorf("suspect: %v\nwant %v", got, want)
	}
}

// consistent draws table three and four such that every relation holds.
func consistent(t *rapid.T) Report {
	r := filled(2024, nil)
	count := rapid.IntRange(0, 500)
	single := rapid.Bool().Draw(t, "single other")
	if single {
		singleOther(&r, "0")
	}
	sum := map[string]int{}
	set := func(line, applicant string, n int) {
		put(&r, Key{"applications." + line, applicant}, strconv.Itoa(n))
		sum[line] += n
	}
	for _, a := range Applicants[:6] {
		concluded := 0
		for _, l := range LinesOf(single) {
			if l.Group != "" {
				n := count.Draw(t, l.Code)
				concluded += n
				set(l.Code, a.Code, n)
			}
		}
		out := count.Draw(t, "carried_out")
		in := rapid.IntRange(0, concluded+out).Draw(t, "carried_in")
		set("concluded", a.Code, concluded)
		set("carried_out", a.Code, out)
		set("carried_in", a.Code, in)
		set("received", a.Code, concluded+out-in)
	}
	for _, l := range LinesOf(single) {
		put(&r, Key{"applications." + l.Code, ApplicantTotal}, strconv.Itoa(sum[l.Code]))
	}
	for _, ch := range Channels {
		total := 0
		for _, c := range RemedyColumns[:4] {
			n := count.Draw(t, c.Code)
			total += n
			put(&r, Key{Measure: "remedies." + ch.Code + "." + c.Code}, strconv.Itoa(n))
		}
		put(&r, Key{Measure: "remedies." + ch.Code + ".total"}, strconv.Itoa(total))
	}
	return r
}

func brokenRelations(r Report) int {
	n := 0
	for _, f := range Check(r, nil, DefaultSettings()) {
		if f.Result != Pass && slices.Contains([]string{"t3.balance", "t3.outcomes", "t3.row", "t4.channel"}, f.Rule) {
			n++
		}
	}
	return n
}

func TestCheck_RelationsSeeEverySingleChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := consistent(t)
		if n := brokenRelations(r); n > 0 {
			t.Fatalf("%d relations broken in a consistent table", n)
		}
		i := rapid.IntRange(0, len(r.Revision.Figures)-1).Filter(func(i int) bool {
			return !strings.HasPrefix(r.Revision.Figures[i].Measure, "disclosure.") && !strings.HasPrefix(r.Revision.Figures[i].Measure, "releases.")
		}).Draw(t, "cell")
		f := &r.Revision.Figures[i]
		n := *f.Number + rapid.SampledFrom([]int64{-1, 1}).Draw(t, "change")
		f.Number = &n
		if brokenRelations(r) == 0 {
			t.Fatalf("nobody saw %s change to %d", f.Key(), n)
		}
	})
}
