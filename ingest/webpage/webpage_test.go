package webpage

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/ingest/cells"
	"gongkai/ingest/cells/cellstest"
	"gongkai/models"
)

func mustRead(t *testing.T, page string) cells.Document {
	t.Helper()
	doc, err := Read(context.Background(), []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestRead(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"merged cells are repeated", `<table><tr><td colspan=2 rowspan=2>勾稽</td><td colspan=2>申请人</td></tr><tr><th>自然人<th>总计</tr><tr><td rowspan=2>三</td><td>（一）</td><td>1</td><td>2</td></tr><tr><td>（二）</td><td>&nbsp;</td><td>/</td></tr></table>`,
			"[table 4×4]\n|勾稽|<|申请人|<|\n|^|<|自然人|总计|\n|三|（一）|1|2|\n|^|（二）||/|\n"},
		{"a short row has absent cells", `<table><tr><td>a<td>b<tr><td>c</table>`, "[table 2×2]\n|a|b|\n|c|~|\n"},
		{"rowspan 0 reaches to the end of its group", `<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>d<td>e</table>`, "[table 3×2]\n|a|b|\n|^|c|\n|d|e|\n"},
		{"rowspan does not leave its group", `<table><thead><tr><th rowspan=9>项目<th>数</thead><tr><td>规章<td>1</table>`, "[table 2×2]\n|项目|数|\n|规章|1|\n"},
		{"an overshooting colspan makes no columns", `<table><tr><td colspan=100>第二十条<tr><td>规章<td>1</table>`, "[table 2×2]\n|第二十条|<|\n|规章|1|\n"},
		{"spans that are no numbers", `<table><tr><td colspan="x" rowspan="-1">a<td colspan="2px">b<tr><td>c<td>d<td>e</table>`, "[table 2×3]\n|a|b|<|\n|c|d|e|\n"},
		{"a later cell slips past the ones from above", `<table><tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e</table>`, "[table 2×3]\n|a|b|c|\n|d|^|e|\n"},
		{"an empty row is none", `<table><tr><td>a</td></tr><tr></tr><tr><td>b</td></tr></table><table></table>`, "[table 2×1]\n|a|\n|b|\n"},
		{"paragraphs and breaks in a cell", `<table><tr><td><p>商业</p><p>企业</p></td><td>1<br>2</td></tr></table>`, "[table 1×2]\n|商业⏎企业|1⏎2|\n"},
		{"the caption stands before the table", `<p>前</p><table><caption>表一</caption><tr><td>a</table>后`, "前\n表一\n[table 1×1]\n|a|\n后\n"},
		{"a layout table is descended", `<table><tr><td>首页<td><h2>一、总体情况</h2>文字<table><tr><td>a<td>b</table>二、</table>`, "首页\n# 一、总体情况\n文字\n[table 1×2]\n|a|b|\n二、\n"},
		{"scripts, styles and hidden elements go", `<style>p{}</style><script>var x="<p>"</script><noscript>开启脚本</noscript><template><p>x</p></template><p hidden>a</p><div style="color:red; DISPLAY : none">b</div><p>留<del>旧</del><ruby>字<rp>(</rp><rt>zi</rt></ruby></p>`, "留字\n"},
		{"hidden rows and cells are not in the grid", `<table><tr style="display:none"><td>x<tr><td hidden>y<td>a<tr style="visibility: collapse"><td>z</table><p style="visibility:hidden">w`, "[table 1×1]\n|a|\n"},
		{"white space collapses", "<p>  政府\n  信息 <b> 公开 </b> 12\n件 <br> 二 </p>", "政府信息 公开 12 件⏎二\n"},
		{"preformatted lines are kept", "<pre>一\n二</pre><p>三\n3</p>", "一⏎二\n三 3\n"},
		{"fields show their values", `<table><tr><td>规章<td><input value="3"><td><input type=hidden value=9><input type="NUMBER" value="4"></table>`, "[table 1×3]\n|规章|3|4|\n"},
		{"title and headings", `<title> 年度
报告 </title><title>x</title><h1>大<br>题</h1><div>块<p>段</p>尾</div>`, "title: 年度 报告\n# 大⏎题\n块\n段\n尾\n"},
		{"page chrome is kept", `<ul><li>首页<li>政务公开</ul><table class=meta><tr><td>索引号<td>014</table>`, "首页\n政务公开\n[table 1×2]\n|索引号|014|\n"},
		{"Word's own tags", `<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>总体情况<o:p></o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]-->`, "一、总体情况\n"},
		{"the mark of a footnote is no digit", `<table><tr><td>764<sup>2</sup><td>578.72<sup><a href="#n">[3]</a></sup>万元<td>1<sub>2</sub><td><sup>9</sup><tr><td>8<span style="Vertical-Align: super">1</span><td>3 <sup>①</sup><br>4<td>20m<sup>2</sup><td>1<sup><del>3</del></sup>2</table>`,
			"[table 2×4]\n|764 [2]|578.72 [3]万元|1 [2]|9|\n|8 [1]|3 [①]⏎4|20m2|12|\n"},
		{"a mark raised by points", `<p>7<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>1</span><p>8<span style="mso-text-raise:0pt">2</span>`, "7 [1]\n82\n"},
		{"a raised paragraph ends the mark", `<p>7<sup>1<p>8</sup>9</p>`, "7 [1]\n89\n"},
		{"what is struck through goes", `<p>共<s>5</s><strike>6</strike><del>7</del><span style="text-decoration: line-through">8</span><ins>9</ins>件</p>`, "共9件\n"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, mustRead(t, tt.page).Dump()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRead_Meta(t *testing.T) {
	doc := mustRead(t, `<meta charset="gb2312"><meta name="PubDate" content=" 2025-01-20 09:00 "><META NAME=pubdate content=later><meta name="ContentSource" content="区&nbsp;司法局"><meta http-equiv=x content=y>`)
	want := map[string]string{"charset": "utf-8", "pubdate": "2025-01-20 09:00", "contentsource": "区 司法局"}
	if diff := cmp.Diff(want, doc.Meta); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRead_Charsets(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("行政许可１２件，𠮷市")
	if err != nil {
		t.Fatal(err)
	}
	script := "<script>" + strings.Repeat("x", 4000) + "</script>"
	for name, page := range map[string]string{
		"no label":           gbk,
		"labelled utf-8":     `<meta charset=utf-8>` + gbk,
		"label after script": script + `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">` + gbk,
	} {
		if got := mustRead(t, page); got.Dump() != "行政许可１２件，𠮷市\n" || got.Meta["charset"] != "gb18030" {
			t.Errorf("%s: got %q in %s", name, got.Dump(), got.Meta["charset"])
		}
	}
	big5 := `<META http-equiv=Content-Type content="text/html; charset=big5"><p>` + "\xac\x46\xa9\xb2\xb8\xea\xb0\x54\xa4\xbd\xb6\x7d"
	if got := mustRead(t, big5); got.Dump() != "政府資訊公開\n" {
		t.Errorf("big5: got %q", got.Dump())
	}
}

func TestRead_Refusals(t *testing.T) {
	tests := []struct {
		name, page string
		code       models.Code
	}{
		{"elements nested too deeply", strings.Repeat("<div>", 200_000), models.EINVALID},
		{"tables nested too deeply", strings.Repeat("<table><tr><td>", 100_000), models.EINVALID},
		{"formatting nested too deeply", strings.Repeat("<b><i>", 100_000), models.EINVALID},
		{"too large", strings.Repeat("x", MaxBytes+1), models.ETOOLARGE},
		{"too many tags", strings.Repeat("<p>", maxTags+1), models.ETOOLARGE},
		{"spans without end", "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td rowspan=65534 colspan=1000>", 2), 10_000), models.ETOOLARGE},
		{"too many cells in one table", "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>", 99), 3000), models.ETOOLARGE},
		{"too many cells in many tables", strings.Repeat("<table>"+strings.Repeat("<tr>"+strings.Repeat("<td>", 50), 50)+"</table>", 90), models.ETOOLARGE},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(context.Background(), []byte(tt.page)); models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, []byte("<p>x")); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestRead_Corpus(t *testing.T) {
	for _, name := range []string{"made-00", "made-04", "made-05"} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(context.Background(), cellstest.Corpus(t, "made/"+name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			cellstest.Golden(t, name, doc)
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, page := range []string{
		`<title>x</title><meta name=pubdate content=2025><h1>题</h1><table><caption>c</caption><thead><tr><td colspan=2 rowspan=0>a<tbody><tr><td>b<td>c</table>`,
		`<table><tr><td><table><tr><td style="display:none">x</table></table><pre>一` + "\n" + `二</pre><input value=3>`,
		"\xff\xfe<\x00p\x00>\x00", "<meta charset=big5>\xa4\xa4<p>\x81\x30",
	} {
		f.Add([]byte(page))
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
				if len(r.Cells) != b.Grid.Columns {
					t.Fatalf("a row of %d cells in a grid of %d columns", len(r.Cells), b.Grid.Columns)
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := cellstest.Corpus(b, "made/made-05.html")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), data); err != nil {
			b.Fatal(err)
		}
	}
}
