package export_test

import (
	"bytes"
	"testing"

	"gongkai/export"
	"gongkai/models"
)

// observations of applications.concluded and the outcomes that 公开率 needs, for two organs and a territory.
func observations() []models.Observation {
	var all []models.Observation
	add := func(agency string, year int, scope models.Scope, granted, concluded *int64, flags models.Flags) {
		for _, f := range []models.Figure{
			{Measure: "applications.granted", Applicant: "total", Number: granted},
			{Measure: "applications.partial", Applicant: "total", Number: n(0)},
			{Measure: "applications.concluded", Applicant: "total", Number: concluded},
		} {
			f.State, f.Flags, f.Raw = models.StateReported, flags, f.Text()
			if f.Number == nil {
				f.State, f.Raw = models.StateBlank, "/"
			}
			all = append(all, models.Observation{AgencyID: agency, Year: year, Edition: models.Edition2021, Scope: scope, Figure: f})
		}
	}
	add("a-qzf", 2023, models.ScopeTerritory, n(50), n(100), 0)
	add("a-jyj", 2023, models.ScopeOrgan, n(20), n(60), 0)
	add("a-jyj", 2024, models.ScopeOrgan, n(3), n(7), 0)
	add("a-qsz", 2023, models.ScopeOrgan, n(0), n(0), 0)
	add("a-qsz", 2024, models.ScopeOrgan, nil, n(40), models.FlagSuspect)
	return all
}

func TestComparisonTable(t *testing.T) {
	for code, applicant := range map[string]string{"applications.concluded": "total", "disclosure_rate": ""} {
		s, err := models.SubjectOf(code, applicant)
		if err != nil {
			t.Fatal(err)
		}
		d := small()
		c := models.Compare(s, d.Agencies, d.Successions, []int{2023, 2024}, observations())
		var b bytes.Buffer
		if err := export.ComparisonTable(c, models.Zh).Write(&b, export.CSV, export.Options{}); err != nil {
			t.Fatal(err)
		}
		golden(t, "comparison-"+code+".csv", b.Bytes())
		if bytes.Contains(b.Bytes(), []byte("NaN")) {
			t.Error("NaN")
		}
	}
}
