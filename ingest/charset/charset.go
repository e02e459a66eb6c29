// Package charset turns the bytes of a page or text file into UTF-8. Labels are not believed: Chinese government pages often
// carry a wrong one, and UTF-8 can be told from the Chinese encodings by its bytes.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

var marks = []struct {
	bom  string
	name string
	enc  encoding.Encoding
}{
	{"\xef\xbb\xbf", "utf-8", unicode.UTF8},
	{"\xff\xfe", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\xfe\xff", "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// Decode returns data as UTF-8 without a byte order mark, and the name of the encoding it was found to be in: utf-8, utf-16le,
// utf-16be, big5 or gb18030. The first of these decides: a byte order mark; whether data is valid UTF-8; the label "big5", if
// the bytes bear it out; UTF-8 with a few broken characters; GB18030, of which GB2312 and GBK are parts. What cannot be decoded
// becomes U+FFFD.
func Decode(data []byte, label string) (text, name string) {
	for _, m := range marks {
		if rest, ok := bytes.CutPrefix(data, []byte(m.bom)); ok {
			return decode(m.enc, rest), m.name
		}
	}
	if utf8.Valid(data) {
		return string(data), "utf-8"
	}
	if strings.HasPrefix(strings.ToLower(label), "big5") {
		if text := decode(traditionalchinese.Big5, data); 50*strings.Count(text, "\ufffd") < highBytes(data) {
			return text, "big5"
		}
	}
	if 50*invalidBytes(data) < highBytes(data) {
		return decode(unicode.UTF8, data), "utf-8"
	}
	return decode(simplifiedchinese.GB18030, data), "gb18030"
}

// decode never fails: the decoders in use replace what they cannot read.
func decode(enc encoding.Encoding, data []byte) string {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(out)
}

// highBytes counts the bytes outside ASCII. Shares of broken characters are taken of these, since a page may be scripts for
// nine tenths.
func highBytes(data []byte) int {
	n := 0
	for _, b := range data {
		if b >= utf8.RuneSelf {
			n++
		}
	}
	return n
}

func invalidBytes(data []byte) int {
	n := 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			n++
		}
		i += size
	}
	return n
}
