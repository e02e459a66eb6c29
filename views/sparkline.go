package views

import (
	"strconv"
	"strings"
)

// Sparkline is a small line drawn on the server, without axes. Years without a value are gaps.
type Sparkline struct {
	Width, Height int
	Lines         []string // the points of each unbroken piece: "0,12.5 20,3"
	Dots          []SparkDot
	Label         string // the values as a sentence
}

// SparkDot is a point of a sparkline: one without neighbours, or the last.
type SparkDot struct{ X, Y string }

// NewSparkline draws values in order, nil for none, from a floor of 0. It returns nil where fewer than two are known: one point
// shows no course.
func NewSparkline(values []*int64, label string) *Sparkline {
	const width, height, edge = 120, 28, 3
	known, top := 0, int64(1)
	for _, v := range values {
		if v != nil {
			known++
			top = max(top, *v)
		}
	}
	if known < 2 {
		return nil
	}
	s := &Sparkline{Width: width, Height: height, Label: label}
	var piece []SparkDot
	end := func(last bool) {
		if len(piece) == 1 || last && len(piece) > 0 {
			s.Dots = append(s.Dots, piece[len(piece)-1])
		}
		if len(piece) > 1 {
			var points []string
			for _, d := range piece {
				points = append(points, d.X+","+d.Y)
			}
			s.Lines = append(s.Lines, strings.Join(points, " "))
		}
		piece = nil
	}
	for i, v := range values {
		if v == nil {
			end(false)
			continue
		}
		x := edge + float64(i)*(width-2*edge)/float64(len(values)-1)
		y := height - edge - float64(max(*v, 0))/float64(top)*(height-2*edge)
		piece = append(piece, SparkDot{coordinate(x), coordinate(y)})
	}
	end(true)
	return s
}

func coordinate(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
