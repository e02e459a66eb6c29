package sheet

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/models"
)

func TestReadCSV(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a table between paragraphs", "\ufeff二、主动公开,,\r\n信息内容,本年制发件数,现行有效件数\r\n规章,0,\"1,234\"\r\n行政规范性文件,,\r\n许可,2,3\r\n,,\r\n三、,,\r\n",
			"二、主动公开\n[table 4×3]\n|信息内容|本年制发件数|现行有效件数|\n|规章|0|1,234|\n|行政规范性文件|||\n|许可|2|3|\n三、\n"},
		{"an empty line ends a table", "a,1\n\nb,2\n", "[table 1×2]\n|a|1|\n[table 1×2]\n|b|2|\n"},
		{"a line feed within a cell does not", "\"a\nb\",1\nc,2\n", "[table 2×2]\n|a⏎b|1|\n|c|2|\n"},
		{"semicolons", "许可;1,5;2\n处罚;3;4", "[table 2×3]\n|许可|1,5|2|\n|处罚|3|4|\n"},
		{"tabs", "许可\t1\n处罚\t3,4", "[table 2×2]\n|许可|1|\n|处罚|3,4|\n"},
		{"an apostrophe before a sign", "许可,'-\n处罚,'1", "[table 2×2]\n|许可|-|\n|处罚|'1|\n"},
		{"quotation marks in prose", "一,\n\"所谓\"\"公开\"\"，\",\n", "一\n所谓\"公开\"，\n"},
		{"empty", "", ""},
		{"nothing but commas", ",,,\n,,,\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := ReadCSV(context.Background(), []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Dump()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestReadCSV_Charset(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("规章,３")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ReadCSV(context.Background(), []byte(gbk))
	if err != nil || doc.Meta["charset"] != "gb18030" || doc.Dump() != "[table 1×2]\n|规章|３|\n" {
		t.Errorf("got %q, %v, %v", doc.Dump(), doc.Meta, err)
	}
}

func TestReadCSV_Refusals(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		code models.Code
	}{
		"a quotation mark that is not closed": {"a,\"b\nc,1\n", models.EINVALID},
		"too many cells":                      {strings.Repeat("1,", 250_000), models.ETOOLARGE},
		"too many rows":                       {strings.Repeat("a\n", 250_000), models.ETOOLARGE},
		"a wide row over a long column":       {strings.Repeat("1,", 2000) + "\n" + strings.Repeat("1,2\n", 10_000), models.ETOOLARGE},
	} {
		if _, err := ReadCSV(context.Background(), []byte(tt.text)); models.ErrorCode(err) != tt.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadCSV(ctx, []byte("a,b")); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, text := range []string{"规章,0,\n,,\n\n三、\n", "\"a\nb\",1;2\t3\n", "'=1,'-\r\n", "\xff\xfea\x00,\x00"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := ReadCSV(context.Background(), data)
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		for _, b := range doc.Blocks {
			if b.Grid == nil {
				continue
			}
			for _, r := range b.Grid.Rows {
				if len(r.Cells) != b.Grid.Columns {
					t.Fatalf("a row of %d cells in a grid of %d columns", len(r.Cells), b.Grid.Columns)
				}
			}
		}
	})
}
