package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/store"
)

func TestThemes(t *testing.T) {
	s := district(t)
	s.play(t, []scenario{
		{name: "quality", url: "/quality", status: 200, contains: []string{"数据质量", "按期率", "未公布", "存疑", "t3.balance", "href=\"/quality.csv\"", "/reports/a-1/2024#t4.r01.c05"}},
		{name: "quality of one report", url: "/quality?y=2024&a=a-1", status: 200, contains: []string{"区教育局 2024 年", "复议"}, excludes: []string{">区民政局</a></th>"}},
		{name: "quality of one rule", url: "/quality?rule=t4.channel&severity=error", status: 200, contains: []string{"表四：各类总计", "共 1 条"}},
		{name: "quality, not assessable", url: "/quality?result=not_assessable", status: 200, contains: []string{"无法判断的检查"}},
		{name: "quality of nothing", url: "/quality?rule=value.count", status: 200, contains: []string{"没有这样的检查结果", "共 0 条"}},
		{name: "quality of an unknown rule", url: "/quality?rule=t9.none", status: 200, contains: []string{"没有编号为“t9.none”的规则"}},
		{name: "quality of an unknown agency", url: "/quality?a=%3Cscript%3E", status: 200, contains: []string{"未找到机关“&lt;script&gt;”"}, excludes: []string{"<script>”"}},
		{name: "quality with a wrong severity", url: "/quality?severity=fatal", status: 200, contains: []string{"没有“fatal”这个选择"}},
		{name: "quality of years that are none", url: "/quality?y=99999999999999999999", status: 200, contains: []string{"的数据，已显示全部年度"}},
		{name: "data of an unknown rule", url: "/quality.csv?rule=t9.none", status: 400, contains: []string{"没有编号为“t9.none”的规则"}},
		{name: "data of an unknown parameter", url: "/quality.json?limit=3", status: 400, contains: []string{"没有名为“limit”的参数"}},
		{name: "disclosure", url: "/disclosure", status: 200, contains: []string{"主动公开", `data-chart="releases"`, "衔接差 =", "都是 0", "没有机关写明"}},
		{name: "disclosure before the form", url: "/disclosure?y=2020", status: 200, contains: []string{"只在 2021 年版表式中有"}},
		{name: "disclosure of a kind", url: "/disclosure?kind=%E6%94%BF%E5%BA%9C%E7%BB%84%E6%88%90%E9%83%A8%E9%97%A8&a=a-1~a-2", status: 200, contains: []string{"政府组成部门：", "区教育局"}, excludes: []string{"全区发布信息"}},
		{name: "disclosure of a kind that nobody is", url: "/disclosure?kind=%E9%95%87%E4%B9%A1", status: 200},
		{name: "disclosure of a kind that is none", url: "/disclosure?kind=ministry", status: 200, contains: []string{"没有“ministry”这个选择"}},
		{name: "disclosure of a channel", url: "/disclosure?channel=wechat", status: 200, contains: []string{"微信发布信息条数"}},
		{name: "disclosure of a channel that is none", url: "/disclosure?channel=fax", status: 200, contains: []string{"没有“fax”这个选择"}},
		{name: "data of a channel that is none", url: "/disclosure.csv?channel=fax", status: 400},
		{name: "table of channels has no picture", url: "/disclosure.svg?chart=channels", status: 404},
		{name: "table of channels as data", url: "/disclosure.csv?chart=channels", status: 200, contains: []string{"releases.weibo"}},
		{name: "table of gaps as data", url: "/disclosure.json?chart=gap", status: 200, contains: []string{"norm_residual"}},
		{name: "enforcement", url: "/enforcement", status: 200, contains: []string{"许可、处罚、强制和收费", `data-chart="licensing"`, "对数轴", "填报为 0（不画）", "/measures/disclosure.fees.items_last_year", "原文空白"}},
		{name: "enforcement over the years", url: "/enforcement?view=years&scale=log", status: 200, contains: []string{"对数坐标", `href="/enforcement?scale=log"`, "/compare?m=disclosure.fees.amount&amp;view=multiples"}},
		{name: "enforcement before the form", url: "/enforcement?y=2020", status: 200, contains: []string{"只在 2021 年版表式中有"}},
		{name: "enforcement in a view that is none", url: "/enforcement?view=pie", status: 200, contains: []string{"没有“pie”这个选择"}},
		{name: "enforcement of an agency that is none", url: "/enforcement?a=a-1~a-none", status: 200, contains: []string{"未找到机关“a-none”"}},
		{name: "data of an agency that is none", url: "/enforcement.csv?a=a-none", status: 400},
		{name: "enforcement in English", url: "/en/enforcement", status: 200, contains: []string{"Four measures, each by itself"}},
		{name: "home", url: "/", status: 200, contains: []string{`data-chart="received"`, "数据状态", "1 份应公布而没有公布", "查部门", "比一比", "下数据"}},
		{name: "years", url: "/years", status: 200, contains: []string{`href="/years/2024"`, "应公布报告"}},
		{name: "year in the order of a measure", url: "/years/2024?sort=applications.received", status: 200, contains: []string{`aria-sort="descending"`, "sort=-applications.received#agencies", `data-chart="flow"`, `data-chart="received"`}},
		{name: "year in the order of names, backwards", url: "/years/2024?sort=-name", status: 200, contains: []string{`aria-sort="descending"`, `href="/years/2024#agencies"`}},
		{name: "year in an order that is none", url: "/years/2024?sort=luck", status: 200, contains: []string{"没有“luck”这个选择"}},
		{name: "data of a year in an order that is none", url: "/years/2024.csv?sort=luck", status: 400},
		{name: "first year", url: "/years/2020", status: 200, contains: []string{`data-chart="received"`}, excludes: []string{`data-chart="dumbbell"`}},
		{name: "revisions as data", url: "/years/2024.csv?chart=revisions", status: 200},
		{name: "years in English", url: "/en/years", status: 200, contains: []string{"Reports owed", `href="/en/years/2024"`}},
		{name: "in English", url: "/en/disclosure?y=2024", status: 200, contains: []string{"Proactive disclosure", "Gap ="}},
		{name: "quality in English", url: "/en/quality", status: 200, contains: []string{"Failed checks", "Pass rate"}},
	})
}

