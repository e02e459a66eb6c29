package part

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
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
	attrs []attr
}

// attr is an attribute as it is written. Few are ever asked for.
type attr struct{ local, raw []byte }

// Attr returns the value of an attribute by its local name, "" if there is none.
func (t Token) Attr(local string) string {
	for _, a := range t.attrs {
		if string(a.local) == local {
			if value, err := unescape(a.raw); err == nil {
				return string(value)
			}
			return string(a.raw)
		}
	}
	return ""
}

// Number returns an attribute as a number between 1 and most, 1 if it is none.
func (t Token) Number(local string, most int) int {
	written := t.Attr(local)
	if written == "" { // as nearly always: not worth an error
		return 1
	}
	n, err := strconv.Atoi(written)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 1
	}
	return min(max(n, 1), most)
}

// Scanner walks the elements of a part. It resolves no namespaces and leaves attributes as they are written until they are asked for,
// which makes it several times as fast as the decoder of the standard library.
type Scanner struct {
	ctx   context.Context
	data  []byte
	at    int
	names map[string]string // local names, each kept once
	attrs []attr            // of the start tag read last
	open  []string
	empty bool   // the element just opened is an empty one: its end is yet to be returned
	last  []byte // the name in the start tag read last, with its prefix; nil if another token came after it
	count int
}

// NewScanner returns a scanner of a part in UTF-8. It ends with ctx.
func NewScanner(ctx context.Context, data []byte) *Scanner {
	return &Scanner{ctx: ctx, data: bytes.TrimPrefix(data, []byte("\ufeff")), names: map[string]string{}}
}

// Depth is the number of elements that are open.
func (s *Scanner) Depth() int { return len(s.open) }

// Next returns the next token, io.EOF after the last. It fails with ErrTooDeep, ErrBroken or the context's error.
func (s *Scanner) Next() (Token, error) {
	if s.count++; s.count%1024 == 0 && s.ctx.Err() != nil {
		return Token{}, s.ctx.Err()
	}
	if s.count == 1 && !utf8.Valid(s.data) {
		return Token{}, fmt.Errorf("%w: not UTF-8", ErrBroken)
	}
	s.last = nil
	if s.empty {
		s.empty = false
		return s.end(s.open[len(s.open)-1])
	}
	for s.at < len(s.data) {
		rest := s.data[s.at:]
		switch {
		case rest[0] != '<':
			return s.chars()
		case bytes.HasPrefix(rest, []byte("<!--")):
			if _, err := s.upTo(4, "-->"); err != nil {
				return Token{}, err
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			text, err := s.upTo(9, "]]>")
			if err != nil || len(text) > 0 {
				return Token{Kind: Chars, Data: lineEnds(text)}, err
			}
		case bytes.HasPrefix(rest, []byte("<?")):
			text, err := s.upTo(2, "?>")
			if err != nil {
				return Token{}, err
			}
			if m := encodingOf.FindSubmatch(text); m != nil && !bytes.EqualFold(m[1], []byte("utf-8")) {
				return Token{}, fmt.Errorf("%w: in %s", ErrBroken, m[1])
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			if err := s.directive(); err != nil {
				return Token{}, err
			}
		case bytes.HasPrefix(rest, []byte("</")):
			return s.endTag()
		default:
			return s.startTag()
		}
	}
	if len(s.open) > 0 {
		return Token{}, fmt.Errorf("%w: <%s> is not closed", ErrBroken, s.open[len(s.open)-1])
	}
	return Token{}, io.EOF
}

// end closes the element opened last.
func (s *Scanner) end(name string) (Token, error) {
	last := len(s.open) - 1
	if last < 0 || s.open[last] != name {
		return Token{}, fmt.Errorf("%w: unexpected </%s>", ErrBroken, name)
	}
	s.open = s.open[:last]
	return Token{Kind: End, Name: name}, nil
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

// leap moves to the end tag of the element just opened, if that is the next of its name.
func (s *Scanner) leap() {
	if s.last == nil || s.empty {
		return
	}
	rest := s.data[s.at:min(len(s.data), s.at+leapMost)]
	to := bytes.Index(rest, append(append([]byte("</"), s.last...), '>'))
	if to < 0 || bytes.Contains(rest[:to], append([]byte("<"), s.last...)) {
		return
	}
	s.at += to
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
