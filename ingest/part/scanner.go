package part

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

// Kind is what a token is.
type Kind int

// The kinds of token.
const (
	Start Kind = iota
	End
	Chars
)

// Token is a start tag, an end tag or text. Its attributes and data are valid until the next call of Next.
type Token struct {
	Kind  Kind
	Name  string // local, of a tag
	Data  []byte // of text
	attrs []xml.Attr
}

// Attr returns the value of an attribute by its local name, "" if there is none.
func (t Token) Attr(local string) string {
	for _, a := range t.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// Number returns an attribute as a number between 1 and most, 1 if it is none.
func (t Token) Number(local string, most int) int {
	n, err := strconv.Atoi(t.Attr(local))
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 1
	}
	return min(max(n, 1), most)
}

// Scanner walks the elements of a part. It reads raw tokens, which is twice as fast as resolving namespaces, and matches tags
// itself.
type Scanner struct {
	ctx   context.Context
	data  []byte
	in    *bytes.Reader
	dec   *xml.Decoder
	open  []string
	last  xml.Name // in the start tag read last, with its prefix for Space; zero if another token came after it
	count int
}

// NewScanner returns a scanner of a part. It ends with ctx.
func NewScanner(ctx context.Context, data []byte) *Scanner {
	in := bytes.NewReader(data)
	return &Scanner{ctx: ctx, data: data, in: in, dec: xml.NewDecoder(in)}
}

// Depth is the number of elements that are open.
func (s *Scanner) Depth() int { return len(s.open) }

// Next returns the next token, io.EOF after the last. It fails with ErrTooDeep, ErrBroken or the context's error.
func (s *Scanner) Next() (Token, error) {
	for {
		if s.count++; s.count%1024 == 0 && s.ctx.Err() != nil {
			return Token{}, s.ctx.Err()
		}
		s.last = xml.Name{}
		t, err := s.dec.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) && len(s.open) == 0 {
				return Token{}, io.EOF
			}
			return Token{}, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(s.open) == maxElements {
				return Token{}, ErrTooDeep
			}
			s.open = append(s.open, t.Name.Local)
			s.last = t.Name
			return Token{Kind: Start, Name: t.Name.Local, attrs: t.Attr}, nil
		case xml.EndElement:
			last := len(s.open) - 1
			if last < 0 || s.open[last] != t.Name.Local {
				return Token{}, fmt.Errorf("%w: unexpected </%s>", ErrBroken, t.Name.Local)
			}
			s.open = s.open[:last]
			return Token{Kind: End, Name: t.Name.Local}, nil
		case xml.CharData:
			return Token{Kind: Chars, Data: t}, nil
		}
	}
}

// Parent is the name of the element around the one just opened, "" if there is none.
func (s *Scanner) Parent() string {
	if len(s.open) < 2 {
		return ""
	}
	return s.open[len(s.open)-2]
}

// Skip passes over the rest of the element just opened. It need not find errors in it.
func (s *Scanner) Skip() error {
	s.leap()
	for depth := s.Depth(); s.Depth() >= depth; {
		if _, err := s.Next(); err != nil {
			return err
		}
	}
	return nil
}

// leapMost is how far a leap looks for its end tag.
const leapMost = 64 << 10

// leap moves to the end tag of the element just opened, if that is the next of its name. The decoder reads the bytes one by one
// and looks no further than the tag it has returned, so its reader can be moved.
func (s *Scanner) leap() {
	from := len(s.data) - s.in.Len()
	if s.last.Local == "" || s.data[from-1] != '>' || s.data[from-2] == '/' {
		return // not just opened, or an empty element: its end is the decoder's own
	}
	name := s.last.Local
	if s.last.Space != "" {
		name = s.last.Space + ":" + name
	}
	rest := s.data[from:min(len(s.data), from+leapMost)]
	to := bytes.Index(rest, []byte("</"+name+">"))
	if to < 0 || bytes.Contains(rest[:to], []byte("<"+name)) {
		return
	}
	s.in.Seek(int64(from+to), io.SeekStart)
}

// Text returns all text of the element just opened.
func (s *Scanner) Text() (string, error) {
	var b []byte
	for depth := s.Depth(); s.Depth() >= depth; {
		t, err := s.Next()
		if err != nil {
			return "", err
		}
		if t.Kind == Chars {
			b = append(b, t.Data...)
		}
	}
	return string(b), nil
}
