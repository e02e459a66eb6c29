package models

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// organs makes a government and n bureaus that owe reports of 2024.
func organs(n int) []Agency {
	list := []Agency{{ID: "a-gov", Position: 1, Kind: KindGovernment, Name: "示例区人民政府", Owes: []Obligation{{Year: 2024}}}}
	for i := range n {
		list = append(list, Agency{ID: fmt.Sprint("a-", i), Position: i + 2, Kind: KindDepartment, Name: fmt.Sprint("区机关", i), Owes: []Obligation{{Year: 2024}}})
	}
	return list
}

// formOf makes the report of an agency: its head and a figure for every cell, given by value.
func formOf(a Agency, e Edition, scope Scope, oneLine bool, value func(Key) Figure) (ReportHead, []Observation) {
	h := ReportHead{AgencyID: a.ID, Year: 2024, Edition: e, Scope: scope, Status: StatusPublished}
	var obs []Observation
	for _, k := range append(Cells(e, oneLine), Key{Measure: "releases.total"}) {
		f := value(k)
		f.Measure, f.Applicant = k.Measure, k.Applicant
		obs = append(obs, Observation{AgencyID: a.ID, Year: 2024, Edition: e, Scope: scope, Figure: f})
	}
	return h, obs
}

func printedNumber(n int64) Figure { return Figure{Number: &n, State: StateReported} }

// balanced is a report whose relations all hold, with random outcomes.
func balanced(r *rand.Rand, single bool) map[Key]int64 {
	m := map[Key]int64{}
	lines := LinesOf(single)
	for _, a := range Applicants[:6] {
		concluded := int64(0)
		for _, l := range lines {
			if l.Group != "" {
				n := r.Int64N(5)
				m[Key{"applications." + l.Code, a.Code}] = n
				concluded += n
			}
		}
		out := r.Int64N(4)
		in := r.Int64N(concluded + out + 1)
		m[Key{"applications.concluded", a.Code}], m[Key{"applications.carried_out", a.Code}] = concluded, out
		m[Key{"applications.carried_in", a.Code}], m[Key{"applications.received", a.Code}] = in, concluded+out-in
	}
	for _, l := range lines {
		total := int64(0)
		for _, a := range Applicants[:6] {
			total += m[Key{"applications." + l.Code, a.Code}]
		}
		m[Key{"applications." + l.Code, ApplicantTotal}] = total
	}
	for _, ch := range Channels {
		total := int64(0)
		for _, c := range RemedyColumns[:4] {
			n := r.Int64N(3)
			m[Key{"remedies." + ch.Code + "." + c.Code, ""}] = n
			total += n
		}
		m[Key{"remedies." + ch.Code + ".total", ""}] = total
	}
	return m
}

// Whatever is reported: a sum is that of its parts, it is whole exactly if every part is known, and no organ is in it twice.
func TestConsolidate_EachCellIsTheSumOfItsContributions(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		agencies := organs(2 + r.IntN(8))
		var heads []ReportHead
		var obs []Observation
		for i, a := range agencies {
			if r.IntN(6) == 0 {
				continue
			}
			e, scope := Editions[min(1, r.IntN(5))], Scopes[r.IntN(2)]
			if i == 0 {
				scope = Scopes[r.IntN(3)]
			}
			h, o := formOf(a, e, scope, r.IntN(3) == 0, func(Key) Figure {
				switch r.IntN(8) {
				case 0:
					return Figure{State: StateBlank}
				case 1:
					n := int64(0)
					return Figure{Number: &n, State: StateBlank, Flags: FlagZeroImplied}
				case 2:
					f := printedNumber(r.Int64N(1000))
					f.Flags = FlagSuspect
					return f
				}
				return printedNumber(r.Int64N(1000))
			})
			heads, obs = append(heads, h), append(obs, o...)
		}
		var excluded []Exclusion
		if r.IntN(3) == 0 {
			excluded = []Exclusion{{2024, "a-1", "并入后不再统计。"}, {2023, "a-2", "另一年的。"}}
		}
		c := Consolidate(2024, agencies, heads, obs, nil, excluded)
		if len(c.Cells) != 200 {
			t.Fatalf("%d cells", len(c.Cells))
		}
		for _, x := range append([]ConsolidatedCell{c.Releases}, c.Cells...) {
			sum, have, seen := int64(0), 0, map[string]bool{}
			for _, p := range x.Parts {
				if seen[p.Agency.ID] {
					t.Fatalf("%s is in %s twice", p.Agency.ID, x.Key)
				}
				seen[p.Agency.ID] = true
				if p.Value != nil {
					sum, have = sum+*p.Value, have+1
				}
			}
			if x.Sum != sum || x.Have != have || x.Complete() != (have == len(c.Owing)) || len(x.Parts) != len(c.Owing) {
				t.Fatalf("seed %d: %s is %d of %d parts, want %d of %d", seed, x.Key, x.Sum, x.Have, sum, have)
			}
			if len(excluded) > 0 && seen["a-1"] {
				t.Fatalf("seed %d: an organ that is left out is in %s", seed, x.Key)
			}
			if got, ok := c.CellAt(x.Key.Place(c.Edition)); !ok || got.Key != x.Key {
				t.Fatalf("at %s stands %s, want %s", x.Key.Place(c.Edition), got.Key, x.Key)
			}
		}
	}
}

