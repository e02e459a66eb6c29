package handlers

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"gongkai/models"
)

func TestSite(t *testing.T) {
	s := district(t)
	draft := made(models.Agency{ID: "a-6", Name: "区统计局"}, 2025, 99)
	draft.Status = models.StatusReceived
	if _, err := s.store.SaveReport(t.Context(), draft, document("draft-marker")); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name     string
		method   string
		url      string
		status   int
		contains []string
		excludes []string
	}{
		{name: "home", url: "/", status: 200, contains: []string{"示例区", "2024", "演示数据", "5/5 个机关", "区教育局", `href="/index.csv"`, `data-chart="outcomes"`}},
		{name: "agencies", url: "/agencies", status: 200, contains: []string{"区统计局", "未公布", "/reports/a-1/2024"}},
		{name: "agencies found", url: "/agencies?q=%E7%A4%BE%E4%BC%9A", status: 200, contains: []string{"区民政局"}, excludes: []string{"区教育局"}},
		{name: "agency", url: "/agencies/a-3", status: 200, contains: []string{"区文化局", "区旅游局并入", "chart=flow"}},
		{name: "agency of a territory", url: "/agencies/a-0", status: 200, contains: []string{"不计入各机关合计"}},
		{name: "agency that is none", url: "/agencies/a-x", status: 404, contains: []string{"没有代码为“a-x”的机关", "<h1>"}},
		{name: "compare", url: "/compare", status: 200, contains: []string{"本年新收政府信息公开申请数量", "中位数"}},
		{name: "compare two in two years", url: "/compare?m=disclosure.licensing.decisions&a=a-1~a-2&y=2021..2022&view=heatmap", status: 200, contains: []string{"区教育局", "view=ranked", "a=a-1~a-2"}, excludes: []string{"未找到"}},
		{name: "compare ranked", url: "/compare?view=ranked", status: 200, contains: []string{`data-chart="ranked"`}},
		{name: "compare outcomes", url: "/compare?view=outcomes", status: 200, contains: []string{`data-chart="outcomes"`}},
		{name: "compare an indicator", url: "/compare?m=disclosure_rate", status: 200, contains: []string{"公开率"}},
		{name: "compare with an unknown agency", url: "/compare?a=a-1~a-none", status: 200, contains: []string{"未找到机关“a-none”，已忽略"}},
		{name: "compare with an unknown measure", url: "/compare?m=licensing", status: 200, contains: []string{"没有编码为“licensing”的指标", "disclosure.licensing.decisions"}},
		{name: "compare by an unknown applicant", url: "/compare?by=martian", status: 200, contains: []string{"没有编码为“martian”的申请人"}},
		{name: "compare by an applicant where there is none", url: "/compare?m=releases.total&by=enterprise", status: 200, contains: []string{"不按申请人分列"}},
		{name: "compare years that are none", url: "/compare?y=1999..2003", status: 200, contains: []string{"没有“1999..2003”的数据"}},
		{name: "compare years past the data", url: "/compare?y=2023..2099", status: 200, contains: []string{"没有“2023..2099”中一部分年度的数据，已显示 2023..2024"}},
		{name: "compare years that are no years", url: "/compare?y=2021..99999999999", status: 200, contains: []string{"没有“2021..99999999999”的数据，已显示全部年度"}},
		{name: "compare from a year on", url: "/compare?y=2023..", status: 200, excludes: []string{"的数据，已显示"}},
		{name: "compare a measure that is like none", url: "/compare?m=nope", status: 200, contains: []string{"没有编码为“nope”的指标", `href="/measures"`}, excludes: []string{"相近的有"}},
		{name: "compare in a view that is none", url: "/compare?view=pie", status: 200, contains: []string{"没有“pie”这个选择"}},
		{name: "an unknown parameter", url: "/rules?color=red", status: 200, contains: []string{"没有名为“color”的参数"}},
		{name: "measures", url: "/measures", status: 200, contains: []string{"releases.total", "disclosure_rate"}},
		{name: "measure", url: "/measures/applications.received", status: 200, contains: []string{"applications.received", `data-chart="trend"`, `data-chart="heatmap"`}},
		{name: "measure by an applicant", url: "/measures/applications.received?by=natural_person&y=2022", status: 200, contains: []string{"自然人"}},
		{name: "measure that is none", url: "/measures/applications.recieved", status: 404, contains: []string{"applications.received"}},
		{name: "year", url: "/years/2023", status: 200, contains: []string{"2023 年", "区司法局"}},
		{name: "year that is none", url: "/years/1999", status: 404, contains: []string{"没有“1999”年"}},
		{name: "year that is no number", url: "/years/latest", status: 404},
		{name: "report", url: "/reports/a-1/2024", status: 200, contains: []string{`id="t3.r01.c7"`, "存疑", "/originals/", "https://www.example.gov.cn/a-1"}},
		{name: "report that is missing", url: "/reports/a-5/2023", status: 404, contains: []string{"没有区司法局“2023”年的年度报告"}},
		{name: "report of nobody", url: "/reports/a-x/2023", status: 404, contains: []string{"没有代码为“a-x”的机关"}},
		{name: "report that is a draft", url: "/reports/a-6/2025", status: 404, excludes: []string{"draft-marker"}},
		{name: "rules", url: "/rules", status: 200, contains: []string{"t4.channel", "区教育局 2024"}},
		{name: "method", url: "/about/method", status: 200, contains: []string{"原文空白", "7 个"}},
		{name: "nothing there", url: "/admin.php", status: 404, contains: []string{"没有这个页面"}},
		{name: "a percent sign", url: "/agencies/%25zz", status: 404},
		{name: "bytes that are no text", url: "/agencies/%ff%fe", status: 404},
		{name: "markup in an address", url: "/compare?a=%3Cscript%3Ealert(1)%3C/script%3E", status: 200, contains: []string{"&lt;script&gt;"}, excludes: []string{"<script>alert"}},
		{name: "a long parameter", url: "/compare?m=" + strings.Repeat("x", 3000), status: 200, excludes: []string{strings.Repeat("x", 1000)}},
		{name: "a broken query", url: "/compare?m=%zz", status: 200, contains: []string{"地址中的参数有误"}},
		{name: "a slash too many", url: "/agencies/", status: 200, contains: []string{"区统计局"}},
		{name: "sending something", method: http.MethodPost, url: "/compare", status: 405, contains: []string{"本站只能浏览"}},
		{name: "alive", url: "/livez", status: 200, contains: []string{"ok"}},
		{name: "data of an unknown agency", url: "/compare.csv?a=a-none", status: 400, contains: []string{"未找到机关“a-none”"}},
		{name: "data of years past the data", url: "/compare.json?y=2023..2099", status: 400, contains: []string{`{"error":"没有“2023..2099”中一部分年度的数据`}},
		{name: "data of years that are no years", url: "/compare.csv?y=2021..99999999999", status: 400, contains: []string{"没有“2021..99999999999”的数据"}},
		{name: "data of an unknown parameter", url: "/agencies.json?limit=10", status: 400, contains: []string{`{"error":"没有名为“limit”的参数`}},
		{name: "data of an unknown chart", url: "/index.csv?chart=pie", status: 400, contains: []string{"没有编号为“pie”的图"}},
		{name: "data of nothing", url: "/agencies/a-x.json", status: 404, contains: []string{`"error"`}},
		{name: "data of a measure that is none", url: "/measures/nope.csv", status: 404, contains: []string{"没有编码为“nope”的指标"}},
		{name: "data of a year that is none", url: "/years/1999.json", status: 404, contains: []string{`"error"`}},
		{name: "a dot in a measure is no format", url: "/measures/applications.other.other.csv", status: 200, contains: []string{"applications.other.other"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.method == "" {
				tt.method = http.MethodGet
			}
			res := s.ask(t, tt.method, tt.url)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			for _, want := range tt.contains {
				if !strings.Contains(res.body, want) {
					t.Errorf("%q is not in the answer", want)
				}
			}
			for _, not := range append(tt.excludes, "NaN", "undefined", "%!", "draft-marker") {
				if strings.Contains(res.body, not) {
					t.Errorf("%q is in the answer", not)
				}
			}
			if csp := res.Header.Get("Content-Security-Policy"); csp != policy {
				t.Errorf("policy %q", csp)
			}
		})
	}
}

