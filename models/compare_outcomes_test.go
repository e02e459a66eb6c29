package models

import (
	"slices"
	"testing"
)

// outcomeFigures are a whole column 总计 of outcomes: granted 10, partial 5, refused 8 × 1, and others of other.
func outcomeFigures(single bool) map[Key]Figure {
	values := map[string]int64{"granted": 10, "partial": 5, "received": 30, "carried_in": 0, "carried_out": 1}
	for _, l := range LinesOf(single) {
		if l.Group != "" && values[l.Code] == 0 {
			values[l.Code] = 1
		}
	}
	values["concluded"] = 10 + 5 + 8 + 3 + 5 + 3
	if single {
		values["other"] = 3
	}
	return figureMap(values)
}

func TestOutcomes_EitherFormOfOther(t *testing.T) {
	agencies := []Agency{organ("three", 2024), organ("one", 2024)}
	obs := slices.Concat(observe("three", 2024, ScopeOrgan, outcomeFigures(false)), observe("one", 2024, ScopeOrgan, outcomeFigures(true)))
	table := Outcomes(agencies, []int{2024}, obs)
	for i := range agencies {
		r := table.Rows[i][0]
		if !r.Shown() || r.Sum != 34 || *r.Groups[5].Number != 3 || *r.Groups[2].Number != 8 || *r.CarriedOut.Number != 1 {
			t.Errorf("%s: %+v", agencies[i].ID, r)
		}
	}
	total := table.Totals[0]
	if total.Sum != 68 || total.Have != 2 || total.Of != 2 || *total.Groups[0].Number != 20 || *total.Concluded.Number != 68 {
		t.Errorf("%+v", total)
	}
}

func TestOutcomes_LeftOut(t *testing.T) {
	incomplete := outcomeFigures(false)
	k := Key{"applications.refused.third_party", ApplicantTotal}
	incomplete[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateBlank, Raw: "—"}
	none := map[Key]Figure{}
	for k, f := range outcomeFigures(false) {
		f.Number = num(0)
		none[k] = f
	}
	suspect := outcomeFigures(false)
	g := suspect[Key{"applications.granted", ApplicantTotal}]
	g.Flags = FlagSuspect
	suspect[g.Key()] = g
	government := organ("gov", 2024)
	government.Kind = KindGovernment
	agencies := []Agency{government, organ("incomplete", 2024), organ("none", 2024), organ("suspect", 2024), organ("silent", 2024), organ("later")}
	obs := slices.Concat(observe("gov", 2024, ScopeTerritory, outcomeFigures(false)), observe("incomplete", 2024, ScopeOrgan, incomplete),
		observe("none", 2024, ScopeOrgan, none), observe("suspect", 2024, ScopeOrgan, suspect))
	table := Outcomes(agencies, []int{2024}, obs)
	want := []struct {
		id     string
		reason string
		shown  bool
	}{{"incomplete", "缺数据", false}, {"none", "无办结件", false}, {"suspect", "", true}, {"silent", "未公布", false}, {"later", "不适用", false}}
	for i, w := range want {
		r := table.Rows[i][0]
		if r.Agency.ID != w.id || r.Reason().Zh != w.reason || r.Shown() != w.shown {
			t.Errorf("%s: reason %q, shown %v; want %+v", r.Agency.ID, r.Reason().Zh, r.Shown(), w)
		}
	}
	if table.Rows[2][0].Doubts == 0 {
		t.Error("a suspect line does not mark its row")
	}
	total := table.Totals[0]
	if total.Sum != 34 || total.Have != 2 || total.Of != 4 || len(total.Left) != 2 || total.Doubts == 0 {
		t.Errorf("total %+v", total)
	}
	if len(table.Territory) != 1 || table.Territory[0].Rows[0].Sum != 34 {
		t.Errorf("territory %+v", table.Territory)
	}
}

