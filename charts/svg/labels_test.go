package svg

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/charts"
)

// label is a text of a picture at its place.
type label struct {
	text                     string
	left, top, right, bottom float64
}

var place = regexp.MustCompile(`^translate\(([-\d.]+)[ ,]([-\d.]+)\)$`)

// labelsOf are the level texts of a plot, as wide as charts/svg estimates them.
func labelsOf(t *testing.T, picture []byte) []label {
	t.Helper()
	var root struct {
		Plot struct {
			Texts []struct {
				X         float64 `xml:"x,attr"`
				Y         float64 `xml:"y,attr"`
				Transform string  `xml:"transform,attr"`
				Anchor    string  `xml:"text-anchor,attr"`
				Size      string  `xml:"font-size,attr"`
				Text      string  `xml:",chardata"`
			} `xml:"text"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(picture, &root); err != nil {
		t.Fatal(err)
	}
	var labels []label
	for _, x := range root.Plot.Texts {
		left, middle := x.X, x.Y
		if x.Transform != "" {
			m := place.FindStringSubmatch(x.Transform)
			if m == nil {
				continue // turned
			}
			dx, _ := strconv.ParseFloat(m[1], 64)
			dy, _ := strconv.ParseFloat(m[2], 64)
			left, middle = left+dx, middle+dy
		}
		size, err := strconv.Atoi(strings.TrimSuffix(x.Size, "px"))
		if err != nil {
			t.Fatalf("%q has the size %q", x.Text, x.Size)
		}
		width := float64(textWidth(x.Text, size)) * 0.95
		switch x.Anchor {
		case "middle":
			left -= width / 2
		case "end":
			left -= width
		}
		labels = append(labels, label{x.Text, left, middle - 5, left + width, middle + 5})
	}
	return labels
}

func TestRender_LabelsStandApartAndWithin(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var ch charts.Chart
		if err := json.Unmarshal(data, &ch); err != nil || len(ch.Option) < 5 {
			continue
		}
		for _, width := range []int{Half, Phone} {
			picture, err := Render(t.Context(), ch, Options{Width: width, Bare: true})
			if err != nil {
				t.Fatal(err)
			}
			width = max(width, ch.Least) // numbers that need more room get it
			labels := labelsOf(t, picture)
			for i, a := range labels {
				if a.left < -2 || a.right > float64(width)+2 {
					t.Errorf("%s, %d wide: %q reaches from %.0f to %.0f", filepath.Base(f), width, a.text, a.left, a.right)
				}
				for _, b := range labels[:i] {
					if a.left < b.right-2 && b.left < a.right-2 && a.top < b.bottom && b.top < a.bottom {
						t.Errorf("%s, %d wide: %q stands on %q", filepath.Base(f), width, a.text, b.text)
					}
				}
			}
		}
	}
}
