package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// The parts of a Word document that are the same in every file. Format: ECMA-376 part 1 (WordprocessingML) and part 2 (packages).
const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	docTypes  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relTypes  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relSpace  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`

	contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + docTypes + `document.main+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + docTypes + `footer+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="` + docTypes + `header+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + docTypes + `settings+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + docTypes + `styles+xml"/></Types>`

	packageRels = xmlHead + `<Relationships ` + relSpace + `>` +
		`<Relationship Id="rId1" Type="` + relTypes + `/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`</Relationships>`

	documentRels = xmlHead + `<Relationships ` + relSpace + `>` +
		`<Relationship Id="rId1" Type="` + relTypes + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relTypes + `/settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="` + relTypes + `/header" Target="header1.xml"/>` +
		`<Relationship Id="rId4" Type="` + relTypes + `/footer" Target="footer1.xml"/></Relationships>`

	// Spacing is left to the document rather than to the letter grid that East Asian defaults bring.
	settings = xmlHead + `<w:settings ` + wordSpace + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>` +
		`<w:characterSpacingControl w:val="compressPunctuation"/>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

	// GB/T 9704 sets official text in 仿宋 of three (16 pt), headings in 黑体. The large title is 宋体 here, because 小标宋 is not
	// on every machine; tables are 宋体 of small five (9 pt).
	styles = xmlHead + `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/><w:kern w:val="2"/>` +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:qFormat/>` +
		`<w:pPr><w:spacing w:before="240" w:after="360"/><w:jc w:val="center"/></w:pPr>` +
		`<w:rPr><w:rFonts w:eastAsia="宋体"/><w:b/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Text"/><w:qFormat/>` +
		`<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:ind w:firstLine="640"/><w:outlineLvl w:val="0"/></w:pPr>` +
		`<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Text"><w:name w:val="Report Text"/><w:basedOn w:val="Normal"/><w:qFormat/>` +
		`<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/><w:jc w:val="both"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Cell"><w:name w:val="Report Cell"/><w:basedOn w:val="Normal"/>` +
		`<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Margin"><w:name w:val="Report Margin"/><w:basedOn w:val="Normal"/>` +
		`<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style></w:styles>`

	footer = xmlHead + `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Margin"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>` +
		`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`

	section = `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>`
)

// docx writes the layout as a package of parts in a fixed order with a fixed date, so that the same layout gives the same bytes.
func (l Layout) docx(w io.Writer) error {
	core := xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + escapeXML(l.Title) + `</dc:title><dc:creator>` + escapeXML(l.Agency) + `</dc:creator>` + description(l.About) + `</cp:coreProperties>`
	header := xmlHead + `<w:hdr ` + wordSpace + `>` + paragraph("Margin", l.Mark) + `</w:hdr>`
	z := zip.NewWriter(w)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes}, // first, because some programs look no further to tell the format
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", core},
		{"word/_rels/document.xml.rels", documentRels},
		{"word/document.xml", l.documentXML()},
		{"word/footer1.xml", footer},
		{"word/header1.xml", header},
		{"word/settings.xml", settings},
		{"word/styles.xml", styles},
	} {
		p, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = io.WriteString(p, part.text)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return nil
}

// description is a file's property of that name, nothing for "".
func description(text string) string {
	if text == "" {
		return ""
	}
	return `<dc:description>` + escapeXML(text) + `</dc:description>`
}

func (l Layout) documentXML() string {
	styleOf := map[Role]string{RoleTitle: "Title", RoleHeading: "Heading1", RoleText: "Text"}
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document ` + wordSpace + ` xmlns:r="` + relTypes + `"><w:body>`)
	for _, bl := range l.Blocks {
		if bl.Role != RoleTable {
			b.WriteString(paragraph(styleOf[bl.Role], bl.Text))
			continue
		}
		bl.Grid.writeDOCX(&b)
		b.WriteString(paragraph("Cell", "")) // keeps two tables in a row apart
	}
	b.WriteString(section + `</w:body></w:document>`)
	return b.String()
}

// writeDOCX writes a table. A cell that covers rows is written in each of them, as the start or the continuation of a vertical merge.
func (g *Grid) writeDOCX(b *strings.Builder) {
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + fmt.Sprint(sum(g.Widths)) + `" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, width := range g.Widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, width)
	}
	b.WriteString(`</w:tblGrid>`)
	for r, row := range g.place() {
		end := 0
		if len(row) > 0 {
			end = row[len(row)-1].column + row[len(row)-1].Across
		}
		b.WriteString(`<w:tr><w:trPr>`)
		if end < len(g.Widths) {
			fmt.Fprintf(b, `<w:gridAfter w:val="%d"/>`, len(g.Widths)-end)
		}
		b.WriteString(`<w:cantSplit/>`)
		if r < g.Header {
			b.WriteString(`<w:tblHeader/>`)
		}
		b.WriteString(`</w:trPr>`)
		for _, c := range row {
			c.writeDOCX(b, g.Widths)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

func (c placed) writeDOCX(b *strings.Builder, widths []int) {
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, sum(widths[c.column:min(c.column+c.Across, len(widths))]))
	if c.Across > 1 {
		fmt.Fprintf(b, `<w:gridSpan w:val="%d"/>`, c.Across)
	}
	switch {
	case c.continued:
		b.WriteString(`<w:vMerge/>`)
	case c.Down > 1:
		b.WriteString(`<w:vMerge w:val="restart"/>`)
	}
	b.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
	if c.continued {
		b.WriteString(paragraph("Cell", ""))
	} else {
		for line := range strings.SplitSeq(c.Text, "\n") {
			b.WriteString(paragraph("Cell", line))
		}
	}
	b.WriteString(`</w:tc>`)
}

func paragraph(style, text string) string {
	p := `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	if text != "" {
		p += `<w:r><w:t xml:space="preserve">` + escapeXML(text) + `</w:t></w:r>`
	}
	return p + `</w:p>`
}

// escapeXML escapes text for XML; characters that XML does not allow become U+FFFD.
func escapeXML(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a bytes.Buffer does not fail
	}
	return b.String()
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}
