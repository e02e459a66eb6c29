package views_test

import (
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/views"
)

func foundEverything() views.Search {
	s := views.Search{Query: "公开 局", Words: []string{"公开", "局"}, Page: 1, All: agencies, TextCount: 45}
	for _, a := range agencies {
		s.Agencies = append(s.Agencies, models.FoundAgency{Agency: a, By: models.AgencyName{Name: "<b>公开局</b>"}})
	}
	for _, h := range heads()[agencies[5].ID] {
		s.Reports = append(s.Reports, *h)
	}
	s.Years, s.Measures, s.Rules = years, models.SearchMeasures([]string{"公开"}), models.SearchRules([]string{"总计"})
	for range views.HitsOnPage {
		s.Texts = append(s.Texts, models.ReportText{AgencyID: agencies[3].ID, Year: 2025, Text: models.Text{Section: 5, Body: "主动公开<i>还不够</i>。"}})
	}
	return s
}

func TestSearchPage_IsSound(t *testing.T) {
	one := foundEverything()
	one.Group, one.Page, one.Texts = views.GroupTexts, 3, one.Texts[:5]
	for name, s := range map[string]views.Search{"everything": foundEverything(), "one group": one, "nothing": {Query: "无此词", Words: []string{"无此词"}, Page: 1, All: agencies},
		"late": {Query: "公开", Words: []string{"公开"}, Page: 1, Late: true}, "nothing asked": {Page: 1}} {
		for _, lang := range models.Langs {
			t.Run(name+"/"+string(lang), func(t *testing.T) {
				f := frame("/search")
				f.Lang = lang
				page, doc := render(t, views.NewSearchPage(f, s))
				checkDocument(t, doc)
				if strings.Contains(page, "<i>还不够") || strings.Contains(page, "<b>公开局") {
					t.Error("a text is not escaped")
				}
			})
		}
	}
}

func TestSearchPage_ShowsSomeOfEachGroupAndAllOfOne(t *testing.T) {
	p := views.NewSearchPage(frame("/search"), foundEverything())
	if len(p.Groups) != len(views.SearchGroups) || p.Total < 45+len(agencies) {
		t.Errorf("%d groups of %d hits", len(p.Groups), p.Total)
	}
	for _, g := range p.Groups {
		if len(g.Hits) > views.HitsInGroup || (g.Count > views.HitsInGroup) != (g.More.Href != "") {
			t.Errorf("%s: %d of %d, more %q", g.ID, len(g.Hits), g.Count, g.More.Href)
		}
	}
	one := foundEverything()
	one.Group, one.Page, one.Texts = views.GroupTexts, 3, one.Texts[:5]
	p = views.NewSearchPage(frame("/search"), one)
	if len(p.Groups) != 1 || len(p.Groups[0].Hits) != 5 || p.Total != 45 || len(p.Groups[0].Pages) != 2 {
		t.Errorf("the last page of one group: %+v", p.Groups)
	}
}
