// Package pinyin spells the names of organs, so that they are found by people who type Latin letters.
//
// syllables.txt lists the characters of GB 2312 by their reading, one syllable a line. It was made from the data of
// github.com/mozillazg/go-pinyin v0.21.0 (MIT, see LICENSE), whose package would cost each start of the program several milliseconds
// and a megabyte, with the readings that organs and places have: 长 is chang, 会 hui, 都 du.
package pinyin

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed syllables.txt
var syllables string

// readings is the usual reading of each character.
var readings = sync.OnceValue(func() map[rune]string {
	m := make(map[rune]string, 7000)
	for line := range strings.Lines(syllables) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, c := range characters {
			m[c] = syllable
		}
	}
	return m
})

// words are read otherwise than their characters are one by one.
var words = []struct{ text, syllables string }{
	{"会计", "kuai ji"}, {"银行", "yin hang"}, {"行业", "hang ye"}, {"市长", "shi zhang"}, {"区长", "qu zhang"}, {"县长", "xian zhang"}, {"镇长", "zhen zhang"},
	{"首长", "shou zhang"}, {"重庆", "chong qing"}, {"六安", "lu an"}, {"六合", "lu he"}, {"单县", "shan xian"}, {"曾都", "zeng du"}, {"蔚县", "yu xian"}, {"番禺", "pan yu"},
	{"乐亭", "lao ting"}, {"乐清", "yue qing"}, {"台州", "tai zhou"}, {"浚县", "xun xian"}, {"朝阳", "chao yang"}, {"大埔", "da bu"}, {"黄埔", "huang pu"},
}

// Spell returns the syllables of text in lower case without tones. Latin letters and digits stand as they are, runs of
// them as one; what else is no character is left out.
func Spell(text string) []string {
	var list []string
	apart := true // the next letter begins a run
	for text != "" {
		if word, ok := wordAt(text); ok {
			list, apart, text = append(list, strings.Fields(word.syllables)...), true, text[len(word.text):]
			continue
		}
		r, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		syllable, known := readings()[r]
		switch {
		case known:
			list, apart = append(list, syllable), true
		case r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			apart = true
		case apart:
			list, apart = append(list, strings.ToLower(string(r))), false
		default:
			list[len(list)-1] += strings.ToLower(string(r))
		}
	}
	return list
}

func wordAt(text string) (word struct{ text, syllables string }, ok bool) {
	for _, w := range words {
		if strings.HasPrefix(text, w.text) {
			return w, true
		}
	}
	return word, false
}

// Initials returns the first letter of each syllable.
func Initials(syllables []string) string {
	var b strings.Builder
	for _, s := range syllables {
		b.WriteString(s[:1])
	}
	return b.String()
}
