package models

import (
	"slices"
	"testing"
)

// counts are figures by full key.
func counts(values map[string]int64) map[Key]Figure {
	figures := map[Key]Figure{}
	for key, n := range values {
		k := ParseKey(key)
		figures[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, Number: &n, State: StateReported}
	}
	return figures
}

// received are the applications received by applicant: natural persons and businesses as given, none of the others.
func received(persons, businesses int64) map[Key]Figure {
	values := map[string]int64{"applications.received|total": persons + businesses}
	for _, a := range Applicants[:6] {
		values["applications.received|"+a.Code] = 0
	}
	values["applications.received|natural_person"], values["applications.received|enterprise"] = persons, businesses
	return counts(values)
}

func TestReasons(t *testing.T) {
	agencies := []Agency{organ("three", 2024), organ("one", 2024), organ("silent", 2024)}
	obs := slices.Concat(observe("three", 2024, ScopeOrgan, outcomeFigures(false)), observe("one", 2024, ScopeOrgan, outcomeFigures(true)))
	table := Reasons("", agencies, []int{2024}, obs)
	b := table.InYear(2024)
	if len(b.Parts) != 8+3+5+3+1 || len(b.Rows) != 3 {
		t.Fatalf("%d reasons, %d rows", len(b.Parts), len(b.Rows))
	}
	place := func(code string) int { return slices.IndexFunc(b.Parts, func(p Part) bool { return p.Code == code }) }
	three, one, silent := b.Rows[0], b.Rows[1], b.Rows[2]
	if three.Sum != 19 || one.Sum != 19 || !three.Shown() || !one.Shown() {
		t.Errorf("sums %d and %d", three.Sum, one.Sum)
	}
	if p := one.Points[place("other.fee_unpaid")]; p.State != StateNotApplicable || p.Known() {
		t.Errorf("a line that the report has not: %+v", p)
	}
	if p := one.Points[place(LineOther)]; !p.Known() || *p.Number != 3 || p.Href() == "" {
		t.Errorf("the one line: %+v", p)
	}
	if silent.State != StateNotReported || b.Reason(silent).Zh != "未公布" {
		t.Errorf("%+v", silent)
	}
	if total := b.Total; total.Sum != 38 || total.Have != 2 || total.Of != 3 || *total.Points[place(LineOther)].Number != 3 || *total.Points[place("other.other")].Number != 1 {
		t.Errorf("%+v", total)
	}
	if got := len(Reasons("refused", agencies, []int{2024}, obs).Parts); got != 8 {
		t.Errorf("%d reasons to refuse", got)
	}
	if got := len(Reasons("", agencies[2:], []int{2020}, nil).Parts); got != 8+3+5+1 {
		t.Errorf("%d reasons in the form of 2019", got)
	}
	for _, p := range b.Parts {
		if r, ok := ReasonOf(p.Code); !ok || r.Meaning.Zh == "" || r.Meaning.En == "" || r.Law.Zh == "" || r.Law.En == "" || p.Short.En == "" {
			t.Errorf("%s is not defined", p.Code)
		}
	}
}

func TestBreakdownRow_Share(t *testing.T) {
	of := func(persons, businesses int64) BreakdownRow {
		r, _ := ByApplicant([]Agency{organ("x", 2024)}, []int{2024}, observe("x", 2024, ScopeOrgan, received(persons, businesses))).Row("x", 2024)
		return r
	}
	for _, tt := range []struct {
		persons, businesses int64
		want                string
	}{{30, 10, "75.0%（30/40）"}, {9, 1, "90.0%（9/10） 小样本"}, {8, 1, "8/9"}, {0, 0, "无新收申请"}} {
		r := of(tt.persons, tt.businesses)
		if got := ShowPoint(r.Share(0), ByApplicant(nil, nil, nil).Subject(true), Zh).String(); got != tt.want {
			t.Errorf("%d of %d: %s, want %s", tt.persons, r.Sum, got, tt.want)
		}
	}
	blank := received(30, 10)
	k := Key{"applications.received", "legal"}
	blank[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateBlank, Raw: "/"}
	r, _ := ByApplicant([]Agency{organ("x", 2024)}, []int{2024}, observe("x", 2024, ScopeOrgan, blank)).Row("x", 2024)
	if p := r.Share(0); p.Known() || p.State != StateAbsent || r.Points[0].Number == nil {
		t.Errorf("a share of a sum that is not known: %+v", p)
	}
	if p := r.Points[4]; p.Known() || p.State != StateBlank || p.Raw != "/" {
		t.Errorf("a blank: %+v", p)
	}
}

