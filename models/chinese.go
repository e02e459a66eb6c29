package models

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads whole numbers as Chinese prose writes them: digits of either width, thousands separators, 万 and 亿, Chinese
// numerals in common and formal characters, and the marks of an approximate number. What could be read in two ways is no number.

// TextNumber is a number found in prose.
type TextNumber struct {
	Value       int64
	Approximate bool   // 余, 多, 约, 近, 以上 …
	Start, End  int    // byte offsets in the text, from the first mark or digit to the end of the classifier
	Quote       string // the sentence it stands in
}

// ReadNumber reads a string that is one number and nothing else, its marks of approximation and white space aside: "5500 余",
// "约1.2万", "二百三十五", "１，２３４". It is not ok for what is no whole number of known size: "几十", "三五", "1.25", "-3", "".
func ReadNumber(s string) (value int64, approximate bool, ok bool) {
	rs := []rune(strings.TrimSpace(s))
	start := 0
	for _, m := range markersBefore {
		if hasRunes(rs, 0, m) {
			start, approximate = skipSpaces(rs, len([]rune(m))), true
			break
		}
	}
	n, end, ok := scanNumber(rs, start)
	if !ok || n.bareUnit && !n.approximate && !approximate {
		return 0, false, false
	}
	approximate = approximate || n.approximate
	for _, m := range markersAfter {
		if at := skipSpaces(rs, end); hasRunes(rs, at, m) {
			end, approximate = at+len([]rune(m)), true
			break
		}
	}
	if end != len(rs) {
		return 0, false, false
	}
	return n.value, approximate, true
}

// FindNumbers returns the numbers in text that one of the characters of classifiers follows ("件宗份"), in order. An empty string
// of classifiers finds every number. Ordinals (第二十条), ranges (3至5件), fractions and set phrases (一件事) are left out.
func FindNumbers(text string, classifiers string) []TextNumber {
	rs, offsets := runesOf(text)
	var found []TextNumber
	sentenceEnd, sentence := 0, ""
	for i := 0; i < len(rs); {
		n, end, ok := scanNumber(rs, i)
		if end == i {
			i++
			continue
		}
		if t, good := placeNumber(rs, i, end, n, classifiers); ok && good {
			t.Start, t.End = offsets[t.Start], offsets[t.End]
			if t.Start >= sentenceEnd { // one sentence may hold many numbers
				start, end := sentenceBounds(text, t.Start)
				sentenceEnd, sentence = end, strings.TrimSpace(text[start:end])
			}
			t.Quote = sentence
			found = append(found, t)
		}
		i = end
	}
	return found
}

// placeNumber judges the surroundings of the number at rs[start:end]. The result's Start and End are indexes into rs.
func placeNumber(rs []rune, start, end int, n number, classifiers string) (TextNumber, bool) {
	t := TextNumber{Value: n.value, Approximate: n.approximate, Start: start, End: end}
	before := start - 1
	for before >= 0 && isSpace(rs[before]) {
		before--
	}
	if marker := markerBefore(rs, before); marker > 0 {
		t.Approximate = true
		t.Start = before + 1 - marker
		before = t.Start - 1
	}
	if n.bareUnit && !t.Approximate {
		return t, false
	}
	if before >= 0 && !mayPrecede(rs, before, before == start-1) {
		return t, false
	}
	single := end-start == 1 && rs[start] == '一'
	if single && before >= 0 && strings.ContainsRune("同统每任唯逐某这那另单专进万之", rs[before]) {
		return t, false
	}
	if classifiers != "" {
		at := skipSpaces(rs, end)
		if at >= len(rs) || !strings.ContainsRune(classifiers, rs[at]) || isWord(rs, at, single) {
			return t, false
		}
		t.End = at + 1
	}
	for _, m := range markersAfter {
		t.Approximate = t.Approximate || hasRunes(rs, skipSpaces(rs, t.End), m)
	}
	return t, true
}

