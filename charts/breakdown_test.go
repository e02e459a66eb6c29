package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

func flow(t testing.TB, agencyID string, year int, group string) models.Flow {
	t.Helper()
	agencies, obs := district(t, 8, []int{2020, 2021, 2022, 2023})
	return models.FlowOf(agencies, agencyID, year, group, obs)
}

func reasons(t testing.TB, n int, years ...int) models.BreakdownTable {
	t.Helper()
	agencies, obs := district(t, n, years)
	return models.Reasons("", agencies, years, obs)
}

// applicants of four organs in two years: one blank cell, one report missing, one organ nobody applied to, few applicants, suspect
// figures.
func applicants(t testing.TB) models.BreakdownTable {
	t.Helper()
	var agencies []models.Agency
	var obs []models.Observation
	for i, name := range []string{"区教育局", "区公安局", "区民政局", "区统计局", "区司法局"} {
		a := models.Agency{ID: fmt.Sprintf("a-%02d", i), Kind: models.KindDepartment, Name: name}
		for j, y := range []int{2022, 2023} {
			a.Owes = append(a.Owes, models.Obligation{AgencyID: a.ID, Year: y})
			if i == 1 && j == 0 {
				continue
			}
			for k, who := range models.Applicants {
				n := int64(20*(4-i)+9*k*j) / int64(1+k)
				f := models.Figure{Measure: "applications.received", Applicant: who.Code, State: models.StateReported, Number: &n}
				switch {
				case i == 2 && j == 0 && k == 3:
					f.Number, f.State, f.Raw = nil, models.StateBlank, "/"
				case i == 3:
					n /= 9
				case i == 4:
					n = 0
				case i == 0 && j == 1:
					f.Flags = models.FlagSuspect
				}
				obs = append(obs, models.Observation{AgencyID: a.ID, Year: y, Edition: models.EditionDue(y), Scope: models.ScopeOrgan, Figure: f})
			}
		}
		agencies = append(agencies, a)
	}
	return models.ByApplicant(agencies, []int{2022, 2023}, obs)
}

// Every stream is drawn with the number that the flow has, and no other.
func TestSankey_DrawsTheLinksOfTheFlow(t *testing.T) {
	f := flow(t, "", 2021, "refused")
	ch := Sankey(f, Options{})
	s := option(t, ch)["series"].([]any)[0].(map[string]any)
	drawn := map[string]string{}
	for _, l := range s["links"].([]any) {
		m := l.(map[string]any)
		drawn[fmt.Sprint(m["source"], " ", m["target"])] = fmt.Sprint(m["value"])
	}
	for _, l := range f.Links {
		key := l.From + " " + l.To
		switch got, ok := drawn[key]; {
		case ok != l.Drawn():
			t.Errorf("%s is drawn: %v", key, ok)
		case ok && got != fmt.Sprint(*l.Point.Number):
			t.Errorf("%s is drawn as %s, not %d", key, got, *l.Point.Number)
		}
	}
	if points := option(t, ch)["$points"].([]any)[0].([]any); len(points) != len(s["data"].([]any))+len(drawn) {
		t.Errorf("%d tooltips for %d nodes and %d links", len(points), len(s["data"].([]any)), len(drawn))
	}
	if !slices.ContainsFunc(ch.Notes, func(n string) bool { return strings.Contains(n, "受理总量") }) {
		t.Errorf("the notes do not say why both meet: %q", ch.Notes)
	}
}

func TestSankey_DifferenceIsHatchedAndSaid(t *testing.T) {
	f := flow(t, "a-01", 2021, "") // what is carried out comes on top of what was received
	if f.Residual >= 0 {
		t.Fatalf("the fixture has no difference: %d", f.Residual)
	}
	ch := Sankey(f, Options{})
	for _, n := range option(t, ch)["series"].([]any)[0].(map[string]any)["data"].([]any) {
		m := n.(map[string]any)
		if m["name"] != models.FlowResidualIn {
			continue
		}
		if m["itemStyle"].(map[string]any)["decal"] == nil || m["label"].(map[string]any)["formatter"] != fmt.Sprintf("差额\n%d 件", -f.Residual) {
			t.Errorf("drawn as %v", m)
		}
		if !strings.Contains(strings.Join(ch.Notes, ""), fmt.Sprintf("比受理总量多 %d 件", -f.Residual)) {
			t.Errorf("notes: %q", ch.Notes)
		}
		return
	}
	t.Error("the difference is not drawn")
}

func TestSankey_NothingDrawnFromMissing(t *testing.T) {
	f := flow(t, "a-05", 2023, "refused") // a report of blanks
	ch := Sankey(f, Options{})
	if ch.Option != nil || ch.Empty == "" || strings.Contains(ch.Title, " 0 ") || !strings.Contains(strings.Join(ch.Notes, ""), "原文空白") {
		t.Errorf("%s, %s, %q", ch.Title, ch.Empty, ch.Notes)
	}
}

