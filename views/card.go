package views

import (
	"slices"

	"gongkai/charts"
	"gongkai/models"
)

// ChartCard is a figure: a finding as headline, what is measured, the chart, its notes and source, its table, and what can be done with
// it. The table is the whole of it without JavaScript, in print and for screen readers. The chart's ID is unique on the page and
// the value of ?chart=.
type ChartCard struct {
	charts.Chart
	Full        bool // across the page, where the others stand in pairs
	Controls    *Form
	Table       Table
	Tabs        []Link // other views of the same figures
	Data        []Link // files of the rows: {"CSV", href}, {"JSON", href}, and the picture {"SVG", href}
	Still       *Still // the chart for a page without JavaScript, nil where nothing can be drawn
	Lines       int    // rows of the files
	Metadata    string // what the rows are of; "" where the files stand alone
	Whole       Whole
	Definitions []Definition
	State       string // of the data shown: “数据截至 2026-11-22（第 12 版）”
	Share       []ShareText
}

// Whole is all the data that a view shows a part of, as files.
type Whole struct {
	Snapshot string // that the files are of; "" for the live state
	Rows     int    // of each file; 0 where nobody has counted
	Files    []Link
}

// RowsText is the number of rows, readable.
func (w Whole) RowsText() string { return grouped(w.Rows, models.Zh) } // both languages group alike

// Picture is the address of the chart as a picture, "" if there is none.
func (c ChartCard) Picture() string {
	for _, l := range c.Data {
		if l.IsPicture() {
			return l.Href
		}
	}
	return ""
}

// IsPicture reports whether a link leads to a picture and not to rows.
func (l Link) IsPicture() bool { return l.DataType() == "image/svg+xml" }

// Drawn reports whether there is something to draw.
func (c ChartCard) Drawn() bool { return len(c.Option) > 0 }

func anyDrawn(cards []ChartCard) bool { return slices.ContainsFunc(cards, ChartCard.Drawn) }

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
