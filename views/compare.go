package views

import (
	"slices"
	"strconv"

	"gongkai/models"
)

// ComparePage compares agencies, at "/compare".
//
// Its form sends m (measure or indicator), by (applicant), a (agency, repeated), from, to (years), view, peers, sort, scale, mode and
// same; the handler redirects to the canonical address with a=x~y and y=from..to.
type ComparePage struct {
	Frame
	Form      CompareForm
	Views     []Link   // 趋势, 一年, 两年, …
	Peers     []Link   // 同类机关, 全区中位数, …
	Selection []string // how the agencies were chosen, a sentence each
	Card      ChartCard
	Obstacles []Obstacle // what of it cannot be compared
	Examples  []Link
}

func (ComparePage) name() string { return "compare" }

// HasCharts reports whether the page draws a chart.
func (p ComparePage) HasCharts() bool { return p.Card.Drawn() }

// CompareForm is what a visitor chooses on the compare page.
type CompareForm struct {
	Subject   Select // measures and indicators grouped by table
	Applicant Select // no groups where the subject is not counted by applicant
	From, To  Select
	Order     Select  // no groups where the view has no order
	Scale     Select  // no groups where there is no choice
	Mode      Select  // no groups where there is no choice
	Same      *Option // nil where there is no choice
	Hidden    []Field // kept when the form is sent
	Agencies  []ChoiceGroup
	Chosen    int // how many agencies are highlighted
	Max       int // how many may be
}

// ChoiceGroup is a group of check boxes.
type ChoiceGroup struct {
	Label   string
	Choices []Option
}

// More are the choices after what and when: in which order and how.
func (f CompareForm) More() []Select {
	return slices.DeleteFunc([]Select{f.Order, f.Scale, f.Mode}, func(s Select) bool { return len(s.Groups) == 0 })
}

// SubjectSelect lists every measure by its table, and the indicators.
func SubjectSelect(chosen string, lang models.Lang) Select {
	s := Select{ID: "m", Name: "m", Label: phrase(lang, "数据")}
	for _, sec := range models.MeasuredSections() {
		g := OptionGroup{Label: sectionTitle(sec, lang)}
		for _, m := range models.Measures {
			if m.Section == sec.No {
				g.Options = append(g.Options, Option{m.Code, m.Label.In(lang), m.Code == chosen})
			}
		}
		s.Groups = append(s.Groups, g)
	}
	g := OptionGroup{Label: phrase(lang, "计算的指标")}
	for _, i := range models.Indicators {
		g.Options = append(g.Options, Option{i.Code, i.Label.In(lang), i.Code == chosen})
	}
	s.Groups = append(s.Groups, g)
	return s
}

// ApplicantSelect lists the applicants, the total first, for a measure that is counted by applicant; it is empty for others.
func ApplicantSelect(code, chosen string, lang models.Lang) Select {
	s := Select{ID: "by", Name: "by", Label: phrase(lang, "申请人")}
	if m, ok := models.MeasureOf(code); !ok || !m.ByApplicant {
		return s
	}
	total := len(models.Applicants) - 1
	g := OptionGroup{}
	for _, a := range append([]models.Applicant{models.Applicants[total]}, models.Applicants[:total]...) {
		value := a.Code
		if value == models.ApplicantTotal {
			value = ""
		}
		g.Options = append(g.Options, Option{value, a.Label.In(lang), a.Code == chosen || value == chosen})
	}
	s.Groups = []OptionGroup{g}
	return s
}

// YearSelect lists years under a name; it is empty where there are none.
func YearSelect(name, label string, years []int, chosen int) Select {
	s := Select{ID: name, Name: name, Label: label}
	if len(years) == 0 {
		return s
	}
	g := OptionGroup{}
	for _, y := range years {
		g.Options = append(g.Options, Option{strconv.Itoa(y), strconv.Itoa(y), y == chosen})
	}
	s.Groups = []OptionGroup{g}
	return s
}

// AgencyChoices are check boxes for the agencies by kind.
func AgencyChoices(agencies []models.Agency, chosen []string, lang models.Lang) []ChoiceGroup {
	var groups []ChoiceGroup
	for _, k := range models.Kinds {
		g := ChoiceGroup{Label: k.Label().In(lang)}
		for _, a := range agencies {
			if a.Kind == k {
				g.Choices = append(g.Choices, Option{a.ID, a.Name, slices.Contains(chosen, a.ID)})
			}
		}
		if len(g.Choices) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}
