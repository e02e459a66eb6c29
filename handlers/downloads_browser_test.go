package handlers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// From the page of downloads alone, on any width: every file is a button that is easy to hit and says its format and size, in lines that
// begin at one edge; the programs can be copied, with the site's own address in them; and from there one comes to what to cite and what changed.
func TestBrowser_DownloadsAlone(t *testing.T) {
	s, _, second := citable(t)
	b := browse(t, s, 1280)
	for _, width := range []int64{1280, 390, 320} {
		b.width(width)
		b.open("/downloads")
		if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
			t.Errorf("the page is %d wide in %d", got, width)
		}
		if small := eval[string](b, `[...document.querySelectorAll('.downloads a.button')].filter(a => { const r = a.getBoundingClientRect(); return r.height < 32 || r.width < 44 || r.right > innerWidth || a.scrollWidth > a.clientWidth; }).map(a => a.textContent).join('|')`); small != "" {
			t.Errorf("at %d these are small or cut: %s", width, small)
		}
		if n := eval[int](b, `document.querySelectorAll('.downloads a.button[download]').length`); n < 51 {
			t.Errorf("%d files", n)
		}
		// The labels of a line of buttons stand before them, and the first buttons of all lines of a kind under each other.
		if edges := eval[int](b, `new Set([...document.querySelectorAll('.downloads .inline-links')].map(p => Math.round(p.querySelector('a.button').getBoundingClientRect().left))).size`); edges != 1 {
			t.Errorf("at %d the buttons begin at %d edges", width, edges)
		}
		if cut := eval[string](b, `[...document.querySelectorAll('.copy textarea')].filter(a => a.scrollHeight > a.clientHeight + 2).map(a => a.id).join(' ')`); cut != "" {
			t.Errorf("at %d these programs are not seen whole: %s", width, cut)
		}
	}
	if own := eval[string](b, `document.getElementById('use-pandas').value`); !strings.Contains(own, `pd.read_csv("http://`+b.host+`/downloads/latest/observations-long.csv"`) {
		t.Errorf("the program reads %s", own)
	}
	b.do(chromedp.Click(chromedp.CSS(`#use-pandas + button`)))
	b.until(`/已复制/.test(document.body.textContent)`)
	status := `fetch(document.querySelector('#agencies a.button[href$=".csv"]').href).then(r => r.arrayBuffer().then(x => r.status + ' ' + (new Uint8Array(x)[0]) + ' ' + (x.byteLength == r.headers.get('Content-Length'))))`
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](status, chromedp.EvalAwaitPromise))
	if err != nil || got != fmt.Sprint("200 ", 0xef, " true") {
		t.Errorf("a click gives %s, %v", got, err)
	}
	b.follow(chromedp.Click(chromedp.CSS(`.page-head a[href="` + second.Path() + `"]`)))
	for _, id := range []string{"cite-gbt", "cite-english"} {
		if cited := eval[string](b, `document.getElementById('`+id+`').value`); !strings.Contains(cited, "http://"+b.host+second.Path()) || !strings.Contains(cited, second.ID) {
			t.Errorf("%s: %s", id, cited)
		}
	}
	if changed := eval[string](b, `document.getElementById('changed').textContent`); !strings.Contains(changed, "区司法局") {
		t.Errorf("changed: %s", changed)
	}
	b.quiet()
}
