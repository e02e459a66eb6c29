package charts

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"gongkai/models"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each kind of chart as JSON, over a small district in which every kind of gap and doubt occurs.
func TestCharts_Golden(t *testing.T) {
	received := compare(t, "applications.received", 8, 2020, 2021, 2022, 2023)
	rate := compare(t, "disclosure_rate", 8, 2020, 2021, 2022, 2023)
	issued := compare(t, "disclosure.normative_documents.issued", 8, 2020, 2021, 2022, 2023)
	repealed := compare(t, "disclosure.normative_documents.repealed", 8, 2020, 2021, 2022, 2023)
	concluded := compare(t, "applications.concluded", 8, 2020, 2021, 2022, 2023)
	table := outcomes(t, 8, 2020, 2021, 2022, 2023)
	reasons, applicants := reasons(t, 8, 2020, 2021, 2022, 2023), applicants(t)
	for name, ch := range map[string]Chart{
		"trend":           Trend(received, Options{Focus: []string{"a-01", "a-03", "a-05"}}),
		"trend-one":       Trend(issued, Options{Focus: []string{"a-02"}}),
		"trend-rate-en":   Trend(rate, Options{Focus: []string{"a-07"}, Lang: models.En}),
		"trend-total":     TrendTotal(received, Options{}),
		"ranked":          Ranked(received, Options{Year: 2022, Focus: []string{"a-03"}}),
		"ranked-rate":     Ranked(rate, Options{Year: 2021, Sort: OrderValue}),
		"outcomes":        OutcomesByAgency(table, Options{Year: 2021}),
		"outcomes-count":  OutcomesByAgency(table, Options{Year: 2023, Mode: ModeCount, Sort: OrderValue, Lang: models.En}),
		"outcomes-years":  OutcomesByYear(table, Options{}),
		"outcomes-agency": OutcomesByYear(table, Options{Focus: []string{"a-02"}}),
		"heatmap":         Heatmap(received, Options{}),
		"heatmap-rate-en": Heatmap(rate, Options{Lang: models.En}),
		"top":             Top(compare(t, "applications.received", 14, 2022, 2023), Options{Year: 2023}),
		"diverging":       Diverging(issued, repealed, Options{Year: 2023, Focus: []string{"a-01"}}),
		"diverging-en":    Diverging(issued, repealed, Options{Year: 2022, Sort: OrderValue, Lang: models.En}),
		"logdots":         LogDots(compare(t, "disclosure.licensing.decisions", 8, 2020, 2021, 2022, 2023), Options{Year: 2022, Sort: OrderValue}),
		"logdots-fees-en": LogDots(compare(t, "disclosure.fees.amount", 8, 2020, 2021, 2022, 2023), Options{Lang: models.En}),
		"peers":           PeerStrip([]models.Comparison{rate}, Options{Year: 2023, Focus: []string{"a-03"}}),
		"dumbbell":        Dumbbell(received, Options{From: 2021, Year: 2023}),
		"dumbbell-en":     Dumbbell(rate, Options{Focus: []string{"a-01"}, Sort: OrderValue, Limit: 4, Lang: models.En}),
		"multiples":       Multiples(received, Options{Focus: []string{"a-03"}}),
		"trend-alone":     Trend(received, Options{Focus: []string{"a-03"}, Alone: true, Scale: ScaleLog}),
		"ranked-bars":     Ranked(received, Options{Year: 2022, Bars: true}),
		"sankey":          Sankey(flow(t, "", 2021, "refused"), Options{}),
		"sankey-agency":   Sankey(flow(t, "a-03", 2021, ""), Options{Lang: models.En}),
		"parts":           Parts(applicants.InYear(2023), Options{}),
		"parts-years-en":  Parts(applicants.ByYear(""), Options{Mode: ModeCount, Lang: models.En}),
		"grid":            Grid(reasons.InYear(2023), Options{Mode: ModeCount}),
		"interval":        IntervalByAgency(rate, Options{Year: 2021, Sort: OrderValue}),
		"interval-years":  IntervalByYear(rate, Options{Lang: models.En}),
		"carry": Carry(compare(t, "applications.carried_out", 8, 2020, 2021, 2022, 2023), compare(t, "carryover_rate", 8, 2020, 2021, 2022, 2023),
			[]CarryMark{{Year: 2023, Text: "2 个机关"}}, Options{}),
		"grid-share-en": Grid(reasons.ByYear("a-01"), Options{Lang: models.En}),
		"bars":          Bars([]models.Comparison{received, concluded}, Options{Focus: []string{"a-03"}}),
	} {
		t.Run(name, func(t *testing.T) {
			got := indented(t, ch)
			file := filepath.Join("testdata", name+".golden.json")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s; look at what changed, then run with -update\n%s", file, firstDifference(got, want))
			}
		})
	}
}

func indented(t *testing.T, ch Chart) []byte {
	t.Helper()
	b, err := json.Marshal(ch)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", " "); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), '\n')
}

// firstDifference shows the first line that differs, both ways.
func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return "got  " + string(g[i]) + "\nwant " + string(w[i])
		}
	}
	return "one is longer"
}
