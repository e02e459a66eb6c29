package handlers

import "testing"

func TestMeasures(t *testing.T) {
	district(t).play(t, []scenario{
		{name: "catalogue", url: "/measures", status: 200, contains: []string{"releases.total", "disclosure_rate"}},
		{name: "an indicator", url: "/measures/disclosure_rate", status: 200, contains: []string{"予以公开", "分子", "分母", `id="related"`, `href="/measures/applications.granted"`, `href="/measures/full_grant_rate"`,
			`data-chart="ranked"`, `data-chart="trend"`, `data-chart="heatmap"`, `href="/compare?m=disclosure_rate"`}},
		{name: "a measure", url: "/measures/applications.refused.third_party", status: 200, contains: []string{"本项", "保护第三方合法权益", "在报告的表三，数字的第 8 行第 7 列", `href="/measures/refused_share"`}},
		{name: "of an applicant", url: "/measures/applications.received?by=enterprise&y=2022&a=a-1~a-2", status: 200, contains: []string{"数字的第 1 行第 2 列", "商业企业", `href="/compare?m=applications.received&amp;by=enterprise&amp;a=a-1~a-2"`}},
		{name: "of a kind", url: "/measures/releases.total?kind=%E6%94%BF%E5%BA%9C%E7%BB%84%E6%88%90%E9%83%A8%E9%97%A8", status: 200, contains: []string{"全区政府组成部门", "没有固定的格"}},
		{name: "one that looks back", url: "/measures/norm_residual", status: 200, contains: []string{"（上年）"}},
		{name: "of an unknown agency", url: "/measures/releases.total?a=a-none", status: 200, contains: []string{"未找到机关“a-none”"}},
		{name: "of a kind that is none", url: "/measures/releases.total?kind=%3Cscript%3E", status: 200, contains: []string{"&lt;script&gt;"}, excludes: []string{"<script>”"}},
		{name: "of an applicant where there is none", url: "/measures/releases.total?by=enterprise", status: 200, contains: []string{"不按申请人分列"}},
		{name: "data of an unknown agency", url: "/measures/releases.total.json?a=a-none", status: 400},
		{name: "data of a year that is none", url: "/measures/releases.total.csv?y=1999", status: 400},
		{name: "in English", url: "/en/measures/disclosure_rate?y=2023", status: 200, contains: []string{"numerator", "Related measures", "/en/measures/applications.granted"}},
	})
}
