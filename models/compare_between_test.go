package models

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestBetween(t *testing.T) {
	order := []string{"a", "b", "c", "d", "e", "f", "g"}
	c := receivedBy(t, order, map[string][2]int64{"a": {600, 1200}, "b": {300, 20}, "c": {-1, 30}, "d": {0, 5}, "e": {7, 7}, "f": {1, 999999}, "g": {10, 12}},
		map[string]Flags{"f": FlagSuspect})
	c.Breaks = []Break{{AgencyID: "g", Year: 2024, Kind: Merged}}
	var got []string
	for _, x := range ByChange(c.Between(2023, 2024)) {
		got = append(got, x.Agency.ID+" "+x.Change.Difference(Zh))
	}
	want := []string{"a +600", "b −280", "d +5", "e 0", "c —", "f +999,998", "g 口径变化，不可比"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, tt := range []struct{ name, got, want string }{
		{"all", c.BetweenHeadline(nil, 2023, 2024, Zh), "2023 年至 2024 年，新收政府信息公开申请增加的机关 2 个，减少的 1 个，持平的 1 个；变化最大的是区a（1,200 件，+600）"},
		{"all in English", c.BetweenHeadline(nil, 2023, 2024, En), "From 2023 to 2024, applications received went up at 2 agencies, down at 1, and stayed the same at 1; the largest change was at 区a (1,200, +600)"},
		{"some", c.BetweenHeadline([]string{"b", "c", "f", "g"}, 2023, 2024, Zh),
			"2023 年至 2024 年新收政府信息公开申请：区b由 300 件到 20 件（−280）；区c由未公布到 30 件；区f由 1 件（存疑）到 999,999 件（存疑）；区g由 10 件到 12 件（口径变化，不可比）"},
		{"a year that is none", c.BetweenHeadline(nil, 1999, 2024, Zh), "1999 年和 2024 年没有可以相比的“新收政府信息公开申请”数据"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, tt.got, tt.want)
		}
	}
	if c.Between(1999, 2024) != nil {
		t.Error("changes from a year that is none")
	}
}

func TestBetween_TiesAndRatiosNameNobody(t *testing.T) {
	tie := receivedBy(t, []string{"a", "b"}, map[string][2]int64{"a": {10, 20}, "b": {30, 20}}, nil)
	if got := tie.BetweenHeadline(nil, 2023, 2024, Zh); got != "2023 年至 2024 年，新收政府信息公开申请增加的机关 1 个，减少的 1 个，持平的 0 个" {
		t.Error(got)
	}
	agencies := []Agency{organ("a", 2023, 2024)}
	obs := slices.Concat(observe("a", 2023, ScopeOrgan, figureMap(map[string]int64{"granted": 40, "partial": 0, "concluded": 100})),
		observe("a", 2024, ScopeOrgan, figureMap(map[string]int64{"granted": 60, "partial": 1, "concluded": 100})))
	rate := Compare(subject(t, "disclosure_rate"), agencies, nil, []int{2023, 2024}, obs)
	if got := rate.BetweenHeadline(nil, 2023, 2024, Zh); got != "2023 年至 2024 年，公开率提高的机关 1 个，降低的 0 个，持平的 0 个" {
		t.Error(got)
	}
	if got := rate.Between(2023, 2024)[0].Change.Difference(Zh); got != "+21.0 个百分点" {
		t.Error(got)
	}
}

func TestArranged(t *testing.T) {
	c := receivedBy(t, []string{"a", "b", "c", "d"}, map[string][2]int64{"a": {5, 1}, "b": {1, 9}, "c": {1, -1}, "d": {1, 5}}, nil)
	c.Agencies[0].Pinyin, c.Agencies[1].Pinyin, c.Agencies[2].Pinyin, c.Agencies[3].Pinyin = "ZZ", "yy", "xx", "ww"
	for _, tt := range []struct {
		by        Arrangement
		backwards bool
		want      string
	}{{ByOrder, false, "abcd"}, {ByOrder, true, "dcba"}, {ByValue, false, "bdac"}, {ByValue, true, "adbc"}, {ByName, false, "dcba"}, {ByName, true, "abcd"}} {
		got := ""
		x := c.Arranged(tt.by, 2024, tt.backwards)
		for i, a := range x.Agencies {
			got += a.ID
			if x.Points[i][0].AgencyID != a.ID {
				t.Errorf("%v: the points of %s stand beside %s", tt, x.Points[i][0].AgencyID, a.ID)
			}
		}
		if got != tt.want {
			t.Errorf("%v: %s", tt, got)
		}
	}
	if c.Agencies[0].ID != "a" {
		t.Error("the comparison itself was turned round")
	}
}

