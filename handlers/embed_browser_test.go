package handlers

import (
	"html"
	"regexp"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

var frameHTML = regexp.MustCompile(`src="([^"]*)"[^>]* height="(\d+)"`)

// The frame that the page hands out is as high as its card stands on a phone, so that nothing in it scrolls, and little is left empty.
func TestBrowser_FramesHoldTheirCards(t *testing.T) {
	b := browse(t, district(t), 390)
	for page, chart := range map[string]string{"/": "outcomes", "/compare?view=ranked": "ranked", "/applications?tab=mix": "outcomes", "/measures/disclosure_rate": "heatmap", "/agencies/a-1": "flow"} {
		b.open(page)
		text := eval[string](b, `document.getElementById('`+chart+`-iframe').textContent`)
		m := frameHTML.FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("%s: %s", page, text)
		}
		promised, _ := strconv.Atoi(m[2])
		b.must(chromedp.Do(b.ctx, script(`location.href = '`+html.UnescapeString(m[1])+`'`)))
		b.until(`document.body.classList.contains('embed') && document.querySelector('.chart svg')`)
		if stands := eval[int](b, `Math.ceil(document.querySelector('main').getBoundingClientRect().height)`); stands > promised || stands < promised-150 {
			t.Errorf("%s, %s: the card is %d pixels high in a frame of %d", page, chart, stands, promised)
		}
	}
	b.quiet()
}
