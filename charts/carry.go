package charts

import (
	"fmt"
	"slices"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// CarryMark says that what was carried in in a year is not what the reports of the year before carried out.
type CarryMark struct {
	Year int
	Text string // "2 个机关"
	Href string // the finding, "" where there are several
}

// Carry draws what was carried over to the next year as bars, and under them the carry-over rate as a line on an axis of its own: of
// the district, or of the agency in Focus. Years in which the reports do not agree with those of the year before have a mark. A
// year without a value has a gap and the notes say why, as they do which years of the district lack agencies; a suspect one is hatched or
// hollow.
func Carry(carried, rate models.Comparison, marks []CarryMark, o Options) Chart {
	year := o.yearOf(carried.Years)
	ch := Chart{ID: o.id(KindCarry), Kind: KindCarry, Title: o.Title, Unit: o.unitOf(carried.Subject), Source: o.source(carried.Years),
		Subtitle: o.in(fmt.Sprintf("结转下年度（件）和结转率（%%），%s", o.span(carried.Years)), fmt.Sprintf("Carried over (items) and carry-over rate (%%), %s", o.span(carried.Years)))}
	c := carry{Options: o, d: newDrawing()}
	if len(o.Focus) > 0 {
		c.agency = o.Focus[0]
		if r, ok := carried.Row(c.agency); ok {
			ch.Coverage = r.Agency.Name
		}
	} else {
		ch.Coverage = o.coverage(carried, year)
	}
	if ch.Title == "" {
		ch.Title = models.CarryHeadline(carried, rate, c.agency, year, models.Everyone, o.Lang)
	}
	bar, line, scatter := echarts.NewBar(), echarts.NewLine(), echarts.NewScatter()
	counts := c.track(carried, 0)
	rates := c.track(rate, 1)
	bar.AddSeries(counts.name, nil, c.d.seriesOptions(counts)...)
	line.AddSeries(rates.name, nil, c.d.seriesOptions(rates)...)
	bar.Overlap(line)
	if len(marks) > 0 {
		m := c.marks(carried.Years, marks)
		scatter.AddSeries(m.name, nil, c.d.seriesOptions(m)...)
		bar.Overlap(scatter)
		ch.Legend = append(ch.Legend, LegendItem{m.name, "agency-2", "diamond"})
	}
	ch.Notes = c.notes
	if c.agency == "" {
		var have, of []int
		for _, t := range carried.Totals {
			have, of = append(have, t.Have), append(of, t.Of)
		}
		ch.Notes = append(ch.Notes, o.incompleteNotes(carried.Years, have, of)...)
	}
	if !c.drawn {
		ch.Empty, ch.Legend = o.nothing(carried.Subject, carried.Years), nil
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	if c.doubtful {
		ch.Legend = append(ch.Legend, LegendItem{o.in("斜线或空心：存疑或小样本", "Hatched or hollow: suspect or few cases"), "text", "hatch"})
	}
	ch.Summary = o.in(fmt.Sprintf("条形图和折线图，按年份。%s。", ch.Title), fmt.Sprintf("Bars and a line by year. %s.", ch.Title))
	bar.SetGlobalOptions(initialization(ch.ID))
	ch.Option = c.d.json(bar, func(option map[string]any) { c.layout(option, carried, rate) })
	return ch
}

// carry is a chart of what was carried over, under construction.
type carry struct {
	Options
	d               *drawing
	agency          string // "" for the district
	drawn, doubtful bool
	notes           []string
}

// track is the bars of counts in the upper panel, or the line of rates in the lower.
func (c *carry) track(of models.Comparison, panel int) series {
	s := series{name: of.Subject.Label.In(c.Lang), patch: map[string]any{"xAxisIndex": panel, "yAxisIndex": panel}}
	if panel == 0 {
		s.options = []echarts.SeriesOpts{echarts.WithBarChartOpts(opts.BarChart{BarWidth: "40%"}), echarts.WithItemStyleOpts(opts.ItemStyle{Color: c.d.color("agency-1")})}
	} else {
		s.options = []echarts.SeriesOpts{echarts.WithLineStyleOpts(opts.LineStyle{Color: c.d.color("agency-1"), Width: 2}), echarts.WithItemStyleOpts(opts.ItemStyle{Color: c.d.color("agency-1")}),
			echarts.WithLineChartOpts(opts.LineChart{ConnectNulls: opts.Bool(false)})}
	}
	var absent []string
	for j, y := range of.Years {
		p, name := of.Totals[j].Point(), c.in("各机关合计", "All agencies")
		p.Year = y
		if c.agency != "" {
			r, _ := of.Row(c.agency)
			if r.Points == nil {
				r.Points = make([]models.Point, len(of.Years))
			}
			p, name = r.Points[j], r.Agency.NameIn(y)
		}
		sh := models.ShowPoint(p, of.Subject, c.Lang)
		v, ok := plot(p, of.Subject)
		if !ok {
			s.data, s.tips = append(s.data, datum{Value: gap}), append(s.tips, nil)
			absent = append(absent, strings.TrimSpace(yearText(y)+" "+strings.TrimPrefix(sh.String(), models.NoValue+" ")))
			continue
		}
		c.drawn = true
		item := datum{Value: v, Label: text(sh.Text, "top", c.d.color("muted")).small()}
		if panel == 1 {
			item.Symbol, item.SymbolSize = "circle", 7
		}
		if hollow(p) {
			c.doubtful = true
			item.ItemStyle = &itemStyle{Decal: c.d.hatch("bg")}
			if panel == 1 {
				item.ItemStyle = &itemStyle{Color: c.d.color("bg"), BorderColor: c.d.color("agency-1"), BorderWidth: 2}
			}
		}
		tip := c.tip(name+" "+s.name, y, p, of.Subject)
		if c.agency == "" {
			tip.Note = strings.TrimSpace(tip.Note + " " + models.FormatCoverage(of.Totals[j].Have, of.Totals[j].Of, c.Lang))
		}
		s.data, s.tips = append(s.data, item), append(s.tips, tip)
	}
	if len(absent) > 0 && len(absent) < len(of.Years) {
		c.notes = append(c.notes, s.name+c.in("：", ": ")+strings.Join(absent, c.in("；", "; ")))
	}
	return s
}

// marks stand on the axis of the bars.
func (c *carry) marks(years []int, marks []CarryMark) series {
	s := series{name: c.in("上年结转与上年报告不一致", "Carried in differs from the report before"), patch: map[string]any{"xAxisIndex": 0, "yAxisIndex": 0, "z": 4, "itemStyle": map[string]any{"opacity": 1}}}
	for _, m := range marks {
		if !slices.Contains(years, m.Year) {
			continue
		}
		s.data = append(s.data, datum{Value: []any{yearText(m.Year), 0}, Symbol: "diamond", SymbolSize: 13, Offset: []any{0, -10},
			ItemStyle: &itemStyle{Color: c.d.color("agency-2"), BorderColor: c.d.color("bg"), BorderWidth: 1}})
		s.tips = append(s.tips, &Tip{Name: s.name, Year: yearText(m.Year), Text: m.Text, State: string(models.StateReported), Href: c.Lang.Path(m.Href)})
	}
	return s
}

// layout sets the panels: bars above, the line below, both over the same years.
func (c *carry) layout(option map[string]any, carried, rate models.Comparison) {
	years := make([]string, len(carried.Years))
	for i, y := range carried.Years {
		years[i] = yearText(y)
	}
	var xs, ys []any
	for panel, of := range []models.Comparison{carried, rate} {
		x := plain(opts.XAxis{Type: "category", Data: years, AxisLabel: c.d.axisLabel(), AxisLine: c.d.axisLine(true), SplitLine: c.d.splitLine(false), AxisTick: &opts.AxisTick{Show: opts.Bool(false)}})
		x["gridIndex"] = panel
		y := plain(opts.YAxis{Type: "value", SplitNumber: 3 - panel, AxisLabel: c.d.axisLabel(), AxisLine: c.d.axisLine(false), SplitLine: c.d.splitLine(true)})
		merge(y, map[string]any{"gridIndex": panel, "min": 0, "minInterval": 1 - panel, "axisLabel": map[string]any{"formatter": formatter(of.Subject)}, "name": of.Subject.Label.In(c.Lang), "nameLocation": "end", "nameGap": 14,
			"nameTextStyle": map[string]any{"align": "left", "color": c.d.color("muted"), "fontSize": noteSize - 1, "padding": []any{0, 0, 0, -36}}})
		merge(y, noTicks)
		xs, ys = append(xs, x), append(ys, y)
	}
	option["xAxis"], option["yAxis"] = xs, ys
	option["grid"] = []any{map[string]any{"left": 48, "right": 16, "top": 32, "height": "46%"}, map[string]any{"left": 48, "right": 16, "bottom": 28, "height": "22%"}}
	labels := func(show bool) map[string]any {
		return map[string]any{"series": []any{map[string]any{"label": map[string]any{"show": show}}, map[string]any{"label": map[string]any{"show": show}}}}
	}
	option["media"] = media(labels(true), labels(len(carried.Years) <= phoneBars))
}
