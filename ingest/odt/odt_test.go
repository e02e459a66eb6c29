package odt

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells/cellstest"
	"gongkai/ingest/part"
	"gongkai/models"
)

// file makes a document of parts.
func file(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func content(styles, body string) map[string]string {
	return map[string]string{"content.xml": `<?xml version="1.0"?><office:document-content><office:automatic-styles>` + styles +
		`</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`}
}

func p(text string) string { return "<text:p>" + text + "</text:p>" }

func tc(attrs, text string) string {
	return "<table:table-cell " + attrs + ">" + p(text) + "</table:table-cell>"
}

func tr(cells ...string) string {
	return "<table:table-row>" + strings.Join(cells, "") + "</table:table-row>"
}

func tbl(rows ...string) string {
	return "<table:table><table:table-column/>" + strings.Join(rows, "") + "</table:table>"
}

const covered = "<table:covered-table-cell/>"

// check reads a document and compares its dump.
func check(t *testing.T, styles, body, want string) {
	t.Helper()
	doc, err := Read(context.Background(), file(t, content(styles, body)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), doc.Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRead_MergedCells(t *testing.T) {
	check(t, "", tbl(
		"<table:table-header-rows>"+tr(tc(`table:number-columns-spanned="2" table:number-rows-spanned="2"`, "勾稽"), covered, tc(`table:number-columns-spanned="2"`, "申请人情况"), covered)+"</table:table-header-rows>",
		"<table:table-rows>"+tr(`<table:covered-table-cell table:number-columns-repeated="2"/>`, tc("", "自然人"), tc("", "总计"))+"</table:table-rows>",
		tr(tc(`table:number-rows-spanned="2"`, "三"), tc("", "（一）"), tc("", "1"), tc("", "2")),
		"<text:soft-page-break/>",
		tr("<table:covered-table-cell><text:p>盖住</text:p></table:covered-table-cell>", tc("", "（二）"), tc(`table:number-columns-repeated="2"`, "0"))), `
[table 4×4]
|勾稽|<|申请人情况|<|
|^|<|自然人|总计|
|三|（一）|1|2|
|^|（二）|0|0|
`)
}

func TestRead_RepeatedRows(t *testing.T) {
	check(t, "", tbl(tr(tc("", "a"), tc("", "1")),
		`<table:table-row table:number-rows-repeated="2">`+tc("", "b")+tc("", "0")+"</table:table-row>",
		`<table:table-row table:number-rows-repeated="1048573">`+tc("", "")+"</table:table-row>"), `
[table 4×2]
|a|1|
|b|0|
|b|0|
||~|
`)
}

func TestRead_DeletedAndHiddenTextIsLeftOut(t *testing.T) {
	check(t, `<style:style style:name="H"><style:text-properties text:display="none"/></style:style><style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/></style:style>`+
		`<style:style style:name="N"><style:text-properties style:text-line-through-style="none"/></style:style>`,
		`<text:tracked-changes><text:changed-region><text:deletion>`+p("旧")+`</text:deletion></text:changed-region></text:tracked-changes>`+
			p(`<text:span text:style-name="N">留</text:span><text:change text:change-id="1"/><text:span text:style-name="S">划</text:span><text:span text:style-name="H">隐</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body>`+p("注")+`</text:note-body></text:note>`+
				`<office:annotation>`+p("批")+`</office:annotation><text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zi</text:ruby-text></text:ruby>`)+
			`<text:p text:style-name="H">隐</text:p><text:section text:display="none">`+p("隐")+`</text:section><text:section>`+p("节")+`</text:section>`, `
留字
节
`)
}

func TestRead_FootnoteMarkIsNoDigit(t *testing.T) {
	styles := `<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>` +
		`<style:style style:name="T1" style:parent-style-name="up"><style:text-properties fo:color="#000"/></style:style>` +
		`<style:style style:name="T2" style:parent-style-name="up"><style:text-properties style:text-position="0% 100%"/></style:style>` +
		`<style:style style:name="T3"><style:text-properties style:text-position="-33% 58%"/></style:style>`
	span := func(style, text string) string {
		return `<text:span text:style-name="` + style + `">` + text + `</text:span>`
	}
	check(t, styles, tbl(tr(tc("", "1908"+span("up", "1")), tc("", "7"+span("T1", "[<text:span>2</text:span>]")+"件"), tc("", span("up", "9")),
		tc("", "1"+span("T2", "2")), tc("", "1 "+span("T3", "①")+"<text:s/>"),
		tc("", `3<text:note><text:note-citation>1</text:note-citation><text:note-body>`+p("注")+`</text:note-body></text:note>`))), `
[table 1×6]
|1908 [1]|7 [2]件|9|12|1 [①]|3|
`)
}

func TestRead_StruckTextIsLeftOut(t *testing.T) {
	check(t, `<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/></style:style>`+
		`<style:style style:name="T"><style:text-properties style:text-line-through-type="double"/></style:style>`+
		`<style:style style:name="U" style:parent-style-name="S"/><style:style style:name="loop" style:parent-style-name="loop"/>`+
		`<style:style style:name="N" style:parent-style-name="S"><style:text-properties style:text-line-through-style="none" style:text-line-through-type="none"/></style:style>`,
		p(`<text:span text:style-name="S">一</text:span><text:span text:style-name="T">二</text:span><text:span text:style-name="U">三</text:span>`+
			`<text:span text:style-name="N">四</text:span><text:span text:style-name="loop">五</text:span>`)+`<text:p text:style-name="S">六</text:p>`, "四五\n")
}

func TestRead_TextWithinParagraphs(t *testing.T) {
	check(t, "", p("1<text:span>2\n  7</text:span><text:s text:c=\"3\"/>件<text:tab/>甲<text:line-break/>乙<text:soft-page-break/>丙<text:a>链</text:a>")+p("\n ")+
		p(`图<draw:frame><draw:text-box>`+p("框")+`</draw:text-box><svg:title>名</svg:title></draw:frame>后`), `
12 7   件	甲⏎乙丙链
图后
框
`)
}

func TestRead_HiddenRowIsLeftOut(t *testing.T) {
	check(t, "", tbl(tr(tc("", "甲"), tc("", "1")), `<table:table-row table:visibility="collapse">`+tc("", "隐")+tc("", "9")+"</table:table-row>", tr(tc("", "乙"), tc("", "2"))), `
[table 2×2]
|甲|1|
|乙|2|
`)
}

func TestRead_NestedAndLayoutTables(t *testing.T) {
	check(t, "", tbl(tr(tc("", "外"), "<table:table-cell>"+p("格")+tbl(tr(tc("", "内")))+"</table:table-cell>"))+
		tbl(tr("<table:table-cell>"+p("一、总体情况")+tbl(tr(tc("", "a"), tc("", "b")))+"</table:table-cell>")), `
[table 1×2]
|外|格|
[table 1×1]
|内|
一、总体情况
[table 1×2]
|a|b|
`)
}

const numbered = `<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>` +
	`<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/>` +
	`<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2" style:num-suffix="."/></text:list-style>` +
	`<text:list-style style:name="P"><text:list-level-style-number text:level="1" style:num-format="a" loext:num-list-format="第%1%款："/></text:list-style>` +
	`<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="●"/></text:list-style>`

func TestRead_ListNumbers(t *testing.T) {
	list := func(attrs string, items ...string) string {
		return "<text:list " + attrs + "><text:list-item>" + strings.Join(items, "</text:list-item><text:list-item>") + "</text:list-item></text:list>"
	}
	tests := []struct{ name, body, want string }{
		{"levels count on and start afresh", list(`text:style-name="L"`, p("甲")+list("", p("乙"), p("丙")+list("", p("丁"))), p("戊")+p("续")+list("", p("己"))), "一、甲\n（1）乙\n（2）丙\n2.1. 丁\n二、戊\n续\n（1）己\n"},
		{"a list goes on", list(`text:style-name="L"`, p("甲")) + p("文") + list(`text:style-name="L" text:continue-numbering="true"`, p("乙")), "一、甲\n文\n二、乙\n"},
		{"a list goes on by its id", list(`text:style-name="L" xml:id="x"`, p("甲")) + list(`text:style-name="P"`, p("乙")) + list(`text:style-name="L" text:continue-list="x"`, p("丙")), "一、甲\n第a款：乙\n二、丙\n"},
		{"a list starts anew", list(`text:style-name="L"`, p("甲")) + list(`text:style-name="L"`, p("乙")), "一、甲\n一、乙\n"},
		{"a number of its own", `<text:list text:style-name="L"><text:list-item text:start-value="5">` + p("甲") + `</text:list-item><text:list-header>` + p("乙") + `</text:list-header><text:list-item>` + p("丙") + `</text:list-item></text:list>`, "五、甲\n乙\n六、丙\n"},
		{"bullets are not text", list(`text:style-name="B"`, p("甲")) + list(``, p("乙")), "甲\n乙\n"},
		{"in cells", tbl(tr("<table:table-cell>" + list(`text:style-name="L"`, p("甲")) + "</table:table-cell>")), "[table 1×1]\n|一、甲|\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, numbered, tt.body, tt.want) })
	}
}

func TestRead_Headings(t *testing.T) {
	parts := content(`<style:style style:name="P1" style:parent-style-name="Title"/>`,
		`<text:p text:style-name="P1">报告</text:p><text:h text:outline-level="1">总体情况</text:h><text:h text:outline-level="2">主动公开</text:h><text:h text:outline-level="1">表二</text:h><text:h text:is-list-header="true">无号</text:h>`)
	parts["styles.xml"] = `<x><text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:outline-level-style text:level="2" style:num-format=""/></text:outline-style></x>`
	parts["meta.xml"] = `<m><dc:title> 年度报告 </dc:title></m>`
	doc, err := Read(context.Background(), file(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := doc.Dump(), "title: 年度报告\n# 报告\n# 一、总体情况\n# 主动公开\n# 二、表二\n# 无号\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRead_Refusals(t *testing.T) {
	deep := strings.Repeat("<table:table><table:table-row><table:table-cell>", 200_000)
	row := strings.Repeat(`<table:table-cell table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>`, 1)
	withPart := func(name, data string) []byte {
		parts := content("", p("文"))
		parts[name] = data
		return file(t, parts)
	}
	tests := []struct {
		name string
		data []byte
		code models.Code
	}{
		{"no zip", []byte("PK\x03\x04"), models.EINVALID},
		{"empty", nil, models.EINVALID},
		{"no content", file(t, map[string]string{"mimetype": "x"}), models.EINVALID},
		{"no body", file(t, map[string]string{"content.xml": "<x/>"}), models.EINVALID},
		{"a password", withPart("META-INF/manifest.xml", "<manifest:encryption-data/>"), models.EINVALID},
		{"broken styles", withPart("styles.xml", "<a></b>"), models.EINVALID},
		{"a part too large", withPart("meta.xml", strings.Repeat(" ", part.MaxBytes+1)), models.ETOOLARGE},
		{"broken XML", file(t, content("", "<text:p>x</text:h>")), models.EINVALID},
		{"entities of its own", file(t, map[string]string{"content.xml": `<!DOCTYPE x [<!ENTITY a "b">]><b><body><p>&a;</p></body></b>`}), models.EINVALID},
		{"nested too deeply", file(t, map[string]string{"content.xml": "<office:body>" + deep}), models.EINVALID},
		{"lists nested too deeply", file(t, content("", strings.Repeat("<text:list><text:list-item>", 100))), models.EINVALID},
		{"repeated without end", file(t, content("", tbl(`<table:table-row table:number-rows-repeated="99999999999">`+row+`</table:table-row>`))), models.ETOOLARGE},
		{"too wide", file(t, content("", tbl(tr(row, tc("", ""))))), models.ETOOLARGE},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(context.Background(), tt.data); models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, file(t, content("", strings.Repeat(p("x"), 1000)))); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestRead_Corpus(t *testing.T) {
	for _, name := range []string{"made-00", "made-05"} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(context.Background(), cellstest.Corpus(t, "made/odt/"+name+".odt"))
			if err != nil {
				t.Fatal(err)
			}
			cellstest.Golden(t, name, doc)
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(content("", tbl(tr(tc(`table:number-columns-spanned="2" table:number-rows-repeated="3"`, "a"), covered)))["content.xml"])
	f.Add(content(numbered, `<text:list text:style-name="L"><text:list-item>`+p("甲")+`</text:list-item></text:list><text:h text:outline-level="99">题</text:h>`)["content.xml"])
	f.Fuzz(func(t *testing.T, xml string) {
		doc, err := Read(context.Background(), file(t, map[string]string{"content.xml": xml, "styles.xml": xml}))
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		cellstest.Rectangular(t, doc)
	})
}

func BenchmarkRead(b *testing.B) {
	data := cellstest.Corpus(b, "made/odt/made-05.odt")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), data); err != nil {
			b.Fatal(err)
		}
	}
}
