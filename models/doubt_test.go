package models

import (
	"fmt"
	"strings"
	"testing"
)

// leaps puts a series of one agency's figure, by year from 2020, through the warnings and marks what they doubt. A negative number is a
// year without the figure.
func leaps(t *testing.T, key Key, values ...int64) (marked string, obs []Observation) {
	t.Helper()
	var found []ReportFinding
	var before []Report
	for i, v := range values {
		r := Report{AgencyID: "a-x", Year: 2021 + i, Revision: Revision{Edition: Edition2021, Scope: ScopeOrgan}}
		f := Figure{Measure: key.Measure, Applicant: key.Applicant, State: StateAbsent}
		if v >= 0 {
			f.State, f.Number = StateReported, &v
		}
		r.Revision.Figures = []Figure{f}
		for _, x := range Check(r, before, Settings{}) {
			if x.Result == Fail {
				found = append(found, ReportFinding{AgencyID: "a-x", Year: r.Year, Finding: x})
			}
		}
		before = []Report{r}
		obs = append(obs, Observation{AgencyID: "a-x", Year: r.Year, Edition: Edition2021, Scope: ScopeOrgan, Figure: f})
	}
	series := append([]Observation(nil), obs...)
	MarkDoubtful(obs, found, series)
	var b strings.Builder
	for _, o := range obs {
		mark := "."
		if o.Flags.Doubts() != 0 {
			mark = "?"
		}
		b.WriteString(mark)
	}
	return b.String(), obs
}

func TestMarkDoubtful(t *testing.T) {
	const wan = 1_000_000 // 1 万元 in the fees' scale
	fees, decisions := Key{Measure: "disclosure.fees.amount"}, Key{Measure: "disclosure.licensing.decisions"}
	for _, tt := range []struct {
		name   string
		key    Key
		values []int64
		want   string
	}{
		{"fees of one year in yuan", fees, []int64{262 * wan, 250 * wan, 2_600_000 * wan, 270 * wan}, "..?."},
		{"the year after a slip is right", fees, []int64{262 * wan, 2_600_000 * wan, 270 * wan}, ".?."},
		{"the newest year in yuan", fees, []int64{262 * wan, 250 * wan, 240 * wan, 2_600_000 * wan}, "...?"},
		{"two years only: either may be wrong", fees, []int64{262 * wan, 2_600_000 * wan}, "??"},
		{"a unit does not change for good", fees, []int64{262 * wan, 250 * wan, 2_500_000 * wan, 2_600_000 * wan}, "????"},
		{"no fees are none in any unit", fees, []int64{0, 262 * wan, 2_600_000 * wan, 0}, ".??."},
		{"fees that changed tenfold are no slip", fees, []int64{262 * wan, 26 * wan, 24 * wan}, "..."},
		{"a peak", decisions, []int64{430, 439, 4420, 455}, "..?."},
		{"a peak after the first year", decisions, []int64{439, 4420, 455}, ".?."},
		{"a dip", decisions, []int64{4390, 439, 4420, 4500}, ".?.."},
		{"the newest year far off", decisions, []int64{430, 439, 4420}, "..?"},
		{"two years far apart", decisions, []int64{439, 4420}, "??"},
		{"a step that stays is believed", decisions, []int64{430, 439, 4420, 4500}, "...."},
		{"a year without the figure between", decisions, []int64{430, -1, 4420, 4500}, "...."},
		{"small numbers may jump", decisions, []int64{3, 60, 4}, "..."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := leaps(t, tt.key, tt.values...); got != tt.want {
				t.Errorf("%v: %s, want %s", tt.values, got, tt.want)
			}
		})
	}
}

func TestMarkDoubtful_DataAsTheyAre(t *testing.T) {
	_, obs := leaps(t, Key{Measure: "disclosure.licensing.decisions"}, 430, 439, 4420, 455)
	f := obs[2].Flags
	if text := f.String(); text != "" || len(f.Names()) != 0 || len(f.Labels()) != 0 || f.Has(FlagSuspect) {
		t.Errorf("a warning shows in the data's flags: %q %v %v", text, f.Names(), f.Labels())
	}
	if f.DoubtedBy() != "jump.tenfold" {
		t.Errorf("doubted by %q", f.DoubtedBy())
	}
}

// TestDoubtfulSentences proves that no headline takes a fee in yuan at its word.
func TestDoubtfulSentences(t *testing.T) {
	const wan = 1_000_000
	s, _ := SubjectOf("disclosure.fees.amount", "")
	_, obs := leaps(t, Key{Measure: s.Code}, 262*wan, 250*wan, 2_600_000*wan, 270*wan)
	agencies := []Agency{{ID: "a-x", Name: "区x", Kind: KindDepartment}}
	for i := range 6 {
		id := fmt.Sprintf("a-%d", i)
		agencies = append(agencies, Agency{ID: id, Name: "区" + id, Kind: KindDepartment})
		for y := 2021; y <= 2024; y++ {
			v := int64(i+1) * wan
			obs = append(obs, Observation{AgencyID: id, Year: y, Edition: Edition2021, Scope: ScopeOrgan,
				Figure: Figure{Measure: s.Code, State: StateReported, Number: &v}})
		}
	}
	for i := range agencies {
		for y := 2021; y <= 2024; y++ {
			agencies[i].Owes = append(agencies[i].Owes, Obligation{AgencyID: agencies[i].ID, Year: y})
		}
	}
	c := Compare(s, agencies, nil, []int{2021, 2022, 2023, 2024}, obs)
	for _, tt := range []struct{ name, got, want string }{
		{"total", c.TotalHeadline(2023, Zh), "2023 年各机关行政事业性收费 2,600,021 万元，与上年持平（同口径 6 家）（含 1 家存疑数据，可能把“元”填作了“万元”；不计则为 21 万元）"},
		{"total in English", c.TotalHeadline(2023, En), "Administrative fees in all agencies, 2023: 2,600,021 × 10,000 yuan, unchanged on the year before (the same 6 agencies) (with doubtful figures of 1: its unit may be yuan instead of 10,000 yuan; without them 21 × 10,000 yuan)"},
		{"the year after", c.TotalHeadline(2024, Zh), "2024 年各机关行政事业性收费 291 万元，与上年持平（同口径 6 家）"},
		{"agency", c.AgencyHeadline("a-x", 2023, Zh), "区x 2023 年行政事业性收费 2,600,000 万元，存疑：可能把“元”填作了“万元”"},
		{"agency the year after", c.AgencyHeadline("a-x", 2024, Zh), "区x 2024 年行政事业性收费 270 万元，上年的数存疑，不作比较"},
		{"highest", c.RankHeadline(2023, Zh), "2023 年行政事业性收费最多的是区a-5（6 万元），6 个机关的中位数为 3.5 万元（1 家数据存疑，未列入）"},
		{"changes", c.ChangeHeadline(2024, Zh), "与上年相比，2024 年行政事业性收费增加的机关 0 个，减少的 0 个，持平的 6 个"},
		{"between", c.BetweenHeadline(nil, 2022, 2023, Zh), "2022 年至 2023 年，行政事业性收费增加的机关 0 个，减少的 0 个，持平的 6 个"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, tt.got, tt.want)
		}
	}
	if p := c.Points[0][2]; p.Rankable() || ShowPoint(p, s, Zh).String() != "2,600,000 单位存疑" {
		t.Errorf("the point reads %q, rankable %v", ShowPoint(p, s, Zh), p.Rankable())
	}
}
