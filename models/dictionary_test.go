package models_test

import (
	"testing"

	"gongkai/models"
)

func TestDictionary_ExplainsEveryWordOnce(t *testing.T) {
	anchors := map[string]bool{}
	count := map[models.EntryKind]int{}
	for _, e := range models.Dictionary() {
		if anchors[e.Anchor()] {
			t.Errorf("%s stands twice", e.Anchor())
		}
		anchors[e.Anchor()] = true
		count[e.Kind]++
		if e.Label.Zh == "" || e.Label.En == "" {
			t.Errorf("%s has no name", e.Anchor())
		}
		if e.Formula.Zh == "" && (e.Meaning.Zh == "" || e.Meaning.En == "") {
			t.Errorf("%s is not explained", e.Anchor())
		}
		if e.Kind == models.EntryState && e.Status == "" {
			t.Errorf("%s has no status of SDMX", e.Anchor())
		}
	}
	if !anchors["applications.refused.process_information"] || !anchors["value_status.blank"] || !anchors["flag.suspect"] {
		t.Error("an anchor that others link to is missing")
	}
	for kind, want := range map[models.EntryKind]int{models.EntryMeasure: len(models.Measures), models.EntryIndicator: len(models.Indicators), models.EntryGroup: len(models.Groups),
		models.EntryApplicant: len(models.Applicants), models.EntryState: len(models.States)} {
		if count[kind] != want {
			t.Errorf("%s: %d entries, want %d", kind, count[kind], want)
		}
	}
	for _, k := range models.EntryKinds {
		if k.Label().Zh == "" {
			t.Errorf("kind %s has no name", k)
		}
	}
}
