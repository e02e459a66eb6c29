package views_test

import (
	"strings"
	"testing"

	"gongkai/ingest/cells"
	"gongkai/models"
	"gongkai/views"
)

// drawnOriginal is a document of two pages with a table over both.
func drawnOriginal() cells.Document {
	cell := func(text string, top float64) cells.Cell {
		return cells.Cell{Text: text, Rect: &[4]float64{100, top, 180.5, top + 20}}
	}
	return cells.Document{
		Blocks: []cells.Block{{Page: 1, Grid: &cells.Grid{Columns: 1, Rows: []cells.Row{{Page: 1, Cells: []cells.Cell{cell("12", 700)}}, {Page: 2, Cells: []cells.Cell{cell("7", 50)}}}}}},
		Pages: []cells.Page{
			{No: 1, Width: 595.3, Height: 842, Lines: [][4]float64{{100, 700, 180.5, 700}}, Runs: []cells.Run{{Text: "<b>12", X: 110, Y: 714, Length: 12, Size: 10}}},
			{No: 2, Width: 595.3, Height: 842, Runs: []cells.Run{{Text: "侧", X: 20, Y: 30, Length: 10, Size: 10, Turned: 1}}},
		},
	}
}

func TestReadingPage_PagesAreDrawnWithEveryCellInItsPlace(t *testing.T) {
	at := models.Where{Table: 1, Row: 2, Column: 1, Page: 2, Rect: &[4]float64{100, 50, 180.5, 70}}
	in := reading(drawnOriginal(), figureAt("applications.received", at))
	body, doc := render(t, views.NewReadingPage(frame("/originals/x/read"), in))
	checkDocument(t, doc)
	for _, want := range []string{
		`viewBox="0 0 595.3 842"`, `d="M100 700L180.5 700"`,
		`<text x="110" y="714" font-size="10" textLength="12" lengthAdjust="spacingAndGlyphs">&lt;b&gt;12</text>`,
		`transform="rotate(-90 20 30)"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
	cell := byID(t, doc, "at-t1.r2.c1")
	if page, _ := attr(cell.Parent.Parent, "aria-label"); page != "第 2 页" {
		t.Errorf("the cell stands on %q", page)
	}
	byID(t, doc, "at-t1.r1.c1")
	byID(t, doc, "t1.r2.c1")
	if strings.Count(body, `href="/reports/a-06/2025#t3.r01.c1"`) != 2 {
		t.Error("the figure's cell does not lead back from both the page and the table")
	}

	report := in.Report
	report.Revision.Figures[0].Where = at
	body, _ = render(t, views.NewReportPage(frame("/reports/a-06/2025"), views.Reported{Agency: agencies[6], Report: report, SourceURL: func(string) string { return "" }}))
	if !strings.Contains(body, `/read#at-t1.r2.c1"`) {
		t.Error("the report does not lead to the place on the page")
	}
}

func TestReadingPage_LongDocumentsAreDrawnAsFarAsThereIsRoom(t *testing.T) {
	doc := cells.Document{}
	for i := range 3000 {
		doc.Pages = append(doc.Pages, cells.Page{No: i + 1, Width: 600, Height: 800, Runs: []cells.Run{{Text: strings.Repeat("字", 300)}}})
	}
	p := views.NewReadingPage(frame("/originals/x/read"), reading(doc))
	if len(p.Sheets) == 0 || len(p.Sheets) > 1500 || !p.Cut {
		t.Errorf("%d pages are drawn, cut: %v", len(p.Sheets), p.Cut)
	}
}

func TestBesidePage_IsTheDocumentAlone(t *testing.T) {
	body, doc := render(t, views.BesidePage{ReadingPage: views.NewReadingPage(frame("/originals/x/beside"), reading(drawnOriginal()))})
	checkDocument(t, doc)
	byID(t, doc, "at-t1.r1.c1")
	byID(t, doc, "t1.r1.c1")
	for _, not := range []string{"site-nav", "site-foot", "<script"} {
		if strings.Contains(body, not) {
			t.Errorf("%q is on the page", not)
		}
	}
}