var (
	// Longer marks first, so that none hides behind a part of itself.
	markersBefore = []string{"大约", "将近", "接近", "超过", "突破", "不少于", "至少", "近", "约", "逾", "超", "上"}
	markersAfter  = []string{"左右", "以上", "上下", "有余"}
)

// markerBefore returns the length in characters of the mark of approximation that ends at rs[at], 0 if there is none. 上 is one
// only before a bare 百, 千 or 万 (上百件, but 网上12件), and 近 and 约 are none at the end of another word (最近, 预约).
func markerBefore(rs []rune, at int) int {
	for _, m := range markersBefore {
		n := len([]rune(m))
		if !hasRunes(rs, at-n+1, m) {
			continue
		}
		if rs[at] == '上' && (at+1 >= len(rs) || !strings.ContainsRune("百佰千仟万萬", rs[at+1])) {
			return 0
		}
		if n == 1 && at > 0 && strings.ContainsRune("最附预節节签公合条契违履", rs[at-1]) {
			return 0
		}
		return n
	}
	return 0
}

// mayPrecede reports whether a count may stand after rs[at]; adjacent is true if nothing stands between. 几 and 数 make a number of
// unknown size with a unit (数百件), and none with digits (件数12件).
func mayPrecede(rs []rune, at int, adjacent bool) bool {
	number := func(r rune) bool { return arabic(r) >= 0 || isNumeral(r) }
	switch r := rs[at]; {
	case strings.ContainsRune("第/／", r):
		return false
	case r == '几' || r == '数':
		return units[runeAt(rs, skipSpaces(rs, at+1))] == 0
	case r < utf8.RuneSelf && unicode.IsLetter(r):
		return !adjacent
	case strings.ContainsRune("-－–—~～至到.．", r):
		return !number(runeAt(rs, at-1)) // a range
	}
	return true
}

// isWord reports whether the classifier at rs[at] belongs to a longer word: 条例, or 一件事 and 一条龙 after a single 一.
func isWord(rs []rune, at int, single bool) bool {
	next := runeAt(rs, at+1)
	if rs[at] == '条' && strings.ContainsRune("例款约", next) && next != 0 {
		return true
	}
	return single && next != 0 && (strings.ContainsRune("事龙心", next) || next == rs[at])
}

// number is what scanNumber read.
type number struct {
	value       int64
	approximate bool // 余, 多, 来 or + stood after it or inside it
	bareUnit    bool // 百, 千 or 万 without a digit: a number only together with a mark ("百余件")
}

// maxNumber bounds what is read, far above every count in a report and far below overflow.
const maxNumber = 1_000_000_000_000

// scanNumber reads the longest run of number characters from rs[i]. end is i if there is none; a run that is no number has
// end > i and is not ok.
func scanNumber(rs []rune, i int) (n number, end int, ok bool) {
	switch {
	case digitsAt(rs, i) > 0:
		return scanArabic(rs, i)
	case isNumeral(runeAt(rs, i)):
		return scanChinese(rs, i)
	}
	return number{}, i, false
}

// scanArabic reads digits, each part with an optional 百, 千, 万 or 亿 in falling order: "1.2 万", "3万5千", "20余万".
func scanArabic(rs []rune, i int) (n number, end int, ok bool) {
	above := int64(maxNumber)
	for {
		scaled, scale, next, good := scanDigits(rs, i)
		end = next
		mark := scanMark(rs, &end)
		unit := int64(1)
		if at := skipSpaces(rs, end); units[runeAt(rs, at)] >= 100 {
			unit, end = units[rs[at]], at+1
			mark = scanMark(rs, &end) || mark
		}
		// A decimal point is for 万 and the like only, and the count must come out whole.
		if !good || unit >= above || scaled > maxNumber/unit || scaled*unit%scale != 0 || unit == 1 && scale > 1 {
			return number{}, end, false
		}
		n.value += scaled * unit / scale
		n.approximate, above = mark, unit
		if digitsAt(rs, end) == 0 {
			return n, end, n.value <= maxNumber
		}
		if mark || unit == 1 || scale > 1 {
			return number{}, end, false
		}
		i = end
	}
}

