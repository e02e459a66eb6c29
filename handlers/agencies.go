package handlers

import (
	"context"
	"slices"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// agencies lists the agencies: "/agencies?q=…&kind=…&status=…". Words in q keep those that a search finds by their names, former names,
// codes or spelling in Latin letters; status is that of the newest year.
func agencies(a *app, r *request) (maker, error) {
	w := r.world
	l := views.AgencyList{Query: r.words("q"), Kind: r.kind("kind"), Status: r.choice("status", "", append([]string{""}, views.AgencyStatuses...)),
		All: w.agencies, Found: w.agencies, Years: w.years, Heads: w.heads}
	l.Href = func(name, value string) string { return r.but("/agencies", name, value) }
	return func(ctx context.Context) (content, error) {
		if words := models.SearchWords(l.Query); len(words) > 0 {
			spellings, err := w.store.Spellings(ctx)
			if err != nil {
				return content{}, err
			}
			found := map[string]bool{}
			for _, f := range models.SearchAgencies(w.agencies, spellings, words) {
				found[f.Agency.ID] = true
			}
			l.Found = slices.DeleteFunc(slices.Clone(w.agencies), func(x models.Agency) bool { return !found[x.ID] })
		}
		d, err := w.readings(ctx, w.agencies, w.years, false, sizeSubject)
		if err != nil {
			return content{}, err
		}
		l.Received = d.compare(sizeSubject)
		return content{page: views.NewAgenciesPage(r.frame, l), table: export.PublicationTable(w.settings, l.Shown(w.settings), w.years, w.reports, r.lang)}, nil
	}, nil
}

// reportsOf reads the published reports of an agency, oldest first.
func (w *world) reportsOf(ctx context.Context, x models.Agency) ([]models.Report, error) {
	return w.store.FullReports(ctx, store.ReportFilter{Agencies: []string{x.ID}, Statuses: []models.Status{models.StatusPublished}})
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
