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

// endLabelSpace is the room for names at the end of lines, in pixels.
const endLabelSpace = 132

// trend is a line chart under construction.
type trend struct {
	Options
	c        models.Comparison
	d        *drawing
	line     *echarts.Line
	labelled []int    // series with their name at the end
	top      *big.Rat // where the value axis ends, nil for the highest line
	panels   bool     // tracks stand in small charts of their own, without names at their ends
	panel    int      // the one that is drawn
}

// drawTrend draws the others first, so that what is chosen lies on top.
func (o Options) drawTrend(ch Chart, c models.Comparison, others, chosen, references []track) Chart {
	t := &trend{Options: o, c: c, d: newDrawing(), line: echarts.NewLine()}
	for _, other := range others {
		t.add(other, 4, 1, 1)
	}
	for i, one := range references {
		t.add(one, 5, max(1, 2-i), 2)
	}
	for _, one := range chosen {
		t.add(one, 7, 2, 3)
	}
	if len(t.d.tips) == 0 {
		ch.Empty = o.nothing(c.Subject, c.Years)
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	if len(chosen) == 1 {
		t.markGaps(chosen[0])
	}
	var cut int
	if t.top, cut = o.topFor(c.Subject, others, chosen, references); t.top != nil {
		ch.Notes = append(ch.Notes, o.topNote(c.Subject, t.top, cut))
	}
	ch.Legend = t.legend(others, chosen, references)
	ch.Summary = t.summary(ch.Title, chosen)
	t.axes()
	ch.Option = t.d.json(t.line, func(option map[string]any) {
		t.rules(option, chosen)
		t.layout(option)
	})
	return ch
}

// add draws a track as a solid line, and a dashed one through its doubtful points. Nothing is added for a track without points.
func (t *trend) add(tr track, size, width, z int) {
	strokes := t.strokes(tr, size)
	last := -1
	for _, s := range strokes {
		last = max(last, lastDrawn(s))
	}
	if last < 0 {
		return
	}
	for i, s := range strokes {
		kind := "solid"
		switch {
		case i == 1:
			kind = "dashed"
		case tr.dotted:
			kind = "dotted"
		}
		s.patch = map[string]any{"z": z}
		if t.panels {
			s.patch["xAxisIndex"], s.patch["yAxisIndex"] = t.panel, t.panel
		} else if tr.token != "faint" && lastDrawn(s) == last {
			t.labelled = append(t.labelled, len(t.d.tips))
			s.patch["endLabel"] = map[string]any{"show": true, "formatter": "{a}", "color": t.d.color("text"), "fontSize": noteSize,
				"width": endLabelSpace, "overflow": "truncate", "distance": 8, "padding": []any{2, 0}}
		}
		s.options = []echarts.SeriesOpts{
			echarts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: tr.symbol, SymbolSize: size, ConnectNulls: opts.Bool(false)}),
			echarts.WithItemStyleOpts(opts.ItemStyle{Color: t.d.color(tr.token)}),
			echarts.WithLineStyleOpts(opts.LineStyle{Color: t.d.color(tr.token), Width: float32(width), Type: kind}),
			echarts.WithLabelLayoutOpts(opts.LabelLayout{MoveOverlap: "shiftY"}),
		}
		t.line.AddSeries(tr.name, nil, t.d.seriesOptions(*s)...)
	}
}

