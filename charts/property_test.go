package charts

import (
	"encoding/json"
	"fmt"
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"gongkai/models"
)

var (
	jsonString = regexp.MustCompile(`"(\\.|[^"\\])*"`)
	jsonNumber = regexp.MustCompile(`-?\d[0-9.eE+-]*`)
	plainly    = regexp.MustCompile(`^-?\d+(\.\d{1,6})?$`)
)

// Whatever the figures, options are JSON, and each number in them is a plain decimal: no NaN, no infinity, no 0.30000000000000004.
func TestCharts_NumbersArePlain(t *testing.T) {
	carryover := subject(t, "carryover_rate")
	rapid.Check(t, func(t *rapid.T) {
		years := []int{2020, 2021, 2022}[:rapid.IntRange(1, 3).Draw(t, "years")]
		code := rapid.SampledFrom([]string{"applications.received", "disclosure_rate", "disclosure.fees.amount", "norm_net", "norm_residual", "dispute_per_100", "reason_share.other.other"}).Draw(t, "subject")
		s, err := models.SubjectOf(code, "")
		if err != nil {
			t.Fatal(err)
		}
		needs := append(s.Needs(), models.OutcomeNeeds()...)
		var agencies []models.Agency
		var obs []models.Observation
		for i := range rapid.IntRange(0, 7).Draw(t, "agencies") {
			a := models.Agency{ID: fmt.Sprint("a-", i), Kind: rapid.SampledFrom(models.Kinds).Draw(t, "kind"), Name: rapid.String().Draw(t, "name")}
			for _, y := range years {
				a.Owes = append(a.Owes, models.Obligation{AgencyID: a.ID, Year: y})
				if rapid.IntRange(0, 3).Draw(t, "reports") == 0 {
					continue
				}
				scope := rapid.SampledFrom(models.Scopes).Draw(t, "scope")
				huge := rapid.Bool().Draw(t, "huge")
				for _, k := range needs {
					n := rapid.Int64Range(0, 40).Draw(t, "n")
					if huge {
						n = rapid.Int64().Draw(t, "huge n")
					}
					f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateReported, Number: &n,
						Flags: rapid.SampledFrom([]models.Flags{0, 0, 0, models.FlagSuspect}).Draw(t, "flags")}
					if rapid.IntRange(0, 40).Draw(t, "blank") == 0 {
						f.State, f.Number = models.StateBlank, nil
					}
					obs = append(obs, models.Observation{AgencyID: a.ID, Year: y, Edition: models.EditionDue(y), Scope: scope, Figure: f})
				}
			}
			agencies = append(agencies, a)
		}
		o := Options{Focus: []string{"a-0", "a-3"}[:rapid.IntRange(0, 2).Draw(t, "focus")], Sort: rapid.SampledFrom([]Order{OrderOfficial, OrderValue}).Draw(t, "sort"),
			Mode: rapid.SampledFrom([]Mode{ModeShare, ModeCount}).Draw(t, "mode"), Lang: rapid.SampledFrom([]models.Lang{models.Zh, models.En}).Draw(t, "lang"),
			Scale: rapid.SampledFrom([]Scale{ScaleLinear, ScaleLog}).Draw(t, "scale"), Bars: rapid.Bool().Draw(t, "bars"), Alone: rapid.Bool().Draw(t, "alone"), Limit: rapid.IntRange(0, 3).Draw(t, "limit")}
		c := models.Compare(s, agencies, nil, years, obs)
		all := everyChart(c, models.Outcomes(agencies, years, obs), o)
		if s.Ratio && s.Unit == "" {
			all = append(all, IntervalByAgency(c, o), IntervalByYear(c, o))
		}
		if s.Code == "applications.received" {
			all = append(all, Carry(c, models.Compare(carryover, agencies, nil, years, obs), nil, o))
		}
		reasons := models.Reasons("", agencies, years, obs)
		all = append(all, Parts(reasons.InYear(years[0]), o), Grid(reasons.InYear(years[0]), o), Grid(reasons.ByYear("a-1"), o), Parts(reasons.ByYear(""), o))
		for _, who := range []string{"", "a-0"} {
			all = append(all, Sankey(models.FlowOf(agencies, who, years[0], "refused", obs), o))
		}
		for _, ch := range all {
			if (ch.Option == nil) == (ch.Empty == "") {
				t.Fatalf("%s: neither drawn nor empty, or both: %q", ch.Kind, ch.Empty)
			}
			if ch.Option == nil {
				continue
			}
			if !json.Valid(ch.Option) {
				t.Fatalf("%s: no JSON", ch.Kind)
			}
			for _, n := range jsonNumber.FindAllString(jsonString.ReplaceAllString(string(ch.Option), `""`), -1) {
				if !plainly.MatchString(n) {
					t.Fatalf("%s holds %s", ch.Kind, n)
				}
			}
		}
	})
}
