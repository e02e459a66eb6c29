package models

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// flowOf is the flow of one report with the figures of outcomeFigures, some of them changed.
func flowOf(group string, single bool, change map[string]*int64) Flow {
	figures := outcomeFigures(single)
	for code, n := range change {
		k := Key{"applications." + code, ApplicantTotal}
		f := figures[k]
		f.Measure, f.Applicant = k.Measure, k.Applicant
		if f.Number, f.State = n, StateReported; n == nil {
			f.State = StateBlank
		}
		figures[k] = f
	}
	return FlowOf([]Agency{organ("x", 2024)}, "x", 2024, group, observe("x", 2024, ScopeOrgan, figures))
}

func value(t interface {
	Helper()
	Fatalf(string, ...any)
}, f Flow, code string) int64 {
	t.Helper()
	n, ok := f.Node(code)
	if !ok || n.Point.Number == nil {
		t.Fatalf("no value at %s: %+v", code, n)
	}
	return *n.Point.Number
}

func TestFlowOf(t *testing.T) {
	// The figures: received 30, carried in 0, outcomes 34, carried over 1.
	f := flowOf("refused", false, map[string]*int64{"received": num(33), "carried_in": num(2)})
	if !f.Shown() || f.Residual != 0 || value(t, f, FlowTotal) != 35 || value(t, f, "refused") != 8 || value(t, f, "refused.third_party") != 1 || len(f.Missing) != 0 {
		t.Errorf("%+v", f)
	}
	if _, ok := f.Node("other.other"); ok {
		t.Error("a group that was not asked for is parted into its reasons")
	}
}

func TestFlowOf_ResidualIsANodeOfItsOwn(t *testing.T) {
	less := flowOf("", false, map[string]*int64{"received": num(40)})
	if less.Residual != 5 || value(t, less, FlowResidualOut) != 5 || value(t, less, FlowTotal) != 40 {
		t.Errorf("more came in than went out: %+v", less)
	}
	more := flowOf("", false, map[string]*int64{"received": num(30)})
	if more.Residual != -5 || value(t, more, FlowResidualIn) != 5 || value(t, more, FlowTotal) != 30 || value(t, more, "granted") != 10 {
		t.Errorf("more went out than came in: %+v", more)
	}
}

func TestFlowOf_MissingIsNotZero(t *testing.T) {
	f := flowOf("refused", false, map[string]*int64{"refused.third_party": nil, "received": num(35)})
	var codes []string
	for _, n := range f.Missing {
		codes = append(codes, n.Code)
	}
	for _, l := range f.Links {
		if l.To == "refused.state_secret" && (l.Drawn() || *l.Point.Number != 1) {
			t.Errorf("a reason parts from what is not known: %+v", l)
		}
	}
	if !f.Shown() || !slices.Equal(codes, []string{"refused", "refused.third_party"}) || f.Residual != 8 {
		t.Errorf("missing %v, residual %d", codes, f.Residual)
	}
	for _, l := range f.Links {
		if l.To == "refused" && l.Drawn() {
			t.Error("what is not known is drawn")
		}
	}
	if f := flowOf("", false, map[string]*int64{"carried_in": nil}); f.Shown() || f.State != StateBlank || f.Residual != 0 {
		t.Errorf("without what was carried in there is no total: %+v", f)
	}
	if f := flowOf("", false, map[string]*int64{"granted": num(-4)}); f.Shown() {
		t.Error("a count below 0 is drawn")
	}
}

func TestFlowOf_EitherFormOfOther(t *testing.T) {
	three, one := flowOf("other", false, nil), flowOf("other", true, nil)
	if value(t, three, "other.no_correction") != 1 || value(t, one, "other.combined") != 3 || value(t, one, "other") != 3 {
		t.Error("其他处理 is not parted as the report has it")
	}
	if _, ok := three.Node("other.combined"); ok {
		t.Error("a report of three lines has the one line too")
	}
	if _, ok := one.Node("other.other"); ok {
		t.Error("a report of one line has the three too")
	}
}

