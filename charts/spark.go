package charts

import (
	"slices"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// Spark draws the values of the agency in Focus, or of the district, as one small line without axes, text or tooltip.
func Spark(c models.Comparison, o Options) Chart {
	ch := Chart{ID: o.id(KindSpark), Kind: KindSpark, Title: o.Title, Unit: o.unitOf(c.Subject), Source: o.source(c.Years)}
	var points []models.Point
	if len(o.Focus) > 0 {
		r, _ := c.Row(o.Focus[0])
		points = r.Points
	} else {
		for _, t := range c.Totals {
			points = append(points, t.Point())
		}
	}
	d := newDrawing()
	s := series{name: c.Subject.Label.In(o.Lang), options: []echarts.SeriesOpts{
		echarts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: "circle", SymbolSize: 3, ConnectNulls: opts.Bool(false)}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: d.color(agencyToken(0))}),
		echarts.WithLineStyleOpts(opts.LineStyle{Color: d.color(agencyToken(0)), Width: 2})}}
	var told []string
	years := make([]string, len(points))
	for j, p := range points {
		years[j] = yearText(c.Years[j])
		told = append(told, years[j]+" "+models.ShowPoint(p, c.Subject, o.Lang).String())
		item := datum{Value: gap}
		if v, ok := plot(p, c.Subject); ok {
			item.Value = v
		}
		s.data, s.tips = append(s.data, item), append(s.tips, nil)
	}
	ch.Summary = s.name + o.in("：", ": ") + strings.Join(told, o.in("，", ", "))
	if !slices.ContainsFunc(s.data, func(x datum) bool { return x.Value != gap }) {
		ch.Empty = o.nothing(c.Subject, c.Years)
		return ch
	}
	line := echarts.NewLine()
	line.AddSeries(s.name, nil, d.seriesOptions(s)...)
	line.SetXAxis(years)
	line.SetGlobalOptions(initialization(ch.ID), echarts.WithXAxisOpts(opts.XAxis{Type: "category", Show: opts.Bool(false)}),
		echarts.WithYAxisOpts(opts.YAxis{Type: "value", Show: opts.Bool(false)}),
		echarts.WithGridOpts(opts.Grid{Left: "3", Top: "3", Right: "3", Bottom: "3"}))
	ch.Option = d.json(line, func(map[string]any) {})
	return ch
}