// scanMark moves end behind a mark of approximation, if one stands there, and reports whether.
func scanMark(rs []rune, end *int) bool {
	at := skipSpaces(rs, *end)
	if !isMark(runeAt(rs, at)) {
		return false
	}
	*end = at + 1
	return true
}

// scanDigits reads the digits of one number with its separators: commas between thousands, or spaces either between thousands or
// between all digits. The number is scaled / scale, scale being a power of ten.
func scanDigits(rs []rune, i int) (scaled, scale int64, end int, ok bool) {
	groups := []int{digitsAt(rs, i)} // their lengths
	digits := slices.Clone(rs[i : i+groups[0]])
	spaced := false
	for end = i + groups[0]; ; {
		next := end + 1
		if isSpace(runeAt(rs, end)) {
			next = skipSpaces(rs, end)
			spaced = digitsAt(rs, next) > 0 || spaced
		} else if r := runeAt(rs, end); (r != ',' && r != '，') || spaced || groups[0] > 3 || digitsAt(rs, next) != 3 {
			break
		}
		n := digitsAt(rs, next)
		if n == 0 {
			break
		}
		groups = append(groups, n)
		digits = append(digits, rs[next:next+n]...)
		end = next + n
	}
	ok = true
	if spaced {
		inThousands := groups[0] <= 3 && !slices.ContainsFunc(groups[1:], func(n int) bool { return n != 3 })
		ok = inThousands || slices.Max(groups) == 1
	}
	if len(digits) > 1 && arabic(digits[0]) == 0 {
		ok = false // a year cut in two, a telephone number
	}
	scale = 1
	for points := 1; (runeAt(rs, end) == '.' || runeAt(rs, end) == '．') && digitsAt(rs, end+1) > 0; points++ {
		n := digitsAt(rs, end+1)
		ok = ok && points == 1 && n <= 6
		digits = append(digits, rs[end+1:end+1+n]...)
		end += 1 + n
		for range min(n, 6) {
			scale *= 10
		}
	}
	if !ok || len(digits) > 12 {
		return 0, 1, end, false
	}
	for _, d := range digits {
		scaled = scaled*10 + arabic(d)
	}
	return scaled, scale, end, true
}

// digitsAt counts the digits from rs[i].
func digitsAt(rs []rune, i int) int {
	n := 0
	for arabic(runeAt(rs, i+n)) >= 0 {
		n++
	}
	return n
}

// scanChinese reads numerals: with units (一万二千三百零五, 二百三 for 230) or as digits in a row (二〇二三).
func scanChinese(rs []rune, i int) (n number, end int, ok bool) {
	var tokens []rune
	for end = i; ; {
		at := end
		if len(tokens) > 0 {
			at = skipSpaces(rs, end)
		}
		if isMark(runeAt(rs, at)) && units[runeAt(rs, skipSpaces(rs, at+1))] >= 10000 { // 十余万
			n.approximate = true
			at = skipSpaces(rs, at+1)
		}
		if !isNumeral(runeAt(rs, at)) {
			break
		}
		tokens = append(tokens, rs[at])
		end = at + 1
	}
	n.bareUnit = units[tokens[0]] > 10
	switch {
	case len(tokens) > 24: // longer than any number up to maxNumber
	case slices.ContainsFunc(tokens, func(r rune) bool { return units[r] > 0 }):
		n.value, ok = numeral(tokens)
	default:
		n.value, ok = digitRow(tokens)
	}
	n.approximate = scanMark(rs, &end) || n.approximate
	if next := runeAt(rs, end); next == '几' || next == '数' || arabic(next) >= 0 {
		ok = false // 十几件
	}
	return n, end, ok
}

