package models

import (
	"slices"
	"strconv"
	"strings"
)

// The searches in this file take folded words, as SearchWords returns them; what they find has all of them.

// FoundAgency is an agency that a search found.
type FoundAgency struct {
	Agency
	By AgencyName // the former name or alias that has the words, if the name itself has not
}

// SearchAgencies finds agencies by the words in their names, former names, aliases or codes, or, for words of Latin letters, in the
// spelling of one of them; spellings are in lower case, by agency. They stay in their order, but that those in whose name the words
// only stand across 人民 and 政府, as 民政 does, come last.
func SearchAgencies(agencies []Agency, spellings map[string][]string, words []string) []FoundAgency {
	var found, across []FoundAgency
	for _, a := range agencies {
		names := append([]AgencyName{{Name: a.Name}, {Name: a.NameEn}}, a.Names...)
		if i := slices.IndexFunc(names, func(n AgencyName) bool { return HasWords(words, n.Name) }); i >= 0 {
			f := FoundAgency{Agency: a}
			if i > 1 {
				f.By = names[i]
			}
			if !HasWords(words, strings.ReplaceAll(names[i].Name, "人民政府", "人民\n政府")) {
				across = append(across, f)
			} else {
				found = append(found, f)
			}
			continue
		}
		known := a.ID
		for _, n := range names {
			known += "\n" + n.Name
		}
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool {
			return !strings.Contains(Fold(known), w) && !slices.ContainsFunc(spellings[a.ID], func(s string) bool { return spelledBy(s, w) })
		}) {
			found = append(found, FoundAgency{Agency: a})
		}
	}
	return append(found, across...)
}

// spelledBy reports whether a spelling holds a word of at least two Latin letters.
func spelledBy(spelling, word string) bool {
	return len(word) >= 2 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz'") == "" && strings.Contains(spelling, strings.ReplaceAll(word, "'", ""))
}

// SearchYears returns the years that are among the words, "2024" or "2024年", and the words without them.
func SearchYears(years []int, words []string) (found []int, rest []string) {
	for _, w := range words {
		y, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(w, "度"), "年"))
		if err == nil && slices.Contains(years, y) {
			found = append(found, y)
		} else {
			rest = append(rest, w)
		}
	}
	return found, rest
}

// FoundCode is a measure, indicator or rule that a search found.
type FoundCode struct {
	Code  string
	Label Label
	Text  Label // its definition, formula or source that has the words, empty if its label or code has them
}

// SearchMeasures finds measures and indicators, in that order of the form, by label, code or alias first, then by what their
// definition says.
func SearchMeasures(words []string) []FoundCode {
	var named, defined []FoundCode
	look := func(code string, label Label, aliases []string, texts ...Label) {
		if HasWords(words, append([]string{code, label.Zh, label.En}, aliases...)...) {
			named = append(named, FoundCode{Code: code, Label: label})
			return
		}
		for _, t := range texts {
			if HasWords(words, label.Zh, label.En, t.Zh, t.En) {
				defined = append(defined, FoundCode{code, label, t})
				return
			}
		}
	}
	for _, m := range Measures {
		d := DefinitionOf(m.Code)
		look(m.Code, m.Label, m.aliases(), d.Meaning, d.Law)
	}
	for _, i := range Indicators {
		d := DefinitionOf(i.Code)
		look(i.Code, i.Label, everyday[i.Code], i.Formula, d.Meaning, d.Law, i.Caveat)
	}
	return append(named, defined...)
}

// everyday are words that visitors say for what the form names otherwise.
var everyday = map[string][]string{
	"releases.total":                          {"发布量", "公开条数"},
	"applications.received":                   {"申请量", "申请数量", "收到的申请"},
	"applications.carried_out":                {"积压", "没办完", "backlog"},
	"carryover_rate":                          {"积压", "backlog"},
	"disclosure_rate":                         {"公开比例"},
	"disclosure.normative_documents.in_force": {"红头文件"},
	"disclosure.licensing.decisions":          {"审批"},
	"remedies.litigation_direct.total":        {"打官司", "被告"},
	"remedies.litigation_after.total":         {"打官司", "被告"},
	"remedy_correct_rate":                     {"败诉"},
}

// aliases are other wordings of the measure's row and column in real reports, and in everyday speech.
func (m Measure) aliases() []string {
	parts := strings.Split(m.Code, ".")
	list := slices.Clone(everyday[m.Code])
	for _, it := range TableTwo {
		if m.Section == 2 && it.Code == parts[1] {
			list = append(list, it.Aliases...)
		}
	}
	for _, l := range Lines {
		if m.Section == 3 && m.Code == "applications."+l.Code {
			list = append(list, l.Aliases...)
		}
	}
	for _, c := range Channels {
		if m.Section == 4 && c.Code == parts[1] {
			list = append(list, c.Aliases...)
		}
	}
	return list
}

// SearchRules finds rules by id or title first, then by their formula or source.
func SearchRules(words []string) []FoundCode {
	var named, defined []FoundCode
	for _, r := range Rules {
		switch {
		case HasWords(words, r.ID, r.Title.Zh, r.Title.En):
			named = append(named, FoundCode{Code: r.ID, Label: r.Title})
		case HasWords(words, r.Title.Zh, r.Title.En, r.Formula.Zh, r.Formula.En):
			defined = append(defined, FoundCode{r.ID, r.Title, r.Formula})
		case HasWords(words, r.Title.Zh, r.Title.En, r.Source.Zh, r.Source.En):
			defined = append(defined, FoundCode{r.ID, r.Title, r.Source})
		}
	}
	return append(named, defined...)
}

// TextWord is a word that report texts are searched for. In a report of one of the agencies or of the year that the word means, it
// need not stand in the text, if another word does.
type TextWord struct {
	Text     string   // folded
	Agencies []string // that it names, by their ids
	Year     int      // that it is, else 0
}

// SearchedSections are those whose prose is searched: the overview, the problems, other matters.
var SearchedSections = []int{1, 5, 6}
