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

// labelledShare is the least share, in percent, of a segment that has room for its label.
const labelledShare = 8

// OutcomesByAgency draws what became of the applications of each organ in one year: horizontal bars of the six groups, as shares or
// counts, with the number concluded at the end. Rows that are not complete have no bar; the notes list them with the reason.
func OutcomesByAgency(t models.OutcomeTable, o Options) Chart {
	year := o.yearOf(t.Years)
	j := slices.Index(t.Years, year)
	ch := Chart{Subtitle: o.outcomeSubtitle([]int{year}), Source: o.source([]int{year})}
	if j < 0 {
		return o.drawOutcomes(ch, nil, []int{year})
	}
	var rows []namedOutcome
	for i, a := range t.Agencies {
		rows = append(rows, namedOutcome{a.NameIn(year), t.Rows[i][j]})
	}
	if o.Sort == OrderValue {
		slices.SortStableFunc(rows, func(a, b namedOutcome) int { return b.share(o.Mode).Cmp(a.share(o.Mode)) })
	}
	total := t.Totals[j]
	ch.Title, ch.Coverage = t.Headline(year, o.Lang), models.FormatCoverage(total.Have, total.Of, o.Lang)
	for _, r := range t.Territory {
		if r.Rows[j].Shown() {
			ch.Notes = append(ch.Notes, r.Rows[j].Headline(o.Lang)+o.in("；统计范围为全区，不计入各机关。", "; it covers the whole territory and is not counted among the agencies."))
		}
	}
	return o.drawOutcomes(ch, rows, []int{year})
}

// OutcomesByYear draws the same for the district, or for the agency in Focus, with a bar for each year.
func OutcomesByYear(t models.OutcomeTable, o Options) Chart {
	year := o.yearOf(t.Years)
	ch := Chart{Subtitle: o.outcomeSubtitle(t.Years), Source: o.source(t.Years), Title: t.Headline(year, o.Lang)}
	rows := t.Totals
	if len(o.Focus) > 0 {
		rows = nil
		for i, a := range t.Agencies {
			if a.ID == o.Focus[0] {
				rows = t.Rows[i]
			}
		}
		for _, r := range t.Territory {
			if rows == nil && r.Agency.ID == o.Focus[0] {
				rows = r.Rows
			}
		}
	}
	var named []namedOutcome
	var have, of []int
	for j, r := range rows {
		named = append(named, namedOutcome{yearText(t.Years[j]), r})
		if len(o.Focus) == 0 {
			if r.Year == year {
				ch.Coverage = models.FormatCoverage(r.Have, r.Of, o.Lang) + o.in(fmt.Sprintf("（%d 年）", year), fmt.Sprintf(" (%d)", year))
			}
			have, of = append(have, r.Have), append(of, r.Of)
		} else if r.Year == year {
			ch.Title = r.Headline(o.Lang)
			ch.Coverage = r.Agency.Name
		}
	}
	if len(o.Focus) == 0 {
		ch.Notes = append(ch.Notes, o.incompleteNotes(t.Years, have, of)...)
	}
	return o.drawOutcomes(ch, named, t.Years)
}

// namedOutcome is a row with the name that stands before it.
type namedOutcome struct {
	name string
	models.OutcomeRow
}

// share is what a row is sorted by: the share disclosed, or how many were concluded. Rows without a bar come last, before them
// those of too few cases, or with suspect figures, to be ranked by a share.
func (r namedOutcome) share(mode Mode) *big.Rat {
	switch {
	case !r.Shown():
		return big.NewRat(-2, 1)
	case mode == ModeCount:
		return big.NewRat(r.Sum, 1)
	case r.Sum < models.FullDisplay || r.Suspect:
		return big.NewRat(-1, 1)
	}
	return big.NewRat(*r.Groups[0].Number+*r.Groups[1].Number, r.Sum)
}

// tipName is the group, after the agency where rows are agencies.
func (r namedOutcome) tipName(group string) string {
	if r.name == yearText(r.Year) {
		return group
	}
	return r.name + " " + group
}

func (o Options) outcomeSubtitle(years []int) string {
	unit := o.in("占办结的百分比", "% of those concluded")
	if o.Mode == ModeCount {
		unit = o.in("单位：件", "items")
	}
	return o.in(fmt.Sprintf("政府信息公开申请处理结果（%s），%s", unit, o.span(years)), fmt.Sprintf("Outcomes of applications (%s), %s", unit, o.span(years)))
}