// digitRow reads 二〇二三. Two digits side by side may mean "two or three" and are no number.
func digitRow(tokens []rune) (value int64, ok bool) {
	if len(tokens) == 2 || len(tokens) > 12 {
		return 0, false
	}
	for _, t := range tokens {
		value = value*10 + chineseDigits[t]
	}
	return value, true
}

// numeral reads tokens around their largest unit. Nothing before a unit means one of it.
func numeral(tokens []rune) (value int64, ok bool) {
	for _, u := range []int64{100000000, 10000, 1000, 100, 10} {
		i := slices.IndexFunc(tokens, func(r rune) bool { return units[r] == u })
		if i < 0 {
			continue
		}
		left, right := int64(1), int64(0)
		if ok = true; i > 0 {
			left, ok = numeral(tokens[:i])
		}
		if rest := tokens[i+1:]; ok && len(rest) > 0 {
			right, ok = numeral(rest)
			if len(rest) == 1 && u > 10 {
				ok = ok && right > 0
				right *= u / 10 // 二百三, 一万二
			}
		}
		few := int64(10) // 千, 百 and 十 stand after one digit, 万 and 亿 after up to four places
		if u >= 10000 {
			few = 10000
		}
		return left*u + right, ok && left > 0 && left < few && right < u
	}
	if len(tokens) > 1 && chineseDigits[tokens[0]] == 0 {
		tokens = tokens[1:]
	}
	return chineseDigits[tokens[0]], len(tokens) == 1
}

var chineseDigits = map[rune]int64{'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8,
	'九': 9, '壹': 1, '贰': 2, '貳': 2, '叁': 3, '參': 3, '肆': 4, '伍': 5, '陆': 6, '陸': 6, '柒': 7, '捌': 8, '玖': 9}

var units = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 10000, '萬': 10000, '亿': 100000000, '億': 100000000}

func isNumeral(r rune) bool {
	_, digit := chineseDigits[r]
	return digit || units[r] > 0
}

// isMark reports whether r after a number says that there are somewhat more.
func isMark(r rune) bool {
	return r == '余' || r == '餘' || r == '多' || r == '来' || r == '+' || r == '＋'
}

// arabic returns the value of an ASCII or full-width digit, -1 for any other character.
func arabic(r rune) int64 {
	switch {
	case r >= '0' && r <= '9':
		return int64(r - '0')
	case r >= '０' && r <= '９':
		return int64(r - '０')
	}
	return -1
}

func isSpace(r rune) bool { return r != '\n' && r != '\r' && unicode.IsSpace(r) }

func skipSpaces(rs []rune, i int) int {
	for i < len(rs) && isSpace(rs[i]) {
		i++
	}
	return i
}

// runeAt returns rs[i], 0 outside.
func runeAt(rs []rune, i int) rune {
	if i < 0 || i >= len(rs) {
		return 0
	}
	return rs[i]
}

func hasRunes(rs []rune, at int, s string) bool {
	for _, r := range s {
		if runeAt(rs, at) != r {
			return false
		}
		at++
	}
	return true
}

// runesOf returns the runes of s and the byte offset of each, and of the end.
func runesOf(s string) ([]rune, []int) {
	rs := make([]rune, 0, len(s))
	offsets := make([]int, 0, len(s)+1)
	for i, r := range s {
		rs = append(rs, r)
		offsets = append(offsets, i)
	}
	return rs, append(offsets, len(s))
}

// sentenceAt returns the sentence of text that byte offset at stands in.
func sentenceAt(text string, at int) string {
	start, end := sentenceBounds(text, at)
	return strings.TrimSpace(text[start:end])
}

// sentenceBounds returns the byte offsets of the sentence around at, with its full stop.
func sentenceBounds(text string, at int) (start, end int) {
	const ends = "。；！？\n"
	if i := strings.LastIndexAny(text[:at], ends); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		start = i + n
	}
	end = len(text)
	if i := strings.IndexAny(text[at:], ends); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[at+i:])
		end = at + i + n
	}
	return start, end
}
