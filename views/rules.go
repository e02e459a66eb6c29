package views

import (
	"fmt"

	"gongkai/models"
)

// RulesPage is the catalogue of checks with live counts, at "/rules".
type RulesPage struct {
	Frame
	Reports int // how many reports were checked
	Rules   []RuleItem
}

func (RulesPage) name() string { return "rules" }

// RuleItem is one rule and how it fares over all reports.
type RuleItem struct {
	ID            string
	Title         string
	Formula       string // in words
	Source        string // of law or form
	Severity      string
	Error         bool
	Pass          int
	Fail          int
	NotAssessable int
	Failures      []Link // reports that fail it
	More          int    // how many further reports fail it
}

// maxFailures is how many failing reports a rule lists.
const maxFailures = 12

// NewRulesPage joins the catalogue with the counts and the failed findings of all current reports.
func NewRulesPage(f Frame, reports int, counts []models.RuleCount, failed []models.ReportFinding, agencies []models.Agency) RulesPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "检查规则"), SectionRules
	p := RulesPage{Frame: f, Reports: reports}
	byRule := map[string]models.RuleCount{}
	for _, c := range counts {
		byRule[c.Rule] = c
	}
	names := map[string]string{}
	for _, a := range agencies {
		names[a.ID] = a.Name
	}
	for _, r := range models.Rules {
		c := byRule[r.ID]
		it := RuleItem{ID: r.ID, Title: r.Title.In(lang), Formula: r.Formula.In(lang), Source: r.Source.In(lang), Severity: r.Severity.Label().In(lang),
			Error: r.Severity == models.SeverityError, Pass: c.Pass, Fail: c.Fail, NotAssessable: c.NotAssessable}
		seen := map[string]bool{}
		for _, x := range failed {
			path := models.ReportPath(x.AgencyID, x.Year)
			if x.Rule != r.ID || x.Result != models.Fail || seen[path] {
				continue
			}
			seen[path] = true
			if len(it.Failures) == maxFailures {
				it.More++
				continue
			}
			it.Failures = append(it.Failures, Link{Text: fmt.Sprintf("%s %d", names[x.AgencyID], x.Year), Href: path + "#findings"})
		}
		p.Rules = append(p.Rules, it)
	}
	return p
}
