package handlers

import (
	"context"
	"slices"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// qualityView shows what can be trusted: "/quality?y=…&a=…&rule=…&severity=…&result=…". Its data are the findings that are selected.
func qualityView(a *app, r *request) (maker, error) {
	w := r.world
	f := views.QualityFilter{Years: r.years(), Agency: r.agency("a"), Rule: r.rule("rule"),
		Severity: models.Severity(r.choice("severity", "", views.QualitySeverities)), Result: models.Result(r.choice("result", string(models.Fail), views.QualityResults))}
	return func(ctx context.Context) (content, error) {
		frame := r.frame
		frame.Section, frame.Title = views.SectionQuality, r.say("数据质量")
		page := views.QualityPage{Frame: frame}
		if len(w.reports) == 0 {
			return content{page: page, table: export.FindingTable(nil, nil, r.lang)}, nil
		}
		agencies := w.agencies
		where := store.FindingFilter{Years: f.Years}
		if f.Agency != "" {
			where.Agencies = []string{f.Agency}
			agencies = slices.DeleteFunc(slices.Clone(agencies), func(x models.Agency) bool { return x.ID != f.Agency })
		}
		counts, err := w.store.FindingCounts(ctx, where)
		if err != nil {
			return content{}, err
		}
		found, err := w.store.Findings(ctx, findingsIn(f, where))
		if err != nil {
			return content{}, err
		}
		chosen := f.Chosen(counts)
		q := models.QualityOf(w.settings, agencies, f.Years, w.reports, chosen)
		page.Lead = q.Headline(r.lang)
		if page.Lead != "" {
			page.Lead = views.Sentence(r.lang, page.Lead)
		}
		page.Rates, page.Caveats = views.QualityFigures(q, r.lang)
		s := newCards(frame)
		page.RateData = s.addTable("rates", views.Table{}, export.QualityTable(q, r.lang)).Data
		page.Form = views.QualityForm(f, w.agencies, w.years, r.lang)
		page.Matrix = s.addTable("matrix", views.StatusMatrix(w.settings, w.agencies, f, w.years, w.heads, chosen, r.lang), export.PublicationTable(w.settings, agencies, f.Years, w.reports, r.lang))
		checks := s.addTable("checks", views.Table{}, export.FindingCountTable(chosen, w.agencies, r.lang))
		page.Matrix.Data = append(named(page.Matrix.Data, r.say("公布情况")), named(checks.Data, r.say("检查次数"))...)
		page.Legend = views.Legend(r.lang)
		page.Rules = s.addTable("rules", views.RulesTable(counts, f, w.years, r.lang), export.RuleTable(models.RuleCounts(counts), r.lang))
		page.Findings = views.NewFindingList(found, f.Result, w.agencies, w.heads, r.lang)
		return content{page: page, table: export.FindingTable(found, w.agencies, r.lang), charts: s.data}, nil
	}, nil
}

// named puts what files hold before their formats: "检查次数 CSV".
func named(links []views.Link, what string) []views.Link {
	for i := range links {
		links[i].Text = what + " " + links[i].Text
	}
	return links
}

// findingsIn narrows a filter to the rule, severity and result chosen.
func findingsIn(f views.QualityFilter, where store.FindingFilter) store.FindingFilter {
	where.Results = []models.Result{f.Result}
	if f.Rule != "" {
		where.Rules = []string{f.Rule}
	}
	if f.Severity != "" {
		where.Severities = []models.Severity{f.Severity}
	}
	return where
}

// agency reads the id of one agency, "" for all.
func (q *query) agency(name string) string {
	id := q.get(name)
	if id == "" {
		return ""
	}
	if _, ok := q.world.agency(id); !ok {
		q.wrong(q.say("未找到机关“%s”，已忽略。", shorten(id)), views.Link{Text: q.say("全部机关"), Href: "/agencies"})
		return ""
	}
	q.keep(name, id, "")
	return id
}

// rule reads the id of one rule, "" for all.
func (q *query) rule(name string) string {
	id := q.get(name)
	if id == "" {
		return ""
	}
	if _, ok := models.RuleOf(id); !ok {
		q.wrong(q.say("没有编号为“%s”的规则，已忽略。", shorten(id)), views.Link{Text: q.say("全部规则"), Href: "/rules"})
		return ""
	}
	q.keep(name, id, "")
	return id
}
