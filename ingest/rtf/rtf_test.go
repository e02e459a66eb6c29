package rtf

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/ingest/cells/cellstest"
	"gongkai/models"
)

// gbk writes text as Word does: bytes of GBK in hexadecimal.
func gbk(s string) string {
	enc, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	for _, c := range []byte(enc) {
		if c < 0x80 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, `\'%02x`, c)
		}
	}
	return b.String()
}

const head = `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\froman\fcharset0 Times;}}{\colortbl;\red0;}{\stylesheet{\s1 heading 1;}}` +
	`{\info{\title 2024}{\author x}}{\*\generator WPS}{\header \pard head\par}` + "\r\n"

// row makes a row as Word does: described before its cells and again at its end.
func row(def string, cells ...string) string {
	s := `\trowd\trgaph108\trleft-108` + def + `\pard\plain\intbl `
	for _, c := range cells {
		s += gbk(c) + `\cell `
	}
	return s + `\pard\intbl{\trowd\trleft-108` + def + `\row}` + "\r\n"
}

func TestRead(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"paragraphs", `\pard\outlinelevel0 ` + gbk("年度报告") + `\par\pard\plain ` + gbk("一、") + `\tab\b ` + gbk("总体") + `\b0` + gbk("情况") + `\par\par\sect ` + gbk("末"), "# 年度报告\n一、	总体情况\n末\n"},
		{"merged cells", row(`\clvmgf\cellx2000\cellx3000\cellx4000`, "勾稽", "申请人", "") +
			row(`\clvmgf\cellx1000\cellx2000\cellx3000\cellx3990`, "三", "（一）", "1", "2") +
			row(`\clvmrg\cellx1005\cellx2000\cellx3000\cellx4000`, "", "（二）", "35", "") +
			row(`\clmgf\cellx1000\clmrg\cellx2000\cellx3000\cellx4000`, "独", "", "4", "5") + `\pard ` + gbk("后") + `\par`,
			"[table 4×4]\n|勾稽|<|申请人||\n|三|（一）|1|2|\n|^|（二）|35||\n|独|<|4|5|\n后\n"},
		{"cells of several paragraphs", `\trowd\cellx1000\cellx2000\pard\intbl ` + gbk("商业") + `\par ` + gbk("企业") + `\cell 1\line 2\cell\row`, "[table 1×2]\n|商业⏎企业|1⏎2|\n"},
		{"a number split over groups and lines", `{\rtlch 1{\b 2}` + "\r\n" + `7}\par`, "127\n"},
		{"Unicode with a fallback", `{\uc1\u25919\'d5\u24220 ?}{\uc2\u20844\'b9\'ab\u-10187\'3f\'3f\u-9138\'3f\'3f}{\uc0\u24320}1\par`, "政府公𝑎开1\n"},
		{"a fallback ends with its group", `{\u25919}12\par`, "政12\n"},
		{"a character of which half is written as it is", `\'81@\'81\'7d\par`, "丂亇\n"},
		{"escapes and special characters", `\{\\\}\~a\_b\-c\emdash\rquote\par`, "{\\} a-bc—’\n"},
		{"hidden and deleted text", `1{\v 2}{\deleted 3}\v 4\v0 5\deleted 6\plain 7\par`, "157\n"},
		{"struck text", `{\strike 1}2\striked1 3\striked0 4\par`, "24\n"},
		{"marks raised by points", `1908{\up6 1}\par 7{\dn 2}\par 8{\up1 3}\par`, "1908 [1]\n7 [2]\n83\n"},
		{"raised marks are kept apart", `1908{\super 1}\par 7\super [2]\nosupersub \'bc\'fe\par 8\super 3\plain 9\par`, "1908 [1]\n7 [2]件\n8 [3]9\n"},
		{"fields show their result", `{\field{\*\fldinst { PAGE }}{\fldrslt {12}}}` + gbk("件") + `\par`, "12件\n"},
		{"automatic numbers", `{\listtext\pard\plain ` + gbk("一、") + `\tab}\pard ` + gbk("总体情况") + `\par{\pntext\f2 \'b7\tab}` + gbk("点") + `\par{\listtext 1.\tab}` + gbk("项") + `\par`, "一、总体情况\n点\n1. 项\n"},
		{"unknown destinations, pictures and notes", `{\*\unknown text}{\pict\bin4 }}\'7da}{\footnote x}{\*\shppict{\pict 00}}a\par`, "a\n"},
		{"nested tables", `\trowd\cellx1000\cellx2000\pard\intbl ` + gbk("外") + `\cell\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx100\cellx200\nestrow}{\nonesttables\par}\pard\intbl\itap1 c\cell\row`,
			"[table 1×2]\n|外|c|\n[table 1×2]\n|a|b|\n"},
		{"a layout table is unwrapped", `\trowd\cellx1000\pard\intbl ` + gbk("一、") + `\par\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx100\cellx200\nestrow}\pard\intbl\itap1 c\cell\row`,
			"一、\n[table 1×2]\n|a|b|\nc\n"},
		{"a line feed after a backslash", "a\\\nb", "a\nb\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read(context.Background(), []byte(head+tt.body+"}\x00"))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := doc.Dump(), "title: 2024\n"+tt.want; got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func TestRead_CodePages(t *testing.T) {
	for name, data := range map[string]string{
		"the font's character set": `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 a;}{\f7\fcharset134 b;}}\f0 caf\'e9 \f7\'b9\'ab}`,
		"utf-8":                    `{\rtf1\ansi\ansicpg65001 caf\'c3\'a9 \'e5\'85\'ac}`,
	} {
		doc, err := Read(context.Background(), []byte(data))
		if err != nil || doc.Dump() != "café 公\n" {
			t.Errorf("%s: got %q, %v", name, doc.Dump(), err)
		}
	}
	big5, err := Read(context.Background(), []byte(`{\rtf1\ansi\ansicpg950 \'a4\'bd}`))
	if err != nil || big5.Dump() != "公\n" {
		t.Errorf("big5: got %q, %v", big5.Dump(), err)
	}
}

func TestRead_Refusals(t *testing.T) {
	tests := []struct {
		name, data string
		code       models.Code
	}{
		{"empty", "", models.EINVALID},
		{"no RTF", "{x}", models.EINVALID},
		{"cut off", head + `a\par`, models.EINVALID},
		{"cut off within a byte", head + `\'d`, models.EINVALID},
		{"groups nested too deeply", head + strings.Repeat("{", 100_000), models.EINVALID},
		{"tables nested too deeply", head + `\intbl\itap99 x\par}`, models.EINVALID},
		{"too many cells", head + strings.Repeat(`\trowd\cellx1\intbl\cell\row`, 200_001) + "}", models.ETOOLARGE},
		{"too many cells in a row", head + strings.Repeat(`\cell`, 200_001) + "}", models.ETOOLARGE},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(context.Background(), []byte(tt.data)); models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, []byte(head+"}")); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(head + row(`\clvmgf\cellx1000\clmrg\cellx2000`, "甲", "1") + `{\listtext 1.\tab}\u25919\'d5{\*\nesttableprops\trowd\nestrow}\bin3 }}}` + "}"))
	f.Add([]byte(`{\rtf1\ansicpg950{\fonttbl{\f1\fcharset136 a;}}\f1\'a4\itap3 x\nestcell\nestrow\cell\row}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data)
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		cellstest.Rectangular(t, doc)
	})
}
