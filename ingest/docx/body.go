package docx

import (
	"io"
	"strconv"

	"gongkai/ingest/cells"
	"gongkai/ingest/part"
)

// maxNesting is how deep tables and text boxes may lie in each other. The walker recurses only into those.
const maxNesting = 32

// walker turns the main part into blocks. Elements it does not know (w:sdt, w:ins, w:smartTag, w:customXml, w:hyperlink and the
// like) are transparent at every level.
type walker struct {
	*scanner
	styles  styles
	lists   *lists
	placer  cells.Placer
	nesting int
}

// blocks reads the paragraphs and tables up to the end of the element just opened, or of the part if none is open. Start tags
// of other elements are shown to also, which may be nil.
func (w *walker) blocks(also func(part.Token) error) ([]cells.Block, error) {
	w.nesting++
	defer func() { w.nesting-- }()
	if w.nesting > maxNesting {
		return nil, part.ErrTooDeep
	}
	var blocks []cells.Block
	for depth := w.Depth(); ; {
		t, err := w.Next()
		if err == io.EOF && depth == 0 {
			return blocks, nil
		}
		if err != nil {
			return nil, err
		}
		if w.Depth() < depth {
			return blocks, nil
		}
		if t.Kind != part.Start {
			continue
		}
		var more []cells.Block
		switch {
		case t.Name == "p":
			more, err = w.paragraph()
		case t.Name == "tbl":
			more, err = w.table()
		case also != nil:
			err = also(t)
		}
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, more...)
	}
}

// paragraph reads a paragraph: one block unless it is blank, and after it those of the text boxes anchored in it.
func (w *walker) paragraph() ([]cells.Block, error) {
	var (
		text  cells.Text
		props = properties{level: bodyText}
		boxes []cells.Block
		run   = -1 // the depth of the run that looks other than its paragraph, -1 outside
	)
	look := func(l looks) looks {
		text.Raise(l.raised == setOn)
		return l
	}
	now := looks{}
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return nil, err
		}
		if t.Kind == part.End && w.Depth() < run {
			run, now = -1, look(props.looks)
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "pPr":
			props, err = readProperties(w.scanner)
			props = w.styles.resolve(props)
			now = look(props.looks)
		case "rPr":
			run = w.Depth() - 1
			var own looks
			var style string
			own, style, err = readLooks(w.scanner)
			now = look(own.over(w.styles.resolve(properties{style: style}).looks).over(props.looks))
		case "t":
			err = w.runText(&text, now.shown())
		case "txbxContent":
			var more []cells.Block
			more, err = w.blocks(nil)
			boxes = append(boxes, more...)
		default:
			if now.shown() {
				text.WriteString(special(t))
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if text.Len() == 0 && !props.looks.shown() { // it is not counted in its list either
		return boxes, nil
	}
	s := cells.Clean(w.lists.number(props.list, props.item) + text.String())
	if s == "" {
		return boxes, nil
	}
	return append([]cells.Block{{Text: s, Heading: props.level < bodyText}}, boxes...), nil
}

// runText appends the text of the w:t just opened.
func (w *walker) runText(text *cells.Text, shown bool) error {
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return err
		}
		if t.Kind == part.Chars && shown {
			text.WriteString(string(t.Data))
		}
	}
	return nil
}

// special returns the text of an element that stands for a character.
func special(t part.Token) string {
	switch t.Name {
	case "tab", "ptab":
		return "\t"
	case "br", "cr":
		return "\n"
	case "noBreakHyphen":
		return "-"
	case "sym":
		// Codes from F000 on are positions in a symbol font; they have no meaning as text.
		if code, err := strconv.ParseUint(t.Attr("char"), 16, 16); err == nil && code < 0xE000 {
			return string(rune(code))
		}
	}
	return ""
}
