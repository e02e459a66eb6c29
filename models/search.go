package models

import (
	"slices"
	"strings"
	"unicode"
)

// MaxSearch is how many characters a search may have, and maxWords how many words.
const (
	MaxSearch = 60
	maxWords  = 6
)

// Fold returns text as searches compare it: full-width characters as half-width ones, traditional characters as simplified ones, capitals
// as small letters. Each character becomes exactly one.
func Fold(text string) string { return strings.Map(foldRune, text) }

func foldRune(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFEE0
	case r == 0x3000, r == 0x00A0:
		return ' '
	}
	return Simplified(unicode.ToLower(r))
}

// SearchWords returns the words of a search, folded, each once. What is beyond MaxSearch characters or the sixth word is left out.
func SearchWords(query string) []string {
	if r := []rune(query); len(r) > MaxSearch {
		query = string(r[:MaxSearch])
	}
	var words []string
	for _, w := range strings.FieldsFunc(Fold(strings.ToValidUTF8(query, "")), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		if !slices.Contains(words, w) && len(words) < maxWords {
			words = append(words, w)
		}
	}
	return words
}

// HasWords reports whether every one of the folded words stands in one of the texts.
func HasWords(words []string, texts ...string) bool {
	all := Fold(strings.Join(texts, "\n"))
	for _, w := range words {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return len(words) > 0
}

// Span is a piece of a text, one of the words searched for if Hit.
type Span struct {
	Text string
	Hit  bool
}

// MarkWords cuts text at the folded words. The pieces joined are the text.
func MarkWords(text string, words []string) []Span {
	original := []rune(text)
	folded := []rune(Fold(text)) // as many
	hit := make([]bool, len(folded))
	for _, w := range words {
		word := []rune(w)
		for i := 0; len(word) > 0 && i+len(word) <= len(folded); i++ {
			if slices.Equal(folded[i:i+len(word)], word) {
				for j := range word {
					hit[i+j] = true
				}
			}
		}
	}
	var spans []Span
	for from := 0; from < len(original); {
		to := from + 1
		for to < len(original) && hit[to] == hit[from] {
			to++
		}
		spans = append(spans, Span{string(original[from:to]), hit[from]})
		from = to
	}
	return spans
}

// maxExcerpt is how many characters an excerpt may have.
const maxExcerpt = 120

// Excerpt returns the sentence of text in which the first of the folded words stands, cut to what a list can hold, with an ellipsis
// where something is left out of the sentence. It is "" if none of the words is in the text.
func Excerpt(text string, words []string) string {
	original, folded := []rune(text), []rune(Fold(text))
	at, length := -1, 0
	for _, w := range words {
		if i := runeIndex(folded, []rune(w)); i >= 0 && (at < 0 || i < at) {
			at, length = i, len([]rune(w))
		}
	}
	if at < 0 {
		return ""
	}
	end := func(r rune) bool { return strings.ContainsRune("。！？；\n", r) }
	from, to := at, at+length
	for from > 0 && !end(original[from-1]) {
		from--
	}
	for to < len(original) && !end(original[to]) {
		to++
	}
	if to < len(original) && original[to] != '\n' {
		to++
	}
	before, after := "", ""
	if room := max(maxExcerpt-length, 0); to-from > maxExcerpt {
		if at-from > room/3 {
			from, before = at-room/3, "…"
		}
		if to-from > maxExcerpt {
			to, after = from+maxExcerpt, "…"
		}
	}
	return before + strings.TrimSpace(string(original[from:to])) + after
}

func runeIndex(text, word []rune) int {
	for i := 0; len(word) > 0 && i+len(word) <= len(text); i++ {
		if slices.Equal(text[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}
