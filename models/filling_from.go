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

// EditsTo are the edits that make of the form what it is in g, in the form's order.
func (f Filling) EditsTo(g Filling) []Edit {
	var edits []Edit
	add := func(field, from, to string) {
		if from != to {
			edits = append(edits, Edit{field, from, to})
		}
	}
	add("scope", string(f.Scope), string(g.Scope))
	add("published_on", f.PublishedOn, g.PublishedOn)
	for _, k := range f.Typed() {
		add("cell:"+k.String(), f.Cells[k.String()], g.Cells[k.String()])
	}
	stated := func(x Filling, code string) string {
		if slices.Contains(x.None, code) {
			return Stated
		}
		return ""
	}
	for _, p := range FormParts(f.Edition()) {
		add("none:"+p.Code, stated(f, p.Code), stated(g, p.Code))
	}
	for _, s := range Sections {
		add(fmt.Sprintf("text:%d", s.No), f.Texts[s.No], g.Texts[s.No])
	}
	return edits
}
