package rtf

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"gongkai/ingest/cells"
)

// The numbers of code pages and of the character sets of fonts that are known.
const (
	pageGBK, pageGB18030, pageBig5, pageUTF8 = 936, 54936, 950, 65001
	charsetGB, charsetBig5                   = 134, 136
)

// text is the text of a paragraph while it is read.
type text struct {
	b       cells.Text
	octets  []byte // not yet decoded: a character may take two
	charset int    // of the font they are in
	high    uint16 // the front half of a surrogate pair
}

// octet adds a byte.
func (t *text) octet(c byte, page, charset int) {
	if len(t.octets) > 0 && t.charset != charset {
		t.flush(page)
	}
	t.charset = charset
	t.octets = append(t.octets, c)
}

// unit adds a UTF-16 unit.
func (t *text) unit(u uint16, page int) {
	t.flush(page)
	r := rune(u)
	switch {
	case u >= 0xD800 && u < 0xDC00:
		t.high = u
		return
	case t.high != 0:
		r = utf16.DecodeRune(rune(t.high), r)
		t.high = 0
	}
	t.b.WriteString(string(r))
}

// add adds text.
func (t *text) add(s string, page int) {
	t.flush(page)
	t.b.WriteString(s)
}

// flush decodes the bytes: in the document's code page if that is Chinese, else by the font's character set.
func (t *text) flush(page int) {
	if len(t.octets) == 0 {
		return
	}
	enc := encoding.Encoding(charmap.Windows1252)
	switch {
	case page == pageUTF8:
		t.b.WriteString(strings.ToValidUTF8(string(t.octets), string(utf8.RuneError)))
		t.octets = t.octets[:0]
		return
	case page == pageBig5, page != pageGBK && page != pageGB18030 && t.charset == charsetBig5:
		enc = traditionalchinese.Big5
	case page == pageGBK, page == pageGB18030, t.charset == charsetGB:
		enc = simplifiedchinese.GB18030
	}
	if out, err := enc.NewDecoder().Bytes(t.octets); err == nil { // the decoders in use replace what they cannot read
		t.b.WriteString(string(out))
	}
	t.octets = t.octets[:0]
}

// raise says whether what follows is raised or lowered.
func (t *text) raise(raised bool, page int) {
	t.flush(page)
	t.b.Raise(raised)
}

// take returns the text and begins anew.
func (t *text) take(page int) string {
	t.flush(page)
	s := t.b.String()
	t.b.Reset()
	t.high = 0
	return s
}

// mark turns the automatic number that stands before a paragraph into what would have been typed: no bullet, no tab.
func mark(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune("、）．：", last) {
		return s
	}
	return s + " "
}
