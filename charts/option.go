package charts

import (
	"encoding/json"
	"fmt"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// gap is what ECharts leaves undrawn.
const gap = "-"

// noteSize is the size of text in a chart, in pixels.
const noteSize = 13

// narrow is the width in pixels under which a chart takes its phone layout.
const narrow = 560

// drawing is a chart under construction: the colours it used so far, and for each series the tooltips and what go-echarts has no
// field for.
type drawing struct {
	colors  map[string]string
	tips    [][]*Tip
	patches []map[string]any
}

func newDrawing() *drawing { return &drawing{colors: map[string]string{}} }

// color returns the light value of a token and remembers the token for "$colors".
func (d *drawing) color(token string) string {
	c := lightOf(token)
	d.colors[c] = token
	return c
}

// datum is one item of a series. go-echarts' own item types differ by chart and lack decals and labels.
type datum struct {
	Value      any        `json:"value"`
	Symbol     string     `json:"symbol,omitempty"`
	SymbolSize int        `json:"symbolSize,omitempty"`
	Offset     []any      `json:"symbolOffset,omitempty"`
	ItemStyle  *itemStyle `json:"itemStyle,omitempty"`
	Label      *label     `json:"label,omitempty"`
}

type itemStyle struct {
	Color       string `json:"color,omitempty"`
	BorderColor string `json:"borderColor,omitempty"`
	BorderWidth int    `json:"borderWidth,omitempty"`
	Decal       *decal `json:"decal,omitempty"`
}

// decal is a pattern over a shape.
type decal struct {
	Symbol     string      `json:"symbol"`
	Color      string      `json:"color"`
	DashArrayX []int       `json:"dashArrayX"`
	DashArrayY []int       `json:"dashArrayY"`
	Rotation   json.Number `json:"rotation"`
}

type label struct {
	Show      *bool  `json:"show,omitempty"` // nil leaves it to the series
	Formatter string `json:"formatter,omitempty"`
	Position  string `json:"position,omitempty"`
	Color     string `json:"color,omitempty"`
	FontSize  int    `json:"fontSize,omitempty"`
	Line      int    `json:"lineHeight,omitempty"` // of a label of several lines, in pixels
	Ground    string `json:"backgroundColor,omitempty"`
	Padding   []int  `json:"padding,omitempty"`
}

// on sets the label on a ground of its own, so that it reads over rules and hatching.
func (l *label) on(color string) *label {
	l.Ground, l.Padding = color, []int{1, 3}
	return l
}

// asSeries leaves it to the series whether the label shows, so that a layout can hide all of them.
func (l *label) asSeries() *label {
	l.Show = nil
	return l
}

// small sets the label one pixel smaller.
func (l *label) small() *label {
	l.FontSize = noteSize - 1
	return l
}

// hatch is the 45° pattern of what is missing or suspect.
func (d *drawing) hatch(token string) *decal {
	return &decal{Symbol: "rect", Color: d.color(token), DashArrayX: []int{1, 0}, DashArrayY: []int{1, 6}, Rotation: "-0.7854"}
}

// text is a label that says what it is told. Braces would be read as a template.
func text(s, position, color string) *label {
	return &label{Show: opts.Bool(true), Formatter: strings.NewReplacer("{", "｛", "}", "｝").Replace(s), Position: position, Color: color, FontSize: noteSize}
}

// series describes one series; tips has one entry for each datum, nil where nothing is drawn.
type series struct {
	name    string
	data    []datum
	tips    []*Tip
	options []echarts.SeriesOpts
	patch   map[string]any // what go-echarts has no field for
}

// seriesOptions keeps a series' tips and patch, and returns its options with the data put in. Series must be handed over in the
// order in which they are added to the chart.
func (d *drawing) seriesOptions(s series) []echarts.SeriesOpts {
	d.tips = append(d.tips, s.tips)
	d.patches = append(d.patches, s.patch)
	return append(s.options, echarts.WithSeriesOpts(func(x *echarts.SingleSeries) {
		x.Data = s.data
		x.Animation = opts.Bool(false)
	}))
}

// drawn is a chart of go-echarts.
type drawn interface {
	Validate()
	JSON() map[string]any
}

// json turns the chart into the option that Chart describes. patch completes it where go-echarts has no field.
func (d *drawing) json(c drawn, patch func(option map[string]any)) json.RawMessage {
	c.Validate()
	option := plain(c.JSON())
	for _, unused := range []string{"title", "legend", "toolbox", "color"} {
		delete(option, unused)
	}
	option["tooltip"] = map[string]any{"show": false}
	option["animation"] = false
	option["textStyle"] = map[string]any{"fontSize": noteSize, "color": d.color("text")}
	for i, s := range option["series"].([]any) {
		merge(s.(map[string]any), d.patches[i])
	}
	patch(option)
	option["$points"] = d.tips
	option["$colors"] = d.colors
	return marshal(option)
}

// plain turns options into maps, with numbers as they are written.
func plain(v any) map[string]any {
	decoder := json.NewDecoder(strings.NewReader(string(marshal(v))))
	decoder.UseNumber()
	var m map[string]any
	if err := decoder.Decode(&m); err != nil {
		panic(fmt.Errorf("read chart option: %w", err))
	}
	return m
}

// marshal writes JSON with "<", ">" and "&" escaped. It panics on a value that has no JSON, which only a fault in this package makes.
func marshal(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Errorf("write chart option: %w", err))
	}
	return b
}

// merge puts what patch holds into m, maps into maps.
func merge(m, patch map[string]any) {
	for k, v := range patch {
		inner, ok := v.(map[string]any)
		if old, was := m[k].(map[string]any); ok && was {
			merge(old, inner)
			continue
		}
		m[k] = v
	}
}

// initialization names the chart; go-echarts would draw a random id.
func initialization(id string) echarts.GlobalOpts {
	return echarts.WithInitializationOpts(opts.Initialization{ChartID: id})
}

// axisStyles are the parts all axes share: small muted text, and a rule along a category axis or a grid across a value axis.
func (d *drawing) axisLabel() *opts.AxisLabel {
	return &opts.AxisLabel{Show: opts.Bool(true), Color: d.color("muted"), FontSize: noteSize, HideOverlap: opts.Bool(true)}
}

func (d *drawing) splitLine(show bool) *opts.SplitLine {
	if !show {
		return &opts.SplitLine{Show: opts.Bool(false)}
	}
	return &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: d.color("grid"), Width: 1}}
}

func (d *drawing) axisLine(show bool) *opts.AxisLine {
	if !show {
		return &opts.AxisLine{Show: opts.Bool(false)}
	}
	return &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: d.color("rule"), Width: 1}}
}

// noTicks hides ticks, which go-echarts has no field for on a Y axis.
var noTicks = map[string]any{"axisTick": map[string]any{"show": false}}

// axis returns the i-th axis of an option.
func axis(option map[string]any, which string, i int) map[string]any {
	return option[which].([]any)[i].(map[string]any)
}

// formatter is how the axis of a subject writes its numbers: ECharts' own template for a percentage, else the script's.
func formatter(s models.Subject) any {
	if s.Ratio && s.Unit == "" {
		return "{value}%"
	}
	return map[string]any{"$fn": "count"}
}

// media are the layouts of a wide and a narrow chart.
func media(wide, phone map[string]any) []any {
	return []any{
		map[string]any{"query": map[string]any{"maxWidth": narrow}, "option": phone},
		map[string]any{"option": wide},
	}
}
