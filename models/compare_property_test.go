package models

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// drawComparison makes a comparison of random reports: some years without one, some figures blank or suspect, some of a territory.
func drawComparison(t *rapid.T) Comparison {
	code := rapid.SampledFrom([]string{"applications.received", "disclosure.normative_documents.issued", "disclosure.fees.amount", "disclosure_rate", "received_total"}).Draw(t, "subject")
	s, err := SubjectOf(code, "")
	if err != nil {
		t.Fatal(err)
	}
	years := []int{2020, 2021, 2022}
	var agencies []Agency
	var obs []Observation
	for i := range rapid.IntRange(0, 6).Draw(t, "agencies") {
		a := organ(fmt.Sprint("a", i))
		for _, y := range years {
			if rapid.Bool().Draw(t, "owes") {
				a.Owes = append(a.Owes, Obligation{a.ID, y})
			}
			if !rapid.Bool().Draw(t, "reports") {
				continue
			}
			scope := rapid.SampledFrom([]Scope{ScopeOrgan, ScopeOrgan, ScopeTerritory}).Draw(t, "scope")
			figures := map[Key]Figure{}
			for _, k := range s.Needs() {
				f := Figure{Measure: k.Measure, Applicant: k.Applicant, State: rapid.SampledFrom(States[:4]).Draw(t, "state")}
				if f.State == StateReported {
					f.Number = num(rapid.Int64Range(0, 1_000_000_000_000).Draw(t, "n"))
					f.Flags = rapid.SampledFrom([]Flags{0, 0, FlagSuspect}).Draw(t, "flags")
				}
				figures[k] = f
			}
			obs = append(obs, observe(a.ID, y, scope, figures)...)
		}
		agencies = append(agencies, a)
	}
	return Compare(s, agencies, nil, years, obs)
}

func TestCompare_TotalsAreSumsOfParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawComparison(t)
		for j, total := range c.Totals {
			var number, n, d, safe int64
			have, suspect := 0, 0
			for i := range c.Agencies {
				p := c.Points[i][j]
				if !p.Known() {
					continue
				}
				have++
				if p.Number != nil {
					number += *p.Number
				} else {
					n, d = n+*p.Num, d+*p.Den
				}
				if p.Doubtful() {
					suspect++
				} else if p.Number != nil {
					safe += *p.Number
				}
			}
			if total.Have != have || total.Doubtful != suspect || total.Have > total.Of {
				t.Fatalf("coverage %+v, counted %d with %d suspect", total, have, suspect)
			}
			switch {
			case have == 0:
				if total.Number != nil || total.Num != nil {
					t.Fatalf("a total of nothing: %+v", total)
				}
			case c.Subject.Ratio:
				if *total.Num != n || *total.Den != d {
					t.Fatalf("Σ/Σ is %d/%d, total %d/%d", n, d, *total.Num, *total.Den)
				}
			case *total.Number != number, total.NumberSafe != nil && *total.NumberSafe != safe:
				t.Fatalf("Σ is %d (%d safe), total %+v", number, safe, total)
			}
		}
	})
}

func TestRanking_HoldsEveryOrganOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawComparison(t)
		ranked, left := c.Ranking(2021)
		if len(ranked)+len(left) != len(c.Agencies) {
			t.Fatalf("%d + %d of %d", len(ranked), len(left), len(c.Agencies))
		}
		for i, r := range ranked {
			if !r.Point.Rankable() || r.Point.Doubtful() {
				t.Fatalf("ranked %+v", r)
			}
			if i > 0 && r.Point.Value(c.Subject).Cmp(ranked[i-1].Point.Value(c.Subject)) > 0 {
				t.Fatal("not in order")
			}
		}
		for _, r := range left {
			if r.Reason.Zh == "" || r.Rank != 0 {
				t.Fatalf("left out without a reason: %+v", r)
			}
		}
	})
}
