package charts

// Mark is how a legend item is drawn, in a box of 14 by 14.
type Mark struct {
	Path    string // of SVG
	Line    int    // width of the line along the path in pixels; 0 where the path is filled
	Pattern string // a filled path to lay over the mark in the colour of the ground, where colours may not tell; "" for none
}

// Mark returns the mark of the item. An unknown symbol is a circle.
func (i LegendItem) Mark() Mark {
	switch i.Symbol {
	case "rect":
		return Mark{Path: "M2 2h10v10H2z", Pattern: patterns[i.Token]}
	case "triangle":
		return Mark{Path: "M7 1.5 13 12.5H1z"}
	case "diamond":
		return Mark{Path: "M7 0.5 13 7 7 13.5 1 7z"}
	case "pin":
		return Mark{Path: "M7 13.5 3 6.5a4 4 0 1 1 8 0z"}
	case "arrow":
		return Mark{Path: "M7 1 12 13 7 10 2 13z"}
	case "line":
		return Mark{Path: "M0 7h14", Line: 2}
	case "dash":
		return Mark{Path: "M0 7h5M9 7h5", Line: 2}
	case "hollow":
		return Mark{Path: "M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", Line: 2}
	case "hatch":
		return Mark{Path: "M0 5 5 0M0 10 10 0M0 14 14 0M4 14 14 4M9 14 14 9", Line: 1}
	}
	return Mark{Path: "M2 7a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"}
}

// Patterns over a square of 10 by 10, as static/js/option.js lays them over bars.
const (
	patternDots    = "M3.5 3.5h2v2h-2zM8.5 3.5h2v2h-2zM6 6h2v2H6zM3.5 8.5h2v2h-2zM8.5 8.5h2v2h-2z"
	patternUpright = "M4 2h1v10H4zM9 2h1v10H9z"
	patternLevel   = "M2 4h10v1H2zM2 9h10v1H2z"
	patternFalling = "M2 2.8 11.2 12H12v-0.6L2.8 2H2zM2 8.3 5.7 12h1.4L2 6.9zM6.9 2 12 7.1V5.7L8.3 2z"
	patternSquares = "M2 2h5v5H2zM7 7h5v5H7z"
)

// patterns are those of the colours that bars are filled with; the first of each row has none.
var patterns = map[string]string{
	"agency-2": patternDots, "agency-3": patternUpright, "agency-4": patternLevel, "agency-5": patternFalling, "agency-6": patternSquares,
	"outcome-partial": patternDots, "outcome-refused": patternUpright, "outcome-unavailable": patternLevel, "outcome-not-processed": patternFalling, "outcome-other": patternSquares,
}
