package handlers

import (
	"context"
	"slices"
	"strings"

	"gongkai/models"
	"gongkai/views"
)

// apiView explains the API: "/api". All but the prose is made from the tables that the API is made from.
func apiView(a *app, r *request) (maker, error) {
	return func(context.Context) (content, error) {
		w, lang := r.world, r.lang
		p := views.NewAPIPage(r.frame)
		p.Limit, p.MaxLimit, p.Requests = apiLimit, apiMaxLimit, a.limiter.burst
		for i := range endpoints {
			p.Endpoints = append(p.Endpoints, explained(&endpoints[i], w, lang))
		}
		p.General = views.ParametersTable(r.say("各接口共有的参数"), explainedParameters(slices.Concat([]parameter{bySnapshot}, general), w, &endpoints[0]), lang)
		var problems []views.APIProblem
		for _, k := range problemKinds {
			problems = append(problems, views.APIProblem{Code: k.code, Status: k.status, Title: k.title, Advice: k.advice})
		}
		p.Problems = views.ProblemsTable(problems, lang)
		p.Snippets = snippets(r)
		return content{page: p}, nil
	}, nil
}

func explained(e *endpoint, w *world, lang models.Lang) views.APIEndpoint {
	x := views.APIEndpoint{ID: e.name, Title: e.label.In(lang), About: e.about.In(lang), Order: e.order.In(lang)}
	x.Parameters = views.ParametersTable(views.Phrase(lang, "%s 的参数", e.path()), explainedParameters(e.filters, w, e), lang)
	var columns []views.APIColumn
	for _, c := range e.columns() {
		kind := "string"
		if !c.Text {
			kind = "number | null"
		}
		columns = append(columns, views.APIColumn{Code: c.Code, Label: c.Label, Meaning: c.Meaning(), Type: kind})
	}
	x.Columns = views.ColumnsTable(views.Phrase(lang, "%s 的列", e.path()), columns, lang)
	x.Tries = []views.Link{{Href: e.path() + "?limit=10"}}
	if q := e.sampleQuery(w); q != "" {
		x.Tries = append(x.Tries, views.Link{Href: e.path() + "?" + q})
	}
	for i := range x.Tries {
		x.Tries[i].Text = x.Tries[i].Href
	}
	return x
}

// sampleQuery chooses by the first filters that have something to choose, as CSV.
func (e *endpoint) sampleQuery(w *world) string {
	query := ""
	for _, p := range e.filters {
		var text string
		switch x := p.sample(w, e).(type) {
		case []string:
			text = x[0]
		case string:
			text = x
		}
		if text != "" && p.kind != wordsParameter && p.name != "row_type" {
			query = joinQuery(query, p.name+"="+escape(text))
		}
		if strings.Count(query, "=") == 2 {
			break
		}
	}
	return joinQuery(query, "format=csv")
}

func explainedParameters(list []parameter, w *world, e *endpoint) []views.APIParameter {
	var out []views.APIParameter
	for _, p := range list {
		x := views.APIParameter{Name: p.name, About: p.about, Href: p.url, Default: p.byDefault}
		if s, ok := p.sample(w, e).([]string); ok {
			x.Example = s[0]
		} else if s, ok := p.sample(w, e).(string); ok {
			x.Example = s
		} else {
			x.Example = p.example
		}
		if p.name != "fields" && p.choices != nil {
			if values := p.choices(w, e); len(values) <= fewChoices {
				x.Values = strings.Join(values, " ")
			} else if p.url == "" {
				x.Href = "/dictionary"
				if p.name == "rule" {
					x.Href = "/rules"
				}
			}
		}
		out = append(out, x)
	}
	return out
}
