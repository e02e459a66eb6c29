package charts

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// Ranked draws a dot, or with Bars a bar, for each organ in one year, on a row of its own, from 0. Rows are in the official order, or by value with what
// cannot be ranked at the end. A suspect figure and a ratio of few cases are hollow; in the place of a missing one stands why. The
// median is a rule where there are models.MinPeers organs. Organs that owed no report that year have no row.
func Ranked(c models.Comparison, o Options) Chart {
	ch, year := o.rankedFrame(c, KindRanked)
	rows := o.rankedRows(c, year)
	drawable := slices.ContainsFunc(rows, func(r models.Ranked) bool { _, ok := o.plot(r.Point, c.Subject); return ok })
	if !drawable {
		ch.Empty = o.nothing(c.Subject, []int{year})
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	return o.drawRanked(ch, c, year, rows, nil)
}

// rankedFrame is what stands around a chart of one year with a row for each organ.
func (o Options) rankedFrame(c models.Comparison, k Kind) (Chart, int) {
	year := o.yearOf(c.Years)
	ch := Chart{ID: o.id(k), Kind: k, Title: o.Title, Subtitle: o.subtitle(c.Subject, []int{year}), Unit: o.unitOf(c.Subject),
		Coverage: o.coverage(c, year), Notes: o.yearNotes(c, year), Source: o.source([]int{year})}
	if ch.Title == "" {
		ch.Title = c.RankHeadline(year, o.Lang)
	}
	return ch, year
}

// drawRanked draws the rows, from 0 or on a logarithmic axis.
func (o Options) drawRanked(ch Chart, c models.Comparison, year int, rows []models.Ranked, log *decades) Chart {
	d := newDrawing()
	scatter := echarts.NewScatter()
	names := make([]string, len(rows))
	var zeros []string
	solid := map[string]any{"itemStyle": map[string]any{"opacity": 1}}
	dots := series{name: c.Subject.Label.In(o.Lang), patch: solid}
	bars := o.Bars && !c.Subject.Ratio && !o.logarithmic(c.Subject)
	if bars {
		dots.patch = map[string]any{"type": "bar", "barWidth": "60%", "barMinHeight": 1}
	}
	blanks := series{name: o.in("没有数据", "No value"), patch: map[string]any{"xAxisIndex": 1}}
	for i, r := range rows {
		names[i] = r.Agency.NameIn(year)
		tip := o.tip(names[i], year, r.Point, c.Subject)
		v, ok := o.plot(r.Point, c.Subject)
		if !ok {
			if o.zero(r.Point, c.Subject) {
				zeros = append(zeros, names[i])
			}
			blanks.data = append(blanks.data, datum{Value: []any{json.Number("0"), i}, Symbol: "rect", SymbolSize: 5,
				ItemStyle: &itemStyle{Color: d.color("hatch")}, Label: text(strings.TrimPrefix(tip.Text+" "+tip.Note, models.NoValue+" "), "right", d.color("muted"))})
			blanks.tips = append(blanks.tips, tip)
			continue
		}
		token, symbol := agencyToken(0), symbols[0]
		if len(o.focus()) > 0 || r.Agency.ID == "" {
			token = "muted"
			if bars && !hollow(r.Point) {
				token = "faint" // a full bar has more of its colour than a dot or an outline
			}
		}
		if n := o.rank(r.Agency.ID); n >= 0 {
			token, symbol = agencyToken(n), symbols[n]
		}
		style := &itemStyle{Color: d.color(token)}
		if hollow(r.Point) {
			style = &itemStyle{Color: d.color("bg"), BorderColor: d.color(token), BorderWidth: 2}
		}
		if bars {
			symbol = ""
		}
		sh := models.ShowPoint(r.Point, c.Subject, o.Lang)
		dots.data = append(dots.data, datum{Value: []any{v, i}, Symbol: symbol, SymbolSize: 10, Offset: offsetOf(symbol), ItemStyle: style,
			Label: text(o.dotText(sh, r.Point), "right", d.color("text")).on(d.color("bg"))})
		dots.tips = append(dots.tips, tip)
	}
	scatter.AddSeries(dots.name, nil, d.seriesOptions(dots)...)
	if len(blanks.data) > 0 {
		scatter.AddSeries(blanks.name, nil, d.seriesOptions(blanks)...)
	}
	o.rankedAxes(d, scatter, names, c.Subject)
	ch.Notes = append(ch.Notes, slices.Concat(o.scaleNote(c.Subject, zeros), o.spreadNote(c, year))...)
	ch.Rows = len(rows)
	ch.Legend = o.rankedLegend(rows, c.Subject)
	ch.Summary = o.rankedSummary(ch.Title, rows, c)
	room, before := dots.room(log != nil), phoneNames
	if c.Subject.Ratio && o.Lang == models.Zh {
		before = foldedNames
	}
	if least := before + room + leastPlot; least > tightest {
		ch.Least = least
	}
	ch.Option = d.json(scatter, func(option map[string]any) {
		merge(axis(option, "xAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": formatter(c.Subject)}})
		o.rowAxis(option)
		if log != nil {
			merge(axis(option, "xAxis", 0), log.axis())
		}
		o.medianRule(d, option, c, year, log != nil)
		few, many := 2, 4
		if log != nil {
			few, many = log.count(), log.count()
		}
		phone := map[string]any{"grid": []any{map[string]any{"right": inText(room)}}, "xAxis": []any{map[string]any{"splitNumber": few}}, "yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": before}}}}
		wide := map[string]any{"grid": []any{map[string]any{"right": 168}}, "xAxis": []any{map[string]any{"splitNumber": many}}, "yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": wideNames}}}}
		option["media"] = media(wide, phone)
	})
	return ch
}

