package charts

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// Heatmap draws agencies by years as cells in at most six classes of colour, whose limits the legend states. Each cell has its
// number. 0 stands on the background; a cell without a value is hatched, with the reason in a word; a suspect one is hatched over
// its colour; a ratio of fewer cases than a percentage is given for shows its fraction without a colour. Agencies are in the official
// order, or by the value of Year.
func Heatmap(c models.Comparison, o Options) Chart {
	year := o.yearOf(c.Years)
	ch := Chart{ID: o.id(KindHeatmap), Kind: KindHeatmap, Title: o.Title, Subtitle: o.subtitle(c.Subject, c.Years), Unit: o.unitOf(c.Subject),
		Coverage: o.coverage(c, year), Notes: append(o.formNote(c.Subject, c.Years), o.yearNotes(c, year)...), Source: o.source(c.Years)}
	if ch.Title == "" {
		ch.Title = c.ChangeHeadline(year, o.Lang)
	}
	h := &heat{Options: o, subject: c.Subject, d: newDrawing()}
	for _, y := range c.Years {
		h.columns = append(h.columns, yearText(y))
	}
	for _, r := range o.heatmapRows(c, year) {
		row := heatRow{name: r.Agency.Name, points: r.Points, years: c.Years}
		for _, y := range c.Years {
			row.tips = append(row.tips, r.Agency.NameIn(y))
		}
		h.rows = append(h.rows, row)
	}
	if !h.scale() {
		ch.Empty = o.nothing(c.Subject, c.Years)
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	ch.Summary = o.in(fmt.Sprintf("热力图，%d 个机关，%s。%s。", len(h.rows), o.span(c.Years), ch.Title),
		fmt.Sprintf("Heatmap of %d agencies, %s. %s.", len(h.rows), o.span(c.Years), ch.Title))
	return h.draw(ch)
}

// heatmapRows puts the agencies in the order asked for.
func (o Options) heatmapRows(c models.Comparison, year int) []models.Row {
	var rows []models.Row
	if o.Sort != OrderValue {
		for i, a := range c.Agencies {
			rows = append(rows, models.Row{Agency: a, Points: c.Points[i]})
		}
		return rows
	}
	ranked, unranked := c.Ranking(year)
	for _, r := range append(ranked, unranked...) {
		row, _ := c.Row(r.Agency.ID)
		rows = append(rows, row)
	}
	return rows
}

// heatRow is a row of cells: the name before it, and for each cell its point, and the name and year of its tooltip.
type heatRow struct {
	name   string
	points []models.Point
	tips   []string
	years  []int
}

// heat is a heatmap under construction.
type heat struct {
	Options
	subject          models.Subject
	columns          []string
	rows             []heatRow
	tall             bool // the names of columns are words, which take room in height
	d                *drawing
	classes          classes
	missing, suspect bool // whether there are such cells
	zero, below      bool
	longest          int // characters of the longest number
}

// draw puts the cells into a chart that has its words.
func (h *heat) draw(ch Chart) Chart {
	chart := echarts.NewHeatMap()
	for _, s := range h.cells() {
		chart.AddSeries(s.name, nil, h.d.seriesOptions(s)...)
	}
	h.axes(chart, ch.ID)
	if least := phoneNames + 24 + len(h.columns)*h.cellWidth(); least > phoneWidth {
		ch.Least = least
	}
	ch.Rows = len(h.rows)
	if h.tall {
		ch.Rows += headRows
	}
	ch.Legend = h.legend()
	ch.Option = h.d.json(chart, h.complete)
	return ch
}

// scale works out the classes; false where nothing has a value.
func (h *heat) scale() bool {
	var values []*big.Rat
	for _, r := range h.rows {
		for _, p := range r.points {
			if _, ok := plot(p, h.subject); ok {
				values = append(values, p.Value(h.subject))
			}
		}
	}
	h.classes = classify(values, h.subject.Ratio && h.subject.Unit == "")
	return len(values) > 0
}

// phoneWidth is the room that the narrowest phone has for a chart, in pixels. A character of a number takes digitWidth of them.
const phoneWidth, digitWidth = 288, 7

// cellWidth is what a column takes, so that each cell shows its number.
func (h *heat) cellWidth() int { return max(20, h.longest*digitWidth+6) }

// What a cell has in place of the number of its class: the background, the colour below 0, or no value at all.
const (
	onBackground = -1
	belowZero    = -2
	noValue      = -3
)

// cells are the two series: those with a value, and those without.
func (h *heat) cells() []series {
	known := series{name: h.subject.Label.In(h.Lang)}
	missing := series{name: h.in("没有数据", "No value")}
	for i, r := range h.rows {
		for j, p := range r.points {
			tip := h.tip(r.tips[j], r.years[j], p, h.subject)
			at := func(class int) []int { return []int{j, i, class} }
			switch {
			case p.Known():
				known.data = append(known.data, h.cell(p, at))
				known.tips = append(known.tips, tip)
			case p.State == models.StateNotApplicable:
				missing.data = append(missing.data, datum{Value: at(noValue), ItemStyle: &itemStyle{Color: h.d.color("bg")}, Label: &label{Show: opts.Bool(false)}})
				missing.tips = append(missing.tips, tip)
			default:
				h.missing = true
				item := datum{Value: at(noValue), ItemStyle: &itemStyle{Color: h.d.color("surface"), Decal: h.d.hatch("hatch")}, Label: &label{Show: opts.Bool(false)}}
				if len(h.columns) <= wordColumns {
					words := strings.TrimPrefix(tip.Text+" "+tip.Note, models.NoValue+" ")
					item.Label = text(words, "inside", h.d.color("muted")).small().on(h.d.color("surface")).asSeries()
				}
				missing.data = append(missing.data, item)
				missing.tips = append(missing.tips, tip)
			}
		}
	}
	if len(missing.data) == 0 {
		return []series{known}
	}
	return []series{known, missing}
}

// cell is a point with a value.
func (h *heat) cell(p models.Point, at func(int) []int) datum {
	class, ground, ink := onBackground, "bg", "text"
	words := models.ShowPoint(p, h.subject, h.Lang).Text
	if _, ok := plot(p, h.subject); ok {
		v := p.Value(h.subject)
		switch v.Sign() {
		case 0:
			h.zero = true
		case -1:
			h.below = true
			class, ground = belowZero, "below"
		default:
			class = h.classes.of(v)
			ground, ink = h.classes.token(class), h.classes.ink(class)
		}
	} else if *p.Den == 0 {
		words = h.in("无件", "none")
	}
	h.longest = max(h.longest, utf8.RuneCountInString(words))
	item := datum{Value: at(class), Label: text(words, "inside", h.d.color(ink)).small().asSeries()}
	if p.Doubtful() {
		h.suspect = true
		item.Label.on(h.d.color(ground))
		stripe := "muted"
		if ink == "bg" {
			stripe = "bg"
		}
		item.ItemStyle = &itemStyle{Decal: h.d.hatch(stripe)}
	}
	return item
}

func (h *heat) axes(chart *echarts.HeatMap, id string) {
	names := make([]string, len(h.rows))
	for i, r := range h.rows {
		names[i] = r.name
	}
	chart.SetGlobalOptions(initialization(id),
		echarts.WithXAxisOpts(opts.XAxis{Type: "category", Data: h.columns, Position: "top", AxisLabel: h.d.axisLabel(), AxisLine: h.d.axisLine(false),
			SplitLine: h.d.splitLine(false), AxisTick: &opts.AxisTick{Show: opts.Bool(false)}}),
		echarts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true), AxisLabel: h.d.axisLabel(), AxisLine: h.d.axisLine(false),
			SplitLine: h.d.splitLine(false)}),
		echarts.WithGridOpts(opts.Grid{Left: "8", Top: "8", Right: "8", Bottom: "16", ContainLabel: opts.Bool(true)}))
}

