package handlers

import (
	"context"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// measures is the catalogue of measures and indicators: "/measures".
func measures(_ *app, r *request) (maker, error) {
	return func(context.Context) (content, error) {
		return content{page: views.NewMeasuresPage(r.frame), table: export.SubjectTable(r.lang)}, nil
	}, nil
}

// measure shows one measure or indicator: "/measures/{code}?by=…&y=…", y being the year of the ranking.
func measure(a *app, r *request) (maker, error) {
	code := r.params["code"]
	if _, err := models.SubjectOf(shorten(code), ""); err != nil {
		return nil, models.WithCode(models.ENOTFOUND, err)
	}
	subject := r.applicant(code)
	y := r.year("y")
	return func(ctx context.Context) (content, error) {
		w := r.world
		page := views.NewMeasurePage(r.frame, subject)
		page.Controls = views.MeasureControls(views.MeasurePath(code), subject, w.years, y, r.lang)
		d, err := a.readings(ctx, w, w.agencies, w.years, false, subject)
		if err != nil {
			return content{}, err
		}
		c := d.compare(subject)
		if len(w.reports) == 0 {
			return content{page: page, table: export.ComparisonTable(c, r.lang)}, nil
		}
		page.Lead = views.Sentence(r.lang, c.TotalHeadline(w.last(), r.lang))
		s := newCards(r.frame)
		newest := only(c, y)
		s.addComparison(charts.Ranked(newest, charts.Options{Lang: r.lang, Sort: charts.OrderValue}), newest, nil, true)
		s.addComparison(charts.Trend(c, charts.Options{Lang: r.lang}), c, nil, true)
		s.addComparison(charts.Heatmap(c, charts.Options{Lang: r.lang}), c, nil, true)
		page.Cards = s.list
		return content{page, export.ComparisonTable(c, r.lang), s.data}, nil
	}, nil
}
