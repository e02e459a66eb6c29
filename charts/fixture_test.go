package charts

import (
	"fmt"
	"testing"

	"gongkai/models"
)

// district makes n departments that owe reports for years, and the observations of a subject's figures in them: every kind of gap,
// suspect figure and small denominator that a chart has to show occurs among the first ten.
func district(t testing.TB, n int, years []int) ([]models.Agency, []models.Observation) {
	t.Helper()
	names := []string{"区发展和改革局", "区教育局", "区公安局", "区民政局", "区司法局", "区财政局", "区人力资源和社会保障局", "区自然资源和规划局", "区住房和城乡建设局", "区市场监督管理局"}
	var agencies []models.Agency
	var obs []models.Observation
	for i := range n {
		a := models.Agency{ID: fmt.Sprintf("a-%02d", i), Kind: models.KindDepartment, Name: names[i%len(names)]}
		if i >= len(names) {
			a.Name = fmt.Sprintf("第%d街道办事处", i)
		}
		for j, y := range years {
			if i == 4 && j == 0 {
				continue // did not exist yet
			}
			a.Owes = append(a.Owes, models.Obligation{AgencyID: a.ID, Year: y})
			if i == 2 && j == 2 {
				continue // never published
			}
			obs = append(obs, report(a.ID, y, models.ScopeOrgan, figures(i, j, y))...)
		}
		agencies = append(agencies, a)
	}
	return agencies, obs
}

func report(id string, year int, scope models.Scope, figures []models.Figure) []models.Observation {
	var obs []models.Observation
	for _, f := range figures {
		obs = append(obs, models.Observation{AgencyID: id, Year: year, Edition: models.EditionDue(year), Scope: scope, Figure: f})
	}
	return obs
}

// figures are those of the i-th agency in the j-th year.
func figures(i, j, year int) []models.Figure {
	var fs []models.Figure
	put := func(code string, n int64) {
		k := models.Key{Measure: code}
		if len(code) > 13 && code[:13] == "applications." {
			k.Applicant = models.ApplicantTotal
		}
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateReported, Number: &n}
		switch {
		case i == 3 && j == 1:
			f.Flags = models.FlagSuspect
		case i == 5 && j == 3:
			f.State, f.Number, f.Raw = models.StateBlank, nil, "/"
		case i == 6 && n == 0:
			f.State, f.Flags = models.StateBlank, models.FlagZeroImplied
		}
		fs = append(fs, f)
	}
	size := int64((i*37+11)%90) * int64(1+j)
	if i == 7 {
		size = int64(j) // few cases, none in the first year
	}
	granted, partial := size/3, size/7
	put("applications.received", size)
	put("applications.carried_in", 0)
	put("applications.granted", granted)
	put("applications.partial", partial)
	rest := size - granted - partial
	for _, l := range models.LinesOf(models.EditionDue(year) == models.Edition2019) {
		if l.Group == "" || l.Code == "granted" || l.Code == "partial" {
			continue
		}
		part := min(rest, size/9)
		if l.Code == "not_processed.confirm" {
			part = rest
		}
		rest -= part
		put("applications."+l.Code, part)
	}
	put("applications.concluded", size)
	put("applications.carried_out", size/20)
	put("disclosure.licensing.decisions", size*size*3)
	if year >= 2021 {
		put("disclosure.normative_documents.issued", int64((i+j)%4))
		put("disclosure.normative_documents.repealed", int64((i*j)%3))
		put("disclosure.fees.amount", size*123_456_789)
	}
	return fs
}

func subject(t testing.TB, code string) models.Subject {
	t.Helper()
	s, err := models.SubjectOf(code, "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// compare makes a comparison of the district.
func compare(t testing.TB, code string, n int, years ...int) models.Comparison {
	t.Helper()
	agencies, obs := district(t, n, years)
	successions := []models.Succession{{PredecessorID: "a-90", SuccessorID: "a-01", Kind: models.Merged, On: "2023-03-01"}}
	return models.Compare(subject(t, code), agencies, successions, years, obs)
}

func outcomes(t testing.TB, n int, years ...int) models.OutcomeTable {
	t.Helper()
	agencies, obs := district(t, n, years)
	return models.Outcomes(agencies, years, obs)
}

var sixYears = []int{2020, 2021, 2022, 2023, 2024, 2025}
