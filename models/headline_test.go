package models

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// receivedBy compares 新收 of 2023 and 2024: values[id] are both years, -1 for no report.
func receivedBy(t *testing.T, order []string, values map[string][2]int64, flags map[string]Flags) Comparison {
	t.Helper()
	var agencies []Agency
	var obs []Observation
	for _, id := range order {
		agencies = append(agencies, organ(id, 2023, 2024))
		for i, n := range values[id] {
			if n >= 0 {
				obs = append(obs, observeReceived(id, 2023+i, n, flags[id])...)
			}
		}
	}
	return Compare(subject(t, "applications.received"), agencies, nil, []int{2023, 2024}, obs)
}

func TestHeadlines(t *testing.T) {
	abc := []string{"a", "b", "c", "d", "e"}
	full := receivedBy(t, abc, map[string][2]int64{"a": {600, 1200}, "b": {300, 20}, "c": {50, 30}, "d": {50, 30}, "e": {0, 0}}, nil)
	partial := receivedBy(t, abc, map[string][2]int64{"a": {600, 1200}, "b": {300, 20}, "c": {-1, 30}, "d": {50, -1}, "e": {0, 0}}, nil)
	doubtful := receivedBy(t, append(abc, "f"), map[string][2]int64{"a": {600, 1200}, "b": {300, 9000}, "c": {50, 30}, "d": {50, 30}, "e": {0, 0}, "f": {1, 1}},
		map[string]Flags{"b": FlagSuspect})
	tied := receivedBy(t, abc, map[string][2]int64{"a": {1, 9}, "b": {1, 9}, "c": {1, 1}, "d": {1, 1}, "e": {0, 0}}, nil)
	none := receivedBy(t, abc, map[string][2]int64{"a": {1, 0}, "b": {1, 0}, "c": {1, 0}, "d": {1, 0}, "e": {0, 0}}, nil)
	silent := receivedBy(t, abc[:2], map[string][2]int64{"a": {5, -1}, "b": {5, -1}}, nil)
	for _, tt := range []struct{ name, got, want string }{
		{"total", full.TotalHeadline(2024, Zh), "2024 年各机关新收政府信息公开申请 1,280 件，较上年增加 28.0%"},
		{"total in English", full.TotalHeadline(2024, En), "Applications received in all agencies, 2024: 1,280, up 28.0% on the year before"},
		{"without the year before", full.TotalHeadline(2023, Zh), "2023 年各机关新收政府信息公开申请 1,000 件"},
		{"incomplete", partial.TotalHeadline(2024, Zh), "2024 年 4/5 个机关合计新收政府信息公开申请 1,250 件，较上年增加 35.6%（同口径 3 家）"},
		{"with suspect figures", doubtful.TotalHeadline(2024, Zh), "2024 年各机关新收政府信息公开申请 10,261 件，较上年增加 79.9%（同口径 5 家）（含 1 家存疑数据；不计则为 1,261 件）"},
		{"nothing published", silent.TotalHeadline(2024, Zh), "2024 年应公布的 2 个机关都没有可用的“新收政府信息公开申请”数据"},
		{"no such year", full.TotalHeadline(1999, Zh), "1999 年没有“新收政府信息公开申请”的数据"},
		{"ranks", full.RankHeadline(2024, Zh), "2024 年新收政府信息公开申请最多的是区a（1,200 件），5 个机关的中位数为 30 件"},
		{"ranks in English", full.RankHeadline(2024, En), "In 2024, applications received: most at 区a (1,200); the median of 5 agencies was 30"},
		{"the suspect one is not named", doubtful.RankHeadline(2024, Zh), "2024 年新收政府信息公开申请最多的是区a（1,200 件），5 个机关的中位数为 30 件（1 家数据存疑，未列入）"},
		{"ties", tied.RankHeadline(2024, Zh), "2024 年新收政府信息公开申请最多的有 2 个机关（均为 9 件），5 个机关的中位数为 1 件"},
		{"all 0", none.RankHeadline(2024, Zh), "2024 年 5 个机关的新收政府信息公开申请都是 0"},
		{"too few to rank", silent.RankHeadline(2023, Zh), silent.TotalHeadline(2023, Zh)},
		{"changes", full.ChangeHeadline(2024, Zh), "与上年相比，2024 年新收政府信息公开申请增加的机关 1 个，减少的 3 个，持平的 1 个"},
		{"changes in English", full.ChangeHeadline(2024, En), "Compared with the year before, in 2024 for applications received: more at 1 agency, fewer at 3, the same at 1"},
		{"changes leave out the suspect one", doubtful.ChangeHeadline(2024, Zh), "与上年相比，2024 年新收政府信息公开申请增加的机关 1 个，减少的 2 个，持平的 2 个"},
		{"too few changes", partial.ChangeHeadline(2024, Zh), partial.RankHeadline(2024, Zh)},
		{"changes without the year before", full.ChangeHeadline(2023, Zh), full.RankHeadline(2023, Zh)},
		{"agency", full.AgencyHeadline("a", 2024, Zh), "区a 2024 年新收政府信息公开申请 1,200 件，较上年增加 100.0%"},
		{"suspect agency", doubtful.AgencyHeadline("b", 2024, Zh), "区b 2024 年新收政府信息公开申请 9,000 件，数据存疑"},
		{"agency without a report", partial.AgencyHeadline("d", 2024, Zh), "区d尚未公布 2024 年年度报告"},
		{"several", doubtful.SeveralHeadline([]string{"a", "b", "e"}, 2024, Zh), "2024 年新收政府信息公开申请：区a 1,200 件，区b 9,000 件（存疑），区e 0 件"},
		{"several, one without a report", partial.SeveralHeadline([]string{"a", "d"}, 2024, Zh), "2024 年新收政府信息公开申请：区a 1,200 件，区d尚未公布"},
		{"several in English", full.SeveralHeadline([]string{"a", "b"}, 2024, En), "Applications received in 2024: 区a 1,200, 区b 20"},
		{"unknown agency", full.AgencyHeadline("nobody", 2024, Zh), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, tt.got, tt.want)
		}
	}
}

