package handlers

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"math/big"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

var (
	figures     = regexp.MustCompile(`(?s)<figure class="card[^"]*"[^>]*id="([^"]+)".*?</figure>`)
	amounts     = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?%?`)
	stayed      = regexp.MustCompile(`，(?:与上年持平|较上年变化不足 0.1 个百分点)（同口径 (\d+) 家）`)
	yearly      = regexp.MustCompile(`，较上年(增加|减少|提高|降低) ([\d,.]+)(%| 个百分点| 件| 条| 万元)(?:（同口径 (\d+) 家）)?`)
	doubted     = regexp.MustCompile(`（含 (\d+) 家存疑数据；不计则为 ([\d,.]+)[^）]*）`)
	middle      = regexp.MustCompile(`(\d+) 个机关(?:公开率)?的中位数为 ([\d,.]+)`)
	moved       = regexp.MustCompile(`(?:增加|提高)的机关 (\d+) 个，(?:减少|降低)的 (\d+) 个，持平的 (\d+) 个`)
	highest     = regexp.MustCompile(`最多的 (\d+) 个机关共 ([\d,]+) 件，占合计的 ([\d.]+%)（([\d,]+)/([\d,]+)）`)
	part        = regexp.MustCompile(`([\d,]+) 件，其中[^，]*，(?:各 )?([\d,]+) 件，占 ([\d.]+%)`)
	reversed    = regexp.MustCompile(`共 ([\d,]+) 案件次，其中被纠正 ([\d,]+) 案件次，占 ([\d.]+%)`)
	opened      = regexp.MustCompile(`([\d,]+) 件申请中，予以公开和部分公开占 ([\d.]+%)（([\d,]+)/([\d,]+)）`)
	openedCount = regexp.MustCompile(`予以公开和部分公开 ([\d,]+) 件`)
	processed   = regexp.MustCompile(`受理政府信息公开申请 ([\d,]+) 件（上年结转 ([\d,]+) 件，本年新收 ([\d,]+) 件）`)
	kindsOf     = regexp.MustCompile(`来自 (\d+) 类申请人`)
)

// told is a headline under examination: what is left of it once what it works out has been worked out again.
type told struct {
	testing.TB
	site  *site
	where string
	head  string
	rows  []map[string]any // the chart's own
	year  string
	who   string // the agency it is of; "" for all
	known map[string]bool
}

// Every number of every chart's headline stands in its table, or is worked out again here from the rows: changes, medians, sums, shares,
// how many went up. In English the same numbers are told.
func TestHeadlines_SayWhatTheTablesHold(t *testing.T) {
	n, derived := 0, 0
	explored, plain := exploredDistrict(t), district(t)
	for _, page := range append(charted, "/measures/applications.received", "/compare", "/compare?m=disclosure_rate&view=dumbbell", "/compare?view=ranked&peers=median", "/agencies/a-2", "/applications?tab=reasons", "/applications?tab=mix",
		"/applications?tab=flow&a=a-1&group=refused", "/remedies?rows=agencies&mode=share") {
		s := plain
		if strings.HasPrefix(page, "/applications") || strings.HasPrefix(page, "/remedies") {
			s = explored // with every outcome and reason
		}
		english := map[string]string{}
		for _, m := range figures.FindAllStringSubmatch(s.get(t, strings.TrimSuffix("/en"+page, "/")).body, -1) {
			english[m[1]] = headOf(m[0], m[1])
		}
		for _, m := range figures.FindAllStringSubmatch(s.get(t, page).body, -1) {
			x := told{TB: t, site: s, where: page + " #" + m[1], head: headOf(m[0], m[1]), known: map[string]bool{}}
			table := html.UnescapeString(tags.ReplaceAllString("<table"+between(m[0], "<table", "</table>"), " "))
			for _, number := range amounts.FindAllString(table+between(m[0], `-sub">`, "</p>"), -1) {
				x.known[strings.TrimSuffix(number, "%")] = true
			}
			address := rowsAddress(page, m[1])
			if err := json.Unmarshal([]byte(s.get(t, address).body), &x.rows); err != nil || len(x.rows) == 0 {
				t.Fatalf("%s: %v, %d rows", address, err, len(x.rows))
			}
			rest := x.again()
			if rest != x.head {
				derived++
			}
			for _, number := range amounts.FindAllString(rest, -1) {
				if n++; !x.known[strings.TrimSuffix(number, "%")] {
					t.Errorf("%s: %q is in no row: %s", x.where, number, x.head)
				}
			}
			if zh, en := amounts.FindAllString(x.head, -1), amounts.FindAllString(english[m[1]], -1); !same(zh, en) {
				t.Errorf("%s tells %v, in English %v: %s", x.where, zh, en, english[m[1]])
			}
		}
	}
	if n < 150 || derived < 30 {
		t.Errorf("only %d numbers, %d headlines with something worked out", n, derived)
	}
}

