package handlers

import (
	"context"

	"gongkai/charts"
	"gongkai/views"
)

// enforcementSubjects are the four measures of the page, each with the id of its chart.
var enforcementSubjects = subjects("disclosure.licensing.decisions", "disclosure.penalties.decisions", "disclosure.coercion.decisions", "disclosure.fees.amount")

var enforcementIDs = []string{"licensing", "penalties", "coercion", "fees"}

// enforcement shows licences, penalties, coercion and fees: "/enforcement?y=…&kind=…&a=…&view=…&scale=…".
func enforcement(a *app, r *request) (maker, error) {
	w, t := r.world, r.theme()
	view := r.choice("view", views.EnforcementDots, views.EnforcementViews)
	log := r.choice("scale", views.ScaleLinear, views.Scales) == views.ScaleLog
	return func(ctx context.Context) (content, error) {
		f := r.frame
		f.Section, f.Title = views.SectionEnforcement, r.say("许可、处罚、强制和收费")
		page := views.EnforcementPage{Frame: f, Year: t.Year}
		d, err := t.readings(ctx, w, enforcementSubjects...)
		if err != nil {
			return content{}, err
		}
		cs := t.compareAll(d, enforcementSubjects)
		if len(w.reports) == 0 {
			return content{page: page, table: joinTables(cs, r.lang)}, nil
		}
		page.Filter = views.NewFilterForm("/enforcement", t.Filter, w.agencies, w.years, charts.MaxHighlights, r.lang)
		if view == views.EnforcementYears {
			page.Filter.Selects = append(page.Filter.Selects, views.ScaleSelect(log, r.lang))
			page.Filter.Hidden = []views.Field{{Name: "view", Value: view}}
		}
		page.Lead = views.Sentence(r.lang, cs[0].TotalHeadline(t.Year, r.lang)) + space(r.lang) + views.Sentence(r.lang, cs[1].TotalHeadline(t.Year, r.lang))
		page.Earlier = views.EarlierMeasures(cs, r.lang)
		page.Views = views.EnforcementLinks(view, t.Year, func(v string) string {
			if v == views.EnforcementDots {
				v = ""
			}
			return r.but("/enforcement", "view", v)
		}, r.lang)
		s := newCards(f)
		for i, c := range cs {
			page.Figures = append(page.Figures, views.NewKeyFigure(c, t.Year, "", r.lang))
			o := t.options(enforcementIDs[i], r.lang)
			if view == views.EnforcementYears {
				if log {
					o.Scale = charts.ScaleLog
				}
				s.addComparison(charts.Trend(c, o), c, t.Focus, false)
				s.tabs([]views.Link{{Text: r.say("各机关小图"), Href: "/compare?m=" + escape(c.Subject.Code) + "&view=" + views.ViewMultiples}})
				continue
			}
			s.addComparison(charts.LogDots(c, o), only(c, t.Year), t.Focus, false)
		}
		page.Cards = s.list
		page.Table = t.addTable(s, "table", views.EnforcementTable(t.Year, cs, t.Focus, r.lang), cs)
		rows := s.data["table"].rows
		if view == views.EnforcementYears {
			rows = joinTables(cs, r.lang)
		}
		return content{page: page, table: rows, charts: s.data}, nil
	}, nil
}
