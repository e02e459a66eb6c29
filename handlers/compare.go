package handlers

import (
	"context"
	"slices"
	"strings"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// comparing is what a visitor chose on the compare page.
type comparing struct {
	subject   models.Subject
	focus     []string
	years     []int
	view      string
	peers     string // views.PeersAll, …
	same      bool
	sort      models.Arrangement
	backwards bool
	scale     charts.Scale
	mode      charts.Mode
}

// compare sets agencies side by side: "/compare?m=…&by=…&a=x~y&y=2021..2025&view=…&peers=…&same=1&sort=…&scale=log&mode=abs". What a
// view has no use for is a notice, and so no part of the canonical address.
func compare(a *app, r *request) (maker, error) {
	x := comparing{subject: r.subject("applications.received"), focus: r.agencies("a", charts.MaxHighlights), years: r.years(),
		view: r.choice("view", views.ViewTrend, views.CompareViews)}
	x.peers = r.peers(x.focus, x.view)
	x.same = r.same(x.view)
	x.sort, x.backwards = r.order()
	x.scale, x.mode = r.scale(x.subject, x.view), r.mode(x.view)
	return func(ctx context.Context) (content, error) {
		w := r.world
		f := r.frame
		f.Section, f.Title = views.SectionCompare, r.say("比较")
		page := views.ComparePage{Frame: f, Examples: views.CompareExamples(r.lang), Form: compareForm(w, x, r.lang)}
		d, err := w.readings(ctx, w.agencies, x.years, x.view == views.ViewOutcomes, x.subject, sizeSubject)
		if err != nil {
			return content{}, err
		}
		if len(w.reports) == 0 {
			return content{page: page, table: export.ComparisonTable(d.compare(x.subject), r.lang)}, nil
		}
		chosen := choosePeers(r, d, x)
		s := newCards(f)
		page.Card, page.Obstacles = drawComparison(s, d, x, &chosen)
		page.Selection = chosen.sentences
		page.Views = views.ViewLinks(x.view, func(v string) string { return viewAddress(f.Path, v, x.subject) }, r.lang)
		page.Peers = views.PeerLinks(x.peers, w.nameOf(x.focus), x.view, func(p string) string { return with(f.Path, "peers", p) }, r.lang)
		return content{page: page, table: s.data[page.Card.ID].rows, charts: s.data}, nil
	}, nil
}

// drawComparison draws what was chosen, and says what of it cannot be compared.
func drawComparison(s *cards, d readings, x comparing, p *chosenPeers) (views.ChartCard, []views.Obstacle) {
	lang := s.frame.Lang
	last := x.years[len(x.years)-1]
	o := charts.Options{Lang: lang, Focus: x.focus, Year: last, Scale: x.scale, Mode: x.mode, Alone: x.peers == views.PeersMedian}
	if x.view == views.ViewOutcomes {
		t := p.outcomes(d).Arranged(x.sort, last, x.backwards)
		if p.together != (models.Label{}) {
			o.Title = t.Totals[slices.Index(t.Years, last)].HeadlineOf(p.together, lang)
		}
		return s.addOutcomesAs(t, o), nil
	}
	shown := x.years
	switch x.view {
	case views.ViewRanked:
		shown = []int{last}
	case views.ViewDumbbell:
		shown = slices.Compact([]int{x.years[0], last})
	}
	c := p.of(only(d.compare(x.subject), shown...))
	if x.same {
		c = p.sameAgencies(c, lang)
	}
	obstacles := views.NewObstacles(c.Obstacles(), lang)
	c = c.Arranged(x.sort, last, x.backwards)
	switch x.view {
	case views.ViewRanked:
		o.Bars = true
		return s.addComparison(charts.Ranked(c, o), c, x.focus, true), obstacles
	case views.ViewDumbbell:
		if x.sort == models.ByValue && !x.backwards {
			o.Sort = charts.OrderValue
		}
		return s.add(charts.Dumbbell(c, o), views.BetweenTable(c, shown[0], last, x.focus, lang), export.ComparisonTable(c, lang), true), obstacles
	case views.ViewMultiples:
		return s.addComparison(charts.Multiples(c, o), c, x.focus, true), obstacles
	case views.ViewHeatmap:
		return s.addComparison(charts.Heatmap(c, o), c, x.focus, true), obstacles
	}
	return s.addComparison(charts.Trend(c, o), c, x.focus, true), obstacles
}

// peers reads whom what is highlighted is compared with. Peers of one kind or size are those of the first agency highlighted.
func (q *query) peers(focus []string, view string) string {
	p := q.oneOf("peers", views.PeersAll, views.PeerSets)
	if p == views.PeersMedian && !views.HasMedian(view) {
		q.wrong(q.say("只有“趋势”和“一年”可以单与中位数比。"))
		p = views.PeersAll
	}
	if (p == views.PeersKind || p == views.PeersNear) && len(focus) == 0 {
		q.wrong(q.say("先选一个要突出的机关，才能与它的同类机关或申请量相近的机关相比。"))
		p = views.PeersAll
	}
	q.keep("peers", p, views.PeersAll)
	return p
}

// same reads whether only agencies with a value in every year are compared.
func (q *query) same(view string) bool {
	v := q.oneOf("same", "0", []string{"0", "1"})
	if v == "1" && view == views.ViewOutcomes {
		q.wrong(q.say("办理结果构成只看一年，不用“同口径”。"))
		v = "0"
	}
	q.keep("same", v, "0")
	return v == "1"
}

// order reads in which order agencies stand; a hyphen in front turns it round.
func (q *query) order() (by models.Arrangement, backwards bool) {
	rest, backwards := strings.CutPrefix(q.choice("sort", string(models.ByOrder), views.Orders), "-")
	return models.Arrangement(rest), backwards
}

// scale reads the scale of the value axis.
func (q *query) scale(s models.Subject, view string) charts.Scale {
	v := q.oneOf("scale", views.ScaleLinear, views.Scales)
	if v == views.ScaleLog && !views.HasScale(view, s) {
		q.wrong(q.say("对数坐标只用于不会小于 0 的数量，不用于比率、热力图和构成。"))
		v = views.ScaleLinear
	}
	q.keep("scale", v, views.ScaleLinear)
	if v == views.ScaleLog {
		return charts.ScaleLog
	}
	return charts.ScaleLinear
}

// mode reads whether outcomes are drawn as shares or as counts.
func (q *query) mode(view string) charts.Mode {
	v := q.oneOf("mode", views.ModeShare, views.Modes)
	if v == views.ModeCount && view != views.ViewOutcomes {
		q.wrong(q.say("“件数”只用于办理结果构成。"))
		v = views.ModeShare
	}
	q.keep("mode", v, views.ModeShare)
	if v == views.ModeCount {
		return charts.ModeCount
	}
	return charts.ModeShare
}

func compareForm(w *world, x comparing, lang models.Lang) views.CompareForm {
	f := views.CompareForm{Subject: views.SubjectSelect(x.subject.Code, lang), Applicant: views.ApplicantSelect(x.subject.Code, x.subject.Applicant, lang),
		Agencies: views.AgencyChoices(w.agencies, x.focus, lang), Chosen: len(x.focus), Max: charts.MaxHighlights}
	if x.view != views.ViewTrend {
		f.Hidden = append(f.Hidden, views.Field{Name: "view", Value: x.view})
	}
	if x.peers != views.PeersAll {
		f.Hidden = append(f.Hidden, views.Field{Name: "peers", Value: x.peers})
	}
	f.Order = views.OrderSelect(x.sort, x.backwards, x.view, lang)
	if views.HasScale(x.view, x.subject) {
		f.Scale = views.ScaleSelect(x.scale == charts.ScaleLog, lang)
	}
	if x.view == views.ViewOutcomes {
		f.Mode = views.ModeSelect(x.mode == charts.ModeCount, lang)
	} else {
		f.Same = &views.Option{Value: "1", Selected: x.same}
	}
	if len(x.years) > 0 {
		f.From = views.YearSelect("from", views.Phrase(lang, "起始年度"), w.years, x.years[0])
		f.To = views.YearSelect("to", views.Phrase(lang, "截止年度"), w.years, x.years[len(x.years)-1])
	}
	return f
}
