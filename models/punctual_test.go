package models

import (
	"testing"
	"time"
)

func TestPunctualityOf(t *testing.T) {
	agencies := organs(5)
	agencies[5].Owes = nil
	heads := []ReportHead{
		{AgencyID: "a-0", Year: 2024, Scope: ScopeOrgan, PublishedOn: "2025-01-31"},
		{AgencyID: "a-1", Year: 2024, Scope: ScopeOrgan, PublishedOn: "2025-02-03", Counts: Counts{Errors: 1}},
		{AgencyID: "a-2", Year: 2024, Scope: ScopeOrgan},
		{AgencyID: "a-3", Year: 2023, Scope: ScopeOrgan, PublishedOn: "2024-01-05"},
	}
	s := DefaultSettings()
	at := func(day string) map[string]Punctuality {
		now, err := time.Parse(time.DateTime, day+" 23:59:59")
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]Punctuality{}
		for _, p := range PunctualityOf(s, agencies, heads, 2024, now) {
			m[p.Agency.ID] = p
		}
		return m
	}
	m := at("2025-03-31")
	if _, ok := m["a-4"]; ok || len(m) != 5 {
		t.Errorf("who owes nothing and published nothing is listed: %d", len(m))
	}
	for id, want := range map[string]int{"a-gov": 0, "a-0": 0, "a-1": 3, "a-3": 59} {
		if p := m[id]; !p.Dated || p.Days != want {
			t.Errorf("%s: %d days, dated %v, want %d", id, p.Days, p.Dated, want)
		}
	}
	if m["a-gov"].Due != "2025-03-31" || m["a-2"].Dated || m["a-2"].In(LateReports) || !m["a-3"].In(MissingReports) || !m["a-1"].In(FailedReports) || m["a-0"].In(LateReports) {
		t.Errorf("%+v", m)
	}
	if p := at("2025-04-01")["a-gov"]; p.Days != 1 || !p.In(LateReports) {
		t.Errorf("the day after: %+v", p)
	}
	if p := at("2025-01-30")["a-3"]; p.Days != -1 || p.In(LateReports) {
		t.Errorf("the day before: %+v", p)
	}
	s.Deadlines = map[string]string{"2024-organ": "2025-01-20"}
	if p := at("2025-01-30")["a-0"]; p.Due != "2025-01-20" || p.Days != 11 {
		t.Errorf("with a date of its own for the year: %+v", p)
	}
}
