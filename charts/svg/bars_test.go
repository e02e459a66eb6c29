package svg

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/charts"
)

// bar is the outline of a segment of a stacked bar, as ECharts writes it: from one corner, across, down and back.
var bar = regexp.MustCompile(`<path d="M([\d.]+) ([\d.]+)l([\d.]+) 0l0 ([\d.]+)l-`)

// A label stands within its segment, also where the picture is as narrow as a phone.
func TestRender_LabelsStandWithinTheirBars(t *testing.T) {
	data, err := os.ReadFile("../testdata/outcomes.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var ch charts.Chart
	if err := json.Unmarshal(data, &ch); err != nil {
		t.Fatal(err)
	}
	shown := map[int]int{}
	for _, width := range []int{Half, 300} {
		picture, err := Render(t.Context(), ch, Options{Width: width, Bare: true})
		if err != nil {
			t.Fatal(err)
		}
		number := func(s string) float64 {
			n, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for _, l := range labelsOf(t, picture) {
			middle, level := (l.left+l.right)/2, (l.top+l.bottom)/2
			for _, m := range bar.FindAllStringSubmatch(string(picture), -1) {
				left, top, wide, high := number(m[1]), number(m[2]), number(m[3]), number(m[4])
				if !strings.HasSuffix(l.text, "%") || middle < left || middle > left+wide || level < top || level > top+high {
					continue
				}
				if l.right > l.left {
					shown[width]++
				}
				if l.right-l.left > wide+2 {
					t.Errorf("%d wide: %q has %.0f in a segment of %.0f", width, l.text, l.right-l.left, wide)
				}
			}
		}
	}
	if shown[Half] == 0 || shown[300] >= shown[Half] {
		t.Errorf("labels by width: %v", shown)
	}
}
