package recognise

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/models"
)

// value is what one cell prints, read but not yet a figure.
type value struct {
	number *int64 // scaled by the measure's decimals; nil unless state is reported
	state  models.State
	flags  models.Flags
	raw    string
	where  models.Where
	note   string // what a person should know of how it was read
}

// blankWords are words that stand for an empty cell, after squeeze.
var blankWords = []string{"", "无", "暂无", "没有", "空", "空白", "不涉及", "不适用", "未涉及", "无此项", "无数据", "本项无数据", "无内容", "未发生", "N/A", "n/a", "NA", "null", "None"}

// isBlank reports whether a cell's text is empty or a mark of emptiness: "/", "—", "-", "无".
func isBlank(text string) bool {
	s := squeeze(text)
	return slices.Contains(blankWords, strings.Trim(s, `/\-—–―﹣─━_.。·…~～、*×|`)) || slices.Contains(blankWords, s)
}

// isLabel reports whether a cell's text is words rather than a value.
func isLabel(text string) bool {
	if !hasHan(text) || isBlank(text) {
		return false
	}
	if !mayHoldNumber(text) {
		return true
	}
	v := readCount(text, true)
	return v.state != models.StateReported && readAmount(text, "").state != models.StateReported
}

// numerals are the characters that Chinese numbers are written with.
const numerals = "〇零○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅貳參陸萬億兩"

// besideNumbers are the other Chinese characters that may stand in a cell whose number is read: classifiers, units, marks of approximation
// and of change, the mark of a note.
const besideNumbers = "件项条宗份个次起例家人元整民币大约将近接超过突破不少于至逾上左右以下有余多来增加减升降注"

// mayHoldNumber reports whether a text has a digit or numeral of any kind and no Chinese character that no number is written with. Most labels
// need no closer look than this.
func mayHoldNumber(text string) bool {
	found := false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			found = true
		case r < utf8.RuneSelf:
		case unicode.IsNumber(r), strings.ContainsRune(numerals, r):
			found = true
		case unicode.Is(unicode.Han, r) && !strings.ContainsRune(besideNumbers, models.Simplified(r)):
			return false
		}
	}
	return found
}

var (
	wholeNumber = regexp.MustCompile(`^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:件|项|条|宗|份|个|次|起|例|家|人)?$`)
	spacedPart  = regexp.MustCompile(`\d\s+\d`)
	thousands   = regexp.MustCompile(`^\D*\d{1,3}([ \t]\d{3})+\D*$`)
	changeWord  = regexp.MustCompile(`^(增加?|减少?|上升|下降|↑|↓)(.+)$`)
	minusSign   = regexp.MustCompile(`^[−–－](\d)`)
)

// readCount reads a whole number, without the mark of a footnote. signed allows a change: "-3", "减3".
func readCount(text string, signed bool) value {
	return withMark(text, func(s string) value { return readWhole(s, signed) })
}

// isCount reports whether readCount reads a number, without a closer look at words.
func isCount(text string, signed bool) bool {
	return mayHoldNumber(text) && readCount(text, signed).state == models.StateReported
}

// readWhole reads a whole number and nothing else.
func readWhole(text string, signed bool) value {
	v := value{raw: text, state: models.StateUnreadable}
	if n, ok := plainDigits(text); ok { // nearly every cell
		v.number, v.state = &n, models.StateReported
		return v
	}
	if isBlank(text) {
		v.state = models.StateBlank
		return v
	}
	if !mayHoldNumber(text) {
		v.note = fmt.Sprintf("“%s”不是整数，请核对原文。", oneLine(text))
		return v
	}
	if spaced(text) {
		v.note = fmt.Sprintf("“%s”的数字中间有空格，不能确定是一个数还是几个数，请核对原文。", oneLine(text))
		return v
	}
	s := minusSign.ReplaceAllString(strings.ReplaceAll(squeeze(text), "，", ","), "-$1")
	negative := false
	if m := changeWord.FindStringSubmatch(s); m != nil && signed {
		s, negative = m[2], strings.ContainsAny(m[1], "减降↓")
	}
	if m := wholeNumber.FindStringSubmatch(s); m != nil {
		n, err := strconv.ParseInt(strings.ReplaceAll(m[2], ",", ""), 10, 64)
		if m[1] == "-" || negative {
			n = -n
		}
		switch {
		case err != nil || n > maxCount || n < -maxCount:
			v.note = fmt.Sprintf("“%s”超出合理范围，请核对原文。", oneLine(text))
		case n < 0 && !signed:
			v.note = fmt.Sprintf("“%s”是负数，件数不能为负，请核对原文。", oneLine(text))
		default:
			v.number, v.state = &n, models.StateReported
		}
		return v
	}
	if n, approximate, ok := models.ReadNumber(s); ok && hasHan(s) {
		v.number, v.state = &n, models.StateReported
		if approximate {
			v.flags |= models.FlagApproximate
		}
		return v
	}
	v.note = fmt.Sprintf("“%s”不是整数，请核对原文。", oneLine(text))
	return v
}

