package models

import (
	"fmt"
	"slices"
)

// FillingOf is a report as it stands, put into the form again so that somebody can correct it. What the form has no cell for stays out:
// the group 其他处理 as one line in a form that has three, and totals, which are worked out.
func FillingOf(r Report, agencyName string) Filling {
	f := Filling{AgencyID: r.AgencyID, Agency: agencyName, Year: r.Year, Scope: r.Revision.Scope, PublishedOn: r.Revision.PublishedOn, Cells: map[string]string{}, Texts: map[int]string{}}
	at := r.Revision.FigureMap()
	for _, k := range f.Typed() {
		x, ok := at[k]
		switch {
		case !ok:
		case x.State == StateReported:
			f.Cells[k.String()] = x.Text()
		case x.Raw != "" && len(x.Raw) <= maxCell:
			f.Cells[k.String()] = x.Raw
		}
	}
	for _, s := range Sections {
		if body := r.Revision.Text(s.No); body != "" {
			f.Texts[s.No] = body
		}
	}
	return f
}

// Typed are the cells of the form that are typed in: all but the totals.
func (f Filling) Typed() []Key {
	totals := map[Key]bool{}
	for _, r := range f.Totals() {
		totals[r.Left[0]] = true
	}
	return slices.DeleteFunc(f.Keys(), func(k Key) bool { return totals[k] })
}

// Fields are the fields of the form that can be changed, as Edit names them, in the form's order.
func (f Filling) Fields() []string {
	fields := []string{"scope", "published_on"}
	for _, k := range f.Typed() {
		fields = append(fields, "cell:"+k.String())
	}
	for _, p := range FormParts(f.Edition()) {
		fields = append(fields, "none:"+p.Code)
	}
	for _, s := range Sections {
		fields = append(fields, fmt.Sprintf("text:%d", s.No))
	}
	return fields
}

// Values is what stands in each field, by its name. One that is empty is left out.
func (f Filling) Values() map[string]string {
	keys, values := f.Keys(), map[string]string{}
	for _, name := range f.Fields() {
		if now, _, err := f.field(name, keys); err == nil && now != "" {
			values[name] = now
		}
	}
	return values
}

// WithValues is the form with other values, by the names of their fields. They need not be valid: that is for Apply to judge.
func (f Filling) WithValues(values map[string]string) Filling {
	g := Filling{AgencyID: f.AgencyID, Agency: f.Agency, Year: f.Year, Scope: Scope(values["scope"]), PublishedOn: values["published_on"], Cells: map[string]string{}, Texts: map[int]string{}}
	for _, k := range f.Typed() {
		if v := values["cell:"+k.String()]; v != "" {
			g.Cells[k.String()] = v
		}
	}
	for _, p := range FormParts(f.Edition()) {
		if values["none:"+p.Code] == Stated {
			g.None = append(g.None, p.Code)
		}
	}
	for _, s := range Sections {
		if v := values[fmt.Sprintf("text:%d", s.No)]; v != "" {
			g.Texts[s.No] = v
		}
	}
	return g
}

// EditsTo are the edits that make of the form what it is in g, in the form's order.
func (f Filling) EditsTo(g Filling) []Edit {
	var edits []Edit
	from, to := f.Values(), g.Values()
	for _, name := range f.Fields() {
		if from[name] != to[name] {
			edits = append(edits, Edit{name, from[name], to[name]})
		}
	}
	return edits
}