func TestFlowOf_Together(t *testing.T) {
	blank := outcomeFigures(false)
	k := Key{"applications.granted", ApplicantTotal}
	blank[k] = Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateBlank}
	government := organ("gov", 2024)
	government.Kind = KindGovernment
	agencies := []Agency{government, organ("a", 2024), organ("b", 2024), organ("blank", 2024), organ("silent", 2024), organ("later")}
	obs := slices.Concat(observe("gov", 2024, ScopeTerritory, outcomeFigures(false)), observe("a", 2024, ScopeOrgan, outcomeFigures(false)),
		observe("b", 2024, ScopeOrgan, outcomeFigures(true)), observe("blank", 2024, ScopeOrgan, blank))
	f := FlowOf(agencies, "", 2024, "other", obs)
	if f.Have != 2 || f.Of != 4 || value(t, f, FlowTotal) != 60 || value(t, f, "other") != 6 || value(t, f, "other.combined") != 3 || value(t, f, "other.other") != 1 {
		t.Errorf("%+v", f)
	}
	var left []string
	for _, l := range f.Left {
		left = append(left, l.Agency.ID+" "+l.Reason.Zh)
	}
	if !slices.Equal(left, []string{"blank 缺数据", "silent 未公布"}) {
		t.Errorf("left out: %q", left)
	}
	if len(f.Territory) != 1 || f.Territory[0].Agency.ID != "gov" {
		t.Errorf("the territory's report does not stand beside: %+v", f.Territory)
	}
	if g := FlowOf(agencies, "gov", 2024, "", obs); g.Agency.ID != "gov" || value(t, g, FlowTotal) != 30 {
		t.Errorf("the territory's own flow: %+v", g)
	}
	for _, id := range []string{"silent", "later", "nobody"} {
		if f := FlowOf(agencies, id, 2024, "refused", obs); f.Shown() || f.Residual != 0 {
			t.Errorf("%s: %+v", id, f)
		}
	}
	if f := FlowOf(nil, "", 2024, "", nil); f.Shown() {
		t.Error("nothing is shown as something")
	}
}

// Whatever is printed: links add up to their nodes, the residual is the difference, and only known figures above 0 are drawn.
func TestFlowOf_LinksAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		single := rapid.Bool().Draw(t, "single")
		group := rapid.SampledFrom(append([]string{"", "granted", "nope"}, FlowGroups...)).Draw(t, "group")
		var agencies []Agency
		var obs []Observation
		for i := range rapid.IntRange(1, 4).Draw(t, "agencies") {
			a := organ(fmt.Sprint("a", i), 2024)
			agencies = append(agencies, a)
			figures := outcomeFigures(single)
			for k, f := range figures {
				n := rapid.Int64Range(0, 60).Draw(t, k.Measure)
				if rapid.IntRange(0, 400).Draw(t, "huge") == 0 {
					n = rapid.Int64().Draw(t, "huge n")
				}
				f.Number = &n
				if rapid.IntRange(0, 30).Draw(t, "blank") == 0 {
					f.Number, f.State = nil, StateBlank
				}
				figures[k] = f
			}
			obs = append(obs, observe(a.ID, 2024, ScopeOrgan, figures)...)
		}
		f := FlowOf(agencies, rapid.SampledFrom([]string{"", "a0"}).Draw(t, "whose"), 2024, group, obs)
		if !f.Shown() {
			return
		}
		in, out := map[string]int64{}, map[string]int64{}
		for _, l := range f.Links {
			if !l.Drawn() {
				continue
			}
			out[l.From] += *l.Point.Number
			in[l.To] += *l.Point.Number
		}
		if in[FlowTotal] != out[FlowTotal] {
			t.Fatalf("%d come in, %d go out", in[FlowTotal], out[FlowTotal])
		}
		if got := in[FlowTotal] - max(0, -f.Residual); got != value(t, f, FlowTotal) {
			t.Fatalf("%d came in, the total is %d", got, value(t, f, FlowTotal))
		}
		if out[FlowTotal]-max(0, f.Residual)+f.Residual != value(t, f, FlowTotal) {
			t.Fatalf("the residual %d is not the difference", f.Residual)
		}
		for _, n := range f.Nodes {
			switch {
			case n.Depth == 2 && n.Point.Number != nil && in[n.Code] != *n.Point.Number:
				t.Fatalf("%s: %d of %d", n.Code, in[n.Code], *n.Point.Number)
			case n.Code == f.Group && n.Depth == 2 && n.Point.Number != nil && out[n.Code] != *n.Point.Number:
				t.Fatalf("the reasons of %s add up to %d of %d", n.Code, out[n.Code], *n.Point.Number)
			case n.Point.Number == nil && in[n.Code]+out[n.Code] > 0:
				t.Fatalf("%s is drawn and not known", n.Code)
			}
		}
	})
}
