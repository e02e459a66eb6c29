package handlers

import (
	"context"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// rules is the catalogue of checks with how each fares: "/rules".
func rules(a *app, r *request) (maker, error) {
	return func(ctx context.Context) (content, error) {
		counts, err := r.world.store.RuleCounts(ctx)
		if err != nil {
			return content{}, err
		}
		failed, err := r.world.store.Findings(ctx, store.FindingFilter{Results: []models.Result{models.Fail}})
		if err != nil {
			return content{}, err
		}
		page := views.NewRulesPage(r.frame, len(r.world.reports), counts, failed, r.world.agencies)
		return content{page: page, table: export.RuleTable(counts, r.lang)}, nil
	}, nil
}

// method explains where figures come from and how they are read: "/about/method".
func method(_ *app, r *request) (maker, error) {
	return func(context.Context) (content, error) {
		w := r.world
		page := views.NewMethodPage(r.frame, views.CountFacts(len(w.agencies), len(w.reports), w.years, r.lang))
		return content{page: page, table: export.WordTable(r.lang)}, nil
	}, nil
}
