package charts

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// labelledShare is the least share, in percent, of a segment that has room for its label; on a phone the script leaves out those that
// are wider than their segment still.
const labelledShare = 8

// Parts draws a breakdown as horizontal stacked bars, as shares or counts, with the sum at the end of each row. Rows that are not
// complete, or are of nothing, have no bar; the notes list them with the reason. A part that is open is an outline with hatching.
func Parts(b models.Breakdown, o Options) Chart {
	years := b.Years()
	ch := o.breakdownFrame(b, years)
	var rows []partRow
	for _, r := range b.Rows {
		rows = append(rows, partRow{name: r.Label.In(o.Lang), BreakdownRow: r})
	}
	if o.Sort == OrderValue {
		slices.SortStableFunc(rows, func(a, b partRow) int { return b.size().Cmp(a.size()) })
	}
	s := stacked{Options: o, reason: func(r partRow) string { return b.Reason(r.BreakdownRow).In(o.Lang) }}
	for i, p := range b.Parts {
		s.parts = append(s.parts, stackedPart{p.Label.In(o.Lang), partToken(p, i), partInk(p, i), p.Open})
	}
	ch.ID, ch.Kind = o.id(KindParts), KindParts
	nothing := o.in(fmt.Sprintf("%s没有可以画出的数据：%s。", o.span(years), b.NoCases.Zh), fmt.Sprintf("Nothing to draw for %s: %s.", o.span(years), b.NoCases.En))
	return s.draw(ch, rows, nothing)
}

// breakdownFrame is what stands around a chart of a breakdown.
func (o Options) breakdownFrame(b models.Breakdown, years []int) Chart {
	unit := o.in("单位："+b.Unit.Label().Zh, b.Unit.Label().En)
	if o.Mode == ModeShare {
		unit = o.in("占合计的百分比", "% of the sum")
	}
	ch := Chart{Title: o.Title, Subtitle: o.in(fmt.Sprintf("%s（%s），%s", b.Label.Zh, unit, o.span(years)), fmt.Sprintf("%s (%s), %s", b.Label.En, unit, o.span(years))),
		Source: o.source(years)}
	lead, year := b.Total, o.yearOf(years)
	if lead.Points == nil {
		for _, r := range b.Rows {
			if r.Year == year {
				lead = r
			}
		}
	}
	if lead.Points == nil {
		return ch
	}
	if ch.Title == "" {
		ch.Title = b.Headline(lead, models.Everyone, o.Lang)
	}
	switch {
	case !lead.Together():
		ch.Coverage = lead.Agency.NameIn(lead.Year)
	case len(years) > 1:
		ch.Coverage = models.FormatCoverage(lead.Have, lead.Of, o.Lang) + o.in(fmt.Sprintf("（%d 年）", year), fmt.Sprintf(" (%d)", year))
	default:
		ch.Coverage = models.FormatCoverage(lead.Have, lead.Of, o.Lang)
	}
	if len(years) > 1 && lead.Together() {
		ch.Notes = append(ch.Notes, o.incompleteRows(b)...)
	}
	for _, r := range b.Territory {
		if r.Year == year && r.Complete() {
			ch.Notes = append(ch.Notes, o.territoryNote(r.Agency.NameIn(year), year, o.withUnit(models.FormatNumber(&r.Sum, 0, o.Lang), b.Unit)))
		}
	}
	return ch
}

// incompleteRows tell in one line which years of organs together lack organs.
func (o Options) incompleteRows(b models.Breakdown) []string {
	var years, have, of []int
	for _, r := range b.Rows {
		if !slices.Contains(years, r.Year) {
			years, have, of = append(years, r.Year), append(have, r.Have), append(of, r.Of)
		}
	}
	return o.incompleteNotes(years, have, of)
}

// partToken is the colour of a part: that of its group of outcomes, or one of six.
func partToken(p models.Part, i int) string {
	if g := slices.IndexFunc(models.Groups, func(g models.Group) bool { return g.Code == p.Code }); g >= 0 && p.Code == p.Group {
		return outcomeTokens[g]
	}
	return agencyToken(i % MaxHighlights)
}

