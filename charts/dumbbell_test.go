package charts

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

// dots lists a series' items as "x row", and joins its lines between dots.
func dots(s map[string]any) (at []string, joins [][2]string) {
	for _, d := range s["data"].([]any) {
		pair := d.(map[string]any)["value"].([]any)
		at = append(at, fmt.Sprint(pair[0], " ", pair[1]))
	}
	line, ok := s["markLine"].(map[string]any)
	if !ok {
		return at, nil
	}
	for _, d := range line["data"].([]any) {
		var ends [2]string
		for i, end := range d.([]any) {
			c := end.(map[string]any)["coord"].([]any)
			ends[i] = fmt.Sprint(c[0], " ", c[1])
		}
		joins = append(joins, ends)
	}
	return at, joins
}

// Each dot is the number of the comparison, and what cannot be compared is not joined.
func TestDumbbell_DotsAreTheNumbersOfTheComparison(t *testing.T) {
	c := compare(t, "applications.received", 8, sixYears...)
	o := option(t, Dumbbell(c, Options{From: 2021, Year: 2023}))
	early, late := seriesNamed(t, o, "2021")[0], seriesNamed(t, o, "2023")[0]
	first, joins := dots(early)
	second, _ := dots(late)
	var wantFirst, wantSecond []string
	wantJoins := 0
	for row, x := range c.Between(2021, 2023) {
		if x.From.Known() {
			wantFirst = append(wantFirst, fmt.Sprint(*x.From.Number, " ", row))
		}
		if x.To.Known() {
			wantSecond = append(wantSecond, fmt.Sprint(*x.To.Number, " ", row))
		}
		if x.From.Known() && x.To.Known() && x.Agency.ID != "a-01" {
			wantJoins++
		}
	}
	if !slices.Equal(first, wantFirst) || !slices.Equal(second, wantSecond) {
		t.Errorf("drawn %v and %v\nwant  %v and %v", first, second, wantFirst, wantSecond)
	}
	if len(joins) != wantJoins {
		t.Errorf("%d rows are joined, want %d: the one that merged in 2023 is not", len(joins), wantJoins)
	}
	for _, j := range joins {
		if !slices.Contains(first, j[0]) || !slices.Contains(second, j[1]) {
			t.Errorf("a line from %s to %s, where no dots are", j[0], j[1])
		}
	}
}

func TestDumbbell_SaysWhyThereIsNoDot(t *testing.T) {
	c := compare(t, "applications.received", 8, sixYears...)
	ch := Dumbbell(c, Options{From: 2020, Year: 2022})
	text := string(ch.Option)
	if !strings.Contains(text, `"note":"2020 年不适用"`) {
		t.Error("the tooltip does not say why there is one dot")
	}
	for _, want := range []string{"2020 年没有数，只有一点：区司法局（不适用）", "2022 年没有数，只有一点：区公安局（未公布）"} {
		if !slices.Contains(ch.Notes, want) {
			t.Errorf("%q is not in the notes %q", want, ch.Notes)
		}
	}
	ch = Dumbbell(c, Options{From: 2022, Year: 2023})
	if !slices.ContainsFunc(ch.Notes, func(n string) bool { return strings.Contains(n, "不连线：区教育局") }) {
		t.Errorf("the merger is not told: %q", ch.Notes)
	}
}

func TestDumbbell_Limit(t *testing.T) {
	c := compare(t, "applications.received", 12, sixYears...)
	ch := Dumbbell(c, Options{From: 2020, Year: 2021, Sort: OrderValue, Limit: 3})
	if ch.Rows != 3 || !slices.ContainsFunc(ch.Notes, func(n string) bool { return strings.Contains(n, "变化最大的 3 个机关，共 12 个") }) {
		t.Errorf("%d rows, notes %q", ch.Rows, ch.Notes)
	}
	largest := models.ByChange(c.Between(2020, 2021))[0].Agency.Name
	if names := option(t, ch)["yAxis"].([]any)[0].(map[string]any)["data"].([]any); names[0] != largest {
		t.Errorf("the first row is %v, the largest change was at %s", names[0], largest)
	}
}

func TestDumbbell_OneYear(t *testing.T) {
	ch := Dumbbell(compare(t, "applications.received", 8, 2022), Options{})
	if ch.Option != nil || ch.Empty != "比较两年的变化需要两个年度。" {
		t.Errorf("%q", ch.Empty)
	}
}

