package views_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/cells"
	"gongkai/models"
	"gongkai/views"
)

// original is a document with a merged head, a row cut short, and a table over two pages.
func original() cells.Document {
	at := func(text string, across, down int) cells.Cell {
		return cells.Cell{Text: text, Across: across, Down: down}
	}
	one := func(text string) cells.Cell { return cells.Cell{Text: text} }
	return cells.Document{Title: "2025年报告", Blocks: []cells.Block{
		{Text: "区司法局2025年政府信息公开工作年度报告", Heading: true, Page: 1},
		{Text: "一、总体情况", Page: 1},
		{Text: "全年主动发布信息 1,234 条。\n其中网站 1,000 条。", Page: 1},
		{Page: 1, Grid: &cells.Grid{Columns: 3, Rows: []cells.Row{
			{Page: 1, Cells: []cells.Cell{at("申请人情况", 0, 0), at("申请人情况", 1, 0), one("总计")}},
			{Page: 1, Cells: []cells.Cell{at("新收", 0, 0), one("12"), one("")}},
			{Page: 2, Cells: []cells.Cell{at("新收", 0, 1), one("7"), {Absent: true}}},
		}}},
		{Text: "二、以后", Page: 2},
		{Text: "末页", Page: 3},
	}}
}

// reading is the page of a document that a report was read from.
func reading(doc cells.Document, figures ...models.Figure) views.Reading {
	source := models.Source{SHA256: strings.Repeat("ab", 32), Name: `材料\年报.docx`, Format: "docx", Size: 2048, RetrievedAt: updated}
	return views.Reading{Source: source, Download: "/originals/" + source.SHA256, Agency: agencies[6], Document: doc,
		Report: models.Report{AgencyID: "a-06", Year: 2025, Revision: models.Revision{Edition: models.Edition2021, Figures: figures, Sources: []models.Source{source}}}}
}

func figureAt(measure string, at models.Where) models.Figure {
	f := models.Figure{Measure: measure, State: models.StateReported, Number: new(int64), Where: at}
	if strings.HasPrefix(measure, "applications.") {
		f.Applicant = "natural_person"
	}
	return f
}

func byID(t *testing.T, doc *html.Node, id string) *html.Node {
	t.Helper()
	for _, n := range nodes(doc) {
		if v, _ := attr(n, "id"); v == id {
			return n
		}
	}
	t.Errorf("nothing has the id %q", id)
	return &html.Node{}
}

func TestReadingPage_EveryPositionHasAnAddress(t *testing.T) {
	_, doc := render(t, views.NewReadingPage(frame("/originals/x/read"), reading(original())))
	head := byID(t, doc, "t1.r1.c1")
	if across, _ := attr(head, "colspan"); across != "2" || text(head) != "申请人情况" {
		t.Errorf("the merged head is %q over %s columns", text(head), across)
	}
	if byID(t, doc, "t1.r1.c2").Parent != head || byID(t, doc, "t1.r3.c1").Parent != byID(t, doc, "t1.r2.c1") {
		t.Error("the positions that a merged cell covers are not in it")
	}
	if class, _ := attr(byID(t, doc, "t1.r3.c3"), "class"); class != "absent" {
		t.Errorf("the position that the row does not have is %q", class)
	}
	for _, id := range []string{"t1", "t1.r2", "page-1", "page-3"} {
		byID(t, doc, id)
	}
	if class, _ := attr(byID(t, doc, "t1.r3"), "class"); class != "new-page" {
		t.Error("the page that begins inside the table is not marked")
	}
	if !strings.Contains(text(byID(t, doc, "t1")), "第 1 个表格（第 1 至 2 页）") {
		t.Error("the table does not say which pages it is on")
	}
	for _, n := range nodes(doc) {
		if id, _ := attr(n, "id"); id == "page-2" {
			t.Error("the page that began inside the table begins again")
		}
	}
}

