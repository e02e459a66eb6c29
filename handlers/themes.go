package handlers

import (
	"context"
	"slices"
	"strings"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// theme is what pages on one theme share: "?y=…&kind=…&a=x~y", one year, one kind of agency, and the agencies to set apart.
type theme struct {
	views.Filter
	agencies []models.Agency // of the kind
}

// theme reads what a page on one theme is narrowed to.
func (r *request) theme() theme {
	f := views.Filter{Year: r.year("y"), Kind: r.kind("kind"), Focus: r.agencies("a", charts.MaxHighlights)}
	t := theme{f, r.world.agencies}
	if f.Kind != "" {
		t.agencies = r.world.ofKind(f.Kind)
	}
	return t
}

// readings are the figures of the theme's agencies over all years.
func (t theme) readings(ctx context.Context, w *world, list ...models.Subject) (readings, error) {
	return w.readings(ctx, t.agencies, w.years, false, list...)
}

// compare lays a subject out and says whom it is of.
func (t theme) compare(d readings, s models.Subject) models.Comparison {
	c := d.compare(s)
	if t.Kind != "" {
		c.Together = models.Among(t.Kind)
	}
	return c
}

func (t theme) compareAll(d readings, list []models.Subject) []models.Comparison {
	cs := make([]models.Comparison, len(list))
	for i, s := range list {
		cs[i] = t.compare(d, s)
	}
	return cs
}

// options are those of a chart of the theme's year.
func (t theme) options(id string, lang models.Lang) charts.Options {
	return charts.Options{ID: id, Lang: lang, Year: t.Year, Focus: t.Focus, Sort: charts.OrderValue}
}

// narrowed narrows comparisons to one year.
func narrowed(cs []models.Comparison, year int) []models.Comparison {
	one := make([]models.Comparison, len(cs))
	for i, c := range cs {
		one[i] = only(c, year)
	}
	return one
}

// kind reads a kind of agency, "" for all.
func (q *query) kind(name string) models.Kind {
	choices := []string{""}
	for _, k := range models.Kinds {
		choices = append(choices, string(k))
	}
	return models.Kind(q.choice(name, "", choices))
}

// but is the address of a page with the parameters read so far, one of them set to another value; "" leaves it out.
func (q *query) but(path, name, value string) string {
	parts := slices.DeleteFunc(slices.Clone(q.parts), func(p string) bool { return strings.HasPrefix(p, name+"=") })
	if value != "" {
		parts = append(parts, name+"="+escape(value))
	}
	return withQuery(path, strings.Join(parts, "&"))
}

// addTable gives a table without a chart its rows of the theme's year as data.
func (t theme) addTable(s *cards, id string, table views.Table, cs []models.Comparison) views.DataTable {
	return s.addTable(id, table, joinTables(narrowed(cs, t.Year), s.frame.Lang))
}

// addTable gives a table without a chart its own data.
func (s *cards) addTable(id string, table views.Table, rows export.Table) views.DataTable {
	s.data[id] = drawn{rows: rows}
	links := slices.DeleteFunc(chartData(s.frame, id), views.Link.IsPicture)
	return views.DataTable{Table: table, Data: links}
}

// space is what stands between two sentences.
func space(lang models.Lang) string { return models.Label{Zh: "", En: " "}.In(lang) }
