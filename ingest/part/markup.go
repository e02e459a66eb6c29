package part

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf8"
)

// This file reads the markup of XML 1.0 as far as documents use it: tags, attributes, text, character references. A document type is
// passed over, so there are no entities but the five that every document has.

// encodingOf is what the first line of a part says of its encoding.
var encodingOf = regexp.MustCompile(`^xml\s[^>]*\bencoding\s*=\s*["']([^"']+)["']`)

// upTo returns what stands between the first n bytes and a mark, and moves behind it.
func (s *Scanner) upTo(n int, mark string) ([]byte, error) {
	rest := s.data[s.at+n:]
	to := bytes.Index(rest, []byte(mark))
	if to < 0 {
		return nil, fmt.Errorf("%w: no %s", ErrBroken, mark)
	}
	s.at += n + to + len(mark)
	return rest[:to], nil
}

// directive passes over <!DOCTYPE …>, with what it declares in brackets.
func (s *Scanner) directive() error {
	depth := 0
	quote := byte(0)
	for i, c := range s.data[s.at:] {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth == 0 {
				s.at += i + 1
				return nil
			}
		}
	}
	return fmt.Errorf("%w: <! is not closed", ErrBroken)
}

// chars reads text up to the next tag.
func (s *Scanner) chars() (Token, error) {
	text := s.data[s.at:]
	if to := bytes.IndexByte(text, '<'); to >= 0 {
		text = text[:to]
	}
	s.at += len(text)
	text, err := unescape(text)
	return Token{Kind: Chars, Data: text}, err
}

// name reads a name at an offset and returns the offset behind it.
func (s *Scanner) name(at int) (name []byte, after int) {
	after = at
	for after < len(s.data) && nameByte(s.data[after]) {
		after++
	}
	return s.data[at:after], after
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == ':' || c == '-' || c == '_' || c == '.' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

// local is a name without its prefix.
func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i > 0 && i+1 < len(name) {
		return name[i+1:]
	}
	return name
}

// kept returns a name as a string that is made only once.
func (s *Scanner) kept(name []byte) string {
	if k, ok := s.names[string(name)]; ok {
		return k
	}
	k := string(name)
	s.names[k] = k
	return k
}

func (s *Scanner) blanks(at int) int {
	for at < len(s.data) && (s.data[at] == ' ' || s.data[at] == '\n' || s.data[at] == '\t' || s.data[at] == '\r') {
		at++
	}
	return at
}

func (s *Scanner) byteAt(at int) byte {
	if at < len(s.data) {
		return s.data[at]
	}
	return 0
}

// endTag reads </name>.
func (s *Scanner) endTag() (Token, error) {
	name, at := s.name(s.at + 2)
	at = s.blanks(at)
	if len(name) == 0 || s.byteAt(at) != '>' {
		return Token{}, fmt.Errorf("%w: an end tag", ErrBroken)
	}
	s.at = at + 1
	return s.end(s.kept(local(name)))
}

// startTag reads <name attribute="value"> or <name/>.
func (s *Scanner) startTag() (Token, error) {
	name, at := s.name(s.at + 1)
	if len(name) == 0 || name[0] == '-' || name[0] == '.' || name[0] >= '0' && name[0] <= '9' {
		return Token{}, fmt.Errorf("%w: a tag without a name", ErrBroken)
	}
	s.attrs = s.attrs[:0]
	for {
		at = s.blanks(at)
		switch c := s.byteAt(at); {
		case c == '>':
			s.at = at + 1
		case c == '/' && s.byteAt(at+1) == '>':
			s.at, s.empty = at+2, true
		default:
			after, err := s.attribute(at)
			if err != nil {
				return Token{}, err
			}
			at = after
			continue
		}
		break
	}
	if len(s.open) == maxElements {
		return Token{}, ErrTooDeep
	}
	s.last = name
	t := Token{Kind: Start, Name: s.kept(local(name)), attrs: s.attrs}
	s.open = append(s.open, t.Name)
	return t, nil
}

// attribute reads name="value" at an offset and returns the offset behind it.
func (s *Scanner) attribute(at int) (int, error) {
	name, at := s.name(at)
	at = s.blanks(at)
	if len(name) == 0 || s.byteAt(at) != '=' {
		return 0, fmt.Errorf("%w: an attribute of a tag", ErrBroken)
	}
	at = s.blanks(at + 1)
	quote := s.byteAt(at)
	if quote != '"' && quote != '\'' {
		return 0, fmt.Errorf("%w: attribute %s has no quotes", ErrBroken, name)
	}
	value := s.data[at+1:]
	to := bytes.IndexByte(value, quote)
	if to < 0 || bytes.IndexByte(value[:to], '<') >= 0 {
		return 0, fmt.Errorf("%w: attribute %s is not closed", ErrBroken, name)
	}
	s.attrs = append(s.attrs, attr{local(name), value[:to]})
	return at + 1 + to + 1, nil
}

// entities are those that every document has.
var entities = map[string]byte{"lt": '<', "gt": '>', "amp": '&', "apos": '\'', "quot": '"'}

// unescape resolves character references, and makes line ends line feeds. It returns text itself where there is nothing to do, and fails with
// ErrBroken for other entities and for numbers that are no character.
func unescape(text []byte) ([]byte, error) {
	text = lineEnds(text)
	if bytes.IndexByte(text, '&') < 0 {
		return text, nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '&':
			to := bytes.IndexByte(text[i:], ';')
			if to < 0 {
				return nil, fmt.Errorf("%w: & without ;", ErrBroken)
			}
			r, ok := reference(string(text[i+1 : i+to]))
			if !ok {
				return nil, fmt.Errorf("%w: &%s;", ErrBroken, text[i+1:i+to])
			}
			out = utf8.AppendRune(out, r)
			i += to
		default:
			out = append(out, c)
		}
	}
	return out, nil
}

// lineEnds makes line ends line feeds.
func lineEnds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// reference returns the character that stands between & and ;.
func reference(name string) (rune, bool) {
	if c, ok := entities[name]; ok {
		return rune(c), true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	switch {
	case err != nil || n > utf8.MaxRune, !utf8.ValidRune(r), r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
		return 0, false
	}
	return r, true
}