func TestConsolidate_RelationsOfThePartsHoldForTheSums(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		agencies := organs(1 + r.IntN(9))
		var heads []ReportHead
		var obs []Observation
		for _, a := range agencies[1:] {
			m := balanced(r, false)
			h, o := formOf(a, Edition2021, ScopeOrgan, false, func(k Key) Figure { return printedNumber(m[k]) })
			heads, obs = append(heads, h), append(obs, o...)
		}
		c := Consolidate(2024, agencies, heads, obs, nil, nil)
		report := Report{AgencyID: "a-gov", Year: 2024, Revision: Revision{Edition: c.Edition, Scope: ScopeTerritory, Figures: c.Figures(Zh)}}
		for _, f := range Check(report, nil, DefaultSettings()) {
			if (strings.HasPrefix(f.Rule, "t3.") || strings.HasPrefix(f.Rule, "t4.")) && f.Result != Pass {
				t.Fatalf("seed %d: %s of the sums: %s %v", seed, f.Rule, f.Result, f.Values)
			}
		}
		if slices.ContainsFunc(c.Blockers, func(b Blocker) bool { return !b.Advice }) {
			t.Fatalf("seed %d: blockers of a faultless year: %+v", seed, c.Blockers)
		}
	}
}

func TestConsolidate_NothingIsCountedTwice(t *testing.T) {
	agencies := organs(2)
	all := func(a Agency, e Edition, s Scope, n int64) (ReportHead, []Observation) {
		return formOf(a, e, s, false, func(Key) Figure { return printedNumber(n) })
	}
	received := Key{"applications.received", ApplicantTotal}
	h1, o1 := all(agencies[1], Edition2021, ScopeOrgan, 10)
	h2, o2 := all(agencies[2], Edition2021, ScopeOrgan, 5)
	territory, ot := all(agencies[0], Edition2021, ScopeTerritory, 16)
	c := Consolidate(2024, agencies, []ReportHead{territory, h1, h2}, slices.Concat(ot, o1, o2), nil, nil)
	x, _ := c.Cell(received)
	if d, ok := x.Difference(); x.Sum != 15 || x.Own == nil || *x.Own.Number != 16 || !ok || d != 1 || len(c.Owing) != 2 {
		t.Errorf("beside a report on the territory: %+v", x)
	}
	own, oo := all(agencies[0], Edition2021, ScopeOwnLevel, 3)
	c = Consolidate(2024, agencies, []ReportHead{own, h1, h2}, slices.Concat(oo, o1, o2), nil, nil)
	if x, _ = c.Cell(received); x.Sum != 18 || x.Own != nil || len(c.Owing) != 3 {
		t.Errorf("with a report on its own level: %+v", x)
	}
	c = Consolidate(2024, agencies, []ReportHead{h1}, o1, nil, nil)
	if x, _ = c.Cell(received); x.Sum != 10 || x.Complete() || len(c.Owing) != 2 || len(c.Included) != 1 {
		t.Errorf("with a missing report: %+v", x)
	}
	if _, ok := x.Difference(); ok {
		t.Error("a sum that is not whole has a difference")
	}
	if !slices.ContainsFunc(c.Blockers, func(b Blocker) bool { return b.Kind == BlockMissing && b.Agency.ID == "a-1" }) {
		t.Errorf("blockers %+v", c.Blockers)
	}
	for _, f := range c.Figures(Zh) {
		if f.Key() == received && f.Raw != "至少 10" {
			t.Errorf("an incomplete sum is printed as %q", f.Raw)
		}
	}
	if prose := strings.Join(c.Prose(Zh), ""); !strings.Contains(prose, "申请至少 10 件") {
		t.Errorf("prose: %s", prose)
	}
}

