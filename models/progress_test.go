package models

import (
	"testing"
	"time"
)

func TestProgressOf(t *testing.T) {
	agencies := []Agency{{ID: "a-1", Owes: []Obligation{{AgencyID: "a-1", Year: 2025}}}, {ID: "a-2", Owes: []Obligation{{AgencyID: "a-2", Year: 2025}}},
		{ID: "a-3", Owes: []Obligation{{AgencyID: "a-3", Year: 2025}}}, {ID: "a-4"}, {ID: "a-5"}}
	published := []ReportHead{{AgencyID: "a-2", Year: 2025, Scope: ScopeOrgan, PublishedOn: "2026-02-03"}}
	handed := time.Date(2026, 2, 1, 16, 0, 0, 0, time.UTC) // the second, in China
	subs := []SubmissionHead{{Submission: Submission{State: StatusProblems, HandedInAt: handed}, AgencyID: "a-3", Year: 2025}, {Submission: Submission{State: StatusReceived, HandedInAt: handed}, AgencyID: "a-4", Year: 2025},
		{Submission: Submission{State: StatusReceived}, AgencyID: "a-5", Year: 2024}}
	got := ProgressOf(DefaultSettings(), agencies, published, subs, 2025, time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC))
	want := []struct {
		id    string
		state Status
		late  int
	}{{"a-1", StatusMissing, 10}, {"a-2", StatusPublished, 3}, {"a-3", StatusProblems, 2}, {"a-4", StatusReceived, 2}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if g := got[i]; g.Agency.ID != w.id || g.State != w.state || g.Late != w.late || g.Due != "2026-01-31" {
			t.Errorf("%s: %s, %d days late, due %s", g.Agency.ID, g.State, g.Late, g.Due)
		}
	}
}
