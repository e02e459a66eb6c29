package sheet

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

	"gongkai/ingest/cells/cellstest"
	"gongkai/ingest/part"
	"gongkai/models"
)

// file makes a workbook of parts.
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

// book1 is a workbook of one sheet. Cell format 1 has a border.
func book1(sheet string) map[string]string {
	return map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet><borders><border><left/><top/></border><border><top style="thin"/></border></borders><cellStyleXfs><xf borderId="1"/></cellStyleXfs>` +
			`<cellXfs><xf borderId="0"/><xf borderId="1"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": `<sst><si><t>共享</t></si><si><r><t>富</t></r><r><t>文_x000D_</t></r><rPh><t>fu</t></rPh></si>` +
			`<si><r><t>764</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si><si><r><rPr><strike/></rPr><t>9</t></r><r><t>8</t></r></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet>` + sheet + `</worksheet>`,
	}
}

// c is a cell with text, in format s.
func c(ref, s, text string) string {
	if text == "" {
		return fmt.Sprintf(`<c r="%s" s="%s"/>`, ref, s)
	}
	return fmt.Sprintf(`<c r="%s" s="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, s, text)
}

// rows makes sheet data of cells, each row's number being that of its first cell.
func rows(cells ...string) string {
	return "<sheetData><row>" + strings.Join(cells, "") + "</row></sheetData>"
}

func merged(refs ...string) string {
	s := "<mergeCells>"
	for _, r := range refs {
		s += `<mergeCell ref="` + r + `"/>`
	}
	return s + "</mergeCells>"
}

func check(t *testing.T, parts map[string]string, want string) {
	t.Helper()
	doc, err := ReadXLSX(context.Background(), file(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), doc.Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadXLSX_ProseAndTables(t *testing.T) {
	check(t, book1(rows(
		c("A1", "0", "年度报告"), c("A2", "0", "一、总体情况"),
		c("A4", "0", "甲"), c("B4", "0", "1"), c("A5", "0", "乙"), c("C5", "0", "2"),
		c("A6", "0", "二、主动公开"),
		c("B7", "0", "丙"), c("C7", "0", "3"))+merged("A1:C1", "A6:C6")), `
年度报告
一、总体情况
[table 2×3]
|甲|1||
|乙||2|
二、主动公开
[table 1×2]
|丙|3|
`)
}

func TestReadXLSX_MergedCells(t *testing.T) {
	check(t, book1(rows(
		c("A1", "0", "勾稽"), c("B1", "0", "盖住"), c("C1", "0", "申请人情况"), c("C2", "0", "自然人"), c("D2", "0", "总计"),
		c("A3", "0", "三"), c("B3", "0", "（一）"), c("C3", "0", "1"), c("D3", "0", "2"), c("B4", "0", "（二）"), c("C4", "0", "3"))+
		merged("A1:B2", "C1:D1", "A3:A4", "bad", "A9:A8", "Z1:Z1")), `
[table 4×4]
|勾稽|<|申请人情况|<|
|^|<|自然人|总计|
|三|（一）|1|2|
|^|（二）|3||
`)
}

func TestReadXLSX_BlankRowsOfATableByTheirBorders(t *testing.T) {
	check(t, book1(rows(
		c("A1", "1", "第二十条第（一）项"), c("B1", "1", ""),
		c("A2", "1", "信息内容"), c("B2", "1", "件数"),
		c("A3", "1", "规章"), c("B3", "1", ""),
		c("A4", "1", "行政规范性文件"), c("B4", "1", "2"),
		c("A5", "1", ""), c("B5", "1", ""),
		c("A6", "1", ""))+merged("A1:B1")), `
[table 4×2]
|第二十条第（一）项|<|
|信息内容|件数|
|规章||
|行政规范性文件|2|
`)
}

func TestReadXLSX_BlankRowsOfATableWithoutBorders(t *testing.T) {
	check(t, book1(rows(
		c("A1", "0", "标题"), c("A2", "0", "信息内容"), c("B2", "0", "件数"), c("A3", "0", "规章"), c("A4", "0", "行政规范性文件"), c("A5", "0", "合计"), c("B5", "0", "2"), c("A6", "0", "注"))), `
标题
[table 4×2]
|信息内容|件数|
|规章||
|行政规范性文件||
|合计|2|
注
`)
}

func TestReadXLSX_Values(t *testing.T) {
	v := func(ref, kind, inner string) string {
		return fmt.Sprintf(`<c r="%s" t="%s">%s</c>`, ref, kind, inner)
	}
	tests := []struct{ name, cell, want string }{
		{"a number as written", v("B1", "n", "<v>314.34</v>"), "314.34"},
		{"a number with zeros", v("B1", "", "<v>12.50</v>"), "12.50"},
		{"a number that is no exact double", v("B1", "n", "<v>314.34000000000003</v>"), "314.34"},
		{"an exponent", v("B1", "n", "<v>3.985758E6</v>"), "3985758"},
		{"a shared text", v("B1", "s", "<v>0</v>"), "共享"},
		{"a shared text with runs", v("B1", "s", "<v>1</v>"), "富文"},
		{"a raised mark", v("B1", "s", "<v>2</v>"), "764 [2]"},
		{"a struck run", v("B1", "s", "<v>3</v>"), "8"},
		{"a shared text that is not there", v("B1", "s", "<v>7</v>"), ""},
		{"a formula's number", v("B1", "n", "<f>SUM(A1:A9)</f><v>7</v>"), "7"},
		{"a formula's text", v("B1", "str", `<f>""</f><v>无</v>`), "无"},
		{"a formula's empty text", v("B1", "str", `<f>""</f><v></v>`), ""},
		{"a formula without a result is not blank", v("B1", "", "<f>SUM(A1:A9)</f>"), "=SUM(A1:A9)"},
		{"a fault", v("B1", "e", "<f>1/0</f><v>#DIV/0!</v>"), "#DIV/0!"},
		{"a truth value", v("B1", "b", "<v>1</v>"), "TRUE"},
		{"blank", `<c r="B1"><v> </v></c>`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := "[table 2×2]\n|甲|" + tt.want + "|\n|乙|0|\n"
			check(t, book1(rows(c("A1", "1", "甲"), tt.cell, c("A2", "1", "乙"), v("B2", "n", "<v>0</v>"))), want)
		})
	}
}

func TestReadXLSX_CellsWithoutNames(t *testing.T) {
	check(t, book1(`<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r="2"><c><v>3</v></c><c/><c><v>4</v></c></row></sheetData>`), `
[table 2×3]
|1|2||
|3||4|
`)
}

func TestReadXLSX_HiddenSheetsRowsAndColumns(t *testing.T) {
	parts := book1(`<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1">` + c("A1", "0", "甲") + c("B1", "0", "隐") + c("C1", "0", "1") +
		`</row><row r="2" hidden="1">` + c("A2", "0", "隐") + c("C2", "0", "1") + `</row><row r="3">` + c("A3", "0", "乙") + c("C3", "0", "2") + `</row></sheetData>`)
	parts["xl/workbook.xml"] = `<workbook><sheets><sheet r:id="r2" state="hidden"/><sheet r:id="r3" state="veryHidden"/><sheet r:id="r1"/><sheet r:id="r4"/><sheet r:id="none"/></sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Target="s2.xml"/><Relationship Id="r3" Target="s2.xml"/><Relationship Id="r4" Target="s4.xml"/></Relationships>`
	parts["xl/s2.xml"] = rows(c("A1", "0", "隐"))
	parts["xl/s4.xml"] = rows(c("A1", "0", "第二页"))
	parts["docProps/core.xml"] = "<x><dc:title> 年报 </dc:title></x>"
	check(t, parts, `
title: 年报
[table 2×2]
|甲|1|
|乙|2|
第二页
`)
}

