package charts

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/models"
)

// fees makes a comparison of one year's fees, in 万元 with six decimals.
func fees(t testing.TB, amounts ...int64) models.Comparison {
	t.Helper()
	var agencies []models.Agency
	var obs []models.Observation
	for i, n := range amounts {
		a := models.Agency{ID: fmt.Sprintf("a-%d", i), Kind: models.KindDepartment, Name: fmt.Sprintf("第%d局", i), Owes: []models.Obligation{{Year: 2023}}}
		agencies = append(agencies, a)
		obs = append(obs, report(a.ID, 2023, models.ScopeOrgan, []models.Figure{{Measure: "disclosure.fees.amount", State: models.StateReported, Number: &n}})...)
	}
	return models.Compare(subject(t, "disclosure.fees.amount"), agencies, nil, []int{2023}, obs)
}

func TestLogDots_ZerosAreInTextOnly(t *testing.T) {
	ch := LogDots(fees(t, 12_345_000_000, 0, 20_000, 0), Options{Sort: OrderValue})
	dots := seriesNamed(t, option(t, ch), "行政事业性收费：本年收费金额")[0]["data"].([]any)
	if len(dots) != 2 || ch.Rows != 2 {
		t.Errorf("%d dots in %d rows", len(dots), ch.Rows)
	}
	if ch.Notes[0] != "填报为 0（不画）：第1局、第3局" {
		t.Errorf("notes %q", ch.Notes)
	}
}

func TestLogDots_AxisEndsAtPowersOfTen(t *testing.T) {
	for _, tt := range []struct {
		name     string
		amounts  []int64
		min, max string
	}{
		{"hundreds to ten thousands", []int64{230_000_000, 12_345_000_000}, "100", "100000"},
		{"under one", []int64{20_000, 3_000_000}, "0.01", "10"},
		{"the least there is", []int64{1, 1_000_000}, "0.000001", "1"},
		{"one power of ten", []int64{100_000_000}, "100", "1000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := axis(option(t, LogDots(fees(t, tt.amounts...), Options{})), "xAxis", 0)
			if fmt.Sprint(x["min"]) != tt.min || fmt.Sprint(x["max"]) != tt.max || x["type"] != "log" {
				t.Errorf("%v from %v to %v", x["type"], x["min"], x["max"])
			}
		})
	}
}

func TestLogDots_NothingPositive(t *testing.T) {
	if ch := LogDots(fees(t, 0, 0), Options{}); ch.Option != nil || !strings.Contains(ch.Empty, "都是 0") {
		t.Errorf("%q", ch.Empty)
	}
	ch := LogDots(fees(t, -5_000_000, 7_000_000), Options{})
	if ch.Rows != 1 || ch.Notes[0] != "小于 0（不画）：第0局 −5" {
		t.Errorf("%d rows, %q", ch.Rows, ch.Notes)
	}
}

func TestLogDots_MedianOfZeroHasNoRule(t *testing.T) {
	if ch := LogDots(fees(t, 0, 0, 0, 0, 7_000_000), Options{}); strings.Contains(string(ch.Option), "中位数 0") {
		t.Error("a rule at 0 on an axis without it")
	}
	if ch := LogDots(fees(t, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 7_000_000), Options{}); !strings.Contains(string(ch.Option), "中位数 3") {
		t.Error("no rule at the median")
	}
}

func TestRanked_ApproximateIsMarked(t *testing.T) {
	c := fees(t, 5_500_000_000)
	c.Points[0][0].Flags |= models.FlagApproximate | models.FlagSuspect
	if ch := Ranked(c, Options{}); !strings.Contains(string(ch.Option), `"≈ 5,500 存疑"`) || ch.Legend[len(ch.Legend)-1].Name != "≈：原文为约数" {
		t.Errorf("%s", ch.Option)
	}
}
