package svg

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// advance estimates how wide a character is set, in hundredths of the type's size. The reader's font is not known; these are
// generous for the fonts that people have.
func advance(r rune) int {
	switch {
	case r >= 0x2E80, strings.ContainsRune("“”‘’—…·×≈≤≥→←", r): // set in full width among Chinese
		return 100
	case strings.ContainsRune(" .,:;'|!iljtfrI()[]", r):
		return 34
	case strings.ContainsRune("mwMW%@", r):
		return 90
	case unicode.IsUpper(r):
		return 70
	}
	return 58
}

// textWidth estimates how wide a text of a size is set, in pixels.
func textWidth(text string, size int) int {
	sum := 0
	for _, r := range text {
		sum += advance(r)
	}
	return (sum*size + 99) / 100
}

// Characters that begin no line, and that end none.
const (
	noStart = "，。、；：？！）》」』”’…—％%,.;:?!)]·"
	noEnd   = "（《「『“‘(["
)

// breakable reports whether a line may end between two characters.
func breakable(before, after rune) bool {
	if strings.ContainsRune(noStart, after) || strings.ContainsRune(noEnd, before) {
		return false
	}
	return before == ' ' || before >= 0x2E80 || after >= 0x2E80 || strings.ContainsRune(noStart, before) && before > 0x7F || strings.ContainsRune(noEnd, after) && after > 0x7F
}

// wrap sets a text in lines of a width in pixels. A word that is wider than a line is cut.
func wrap(text string, width, size int) []string {
	var lines []string
	rest := strings.Join(strings.Fields(text), " ")
	for rest != "" {
		end := fit(rest, width, size)
		lines = append(lines, strings.TrimSpace(rest[:end]))
		rest = strings.TrimLeft(rest[end:], " ")
	}
	return lines
}

// fit returns the length of the first line of a text: up to the last place it may break at, at least one character.
func fit(text string, width, size int) int {
	sum, last := 0, 0
	var before rune
	for i, r := range text {
		if i > 0 && breakable(before, r) {
			last = i
		}
		sum += advance(r)
		if r != ' ' && i > 0 && sum*size > width*100 {
			if last > 0 {
				return last
			}
			return i
		}
		before = r
	}
	return len(text)
}

// legal leaves out what XML cannot hold.
func legal(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "�")
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, text)
}
