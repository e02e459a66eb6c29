package webpage

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/cells"
)

// walker turns the tree into blocks. Its recursion is as deep as the tree, which html.Parse keeps below 512.
type walker struct {
	ctx    context.Context
	layout map[*html.Node]bool
	placer cells.Placer
	count  int

	title string
	meta  map[string]string

	blocks  []cells.Block
	line    cells.Text // the paragraph so far
	last    rune       // its last character
	space   bool       // white space is due before the next character
	wrapped bool       // that white space has a line feed in it
	pre     int        // how many elements that keep white space are open
	inHead  int        // how many headings are open
	raised  int        // how many elements that raise or lower text are open
}

func (w *walker) walk(n *html.Node) error {
	if w.count++; w.count%1024 == 0 && w.ctx.Err() != nil {
		return w.ctx.Err()
	}
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return nil
	case html.ElementNode:
		if hidden(n) {
			return nil
		}
		return w.element(n)
	}
	return w.children(n)
}

func (w *walker) children(n *html.Node) error {
	for c := range n.ChildNodes() {
		if err := w.walk(c); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) element(n *html.Node) error {
	switch n.DataAtom {
	case atom.Title:
		if w.title == "" {
			w.title = oneLine(inner(n))
		}
		return nil
	case atom.Meta:
		name := strings.ToLower(strings.TrimSpace(attr(n, "name")))
		if _, taken := w.meta[name]; name != "" && !taken {
			w.meta[name] = oneLine(attr(n, "content"))
		}
		return nil
	case atom.Br:
		w.newline()
		return nil
	case atom.Input:
		// A form filled in and saved shows its figures in fields.
		switch strings.ToLower(attr(n, "type")) {
		case "", "text", "number":
			w.text(attr(n, "value"))
		}
		return nil
	}
	if !blocks[n.DataAtom] {
		if raised(n) {
			w.raised++
			w.line.Raise(true)
			defer func() {
				w.raised--
				w.line.Raise(w.raised > 0)
			}()
		}
		return w.children(n)
	}
	w.flush()
	if n.DataAtom == atom.Table && !w.layout[n] {
		return w.table(n)
	}
	if heading(n) {
		w.inHead++
		defer func() { w.inHead-- }()
	}
	if n.DataAtom == atom.Pre {
		w.pre++
		defer func() { w.pre-- }()
	}
	err := w.children(n)
	w.flush()
	return err
}

// text appends characters with white space collapsed. A line feed in the source between two Chinese characters is no space:
// Word breaks its lines anywhere when it saves a page.
func (w *walker) text(s string) {
	for _, r := range s {
		switch {
		case r == '\n' && w.pre > 0:
			w.newline()
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f':
			w.space = true
			w.wrapped = w.wrapped || r == '\n' || r == '\r'
		default:
			if w.space && w.line.Len() > 0 && w.last != '\n' && !(w.wrapped && wide(w.last) && wide(r)) {
				w.line.WriteString(" ")
			}
			w.line.WriteString(string(r))
			w.last, w.space, w.wrapped = r, false, false
		}
	}
}

func (w *walker) newline() {
	w.line.WriteString("\n")
	w.last, w.space, w.wrapped = '\n', false, false
}

// wide reports whether r is written without spaces around it: Han, or full-width punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3001 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 || r == '“' || r == '”' || r == '—' || r == '…'
}

// flush ends the paragraph.
func (w *walker) flush() {
	if s := cells.Clean(w.line.String()); s != "" {
		w.blocks = append(w.blocks, cells.Block{Text: s, Heading: w.inHead > 0})
	}
	w.line.Reset()
	w.last, w.space, w.wrapped = utf8.RuneError, false, false
}

// end returns the blocks read so far and begins anew.
func (w *walker) end() []cells.Block {
	w.flush()
	read := w.blocks
	w.blocks = nil
	return read
}

// inner returns the text directly in n.
func inner(n *html.Node) string {
	var s string
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			s += c.Data
		}
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(cells.Clean(s)), " ") }
