package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells"
	"gongkai/ingest/cells/cellstest"
	"gongkai/ingest/part"
	"gongkai/models"
)

// file makes a document of parts. The main part is word/document.xml unless _rels/.rels says otherwise.
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

func body(content string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document><w:body>` + content + `<w:sectPr/></w:body></w:document>`
}

func p(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func tc(props, text string) string {
	return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + p(text) + "</w:tc>"
}

func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

func tbl(rows ...string) string { return "<w:tbl><w:tblPr/>" + strings.Join(rows, "") + "</w:tbl>" }

func readParts(t *testing.T, parts map[string]string) cells.Document {
	t.Helper()
	doc, err := Read(context.Background(), file(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// check reads a document with this body and compares its dump.
func check(t *testing.T, content, want string) {
	t.Helper()
	doc := readParts(t, map[string]string{"word/document.xml": body(content)})
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), doc.Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

const vContinue, vRestart, wide = `<w:vMerge/>`, `<w:vMerge w:val="restart"/>`, `<w:gridSpan w:val="2"/>`

func TestRead_MergedCells(t *testing.T) {
	check(t, tbl(
		tr(tc(wide+vRestart, "勾稽"), tc(wide, "申请人情况")),
		tr(tc(wide+vContinue, ""), tc("", "自然人"), tc("", "总计")),
		tr(tc(vRestart, "三"), tc("", "（一）"), tc("", "1"), tc("", "2")),
		tr(tc(`<w:vMerge w:val="continue"/>`, ""), tc("", "（二）"), tc("", "3"), tc("", ""))), `
[table 4×4]
|勾稽|<|申请人情况|<|
|^|<|自然人|总计|
|三|（一）|1|2|
|^|（二）|3||
`)
}

func TestRead_MergeEndsWhereSpanDiffers(t *testing.T) {
	check(t, tbl(
		tr(tc(wide+vRestart, "a")),
		tr(tc(vContinue, "b"), tc("", "c")),
		tr(tc(vContinue, ""), tc(vRestart, "d")),
		tr(tc("", "e"), tc("", "f")),
		tr(tc(vContinue, "g"), tc(vContinue, "h"))), `
[table 5×2]
|a|<|
|b|c|
|^|d|
|e|f|
|g|h|
`)
}

func TestRead_RowsShorterThanTheGrid(t *testing.T) {
	check(t, tbl(
		tr(tc("", "a"), tc("", "b"), tc("", "c")),
		"<w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>"+tc("", "d")+"</w:tr>",
		tr(tc("", "e"), tc("", "f"))), `
[table 3×3]
|a|b|c|
|~|d|~|
|e|f|~|
`)
}

func TestRead_TransparentWrappers(t *testing.T) {
	wrap := func(content string) string {
		return `<w:sdt><w:sdtPr><w:alias w:val="x"/><w:text/></w:sdtPr><w:sdtContent>` + content + "</w:sdtContent></w:sdt>"
	}
	check(t, wrap(p("一段"))+wrap(tbl(
		wrap(tr(tc("", "a"), wrap(tc("", "1")))),
		"<w:ins>"+tr(tc("", "b"), `<w:tc><w:p><w:hyperlink><w:r><w:t>2</w:t></w:r></w:hyperlink><w:ins><w:smartTag><w:r><w:t>5</w:t></w:r></w:smartTag></w:ins></w:p></w:tc>`)+"</w:ins>")), `
一段
[table 2×2]
|a|1|
|b|25|
`)
}

func TestRead_DeletedAndHiddenTextIsLeftOut(t *testing.T) {
	check(t, `<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>`+
		`<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t><w:tab/></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>新</w:t></w:r>`+
		`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>3</w:t></w:r></w:p>`+
		tbl("<w:tr><w:trPr><w:del/></w:trPr>"+tc("", "旧行")+"</w:tr>", tr(tc("", "新行"))), `
新3
[table 1×1]
|新行|
`)
}

// run is a run with these properties.
func run(props, text string) string {
	return "<w:r><w:rPr>" + props + "</w:rPr><w:t>" + text + "</w:t></w:r>"
}

func TestRead_FootnoteMarkIsNoDigit(t *testing.T) {
	const super, sub = `<w:b/><w:vertAlign w:val="superscript"/>`, `<w:vertAlign w:val="subscript"/>`
	cell := func(runs ...string) string { return "<w:tc><w:p>" + strings.Join(runs, "") + "</w:p></w:tc>" }
	check(t, tbl(tr(
		cell(run("", "1908"), run(super, "1")),
		cell(run("", "7"), run(super, "["), run(super, "2"), run(super, "]"), run("", "件")),
		cell(run(super, "9")),
		cell(run("", "5"), run(sub, "①"), run(`<w:vertAlign w:val="baseline"/>`, "6")),
		cell(run("", "3"), `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>`)))+
		"<w:p>"+run("", "8")+run(super, "1")+"</w:p>"+p("9"), `
[table 1×5]
|1908 [1]|7 [2]件|9|5 [①]6|3|
8 [1]
9
`)
}

func TestRead_MarkRaisedByPoints(t *testing.T) {
	check(t, "<w:p>"+run("", "8")+run(`<w:position w:val="8"/>`, "1")+"</w:p><w:p>"+run("", "7")+run(`<w:position w:val="-2"/>`, "2")+"</w:p><w:p>"+
		run("", "6")+run(`<w:position w:val="6"/><w:vertAlign w:val="baseline"/>`, "3")+"</w:p>", "8 [1]\n72\n6 [3]\n")
}

func TestRead_HiddenRowIsLeftOut(t *testing.T) {
	row := func(props, text string) string {
		return "<w:tr><w:trPr>" + props + "</w:trPr><w:tc>" + p(text) + "</w:tc><w:tc>" + p("1") + "</w:tc></w:tr>"
	}
	check(t, tbl(row("", "甲"), row("<w:hidden/>", "隐"), row(`<w:hidden w:val="0"/>`, "乙")), "[table 2×2]\n|甲|1|\n|乙|1|\n")
}

func TestRead_StruckTextIsLeftOut(t *testing.T) {
	check(t, "<w:p>"+run("<w:strike/>", "旧")+run("<w:dstrike/>", "旧")+run(`<w:strike w:val="0"/>`, "新")+run("", "的")+"</w:p>", "新的\n")
}

func TestRead_LooksOfStyles(t *testing.T) {
	doc := readParts(t, map[string]string{
		"word/document.xml": body("<w:p>" + run("", "12") + run(`<w:rStyle w:val="ref"/>`, "1") + run(`<w:rStyle w:val="gone"/>`, "3") + run(`<w:rStyle w:val="gone"/><w:strike w:val="false"/>`, "件") + run(`<w:rStyle w:val="loop"/>`, "。") + "</w:p>" +
			`<w:p><w:pPr><w:pStyle w:val="form"/></w:pPr><w:r><w:t>窗体顶端</w:t></w:r></w:p>` +
			`<w:p><w:pPr><w:pStyle w:val="form"/></w:pPr><w:r><w:t>隐</w:t></w:r>` + run(`<w:vanish w:val="0"/>`, "显") + `</w:p>`),
		"word/styles.xml": `<w:styles><w:style w:type="character" w:styleId="ref"><w:basedOn w:val="base"/></w:style>` +
			`<w:style w:styleId="base"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>` +
			`<w:style w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>` +
			`<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="form"><w:pPr><w:rPr/></w:pPr><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`,
	})
	if got, want := doc.Dump(), "12 [1]件。\n显\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRead_OldHorizontalMerge(t *testing.T) {
	const first, rest = `<w:hMerge w:val="restart"/>`, `<w:hMerge/>`
	check(t, tbl(
		tr(tc(first, "勾稽"), tc(`<w:hMerge w:val="continue"/>`, ""), tc("", "总计")),
		tr(tc(first+vRestart, "三"), tc(rest+vRestart, "盖住"), tc("", "1")),
		tr(tc(first+vContinue, ""), tc(rest+vContinue, ""), tc("", "2")),
		tr(tc(rest, "a"), tc("", "b"), tc(first, "c"))), `
[table 4×3]
|勾稽|<|总计|
|三|<|1|
|^|<|2|
|a|b|c|
`)
}

func TestRead_NumberSplitOverRuns(t *testing.T) {
	check(t, tbl(tr(`<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1</w:t></w:r><w:proofErr/><w:r><w:t xml:space="preserve">27 </w:t></w:r></w:p></w:tc>`,
		tc("", "\u3000\u3000"))), `
[table 1×2]
|127||
`)
}

func TestRead_LineBreaksTabsAndParagraphsInCells(t *testing.T) {
	check(t, `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>商业</w:t><w:br/><w:t>企业</w:t><w:tab/><w:t>7</w:t><w:noBreakHyphen/><w:sym w:char="2014"/><w:sym w:char="F0FC"/></w:r></w:p>`+
		tbl(tr("<w:tc>"+p("科研")+p("")+p("机构")+"</w:tc>")), `
商业⏎企业	7-—
[table 1×1]
|科研⏎机构|
`)
}

func TestRead_TextBoxOnce(t *testing.T) {
	box := "<w:txbxContent>" + p("框中字") + tbl(tr(tc("", "框中表"))) + "</w:txbxContent>"
	check(t, `<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>`+box+
		`</w:drawing></mc:Choice><mc:Choice Requires="x"><w:t>另</w:t></mc:Choice><mc:Fallback><w:pict>`+box+`</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>`, `
前后
框中字
[table 1×1]
|框中表|
`)
}

func TestRead_FallbackWithoutChoice(t *testing.T) {
	check(t, `<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>仅此</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "仅此\n")
}