// drawOutcomes draws the rows that have a bar and tells why the others have none.
func (o Options) drawOutcomes(ch Chart, all []namedOutcome, years []int) Chart {
	ch.ID, ch.Kind, ch.Unit = o.id(KindOutcomes), KindOutcomes, "%"
	if o.Mode == ModeCount {
		ch.Unit = models.Pieces.Label().In(o.Lang)
	}
	if o.Title != "" {
		ch.Title = o.Title
	}
	var rows []namedOutcome
	for _, r := range all {
		if r.Shown() {
			rows = append(rows, r)
		}
	}
	ch.Notes = append(ch.Notes, o.leftOut(all)...)
	if len(rows) == 0 {
		ch.Empty = o.in(o.span(years)+"没有可以画出的处理结果："+"没有机关填报完整，或没有办结的申请。", "There are no outcomes to draw for "+o.span(years)+": no complete report, or nothing concluded.")
		ch.Summary = strings.TrimPrefix(ch.Title+o.in("。", ". "), o.in("。", ". ")) + ch.Empty
		return ch
	}
	d := newDrawing()
	bar := echarts.NewBar()
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.name
	}
	for g := range models.Groups {
		bar.AddSeries(models.Groups[g].Label.In(o.Lang), nil, d.seriesOptions(o.segment(d, g, rows))...)
	}
	if o.Mode == ModeCount {
		bar.AddSeries(o.carriedLabel(), nil, d.seriesOptions(o.carried(d, rows))...)
	}
	value := opts.XAxis{Type: "value", Min: 0, SplitNumber: 4, AxisLabel: d.axisLabel(), AxisLine: d.axisLine(false), SplitLine: d.splitLine(true)}
	if o.Mode == ModeShare {
		value.Max = 100
	}
	bar.SetGlobalOptions(initialization(ch.ID), echarts.WithXAxisOpts(value),
		echarts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, Inverse: opts.Bool(true), AxisLabel: d.axisLabel(), AxisLine: d.axisLine(true), SplitLine: d.splitLine(false)}),
		echarts.WithGridOpts(opts.Grid{Left: "8", Top: "12", Right: "8", Bottom: "12", ContainLabel: opts.Bool(true)}))
	bar.ExtendYAxis(opts.YAxis{Type: "category", Data: o.ends(rows), Inverse: opts.Bool(true), Position: "right", AxisLabel: d.axisLabel(), AxisLine: d.axisLine(false),
		SplitLine: d.splitLine(false)})
	ch.Rows = len(rows)
	ch.Legend = o.outcomeLegend(rows)
	ch.Summary = o.in(fmt.Sprintf("堆叠条形图，共 %d 行。%s。", len(rows), ch.Title), fmt.Sprintf("Stacked bars in %d rows. %s.", len(rows), ch.Title))
	ch.Option = d.json(bar, func(option map[string]any) {
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
		echarts.WithLabelLayoutOpts(opts.LabelLayout{HideOverlap: opts.Bool(true)}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: d.color(token), BorderColor: d.color("bg"), BorderWidth: 1.5}),
	}
}

// segment is one group of outcomes over all rows. A group of 0 has no segment.
func (o Options) segment(d *drawing, g int, rows []namedOutcome) series {
	group := models.Groups[g].Label.In(o.Lang)
	s := series{name: group, options: d.stack(outcomeTokens[g])}
	for _, r := range rows {
		n := *r.Groups[g].Number
		if n == 0 {
			s.data, s.tips = append(s.data, datum{Value: gap}), append(s.tips, nil)
			continue
		}
		item := datum{Value: json.Number(fmt.Sprint(n))}
		share := new(big.Rat).Mul(big.NewRat(n, r.Sum), big.NewRat(100, 1))
		if o.Mode == ModeShare {
			item.Value = exactDown(share)
		}
		if words := o.segmentText(n, r, len(rows)); words != "" && share.Cmp(big.NewRat(labelledShare, 1)) >= 0 {
			item.Label = text(words, "inside", d.color(outcomeInks[g])).small().on(d.color(outcomeTokens[g]))
		}
		if r.Suspect {
			item.ItemStyle = &itemStyle{Decal: d.hatch("bg")}
		}
		tip := &Tip{Name: r.tipName(group), Year: yearText(r.Year), Text: o.withUnit(models.FormatNumber(&n, 0, o.Lang), models.Pieces),
			Note: o.shareText(n, r), State: string(models.StateReported)}
		if r.Agency.ID != "" {
			tip.Href = o.Lang.Path(r.Groups[g].Href())
		}
		if r.Groups[g].Suspect() {
			tip.Note += o.in(" 存疑", " suspect")
		}
		s.data, s.tips = append(s.data, item), append(s.tips, tip)
	}
	return s
}

