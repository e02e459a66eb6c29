package charts

import (
	"fmt"
	"slices"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// IntervalByAgency draws a ratio of each organ in one year as a dot with its 95 % interval, and its fraction at the end of the row. A
// ratio of 10 to 29 cases and a suspect one are hollow; one of fewer, or of none, has its words at the end of the row and no dot.
// Organs that owed no report have no row. Rows are in the official order, or by value with what cannot be ranked at the end.
func IntervalByAgency(c models.Comparison, o Options) Chart {
	year := o.yearOf(c.Years)
	ch := Chart{Title: o.Title, Subtitle: o.intervalSubtitle(c.Subject, []int{year}), Coverage: o.coverage(c, year), Notes: o.yearNotes(c, year), Source: o.source([]int{year})}
	if ch.Title == "" {
		ch.Title = c.RankHeadline(year, o.Lang)
	}
	var rows []intervalRow
	for _, r := range o.rankedRows(c, year) {
		rows = append(rows, intervalRow{r.Agency.NameIn(year), r.Point})
	}
	return o.drawIntervals(ch, rows, c.Subject, []int{year})
}

// IntervalByYear draws the same for the district, or for the agency in Focus, with a row for each year.
func IntervalByYear(c models.Comparison, o Options) Chart {
	year := o.yearOf(c.Years)
	ch := Chart{Title: o.Title, Subtitle: o.intervalSubtitle(c.Subject, c.Years), Source: o.source(c.Years)}
	var rows []intervalRow
	if len(o.Focus) > 0 {
		r, _ := c.Row(o.Focus[0])
		ch.Coverage = r.Agency.Name
		for _, p := range r.Points {
			rows = append(rows, intervalRow{yearText(p.Year), p})
		}
	} else {
		ch.Coverage = o.coverage(c, year)
		var have, of []int
		for _, t := range c.Totals {
			rows, have, of = append(rows, intervalRow{yearText(t.Year), t.Point()}), append(have, t.Have), append(of, t.Of)
		}
		ch.Notes = o.incompleteNotes(c.Years, have, of)
	}
	if ch.Title == "" {
		ch.Title = c.TotalHeadline(year, o.Lang)
		if len(o.Focus) > 0 {
			ch.Title = c.AgencyHeadline(o.Focus[0], year, o.Lang)
		}
	}
	return o.drawIntervals(ch, rows, c.Subject, c.Years)
}

// intervalRow is one dot with the name before it.
type intervalRow struct {
	name  string
	point models.Point
}

func (o Options) intervalSubtitle(s models.Subject, years []int) string {
	return o.in(fmt.Sprintf("%s（点为比率，横线为 95%% 置信区间），%s", s.Label.Zh, o.span(years)), fmt.Sprintf("%s (dot: ratio, line: 95%% interval), %s", s.Label.En, o.span(years)))
}

// drawIntervals draws the rows, one of which at least must have a percentage.
func (o Options) drawIntervals(ch Chart, rows []intervalRow, s models.Subject, years []int) Chart {
	ch.ID, ch.Kind, ch.Unit = o.id(KindInterval), KindInterval, "%"
	if !slices.ContainsFunc(rows, func(r intervalRow) bool { _, ok := r.point.Interval(); return ok }) {
		ch.Empty = o.in(fmt.Sprintf("%s没有满 %d 件的数据，不算百分比；分数见表。", o.span(years), models.FractionOnly),
			fmt.Sprintf("No ratio of %d cases or more in %s, so there is no percentage; the table has the fractions.", models.FractionOnly, o.span(years)))
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	d := newDrawing()
	dots := series{name: s.Label.In(o.Lang), patch: map[string]any{"z": 3, "itemStyle": map[string]any{"opacity": 1}}}
	whiskers := series{name: o.in("95% 置信区间", "95% interval"), patch: map[string]any{"z": 2, "symbol": "rect", "symbolSize": []any{2, 9}, "silent": true},
		options: []echarts.SeriesOpts{echarts.WithLineStyleOpts(opts.LineStyle{Color: d.color("muted"), Width: 2}), echarts.WithItemStyleOpts(opts.ItemStyle{Color: d.color("muted")})}}
	names, ends := make([]string, len(rows)), make([]string, len(rows))
	suspect, few := false, false
	for i, r := range rows {
		sh := models.ShowPoint(r.point, s, o.Lang)
		names[i], ends[i] = r.name, strings.TrimPrefix(o.dotText(sh, r.point), models.NoValue+" ")
		in, ok := r.point.Interval()
		if !ok {
			continue
		}
		style := &itemStyle{Color: d.color(agencyToken(0))}
		if hollow(r.point) {
			style = &itemStyle{Color: d.color("bg"), BorderColor: d.color(agencyToken(0)), BorderWidth: 2}
			suspect, few = suspect || r.point.Doubtful(), few || !r.point.Doubtful()
		}
		tip := o.tip(strings.TrimSuffix(r.name, yearText(r.point.Year)), r.point.Year, r.point, s)
		tip.Note = strings.TrimSpace(tip.Note + " 95% " + in.Text(o.Lang))
		dots.data = append(dots.data, datum{Value: []any{exact(r.point.Value(s)), i}, Symbol: "circle", SymbolSize: 10, ItemStyle: style})
		dots.tips = append(dots.tips, tip)
		for _, v := range []any{exact(in.Low), exact(in.High), gap} {
			whiskers.data = append(whiskers.data, datum{Value: []any{v, i}})
			whiskers.tips = append(whiskers.tips, nil)
		}
	}
	scatter, line := echarts.NewScatter(), echarts.NewLine()
	scatter.AddSeries(dots.name, nil, d.seriesOptions(dots)...)
	line.AddSeries(whiskers.name, nil, d.seriesOptions(whiskers)...)
	scatter.Overlap(line)
	scatter.SetGlobalOptions(initialization(ch.ID),
		echarts.WithXAxisOpts(opts.XAxis{Type: "value", Min: 0, Max: 100, SplitNumber: 4, AxisLabel: d.axisLabel(), AxisLine: d.axisLine(false), SplitLine: d.splitLine(true)}),
		echarts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true), AxisLabel: d.axisLabel(), AxisLine: d.axisLine(true), SplitLine: d.splitLine(false)}),
		echarts.WithGridOpts(opts.Grid{Left: "8", Top: "12", Right: "8", Bottom: "12", ContainLabel: opts.Bool(true)}))
	scatter.ExtendYAxis(opts.YAxis{Type: "category", Data: ends, Inverse: opts.Bool(true), Position: "right", AxisLabel: d.axisLabel(), AxisLine: d.axisLine(false), SplitLine: d.splitLine(false)})
	ch.Rows = len(rows)
	ch.Legend = o.intervalLegend(suspect, few)
	ch.Summary = o.in(fmt.Sprintf("点图，%d 行，横线为 95%% 置信区间。%s。", len(rows), ch.Title), fmt.Sprintf("Dot plot of %d rows with 95%% intervals. %s.", len(rows), ch.Title))
	ch.Option = d.json(scatter, func(option map[string]any) {
		merge(axis(option, "xAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": "{value}%"}, "interval": 25})
		o.rowAxis(option)
		merge(axis(option, "yAxis", 1), noTicks)
		merge(axis(option, "yAxis", 1), map[string]any{"axisLabel": map[string]any{"interval": 0, "hideOverlap": false, "color": d.color("text")}})
		names := func(width int) map[string]any {
			return map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": width}}}}
		}
		option["media"] = media(names(wideNames), names(phoneNames))
	})
	return ch
}

func (o Options) intervalLegend(suspect, few bool) []LegendItem {
	items := []LegendItem{{o.in("横线：95% 置信区间（Wilson）", "Line: 95% interval (Wilson)"), "muted", "line"}}
	if suspect {
		items = append(items, LegendItem{o.in("空心：存疑", "Hollow: suspect"), "text", "hollow"})
	}
	if few {
		items = append(items, LegendItem{o.in("空心：小样本", "Hollow: few cases"), "text", "hollow"})
	}
	return items
}
