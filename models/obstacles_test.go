package models

import (
	"slices"
	"testing"
)

func TestObstacles(t *testing.T) {
	agencies := []Agency{organ("a", 2023, 2024), organ("b", 2023, 2024), organ("c", 2023, 2024), organ("d", 2023, 2024), organ("e", 2024), organ("f", 2023, 2024)}
	rate := func(id string, year int, scope Scope, granted, concluded int64, flags Flags) []Observation {
		figures := figureMap(map[string]int64{"granted": granted, "partial": 0, "concluded": concluded})
		for k, f := range figures {
			f.Flags = flags
			figures[k] = f
		}
		return observe(id, year, scope, figures)
	}
	obs := slices.Concat(rate("a", 2023, ScopeOrgan, 0, 0, 0), rate("a", 2024, ScopeOrgan, 0, 0, 0), rate("b", 2023, ScopeOrgan, 3, 7, 0), rate("b", 2024, ScopeOrgan, 3, 70, 0),
		rate("c", 2023, ScopeOrgan, 30, 70, FlagSuspect), rate("d", 2023, ScopeOrgan, 30, 70, 0), rate("d", 2024, ScopeOrgan, 30, 70, 0), rate("e", 2024, ScopeOrgan, 30, 70, 0),
		rate("f", 2023, ScopeTerritory, 30, 70, 0), rate("f", 2024, ScopeTerritory, 30, 70, 0))
	c := Compare(subject(t, "disclosure_rate"), agencies, []Succession{{PredecessorID: "x", SuccessorID: "d", Kind: Merged, On: "2024-03-01"}}, []int{2023, 2024}, obs)
	var got []string
	for _, o := range c.Obstacles() {
		line := string(o.Kind)
		for _, x := range o.Cases {
			line += " " + x.Agency.ID + ":" + x.Word.Zh
			for _, y := range x.Years {
				line += string(rune('0' + y - 2020))
			}
		}
		got = append(got, line)
	}
	want := []string{"break d:合并4", "territory f:34", "missing c:未公布4", "no_cases a:无办结件34", "few b:3", "suspect c:3"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestObstacles_Form(t *testing.T) {
	s := subject(t, "disclosure.normative_documents.issued")
	for _, tt := range []struct {
		years []int
		want  bool
	}{{[]int{2020, 2021}, true}, {[]int{2021, 2022}, false}, {[]int{2019, 2020}, false}} {
		c := Compare(s, nil, nil, tt.years, nil)
		if got := len(c.Obstacles()) == 1 && c.Obstacles()[0].Kind == ObstacleForm; got != tt.want {
			t.Errorf("%v: %+v", tt.years, c.Obstacles())
		}
	}
}
