package views_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/static"
	"gongkai/views"
)

// -write DIR puts every page and what it loads into a folder that a file server shows as the site, to look at.
var write = flag.String("write", "", "folder to write the rendered pages to")

func render(t *testing.T, p views.Page) (string, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := views.Render(&b, p); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), doc
}

// nodes lists the elements under n in document order.
func nodes(n *html.Node) []*html.Node {
	var list []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode {
			list = append(list, d)
		}
	}
	return list
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestPages_AreSoundHTML(t *testing.T) {
	for name, pages := range map[string]map[string]views.Page{"full": fullPages(), "empty": emptyPages()} {
		for page, p := range pages {
			t.Run(name+"/"+page, func(t *testing.T) {
				_, doc := render(t, p)
				checkDocument(t, doc)
			})
		}
	}
}

// checkDocument asserts what holds for every page.
func checkDocument(t *testing.T, doc *html.Node) {
	t.Helper()
	ids := map[string]bool{}
	headings := 0
	for _, n := range nodes(doc) {
		if id, ok := attr(n, "id"); ok {
			if ids[id] {
				t.Errorf("id %q stands twice", id)
			}
			ids[id] = true
		}
	}
	for _, n := range nodes(doc) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has the inline %s %q", n.Data, a.Key, a.Val)
			}
			if strings.Contains(a.Val, "ZgotmplZ") || strings.Contains(a.Val, "%!") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		if href, ok := attr(n, "href"); ok {
			checkHref(t, n, href, ids)
		}
		if src, ok := attr(n, "src"); ok && !strings.HasPrefix(src, static.Prefix) {
			t.Errorf("<%s> loads %q", n.Data, src)
		}
		for _, ref := range []string{"for", "aria-labelledby", "aria-describedby"} {
			if v, ok := attr(n, ref); ok {
				for id := range strings.FieldsSeq(v) {
					if !ids[id] {
						t.Errorf("<%s %s=%q>: no such element", n.Data, ref, id)
					}
				}
			}
		}
		switch n.DataAtom {
		case atom.H1:
			headings++
		case atom.Style:
			t.Error("page has a <style>")
		case atom.Script:
			if kind, _ := attr(n, "type"); kind != "application/json" && kind != "application/ld+json" && text(n) != "" {
				t.Errorf("inline script: %.40s", text(n))
			}
		case atom.Table:
			checkTable(t, n)
		case atom.A, atom.Button, atom.Th:
			if label, _ := attr(n, "aria-label"); text(n) == "" && label == "" {
				t.Errorf("<%s> without words", n.Data)
			}
		}
	}
	if headings != 1 {
		t.Errorf("%d headings of the first rank", headings)
	}
	if words := text(doc); strings.Contains(words, "%!") || regexp.MustCompile(`NaN|Inf\b|undefined|<nil>`).MatchString(words) {
		t.Error("a value was not formatted")
	}
}

func checkHref(t *testing.T, n *html.Node, href string, ids map[string]bool) {
	t.Helper()
	switch {
	case strings.HasPrefix(href, "#"):
		if !ids[href[1:]] {
			t.Errorf("link to %q: no such anchor", href)
		}
	case strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//"):
	case strings.HasPrefix(href, "https://www.example.gov.cn/"): // where a report was published
		if n.DataAtom != atom.A {
			t.Errorf("<%s> loads %q", n.Data, href)
		}
	default:
		t.Errorf("link to %q", href)
	}
}

func checkTable(t *testing.T, table *html.Node) {
	t.Helper()
	caption := ""
	for _, n := range nodes(table) {
		switch n.DataAtom {
		case atom.Caption:
			caption = text(n)
		case atom.Th:
			if scope, _ := attr(n, "scope"); !regexp.MustCompile(`^(row|col|rowgroup|colgroup)$`).MatchString(scope) {
				t.Errorf("heading %q has scope %q", text(n), scope)
			}
		}
	}
	if caption == "" {
		t.Error("table without caption")
	}
	checkGrid(t, table, caption)
}

// checkGrid lays a table's cells out, spans and all, and finds holes and overlaps.
func checkGrid(t *testing.T, table *html.Node, caption string) {
	t.Helper()
	for _, part := range nodes(table) {
		if part.DataAtom != atom.Thead && part.DataAtom != atom.Tbody && part.DataAtom != atom.Tfoot {
			continue
		}
		taken, width, row := map[[2]int]bool{}, 0, 0
		for tr := range part.ChildNodes() {
			if tr.DataAtom != atom.Tr {
				continue
			}
			col := 0
			for c := range tr.ChildNodes() {
				if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
					continue
				}
				for taken[[2]int{row, col}] {
					col++
				}
				for y := range span(c, "rowspan") {
					for x := range span(c, "colspan") {
						taken[[2]int{row + y, col + x}] = true
						width = max(width, col+x+1)
					}
				}
			}
			row++
		}
		if len(taken) != row*width {
			t.Errorf("table %q, %s: %d cells in %d rows of %d", caption, part.Data, len(taken), row, width)
		}
	}
}