func TestHeadlines_Ratio(t *testing.T) {
	var agencies []Agency
	var obs []Observation
	for i, granted := range []int64{10, 20, 30, 40, 50} {
		id := fmt.Sprint("a", i)
		agencies = append(agencies, organ(id, 2023, 2024))
		for y, extra := range []int64{0, 5} {
			obs = append(obs, observe(id, 2023+y, ScopeOrgan, figureMap(map[string]int64{"granted": granted + extra, "partial": 0, "concluded": 100}))...)
		}
	}
	c := Compare(subject(t, "disclosure_rate"), agencies, nil, []int{2023, 2024}, obs)
	if got := c.TotalHeadline(2024, Zh); got != "2024 年各机关公开率 35.0%（175/500），较上年提高 5.0 个百分点" {
		t.Error(got)
	}
	if got := c.RankHeadline(2024, Zh); got != "2024 年 5 个机关公开率的中位数为 35.0%，居中的一半在 25.0% 至 45.0% 之间" {
		t.Error(got)
	}
	none := Compare(subject(t, "disclosure_rate"), agencies[:1], nil, []int{2024},
		observe("a0", 2024, ScopeOrgan, figureMap(map[string]int64{"granted": 0, "partial": 0, "concluded": 0})))
	if got := none.TotalHeadline(2024, Zh); got != "2024 年各机关公开率无从计算（无办结件）" {
		t.Error(got)
	}
}

func TestHeadlines_Outcomes(t *testing.T) {
	agencies := []Agency{organ("a", 2023, 2024), organ("b", 2024)}
	obs := slices.Concat(observe("a", 2023, ScopeOrgan, outcomeFigures(true)), observe("a", 2024, ScopeOrgan, outcomeFigures(false)))
	table := Outcomes(agencies, []int{2023, 2024}, obs)
	other := table.Rows[0][1]
	printedTotal := int64(36)
	other.Concluded.Number = &printedTotal
	for _, tt := range []struct{ name, got, want string }{
		{"whole", table.Headline(2023, Zh), "2023 年各机关办结的 34 件申请中，予以公开和部分公开占 44.1%（15/34）"},
		{"incomplete", table.Headline(2024, Zh), "2024 年 1/2 个机关办结的 34 件申请中，予以公开和部分公开占 44.1%（15/34）"},
		{"incomplete, in English", table.Headline(2024, En), "In 2024, in 1/2 agencies, of 34 applications concluded, 44.1% were granted in full or in part (15/34)"},
		{"printed total is another", other.Headline(Zh), "区a 2024 年六类处理结果合计 34 件（“办结总计”为 36 件）中，予以公开和部分公开占 44.1%（15/34）"},
		{"agency", table.Rows[0][1].Headline(Zh), "区a 2024 年办结的 34 件申请中，予以公开和部分公开占 44.1%（15/34）"},
		{"agency without a report", table.Rows[1][1].Headline(Zh), "区b 2024 年的处理结果无法计算（未公布）"},
		{"no such year", table.Headline(1999, Zh), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, tt.got, tt.want)
		}
	}
}

