package handlers

import (
	"slices"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// explored is what a visitor of the application explorer or of remedies chose.
type explored struct {
	tab       string
	year      int
	agency    string      // id, "" for all together
	kind      models.Kind // of those taken together, "" for all
	group     string      // of outcomes, "" for none
	rows      string      // views.RowsAgencies or views.RowsYears
	mode      charts.Mode
	sort      models.Arrangement
	backwards bool
	agencies  []models.Agency
}

// explored reads what the address asks for, in the order of its canonical form.
func (r *request) explored() explored {
	x := explored{tab: r.choice("tab", views.TabFlow, views.ApplicationTabs), year: r.year("y"), rows: views.RowsAgencies, sort: models.ByOrder}
	if x.tab != views.TabMix {
		x.agency = r.agency("a")
	}
	x.readKind(r)
	switch x.tab {
	case views.TabFlow:
		x.group = r.choice("group", models.FlowGroups[0], append(slices.Clone(models.FlowGroups), views.GroupNone))
	case views.TabMix:
		x.mode = r.counts(views.ModeShare)
		x.sort, x.backwards = r.order()
	case views.TabReasons:
		x.group = r.choice("group", views.GroupNone, append(slices.Clone(models.FlowGroups), views.GroupNone))
		x.mode = r.counts(views.ModeCount)
	case views.TabWho:
		x.readRows(r, views.RowsAgencies)
		x.mode = r.counts(views.ModeShare)
	case views.TabBacklog:
		x.readRows(r, views.RowsYears)
	}
	if x.group == views.GroupNone {
		x.group = ""
	}
	return x
}

// readKind reads the kind of agencies that are taken together; one agency alone has no need of it.
func (x *explored) readKind(r *request) {
	if a, ok := r.world.agency(x.agency); ok {
		x.agencies = []models.Agency{a}
		r.ignore("kind")
		return
	}
	x.agencies = r.world.agencies
	if x.kind = r.kind("kind"); x.kind != "" {
		x.agencies = r.world.ofKind(x.kind)
	}
}

// readRows reads what the rows are. One agency's are its years.
func (x *explored) readRows(r *request, byDefault string) {
	if x.agency != "" {
		x.rows = views.RowsYears
		r.ignore("rows")
		return
	}
	x.rows = r.choice("rows", byDefault, []string{views.RowsAgencies, views.RowsYears})
}

// ignore takes a parameter that a form sends and that what else is chosen has no use for: it is no part of the canonical address.
func (q *query) ignore(name string) { q.form = q.get(name) != "" || q.form }

// counts reads whether counts or shares are drawn.
func (q *query) counts(byDefault string) charts.Mode {
	if q.choice("mode", byDefault, views.Modes) == views.ModeCount {
		return charts.ModeCount
	}
	return charts.ModeShare
}

// together is what to call the agencies together in a sentence.
func (x explored) together() models.Label { return models.Among(x.kind) }

// address is that of another tab, for the same agencies and year.
func (x explored) address(r *request, tab string) string {
	q := newQuery("", r.world, r.lang)
	q.keep("tab", tab, views.TabFlow)
	if x.year != r.world.last() {
		q.keep("y", models.Decimal(int64(x.year), 0), "")
	}
	if tab != views.TabMix {
		q.keep("a", x.agency, "")
	}
	q.keep("kind", string(x.kind), "")
	return withQuery("/applications", q.finish())
}

// form is what can be chosen on the tab.
func (x explored) form(r *request) *views.Form {
	w := r.world
	f := &views.Form{Action: "/applications", Submit: r.say("查看")}
	if x.tab != views.TabFlow {
		f.Hidden = append(f.Hidden, views.Field{Name: "tab", Value: x.tab})
	}
	byDefault := models.FlowGroups[0]
	if x.tab == views.TabReasons {
		byDefault = ""
	}
	if x.group != byDefault {
		group := x.group
		if group == "" {
			group = views.GroupNone
		}
		f.Hidden = append(f.Hidden, views.Field{Name: "group", Value: group})
	}
	f.Selects = append(f.Selects, views.YearSelect("y", r.say("年度"), w.years, x.year))
	if x.tab != views.TabMix {
		f.Selects = append(f.Selects, views.AgencySelect(w.agencies, x.agency, r.lang))
	}
	if x.agency == "" {
		f.Selects = append(f.Selects, views.KindSelect(x.kind, w.agencies, r.lang))
	}
	if x.agency == "" && (x.tab == views.TabWho || x.tab == views.TabBacklog) {
		byDefault := views.RowsAgencies
		if x.tab == views.TabBacklog {
			byDefault = views.RowsYears
		}
		f.Selects = append(f.Selects, views.RowsSelect(x.rows, byDefault, r.lang))
	}
	switch x.tab {
	case views.TabMix:
		f.Selects = append(f.Selects, views.OrderSelect(x.sort, x.backwards, views.ViewOutcomes, r.lang), views.ModeSelect(x.mode == charts.ModeCount, r.lang))
	case views.TabWho:
		f.Selects = append(f.Selects, views.ModeSelect(x.mode == charts.ModeCount, r.lang))
	case views.TabReasons:
		f.Selects = append(f.Selects, views.CountSelect(x.mode == charts.ModeShare, r.lang))
	}
	return f
}