func TestReadingPage_FiguresLeadToTheReport(t *testing.T) {
	in := reading(original(), figureAt("applications.received", models.Where{Table: 1, Row: 2, Column: 2}), figureAt("applications.granted", models.Where{Table: 1, Row: 2, Column: 3}),
		figureAt("applications.partial", models.Where{}), figureAt("releases.total", models.Where{Quote: "全年主动发布信息1,234条。"}), figureAt("releases.website", models.Where{Quote: "另一句。"}))
	_, doc := render(t, views.NewReadingPage(frame("/originals/x/read"), in))
	var links []string
	for _, n := range nodes(byID(t, doc, "document")) {
		if href, ok := attr(n, "href"); ok {
			links = append(links, text(n)+" "+href)
		}
	}
	releases := models.Key{Measure: "releases.total"}
	want := []string{releases.Name(models.Zh) + " /reports/a-06/2025#s1.total", "12 /reports/a-06/2025#t3.r01.c1"}
	if fmt.Sprint(links) != fmt.Sprint(want) {
		t.Errorf("links %q, want %q", links, want)
	}
	if p := byID(t, doc, "s1.total").Parent; p.DataAtom != atom.P || !strings.Contains(text(p), "1,234") {
		t.Error("the sentence has no anchor")
	}
	if name, _ := attr(byID(t, doc, "t1.r2.c2").LastChild, "title"); !strings.Contains(name, "自然人") {
		t.Errorf("the figure is called %q", name)
	}
}

func TestReadingPage_AnotherDocumentsPlacesAreNotItsOwn(t *testing.T) {
	in := reading(original(), figureAt("applications.received", models.Where{Table: 1, Row: 2, Column: 2}))
	first := models.Source{SHA256: strings.Repeat("cd", 32), Name: "年报.html"}
	in.Report.Revision.Sources = append([]models.Source{first}, in.Report.Revision.Sources...)
	p := views.NewReadingPage(frame("/originals/x/read"), in)
	if p.Linked || p.Other.Href != views.ReadingPath(first.SHA256) {
		t.Errorf("linked %v, other %+v", p.Linked, p.Other)
	}
	if raw, _ := render(t, p); !strings.Contains(raw, "取自另一份文件") {
		t.Error("the page does not say where the figures are from")
	}
}

func TestReadingPage_RaggedTextKeepsItsRows(t *testing.T) {
	doc := cells.Document{Blocks: []cells.Block{{Grid: &cells.Grid{Columns: 3, Ragged: true, Rows: []cells.Row{
		{Cells: []cells.Cell{{Text: "甲"}}}, {}, {Cells: []cells.Cell{{Text: "乙"}, {Text: "1"}, {Text: "2"}}}}}}}}
	_, page := render(t, views.NewReadingPage(frame("/originals/x/read"), reading(doc, figureAt("applications.received", models.Where{Table: 1, Row: 3, Column: 3}))))
	var counts []int
	for _, n := range nodes(byID(t, page, "t1")) {
		switch n.DataAtom {
		case atom.Tr:
			counts = append(counts, 0)
		case atom.Td:
			counts[len(counts)-1]++
		}
	}
	if fmt.Sprint(counts) != "[1 0 3]" || text(byID(t, page, "t1.r3.c3")) != "2" {
		t.Errorf("cells in rows %v", counts)
	}
}

func TestReadingPage_NothingOfTheOriginalIsMarkup(t *testing.T) {
	const hostile = `</td></table><script>alert(1)</script>"><img src=x onerror=alert(2)>{{.}}`
	doc := cells.Document{Title: hostile, Blocks: []cells.Block{{Text: hostile}, {Text: hostile, Heading: true}, {Grid: &cells.Grid{Columns: 1, Rows: []cells.Row{{Cells: []cells.Cell{{Text: hostile}}}}}}}}
	in := reading(doc, figureAt("applications.received", models.Where{Table: 1, Row: 1, Column: 1}))
	in.Source.Name, in.Agency.Name, in.Report.AgencyID, in.Download = hostile, hostile, "javascript:alert(3)", "javascript:alert(4)"
	raw, page := render(t, views.NewReadingPage(frame("/originals/x/read"), in))
	if text(byID(t, page, "t1.r1.c1")) != hostile {
		t.Error("the text of the cell is not as in the original")
	}
	for _, n := range nodes(page) {
		if href, _ := attr(n, "href"); n.DataAtom == atom.Img || strings.HasPrefix(href, "javascript:") {
			t.Errorf("<%s> got through, %q", n.Data, href)
		}
	}
	if strings.Contains(raw, "<script>alert") {
		t.Error("script got through")
	}
}

