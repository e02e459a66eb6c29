package handlers

import (
	"context"

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
