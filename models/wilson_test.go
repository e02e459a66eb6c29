package models

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWilson(t *testing.T) {
	// Values of the score interval with z = 1.96, worked out apart with 40 digits.
	for _, tt := range []struct {
		num, den int64
		want     string
	}{
		{0, 10, "0.0% 至 27.8%"}, {10, 10, "72.2% 至 100.0%"}, {1, 10, "1.8% 至 40.4%"}, {5, 10, "23.7% 至 76.3%"},
		{95, 230, "35.1% 至 47.8%"}, {1, 1, "20.7% 至 100.0%"}, {0, 1, "0.0% 至 79.3%"},
	} {
		in, ok := Wilson(tt.num, tt.den)
		if !ok || in.Text(Zh) != tt.want {
			t.Errorf("%d/%d: %s, want %s", tt.num, tt.den, in.Text(Zh), tt.want)
		}
	}
	for _, none := range [][2]int64{{0, 0}, {1, 0}, {-1, 3}, {4, 3}, {0, -5}} {
		if _, ok := Wilson(none[0], none[1]); ok {
			t.Errorf("%v has an interval", none)
		}
	}
}

func TestWilson_HoldsTheShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 1<<62).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		in, ok := Wilson(num, den)
		if !ok || in.Low.Sign() < 0 || in.High.Cmp(percent(1, 1)) > 0 || in.Low.Cmp(percent(num, den)) > 0 || in.High.Cmp(percent(num, den)) < 0 {
			t.Fatalf("%d/%d: %s to %s", num, den, in.Low.FloatString(20), in.High.FloatString(20))
		}
	})
}

func TestPoint_IntervalNeedsTenCases(t *testing.T) {
	for den, want := range map[int64]bool{0: false, 9: false, 10: true} {
		if _, ok := (Point{Num: num(0), Den: num(den)}).Interval(); ok != want {
			t.Errorf("of %d cases: %v", den, ok)
		}
	}
}