func TestSameAgencies(t *testing.T) {
	c := receivedBy(t, []string{"a", "b", "c", "d"}, map[string][2]int64{"a": {5, 1}, "b": {-1, 9}, "c": {1, 2}, "d": {1, 5}}, nil)
	c.Breaks = []Break{{AgencyID: "d", Year: 2024, Kind: Merged}}
	same, left := c.SameAgencies()
	if len(same.Agencies) != 2 || *same.Totals[0].Number != 6 || *same.Totals[1].Number != 3 || !same.Totals[0].Complete() {
		t.Errorf("%+v", same.Totals)
	}
	if len(left) != 2 || left[0].Reason.Zh != "2023 年未公布" || left[1].Reason.Zh != "2024 年合并" || left[1].Reason.En != "merged in 2024" {
		t.Errorf("%+v", left)
	}
	if got := same.TotalHeadline(2024, Zh); got != "同口径 2 个机关：2024 年合计新收政府信息公开申请 3 件，较上年减少 3 件" {
		t.Error(got)
	}
	some := c.Of(map[string]bool{"a": true, "b": true}, Label{"政府组成部门", "departments"})
	if got := some.TotalHeadline(2024, En); len(some.Agencies) != 2 || got != "Departments: Applications received together, 2024: 10, down 4 on the year before (the same 1 agencies)" {
		t.Error(got)
	}
	if *c.Totals[1].Number != 17 {
		t.Error("the comparison itself was changed")
	}
}

// However gaps fall, the same agencies are the same in number every year, and they and those left out are all there are.
func TestSameAgencies_EveryYearAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawComparison(t)
		same, left := c.SameAgencies()
		if len(same.Agencies)+len(left) != len(c.Agencies) {
			t.Fatalf("%d and %d of %d", len(same.Agencies), len(left), len(c.Agencies))
		}
		for _, total := range same.Totals {
			if total.Have != len(same.Agencies) {
				t.Fatalf("%+v of %d", total, len(same.Agencies))
			}
		}
		for _, x := range left {
			if x.Reason.Zh == "" || x.Reason.En == "" {
				t.Fatal("left out without a reason")
			}
		}
	})
}

func TestNearest(t *testing.T) {
	c := receivedBy(t, []string{"a", "b", "c", "d", "e", "f"}, map[string][2]int64{"a": {1, 10}, "b": {1, 12}, "c": {1, 7}, "d": {1, 100}, "e": {1, -1}, "f": {1, 13}}, nil)
	peers, low, high, ok := c.Nearest("a", 2024, 3)
	var ids string
	for _, p := range peers {
		ids += p.ID
	}
	if !ok || ids != "bcf" || low.RatString() != "7" || high.RatString() != "13" {
		t.Errorf("%s %v %v %v", ids, low, high, ok)
	}
	for _, id := range []string{"e", "nobody"} {
		if _, _, _, ok := c.Nearest(id, 2024, 3); ok {
			t.Errorf("peers of %s, which has no value", id)
		}
	}
	doubtful := receivedBy(t, []string{"a", "b"}, map[string][2]int64{"a": {1, 1}, "b": {1, 1}}, map[string]Flags{"b": FlagSuspect})
	if _, _, _, ok := doubtful.Nearest("a", 2024, 3); ok {
		t.Error("a suspect figure makes a peer")
	}
}

func TestPeerHeadline(t *testing.T) {
	var agencies []Agency
	var obs []Observation
	for i, granted := range []int64{10, 20, 30, 40, 50, 1} {
		id := string(rune('a' + i))
		concluded := int64(100)
		if i == 5 {
			concluded = 5
		}
		agencies = append(agencies, organ(id, 2024))
		obs = append(obs, observe(id, 2024, ScopeOrgan, figureMap(map[string]int64{"granted": granted, "partial": 0, "concluded": concluded}))...)
	}
	agencies = append(agencies, organ("g", 2024))
	c := Compare(subject(t, "disclosure_rate"), agencies, nil, []int{2024}, obs)
	for _, tt := range []struct{ name, got, want string }{
		{"with a median", c.PeerHeadline("a", 2024, Zh), "区a 2024 年公开率 10.0%（10/100），5 个机关的中位数为 30.0%"},
		{"in English", c.PeerHeadline("a", 2024, En), "区a in 2024, disclosure rate: 10.0% (10/100); the median of 5 agencies is 30.0%"},
		{"few cases", c.PeerHeadline("f", 2024, Zh), "区f 2024 年公开率 1/5，5 个机关的中位数为 30.0%"},
		{"no report", c.PeerHeadline("g", 2024, Zh), "区g尚未公布 2024 年年度报告"},
		{"nobody", c.PeerHeadline("x", 2024, Zh), ""},
		{"too few for a median", c.Of(map[string]bool{"a": true, "b": true}, Label{}).PeerHeadline("a", 2024, Zh), "区a 2024 年公开率 10.0%（10/100）"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, tt.got, tt.want)
		}
	}
}
