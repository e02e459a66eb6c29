package charts

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

// option reads a chart's option back.
func option(t testing.TB, ch Chart) map[string]any {
	t.Helper()
	if ch.Option == nil {
		t.Fatalf("nothing drawn: %s", ch.Empty)
	}
	return plain(ch.Option)
}

// seriesNamed are the series of an option with a name: a line may be two.
func seriesNamed(t testing.TB, o map[string]any, name string) []map[string]any {
	t.Helper()
	var found []map[string]any
	for _, s := range o["series"].([]any) {
		if m := s.(map[string]any); m["name"] == name {
			found = append(found, m)
		}
	}
	if found == nil {
		t.Fatalf("no series %q", name)
	}
	return found
}

// plotted lists the second coordinates of a series' items.
func plotted(s map[string]any) []string {
	var vs []string
	for _, d := range s["data"].([]any) {
		pair := d.(map[string]any)["value"].([]any)
		vs = append(vs, fmt.Sprint(pair[1]))
	}
	return vs
}

func everyChart(c models.Comparison, table models.OutcomeTable, o Options) []Chart {
	return []Chart{Trend(c, o), TrendTotal(c, o), Ranked(c, o), Heatmap(c, o), Bars([]models.Comparison{c}, o), Diverging(c, c, o), LogDots(c, o), Top(c, o),
		OutcomesByAgency(table, o), OutcomesByYear(table, o), Dumbbell(c, o), Multiples(c, o)}
}

func TestTrend_MissingIsAGap(t *testing.T) {
	ch := Trend(compare(t, "applications.received", 8, sixYears...), Options{Focus: []string{"a-02"}})
	o := option(t, ch)
	lines := seriesNamed(t, o, "区公安局")
	if got := plotted(lines[0]); got[2] != gap || got[1] == gap || got[3] == gap {
		t.Errorf("2022, not published: %v", got)
	}
	marks := lines[len(lines)-1]
	label := marks["data"].([]any)[0].(map[string]any)["label"].(map[string]any)
	if marks["type"] != "scatter" || label["formatter"] != "未公布" || fmt.Sprint(marks["yAxisIndex"]) != "1" {
		t.Errorf("the missing year is not labelled on an axis of its own: %v", marks)
	}
	if !slices.Contains(ch.Notes, "区公安局：2022 年未公布。") {
		t.Errorf("notes: %q", ch.Notes)
	}
}

func TestTrend_SuspectIsHollowBetweenDashes(t *testing.T) {
	o := option(t, Trend(compare(t, "applications.received", 8, sixYears...), Options{Focus: []string{"a-03"}}))
	lines := seriesNamed(t, o, "区民政局")
	if len(lines) != 2 {
		t.Fatalf("%d series", len(lines))
	}
	solid, dashed := plotted(lines[0]), plotted(lines[1])
	if solid[1] != gap || dashed[0] != solid[0] || dashed[1] == gap || dashed[2] != solid[2] || dashed[3] != gap {
		t.Errorf("solid %v\ndashed %v", solid, dashed)
	}
	if kind := lines[1]["lineStyle"].(map[string]any)["type"]; kind != "dashed" {
		t.Errorf("drawn %v", kind)
	}
	style := lines[1]["data"].([]any)[1].(map[string]any)["itemStyle"].(map[string]any)
	if style["color"] != lightOf("bg") || style["borderColor"] != lightOf("agency-1") {
		t.Errorf("not hollow: %v", style)
	}
}

func TestTrend_BreaksAtAMerger(t *testing.T) {
	ch := Trend(compare(t, "applications.received", 8, sixYears...), Options{Focus: []string{"a-01"}})
	line := seriesNamed(t, option(t, ch), "区教育局")[0]
	var xs []string
	for _, d := range line["data"].([]any) {
		xs = append(xs, fmt.Sprint(d.(map[string]any)["value"].([]any)[0]))
	}
	if i := slices.Index(xs, "2022.5"); i < 0 || plotted(line)[i] != gap {
		t.Errorf("no gap between 2022 and 2023: %v", xs)
	}
	if !strings.Contains(string(ch.Option), "2023 年合并") || !slices.Contains(ch.Notes, "区教育局：2023 年合并，与此前不可比。") {
		t.Errorf("the break has no label: %q", ch.Notes)
	}
}

