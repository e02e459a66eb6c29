package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// charted are pages that between them have every kind of chart that the district has figures for.
var charted = []string{"/", "/agencies/a-1", "/compare?a=a-1~a-2", "/compare?view=ranked", "/compare?view=dumbbell", "/compare?a=a-1~a-2&view=multiples", "/compare?view=heatmap", "/compare?view=outcomes", "/measures/disclosure_rate",
	"/applications", "/applications?tab=who", "/applications?tab=backlog", "/disclosure", "/enforcement", "/remedies", "/years/2024"}

func TestBrowser_PanelsOfACard(t *testing.T) {
	b := browse(t, district(t), 1280)
	b.open("/compare?a=a-1")
	b.until(`document.querySelector('.chart svg')`)
	open := `Array.from(document.querySelectorAll('.card details[open]')).map(function (d) { return d.id; }).join(' ')`
	expanded := `Array.from(document.querySelectorAll('[data-panels] [aria-expanded="true"]')).map(function (a) { return a.hash; }).join(' ')`
	for _, step := range []struct{ link, open string }{{"table", "trend-table"}, {"files", "trend-files"}, {"about", "trend-about"}, {"share", "trend-share"}, {"share", ""}, {"table", "trend-table"}, {"chart", ""}} {
		b.do(chromedp.Focus(chromedp.CSS(`[data-panels] a[href="#trend-` + step.link + `"]`)))
		b.press(kb.Enter)
		want := ""
		if step.open != "" {
			want = "#" + step.open
		}
		if got := eval[string](b, open); got != step.open || eval[string](b, expanded) != want {
			t.Errorf("after %s: open %q, expanded %q", step.link, got, eval[string](b, expanded))
		}
	}
	if got := eval[string](b, `document.activeElement.id`); got != "trend-chart" {
		t.Errorf("the link of the chart leads to %q", got)
	}
	b.open("/compare?a=a-1#trend-share")
	b.until(`document.querySelector('#trend-share[open]')`)
	today := time.Now().Format(time.DateOnly)
	for id, want := range map[string]string{"gbt": "[" + today + "]. http://" + b.host + "/compare?a=a-1#trend.", "english": "Retrieved " + today + ", from http://" + b.host + "/compare?a=a-1#trend",
		"iframe": `<iframe src="http://` + b.host + `/embed/compare?a=a-1&amp;chart=trend"`} {
		if got := eval[string](b, `document.getElementById('trend-`+id+`').value`); !strings.Contains(got, want) {
			t.Errorf("%s: %s", id, got)
		}
	}
	b.do(chromedp.Click(chromedp.CSS("#trend-share .copy button")))
	if got := eval[string](b, `document.querySelector('[aria-live]').textContent`); got == "" {
		t.Error("copying is not told")
	}
	b.quiet()
}

