package handlers

import (
	"context"
	"net/url"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// compare sets agencies side by side: "/compare?m=…&by=…&a=x~y&y=2021..2025&view=…".
func compare(a *app, r *request) (maker, error) {
	subject := r.subject("applications.received")
	focus := r.agencies("a", charts.MaxHighlights)
	years := r.years()
	view := r.choice("view", views.ViewTrend, views.CompareViews)
	return func(ctx context.Context) (content, error) {
		w := r.world
		f := r.frame
		f.Section, f.Title = views.SectionCompare, r.say("比较")
		page := views.ComparePage{Frame: f, Presets: views.ComparePresets(r.lang), Form: compareForm(w, subject, focus, years, view, r.lang)}
		d, err := a.readings(ctx, w, w.agencies, years, view == views.ViewOutcomes, subject)
		if err != nil {
			return content{}, err
		}
		c := d.compare(subject)
		if len(w.reports) == 0 {
			return content{page: page, table: export.ComparisonTable(c, r.lang)}, nil
		}
		s := newCards(f)
		page.Card = drawComparison(s, d, c, focus, view)
		page.Views = views.ViewLinks(view, func(v string) string { return with(f.Path, "view", v, views.ViewTrend) }, r.lang)
		return content{page, s.data[page.Card.ID].rows, s.data}, nil
	}, nil
}

// drawComparison draws a comparison in one of the views.
func drawComparison(s *cards, d readings, c models.Comparison, focus []string, view string) views.ChartCard {
	last := c.Years[len(c.Years)-1]
	o := charts.Options{Lang: s.frame.Lang, Focus: focus}
	switch view {
	case views.ViewRanked:
		o.Sort = charts.OrderValue
		c = only(c, last)
		return s.addComparison(charts.Ranked(c, o), c, focus, true)
	case views.ViewHeatmap:
		return s.addComparison(charts.Heatmap(c, o), c, focus, true)
	case views.ViewOutcomes:
		return s.addOutcomesIn(d.outcomes(), last, focus)
	}
	return s.addComparison(charts.Trend(c, o), c, focus, true)
}

func compareForm(w *world, s models.Subject, focus []string, years []int, view string, lang models.Lang) views.CompareForm {
	f := views.CompareForm{Subject: views.SubjectSelect(s.Code, lang), Applicant: views.ApplicantSelect(s.Code, s.Applicant, lang),
		Agencies: views.AgencyChoices(w.agencies, focus, lang), Chosen: len(focus), Max: charts.MaxHighlights}
	if view != views.ViewTrend {
		f.View = view
	}
	if len(years) > 0 {
		f.From = views.YearSelect("from", views.Phrase(lang, "起始年度"), w.years, years[0])
		f.To = views.YearSelect("to", views.Phrase(lang, "截止年度"), w.years, years[len(years)-1])
	}
	return f
}

// with sets one parameter of an address of ours; its default is left out.
func with(address, name, value, byDefault string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := newQuery(u.RawQuery, nil, models.Zh)
	for _, known := range []string{"m", "by", "a", "y", "view"} {
		v := q.values.Get(known)
		if known == name {
			v = value
			if value == byDefault {
				v = ""
			}
		}
		q.keep(known, v, "")
	}
	return withQuery(u.Path, q.finish())
}
