package models

import (
	"fmt"
	"slices"
	"testing"
)

func TestOnePerReport(t *testing.T) {
	finding := func(id string, year int, applicant string) ReportFinding {
		return ReportFinding{AgencyID: id, Year: year, Finding: Finding{Rule: CarryRule, Subject: applicant}}
	}
	var got []string
	for _, f := range OnePerReport([]ReportFinding{finding("a", 2022, "enterprise"), finding("a", 2022, "legal"), finding("b", 2022, "legal"), finding("b", 2022, ApplicantTotal), finding("a", 2023, "research")}) {
		got = append(got, fmt.Sprint(f.AgencyID, f.Year, f.Subject))
	}
	if !slices.Equal(got, []string{"a2022enterprise", "b2022total", "a2023research"}) {
		t.Errorf("%q", got)
	}
	if _, ok := RuleOf(CarryRule); !ok {
		t.Error("there is no such rule")
	}
	if len(OnePerReport(nil)) != 0 {
		t.Error("something of nothing")
	}
}
