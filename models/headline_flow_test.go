package models

import (
	"fmt"
	"testing"
)

func gapComparison(t *testing.T, residuals ...*int64) Comparison {
	t.Helper()
	s, err := SubjectOf("norm_residual", "")
	if err != nil {
		t.Fatal(err)
	}
	c := Comparison{Subject: s, Years: []int{2024}}
	for i, n := range residuals {
		p := Point{Year: 2024, State: StateReported, Number: n, Edition: Edition2021, Display: DisplayOK}
		if n == nil {
			p.State = StateBlank
		}
		c.Agencies = append(c.Agencies, Agency{ID: string(rune('a' + i)), Name: fmt.Sprintf("第%d局", i)})
		c.Points = append(c.Points, []Point{p})
	}
	return c
}

func TestGaps_AskAndDoNotAccuse(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	for _, tt := range []struct {
		name      string
		residuals []*int64
		want      string
	}{
		{"all agree", []*int64{n(0), n(0)}, "2024 年可以核对的 2 个机关中，2 个与上年衔接"},
		{"one does not", []*int64{n(0), n(3), nil}, "2024 年可以核对的 2 个机关中，1 个与上年衔接；第1局相差 +3 件，差在哪里需要机关说明"},
		{"fewer than expected", []*int64{n(-1200)}, "2024 年可以核对的 1 个机关中，0 个与上年衔接；第0局相差 −1,200 件，差在哪里需要机关说明"},
		{"nothing to compare", []*int64{nil}, ""},
		{"nobody", nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := GapsOf(gapComparison(t, tt.residuals...), 2024)
			if got := g.Headline(2024, Zh); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	many := GapsOf(gapComparison(t, n(1), n(2), n(3), n(4), n(5), n(6)), 2024)
	if got := many.Headline(2024, En); got != "In 2024 the stock of 0 of 6 agencies that can be compared agrees with the year before; 第0局 differs by +1, 第1局 differs by +2, 第2局 differs by +3, 第3局 differs by +4, 2 more; where the difference lies is a question to the agency" {
		t.Error(got)
	}
	if g := GapsOf(gapComparison(t, n(1)), 1999); len(g.Open) != 0 {
		t.Error("a year that is not there has gaps")
	}
}
