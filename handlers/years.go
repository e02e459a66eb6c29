package handlers

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// yearSubjects are the columns of a year's table.
var yearSubjects = append(slices.Clone(keyFigures), subjects("applications.concluded", "applications.carried_out",
	"disclosure.normative_documents.issued", "disclosure.normative_documents.repealed", "disclosure.normative_documents.in_force",
	"disclosure.penalties.decisions", "disclosure.coercion.decisions", "disclosure.fees.amount",
	"remedies.reconsideration.total", "remedies.litigation_direct.total", "remedies.litigation_after.total")...)

// years lists the years there are: "/years".
func years(a *app, r *request) (maker, error) {
	return func(ctx context.Context) (content, error) {
		w := r.world
		d, err := w.readings(ctx, w.agencies, w.years, false, keyFigures...)
		if err != nil {
			return content{}, err
		}
		cs := d.compareAll(keyFigures)
		return content{page: views.NewYearsPage(r.frame, w.agencies, w.heads, cs), table: joinTables(totals(cs), r.lang)}, nil
	}, nil
}

// totals leaves the agencies out of comparisons.
func totals(cs []models.Comparison) []models.Comparison {
	list := make([]models.Comparison, len(cs))
	for i, c := range cs {
		list[i] = models.Comparison{Subject: c.Subject, Years: c.Years, Totals: c.Totals}
	}
	return list
}

// year shows one year of the district: "/years/{year}?sort=…".
func year(a *app, r *request) (maker, error) {
	w := r.world
	y, err := strconv.Atoi(r.params["year"])
	if err != nil || !slices.Contains(w.years, y) {
		return nil, models.Errorf(models.ENOTFOUND, "没有“%s”年的年度报告。", shorten(r.params["year"]))
	}
	rest, backwards := strings.CutPrefix(r.choice("sort", string(models.ByOrder), views.YearSorts(yearSubjects)), "-")
	sort := views.YearSort{By: rest, Backwards: backwards}
	return func(ctx context.Context) (content, error) {
		f := r.frame
		f.Section, f.Title = views.SectionYears, r.say("%d 年", y)
		f.Crumbs = []views.Link{{Text: r.say("年度"), Href: "/years"}}
		through := slices.DeleteFunc(slices.Clone(w.years), func(other int) bool { return other > y })
		d, err := w.readings(ctx, w.agencies, through, true, yearSubjects...)
		if err != nil {
			return content{}, err
		}
		cs := d.compareAll(yearSubjects)
		page := views.YearPage{Frame: f, Year: y, Years: views.YearLinks(w.years, y, r.lang), Headline: views.Headline(cs[received], cs[disclosed], y, w.settings.District, r.lang),
			Changes: views.ChangesTable(y, cs, r.lang), Publication: w.heads.Publication(r.lang, w.settings, w.agencies, y)}
		page.Table = views.SortedYearTable(y, cs, sort, func(order string) string { return r.but(views.YearPath(y), "sort", order) + "#agencies" }, r.lang)
		for _, c := range cs[:len(keyFigures)] {
			page.Figures = append(page.Figures, views.NewKeyFigure(c, y, "", r.lang))
		}
		s := newCards(f)
		flow := models.FlowOf(w.agencies, "", y, "", d.observed)
		s.add(charts.Sankey(flow, charts.Options{ID: "flow", Lang: r.lang}), views.FlowTable(flow, r.lang), export.FlowTable(flow, r.lang), true)
		s.addOutcomesIn(d.outcomes(), y, nil)
		page.Cards, s.list = s.list, nil
		s.addChanges(cs, y)
		page.Changed = s.list
		revised, err := w.revised(ctx, y)
		if err != nil {
			return content{}, err
		}
		table, more := views.RevisionsTable(revised, w.agencies, r.lang)
		page.Revised, page.More = len(revised), more
		page.Revisions = s.addTable("revisions", table, export.RevisionTable(revised, w.agencies, r.lang))
		return content{page: page, table: joinTables(narrowed(cs, y), r.lang), charts: s.data}, nil
	}, nil
}

// changedShown are the subjects whose change from the year before is drawn, with the ids of their charts.
var changedShown = []struct {
	id string
	of int
}{{"received", received}, {"releases", releases}, {"licensing", licensing}}

// maxDumbbells is how many agencies a chart of changes has.
const maxDumbbells = 10

// addChanges draws the agencies that changed most since the year before; of the first year there is, how they compare.
func (s *cards) addChanges(cs []models.Comparison, y int) {
	for _, shown := range changedShown {
		c := cs[shown.of]
		o := charts.Options{ID: shown.id, Lang: s.frame.Lang, Year: y, From: y - 1, Sort: charts.OrderValue, Limit: maxDumbbells}
		if c.YearIndex(y-1) < 0 {
			s.addComparison(charts.Ranked(c, o), only(c, y), nil, true)
			continue
		}
		pair := []models.Comparison{only(c, y-1), only(c, y)}
		s.add(charts.Dumbbell(c, o), views.BetweenTable(c, y-1, y, nil, s.frame.Lang), joinTables(pair, s.frame.Lang), true)
	}
}

// revised reads what the latest revisions of a year's reports changed, in the official order.
func (w *world) revised(ctx context.Context, year int) ([]models.RevisedReport, error) {
	var list []models.RevisedReport
	for _, h := range w.reports {
		if h.Year != year || h.No < 2 {
			continue
		}
		all, err := w.store.PublishedRevisions(ctx, h.ReportID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, func(v models.Revision) bool { return v.ID == h.RevisionID })
		if i < 1 {
			continue
		}
		changes, err := w.store.Diff(ctx, all[i-1].ID, all[i].ID)
		if err != nil {
			return nil, err
		}
		list = append(list, models.RevisedReport{AgencyID: h.AgencyID, Year: year, Revision: all[i], Changes: changes})
	}
	return list, nil
}
