package charts

import (
	"fmt"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// Bars draws several subjects of one unit side by side for each year, from 0: of the agency in Focus, or of the district where
// there is none. The comparisons share their years; at most MaxHighlights are drawn. A year without a value has no bar, and the
// notes say why; a suspect one, or a district's incomplete year, is hatched.
func Bars(cs []models.Comparison, o Options) Chart {
	ch := Chart{ID: o.id(KindBars), Kind: KindBars, Title: o.Title}
	cs = cs[:min(len(cs), MaxHighlights)]
	if len(cs) == 0 {
		ch.Empty = o.in("没有选定指标。", "No measure is chosen.")
		ch.Summary = ch.Empty
		return ch
	}
	first := cs[0]
	year := o.yearOf(first.Years)
	ch.Unit, ch.Source = o.unitOf(first.Subject), o.source(first.Years)
	ch.Subtitle = o.in(fmt.Sprintf("单位：%s，%s", ch.Unit, o.span(first.Years)), fmt.Sprintf("%s, %s", ch.Unit, o.span(first.Years)))
	b := bars{Options: o, d: newDrawing()}
	if len(o.Focus) > 0 {
		b.agency = o.Focus[0]
		if r, ok := first.Row(b.agency); ok {
			ch.Coverage = r.Agency.Name
		}
	} else {
		ch.Coverage = o.coverage(first, year)
	}
	if ch.Title == "" {
		ch.Title = first.TotalHeadline(year, o.Lang)
		if b.agency != "" {
			ch.Title = first.AgencyHeadline(b.agency, year, o.Lang)
		}
	}
	bar := echarts.NewBar()
	for i, c := range cs {
		bar.AddSeries(c.Subject.Label.In(o.Lang), nil, b.d.seriesOptions(b.series(c, i))...)
		ch.Legend = append(ch.Legend, LegendItem{c.Subject.Label.In(o.Lang), agencyToken(i), "rect"})
	}
	ch.Notes = b.notes
	if !b.drawn {
		ch.Empty = o.nothing(first.Subject, first.Years)
		ch.Summary = strings.TrimPrefix(ch.Title+o.in("。", ". "), o.in("。", ". ")) + ch.Empty
		ch.Legend = nil
		return ch
	}
	if b.hatched {
		ch.Legend = append(ch.Legend, LegendItem{o.in("斜线：存疑或不完整", "Hatched: suspect or incomplete"), "text", "hatch"})
	}
	ch.Summary = o.in(fmt.Sprintf("条形图，按年份分组。%s。", ch.Title), fmt.Sprintf("Bars grouped by year. %s.", ch.Title))
	years := make([]string, len(first.Years))
	for j, y := range first.Years {
		years[j] = yearText(y)
	}
	bar.SetXAxis(years)
	value := opts.YAxis{Type: "value", SplitNumber: 4, AxisLabel: b.d.axisLabel(), AxisLine: b.d.axisLine(false), SplitLine: b.d.splitLine(true)}
	if !first.Subject.Ratio && first.Subject.Decimals == 0 {
		value.MinInterval = 1
	}
	bar.SetGlobalOptions(initialization(ch.ID), echarts.WithYAxisOpts(value),
		echarts.WithXAxisOpts(opts.XAxis{Type: "category", AxisLabel: b.d.axisLabel(), AxisLine: b.d.axisLine(true), SplitLine: b.d.splitLine(false),
			AxisTick: &opts.AxisTick{Show: opts.Bool(false)}}),
		echarts.WithGridOpts(opts.Grid{Left: "12", Top: "28", Right: "20", Bottom: "12", ContainLabel: opts.Bool(true)}))
	ch.Option = b.d.json(bar, func(option map[string]any) {
		merge(axis(option, "yAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": formatter(first.Subject)}})
		merge(axis(option, "yAxis", 0), noTicks)
		option["media"] = media(b.labels(option, true), b.labels(option, len(first.Years)*len(cs) <= phoneBars))
	})
	return ch
}

// phoneBars is for how many bars a phone has room for their numbers.
const phoneBars = 9

// bars is a bar chart under construction.
type bars struct {
	Options
	d              *drawing
	agency         string // "" for the district
	drawn, hatched bool
	notes          []string
}

// series is one subject over the years.
func (b *bars) series(c models.Comparison, i int) series {
	s := series{name: c.Subject.Label.In(b.Lang), options: []echarts.SeriesOpts{
		echarts.WithBarChartOpts(opts.BarChart{BarGap: "10%", BarCategoryGap: "32%"}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: b.d.color(agencyToken(i))})}}
	var absent []string
	for j, y := range c.Years {
		p, name, whole := c.Totals[j].Point(), b.in("各机关合计", "All agencies"), c.Totals[j].Complete()
		p.Year = y
		if b.agency != "" {
			r, _ := c.Row(b.agency)
			if r.Points == nil {
				r.Points = make([]models.Point, len(c.Years))
			}
			p, name, whole = r.Points[j], r.Agency.NameIn(y), true
		}
		v, ok := plot(p, c.Subject)
		if !ok {
			s.data, s.tips = append(s.data, datum{Value: gap}), append(s.tips, nil)
			sh := models.ShowPoint(p, c.Subject, b.Lang)
			absent = append(absent, strings.TrimSpace(yearText(y)+" "+strings.TrimPrefix(sh.String(), models.NoValue+" ")))
			continue
		}
		b.drawn = true
		sh := models.ShowPoint(p, c.Subject, b.Lang)
		item := datum{Value: v, Label: text(sh.Text, "top", b.d.color("muted")).small().asSeries()}
		tip := b.tip(name+" "+s.name, y, p, c.Subject)
		if !whole {
			tip.Note = strings.TrimSpace(tip.Note + " " + models.FormatCoverage(c.Totals[j].Have, c.Totals[j].Of, b.Lang))
		}
		if p.Doubtful() || !whole {
			b.hatched = true
			item.ItemStyle = &itemStyle{Decal: b.d.hatch("bg")}
		}
		s.data, s.tips = append(s.data, item), append(s.tips, tip)
	}
	if len(absent) > 0 && len(absent) < len(c.Years) {
		b.notes = append(b.notes, s.name+b.in("：", ": ")+strings.Join(absent, b.in("；", "; ")))
	}
	return s
}

// labels shows or hides the numbers over the bars.
func (b *bars) labels(option map[string]any, show bool) map[string]any {
	var all []any
	for range option["series"].([]any) {
		all = append(all, map[string]any{"label": map[string]any{"show": show}})
	}
	return map[string]any{"series": all}
}
