package views

import "gongkai/models"

// FilterForm is the form of a page on one theme: lists to choose from, and agencies to set apart.
type FilterForm struct {
	Form
	Agencies []ChoiceGroup
	Chosen   int // how many agencies are set apart
	Max      int // how many may be
}

// Filter is what a page on one theme is narrowed to.
type Filter struct {
	Year  int
	Kind  models.Kind // "" for all
	Focus []string    // ids of the agencies set apart
}

// NewFilterForm is the form that sends a filter to a page: year, kind of agency, further lists, and the agencies to set apart, of which there
// may be most.
func NewFilterForm(action string, f Filter, agencies []models.Agency, years []int, most int, lang models.Lang, further ...Select) FilterForm {
	form := FilterForm{Form: Form{Action: action, Submit: phrase(lang, "查看")}, Chosen: len(f.Focus), Max: most}
	form.Selects = append([]Select{YearSelect("y", phrase(lang, "年度"), years, f.Year), kindSelect(f.Kind, agencies, lang)}, further...)
	var some []models.Agency
	for _, a := range agencies {
		if f.Kind == "" || a.Kind == f.Kind {
			some = append(some, a)
		}
	}
	form.Agencies = AgencyChoices(some, f.Focus, lang)
	return form
}

// kindSelect lists the kinds that there are agencies of.
func kindSelect(chosen models.Kind, agencies []models.Agency, lang models.Lang) Select {
	g := OptionGroup{Options: []Option{{"", phrase(lang, "全部机关"), chosen == ""}}}
	there := map[models.Kind]bool{}
	for _, a := range agencies {
		there[a.Kind] = true
	}
	for _, k := range models.Kinds {
		if there[k] {
			g.Options = append(g.Options, Option{string(k), k.Label().In(lang), k == chosen})
		}
	}
	return Select{ID: "kind", Name: "kind", Label: phrase(lang, "机关类别"), Groups: []OptionGroup{g}}
}
