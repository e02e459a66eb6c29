package views

import (
	"slices"
	"strings"

	"gongkai/models"
)

// AgenciesPage lists the agencies that owe reports, at "/agencies".
type AgenciesPage struct {
	Frame
	Query  string  // the words searched for
	Hidden []Field // what the search keeps: kind and status
	Total  int     // agencies there are
	Shown  int     // agencies that are listed
	Facets []Facet
	Table  Table // in the official order, a group row for each kind, a status for each year
	Legend []YearStatus
}

func (AgenciesPage) name() string { return "agencies" }

// Facet is links under a name, such as the ways of narrowing a list with how many there are of each.
type Facet struct {
	Label string
	Links []Link
}

// Narrowed reports whether anything but all agencies is asked for.
func (p AgenciesPage) Narrowed() bool { return p.Query != "" || len(p.Hidden) > 0 }

// Doubtful is the status that agencies are listed under whose newest report has figures that failed a check.
const Doubtful = "suspect"

// AgencyStatuses are the statuses that the list can be narrowed to, besides all.
var AgencyStatuses = []string{OnTime, Late, Undated, Missing, Doubtful, NotDue}

// AgencyList is what the page lists agencies from.
type AgencyList struct {
	Query    string
	Kind     models.Kind // "" for all
	Status   string      // of the last year, one of AgencyStatuses; "" for all
	All      []models.Agency
	Found    []models.Agency // those that the query finds, in their order
	Years    []int
	Heads    Heads
	Received models.Comparison               // applications received, for the small lines
	Href     func(name, value string) string // the address with one parameter set; "" leaves it out
}

// Shown are the agencies that the list is narrowed to.
func (l AgencyList) Shown(s models.Settings) []models.Agency {
	return slices.DeleteFunc(slices.Clone(l.Found), func(a models.Agency) bool { return !l.isOf(a, l.Kind) || !l.has(s, a, l.Status) })
}

func (AgencyList) isOf(a models.Agency, k models.Kind) bool { return k == "" || a.Kind == k }

// has reports whether an agency has a status in the last year.
func (l AgencyList) has(s models.Settings, a models.Agency, status string) bool {
	if status == "" || len(l.Years) == 0 {
		return status == ""
	}
	y := l.Years[len(l.Years)-1]
	st := NewYearStatus(models.Zh, s, a, y, l.Heads[a.ID][y])
	return st.Kind == status || status == Doubtful && st.Suspect
}

// NewAgenciesPage lists agencies.
func NewAgenciesPage(f Frame, l AgencyList) AgenciesPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "机关"), SectionAgencies
	shown := l.Shown(f.Settings)
	p := AgenciesPage{Frame: f, Query: strings.TrimSpace(l.Query), Total: len(l.All), Shown: len(shown), Facets: l.facets(f), Legend: Legend(lang), Table: l.table(f, shown)}
	if l.Kind != "" {
		p.Hidden = append(p.Hidden, Field{"kind", string(l.Kind)})
	}
	if l.Status != "" {
		p.Hidden = append(p.Hidden, Field{"status", l.Status})
	}
	return p
}

// facets count, for each kind and status, the agencies that would be listed.
func (l AgencyList) facets(f Frame) []Facet {
	lang := f.lang()
	count := func(k models.Kind, status string) int {
		narrowed := l
		narrowed.Kind, narrowed.Status = k, status
		return len(narrowed.Shown(f.Settings))
	}
	link := func(text string, n int, name, value string, current bool) Link {
		return Link{Text: phrase(lang, "%s %d", text, n), Href: l.Href(name, value), Current: current}
	}
	kinds := Facet{Label: phrase(lang, "类别"), Links: []Link{link(phrase(lang, "全部"), count("", l.Status), "kind", "", l.Kind == "")}}
	for _, k := range models.Kinds {
		if n := count(k, l.Status); n > 0 || k == l.Kind {
			kinds.Links = append(kinds.Links, link(k.Label().In(lang), n, "kind", string(k), k == l.Kind))
		}
	}
	facets := []Facet{kinds}
	if len(l.Years) == 0 {
		return facets
	}
	statuses := Facet{Label: phrase(lang, "%d 年报告", l.Years[len(l.Years)-1]), Links: []Link{link(phrase(lang, "全部"), count(l.Kind, ""), "status", "", l.Status == "")}}
	for _, s := range AgencyStatuses {
		text := phrase(lang, "⚠ 存疑")
		if s != Doubtful {
			text = glyphs[s] + " " + statusText(lang, s)
		}
		if n := count(l.Kind, s); n > 0 || s == l.Status {
			statuses.Links = append(statuses.Links, link(text, n, "status", s, s == l.Status))
		}
	}
	return append(facets, statuses)
}

func (l AgencyList) table(f Frame, shown []models.Agency) Table {
	lang := f.lang()
	t := Table{Caption: phrase(lang, "各机关年度报告公布情况"), Class: "wide"}
	head := Row{Cells: []Cell{Heading(phrase(lang, "机关"))}}
	for _, y := range l.Years {
		head.Cells = append(head.Cells, Heading(phrase(lang, "%d", y)))
	}
	head.Cells = append(head.Cells, Heading(phrase(lang, "新收申请")), Heading(phrase(lang, "最近一份报告")))
	t.Head = []Row{head}
	kind := models.Kind("")
	for _, a := range shown {
		if a.Kind != kind {
			kind = a.Kind
			t.Rows = append(t.Rows, Row{Group: true, Cells: []Cell{{Text: kind.Label().In(lang), Header: true, Scope: "rowgroup", Colspan: len(l.Years) + 3}}})
		}
		row := Row{Cells: []Cell{{Text: a.Name, Href: AgencyPath(a.ID), Header: true, Note: strings.Join(formerNames(a), phrase(lang, "、"))}}}
		last := Cell{Text: models.NoValue, Tone: ToneMissing}
		for _, st := range l.Heads.Strip(lang, f.Settings, a, l.Years, 0) {
			row.Cells = append(row.Cells, Cell{Status: &st})
			if st.Href != "" {
				last = Cell{Text: phrase(lang, "%d 年", st.Year), Href: st.Href}
			}
		}
		t.Rows = append(t.Rows, Row{Cells: append(row.Cells, l.course(a, lang), last)})
	}
	return t
}

// course is an agency's applications over the years as a small line, or as words where there are too few for one.
func (l AgencyList) course(a models.Agency, lang models.Lang) Cell {
	r, ok := l.Received.Row(a.ID)
	if !ok {
		return Cell{Text: models.NoValue, Tone: ToneMissing}
	}
	if spark := rowSparkline(l.Received, r, lang); spark != nil {
		return Cell{Spark: spark}
	}
	for _, p := range slices.Backward(r.Points) {
		if p.Known() {
			return PointCell(p, l.Received.Subject, lang)
		}
	}
	return Cell{Text: models.NoValue, Tone: ToneMissing}
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