func TestBreakdownTable_ByYearAndTerritory(t *testing.T) {
	government := organ("gov", 2023, 2024)
	government.Kind = KindGovernment
	agencies := []Agency{government, organ("a", 2023, 2024), organ("b", 2024)}
	obs := slices.Concat(observe("gov", 2024, ScopeTerritory, received(500, 500)), observe("a", 2023, ScopeOrgan, received(1, 2)),
		observe("a", 2024, ScopeOrgan, received(3, 4)), observe("b", 2024, ScopeOrgan, received(5, 6)))
	table := ByApplicant(agencies, []int{2023, 2024}, obs)
	district := table.ByYear("")
	if len(district.Rows) != 2 || district.Rows[1].Sum != 18 || district.Rows[0].Sum != 3 || district.Rows[1].Label.Zh != "2024" || !district.Rows[1].Together() {
		t.Errorf("%+v", district.Rows)
	}
	if gov := table.ByYear("gov"); len(gov.Rows) != 2 || gov.Rows[1].Sum != 1000 || gov.Rows[0].State != StateNotReported {
		t.Errorf("%+v", gov.Rows)
	}
	if year := table.InYear(2024); len(year.Territory) != 1 || year.Territory[0].Sum != 1000 || year.Total.Sum != 18 || len(district.Territory) != 2 {
		t.Errorf("the territory's figures do not stand beside the organs': %+v", year.Territory)
	}
	if got := table.ByYear("nobody"); len(got.Rows) != 0 {
		t.Errorf("%+v", got.Rows)
	}
	if b := table.InYear(1999); len(b.Rows) != 0 || b.Total.Points != nil {
		t.Errorf("%+v", b)
	}
	if early := table.InYear(2023); early.Rows[1].State != StateNotApplicable || early.Total.Of != 1 {
		t.Errorf("one that owed no report counts: %+v", early)
	}
}

func TestApplicantOutcomes(t *testing.T) {
	figures := received(3, 4)
	for _, a := range Applicants {
		for _, l := range LinesOf(false) {
			if l.Group == "" {
				continue
			}
			n := int64(0)
			if l.Code == "granted" && a.Code != "legal" || l.Code == "refused.third_party" && a.Code == "enterprise" {
				n = 2
			}
			k := Key{"applications." + l.Code, a.Code}
			figures[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, Number: &n, State: StateReported}
		}
	}
	agencies := []Agency{organ("x", 2024), organ("y", 2024)}
	obs := observe("x", 2024, ScopeOrgan, figures)
	b := ApplicantOutcomes(agencies, "x", 2024, obs)
	if len(b.Rows) != 6 || b.Rows[1].Sum != 4 || *b.Rows[1].Points[2].Number != 2 || b.Rows[4].Sum != 0 || b.Rows[4].Shown() {
		t.Errorf("%+v", b.Rows)
	}
	together := ApplicantOutcomes(agencies, "", 2024, obs)
	if r := together.Rows[0]; r.Have != 1 || r.Of != 2 || r.Sum != 2 {
		t.Errorf("%+v", r)
	}
	k := Key{"applications.granted", "legal"}
	figures[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateBlank}
	obs = observe("x", 2024, ScopeOrgan, figures)
	if r := ApplicantOutcomes(agencies, "x", 2024, obs).Rows; r[4].Complete() || !r[1].Complete() {
		t.Error("a blank of one applicant leaves the rows of the others whole")
	}
	if r := ApplicantOutcomes(agencies, "", 2024, obs).Rows[0]; r.Complete() || r.Have != 0 {
		t.Errorf("the sum of no agency: %+v", r)
	}
	if r := ApplicantOutcomes(nil, "", 2024, nil); len(r.Rows) != 6 || r.Rows[0].Complete() {
		t.Errorf("of nothing: %+v", r.Rows)
	}
}

func TestRemedyResults(t *testing.T) {
	figures := counts(map[string]int64{"remedies.reconsideration.upheld|": 3, "remedies.reconsideration.corrected|": 1, "remedies.reconsideration.other|": 0,
		"remedies.reconsideration.pending|": 2, "remedies.reconsideration.total|": 7})
	table := RemedyResults("reconsideration", []Agency{organ("x", 2024)}, []int{2024}, observe("x", 2024, ScopeOrgan, figures))
	r, _ := table.Row("x", 2024)
	if r.Sum != 6 || *r.Printed.Number != 7 || !table.Parts[3].Open || table.Parts[1].Open {
		t.Errorf("%+v", r)
	}
	if got := RemedyResults("appeal", nil, []int{2024}, nil); len(got.Totals) != 0 {
		t.Errorf("%+v", got)
	}
}
