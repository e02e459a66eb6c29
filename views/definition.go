package views

import (
	"slices"
	"strings"

	"gongkai/models"
)

// Definition says what one measure, indicator or group of outcomes is: what it counts, by what law, by what formula, and what to mind.
type Definition struct {
	Title   string
	Href    string // its page; "" for a group of outcomes
	Facts   []Fact
	Caveats []string
}

// SubjectDefinition defines a measure or indicator.
func SubjectDefinition(s models.Subject, lang models.Lang) Definition {
	d := Definition{Title: s.Label.In(lang), Href: MeasurePath(s.Code)}
	what := models.DefinitionOf(s.Code)
	d.add(phrase(lang, "含义"), what.Meaning.In(lang))
	if i, ok := models.IndicatorOf(s.Code); ok {
		d.add(phrase(lang, "公式"), i.Formula.In(lang))
		d.caveat(i.Caveat.In(lang))
	}
	if m, ok := models.MeasureOf(s.Code); ok {
		d.add(phrase(lang, "所在部分"), sectionTitle(models.Sections[m.Section-1], lang))
		d.caveat(sectionText(m.Section, lang))
	}
	d.add(phrase(lang, "依据"), what.Law.In(lang))
	d.add(phrase(lang, "单位"), s.Unit.Label().In(lang))
	d.add(phrase(lang, "格式"), editionsText(s.Editions, lang))
	d.Facts = append(d.Facts, Fact{Term: phrase(lang, "编码"), Text: s.Code, Code: true})
	return d
}

// GroupDefinition defines a group of outcomes.
func GroupDefinition(g models.Group, lang models.Lang) Definition {
	d := Definition{Title: g.Label.In(lang)}
	what := models.DefinitionOf(g.Code)
	d.add(phrase(lang, "含义"), what.Meaning.In(lang))
	var lines []string
	for _, l := range models.Lines {
		if l.Group == g.Code && l.Code != g.Code {
			lines = append(lines, l.Label.In(lang))
		}
	}
	d.add(phrase(lang, "包括"), strings.Join(lines, phrase(lang, "；")))
	d.add(phrase(lang, "依据"), what.Law.In(lang))
	return d
}

func (d *Definition) add(term, text string) {
	if text != "" {
		d.Facts = append(d.Facts, Fact{Term: term, Text: text})
	}
}

func (d *Definition) caveat(text string) {
	if text != "" {
		d.Caveats = append(d.Caveats, text)
	}
}

// maxDefinitions is how many definitions a card holds; the dictionary has all.
const maxDefinitions = 8

// Definitions defines what stands in a chart, by the codes in its rows: measures, indicators, groups of outcomes and lines of table
// three, in order of first appearance. What is no code of these is left out.
func Definitions(codes []string, lang models.Lang) []Definition {
	var list []Definition
	for _, code := range codes {
		if len(list) == maxDefinitions {
			break
		}
		if d, ok := definitionOf(code, lang); ok {
			list = append(list, d)
		}
	}
	return list
}

func definitionOf(code string, lang models.Lang) (Definition, bool) {
	if s, err := models.SubjectOf(code, ""); err == nil {
		return SubjectDefinition(s, lang), true
	}
	if i := slices.IndexFunc(models.Groups, func(g models.Group) bool { return g.Code == code }); i >= 0 {
		return GroupDefinition(models.Groups[i], lang), true
	}
	if s, err := models.SubjectOf("applications."+code, ""); err == nil {
		return SubjectDefinition(s, lang), true
	}
	return Definition{}, false
}