// segmentText is the label of a segment: its share, a fraction where there are too few for a percentage, or the count of a lone bar.
func (o Options) segmentText(n int64, r namedOutcome, rows int) string {
	switch {
	case o.Mode == ModeCount && rows > 1:
		return ""
	case o.Mode == ModeCount:
		return models.FormatNumber(&n, 0, o.Lang)
	case r.Sum < models.FractionOnly:
		return fmt.Sprintf("%d/%d", n, r.Sum)
	}
	return models.FormatRat(new(big.Rat).Mul(big.NewRat(n, r.Sum), big.NewRat(100, 1)), 0) + "%"
}

// shareText is a group's share with its fraction, or the fraction alone where there are too few for a percentage.
func (o Options) shareText(n int64, r namedOutcome) string {
	fraction := models.FormatNumber(&n, 0, o.Lang) + "/" + models.FormatNumber(&r.Sum, 0, o.Lang)
	if r.Sum < models.FractionOnly {
		return fraction
	}
	return models.Percent(n, r.Sum) + o.in("（"+fraction+"）", " ("+fraction+")")
}

// exactDown writes a share with as many decimals as exact, rounded down, so that a row's shares never add up to more than 100.
func exactDown(v *big.Rat) json.Number {
	scale := big.NewInt(1_000_000)
	n := new(big.Int).Mul(v.Num(), scale)
	return exact(new(big.Rat).SetFrac(n.Quo(n, v.Denom()), scale))
}

func (o Options) carriedLabel() string { return o.in("结转下年度", "Carried over") }

// carried is what was carried over, beside the bars of counts: an outline with hatching.
func (o Options) carried(d *drawing, rows []namedOutcome) series {
	s := series{name: o.carriedLabel(), options: d.stack("bg")}
	for _, r := range rows {
		p := r.CarriedOut
		if !p.Known() || *p.Number == 0 {
			s.data, s.tips = append(s.data, datum{Value: gap}), append(s.tips, nil)
			continue
		}
		tip := o.tip(r.tipName(s.name), r.Year, p, models.Subject{Unit: models.Pieces})
		s.data = append(s.data, datum{Value: json.Number(fmt.Sprint(*p.Number)),
			ItemStyle: &itemStyle{Color: d.color("bg"), BorderColor: d.color("muted"), BorderWidth: 1, Decal: d.hatch("hatch")}})
		s.tips = append(s.tips, tip)
	}
	return s
}

// ends tell how many were concluded, to stand after each bar.
func (o Options) ends(rows []namedOutcome) []string {
	var all []string
	for _, r := range rows {
		words := o.withUnit(models.FormatNumber(&r.Sum, 0, o.Lang), models.Pieces)
		if r.Suspect {
			words += o.in(" 存疑", " suspect")
		}
		all = append(all, words)
	}
	return all
}

// leftOut lists the rows without a bar by reason.
func (o Options) leftOut(rows []namedOutcome) []string {
	var reasons []string
	names := map[string][]string{}
	for _, r := range rows {
		if r.Shown() || r.State == models.StateNotApplicable {
			continue
		}
		reason := r.Reason().In(o.Lang)
		if names[reason] == nil {
			reasons = append(reasons, reason)
		}
		names[reason] = append(names[reason], r.name)
	}
	var notes []string
	for _, reason := range reasons {
		notes = append(notes, o.in("无法计算（"+reason+"）：", "Cannot be worked out ("+reason+"): ")+o.list(names[reason]))
	}
	return notes
}

func (o Options) outcomeLegend(rows []namedOutcome) []LegendItem {
	var items []LegendItem
	for g := range models.Groups {
		items = append(items, LegendItem{models.Groups[g].Label.In(o.Lang), outcomeTokens[g], "rect"})
	}
	if o.Mode == ModeCount {
		items = append(items, LegendItem{o.carriedLabel(), "hatch", "hatch"})
	}
	if slices.ContainsFunc(rows, func(r namedOutcome) bool { return r.Suspect }) {
		items = append(items, LegendItem{o.in("斜线：含存疑数据", "Hatched: with suspect figures"), "text", "hatch"})
	}
	return items
}