// strokes are a track as ECharts draws it: the solid line, then the dashed one if the track has doubtful points. A doubtful point
// is a gap of the solid line; the dashed one runs through it from the point before to the point after.
func (t *trend) strokes(tr track, size int) []*series {
	solid, dashed := &series{name: tr.name}, &series{name: tr.name}
	put := func(s *series, x json.Number, v any, tip *Tip, style *itemStyle, symbol string) {
		s.data = append(s.data, datum{Value: []any{x, v}, Symbol: symbol, SymbolSize: size, Offset: offsetOf(symbol), ItemStyle: style})
		s.tips = append(s.tips, tip)
	}
	skip := func(s *series, x json.Number) {
		s.data = append(s.data, datum{Value: []any{x, gap}})
		s.tips = append(s.tips, nil)
	}
	doubtful := func(j int) bool {
		if j < 0 || j >= len(tr.points) || !tr.doubtful[j] {
			return false
		}
		_, ok := t.value(tr, j, t.c.Subject)
		return ok
	}
	uncertain := false
	for j, p := range tr.points {
		x := json.Number(yearText(t.c.Years[j]))
		if tr.breaks[j] && j > 0 {
			between := json.Number(yearText(t.c.Years[j]-1) + ".5")
			skip(solid, between)
			skip(dashed, between)
		}
		value, ok := t.value(tr, j, t.c.Subject)
		if !ok {
			skip(solid, x)
			skip(dashed, x)
			continue
		}
		v, tip := exact(value), t.trackTip(tr, j)
		if tr.notes != nil {
			tip.Note = strings.TrimSpace(tip.Note + " " + tr.notes[j])
		}
		style := &itemStyle{Color: t.d.color(tr.token)}
		if tr.stat == nil && hollow(p) || tr.doubtful[j] {
			style = &itemStyle{Color: t.d.color("bg"), BorderColor: t.d.color(tr.token), BorderWidth: 2}
		}
		switch {
		case doubtful(j):
			uncertain = true
			skip(solid, x)
			put(dashed, x, v, tip, style, tr.symbol)
		case doubtful(j-1) || doubtful(j+1):
			put(solid, x, v, tip, style, tr.symbol)
			put(dashed, x, v, nil, nil, "none")
		default:
			put(solid, x, v, tip, style, tr.symbol)
			skip(dashed, x)
		}
	}
	if !uncertain {
		return []*series{solid}
	}
	return []*series{solid, dashed}
}

// trackTip is what the tooltip says of a track in its j-th year.
func (t *trend) trackTip(tr track, j int) *Tip {
	if tr.stat == nil {
		return t.tip(tr.name, t.c.Years[j], tr.points[j], t.c.Subject)
	}
	words := models.FormatValue(tr.stat[j], t.c.Subject, t.Lang)
	if !t.c.Subject.Ratio {
		words = t.withUnit(words, t.c.Subject.Unit)
	}
	return &Tip{Name: tr.name, Year: yearText(t.c.Years[j]), Text: words, State: string(models.StateReported)}
}

// lastDrawn returns the place of a series' last point with a mark of its own, -1 if it has none.
func lastDrawn(s *series) int {
	for i, tip := range slices.Backward(s.tips) {
		if tip != nil {
			return i
		}
	}
	return -1
}

// markGaps writes why a year has no value at its place on the axis. The marks stand on an axis of their own, so that no value is
// made up for them.
func (t *trend) markGaps(tr track) {
	s := series{name: tr.name, patch: map[string]any{"yAxisIndex": 1, "z": 4}}
	for j, p := range tr.points {
		if _, ok := t.value(tr, j, t.c.Subject); ok || p.State == models.StateNotApplicable {
			continue
		}
		sh := models.ShowPoint(p, t.c.Subject, t.Lang)
		words := sh.Text
		if sh.Mark != "" && sh.Text == models.NoValue {
			words = sh.Mark
		}
		s.data = append(s.data, datum{Value: []any{json.Number(yearText(t.c.Years[j])), json.Number("0")}, Symbol: "diamond", SymbolSize: 5,
			ItemStyle: &itemStyle{Color: t.d.color("hatch")}, Label: text(words, "top", t.d.color("muted")).small()})
		s.tips = append(s.tips, t.tip(tr.name, t.c.Years[j], p, t.c.Subject))
	}
	if len(s.data) == 0 {
		return
	}
	scatter := echarts.NewScatter()
	scatter.AddSeries(s.name, nil, t.d.seriesOptions(s)...)
	t.line.Overlap(scatter)
}