// dotText is the value beside a dot: with its fraction, 存疑 where it is suspect, and ≈ where it is approximate. That there are few
// cases the hollow dot says.
func (o Options) dotText(sh models.Shown, p models.Point) string {
	if p.Num != nil && !p.Doubtful() {
		sh.Mark = ""
	}
	if p.Number != nil && p.Flags.Has(models.FlagApproximate) {
		sh.Text = "≈ " + sh.Text
		sh.Mark = models.ShowPoint(without(p, models.FlagApproximate), models.Subject{}, o.Lang).Mark
	}
	return strings.TrimSpace(sh.String())
}

// without is a point that lacks a flag.
func without(p models.Point, f models.Flags) models.Point {
	p.Flags &^= f
	return p
}

// The room for names before rows, in pixels, and the height of one of their lines.
const (
	wideNames   = 190
	phoneNames  = 112
	nameLeading = 15
)

// rankedRows are the organs to draw, from top to bottom.
func (o Options) rankedRows(c models.Comparison, year int) []models.Ranked {
	ranked, unranked := c.Ranking(year)
	rows := append(ranked, unranked...)
	if o.Sort == OrderOfficial {
		place := map[string]int{}
		for i, a := range c.Agencies {
			place[a.ID] = i
		}
		slices.SortStableFunc(rows, func(a, b models.Ranked) int { return place[a.Agency.ID] - place[b.Agency.ID] })
	}
	return slices.DeleteFunc(rows, func(r models.Ranked) bool {
		owesNone := r.Point.State == models.StateNotApplicable && r.Point.Edition == ""
		return owesNone || o.Alone && len(o.focus()) > 0 && o.rank(r.Agency.ID) < 0
	})
}

// rankedAxes set values from 0 along the bottom and names down the side, and a hidden axis for what has no value.
func (o Options) rankedAxes(d *drawing, scatter *echarts.Scatter, names []string, s models.Subject) {
	scatter.SetGlobalOptions(initialization(o.id(KindRanked)),
		echarts.WithXAxisOpts(opts.XAxis{Type: o.axisType(s), SplitNumber: 4, AxisLabel: d.axisLabel(), AxisLine: d.axisLine(false), SplitLine: d.splitLine(true)}),
		echarts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true), AxisLabel: d.axisLabel(), AxisLine: d.axisLine(true),
			SplitLine: d.splitLine(false)}),
		echarts.WithGridOpts(opts.Grid{Left: "8", Top: "24", Bottom: "12", ContainLabel: opts.Bool(true)}))
	scatter.ExtendXAxis(opts.XAxis{Type: "value", Min: 0, Max: 1, Show: opts.Bool(false)})
}

