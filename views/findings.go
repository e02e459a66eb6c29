package views

import (
	"slices"

	"gongkai/models"
)

// FindingItem is what a check found, as a sentence.
type FindingItem struct {
	Sentence string
	Rule     Link
	Tone     string // "error", "warning", "pass", "unknown"
	Label    string // 错误, 提示, 通过, 无法判断
	Year     int    // on pages of several years, else 0
	Report   Link   // on pages of several reports: the one it is of
	Links    []Link // the figures involved

	Confirmed string // why the figures are right although the rule fails; "" if nobody said so
}

// maxFigureLinks is how many figures a finding links to; one on blank cells can involve two hundred.
const maxFigureLinks = 4

// NewFindingItem puts a finding of a report of edition e into words. The figures link to their places on the report's page, base
// being its path or "" on that page itself.
func NewFindingItem(f models.Finding, e models.Edition, base string, lang models.Lang) FindingItem {
	it := FindingItem{Sentence: f.Sentence(lang), Tone: findingTone(f), Label: f.Result.Label().In(lang), Rule: RuleLink(f.Rule, lang), Confirmed: f.Confirmed}
	if f.Result == models.Fail {
		it.Label = f.Severity.Label().In(lang)
	}
	for i, k := range f.Figures {
		if i == maxFigureLinks {
			it.Links = append(it.Links, Link{Text: phrase(lang, "等 %d 格", len(f.Figures))})
			break
		}
		if place := k.Place(e); place != "" {
			it.Links = append(it.Links, Link{Text: k.Name(lang), Href: base + "#" + place})
		}
	}
	return it
}

// RuleLink leads to a rule in the catalogue.
func RuleLink(id string, lang models.Lang) Link {
	l := Link{Text: id, Href: "/rules#" + id}
	if r, ok := models.RuleOf(id); ok {
		l.Text = r.Title.In(lang)
	}
	return l
}

func findingTone(f models.Finding) string {
	switch {
	case f.Result == models.Pass:
		return "pass"
	case f.Result == models.NotAssessable:
		return "unknown"
	case f.Severity == models.SeverityError:
		return "error"
	}
	return "warning"
}

// Findings puts findings into words: the failed ones, errors first, and those that could not be judged. It counts those that passed.
func Findings(list []models.Finding, e models.Edition, base string, lang models.Lang) (failed, open []FindingItem, passed int) {
	for _, f := range list {
		switch f.Result {
		case models.Pass:
			passed++
		case models.Fail:
			failed = append(failed, NewFindingItem(f, e, base, lang))
		default:
			open = append(open, NewFindingItem(f, e, base, lang))
		}
	}
	order := []string{"error", "warning"}
	slices.SortStableFunc(failed, func(a, b FindingItem) int { return slices.Index(order, a.Tone) - slices.Index(order, b.Tone) })
	return failed, open, passed
}
