package handlers

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"gongkai/data"
	"gongkai/export"
	"gongkai/ingest"
	"gongkai/models"
	"gongkai/views"
)

func TestReading(t *testing.T) {
	s := district(t)
	draft := made(models.Agency{ID: "a-6"}, 2025, 1)
	draft.Status = models.StatusReceived
	if _, err := s.store.SaveReport(t.Context(), draft, document("draft")); err != nil {
		t.Fatal(err)
	}
	page := func(sha256 string) string { return "/originals/" + sha256 + "/read" }
	sha := document("a-12024").SHA256
	tests := []struct {
		name, url string
		status    int
		contains  []string
	}{
		{"a document", page(sha), 200, []string{"a-12024", "区教育局 2024 年年度报告", sha, `href="/originals/` + sha + `"`}},
		{"unknown", page(strings.Repeat("0", 64)), 404, []string{"没有校验值为"}},
		{"no checksum", page("x"), 404, nil},
		{"one address for one page", page(strings.ToUpper(sha)), 404, nil},
		{"the document of a draft", page(document("draft").SHA256), 404, nil},
		{"no data", page(sha) + ".csv", 404, nil},
		{"an unknown parameter", page(sha) + "?x=1", 200, []string{"没有名为“x”的参数"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := s.get(t, tt.url)
			if res.StatusCode != tt.status || res.Header.Get("Content-Security-Policy") != policy {
				t.Errorf("status %d, policy %q", res.StatusCode, res.Header.Get("Content-Security-Policy"))
			}
			for _, want := range tt.contains {
				if !strings.Contains(res.body, want) {
					t.Errorf("%q is not in the answer", want)
				}
			}
			if len(dataLinks(res.body)) > 0 {
				t.Errorf("the page links to %q", dataLinks(res.body))
			}
		})
	}
	if first, again := s.get(t, page(sha)), s.get(t, page(sha)); first.body != again.body || first.Header.Get("ETag") == "" {
		t.Error("the page is not kept")
	}
	if report := s.get(t, "/reports/a-1/2024"); !strings.Contains(report.body, `href="`+page(sha)+`#t2.r3.c4"`) || !strings.Contains(report.body, `href="`+page(sha)+`"`) {
		t.Error("the report does not lead to the place in its document")
	}
}

func TestReading_ADocumentThatIsNotReadAnyMoreCanStillBeHad(t *testing.T) {
	s := district(t)
	for _, content := range []string{"", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "\x89PNG\r\n\x1a\n"} {
		src := document(content)
		src.Name = "旧<b>版.doc"
		if _, err := s.store.SaveReport(t.Context(), made(models.Agency{ID: "a-6", Name: "区统计局"}, 2024, int64(len(content))), src); err != nil {
			t.Fatal(err)
		}
		res := s.get(t, views.ReadingPath(src.SHA256))
		if res.StatusCode != 200 || !strings.Contains(res.body, "“旧&lt;b&gt;版.doc”") || !strings.Contains(res.body, `href="/originals/`+src.SHA256+`"`) {
			t.Errorf("%q: status %d, %s", content, res.StatusCode, res.body)
		}
	}
}

func TestReading_NothingOfTheOriginalIsMarkup(t *testing.T) {
	s := district(t)
	src := document(`<h1 onclick=alert(1)>题</h1><p>a<script>alert(2)</script>&lt;script&gt;alert(3)&lt;/script&gt;<img src=x onerror=alert(4)><table style="color:red"><tr><td>&lt;/table&gt;&lt;b&gt;<td>1</table>`)
	if _, err := s.store.SaveReport(t.Context(), made(models.Agency{ID: "a-6", Name: "区统计局"}, 2024, 3), src); err != nil {
		t.Fatal(err)
	}
	body := s.get(t, views.ReadingPath(src.SHA256)).body
	for _, bad := range []string{"<script>alert", "onclick", "onerror=alert(4)>", "color:red", "<b>", "<img"} {
		if strings.Contains(body, bad) {
			t.Errorf("%q got through", bad)
		}
	}
	for _, want := range []string{"&lt;script&gt;alert(3)", "&lt;/table&gt;&lt;b&gt;"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not shown as it is", want)
		}
	}
}

