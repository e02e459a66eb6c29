package handlers

import (
	"context"

	"gongkai/charts"
	"gongkai/export"
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
		d, err := w.readings(ctx, w.agencies, w.years, true, keyFigures...)
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
		s.addTop("received", only(cs[received], page.Year), page.Year)
		s.addTotals(charts.TrendTotal(cs[releases], charts.Options{ID: "releases", Lang: r.lang}), cs[releases])
		s.addTotals(charts.TrendTotal(cs[licensing], charts.Options{ID: "licensing", Lang: r.lang}), cs[licensing])
		page.Cards = s.list
		q := models.QualityOf(w.settings, w.agencies, w.years, w.reports, nil)
		page.State = views.DataState(f, q, len(w.agencies), len(w.reports), w.years, r.lang)
		page.SnapshotBox = views.SnapshotBox(f, w.snapshots)
		return content{page: page, table: joinTables(cs, r.lang), charts: s.data}, nil
	}, nil
}

// addTop puts a chart of the organs with the highest values of a year on the page, with all others together.
func (s *cards) addTop(id string, c models.Comparison, year int) {
	lang := s.frame.Lang
	_, rest := c.Top(year, charts.MaxTop)
	name := charts.RestName(rest, lang)
	s.add(charts.Top(c, charts.Options{ID: id, Lang: lang, Year: year}), views.TopTable(c, year, charts.MaxTop, name, lang), export.TopTable(c, rest, name, lang), true)
}