// rowAxis sets how names stand before rows: all of them, in two lines where one is too short.
func (o Options) rowAxis(option map[string]any) {
	merge(axis(option, "yAxis", 0), map[string]any{"axisLabel": map[string]any{"interval": 0, "width": wideNames, "overflow": "break", "lineHeight": nameLeading, "hideOverlap": false}})
	merge(axis(option, "yAxis", 0), noTicks)
}

// medianRule draws the median as an upright rule. A logarithmic axis has no place for a median of 0.
func (o Options) medianRule(d *drawing, option map[string]any, c models.Comparison, year int, log bool) {
	spread, ok := c.Spread(year)
	if !ok || log && spread.Median.Sign() <= 0 {
		return
	}
	rules := []any{map[string]any{"xAxis": exact(spread.Median)}}
	if o.Alone {
		for _, quartile := range []*big.Rat{spread.Q1, spread.Q3} {
			rules = append(rules, map[string]any{"xAxis": exact(quartile), "label": map[string]any{"show": false}, "lineStyle": map[string]any{"type": "dotted"}})
		}
	}
	words := o.in("中位数 ", "median ") + models.FormatValue(spread.Median, c.Subject, o.Lang)
	merge(option["series"].([]any)[0].(map[string]any), map[string]any{"markLine": map[string]any{"silent": true, "symbol": "none", "z": 1,
		"data":      rules,
		"label":     map[string]any{"show": true, "formatter": words, "position": "start", "color": d.color("muted"), "fontSize": noteSize - 1, "distance": 6},
		"lineStyle": map[string]any{"color": d.color("muted"), "type": "dashed", "width": 1}}})
}

// spreadNote tells the median and quartiles that are drawn, where what is highlighted stands alone.
func (o Options) spreadNote(c models.Comparison, year int) []string {
	s, ok := c.Spread(year)
	if !o.Alone || !ok {
		return nil
	}
	value := func(v *big.Rat) string { return models.FormatValue(v, c.Subject, o.Lang) }
	return []string{o.in(fmt.Sprintf("%d 个机关的中位数为 %s，居中的一半在 %s 至 %s 之间（两条点线）。", s.N, value(s.Median), value(s.Q1), value(s.Q3)),
		fmt.Sprintf("The median of %d agencies is %s; the middle half lies between %s and %s (dotted).", s.N, value(s.Median), value(s.Q1), value(s.Q3)))}
}

func (o Options) rankedLegend(rows []models.Ranked, s models.Subject) []LegendItem {
	var items []LegendItem
	suspect, few, about := false, false, false
	for _, r := range rows {
		if _, ok := plot(r.Point, s); !ok {
			continue
		}
		about = about || r.Point.Number != nil && r.Point.Flags.Has(models.FlagApproximate)
		suspect = suspect || r.Point.Doubtful()
		few = few || !r.Point.Doubtful() && hollow(r.Point)
		if n := o.rank(r.Agency.ID); n >= 0 {
			items = append(items, LegendItem{r.Agency.Name, agencyToken(n), symbols[n]})
		}
	}
	if suspect {
		items = append(items, LegendItem{o.in("空心：存疑", "Hollow: suspect"), "text", "hollow"})
	}
	if few {
		items = append(items, LegendItem{o.in("空心：小样本", "Hollow: few cases"), "text", "hollow"})
	}
	if about {
		items = append(items, LegendItem{o.in("≈：原文为约数", "≈: approximate in the original"), agencyToken(0), "circle"})
	}
	return items
}

// rankedSummary names the values of the first rows.
func (o Options) rankedSummary(title string, rows []models.Ranked, c models.Comparison) string {
	const told = 3
	var parts []string
	for _, r := range rows[:min(told, len(rows))] {
		parts = append(parts, r.Agency.Name+" "+models.ShowPoint(r.Point, c.Subject, o.Lang).String())
	}
	order := o.in("按机构序列", "in the official order")
	if o.Sort == OrderValue {
		order = o.in("由高到低", "from high to low")
	}
	return o.in(fmt.Sprintf("点图，%d 个机关%s排列。%s。前几行：%s。", len(rows), order, title, strings.Join(parts, "，")),
		fmt.Sprintf("Dot plot of %d agencies %s. %s. First rows: %s.", len(rows), order, title, strings.Join(parts, ", ")))
}
