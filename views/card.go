package views

import "encoding/json"

// ChartCard is a figure: a finding as headline, what is measured, the chart, its notes and source, and its table. The table is
// the whole of it without JavaScript, in print and for screen readers.
type ChartCard struct {
	ID       string          // unique on the page and the value of ?chart=
	Headline string          // a sentence that says what the figure shows
	Subtitle string          // measure, unit, years
	Coverage string          // “40/42 个机关”
	Summary  string          // what the chart shows, for those who cannot see it
	Option   json.RawMessage // ECharts option, as package charts makes it; nil where nothing can be drawn
	Rows     int             // of a chart that grows by row (ranked dots, heatmap); 0 for the ordinary height
	Empty    string          // why nothing can be drawn
	Controls *Form
	Notes    []string // missing, suspect, change of form
	Source   string   // “数据来源：…”
	Table    Table
	Tabs     []Link // other views of the same figures
	Data     []Link // {"CSV", href}, {"JSON", href}
}

// Form is a GET form: the whole state of a page is its address.
type Form struct {
	Action  string
	Hidden  []Field
	Selects []Select
	Submit  string // text of the button
}

// Field is a hidden field.
type Field struct{ Name, Value string }

// Select is a drop-down list.
type Select struct {
	ID     string // unique on the page
	Name   string // of the query parameter
	Label  string
	Hint   string
	Groups []OptionGroup
}

// OptionGroup is a group of options; options of a group without label stand alone.
type OptionGroup struct {
	Label   string
	Options []Option
}

// Option is one choice of a list.
type Option struct {
	Value    string
	Text     string
	Selected bool
}
