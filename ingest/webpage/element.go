package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unseen are elements whose content a reader of the page does not see as text: text struck through and reading aids among them.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Object: true,
	atom.Svg: true, atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Select: true, atom.Textarea: true,
	atom.Button: true, atom.Del: true, atom.S: true, atom.Strike: true, atom.Rt: true, atom.Rp: true,
}

// blocks are the elements that begin and end a paragraph. Cells are among them for the sake of layout tables.
var blocks = map[atom.Atom]bool{
	atom.Html: true, atom.Body: true, atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true,
	atom.Header: true, atom.Footer: true, atom.Nav: true, atom.Aside: true, atom.Address: true, atom.Blockquote: true,
	atom.Center: true, atom.Dd: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true,
	atom.Figure: true, atom.Form: true, atom.Hr: true, atom.Li: true, atom.Ol: true, atom.Ul: true, atom.Pre: true,
	atom.Details: true, atom.Summary: true, atom.Caption: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
}

func heading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// hidden reports whether a browser leaves the element out, or strikes it through.
func hidden(n *html.Node) bool {
	if unseen[n.DataAtom] {
		return true
	}
	for _, a := range n.Attr {
		switch {
		case a.Namespace != "":
		case a.Key == "hidden":
			return true
		case a.Key == "style":
			if style := squeeze(a.Val); strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || strings.Contains(style, "visibility:collapse") || strings.Contains(style, "line-through") {
				return true
			}
		}
	}
	return false
}

// raised reports whether the element's text stands above or below the line.
func raised(n *html.Node) bool {
	if n.DataAtom == atom.Sup || n.DataAtom == atom.Sub {
		return true
	}
	style := squeeze(attr(n, "style"))
	return strings.Contains(style, "vertical-align:su") || strings.Contains(style, "mso-text-raise:") && !strings.Contains(style, "mso-text-raise:0") // super, sub, or by points
}

// squeeze returns a style in lower case without spaces.
func squeeze(style string) string {
	return strings.ToLower(strings.Join(strings.Fields(style), ""))
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// layoutTables finds the tables that contain tables.
func layoutTables(root *html.Node) map[*html.Node]bool {
	layout := map[*html.Node]bool{}
	var find func(n, table *html.Node)
	find = func(n, table *html.Node) {
		if n.Type == html.ElementNode && hidden(n) {
			return
		}
		if n.DataAtom == atom.Table {
			if table != nil {
				layout[table] = true
			}
			table = n
		}
		for c := range n.ChildNodes() {
			find(c, table)
		}
	}
	find(root, nil)
	return layout
}