func TestReadXLSX_NamesOfSheets(t *testing.T) {
	parts := book1(rows(c("A1", "0", "甲")))
	parts["xl/workbook.xml"] = `<workbook><sheets><sheet name="2024年" r:id="r1"/><sheet name="空" r:id="r2"/><sheet name="2023年" r:id="r3"/><sheet name="Sheet4" r:id="r3"/></sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Target="s2.xml"/><Relationship Id="r3" Target="s3.xml"/></Relationships>`
	parts["xl/s2.xml"] = rows()
	parts["xl/s3.xml"] = rows(c("A1", "0", "乙"))
	check(t, parts, "2024年\n甲\n2023年\n乙\n乙\n")
}

func TestReadXLSX_UnitOfMoneyInTheFormat(t *testing.T) {
	parts := book1(`<sheetData><row r="1"><c r="A1" s="0"><v>578.72</v></c><c r="B1" s="1"><v>578.72</v></c><c r="C1" s="2"><v>5787200</v></c><c r="D1" s="3"><v>3</v></c><c r="E1" s="1" t="str"><v>无</v></c></row></sheetData>`)
	parts["xl/styles.xml"] = `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="#,##0.00&quot;万元&quot;"/><numFmt numFmtId="177" formatCode="0\元;-0&quot;元&quot;"/><numFmt numFmtId="178" formatCode="0;0&quot;元&quot;"/></numFmts>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="178"/></cellXfs></styleSheet>`
	check(t, parts, "[table 1×5]\n|578.72|578.72万元|5787200元|3|无|\n")
}

