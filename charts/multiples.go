package charts

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/models"
)

// Multiples draws a small chart of lines for each organ, all on the same axes, with its last value beside its name: those in Focus in their colours,
// the others in one. Where there are models.MinPeers organs each has the district's ratio or the median of a count as a dotted line.
// Gaps, suspect figures and breaks are as in Trend. Organs that owed no report in any of the years have no chart.
func Multiples(c models.Comparison, o Options) Chart {
	ch := o.trendFrame(c)
	ch.ID, ch.Kind = o.id(KindMultiples), KindMultiples
	if ch.Title == "" {
		ch.Title = o.trendTitle(c, o.focus())
	}
	var tracks []track
	for i, a := range c.Agencies {
		tr := agencyTrack(c, models.Row{Agency: a, Points: c.Points[i]}, "agency-1", "circle")
		if n := o.rank(a.ID); n >= 0 {
			tr.token = agencyToken(n)
		} else if len(o.focus()) > 0 {
			tr.token = "muted"
		}
		if owing(tr.points) {
			tracks = append(tracks, tr)
		}
	}
	references := o.references(c)
	m := &multiples{trend: &trend{Options: o, c: c, d: newDrawing(), line: echarts.NewLine(), panels: true}, tracks: tracks}
	drawn := false
	for i, tr := range tracks {
		m.panel = i
		drawn = drawn || m.drawn(tr)
		for _, one := range references {
			one.token = "faint"
			m.add(one, 1, 1, 1)
		}
		m.add(tr, 4, 2, 3)
	}
	if !drawn {
		ch.Empty = o.nothing(c.Subject, c.Years)
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	ch.Rows = m.size()
	ch.Notes = append(ch.Notes, o.in("各图的横轴和纵轴都相同，可以直接比高低。", "All charts have the same axes, so that heights can be compared."))
	ch.Notes = append(ch.Notes, o.scaleNote(c.Subject, nil)...)
	ch.Notes = append(ch.Notes, o.trackNotes(c, tracks)...)
	ch.Legend = m.keys(references)
	ch.Summary = o.in(fmt.Sprintf("小型折线图，%d 个机关各一幅，坐标相同。%s。", len(tracks), ch.Title), fmt.Sprintf("Small line charts, one for each of %d agencies, on the same axes. %s.", len(tracks), ch.Title))
	m.line.SetGlobalOptions(initialization(ch.ID))
	ch.Option = m.d.json(m.line, m.layout)
	return ch
}

// owing reports whether any point is of a year with a report, or of one that is owed.
func owing(points []models.Point) bool {
	for _, p := range points {
		if p.State != models.StateNotApplicable || p.Edition != "" {
			return true
		}
	}
	return false
}

// multiples are small charts under construction.
type multiples struct {
	*trend
	tracks []track
}

// How many small charts stand side by side, and how much room each has and takes for its name and its years, in pixels.
const (
	wideColumns, phoneColumns = 3, 2
	panelHeight               = 128
	nameRoom, yearsRoom       = 44, 26
	wideName, phoneName       = 20, 7 // characters of a name that its value has room after
	lineMore                  = 4     // and so many more where the value stands below
	longestValue              = 9     // characters of what stands for a value
)

// size is the height in rows, the same at every width: that of the phone's columns.
func (m *multiples) size() int {
	height := (len(m.tracks) + phoneColumns - 1) / phoneColumns * panelHeight
	return max(6, (height-Margin+RowHeight-1)/RowHeight)
}

// layout gives each chart its place and axes.
func (m *multiples) layout(option map[string]any) {
	first, last := m.c.Years[0], m.c.Years[len(m.c.Years)-1]
	low, high := first, last
	if low == high {
		low, high = low-1, high+1
	}
	top := m.highest()
	var xs, ys []any
	for i, tr := range m.tracks {
		x := plain(opts.XAxis{Type: "value", Min: low, Max: high, AxisLabel: m.d.axisLabel(), AxisLine: m.d.axisLine(true), SplitLine: m.d.splitLine(false),
			AxisTick: &opts.AxisTick{Show: opts.Bool(false)}})
		merge(x, map[string]any{"gridIndex": i, "axisLabel": map[string]any{"fontSize": noteSize - 1, "formatter": map[string]any{"$fn": "year"}, "customValues": []any{first, last}}})
		y := plain(opts.YAxis{Type: m.axisType(m.c.Subject), SplitNumber: 2, AxisLabel: m.d.axisLabel(), AxisLine: m.d.axisLine(false), SplitLine: m.d.splitLine(true)})
		merge(y, map[string]any{"gridIndex": i, "name": m.nameOf(tr, wideName), "nameLocation": "end", "nameGap": 10,
			"nameTextStyle": map[string]any{"align": "left", "color": m.d.color("text"), "fontSize": noteSize, "lineHeight": nameLeading, "padding": []any{0, 0, 0, -30}},
			"axisLabel":     map[string]any{"fontSize": noteSize - 1, "formatter": formatter(m.c.Subject)}})
		merge(y, noTicks)
		if top != nil {
			y["max"] = exact(top)
		}
		xs, ys = append(xs, x), append(ys, y)
	}
	option["xAxis"], option["yAxis"] = xs, ys
	option["grid"] = m.grids(wideColumns, 4)
	option["media"] = media(map[string]any{"grid": m.grids(wideColumns, 4), "yAxis": m.names(wideName)}, map[string]any{"grid": m.grids(phoneColumns, 12), "yAxis": m.names(phoneName)})
}

// names head the charts in so many characters.
func (m *multiples) names(most int) []any {
	var all []any
	for _, tr := range m.tracks {
		all = append(all, map[string]any{"name": m.nameOf(tr, most)})
	}
	return all
}

// grids are the places of the charts in so many columns, in percent of the whole; left is the share of it that the numbers of an axis take.
func (m *multiples) grids(columns, left int) []any {
	height := big.NewRat(int64(m.size()*RowHeight+Margin), 1)
	rows := (len(m.tracks) + columns - 1) / columns
	percent := func(r *big.Rat) string { return r.FloatString(2) + "%" }
	pixels := func(n int64) *big.Rat { return new(big.Rat).Quo(big.NewRat(100*n, 1), height) }
	each := big.NewRat(100, int64(max(1, rows)))
	inner := new(big.Rat).Sub(each, pixels(nameRoom+yearsRoom))
	var grids []any
	for i := range m.tracks {
		row, column := int64(i/columns), int64(i%columns)
		top := new(big.Rat).Add(new(big.Rat).Mul(each, big.NewRat(row, 1)), pixels(nameRoom))
		x := new(big.Rat).Add(big.NewRat(100*column, int64(columns)), big.NewRat(int64(left), 1))
		width := new(big.Rat).Sub(big.NewRat(100, int64(columns)), big.NewRat(int64(left)*3/2, 1))
		grids = append(grids, map[string]any{"left": percent(x), "top": percent(top), "width": percent(width), "height": percent(inner), "containLabel": false})
	}
	return grids
}

// highest is where all value axes end, nil where that is left to the chart.
func (m *multiples) highest() *big.Rat {
	v := m.highestOf(m.c.Subject, m.tracks...)
	if v == nil || v.Sign() <= 0 || m.logarithmic(m.c.Subject) {
		return nil
	}
	if m.c.Subject.Ratio && m.c.Subject.Unit == "" && v.Cmp(big.NewRat(50, 1)) > 0 {
		return big.NewRat(100, 1)
	}
	return roundUp(v)
}

// nameOf heads a chart: the agency, without the name of the place all share, and its last value, in two lines where one has no room for so many
// characters.
func (m *multiples) nameOf(tr track, most int) string {
	names := make([]string, len(m.tracks))
	for i, t := range m.tracks {
		names[i] = t.name
	}
	name := []rune(strings.TrimPrefix(tr.name, placeOf(names)))
	if len(name) > 0 && utf8.RuneLen(name[0]) == 1 { // letters are half as wide
		most *= 2
	}
	sh := models.ShowPoint(tr.points[len(tr.points)-1], m.c.Subject, m.Lang)
	words := sh.Text
	if words == models.NoValue {
		words = sh.Mark
	}
	if utf8.RuneCountInString(words) > longestValue {
		words = models.NoValue // the notes tell why
	}
	switch half := (len(name) + 1) / 2; {
	case len(name) <= most:
		return string(name) + "  " + words
	case len(name) <= most+lineMore:
		return string(name) + "\n" + words
	default:
		return string(name[:half]) + "\n" + string(name[half:]) + "  " + words
	}
}

// placeOf is the name of the place that all names begin with, such as 示例区; "" where there is none, or a name is nothing else.
func placeOf(names []string) string {
	if len(names) < 2 {
		return ""
	}
	shared := names[0]
	for _, n := range names[1:] {
		for !strings.HasPrefix(n, shared) {
			shared = strings.TrimSuffix(shared, lastRune(shared))
		}
	}
	end := 0
	for _, mark := range []string{"省", "市", "区", "县", "旗"} {
		if i := strings.LastIndex(shared, mark); i >= 0 {
			end = max(end, i+len(mark))
		}
	}
	for _, n := range names {
		if len(n) == end {
			return ""
		}
	}
	return shared[:end]
}

func lastRune(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return string(r[len(r)-1])
}

// keys explain the lines.
func (m *multiples) keys(references []track) []LegendItem {
	var items []LegendItem
	uncertain := m.legend(nil, m.tracks, nil)[len(m.tracks):]
	for _, tr := range m.tracks {
		if len(m.focus()) > 0 && strings.HasPrefix(tr.token, "agency-") {
			items = append(items, LegendItem{tr.name, tr.token, "line"})
		}
	}
	for _, one := range references {
		if m.drawn(one) {
			items = append(items, LegendItem{one.name, "faint", "dash"})
		}
	}
	return append(items, uncertain...)
}