// partInk is the colour of text on a part.
func partInk(p models.Part, i int) string {
	token := partToken(p, i)
	if g := slices.Index(outcomeTokens, token); g >= 0 {
		return outcomeInks[g]
	}
	return agencyInks[i%MaxHighlights]
}

// partRow is a row with the name that stands before it, and what is drawn beside its parts.
type partRow struct {
	name   string
	beside models.Point
	models.BreakdownRow
}

// size is what rows are sorted by: their sum. Rows without a bar come last.
func (r partRow) size() *big.Rat {
	if !r.Shown() {
		return big.NewRat(-1, 1)
	}
	return big.NewRat(r.Sum, 1)
}

// tipName is the part, after the agency where rows are agencies.
func (r partRow) tipName(part string) string {
	if r.name == yearText(r.Year) {
		return part
	}
	return r.name + " " + part
}

// stackedPart is one part of the bars.
type stackedPart struct {
	name, token, ink string
	open             bool
}

// stacked is a chart of stacked bars under construction.
type stacked struct {
	Options
	parts  []stackedPart
	beside string // the name of what is drawn beside the parts in counts, "" for nothing
	reason func(partRow) string
	widest int64 // the largest sum
}

// draw draws the rows that have a bar and tells why the others have none; nothing is what to say where no row has one.
func (s stacked) draw(ch Chart, all []partRow, nothing string) Chart {
	o := s.Options
	ch.Unit = "%"
	if o.Mode == ModeCount {
		ch.Unit = models.Pieces.Label().In(o.Lang)
	}
	if o.Title != "" {
		ch.Title = o.Title
	}
	var rows []partRow
	for _, r := range all {
		if r.Shown() {
			rows = append(rows, r)
			s.widest = max(s.widest, r.Sum)
		}
	}
	ch.Notes = append(append(ch.Notes, s.leftOut(all)...), s.fewCases(rows)...)
	if len(rows) == 0 {
		ch.Empty = nothing
		ch.Summary = strings.TrimPrefix(ch.Title+o.in("。", ". "), o.in("。", ". ")) + ch.Empty
		return ch
	}
	d := newDrawing()
	bar := echarts.NewBar()
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.name
	}
	for i, p := range s.parts {
		bar.AddSeries(p.name, nil, d.seriesOptions(s.segment(d, i, rows))...)
	}
	if s.beside != "" && o.Mode == ModeCount {
		bar.AddSeries(s.beside, nil, d.seriesOptions(s.besides(d, rows))...)
	}
	value := opts.XAxis{Type: "value", Min: 0, SplitNumber: 4, AxisLabel: d.axisLabel(), AxisLine: d.axisLine(false), SplitLine: d.splitLine(true)}
	if o.Mode == ModeShare {
		value.Max = 100
	} else {
		value.MinInterval = 1
	}
	bar.SetGlobalOptions(initialization(ch.ID), echarts.WithXAxisOpts(value),
		echarts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true), AxisLabel: d.axisLabel(), AxisLine: d.axisLine(true), SplitLine: d.splitLine(false)}),
		echarts.WithGridOpts(opts.Grid{Left: "8", Top: "12", Right: "8", Bottom: "12", ContainLabel: opts.Bool(true)}))
	bar.ExtendYAxis(opts.YAxis{Type: "category", Data: s.ends(rows), Inverse: opts.Bool(true), Position: "right", AxisLabel: d.axisLabel(), AxisLine: d.axisLine(false),
		SplitLine: d.splitLine(false)})
	ch.Rows = len(rows)
	ch.Legend = s.legend(rows)
	ch.Summary = o.in(fmt.Sprintf("堆叠条形图，共 %d 行。%s。", len(rows), ch.Title), models.Plural(fmt.Sprintf("Stacked bars in %d [row|rows]. %s.", len(rows), ch.Title)))
	ch.Option = d.json(bar, func(option map[string]any) {
		for _, series := range option["series"].([]any) {
			series.(map[string]any)["labelLayout"] = map[string]any{"$fn": "fit"}
		}
		percentage := models.Subject{Ratio: o.Mode == ModeShare}
		merge(axis(option, "xAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": formatter(percentage)}})
		if o.Mode == ModeShare {
			axis(option, "xAxis", 0)["interval"] = 25
		}
		o.rowAxis(option)
		merge(axis(option, "yAxis", 1), noTicks)
		merge(axis(option, "yAxis", 1), map[string]any{"axisLabel": map[string]any{"interval": 0, "hideOverlap": false, "color": d.color("text")}})
		option["media"] = media(map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": wideNames}}}},
			map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": phoneNames}}}})
	})
	return ch
}

