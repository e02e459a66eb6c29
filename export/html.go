package export

import (
	"fmt"
	"html"
	"io"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// webPage is how an HTML file differs from a plain UTF-8 page.
type webPage struct {
	label   string      // the charset it claims, "" for utf-8
	gb      bool        // it is written in GB18030
	site    string      // the website's name; "" for a page that holds the report alone
	layout  bool        // the report stands in a cell of an outer table, as on pages laid out by tables
	columns []string    // of the site's navigation
	meta    [][2]string // the table of metadata above the report: 索引号, 发布机构
}

const pageStyle = `body{max-width:52em;margin:2em auto;padding:0 1em;font-family:"FangSong","仿宋",serif;line-height:1.8}` +
	`h1{text-align:center;font-family:"SimSun","宋体",serif}h2{font:inherit;font-family:"SimHei","黑体",sans-serif}p{text-indent:2em}` +
	`table{border-collapse:collapse;width:100%;font:14px/1.5 "SimSun","宋体",serif}td,th{border:1px solid;padding:2px 4px;text-align:center;font-weight:normal}`

// html writes the layout as one page. GB18030 can hold every character, so that encoding does not fail on text.
func (l Layout) html(w io.Writer) error {
	text := l.page()
	if l.web.gb {
		encoded, err := simplifiedchinese.GB18030.NewEncoder().String(text)
		if err != nil {
			return fmt.Errorf("encode page as GB18030: %w", err)
		}
		text = encoded
	}
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}

func (l Layout) page() string {
	var b strings.Builder
	charset := l.web.label
	if charset == "" {
		charset = "utf-8"
	}
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"%s\">\n<title>%s</title>\n", charset, escapeHTML(l.Title))
	fmt.Fprintf(&b, "<style>%s</style>\n</head>\n<body>\n", pageStyle)
	if l.Mark != "" { // above everything, so that it is no part of section six
		fmt.Fprintf(&b, "<header><p>%s</p></header>\n", escapeHTML(l.Mark))
	}
	l.web.writeTop(&b)
	if l.web.layout {
		b.WriteString("<table><tr><td>\n")
	}
	for _, bl := range l.Blocks {
		switch bl.Role {
		case RoleTitle:
			fmt.Fprintf(&b, "<h1>%s</h1>\n", escapeHTML(bl.Text))
		case RoleHeading:
			fmt.Fprintf(&b, "<h2>%s</h2>\n", escapeHTML(bl.Text))
		case RoleText:
			fmt.Fprintf(&b, "<p>%s</p>\n", escapeHTML(bl.Text))
		case RoleTable:
			bl.Grid.writeHTML(&b)
		}
	}
	if l.web.layout {
		b.WriteString("</td></tr></table>\n")
	}
	l.web.writeBottom(&b)
	b.WriteString("</body>\n</html>\n")
	return b.String()
}

func (g *Grid) writeHTML(b *strings.Builder) {
	b.WriteString("<table>\n")
	for r, row := range g.Rows {
		switch {
		case r == 0 && g.Header > 0:
			b.WriteString("<thead>\n")
		case r == g.Header && g.Header > 0:
			b.WriteString("</thead>\n<tbody>\n")
		}
		b.WriteString("<tr>")
		for _, c := range row {
			c.writeHTML(b)
		}
		b.WriteString("</tr>\n")
	}
	switch {
	case g.Header >= len(g.Rows):
		b.WriteString("</thead>\n")
	case g.Header > 0:
		b.WriteString("</tbody>\n")
	}
	b.WriteString("</table>\n")
}

func (c Cell) writeHTML(b *strings.Builder) {
	tag := "td"
	if c.Face != FaceFigure {
		tag = "th"
	}
	b.WriteString("<" + tag)
	if c.Across > 1 {
		fmt.Fprintf(b, ` colspan="%d"`, c.Across)
	}
	if c.Down > 1 {
		fmt.Fprintf(b, ` rowspan="%d"`, c.Down)
	}
	b.WriteString(">" + strings.ReplaceAll(escapeHTML(c.Text), "\n", "<br>") + "</" + tag + ">")
}

// writeTop writes what a government site puts above an article.
func (p webPage) writeTop(b *strings.Builder) {
	if p.site == "" {
		return
	}
	fmt.Fprintf(b, "<div class=\"top\"><a href=\"/\">%s</a>\n<table class=\"nav\"><tr>", escapeHTML(p.site))
	for _, c := range p.columns {
		fmt.Fprintf(b, "<td><a href=\"#\">%s</a></td>", escapeHTML(c))
	}
	fmt.Fprintf(b, "</tr></table>\n<p>当前位置：首页 &gt; 政府信息公开 &gt; 政府信息公开年报</p></div>\n<table class=\"meta\">\n")
	for i := 0; i < len(p.meta); i += 2 {
		b.WriteString("<tr>")
		for _, m := range p.meta[i:min(i+2, len(p.meta))] {
			fmt.Fprintf(b, "<td>%s</td><td>%s</td>", escapeHTML(m[0]), escapeHTML(m[1]))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
}

// writeBottom writes what a government site puts below an article.
func (p webPage) writeBottom(b *strings.Builder) {
	if p.site == "" {
		return
	}
	fmt.Fprintf(b, "<p>上一篇：没有了　下一篇：没有了</p>\n<table class=\"foot\"><tr><td>%s版权所有</td><td>网站标识码：9901010001</td></tr></table>\n", escapeHTML(p.site))
}

// escapeHTML escapes text for HTML; a no-break space is written as sites write it.
func escapeHTML(s string) string { return strings.ReplaceAll(html.EscapeString(s), "\u00a0", "&nbsp;") }
