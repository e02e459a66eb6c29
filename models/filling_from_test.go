package models

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Edits from one state of a form to another make the other of it, and what was handed in comes back as it was typed.
func TestFilling_EditsToAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.SampledFrom([]int{2020, 2024}).Draw(t, "year")
		drawn := func(name string) Filling {
			f := Filling{AgencyID: "a-1", Agency: "区教育局", Year: year, Scope: rapid.SampledFrom(Scopes).Draw(t, name+" scope"), Cells: map[string]string{}, Texts: map[int]string{}}
			for _, k := range f.Typed() {
				if text := rapid.SampledFrom([]string{"", "0", "7", "/"}).Draw(t, name); text != "" {
					f.Cells[k.String()] = text
				}
			}
			f.Texts[rapid.IntRange(1, 6).Draw(t, name+" section")] = name
			return f
		}
		a, b := drawn("a"), drawn("b")
		b.None = []string{"remedies.litigation_after"}
		got, conflicts, err := a.Apply(a.EditsTo(b))
		if err != nil || len(conflicts) > 0 || len(got.EditsTo(b)) > 0 || len(b.EditsTo(b)) > 0 {
			t.Fatalf("%v, %v, left %v", conflicts, err, got.EditsTo(b))
		}
		rev, mistakes := a.Revision()
		back := FillingOf(Report{AgencyID: "a-1", Year: year, Revision: rev}, "区教育局")
		if len(mistakes) > 0 || !maps.Equal(back.Cells, a.Cells) || len(a.EditsTo(back)) > 0 {
			t.Fatalf("%v; %v", mistakes, a.EditsTo(back))
		}
	})
}

func TestFillingOf_WhatTheFormHasNoCellFor(t *testing.T) {
	rev := Revision{Edition: Edition2021, Scope: ScopeOrgan, Figures: []Figure{
		{Measure: "applications." + LineOther, Applicant: "natural_person", Number: new(int64(4)), State: StateReported, Raw: "4"},
		{Measure: "applications.granted", Applicant: ApplicantTotal, Number: new(int64(4)), State: StateReported, Raw: "4"},
		{Measure: "applications.granted", Applicant: "natural_person", State: StateBlank, Number: new(int64), Flags: FlagZeroImplied, Raw: "—"},
		{Measure: "applications.received", Applicant: "natural_person", State: StateUnreadable, Raw: "十二"}}}
	f := FillingOf(Report{AgencyID: "a-1", Year: 2024, Revision: rev}, "区教育局")
	if want := map[string]string{"applications.granted|natural_person": "—", "applications.received|natural_person": "十二"}; !maps.Equal(f.Cells, want) {
		t.Errorf("%v", f.Cells)
	}
	if slices.ContainsFunc(f.Typed(), func(k Key) bool { return k.Applicant == ApplicantTotal }) {
		t.Error(fmt.Sprint("totals are typed: ", f.Typed()))
	}
}