// complete adds the classes and the room for names.
func (h *heat) complete(option map[string]any) {
	h.rowAxis(option)
	pieces := []any{map[string]any{"value": onBackground, "color": h.d.color("bg")}, map[string]any{"value": belowZero, "color": h.d.color("below")}}
	for i := range h.classes {
		pieces = append(pieces, map[string]any{"value": i, "color": h.d.color(h.classes.token(i)), "label": h.classes.name(i, h.subject, h.Options)})
	}
	option["visualMap"] = []any{map[string]any{"type": "piecewise", "show": false, "seriesIndex": 0, "dimension": 2, "pieces": pieces}}
	for _, s := range option["series"].([]any) {
		merge(s.(map[string]any), map[string]any{"emphasis": map[string]any{"disabled": true}})
		style, _ := s.(map[string]any)["itemStyle"].(map[string]any)
		if style == nil {
			style = map[string]any{}
		}
		merge(style, map[string]any{"borderColor": h.d.color("bg"), "borderWidth": json.Number("1")})
		s.(map[string]any)["itemStyle"] = style
	}
	var wideLabels, phoneLabels []any
	for i := range option["series"].([]any) {
		wideLabels = append(wideLabels, map[string]any{"label": map[string]any{"show": true}})
		phoneLabels = append(phoneLabels, map[string]any{"label": map[string]any{"show": i == 0}}) // why there is no value needs more room than a number
	}
	wide := map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": wideNames}}}, "series": wideLabels}
	phone := map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": phoneNames}}}, "series": phoneLabels}
	if h.tall {
		wide["xAxis"], phone["xAxis"] = []any{h.head(roomyColumns)}, []any{h.head(phoneRoomy)}
	}
	option["media"] = media(wide, phone)
}

// headRows is how many rows of room the names of columns take that are words.
const headRows = 4

// wordColumns is up to how many columns a cell has room for a word.
const wordColumns = 10

// Up to how many columns have room for their names in lines of headWidth pixels.
const roomyColumns, phoneRoomy, headWidth = 8, 4, 56

// head is how the names of columns are set where at most so many have room for lines of their own. Past that, Chinese is set
// character by character from top to bottom, English turned.
func (h *heat) head(room int) map[string]any {
	style := map[string]any{"interval": 0, "hideOverlap": false, "width": headWidth, "overflow": "break", "rotate": 0}
	switch {
	case len(h.columns) <= room:
	case h.Lang == models.En:
		style["rotate"], style["width"], style["overflow"] = 90, headRows*RowHeight, "truncate"
	default:
		style["width"] = noteSize + 1
	}
	return map[string]any{"axisLabel": style}
}

func (h *heat) legend() []LegendItem {
	var items []LegendItem
	if h.below {
		items = append(items, LegendItem{h.in("小于 0", "below 0"), "below", "rect"})
	}
	if h.zero {
		items = append(items, LegendItem{h.in("0：无底色", "0: no colour"), "bg", "rect"})
	}
	for i := range h.classes {
		items = append(items, LegendItem{h.classes.name(i, h.subject, h.Options), h.classes.token(i), "rect"})
	}
	if h.missing {
		items = append(items, LegendItem{h.in("浅色斜线：未公布或没有数据", "Hatched, without a number: no value"), "hatch", "hatch"})
	}
	if h.suspect {
		items = append(items, LegendItem{h.in("斜线并有数：存疑", "Hatched, with a number: suspect"), "text", "hatch"})
	}
	return items
}
