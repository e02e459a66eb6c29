package charts

import "encoding/json"

// room is what the labels after the dots need to their right, in a phone's type. Those far from the greatest value have room in the
// drawing, unless its axis is logarithmic.
func (s series) room(log bool) int {
	greatest := 0.0
	for _, d := range s.data {
		greatest = max(greatest, d.along())
	}
	var longest float64
	for _, d := range s.data {
		if d.Label != nil && (log || d.along() >= greatest/2) {
			longest = max(longest, ems(d.Label.Formatter))
		}
	}
	return int(longest*noteSize) + labelGap
}

// inText is a length in pixels that grows with the type.
func inText(pixels int) map[string]any { return map[string]any{"$room": pixels} }

// Where values are long, as rates with their fraction are, the names before rows are folded sooner, and the drawing itself keeps so much,
// in pixels; a chart for which a phone is too narrow even so is scrolled. tightest is what is left on the narrowest with larger type.
const (
	foldedNames = 98
	leastPlot   = 68
	tightest    = 260
)

// Tight reports whether every phone has room for the chart, unless type is larger than usual.
func (c Chart) Tight() bool { return c.Least <= phoneWidth }

// labelGap is what lies between the middle of a dot and its label, and between the label and the edge, in pixels.
const labelGap = 18

// along is how far a datum lies along the axis of values.
func (d datum) along() float64 {
	if pair, ok := d.Value.([]any); ok {
		if n, ok := pair[0].(json.Number); ok {
			f, _ := n.Float64()
			return f
		}
	}
	return 0
}

// ems is about how wide a text is, in sizes of its type.
func ems(s string) (sum float64) {
	for _, r := range s {
		if r < 0x2E80 {
			sum += 0.6
		} else {
			sum++
		}
	}
	return sum
}
