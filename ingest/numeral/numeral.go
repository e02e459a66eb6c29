// Package numeral writes the automatic numbers of lists and headings, such as 一、 or (3), which documents hold as a count and the
// name of a format. The readers of text documents share it; the names are those that Word uses.
package numeral

import (
	"strconv"
	"strings"
)

// Write writes n in a format of ST_NumberFormat (ECMA-376 part 1, 17.18.59). The formats that Chinese documents use are known;
// the rest are written in digits.
func Write(format string, n int) string {
	switch format {
	case "none":
		return ""
	case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting":
		return counted(n)
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand":
		return digits(n, []rune("〇一二三四五六七八九"))
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, []rune("０１２３４５６７８９"))
	case "decimalZero":
		if 0 <= n && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if 1 <= n && n <= 20 {
			return string('①' + rune(n-1))
		}
	case "decimalEnclosedParen":
		return "(" + strconv.Itoa(n) + ")"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "ideographTraditional":
		if stems := []rune("甲乙丙丁戊己庚辛壬癸"); 1 <= n && n <= len(stems) {
			return string(stems[n-1])
		}
	case "lowerLetter", "upperLetter":
		if 1 <= n && n <= 26 {
			first := 'a'
			if format == "upperLetter" {
				first = 'A'
			}
			return string(first + rune(n-1))
		}
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	}
	return strconv.Itoa(n)
}

// counted writes a number as it is spoken: 十二, 二十, 一百零五. Numbers outside 0 to 9999 are written in digits.
func counted(n int) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return "零"
	}
	figures, units := []rune("零一二三四五六七八九"), []string{"千", "百", "十", ""}
	var b strings.Builder
	gap := false
	for i, place := range []int{1000, 100, 10, 1} {
		d := n / place % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune('零')
			gap = false
		}
		if !(place == 10 && d == 1 && b.Len() == 0) { // 十二, not 一十二
			b.WriteRune(figures[d])
		}
		b.WriteString(units[i])
	}
	return b.String()
}

// digits writes a number digit by digit.
func digits(n int, figures []rune) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return figures[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	marks := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for ; n >= v; n -= v {
			b.WriteString(marks[i])
		}
	}
	return b.String()
}
