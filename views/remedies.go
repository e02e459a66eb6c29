package views

import (
	"slices"

	"gongkai/models"
)

// RemediesPage is how often agencies were taken to reconsideration or court over disclosure and what came of it, at "/remedies".
type RemediesPage struct {
	Frame
	Year     int // 0 when the database is empty
	Lead     string
	Form     *Form
	Channels []ChartCard // the results of each channel
	Rates    []ChartCard // the rate chosen, with its intervals
	Table    DataTable   // all rates by year
	Caveats  []Fact      // of each rate
}

func (RemediesPage) name() string { return "remedies" }

// HasCharts reports whether the page draws charts.
func (p RemediesPage) HasCharts() bool { return anyDrawn(p.Channels) || anyDrawn(p.Rates) }

// RemedyRates are the rates corrected that the page can draw, the first being the default.
var RemedyRates = []string{"review_correct_rate", "lit_correct_rate", "lit_correct_rate_direct", "lit_correct_rate_after", "remedy_correct_rate"}

// RemedyIndicators are all the page tells of.
var RemedyIndicators = append(slices.Clone(RemedyRates), "dispute_per_100", "pending_share")

// RemedyRateLinks are links to the rates corrected; href makes the address of each.
func RemedyRateLinks(chosen string, href func(rate string) string, lang models.Lang) []Link {
	var links []Link
	for i, code := range RemedyRates {
		rate, _ := models.IndicatorOf(code)
		to := code
		if i == 0 {
			to = ""
		}
		links = append(links, Link{Text: rate.Label.In(lang), Href: href(to), Current: code == chosen})
	}
	return links
}

// RemedyTable is all rates by year: of an agency, or for "" of all organs together. The comparisons share their years.
func RemedyTable(cs []models.Comparison, agencyID string, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "复议和诉讼的各项比率"), Unit: phrase(lang, "分母不足 10 只列分数，不足 30 为小样本；综合纠错率和未审结占比的单位是案件次"), Empty: phrase(lang, "没有可以列出的数字。")}
	if len(cs) == 0 {
		return t
	}
	head := Row{Cells: []Cell{Heading(phrase(lang, "指标"))}}
	for _, y := range cs[0].Years {
		head.Cells = append(head.Cells, NumberHeading(phrase(lang, "%d", y)))
	}
	t.Head = []Row{head}
	for _, c := range cs {
		row := Row{Cells: []Cell{{Text: c.Subject.Label.In(lang), Note: remedyUnit(c.Subject, lang), Href: MeasurePath(c.Subject.Code), Header: true}}}
		for j := range c.Years {
			if agencyID == "" {
				row.Cells = append(row.Cells, TotalCell(c.Totals[j], c.Subject, lang))
			} else if r, ok := c.Row(agencyID); ok {
				row.Cells = append(row.Cells, PointCell(r.Points[j], c.Subject, lang))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// remedyUnit is what a rate counts, where it is not disputes.
func remedyUnit(s models.Subject, lang models.Lang) string {
	switch {
	case s.Code == "remedy_correct_rate", s.Code == "pending_share":
		return phrase(lang, "案件次")
	case s.Unit != "":
		return s.Unit.Label().In(lang)
	}
	return ""
}

// RemedyCaveats are what each rate is and what to mind.
func RemedyCaveats(lang models.Lang) []Fact {
	var facts []Fact
	for _, code := range RemedyIndicators {
		i, _ := models.IndicatorOf(code)
		facts = append(facts, Fact{Term: i.Label.In(lang), Text: i.Formula.In(lang) + phrase(lang, "。") + i.Caveat.In(lang)})
	}
	return facts
}
