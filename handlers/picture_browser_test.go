package handlers

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"gongkai/charts"
	"gongkai/charts/svg"
)

// drawnCharts are the charts of a page as the browser drew them: their options, sizes, and the texts in them.
const drawnCharts = `Array.from(document.querySelectorAll('script[data-chart]')).map(function (s) {
	var id = s.getAttribute('data-chart'), el = document.getElementById(id + '-chart');
	return {id: id, option: s.textContent, width: el.clientWidth, height: el.clientHeight,
		texts: Array.from(el.querySelectorAll('svg text')).map(function (t) { return t.textContent; })};
})`

type drawnChart struct {
	ID, Option    string
	Width, Height int
	Texts         []string
}

// The same option says the same in a browser and in a picture made by the server: every number, name and mark, and none beside.
func TestBrowser_PicturesSayWhatThePageSays(t *testing.T) {
	b := browse(t, district(t), 1280)
	seen := 0
	for _, address := range append(slices.Clone(samples), "/compare?view=ranked", "/compare?view=heatmap", "/compare?view=outcomes", "/compare?a=a-1~a-2",
		"/measures/disclosure_rate", "/en/", "/en/measures/disclosure_rate", "/en/compare?a=a-3") {
		for _, width := range []int64{1280, 390} {
			b.width(width)
			b.open(address)
			b.until(`document.readyState === 'complete'`)
			b.until(`Array.from(document.querySelectorAll('.chart')).every(function (c) { return c.querySelector('svg'); })`)
			b.until(`Array.from(document.querySelectorAll('.chart svg')).every(function (s) { return s.clientWidth <= s.closest('.chart').clientWidth; })`)
			for _, ch := range eval[[]drawnChart](b, drawnCharts) {
				seen++
				lang := "zh-CN"
				if strings.HasPrefix(address, "/en") {
					lang = "en"
				}
				body, err := svg.Render(t.Context(), charts.Chart{ID: ch.ID, Option: json.RawMessage(ch.Option)}, svg.Options{Width: ch.Width, Height: ch.Height, Lang: lang, Bare: true})
				if err != nil {
					t.Errorf("%s, %s: %v", address, ch.ID, err)
					continue
				}
				slices.Sort(ch.Texts)
				if got := textsOf(t, body); len(got) == 0 || !slices.EqualFunc(got, ch.Texts, sameText) {
					t.Errorf("%s, %s at %d × %d:\n browser %q\n picture %q", address, ch.ID, ch.Width, ch.Height, ch.Texts, got)
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("%d charts compared", seen)
	}
}

// sameText allows for a name that is cut a letter earlier or later, as wide as the reader's font sets it.
func sameText(a, b string) bool {
	short, cut := strings.CutSuffix(a, "...")
	long, cutToo := strings.CutSuffix(b, "...")
	if len(short) > len(long) {
		short, long = long, short
	}
	return a == b || cut && cutToo && len(short) >= 6 && strings.HasPrefix(long, short)
}

// textsOf are the texts of a picture, sorted.
func textsOf(t testing.TB, picture []byte) []string {
	t.Helper()
	var texts []string
	d, within := xml.NewDecoder(strings.NewReader(string(picture))), false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			slices.Sort(texts)
			return texts
		}
		if err != nil {
			t.Fatalf("the picture is not well-formed: %v", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			within = x.Name.Local == "text"
		case xml.EndElement:
			within = false
		case xml.CharData:
			if within {
				texts = append(texts, string(x))
			}
		}
	}
}
