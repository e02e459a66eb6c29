package export

import (
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
		if e.Label.Zh == "" || e.Label.En == "" || e.Meaning.Zh == "" {
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
