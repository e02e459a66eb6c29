package models

import (
	"strings"
	"testing"
)

func TestReadNumber(t *testing.T) {
	tests := []struct {
		in          string
		value       int64
		approximate bool
	}{
		{"0", 0, false},
		{"119", 119, false},
		{" 1 136 ", 1136, false},
		{"1 1 3 6", 1136, false},
		{"１２３４", 1234, false},
		{"1,234,567", 1234567, false},
		{"１，２３４", 1234, false},
		{"5500余", 5500, true},
		{"5500 余", 5500, true},
		{"500+", 500, true},
		{"100多", 100, true},
		{"300左右", 300, true},
		{"约1.2万", 12000, true},
		{"1.2 万", 12000, false},
		{"１．２万", 12000, false},
		{"1.2345万", 12345, false},
		{"10余万", 100000, true},
		{"3万5千", 35000, false},
		{"3万5千余", 35000, true},
		{"2亿", 200000000, false},
		{"近百", 100, true},
		{"上千", 1000, true},
		{"超过2000", 2000, true},
		{"零", 0, false},
		{"〇", 0, false},
		{"十", 10, false},
		{"十二", 12, false},
		{"二十", 20, false},
		{"二十多", 20, true},
		{"二百三十五", 235, false},
		{"二百零五", 205, false},
		{"二百三", 230, false},
		{"一万二", 12000, false},
		{"一万零二", 10002, false},
		{"一千零一十二", 1012, false},
		{"一万二千三百四十五", 12345, false},
		{"十余万", 100000, true},
		{"两千余", 2000, true},
		{"百余", 100, true},
		{"二〇二三", 2023, false},
		{"二○二三", 2023, false},
		{"二零二三", 2023, false},
		{"贰佰叁拾伍", 235, false},
		{"三萬", 30000, false},
		{"一亿二千万", 120000000, false},
	}
	for _, tt := range tests {
		value, approximate, ok := ReadNumber(tt.in)
		if !ok || value != tt.value || approximate != tt.approximate {
			t.Errorf("ReadNumber(%q) = %d, %t, %t, want %d, %t", tt.in, value, approximate, ok, tt.value, tt.approximate)
		}
	}
}

func TestReadNumber_NotANumber(t *testing.T) {
	for _, in := range []string{"", " ", "无", "/", "-", "—", "-3", "2.5", "1.2.3", "1,23", "12,3456", "20 23 1", "007", "几十", "十几", "数百", "三五", "五六十",
		"一两百", "百", "万", "条", "12件", "abc", "1.23456万", "9999999999999", "99999999亿", "一百零", "三百千", "十百", "万万", "３％", "1/3",
		strings.Repeat("9", 100000), strings.Repeat("一", 100000), strings.Repeat("十", 1000), strings.Repeat("万", 1000), "\xff\xfe"} {
		if value, _, ok := ReadNumber(in); ok {
			t.Errorf("ReadNumber(%.30q) = %d, want no number", in, value)
		}
	}
}

func TestFindNumbers(t *testing.T) {
	tests := []struct {
		name, text, classifiers string
		want                    []int64
		approximate             bool // the first one
	}{
		{"digits", "主动公开政府信息119条。", "条", []int64{119}, false},
		{"spaces around", "主动公开政府信息 1136 条。", "条", []int64{1136}, false},
		{"several", "收到申请12件，办结十件，结转2宗。", "件宗", []int64{12, 10, 2}, false},
		{"another classifier", "受理12件，关注人数20315人。", "件", []int64{12}, false},
		{"any classifier", "受理12件，关注人数20315人", "", []int64{12, 20315}, false},
		{"rest after the number", "发布信息5500 余条", "条", []int64{5500}, true},
		{"rest after the classifier", "发布信息5500条以上", "条", []int64{5500}, true},
		{"about", "发布信息约5500条", "条", []int64{5500}, true},
		{"near", "发布信息近百条", "条", []int64{100}, true},
		{"no approximation in another word", "预约300件", "件", []int64{300}, false},
		{"on the site", "在网上12件", "件", []int64{12}, false},
		{"hundreds, unknown how many", "发布数百条、几十条、十几条", "条", nil, false},
		{"digits after 数", "申请总数12件", "件", []int64{12}, false},
		{"a bare unit", "整理万件", "件", nil, false},
		{"ordinals", "第3条、第二十条", "条", nil, false},
		{"the regulations", "学习2条例", "条", nil, false},
		{"range", "每月3-5件，至8件，2至4件", "件", []int64{8}, false},
		{"set phrases", "高效办成一件事，统一件，一条龙，一件件", "件条", nil, false},
		{"one", "收到申请一件", "件", []int64{1}, false},
		{"none in words", "收到申请零件", "件", []int64{0}, false},
		{"code", "A12件", "件", nil, false},
		{"list comma", "2023，119条", "条", []int64{119}, false},
		{"full-width thousands", "公开12，119条", "条", []int64{12119}, false},
		{"digits in pieces of unknown kind", "公开5 5 00 条", "条", nil, false},
		{"heading number", "1.公开信息12条", "条", []int64{12}, false},
		{"decimal", "平均2.5件", "件", nil, false},
		{"share", "占1/3件", "件", nil, false},
		{"dash before", "行政复议—3件", "件", []int64{3}, false},
		{"over a line break", "受理12\n件", "件", nil, false},
		{"empty", "", "件", nil, false},
		{"traditional", "公開政府信息129條", "条條", []int64{129}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := FindNumbers(tt.text, tt.classifiers)
			var values []int64
			for _, n := range got {
				values = append(values, n.Value)
			}
			if len(values) != len(tt.want) {
				t.Fatalf("got %v, want %v", values, tt.want)
			}
			for i := range values {
				if values[i] != tt.want[i] {
					t.Errorf("got %v, want %v", values, tt.want)
				}
			}
			if len(got) > 0 && got[0].Approximate != tt.approximate {
				t.Errorf("approximate = %t, want %t", got[0].Approximate, tt.approximate)
			}
		})
	}
}

func TestFindNumbers_Place(t *testing.T) {
	text := "学习《条例》。2023年，共公开 约 5500 余条信息；其他。"
	got := FindNumbers(text, "条")
	if len(got) != 1 {
		t.Fatalf("got %v", got)
	}
	if s := text[got[0].Start:got[0].End]; s != "约 5500 余条" {
		t.Errorf("stands at %q", s)
	}
	if got[0].Quote != "2023年，共公开 约 5500 余条信息；" {
		t.Errorf("quote = %q", got[0].Quote)
	}
}

func FuzzFindNumbers(f *testing.F) {
	f.Add("收到申请12件，约5500余条，二百三十五份")
	f.Add("1 2 3, 4，567.8万 第3 一万")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, n := range FindNumbers(text, "件条份") {
			if n.Start < last || n.End <= n.Start || n.End > len(text) || n.Value < 0 || n.Value > maxNumber {
				t.Fatalf("%+v in %q", n, text)
			}
			last = n.End
		}
	})
}
