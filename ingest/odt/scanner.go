package odt

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
	kind  kind
	name  string // local
	attrs []xml.Attr
	data  []byte
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

// number returns an attribute as a number between 1 and most, 1 if it is none.
func (t token) number(local string, most int) int {
	n, err := strconv.Atoi(t.attr(local))
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 1
	}
	return min(max(n, 1), most)
}

// scanner walks the elements of a part. It reads raw tokens and matches tags itself.
type scanner struct {
	ctx   context.Context
	dec   *xml.Decoder
	open  []string
	count int
}

func newScanner(ctx context.Context, data []byte) *scanner {
	return &scanner{ctx: ctx, dec: xml.NewDecoder(bytes.NewReader(data))}
}

// depth is the number of elements that are open.
func (s *scanner) depth() int { return len(s.open) }

// next returns the next token, io.EOF after the last.
func (s *scanner) next() (token, error) {
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
			s.open = append(s.open, t.Name.Local)
			return token{kind: start, name: t.Name.Local, attrs: t.Attr}, nil
		case xml.EndElement:
			last := len(s.open) - 1
			if last < 0 || s.open[last] != t.Name.Local {
				return token{}, fmt.Errorf("%w: unexpected </%s>", errBroken, t.Name.Local)
			}
			s.open = s.open[:last]
			return token{kind: end, name: t.Name.Local}, nil
		case xml.CharData:
			return token{kind: chars, data: t}, nil
		}
	}
}

// parent is the name of the element around the one just opened, "" if there is none.
func (s *scanner) parent() string {
	if len(s.open) < 2 {
		return ""
	}
	return s.open[len(s.open)-2]
}

// skip passes over the rest of the element just opened.
func (s *scanner) skip() error {
	for depth := s.depth(); s.depth() >= depth; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// text returns all text of the element just opened.
func (s *scanner) text() (string, error) {
	var b []byte
	for depth := s.depth(); s.depth() >= depth; {
		t, err := s.next()
		if err != nil {
			return "", err
		}
		if t.kind == chars {
			b = append(b, t.data...)
		}
	}
	return string(b), nil
}
