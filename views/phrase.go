package views

import (
	"fmt"
	"unicode"

	"gongkai/models"
)

// catalogues hold, for each language, what stands for a Chinese phrase of a template or builder. A phrase without an entry is
// shown in Chinese.
var catalogues = map[models.Lang]map[string]string{}

// phrase returns a phrase in a language, with its arguments put in as by fmt.Sprintf.
func phrase(lang models.Lang, text string, args ...any) string {
	if s, ok := catalogues[lang][text]; ok {
		text = s
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// tied keeps a number and the unit after it on one line: the space between a digit and a Chinese character becomes one that does
// not break.
func tied(s string) string {
	rs := []rune(s)
	for i := 1; i+1 < len(rs); i++ {
		if rs[i] == ' ' && (unicode.IsDigit(rs[i-1]) || rs[i-1] == '%') && unicode.Is(unicode.Han, rs[i+1]) {
			rs[i] = '\u00a0'
		}
	}
	return string(rs)
}
