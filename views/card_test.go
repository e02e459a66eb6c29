package views_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// The row of a card leads to the chart and to everything that it unfolds; nothing else unfolds, and no link leads nowhere.
func TestCard_RowLeadsToEveryPanel(t *testing.T) {
	_, doc := render(t, fullPages()["measure"])
	cards := 0
	for _, figure := range nodes(doc) {
		if figure.DataAtom != atom.Figure {
			continue
		}
		cards++
		id, _ := attr(figure, "id")
		var linked, panels []string
		for _, n := range nodes(figure) {
			if _, ok := attr(n, "data-panels"); ok {
				for _, a := range nodes(n) {
					if href, ok := attr(a, "href"); ok {
						linked = append(linked, strings.TrimPrefix(href, "#"))
					}
				}
			}
			if n.DataAtom == atom.Details {
				panel, _ := attr(n, "id")
				panels = append(panels, panel)
				if _, open := attr(n, "open"); open != strings.HasSuffix(panel, "-table") {
					t.Errorf("%s: open is %v", panel, open)
				}
			}
		}
		want := []string{id + "-chart", id + "-table", id + "-files", id + "-about", id + "-share"}
		if strings.Join(linked, " ") != strings.Join(want, " ") {
			t.Errorf("%s: the row leads to %v", id, linked)
		}
		if strings.Join(panels, " ") != strings.Join(want[1:], " ") {
			t.Errorf("%s unfolds %v", id, panels)
		}
	}
	if cards == 0 {
		t.Fatal("no card")
	}
}

func TestCard_WithoutAnythingIsStillAFigure(t *testing.T) {
	f := frame("/compare")
	f.Title = "比较"
	body, doc := render(t, views.ComparePage{Frame: f, Form: views.CompareForm{Max: 6}, Card: views.ChartCard{Chart: charts.Chart{ID: "main", Title: "没有数据", Empty: "这一项还没有数据。"}}})
	checkDocument(t, doc)
	if !strings.Contains(body, "这一项还没有数据。") || strings.Contains(body, "<details") || strings.Contains(body, `href="#main-`) {
		t.Error("an empty card offers what it does not have")
	}
}

func TestShare_Texts(t *testing.T) {
	ch := charts.Chart{ID: "trend", Title: `2025 年 "新收" <230 件>`, Subtitle: "本年新收政府信息公开申请数量（单位：件），2020—2025 年", Option: []byte("{}"), Rows: 20}
	f := frame("/compare?a=a-1~a-2&y=2025")
	f.Version = 12
	texts := func() map[string]views.ShareText {
		m := map[string]views.ShareText{}
		for _, s := range views.NewShare(f, ch, views.NewEmbed(f, ch, "/compare.svg?a=a-1~a-2&y=2025&chart=trend"), views.Embed{}) {
			m[strings.TrimPrefix(s.ID, "trend-")] = s
		}
		return m
	}
	f.Settings.BaseURL = "https://gk.example.gov.cn"
	m := texts()
	day := f.UpdatedText()
	for id, want := range map[string]string{
		"gbt": f.Settings.Office + ". " + f.SiteName() + "：" + ch.Subtitle + "[DS/OL]. (" + day + ")[引用日期]. https://gk.example.gov.cn/compare?a=a-1~a-2&y=2025#trend.",
		"iframe": `<iframe src="https://gk.example.gov.cn/embed/compare?a=a-1~a-2&amp;y=2025&amp;chart=trend" title="2025 年 &quot;新收&quot; &lt;230 件&gt;" ` +
			`width="100%" height="984" loading="lazy"></iframe>`,
		"address": "https://gk.example.gov.cn/compare?a=a-1~a-2&y=2025#trend",
	} {
		if m[id].Text != want || m[id].Path != "" {
			t.Errorf("%s: %q, path %q", id, m[id].Text, m[id].Path)
		}
	}
	if en := m["english"].Text; !strings.Contains(en, "(Version 12) [Data set]") || !strings.HasSuffix(en, "from https://gk.example.gov.cn/compare?a=a-1~a-2&y=2025#trend") {
		t.Errorf("english: %q", en)
	}
	// What to embed is HTML: an element, whatever the headline holds.
	for _, id := range []string{"iframe", "img"} {
		parsed, err := html.ParseFragment(strings.NewReader(m[id].Text), &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"})
		if err != nil || len(parsed) != 1 || parsed[0].Data != id {
			t.Errorf("%s is %q", id, m[id].Text)
		}
	}

	// A site that does not know where it stands leaves the host to script, and never invents one.
	f.Settings.BaseURL, f.Lang = "", models.En
	for id, s := range texts() {
		if s.Path == "" || !strings.HasPrefix(s.Path, "/en/") || !strings.Contains(s.Text, s.Path) || strings.Contains(s.Text, "://") {
			t.Errorf("%s: %q, path %q", id, s.Text, s.Path)
		}
	}
}

func TestEmbedPage(t *testing.T) {
	f := frame("/compare?y=2025")
	f.Settings.Demo = true
	c := fullPages()["compare"].(views.ComparePage).Card
	body, doc := render(t, views.EmbedPage{Frame: f, Card: c})
	checkDocument(t, doc)
	for _, want := range []string{c.Subtitle, `data-chart="` + c.ID + `"`, `href="/compare?y=2025#` + c.ID + `"`, c.Source, "演示数据", `content="noindex"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in the card", want)
		}
	}
	for _, not := range []string{"site-nav", "<table", "<details", "site-foot"} {
		if strings.Contains(body, not) {
			t.Errorf("%q is in the card", not)
		}
	}
	body, doc = render(t, views.EmbedPage{Frame: f, Message: "这一页没有编号为“x”的图。"})
	checkDocument(t, doc)
	if !strings.Contains(body, "没有编号为“x”的图") {
		t.Error("the card does not say what is wrong")
	}
}
