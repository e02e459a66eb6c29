package models

import (
	"math"
	"math/big"
	"strings"
	"testing"
)

func ratioPoint(n, d int64, flags Flags) Point {
	return Point{AgencyID: "a", Year: 2025, Edition: Edition2021, State: StateReported, Flags: flags, Num: &n, Den: &d, Display: displayOf(&n, &d, true, flags)}
}

func numberPoint(n int64, flags Flags) Point {
	return Point{AgencyID: "a", Year: 2025, Edition: Edition2021, State: StateReported, Flags: flags, Number: &n, Display: displayOf(&n, nil, false, flags)}
}

func subject(t *testing.T, code string) Subject {
	t.Helper()
	s, err := SubjectOf(code, "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFormatNumber(t *testing.T) {
	for _, tt := range []struct {
		n        *int64
		decimals int
		want     string
	}{
		{nil, 0, "—"}, {num(0), 0, "0"}, {num(7), 0, "7"}, {num(999), 0, "999"}, {num(1000), 0, "1,000"}, {num(1234567), 0, "1,234,567"},
		{num(-1234), 0, "−1,234"}, {num(96171600000), 6, "96,171.6"}, {num(1), 6, "0.000001"}, {num(25100000), 6, "25.1"},
		{num(math.MinInt64), 0, "−9,223,372,036,854,775,808"},
	} {
		if got := FormatNumber(tt.n, tt.decimals, Zh); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, tt := range []struct {
		num, den int64
		want     string
	}{
		{95, 230, "41.3%"}, {1, 3, "33.3%"}, {2, 3, "66.7%"}, {1, 2000, "0.1%"}, {1, 2001, "0.0%"}, {0, 5, "0.0%"}, {5, 5, "100.0%"},
		{9995, 10000, "100.0%"}, {1, 0, "—"}, {math.MaxInt64, 1, "922,337,203,685,477,580,700.0%"}, {-1, 100000, "0.0%"},
	} {
		if got := Percent(tt.num, tt.den); got != tt.want {
			t.Errorf("%d/%d = %s, want %s", tt.num, tt.den, got, tt.want)
		}
	}
}

func TestShowPoint(t *testing.T) {
	received, rate := subject(t, "applications.received"), subject(t, "disclosure_rate")
	missing := func(s State) Point {
		return Point{AgencyID: "a", State: s, Display: DisplayInputMissing, Edition: Edition2021}
	}
	for _, tt := range []struct {
		name   string
		s      Subject
		p      Point
		zh, en string
	}{
		{"number", received, numberPoint(12345, 0), "12,345", "12,345"},
		{"reported 0", received, numberPoint(0, 0), "0", "0"},
		{"implied 0", received, numberPoint(0, FlagZeroImplied), "0 推定", "0 implied"},
		{"derived", received, numberPoint(4, FlagDerived), "4 推算", "4 derived"},
		{"suspect", received, numberPoint(4, FlagSuspect), "4 存疑", "4 suspect"},
		{"approximate and suspect", subject(t, "releases.total"), numberPoint(5500, FlagApproximate|FlagSuspect), "5,500 存疑、约数", "5,500 suspect, approximate"},
		{"blank", received, missing(StateBlank), "— 原文空白", "— blank in the original"},
		{"absent", received, missing(StateAbsent), "— 原文无此栏", "— not in the document"},
		{"releases not stated", subject(t, "releases.total"), missing(StateAbsent), "— 原文未写明", "— not stated"},
		{"unreadable", received, missing(StateUnreadable), "— 无法辨认", "— unreadable"},
		{"no report", received, missing(StateNotReported), "未公布", "no report"},
		{"no such cell", received, missing(StateNotApplicable), "不适用", "not applicable"},
		{"amount", subject(t, "disclosure.fees.amount"), numberPoint(712187895000, 0), "712,187.895", "712,187.895"},
		{"ratio", rate, ratioPoint(95, 230, 0), "41.3%（95/230）", "41.3% (95/230)"},
		{"ratio, few cases", rate, ratioPoint(7, 17, 0), "41.2%（7/17） 小样本", "41.2% (7/17) few cases"},
		{"ratio, under ten", rate, ratioPoint(3, 7, 0), "3/7", "3/7"},
		{"ratio, under ten and suspect", rate, ratioPoint(3, 7, FlagSuspect), "3/7 存疑", "3/7 suspect"},
		{"ratio of nothing", rate, ratioPoint(0, 0, 0), "无办结件", "nothing concluded"},
		{"no case decided", subject(t, "review_correct_rate"), ratioPoint(0, 0, 0), "无审结案件", "no case decided"},
		{"ratio, input missing", rate, missing(StateBlank), "— 缺数据", "— incomplete"},
		{"ratio, no report", rate, missing(StateNotReported), "未公布", "no report"},
		{"per hundred", subject(t, "dispute_per_100"), ratioPoint(70, 35, 0), "200.0（70/35）", "200.0 (70/35)"},
		{"across a merger", subject(t, "norm_residual"), Point{State: StateNotApplicable, Display: DisplaySeriesBreak}, "口径变化，不可比", "not comparable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := ShowPoint(tt.p, tt.s, Zh).String(); got != tt.zh {
				t.Errorf("zh %q, want %q", got, tt.zh)
			}
			if got := ShowPoint(tt.p, tt.s, En).String(); got != tt.en {
				t.Errorf("en %q, want %q", got, tt.en)
			}
		})
	}
}

