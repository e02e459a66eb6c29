package charts

import (
	"math/big"

	"gongkai/models"
)

// Trend draws a line for each organ over the years: those in Focus in colour with their name at the end, the others grey. Without a
// focus up to MaxHighlights organs are all in colour. A year without a value is a gap, labelled where one agency alone is
// set apart; a suspect figure is hollow between dashes; a line breaks at a merger or split. The district's ratio, or the median of
// a count, is drawn for comparison where there are models.MinPeers organs; with Alone, median and quartiles are, and the other organs are not. A measure of
// one form only has a rule at the change.
func Trend(c models.Comparison, o Options) Chart {
	ch := o.trendFrame(c)
	asked, focus := o.focus(), o.Focus
	if len(focus) == 0 && len(c.Agencies) <= MaxHighlights && !o.Alone {
		for _, a := range c.Agencies {
			focus = append(focus, a.ID)
		}
	}
	o.Focus = focus
	if ch.Title == "" {
		ch.Title = o.trendTitle(c, asked)
	}
	var others, chosen []track
	for i, a := range c.Agencies {
		if o.rank(a.ID) < 0 && !o.Alone {
			others = append(others, agencyTrack(c, models.Row{Agency: a, Points: c.Points[i]}, "faint", "circle"))
		}
	}
	for i, id := range o.focus() {
		if r, ok := c.Row(id); ok {
			chosen = append(chosen, agencyTrack(c, r, agencyToken(i), symbols[i]))
		}
	}
	ch.Notes = append(ch.Notes, o.trackNotes(c, chosen)...)
	ch.Notes = append(ch.Notes, o.scaleNote(c.Subject, nil)...)
	return o.drawTrend(ch, c, others, chosen, o.references(c))
}

// trendTitle is the finding of a chart over years: of the district, or of the agencies asked for.
func (o Options) trendTitle(c models.Comparison, asked []string) string {
	year := o.yearOf(c.Years)
	switch len(asked) {
	case 0:
		return c.TotalHeadline(year, o.Lang)
	case 1:
		return c.AgencyHeadline(asked[0], year, o.Lang)
	}
	return c.SeveralHeadline(asked, year, o.Lang)
}

// TrendTotal draws the district's value alone over the years. A year that some organs are missing from is hollow between dashes.
func TrendTotal(c models.Comparison, o Options) Chart {
	ch := o.trendFrame(c)
	if ch.Title == "" {
		ch.Title = c.TotalHeadline(o.yearOf(c.Years), o.Lang)
	}
	t := track{name: o.in("各机关合计", "All agencies"), token: agencyToken(0), symbol: symbols[0], breaks: map[int]bool{}}
	var have, of []int
	for _, total := range c.Totals {
		p := total.Point()
		p.Year = total.Year
		t.points = append(t.points, p)
		t.doubtful = append(t.doubtful, p.Doubtful() || !total.Complete())
		coverage := models.FormatCoverage(total.Have, total.Of, o.Lang)
		t.notes = append(t.notes, coverage)
		have, of = append(have, total.Have), append(of, total.Of)
		if total.Doubtful > 0 {
			ch.Notes = append(ch.Notes, o.doubtNote(c, total))
		}
	}
	ch.Notes = append(ch.Notes, o.incompleteNotes(c.Years, have, of)...)
	return o.drawTrend(ch, c, nil, []track{t}, nil)
}

func (o Options) trendFrame(c models.Comparison) Chart {
	return Chart{ID: o.id(KindTrend), Kind: KindTrend, Title: o.Title, Subtitle: o.subtitle(c.Subject, c.Years), Unit: o.unitOf(c.Subject),
		Coverage: o.coverage(c, o.yearOf(c.Years)), Notes: o.formNote(c.Subject, c.Years), Source: o.source(c.Years)}
}

// track is one line of a trend.
type track struct {
	name, token, symbol string
	dotted              bool
	points              []models.Point
	stat                []*big.Rat   // of a statistic, in place of points: its value by year, nil for none
	breaks              map[int]bool // the line is cut before these years
	doubtful            []bool       // drawn hollow between dashes
	notes               []string     // further words for the tooltip, by year; nil for none
}

func agencyTrack(c models.Comparison, r models.Row, token, symbol string) track {
	t := track{name: r.Agency.Name, token: token, symbol: symbol, points: r.Points, breaks: map[int]bool{}}
	for j, p := range r.Points {
		t.doubtful = append(t.doubtful, p.Doubtful())
		if _, ok := c.BreakAt(r.Agency.ID, c.Years[j]); ok {
			t.breaks[j] = true
		}
	}
	return t
}

// value is what to draw of a track in its j-th year; false for a gap.
func (o Options) value(t track, j int, s models.Subject) (*big.Rat, bool) {
	if t.stat != nil {
		v := t.stat[j]
		return v, v != nil && (v.Sign() > 0 || !o.logarithmic(s))
	}
	if _, ok := o.plot(t.points[j], s); !ok {
		return nil, false
	}
	return t.points[j].Value(s), true
}

// references are the lines that agencies are held against: the district's ratio, or the median of a count; with Alone the median and
// the quartiles. There are none for fewer than models.MinPeers organs.
func (o Options) references(c models.Comparison) []track {
	if len(c.Agencies) < models.MinPeers {
		return nil
	}
	if c.Subject.Ratio && !o.Alone {
		t := track{name: o.in("各机关合计", "All agencies"), token: "text", symbol: "circle", dotted: true, doubtful: make([]bool, len(c.Years))}
		for j, y := range c.Years {
			p := c.Totals[j].Point()
			p.Year = y
			t.points = append(t.points, p)
		}
		return []track{t}
	}
	tracks := []track{o.statistic(c, o.in("中位数", "Median"), "text", func(s models.Spread) *big.Rat { return s.Median })}
	if o.Alone {
		tracks = append(tracks, o.statistic(c, o.in("下四分位数", "First quartile"), "muted", func(s models.Spread) *big.Rat { return s.Q1 }),
			o.statistic(c, o.in("上四分位数", "Third quartile"), "muted", func(s models.Spread) *big.Rat { return s.Q3 }))
	}
	return tracks
}

// statistic is a line of one number of each year's spread.
func (o Options) statistic(c models.Comparison, name, token string, of func(models.Spread) *big.Rat) track {
	t := track{name: name, token: token, symbol: "circle", dotted: true, doubtful: make([]bool, len(c.Years)), points: make([]models.Point, len(c.Years)), stat: make([]*big.Rat, len(c.Years))}
	for j, y := range c.Years {
		if s, ok := c.Spread(y); ok {
			t.stat[j] = of(s)
		}
	}
	return t
}
