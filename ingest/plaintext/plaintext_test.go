package plaintext

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/ingest/cells/cellstest"
	"gongkai/models"
)

func TestRead(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"lines are paragraphs", "\ufeff一、总体情况\r\n\r\n　　文字描述。\f二、\r三\n", "一、总体情况\n文字描述。\n二、\n三\n"},
		{"tab-separated lines are a ragged table", "二、\n第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t０\t\t/\n文字", "二、\n[ragged table 3×4]\n|第二十条第（一）项||||\n|信息内容|本年制发件数|本年废止件数|现行有效件数|\n|规章|０||/|\n文字\n"},
		{"leading tabs are fields", "三、本年度办理结果\t（一）予以公开\t1\t2\n\t（二）部分公开\t3\t4\n\t\n", "[ragged table 3×4]\n|三、本年度办理结果|（一）予以公开|1|2|\n||（二）部分公开|3|4|\n|||\n"},
		{"a blank line ends a table, ruled lines go", "行政许可\t7\n\n行政事业性收费\t0\n---------\t---\n", "[ragged table 1×2]\n|行政许可|7|\n[ragged table 1×2]\n|行政事业性收费|0|\n"},
		{"an indented paragraph is no table", "\t文字\n\t文字", "文字\n文字\n"},
		{"a number set off by a tab is a heading", "规章\t1\n三、\t收到和处理情况\n（一）　主动公开\n1.  2025年", "[ragged table 1×2]\n|规章|1|\n三、收到和处理情况\n（一）主动公开\n1.2025年\n"},
		{"Markdown table", "# 年度**报告** #\n\n| 信息内容 | 本年\\|制发 |  |\n|---|:---:|---:|\n| **规章** | 1<br>2 | &nbsp; |\n| 行政规范性文件 |\n\n1\\. 文字 **重点**", "# 年度报告\n[table 3×3]\n|信息内容|本年|制发||\n|规章|1⏎2||\n|行政规范性文件|~|~|\n1. 文字 重点\n"},
		{"Markdown table without outer bars, ended by prose", "信息内容 | 数量\n--- | ---\n规章 | 3\n文字", "[table 2×2]\n|信息内容|数量|\n|规章|3|\n文字\n"},
		{"Markdown table with a blank header", "|  |  |\n|--|--|\n| 规章 | 3 |", "[table 1×2]\n|规章|3|\n"},
		{"bars without a rule", "| 规章 | 3 |\n| 行政许可 | 4 |", "[table 2×2]\n|规章|3|\n|行政许可|4|\n"},
		{"a bar in a line of prose", "首页 | 政务公开\n文字", "首页 | 政务公开\n文字\n"},
		{"marks outside Markdown stay", "关注人数**未计**\n2\\3 &amp; #1", "关注人数**未计**\n2\\3 &amp; #1\n"},
		{"drawn box", "┌────┬──┐\n│规章│３│\n├────┼──┤\n│许可│  │\n└────┴──┘", "[ragged table 2×2]\n|规章|３|\n|许可||\n"},
		{"box of pluses", "+------+---+\n| 规章 | 3 |\n+======+===+\n| 许可 | 4 |\n+------+---+", "[ragged table 2×2]\n|规章|3|\n|许可|4|\n"},
		{"a Chinese dash is no box", "公开──是原则\n──────", "公开──是原则\n"},
		{"columns aligned by spaces", "2025 年    工作报告\n\n信息内容        本年制发件数   现行有效件数\n规章                 0           －\n　行政许可　7\n\n电话  无", "2025 年    工作报告\n[ragged table 3×3]\n|信息内容|本年制发件数|现行有效件数|\n|规章|0|－|\n|行政许可|7|\n[ragged table 1×2]\n|电话|无|\n"},
		{"a rule between paragraphs", "一\n---\n二", "一\n二\n"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read(context.Background(), []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Dump()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRead_Charset(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("规章\t３")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read(context.Background(), []byte(gbk))
	if err != nil || doc.Meta["charset"] != "gb18030" || doc.Dump() != "[ragged table 1×2]\n|规章|３|\n" {
		t.Errorf("got %q, %v, %v", doc.Dump(), doc.Meta, err)
	}
}

func TestRead_Refusals(t *testing.T) {
	for name, text := range map[string]string{
		"too many lines":       strings.Repeat("\n", maxLines+1),
		"too many fields":      strings.Repeat("\t1", 300_000),
		"too many table cells": "|a|b|\n|--|--|\n" + strings.Repeat("|"+strings.Repeat("1|", 30)+"\n", 10_000),
	} {
		if _, err := Read(context.Background(), []byte(text)); models.ErrorCode(err) != models.ETOOLARGE {
			t.Errorf("%s: err = %v, want code too_large", name, err)
		}
	}
}

func TestRead_LongRunsTakeLinearTime(t *testing.T) {
	for name, line := range map[string]string{"ruled": "---\t---", "spaced": "甲  乙", "pluses": "+--", "items": "一、\t甲", "bars": "| -", "boxes": "│", "tabs": "\t"} {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		if _, err := Read(ctx, []byte(strings.Repeat(line+"\n", 30_000))); err != nil && models.ErrorCode(err) != models.ETOOLARGE {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, []byte("文字")); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestRead_Corpus(t *testing.T) {
	doc, err := Read(context.Background(), cellstest.Corpus(t, "yimei-civil-affairs-2025.txt"))
	if err != nil {
		t.Fatal(err)
	}
	cellstest.Golden(t, "yimei-civil-affairs-2025", doc)
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"规章\t0\t\n\t\n三、\t收到\n", "# 标题\n|a\\|b|c|\n|--|:-:|\n|1<br>2|\n", "┌─┐\n│a│\n+--+\n|b|\n", "信息  数  数\n规章  1  2\n行政许可　7", "\xff\xfea\x00\t\x00",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data)
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
				if n := len(r.Cells); n > b.Grid.Columns || !b.Grid.Ragged && n < b.Grid.Columns {
					t.Fatalf("a row of %d cells in a grid of %d columns", n, b.Grid.Columns)
				}
			}
		}
	})
}
