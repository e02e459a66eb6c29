package handlers

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/models"
)

// exploredDistrict is a district in which applications went many ways in 2024: a-1 refused some, was corrected once on reconsideration and
// carried over more than its balance allows; a-2 left a reason blank; a-3 carried in what nobody had carried out.
func exploredDistrict(t testing.TB) *site {
	t.Helper()
	s := district(t)
	for id, changes := range map[string]map[string]int64{
		"a-1": {"applications.received|total": 60, "applications.refused.third_party|total": 12, "applications.not_processed.petition|total": 21, "applications.granted|total": 25, "applications.concluded|total": 58,
			"applications.carried_out|total": 5, "applications.received|natural_person": 60, "remedies.reconsideration.upheld|": 9, "remedies.reconsideration.corrected|": 3, "remedies.reconsideration.total|": 12},
		"a-2": {"applications.refused.third_party|total": -1},
		"a-3": {"applications.carried_in|total": 4, "applications.carried_out|total": 4},
	} {
		a, err := s.store.Agency(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		r := made(a, 2024, int64(10*int(id[2]-'0')+4))
		for i := range r.Revision.Figures {
			f := &r.Revision.Figures[i]
			n, ok := changes[f.Key().String()]
			switch {
			case !ok:
			case n < 0:
				f.Number, f.State, f.Raw = nil, models.StateBlank, "/"
			default:
				f.Number, f.Raw = &n, fmt.Sprint(n)
			}
		}
		if id == "a-3" {
			r.Revision.Findings = []models.Finding{{No: 1, Rule: models.CarryRule, Severity: models.SeverityError, Result: models.Fail, Subject: models.ApplicantTotal,
				Figures: models.FigureRefs{{Measure: "applications.carried_in", Applicant: models.ApplicantTotal}}, Values: models.FindingValues{"last_year": "2023", "left": "4", "right": "0"}}}
		}
		if _, err := s.store.SaveReport(t.Context(), r, document("explored"+id)); err != nil {
			t.Fatal(err)
		}
	}
	s.clock.t = s.clock.t.Add(2 * pollEvery)
	return s
}

func TestApplications(t *testing.T) {
	s := exploredDistrict(t)
	for _, tt := range []struct {
		name, url string
		status    int
		contains  []string
		excludes  []string
	}{
		{name: "flow", url: "/applications", status: 200, contains: []string{"<h1>收到的申请变成了什么结果？</h1>", `data-chart="flow"`, "受理总量", "未计入（缺数据）：区民政局", "4/5 个机关", "差额", "保护第三方合法权益", "第三十二条", "tab=mix"}},
		{name: "flow of one agency", url: "/applications?a=a-1", status: 200, contains: []string{"区教育局 2024 年受理政府信息公开申请 60 件", "差额 3 件"}},
		{name: "flow that leads to the cells", url: "/applications?a=a-1", status: 200, contains: []string{`href="/reports/a-1/2024#t3.r08.c7"`}},
		{name: "flow of an agency with a blank", url: "/applications?a=a-2", status: 200, contains: []string{"没有数据，没有画出：不予公开（原文空白）、第三方权益（原文空白）", "原文空白"}},
		{name: "flow without a report", url: "/applications?a=a-5&y=2023", status: 200, contains: []string{"没有可以画出的申请去向", "未公布"}, excludes: []string{`data-chart="flow"`}},
		{name: "flow without reasons", url: "/applications?group=none", status: 200, excludes: []string{"每种理由是什么意思"}},
		{name: "flow of the form of 2019", url: "/applications?y=2020&group=other", status: 200, contains: []string{"其他处理合计"}, excludes: []string{"逾期未缴费"}},
		{name: "flow of a territory", url: "/applications?a=a-0", status: 200, contains: []string{"示例区人民政府 2024 年受理"}},
		{name: "flow of a kind that nobody is of", url: "/applications?kind=%E9%95%87%E4%B9%A1", status: 200, contains: []string{"没有可以画出的申请去向"}},
		{name: "an unknown agency", url: "/applications?a=a-none", status: 200, contains: []string{"未找到机关“a-none”，已忽略"}},
		{name: "an unknown tab", url: "/applications?tab=pie", status: 200, contains: []string{"参数 tab 没有“pie”这个选择"}},
		{name: "an unknown group", url: "/applications?group=granted", status: 200, contains: []string{"参数 group 没有“granted”这个选择"}},
		{name: "a parameter of another tab", url: "/applications?mode=abs", status: 200, contains: []string{"没有名为“mode”的参数"}},
		{name: "a year that is none", url: "/applications?y=1999", status: 200, contains: []string{"没有“1999”年的数据"}},
		{name: "markup", url: "/applications?a=%3Cscript%3Ealert(1)%3C/script%3E&kind=%22%3E%3Cimg%3E", status: 200, excludes: []string{"<script>alert", "<img>"}},
		{name: "bytes that are no text", url: "/applications?a=%ff%fe&group=%00", status: 200},
		{name: "a long parameter", url: "/applications?kind=" + strings.Repeat("x", 3000), status: 200, excludes: []string{strings.Repeat("x", 1000)}},
		{name: "twice the same", url: "/applications?tab=mix&tab=who", status: 200, contains: []string{"谁在申请"}},
		{name: "mix", url: "/applications?tab=mix", status: 200, contains: []string{"哪些部门公开得多", `data-chart="outcomes"`, "无法计算（缺数据）：区民政局", "不是评分"}},
		{name: "mix by value in counts", url: "/applications?tab=mix&sort=value&mode=abs", status: 200, contains: []string{`value="abs" selected`}},
		{name: "reasons", url: "/applications?tab=reasons", status: 200, contains: []string{`data-chart="reasons"`, "信访举报投诉类申请", `id="reason-refused.third_party"`, `href="#reason-refused.third_party"`, "原文空白"}},
		{name: "reasons by share", url: "/applications?tab=reasons&mode=share&group=refused", status: 200, contains: []string{"12/12", "100.0%"}},
		{name: "reasons of an agency by year", url: "/applications?tab=reasons&a=a-1", status: 200, contains: []string{"2020", "其他处理合计"}},
		{name: "who", url: "/applications?tab=who", status: 200, contains: []string{`data-chart="applicants"`, `data-chart="outcomes"`, "不能说明是申请人身份造成的", "自然人"}},
		{name: "who by year", url: "/applications?tab=who&rows=years&mode=abs", status: 200, contains: []string{"2020"}},
		{name: "backlog", url: "/applications?tab=backlog", status: 200, contains: []string{`data-chart="backlog"`, "结转不等于逾期", "上年结转与上年报告不一致的年度报告有", "区文化局", "/reports/a-3/2024#findings"}},
		{name: "backlog by agency", url: "/applications?tab=backlog&rows=agencies", status: 200, contains: []string{`id="rate"`, "区文化局"}},
		{name: "backlog of an agency without a mismatch", url: "/applications?tab=backlog&a=a-1", status: 200, excludes: []string{"不一致的年度报告"}},
		{name: "remedies", url: "/remedies", status: 200, contains: []string{`data-chart="reconsideration"`, "案件次", "纠错率", "行政复议案件 12 件", "综合纠错率", "尚未审结"}},
		{name: "remedies by agency", url: "/remedies?rows=agencies&rate=review_correct_rate", status: 200, contains: []string{"25.0%", "3/12", "小样本", "无案件"}},
		{name: "remedies of nobody's cases", url: "/remedies?a=a-6", status: 200, contains: []string{"没有审结的行政复议和行政诉讼", "无审结案件"}, excludes: []string{">0.0%", ">100.0%"}},
		{name: "remedies by a rate that is none", url: "/remedies?rate=pie", status: 200, contains: []string{"没有“pie”这个选择"}},
		{name: "data of a mistake", url: "/applications.csv?group=pie", status: 400},
		{name: "data of another mistake", url: "/remedies.json?a=a-none", status: 400},
		{name: "data of a chart that is none", url: "/applications.csv?chart=pie", status: 400},
		{name: "mismatches as data", url: "/applications.csv?tab=backlog&chart=mismatches", status: 200, contains: []string{"x.carry", "a-3"}},
		{name: "indicators as data", url: "/remedies.csv?chart=indicators", status: 200, contains: []string{"remedy_correct_rate"}},
		{name: "intervals as data", url: "/remedies.csv?chart=rate&rows=agencies", status: 200, contains: []string{"ci_low", "0.25,"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, lang := range []string{"", "/en"} {
				res := s.get(t, lang+tt.url)
				if res.StatusCode != tt.status {
					t.Errorf("%s: status %d, want %d", lang, res.StatusCode, tt.status)
				}
				for _, not := range append(tt.excludes, "NaN", "undefined", "%!", "−0", "+Inf") {
					if strings.Contains(res.body, not) {
						t.Errorf("%s: %q is in the answer", lang, not)
					}
				}
				for _, want := range tt.contains {
					if lang == "" && !strings.Contains(res.body, want) {
						t.Errorf("%q is not in the answer", want)
					}
				}
			}
		})
	}
}

func TestApplications_EmptyDatabase(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{"/applications", "/applications?tab=mix", "/applications?tab=reasons", "/applications?tab=who", "/applications?tab=who&rows=years", "/applications?tab=backlog",
		"/applications?tab=backlog&rows=agencies", "/remedies", "/remedies?rows=agencies"} {
		if res := s.get(t, address); res.StatusCode != 200 || !strings.Contains(res.body, "还没有年度报告") {
			t.Errorf("%s: status %d", address, res.StatusCode)
		}
		path, query, _ := strings.Cut(address, "?")
		if res := s.get(t, path+".csv?"+query); res.StatusCode != 200 {
			t.Errorf("%s as data: status %d", address, res.StatusCode)
		}
	}
}

func TestApplications_FormsLeadToTheCanonicalAddress(t *testing.T) {
	s := district(t)
	for from, to := range map[string]string{
		"/applications?y=2024&a=&kind=":                                                  "/applications",
		"/applications?tab=who&y=2023&a=&kind=&rows=years&mode=":                         "/applications?tab=who&y=2023&rows=years",
		"/applications?tab=who&y=2024&a=a-1&kind=%E8%A1%97%E9%81%93&rows=agencies&mode=": "/applications?tab=who&a=a-1",
		"/applications?tab=backlog&y=2024&a=a-1":                                         "/applications?tab=backlog&a=a-1",
		"/remedies?y=2024&a=&kind=&rows=&mode=share&rate=":                               "/remedies?mode=share",
		"/applications?tab=reasons&group=none&y=2024&a=&kind=&mode=abs":                  "/applications?tab=reasons",
	} {
		res := s.get(t, from)
		if res.StatusCode == http.StatusOK {
			if canonical := regexp.MustCompile(`rel="canonical" href="([^"]*)"`).FindStringSubmatch(res.body); len(canonical) < 2 || html.UnescapeString(canonical[1]) != to {
				t.Errorf("%s is %v, want %s", from, canonical, to)
			}
			continue
		}
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != to {
			t.Errorf("%s: %d, to %q, want %q", from, res.StatusCode, res.Header.Get("Location"), to)
		}
	}
}

var (
	headlines = regexp.MustCompile(`(?s)<figure class="card[^"]*"[^>]*id="([a-z_]+)".*?<h3 class="headline"[^>]*>(.*?)</h3>.*?</figure>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	numbers   = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?%?`)
)

// Whatever a headline says stands in the table under it. Sums that a headline makes of two columns are checked for themselves.
func TestApplications_HeadlinesSayWhatTheTablesHold(t *testing.T) {
	s := exploredDistrict(t)
	for _, address := range []string{"/applications?group=none", "/applications?a=a-1", "/applications?tab=mix", "/applications?tab=reasons&mode=share", "/applications?tab=who&rows=years",
		"/applications?tab=backlog", "/applications?tab=backlog&a=a-3", "/remedies", "/remedies?rows=agencies&mode=share", "/remedies?a=a-1&rate=remedy_correct_rate"} {
		found := headlines.FindAllStringSubmatch(s.get(t, address).body, -1)
		if len(found) == 0 {
			t.Errorf("%s has no cards", address)
		}
		for _, card := range found {
			headline := html.UnescapeString(card[2])
			table := html.UnescapeString(tags.ReplaceAllString(card[0][strings.Index(card[0], "<table"):], " "))
			held := numbers.FindAllString(table, -1)
			for _, n := range numbers.FindAllString(headline, -1) {
				if n == "2024" || slices.Contains(held, n) || summed(card[1], n, held) {
					continue
				}
				t.Errorf("%s, %s: “%s” says %s, the table does not: %v", address, card[1], headline, n, held)
			}
		}
	}
}

// summed reports whether a number is what heads of flows and outcomes make of the table: granted and partly granted together, or their
// share of a number there.
func summed(chart, number string, held []string) bool {
	if chart != "flow" && chart != "outcomes" {
		return false
	}
	var counts []int64
	for _, h := range held {
		if n, err := strconv.ParseInt(strings.ReplaceAll(h, ",", ""), 10, 64); err == nil {
			counts = append(counts, n)
		}
	}
	for _, a := range counts {
		for _, b := range counts {
			if fmt.Sprint(a+b) == strings.ReplaceAll(number, ",", "") {
				return true
			}
			for _, whole := range counts {
				if whole > 0 && models.Percent(a+b, whole) == number {
					return true
				}
			}
		}
	}
	return false
}

// The rows of the files are those of the table: every link of the flow, every cell of the grid.
func TestApplications_FilesHoldTheTables(t *testing.T) {
	s := exploredDistrict(t)
	var links []map[string]any
	if err := json.Unmarshal([]byte(s.get(t, "/applications.json?a=a-1").body), &links); err != nil {
		t.Fatal(err)
	}
	values := map[string]any{}
	for _, l := range links {
		values[fmt.Sprint(l["source"], " ", l["target"])] = l["value"]
	}
	for link, want := range map[string]float64{"received received_total": 60, "received_total refused": 12, "refused refused.third_party": 12, "received_total carried_out": 5, "residual_in received_total": 3,
		"received_total partial": 0} {
		if values[link] != want {
			t.Errorf("%s is %v, want %v", link, values[link], want)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.get(t, "/applications.csv?tab=reasons").body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(column string) int { return slices.Index(rows[0], column) }
	found := false
	for _, r := range rows[1:] {
		if r[at("agency_id")] == "a-2" && r[at("measure")] == "applications.refused.third_party" {
			found = true
			if r[at("value")] != "" || r[at("value_status")] != "blank" || r[at("share")] != "" {
				t.Errorf("a blank in the file: %v", r)
			}
		}
	}
	if !found {
		t.Error("the blank is not in the file")
	}
}
