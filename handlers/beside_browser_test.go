package handlers

import (
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gongkai/ingest"
	"gongkai/models"
)

// A figure that is chosen is shown in its document, beside the tables, with the cell marked; where there is no room, the link leads to it.
func TestBrowser_FigureIsShownInItsDocumentBesideIt(t *testing.T) {
	all := documents(t)
	for _, format := range []string{".pdf", ".docx"} {
		t.Run(format, func(t *testing.T) {
			names := slices.DeleteFunc(slices.Sorted(maps.Keys(all)), func(n string) bool { return path.Ext(n) != format })
			if len(names) == 0 {
				if os.Getenv("CI") == "true" {
					t.Fatal("no document of this format")
				}
				t.Skip("no document of this format")
			}
			s := newSite(t)
			o, err := ingest.Import(t.Context(), s.store, ingest.ImportOptions{CreateAgencies: true, Now: s.clock.now()}, names[0], all[names[0]])
			if err != nil {
				t.Fatal(err)
			}
			b := browse(t, s, 1280)
			report := models.ReportPath(o.AgencyID, o.Year)
			b.open(report)
			choose := func(cell string) { eval[any](b, `document.querySelector('[id="cell-`+cell+`"] a').click()`) }
			b.do(chromedp.Click(chromedp.CSS(`[id="cell-t3.r02.c7"] a`)))
			b.until(`document.querySelector('aside.pane iframe')`)
			frame := eval[string](b, `document.querySelector('.pane iframe').src`)
			if !strings.Contains(frame, "/originals/"+o.SHA256+"/beside#") {
				t.Fatalf("the frame shows %s", frame)
			}
			if got := eval[string](b, `document.querySelector('.pane iframe').getAttribute('sandbox')`); strings.Contains(got, "script") || strings.Contains(got, "same-origin") {
				t.Errorf("the document may do %q", got)
			}
			if eval[bool](b, `document.querySelector('.pop').getBoundingClientRect().right > document.querySelector('.pane').getBoundingClientRect().left`) {
				t.Error("what opens covers the document")
			}
			choose("t3.r03.c1") // which what opened may cover
			b.until(`document.querySelector('.pane iframe').src !== ` + "'" + frame + "'")
			next := eval[string](b, `document.querySelector('.pane iframe').src`)
			b.press(kb.Escape, kb.Escape)
			b.until(`!document.querySelector('.pane, .pop')`)
			choose("t3.r02.c7")
			b.until(`document.querySelector('.pop') && !document.querySelector('.pane')`)

			for _, address := range []string{frame, next, strings.Replace(next, "/beside#", "/read#", 1)} {
				b.open(strings.TrimPrefix(address, "http://"+b.host))
				b.until(`document.querySelector(':target')`)
				b.until(`(function () {
					var e = document.querySelector(':target'), r = (e.querySelector('rect') || e).getBoundingClientRect();
					return r.width > 5 && r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth;
				})()`)
				if mark := eval[string](b, `(function () {
					var e = document.querySelector(':target'), r = e.querySelector('rect');
					return r ? getComputedStyle(r).strokeWidth : getComputedStyle(e).outlineWidth;
				})()`); mark != "2.5px" && mark != "3px" {
					t.Errorf("%s: the cell's line is %q wide", address, mark)
				}
			}
			b.width(390)
			b.open(report + "#t3.r02.c7")
			b.until(`document.querySelector('.pop a[href*="/read#"]')`)
			if eval[bool](b, `!!document.querySelector('.pane')`) {
				t.Error("the document is in the way on a phone")
			}
			b.quiet()
		})
	}
}
