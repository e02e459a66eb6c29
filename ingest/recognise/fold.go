package recognise

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/models"
)

// fold makes full-width ASCII half-width and traditional characters simplified, rune by rune: positions stay comparable.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000:
			return ' '
		}
		return models.Simplified(r)
	}, s)
}

// squeeze folds s and removes white space.
func squeeze(s string) string { return strings.Join(strings.Fields(fold(s)), "") }

// letters folds s and keeps letters and digits only.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, fold(s))
}

// numbering is the number before a label: "（三）", "1.", "三、", "①".
var numbering = regexp.MustCompile(`^(?:[((]?([一二三四五六七八九十]{1,3}|\d{1,2})[))、.．,，:：。]+|([①-⑳])|([⑴-⒇])|(\d{1,2})(\p{Han}))`)

// splitNumber takes the number off a label. number is the digits or numerals alone, "" if there is none.
func splitNumber(s string) (number, label string) {
	s = squeeze(s)
	m := numbering.FindStringSubmatchIndex(s)
	if m == nil {
		return "", s
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	switch {
	case group(1) != "":
		return group(1), s[m[1]:]
	case group(2) != "":
		return string('1' + []rune(group(2))[0] - '①'), s[m[1]:]
	case group(3) != "":
		return string('1' + []rune(group(3))[0] - '⑴'), s[m[1]:]
	}
	return group(4), s[m[10]:]
}

// hasHan reports whether s holds a Chinese character.
func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