func TestTrend_RuleAtTheChangeOfForm(t *testing.T) {
	single := Trend(compare(t, "disclosure.normative_documents.issued", 8, sixYears...), Options{})
	if !strings.Contains(string(single.Option), `"xAxis":2020.5`) || !slices.Contains(single.Notes, "此项只在 2021 年版表式中有，此前不可比。") {
		t.Errorf("no rule or note: %q", single.Notes)
	}
	for _, c := range []models.Comparison{compare(t, "applications.received", 8, sixYears...), compare(t, "disclosure.normative_documents.issued", 8, 2021, 2022)} {
		if ch := Trend(c, Options{}); strings.Contains(string(ch.Option), "新表式") {
			t.Errorf("%s over %v has a rule", c.Subject.Code, c.Years)
		}
	}
}

func TestTrend_HighlightsAtMostSix(t *testing.T) {
	c := compare(t, "applications.received", 12, sixYears...)
	var ids []string
	for _, a := range c.Agencies {
		ids = append(ids, a.ID)
	}
	ch := Trend(c, Options{Focus: ids})
	if !strings.Contains(string(ch.Option), lightOf("agency-1")) || len(seriesNamed(t, option(t, ch), "第11街道办事处")) != 1 {
		t.Error("agencies past the sixth are not drawn")
	}
	line := seriesNamed(t, option(t, ch), "第11街道办事处")[0]
	if line["lineStyle"].(map[string]any)["color"] != lightOf("faint") {
		t.Error("the twelfth agency is in colour")
	}
	none := Trend(c, Options{})
	for _, l := range none.Legend {
		if strings.HasPrefix(l.Token, "agency-") {
			t.Errorf("more than six agencies without a focus: %v is in colour", l)
		}
	}
	few := Trend(compare(t, "applications.received", 6, sixYears...), Options{})
	if few.Legend[5].Token != "agency-6" {
		t.Errorf("six agencies are not all in colour: %v", few.Legend)
	}
}

func TestTrend_FewCasesHaveNoPercentage(t *testing.T) {
	o := option(t, Trend(compare(t, "disclosure_rate", 8, sixYears...), Options{Focus: []string{"a-07"}}))
	for _, s := range seriesNamed(t, o, "区自然资源和规划局") {
		if s["type"] == "line" {
			t.Errorf("a ratio of under ten is drawn: %v", plotted(s))
		}
	}
}

func TestTrendTotal_IncompleteYear(t *testing.T) {
	ch := TrendTotal(compare(t, "applications.received", 8, sixYears...), Options{})
	if !slices.Contains(ch.Notes, "机关不全的年份不宜直接相比：2022 年 7/8 个机关，2023 年 7/8 个机关。") || !slices.Contains(ch.Notes, "2021 年：含 1 家存疑数据；不计则为 565 件。") {
		t.Errorf("%q", ch.Notes)
	}
	if lines := seriesNamed(t, option(t, ch), "各机关合计"); len(lines) != 2 || plotted(lines[0])[2] != gap || plotted(lines[1])[2] == gap {
		t.Error("an incomplete year is drawn like any other")
	}
}

func TestRanked_Order(t *testing.T) {
	c := compare(t, "applications.received", 8, sixYears...)
	names := func(o Options) []any { return axis(option(t, Ranked(c, o)), "yAxis", 0)["data"].([]any) }
	if got := names(Options{Year: 2022}); got[0] != "区发展和改革局" || len(got) != 8 {
		t.Errorf("official order: %v", got)
	}
	if got := names(Options{Year: 2022, Sort: OrderValue}); got[0] != "区司法局" || got[7] != "区公安局" {
		t.Errorf("by value, without a report last: %v", got)
	}
	if got := names(Options{Year: 2020}); slices.Contains(got, any("区司法局")) || len(got) != 7 {
		t.Errorf("2020, before there was a 区司法局: %v", got)
	}
}

func TestRanked_SuspectAndMissing(t *testing.T) {
	c := compare(t, "applications.received", 8, sixYears...)
	ch := Ranked(c, Options{Year: 2021})
	if !slices.Contains(ch.Notes, "存疑（空心，不参与排序）：区民政局") || strings.Contains(ch.Title, "区民政局") {
		t.Errorf("%q, %q", ch.Title, ch.Notes)
	}
	ch = Ranked(c, Options{Year: 2022})
	missing := seriesNamed(t, option(t, ch), "没有数据")[0]
	if fmt.Sprint(missing["xAxisIndex"]) != "1" || !strings.Contains(fmt.Sprint(missing["data"]), "未公布") {
		t.Errorf("%v", missing)
	}
}