func span(n *html.Node, name string) int {
	v, ok := attr(n, name)
	if !ok {
		return 1
	}
	s := 0
	fmt.Sscan(v, &s)
	return s
}

func TestPages_EscapeHostileNames(t *testing.T) {
	const hostile = `</script><script>alert(1)</script>"><img src=x onerror=alert(2)>{{.}}`
	f := frame("/?q=" + hostile)
	f.Title, f.Settings.District, f.Settings.Contact = hostile, hostile, hostile
	f.Crumbs, f.Notices = []views.Link{{Text: hostile, Href: "javascript:alert(3)"}}, []views.Notice{{Text: hostile}}
	a := models.Agency{ID: "a-x", Name: hostile, Kind: models.KindDepartment, Owes: []models.Obligation{{AgencyID: "a-x", Year: 2025}}}
	r := reports[5]
	r.Revision.Title, r.Revision.SourceURL = hostile, "javascript:alert(4)"
	r.Revision.Texts = []models.Text{{Section: 1, Body: hostile}}
	r.Revision.Figures[0].Raw = hostile
	c := card("main", charts.Chart{Title: hostile, Summary: hostile, Option: []byte(`{"name":"\u003c/script\u003e\u003cscript\u003ealert(5)"}`)}, views.Table{})
	for name, p := range map[string]views.Page{
		"agencies": views.NewAgenciesPage(f, agencyList(hostile, []models.Agency{a}, views.Heads{})),
		"agency":   views.NewAgencyPage(f, a, nil, nil, years, views.Heads{}),
		"report":   views.NewReportPage(f, views.Reported{Agency: a, Report: r, Heads: views.Heads{}}),
		"home":     views.HomePage{Frame: f, Year: 2025, Headline: hostile, Cards: []views.ChartCard{c}},
		"error":    views.NewErrorPage(f, 404, hostile),
	} {
		t.Run(name, func(t *testing.T) {
			raw, doc := render(t, p)
			for _, n := range nodes(doc) {
				if n.DataAtom == atom.Img {
					t.Error("markup got through")
				}
				if kind, _ := attr(n, "type"); n.DataAtom == atom.Script && kind != "application/json" && text(n) != "" {
					t.Errorf("script got through: %s", text(n))
				}
				if href, _ := attr(n, "href"); strings.HasPrefix(href, "javascript:") {
					t.Errorf("link to %q", href)
				}
			}
			if strings.Contains(raw, "<script>alert") {
				t.Error("script got through")
			}
		})
	}
}

func TestHomePage_EmptyDatabaseSaysWhatToDo(t *testing.T) {
	_, doc := render(t, emptyPages()["index"])
	if words := text(doc); !strings.Contains(words, "gongkai import") || !strings.Contains(words, "还没有年度报告") {
		t.Errorf("empty home page: %s", words)
	}
}

func TestPages_MarkDemo(t *testing.T) {
	for name, p := range fullPages() {
		if raw, _ := render(t, p); !strings.Contains(raw, "演示数据") {
			t.Errorf("%s is not marked", name)
		}
	}
	if raw, _ := render(t, emptyPages()["index"]); strings.Contains(raw, "演示数据") {
		t.Error("a site that is no demo is marked as one")
	}
}

func TestRender_LoadsChartScriptOnlyWhereSomethingIsDrawn(t *testing.T) {
	if raw, _ := render(t, emptyPages()["agencies"]); strings.Contains(raw, static.URL(static.ECharts)) {
		t.Error("a page without charts loads ECharts")
	}
	drawn := views.ComparePage{Frame: frame("/compare"), Card: card("main", charts.Chart{Title: "图", Option: []byte(`{}`)}, views.Table{})}
	if raw, _ := render(t, drawn); !strings.Contains(raw, static.URL(static.ECharts)) {
		t.Error("a page with a chart does not load ECharts")
	}
}

func TestWritePages(t *testing.T) {
	if *write == "" {
		t.Skip("no -write")
	}
	put := func(name string, body []byte) {
		file := filepath.Join(*write, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{static.Styles, static.Scripts, static.ECharts, static.Icon} {
		a, _, _ := static.Find(n)
		put(static.URL(n), a.Body)
	}
	for name, p := range fullPages() {
		raw, _ := render(t, p)
		put(name+".html", []byte(raw))
	}
	for name, p := range emptyPages() {
		raw, _ := render(t, p)
		put("empty-"+name+".html", []byte(raw))
	}
}
