package views

import (
	"slices"
	"strings"

	"gongkai/models"
)

// EnforcementPage is the decisions on licences, penalties and coercion and the fees charged, at "/enforcement": four measures, each in its
// own unit and never set against another.
type EnforcementPage struct {
	Frame
	Year    int // 0 when the database is empty
	Lead    string
	Filter  FilterForm
	Figures []KeyFigure
	Views   []Link
	Cards   []ChartCard // one for each measure
	Table   DataTable   // agencies × the four measures, one year
	Earlier []Link      // the measures that only the form of 2019 has
}

func (EnforcementPage) name() string { return "enforcement" }

// HasCharts reports whether the page draws charts.
func (p EnforcementPage) HasCharts() bool { return anyDrawn(p.Cards) }

// The ways the page draws its measures, and the scales of lines.
const (
	EnforcementDots  = "dots"  // one year, on a logarithmic axis
	EnforcementYears = "years" // lines over the years
)

// EnforcementViews lists them, the first being the default.
var EnforcementViews = []string{EnforcementDots, EnforcementYears}

// EnforcementLinks are links to the ways of drawing; href makes the address of each.
func EnforcementLinks(chosen string, year int, href func(view string) string, lang models.Lang) []Link {
	return []Link{
		{Text: phrase(lang, "%d 年各机关", year), Href: href(EnforcementDots), Current: chosen == EnforcementDots},
		{Text: phrase(lang, "历年变化"), Href: href(EnforcementYears), Current: chosen == EnforcementYears},
	}
}

// EnforcementTable is the agencies of one year by the four measures.
func EnforcementTable(year int, cs []models.Comparison, focus []string, lang models.Lang) Table {
	return subjectTable(phrase(lang, "%d 年各机关许可、处罚、强制和收费", year), year, cs, focus, lang)
}

// EarlierMeasures are the measures of the same items that only the form of 2019 has.
func EarlierMeasures(cs []models.Comparison, lang models.Lang) []Link {
	var links []Link
	for _, m := range models.Measures {
		item := m.Code[:strings.LastIndex(m.Code, ".")+1]
		if !slices.Equal(m.Editions, []models.Edition{models.Edition2019}) {
			continue
		}
		if slices.ContainsFunc(cs, func(c models.Comparison) bool { return strings.HasPrefix(c.Subject.Code, item) }) {
			links = append(links, Link{Text: m.Label.In(lang), Href: MeasurePath(m.Code)})
		}
	}
	return links
}
