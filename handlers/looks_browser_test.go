package handlers

import (
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// In every look each page fits a phone and a screen of 320 pixels, which is one of 1280 at 400 %, and half of 1280, which is 200 %.
func TestBrowser_EveryLookFits(t *testing.T) {
	b := browse(t, district(t), 1280)
	for _, look := range []struct{ name, value string }{{"mode", "large"}, {"mode", "contrast"}} {
		_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: look.name, Value: look.value, URL: "http://" + b.host + "/"})
		b.must(err)
		for _, address := range append(samples, "/embed/compare?chart=trend", "/about/accessibility", "/compare?view=ranked#ranked-share", "/nowhere") {
			for _, width := range []int64{640, 390, 320} {
				b.width(width)
				b.open(address)
				b.until(`document.readyState === 'complete' && Array.from(document.querySelectorAll('.chart')).every(function (c) {
					var drawn = c.querySelector('svg'); // again, where only the window has changed
					return drawn && drawn.getBoundingClientRect().width <= c.clientWidth + 1;
				})`)
				if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
					t.Errorf("%s, %s: %d wide in a window of %d: %s", look.value, address, got, width, eval[string](b, wider))
				}
			}
		}
	}
}

// In 长者模式 what can be tapped is 44 pixels high, and 24 otherwise.
func TestBrowser_TargetsAreLargeEnough(t *testing.T) {
	small := `Array.from(document.querySelectorAll('.site-nav a, .display a, button, select, input[type="search"], summary, [data-panels] a')).filter(function (e) {
		var r = e.getBoundingClientRect();
		return r.height > 0 && r.height < least;
	}).slice(0, 3).map(function (e) { return e.outerHTML.slice(0, 80) + ' ' + e.getBoundingClientRect().height; }).join('; ')`
	b := browse(t, district(t), 390)
	for _, look := range []struct{ mode, least string }{{"", "24"}, {"large", "44"}} {
		_, err := chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: "mode", Value: look.mode, URL: "http://" + b.host + "/"})
		b.must(err)
		for _, address := range []string{"/", "/compare?a=a-1", "/agencies", "/dictionary", "/applications"} {
			b.open(address)
			b.until(`document.readyState === 'complete'`)
			if got := eval[string](b, `(function (least) { return `+small+`; })(`+look.least+`)`); got != "" {
				t.Errorf("%q, %s: %s", look.mode, address, got)
			}
		}
	}
}
