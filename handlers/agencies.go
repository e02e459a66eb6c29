package handlers

import (
	"context"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// agencies lists the agencies: "/agencies". Words in q keep those whose name, former name or pinyin holds them.
func agencies(a *app, r *request) (maker, error) {
	q := r.words("q")
	return func(context.Context) (content, error) {
		w := r.world
		page, shown := views.NewAgenciesPage(r.frame, q, w.agencies, w.years, w.heads), views.Matching(w.agencies, q)
		return content{page: page, table: export.PublicationTable(w.settings, shown, w.years, w.reports, r.lang)}, nil
	}, nil
}

// peerSubjects set an agency among those of its kind.
var peerSubjects = subjects("applications.received", "disclosure_rate", "refused_share", "carryover_rate", "releases.total", "disclosure.licensing.decisions")

// flowSubjects are what came in, what was concluded and what was carried over.
var flowSubjects = subjects("applications.received", "applications.concluded", "applications.carried_out")

// agency shows one agency over the years: "/agencies/{id}".
func agency(a *app, r *request) (maker, error) {
	w := r.world
	x, ok := w.agency(r.params["id"])
	if !ok {
		return nil, models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", shorten(r.params["id"]))
	}
	return func(ctx context.Context) (content, error) {
		page := views.NewAgencyPage(r.frame, x, w.agencies, w.successions, w.years, w.heads)
		reports, err := a.reportsOf(ctx, w, x)
		if err != nil {
			return content{}, err
		}
		table, err := export.FigureTable(export.Dataset{Settings: w.settings, Agencies: []models.Agency{x}, Successions: w.successions, Reports: reports})
		if err != nil {
			return content{}, err
		}
		if len(reports) == 0 {
			return content{page: page, table: table}, nil
		}
		last := reports[len(reports)-1].Year
		peers, err := a.readings(ctx, w, w.ofKind(x.Kind), w.years, true, append(flowSubjects, peerSubjects...)...)
		if err != nil {
			return content{}, err
		}
		s := newCards(r.frame)
		flow := peers.compareAll(flowSubjects)
		focus := []string{x.ID}
		s.add(charts.Bars(flow, charts.Options{ID: "flow", Lang: r.lang, Focus: focus}), views.AgencyYears(x, flow, r.lang), joinTables(ofAgency(flow, x), r.lang), false)
		s.addOutcomes(peers.outcomes(), x, false)
		for _, shown := range []struct{ id, code string }{{"releases", "releases.total"}, {"licensing", "disclosure.licensing.decisions"}} {
			c := peers.compare(subjects(shown.code)[0])
			s.addComparison(charts.Trend(c, charts.Options{ID: shown.id, Lang: r.lang, Focus: focus}), c, focus, false)
		}
		page.Lead = views.Sentence(r.lang, flow[0].AgencyHeadline(x.ID, last, r.lang))
		page.Cards = s.list
		page.Peers = views.PeersTable(x, last, peers.compareAll(peerSubjects), r.lang)
		page.Figures = views.FiguresTable(x, w.years, observationsOf(reports), r.lang)
		page.Quality = quality(reports, r.lang)
		return content{page, table, s.data}, nil
	}, nil
}

// reportsOf reads the published reports of an agency, oldest first.
func (a *app) reportsOf(ctx context.Context, w *world, x models.Agency) ([]models.Report, error) {
	return a.store.FullReports(ctx, store.ReportFilter{Agencies: []string{x.ID}, Statuses: []models.Status{models.StatusPublished}})
}

// ofAgency narrows comparisons to one agency.
func ofAgency(cs []models.Comparison, x models.Agency) []models.Comparison {
	var out []models.Comparison
	for _, c := range cs {
		one := models.Comparison{Subject: c.Subject, Years: c.Years}
		if r, ok := c.Row(x.ID); ok {
			one.Agencies, one.Points = []models.Agency{x}, [][]models.Point{r.Points}
		}
		out = append(out, one)
	}
	return out
}

// observationsOf are the figures of full reports.
func observationsOf(reports []models.Report) []models.Observation {
	var obs []models.Observation
	for _, r := range reports {
		for _, f := range r.Revision.Figures {
			obs = append(obs, models.Observation{AgencyID: r.AgencyID, Year: r.Year, Edition: r.Revision.Edition, Scope: r.Revision.Scope, Figure: f})
		}
	}
	return obs
}

// quality lists what checks found in reports, the newest first.
func quality(reports []models.Report, lang models.Lang) []views.FindingItem {
	var items []views.FindingItem
	for i := len(reports) - 1; i >= 0; i-- {
		r := reports[i]
		failed, _, _ := views.Findings(r.Revision.Findings, r.Revision.Edition, models.ReportPath(r.AgencyID, r.Year), lang)
		for _, it := range failed {
			it.Year = r.Year
			items = append(items, it)
		}
	}
	return items
}