// stack is the style of one part of the bars.
func (d *drawing) stack(token string) []echarts.SeriesOpts {
	return []echarts.SeriesOpts{
		echarts.WithBarChartOpts(opts.BarChart{Stack: "outcomes", BarWidth: "66%"}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: d.color(token), BorderColor: d.color("bg"), BorderWidth: 1.5}),
	}
}

// outline is the style of what is not decided yet.
func (d *drawing) outline() *itemStyle {
	return &itemStyle{Color: d.color("bg"), BorderColor: d.color("muted"), BorderWidth: 1, Decal: d.hatch("hatch")}
}

// segment is one part over all rows. A part of 0, or of a line that the row's report has not, has no segment.
func (s stacked) segment(d *drawing, part int, rows []partRow) series {
	p := s.parts[part]
	ground, ink := p.token, p.ink
	if p.open {
		ground, ink = "bg", "text"
	}
	out := series{name: p.name, options: d.stack(ground)}
	for _, r := range rows {
		point := r.Points[part]
		if point.Number == nil || *point.Number == 0 {
			out.data, out.tips = append(out.data, datum{Value: gap}), append(out.tips, nil)
			continue
		}
		n := *point.Number
		item := datum{Value: json.Number(fmt.Sprint(n))}
		share := new(big.Rat).Mul(big.NewRat(n, r.Sum), big.NewRat(100, 1))
		width := share
		if s.Mode == ModeShare {
			item.Value = exactDown(share)
		} else {
			width = new(big.Rat).Mul(big.NewRat(n, s.widest), big.NewRat(100, 1))
		}
		if width.Cmp(big.NewRat(labelledShare, 1)) >= 0 {
			item.Label = text(s.segmentText(n, r), "inside", d.color(ink)).small().on(d.color(ground))
		}
		switch {
		case p.open:
			item.ItemStyle = d.outline()
		case r.Doubts != 0:
			item.ItemStyle = &itemStyle{Decal: d.hatch("bg")}
		}
		out.data, out.tips = append(out.data, item), append(out.tips, s.partTip(r, p.name, point))
	}
	return out
}

func (s stacked) partTip(r partRow, part string, p models.Point) *Tip {
	tip := &Tip{Name: r.tipName(part), Year: yearText(r.Year), Text: s.withUnit(models.FormatNumber(p.Number, 0, s.Lang), models.Pieces),
		Note: s.shareText(*p.Number, r.Sum), State: string(models.StateReported)}
	if !r.Together() {
		tip.Href = s.Lang.Path(p.Href())
	}
	if p.Doubtful() {
		tip.Note += " " + p.Flags.DoubtMark(s.Lang)
	}
	return tip
}

// segmentText is the label of a segment: its count, its share, or a fraction where there are too few for a percentage.
func (s stacked) segmentText(n int64, r partRow) string {
	switch {
	case s.Mode == ModeCount:
		return models.FormatNumber(&n, 0, s.Lang)
	case r.Sum < models.FractionOnly:
		return fmt.Sprintf("%d/%d", n, r.Sum)
	}
	return models.FormatRat(new(big.Rat).Mul(big.NewRat(n, r.Sum), big.NewRat(100, 1)), 0) + "%"
}

// shareText is a part's share with its fraction, or the fraction alone where there are too few for a percentage.
func (o Options) shareText(n, sum int64) string {
	fraction := models.FormatNumber(&n, 0, o.Lang) + "/" + models.FormatNumber(&sum, 0, o.Lang)
	if sum < models.FractionOnly {
		return fraction
	}
	return models.Percent(n, sum) + o.in("（"+fraction+"）", " ("+fraction+")")
}

