package odt

import (
	"bytes"
	"io"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/part"
)

// maxNesting is how deep tables, text boxes and list items may lie in each other. The walker recurses only into those.
const maxNesting = 32

// maxSpaces is how many spaces one text:s may stand for.
const maxSpaces = 100

// walker turns the content into blocks. Elements it does not know (sections, spans, links, fields) are transparent.
type walker struct {
	*part.Scanner
	styles  *styles
	placer  cells.Placer
	nesting int

	list    *openList           // the list that is being read, nil outside lists
	mark    string              // the number due before the next paragraph
	last    map[string]*counter // by list style, the list that last used it
	byID    map[string]*counter // by xml:id
	outline counter             // of numbered headings
}

// dropped names the elements whose content is not part of the text: what was deleted, comments, notes, reading aids, the
// settings of forms and fields, descriptions of pictures.
var dropped = map[string]bool{
	"tracked-changes": true, "annotation": true, "note": true, "ruby-text": true, "forms": true, "sequence-decls": true,
	"variable-decls": true, "user-field-decls": true, "dde-connection-decls": true, "title": true, "desc": true,
	"binary-data": true, "event-listeners": true, "scripts": true, "table-source": true, "hidden-text": true, "script": true,
}

// document reads the body.
func (w *walker) document() ([]cells.Block, error) {
	for {
		t, err := w.Next()
		if err == io.EOF {
			return nil, ErrNoDocument
		}
		if err != nil {
			return nil, err
		}
		if t.Kind == part.Start && t.Name == "body" {
			return w.blocks()
		}
	}
}

// blocks reads the paragraphs, lists and tables up to the end of the element just opened.
func (w *walker) blocks() ([]cells.Block, error) {
	w.nesting++
	defer func() { w.nesting-- }()
	if w.nesting > maxNesting {
		return nil, part.ErrTooDeep
	}
	var blocks []cells.Block
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return nil, err
		}
		if t.Kind != part.Start {
			continue
		}
		var more []cells.Block
		switch {
		case w.hides(t):
			err = w.Skip()
		case t.Name == "p" || t.Name == "h":
			more, err = w.paragraph(t)
		case t.Name == "list":
			more, err = w.readList(t)
		case t.Name == "table":
			more, err = w.table()
		}
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, more...)
	}
	return blocks, nil
}

// hides reports whether the element just opened is not to be shown.
func (w *walker) hides(t part.Token) bool {
	switch t.Name {
	case "section":
		return t.Attr("display") == "none"
	case "span":
		return w.styles.leavesOut(t.Attr("style-name"))
	}
	return dropped[t.Name]
}

// paragraph reads a paragraph or heading: one block unless it is blank, and after it those of the text boxes anchored in it.
func (w *walker) paragraph(t part.Token) ([]cells.Block, error) {
	b := cells.Block{Heading: t.Name == "h" || w.styles.isTitle(t.Attr("style-name"))}
	hidden := w.styles.leavesOut(t.Attr("style-name"))
	var text cells.Text
	raised := -1 // the depth of the raised span that is open
	text.WriteString(w.takeMark(t))
	var boxes []cells.Block
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return nil, err
		}
		if t.Kind == part.Chars {
			writeText(&text, t.Data)
		}
		if t.Kind == part.End && w.Depth() < raised {
			raised = -1
			text.Raise(false)
		}
		if t.Kind != part.Start {
			continue
		}
		switch {
		case w.hides(t):
			err = w.Skip()
		case t.Name == "span":
			if raised < 0 && w.styles.has(w.styles.raised, t.Attr("style-name")) {
				raised = w.Depth()
				text.Raise(true)
			}
		case t.Name == "s":
			text.WriteString(strings.Repeat(" ", t.Number("c", maxSpaces)))
		case t.Name == "tab":
			text.WriteString("\t")
		case t.Name == "line-break":
			text.WriteString("\n")
		case t.Name == "text-box":
			var more []cells.Block
			more, err = w.apart(w.blocks)
			boxes = append(boxes, more...)
		}
		if err != nil {
			return nil, err
		}
	}
	if b.Text = cells.Clean(text.String()); b.Text == "" || hidden {
		return boxes, nil
	}
	return append([]cells.Block{b}, boxes...), nil
}

// apart reads what stands for itself in the middle of a list: a text box, a cell.
func (w *walker) apart(read func() ([]cells.Block, error)) ([]cells.Block, error) {
	list, mark := w.list, w.mark
	w.list, w.mark = nil, ""
	blocks, err := read()
	w.list, w.mark = list, mark
	return blocks, err
}

// writeText appends characters with white space collapsed, as the format wants it: a line feed in the file is a space.
func writeText(text *cells.Text, data []byte) {
	for len(data) > 0 {
		i := bytes.IndexAny(data, " \t\r\n")
		if i < 0 {
			text.WriteString(string(data))
			return
		}
		text.WriteString(string(data[:i]))
		text.WriteString(" ")
		data = bytes.TrimLeft(data[i:], " \t\r\n")
	}
}
