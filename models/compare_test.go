package models

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// organ makes a department that owes a report for each of years.
func organ(id string, years ...int) Agency {
	a := Agency{ID: id, Kind: KindDepartment, Name: "区" + id}
	for _, y := range years {
		a.Owes = append(a.Owes, Obligation{id, y})
	}
	return a
}

// observe makes one report's observations of 总计 lines, remedies and table two, with the cell every report has.
func observe(agencyID string, year int, scope Scope, figures map[Key]Figure) []Observation {
	if _, ok := figures[presence]; !ok {
		figures[presence] = Figure{Measure: presence.Measure, Applicant: presence.Applicant, State: StateReported, Number: num(1)}
	}
	var obs []Observation
	for _, f := range figures {
		obs = append(obs, Observation{agencyID, year, EditionDue(year), scope, f})
	}
	return obs
}

func observeReceived(agencyID string, year int, n int64, flags Flags) []Observation {
	return observe(agencyID, year, ScopeOrgan, map[Key]Figure{
		presence: {Measure: presence.Measure, Applicant: presence.Applicant, State: StateReported, Number: &n, Flags: flags}})
}

func TestSubjectOf(t *testing.T) {
	s, err := SubjectOf("applications.received", "natural_person")
	if err != nil || s.Applicant != "natural_person" || s.Label.Zh != "本年新收政府信息公开申请数量（自然人）" {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err := SubjectOf("applications.received", ""); err != nil || s.Applicant != ApplicantTotal {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err := SubjectOf("disclosure.fees.amount", ""); err != nil || s.Decimals != 6 || s.Unit != Wan || s.Comparable() {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err := SubjectOf("disclosure_rate", ""); err != nil || !s.Ratio || !s.Comparable() {
		t.Errorf("%+v, %v", s, err)
	}
	for _, tt := range []struct{ code, applicant, says string }{
		{"applications.recieved", "", "相近的有：本年新收政府信息公开申请数量（applications.received）"},
		{"disclosure_rte", "", "相近的有：公开率（disclosure_rate）"},
		{"licensing", "", "（disclosure.licensing.decisions）"},
		{"nope", "", "没有编码为“nope”的指标，全部指标和编码见 /measures。"},
		{"e", "", "/measures"},
		{"", "", "/measures"},
		{strings.Repeat("长", 60), "", "/measures"},
		{strings.Repeat("长", 100_000), "", "/measures"},
		{"applications.received", "nobody", "可用的有：自然人（natural_person）"},
		{"releases.total", "enterprise", "不按申请人分列"},
		{"disclosure_rate", "enterprise", "不按申请人分列"},
	} {
		_, err := SubjectOf(tt.code, tt.applicant)
		if ErrorCode(err) != EINVALID || !strings.Contains(ErrorMessage(err), tt.says) {
			t.Errorf("%.20s/%s: %.400v", tt.code, tt.applicant, err)
		}
	}
}

func TestSubject_Needs(t *testing.T) {
	s, _ := SubjectOf("other_share", "")
	needs := s.Needs()
	for _, k := range []string{"applications.received|total", "applications.concluded|total", "applications.other|total", "applications.other.other|total"} {
		if !slices.Contains(needs, ParseKey(k)) {
			t.Errorf("其他处理占比 needs %s, has %v", k, needs)
		}
	}
	if s, _ := SubjectOf("applications.received", ""); len(s.Needs()) != 1 {
		t.Errorf("a figure is asked for once: %v", s.Needs())
	}
}

func TestCompare_States(t *testing.T) {
	years := []int{2020, 2021}
	a := organ("a", 2020, 2021)
	licensing := Key{"disclosure.normative_documents.issued", ""}
	obs := slices.Concat(
		observeReceived("a", 2020, 5, 0),
		observe("a", 2021, ScopeOrgan, map[Key]Figure{licensing: {Measure: licensing.Measure, State: StateBlank, Raw: "/"}}),
		observeReceived("absent", 2021, 5, 0),
	)
	c := Compare(subject(t, licensing.Measure), []Agency{a, organ("absent", 2021), organ("silent", 2020, 2021)}, nil, years, obs)
	for _, tt := range []struct {
		agency string
		year   int
		want   State
	}{
		{"a", 2020, StateNotApplicable}, {"a", 2021, StateBlank},
		{"absent", 2020, StateNotApplicable}, {"absent", 2021, StateAbsent},
		{"silent", 2020, StateNotReported}, {"silent", 2021, StateNotReported},
	} {
		r, _ := c.Row(tt.agency)
		if p := r.Points[c.YearIndex(tt.year)]; p.State != tt.want || p.Known() || p.Display != DisplayInputMissing {
			t.Errorf("%s %d: %+v, want %s", tt.agency, tt.year, p, tt.want)
		}
	}
	if total := c.Totals[0]; total.Of != 0 || total.Point().State != StateNotApplicable {
		t.Errorf("2020, whose form has no such cell: %+v", total)
	}
	if total := c.Totals[1]; total.Of != 3 || total.Have != 0 || total.Number != nil {
		t.Errorf("2021, where no one states it: %+v", total)
	}
	if r, _ := c.Row("a"); r.Points[1].Href() != "/reports/a/2021#t2.r02.c1" || r.Points[0].Href() != "/reports/a/2020" {
		t.Errorf("%q, %q", r.Points[1].Href(), r.Points[0].Href())
	}
	if r, _ := c.Row("silent"); r.Points[1].Href() != "" {
		t.Error("a report that is not there has no page")
	}
}

func TestCompare_Totals(t *testing.T) {
	years := []int{2024}
	agencies := []Agency{organ("a", 2024), organ("b", 2024), organ("c", 2024), organ("late", 2024)}
	obs := slices.Concat(observeReceived("a", 2024, 10, 0), observeReceived("b", 2024, 20, FlagSuspect), observeReceived("c", 2024, 30, FlagApproximate))
	total := Compare(subject(t, "applications.received"), agencies, nil, years, obs).Totals[0]
	if *total.Number != 60 || *total.NumberSafe != 40 || total.Have != 3 || total.Of != 4 || total.Doubtful != 1 || total.Approximate != 1 {
		t.Errorf("%+v", total)
	}
	if total.Complete() || total.Display != DisplayInputSuspect {
		t.Errorf("%+v", total)
	}
}

func TestCompare_RatioIsPooled(t *testing.T) {
	rate := func(id string, granted, concluded int64) []Observation {
		return observe(id, 2024, ScopeOrgan, figureMap(map[string]int64{"granted": granted, "partial": 0, "concluded": concluded}))
	}
	obs := slices.Concat(rate("a", 1, 2), rate("b", 30, 98), observe("c", 2024, ScopeOrgan, figureMap(map[string]int64{"granted": 50})))
	agencies := []Agency{organ("a", 2024), organ("b", 2024), organ("c", 2024)}
	total := Compare(subject(t, "disclosure_rate"), agencies, nil, []int{2024}, obs).Totals[0]
	if *total.Num != 31 || *total.Den != 100 || total.Number != nil || total.Have != 2 || total.Of != 3 || total.Display != DisplayOK {
		t.Errorf("Σ/Σ over the two complete organs: %+v", total)
	}
}

func TestCompare_TerritoryStandsApart(t *testing.T) {
	years := []int{2023, 2024}
	government := organ("gov", 2023, 2024)
	government.Kind = KindGovernment
	mixed := organ("mixed", 2023, 2024)
	territory := func(id string, year int) []Observation {
		obs := observeReceived(id, year, 1000, 0)
		for i := range obs {
			obs[i].Scope = ScopeTerritory
		}
		return obs
	}
	obs := slices.Concat(observeReceived("a", 2023, 1, 0), observeReceived("a", 2024, 2, 0),
		territory("gov", 2024), territory("mixed", 2023), observeReceived("mixed", 2024, 7, 0))
	c := Compare(subject(t, "applications.received"), []Agency{government, organ("a", 2023, 2024), mixed}, nil, years, obs)
	if len(c.Agencies) != 2 || c.Agencies[0].ID != "a" || c.Agencies[1].ID != "mixed" {
		t.Fatalf("organs: %v", c.Agencies)
	}
	if *c.Totals[0].Number != 1 || *c.Totals[1].Number != 9 || c.Totals[0].Of != 1 || c.Totals[1].Of != 2 {
		t.Errorf("totals hold a territory: %+v", c.Totals)
	}
	if len(c.Territory) != 2 {
		t.Fatalf("territories: %+v", c.Territory)
	}
	gov, _ := c.Row("gov")
	if gov.Points[0].State != StateNotReported || *gov.Points[1].Number != 1000 {
		t.Errorf("government: %+v", gov.Points)
	}
	if r := c.Territory[1]; r.Agency.ID != "mixed" || *r.Points[0].Number != 1000 || r.Points[1].Known() {
		t.Errorf("mixed as a territory: %+v", r)
	}
	if c.Points[1][0].Known() {
		t.Error("mixed as an organ shows its territory's figure")
	}
}

func TestCompare_LooksBack(t *testing.T) {
	stock := func(id string, year int, inForce int64) []Observation {
		f := figureMap(map[string]int64{"normative_documents.in_force": inForce, "normative_documents.issued": 2, "normative_documents.repealed": 0})
		return observe(id, year, ScopeOrgan, f)
	}
	years := []int{2021, 2022, 2023}
	obs := slices.Concat(observeReceived("a", 2020, 1, 0), stock("a", 2021, 10), stock("a", 2022, 12), stock("a", 2023, 15))
	s := subject(t, "norm_residual")
	if !s.LooksBack() {
		t.Fatal("norm_residual looks back")
	}
	a, b := organ("a", 2020, 2021, 2022, 2023), organ("b")
	c := Compare(s, []Agency{a, b}, nil, years, obs)
	points := c.Points[0]
	if points[0].State != StateNotApplicable || *points[1].Number != 0 || *points[2].Number != 1 {
		t.Errorf("%+v", points)
	}
	if c.Totals[0].Of != 0 || c.Totals[1].Of != 1 {
		t.Errorf("coverage %+v", c.Totals)
	}
	merged := Compare(s, []Agency{a, b}, []Succession{{"b", "a", Merged, "2023-06-01"}}, years, obs)
	if p := merged.Points[0][2]; p.Display != DisplaySeriesBreak || p.Known() {
		t.Errorf("worked out across a merger: %+v", p)
	}
}

func TestCompare_Breaks(t *testing.T) {
	agencies := []Agency{organ("a"), organ("b"), organ("c"), organ("d")}
	successions := []Succession{
		{"a", "a", Renamed, "2022-01-01"}, {"b", "a", Merged, "2023-03-01"}, {"c", "a", Merged, "2023-03-01"},
		{"d", "", Abolished, "2024-01-01"}, {"b", "c", Split, "1999-01-01"}, {"b", "c", Split, "soon"},
	}
	c := Compare(subject(t, "applications.received"), agencies, successions, []int{2022, 2023, 2024}, nil)
	if len(c.Breaks) != 1 || c.Breaks[0].Year != 2023 || c.Breaks[0].AgencyID != "a" || !slices.Equal(c.Breaks[0].With, []string{"b", "c"}) {
		t.Errorf("%+v", c.Breaks)
	}
}

func TestCompare_Nothing(t *testing.T) {
	for _, s := range []string{"applications.received", "disclosure_rate"} {
		c := Compare(subject(t, s), nil, nil, []int{2024}, nil)
		if len(c.Points) != 0 || c.Totals[0].Of != 0 || c.Totals[0].Point().Known() {
			t.Errorf("%+v", c)
		}
		if len(Compare(subject(t, s), []Agency{organ("a", 2024)}, nil, nil, nil).Totals) != 0 {
			t.Error("totals without years")
		}
	}
}

func TestTotalChange(t *testing.T) {
	received := func(year int, values map[string]int64) (obs []Observation) {
		for id, n := range values {
			obs = append(obs, observeReceived(id, year, n, 0)...)
		}
		return obs
	}
	years := []int{2023, 2024}
	agencies := []Agency{organ("a", 2023, 2024), organ("b", 2023, 2024), organ("c", 2023, 2024)}
	s := subject(t, "applications.received")

	t.Run("complete years are compared whole", func(t *testing.T) {
		obs := append(received(2023, map[string]int64{"a": 100, "b": 50, "c": 50}), received(2024, map[string]int64{"a": 150, "b": 50, "c": 50})...)
		c := Compare(s, agencies, nil, years, obs).TotalChange(2024)
		if c.Text(Zh) != "较上年增加 25.0%" || c.Same != 0 {
			t.Errorf("%s, same %d", c.Text(Zh), c.Same)
		}
	})
	t.Run("otherwise the same agencies", func(t *testing.T) {
		obs := append(received(2023, map[string]int64{"a": 100, "b": 100}), received(2024, map[string]int64{"a": 150, "b": 100, "c": 5000})...)
		c := Compare(s, agencies, nil, years, obs).TotalChange(2024)
		if c.Text(Zh) != "较上年增加 25.0%" || c.Same != 2 {
			t.Errorf("%s, same %d", c.Text(Zh), c.Same)
		}
	})
	t.Run("those that merged count together", func(t *testing.T) {
		merged := []Agency{organ("a", 2023, 2024), organ("b", 2023), organ("c", 2023, 2024)}
		successions := []Succession{{"b", "a", Merged, "2024-02-01"}}
		obs := append(received(2023, map[string]int64{"a": 100, "b": 100}), received(2024, map[string]int64{"a": 250, "c": 9})...)
		c := Compare(s, merged, successions, years, obs).TotalChange(2024)
		if c.Text(Zh) != "较上年增加 25.0%" || c.Same != 1 {
			t.Errorf("%s, same %d", c.Text(Zh), c.Same)
		}
		obs = append(received(2023, map[string]int64{"a": 100, "c": 10}), received(2024, map[string]int64{"a": 250, "c": 20})...)
		c = Compare(s, merged, successions, years, obs).TotalChange(2024)
		if c.Text(Zh) != "较上年增加 100.0%" || c.Same != 1 {
			t.Errorf("b's report of 2023 is missing, so a cannot be compared: %s, same %d", c.Text(Zh), c.Same)
		}
	})
	t.Run("nothing in common", func(t *testing.T) {
		obs := append(received(2023, map[string]int64{"a": 100}), received(2024, map[string]int64{"b": 250})...)
		if c := Compare(s, agencies, nil, years, obs).TotalChange(2024); c.Kind != ChangeUnknown {
			t.Errorf("%+v", c)
		}
	})
	t.Run("other agencies owed a report", func(t *testing.T) {
		apart := []Agency{organ("a", 2023), organ("b", 2023), organ("c", 2024)}
		obs := append(received(2023, map[string]int64{"a": 100, "b": 60}), received(2024, map[string]int64{"c": 60})...)
		if c := Compare(s, apart, nil, years, obs).TotalChange(2024); c.Kind != ChangeUnknown {
			t.Errorf("%s, same %d", c.Text(Zh), c.Same)
		}
	})
	t.Run("a new agency is left out", func(t *testing.T) {
		founded := []Agency{organ("a", 2023, 2024), organ("b", 2023, 2024), organ("c", 2024)}
		obs := append(received(2023, map[string]int64{"a": 100, "b": 100}), received(2024, map[string]int64{"a": 110, "b": 100, "c": 900})...)
		if c := Compare(s, founded, nil, years, obs).TotalChange(2024); c.Text(Zh) != "较上年增加 5.0%" || c.Same != 2 {
			t.Errorf("%s, same %d", c.Text(Zh), c.Same)
		}
	})
	t.Run("an abolished agency is left out", func(t *testing.T) {
		obs := append(received(2023, map[string]int64{"a": 100, "b": 900}), received(2024, map[string]int64{"a": 110})...)
		gone := []Succession{{"b", "", Abolished, "2024-02-01"}}
		if c := Compare(s, []Agency{organ("a", 2023, 2024), organ("b", 2023)}, gone, years, obs).TotalChange(2024); c.Text(Zh) != "较上年增加 10.0%" || c.Same != 1 {
			t.Errorf("%s, same %d", c.Text(Zh), c.Same)
		}
	})
	t.Run("a merger leaves the agencies the same", func(t *testing.T) {
		merged := []Agency{organ("a", 2023), organ("b", 2023), organ("c", 2024), organ("d", 2023, 2024)}
		both := []Succession{{"a", "c", Merged, "2024-02-01"}, {"b", "c", Merged, "2024-02-01"}}
		obs := append(received(2023, map[string]int64{"a": 100, "b": 50, "d": 50}), received(2024, map[string]int64{"c": 200, "d": 50})...)
		if c := Compare(s, merged, both, years, obs).TotalChange(2024); c.Text(Zh) != "较上年增加 25.0%" || c.Same != 0 {
			t.Errorf("%s, same %d", c.Text(Zh), c.Same)
		}
	})
	t.Run("over the change of form", func(t *testing.T) {
		both := []Agency{organ("a", 2020, 2021)}
		issued := observe("a", 2021, ScopeOrgan, figureMap(map[string]int64{"normative_documents.issued": 3}))
		c := Compare(subject(t, "disclosure.normative_documents.issued"), both, nil, []int{2020, 2021}, append(issued, observeReceived("a", 2020, 1, 0)...))
		if got := c.TotalChange(2021); got.Kind != ChangeBroken {
			t.Errorf("%+v", got)
		}
		if got := c.Change("a", 2021); got.Kind != ChangeBroken {
			t.Errorf("%+v", got)
		}
	})
	t.Run("an agency over its merger", func(t *testing.T) {
		obs := append(received(2023, map[string]int64{"a": 100}), received(2024, map[string]int64{"a": 250})...)
		c := Compare(s, agencies, []Succession{{"b", "a", Merged, "2024-02-01"}}, years, obs)
		if got := c.Change("a", 2024); got.Kind != ChangeBroken {
			t.Errorf("%+v", got)
		}
		if got := c.Change("a", 2023); got.Kind != ChangeUnknown {
			t.Errorf("without the year before: %+v", got)
		}
	})
}

func TestRanking(t *testing.T) {
	var agencies []Agency
	var obs []Observation
	for i, n := range []int64{5, 9, 9, 1} {
		id := fmt.Sprint("a", i)
		agencies = append(agencies, organ(id, 2024))
		obs = append(obs, observeReceived(id, 2024, n, 0)...)
	}
	agencies = append(agencies, organ("suspect", 2024), organ("silent", 2024))
	obs = append(obs, observeReceived("suspect", 2024, 999, FlagSuspect)...)
	c := Compare(subject(t, "applications.received"), agencies, nil, []int{2024}, obs)
	ranked, left := c.Ranking(2024)
	got := ""
	for _, r := range ranked {
		got += fmt.Sprintf("%d:%s ", r.Rank, r.Agency.ID)
	}
	for _, r := range left {
		got += fmt.Sprintf("%s(%s) ", r.Agency.ID, r.Reason.Zh)
	}
	if got != "1:a1 1:a2 3:a0 4:a3 suspect(存疑) silent(未公布) " {
		t.Error(got)
	}
	if _, ok := c.Spread(2024); ok {
		t.Error("a median of four")
	}
	obs = append(obs, observeReceived("silent", 2024, 2, 0)...)
	s, ok := Compare(c.Subject, agencies, nil, []int{2024}, obs).Spread(2024)
	if !ok || s.N != 5 || s.Q1.RatString() != "2" || s.Median.RatString() != "5" || s.Q3.RatString() != "9" {
		t.Errorf("%+v", s)
	}
}

func TestRanking_FewCases(t *testing.T) {
	rate := func(id string, granted, concluded int64) []Observation {
		return observe(id, 2024, ScopeOrgan, figureMap(map[string]int64{"granted": granted, "concluded": concluded}))
	}
	obs := slices.Concat(rate("a", 30, 30), rate("b", 29, 29), rate("c", 0, 0))
	ranked, left := Compare(subject(t, "full_grant_rate"), []Agency{organ("a", 2024), organ("b", 2024), organ("c", 2024)}, nil, []int{2024}, obs).Ranking(2024)
	if len(ranked) != 1 || len(left) != 2 || left[0].Reason.Zh != "小样本" || left[1].Reason.Zh != "无办结件" {
		t.Errorf("%+v, %+v", ranked, left)
	}
}

func TestPoint_Href(t *testing.T) {
	at := func(measure, applicant string, s State) string {
		return Point{AgencyID: "a-x", Year: 2024, Edition: Edition2021, Key: Key{Measure: measure, Applicant: applicant}, State: s}.Href()
	}
	for got, want := range map[string]string{
		at("applications.received", ApplicantTotal, StateReported):      "/reports/a-x/2024#t3.r01.c7",
		at("applications.other", ApplicantTotal, StateReported):         "/reports/a-x/2024#t3.r21.c7", // the first of its three rows
		at("releases.website", "", StateReported):                       "/reports/a-x/2024#s1.website",
		at("releases.website", "", StateAbsent):                         "/reports/a-x/2024",
		at("applications.received", ApplicantTotal, StateNotApplicable): "/reports/a-x/2024",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
