package models

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is suspect or missing, the highest and the rest add up to the total.
func TestTop_AddsUp(t *testing.T) {
	s, err := SubjectOf("applications.received", "")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		var agencies []Agency
		var obs []Observation
		for i := range rapid.IntRange(0, 15).Draw(t, "agencies") {
			a := Agency{ID: fmt.Sprint("a-", i), Kind: KindDepartment, Owes: []Obligation{{Year: 2024}}}
			agencies = append(agencies, a)
			n := rapid.Int64Range(0, 20).Draw(t, "n")
			f := Figure{Measure: "applications.received", Applicant: ApplicantTotal, State: StateReported, Number: &n, Flags: rapid.SampledFrom([]Flags{0, 0, FlagSuspect}).Draw(t, "flags")}
			switch rapid.IntRange(0, 5).Draw(t, "state") {
			case 0:
				continue
			case 1:
				f.State, f.Number = StateBlank, nil
			}
			obs = append(obs, Observation{AgencyID: a.ID, Year: 2024, Edition: Edition2021, Scope: ScopeOrgan, Figure: f})
		}
		c := Compare(s, agencies, nil, []int{2024}, obs)
		top, rest := c.Top(2024, 10)
		sum, have := int64(0), len(top)
		for i, r := range top {
			sum += *r.Point.Number
			if i > 0 && *top[i-1].Point.Number < *r.Point.Number {
				t.Fatal("not from high to low")
			}
		}
		if rest.Number != nil {
			sum += *rest.Number
		}
		if have += rest.Have; have != c.Totals[0].Have || len(top)+rest.Of != c.Totals[0].Of {
			t.Fatalf("%d of %d, the total has %d of %d", have, len(top)+rest.Of, c.Totals[0].Have, c.Totals[0].Of)
		}
		if n := c.Totals[0].Number; n != nil && *n != sum || n == nil && sum != 0 {
			t.Fatalf("adds up to %d, the total is %v", sum, n)
		}
	})
	if top, rest := (Comparison{Subject: s}).Top(2024, 10); top != nil || rest.Of != 0 {
		t.Error("nobody has a top")
	}
}
