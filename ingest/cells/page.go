package cells

// Page is how a page of a document looks to its reader, for formats that have pages: for people to see a figure in its place. Places are
// in points from the top left.
type Page struct {
	No            int // from 1
	Width, Height float64
	Runs          []Run
	Lines         [][4]float64 // straight lines: from x, y to x, y
}

// Run is text set on one line without gaps.
type Run struct {
	Text   string
	X, Y   float64 // where its baseline begins
	Length float64 // along the baseline
	Size   float64 // of the font
	Turned int     // anticlockwise quarter turns around the beginning
}