func TestOutcomes_SharesAddUpToAtMost100(t *testing.T) {
	o := option(t, OutcomesByAgency(outcomes(t, 24, sixYears...), Options{Year: 2021}))
	sums := map[int]int64{}
	for _, s := range o["series"].([]any) {
		for i, d := range s.(map[string]any)["data"].([]any) {
			whole, part, _ := strings.Cut(fmt.Sprint(d.(map[string]any)["value"]), ".")
			if whole == gap {
				continue
			}
			var n int64
			if _, err := fmt.Sscanf(whole+(part + "000000")[:6], "%d", &n); err != nil {
				t.Fatal(err)
			}
			sums[i] += n
		}
	}
	for i, n := range sums {
		if n > 100_000_000 || n < 99_999_990 {
			t.Errorf("row %d adds up to %d millionths of a percent", i, n)
		}
	}
}

func TestOutcomes_IncompleteRowsAreListed(t *testing.T) {
	table := outcomes(t, 8, sixYears...)
	ch := OutcomesByAgency(table, Options{Year: 2023})
	names := axis(option(t, ch), "yAxis", 0)["data"].([]any)
	if slices.Contains(names, any("区财政局")) || !slices.Contains(ch.Notes, "无法计算（缺数据）：区财政局") {
		t.Errorf("%v, %q", names, ch.Notes)
	}
	ch = OutcomesByAgency(table, Options{Year: 2020})
	if !slices.Contains(ch.Notes, "无办结件：区自然资源和规划局") {
		t.Errorf("%q", ch.Notes)
	}
	ch = OutcomesByAgency(table, Options{Year: 2025})
	if strings.Contains(string(ch.Option), `"100%"`) {
		t.Error("five cases are labelled 100%")
	}
}

func TestHeatmap_Cells(t *testing.T) {
	ch := Heatmap(compare(t, "applications.received", 8, sixYears...), Options{})
	o := option(t, ch)
	for _, d := range seriesNamed(t, o, "没有数据")[0]["data"].([]any) {
		item := d.(map[string]any)
		l := item["label"].(map[string]any)
		switch {
		case l["show"] == false:
		case l["formatter"] == "0", l["formatter"] == nil:
			t.Errorf("a cell without a value reads %v", l)
		}
		if v := item["value"].([]any)[2]; fmt.Sprint(v) != fmt.Sprint(noValue) {
			t.Errorf("a cell without a value has the class %v", v)
		}
	}
	if len(ch.Legend) > maxClasses+3 {
		t.Errorf("%d items in the legend", len(ch.Legend))
	}
	zero := false
	for _, d := range seriesNamed(t, o, "本年新收政府信息公开申请数量")[0]["data"].([]any) {
		item := d.(map[string]any)
		if item["label"].(map[string]any)["formatter"] == "0" {
			zero = true
			if class := fmt.Sprint(item["value"].([]any)[2]); class != fmt.Sprint(onBackground) {
				t.Errorf("0 has the class %s", class)
			}
		}
	}
	if !zero {
		t.Error("a reported 0 is not shown")
	}
}

func TestBars_StartAtZero(t *testing.T) {
	ch := Bars([]models.Comparison{compare(t, "applications.received", 8, sixYears...)}, Options{Focus: []string{"a-02"}})
	y := axis(option(t, ch), "yAxis", 0)
	if y["scale"] == true || y["min"] != nil {
		t.Errorf("the axis may start above 0: %v", y)
	}
	if !slices.Contains(ch.Notes, "本年新收政府信息公开申请数量：2022 未公布") {
		t.Errorf("%q", ch.Notes)
	}
}

func TestCharts_NothingToDraw(t *testing.T) {
	s := subject(t, "disclosure_rate")
	agencies := []models.Agency{{ID: "a", Name: "区甲局", Owes: []models.Obligation{{AgencyID: "a", Year: 2024}}}}
	for name, list := range map[string][]models.Agency{"no agency": nil, "no report": agencies} {
		for _, years := range [][]int{nil, {2024}, {2023, 2024}} {
			c, table := models.Compare(s, list, nil, years, nil), models.Outcomes(list, years, nil)
			for _, lang := range []models.Lang{models.Zh, models.En} {
				for _, o := range []Options{{Lang: lang}, {Lang: lang, Focus: []string{"a", "unknown"}}, {Lang: lang, Year: 1999, Sort: OrderValue, Mode: ModeCount}} {
					for _, ch := range append(everyChart(c, table, o), Bars(nil, o)) {
						if ch.Option != nil || ch.Empty == "" || !strings.Contains(ch.Summary, ch.Empty) {
							t.Errorf("%s, %v, %s: option %s, empty %q, summary %q", name, years, ch.Kind, ch.Option, ch.Empty, ch.Summary)
						}
					}
				}
			}
		}
	}
}

