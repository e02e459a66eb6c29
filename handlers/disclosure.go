package handlers

import (
	"context"
	"strings"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// documentSubjects are what the page on disclosure shows of rules and normative documents.
var documentSubjects = subjects("disclosure.normative_documents.issued", "disclosure.normative_documents.repealed", "disclosure.normative_documents.in_force",
	"disclosure.rules.issued", "disclosure.rules.repealed", "disclosure.rules.in_force", "norm_net", "norm_residual")

// Places of subjects among documentSubjects.
const (
	normsIssued = iota
	normsRepealed
	normsInForce
	rulesIssued
	rulesRepealed
	rulesInForce
	normNet
	normResidual
)

// channelSubjects are the releases in total and by channel.
var channelSubjects = subjects("releases.total", "releases.website", "releases.wechat", "releases.weibo", "releases.other")

// disclosure shows what agencies disclosed by themselves: "/disclosure?y=…&kind=…&channel=…&a=…".
func disclosure(a *app, r *request) (maker, error) {
	w, t := r.world, r.theme()
	channel := r.choice("channel", "", []string{"", "website", "wechat", "weibo", "other"})
	return func(ctx context.Context) (content, error) {
		f := r.frame
		f.Section, f.Title = views.SectionDisclosure, r.say("主动公开")
		page := views.DisclosurePage{Frame: f, Year: t.Year}
		d, err := t.readings(ctx, w, append(channelSubjects, documentSubjects...)...)
		if err != nil {
			return content{}, err
		}
		releases, documents := t.compareAll(d, channelSubjects), t.compareAll(d, documentSubjects)
		all := append(releases, documents...)
		if len(w.reports) == 0 {
			return content{page: page, table: joinTables(all, r.lang)}, nil
		}
		page.Filter = views.NewFilterForm("/disclosure", t.Filter, w.agencies, w.years, charts.MaxHighlights, r.lang, views.ChannelSelect(channel, r.lang))
		shown := releases[0]
		for _, c := range releases {
			if c.Subject.Code == "releases."+channel {
				shown = c
			}
		}
		page.Lead = views.Sentence(r.lang, shown.TotalHeadline(t.Year, r.lang)) + space(r.lang) +
			views.Sentence(r.lang, models.FlowHeadline(documents[normsIssued], documents[normsRepealed], t.Year, r.lang))
		for _, c := range []models.Comparison{shown, documents[normsIssued], documents[normsRepealed], documents[normsInForce], documents[rulesInForce]} {
			page.Figures = append(page.Figures, views.NewKeyFigure(c, t.Year, "", r.lang))
		}
		s := newCards(f)
		s.addComparison(charts.Ranked(shown, t.options("releases", r.lang)), only(shown, t.Year), t.Focus, true)
		s.addComparison(charts.Trend(shown, t.options("releases-years", r.lang)), shown, t.Focus, true)
		page.Releases, s.list = s.list, nil
		channels, unnamed := views.ChannelTable(t.Year, releases, t.Focus, r.lang)
		page.Channels, page.Unnamed = t.addTable(s, "channels", channels, releases), strings.Join(unnamed, r.say("、"))
		s.addDocuments(t, "norms", documents[normsIssued], documents[normsRepealed])
		s.addComparison(charts.Trend(documents[normsInForce], t.options("in-force", r.lang)), documents[normsInForce], t.Focus, true)
		s.addDocuments(t, "rules", documents[rulesIssued], documents[rulesRepealed])
		page.Documents, s.list = s.list, nil
		gap := views.Gap{InForce: documents[normsInForce], Issued: documents[normsIssued], Repealed: documents[normsRepealed], Net: documents[normNet], Residual: documents[normResidual]}
		page.Gap = t.addTable(s, "gap", views.GapTable(t.Year, gap, t.Focus, r.lang), documents[:normNet+2])
		if question := models.GapsOf(gap.Residual, t.Year).Headline(t.Year, r.lang); question != "" {
			page.GapLead = views.Sentence(r.lang, question)
		}
		residual, _ := models.IndicatorOf("norm_residual")
		page.GapWhy = r.say("衔接差 = %s。%s", residual.Formula.In(r.lang), residual.Caveat.In(r.lang))
		return content{page: page, table: joinTables(narrowed(all, t.Year), r.lang), charts: s.data}, nil
	}, nil
}

// addDocuments puts a chart of documents issued and repealed in the theme's year on the page.
func (s *cards) addDocuments(t theme, id string, issued, repealed models.Comparison) {
	pair := []models.Comparison{issued, repealed}
	s.add(charts.Diverging(issued, repealed, t.options(id, s.frame.Lang)), views.PairTable(t.Year, pair, t.Focus, s.frame.Lang), joinTables(narrowed(pair, t.Year), s.frame.Lang), true)
}
