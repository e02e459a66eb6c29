package models

import (
	"slices"
	"testing"
)

func TestRelatedTo(t *testing.T) {
	codes := func(list []Subject) []string {
		var cs []string
		for _, s := range list {
			cs = append(cs, s.Code)
		}
		return cs
	}
	r := RelatedTo("disclosure_rate")
	if got := codes(r.Inputs); !slices.Equal(got, []string{"applications.granted", "applications.partial", "applications.concluded"}) {
		t.Errorf("inputs %q", got)
	}
	if got := codes(r.Indicators); !slices.Contains(got, "full_grant_rate") || slices.Contains(got, "disclosure_rate") || slices.Contains(got, "carryover_rate") {
		t.Errorf("indicators %q", got)
	}
	r = RelatedTo("applications.refused.third_party")
	if got := codes(r.Beside); len(got) != 7 || slices.Contains(got, "applications.refused.third_party") {
		t.Errorf("beside %q", got)
	}
	if got := codes(r.Indicators); !slices.Contains(got, "refused_share") || !slices.Contains(got, "reason_share.refused.third_party") {
		t.Errorf("indicators %q", got)
	}
	if got := codes(RelatedTo("remedies.reconsideration.corrected").Beside); !slices.Contains(got, "remedies.reconsideration.total") || slices.Contains(got, "remedies.litigation_after.total") {
		t.Errorf("beside %q", got)
	}
	if r := RelatedTo("nothing"); r.Inputs != nil || r.Indicators != nil || r.Beside != nil {
		t.Errorf("related to nothing: %+v", r)
	}
}

// Nothing is related to itself, and every measure and indicator is one that the catalogue has.
func TestRelatedTo_EverySubject(t *testing.T) {
	var all []string
	for _, m := range Measures {
		all = append(all, m.Code)
	}
	for _, i := range Indicators {
		all = append(all, i.Code)
	}
	for _, code := range all {
		r := RelatedTo(code)
		for _, s := range slices.Concat(r.Inputs, r.Indicators, r.Beside) {
			if s.Code == code || !slices.Contains(all, s.Code) {
				t.Errorf("%s is related to %q", code, s.Code)
			}
		}
		if _, ok := IndicatorOf(code); ok && len(r.Inputs) == 0 {
			t.Errorf("%s is made from nothing", code)
		}
	}
}
