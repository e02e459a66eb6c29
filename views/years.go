package views

import "gongkai/models"

// YearPage is one year of the whole district, at "/years/{year}".
type YearPage struct {
	Frame
	Year        int
	Years       []Link // every year there is, this one current
	Headline    string
	Figures     []KeyFigure
	Cards       []ChartCard // the course of applications, and outcomes by agency
	Changed     []ChartCard // the year before and this one
	Changes     Table       // the largest changes since the year before, in absolute terms
	Table       Table       // agencies × the main measures
	Publication Publication
	Revisions   DataTable // what was revised in this year's reports
	Revised     int       // how many reports were
	More        int       // how many changed cells are not listed
}

func (YearPage) name() string { return "year" }

// HasCharts reports whether the page draws charts.
func (p YearPage) HasCharts() bool { return anyDrawn(p.Cards) || anyDrawn(p.Changed) }

// YearLinks are links to the pages of years.
func YearLinks(years []int, current int, lang models.Lang) []Link {
	var links []Link
	for _, y := range years {
		links = append(links, Link{Text: phrase(lang, "%d", y), Href: YearPath(y), Current: y == current})
	}
	return links
}

// maxChanges is how many changes of a subject are listed.
const maxChanges = 3

// ChangesTable lists, for each subject, the agencies whose value changed most since the year before. Suspect values and those that
// are not comparable are left out, and so are ratios: their changes are of another kind.
func ChangesTable(year int, cs []models.Comparison, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年与 %d 年相比变化最大的机关", year, year-1), Class: "wide",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), NumberHeading(phrase(lang, "%d", year-1)), NumberHeading(phrase(lang, "%d", year)), NumberHeading(phrase(lang, "增减"))}}}}
	for _, c := range cs {
		if c.Subject.Ratio {
			continue
		}
		rows := largest(c, year, lang)
		if len(rows) == 0 {
			continue
		}
		title := phrase(lang, "%s（%s）", c.Subject.Label.In(lang), c.Subject.Unit.Label().In(lang))
		t.Rows = append(t.Rows, Row{Group: true, Cells: []Cell{{Text: title, Header: true, Scope: "rowgroup", Colspan: 4}}})
		t.Rows = append(t.Rows, rows...)
	}
	return t
}

func largest(c models.Comparison, year int, lang models.Lang) []Row {
	var rows []Row
	for _, x := range models.ByChange(c.Between(year-1, year)) {
		if len(rows) == maxChanges || !x.Told() || x.Change.Sign() == 0 {
			break
		}
		rows = append(rows, Row{Cells: []Cell{{Text: x.Agency.NameIn(year), Href: AgencyPath(x.Agency.ID), Header: true},
			PointCell(x.From, c.Subject, lang), PointCell(x.To, c.Subject, lang), changedCell(x.Change, lang)}})
	}
	return rows
}
