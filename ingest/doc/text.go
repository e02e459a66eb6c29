package doc

import (
	"context"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"gongkai/ingest/cells"
	"gongkai/ingest/edged"
)

// walker turns the text into blocks.
type walker struct {
	ctx        context.Context
	file       *file
	changes    [][]byte
	paragraphs []run
	characters []run
	lists      lists
	build      edged.Builder

	text   cells.Text // of the paragraph so far
	units  []uint16   // its end, not yet decoded
	raised bool       // whether that is set raised or lowered
	fields []bool     // the fields that are open: whether the result has begun
	codes  int        // those of them whose has not
}

// piece reads a piece of the text.
func (w *walker) piece(p piece) error {
	change := w.change(p.prm)
	look := look{} // of the characters up to look.to
	for i := range p.n {
		if i%4096 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		at := p.at + i*p.units
		if at >= look.to {
			look = lookAt(find(w.characters, at), change)
		}
		c := uint16(p.text[i*p.units])
		if p.units == 2 {
			c |= uint16(p.text[i*2+1]) << 8
		} else if c >= 0x80 {
			c = uint16(charmap.Windows1252.DecodeByte(byte(c)))
		}
		switch c {
		case '\r', '\a', '\f': // the end of a paragraph, cell or section
			prop := find(w.paragraphs, at)
			para := paragraph{heading: prop.style >= 1 && prop.style <= headingStyles}
			para.apply(w.file, prop.grpprl, false)
			para.apply(w.file, change, false)
			if err := w.paragraph(para, c); err != nil {
				return err
			}
		default:
			w.character(c, look)
		}
	}
	return nil
}

// look is what matters of the properties of characters.
type look struct {
	to     int
	hidden bool
	raised bool // or lowered
	symbol uint16
}

// lookAt reads the properties of a run of characters. Symbols stand in the text as a placeholder.
func lookAt(r run, change []byte) look {
	l := look{to: r.to}
	script, offset := false, false
	for _, grpprl := range [][]byte{r.grpprl, change} {
		modifiers(grpprl, func(sprm int, operand []byte) {
			switch sprm {
			case sprmCFRMarkDel, sprmCFVanish, sprmCFStrike, sprmCFDStrike:
				l.hidden = l.hidden || operand[0]&1 != 0
			case sprmCIss:
				script = operand[0] != 0
			case sprmCHpsPos: // half-points; less than two points is for looks
				offset = i16(operand, 0) >= 4 || i16(operand, 0) <= -4
			case sprmCSymbol:
				l.symbol = uint16(u16(operand, 2))
			}
		})
	}
	l.raised = script || offset
	return l
}

// Characters with a meaning of their own.
const (
	symbol      = 0x28
	fieldBegin  = 0x13
	fieldResult = 0x14
	fieldEnd    = 0x15
)

// character adds a character to the paragraph. Of a field only the result is text.
func (w *walker) character(c uint16, l look) {
	last := len(w.fields) - 1
	switch {
	case c == fieldBegin:
		if last < 1000 {
			w.fields = append(w.fields, false)
			w.codes++
		}
		return
	case c == fieldResult && last >= 0:
		if !w.fields[last] {
			w.fields[last] = true
			w.codes--
		}
		return
	case c == fieldEnd && last >= 0:
		if !w.fields[last] {
			w.codes--
		}
		w.fields = w.fields[:last]
		return
	case l.hidden || w.codes > 0:
		return
	}
	switch {
	case c == symbol && l.symbol != 0:
		// Codes from F000 on are positions in a symbol font; they have no meaning as text.
		if c = l.symbol; c >= 0xE000 && c < 0xF900 {
			return
		}
	case c == '\v', c == 0x0E: // line and column breaks
		c = '\n'
	case c == 0x1E:
		c = '-'
	case c < ' ' && c != '\t': // pictures, notes, soft hyphens
		return
	}
	if l.raised != w.raised {
		w.flush()
		w.raised = l.raised
	}
	w.units = append(w.units, c)
}

// flush decodes the end of the text.
func (w *walker) flush() {
	w.text.Raise(w.raised)
	w.text.WriteString(string(utf16.Decode(w.units)))
	w.units = w.units[:0]
}

// paragraph ends a paragraph. mark is its last character.
func (w *walker) paragraph(p paragraph, mark uint16) error {
	w.flush()
	text := cells.Clean(w.text.String())
	w.text.Reset()
	depth := 0
	if p.inTable {
		depth = max(p.depth, 1)
	}
	if err := w.build.Depth(depth); err != nil {
		return err
	}
	outer := depth == 1
	if depth > 0 && (outer && p.rowEnd || !outer && p.innerRowEnd) {
		w.fields, w.codes = nil, 0 // a field cannot reach out of its cell; one that does is damaged
		return w.build.EndRow(p.columns)
	}
	if text = cells.Clean(w.lists.number(p.list, p.level) + text); text != "" {
		w.build.Add(cells.Block{Text: text, Heading: p.heading})
	}
	if depth > 0 && (outer && mark == '\a' || !outer && p.innerCellEnd) {
		if err := w.build.EndCell(); err != nil {
			return err
		}
	}
	if depth == 0 && mark == '\r' && len(w.fields) > 0 && !w.fields[len(w.fields)-1] {
		w.fields, w.codes = nil, 0 // field codes do not go over paragraphs, but for damage
	}
	return nil
}

// end returns the blocks. Text behind the last mark, of a file that is cut off, is a paragraph.
func (w *walker) end() ([]cells.Block, error) {
	if len(w.units) > 0 || w.text.Len() > 0 {
		if err := w.paragraph(paragraph{}, '\r'); err != nil {
			return nil, err
		}
	}
	return w.build.Blocks()
}
