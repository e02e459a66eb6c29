package views_test

import (
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/views"
)

func TestDictionaryPage(t *testing.T) {
	all := models.Dictionary()
	for _, lang := range models.Langs {
		f := frame("/dictionary")
		f.Lang = lang
		body, doc := render(t, views.NewDictionaryPage(f, "", all, all))
		checkDocument(t, doc)
		for _, e := range all {
			if !strings.Contains(body, `id="`+e.Anchor()+`"`) {
				t.Errorf("no entry %s", e.Anchor())
			}
		}
	}
	body, doc := render(t, views.NewDictionaryPage(frame("/dictionary?q=x"), `"><script>`, all, nil))
	checkDocument(t, doc)
	if !strings.Contains(body, "没有找到") || strings.Contains(body, `"><script>`) {
		t.Error("nothing found is not said")
	}
}

func TestMatchingEntries(t *testing.T) {
	all := models.Dictionary()
	for q, want := range map[string]string{"过程性": "applications.refused.process_information", "DISCLOSURE_RATE": "disclosure_rate", "third party": "applications.refused.third_party", "空白 推定": ""} {
		found := false
		for _, e := range views.MatchingEntries(all, q) {
			found = found || e.Anchor() == want
		}
		if found != (want != "") {
			t.Errorf("%q does not find %q", q, want)
		}
	}
	if n := len(views.MatchingEntries(all, "  ")); n != len(all) {
		t.Errorf("no words find %d of %d entries", n, len(all))
	}
}

func TestAccessibilityPage(t *testing.T) {
	for _, lang := range models.Langs {
		f := frame("/about/accessibility")
		f.Lang, f.Data = lang, nil
		_, doc := render(t, views.NewAccessibilityPage(f))
		checkDocument(t, doc)
	}
}
