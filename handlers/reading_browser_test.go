package handlers

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"gongkai/ingest"
	"gongkai/models"
	"gongkai/views"
)

// From a figure of a report to the cell of the document it was read from, and back.
func TestBrowser_FigureLeadsToItsCellInTheOriginalAndBack(t *testing.T) {
	s := newSite(t)
	name := "yimei-civil-affairs-2025.html"
	o, err := ingest.Import(t.Context(), s.store, ingest.ImportOptions{CreateAgencies: true, Now: s.clock.now()}, name, documents(t)[name])
	if err != nil {
		t.Fatal(err)
	}
	b := browse(t, s, 1280)
	report := models.ReportPath(o.AgencyID, o.Year)
	for _, width := range []int64{1280, 390, 320} {
		b.width(width)
		b.open(report + "#t3.r01.c1")
		b.until(`document.querySelector('.pop a[href*="/read#"]')`)
		b.do(chromedp.Click(chromedp.CSS(`.pop a[href*="/read#"]`)))
		b.until(`location.pathname.indexOf('/originals/') === 0 && document.querySelector(':target')`)
		b.until(`(function () { var r = document.querySelector(':target').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.right > 0 && r.left < innerWidth; })()`)
		if got := eval[string](b, `getComputedStyle(document.querySelector(':target')).outlineStyle`); got != "solid" {
			t.Errorf("the outline of the cell is %q", got)
		}
		if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
			t.Errorf("%d wide in a window of %d: %s", got, width, eval[string](b, wider))
		}
		b.follow(chromedp.Click(chromedp.CSS(`:target a`)))
		b.until(`location.hash === '#t3.r01.c1' && document.querySelector('td.chosen')`)
	}
	b.open(views.ReadingPath(o.SHA256) + "#s1.total")
	b.until(`document.querySelector(':target')`)
	if got := eval[string](b, `document.querySelector(':target').parentElement.textContent`); !strings.Contains(got, "119") {
		t.Errorf("the sentence shown is %q", got)
	}
	b.quiet()
}