// themeAddresses are the pages on one theme in each of their ways.
var themeAddresses = []string{"/quality", "/quality?result=not_assessable", "/disclosure", "/disclosure?y=2020&channel=website", "/enforcement", "/enforcement?view=years&y=2020", "/years"}

func TestThemes_EmptyDatabase(t *testing.T) {
	s := newSite(t)
	for _, address := range themeAddresses {
		path, _, _ := strings.Cut(address, "?")
		for _, a := range []string{path, "/en" + path, path + ".csv", path + ".json"} {
			if res := s.get(t, a); res.StatusCode != http.StatusOK || strings.Contains(res.body, "NaN") || strings.Contains(res.body, "%!") {
				t.Errorf("%s: status %d", a, res.StatusCode)
			}
		}
	}
}

func TestThemes_OneReport(t *testing.T) {
	s := newSite(t)
	a := models.Agency{ID: "a-1", Position: 1, Kind: models.KindDepartment, Name: "区教育局", Owes: []models.Obligation{{Year: 2024}}}
	if err := s.store.SaveAgencies(t.Context(), []models.Agency{a}, nil); err != nil {
		t.Fatal(err)
	}
	s.save(t, a, 2024, 5, "one")
	for _, address := range themeAddresses {
		if res := s.get(t, strings.Replace(address, "2020", "2024", 1)); res.StatusCode != http.StatusOK || strings.Contains(res.body, "NaN") {
			t.Errorf("%s: status %d", address, res.StatusCode)
		}
	}
}

// crowd is 60 agencies with reports of ten years, of which some are missing.
func crowd(t testing.TB) *site {
	t.Helper()
	s := newSite(t)
	var list []models.Agency
	for i := range 60 {
		a := models.Agency{ID: fmt.Sprintf("a-%02d", i), Position: i + 1, Kind: models.Kinds[1+i%(len(models.Kinds)-1)], Name: fmt.Sprintf("第%d局", i)}
		for y := 2016; y < 2026; y++ {
			a.Owes = append(a.Owes, models.Obligation{Year: y})
		}
		list = append(list, a)
	}
	slices.SortStableFunc(list, func(a, b models.Agency) int {
		return slices.Index(models.Kinds, a.Kind) - slices.Index(models.Kinds, b.Kind)
	})
	for i := range list {
		list[i].Position = i + 1
	}
	if err := s.store.SaveAgencies(t.Context(), list, nil); err != nil {
		t.Fatal(err)
	}
	for i, a := range list {
		for y := 2016; y < 2026; y++ {
			if (i+y)%17 != 0 {
				s.save(t, a, y, int64(i*y%50), fmt.Sprint(a.ID, y))
			}
		}
	}
	return s
}

