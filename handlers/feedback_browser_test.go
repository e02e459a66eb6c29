package handlers

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// From a figure to the form that knows which figure it is about.
func TestBrowser_FeedbackKnowsTheFigure(t *testing.T) {
	b := browse(t, district(t), 390)
	b.open("/en/reports/a-1/2024#t3.r01.c7")
	b.until(`document.querySelector('.pop a[href*="/feedback"]')`)
	b.follow(chromedp.Click(chromedp.CSS(`.pop a[href*="/feedback"]`)))
	b.until(`location.pathname === '/en/feedback'`)
	if got := eval[string](b, `document.querySelector('[name=about]').value`); got != "/reports/a-1/2024#t3.r01.c7" {
		t.Errorf("the form is about %q", got)
	}
	if !eval[bool](b, `document.querySelector('[name=kind][value=wrong]').checked`) {
		t.Error("the kind is not chosen")
	}
	b.quiet()
}
