package handlers

import (
	"context"
	"strings"

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

// measure shows one measure or indicator: "/measures/{code}?by=…&y=…&kind=…&a=…", y being the year of the ranking.
func measure(a *app, r *request) (maker, error) {
	code := r.params["code"]
	if _, err := models.SubjectOf(shorten(code), ""); err != nil {
		return nil, models.WithCode(models.ENOTFOUND, err)
	}
	subject, t := r.applicant(code), r.theme()
	return func(ctx context.Context) (content, error) {
		w := r.world
		page := views.NewMeasurePage(r.frame, subject)
		d, err := t.readings(ctx, w, subject)
		if err != nil {
			return content{}, err
		}
		c := t.compare(d, subject)
		if len(w.reports) == 0 {
			return content{page: page, table: export.ComparisonTable(c, r.lang)}, nil
		}
		var further []views.Select
		if by := views.ApplicantSelect(code, subject.Applicant, r.lang); len(by.Groups) > 0 {
			further = append(further, by)
		}
		page.Filter = views.NewFilterForm(views.MeasurePath(code), t.Filter, w.agencies, w.years, charts.MaxHighlights, r.lang, further...)
		page.Lead = views.Sentence(r.lang, c.TotalHeadline(t.Year, r.lang))
		page.Compare = views.Link{Text: r.say("在比较页看两年、各机关小图和同口径"), Href: compareAddress(subject, t.Focus)}
		if strings.HasPrefix(code, "applications."+models.LineOther) {
			page.Compare = views.Link{Text: r.say("格式改变前后一起看：其他处理件数（各版式合计）"), Href: views.MeasurePath("other_total")}
		}
		s := newCards(r.frame)
		s.addComparison(charts.Ranked(c, t.options("ranked", r.lang)), only(c, t.Year), t.Focus, true)
		s.addComparison(charts.Trend(c, t.options("trend", r.lang)), c, t.Focus, true)
		heat := t.options("heatmap", r.lang)
		heat.Sort = charts.OrderOfficial
		s.addComparison(charts.Heatmap(c, heat), c, t.Focus, true)
		page.Cards = s.list
		return content{page: page, table: export.ComparisonTable(c, r.lang), charts: s.data}, nil
	}, nil
}

// compareAddress is a subject on the compare page, with the same agencies set apart.
func compareAddress(s models.Subject, focus []string) string {
	by := s.Applicant
	if by == models.ApplicantTotal {
		by = ""
	}
	address := "/compare"
	for _, p := range []struct{ name, value string }{{"m", s.Code}, {"by", by}, {"a", strings.Join(focus, "~")}} {
		address = with(address, p.name, p.value)
	}
	return address
}
