package handlers

import (
	"context"
	"slices"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// submissions shows who has published the report of a year, and when: "/submissions?y=…&state=…". It changes with the day.
func submissions(a *app, r *request) (maker, error) {
	w := r.world
	y := r.year("y")
	filter := r.choice("state", models.AllReports, models.PunctualityFilters)
	return func(ctx context.Context) (content, error) {
		f := r.frame
		f.Section, f.Title = views.SectionSubmissions, r.say("年度报告公布情况")
		if y == 0 {
			return content{page: views.SubmissionsPage{Frame: f}, table: export.PunctualityTable(nil, 0, nil, r.lang)}, nil
		}
		in := views.Submissions{Year: y, Years: w.years, Filter: filter, Today: a.latest.now(), Problems: map[string]views.FindingItem{},
			Quality: models.QualityOf(w.settings, w.agencies, []int{y}, w.reports, nil),
			Href:    func(state string) string { return r.but("/submissions", "state", state) + "#agencies" }}
		in.List = models.PunctualityOf(w.settings, w.agencies, w.reports, y, in.Today)
		found, err := w.store.Findings(ctx, store.FindingFilter{Years: []int{y}, Results: []models.Result{models.Fail}, Severities: []models.Severity{models.SeverityError}})
		if err != nil {
			return content{}, err
		}
		sentences := map[string]string{}
		for _, x := range found {
			if _, ok := in.Problems[x.AgencyID]; ok {
				continue
			}
			edition := models.EditionDue(y)
			if h := w.heads[x.AgencyID][y]; h != nil {
				edition = h.Edition
			}
			it := views.NewFindingItem(x.Finding, edition, models.ReportPath(x.AgencyID, y), r.lang)
			it.Links = []views.Link{{Text: r.say("查看年报"), Href: models.ReportPath(x.AgencyID, y) + "#findings"}}
			in.Problems[x.AgencyID], sentences[x.AgencyID] = it, it.Sentence
		}
		chosen := slices.DeleteFunc(slices.Clone(in.List), func(p models.Punctuality) bool { return !p.In(filter) })
		return content{page: views.NewSubmissionsPage(f, in), table: export.PunctualityTable(chosen, y, sentences, r.lang)}, nil
	}, nil
}