// axes sets years along the bottom and the value from 0, and a hidden axis for markGaps.
func (t *trend) axes() {
	first, last := t.c.Years[0], t.c.Years[len(t.c.Years)-1]
	if first == last {
		first, last = first-1, last+1
	}
	y := opts.YAxis{Type: t.axisType(t.c.Subject), SplitNumber: 4, AxisLabel: t.d.axisLabel(), AxisLine: t.d.axisLine(false), SplitLine: t.d.splitLine(true)}
	if !t.c.Subject.Ratio && t.c.Subject.Decimals == 0 && !t.logarithmic(t.c.Subject) {
		y.MinInterval = 1
	}
	t.line.SetGlobalOptions(initialization(t.id(KindTrend)),
		echarts.WithXAxisOpts(opts.XAxis{Type: "value", Min: first, Max: last, AxisLabel: t.d.axisLabel(), AxisLine: t.d.axisLine(true),
			SplitLine: t.d.splitLine(false), AxisTick: &opts.AxisTick{Show: opts.Bool(false)}}),
		echarts.WithYAxisOpts(y),
		echarts.WithGridOpts(opts.Grid{Left: "12", Top: "28", Right: "20", Bottom: "12", ContainLabel: opts.Bool(true)}))
	t.line.ExtendYAxis(opts.YAxis{Type: "value", Min: 0, Max: 1, Show: opts.Bool(false)})
}

// layout sets what go-echarts has no field for, and the room that names at the ends of lines take on a wide screen.
func (t *trend) layout(option map[string]any) {
	years := make([]any, len(t.c.Years))
	for i, y := range t.c.Years {
		years[i] = y
	}
	merge(axis(option, "xAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": map[string]any{"$fn": "year"}, "customValues": years}})
	merge(axis(option, "yAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": formatter(t.c.Subject)}})
	merge(axis(option, "yAxis", 0), noTicks)
	if t.top != nil {
		merge(axis(option, "yAxis", 0), map[string]any{"max": exact(t.top)})
	}
	wide := make([]any, len(option["series"].([]any)))
	phone := make([]any, len(wide))
	for i := range wide {
		wide[i], phone[i] = map[string]any{}, map[string]any{}
		if slices.Contains(t.labelled, i) {
			wide[i] = map[string]any{"endLabel": map[string]any{"show": true}}
			phone[i] = map[string]any{"endLabel": map[string]any{"show": false}}
		}
	}
	option["media"] = media(
		map[string]any{"grid": []any{map[string]any{"right": endLabelSpace + 24}}, "series": wide},
		map[string]any{"grid": []any{map[string]any{"right": 20}}, "series": phone})
}

// rules draws an upright rule where the form changed, for a measure that only one form has, and where the one agency chosen merged
// or split.
func (t *trend) rules(option map[string]any, chosen []track) {
	var rules []any
	rule := func(year int, words string) {
		rules = append(rules, map[string]any{"xAxis": json.Number(yearText(year-1) + ".5"),
			"label": map[string]any{"show": true, "formatter": words, "position": "end", "color": t.d.color("muted"), "fontSize": noteSize - 1}})
	}
	if crossesForms(t.c.Subject, t.c.Years) {
		rule(formChange, t.in("2021 年起新表式", "new form from 2021"))
	}
	if len(chosen) == 1 && len(chosen[0].points) > 0 {
		for _, b := range t.c.Breaks {
			if b.AgencyID == chosen[0].points[0].AgencyID && b.Year > t.c.Years[0] {
				rule(b.Year, fmt.Sprintf(t.in("%d 年%s", "%[2]s in %[1]d"), b.Year, t.breakWord(b.Kind)))
			}
		}
	}
	if len(rules) == 0 {
		return
	}
	merge(option["series"].([]any)[0].(map[string]any), map[string]any{"markLine": map[string]any{"silent": true, "symbol": "none", "data": rules,
		"lineStyle": map[string]any{"color": t.d.color("muted"), "type": "dashed", "width": 1}}})
}

func (o Options) breakWord(k models.SuccessionKind) string {
	if k == models.Split {
		return o.in("拆分", "split")
	}
	return o.in("合并", "merged")
}