// A page is at most 100 KB for a visitor, however many agencies and years there are.
func TestThemes_SixtyAgenciesTenYears(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a large database")
	}
	s := crowd(t)
	for _, address := range append(slices.Clone(themeAddresses), "/", "/years/2025?sort=-name") {
		res := s.get(t, address, "Accept-Encoding: gzip")
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", address, res.StatusCode)
		}
		if len(res.body) > 100<<10 {
			t.Errorf("%s takes %d bytes", address, len(res.body))
		}
	}
}

func TestQuality_DataAreTheFindings(t *testing.T) {
	s := district(t)
	found, err := s.store.Findings(t.Context(), store.FindingFilter{Results: []models.Result{models.Fail}})
	if err != nil {
		t.Fatal(err)
	}
	if n := csvRows(t, s.get(t, "/quality.csv").body); n != len(found) || n == 0 {
		t.Errorf("%d rows for %d findings", n, len(found))
	}
	if n := csvRows(t, s.get(t, "/quality.csv?a=a-1&y=2024&severity=error").body); n != 1 {
		t.Errorf("%d errors of one report, want 1", n)
	}
	for _, chart := range []string{"matrix", "rules", "checks", "rates"} {
		csv, json := s.get(t, "/quality.csv?chart="+chart), s.get(t, "/quality.json?chart="+chart)
		if a, b := csvRows(t, csv.body), jsonRows(t, json.body); a != b || a == 0 {
			t.Errorf("%s: %d rows, its JSON %d", chart, a, b)
		}
	}
}

func TestThemes_FormsLeadToTheCanonicalAddress(t *testing.T) {
	s := district(t)
	for from, to := range map[string]string{
		"/quality?y=&a=&rule=&severity=&result=fail":                                                 "/quality",
		"/quality?y=2023&a=a-1&rule=&severity=&result=":                                              "/quality?y=2023&a=a-1",
		"/enforcement?y=2024&kind=&view=years&scale=&a=a-2":                                          "/enforcement?a=a-2&view=years",
		"/disclosure?y=2024&kind=&channel=":                                                          "/disclosure",
		"/disclosure?y=2022&kind=&channel=&a=a-1&a=a-2":                                              "/disclosure?y=2022&a=a-1~a-2",
		"/disclosure?y=2022&kind=%E6%94%BF%E5%BA%9C%E7%BB%84%E6%88%90%E9%83%A8%E9%97%A8&channel=&a=": "/disclosure?y=2022&kind=%E6%94%BF%E5%BA%9C%E7%BB%84%E6%88%90%E9%83%A8%E9%97%A8",
	} {
		res := s.get(t, from)
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != to {
			t.Errorf("%s: %d, to %q, want %q", from, res.StatusCode, res.Header.Get("Location"), to)
		}
	}
}

func TestYear_TellsWhatWasRevised(t *testing.T) {
	s := district(t)
	if body := s.get(t, "/years/2024").body; !strings.Contains(body, "2024 年的报告公布后没有修订过") {
		t.Error("no word of revisions where there are none")
	}
	a := models.Agency{ID: "a-2", Kind: models.KindDepartment, Name: "区民政局"}
	report := made(a, 2024, 77)
	for i := range report.Revision.Figures { // as the district has it, but for the number of applications
		if f := &report.Revision.Figures[i]; f.Measure == "disclosure.licensing.decisions" || f.Measure == "releases.total" {
			f.Number = new(int64)
		}
	}
	if _, err := s.store.SaveReport(t.Context(), report, document("revised")); err != nil {
		t.Fatal(err)
	}
	s.clock.t = s.clock.t.Add(2e9)
	body := s.get(t, "/years/2024").body
	if !strings.Contains(body, "2024 年的报告中有 1 份公布后修订过") || !strings.Contains(body, "/reports/a-2/2024#t3.r01.c7") {
		t.Error("the revision is not told")
	}
	if n := csvRows(t, s.get(t, "/years/2024.csv?chart=revisions").body); n < 6 {
		t.Errorf("%d cells changed", n)
	}
}