func TestParts_LeavesOutWhatCannotBeWorkedOut(t *testing.T) {
	table := applicants(t)
	ch := Parts(table.InYear(2022), Options{})
	names := option(t, ch)["yAxis"].([]any)[0].(map[string]any)["data"].([]any)
	if fmt.Sprint(names) != "[区教育局 区统计局]" {
		t.Errorf("rows: %v", names)
	}
	for _, want := range []string{"无法计算（未公布）：区公安局", "无法计算（缺数据）：区民政局", "无新收申请：区司法局"} {
		if !slices.Contains(ch.Notes, want) {
			t.Errorf("no note %q in %q", want, ch.Notes)
		}
	}
}

// Years are no agencies: a note names all of them.
func TestParts_NotesOfManyYears(t *testing.T) {
	years := []string{"2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023"}
	if got := (stacked{}).named(years); got != strings.Join(years, "、") {
		t.Error(got)
	}
	if got := (stacked{}).named(strings.Split("区甲局 区乙局 区丙局 区丁局 区戊局 区己局 区庚局 区辛局", " ")); !strings.HasSuffix(got, "等 8 个机关") {
		t.Error(got)
	}
}

func TestParts_SharesAndCounts(t *testing.T) {
	b := applicants(t).InYear(2023)
	shares, counts := option(t, Parts(b, Options{})), option(t, Parts(b, Options{Mode: ModeCount, Sort: OrderValue}))
	first := func(o map[string]any) map[string]any {
		return o["series"].([]any)[0].(map[string]any)["data"].([]any)[0].(map[string]any)
	}
	r := b.Rows[0]
	if got := fmt.Sprint(first(counts)["value"]); got != fmt.Sprint(*r.Points[0].Number) {
		t.Errorf("%s of %d", got, *r.Points[0].Number)
	}
	if first(shares)["itemStyle"].(map[string]any)["decal"] == nil {
		t.Error("a row with suspect figures is not hatched")
	}
	if axis := shares["xAxis"].([]any)[0].(map[string]any); fmt.Sprint(axis["max"]) != "100" {
		t.Errorf("shares up to %v", axis["max"])
	}
	for _, p := range models.Groups {
		if got := partToken(models.Part{Code: p.Code, Group: p.Code}, 5); !strings.HasPrefix(got, "outcome-") {
			t.Errorf("%s is drawn in %s", p.Code, got)
		}
	}
	if got := partToken(models.Part{Code: "other"}, 2); got != "agency-3" {
		t.Errorf("another result of a remedy is drawn in %s", got)
	}
}

func TestGrid_CellsAreTheRowsCounts(t *testing.T) {
	b := applicants(t).InYear(2022)
	o := option(t, Grid(b, Options{Mode: ModeCount}))
	cells := map[string]string{}
	for _, s := range o["series"].([]any) {
		for _, d := range s.(map[string]any)["data"].([]any) {
			v := d.(map[string]any)["value"].([]any)
			label, _ := d.(map[string]any)["label"].(map[string]any)["formatter"].(string)
			cells[fmt.Sprint(v[1], " ", v[0])] = label
		}
	}
	for i, r := range b.Rows {
		for k, p := range r.Points {
			got := cells[fmt.Sprint(i, " ", k)]
			switch {
			case p.Number != nil && got != fmt.Sprint(*p.Number):
				t.Errorf("row %d, column %d shows %q, not %d", i, k, got, *p.Number)
			case p.Number == nil && (got == "" || got == "0"):
				t.Errorf("row %d, column %d has no value and shows %q", i, k, got)
			}
		}
	}
}

func TestGrid_SharesNeedTenCases(t *testing.T) {
	b := applicants(t).InYear(2023)
	ch := Grid(b, Options{})
	for _, s := range option(t, ch)["series"].([]any) {
		for _, d := range s.(map[string]any)["data"].([]any) {
			v := d.(map[string]any)["value"].([]any)
			label := d.(map[string]any)["label"].(map[string]any)["formatter"].(string)
			if i := slices.IndexFunc(b.Rows, func(r models.BreakdownRow) bool { return fmt.Sprint(r.Sum) == "6" }); i >= 0 && fmt.Sprint(v[1]) == fmt.Sprint(i) && strings.Contains(label, "%") {
				t.Errorf("a row of six shows %s", label)
			}
		}
	}
	if small := slices.ContainsFunc(b.Rows, func(r models.BreakdownRow) bool { return r.Sum > 0 && r.Sum < models.FractionOnly }); !small {
		t.Error("the fixture has no row of few cases")
	}
	if !strings.Contains(strings.Join(ch.Notes, ""), "只列分数") {
		t.Errorf("notes: %q", ch.Notes)
	}
}

func TestBreakdownCharts_OfNothing(t *testing.T) {
	for _, ch := range []Chart{Sankey(models.Flow{Year: 2024}, Options{}), Parts(models.Breakdown{}, Options{}), Grid(models.Breakdown{}, Options{}),
		Parts(models.ByApplicant(nil, []int{2024}, nil).InYear(2024), Options{Lang: models.En}), Grid(models.Reasons("", nil, nil, nil).InYear(2024), Options{})} {
		if ch.Option != nil || ch.Empty == "" || ch.ID == "" {
			t.Errorf("%s: %q", ch.Kind, ch.Empty)
		}
	}
}