func TestOutcomes_Nothing(t *testing.T) {
	table := Outcomes(nil, []int{2024}, nil)
	if r := table.Totals[0]; r.Complete() || r.Shown() || r.Reason().Zh != "不适用" {
		t.Errorf("%+v", r)
	}
	if r := Outcomes([]Agency{organ("a", 2024)}, []int{2024}, nil).Totals[0]; r.Shown() || r.Reason().Zh != "缺数据" || r.Of != 1 {
		t.Errorf("%+v", r)
	}
}

func TestOutcomeNeeds_HoldEveryLine(t *testing.T) {
	if got := len(OutcomeNeeds()); got != len(Lines) {
		t.Errorf("%d figures for %d lines", got, len(Lines))
	}
}

func TestOutcomes_NoShareOfNonsense(t *testing.T) {
	granted := Key{"applications.granted", ApplicantTotal}
	negative, huge := outcomeFigures(false), outcomeFigures(false)
	negative[granted] = Figure{Measure: granted.Measure, Applicant: granted.Applicant, State: StateReported, Number: num(-3), Flags: FlagSuspect}
	huge[granted] = Figure{Measure: granted.Measure, Applicant: granted.Applicant, State: StateReported, Number: num(1<<62 + 1)}
	agencies := []Agency{organ("negative", 2024), organ("a", 2024), organ("b", 2024)}
	table := Outcomes(agencies, []int{2024}, slices.Concat(observe("negative", 2024, ScopeOrgan, negative),
		observe("a", 2024, ScopeOrgan, huge), observe("b", 2024, ScopeOrgan, huge)))
	if table.Rows[0][0].Shown() {
		t.Error("a count below 0 has a share")
	}
	if !table.Rows[1][0].Shown() || table.Totals[0].Shown() {
		t.Errorf("a sum past what an integer holds is shown: %+v", table.Totals[0])
	}
}

func TestOutcomes_ArrangedBySum(t *testing.T) {
	few, many := outcomeFigures(false), outcomeFigures(false)
	k := Key{"applications.other.other", ApplicantTotal}
	many[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, Number: num(70), State: StateReported}
	blank := outcomeFigures(false)
	blank[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateBlank}
	agencies := []Agency{organ("blank", 2024), organ("few", 2024), organ("many", 2024)}
	obs := slices.Concat(observe("few", 2024, ScopeOrgan, few), observe("many", 2024, ScopeOrgan, many), observe("blank", 2024, ScopeOrgan, blank))
	table := Outcomes(agencies, []int{2024}, obs)
	for _, tt := range []struct {
		arranged OutcomeTable
		want     []string
	}{
		{table.ArrangedBySum(ByValue, 2024, false), []string{"many", "few", "blank"}},
		{table.ArrangedBySum(ByValue, 2024, true), []string{"few", "many", "blank"}},
		{table.Arranged(ByValue, 2024, false), []string{"few", "many", "blank"}}, // many granted a smaller share
	} {
		var got []string
		for i, a := range tt.arranged.Agencies {
			got = append(got, a.ID)
			if r := tt.arranged.Rows[i][0]; r.Agency.ID != a.ID {
				t.Errorf("the row of %s stands with %s", r.Agency.ID, a.ID)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v, want %v", got, tt.want)
		}
	}
}

// A printed total in doubt stays so in the sum, where the outcomes themselves are in none.
func TestOutcomes_DoubtfulTotal(t *testing.T) {
	figures := outcomeFigures(false)
	concluded := Key{Measure: "applications.concluded", Applicant: ApplicantTotal}
	f := figures[concluded]
	f.Flags |= FlagSuspect
	figures[concluded] = f
	total := Outcomes([]Agency{organ("a", 2024)}, []int{2024}, observe("a", 2024, ScopeOrgan, figures)).Totals[0]
	if !total.Concluded.Doubtful() || total.CarriedOut.Doubtful() {
		t.Errorf("concluded %v, carried over %v", total.Concluded.Flags, total.CarriedOut.Flags)
	}
}
