package charts

import (
	"encoding/json"
	"fmt"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"

	"gongkai/models"
)

// Dumbbell draws two years of one subject as two dots for each organ, joined by a line where the years can be compared: From (the first
// year, if it is 0) small and grey, Year (the last) in colour with the value and its change beside it. Rows are in the order of the
// agencies, or, with OrderValue, by the size of the change. A year without a value has no dot, and the row says why; suspect figures and ratios of
// few cases are hollow. Limit keeps the first rows and the notes say of how many.
func Dumbbell(c models.Comparison, o Options) Chart {
	from, to := o.betweenYears(c.Years)
	pair := []int{from, to}
	ch := Chart{ID: o.id(KindDumbbell), Kind: KindDumbbell, Title: o.Title, Subtitle: o.pairSubtitle(c.Subject, from, to), Unit: o.unitOf(c.Subject),
		Coverage: o.coverage(c, to), Source: o.source(pair)}
	if from == to {
		ch.Title = c.TotalHeadline(to, o.Lang)
		ch.Empty = o.in("比较两年的变化需要两个年度。", "A change needs two years.")
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	if ch.Title == "" {
		ch.Title = c.BetweenHeadline(o.focus(), from, to, o.Lang)
	}
	ch.Notes = append(ch.Notes, o.formNote(c.Subject, pair)...)
	b := &dumbbell{Options: o, subject: c.Subject, from: from, to: to, d: newDrawing()}
	b.rows = c.Between(from, to)
	if o.Sort == OrderValue {
		b.rows = models.ByChange(b.rows)
	}
	if all := len(b.rows); o.Limit > 0 && all > o.Limit {
		b.rows = b.rows[:o.Limit]
		ch.Notes = append(ch.Notes, o.in(fmt.Sprintf("图中为变化最大的 %d 个机关，共 %d 个，其余见数据表。", o.Limit, all), fmt.Sprintf("The chart has the %d agencies that changed most, of %d; the table has all.", o.Limit, all)))
	}
	ch.Notes = append(ch.Notes, o.brokenNotes(c, b.rows)...)
	ch.Notes = append(ch.Notes, b.lacking()...)
	ch.Notes = append(ch.Notes, o.scaleNote(c.Subject, b.zeros())...)
	scatter := b.draw()
	if !b.drawn {
		ch.Empty = o.nothing(c.Subject, pair)
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	ch.Rows, ch.Legend, ch.Summary = len(b.rows), b.legend(), b.summary(ch.Title)
	ch.Option = b.d.json(scatter, b.layout)
	return ch
}

// betweenYears are the two years to draw.
func (o Options) betweenYears(years []int) (from, to int) {
	to = o.yearOf(years)
	from = o.From
	if from == 0 && len(years) > 0 {
		from = years[0]
	}
	return min(from, to), max(from, to)
}

func (o Options) pairSubtitle(s models.Subject, from, to int) string {
	unit := o.unitOf(s)
	return o.in(fmt.Sprintf("%s（单位：%s），%d 年与 %d 年", s.Label.Zh, unit, from, to), fmt.Sprintf("%s (%s), %d and %d", s.Label.En, unit, from, to))
}

// brokenNotes names the organs of the rows that merged or split between the years.
func (o Options) brokenNotes(c models.Comparison, rows []models.Changed) []string {
	var names []string
	for _, x := range rows {
		if x.Change.Kind == models.ChangeBroken && x.From.State != models.StateNotApplicable {
			names = append(names, x.Agency.NameIn(x.To.Year))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{o.in("其间合并或拆分，两年不可比，不连线：", "Merged or split in between, so that the years are not comparable and not joined: ") + o.list(names)}
}

// dumbbell is a chart under construction.
type dumbbell struct {
	Options
	subject  models.Subject
	from, to int
	d        *drawing
	rows     []models.Changed
	names    []string
	drawn    bool
	hollow   bool // whether a dot is
}

// draw makes three series: the earlier year, the later one, and what stands where the later has no dot.
func (b *dumbbell) draw() *echarts.Scatter {
	early := series{name: yearText(b.from), patch: map[string]any{"itemStyle": map[string]any{"opacity": 1}}}
	late := series{name: yearText(b.to), patch: map[string]any{"itemStyle": map[string]any{"opacity": 1}}}
	blanks := series{name: b.in("没有数据", "No value"), patch: map[string]any{"xAxisIndex": 1}}
	var joins []any
	for i, x := range b.rows {
		b.names = append(b.names, x.Agency.NameIn(b.to))
		color := b.d.color(b.token(x.Agency.ID))
		before, ok := b.plot(x.From, b.subject)
		if ok {
			b.drawn = true
			early.data = append(early.data, datum{Value: []any{before, i}, Symbol: "circle", SymbolSize: 8, ItemStyle: b.style(x.From, b.d.color("muted"))})
			early.tips = append(early.tips, b.tip(x.Agency.NameIn(b.from), b.from, x.From, b.subject))
		}
		tip := b.tip(b.names[i], b.to, x.To, b.subject)
		after, there := b.plot(x.To, b.subject)
		if !there && ok {
			early.data[len(early.data)-1].Label = text(models.NoValue, "right", b.d.color("muted")).on(b.d.color("bg"))
			continue
		}
		if !there {
			blanks.data = append(blanks.data, datum{Value: []any{json.Number("0"), i}, Symbol: "rect", SymbolSize: 5, ItemStyle: &itemStyle{Color: b.d.color("hatch")},
				Label: text(strings.TrimPrefix(tip.Text+" "+tip.Note, models.NoValue+" "), "right", b.d.color("muted")).on(b.d.color("bg"))})
			blanks.tips = append(blanks.tips, tip)
			continue
		}
		b.drawn = true
		tip.Note = strings.TrimSpace(tip.Note + " " + b.changeText(x))
		label := text(b.endText(x), "right", b.d.color("text")).on(b.d.color("bg"))
		item := datum{Value: []any{after, i}, Symbol: "circle", SymbolSize: 11, ItemStyle: b.style(x.To, color)}
		if ok && x.To.Value(b.subject).Cmp(x.From.Value(b.subject)) < 0 {
			early.data[len(early.data)-1].Label = label // beside the dot further right, so that it covers no line
		} else {
			item.Label = label
		}
		late.data, late.tips = append(late.data, item), append(late.tips, tip)
		if ok && x.Change.Kind != models.ChangeBroken {
			joins = append(joins, []any{map[string]any{"coord": []any{before, i}}, map[string]any{"coord": []any{after, i}}})
		}
	}
	if len(joins) > 0 {
		early.patch["markLine"] = map[string]any{"silent": true, "symbol": "none", "z": 1, "animation": false, "label": map[string]any{"show": false}, "data": joins,
			"lineStyle": map[string]any{"color": b.d.color("faint"), "type": "solid", "width": 2}}
	}
	scatter := echarts.NewScatter()
	for _, s := range []series{early, late, blanks} {
		if len(s.data) > 0 {
			scatter.AddSeries(s.name, nil, b.d.seriesOptions(s)...)
		}
	}
	b.rankedAxes(b.d, scatter, b.names, b.subject)
	return scatter
}

// zeros names the years of rows that are 0 where the axis has none.
func (b *dumbbell) zeros() []string {
	var names []string
	for _, x := range b.rows {
		if b.zero(x.From, b.subject) || b.zero(x.To, b.subject) {
			names = append(names, x.Agency.NameIn(b.to))
		}
	}
	return names
}

// token is the colour of a row: agencies set apart have their own, all others the first where nobody is.
func (b *dumbbell) token(agencyID string) string {
	switch n := b.rank(agencyID); {
	case n >= 0:
		return agencyToken(n)
	case len(b.focus()) > 0:
		return "muted"
	}
	return agencyToken(0)
}

func (b *dumbbell) style(p models.Point, color string) *itemStyle {
	if !hollow(p) {
		return &itemStyle{Color: color}
	}
	b.hollow = true
	return &itemStyle{Color: b.d.color("bg"), BorderColor: color, BorderWidth: 2}
}

// endText stands beside a row: the later value and how it came to it.
func (b *dumbbell) endText(x models.Changed) string {
	sh := models.ShowPoint(x.To, b.subject, b.Lang)
	words := sh.Text
	if x.To.Doubtful() {
		words += " " + sh.Mark
	}
	switch {
	case x.Change.Kind == models.ChangeUnknown, x.Change.Kind == models.ChangeBroken:
		return words // the notes tell why there is no change
	}
	return words + b.in("（"+x.Change.Signed()+"）", " ("+x.Change.Signed()+")")
}

// changeText is the change as the tooltip has it, or why there is none.
func (b *dumbbell) changeText(x models.Changed) string {
	switch {
	case x.Change.Kind != models.ChangeUnknown:
		return x.Change.Difference(b.Lang)
	case !x.From.Known():
		return b.absent(b.from, x.From)
	}
	return ""
}

// lacking names the organs that have a value in one of the years alone, and why not in the other.
func (b *dumbbell) lacking() []string {
	var notes []string
	for _, year := range []int{b.from, b.to} {
		var names []string
		for _, x := range b.rows {
			none, other := x.From, x.To
			if year == b.to {
				none, other = x.To, x.From
			}
			if !none.Known() && other.Known() {
				names = append(names, x.Agency.NameIn(b.to)+b.in("（"+b.reason(none)+"）", " ("+b.reason(none)+")"))
			}
		}
		if len(names) > 0 {
			notes = append(notes, b.in(fmt.Sprintf("%d 年没有数，只有一点：", year), fmt.Sprintf("No figure for %d, and so one dot only: ", year))+b.list(names))
		}
	}
	return notes
}

// reason is why a point has no value.
func (b *dumbbell) reason(p models.Point) string {
	return strings.TrimPrefix(models.ShowPoint(p, b.subject, b.Lang).String(), models.NoValue+" ")
}

// absent says why there is no value in a year: "2025 年未公布".
func (b *dumbbell) absent(year int, p models.Point) string {
	if b.zero(p, b.subject) {
		return b.in(fmt.Sprintf("%d 年为 0", year), fmt.Sprintf("%d: 0", year))
	}
	return b.in(fmt.Sprintf("%d 年%s", year, b.reason(p)), fmt.Sprintf("%d: %s", year, b.reason(p)))
}

func (b *dumbbell) legend() []LegendItem {
	items := []LegendItem{{b.in(fmt.Sprintf("%d 年（灰色小点）", b.from), fmt.Sprintf("%d (small, grey)", b.from)), "muted", "circle"}}
	later := agencyToken(0)
	if len(b.focus()) > 0 {
		later = "muted"
	}
	items = append(items, LegendItem{b.in(fmt.Sprintf("%d 年（大点，旁边为数值和增减）", b.to), fmt.Sprintf("%d (large, with the value and its change)", b.to)), later, "circle"})
	for _, x := range b.rows {
		if n := b.rank(x.Agency.ID); n >= 0 {
			items = append(items, LegendItem{x.Agency.NameIn(b.to) + b.in(fmt.Sprintf("，%d 年", b.to), fmt.Sprintf(", %d", b.to)), agencyToken(n), "circle"})
		}
	}
	if b.hollow {
		items = append(items, LegendItem{b.in("空心：存疑或小样本", "Hollow: suspect or few cases"), "text", "hollow"})
	}
	return items
}

// summary names the first rows with both values.
func (b *dumbbell) summary(title string) string {
	const told = 3
	var parts []string
	for _, x := range b.rows[:min(told, len(b.rows))] {
		before, after := models.ShowPoint(x.From, b.subject, b.Lang), models.ShowPoint(x.To, b.subject, b.Lang)
		parts = append(parts, fmt.Sprintf(b.in("%s %s → %s", "%s %s → %s"), x.Agency.NameIn(b.to), before, after))
	}
	return b.in(fmt.Sprintf("哑铃图，%d 个机关，每行两点。%s。前几行：%s。", len(b.rows), title, strings.Join(parts, "，")),
		fmt.Sprintf("Dumbbell chart of %d agencies, two dots a row. %s. First rows: %s.", len(b.rows), title, strings.Join(parts, ", ")))
}

func (b *dumbbell) layout(option map[string]any) {
	merge(axis(option, "xAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": formatter(b.subject)}})
	b.rowAxis(option)
	room := 84
	if b.subject.Ratio {
		room = 104
	}
	option["media"] = media(
		map[string]any{"grid": []any{map[string]any{"right": 200}}, "xAxis": []any{map[string]any{"splitNumber": 4}}, "yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": wideNames}}}},
		map[string]any{"grid": []any{map[string]any{"right": room}}, "xAxis": []any{map[string]any{"splitNumber": 2}}, "yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": phoneNames - 16}}}})
}
