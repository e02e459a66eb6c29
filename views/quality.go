package views

import (
	"net/url"
	"strconv"

	"gongkai/models"
)

// QualityPage is what can be trusted and what cannot, at "/quality": who published when, and how reports fare in the checks.
type QualityPage struct {
	Frame
	Lead     string
	Rates    []KeyFigure // timeliness, completeness, consistency
	Caveats  []string    // what each rate leaves out
	RateData []Link
	Form     *Form
	Matrix   DataTable // agencies × years
	Legend   []YearStatus
	Rules    DataTable
	Findings FindingList
}

func (QualityPage) name() string { return "quality" }

// DataTable is a table with the links to it as data.
type DataTable struct {
	Table
	Data []Link
}

// FindingList is the findings that the filters select, cut off where there are too many for a page.
type FindingList struct {
	Title string
	Items []FindingItem
	Total int
}

// More is how many findings are not listed.
func (l FindingList) More() int { return l.Total - len(l.Items) }

// maxFindings is how many findings a page lists.
const maxFindings = 60

// QualityFilter is what the page is narrowed to; "" and nil stand for all.
type QualityFilter struct {
	Years    []int
	Agency   string
	Rule     string
	Severity models.Severity
	Result   models.Result
}

// Href is the address of the page under a filter, allYears being every year there is.
func (f QualityFilter) Href(allYears []int) string {
	var q []string
	add := func(name, value string) {
		if value != "" {
			q = append(q, name+"="+url.QueryEscape(value))
		}
	}
	if n := len(f.Years); n > 0 && n < len(allYears) {
		y := strconv.Itoa(f.Years[0])
		if n > 1 {
			y += ".." + strconv.Itoa(f.Years[n-1])
		}
		add("y", y)
	}
	add("a", f.Agency)
	add("rule", f.Rule)
	add("severity", string(f.Severity))
	if f.Result != models.Fail {
		add("result", string(f.Result))
	}
	path := "/quality"
	for i, p := range q {
		path += string("?&"[min(i, 1)]) + p
	}
	return path
}

// Severities and results that the page can be narrowed to, as in its address.
var (
	QualitySeverities = []string{"", string(models.SeverityError), string(models.SeverityWarning)}
	QualityResults    = []string{string(models.Fail), string(models.NotAssessable)}
)

// QualityForm is the form of the filters.
func QualityForm(f QualityFilter, agencies []models.Agency, allYears []int, lang models.Lang) *Form {
	all := func(text string, selected bool) OptionGroup {
		return OptionGroup{Options: []Option{{"", text, selected}}}
	}
	years := Select{ID: "y", Name: "y", Label: phrase(lang, "年度"), Groups: []OptionGroup{all(phrase(lang, "全部年度"), len(f.Years) == len(allYears))}}
	for i := len(allYears) - 1; i >= 0; i-- {
		y := strconv.Itoa(allYears[i])
		years.Groups[0].Options = append(years.Groups[0].Options, Option{y, y, len(f.Years) == 1 && len(allYears) > 1 && f.Years[0] == allYears[i]})
	}
	who := Select{ID: "a", Name: "a", Label: phrase(lang, "机关"), Groups: []OptionGroup{all(phrase(lang, "全部机关"), f.Agency == "")}}
	for _, g := range AgencyChoices(agencies, []string{f.Agency}, lang) {
		who.Groups = append(who.Groups, OptionGroup{g.Label, g.Choices})
	}
	rules := Select{ID: "rule", Name: "rule", Label: phrase(lang, "规则"), Groups: []OptionGroup{all(phrase(lang, "全部规则"), f.Rule == "")}}
	for _, r := range models.Rules {
		rules.Groups[0].Options = append(rules.Groups[0].Options, Option{r.ID, r.Title.In(lang), r.ID == f.Rule})
	}
	severity := Select{ID: "severity", Name: "severity", Label: phrase(lang, "程度"), Groups: []OptionGroup{all(phrase(lang, "全部程度"), f.Severity == "")}}
	for _, s := range []models.Severity{models.SeverityError, models.SeverityWarning} {
		severity.Groups[0].Options = append(severity.Groups[0].Options, Option{string(s), s.Label().In(lang), s == f.Severity})
	}
	result := Select{ID: "result", Name: "result", Label: phrase(lang, "结果"), Groups: []OptionGroup{{}}}
	for _, r := range []models.Result{models.Fail, models.NotAssessable} {
		result.Groups[0].Options = append(result.Groups[0].Options, Option{string(r), r.Label().In(lang), r == f.Result})
	}
	return &Form{Action: "/quality", Submit: phrase(lang, "筛选"), Selects: []Select{years, who, rules, severity, result}}
}

// QualityFigures are the rates as figures of the page's head, with what each leaves out.
func QualityFigures(q models.Quality, lang models.Lang) (figures []KeyFigure, caveats []string) {
	for _, r := range models.QualityRates {
		p := r.Point(q)
		sh := models.ShowPoint(p, r.Subject(), lang)
		k := KeyFigure{Label: r.Label.In(lang), Value: sh.Text, Words: *p.Den == 0, Change: sh.Fraction, Coverage: r.Formula.In(lang)}
		figures = append(figures, k)
		caveats = append(caveats, phrase(lang, "%s：%s", r.Label.In(lang), r.Caveat.In(lang)))
	}
	return figures, caveats
}

// NewFindingList lists findings, each with the report it is of; heads tell the edition that its places are of.
func NewFindingList(found []models.ReportFinding, result models.Result, agencies []models.Agency, heads Heads, lang models.Lang) FindingList {
	l := FindingList{Title: phrase(lang, "未通过的检查"), Total: len(found)}
	if result == models.NotAssessable {
		l.Title = phrase(lang, "无法判断的检查")
	}
	names := map[string]models.Agency{}
	for _, a := range agencies {
		names[a.ID] = a
	}
	for _, x := range found[:min(maxFindings, len(found))] {
		path := models.ReportPath(x.AgencyID, x.Year)
		it := NewFindingItem(x.Finding, editionOf(heads, x.AgencyID, x.Year), path, lang)
		it.Report = Link{Text: phrase(lang, "%s %d 年", names[x.AgencyID].NameIn(x.Year), x.Year), Href: path + "#findings"}
		l.Items = append(l.Items, it)
	}
	return l
}

func editionOf(heads Heads, agency string, year int) models.Edition {
	if h := heads[agency][year]; h != nil {
		return h.Edition
	}
	return models.EditionDue(year)
}
