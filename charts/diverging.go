package charts

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// Diverging draws two counts of each organ in one year to either side of 0: what was added to the right, what was taken away to the
// left, such as documents issued and repealed. The comparisons share agencies, years and unit. Organs that state 0 for both are
// named in the first note and have no row; in the place of a missing number stands why, a suspect one is hatched. Rows are in the
// official order, or by what was added. With a focus the bars of the others are grey.
func Diverging(added, taken models.Comparison, o Options) Chart {
	year := o.yearOf(added.Years)
	ch := Chart{ID: o.id(KindDiverging), Kind: KindDiverging, Title: o.Title, Unit: o.unitOf(added.Subject), Coverage: o.coverage(added, year), Source: o.source([]int{year})}
	if ch.Title == "" {
		ch.Title = models.FlowHeadline(added, taken, year, o.Lang)
	}
	ch.Subtitle = o.in(fmt.Sprintf("← %s，%s →（单位：%s），%d 年", taken.Subject.Phrase(o.Lang), added.Subject.Phrase(o.Lang), ch.Unit, year),
		fmt.Sprintf("← %s, %s → (%s), %d", taken.Subject.Phrase(o.Lang), added.Subject.Phrase(o.Lang), ch.Unit, year))
	v := diverging{Options: o, d: newDrawing(), added: added, taken: taken, year: year}
	v.sort()
	ch.Notes = v.notes()
	if len(v.rows) == 0 {
		ch.Empty = o.nothing(added.Subject, []int{year})
		if v.zeros != nil {
			ch.Empty = o.in("填报了数字的机关都是 0，没有可画的条。", "Every agency that states a number states 0; there is nothing to draw.")
		}
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	ch.Rows = len(v.rows)
	ch.Legend = v.legend()
	ch.Summary = o.in(fmt.Sprintf("左右分开的条形图，%d 个机关。%s。", len(v.rows), ch.Title), fmt.Sprintf("Bars to either side of 0 for %d agencies. %s.", len(v.rows), ch.Title))
	v.draw(&ch)
	return ch
}

// diverging is such a chart under construction.
type diverging struct {
	Options
	d            *drawing
	added, taken models.Comparison
	year         int
	rows         []divergingRow // with a bar or a missing number
	zeros        []string       // that state 0 twice
	unknown      []divergingRow // without any number
}

type divergingRow struct {
	agency       models.Agency
	added, taken models.Point
}

// hasBar reports whether either number is drawn.
func (r divergingRow) hasBar() bool { return barred(r.added) || barred(r.taken) }

func barred(p models.Point) bool { return p.Number != nil && *p.Number != 0 }

// sort tells rows with a bar from those of zeros and from those without any number.
func (v *diverging) sort() {
	j := v.added.YearIndex(v.year)
	if j < 0 {
		return
	}
	for i, a := range v.added.Agencies {
		r := divergingRow{a, v.added.Points[i][j], models.Point{State: models.StateAbsent}}
		if other, ok := v.taken.Row(a.ID); ok {
			r.taken = other.Points[j]
		}
		switch {
		case r.hasBar():
			v.rows = append(v.rows, r)
		case r.added.Number != nil && r.taken.Number != nil:
			v.zeros = append(v.zeros, a.NameIn(v.year))
		case r.added.State != models.StateNotApplicable || r.added.Edition != "":
			v.unknown = append(v.unknown, r)
		}
	}
	if v.Sort == OrderValue {
		value := func(p models.Point) *big.Rat {
			if x := p.Value(v.added.Subject); x != nil {
				return x
			}
			return big.NewRat(-1, 1)
		}
		slices.SortStableFunc(v.rows, func(a, b divergingRow) int { return value(b.added).Cmp(value(a.added)) })
	}
}

func (v *diverging) draw(ch *Chart) {
	bar := echarts.NewBar()
	names := make([]string, len(v.rows))
	right, left := v.side(v.added, agencyToken(0)), v.side(v.taken, agencyToken(1))
	blanks := series{name: v.in("没有数据", "No value"), patch: map[string]any{"type": "scatter"}}
	for i, r := range v.rows {
		names[i] = r.agency.NameIn(v.year)
		v.put(&right, r, r.added, v.added.Subject, false)
		v.put(&left, r, r.taken, v.taken.Subject, true)
		for _, p := range []struct {
			models.Point
			s        models.Subject
			position string
		}{{r.added, v.added.Subject, "right"}, {r.taken, v.taken.Subject, "left"}} {
			if p.Number != nil {
				continue
			}
			tip := v.tip(names[i], v.year, p.Point, p.s)
			blanks.data = append(blanks.data, datum{Value: []any{0, i}, Symbol: "rect", SymbolSize: 5, ItemStyle: &itemStyle{Color: v.d.color("hatch")},
				Label: text(strings.TrimPrefix(tip.Text+" "+tip.Note, models.NoValue+" "), p.position, v.d.color("muted")).small()})
			blanks.tips = append(blanks.tips, tip)
		}
	}
	bar.AddSeries(left.name, nil, v.d.seriesOptions(left)...)
	bar.AddSeries(right.name, nil, v.d.seriesOptions(right)...)
	if len(blanks.data) > 0 {
		bar.AddSeries(blanks.name, nil, v.d.seriesOptions(blanks)...)
	}
	bar.SetGlobalOptions(initialization(ch.ID),
		echarts.WithXAxisOpts(opts.XAxis{Type: "value", AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)}, AxisLine: v.d.axisLine(false), SplitLine: v.d.splitLine(false)}),
		echarts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true), AxisLabel: v.d.axisLabel(), AxisLine: v.d.axisLine(false), SplitLine: v.d.splitLine(false)}),
		echarts.WithGridOpts(opts.Grid{Left: "8", Top: "12", Right: "64", Bottom: "12", ContainLabel: opts.Bool(true)}))
	ch.Option = v.d.json(bar, func(option map[string]any) {
		v.rowAxis(option)
		// Names stay at the side: on the axis of 0 they would lie on the bars to the left. 0 has a rule of its own instead.
		merge(axis(option, "yAxis", 0), map[string]any{"axisLine": map[string]any{"show": false, "onZero": false}})
		merge(option["series"].([]any)[0].(map[string]any), map[string]any{"markLine": map[string]any{"silent": true, "symbol": "none",
			"data": []any{map[string]any{"xAxis": 0}}, "label": map[string]any{"show": false},
			"lineStyle": map[string]any{"color": v.d.color("muted"), "type": "solid", "width": 1}}})
		axis(option, "xAxis", 0)["boundaryGap"] = []any{"12%", "12%"}
		option["media"] = media(map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": wideNames}}}},
			map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": phoneNames}}}})
	})
}

