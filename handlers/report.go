package handlers

import (
	"context"
	"strconv"
	"strings"

	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// report shows one report with the place of every figure: "/reports/{agency}/{year}".
func report(a *app, r *request) (maker, error) {
	w := r.world
	x, ok := w.agency(r.params["agency"])
	y, err := strconv.Atoi(r.params["year"])
	if !ok || err != nil || w.heads[x.ID][y] == nil {
		return nil, noReport(x, ok, shorten(r.params["agency"]), shorten(r.params["year"]))
	}
	return func(ctx context.Context) (content, error) {
		in := views.Reported{Agency: x, Years: w.years, Heads: w.heads, Changes: map[int][]models.Change{},
			SourceURL: func(sha256 string) string { return "/originals/" + sha256 }}
		var err error
		if in.Report, err = w.store.Report(ctx, x.ID, y); err != nil {
			return content{}, err
		}
		if in.Revisions, err = w.store.PublishedRevisions(ctx, in.Report.ID); err != nil {
			return content{}, err
		}
		if in.Reasons, err = w.store.ReasonsOf(ctx, in.Report.ID); err != nil {
			return content{}, err
		}
		for i := 1; i < len(in.Revisions); i++ {
			now := in.Revisions[i]
			if in.Changes[now.No], err = w.store.Diff(ctx, in.Revisions[i-1].ID, now.ID); err != nil {
				return content{}, err
			}
		}
		table, err := export.FigureTable(export.Dataset{Settings: w.settings, Agencies: []models.Agency{x}}.With([]models.Report{in.Report}))
		if err != nil {
			return content{}, err
		}
		official := export.NewOfficialReport(w.settings, x, in.Report, r.frame.URL(r.frame.Path), r.lang)
		page := views.NewReportPage(r.frame, in)
		for _, format := range export.OfficialFormats {
			page.Official = append(page.Official, views.Link{Text: strings.ToUpper(format), Href: models.ReportPath(x.ID, y) + "." + format})
		}
		return content{page: page, table: table, report: &official}, nil
	}, nil
}

// noReport says whether it is the agency or the report that there is none of.
func noReport(x models.Agency, known bool, id, year string) error {
	if !known {
		return models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", id)
	}
	return models.Errorf(models.ENOTFOUND, "没有%s“%s”年的年度报告。", x.Name, year)
}
