package views

// Sparkline is a small line drawn on the server, without axes. Years without a value are gaps.
type Sparkline struct {
	Width, Height int
	Lines         []string // points of each unbroken piece: "0,12.5 20,3"
	Dots          []SparkDot
	Label         string // the values as a sentence
}

// SparkDot is a point of a sparkline: one with no neighbour, or the last.
type SparkDot struct {
	X, Y string
	Last bool
}
