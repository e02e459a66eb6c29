package pinyin

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSpell(t *testing.T) {
	for text, want := range map[string]string{
		"示例区民政局":       "shi li qu min zheng ju|slqmzj",
		"财政局":          "cai zheng ju|czj",
		"会计管理局":        "kuai ji guan li ju|kjglj",
		"委员会":          "wei yuan hui|wyh",
		"长安街道":         "chang an jie dao|cajd",
		"行政审批局":        "xing zheng shen pi ju|xzspj",
		"重庆市重点建设办公室":   "chong qing shi zhong dian jian she ban gong shi|cqszdjsbgs",
		"区“12345”热线A2": "qu 12345 re xian a2|q1rxa",
		"":             "|",
		"，。 ":          "|",
		"\xff民":        "min|m",
		"鿿😀局":          "ju|j",
	} {
		got := Spell(text)
		if s := strings.Join(got, " ") + "|" + Initials(got); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

func TestSyllables_ReadEachCharacterOnce(t *testing.T) {
	seen := map[rune]string{}
	for line := range strings.Lines(syllables) {
		syllable, characters, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if !ok || strings.Trim(syllable, "abcdefghijklmnopqrstuvwxyz") != "" || syllable == "" || utf8.RuneCountInString(characters) == 0 {
			t.Errorf("line %q", line)
		}
		for _, c := range characters {
			if seen[c] != "" {
				t.Errorf("%c is %s and %s", c, seen[c], syllable)
			}
			seen[c] = syllable
		}
	}
	if len(seen) < 6700 {
		t.Errorf("%d characters", len(seen))
	}
	for _, w := range words {
		if utf8.RuneCountInString(w.text) != len(strings.Fields(w.syllables)) {
			t.Errorf("%s: %s", w.text, w.syllables)
		}
	}
}