func TestRead_NestedTableFollowsItsParent(t *testing.T) {
	check(t, tbl(tr(tc("", "外"), "<w:tc>"+p("格")+tbl(tr(tc("", "内")))+"</w:tc>")), `
[table 1×2]
|外|格|
[table 1×1]
|内|
`)
}

func TestRead_LayoutTableIsUnwrapped(t *testing.T) {
	check(t, tbl(tr("<w:tc>"+p("一、总体情况")+tbl(tr(tc("", "a"), tc("", "b")))+p("二、")+"</w:tc>")), `
一、总体情况
[table 1×2]
|a|b|
二、
`)
}

func TestRead_Headings(t *testing.T) {
	doc := readParts(t, map[string]string{
		"word/document.xml": body(`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>标题</w:t></w:r></w:p>` +
			`<w:p><w:pPr><w:pStyle w:val="mine"/></w:pPr><w:r><w:t>派生</w:t></w:r></w:p>` +
			`<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>大纲</w:t></w:r></w:p>` +
			`<w:p><w:pPr><w:pStyle w:val="loop"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>`),
		"word/styles.xml": `<w:styles><w:docDefaults><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults><w:latentStyles><w:lsdException w:name="heading 1"/></w:latentStyles>` +
			`<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>` +
			`<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
			`<w:style w:styleId="mine"><w:name w:val="公文一级"/><w:basedOn w:val="1"/></w:style>` +
			`<w:style w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style></w:styles>`,
	})
	if got, want := doc.Dump(), "# 标题\n# 派生\n# 大纲\n正文\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRead_MainPartIsFoundByRelationship(t *testing.T) {
	const office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
	doc := readParts(t, map[string]string{
		`_rels\.rels`: `<Relationships><Relationship Type="` + office + `/officeDocument" Target="/word/document2.xml"/>` +
			`<Relationship Type="http://x/metadata/core-properties" Target="docProps/core2.xml"/></Relationships>`,
		`word\document2.xml`: body(`<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>`),
		"word/_rels/document2.xml.rels": `<Relationships><Relationship Type="` + office + `/styles" TargetMode="External" Target="http://x/"/>` +
			`<Relationship Type="` + office + `/styles" Target="styles9.xml"/></Relationships>`,
		"word/styles9.xml":   `<w:styles><w:style w:styleId="h"><w:name w:val="heading 3"/></w:style></w:styles>`,
		"docProps/core2.xml": `<cp:coreProperties><dc:title> 年度报告 </dc:title></cp:coreProperties>`,
	})
	if got, want := doc.Dump(), "title: 年度报告\n# 正文\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRead_Refusals(t *testing.T) {
	whole := file(t, map[string]string{"word/document.xml": body(p("x"))})
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 40) + strings.Repeat("</w:tc></w:tr></w:tbl>", 40)
	var rows []string
	for range 9000 {
		rows = append(rows, "<w:tr>"+strings.Repeat("<w:tc><w:p/></w:tc>", 30)+"</w:tr>")
	}
	doc := func(content string) []byte { return file(t, map[string]string{"word/document.xml": content}) }
	tests := []struct {
		name string
		data []byte
		code models.Code
	}{
		{"empty", nil, models.EINVALID},
		{"no zip", []byte("PK\x03\x04 something"), models.EINVALID},
		{"truncated", whole[:len(whole)-30], models.EINVALID},
		{"no document part", file(t, map[string]string{"xl/workbook.xml": "<x/>"}), models.EINVALID},
		{"document part named by a hostile path", file(t, map[string]string{"_rels/.rels": `<R><Relationship Type="/officeDocument" Target="../../etc/passwd"/></R>`}), models.EINVALID},
		{"XML cut off", doc("<w:document><w:body><w:p>"), models.EINVALID},
		{"tags that do not match", doc("<w:document><w:body></w:p></w:document>"), models.EINVALID},
		{"properties cut off", doc("<w:document><w:tbl><w:tblPr><w:tblBorders><w:top>"), models.EINVALID},
		{"XML bomb", doc(`<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><w:document><w:body><w:p><w:t>&b;</w:t></w:p></w:body></w:document>`), models.EINVALID},
		{"zip bomb", doc(strings.Repeat(" ", part.MaxBytes+1)), models.ETOOLARGE},
		{"tables nested too deeply", doc(body(deep)), models.EINVALID},
		{"elements nested too deeply", doc(strings.Repeat("<x>", 1_000_000)), models.EINVALID},
		{"too many cells", doc(body(tbl(rows...))), models.ETOOLARGE},
		{"styles cut off", file(t, map[string]string{"word/document.xml": body(p("x")), "word/styles.xml": "<w:styles><w:style>"}), models.EINVALID},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(context.Background(), tt.data)
			if models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
	t.Run("an empty document is no error", func(t *testing.T) {
		got, err := Read(context.Background(), doc(body("")))
		if err != nil || len(got.Blocks) != 0 {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Read(ctx, file(t, map[string]string{"word/document.xml": body(strings.Repeat(p("x"), 1000))}))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestRead_Corpus(t *testing.T) {
	for name, path := range map[string]string{"blank-form-2021": "blank-form-2021.docx", "made-05": "made/docx/made-05.docx"} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(context.Background(), cellstest.Corpus(t, path))
			if err != nil {
				t.Fatal(err)
			}
			cellstest.Golden(t, name, doc)
		})
	}
}

func FuzzRead(f *testing.F) {
	for i, content := range []string{
		p("一段") + tbl(tr(tc(wide+vRestart, "a")), tr(tc(vContinue, ""), tc("", "1"))),
		`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>`,
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p/></w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>`,
		`<w:tbl><w:tblPr><w:tblBorders><w:top/></w:tblBorders><w:tblBorders/></w:tblPr></w:tbl>`,
	} {
		f.Add(body(content), fmt.Sprintf(`<w:styles><w:style w:styleId="%d"><w:name w:val="heading 1"/><w:basedOn w:val="0"/></w:style></w:styles>`, i), numbering)
	}
	// The zip layer would refuse nearly every mutation by its checksums, so the parts are mutated instead.
	f.Fuzz(func(t *testing.T, document, styles, numbers string) {
		doc, err := Read(context.Background(), file(t, map[string]string{"word/document.xml": document, "word/styles.xml": styles, "word/numbering.xml": numbers}))
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

func FuzzRead_Bytes(f *testing.F) {
	f.Add(file(f, map[string]string{"word/document.xml": body(p("x"))}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Read(context.Background(), data); err != nil && models.ErrorCode(err) == models.EINTERNAL {
			t.Errorf("no sentence for %v", err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, path := range []string{"blank-form-2021.docx", "made/docx/made-05.docx"} {
		b.Run(path, func(b *testing.B) {
			data := cellstest.Corpus(b, path)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(context.Background(), data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
