package models

import (
	"maps"
	"strings"
	"testing"
)

// TestSentences_EveryCaseIsSaid says every sentence of the catalogue at least once, in both languages, with all its slots filled.
func TestSentences_EveryCaseIsSaid(t *testing.T) {
	unsaid := map[string]bool{}
	for rule, cases := range sentences {
		if _, ok := RuleOf(rule); !ok && rule != "" {
			t.Errorf("sentences for the unknown rule %q", rule)
		}
		for name, s := range cases {
			unsaid[rule+" "+name] = true
			if s.Zh == "" || s.En == "" {
				t.Errorf("%s %s lacks a language", rule, name)
			}
		}
	}
	say := func(fs []Finding) {
		for _, f := range fs {
			name := f.Values[valueCase]
			if name == "" {
				name = map[Result]string{Pass: "pass", Fail: "fail", NotAssessable: "unknown"}[f.Result]
			}
			own := f.Rule + " " + name
			if _, ok := sentences[f.Rule][name]; !ok {
				own = " " + name
			}
			delete(unsaid, own)
			zh, en := f.Sentence(Zh), f.Sentence(En)
			if strings.ContainsAny(zh+en, "{}") || strings.Contains(zh, "没有说明") {
				t.Errorf("%s: %s / %s", own, zh, en)
			}
			if !strings.HasSuffix(zh, "。") && !strings.HasSuffix(zh, "”") || !strings.HasSuffix(en, ".") && !strings.HasSuffix(en, "”") {
				t.Errorf("%s: no full stop: %s / %s", own, zh, en)
			}
		}
	}
	say(Check(sound(), nil, DefaultSettings()))
	for _, tt := range fixtures {
		now, last := sound(), lastYear()
		tt.edit(&now, &last)
		say(Check(now, []Report{last}, DefaultSettings()))
	}
	two := lastYear()
	change(&two, map[string]string{"applications.carried_out|total": ""})
	one := lastYear()
	change(&one, map[string]string{"applications.carried_out|total": "5"})
	say(Check(sound(), []Report{one, two}, DefaultSettings()))
	for name := range maps.Keys(unsaid) {
		t.Errorf("no fixture says %q", name)
	}
}

func TestSentence_UnknownRule(t *testing.T) {
	f := Finding{Rule: "future.rule", Result: Fail}
	if s := f.Sentence(Zh); s != "没有说明。" {
		t.Errorf("got %q", s)
	}
}

func TestSentence_NamesAtMostThreeFigures(t *testing.T) {
	f := Finding{Rule: "form.blank", Result: Fail, Values: FindingValues{"count": "4", "open": "0", valueCase: "solved"}}
	for _, m := range []string{"licensing", "penalties", "coercion", "penalties"} {
		f.Figures = append(f.Figures, Key{Measure: "disclosure." + m + ".decisions"})
	}
	if s := f.Sentence(Zh); !strings.Contains(s, "表二“行政强制：本年处理决定数量”等 4 处。") {
		t.Error(s)
	}
	if s := f.Sentence(En); !strings.Contains(s, "and others, 4 in all.") {
		t.Error(s)
	}
}
