package export

import (
	"testing"

	"gongkai/models"
)

// report is the figures of one organ in 2024 by key; a count below 0 stands for a blank.
func report(id string, scope models.Scope, values map[string]int64) []models.Observation {
	var obs []models.Observation
	for key, n := range values {
		k := models.ParseKey(key)
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, Number: &n, State: models.StateReported}
		if n < 0 {
			f.Number, f.State, f.Raw = nil, models.StateBlank, "/"
		}
		obs = append(obs, models.Observation{AgencyID: id, Year: 2024, Edition: models.Edition2021, Scope: scope, Figure: f})
	}
	return obs
}

func TestBreakdownTable(t *testing.T) {
	values := map[string]int64{"applications.received|total": 40}
	for _, a := range models.Applicants[:6] {
		values["applications.received|"+a.Code] = 0
	}
	values["applications.received|natural_person"] = 40
	agencies := []models.Agency{{ID: "a-x", Name: "区教育局", Owes: []models.Obligation{{Year: 2024}}}, {ID: "a-y", Name: "区民政局", Owes: []models.Obligation{{Year: 2024}}},
		{ID: "a-gov", Name: "区政府", Kind: models.KindGovernment, Owes: []models.Obligation{{Year: 2024}}}}
	obs := append(report("a-x", models.ScopeOrgan, values), report("a-gov", models.ScopeTerritory, values)...)
	table := BreakdownTable(models.ByApplicant(agencies, []int{2024}, obs).InYear(2024), models.Zh)
	if len(table.Rows) != 4*6 {
		t.Fatalf("%d rows", len(table.Rows))
	}
	for _, want := range []struct {
		row           int
		column, value string
	}{{0, "agency_id", "a-x"}, {0, "applicant", "natural_person"}, {0, "measure", "applications.received"}, {0, "value", "40"}, {0, "share", "1"}, {1, "value", "0"}, {1, "share", "0"},
		{6, "agency_id", "a-y"}, {6, "value", ""}, {6, "share", ""}, {6, "value_status", "not_reported"}, {12, "agency_id", "DISTRICT"}, {12, "value_status", ""}, {12, "coverage_n", "1"}, {12, "coverage_of", "2"},
		{18, "agency_id", "a-gov"}, {18, "scope", "territory"}} {
		if got := value(t, table, want.row, want.column); got != want.value {
			t.Errorf("row %d: %s is %q, want %q", want.row, want.column, got, want.value)
		}
	}
	if empty := BreakdownTable(models.Breakdown{}, models.Zh); len(empty.Rows) != 0 {
		t.Error("rows of nothing")
	}
}

func TestFlowTable_HasEveryLink(t *testing.T) {
	values := map[string]int64{"applications.received|total": 10, "applications.carried_in|total": 0, "applications.carried_out|total": 0}
	for _, l := range models.LinesOf(false) {
		if l.Group != "" {
			values["applications."+l.Code+"|total"] = 0
		}
	}
	values["applications.granted|total"], values["applications.other.other|total"] = 7, -1
	agencies := []models.Agency{{ID: "a-x", Name: "区教育局", Owes: []models.Obligation{{Year: 2024}}}}
	f := models.FlowOf(agencies, "a-x", 2024, "", report("a-x", models.ScopeOrgan, values))
	table := FlowTable(f, models.En)
	cells := map[string]int{}
	for i := range table.Rows {
		cells[value(t, table, i, "source")+" "+value(t, table, i, "target")] = i
	}
	for _, want := range []struct{ link, column, value string }{{"received received_total", "value", "10"}, {"received_total partial", "value", "0"}, {"received_total other", "value", ""},
		{"received_total other", "value_status", "blank"}, {"received_total residual_out", "value", "3"}, {"received_total residual_out", "value_status", ""}} {
		i, ok := cells[want.link]
		if !ok {
			t.Errorf("no link %s", want.link)
			continue
		}
		if got := value(t, table, i, want.column); got != want.value {
			t.Errorf("%s: %s is %q, want %q", want.link, want.column, got, want.value)
		}
	}
}

func TestIntervalTable(t *testing.T) {
	s, err := models.SubjectOf("review_correct_rate", "")
	if err != nil {
		t.Fatal(err)
	}
	agencies := []models.Agency{{ID: "a-x", Name: "区教育局", Owes: []models.Obligation{{Year: 2024}}}, {ID: "a-y", Name: "区民政局", Owes: []models.Obligation{{Year: 2024}}}}
	obs := append(report("a-x", models.ScopeOrgan, map[string]int64{"applications.received|total": 1, "remedies.reconsideration.upheld|": 9, "remedies.reconsideration.corrected|": 1, "remedies.reconsideration.other|": 0}),
		report("a-y", models.ScopeOrgan, map[string]int64{"applications.received|total": 1, "remedies.reconsideration.upheld|": 8, "remedies.reconsideration.corrected|": 1, "remedies.reconsideration.other|": 0})...)
	table := IntervalTable(models.Compare(s, agencies, nil, []int{2024}, obs), models.Zh)
	if low, high := value(t, table, 0, "ci_low"), value(t, table, 0, "ci_high"); low != "0.017876" || high != "0.404156" {
		t.Errorf("1/10: %s to %s", low, high)
	}
	if low := value(t, table, 1, "ci_low"); low != "" || value(t, table, 1, "numerator") != "1" {
		t.Errorf("nine cases have the interval %q", low)
	}
}