func TestReadingPage_EndsWhereADocumentIsTooLong(t *testing.T) {
	long := &cells.Grid{Columns: 2}
	for range 200_000 {
		long.Rows = append(long.Rows, cells.Row{Cells: []cells.Cell{{Text: "甲"}, {Text: "1"}}})
	}
	for name, blocks := range map[string][]cells.Block{
		"rows":       {{Text: "前"}, {Grid: long}, {Text: "后"}, {Grid: long}},
		"a cell":     {{Text: "前"}, {Grid: &cells.Grid{Columns: 1, Rows: []cells.Row{{Cells: []cells.Cell{{Text: strings.Repeat("长", 1<<20)}}}}}}, {Text: "后"}},
		"paragraphs": {{Text: "前"}, {Text: strings.Repeat("长", 1<<20)}, {Text: "后"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := views.NewReadingPage(frame("/originals/x/read"), reading(cells.Document{Blocks: blocks}))
			raw, _ := render(t, p)
			if !p.Cut || len(raw) > 2<<20 || !strings.Contains(raw, "只显示前面一部分") || !strings.Contains(raw, "<p>前</p>") || strings.Contains(raw, "<p>后</p>") {
				t.Errorf("cut %v, %d bytes", p.Cut, len(raw))
			}
		})
	}
}

func TestReadingPage_UnreadableLeadsToTheOriginal(t *testing.T) {
	in := reading(cells.Document{})
	in.Unreadable = "“年报.doc”是旧版 Word 文档（.doc），暂不能读取。"
	_, doc := render(t, views.NewReadingPage(frame("/originals/x/read"), in))
	section := byID(t, doc, "document")
	if !strings.Contains(text(section), in.Unreadable) {
		t.Errorf("the page says %q", text(section))
	}
	found := false
	for _, n := range nodes(section) {
		href, _ := attr(n, "href")
		found = found || href == in.Download
	}
	if !found {
		t.Error("no link to the original")
	}
}

func TestReportPage_FiguresLeadToTheirPlaceInTheOriginal(t *testing.T) {
	sha := strings.Repeat("ab", 32)
	for _, tt := range []struct {
		at   models.Where
		want string
	}{
		{models.Where{Table: 5, Row: 4, Column: 3, Page: 2}, "#t5.r4.c3"},
		{models.Where{Table: 5, Row: 4}, "#t5.r4"},
		{models.Where{Table: 5}, "#t5"},
		{models.Where{Quote: "全年发布信息。"}, "#t3.r01.c1"},
		{models.Where{Page: 2}, "#page-2"},
		{models.Where{}, ""},
	} {
		f := figureAt("applications.received", tt.at)
		in := views.Reported{Agency: agencies[6], Heads: views.Heads{}, SourceURL: func(s string) string { return "/originals/" + s },
			Report: models.Report{AgencyID: "a-06", Year: 2025, Revision: models.Revision{Edition: models.Edition2021, Figures: []models.Figure{f}, Sources: []models.Source{{SHA256: sha}},
				Notes: []models.Note{{Message: "说明。", Key: f.Key().String(), Where: tt.at}}}}}
		p := views.NewReportPage(frame("/"), in)
		want := ""
		if tt.want != "" {
			want = views.ReadingPath(sha) + tt.want
		}
		if got := p.Figures[0].Items[0].Source; got != want || p.Notes[0].Source != want {
			t.Errorf("%+v: %q and %q, want %q", tt.at, got, p.Notes[0].Source, want)
		}
		in.SourceURL = nil
		if p := views.NewReportPage(frame("/"), in); p.Figures[0].Items[0].Source != "" {
			t.Error("a link to a document that is not served")
		}
	}
}