// Whatever a document is like, the place that a figure states is where its number stands on the page of the document.
func TestReading_FiguresStandWhereTheyAreSaidToStand(t *testing.T) {
	all := documents(t)
	if len(all) < 100 {
		t.Errorf("only %d documents", len(all))
	}
	for name, content := range all {
		parsed, err := ingest.Parse(t.Context(), name, content)
		if err != nil {
			t.Fatal(err)
		}
		source := models.Source{SHA256: document(name).SHA256, Name: name, Format: parsed.Format}
		parsed.Revision.Sources = []models.Source{source}
		in := views.Reading{Source: source, Download: "/originals/x", Report: models.Report{AgencyID: "a-1", Year: parsed.Year, Revision: parsed.Revision}}
		if in.Document, _, err = ingest.Document(t.Context(), name, content); err != nil {
			t.Fatal(err)
		}
		var page bytes.Buffer
		if err := views.Render(&page, views.NewReadingPage(views.Frame{}, in)); err != nil {
			t.Fatal(err)
		}
		checkPlaces(t, name, in.Report, &page)
	}
}

// documents are those of the demo, the real ones that come with the program, and, where it is at hand, a corpus of others.
func documents(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, d := range data.Demo().Documents {
		layout, err := export.Official(export.OfficialReport{Agency: d.AgencyName, Year: d.Year, Revision: d.Revision}).With(d.LayoutQuirks()...)
		var b bytes.Buffer
		if err == nil {
			err = layout.Write(&b, d.Format)
		}
		if err != nil {
			t.Fatal(err)
		}
		all[d.FileName] = b.Bytes()
	}
	for _, pattern := range []string{"../data/reports/*", "../../shared/corpus/*.txt", "../../shared/corpus/*.docx", "../../shared/corpus/*.pdf", "../../shared/corpus/made/*/made-05.[dox]*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasPrefix(filepath.Base(f), "blank-") { // the form itself, of no agency
				continue
			}
			if all[filepath.Base(f)], err = os.ReadFile(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

func checkPlaces(t *testing.T, name string, report models.Report, body io.Reader) {
	t.Helper()
	page, err := html.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	shown, links := map[string]string{}, 0
	for n := range page.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				at := n
				if at.Data == "span" { // a place within a cell or a paragraph
					at = at.Parent
				}
				if _, twice := shown[a.Val]; twice {
					t.Errorf("%s: id %s stands twice", name, a.Val)
				}
				shown[a.Val] = spaceless(at)
			case "href":
				if strings.HasPrefix(a.Val, models.ReportPath(report.AgencyID, report.Year)+"#") {
					links++
				}
			}
		}
	}
	placed := 0
	for _, f := range report.Revision.Figures {
		anchor, want := "", f.Raw
		switch {
		case f.Where.Table > 0:
			anchor = fmt.Sprintf("t%d.r%d.c%d", f.Where.Table, f.Where.Row, f.Where.Column)
		case f.Where.Quote != "":
			anchor, want = f.Key().Place(report.Revision.Edition), f.Where.Quote
		default:
			continue
		}
		placed++
		text, ok := shown[anchor]
		if !ok || !strings.Contains(text, strings.Join(strings.Fields(want), "")) {
			t.Errorf("%s: %s is said to be %q at %s, which shows %q", name, f.Key(), want, anchor, text)
		}
	}
	if placed < 150 || links < 30 {
		t.Errorf("%s: %d figures have a place, %d cells lead to their figure", name, placed, links)
	}
}

// spaceless is the text of an element without its spaces.
func spaceless(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return string(slices.DeleteFunc([]rune(b.String()), unicode.IsSpace))
}
