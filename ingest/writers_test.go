package ingest

import (
	"fmt"
	"html"
	"strings"
	"testing"
)

// This file writes made reports in every format that the tests can write.

// run is a part of a text with one look: 0, or one of the marks ^ - ~ =.
type run struct {
	look rune
	text string
}

func runs(s string) []run {
	var rs []run
	for s != "" {
		at := strings.IndexByte(s, '{')
		if at < 0 {
			return append(rs, run{0, s})
		}
		end := strings.IndexByte(s, '}')
		if at > 0 {
			rs = append(rs, run{0, s[:at]})
		}
		rs = append(rs, run{rune(s[at+1]), s[at+2 : end]})
		s = s[end+1:]
	}
	return rs
}

// writers make a file of a report in each format.
var writers = map[string]func(testing.TB, *made) []byte{
	"html": func(_ testing.TB, m *made) []byte { return []byte(asHTML(m.blocks)) },
	"docx": func(t testing.TB, m *made) []byte {
		return zipped(t, entry{"word/document.xml", "<w:document><w:body>" + asDOCX(m.blocks) + "</w:body></w:document>"})
	},
	"odt": func(t testing.TB, m *made) []byte {
		return zipped(t, entry{"mimetype", "application/vnd.oasis.opendocument.text"}, entry{"content.xml", odfStart + "<office:body><office:text>" + asODF(m.blocks) + "</office:text></office:body></office:document-content>"})
	},
	"xlsx": asXLSX,
	"ods": func(t testing.TB, m *made) []byte {
		return zipped(t, entry{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, entry{"content.xml", odfStart + `<office:body><office:spreadsheet><table:table table:name="Sheet1">` +
			odsRows(m.blocks) + `<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`})
	},
	"rtf": func(_ testing.TB, m *made) []byte {
		return []byte(`{\rtf1\ansi\ansicpg936\uc0 ` + asRTF(m.blocks) + "}")
	},
	"txt": func(_ testing.TB, m *made) []byte { return []byte(asText(m.blocks, false)) },
	"md":  func(_ testing.TB, m *made) []byte { return []byte("# 年报\n\n" + asText(m.blocks, true)) },
}

func asHTML(blocks []any) string {
	var b strings.Builder
	text := func(s string) string {
		out := ""
		for _, r := range runs(s) {
			x := strings.ReplaceAll(html.EscapeString(r.text), "\n", "<br>")
			out += map[rune]string{0: "", '^': "<sup>", '-': "<del>", '~': `<span style="display: none">`, '=': "<s>"}[r.look] + x +
				map[rune]string{0: "", '^': "</sup>", '-': "</del>", '~': "</span>", '=': "</s>"}[r.look]
		}
		return out
	}
	for _, x := range blocks {
		g, ok := x.(grid)
		if !ok {
			fmt.Fprintf(&b, "<p>%s</p>\n", text(x.(string)))
			continue
		}
		b.WriteString("<table>")
		for _, r := range g {
			b.WriteString("<tr>")
			for _, c := range r {
				fmt.Fprintf(&b, `<td colspan="%d" rowspan="%d">%s`, max(c.cols, 1), max(c.rows, 1), text(c.text))
				if c.inner != nil {
					b.WriteString(asHTML([]any{c.inner}))
				}
				b.WriteString("</td>")
			}
			b.WriteString("</tr>")
		}
		b.WriteString("</table>\n")
	}
	return b.String()
}

func asDOCX(blocks []any) string {
	var b strings.Builder
	paragraph := func(s string) string {
		out := "<w:p>"
		for _, r := range runs(s) {
			t := strings.ReplaceAll(html.EscapeString(r.text), "\n", `</w:t><w:br/><w:t>`)
			look := map[rune]string{'^': `<w:vertAlign w:val="superscript"/>`, '~': "<w:vanish/>", '=': "<w:strike/>"}[r.look]
			x := "<w:r><w:rPr>" + look + `</w:rPr><w:t xml:space="preserve">` + t + "</w:t></w:r>"
			if r.look == '-' {
				x = "<w:del>" + strings.ReplaceAll(strings.ReplaceAll(x, "<w:t ", "<w:delText "), "</w:t>", "</w:delText>") + "</w:del>"
			}
			out += x
		}
		return out + "</w:p>"
	}
	for _, x := range blocks {
		g, ok := x.(grid)
		if !ok {
			b.WriteString(paragraph(x.(string)))
			continue
		}
		b.WriteString("<w:tbl>")
		for _, r := range layout(g) {
			b.WriteString("<w:tr>")
			for _, c := range r {
				if c.across > 0 || !c.used {
					continue
				}
				merge := ""
				if c.rows > 1 {
					merge = map[bool]string{true: `<w:vMerge w:val="restart"/>`, false: "<w:vMerge/>"}[c.down == 0]
				}
				if c.down > 0 {
					c.text = ""
				}
				fmt.Fprintf(&b, `<w:tc><w:tcPr><w:gridSpan w:val="%d"/>%s</w:tcPr>%s`, max(c.cols, 1), merge, paragraph(c.text))
				if c.inner != nil && c.down == 0 {
					b.WriteString(asDOCX([]any{c.inner, ""}))
				}
				b.WriteString("</w:tc>")
			}
			b.WriteString("</w:tr>")
		}
		b.WriteString("</w:tbl>")
	}
	return b.String()
}

const odfStart = `<office:document-content><office:automatic-styles><style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>` +
	`<style:style style:name="gone"><style:text-properties text:display="none"/></style:style><style:style style:name="line"><style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>`

func odfParagraph(s string) string {
	out := "<text:p>"
	for _, r := range runs(s) {
		t := strings.ReplaceAll(html.EscapeString(r.text), "\n", "<text:line-break/>")
		switch r.look {
		case 0:
			out += t
		case '-': // what was deleted stands elsewhere in this format
		default:
			out += `<text:span text:style-name="` + map[rune]string{'^': "up", '~': "gone", '=': "line"}[r.look] + `">` + t + "</text:span>"
		}
	}
	return out + "</text:p>"
}

func asODF(blocks []any) string {
	var b strings.Builder
	for _, x := range blocks {
		g, ok := x.(grid)
		if !ok {
			b.WriteString(odfParagraph(x.(string)))
			continue
		}
		b.WriteString("<table:table>")
		for _, r := range layout(g) {
			b.WriteString("<table:table-row>")
			for _, c := range r {
				if c.across > 0 || c.down > 0 || !c.used {
					b.WriteString("<table:covered-table-cell/>")
					continue
				}
				fmt.Fprintf(&b, `<table:table-cell table:number-columns-spanned="%d" table:number-rows-spanned="%d">%s`, max(c.cols, 1), max(c.rows, 1), odfParagraph(c.text))
				if c.inner != nil {
					b.WriteString(asODF([]any{c.inner}))
				}
				b.WriteString("</table:table-cell>")
			}
			b.WriteString("</table:table-row>")
		}
		b.WriteString("</table:table>")
	}
	return b.String()
}

// odsRows puts blocks on a sheet as xlsxRows does, numbers as numbers.
func odsRows(blocks []any) string {
	var b strings.Builder
	cell := func(c placed) string {
		if c.across > 0 || c.down > 0 || !c.used {
			return "<table:covered-table-cell/>"
		}
		value := ""
		if c.text != "" && strings.Trim(c.text, "0123456789.") == "" {
			value = fmt.Sprintf(` office:value-type="float" office:value="%s"`, c.text)
		}
		return fmt.Sprintf(`<table:table-cell table:number-columns-spanned="%d" table:number-rows-spanned="%d"%s>%s</table:table-cell>`, max(c.cols, 1), max(c.rows, 1), value, odfParagraph(c.text))
	}
	for _, x := range blocks {
		g, ok := x.(grid)
		if !ok {
			g = grid{{{text: x.(string)}}}
		}
		for _, r := range layout(g) {
			b.WriteString("<table:table-row>")
			for _, c := range r {
				b.WriteString(cell(c))
			}
			b.WriteString("</table:table-row>")
		}
		b.WriteString("<table:table-row><table:table-cell/></table:table-row>")
	}
	return b.String()
}

func asXLSX(t testing.TB, m *made) []byte {
	rows, merges := xlsxRows(m.blocks)
	return zipped(t, entry{"xl/workbook.xml", `<workbook><sheets><sheet name="Sheet1" r:id="a"/></sheets></workbook>`},
		entry{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		entry{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData><mergeCells>" + merges + "</mergeCells></worksheet>"})
}

func xlsxRows(blocks []any) (rows, merges string) {
	var b, j strings.Builder
	name := func(r, c int) string { return fmt.Sprintf("%c%d", 'A'+c, r+1) }
	cell := func(at, s string) string {
		out := ""
		for _, r := range runs(s) {
			look := map[rune]string{'^': `<vertAlign val="superscript"/>`, '=': "<strike/>", '-': "<strike/>", '~': "<strike/>"}[r.look]
			out += "<r><rPr>" + look + "</rPr><t>" + html.EscapeString(r.text) + "</t></r>"
		}
		if plain := runs(s); len(plain) == 1 && plain[0].look == 0 && s != "" && strings.Trim(s, "0123456789.") == "" {
			return fmt.Sprintf(`<c r="%s"><v>%s</v></c>`, at, s)
		}
		return fmt.Sprintf(`<c r="%s" t="inlineStr"><is>%s</is></c>`, at, out)
	}
	n := 0
	for _, x := range blocks {
		g, ok := x.(grid)
		if !ok {
			fmt.Fprintf(&b, `<row r="%d">%s</row>`, n+1, cell(name(n, 0), x.(string)))
			n += 2
			continue
		}
		for _, r := range layout(g) {
			fmt.Fprintf(&b, `<row r="%d">`, n+1)
			for i, c := range r {
				if c.across > 0 || c.down > 0 || !c.used {
					continue
				}
				b.WriteString(cell(name(n, i), c.text))
				if c.cols > 1 || c.rows > 1 {
					fmt.Fprintf(&j, `<mergeCell ref="%s:%s"/>`, name(n, i), name(n+max(c.rows, 1)-1, i+max(c.cols, 1)-1))
				}
			}
			b.WriteString("</row>")
			n++
		}
		n++
	}
	return b.String(), j.String()
}

func asRTF(blocks []any) string {
	var b strings.Builder
	text := func(s string) string {
		out := ""
		for _, r := range runs(s) {
			out += "{" + map[rune]string{0: "", '^': `\super `, '-': `\deleted `, '~': `\v `, '=': `\strike `}[r.look]
			for _, c := range r.text {
				switch {
				case c == '\n':
					out += `\line `
				case c < 0x80:
					out += string(c)
				default:
					out += fmt.Sprintf(`\u%d `, int16(c))
				}
			}
			out += "}"
		}
		return out
	}
	for _, x := range blocks {
		g, ok := x.(grid)
		if !ok {
			b.WriteString(`\pard ` + text(x.(string)) + `\par `)
			continue
		}
		for _, r := range layout(g) {
			b.WriteString(`\trowd `)
			body := ""
			for i, c := range r {
				if c.across > 0 {
					continue
				}
				if c.rows > 1 {
					b.WriteString(map[bool]string{true: `\clvmgf`, false: `\clvmrg`}[c.down == 0])
				}
				fmt.Fprintf(&b, `\cellx%d `, 1000*(i+max(c.cols, 1)))
				if c.down > 0 {
					c.text = ""
				}
				body += text(c.text) + `\cell `
			}
			b.WriteString(`\pard\intbl ` + body + `\row `)
		}
	}
	return b.String()
}

// asText writes a field for every cell, as text that is copied from a document has it: what is merged with the row above is an empty field,
// what is merged with its left is none. With bars, as in Markdown, that is an empty field too.
func asText(blocks []any, bars bool) string {
	var b strings.Builder
	text := func(s string) string {
		out := ""
		for _, r := range runs(s) {
			if r.look == 0 {
				out += r.text
			} else if r.look == '^' {
				out += "[" + strings.Trim(r.text, "[]") + "]"
			}
		}
		return strings.ReplaceAll(out, "\n", " ")
	}
	for _, x := range blocks {
		g, ok := x.(grid)
		if !ok {
			b.WriteString(text(x.(string)) + "\n")
			continue
		}
		for _, r := range layout(g) {
			var fields []string
			for _, c := range r {
				switch {
				case c.across > 0 && !bars:
				case c.across > 0, c.down > 0:
					fields = append(fields, "")
				default:
					fields = append(fields, text(c.text))
				}
			}
			if bars {
				b.WriteString("| " + strings.Join(fields, " | ") + " |\n")
			} else {
				b.WriteString(strings.Join(fields, "\t") + "\n")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