func TestFormatPoint(t *testing.T) {
	text, note := FormatPoint(ratioPoint(7, 17, FlagSuspect), subject(t, "disclosure_rate"), Zh)
	if text != "41.2%" || note != "7/17 存疑、小样本" {
		t.Errorf("%q, %q", text, note)
	}
}

func TestShowPoint_Revised(t *testing.T) {
	received, rate := subject(t, "applications.received"), subject(t, "disclosure_rate")
	blank := Point{AgencyID: "a", State: StateBlank, Flags: FlagRevised, Display: DisplayInputMissing, Edition: Edition2021}
	for _, tt := range []struct {
		name               string
		s                  Subject
		p                  Point
		line, note, enNote string
	}{
		{"number", received, numberPoint(4, FlagRevised), "4", "修订", "revised"},
		{"suspect too", received, numberPoint(4, FlagRevised|FlagSuspect), "4 存疑", "存疑、修订", "suspect, revised"},
		{"now blank", received, blank, "— 原文空白", "原文空白、修订", "blank in the original, revised"},
		{"an input of a ratio", rate, ratioPoint(95, 230, FlagRevised), "41.3%（95/230）", "95/230 修订", "95/230 revised"},
		{"not revised", received, numberPoint(4, 0), "4", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if sh := ShowPoint(tt.p, tt.s, Zh); sh.String() != tt.line || sh.Note() != tt.note {
				t.Errorf("%q, note %q", sh.String(), sh.Note())
			}
			if note := ShowPoint(tt.p, tt.s, En).Note(); note != tt.enNote {
				t.Errorf("note %q", note)
			}
		})
	}
}

