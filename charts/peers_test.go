package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

// Every organ of enough cases has one dot at its ratio, the agency's own in its colour, and the mark stands at the median.
func TestPeerStrip_DotsAreTheRatios(t *testing.T) {
	cs := []models.Comparison{compare(t, "disclosure_rate", 8, sixYears...), compare(t, "carryover_rate", 8, sixYears...)}
	ch := PeerStrip(cs, Options{Year: 2023, Focus: []string{"a-03"}})
	o := option(t, ch)
	var got, want []string
	for _, name := range []string{"同类机关", "区民政局"} {
		at, _ := dots(seriesNamed(t, o, name)[0])
		got = append(got, at...)
	}
	var medians []string
	for row, c := range cs {
		for i := range c.Agencies {
			if v, ok := plot(c.Points[i][3], c.Subject); ok {
				want = append(want, fmt.Sprint(v, " ", row))
			}
		}
		s, _ := c.Spread(2023)
		medians = append(medians, fmt.Sprint(exact(s.Median), " ", row))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("drawn %v\nwant  %v", got, want)
	}
	if at, _ := dots(seriesNamed(t, o, "中位数")[0]); !slices.Equal(at, medians) {
		t.Errorf("medians at %v, want %v", at, medians)
	}
	if count := fmt.Sprintf(`"%d 个机关"`, len(want)/2); !strings.Contains(string(ch.Option), count) {
		t.Errorf("%s with dots: it is not told", count)
	}
}

// An agency of too few cases has no dot and no percentage, but its fraction.
func TestPeerStrip_FewCases(t *testing.T) {
	c := compare(t, "disclosure_rate", 8, sixYears...)
	ch := PeerStrip([]models.Comparison{c}, Options{Year: 2023, Focus: []string{"a-07"}})
	own, _ := c.Row("a-07")
	want := models.ShowPoint(own.Points[3], c.Subject, models.Zh).Text
	if own.Points[3].Den == nil || *own.Points[3].Den >= models.FractionOnly {
		t.Fatalf("the eighth organ has %+v", own.Points[3])
	}
	if !slices.ContainsFunc(ch.Notes, func(n string) bool { return strings.Contains(n, want) && strings.Contains(n, "不画点") }) {
		t.Errorf("%q is not told in %q", want, ch.Notes)
	}
	for _, s := range option(t, ch)["series"].([]any) {
		if m := s.(map[string]any); m["name"] == "区公安局" && m["xAxisIndex"] == nil {
			t.Error("a dot is drawn for it")
		}
	}
}

func TestPeerStrip_Nothing(t *testing.T) {
	rate := compare(t, "disclosure_rate", 8, sixYears...)
	for name, ch := range map[string]Chart{"no rates": PeerStrip(nil, Options{Focus: []string{"a-03"}}), "nobody": PeerStrip([]models.Comparison{rate}, Options{}),
		"an unknown agency": PeerStrip([]models.Comparison{rate}, Options{Focus: []string{"a-x"}}),
		"an unknown year":   PeerStrip([]models.Comparison{rate}, Options{Focus: []string{"a-03"}, Year: 1999}),
		"alone":             PeerStrip([]models.Comparison{compare(t, "disclosure_rate", 1, 2022)}, Options{Focus: []string{"a-00"}, Lang: models.En})} {
		if name != "alone" && (ch.Option != nil || ch.Empty == "") || strings.Contains(ch.Summary, "%!") {
			t.Errorf("%s: %q %q", name, ch.Empty, ch.Summary)
		}
	}
}
