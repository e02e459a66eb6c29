package handlers

import (
	"context"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// remedies shows reconsiderations and lawsuits over disclosure: "/remedies?y=…&a=…&kind=…&rows=…&mode=…&rate=…".
func remedies(a *app, r *request) (maker, error) {
	x := explored{year: r.year("y"), agency: r.agency("a")}
	x.readKind(r)
	x.readRows(r, views.RowsYears)
	x.mode = r.counts(views.ModeCount)
	rate := r.choice("rate", views.RemedyRates[0], views.RemedyRates)
	return func(ctx context.Context) (content, error) {
		w, f := r.world, r.frame
		f.Section, f.Title = views.SectionRemedies, r.say("复议和诉讼")
		page := views.RemediesPage{Frame: f, Year: x.year, Caveats: views.RemedyCaveats(r.lang), Form: x.remedyForm(r, rate)}
		s := newCards(f)
		for _, channel := range models.Channels {
			if err := x.drawChannel(ctx, r, s, channel.Code); err != nil {
				return content{}, err
			}
		}
		page.Channels, s.list = s.list, nil
		list := subjects(views.RemedyIndicators...)
		d, err := w.readings(ctx, x.agencies, w.years, false, list...)
		if err != nil {
			return content{}, err
		}
		cs := d.compareAll(list)
		for i := range cs {
			if x.kind != "" {
				cs[i].Together = x.together()
			}
			if cs[i].Subject.Code == rate {
				x.drawRate(r, s, cs[i])
			}
			if cs[i].Subject.Code == "remedy_correct_rate" {
				page.Lead = views.Sentence(r.lang, models.CorrectedHeadline(cs[i], x.agency, x.year, x.together(), r.lang))
			}
		}
		s.tabs(views.RemedyRateLinks(rate, func(code string) string { return r.but("/remedies", "rate", code) + "#rates" }, r.lang))
		page.Rates = s.list
		page.Table = s.addTable("indicators", views.RemedyTable(cs, x.agency, r.lang), joinTables(cs, r.lang))
		return content{page: page, table: s.data[models.Channels[0].Code].rows, charts: s.data}, nil
	}, nil
}

// drawChannel shows the results of one channel.
func (x explored) drawChannel(ctx context.Context, r *request, s *cards, channel string) error {
	years := []int{x.year}
	if x.rows == views.RowsYears {
		years = r.world.years
	}
	obs, err := r.world.observe(ctx, x.agencies, years, models.RemedyNeeds(channel))
	if err != nil {
		return err
	}
	table := models.RemedyResults(channel, x.agencies, years, obs)
	b, first := x.laidOut(table, r)
	lead, _ := table.Row(x.agency, x.year)
	o := charts.Options{ID: channel, Lang: r.lang, Year: x.year, Mode: x.mode, Title: b.Headline(lead, x.together(), r.lang)}
	s.add(charts.Parts(b, o), views.BreakdownTable(b, x.mode == charts.ModeShare, first, r.lang), export.BreakdownTable(b, r.lang), true)
	return nil
}

// drawRate shows a rate corrected with its intervals.
func (x explored) drawRate(r *request, s *cards, c models.Comparison) {
	o := charts.Options{ID: "rate", Lang: r.lang, Year: x.year, Title: models.CorrectedHeadline(c, x.agency, x.year, x.together(), r.lang)}
	if x.rows == views.RowsYears {
		if x.agency != "" {
			o.Focus = []string{x.agency}
		}
		s.add(charts.IntervalByYear(c, o), views.IntervalTable(c, true, x.agency, r.lang), export.IntervalTable(c, r.lang), true)
		return
	}
	one := only(c, x.year)
	s.add(charts.IntervalByAgency(one, o), views.IntervalTable(one, false, "", r.lang), export.IntervalTable(one, r.lang), true)
}

// remedyForm is what can be chosen on the page.
func (x explored) remedyForm(r *request, rate string) *views.Form {
	w := r.world
	f := &views.Form{Action: "/remedies", Submit: r.say("查看"), Selects: []views.Select{views.YearSelect("y", r.say("年度"), w.years, x.year), views.AgencySelect(w.agencies, x.agency, r.lang)}}
	if x.agency == "" {
		f.Selects = append(f.Selects, views.KindSelect(x.kind, w.agencies, r.lang), views.RowsSelect(x.rows, views.RowsYears, r.lang))
	}
	f.Selects = append(f.Selects, views.CountSelect(x.mode == charts.ModeShare, r.lang))
	if rate != views.RemedyRates[0] {
		f.Hidden = append(f.Hidden, views.Field{Name: "rate", Value: rate})
	}
	return f
}