// side is the bars to one side of 0.
func (v *diverging) side(c models.Comparison, token string) series {
	return series{name: c.Subject.Phrase(v.Lang), options: []echarts.SeriesOpts{
		echarts.WithBarChartOpts(opts.BarChart{Stack: "sides", BarWidth: "60%"}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: v.d.color(token)})}}
}

// put adds a bar. A number of 0 or none has none.
func (v *diverging) put(s *series, r divergingRow, p models.Point, subject models.Subject, toTheLeft bool) {
	if !barred(p) {
		s.data, s.tips = append(s.data, datum{Value: gap}), append(s.tips, nil)
		return
	}
	value, position := p.Value(subject), "right"
	if toTheLeft {
		value, position = new(big.Rat).Neg(value), "left"
	}
	item := datum{Value: exact(value), Label: text(v.dotText(models.ShowPoint(p, subject, v.Lang), p), position, v.d.color("text")).small()}
	style := itemStyle{}
	if len(v.focus()) > 0 && v.rank(r.agency.ID) < 0 {
		style.Color = v.d.color("faint")
	}
	if p.Doubtful() {
		style.Decal = v.d.hatch("bg")
	}
	if style != (itemStyle{}) {
		item.ItemStyle = &style
	}
	s.data, s.tips = append(s.data, item), append(s.tips, v.tip(r.agency.NameIn(v.year)+" "+s.name, v.year, p, subject))
}

func (v *diverging) legend() []LegendItem {
	items := []LegendItem{{v.taken.Subject.Phrase(v.Lang), agencyToken(1), "rect"}, {v.added.Subject.Phrase(v.Lang), agencyToken(0), "rect"}}
	if slices.ContainsFunc(v.rows, func(r divergingRow) bool { return r.added.Doubtful() || r.taken.Doubtful() }) {
		items = append(items, LegendItem{v.in("斜线：存疑", "Hatched: suspect"), "text", "hatch"})
	}
	return items
}

// notes name the organs of zeros, those without any number by reason, and the published numbers of a territory.
func (v *diverging) notes() []string {
	var notes []string
	if len(v.zeros) > 0 {
		notes = append(notes, v.in("两项都填报为 0（不画）：", "0 for both (not drawn): ")+strings.Join(v.zeros, v.in("、", ", ")))
	}
	var reasons []string
	missing := map[string][]string{}
	for _, r := range v.unknown {
		sh := models.ShowPoint(r.added, v.added.Subject, v.Lang)
		reason := sh.Mark
		if reason == "" {
			reason = sh.Text
		}
		if missing[reason] == nil {
			reasons = append(reasons, reason)
		}
		missing[reason] = append(missing[reason], r.agency.NameIn(v.year))
	}
	for _, reason := range reasons {
		notes = append(notes, reason+v.in("：", ": ")+v.list(missing[reason]))
	}
	notes = append(notes, v.formNote(v.added.Subject, v.added.Years)...)
	return append(notes, v.territories()...)
}

// territories give the published numbers of reports that speak for a whole territory.
func (v *diverging) territories() []string {
	var notes []string
	for _, r := range v.added.Territory {
		j := v.added.YearIndex(v.year)
		other, ok := v.taken.Row(r.Agency.ID)
		if j < 0 || !ok || !r.Points[j].Known() && !other.Points[j].Known() {
			continue
		}
		part := func(c models.Comparison, p models.Point) string {
			return c.Subject.Phrase(v.Lang) + " " + v.tip("", v.year, p, c.Subject).Text
		}
		numbers := part(v.added, r.Points[j]) + v.in("，", ", ") + part(v.taken, other.Points[j])
		notes = append(notes, v.in(fmt.Sprintf("%s公布的 %d 年数：%s；统计范围为全区，不计入各机关。", r.Agency.NameIn(v.year), v.year, numbers),
			fmt.Sprintf("%s published for %d: %s; it covers the whole territory and is not counted among the agencies.", r.Agency.NameIn(v.year), v.year, numbers)))
	}
	return notes
}
