package handlers

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gongkai/models"
)

func TestAgency(t *testing.T) {
	district(t).play(t, []scenario{
		{name: "every part", url: "/agencies/a-1", status: 200, contains: []string{`id="part-applications"`, `data-chart="flow"`, `data-chart="outcomes"`, `id="part-reasons"`, `data-chart="applicants"`,
			`data-chart="peers"`, `id="part-disclosure"`, `data-chart="documents"`, `id="part-enforcement"`, `id="part-remedies"`, `id="statutory"`, `id="quality"`, `id="download"`,
			`href="/agencies/a-1.csv"`, `href="/compare?a=a-1&amp;peers=kind"`, "年度报告公布在", "www.example.gov.cn", `href="/reports/a-1/2024#t3.r01.c7"`, `href="/originals/`}},
		{name: "another year", url: "/agencies/a-1?y=2022", status: 200, contains: []string{"2022 年年度报告的三张表", `href="/reports/a-1/2022#t3.r01.c7"`, "区教育局 2022 年公开率"}},
		{name: "counts", url: "/agencies/a-1?mode=abs", status: 200, contains: []string{`<input type="hidden" name="mode" value="abs">`, "结转下年度"}},
		{name: "a year without a report", url: "/agencies/a-5?y=2023", status: 200, contains: []string{"没有区司法局“2023”年的年度报告，已显示最近一份", "2024 年年度报告的三张表"}},
		{name: "a year that is no number", url: "/agencies/a-1?y=%3Cb%3E", status: 200, contains: []string{"&lt;b&gt;"}, excludes: []string{"<b>"}},
		{name: "data of a year without a report", url: "/agencies/a-5.csv?y=2023", status: 400, contains: []string{"没有区司法局“2023”年的年度报告"}},
		{name: "took over another", url: "/agencies/a-3", status: 200, contains: []string{"2022-05-01 区旅游局并入", "2022 年起的数含并入的职责", `href="/agencies/a-4"`}},
		{name: "was merged", url: "/agencies/a-4", status: 200, contains: []string{"2022-05-01 并入区文化局", "计在承接机关名下", "2021 年年度报告的三张表"}},
		{name: "speaks for the territory", url: "/agencies/a-0", status: 200, contains: []string{"不计入各机关合计", "没有其他同类机关", `data-chart="flow"`}},
		{name: "former name", url: "/agencies/a-2", status: 200, contains: []string{"区社会局（至 2021-12-31）"}},
		{name: "in English", url: "/en/agencies/a-1?y=2022", status: 200, contains: []string{"The three tables of the report for 2022", "/en/reports/a-1/2022#t3.r01.c7", "Reasons for not disclosing"}},
	})
}

func TestAgencies(t *testing.T) {
	district(t).play(t, []scenario{
		{name: "all", url: "/agencies", status: 200, contains: []string{"2024 年报告", "● 按期", "⚠ 存疑", `class="spark"`, "/reports/a-1/2024"}},
		{name: "a kind", url: "/agencies?kind=%E6%94%BF%E5%BA%9C%E6%9C%AC%E7%BA%A7", status: 200, contains: []string{"列出 1 个机关，共 7 个", "示例区人民政府"}, excludes: []string{"区教育局"}},
		{name: "a kind that is none", url: "/agencies?kind=x", status: 200, contains: []string{"没有“x”这个选择"}},
		{name: "a status", url: "/agencies?status=not_due", status: 200, contains: []string{"区旅游局", "列出 1 个机关"}, excludes: []string{"区教育局"}},
		{name: "what is doubtful", url: "/agencies?status=suspect", status: 200, contains: []string{"区教育局"}, excludes: []string{"区统计局"}},
		{name: "by initials", url: "/agencies?q=qjyj", status: 200, contains: []string{"区教育局"}, excludes: []string{"区民政局"}},
		{name: "by a former name", url: "/agencies?q=%E7%A4%BE%E4%BC%9A", status: 200, contains: []string{"区民政局"}, excludes: []string{"区教育局"}},
		{name: "nobody", url: "/agencies?q=%E6%B2%A1%E6%9C%89", status: 200, contains: []string{"没有这样的机关"}},
		{name: "two ways at once", url: "/agencies?q=%E5%B1%80&kind=%E6%94%BF%E5%BA%9C%E6%9C%AC%E7%BA%A7", status: 200, contains: []string{"列出 0 个机关"}},
		{name: "data of a status", url: "/agencies.json?status=not_due", status: 200, contains: []string{"a-4"}, excludes: []string{"a-1"}},
		{name: "data of a kind that is none", url: "/agencies.csv?kind=x", status: 400},
	})
}

// An agency that never published has a page that says so.
func TestAgency_WithoutReports(t *testing.T) {
	s := newSite(t)
	a := models.Agency{ID: "a-1", Position: 1, Kind: models.KindDepartment, Name: "区教育局"}
	if err := s.store.SaveAgencies(t.Context(), []models.Agency{a}, nil); err != nil {
		t.Fatal(err)
	}
	s.play(t, []scenario{
		{name: "no report at all", url: "/agencies/a-1", status: 200, contains: []string{"还没有这个机关的年度报告"}, excludes: []string{"data-chart"}},
		{name: "no report of a year", url: "/agencies/a-1?y=2024", status: 200},
	})
	s.save(t, models.Agency{ID: "a-1", Name: "区教育局", Kind: models.KindDepartment}, 2024, 7, "only")
	s.clock.t = s.clock.t.Add(1 << 40)
	s.play(t, []scenario{{name: "one report", url: "/agencies/a-1", status: 200, contains: []string{"区教育局 2024 年新收政府信息公开申请 7 件", "2024 年年度报告的三张表", "没有其他同类机关"}}})
}

var chartOption = regexp.MustCompile(`(?s)data-chart="([a-z0-9-]+)">(.*?)</script>`)

// countInHeadline is a number of items, or either side of a fraction.
var countInHeadline = regexp.MustCompile(`[\s\x{a0}（/](\d+)(?:[\s\x{a0}]*件|[/）])`)

// Each number that a chart's headline gives of applications stands in the chart's rows too.
func TestAgency_HeadlinesAreInTheRows(t *testing.T) {
	s := district(t)
	page := s.get(t, "/agencies/a-1").body
	ids := chartOption.FindAllStringSubmatch(page, -1)
	if len(ids) < 6 {
		t.Fatalf("%d charts", len(ids))
	}
	for _, m := range ids {
		head := between(page, `id="`+m[1]+`-head">`, "</h3>")
		var rows []map[string]any
		if err := json.Unmarshal([]byte(s.get(t, "/agencies/a-1.json?chart="+m[1]).body), &rows); err != nil {
			t.Fatal(err)
		}
		values := map[string]bool{}
		disclosed := map[any]float64{} // by year: granted in full or in part
		for _, r := range rows {
			for _, v := range r {
				values[fmt.Sprint(v)] = true
			}
			if n, ok := r["value"].(float64); ok && (r["outcome"] == "granted" || r["outcome"] == "partial") {
				disclosed[r["year"]] += n
				values[fmt.Sprint(disclosed[r["year"]])] = true
			}
		}
		for _, n := range countInHeadline.FindAllStringSubmatch(head, -1) {
			if !values[n[1]] {
				t.Errorf("%s: “%s” is in no row: %s", m[1], n[1], head)
			}
		}
	}
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	inside, _, _ := strings.Cut(rest, to)
	return inside
}
