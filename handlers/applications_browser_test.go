package handlers

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// drawnTexts are the words of a chart as drawn.
const drawnTexts = `Array.from(document.querySelectorAll('#%s-chart svg text')).map(function (t) { return t.textContent; }).join('|')`

// The streams and cells are drawn at every width with the numbers of the table, and nothing reaches past the window.
func TestBrowser_ApplicationsDrawTheTablesNumbers(t *testing.T) {
	b := browse(t, exploredDistrict(t), 1280)
	for _, address := range []string{"/applications", "/applications?a=a-1", "/applications?tab=mix&mode=abs", "/applications?tab=reasons", "/applications?tab=reasons&group=refused&mode=share", "/applications?tab=who",
		"/applications?tab=backlog", "/applications?tab=backlog&rows=agencies", "/remedies", "/remedies?rows=agencies&rate=remedy_correct_rate", "/en/applications?tab=reasons", "/en/remedies?rows=agencies"} {
		for _, width := range []int64{1280, 390, 320} {
			b.width(width)
			b.open(address)
			b.until(`document.readyState === 'complete'`)
			b.until(`Array.from(document.querySelectorAll('.chart')).every(function (c) { return c.querySelector('svg'); })`)
			b.until(`Array.from(document.querySelectorAll('.chart svg')).every(function (s) { return s.clientWidth <= s.closest('.chart').clientWidth; })`)
			if failed := eval[int](b, `document.querySelectorAll('.chart.failed').length`); failed > 0 {
				t.Errorf("%s: %d charts failed", address, failed)
			}
			if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
				t.Errorf("%s is %d wide in a window of %d: %s", address, got, width, eval[string](b, wider))
			}
			b.quiet()
		}
	}
	b.width(1280)
	b.open("/applications?a=a-1")
	b.until(`document.querySelector('#flow-chart svg text')`)
	texts := eval[string](b, strings.ReplaceAll(drawnTexts, "%s", "flow"))
	for _, want := range []string{"予以公开 25", "不予公开 12", "不予处理 21", "第三方权益 12", "结转下年度 5", "差额"} {
		if !strings.Contains(texts, want) {
			t.Errorf("the streams do not say %q: %s", want, texts)
		}
	}
	if strings.Contains(texts, "部分公开") {
		t.Errorf("a stream of 0 is drawn: %s", texts)
	}
	if decals := eval[int](b, `document.querySelectorAll('#flow-chart svg pattern').length`); decals == 0 {
		t.Error("neither the difference nor what is carried over is hatched")
	}
	b.open("/applications?tab=reasons")
	b.until(`document.querySelector('#reasons-chart svg text')`)
	cells := eval[string](b, strings.ReplaceAll(drawnTexts, "%s", "reasons"))
	if !strings.Contains(cells, "|12|") || !strings.Contains(cells, "|21|") {
		t.Errorf("the cells do not hold the numbers of the table: %s", cells)
	}
}

// The keyboard goes over nodes and streams alike, and Enter leads to the cell of the report.
func TestBrowser_KeyboardReachesTheStreams(t *testing.T) {
	b := browse(t, exploredDistrict(t), 1280)
	b.open("/applications?a=a-1")
	b.until(`document.querySelector('#flow-chart svg text')`)
	b.do(chromedp.Focus(chromedp.CSS("#flow-chart")))
	b.press(kb.ArrowRight, kb.End)
	if got := eval[string](b, `document.querySelector('[aria-live]').textContent`); !strings.Contains(got, "→") {
		t.Errorf("the last point is no stream: %q", got)
	}
	b.press(kb.Enter)
	if got := eval[string](b, `document.activeElement.closest('.tip') ? document.activeElement.getAttribute('href') : ''`); !strings.HasPrefix(got, "/reports/a-1/2024#t3.") {
		t.Errorf("Enter does not lead to the source but to %q", got)
	}
	b.quiet()
}
