package handlers

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Files are dropped on the page, one is taken off again, and the rest are handed in without leaving it; the page then knows the new versions.
func TestBrowser_FilesAreDroppedAndHandedIn(t *testing.T) {
	s := district(t)
	w := s.hire(t, "bureau1", "bureau", "a-1", "a-3")
	b := browse(t, s, 390)
	name, value, _ := strings.Cut(w.cookie, "=")
	_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: "http://" + b.host + "/"})
	b.must(err)
	b.open("/desk/hand-in")
	b.until(`document.querySelector('.chosen')`)
	drop := func(files map[string][]byte) {
		list := ""
		for name, data := range files {
			list += fmt.Sprintf("t.items.add(new File([Uint8Array.from(atob('%s'), function (c) { return c.charCodeAt(0); })], '%s'));", base64.StdEncoding.EncodeToString(data), name)
		}
		eval[bool](b, `(function () { var t = new DataTransfer(); `+list+` document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {dataTransfer: t, bubbles: true, cancelable: true})); return true; })()`)
	}
	drop(map[string][]byte{"wrong.docx": paper(t, "docx", bureauOf(1), 2025, 10, wrongTotal)})
	drop(map[string][]byte{"right.docx": paper(t, "docx", bureauOf(3), 2025, 35)})
	drop(map[string][]byte{"other.txt": []byte("x")})
	if got := eval[string](b, `Array.from(document.querySelectorAll('.chosen li')).map(function (li) { return li.firstChild.textContent.trim(); }).join(' ')`); got != "wrong.docx right.docx other.txt" {
		t.Fatalf("chosen are %q", got)
	}
	eval[bool](b, `(function () { document.querySelectorAll('.chosen button')[2].click(); return true; })()`)
	b.do(chromedp.Click(chromedp.CSS(`form.upload button[type="submit"]`)))
	b.until(`document.querySelectorAll('.received article').length === 2`)
	results := eval[string](b, `document.getElementById('results').textContent`)
	if !strings.Contains(results, "表四“行政复议”") || !strings.Contains(results, "区文化局 2025 年的年报：已收下") {
		t.Errorf("results: %s", results)
	}
	if got := eval[string](b, `document.activeElement.id + ' ' + document.querySelectorAll('.chosen li').length + ' ' + document.querySelector('input[name="seen"]').value`); got != "results 0 a-1/2025/1" {
		t.Errorf("afterwards: %s", got)
	}
	if got := eval[int64](b, `document.documentElement.scrollWidth`); got > 390 {
		t.Errorf("the page is %d wide: %s", got, eval[string](b, wider))
	}
	// The mended file replaces the version that the page has learned of.
	drop(map[string][]byte{"mended.docx": paper(t, "docx", bureauOf(1), 2025, 10)})
	b.do(chromedp.Click(chromedp.CSS(`form.upload button[type="submit"]`)))
	b.until(`document.getElementById('results').textContent.indexOf('第 2 版') > 0`)
	b.quiet()
	// Whoever is no longer signed in keeps what is chosen.
	if err := s.store.SignOut(t.Context(), w.secret, s.clock.t); err != nil {
		t.Fatal(err)
	}
	drop(map[string][]byte{"late.docx": []byte("x")})
	b.do(chromedp.Click(chromedp.CSS(`form.upload button[type="submit"]`)))
	b.until(`document.querySelector('.progress').textContent.indexOf('登录已过期') >= 0`)
	if got := eval[int](b, `document.querySelectorAll('.chosen li').length`); got != 1 {
		t.Errorf("%d files are still chosen", got)
	}
}