func headOf(card, id string) string {
	return strings.ReplaceAll(html.UnescapeString(tags.ReplaceAllString(between(card, `id="`+id+`-head">`, "</h3>"), "")), "\u00a0", " ")
}

// rowsAddress is the address of a chart's rows.
func rowsAddress(page, chart string) string {
	path, query, _ := strings.Cut(page, "?")
	if path == "/" {
		path = "/index"
	}
	return path + ".json?" + strings.TrimPrefix(query+"&chart="+chart, "&")
}

func same(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// again works out what the headline works out, reports what differs, and returns the rest.
func (x told) again() string {
	x.year = regexp.MustCompile(`(20\d\d) 年(?:至 (20\d\d) 年)?`).FindStringSubmatch(x.head + "2000 年")[1]
	for _, r := range x.rows {
		if name, _ := r["agency_name"].(string); name != "" && strings.HasPrefix(x.head, name+" ") {
			x.who = r["agency_id"].(string)
		}
	}
	rest := x.head
	for _, part := range []struct {
		of    *regexp.Regexp
		check func(m []string) string
		kept  []int // what stands in the table itself
	}{{yearly, x.changed, nil}, {stayed, x.still, nil}, {doubted, x.doubts, nil}, {middle, x.median, nil}, {moved, x.moves, nil}, {highest, x.top, nil}, {part, share(1, 2, 3), []int{1, 2}}, {reversed, share(1, 2, 3), []int{1, 2}},
		{opened, x.disclosed, []int{1}}, {openedCount, x.disclosedCount, nil}, {processed, together, []int{2, 3}}, {kindsOf, x.applicants, nil}} {
		m := part.of.FindStringSubmatch(rest)
		if m == nil {
			continue
		}
		if wrong := part.check(m); wrong != "" {
			x.Errorf("%s: %s: %s", x.where, wrong, x.head)
		}
		kept := " "
		for _, i := range part.kept {
			kept += m[i] + " "
		}
		rest = strings.Replace(rest, m[0], kept, 1)
	}
	return rest
}

// share checks that the number at part over that at whole is the percentage at percent.
func share(whole, part, percent int) func(m []string) string {
	return func(m []string) string {
		if want := models.Percent(whole64(m[part]), whole64(m[whole])); m[percent] != want {
			return m[percent] + " is not " + want
		}
		return ""
	}
}

func whole64(text string) int64 {
	var n int64
	fmt.Sscan(strings.ReplaceAll(text, ",", ""), &n)
	return n
}

// values are the points of every agency in a year of what the headline is of: number over 1, or numerator over denominator. Those in
// doubt are left out, and so is who speaks for all.
func (x told) values(year string) map[string][2]*big.Rat {
	code := x.rows[0]["measure"]
	var rows []map[string]any
	if err := json.Unmarshal([]byte(x.site.get(x, "/compare.json?m="+url.QueryEscape(fmt.Sprint(code))).body), &rows); err != nil {
		x.Fatalf("%s: %v", x.where, err)
	}
	found := map[string][2]*big.Rat{}
	for _, r := range rows {
		number := func(name string) *big.Rat {
			v, ok := r[name].(float64)
			if !ok {
				return nil
			}
			rat, _ := new(big.Rat).SetString(fmt.Sprint(v))
			return rat
		}
		if r["row_type"] != "figure" || fmt.Sprint(r["year"]) != year || r["scope"] == "territory" || strings.Contains(fmt.Sprint(r["flags"]), "suspect") || fmt.Sprint(r["doubted_by"]) != "" {
			continue
		}
		v, of := number("value"), big.NewRat(1, 1)
		if r["unit"] == "ratio" {
			v, of = number("numerator"), number("denominator")
		}
		if v != nil && of != nil {
			found[r["agency_id"].(string)] = [2]*big.Rat{v, of}
		}
	}
	return found
}

// changed works the change on the year before out, of the same agencies.
func (x told) changed(m []string) string {
	now, before := x.values(x.year), x.values(fmt.Sprint(whole64(x.year)-1))
	var sums [4]big.Rat // numerators and denominators, now and before
	same := 0
	for id, v := range now {
		if w, ok := before[id]; ok && (x.who == "" || x.who == id) {
			same++
			for i, part := range []*big.Rat{v[0], v[1], w[0], w[1]} {
				sums[i].Add(&sums[i], part)
			}
		}
	}
	if m[4] != "" && fmt.Sprint(same) != m[4] {
		return fmt.Sprintf("%d agencies are the same", same)
	}
	by := new(big.Rat).Sub(&sums[0], &sums[2])
	switch strings.TrimSpace(m[3]) {
	case "%":
		by.Quo(by.Mul(by, big.NewRat(100, 1)), &sums[2])
	case "个百分点":
		by.Sub(new(big.Rat).Quo(&sums[0], &sums[1]), new(big.Rat).Quo(&sums[2], &sums[3])).Mul(by, big.NewRat(100, 1))
	}
	if (by.Sign() > 0) != (m[1] == "增加" || m[1] == "提高") {
		return "the change goes the other way: " + by.FloatString(2)
	}
	want := strings.TrimPrefix(models.FormatRat(by.Abs(by), 1), "−")
	if want != m[2] && strings.TrimSuffix(want, ".0") != m[2] {
		return "the change is " + want
	}
	return ""
}

// still counts who is the same in both years.
func (x told) still(m []string) string {
	before, n := x.values(fmt.Sprint(whole64(x.year)-1)), 0
	for id := range x.values(x.year) {
		if _, ok := before[id]; ok {
			n++
		}
	}
	if fmt.Sprint(n) != m[1] {
		return fmt.Sprintf("%d agencies are the same", n)
	}
	return ""
}

// doubts counts the figures in doubt, and adds the others up.
func (x told) doubts(m []string) string {
	sum := new(big.Rat)
	for _, v := range x.values(x.year) {
		sum.Add(sum, v[0])
	}
	if want := models.FormatRat(sum, 0); m[2] != want || m[1] == "0" {
		return "without doubtful figures it is " + want
	}
	return ""
}

// median of what is ranked: ratios of 30 cases and more.
func (x told) median(m []string) string {
	var list []*big.Rat
	for _, v := range x.values(x.year) {
		if x.rows[0]["unit"] == "ratio" {
			if v[1].Cmp(big.NewRat(models.FullDisplay, 1)) < 0 {
				continue
			}
			v[0] = new(big.Rat).Mul(v[0], big.NewRat(100, 1))
		}
		list = append(list, new(big.Rat).Quo(v[0], v[1]))
	}
	if fmt.Sprint(len(list)) != m[1] {
		return fmt.Sprintf("%d agencies are ranked", len(list))
	}
	slices.SortFunc(list, (*big.Rat).Cmp)
	half := new(big.Rat).Add(list[(len(list)-1)/2], list[len(list)/2])
	want := half.Quo(half, big.NewRat(2, 1))
	if models.FormatRat(want, 1) != m[2] && strings.TrimSuffix(models.FormatRat(want, 1), ".0") != m[2] {
		return "the median is " + want.FloatString(3)
	}
	return ""
}

// moves counts who went up and down between the first year that is told of, or the one before, and the last.
func (x told) moves(m []string) string {
	from, to := fmt.Sprint(whole64(x.year)-1), x.year
	if between := regexp.MustCompile(`(20\d\d) 年至 (20\d\d) 年`).FindStringSubmatch(x.head); between != nil {
		from, to = between[1], between[2]
	}
	counts := map[int]int{}
	before := x.values(from)
	for id, v := range x.values(to) {
		w, ok := before[id]
		small := big.NewRat(models.FractionOnly, 1)
		if !ok || id == "a-3" && from < "2022" || x.rows[0]["unit"] == "ratio" && (v[1].Cmp(small) < 0 || w[1].Cmp(small) < 0) { // a-3 took another in
			continue
		}
		counts[new(big.Rat).Quo(v[0], v[1]).Cmp(new(big.Rat).Quo(w[0], w[1]))]++
	}
	if got, want := m[1]+" "+m[2]+" "+m[3], fmt.Sprint(counts[1], counts[-1], counts[0]); got != want {
		return "up, down and same are " + want
	}
	return ""
}

// top adds the highest up.
func (x told) top(m []string) string {
	var list []int64
	total := int64(0)
	for _, v := range x.values(x.year) {
		list = append(list, v[0].Num().Int64())
		total += v[0].Num().Int64()
	}
	slices.SortFunc(list, func(a, b int64) int { return cmp.Compare(b, a) })
	sum := int64(0)
	for _, n := range list[:min(int(whole64(m[1])), len(list))] {
		sum += n
	}
	if whole64(m[2]) != sum || whole64(m[4]) != sum || whole64(m[5]) != total || m[3] != models.Percent(sum, total) {
		return fmt.Sprintf("it is %d of %d", sum, total)
	}
	return ""
}

// opened64 adds what was granted and what was granted in part.
func (x told) opened64() int64 {
	sum := 0.0
	for _, r := range x.rows {
		what := fmt.Sprint(r["outcome"])
		if r["source"] == "received_total" {
			what = fmt.Sprint(r["target"])
		}
		id, _ := r["agency_id"].(string)
		of := id == x.who || x.who == "" && r["row_type"] == "total" || r["source"] != nil
		if v, ok := r["value"].(float64); ok && of && (what == "granted" || what == "partial") && fmt.Sprint(r["year"]) == x.year {
			sum += v
		}
	}
	return int64(sum)
}

func (x told) disclosed(m []string) string {
	if sum := x.opened64(); whole64(m[3]) != sum || m[1] != m[4] || m[2] != models.Percent(sum, whole64(m[4])) {
		return fmt.Sprintf("%d were granted in full or in part", sum)
	}
	return ""
}

func (x told) disclosedCount(m []string) string {
	if sum := x.opened64(); whole64(m[1]) != sum {
		return fmt.Sprintf("%d were granted in full or in part", sum)
	}
	return ""
}

// together checks that what came in is the sum of its two parts.
func together(m []string) string {
	if sum := whole64(m[2]) + whole64(m[3]); whole64(m[1]) != sum {
		return fmt.Sprintf("%d came in", sum)
	}
	return ""
}

// applicants counts the kinds with something concluded.
func (x told) applicants(m []string) string {
	kinds := map[any]bool{}
	for _, r := range x.rows {
		if v, ok := r["value"].(float64); ok && v > 0 && r["applicant"] != "total" {
			kinds[r["applicant"]] = true
		}
	}
	if fmt.Sprint(len(kinds)) != m[1] {
		return fmt.Sprintf("%d kinds of applicants", len(kinds))
	}
	return ""
}
