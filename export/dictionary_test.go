package export

import (
	"regexp"
	"testing"

	"gongkai/models"
)

func TestColumns_EveryColumnOfEveryFileIsExplained(t *testing.T) {
	known := map[string]bool{}
	for _, e := range Columns() {
		if known[e.Code] {
			t.Errorf("%s stands twice", e.Code)
		}
		known[e.Code] = true
		if e.Label.Zh == "" || e.Label.En == "" || e.Meaning.Zh == "" || e.Meaning.En == "" {
			t.Errorf("%s is not explained", e.Code)
		}
	}
	for _, f := range Files {
		for _, c := range f.Columns {
			if !known[c.Code] && !(f.Name == wideFile.Name && wideMeasure(c.Code)) {
				t.Errorf("%s of %s is not in the dictionary", c.Code, f.Name)
			}
		}
	}
}

// Both languages of whatever the dictionary says of an entry, and no Chinese in the English: a column of a file, a measure, an indicator,
// a state, a flag or a code. A column's own meaning is looked at too, for the sentence about its files would hide that it is missing.
func TestDictionary_InBothLanguages(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	both := func(id, what string, l models.Label, needed bool) {
		if (l.Zh == "") != (l.En == "") || needed && l.Zh == "" {
			t.Errorf("%s: the %s is %q and, in English, %q", id, what, l.Zh, l.En)
		}
		if found := han.FindString(l.En); found != "" {
			t.Errorf("%s: %q in the English %s, %q", id, found, what, l.En)
		}
	}
	for _, f := range Files {
		both(f.Name, "label", f.Label, true)
		for _, c := range f.Columns {
			both(f.Name+"."+c.Code, "label", c.Label, true)
			both(f.Name+"."+c.Code, "meaning", c.Meaning(), true)
		}
	}
	for _, e := range append(models.Dictionary(), Columns()...) {
		both(e.Anchor(), "label", e.Label, true)
		both(e.Anchor(), "meaning", e.Meaning, e.Kind != models.EntryIndicator)
		both(e.Anchor(), "unit", e.Unit, false)
		both(e.Anchor(), "formula", e.Formula, e.Kind == models.EntryIndicator) // which says what it is
		both(e.Anchor(), "caveat", e.Caveat, false)
		both(e.Anchor(), "law", e.Law, false)
	}
}

func TestDictionaryTable(t *testing.T) {
	entries := append(models.Dictionary(), Columns()...)
	table := DictionaryTable(entries, models.En)
	if len(table.Rows) != len(entries) {
		t.Fatalf("%d rows for %d entries", len(table.Rows), len(entries))
	}
	for _, r := range table.Rows {
		if len(r) != len(table.Columns) {
			t.Fatalf("%v", r)
		}
		if r[0] == "applications.refused.third_party" && r[8] != "Regulations on Government Information Disclosure, arts. 15 and 32" {
			t.Errorf("law: %q", r[8])
		}
	}
}