// exactDown writes a share with as many decimals as exact, rounded down, so that a row's shares never add up to more than 100.
func exactDown(v *big.Rat) json.Number {
	scale := big.NewInt(1_000_000)
	n := new(big.Int).Mul(v.Num(), scale)
	return exact(new(big.Rat).SetFrac(n.Quo(n, v.Denom()), scale))
}

// besides is what is drawn beside the bars of counts: an outline with hatching.
func (s stacked) besides(d *drawing, rows []partRow) series {
	out := series{name: s.beside, options: d.stack("bg")}
	for _, r := range rows {
		p := r.beside
		if !p.Known() || *p.Number == 0 {
			out.data, out.tips = append(out.data, datum{Value: gap}), append(out.tips, nil)
			continue
		}
		tip := s.tip(r.tipName(out.name), r.Year, p, models.Subject{Unit: models.Pieces})
		out.data = append(out.data, datum{Value: json.Number(fmt.Sprint(*p.Number)), ItemStyle: d.outline()})
		out.tips = append(out.tips, tip)
	}
	return out
}

// ends tell the sum of each row, to stand after its bar.
func (s stacked) ends(rows []partRow) []string {
	var all []string
	for _, r := range rows {
		words := s.withUnit(models.FormatNumber(&r.Sum, 0, s.Lang), models.Pieces)
		if r.Doubts != 0 {
			words += " " + r.Doubts.DoubtMark(s.Lang)
		}
		all = append(all, words)
	}
	return all
}

// leftOut lists the rows without a bar by reason.
func (s stacked) leftOut(rows []partRow) []string {
	var reasons []string
	names := map[string][]string{}
	for _, r := range rows {
		if r.Shown() || r.State == models.StateNotApplicable {
			continue
		}
		reason := s.reason(r)
		if !r.Complete() {
			reason = s.in("无法计算（"+reason+"）", "Cannot be worked out ("+reason+")")
		}
		if names[reason] == nil {
			reasons = append(reasons, reason)
		}
		names[reason] = append(names[reason], r.name)
	}
	var notes []string
	for _, reason := range reasons {
		notes = append(notes, reason+s.in("：", ": ")+s.named(names[reason]))
	}
	return notes
}

// named lists rows: agencies as everywhere, years all of them, as they are no agencies to be counted.
func (s stacked) named(names []string) string {
	if _, err := strconv.Atoi(names[0]); err == nil {
		return strings.Join(names, s.in("、", ", "))
	}
	return s.list(names)
}

// fewCases tell which rows are of too few cases for their percentages to say much.
func (s stacked) fewCases(rows []partRow) []string {
	var small, fractions []string
	for _, r := range rows {
		switch {
		case s.Mode == ModeCount || r.Sum >= models.FullDisplay:
		case r.Sum < models.FractionOnly:
			fractions = append(fractions, r.name)
		default:
			small = append(small, r.name)
		}
	}
	var notes []string
	if len(small) > 0 {
		notes = append(notes, s.in(fmt.Sprintf("小样本（合计不足 %d）：", models.FullDisplay), fmt.Sprintf("Few cases (fewer than %d in all): ", models.FullDisplay))+s.named(small))
	}
	if len(fractions) > 0 {
		notes = append(notes, s.in(fmt.Sprintf("合计不足 %d，只标分数：", models.FractionOnly), fmt.Sprintf("Fewer than %d in all, fractions only: ", models.FractionOnly))+s.named(fractions))
	}
	return notes
}

func (s stacked) legend(rows []partRow) []LegendItem {
	var items []LegendItem
	for _, p := range s.parts {
		if p.open {
			items = append(items, LegendItem{p.name, "hatch", "hatch"})
			continue
		}
		items = append(items, LegendItem{p.name, p.token, "rect"})
	}
	if s.beside != "" && s.Mode == ModeCount {
		items = append(items, LegendItem{s.beside, "hatch", "hatch"})
	}
	if slices.ContainsFunc(rows, func(r partRow) bool { return r.Doubts != 0 }) {
		items = append(items, LegendItem{s.in("斜线：含存疑数据", "Hatched: with suspect figures"), "text", "hatch"})
	}
	return items
}