// What is said of a point is there for the keyboard and for the pointer, stays while the pointer is on it, and closes with Esc (WCAG
// 1.4.13), whatever the kind of chart.
func TestBrowser_TooltipsOfEveryKind(t *testing.T) {
	b := browse(t, district(t), 1280)
	hidden := `document.querySelector('.tip').hidden`
	kinds := map[string]bool{}
	for _, address := range charted {
		b.open(address)
		b.until(`document.readyState === 'complete' && Array.from(document.querySelectorAll('.chart')).every(function (c) { return c.querySelector('svg'); })`)
		for i := range eval[int](b, `document.querySelectorAll('.chart').length`) {
			chart := `document.querySelectorAll('.chart')[` + string(rune('0'+i)) + `]`
			name := address + " " + eval[string](b, chart+`.closest('.card').className`)
			kinds[strings.Fields(name)[2]] = true
			b.must(chromedp.Do(b.ctx, script(chart+`.scrollIntoView({ block: 'center' }), `+chart+`.focus()`)))
			b.press(kb.ArrowRight)
			said := eval[string](b, `document.querySelector('[aria-live]').textContent`)
			if eval[bool](b, hidden) || said == "" {
				t.Errorf("%s: the keyboard brings up nothing", name)
				continue
			}
			several := eval[bool](b, `[].concat.apply([], JSON.parse(`+chart+`.closest('.card').querySelector('script[data-chart]').textContent).$points).filter(Boolean).length > 1`)
			b.press(kb.End)
			if got := eval[string](b, `document.querySelector('[aria-live]').textContent`); several && got == said {
				t.Errorf("%s: the cursor stays at %q", name, said)
			}
			b.press(kb.Escape)
			if !eval[bool](b, hidden) {
				t.Errorf("%s: Esc does not close what the keyboard brought up", name)
			}
			b.press(kb.Home)
			b.must(chromedp.Do(b.ctx, script(chart+`.querySelector('.ring').scrollIntoView({ block: 'center' })`)))
			at := eval[[]float64](b, `(function () { var r = `+chart+`.querySelector('.ring').getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
			b.press(kb.Escape)
			b.must(chromedp.Do(b.ctx, script(chart+`.blur()`)))
			b.do(chromedp.MouseEvent(chromedp.MouseMoved, at[0], at[1]))
			if eval[bool](b, hidden) {
				t.Errorf("%s: the pointer brings up nothing at %v of %v", name, at, eval[[]float64](b, `[innerWidth, innerHeight, document.elementFromPoint(`+fmt.Sprintf("%f, %f", at[0], at[1])+`) ? 1 : 0]`))
				t.Log(eval[string](b, `(function () { var e = document.elementFromPoint(`+fmt.Sprintf("%f, %f", at[0], at[1])+`); return e ? e.outerHTML.slice(0, 200) : ''; })()`))
				continue
			}
			tip := eval[[]float64](b, `(function () { var r = document.querySelector('.tip').getBoundingClientRect(); return [r.left + 10, r.top + 10, r.left, r.right, innerWidth]; })()`)
			if tip[2] < 0 || tip[3] > tip[4] {
				t.Errorf("%s: the tooltip reaches from %v to %v in a window of %v", name, tip[2], tip[3], tip[4])
			}
			b.do(chromedp.MouseEvent(chromedp.MouseMoved, tip[0], tip[1]))
			b.must(chromedp.Do(b.ctx, script(`window.waited = false, setTimeout(function () { window.waited = true; }, 400)`)))
			b.until(`window.waited`)
			if eval[bool](b, hidden) {
				t.Errorf("%s: the tooltip goes when the pointer comes", name)
			}
			b.press(kb.Escape)
			if !eval[bool](b, hidden) {
				t.Errorf("%s: Esc does not close what the pointer brought up", name)
			}
			b.do(chromedp.MouseClickXY(at[0], at[1]), chromedp.MouseEvent(chromedp.MouseMoved, 2, 2))
			if eval[bool](b, hidden) {
				t.Errorf("%s: a click does not pin", name)
			}
			b.must(chromedp.Do(b.ctx, script(`document.querySelector('.tip .close').click()`)))
			if !eval[bool](b, hidden) {
				t.Errorf("%s: the button does not close", name)
			}
		}
		b.quiet()
	}
	for _, kind := range []string{"trend", "ranked", "outcomes", "heatmap", "sankey", "dumbbell", "multiples", "parts", "grid", "logdots", "peers", "carry"} {
		if !kinds[kind] {
			t.Errorf("no chart of kind %s was tried", kind)
		}
	}
}

// Printed, a card is its chart, its table and its source, and nothing that only a screen has.
func TestBrowser_PrintedCard(t *testing.T) {
	b := browse(t, district(t), 1280)
	b.open("/compare?a=a-1")
	b.until(`document.querySelector('.chart svg')`)
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.must(err)
	b.must(chromedp.Do(b.ctx, script(`window.dispatchEvent(new Event('beforeprint'))`)))
	seen := func(selector string) bool {
		return eval[bool](b, `(function () { var e = document.querySelector('`+selector+`'); return !!e && e.getClientRects().length > 0; })()`)
	}
	for selector, want := range map[string]bool{".card .chart svg": true, ".card table": true, ".card .source": true, ".card .headline": true,
		".card [data-panels]": false, ".card-panel": false, ".card summary": false, ".site-nav": false, ".display": false} {
		if seen(selector) != want {
			t.Errorf("%s is seen: %v", selector, !want)
		}
	}
	b.must(chromedp.Do(b.ctx, script(`window.dispatchEvent(new Event('afterprint'))`)))
	if eval[bool](b, `document.querySelector('.card-table').open`) {
		t.Error("after printing the table stays open")
	}
}

// A page of another host shows a card, and no page of the site.
func TestBrowser_EmbeddedElsewhere(t *testing.T) {
	b := browse(t, district(t), 1280)
	frame := "/embed/compare?a=a-1&amp;chart=trend&amp;theme=dark"
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!DOCTYPE html><title>x</title><link rel="icon" href="data:,"><iframe src="http://` + b.host + frame + `" width="600" height="560"></iframe>`))
	}))
	defer host.Close()
	b.do(chromedp.Navigate(host.URL))
	b.heard(t, "")
	frame = "/compare?a=a-1"
	b.do(chromedp.Navigate(host.URL))
	b.heard(t, "frame-ancestors")
}

// heard waits for the frame of a page, and asserts that the browser complained of what is named, or of nothing.
func (b *tab) heard(t *testing.T, want string) {
	t.Helper()
	b.until(`document.readyState === 'complete'`)
	deadline, stop := context.WithTimeout(b.ctx, 10*time.Second)
	defer stop()
	for want != "" && deadline.Err() == nil {
		b.mu.Lock()
		heard := strings.Join(b.complaints, "\n")
		b.mu.Unlock()
		if strings.Contains(heard, want) {
			break
		}
		b.until(`true`)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	heard := strings.Join(b.complaints, "\n")
	if want == "" && heard != "" || !strings.Contains(heard, want) {
		t.Errorf("the browser says %q, want %q", heard, want)
	}
	b.complaints, b.requests = nil, nil
}
