package views

import (
	"slices"
	"strings"

	"gongkai/models"
)

// AgenciesPage lists the agencies that owe reports, at "/agencies".
type AgenciesPage struct {
	Frame
	Query  string // the words searched for
	Total  int    // agencies there are
	Shown  int    // agencies that match
	Table  Table  // in the official order, a group row for each kind, a status for each year
	Legend []YearStatus
}

func (AgenciesPage) name() string { return "agencies" }

// NewAgenciesPage lists the agencies whose name, former name, alias or pinyin contains the query, all of them for "".
func NewAgenciesPage(f Frame, query string, agencies []models.Agency, years []int, heads Heads) AgenciesPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "机关"), SectionAgencies
	p := AgenciesPage{Frame: f, Query: strings.TrimSpace(query), Total: len(agencies), Legend: Legend(lang)}
	p.Table = Table{Caption: phrase(lang, "各机关年度报告公布情况"), Class: "wide"}
	head := Row{Cells: []Cell{Heading(phrase(lang, "机关"))}}
	for _, y := range years {
		head.Cells = append(head.Cells, Heading(phrase(lang, "%d", y)))
	}
	head.Cells = append(head.Cells, Heading(phrase(lang, "最近一份报告")))
	p.Table.Head = []Row{head}
	kind := models.Kind("")
	for _, a := range agencies {
		if !matches(a, p.Query) {
			continue
		}
		p.Shown++
		if a.Kind != kind {
			kind = a.Kind
			p.Table.Rows = append(p.Table.Rows, Row{Group: true, Cells: []Cell{{Text: kind.Label().In(lang), Header: true, Scope: "rowgroup", Colspan: len(years) + 2}}})
		}
		row := Row{Cells: []Cell{{Text: a.Name, Href: AgencyPath(a.ID), Header: true, Note: strings.Join(formerNames(a), phrase(lang, "、"))}}}
		last := Cell{Text: models.NoValue, Tone: ToneMissing}
		for _, st := range heads.Strip(lang, f.Settings, a, years, 0) {
			row.Cells = append(row.Cells, Cell{Status: &st})
			if st.Href != "" {
				last = Cell{Text: phrase(lang, "%d 年", st.Year), Href: st.Href}
			}
		}
		p.Table.Rows = append(p.Table.Rows, Row{Cells: append(row.Cells, last)})
	}
	return p
}

// Matching keeps the agencies that the page lists for a query.
func Matching(agencies []models.Agency, query string) []models.Agency {
	return slices.DeleteFunc(slices.Clone(agencies), func(a models.Agency) bool { return !matches(a, strings.TrimSpace(query)) })
}

func matches(a models.Agency, query string) bool {
	query = strings.ToLower(query)
	in := func(s string) bool { return strings.Contains(strings.ToLower(s), query) }
	return query == "" || in(a.Name) || in(a.Pinyin) || slices.ContainsFunc(a.Names, func(n models.AgencyName) bool { return in(n.Name) })
}

// formerNames are the names an agency once bore, aliases aside.
func formerNames(a models.Agency) []string {
	var names []string
	for _, n := range a.Names {
		if !n.Alias {
			names = append(names, n.Name)
		}
	}
	return names
}
