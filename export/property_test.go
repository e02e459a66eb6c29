package export_test

import (
	"bytes"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/export"
	"gongkai/models"
)

// district draws a district: a government, organs of which some owe reports they did not publish, reports on either form with any
// cell printed, blank, absent, suspect or solved, mergers, and numbers up to the largest there are.
func district(t *rapid.T) export.Dataset {
	d := export.Dataset{Settings: models.DefaultSettings()}
	years := []int{2019, 2020, 2021, 2022}[:rapid.IntRange(1, 4).Draw(t, "years")]
	var reports []models.Report
	for i := range rapid.IntRange(1, 5).Draw(t, "agencies") {
		a := models.Agency{ID: "a-" + strconv.Itoa(i), Position: i + 1, Kind: models.KindDepartment, Name: rapid.SampledFrom([]string{"区教育局", "=局", "“局”,\n"}).Draw(t, "name")}
		scope := models.ScopeOrgan
		if i == 0 {
			a.Kind, scope = models.KindGovernment, rapid.SampledFrom(models.Scopes).Draw(t, "scope")
		}
		for _, y := range years {
			if rapid.Bool().Draw(t, "owes") {
				a.Owes = append(a.Owes, models.Obligation{AgencyID: a.ID, Year: y})
			}
			if rapid.Bool().Draw(t, "reports") {
				reports = append(reports, models.Report{AgencyID: a.ID, Year: y, Status: models.StatusPublished, Revision: drawRevision(t, scope)})
			}
		}
		d.Agencies = append(d.Agencies, a)
	}
	if len(d.Agencies) > 2 && rapid.Bool().Draw(t, "merger") {
		d.Successions = []models.Succession{{PredecessorID: "a-2", SuccessorID: "a-1", Kind: models.Merged, On: strconv.Itoa(years[len(years)-1]) + "-03-01"}}
	}
	return d.With(reports)
}

func drawRevision(t *rapid.T, scope models.Scope) models.Revision {
	rev := models.Revision{No: 1, Edition: rapid.SampledFrom(models.Editions).Draw(t, "edition"), Scope: scope}
	rng := rapid.Uint64().Draw(t, "figures")
	next := func(n uint64) uint64 { // one draw a report: two hundred each would take the test's time
		rng = rng*6364136223846793005 + 1442695040888963407
		return (rng >> 33) % n
	}
	for _, k := range append(models.Cells(rev.Edition, next(2) == 0), models.Key{Measure: "releases.total"}) {
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateReported, Flags: models.Flags(next(64)) &^ (models.FlagZeroImplied | models.FlagDerived)}
		v := int64(next(40))
		switch next(12) {
		case 0:
			f.State, f.Raw = models.StateBlank, "=/"
		case 1:
			f.State = models.StateUnreadable
		case 2:
			f.State, f.Number, f.Flags = models.StateBlank, new(int64), models.FlagZeroImplied
		case 3:
			if next(20) == 0 {
				v = 1<<62 - 1
			}
			f.Number = &v
		default:
			f.Number = &v
		}
		rev.Figures = append(rev.Figures, f)
	}
	return rev
}

var nonsense = regexp.MustCompile(`NaN|[Ii]nf\b|undefined|<nil>|%!`)

// Every total is the sum of its parts, as rows of the same file and as the pages work it out.
func TestFiles_TotalsAreTheSumsOfTheirParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := district(t)
		for _, f := range export.Files {
			for _, format := range []export.Format{export.CSV, export.JSON} {
				if format == export.JSON && !strings.HasSuffix(f.Name, "-long") {
					continue
				}
				var b bytes.Buffer
				if err := f.Write(&b, d, format, export.Options{}); err != nil {
					t.Fatalf("%s.%s: %v", f.Name, format, err)
				}
				if found := nonsense.Find(b.Bytes()); found != nil {
					t.Fatalf("%s.%s holds %q", f.Name, format, found)
				}
			}
		}
		observationTotals(t, d)
		indicatorTotals(t, d)
	})
}

