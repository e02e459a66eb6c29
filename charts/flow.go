package charts

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"

	"gongkai/models"
)

// Sankey draws what became of the applications of a year as streams from left to right, as wide as they are many. Streams of 0 and
// those that are not known are left out; the notes name the latter. The difference of the two sides is hatched and nothing is
// rescaled. Its $points are those of the nodes, then those of the links, in the order of the series' data and links.
func Sankey(f models.Flow, o Options) Chart {
	ch := Chart{ID: o.id(KindSankey), Kind: KindSankey, Title: o.Title, Unit: models.Pieces.Label().In(o.Lang), Source: o.source([]int{f.Year}),
		Subtitle: o.in(fmt.Sprintf("政府信息公开申请的去向（单位：件），%d 年", f.Year), fmt.Sprintf("The course of applications (items), %d", f.Year))}
	if ch.Title == "" {
		ch.Title = f.Headline(models.Everyone, o.Lang)
	}
	if ch.Coverage = f.Agency.NameIn(f.Year); f.Agency.ID == "" {
		ch.Coverage = models.FormatCoverage(f.Have, f.Of, o.Lang)
	}
	ch.Notes = o.flowNotes(f)
	if !f.Shown() {
		ch.Empty = o.in("没有可以画出的申请去向。", "There is no course of applications to draw.")
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	s := sankey{Options: o, f: f, d: newDrawing()}
	s.build()
	chart := echarts.NewSankey()
	chart.AddSeries(ch.Title, nil, nil, s.d.seriesOptions(series{name: ch.Title, tips: s.tips, patch: s.patch()})...)
	chart.SetGlobalOptions(initialization(ch.ID))
	ch.Rows = s.height()
	if s.deep { // a phone has no room for four columns of labels
		ch.Least = narrow + 40
	}
	ch.Legend = s.legend()
	ch.Summary = o.in(fmt.Sprintf("桑基图，%d 股流向。%s。", len(s.links), ch.Title), fmt.Sprintf("Sankey diagram of %d streams. %s.", len(s.links), ch.Title))
	ch.Option = s.d.json(chart, func(option map[string]any) { option["media"] = s.media() })
	return ch
}

// sankey is a flow under construction.
type sankey struct {
	Options
	f     models.Flow
	d     *drawing
	nodes []any
	links []any
	tips  []*Tip
	most  int // nodes in one column
	deep  bool
}

// build draws the links that have a width, and the nodes at their ends.
func (s *sankey) build() {
	touched := map[string]bool{}
	var linkTips []*Tip
	for _, l := range s.f.Links {
		if !l.Drawn() {
			continue
		}
		touched[l.From], touched[l.To] = true, true
		s.links = append(s.links, map[string]any{"source": l.From, "target": l.To, "value": json.Number(fmt.Sprint(*l.Point.Number)),
			"lineStyle": map[string]any{"color": s.d.color(s.streamToken(l)), "opacity": json.Number("0.35")}})
		linkTips = append(linkTips, s.linkTip(l))
	}
	columns := map[int]int{}
	for _, n := range s.f.Nodes {
		if !touched[n.Code] {
			continue
		}
		columns[n.Depth]++
		s.most = max(s.most, columns[n.Depth])
		s.deep = s.deep || n.Depth == 3
		words := text(s.nodeText(n), "right", s.d.color("text")).asSeries()
		if n.Depth < 2 { // of two lines
			words.Line = noteSize + 3
		}
		s.nodes = append(s.nodes, map[string]any{"name": n.Code, "depth": n.Depth, "itemStyle": s.style(n), "label": words})
		s.tips = append(s.tips, s.nodeTip(n))
	}
	s.tips = append(s.tips, linkTips...)
}

// streamToken is the colour of a link: that of its outcome.
func (s *sankey) streamToken(l models.FlowLink) string {
	for _, code := range []string{l.To, l.From} {
		if n, _ := s.f.Node(code); n.Residual() {
			return "hatch"
		}
	}
	if l.To == models.FlowTotal {
		return s.token(l.From)
	}
	if l.From != models.FlowTotal { // a reason
		return s.token(l.From)
	}
	return s.token(l.To)
}

// token is the colour of a node: that of its group of outcomes, blue for what was received, grey for what was carried.
func (s *sankey) token(code string) string {
	if g := slices.IndexFunc(models.Groups, func(g models.Group) bool { return g.Code == code }); g >= 0 {
		return outcomeTokens[g]
	}
	switch code {
	case models.FlowReceived:
		return agencyToken(0)
	case models.FlowTotal:
		return "muted"
	case models.FlowCarriedIn, models.FlowCarriedOut:
		return "faint"
	}
	return s.token(s.f.Group)
}

// style fills a node: what is carried over and the difference are outlines with hatching, suspect figures are hatched.
func (s *sankey) style(n models.FlowNode) *itemStyle {
	switch {
	case n.Code == models.FlowCarriedOut, n.Residual():
		return s.d.outline()
	case n.Point.Doubtful():
		return &itemStyle{Color: s.d.color(s.token(n.Code)), Decal: s.d.hatch("bg")}
	}
	return &itemStyle{Color: s.d.color(s.token(n.Code))}
}

// nodeText is the label of a node: its name and number. That it is suspect the hatching says: a phone has no room for the word.
func (s *sankey) nodeText(n models.FlowNode) string {
	between := " "
	if n.Depth < 2 { // a phone has no room for both on one line
		between = "\n"
	}
	words := n.Label.In(s.Lang) + between + models.FormatNumber(n.Point.Number, 0, s.Lang)
	if n.Residual() {
		words += s.in(" 件", "")
	}
	return words
}

func (s *sankey) nodeTip(n models.FlowNode) *Tip {
	t := s.tip(n.Label.In(s.Lang), s.f.Year, n.Point, models.Subject{Unit: models.Pieces})
	whole := models.FlowTotal
	if n.Depth == 3 {
		whole = s.f.Group
	}
	if w, _ := s.f.Node(whole); n.Depth >= 2 && w.Point.Number != nil && *w.Point.Number > 0 {
		t.Note = strings.TrimSpace(s.shareText(*n.Point.Number, *w.Point.Number) + " " + t.Note)
	}
	return t
}

func (s *sankey) linkTip(l models.FlowLink) *Tip {
	from, _ := s.f.Node(l.From)
	to, _ := s.f.Node(l.To)
	return s.tip(from.Label.In(s.Lang)+" → "+to.Label.In(s.Lang), s.f.Year, l.Point, models.Subject{Unit: models.Pieces})
}

// patch is the series as go-echarts has no fields for it: its links keep whole numbers of any size.
func (s *sankey) patch() map[string]any {
	return map[string]any{"data": s.nodes, "links": s.links, "nodeAlign": "left", "layoutIterations": 0, "draggable": false, "top": 8, "bottom": 8, "left": 4,
		"nodeGap": 14, "emphasis": map[string]any{"disabled": true}, "labelLayout": map[string]any{"hideOverlap": true}}
}

// height is the room that the longest column takes, in rows.
func (s *sankey) height() int {
	const least = 10
	return max(least, s.most+s.most/2)
}

// media leaves room for the labels of the last column, which go on in a second line where they need it.
func (s *sankey) media() []any {
	room := func(right, node int) map[string]any {
		return map[string]any{"series": []any{map[string]any{"right": right, "nodeWidth": node, "label": map[string]any{"width": right - 12, "overflow": "break"}}}}
	}
	return media(room(150, 16), room(104, 8))
}

func (s *sankey) legend() []LegendItem {
	var items []LegendItem
	out, _ := s.f.Node(models.FlowCarriedOut)
	carried := out.Point.Number != nil && *out.Point.Number > 0
	switch {
	case carried && s.f.Residual != 0:
		items = append(items, LegendItem{s.in("斜线框：结转下年度、差额", "Hatched outline: carried over, difference"), "hatch", "hatch"})
	case carried:
		items = append(items, LegendItem{s.in("斜线框：结转下年度", "Hatched outline: carried over"), "hatch", "hatch"})
	case s.f.Residual != 0:
		items = append(items, LegendItem{s.in("斜线框：差额", "Hatched outline: difference"), "hatch", "hatch"})
	}
	if s.f.Doubtful() {
		items = append(items, LegendItem{s.in("斜线：存疑", "Hatched: suspect"), "text", "hatch"})
	}
	return items
}

// flowNotes say what the streams leave out and why the two sides differ.
func (o Options) flowNotes(f models.Flow) []string {
	notes := []string{o.in("表式不区分结果来自上年结转还是本年新收，所以两者先并入受理总量。", "The form does not split outcomes into those carried in and those received, so both meet in the total.")}
	number := func(n int64) string { return models.FormatNumber(&n, 0, o.Lang) }
	var missing []string
	for _, n := range f.Missing {
		missing = append(missing, n.Label.In(o.Lang)+o.in("（"+missingWord(n.Point, o)+"）", " ("+missingWord(n.Point, o)+")"))
	}
	if len(missing) > 0 && f.Agency.ID != "" {
		notes = append(notes, o.in("没有数据，没有画出：", "Not drawn for want of a figure: ")+strings.Join(missing, o.in("、", ", ")))
	}
	switch {
	case f.Residual > 0:
		notes = append(notes, o.in(fmt.Sprintf("受理总量比各类结果与结转下年度之和多 %s 件，原文如此，差额单独画出，没有调整。", number(f.Residual)),
			fmt.Sprintf("The total exceeds the outcomes and what was carried over by %s. So it is printed: the difference is drawn by itself and nothing is adjusted.", number(f.Residual))))
	case f.Residual < 0:
		notes = append(notes, o.in(fmt.Sprintf("各类结果与结转下年度之和比受理总量多 %s 件，原文如此，差额单独画出，没有调整。", number(-f.Residual)),
			fmt.Sprintf("The outcomes and what was carried over exceed the total by %s. So it is printed: the difference is drawn by itself and nothing is adjusted.", number(-f.Residual))))
	}
	if len(missing) > 0 && f.Residual != 0 {
		notes = append(notes, o.in("差额可能就是没有数据的项。", "The difference may be what is missing."))
	}
	notes = append(notes, o.absentNotes(f.Left)...)
	for _, whole := range f.Territory {
		notes = append(notes, whole.Headline(models.Everyone, o.Lang)+o.in("；统计范围为全区，不计入各机关。", "; it covers the whole territory and is not counted among the agencies."))
	}
	return notes
}

// missingWord is why a point has no value.
func missingWord(p models.Point, o Options) string {
	sh := models.ShowPoint(p, models.Subject{Unit: models.Pieces}, o.Lang)
	return strings.TrimSpace(strings.TrimPrefix(sh.Text+" "+sh.Mark, models.NoValue))
}

// absentNotes list by reason the organs that a sum leaves out.
func (o Options) absentNotes(left []models.OutcomeAbsent) []string {
	var reasons []string
	names := map[string][]string{}
	for _, l := range left {
		reason := l.Reason.In(o.Lang)
		if names[reason] == nil {
			reasons = append(reasons, reason)
		}
		names[reason] = append(names[reason], l.Agency.Name)
	}
	var notes []string
	for _, r := range reasons {
		notes = append(notes, o.in("未计入（"+r+"）：", "Left out ("+r+"): ")+o.list(names[r]))
	}
	return notes
}