func TestCharts_OneAgencyOneYear(t *testing.T) {
	c, table := compare(t, "applications.received", 1, 2025), outcomes(t, 1, 2025)
	for _, ch := range everyChart(c, table, Options{}) {
		if ch.Option == nil && ch.Kind != KindDumbbell { // which is of two years
			t.Errorf("%s: %s", ch.Kind, ch.Empty)
		}
	}
}

func TestCharts_HostileNames(t *testing.T) {
	for _, name := range []string{`</script><script>alert(1)</script>`, `__f__alert(1)__f__`, `{a}{b0}{c|x}`, "\u2028\x00\xff", `"`, strings.Repeat("局", 5000)} {
		agencies, obs := district(t, 3, []int{2024, 2025})
		for i := range agencies {
			agencies[i].Name = name
		}
		c := models.Compare(subject(t, "applications.received"), agencies, nil, []int{2024, 2025}, obs)
		for _, ch := range everyChart(c, models.Outcomes(agencies, []int{2024, 2025}, obs), Options{Focus: []string{"a-01"}}) {
			if strings.ContainsAny(string(ch.Option), "<>") || !json.Valid(ch.Option) {
				t.Errorf("%s of %.20q breaks out of its block", ch.Kind, name)
			}
		}
	}
}

func TestCharts_SayWhatTheyAre(t *testing.T) {
	c, table := compare(t, "applications.received", 12, sixYears...), outcomes(t, 12, sixYears...)
	for _, lang := range []models.Lang{models.Zh, models.En} {
		for _, ch := range everyChart(c, table, Options{Lang: lang}) {
			for what, s := range map[string]string{"id": ch.ID, "title": ch.Title, "subtitle": ch.Subtitle, "unit": ch.Unit, "coverage": ch.Coverage, "summary": ch.Summary, "source": ch.Source} {
				if s == "" || strings.Contains(s, "%!") {
					t.Errorf("%s in %s: %s is %q", ch.Kind, lang, what, s)
				}
			}
			if !strings.Contains(ch.Summary, ch.Title) {
				t.Errorf("%s: the summary leaves out the finding", ch.Kind)
			}
		}
	}
}

func TestCharts_AreTheSameEachTime(t *testing.T) {
	draw := func() []Chart {
		return everyChart(compare(t, "disclosure_rate", 12, sixYears...), outcomes(t, 12, sixYears...), Options{Focus: []string{"a-01"}})
	}
	first, second := draw(), draw()
	for i := range first {
		if string(first[i].Option) != string(second[i].Option) {
			t.Errorf("%s differs", first[i].Kind)
		}
	}
}

func TestTokens(t *testing.T) {
	names, lights := map[string]bool{}, map[string]string{}
	for _, token := range Tokens {
		if names[token.Name] {
			t.Errorf("%s is there twice", token.Name)
		}
		names[token.Name] = true
		other, taken := lights[token.Light]
		if taken && !(strings.HasPrefix(other, "outcome-") && strings.HasPrefix(token.Name, "seq-")) {
			t.Errorf("%s and %s look alike, so a chart with both could not change its theme", other, token.Name)
		}
		lights[token.Light] = token.Name
	}
	for _, name := range slices.Concat(outcomeTokens, outcomeInks) {
		lightOf(name)
	}
}

func BenchmarkCharts(b *testing.B) {
	years := []int{2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025}
	c, table := compare(b, "applications.received", 60, years...), outcomes(b, 60, years...)
	for b.Loop() {
		everyChart(c, table, Options{Focus: []string{"a-01"}})
	}
}

func TestTopFor_ChosenLinesDecide(t *testing.T) {
	line := func(values ...int64) track {
		var tr track
		for _, v := range values {
			tr.points = append(tr.points, models.Point{State: models.StateReported, Number: &v, Display: models.DisplayOK})
		}
		return tr
	}
	s := models.Subject{Unit: models.Pieces}
	for _, tt := range []struct {
		name   string
		others []track
		chosen []track
		want   string
		cut    int
	}{
		{"far below the others", []track{line(10000, 12000), line(40)}, []track{line(52, 61)}, "80", 1},
		{"near the others", []track{line(150)}, []track{line(52, 61)}, "", 0},
		{"nothing chosen", []track{line(150)}, nil, "", 0},
		{"all zero", []track{line(150)}, []track{line(0)}, "", 0},
		{"ones", []track{line(150)}, []track{line(1)}, "2", 1},
	} {
		top, cut := Options{}.topFor(s, tt.others, tt.chosen, nil)
		got := ""
		if top != nil {
			got = string(exact(top))
		}
		if got != tt.want || cut != tt.cut {
			t.Errorf("%s: %q, %d lines cut, want %q, %d", tt.name, got, cut, tt.want, tt.cut)
		}
	}
}
