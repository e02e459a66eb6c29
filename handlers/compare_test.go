package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// scenario is an address with the answer that it must have.
type scenario struct {
	name     string
	url      string
	status   int
	contains []string
	excludes []string
}

func (s *site) play(t *testing.T, scenarios []scenario) {
	t.Helper()
	for _, tt := range scenarios {
		t.Run(tt.name, func(t *testing.T) {
			res := s.get(t, tt.url)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			for _, want := range tt.contains {
				if !strings.Contains(res.body, want) {
					t.Errorf("%q is not in the answer", want)
				}
			}
			for _, not := range append(tt.excludes, "NaN", "undefined", "%!") {
				if strings.Contains(res.body, not) {
					t.Errorf("%q is in the answer", not)
				}
			}
		})
	}
}

func TestCompare(t *testing.T) {
	district(t).play(t, []scenario{
		{name: "compare two years", url: "/compare?view=dumbbell&y=2021..2024&sort=value", status: 200, contains: []string{`data-chart="dumbbell"`, "2021 年至 2024 年", "增减"}},
		{name: "compare two years of one", url: "/compare?view=dumbbell&y=2023", status: 200, contains: []string{"比较两年的变化需要两个年度"}},
		{name: "compare in small charts", url: "/compare?view=multiples&scale=log", status: 200, contains: []string{`data-chart="multiples"`, "对数坐标"}},
		{name: "compare the same agencies", url: "/compare?same=1", status: 200, contains: []string{"同口径 3 个机关：2024 年合计", "区司法局（2023 年未公布）", "区文化局（2022 年合并）"}},
		{name: "compare with those of a kind", url: "/compare?a=a-1&peers=kind", status: 200, contains: []string{"与区教育局同属“政府组成部门”的机关，共 6 个"}},
		{name: "compare with the median", url: "/compare?a=a-1&peers=median", status: 200, contains: []string{"上四分位数", "突出的机关与全区各机关的中位数"}},
		{name: "compare with the median where it is not drawn", url: "/compare?a=a-1&peers=median&view=heatmap", status: 200, contains: []string{"可以单与中位数比"}, excludes: []string{"其他机关不画出"}},
		{name: "compare with those of like size", url: "/compare?a=a-2&peers=near", status: 200, contains: []string{"2024 年新收申请与区民政局（24 件）最接近的 4 个机关"}},
		{name: "compare a territory with those of like size", url: "/compare?a=a-0&peers=near", status: 200, contains: []string{"示例区人民政府 2024 年的新收申请没有可以排序的数"}},
		{name: "compare nobody with those of its kind", url: "/compare?peers=kind", status: 200, contains: []string{"先选一个要突出的机关"}},
		{name: "compare a rate on a logarithmic scale", url: "/compare?m=disclosure_rate&scale=log", status: 200, contains: []string{"对数坐标只用于不会小于 0 的数量"}, excludes: []string{`"log"`}},
		{name: "compare outcomes as counts", url: "/compare?view=outcomes&mode=abs&sort=-name", status: 200, contains: []string{`data-chart="outcomes"`, "结转下年度"}},
		{name: "compare counts as shares", url: "/compare?mode=abs", status: 200, contains: []string{"只用于办理结果构成"}},
		{name: "compare the same agencies in one year's outcomes", url: "/compare?view=outcomes&same=1", status: 200, contains: []string{"只看一年"}},
		{name: "compare in an order that is none", url: "/compare?sort=luck", status: 200, contains: []string{"没有“luck”这个选择"}},
		{name: "compare what merged", url: "/compare?a=a-3", status: 200, contains: []string{"机构合并或拆分", "区文化局（2022 年合并）", "统计范围为全区"}},
		{name: "compare over the change of form", url: "/compare?m=disclosure.normative_documents.issued", status: 200, contains: []string{"表式变化"}},
		{name: "data of nobody's peers", url: "/compare.csv?peers=near", status: 400, contains: []string{"先选一个要突出的机关"}},
	})
}

func TestCompare_FormLeadsToTheCanonicalAddress(t *testing.T) {
	s := district(t)
	for from, to := range map[string]string{
		"/compare?m=applications.received&by=&sort=&scale=&from=2020&to=2024&same=1&a=a-1&peers=near": "/compare?a=a-1&peers=near&same=1",
		"/compare?view=outcomes&m=applications.received&mode=abs&sort=-value&from=2020&to=2024":       "/compare?view=outcomes&sort=-value&mode=abs",
	} {
		res := s.get(t, from)
		if res.StatusCode == http.StatusOK && from == to {
			continue
		}
		if got := res.Header.Get("Location"); got != to {
			t.Errorf("%s leads to %q, want %q", from, got, to)
		}
	}
}
