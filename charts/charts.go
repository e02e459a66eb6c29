// Package charts turns comparisons into charts. Its functions are pure: a Comparison and what to draw of it go in, a Chart comes
// out, and the same input always gives the same bytes. No query, clock, random number or HTML is here, and go-echarts is imported
// nowhere else.
//
// # What a chart carries
//
// Chart.Option is an ECharts option as JSON, safe inside <script type="application/json"> because "<", ">" and "&" are
// escaped. It is ordinary ECharts apart from three things, which static/js/option.js resolves before
// setOption, in a browser and in charts/svg alike:
//
//   - {"$fn": "count"} in the place of a function names one of the functions of static/js/option.js. There are three:
//     count writes a number for an axis, with thousands separators, and from 10,000 in 万 (Chinese) or k (English);
//     year writes a number without separators; fit leaves out the label of a bar that is narrower. Everything else is done with ECharts' own templates ("{value}%", "{a}").
//   - "$colors", at the top, maps each themable colour of this option, as it is written, to the name of its token:
//     {"#0A3370": "outcome-granted"}. Colours are the light ones, so the option draws correctly as it is. For the dark theme
//     replace every string that equals a key by the value of the CSS custom property --<token>. Tokens lists them all.
//   - "$points", at the top, is the tooltip's data: $points[seriesIndex][dataIndex] is a Tip or null. Its fields
//     are name, year, text, note, state, href (the cell in its report; "" if there is none), all plain text.
//
// ECharts' own tooltip is off (tooltip.show is false): the page shows an element of its own on hover, focus and tap.
// Animation is off. A missing value is "-", which ECharts leaves as a gap. "media" narrows the layout below 560 px and hides
// direct labels there; the HTML legend made from Chart.Legend takes their place.
//
// The options may use the parts of ECharts that static/echarts/entry.js names.
//
// # Height
//
// Rows is 0 for a chart of the ordinary shape (16:9, 4:5 on a phone). Otherwise the chart grows by row, and its height is
// Rows × RowHeight + Margin pixels; on a phone, where names of rows take two lines, Rows × PhoneRowHeight + Margin.
package charts

import "encoding/json"

// Kind is the form of a chart.
type Kind string

// The kinds of charts.
const (
	KindTrend     Kind = "trend"     // lines over years
	KindRanked    Kind = "ranked"    // a dot for each agency, one year
	KindOutcomes  Kind = "outcomes"  // stacked bars of the six groups of outcomes
	KindHeatmap   Kind = "heatmap"   // agencies × years
	KindBars      Kind = "bars"      // bars side by side for each year
	KindParts     Kind = "parts"     // stacked bars of any parts
	KindGrid      Kind = "grid"      // rows × parts
	KindSankey    Kind = "sankey"    // streams of one year
	KindInterval  Kind = "interval"  // a ratio and its 95 % interval on each row
	KindCarry     Kind = "carry"     // what was carried over, and its rate
	KindMultiples Kind = "multiples" // a small chart of lines for each agency
	KindDumbbell  Kind = "dumbbell"  // two dots for each agency, two years
	KindPeers     Kind = "peers"     // one agency's dot among those of its kind, a row for each ratio

	KindDiverging Kind = "diverging" // two counts to either side of 0, one year
	KindLogDots   Kind = "logdots"   // a dot for each agency on a logarithmic axis, one year
	KindTop       Kind = "top"       // bars of the highest agencies and of the others together, one year
)

// The height of a chart that grows by row, in pixels.
const (
	RowHeight      = 28
	PhoneRowHeight = 34
	Margin         = 64
)

// Chart is one chart with all that a page says around it. Without JavaScript, Title, Summary and the page's table stand for it.
type Chart struct {
	ID       string          `json:"id"` // unique on the page: "trend", or as the caller asked
	Kind     Kind            `json:"kind"`
	Title    string          `json:"title"`           // the finding, as a sentence
	Subtitle string          `json:"subtitle"`        // measure, unit and years
	Unit     string          `json:"unit"`            // "件", "万元", "%"
	Coverage string          `json:"coverage"`        // "40/42 个机关"
	Summary  string          `json:"summary"`         // what the chart shows, for those who cannot see it
	Notes    []string        `json:"notes"`           // missing, suspect, few cases, change of form
	Source   string          `json:"source"`          // "数据来源：…"
	Legend   []LegendItem    `json:"legend"`          // what the colours and marks mean, for an HTML legend
	Rows     int             `json:"rows"`            // of a chart that grows by row, else 0
	Least    int             `json:"least,omitempty"` // width in pixels that its numbers need; a narrower window scrolls it
	Option   json.RawMessage `json:"option"`          // nil where nothing can be drawn
	Empty    string          `json:"empty"`           // why nothing can be drawn, "" where Option is set
}

// Height is how high a chart of so many pixels of width stands.
func (c Chart) Height(width int) int {
	switch phone := width <= narrow; {
	case c.Rows > 0 && phone:
		return c.Rows*PhoneRowHeight + Margin
	case c.Rows > 0:
		return c.Rows*RowHeight + Margin
	case phone:
		return width * 5 / 4
	}
	return width * 9 / 16
}

// Linked is the option with another link in each tooltip that has one: what relink makes of it.
func (c Chart) Linked(relink func(href string) string) json.RawMessage {
	var option map[string]json.RawMessage
	var points [][]*Tip
	if json.Unmarshal(c.Option, &option) != nil || json.Unmarshal(option["$points"], &points) != nil {
		return c.Option // nothing was drawn
	}
	for _, series := range points {
		for _, tip := range series {
			if tip != nil && tip.Href != "" {
				tip.Href = relink(tip.Href)
			}
		}
	}
	option["$points"] = marshal(points)
	return marshal(option)
}

// LegendItem explains one colour or mark of a chart.
type LegendItem struct {
	Name   string `json:"name"`
	Token  string `json:"token"`  // colour: the name of a token
	Symbol string `json:"symbol"` // circle, rect, triangle, diamond, pin, arrow, line, dash, hollow, hatch
}

// Tip is what the tooltip says of one point.
type Tip struct {
	Name  string `json:"name"` // agency, outcome or measure
	Year  string `json:"year"`
	Text  string `json:"text"`  // the value as everywhere else: "12,345 件", "41.3%", "未公布"
	Note  string `json:"note"`  // fraction, 推定, 存疑, 小样本
	State string `json:"state"` // code of the state: reported, blank, …
	Href  string `json:"href"`  // the figure's place in its report, "" if there is none
}
