package handlers

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// controls are what can be reached on the page by keyboard, in its order.
const controls = `Array.from(document.querySelectorAll('main a[href], main button, main select, main input:not([type=hidden]), main summary, main [tabindex="0"]')).filter(function (e) {
	return e.checkVisibility() && e.tabIndex >= 0;
})`

// Every control of the compare page is reached by Tab, in order, and shows that it is.
func TestBrowser_CompareIsReachedByKeyboard(t *testing.T) {
	b := browse(t, district(t), 1280)
	b.open("/compare?view=ranked&a=a-1")
	b.until(`document.querySelector('.chart svg')`)
	b.do(chromedp.Focus(chromedp.CSS("main select")))
	total := eval[int](b, controls+`.length`)
	if total < 20 {
		t.Fatalf("%d controls", total)
	}
	at := controls + `.indexOf(document.activeElement)`
	for i := eval[int](b, at); i < total-1; i++ {
		b.press(kb.Tab)
		if got := eval[int](b, at); got != i+1 {
			t.Fatalf("Tab leads from control %d to %d: %s", i, got, eval[string](b, `document.activeElement.outerHTML.slice(0, 120)`))
		}
		if name := eval[string](b, `(function () { var s = getComputedStyle(document.activeElement); return s.outlineStyle === 'none' ? document.activeElement.outerHTML.slice(0, 80) : ''; })()`); name != "" {
			t.Errorf("no ring around %s", name)
		}
	}
}

// Every control of the compare page does by keyboard what it is for.
func TestBrowser_CompareIsWorkedByKeyboard(t *testing.T) {
	b := browse(t, district(t), 1280)
	b.open("/compare?view=ranked")
	b.until(`document.querySelector('.chart svg')`)
	focus := func(selector string) { b.do(chromedp.Focus(chromedp.CSS(selector))) }
	for _, id := range []string{"by", "to", "sort", "scale"} {
		before := eval[string](b, `document.getElementById('`+id+`').value`)
		focus("#" + id)
		key := kb.ArrowDown
		if id == "to" {
			key = kb.ArrowUp
		}
		b.press(key)
		if after := eval[string](b, `document.getElementById('`+id+`').value`); after == before {
			t.Errorf("an arrow does not change %s from %q", id, before)
		}
	}
	focus(`input[name="same"]`)
	b.press(" ")
	focus(".compare-form summary")
	b.press(kb.Enter)
	focus(`input[name="a"][value="a-2"]`)
	b.press(" ")
	focus(`.compare-form button[type="submit"]`)
	b.follow(chromedp.KeyEvent(kb.Enter))
	b.until(`document.querySelector('.chart svg')`)
	address := eval[string](b, `location.pathname + location.search`)
	for _, want := range []string{"/compare?", "by=", "a=a-2", "y=2020..2023", "view=ranked", "same=1", "sort=", "scale=log"} {
		if !strings.Contains(address, want) {
			t.Errorf("%q is not in %s", want, address)
		}
	}
	for _, link := range []struct{ selector, want string }{
		{`nav a[href*="peers=median"]`, "peers=median"}, {`nav a[href*="view=dumbbell"]`, "view=dumbbell"}, {`nav a[href*="peers=kind"]`, "peers=kind"}, {`nav a[href*="view=multiples"]`, "view=multiples"},
		{`nav a[href*="peers=near"]`, "peers=near"}, {`nav a[href*="view=heatmap"]`, "view=heatmap"}, {`nav a[href*="view=outcomes"]`, "view=outcomes"},
	} {
		focus(link.selector)
		b.follow(chromedp.KeyEvent(kb.Enter))
		b.until(`document.readyState === 'complete'`)
		if got := eval[string](b, `location.search`); !strings.Contains(got, link.want) || !strings.Contains(got, "a=a-2") {
			t.Errorf("%s leads to %s", link.selector, got)
		}
		if notice := eval[string](b, `(document.querySelector('.notices[role=status]') || {textContent: ''}).textContent`); notice != "" {
			t.Errorf("%s leads to what cannot be had: %s", link.selector, notice)
		}
	}
	focus("#mode")
	b.press(kb.ArrowDown)
	focus(`.compare-form button[type="submit"]`)
	b.follow(chromedp.KeyEvent(kb.Enter))
	b.until(`document.querySelector('.chart svg')`)
	if got := eval[string](b, `location.search`); !strings.Contains(got, "mode=abs") {
		t.Errorf("counts are not kept: %s", got)
	}
	focus(".chart")
	b.press(kb.ArrowRight)
	if eval[string](b, `document.querySelector('[aria-live]').textContent`) == "" {
		t.Error("the cursor says nothing")
	}
	b.quiet()
}

// The pages that set agencies side by side draw their charts and fit any window, in both languages.
func TestBrowser_ComparingPagesFit(t *testing.T) {
	b := browse(t, district(t), 1280)
	for _, address := range []string{"/compare?view=dumbbell", "/en/compare?view=dumbbell&m=disclosure_rate&a=a-1", "/compare?view=multiples&a=a-2&peers=near", "/en/compare?view=multiples&scale=log",
		"/compare?a=a-1&peers=median&same=1", "/compare?view=outcomes&mode=abs", "/agencies?status=suspect", "/en/agencies/a-1?mode=abs", "/agencies/a-0", "/measures/disclosure_rate?a=a-1", "/en/measures/norm_residual"} {
		for _, width := range []int64{1280, 320} {
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
			if cut := eval[string](b, cutOff); cut != "" {
				t.Errorf("%s at %d: cut off at the edge of its chart: %s", address, width, cut)
			}
			b.quiet()
		}
	}
}

// cutOff lists words of charts that reach past the edge of their chart.
const cutOff = `Array.from(document.querySelectorAll('.chart svg text')).filter(function (e) {
	var chart = e.closest('.chart').getBoundingClientRect(), r = e.getBoundingClientRect();
	return r.width > 0 && (r.right > chart.right + 2 || r.left < chart.left - 2);
}).slice(0, 4).map(function (e) { return e.textContent; }).join(' | ')`
