package charts

import (
	"fmt"
	"math/big"

	"gongkai/models"
)

// Trend draws a line for each organ over the years: those in Focus in colour with their name at the end, the others grey. Without a
// focus up to MaxHighlights organs are all in colour. A year without a value is a gap, labelled where one agency alone is
// set apart; a suspect figure is hollow between dashes; a line breaks at a merger or split. The district's ratio, or the median of
// a count, is drawn for comparison where there are models.MinPeers organs. A measure of one form only has a rule at the change.
func Trend(c models.Comparison, o Options) Chart {
	ch := o.trendFrame(c)
	asked, focus := o.focus(), o.Focus
	if len(focus) == 0 && len(c.Agencies) <= MaxHighlights {
		for _, a := range c.Agencies {
			focus = append(focus, a.ID)
		}
	}
	o.Focus = focus
	if ch.Title == "" {
		year := o.yearOf(c.Years)
		switch len(asked) {
		case 0:
			ch.Title = c.TotalHeadline(year, o.Lang)
		case 1:
			ch.Title = c.AgencyHeadline(asked[0], year, o.Lang)
		default:
			ch.Title = c.SeveralHeadline(asked, year, o.Lang)
		}
	}
	var others, chosen []track
	for i, a := range c.Agencies {
		if o.rank(a.ID) < 0 {
			others = append(others, agencyTrack(c, models.Row{Agency: a, Points: c.Points[i]}, "faint", "circle"))
		}
	}
	for i, id := range o.focus() {
		if r, ok := c.Row(id); ok {
			chosen = append(chosen, agencyTrack(c, r, agencyToken(i), symbols[i]))
		}
	}
	ch.Notes = append(ch.Notes, o.trackNotes(c, chosen)...)
	reference, ok := o.reference(c)
	return o.drawTrend(ch, c, others, chosen, reference, ok)
}

// TrendTotal draws the district's value alone over the years. A year that some organs are missing from is hollow between dashes.
func TrendTotal(c models.Comparison, o Options) Chart {
	ch := o.trendFrame(c)
	if ch.Title == "" {
		ch.Title = c.TotalHeadline(o.yearOf(c.Years), o.Lang)
	}
	t := track{name: o.in("各机关合计", "All agencies"), token: agencyToken(0), symbol: symbols[0], breaks: map[int]bool{}}
	var have, of []int
	for j, total := range c.Totals {
		p := total.Point()
		p.Year = total.Year
		t.points = append(t.points, p)
		t.doubtful = append(t.doubtful, p.Suspect() || !total.Complete())
		coverage := models.FormatCoverage(total.Have, total.Of, o.Lang)
		t.notes = append(t.notes, coverage)
		have, of = append(have, total.Have), append(of, total.Of)
		if total.Suspect > 0 {
			ch.Notes = append(ch.Notes, o.in(fmt.Sprintf("%d 年含 %d 个机关的存疑数据。", c.Years[j], total.Suspect),
				fmt.Sprintf("%d includes suspect figures of %d agencies.", c.Years[j], total.Suspect)))
		}
	}
	ch.Notes = append(ch.Notes, o.incompleteNotes(c.Years, have, of)...)
	return o.drawTrend(ch, c, nil, []track{t}, track{}, false)
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
	breaks              map[int]bool // the line is cut before these years
	doubtful            []bool       // drawn hollow between dashes
	notes               []string     // further words for the tooltip, by year; nil for none
}

func agencyTrack(c models.Comparison, r models.Row, token, symbol string) track {
	t := track{name: r.Agency.Name, token: token, symbol: symbol, points: r.Points, breaks: map[int]bool{}}
	for j, p := range r.Points {
		t.doubtful = append(t.doubtful, p.Suspect())
		if _, ok := c.BreakAt(r.Agency.ID, c.Years[j]); ok {
			t.breaks[j] = true
		}
	}
	return t
}

// reference is the line that agencies are held against: the district's ratio, or the median of a count.
func (o Options) reference(c models.Comparison) (track, bool) {
	if len(c.Agencies) < models.MinPeers {
		return track{}, false
	}
	t := track{name: o.in("中位数", "Median"), token: "text", symbol: "circle", dotted: true, breaks: map[int]bool{}}
	drawn := false
	for j, y := range c.Years {
		p := models.Point{Year: y, State: models.StateAbsent, Display: models.DisplayInputMissing}
		if c.Subject.Ratio {
			t.name = o.in("全区", "District")
			p = c.Totals[j].Point()
		} else if s, ok := c.Spread(y); ok {
			p = medianPoint(s, c.Subject, y)
		}
		_, ok := plot(p, c.Subject)
		drawn = drawn || ok
		t.points, t.doubtful = append(t.points, p), append(t.doubtful, false)
	}
	return t, drawn
}

// medianPoint is a median as a point. One that the subject's integers do not hold is rounded down and marked as approximate.
func medianPoint(s models.Spread, subject models.Subject, year int) models.Point {
	scaled := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(subject.Decimals)), nil)
	v := new(big.Rat).Mul(s.Median, new(big.Rat).SetInt(scaled))
	n := new(big.Int).Quo(v.Num(), v.Denom()).Int64()
	p := models.Point{Year: year, State: models.StateReported, Number: &n, Display: models.DisplayOK}
	if !v.IsInt() {
		p.Flags = models.FlagApproximate
	}
	return p
}
