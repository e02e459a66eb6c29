package ingest

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"gongkai/models"
)

// td is a cell of a made report. Its text may hold marks that each format writes in its own way: {^…} raised, {-…} deleted under revision,
// {~…} hidden, {=…} struck; a line feed is one within the cell.
type td struct {
	text       string
	cols, rows int // 0 is 1
	inner      grid
}

type grid [][]td

// made is a report of which every figure is known. blocks are paragraphs (string) and tables (grid).
type made struct {
	blocks []any
	truth  map[models.Key]string
}

// The places of a made report's blocks.
const (
	atTitle, atOne, atTwo, atThree, atFour = 0, 3, 5, 7, 9
)

func key(s string) models.Key { return models.ParseKey(s) }

func row(texts ...string) []td {
	var r []td
	for _, t := range texts {
		r = append(r, td{text: t})
	}
	return r
}

// newMade lays a report out as the national form prints it. seed makes its figures differ from those of another one.
func newMade(year, seed int) *made {
	m := &made{truth: map[models.Key]string{}}
	next := seed
	number := func(most int) int { next += 37; return next * next % 9973 % most }
	set := func(k string, n int) string {
		m.truth[key(k)] = fmt.Sprint(n)
		return fmt.Sprint(n)
	}
	d := func(item, column string) string { return set("disclosure."+item+"."+column, 100+number(900)) }
	two := grid{
		{{text: "第二十条第（一）项", cols: 4}},
		row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
		row("规章", d("rules", "issued"), d("rules", "repealed"), d("rules", "in_force")),
		row("行政规范性文件", d("normative_documents", "issued"), d("normative_documents", "repealed"), d("normative_documents", "in_force")),
		{{text: "第二十条第（五）项", cols: 4}}, {{text: "信息内容"}, {text: "本年处理决定数量", cols: 3}}, {{text: "行政许可"}, {text: d("licensing", "decisions"), cols: 3}},
		{{text: "第二十条第（六）项", cols: 4}}, {{text: "信息内容"}, {text: "本年处理决定数量", cols: 3}}, {{text: "行政处罚"}, {text: d("penalties", "decisions"), cols: 3}},
		{{text: "行政强制"}, {text: d("coercion", "decisions"), cols: 3}},
		{{text: "第二十条第（八）项", cols: 4}}, {{text: "信息内容"}, {text: "本年收费金额（单位：万元）", cols: 3}}, {{text: "行政事业性收费"}, {text: d("fees", "amount"), cols: 3}},
	}

	lines := models.LinesOf(false)
	n := map[string]int{}
	for _, a := range models.Applicants[:6] {
		concluded := 0
		for _, l := range lines {
			if l.Group != "" {
				v := 11 + number(80)
				n[l.Code+a.Code], concluded = v, concluded+v
			}
		}
		n["concluded"+a.Code], n["carried_out"+a.Code], n["carried_in"+a.Code] = concluded, 3+number(9), 1+number(9)
		n["received"+a.Code] = concluded + n["carried_out"+a.Code] - n["carried_in"+a.Code]
	}
	three := grid{
		{{text: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", cols: 3, rows: 3}, {text: "申请人情况", cols: 7}},
		{{text: "自然人", rows: 2}, {text: "法人或其他组织", cols: 5}, {text: "总计", rows: 2}},
		row("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
	}
	for i, l := range lines {
		var r []td
		if l.Code == "granted" {
			r = append(r, td{text: "三、本年度办理结果", rows: len(lines) - 3})
		}
		switch first := i == 0 || lines[i-1].Group != l.Group; {
		case l.Code == "concluded" || l.Group == l.Code:
			r = append(r, td{text: l.Number + l.Label.Zh, cols: 2})
		case l.Group == "":
			r = append(r, td{text: l.Number + l.Label.Zh, cols: 3})
		default:
			if first {
				size := 0
				for _, x := range lines {
					if x.Group == l.Group {
						size++
					}
				}
				for _, g := range models.Groups {
					if g.Code == l.Group {
						r = append(r, td{text: g.Number + g.Label.Zh, rows: size})
					}
				}
			}
			r = append(r, td{text: l.Number + l.Label.Zh})
		}
		total := 0
		for _, a := range models.Applicants[:6] {
			total += n[l.Code+a.Code]
			r = append(r, td{text: set("applications."+l.Code+"|"+a.Code, n[l.Code+a.Code])})
		}
		three = append(three, append(r, td{text: set("applications."+l.Code+"|total", total)}))
	}

	results := row("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
	four := grid{{{text: "行政复议", cols: 5}, {text: "行政诉讼", cols: 10}}, nil, nil, nil}
	for _, r := range results {
		r.rows = 2
		four[1] = append(four[1], r)
	}
	four[1] = append(four[1], td{text: "未经复议直接起诉", cols: 5}, td{text: "复议后起诉", cols: 5})
	four[2] = append(append(four[2], results...), results...)
	for _, ch := range models.Channels {
		total := 0
		for _, c := range models.RemedyColumns[:4] {
			v := 10 + number(60)
			total += v
			four[3] = append(four[3], td{text: set("remedies."+ch.Code+"."+c.Code, v)})
		}
		four[3] = append(four[3], td{text: set("remedies."+ch.Code+".total", total)})
	}
	m.blocks = []any{fmt.Sprintf("青山区民政局%d年政府信息公开工作年度报告", year), fmt.Sprintf("所列数据的统计期限自%d年1月1日起至%d年12月31日止。", year, year),
		"一、总体情况", fmt.Sprintf("%d年，主动公开政府信息%s条。", year, set("releases.total", 300+seed%100)),
		"二、主动公开政府信息情况", two, "三、收到和处理政府信息公开申请情况", three, "四、政府信息公开行政复议、行政诉讼情况", four,
		"五、存在的主要问题及改进情况", "解读不够。", "六、其他需要报告的事项", "本年度未收取信息处理费。"}
	return m
}

// table is the grid at a block; what is done to it stays.
func (m *made) table(at int) grid { return m.blocks[at].(grid) }

// insert puts blocks before the one at a place.
func (m *made) insert(at int, blocks ...any) {
	m.blocks = append(append(append([]any{}, m.blocks[:at]...), blocks...), m.blocks[at:]...)
}

// placed is a position of a grid: the cell that covers it, and how far from its top left.
type placed struct {
	td
	across, down int
	used         bool
}

// layout gives every position of a grid the cell that covers it, as web pages do.
func layout(g grid) [][]placed {
	var all [][]placed
	at := func(r, c int) *placed {
		for len(all) <= r {
			all = append(all, nil)
		}
		for len(all[r]) <= c {
			all[r] = append(all[r], placed{})
		}
		return &all[r][c]
	}
	for r, cs := range g {
		c := 0
		for _, x := range cs {
			for at(r, c).used {
				c++
			}
			for dy := range max(x.rows, 1) {
				for dx := range max(x.cols, 1) {
					*at(r+dy, c+dx) = placed{x, dx, dy, true}
				}
			}
		}
	}
	return all
}

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