// samples are an address of every view but for those of downloads and snapshots; TestTwins_OfEveryPage checks that none is missing.
var samples = []string{"/", "/agencies", "/agencies/a-1", "/compare", "/measures", "/measures/releases.total", "/years/2024", "/years", "/applications", "/remedies", "/quality", "/submissions", "/consolidated", "/consolidated/2024", "/enforcement", "/disclosure", "/reports/a-1/2024", "/rules", "/about/method", "/dictionary", "/search?q=%E5%B1%80"}

func TestSite_EveryViewIsData(t *testing.T) {
	s := district(t)
	for _, address := range samples {
		t.Run(address, func(t *testing.T) {
			page := s.get(t, address)
			if page.StatusCode != 200 {
				t.Fatalf("status %d", page.StatusCode)
			}
			links := dataLinks(page.body)
			if len(links) < 2 {
				t.Fatalf("the page links to %d files", len(links))
			}
			for _, link := range links {
				res := s.get(t, link)
				if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Disposition"), `attachment; filename="foi-990101-`) {
					t.Errorf("%s: status %d, %s", link, res.StatusCode, res.Header.Get("Content-Disposition"))
				}
				if strings.Contains(link, ".csv") {
					other := s.get(t, strings.Replace(link, ".csv", ".json", 1))
					if a, b := csvRows(t, res.body), jsonRows(t, other.body); a != b || a == 0 {
						t.Errorf("%s has %d rows, its JSON %d", link, a, b)
					}
				}
			}
		})
	}
}

// dataLinks lists the links of a page that lead to files of data.
func dataLinks(page string) []string {
	var links []string
	for _, part := range strings.Split(page, `href="`)[1:] {
		link, _, _ := strings.Cut(part, `"`)
		link = strings.ReplaceAll(link, "&amp;", "&")
		path, _, _ := strings.Cut(link, "?")
		if strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".json") {
			links = append(links, link)
		}
	}
	return links
}

func csvRows(t *testing.T, body string) int {
	t.Helper()
	text, ok := strings.CutPrefix(body, "\ufeff")
	if !ok {
		t.Error("the file does not begin with a byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Error(err)
	}
	return len(rows) - 1
}

func jsonRows(t *testing.T, body string) int {
	t.Helper()
	var rows []map[string]any
	if err := json.Unmarshal([]byte(body), &rows); err != nil {
		t.Error(err)
	}
	return len(rows)
}

func TestSite_EmptyDatabase(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{"/", "/agencies", "/compare", "/compare?view=outcomes", "/measures", "/measures/disclosure_rate", "/rules", "/about/method", "/dictionary", "/search?q=%E5%B1%80"} {
		if res := s.get(t, address); res.StatusCode != 200 || strings.Contains(res.body, "NaN") {
			t.Errorf("%s: status %d", address, res.StatusCode)
		}
	}
	for _, address := range []string{"/index.csv", "/agencies.json", "/compare.csv", "/measures/releases.total.json"} {
		if res := s.get(t, address); res.StatusCode != 200 {
			t.Errorf("%s: status %d", address, res.StatusCode)
		}
	}
	if res := s.get(t, "/"); !strings.Contains(res.body, "还没有年度报告") {
		t.Error("the home page does not say that there is nothing")
	}
}

func TestSite_FormsLeadToTheCanonicalAddress(t *testing.T) {
	s := district(t)
	for from, to := range map[string]string{
		"/compare?m=applications.received&by=&from=2020&to=2024":              "/compare",
		"/compare?m=releases.total&a=a-1&a=a-2&from=2021&to=2023&view=ranked": "/compare?m=releases.total&a=a-1~a-2&y=2021..2023&view=ranked",
		"/compare?from=2023&to=2021":                                          "/compare?y=2021..2023",
		"/measures/applications.received?by=&y=2022":                          "/measures/applications.received?y=2022",
		"/agencies?q=": "/agencies",
	} {
		res := s.get(t, from)
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != to {
			t.Errorf("%s: %d, to %q, want %q", from, res.StatusCode, res.Header.Get("Location"), to)
		}
		if res := s.get(t, to); res.StatusCode != 200 {
			t.Errorf("%s: status %d", to, res.StatusCode)
		}
	}
}

func TestSite_ManyAgencies(t *testing.T) {
	s := district(t)
	res := s.get(t, "/compare?a=a-0~a-1~a-2~a-3~a-4~a-5~a-6")
	if !strings.Contains(res.body, "最多可以突出 6 个机关") {
		t.Error("the seventh agency was left out without a word")
	}
}
