package models

import (
	"math/big"
	"slices"
	"strings"
)

// This file decides which figures a comparison should not take at their word although no error rule failed. Their data stay as they are:
// FlagSuspect is of error rules alone. But a fee typed in yuan where 10,000 yuan are asked for would silently be nine tenths of a
// district's sum and a fall of 99.9 % the year after, so what such a figure enters says so and no ranking or change is made from it.

// doubt is a reason not to take a figure at its word.
type doubt struct {
	flag  Flags
	rule  string // of the warning that raises it; "" for error rules
	mark  Label  // beside a number
	words Label  // in a sentence
}

var doubts = []doubt{
	{FlagSuspect, "", markSuspect, Label{"数据存疑", "in doubt"}},
	{flagUnitInDoubt, "jump.unit", Label{"单位存疑", "unit in doubt"}, Label{"可能把“元”填作了“万元”", "its unit may be yuan instead of 10,000 yuan"}},
	{flagLeapInDoubt, "jump.tenfold", Label{"突变存疑", "sudden change"}, Label{"与前后年度相差约十倍或以上", "about ten times the years around it or a tenth, or further off"}},
}

// DoubtRules are the warnings whose figures comparisons treat as doubtful.
var DoubtRules = []string{"jump.unit", "jump.tenfold"}

// Doubts are the flags that tell of a doubt.
func (f Flags) Doubts() Flags { return f & (FlagSuspect | flagUnitInDoubt | flagLeapInDoubt) }

// DoubtedBy lists the warnings that doubt a figure, as rule ids separated by ";".
func (f Flags) DoubtedBy() string {
	var rules []string
	for _, d := range doubts {
		if d.rule != "" && f.Has(d.flag) {
			rules = append(rules, d.rule)
		}
	}
	return strings.Join(rules, ";")
}

// doubtLabel is the mark of the first doubt, zero where there is none.
func (f Flags) doubtLabel() Label {
	for _, d := range doubts {
		if f.Has(d.flag) {
			return d.mark
		}
	}
	return Label{}
}

// DoubtMark is what to write beside a doubtful number: "存疑", "单位存疑".
func (f Flags) DoubtMark(lang Lang) string { return f.doubtLabel().In(lang) }

// doubtWords says in a sentence what is doubted: "存疑（可能把“元”填作了“万元”）", "数据存疑".
func (f Flags) doubtWords(lang Lang) string {
	if words := f.leapWords(lang); words != "" {
		return Label{"存疑：", "in doubt: "}.In(lang) + words
	}
	return Label{"数据存疑", "in doubt"}.In(lang)
}

// leapWords are the words of the doubts that warnings raise.
func (f Flags) leapWords(lang Lang) string {
	var words []string
	for _, d := range doubts {
		if d.rule != "" && f.Has(d.flag) {
			words = append(words, d.words.In(lang))
		}
	}
	return listed(lang, words...)
}

// withDoubts ends a sentence made from doubtful figures.
func withDoubts(f Flags, lang Lang) string {
	if f.Doubts() == 0 {
		return ""
	}
	return Label{"，含存疑数据", ", with doubtful figures"}.In(lang)
}

// MarkDoubtful marks the observations that the warnings of DoubtRules make doubtful. found are their failed findings; series are the
// observations of every figure that these name, in all years of its agency. A finding names the later of two years that are far
// apart, which need not be the wrong one: see oddUnits and oddLeaps.
func MarkDoubtful(obs []Observation, found []ReportFinding, series []Observation) {
	type line struct {
		agencyID string
		key      Key
		rule     string
	}
	jumps := map[line][]int{}
	for _, f := range found {
		if f.Result != Fail || !slices.Contains(DoubtRules, f.Rule) {
			continue
		}
		for _, k := range f.Figures {
			l := line{f.AgencyID, k, f.Rule}
			jumps[l] = append(jumps[l], f.Year)
		}
	}
	if len(jumps) == 0 {
		return
	}
	values := map[string]map[Key]map[int]int64{}
	for _, o := range series {
		if !o.Usable() {
			continue
		}
		if values[o.AgencyID] == nil {
			values[o.AgencyID] = map[Key]map[int]int64{}
		}
		if values[o.AgencyID][o.Key()] == nil {
			values[o.AgencyID][o.Key()] = map[int]int64{}
		}
		values[o.AgencyID][o.Key()][o.Year] = *o.Number
	}
	type cell struct {
		agencyID string
		key      Key
		year     int
	}
	marks := map[cell]Flags{}
	for l, years := range jumps {
		odd, flag := oddLeaps, flagLeapInDoubt
		if l.rule == "jump.unit" {
			odd, flag = oddUnits, flagUnitInDoubt
		}
		for _, y := range odd(values[l.agencyID][l.key], years) {
			marks[cell{l.agencyID, l.key, y}] |= flag
		}
	}
	for i := range obs {
		obs[i].Flags |= marks[cell{obs[i].AgencyID, obs[i].Key(), obs[i].Year}]
	}
}

// oddUnits returns the years of a series of amounts that may be in another unit, jumps being the years that are about 10⁴ times the year
// before or a ten-thousandth. One year that stands alone between two that agree, or against three others, is the odd one. In any other
// case either side may be, and all years are doubtful: a unit does not change for good.
func oddUnits(series map[int]int64, jumps []int) []int {
	var large int64
	for _, y := range jumps {
		large = max(large, series[y], series[y-1])
	}
	var sides [2][]int // years of the large and of the small amounts; 0 is 0 in any unit
	for y, v := range series {
		switch {
		case v <= 0:
		case v >= large/100:
			sides[0] = append(sides[0], y)
		default:
			sides[1] = append(sides[1], y)
		}
	}
	for i := range sides {
		one, others := sides[i], sides[1-i]
		slices.Sort(others)
		if len(one) == 1 && (len(others) >= 3 || len(others) == 2 && others[0] < one[0] && one[0] < others[1]) {
			return one
		}
	}
	return slices.Concat(sides[0], sides[1])
}

// oddLeaps returns the years that stand apart from those around them, jumps being the years that are ten times the year before or a
// tenth. A year is vouched for by the nearest one beyond it, or beyond the year it is far from, if they are within a factor of
// three of each other; so a peak is doubtful and its neighbours are not, and a step after which the new level stays is believed.
func oddLeaps(series map[int]int64, jumps []int) []int {
	years := make([]int, 0, len(series))
	for y := range series {
		years = append(years, y)
	}
	slices.Sort(years)
	at := func(i int) (int64, bool) {
		if i < 0 || i >= len(years) {
			return 0, false
		}
		return series[years[i]], true
	}
	vouched := func(own int64, i int) bool {
		v, ok := at(i)
		return ok && near(own, v)
	}
	var odd []int
	for _, y := range jumps {
		to := slices.Index(years, y)
		from := to - 1
		if to < 1 || years[from] != y-1 {
			continue
		}
		for _, end := range [2][2]int{{from, -1}, {to, 1}} {
			i, outward := end[0], end[1]
			own := series[years[i]]
			if !vouched(own, i+outward) && !vouched(own, i-2*outward) && !slices.Contains(odd, years[i]) {
				odd = append(odd, years[i])
			}
		}
	}
	return odd
}

// near reports whether two values are within a factor of three of each other.
func near(a, b int64) bool {
	small, large := big.NewInt(min(a, b)), big.NewInt(max(a, b))
	return large.Cmp(small.Mul(small, big.NewInt(3))) <= 0
}
