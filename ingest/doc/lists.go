package doc

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/ingest/numeral"
)

// The numbers of the lists' structures, and the sizes of what is in them ([MS-DOC] 2.9.131, 2.9.147, 2.9.150).
const (
	plfLst     = 73
	plfLfo     = 74
	lstfLength = 28
	lvlfLength = 28
	lfoLength  = 16
	levels     = 9
)

// lists are the automatic numberings that paragraphs name, with how far each has counted. Starting numbers of single paragraphs'
// lists of their own, and lists that a style alone gives, are not read.
type lists []*list

// list is a numbering. Those that share a form count on from each other.
type list struct {
	levels [levels]level
	count  [levels]int
	used   [levels]bool
}

type level struct {
	first, format int
	text          string // with the places of numbers as the characters 0 to 8
}

// lists reads the numberings of the document. Damage costs the numbers, not the text.
func (f *file) lists() lists {
	forms := map[int]*list{}
	table := f.locate(plfLst)
	at := u32(f.main, fibPlaces+8*plfLst) + len(table) // the levels follow the table
	for i := range min(u16(table, 0), (len(table)-2)/lstfLength) {
		entry := table[2+i*lstfLength:]
		l := &list{}
		forms[u32(entry, 0)] = l
		count := levels
		if u8(entry, 26)&1 != 0 { // a list of one level
			count = 1
		}
		for k := range count {
			b := slice(f.table, at, lvlfLength)
			if b == nil {
				return nil
			}
			at += lvlfLength + u8(b, 24) + u8(b, 25)
			n := u16(f.table, at)
			text := slice(f.table, at+2, 2*n)
			at += 2 + 2*n
			units := make([]uint16, len(text)/2)
			for j := range units {
				units[j] = uint16(u16(text, 2*j))
			}
			l.levels[k] = level{u32(b, 0), u8(b, 4), string(utf16.Decode(units))}
		}
	}
	table = f.locate(plfLfo)
	var all lists
	for i := range min(u32(table, 0), (len(table)-4)/lfoLength) {
		all = append(all, forms[u32(table, 4+i*lfoLength)])
	}
	return all
}

// formats are the names of the number formats that Chinese documents use, by their codes ([MS-OSHARED] 2.2.1.3). The rest count
// in digits.
var formats = map[int]string{
	1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth",
	18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
	28: "decimalEnclosedCircleChinese", 30: "ideographTraditional", 33: "taiwaneseCounting", 35: "taiwaneseCountingThousand",
	36: "taiwaneseDigital", 37: "chineseCounting", 39: "chineseCountingThousand", 255: "none",
}

const bullet = 23

// number counts one paragraph on in its list, numbered from 1, and returns the text that stands before it, "" if it is in none or
// has a bullet.
func (all lists) number(which, at int) string {
	if which < 1 || which > len(all) || all[which-1] == nil || at < 0 || at >= levels {
		return ""
	}
	l := all[which-1]
	if l.used[at] {
		l.count[at]++
	} else {
		l.count[at], l.used[at] = l.levels[at].first, true
	}
	for i := at + 1; i < levels; i++ {
		l.used[i] = false
	}
	if l.levels[at].format == bullet || l.levels[at].text == "" {
		return ""
	}
	var b strings.Builder
	for _, c := range l.levels[at].text {
		if c >= levels {
			b.WriteRune(c)
			continue
		}
		if !l.used[c] {
			l.count[c], l.used[c] = l.levels[c].first, true
		}
		if name, ok := formats[l.levels[c].format]; ok {
			b.WriteString(numeral.Write(name, l.count[c]))
		} else {
			b.WriteString(strconv.Itoa(l.count[c]))
		}
	}
	// Full-width marks bring their own space, so that the text is the same as if the number had been typed.
	if last, _ := utf8.DecodeLastRuneInString(b.String()); strings.ContainsRune("、）．：", last) {
		return b.String()
	}
	return b.String() + " "
}
