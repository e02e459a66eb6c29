package docx

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// maxElements is how deep elements may be nested. Thirty-two nested tables with their rows, cells and wrappers stay below it.
const maxElements = 512

type kind int

const (
	start kind = iota
	end
	chars
)

// token is a start tag, an end tag or text. Its attributes and data are valid until the next call of next.
type token struct {
	kind   kind
	prefix string // of a start tag
	name   string // local
	attrs  []xml.Attr
	data   []byte
}

// attr returns the value of an attribute by its local name, "" if there is none.
func (t token) attr(local string) string {
	for _, a := range t.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// number returns the attribute val as a number, fallback if it is none.
func (t token) number(fallback int) int {
	if n, err := strconv.Atoi(t.attr("val")); err == nil {
		return n
	}
	return fallback
}

// on reports whether a toggle such as <w:vanish/> is set.
func (t token) on() bool {
	switch t.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// dropped names the elements whose content is not part of the text: what was deleted or moved away, former properties, field
// instructions, the reading aids over characters, the settings of placeholders; and what only says how things look, which is
// more than half of a document.
var dropped = map[string]bool{
	"tcBorders": true, "tblBorders": true, "pBdr": true, "tblPrEx": true, "tcMar": true, "tblCellMar": true,
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "delInstrText": true, "rt": true, "sdtPr": true,
	"pPrChange": true, "rPrChange": true, "tblPrChange": true, "trPrChange": true, "tcPrChange": true,
	"sectPrChange": true, "tblGridChange": true, "numberingChange": true,
}

// scanner walks the elements of a part. It never shows dropped content, nor any but the first alternative of
// mc:AlternateContent. It reads raw tokens, which is twice as fast as resolving namespaces, and matches tags itself.
type scanner struct {
	ctx    context.Context
	data   []byte
	in     *bytes.Reader
	dec    *xml.Decoder
	open   []element
	count  int
	hidden bool // there is hidden text, so that properties of runs matter
}

type element struct {
	name   string
	chosen bool // of AlternateContent: one alternative has been shown
}

func newScanner(ctx context.Context, data []byte) *scanner {
	in := bytes.NewReader(data)
	return &scanner{ctx: ctx, data: data, in: in, dec: xml.NewDecoder(in), hidden: bytes.Contains(data, []byte("vanish"))}
}

// depth is the number of elements that are open.
func (s *scanner) depth() int { return len(s.open) }

// parent is the name of the element around the one just opened.
func (s *scanner) parent() string {
	if len(s.open) < 2 {
		return ""
	}
	return s.open[len(s.open)-2].name
}

// next returns the next token, io.EOF after the last.
func (s *scanner) next() (token, error) {
	for {
		t, err := s.raw()
		if err != nil || t.kind != start || !s.hides(t.name) {
			return t, err
		}
		s.leap(t)
		if err := s.skip(); err != nil {
			return token{}, err
		}
	}
}

// leap moves to the end tag of the element just opened, if that is the next of its name. The decoder reads the bytes one by one
// and looks no further than the tag it has returned, so its reader can be moved.
func (s *scanner) leap(t token) {
	from := len(s.data) - s.in.Len()
	if s.data[from-1] != '>' || s.data[from-2] == '/' {
		return // an empty element: its end is the decoder's own
	}
	rest, name := s.data[from:], t.name
	if t.prefix != "" {
		name = t.prefix + ":" + name
	}
	to := bytes.Index(rest, []byte("</"+name+">"))
	if to < 0 || bytes.Contains(rest[:to], []byte("<"+name)) {
		return
	}
	s.in.Seek(int64(from+to), io.SeekStart)
}

// hides reports whether the element just opened is not to be shown.
func (s *scanner) hides(name string) bool {
	if len(s.open) < 2 {
		return false
	}
	parent := &s.open[len(s.open)-2]
	switch name {
	case "Choice", "Fallback":
		if parent.name != "AlternateContent" {
			return false
		}
		seen := parent.chosen
		parent.chosen = true
		return seen
	case "rPr":
		return !s.hidden
	case "del":
		return parent.name != "trPr" // there it marks the row itself as deleted
	}
	return dropped[name]
}

// skip passes over the rest of the element just opened.
func (s *scanner) skip() error {
	for depth := s.depth(); s.depth() >= depth; {
		if _, err := s.raw(); err != nil {
			return err
		}
	}
	return nil
}

// text returns the text of the element just opened, without that of elements in it.
func (s *scanner) text() (string, error) {
	var b []byte
	for depth := s.depth(); ; {
		t, err := s.next()
		if err != nil {
			return "", err
		}
		if s.depth() < depth {
			return string(b), nil
		}
		if t.kind == chars && s.depth() == depth {
			b = append(b, t.data...)
		}
	}
}

func (s *scanner) raw() (token, error) {
	for {
		if s.count++; s.count%1024 == 0 && s.ctx.Err() != nil {
			return token{}, s.ctx.Err()
		}
		t, err := s.dec.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) && len(s.open) == 0 {
				return token{}, io.EOF
			}
			return token{}, fmt.Errorf("%w: %w", errBroken, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(s.open) == maxElements {
				return token{}, errTooDeep
			}
			s.open = append(s.open, element{name: t.Name.Local})
			return token{kind: start, prefix: t.Name.Space, name: t.Name.Local, attrs: t.Attr}, nil
		case xml.EndElement:
			last := len(s.open) - 1
			if last < 0 || s.open[last].name != t.Name.Local {
				return token{}, fmt.Errorf("%w: unexpected </%s>", errBroken, t.Name.Local)
			}
			s.open = s.open[:last]
			return token{kind: end, name: t.Name.Local}, nil
		case xml.CharData:
			return token{kind: chars, data: t}, nil
		}
	}
}