func TestReadXLSX_Refusals(t *testing.T) {
	var wide, tall, merges strings.Builder
	for i := range 500 {
		fmt.Fprintf(&wide, `<row r="%d">`, i+1)
		for range 500 {
			wide.WriteString("<c><v>1</v></c>")
		}
		wide.WriteString("</row>")
	}
	for i := range 200_001 {
		fmt.Fprintf(&tall, `<row r="%d"><c s="1"/></row>`, i+1)
	}
	for i := range maxMerges + 1 {
		fmt.Fprintf(&merges, `<mergeCell ref="A%d:XFD1048576"/>`, i+1)
	}
	without := func(name string) map[string]string {
		parts := book1("")
		delete(parts, name)
		return parts
	}
	large := book1("")
	large["xl/styles.xml"] = strings.Repeat(" ", part.MaxBytes+1)
	many := book1("")
	many["xl/workbook.xml"] = strings.Repeat("<sheets><sheet r:id=\"r1\"/></sheets>", maxSheets+1)
	long := book1("<sheetData>" + strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 1000) + "</sheetData>")
	long["xl/sharedStrings.xml"] = "<si><t>" + strings.Repeat("x", 1<<20) + "</t></si>"
	tests := []struct {
		name  string
		parts map[string]string
		code  models.Code
	}{
		{"too many sheets", many, models.ETOOLARGE},
		{"one long text in many cells", long, models.ETOOLARGE},
		{"no workbook", without("xl/workbook.xml"), models.EINVALID},
		{"no sheet", without("xl/worksheets/sheet1.xml"), models.EINVALID},
		{"broken XML", book1("<sheetData>"), models.EINVALID},
		{"nested too deeply", book1(strings.Repeat("<a>", 1000)), models.EINVALID},
		{"too many cells", book1("<sheetData>" + wide.String() + "</sheetData>"), models.ETOOLARGE},
		{"too many rows", book1("<sheetData>" + tall.String() + "</sheetData>"), models.ETOOLARGE},
		{"too many merged cells", book1(merges.String()), models.ETOOLARGE},
		{"a part too large", large, models.ETOOLARGE},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ReadXLSX(context.Background(), file(t, tt.parts)); models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
	if _, err := ReadXLSX(context.Background(), []byte("PK\x03\x04")); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("no zip: err = %v", err)
	}
}

func TestReadXLSX_ManyMergedCellsOverManyRowsCostLittle(t *testing.T) {
	var sheet strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&sheet, `<row r="%d"><c><v>1</v></c></row>`, i+1)
	}
	for i := range maxMerges {
		fmt.Fprintf(&sheet, `<mergeCell ref="A%d:XFD1048576"/>`, i+1)
	}
	if _, err := ReadXLSX(context.Background(), file(t, book1(sheet.String()))); models.ErrorCode(err) != models.ETOOLARGE {
		t.Errorf("err = %v, want too large", err)
	}
}

func TestReadXLSX_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadXLSX(ctx, file(t, book1(rows(c("A1", "0", "x"))))); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestReadXLSX_Corpus(t *testing.T) {
	for _, name := range []string{"made-00", "made-05"} {
		t.Run(name, func(t *testing.T) {
			doc, err := ReadXLSX(context.Background(), cellstest.Corpus(t, "made/xlsx/"+name+".xlsx"))
			if err != nil {
				t.Fatal(err)
			}
			cellstest.Golden(t, name, doc)
		})
	}
}

func TestNumber(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 314.34: "314.34", 0.1 + 0.2: "0.3", -1.5: "-1.5", 3985758: "3985758", 1e15: "1000000000000000", 1e-7: "0.0000001"} {
		if got := number(f); got != want {
			t.Errorf("number(%v) = %q, want %q", f, got, want)
		}
	}
}

func FuzzReadXLSX(f *testing.F) {
	f.Add("<worksheet>"+rows(c("A1", "1", "甲"), c("B1", "0", "1"), c("A2", "0", "乙"))+merged("A1:A2")+"</worksheet>", `<sst><si><t>x</t></si></sst>`)
	f.Add(`<x><cols><col min="2" max="9" hidden="1"/></cols><row r="5" hidden="1"><c t="s"><f/><v>0</v></c></row><row r="1048576"><c r="XFD1"><v>1e9</v></c></row></x>`, ``)
	f.Fuzz(func(t *testing.T, sheet, shared string) {
		parts := book1("")
		parts["xl/worksheets/sheet1.xml"], parts["xl/sharedStrings.xml"] = sheet, shared
		doc, err := ReadXLSX(context.Background(), file(t, parts))
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		cellstest.Rectangular(t, doc)
	})
}
