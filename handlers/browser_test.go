package handlers

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// wider lists what reaches past the window's right edge, outside of the regions that scroll by themselves.
const wider = `Array.from(document.querySelectorAll('body *')).filter(function (e) {
	return e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll') && !e.closest('svg') && !e.closest('.skip');
}).slice(0, 3).map(function (e) { return e.tagName + '.' + e.className; }).join(' ')`

func TestBrowser_EveryPageDrawsFitsAndIsQuiet(t *testing.T) {
	b := browse(t, district(t), 1280)
	for _, address := range append(samples, "/compare?view=ranked", "/compare?view=heatmap", "/compare?view=outcomes", "/compare?a=a-1~a-2") {
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
}

// From a chart to the cell of the report that its number stands in, without a pointer.
func TestBrowser_KeyboardLeadsFromChartToCell(t *testing.T) {
	b := browse(t, district(t), 1280)
	b.open("/compare?a=a-1")
	b.until(`document.querySelector('.chart svg')`)
	b.do(chromedp.Focus(chromedp.CSS(".chart")))
	b.press(kb.ArrowRight)
	first := eval[string](b, `document.querySelector('[aria-live]').textContent`)
	b.press(kb.ArrowRight)
	second := eval[string](b, `document.querySelector('[aria-live]').textContent`)
	if first == "" || first == second || !strings.Contains(second, "20") {
		t.Errorf("the cursor says %q, then %q", first, second)
	}
	b.press(kb.Escape)
	if !eval[bool](b, `document.querySelector('.tip').hidden`) {
		t.Error("Esc does not close the tooltip")
	}
	b.press(kb.ArrowRight, kb.Enter)
	if got := eval[string](b, `document.activeElement.closest('.tip') ? document.activeElement.getAttribute('href') : ''`); !strings.HasPrefix(got, "/reports/") {
		t.Fatalf("Enter does not lead to the source but to %q", got)
	}
	b.follow(chromedp.KeyEvent(kb.Enter))
	b.until(`location.pathname.indexOf('/reports/') === 0 && document.querySelector('.pop')`)
	if got := eval[string](b, `document.querySelector('td.chosen').id`); !strings.HasPrefix(got, "cell-t3.") {
		t.Errorf("the cell brought up is %q", got)
	}
	b.until(`(function () { var r = document.querySelector('td.chosen').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()`)
	b.press(kb.Escape)
	if eval[bool](b, `!!document.querySelector('.pop')`) {
		t.Error("Esc does not close what is known of the cell")
	}
	b.quiet()
}

func TestBrowser_PointerPinsTooltip(t *testing.T) {
	b := browse(t, district(t), 1280)
	b.open("/compare?view=outcomes")
	b.until(`document.querySelector('.chart svg')`)
	b.do(chromedp.Focus(chromedp.CSS(".chart")))
	b.press(kb.ArrowRight)
	at := eval[[]float64](b, `(function () { var r = document.querySelector('.ring').getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
	b.press(kb.Escape)
	b.do(chromedp.MouseClickXY(at[0], at[1]))
	b.do(chromedp.MouseEvent(chromedp.MouseMoved, 5, 5))
	if eval[bool](b, `document.querySelector('.tip').hidden`) {
		t.Error("a click does not pin the tooltip")
	}
	b.do(chromedp.MouseClickXY(5, 5))
	if !eval[bool](b, `document.querySelector('.tip').hidden`) {
		t.Error("a click elsewhere does not close the tooltip")
	}
	b.quiet()
}

func TestBrowser_SortsTables(t *testing.T) {
	b := browse(t, district(t), 1280)
	b.open("/compare")
	b.until(`document.querySelector('th button')`)
	names := `Array.from(document.querySelector('table[data-sortable]').tBodies[0].rows).map(function (r) { return r.cells[0].textContent; }).join(' ')`
	official := eval[string](b, names)
	click := `document.querySelectorAll('table[data-sortable] th button')[5].click()`
	for _, want := range []string{"ascending", "descending", ""} {
		b.must(chromedp.Do(b.ctx, script(click)))
		if got := eval[string](b, `document.querySelectorAll('table[data-sortable] thead th')[5].getAttribute('aria-sort') || ''`); got != want {
			t.Errorf("aria-sort is %q, want %q", got, want)
		}
		if got := eval[string](b, names); (got == official) != (want == "") && want != "ascending" {
			t.Errorf("%q: %s", want, got)
		}
	}
	b.quiet()
}

func TestBrowser_DarkChartsTakeTheThemesColours(t *testing.T) {
	b := browse(t, district(t), 1280)
	text := `document.querySelector('.chart svg text').getAttribute('fill') || ''`
	b.open("/compare")
	b.until(`document.querySelector('.chart svg text')`)
	light := eval[string](b, text)
	b.follow(chromedp.Click(chromedp.CSS(`.display a[href*="theme=dark"]`)))
	b.until(`document.documentElement.getAttribute('data-theme') === 'dark' && document.querySelector('.chart svg text')`)
	if dark := eval[string](b, text); dark == light {
		t.Errorf("text of the chart is %s in both themes", dark)
	}
	b.quiet()
}

// Without JavaScript every table is open, no empty chart takes room, and forms and links work.
func TestBrowser_WithoutScript(t *testing.T) {
	b := browse(t, district(t), 390)
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.must(err)
	for _, address := range samples {
		b.open(address)
		nodes, err := chromedp.Run(b.ctx, chromedp.Nodes(chromedp.CSSAll("details.card-table:not([open])"), chromedp.AtLeast(0)))
		if b.must(err); len(nodes) > 0 {
			t.Errorf("%s: %d tables are folded", address, len(nodes))
		}
	}
	b.open("/compare?view=heatmap")
	b.do(chromedp.WaitNotVisible(chromedp.CSS(".chart")), chromedp.WaitVisible(chromedp.CSS(".card table")))
	b.follow(chromedp.Click(chromedp.CSS(".compare-form button")))
	b.do(chromedp.WaitVisible(chromedp.CSS(".card table")))
	b.open("/reports/a-1/2024")
	b.do(chromedp.Click(chromedp.CSS(`#t3 a[href="#t3.r01.c7"]`)), chromedp.WaitVisible(chromedp.CSS(`tr[id="t3.r01.c7"]`)))
	b.quiet()
}

// script runs a statement in the page.
func script(statement string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Evaluate[bool]("("+statement+", true)")(ctx, t)
		return err
	})
}
