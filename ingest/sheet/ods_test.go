package sheet

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells/cellstest"
	"gongkai/models"
)

// ods is a spreadsheet with these styles and tables.
func ods(styles, tables string) map[string]string {
	return map[string]string{"content.xml": `<office:document-content><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:spreadsheet>` +
		tables + `</office:spreadsheet></office:body></office:document-content>`}
}

func checkODS(t *testing.T, parts map[string]string, want string) {
	t.Helper()
	doc, err := ReadODS(context.Background(), file(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), doc.Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

const (
	covered = `<table:covered-table-cell/>`
	padding = `<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`
)

func odsCell(attrs, text string) string {
	return `<table:table-cell ` + attrs + `><text:p>` + text + `</text:p></table:table-cell>`
}

func odsRow(cells ...string) string {
	return `<table:table-row>` + strings.Join(cells, "") + `</table:table-row>`
}

func number1(value, shown string) string {
	return odsCell(`office:value-type="float" office:value="`+value+`"`, shown)
}

func TestReadODS_Cells(t *testing.T) {
	parts := ods(`<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>`, `<table:table table:name="年报">`+
		odsRow(odsCell("", "标题"))+
		odsRow(odsCell(`table:number-columns-spanned="2" table:number-rows-spanned="2"`, "项目"), covered, odsCell("", "数量"))+
		odsRow(covered, covered, number1("1908", "1,908"))+
		odsRow(odsCell("", "甲"), odsCell("", `7<text:span text:style-name="up">①</text:span>`), odsCell(`office:value-type="percentage" office:value="0.05"`, "5%"))+
		odsRow(odsCell("", "乙"), odsCell(`office:value-type="currency" office:value="578.72"`, "578.72万元"), odsCell(`table:formula="of:=SUM([.B1:.B2])"`, ""))+
		odsRow(odsCell(`table:number-columns-repeated="3"`, "无"))+
		`<table:table-row table:number-rows-repeated="2">`+number1("3", "3")+odsCell("", "丙")+`</table:table-row>`+padding+`</table:table>`)
	parts["meta.xml"] = `<m><dc:title>年度报告</dc:title></m>`
	checkODS(t, parts, `
title: 年度报告
标题
[table 7×3]
|项目|<|数量|
|^|<|1908|
|甲|7 [①]|0.05|
|乙|578.72万元|=SUM([.B1:.B2])|
|无|无|无|
|3|丙||
|3|丙||
`)
}

func TestReadODS_HiddenSheetsRowsAndColumns(t *testing.T) {
	checkODS(t, ods(`<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>`,
		`<table:table table:name="旧" table:style-name="gone">`+odsRow(odsCell("", "隐"))+`</table:table>`+
			`<table:table table:name="2024年"><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column/>`+
			odsRow(odsCell("", "甲"), odsCell(`table:number-columns-repeated="2"`, "隐"), number1("1", "1"))+
			`<table:table-row table:visibility="filter"><table:table-cell><text:p>隐</text:p></table:table-cell></table:table-row>`+
			odsRow(odsCell("", "乙"), odsCell("", ""), odsCell("", ""), number1("2", "2"))+`</table:table>`+
			`<table:table table:name="说明">`+odsRow(odsCell("", "附注<office:annotation><text:p>批</text:p></office:annotation>"))+`</table:table>`), `
2024年
[table 2×2]
|甲|1|
|乙|2|
说明
附注
`)
}

func TestReadODS_BlankBorderedCellsMakeATable(t *testing.T) {
	checkODS(t, ods(`<style:style style:name="line"><style:table-cell-properties fo:border-top="0.5pt solid #000000"/></style:style><style:style style:name="none"><style:table-cell-properties fo:border="none"/></style:style>`,
		`<table:table>`+odsRow(odsCell("", "一段很长的文字，旁边没有格子，也没有线条，所以不是表格的一行。"))+
			odsRow(odsCell(`table:style-name="line"`, "规章"), `<table:table-cell table:style-name="line" table:number-columns-repeated="2"/>`, `<table:table-cell table:style-name="none"/>`)+
			odsRow(odsCell("", "处罚"), number1("3", "3"))+`</table:table>`), `
一段很长的文字，旁边没有格子，也没有线条，所以不是表格的一行。
[table 2×2]
|规章||
|处罚|3|
`)
}

func TestReadODS_Refusals(t *testing.T) {
	many := `<table:table>` + strings.Repeat(`<table:table-row table:number-rows-repeated="1048576">`+odsCell(`table:number-columns-repeated="16384"`, "x")+`</table:table-row>`, 3) + `</table:table>`
	locked := ods("", "")
	locked["META-INF/manifest.xml"] = "<manifest:encryption-data/>"
	tests := []struct {
		name string
		data []byte
		code models.Code
	}{
		{"no zip", []byte("PK\x03\x04"), models.EINVALID},
		{"no content", file(t, map[string]string{"mimetype": "x"}), models.EINVALID},
		{"a text document", file(t, map[string]string{"content.xml": "<a><office:body><office:text/></office:body></a>"}), models.EINVALID},
		{"no sheet", file(t, ods("", "")), models.EINVALID},
		{"a password", file(t, locked), models.EINVALID},
		{"broken XML", file(t, ods("", "<table:table></table:row>")), models.EINVALID},
		{"repeated without end", file(t, ods("", many)), models.ETOOLARGE},
		{"too many sheets", file(t, ods("", strings.Repeat(`<table:table>`+odsRow(odsCell("", "x"))+`</table:table>`, 1100))), models.ETOOLARGE},
		{"merged without end", file(t, ods("", `<table:table>`+strings.Repeat(odsRow(odsCell(`table:number-columns-spanned="2"`, "")), 30_000)+`</table:table>`)), models.ETOOLARGE},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ReadODS(context.Background(), tt.data); models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
}

func TestReadODS_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadODS(ctx, file(t, ods("", "<table:table>"+strings.Repeat(odsRow(odsCell("", "x")), 2000)+"</table:table>"))); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func FuzzReadODS(f *testing.F) {
	f.Add(ods(`<style:style style:name="g"><style:table-properties table:display="false"/></style:style>`, `<table:table><table:table-column table:visibility="collapse"/>`+
		`<table:table-row table:number-rows-repeated="9">`+odsCell(`table:number-columns-repeated="3" table:number-columns-spanned="2"`, "a")+covered+number1("1", "1元")+`</table:table-row>`+padding+`</table:table>`)["content.xml"])
	f.Fuzz(func(t *testing.T, xml string) {
		doc, err := ReadODS(context.Background(), file(t, map[string]string{"content.xml": xml}))
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		cellstest.Rectangular(t, doc)
	})
}
