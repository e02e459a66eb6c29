package models

import "testing"

func qualityFixture() (Settings, []Agency, []ReportHead, []FindingCount) {
	s := DefaultSettings()
	owes := []Obligation{{Year: 2023}, {Year: 2024}}
	agencies := []Agency{{ID: "a-1", Owes: owes}, {ID: "a-2", Owes: owes}, {ID: "a-3"}}
	heads := []ReportHead{
		{AgencyID: "a-1", Year: 2023, Scope: ScopeOrgan, PublishedOn: "2024-01-31", Counts: Counts{Cells: 201, Blank: 10, Absent: 1, Errors: 2}},
		{AgencyID: "a-1", Year: 2024, Scope: ScopeOrgan, PublishedOn: "2025-02-01", Counts: Counts{Cells: 201, Warnings: 3}},
		{AgencyID: "a-2", Year: 2023, Scope: ScopeOrgan, Counts: Counts{Cells: 201, Unreadable: 5}},
		{AgencyID: "a-3", Year: 2023, Scope: ScopeOrgan, PublishedOn: "2024-01-02", Counts: Counts{Cells: 201}},
		{AgencyID: "a-9", Year: 2023, Scope: ScopeOrgan, PublishedOn: "2024-01-02", Counts: Counts{Cells: 201, Errors: 1}},
	}
	counts := []FindingCount{
		{"a-1", 2023, RuleCount{Rule: "t3.row", Pass: 20, Fail: 2, NotAssessable: 3}},
		{"a-2", 2023, RuleCount{Rule: "t3.row", Pass: 18, NotAssessable: 7}},
		{"a-1", 2024, RuleCount{Rule: "form.blank", Fail: 1}},
		{"a-9", 2023, RuleCount{Rule: "t3.row", Fail: 100}},
		{"a-1", 2019, RuleCount{Rule: "t3.row", Fail: 100}},
	}
	return s, agencies, heads, counts
}

func TestQualityOf(t *testing.T) {
	s, agencies, heads, counts := qualityFixture()
	got := QualityOf(s, agencies, []int{2023, 2024}, heads, counts)
	want := Quality{Required: 4, Published: 3, OnTime: 1, Undated: 1, Cells: 804, Filled: 788, Pass: 38, Fail: 3, Open: 10, WithErrors: 1, WithWarnings: 1}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if one := QualityOf(s, agencies[1:2], []int{2023}, heads, counts); one.Required != 1 || one.OnTime != 0 || one.Undated != 1 || one.Pass != 18 || one.Fail != 0 {
		t.Errorf("of one agency and year: %+v", one)
	}
}

func TestQualityRates_ShowTheirFraction(t *testing.T) {
	s, agencies, heads, counts := qualityFixture()
	q := QualityOf(s, agencies, []int{2023, 2024}, heads, counts)
	for i, want := range []string{"1/4", "98.0%（788/804）", "92.7%（38/41）"} {
		r := QualityRates[i]
		if got := ShowPoint(r.Point(q), r.Subject(), Zh).String(); got != want {
			t.Errorf("%s: %s, want %s", r.Code, got, want)
		}
	}
	for _, r := range QualityRates {
		if got := ShowPoint(r.Point(Quality{}), r.Subject(), Zh).String(); got != r.noCases.Zh {
			t.Errorf("%s of nothing is %s", r.Code, got)
		}
	}
}

func TestRuleCounts_NotAssessableIsNoPass(t *testing.T) {
	_, _, _, counts := qualityFixture()
	sums := RuleCounts(counts[:3])
	if len(sums) != len(Rules) {
		t.Fatalf("%d rules", len(sums))
	}
	for _, c := range sums {
		switch c.Rule {
		case "t3.row":
			if c != (RuleCount{"t3.row", 38, 2, 10}) || *c.PassRate().Num != 38 || *c.PassRate().Den != 40 {
				t.Errorf("%+v", c)
			}
		case "form.blank":
			if c.Fail != 1 || *c.PassRate().Den != 1 {
				t.Errorf("%+v", c)
			}
		default:
			if c.Pass+c.Fail+c.NotAssessable != 0 {
				t.Errorf("%+v without findings", c)
			}
		}
	}
}

func TestDaysLate(t *testing.T) {
	s := DefaultSettings()
	for _, tt := range []struct {
		scope Scope
		on    string
		days  int
		dated bool
	}{
		{ScopeOrgan, "2024-01-31", 0, true}, {ScopeOrgan, "2024-02-01", 1, true}, {ScopeOrgan, "2024-01-01", -30, true},
		{ScopeTerritory, "2024-03-31", 0, true}, {ScopeOrgan, "", 0, false}, {ScopeOrgan, "2024年1月", 0, false},
	} {
		if days, dated := s.DaysLate(tt.scope, 2023, tt.on); days != tt.days || dated != tt.dated {
			t.Errorf("%s on %q: %d, %v", tt.scope, tt.on, days, dated)
		}
	}
}
