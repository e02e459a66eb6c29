package store

import (
	"testing"

	"gongkai/models"
)

// TestObservations_Doubtful asks for one year alone: what is doubtful in it is known from all years.
func TestObservations_Doubtful(t *testing.T) {
	s := open(t)
	for year, fees := range map[int]int64{2021: 262_000_000, 2022: 250_000_000, 2023: 2_600_000_000_000, 2024: 270_000_000} {
		save(t, s, set(report("a-jyj", year, 5), "disclosure.fees.amount", "", fees), file("a.docx", "a"+string(rune(year))))
		save(t, s, set(report("a-mzj", year, 5), "disclosure.fees.amount", "", 250_000_000), file("b.docx", "b"+string(rune(year))))
	}
	for _, tt := range []struct {
		name string
		f    ObservationFilter
		want string // agency and rules that doubt its fees of 2023
	}{
		{"one year", ObservationFilter{Measures: []string{"disclosure.fees.amount"}, Years: []int{2023}}, "jump.unit"},
		{"the year after", ObservationFilter{Measures: []string{"disclosure.fees.amount"}, Years: []int{2024}}, ""},
		{"another measure", ObservationFilter{Measures: []string{"applications.received"}, Years: []int{2023}}, ""},
		{"another agency", ObservationFilter{Measures: []string{"disclosure.fees.amount"}, Agencies: []string{"a-mzj"}, Years: []int{2023}}, ""},
		{"everything", ObservationFilter{}, "jump.unit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			obs, err := s.Observations(t.Context(), tt.f)
			if err != nil || len(obs) == 0 {
				t.Fatalf("%d observations, %v", len(obs), err)
			}
			got := ""
			for _, o := range obs {
				by := o.Flags.DoubtedBy()
				if by != "" && (o.AgencyID != "a-jyj" || o.Year != 2023 || o.Measure != "disclosure.fees.amount") {
					t.Errorf("%s %d %s is doubted by %s", o.AgencyID, o.Year, o.Measure, by)
				}
				got += by
			}
			if got != tt.want {
				t.Errorf("doubted by %q, want %q", got, tt.want)
			}
		})
	}
	if r := load(t, s, "a-jyj", 2023); models.Flags.Has(r.Revision.FigureMap()[models.Key{Measure: "disclosure.fees.amount"}].Flags, models.FlagSuspect) {
		t.Error("a warning made a figure suspect")
	}
}
