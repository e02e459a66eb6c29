package charts

import (
	"encoding/json"
	"fmt"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// PeerStrip sets one agency, the first in Focus, among others of its kind in one year: a row for each ratio, with a grey dot for each
// other organ, an upright mark at the median where there are models.MinPeers to rank, and the agency's own dot with its value. How many organs have
// dots stands at the end of each row. The comparisons are percentages of the same organs; those of few cases and suspect ones are hollow, and those
// of fewer cases than a percentage is given for have no dot. Where the agency itself has none, the row says why.
func PeerStrip(cs []models.Comparison, o Options) Chart {
	ch := Chart{ID: o.id(KindPeers), Kind: KindPeers, Title: o.Title, Unit: "%"}
	if len(cs) == 0 || len(o.Focus) == 0 {
		ch.Empty = o.in("没有选定指标或机关。", "No measure or agency is chosen.")
		ch.Summary = ch.Empty
		return ch
	}
	year := o.yearOf(cs[0].Years)
	p := &peerStrip{Options: o, year: year, d: newDrawing()}
	for _, c := range cs {
		p.add(c)
	}
	ch.Source = o.source([]int{year})
	ch.Subtitle = o.in(fmt.Sprintf("各机关比率（%%），%d 年", year), fmt.Sprintf("Rates of agencies (%%), %d", year))
	if p.own.ID != "" {
		ch.Coverage = p.own.NameIn(year)
	}
	if ch.Title == "" {
		ch.Title = cs[0].PeerHeadline(o.Focus[0], year, o.Lang)
	}
	if len(p.names) == 0 || len(p.others.data)+len(p.mine.data) == 0 {
		ch.Empty = o.nothing(cs[0].Subject, []int{year})
		ch.Summary = strings.TrimPrefix(ch.Title+o.in("。", ". "), o.in("。", ". ")) + ch.Empty
		return ch
	}
	ch.Notes = append(p.notes, o.in("灰点是其他同类机关。比率高低取决于申请的内容，不是评价。", "Grey dots are other agencies of its kind. A rate depends on what was asked for and is no judgement."))
	ch.Rows, ch.Legend, ch.Summary = rowsOfStrip*len(p.names), p.legend(), p.summary(ch.Title)
	ch.Option = p.d.json(p.draw(), p.layout)
	return ch
}

// rowsOfStrip is how many rows' height a strip takes: its dots, and the value over one of them.
const rowsOfStrip = 2

// peerStrip is a chart under construction.
type peerStrip struct {
	Options
	year                          int
	d                             *drawing
	own                           models.Agency
	names, counts, told           []string
	others, medians, mine, blanks series
	hollow                        bool
	notes                         []string
}

// add puts a ratio on a row of its own.
func (p *peerStrip) add(c models.Comparison) {
	j := c.YearIndex(p.year)
	own, ok := c.Row(p.Focus[0])
	if j < 0 || !ok {
		return
	}
	p.own = own.Agency
	row := len(p.names)
	name := c.Subject.Label.In(p.Lang)
	p.names = append(p.names, name)
	drawn := 0
	for i, a := range c.Agencies {
		v, ok := plot(c.Points[i][j], c.Subject)
		if !ok {
			continue
		}
		drawn++
		if a.ID == own.Agency.ID {
			continue
		}
		tip := p.tip(a.NameIn(p.year), p.year, c.Points[i][j], c.Subject)
		tip.Name += " " + name
		p.others.data = append(p.others.data, datum{Value: []any{v, row}, Symbol: "circle", SymbolSize: 8, ItemStyle: p.style(c.Points[i][j], "faint")})
		p.others.tips = append(p.others.tips, tip)
	}
	p.counts = append(p.counts, p.in(fmt.Sprintf("%d 个机关", drawn), fmt.Sprintf("n = %d", drawn)))
	if s, ok := c.Spread(p.year); ok {
		p.medians.data = append(p.medians.data, datum{Value: []any{exact(s.Median), row}, Symbol: "rect", ItemStyle: &itemStyle{Color: p.d.color("text")}})
		p.medians.tips = append(p.medians.tips, &Tip{Name: p.in("中位数 ", "Median ") + name, Year: yearText(p.year), Text: models.FormatValue(s.Median, c.Subject, p.Lang),
			Note: p.in(fmt.Sprintf("%d 个机关", s.N), fmt.Sprintf("%d agencies", s.N)), State: string(models.StateReported)})
	}
	p.self(c, own.Points[j], row, name)
}

// self puts the agency's own dot on a row, or why it has none.
func (p *peerStrip) self(c models.Comparison, point models.Point, row int, name string) {
	sh := models.ShowPoint(point, c.Subject, p.Lang)
	p.told = append(p.told, name+" "+sh.String())
	tip := p.tip(p.own.NameIn(p.year), p.year, point, c.Subject)
	tip.Name += " " + name
	v, ok := plot(point, c.Subject)
	if !ok {
		words := strings.TrimPrefix(sh.String(), models.NoValue+" ")
		p.notes = append(p.notes, p.in(fmt.Sprintf("%s：本机关%s，不画点。", name, words), fmt.Sprintf("%s: the agency has no dot (%s).", name, words)))
		p.blanks.data = append(p.blanks.data, datum{Value: []any{json.Number("0"), row}, Symbol: "diamond", SymbolSize: 6, ItemStyle: &itemStyle{Color: p.d.color("agency-1")},
			Label: text(words, "top", p.d.color("muted")).small().on(p.d.color("bg"))})
		p.blanks.tips = append(p.blanks.tips, tip)
		return
	}
	p.mine.data = append(p.mine.data, datum{Value: []any{v, row}, Symbol: "circle", SymbolSize: 13, ItemStyle: p.style(point, "agency-1"),
		Label: text(p.dotText(sh, point), "top", p.d.color("text")).on(p.d.color("bg"))})
	p.mine.tips = append(p.mine.tips, tip)
}

func (p *peerStrip) style(point models.Point, token string) *itemStyle {
	if !hollow(point) {
		return &itemStyle{Color: p.d.color(token), BorderColor: p.d.color("bg"), BorderWidth: 1}
	}
	p.hollow = true
	return &itemStyle{Color: p.d.color("bg"), BorderColor: p.d.color(token), BorderWidth: 2}
}

// draw lays the series over each other, the agency's own dot on top.
func (p *peerStrip) draw() *echarts.Scatter {
	p.others.name, p.medians.name, p.mine.name, p.blanks.name = p.in("同类机关", "Its kind"), p.in("中位数", "Median"), p.own.NameIn(p.year), p.in("没有数据", "No value")
	scatter := echarts.NewScatter()
	for z, s := range []*series{&p.others, &p.medians, &p.mine, &p.blanks} {
		if len(s.data) == 0 {
			continue
		}
		s.patch = map[string]any{"z": z + 2, "itemStyle": map[string]any{"opacity": 1}}
		switch s {
		case &p.medians:
			s.patch["symbolSize"] = []any{3, 22}
		case &p.blanks:
			s.patch["xAxisIndex"] = 1
		}
		scatter.AddSeries(s.name, nil, p.d.seriesOptions(*s)...)
	}
	p.rankedAxes(p.d, scatter, p.names, models.Subject{Ratio: true})
	scatter.ExtendYAxis(opts.YAxis{Type: "category", Data: p.counts, Inverse: opts.Bool(true), Position: "right", AxisLabel: p.d.axisLabel(), AxisLine: p.d.axisLine(false), SplitLine: p.d.splitLine(false)})
	return scatter
}

func (p *peerStrip) layout(option map[string]any) {
	merge(axis(option, "xAxis", 0), map[string]any{"axisLabel": map[string]any{"formatter": "{value}%"}, "min": 0, "max": 100, "interval": 25})
	p.rowAxis(option)
	merge(axis(option, "yAxis", 0), map[string]any{"splitLine": map[string]any{"show": true, "lineStyle": map[string]any{"color": p.d.color("grid")}}})
	merge(axis(option, "yAxis", 1), noTicks)
	merge(axis(option, "yAxis", 1), map[string]any{"axisLabel": map[string]any{"interval": 0, "hideOverlap": false}})
	option["media"] = media(map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": wideNames}}}},
		map[string]any{"yAxis": []any{map[string]any{"axisLabel": map[string]any{"width": phoneNames - 24}}}})
}

func (p *peerStrip) legend() []LegendItem {
	items := []LegendItem{{p.own.NameIn(p.year), "agency-1", "circle"}, {p.in("其他同类机关", "Others of its kind"), "faint", "circle"}}
	if len(p.medians.data) > 0 {
		items = append(items, LegendItem{p.in("竖线：中位数", "Upright mark: median"), "text", "line"})
	}
	if p.hollow {
		items = append(items, LegendItem{p.in("空心：存疑或小样本", "Hollow: suspect or few cases"), "text", "hollow"})
	}
	return items
}

func (p *peerStrip) summary(title string) string {
	return p.in(fmt.Sprintf("点带图，%d 项比率各一行。%s。%s：%s。", len(p.names), title, p.own.NameIn(p.year), strings.Join(p.told, "，")),
		fmt.Sprintf("Dot strips of %d rates. %s. %s: %s.", len(p.names), title, p.own.NameIn(p.year), strings.Join(p.told, ", ")))
}
