package charts

// Key returns the mark of a legend item as an SVG path in a box of 14 by 14, and how wide its line is in pixels: 0 where the mark
// is filled. An unknown symbol is a circle.
func Key(symbol string) (path string, stroke int) {
	switch symbol {
	case "rect":
		return "M2 2h10v10H2z", 0
	case "triangle":
		return "M7 1.5 13 12.5H1z", 0
	case "diamond":
		return "M7 0.5 13 7 7 13.5 1 7z", 0
	case "pin":
		return "M7 13.5 3 6.5a4 4 0 1 1 8 0z", 0
	case "arrow":
		return "M7 1 12 13 7 10 2 13z", 0
	case "line":
		return "M0 7h14", 2
	case "dash":
		return "M0 7h5M9 7h5", 2
	case "hollow":
		return "M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", 2
	case "hatch":
		return "M0 5 5 0M0 10 10 0M0 14 14 0M4 14 14 4M9 14 14 9", 1
	}
	return "M2 7a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", 0
}