func TestConsolidate_OtherForms(t *testing.T) {
	agencies := organs(2)
	of2021 := func(single bool, other int64) (ReportHead, []Observation) {
		return formOf(agencies[2], Edition2021, ScopeOrgan, single, func(k Key) Figure {
			if k.Measure == "applications.other" {
				return printedNumber(other)
			}
			return printedNumber(2)
		})
	}
	old, oldObs := formOf(agencies[1], Edition2019, ScopeOrgan, true, func(k Key) Figure {
		if k.Measure == "applications.other" {
			return printedNumber(0)
		}
		return printedNumber(7)
	})
	cell := func(c Consolidation, measure, applicant string) ConsolidatedCell {
		t.Helper()
		x, ok := c.Cell(Key{measure, applicant})
		if !ok {
			t.Fatalf("no cell %s", measure)
		}
		return x
	}
	now, nowObs := of2021(false, 0)
	c := Consolidate(2024, agencies, []ReportHead{old, now}, slices.Concat(oldObs, nowObs), nil, nil)
	if x := cell(c, "disclosure.rules.issued", ""); x.Sum != 2 || x.Complete() || x.Parts[0].Figure.State != StateNotApplicable {
		t.Errorf("table two of another form was summed: %+v", x)
	}
	if x := cell(c, "disclosure.licensing.decisions", ""); x.Sum != 9 || !x.Complete() {
		t.Errorf("decisions are the same in both forms: %+v", x)
	}
	if x := cell(c, "applications.other.other", ApplicantTotal); x.Sum != 2 || !x.Complete() {
		t.Errorf("a line of nothing leaves nothing for its three items: %+v", x)
	}
	one, oneObs := of2021(true, 4)
	c = Consolidate(2024, agencies, []ReportHead{old, one}, slices.Concat(oldObs, oneObs), nil, nil)
	if x := cell(c, "applications.other.other", ApplicantTotal); x.Sum != 0 || x.Complete() || x.Have != 1 {
		t.Errorf("one line of four was spread over its items: %+v", x)
	}
	kinds := map[BlockerKind]bool{}
	for _, b := range c.Blockers {
		kinds[b.Kind] = true
		for _, lang := range []Lang{Zh, En} {
			if b.Sentence(2024, lang) == "" {
				t.Errorf("%s says nothing in %s", b.Kind, lang)
			}
		}
	}
	if !kinds[BlockEdition] || !kinds[BlockOneLine] || kinds[BlockUnknown] {
		t.Errorf("blockers %v", kinds)
	}
}

func TestConsolidate_FormOf2019(t *testing.T) {
	agencies := organs(1)
	agencies[1].Owes = []Obligation{{Year: 2020}}
	h, obs := formOf(agencies[1], Edition2021, ScopeOrgan, false, func(Key) Figure { return printedNumber(3) })
	h.Year = 2020
	for i := range obs {
		obs[i].Year = 2020
	}
	c := Consolidate(2020, agencies, []ReportHead{h}, obs, nil, nil)
	x, ok := c.Cell(Key{"applications.other", ApplicantTotal})
	if !ok || x.Sum != 9 || !x.Complete() {
		t.Errorf("three items of 3 make one line of 9: %+v", x)
	}
}

func TestBlocker_EveryKindSaysSomething(t *testing.T) {
	for _, k := range blockerOrder {
		b := Blocker{Kind: k, Agency: Agency{Name: "区甲局"}, Other: Agency{Name: "区乙局"}, Count: 2, Keys: []Key{{"applications.received", ApplicantTotal}}, Reason: "另行统计。"}
		for _, lang := range []Lang{Zh, En} {
			if s := b.Sentence(2024, lang); s == "" || strings.Contains(s, "%!") {
				t.Errorf("%s in %s: %q", k, lang, s)
			}
		}
	}
}