func TestYearChange_Text(t *testing.T) {
	received, rate, fees := subject(t, "applications.received"), subject(t, "disclosure_rate"), subject(t, "disclosure.fees.amount")
	noCell := Point{State: StateNotApplicable, Edition: Edition2019}
	for _, tt := range []struct {
		name            string
		s               Subject
		from, to        Point
		broken          bool
		text, short, en string
	}{
		{"increase", received, numberPoint(200, 0), numberPoint(230, 0), false, "较上年增加 15.0%", "+15.0%", "up 15.0% on the year before"},
		{"decrease", received, numberPoint(300, 0), numberPoint(200, 0), false, "较上年减少 33.3%", "−33.3%", "down 33.3% on the year before"},
		{"no change", received, numberPoint(30, 0), numberPoint(30, 0), false, "与上年持平", "与上年持平", "unchanged on the year before"},
		{"base under ten", received, numberPoint(9, 0), numberPoint(12, 0), false, "较上年增加 3 件", "+3 件", "up 3 on the year before"},
		{"from 0", received, numberPoint(0, 0), numberPoint(12, 0), false, "由 0 增至 12 件", "由 0 增至 12 件", "up from 0 to 12"},
		{"0 to 0", received, numberPoint(0, 0), numberPoint(0, 0), false, "与上年持平", "与上年持平", "unchanged on the year before"},
		{"to 0", received, numberPoint(12, 0), numberPoint(0, 0), false, "较上年减少 100.0%", "−100.0%", "down 100.0% on the year before"},
		{"too small for a percentage", received, numberPoint(100000, 0), numberPoint(100003, 0), false, "较上年增加 3 件", "+3 件", "up 3 on the year before"},
		{"unknown", received, Point{State: StateBlank}, numberPoint(3, 0), false, "", "—", ""},
		{"merger", received, numberPoint(200, 0), numberPoint(230, 0), true, "口径变化，不可比", "口径变化，不可比", "not comparable"},
		{"other form", received, noCell, numberPoint(230, 0), false, "口径变化，不可比", "口径变化，不可比", "not comparable"},
		{"points", rate, ratioPoint(902, 2300, 0), ratioPoint(95, 230, 0), false, "较上年提高 2.1 个百分点", "+2.1 个百分点", "up 2.1 percentage points on the year before"},
		{"points too few for a decimal", rate, ratioPoint(1000, 2300, 0), ratioPoint(1001, 2300, 0), false, "较上年变化不足 0.1 个百分点", "不足 0.1 个百分点", "changed by less than 0.1 percentage points on the year before"},
		{"points down", rate, ratioPoint(95, 230, 0), ratioPoint(902, 2300, 0), false, "较上年降低 2.1 个百分点", "−2.1 个百分点", "down 2.1 percentage points on the year before"},
		{"points of few cases", rate, ratioPoint(3, 7, 0), ratioPoint(95, 230, 0), false, "", "—", ""},
		{"points from nothing", rate, ratioPoint(0, 0, 0), ratioPoint(95, 230, 0), false, "", "—", ""},
		{"amount", fees, numberPoint(9_500_000, 0), numberPoint(9_750_000, 0), false, "较上年增加 0.25 万元", "+0.25 万元", "up 0.25 × 10,000 yuan on the year before"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := ChangeBetween(tt.from, tt.to, tt.s, tt.broken)
			if got := c.Text(Zh); got != tt.text {
				t.Errorf("text %q, want %q", got, tt.text)
			}
			if got := c.Short(Zh); got != tt.short {
				t.Errorf("short %q, want %q", got, tt.short)
			}
			if got := c.Text(En); got != tt.en {
				t.Errorf("en %q, want %q", got, tt.en)
			}
		})
	}
}

func TestFormatValue(t *testing.T) {
	if got := FormatValue(big.NewRat(2401, 2), subject(t, "applications.received"), Zh); got != "1,200.5" {
		t.Error(got)
	}
	if got := FormatValue(big.NewRat(1000, 1), subject(t, "applications.received"), Zh); got != "1,000" {
		t.Error(got)
	}
	if got := FormatValue(big.NewRat(124, 3), subject(t, "disclosure_rate"), Zh); got != "41.3%" {
		t.Error(got)
	}
}

func TestUnits_HaveNames(t *testing.T) {
	for _, m := range Measures {
		if m.Unit.Label().Zh == "" || m.Unit.Label().En == "" {
			t.Errorf("%s: unit %q has no name", m.Code, m.Unit)
		}
	}
	for _, i := range Indicators {
		if strings.TrimSpace(i.Unit.Label().Zh) == "" {
			t.Errorf("%s: unit %q has no name", i.Code, i.Unit)
		}
	}
}
