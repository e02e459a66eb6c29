package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const report = "二、主动公开政府信息情况：行政许可１２件，𠮷市㑇县。"

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecode(t *testing.T) {
	traditional := strings.Repeat("主動公開政府資訊一百二十九條。", 3)
	broken := []byte(strings.Repeat(report, 10))
	broken[4] = 'x'
	page := strings.Repeat("var x = 1; ", 1000)
	tests := []struct {
		name  string
		data  []byte
		label string
		want  string
		enc   string
	}{
		{"utf-8", []byte(report), "", report, "utf-8"},
		{"utf-8 labelled gb2312", []byte(report), "gb2312", report, "utf-8"},
		{"utf-8 with a mark", []byte("\ufeff" + report), "", report, "utf-8"},
		{"utf-16 little endian", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), report), "", report, "utf-16le"},
		{"utf-16 big endian", encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), report), "", report, "utf-16be"},
		{"gb18030 without a label, four-byte characters", encode(t, simplifiedchinese.GB18030, report), "", report, "gb18030"},
		{"gbk labelled utf-8", encode(t, simplifiedchinese.GBK, "公开"), "utf-8", "公开", "gb18030"},
		{"gbk words in a page of scripts", encode(t, simplifiedchinese.GBK, page+"公开"), "", page + "公开", "gb18030"},
		{"big5 with its label", encode(t, traditionalchinese.Big5, traditional), "Big5-HKSCS", traditional, "big5"},
		{"bytes that big5 does not have", encode(t, simplifiedchinese.GBK, "丂丄丅公开"), "big5", "丂丄丅公开", "gb18030"},
		{"empty", nil, "", "", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, enc := Decode(tt.data, tt.label)
			if got != tt.want || enc != tt.enc {
				t.Errorf("got %q in %s, want %q in %s", got, enc, tt.want, tt.enc)
			}
		})
	}
	t.Run("utf-8 with a broken character is repaired", func(t *testing.T) {
		got, enc := Decode(broken, "gbk")
		if enc != "utf-8" || !strings.HasSuffix(got, report) || !strings.Contains(got, "\ufffd") {
			t.Errorf("got %q in %s", got, enc)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(report), "gb2312")
	f.Add([]byte("\xff\xfea"), "")
	f.Add([]byte("\xa4\xa4\xff\x81\x30\x81"), "big5")
	f.Fuzz(func(t *testing.T, data []byte, label string) {
		if text, _ := Decode(data, label); !utf8.ValidString(text) {
			t.Errorf("Decode(%q) = %q, not UTF-8", data, text)
		}
	})
}
