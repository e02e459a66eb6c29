package views

import (
	"errors"
	"fmt"
	"unicode"

	"gongkai/models"
)

// Phrase returns a phrase in a language, with its arguments put in as by fmt.Sprintf. The Chinese text is the key; a phrase that
// the language's catalogue lacks is shown in Chinese.
func Phrase(lang models.Lang, text string, args ...any) string { return phrase(lang, text, args...) }

func phrase(lang models.Lang, text string, args ...any) string {
	if s, ok := catalogues()[lang][text]; ok {
		text = s
	}
	if len(args) == 0 {
		return text
	}
	return models.Plural(fmt.Sprintf(text, args...))
}

// ErrorText is the sentence of an error in a language.
func ErrorText(lang models.Lang, err error) string {
	e, ok := errors.AsType[*models.Error](err)
	if !ok || lang == models.Zh {
		return models.ErrorMessage(err)
	}
	return phrase(lang, e.Format, e.Args...)
}

// Sentence ends a headline as a sentence.
func Sentence(lang models.Lang, headline string) string {
	return headline + models.Label{Zh: "。", En: "."}.In(lang)
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
