package views

import (
	"strings"

	"gongkai/models"
)

// DictionaryPage explains every word of the site and of its files, at "/dictionary". Words in q keep the entries that hold them all.
type DictionaryPage struct {
	Frame
	Query  string
	Found  string // how many entries there are, or how many hold the words
	Groups []EntryGroup
}

func (DictionaryPage) name() string { return "dictionary" }

// EntryGroup is the entries of one kind.
type EntryGroup struct {
	ID      string
	Title   string
	Entries []EntryItem
}

// EntryItem is one entry.
type EntryItem struct {
	ID    string // its anchor
	Name  string
	Code  string
	Href  string // where its data is; "" for words that have none
	Facts []Fact
}

// NewDictionaryPage lists entries by their kind. All are the entries there are, of which shown are those that hold the words in q.
func NewDictionaryPage(f Frame, q string, all, shown []models.Entry) DictionaryPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "词典"), SectionDictionary
	p := DictionaryPage{Frame: f, Query: q}
	if q == "" {
		p.Found = phrase(lang, "共 %d 个词条。", len(all))
	} else {
		p.Found = phrase(lang, "“%s”：找到 %d 个词条，共 %d 个。", q, len(shown), len(all))
	}
	for _, k := range models.EntryKinds {
		g := EntryGroup{ID: string(k), Title: k.Label().In(lang)}
		for _, e := range shown {
			if e.Kind == k {
				g.Entries = append(g.Entries, newEntryItem(e, lang))
			}
		}
		if len(g.Entries) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return p
}

func newEntryItem(e models.Entry, lang models.Lang) EntryItem {
	it := EntryItem{ID: e.Anchor(), Name: e.Label.In(lang), Code: e.Code}
	if e.Kind == models.EntryMeasure || e.Kind == models.EntryIndicator {
		it.Href = MeasurePath(e.Code)
	}
	for _, f := range []Fact{{Term: phrase(lang, "含义"), Text: e.Meaning.In(lang)}, {Term: phrase(lang, "公式"), Text: e.Formula.In(lang)}, {Term: phrase(lang, "使用时注意"), Text: e.Caveat.In(lang)},
		{Term: phrase(lang, "依据"), Text: e.Law.In(lang)}, {Term: phrase(lang, "单位"), Text: e.Unit.In(lang)}, {Term: "SDMX", Text: e.Status, Code: true}} {
		if f.Text != "" {
			it.Facts = append(it.Facts, f)
		}
	}
	return it
}

// MatchingEntries keeps the entries whose code, names or meanings hold every word of q, whatever its case.
func MatchingEntries(entries []models.Entry, q string) []models.Entry {
	words := strings.Fields(strings.ToLower(q))
	var shown []models.Entry
	for _, e := range entries {
		text := strings.ToLower(strings.Join([]string{e.Code, e.Label.Zh, e.Label.En, e.Meaning.Zh, e.Meaning.En, e.Formula.Zh, e.Formula.En, e.Law.Zh, e.Law.En}, "\n"))
		holds := true
		for _, w := range words {
			holds = holds && strings.Contains(text, w)
		}
		if holds {
			shown = append(shown, e)
		}
	}
	return shown
}