// plainDigits reads a text of up to twelve ASCII digits and nothing else.
func plainDigits(text string) (n int64, ok bool) {
	if text == "" || len(text) > 12 {
		return 0, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(text[i]-'0')
	}
	return n, true
}

// maxCount bounds a count: more than any district could reach.
const maxCount = 1_000_000_000_000

// spaced reports whether digits are parted by white space that does not part thousands.
func spaced(text string) bool {
	s := fold(text)
	return spacedPart.MatchString(s) && !thousands.MatchString(strings.TrimSpace(s))
}

// Units of money and how many decimals of 0.01 yuan one of them is: 1 元 is 10² of them, 1 万元 10⁶.
var moneyUnits = []struct {
	name     string
	exponent int
}{{"亿元", 10}, {"万元", 6}, {"千元", 5}, {"元", 2}, {"亿", 10}, {"万", 6}}

var decimalNumber = regexp.MustCompile(`^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$`)

// readAmount reads an amount of money as an integer of 0.01 yuan. unit is the one in the header, "" if none is written; a unit in
// the cell goes before it. Where neither is written the number is taken as 万元, as the form asks, and never rescaled. The mark of a
// footnote is left out.
func readAmount(text, unit string) value {
	return withMark(text, func(s string) value { return readMoney(s, unit) })
}

// readMoney reads an amount and nothing else.
func readMoney(text, unit string) value {
	v := value{raw: text, state: models.StateUnreadable}
	if isBlank(text) {
		v.state = models.StateBlank
		return v
	}
	if spaced(text) {
		v.note = fmt.Sprintf("“%s”的数字中间有空格，不能确定是一个数还是几个数，请核对原文。", oneLine(text))
		return v
	}
	s := strings.TrimPrefix(strings.TrimPrefix(strings.ReplaceAll(squeeze(text), "，", ","), "人民币"), "约")
	s = strings.Trim(s, "¥￥()")
	if s != "" && strings.HasPrefix(squeeze(text), "约") {
		v.flags |= models.FlagApproximate
	}
	s = strings.TrimSuffix(s, "整")
	exponent, written := 6, unit
	for _, u := range moneyUnits {
		if rest, ok := strings.CutSuffix(s, u.name); ok {
			s, written = rest, u.name
			break
		}
	}
	for _, u := range moneyUnits {
		if u.name == written {
			exponent = u.exponent
		}
	}
	m := decimalNumber.FindStringSubmatch(s)
	if m == nil {
		v.note = fmt.Sprintf("“%s”不是金额，请核对原文。", oneLine(text))
		return v
	}
	fraction := strings.TrimRight(m[3], "0")
	digits := strings.TrimLeft(strings.ReplaceAll(m[2], ",", "")+fraction, "0")
	shift := exponent - len(fraction)
	switch {
	case m[1] == "-":
		v.note = fmt.Sprintf("“%s”是负数，金额不能为负，请核对原文。", oneLine(text))
		return v
	case shift < 0:
		v.note = fmt.Sprintf("“%s”精确到0.01元以下，不能如实保存，请核对原文。", oneLine(text))
		return v
	case len(digits)+shift > 18:
		v.note = fmt.Sprintf("“%s”超出合理范围，请核对原文。", oneLine(text))
		return v
	}
	n, _ := strconv.ParseInt("0"+digits+strings.Repeat("0", shift), 10, 64)
	v.number, v.state = &n, models.StateReported
	if exponent != 6 {
		v.note = fmt.Sprintf("原文以%s为单位（%s），已换算为%s万元。", written, oneLine(text), models.Decimal(n, 6))
	}
	return v
}

// oneLine shortens a cell's text for a note.
func oneLine(s string) string {
	rs := []rune(strings.Join(strings.Fields(s), " "))
	if len(rs) > 40 {
		return string(rs[:40]) + "…"
	}
	return string(rs)
}