func TestSubject_Phrase(t *testing.T) {
	s, _ := SubjectOf("applications.received", "natural_person")
	if got := s.Phrase(Zh); got != "自然人新收政府信息公开申请" {
		t.Error(got)
	}
	if got := subject(t, "remedies.reconsideration.corrected").Phrase(Zh); got != "行政复议结果纠正" {
		t.Error(got)
	}
	for code := range sentenceNames {
		if _, err := SubjectOf(code, ""); err != nil {
			t.Errorf("a sentence names %s: %v", code, err)
		}
	}
}

var numberInText = regexp.MustCompile(`\d[\d,]*(\.\d+)?`)

// Each number of a headline must be one that the rows give when worked out afresh.
func TestHeadlines_NumbersComeFromTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawComparison(t)
		year := rapid.SampledFrom([]int{2021, 2022}).Draw(t, "year")
		j := c.YearIndex(year)
		known := map[string]bool{strconv.Itoa(year): true}
		plain := func(n int64) {
			known[strings.ReplaceAll(separate(Decimal(n, c.Subject.Decimals)), "−", "")] = true
			rounded := FormatRat(big.NewRat(n, scale(c.Subject.Decimals)), 2)
			known[strings.Trim(trimZeros(rounded), "-−")] = true
		}
		for n := range len(c.Agencies) + 1 { // coverage and counts of agencies
			known[strconv.Itoa(n)] = true
		}
		var sums [2]struct{ number, num, den int64 }
		for i := range c.Agencies {
			for back := range 2 {
				p := c.Points[i][j-back]
				if p.Number != nil {
					plain(*p.Number)
					sums[back].number += *p.Number
				} else if p.Num != nil {
					sums[back].num, sums[back].den = sums[back].num+*p.Num, sums[back].den+*p.Den
				}
			}
		}
		plain(sums[0].number)
		known[separate(strconv.FormatInt(sums[0].num, 10))] = true
		known[separate(strconv.FormatInt(sums[0].den, 10))] = true
		known[strings.TrimSuffix(Percent(sums[0].num, sums[0].den), "%")] = true
		text := c.TotalHeadline(year, Zh)
		if at := strings.Index(text, "较上年"); at >= 0 {
			text = text[:at] // TestTotalChange looks at changes
		}
		for _, n := range numberInText.FindAllString(text, -1) {
			if !known[n] {
				t.Fatalf("%s is in no row: %s", n, text)
			}
		}
		for _, lang := range []Lang{Zh, En} {
			for _, text := range []string{c.TotalHeadline(year, lang), c.RankHeadline(year, lang)} {
				if strings.Contains(text, "%!") || strings.Contains(text, "NaN") || text == "" {
					t.Fatalf("%q", text)
				}
			}
		}
	})
}

// A sentence has two decimals at most; only what would become 0 keeps all it has.
func TestTotalHeadline_TwoDecimals(t *testing.T) {
	for number, want := range map[int64]string{1986088496: "1,986.09 万元", 1986000000: "1,986 万元", -1986088496: "−1,986.09 万元", 4000: "0.004 万元", 0: "0 万元"} {
		c := receivedBy(t, []string{"a"}, map[string][2]int64{"a": {1, 1}}, nil)
		c.Subject.Unit, c.Subject.Decimals = Wan, 6
		for i := range c.Totals {
			c.Totals[i].Number = &number
		}
		if got := c.TotalHeadline(2024, Zh); !strings.Contains(got, " "+want) {
			t.Errorf("%d is %q, not %q", number, got, want)
		}
	}
}

// A residual may be under 0: that the highest is 0 does not make all of them 0.
func TestRankHeadline_BelowZero(t *testing.T) {
	c := receivedBy(t, []string{"a", "b", "c", "d", "e"}, map[string][2]int64{"a": {0, 0}, "b": {0, 0}, "c": {0, 0}, "d": {0, 0}, "e": {0, 0}}, nil)
	minus := int64(-4)
	c.Points[2][1].Number = &minus
	if got := c.RankHeadline(2024, Zh); strings.Contains(got, "都是 0") {
		t.Error(got)
	}
}
