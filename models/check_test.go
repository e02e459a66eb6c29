package models

import "testing"

func TestCheck_EmptyReport(t *testing.T) {
	for _, lang := range []Lang{Zh, En} {
		for _, f := range Check(Report{}, nil, DefaultSettings()) {
			if s := f.Sentence(lang); s == "" {
				t.Errorf("%s %s: no sentence", f.Rule, f.Subject)
			}
		}
	}
}
