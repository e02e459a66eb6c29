package views

// EmbedPage is one chart by itself, for a frame in a page of others: "/embed/…?chart=ID". Without a chart it says why.
type EmbedPage struct {
	Frame
	Card    ChartCard
	Message string // a full sentence, where the chart cannot be shown
}

func (EmbedPage) name() string { return "embed" }

// HasCharts reports whether the page draws a chart.
func (p EmbedPage) HasCharts() bool { return p.Card.Drawn() }

// Home is where the chart stands on the site.
func (p EmbedPage) Home() string {
	if p.Card.ID == "" {
		return p.URL("/")
	}
	return p.Canonical() + "#" + p.Card.ID
}
