package handlers

import (
	"context"
	"slices"
	"strconv"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// keyFigures are the district's figures on the home page and on that of a year. The first two make its headline.
var keyFigures = subjects("applications.received", "disclosure_rate", "releases.total", "disclosure.licensing.decisions", "carryover_rate")

// Places of subjects among keyFigures.
const (
	received = iota
	disclosed
	releases
	licensing
)

// home shows the district: "/".
func home(a *app, r *request) (maker, error) {
	return func(ctx context.Context) (content, error) {
		w, f := r.world, r.frame
		f.Section = views.SectionHome
		page := views.HomePage{Frame: f, Year: w.last(), Tasks: views.Tasks(r.lang)}
		if page.Year == 0 {
			return content{page: page, table: joinTables(readings{world: w}.compareAll(keyFigures), r.lang)}, nil
		}
		d, err := a.readings(ctx, w, w.agencies, w.years, true, keyFigures...)
		if err != nil {
			return content{}, err
		}
		cs := d.compareAll(keyFigures)
		page.Headline = views.Headline(cs[received], cs[disclosed], page.Year, w.settings.District, r.lang)
		page.Publication = w.heads.Publication(r.lang, w.settings, w.agencies, page.Year)
		page.Lead = page.Publication.Lead(r.lang)
		for _, c := range cs {
			page.Figures = append(page.Figures, views.NewKeyFigure(c, page.Year, "", r.lang))
		}
		s := newCards(f)
		s.addOutcomes(d.outcomes(), models.Agency{}, true)
		s.addTotals(charts.TrendTotal(cs[releases], charts.Options{ID: "releases", Lang: r.lang}), cs[releases])
		s.addTotals(charts.TrendTotal(cs[licensing], charts.Options{ID: "licensing", Lang: r.lang}), cs[licensing])
		newest := only(cs[received], page.Year)
		s.addComparison(charts.Ranked(newest, charts.Options{ID: "received", Lang: r.lang, Sort: charts.OrderValue}), newest, nil, true)
		page.Cards = s.list
		return content{page, joinTables(cs, r.lang), s.data}, nil
	}, nil
}

// yearSubjects are the columns of a year's table.
var yearSubjects = append(slices.Clone(keyFigures), subjects("applications.concluded", "applications.carried_out", "disclosure.penalties.decisions",
	"disclosure.normative_documents.issued", "remedies.reconsideration.total")...)

// year shows one year of the district: "/years/{year}".
func year(a *app, r *request) (maker, error) {
	w := r.world
	y, err := strconv.Atoi(r.params["year"])
	if err != nil || !slices.Contains(w.years, y) {
		return nil, models.Errorf(models.ENOTFOUND, "没有“%s”年的年度报告。", shorten(r.params["year"]))
	}
	return func(ctx context.Context) (content, error) {
		f := r.frame
		f.Section, f.Title = views.SectionYears, r.say("%d 年", y)
		through := slices.DeleteFunc(slices.Clone(w.years), func(other int) bool { return other > y })
		d, err := a.readings(ctx, w, w.agencies, through, true, yearSubjects...)
		if err != nil {
			return content{}, err
		}
		cs := d.compareAll(yearSubjects)
		page := views.YearPage{Frame: f, Year: y, Years: views.YearLinks(w.years, y, r.lang), Headline: views.Headline(cs[received], cs[disclosed], y, w.settings.District, r.lang),
			Changes: views.ChangesTable(y, cs, r.lang), Table: views.YearTable(y, cs, r.lang), Publication: w.heads.Publication(r.lang, w.settings, w.agencies, y)}
		one := make([]models.Comparison, len(cs))
		for i, c := range cs {
			one[i] = only(c, y)
			if i < len(keyFigures) {
				page.Figures = append(page.Figures, views.NewKeyFigure(c, y, "", r.lang))
			}
		}
		s := newCards(f)
		s.addOutcomesIn(d.outcomes(), y, nil)
		for _, shown := range []struct {
			id string
			of int
		}{{"received", received}, {"releases", releases}, {"licensing", licensing}} {
			c := one[shown.of]
			s.addComparison(charts.Ranked(c, charts.Options{ID: shown.id, Lang: r.lang, Sort: charts.OrderValue}), c, nil, true)
		}
		page.Cards = s.list
		return content{page, joinTables(one, r.lang), s.data}, nil
	}, nil
}
