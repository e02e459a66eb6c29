package models

import (
	"slices"
	"testing"
)

func TestHeadlines_Applications(t *testing.T) {
	agencies := []Agency{organ("x", 2024), organ("y", 2024)}
	one := observe("x", 2024, ScopeOrgan, outcomeFigures(false))
	both := slices.Concat(one, observe("y", 2024, ScopeOrgan, outcomeFigures(false)))
	applicants := func(obs []Observation, whose string) string {
		table := ByApplicant(agencies, []int{2024}, obs)
		r, _ := table.Row(whose, 2024)
		return table.Headline(r, Everyone, Zh)
	}
	persons := observe("x", 2024, ScopeOrgan, received(30, 10))
	reasons := Reasons("refused", agencies, []int{2024}, both)
	total, _ := reasons.Row("", 2024)
	residual := outcomeFigures(false)
	k := Key{"applications.received", ApplicantTotal}
	residual[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, Number: num(35), State: StateReported, Flags: FlagSuspect}
	for _, tt := range []struct{ name, got, want string }{
		{"flow", FlowOf(agencies, "x", 2024, "", observe("x", 2024, ScopeOrgan, residual)).Headline(Everyone, Zh),
			"区x 2024 年受理政府信息公开申请 35 件（上年结转 0 件，本年新收 35 件），予以公开和部分公开 15 件，结转下年度 1 件，含存疑数据"},
		{"flow with a difference", FlowOf(agencies, "", 2024, "", both).Headline(Everyone, Zh),
			"2024 年各机关受理政府信息公开申请 60 件（上年结转 0 件，本年新收 60 件），予以公开和部分公开 30 件，结转下年度 2 件，差额 10 件"},
		{"flow of some of a kind", FlowOf(agencies, "", 2024, "", one).Headline(Among(KindTown), Zh),
			"2024 年全区镇乡 1/2 个机关受理政府信息公开申请 30 件（上年结转 0 件，本年新收 30 件），予以公开和部分公开 15 件，结转下年度 1 件，差额 5 件"},
		{"flow in English", FlowOf(agencies, "", 2024, "", both).Headline(Everyone, En),
			"In 2024, in all agencies, there were 60 applications to process (0 carried in, 60 received); 30 were granted in full or in part, 2 carried over, with a difference of 10"},
		{"no report", FlowOf(agencies, "y", 2024, "", one).Headline(Everyone, Zh), "区y 2024 年的申请去向无法计算（未公布）"},
		{"nobody reports", FlowOf(agencies, "", 2024, "", nil).Headline(Everyone, Zh), "2024 年 0/2 个机关的申请去向无法计算（缺数据）"},
		{"applicants", applicants(persons, "x"), "区x 2024 年新收申请 40 件，其中最多的是自然人，30 件，占 75.0%"},
		{"applicants in English", ByApplicant(agencies, []int{2024}, persons).Headline(ByApplicant(agencies, []int{2024}, persons).Cells[0][0], Everyone, En),
			"In 2024, at 区x, there were 40 applications received; the largest group: Natural persons (30), 75.0%"},
		{"few applicants", applicants(observe("x", 2024, ScopeOrgan, received(3, 3)), "x"), "区x 2024 年新收申请 6 件，其中最多的是自然人和商业企业，各 3 件"},
		{"no applicants", applicants(observe("x", 2024, ScopeOrgan, received(0, 0)), "x"), "区x 2024 年没有新收申请"},
		{"applicants not known", applicants(one, "x"), "区x 2024 年的新收申请无法计算（缺数据）"},
		{"applicants of some", applicants(persons, ""), "2024 年 1/2 个机关新收申请 40 件，其中最多的是自然人，30 件，占 75.0%"},
		{"all reasons alike", reasons.Headline(total, Everyone, Zh), "2024 年各机关不予公开的申请 16 件"},
		{"in English", reasons.Headline(total, Everyone, En), "In 2024, in all agencies, there were 16 applications refused"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, tt.got, tt.want)
		}
	}
}

func TestHeadlines_CarriedOverAndCorrected(t *testing.T) {
	agencies := []Agency{organ("x", 2024), organ("y", 2024)}
	obs := func(upheld, corrected int64) []Observation {
		values := map[string]int64{"received": 38, "carried_in": 2, "carried_out": 4, "reconsideration.upheld": upheld, "reconsideration.corrected": corrected, "reconsideration.other": 0}
		return observe("x", 2024, ScopeOrgan, figureMap(values))
	}
	carry := func(who string, lang Lang) string {
		over := func(code string) Comparison { return Compare(subject(t, code), agencies, nil, []int{2024}, obs(0, 0)) }
		return CarryHeadline(over("applications.carried_out"), over("carryover_rate"), who, 2024, Everyone, lang)
	}
	corrected := func(who string, upheld, corrected int64) string {
		return CorrectedHeadline(Compare(subject(t, "review_correct_rate"), agencies, nil, []int{2024}, obs(upheld, corrected)), who, 2024, Everyone, Zh)
	}
	for _, tt := range []struct{ name, got, want string }{
		{"carried over", carry("x", Zh), "区x 2024 年结转下年度继续办理 4 件，结转率 10.0%（4/40）"},
		{"by some", carry("", Zh), "2024 年 1/2 个机关结转下年度继续办理 4 件，结转率 10.0%（4/40）"},
		{"in English", carry("x", En), "In 2024, at 区x, 4 applications were carried over; the carry-over rate was 10.0% (4/40)"},
		{"no report", carry("y", Zh), "区y 2024 年结转下年度的件数没有可用的数据（未公布）"},
		{"corrected", corrected("x", 9, 1), "区x 2024 年审结的行政复议共 10 案件次，其中被纠正 1 案件次，占 10.0%"},
		{"few cases have no percentage", corrected("x", 8, 1), "区x 2024 年审结的行政复议共 9 案件次，其中被纠正 1 案件次"},
		{"no case", corrected("x", 0, 0), "区x 2024 年没有审结的行政复议"},
		{"no report on remedies", corrected("y", 0, 0), "区y 2024 年行政复议的审结情况没有可用的数据（未公布）"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, tt.got, tt.want)
		}
	}
}