// On a logarithmic axis there is no 0: it is told in words, and no point is drawn at it.
func TestScaleLog_ZeroIsWordsAndNoPoint(t *testing.T) {
	c := compare(t, "applications.received", 8, sixYears...)
	o := Options{Scale: ScaleLog, Year: 2020, Focus: []string{"a-07"}}
	for _, ch := range []Chart{Trend(c, o), Ranked(c, o), Dumbbell(c, Options{Scale: ScaleLog, From: 2020, Year: 2022})} {
		for _, s := range option(t, ch)["series"].([]any) {
			m := s.(map[string]any)
			if m["xAxisIndex"] != nil || m["yAxisIndex"] != nil {
				continue // the hidden axis of words
			}
			for _, d := range m["data"].([]any) {
				for _, v := range d.(map[string]any)["value"].([]any)[:1] {
					if fmt.Sprint(v) == "0" {
						t.Errorf("%s draws a 0", ch.Kind)
					}
				}
			}
		}
		if !strings.Contains(strings.Join(ch.Notes, ""), "对数坐标") {
			t.Errorf("%s does not say that the axis is logarithmic: %q", ch.Kind, ch.Notes)
		}
	}
	rate := Trend(compare(t, "disclosure_rate", 8, sixYears...), Options{Scale: ScaleLog})
	if strings.Contains(string(rate.Option), `"log"`) || strings.Contains(strings.Join(rate.Notes, ""), "对数") {
		t.Error("a ratio stands on a logarithmic axis")
	}
}

func TestMultiples_OneChartForEachOrgan(t *testing.T) {
	c := compare(t, "applications.received", 8, sixYears...)
	ch := Multiples(c, Options{Focus: []string{"a-03"}})
	o := option(t, ch)
	if n := len(o["grid"].([]any)); n != 8 || len(o["xAxis"].([]any)) != 8 || len(o["yAxis"].([]any)) != 8 {
		t.Errorf("%d charts for 8 organs", n)
	}
	tops := map[string]bool{}
	for i, a := range c.Agencies {
		y := axis(o, "yAxis", i)
		tops[fmt.Sprint(y["max"])] = true
		last := models.ShowPoint(c.Points[i][5], c.Subject, models.Zh)
		if want := strings.TrimPrefix(a.Name, "区") + "  " + last.Text; y["name"] != want && y["name"] != a.Name+"  "+last.Text {
			t.Errorf("a chart is headed %q, want %q", y["name"], want)
		}
	}
	if len(tops) != 1 {
		t.Errorf("the value axes end at %v", tops)
	}
	for _, s := range seriesNamed(t, o, "区民政局") {
		if fmt.Sprint(s["xAxisIndex"], " ", s["yAxisIndex"]) != "3 3" || s["lineStyle"].(map[string]any)["color"] != lightOf("agency-1") {
			t.Errorf("the fourth organ stands in %v, drawn %v", s["xAxisIndex"], s["lineStyle"])
		}
	}
	if Multiples(compare(t, "applications.received", 0, 2022), Options{}).Empty == "" {
		t.Error("nothing at all is drawn")
	}
}

func TestPlaceOf(t *testing.T) {
	for want, names := range map[string][]string{
		"示例区": {"示例区教育局", "示例区民政局"}, "": {"示例区", "示例区民政局"}, "区": {"区教育局", "区民政局"},
	} {
		if got := placeOf(names); got != want {
			t.Errorf("%v: %q, want %q", names, got, want)
		}
	}
	for _, none := range [][]string{nil, {"示例区教育局"}, {"教育局", "民政局"}, {"", ""}} {
		if got := placeOf(none); got != "" {
			t.Errorf("%v: %q", none, got)
		}
	}
}

// With Alone the others are gone, and the median and quartiles are those of the comparison.
func TestTrend_AloneAgainstTheMedian(t *testing.T) {
	c := compare(t, "applications.received", 8, sixYears...)
	o := option(t, Trend(c, Options{Focus: []string{"a-03"}, Alone: true}))
	for i, name := range []string{"下四分位数", "中位数", "上四分位数"} {
		got := plotted(seriesNamed(t, o, name)[0])
		for j, y := range c.Years {
			s, ok := c.Spread(y)
			if !ok {
				continue
			}
			if want := exact([]*big.Rat{s.Q1, s.Median, s.Q3}[i]); got[j] != string(want) {
				t.Errorf("%s of %d is drawn at %s, want %s", name, y, got[j], want)
			}
		}
	}
	for _, s := range o["series"].([]any) {
		if s.(map[string]any)["name"] == "区教育局" {
			t.Error("another organ is drawn")
		}
	}
}
