package docx

import (
	"testing"
)

const numbering = `<w:numbering>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/><w:isLgl/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="bullets"/><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="bullets"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1条"/></w:lvl></w:lvlOverride></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="3"/></w:num>
</w:numbering>`

func TestRead_AutomaticNumbers(t *testing.T) {
	item := func(list, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	tests := []struct{ name, content, want string }{
		{"levels count on and start afresh", item("1", "0", "总体情况") + item("1", "1", "主动公开") + item("1", "1", "依申请公开") + item("1", "0", "主动公开政府信息情况") + item("1", "1", "规章"),
			"一、总体情况\n（一）主动公开\n（二）依申请公开\n二、主动公开政府信息情况\n（一）规章\n"},
		{"lists of one form count on", item("1", "0", "甲") + item("2", "0", "乙"), "一、甲\n二、乙\n"},
		{"a list may start anew", item("1", "0", "甲") + item("3", "0", "乙") + item("3", "0", "丙"), "一、甲\n五、乙\n六、丙\n"},
		{"digits for all levels, a gap after", item("1", "0", "甲") + item("1", "2", "乙"), "一、甲\n1.3 乙\n"},
		{"a level of its own", item("1", "0", "甲") + item("5", "0", "乙"), "一、甲\n第1条 乙\n"},
		{"bullets are not text", item("4", "0", "甲") + item("6", "0", "乙"), "甲\n乙\n"},
		{"no list, an unknown list, an unknown level", item("0", "0", "甲") + item("77", "0", "乙") + item("1", "12", "丙"), "甲\n乙\n丙\n"},
		{"in cells, and of a style", tbl(tr("<w:tc>"+item("1", "0", "")+"</w:tc>", `<w:tc><w:p><w:pPr><w:pStyle w:val="n"/></w:pPr><w:r><w:t>款</w:t></w:r></w:p></w:tc>`)),
			"[table 1×2]\n|一、|（一）款|\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := readParts(t, map[string]string{"word/document.xml": body(tt.content), "word/numbering.xml": numbering,
				"word/styles.xml": `<w:styles><w:style w:styleId="n"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`})
			if got := doc.Dump(); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}
