package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

func TestInterval_DotsHaveTheirIntervals(t *testing.T) {
	c := compare(t, "disclosure_rate", 8, 2020, 2021, 2022, 2023)
	ch := IntervalByAgency(c, Options{Year: 2021})
	o := option(t, ch)
	dots := o["series"].([]any)[0].(map[string]any)["data"].([]any)
	whiskers := o["series"].([]any)[1].(map[string]any)["data"].([]any)
	if len(whiskers) != 3*len(dots) {
		t.Fatalf("%d ends for %d dots", len(whiskers), len(dots))
	}
	ends := o["yAxis"].([]any)[1].(map[string]any)["data"].([]any)
	for i, d := range dots {
		row := fmt.Sprint(d.(map[string]any)["value"].([]any)[1])
		p := models.Point{}
		for k, r := range (Options{Year: 2021}).rankedRows(c, 2021) {
			if fmt.Sprint(k) == row {
				p = r.Point
			}
		}
		in, ok := p.Interval()
		if !ok {
			t.Fatalf("row %s has a dot and no interval", row)
		}
		low, high := whiskers[3*i].(map[string]any)["value"].([]any), whiskers[3*i+1].(map[string]any)["value"].([]any)
		if fmt.Sprint(low[0]) != string(exact(in.Low)) || fmt.Sprint(high[0]) != string(exact(in.High)) || fmt.Sprint(low[1]) != row {
			t.Errorf("row %s: %v to %v, want %s", row, low, high, in.Text(models.Zh))
		}
	}
	if !slices.ContainsFunc(ends, func(e any) bool { return strings.Contains(fmt.Sprint(e), "（") }) {
		t.Errorf("no fractions at the ends of the rows: %v", ends)
	}
}

func TestInterval_FewCasesHaveNoDot(t *testing.T) {
	c := compare(t, "disclosure_rate", 8, 2020, 2021, 2022, 2023)
	ch := IntervalByYear(c, Options{Focus: []string{"a-07"}}) // 0 to 3 cases
	if ch.Option != nil || !strings.Contains(ch.Empty, "没有满 10 件") {
		t.Errorf("%q", ch.Empty)
	}
	if ch := IntervalByYear(c, Options{}); ch.Option == nil || ch.Rows != 4 {
		t.Errorf("%d rows: %s", ch.Rows, ch.Empty)
	}
	if ch := IntervalByYear(models.Compare(subject(t, "disclosure_rate"), nil, nil, nil, nil), Options{}); ch.Empty == "" {
		t.Error("nothing is drawn as something")
	}
}

func TestCarry_BarsAndLineAreTheComparisons(t *testing.T) {
	years := []int{2020, 2021, 2022, 2023}
	carried, rate := compare(t, "applications.carried_out", 8, years...), compare(t, "carryover_rate", 8, years...)
	ch := Carry(carried, rate, []CarryMark{{Year: 2022, Text: "2 个机关"}, {Year: 1999, Text: "none"}}, Options{Focus: []string{"a-02"}})
	o := option(t, ch)
	all := o["series"].([]any)
	if len(all) != 3 {
		t.Fatalf("%d series", len(all))
	}
	r, _ := carried.Row("a-02")
	for j, d := range all[0].(map[string]any)["data"].([]any) {
		got := fmt.Sprint(d.(map[string]any)["value"])
		if p := r.Points[j]; p.Known() && got != fmt.Sprint(*p.Number) || !p.Known() && got != gap {
			t.Errorf("%d: %s, %+v", years[j], got, p)
		}
	}
	if marks := all[2].(map[string]any)["data"].([]any); len(marks) != 1 {
		t.Errorf("marks: %v", marks)
	}
	if !slices.Contains(ch.Notes, "结转下年度继续办理：2022 未公布") {
		t.Errorf("notes: %q", ch.Notes)
	}
	nothing := models.Compare(subject(t, "applications.carried_out"), nil, nil, years, nil)
	if ch := Carry(nothing, models.Compare(subject(t, "carryover_rate"), nil, nil, years, nil), nil, Options{}); ch.Option != nil || ch.Empty == "" {
		t.Errorf("nothing is drawn as something: %s", ch.Title)
	}
}