func observationTotals(t *rapid.T, d export.Dataset) {
	type cell struct{ year, measure, applicant string }
	sums, have := map[cell]*big.Rat{}, map[cell]int{}
	for _, r := range records(t, "observations-long", d) {
		c := cell{r["year"], r["measure"], r["applicant"]}
		if r["row_type"] == "figure" {
			if r["scope"] == string(models.ScopeTerritory) || r["value"] == "" {
				continue
			}
			if sums[c] == nil {
				sums[c] = new(big.Rat)
			}
			sums[c].Add(sums[c], rat(t, r["value"]))
			have[c]++
			continue
		}
		switch {
		case strconv.Itoa(have[c]) != r["coverage_n"]:
			t.Fatalf("%v: coverage_n is %s, %d figures are there", c, r["coverage_n"], have[c])
		case r["value"] == "" && have[c] > 0 && fits(sums[c]), r["value"] == "" != (have[c] == 0) && fits(sums[c]):
			t.Fatalf("%v: no total of %v", c, sums[c])
		case r["value"] != "" && rat(t, r["value"]).Cmp(sums[c]) != 0:
			t.Fatalf("%v: the total is %s, its parts are %s", c, r["value"], sums[c].FloatString(6))
		}
	}
}

// fits reports whether a sum is within what the figures' integers hold, whatever their decimals.
func fits(r *big.Rat) bool { return r == nil || r.Cmp(big.NewRat(1<<62/1_000_000, 1)) < 0 }

func indicatorTotals(t *rapid.T, d export.Dataset) {
	var observed []models.Observation
	for r := range d.Reports {
		for _, f := range r.Revision.Figures {
			observed = append(observed, models.Observation{AgencyID: r.AgencyID, Year: r.Year, Edition: r.Revision.Edition, Scope: r.Revision.Scope, Figure: f})
		}
	}
	written := map[[3]string]map[string]string{} // by agency, year, indicator
	for _, r := range records(t, "indicators-long", d) {
		written[[3]string{r["agency_id"], r["year"], r["indicator_id"]}] = r
	}
	// Pages also leave out what a warning doubts; no figure here is doubted by one.
	doubtful := map[string]string{"suspect_n": "doubtful_n", "value_without_suspect": "value_without_doubtful"}
	for _, i := range models.Indicators {
		s, err := models.SubjectOf(i.Code, "")
		if err != nil {
			t.Fatal(err)
		}
		needed := slices.DeleteFunc(slices.Clone(observed), func(o models.Observation) bool { return !slices.Contains(s.Needs(), o.Key()) })
		all := export.ComparisonTable(models.Compare(s, d.Agencies, d.Successions, d.Years, needed), models.Zh)
		at := func(row []string, code string) string {
			return row[slices.IndexFunc(all.Columns, func(c export.Column) bool { return c.Code == code })]
		}
		for _, row := range all.Rows {
			r, ok := written[[3]string{at(row, "agency_id"), at(row, "year"), i.Code}]
			if !ok || at(row, "row_type") == "figure" && at(row, "form") == "" && r["report_id"] != "" {
				continue // owed nothing, or the other row of a government
			}
			for _, column := range []string{"row_type", "numerator", "denominator", "value", "unit", "display_rule", "value_status", "flags", "coverage_n", "coverage_of", "suspect_n", "value_without_suspect"} {
				onPages := column
				if d, ok := doubtful[column]; ok {
					onPages = d
				}
				if r[column] != at(row, onPages) {
					t.Fatalf("%s %v: %s is %q, the pages say %q", i.Code, row[:6], column, r[column], at(row, onPages))
				}
			}
		}
	}
}

func rat(t *rapid.T, text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return r
}

func TestColumns_AreExplained(t *testing.T) {
	for _, f := range export.Files {
		for _, c := range f.Columns {
			if m := c.Meaning(); m.Zh == "" || m.En == "" {
				t.Errorf("%s: column %s is not explained", f.Name, c.Code)
			}
		}
	}
}
