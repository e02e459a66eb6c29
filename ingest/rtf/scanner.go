package rtf

import (
	"strconv"
)

type kind int

const (
	end    kind = iota
	open        // {
	shut        // }
	word        // a control word, or a control symbol by its character
	octet       // a byte of text, written as it is or in hexadecimal
	binary      // a picture's bytes, passed over
)

// token is one thing in the file.
type token struct {
	kind  kind
	name  string
	value int  // of a word
	given bool // whether the word has a value
	octet byte
}

// off reports whether a word that switches something switches it off.
func (t token) off() bool { return t.given && t.value == 0 }

type scanner struct {
	data []byte
	at   int
}

// next returns the next token. Line feeds of the file are no text.
func (s *scanner) next() token {
	for s.at < len(s.data) && (s.data[s.at] == '\r' || s.data[s.at] == '\n') {
		s.at++
	}
	if s.at >= len(s.data) {
		return token{}
	}
	c := s.data[s.at]
	s.at++
	switch c {
	case '{':
		return token{kind: open}
	case '}':
		return token{kind: shut}
	case '\\':
		return s.control()
	}
	return token{kind: octet, octet: c}
}

// control reads what follows a backslash.
func (s *scanner) control() token {
	if s.at >= len(s.data) {
		return token{}
	}
	c := s.data[s.at]
	if !letter(c) {
		s.at++
		switch c {
		case '\'':
			return s.hexadecimal()
		case '\\', '{', '}':
			return token{kind: octet, octet: c}
		case '\r', '\n':
			return token{kind: word, name: "par"}
		}
		return token{kind: word, name: string(rune(c))}
	}
	from := s.at
	for s.at < len(s.data) && letter(s.data[s.at]) && s.at-from < 32 {
		s.at++
	}
	t := token{kind: word, name: string(s.data[from:s.at])}
	from = s.at
	if s.at < len(s.data) && s.data[s.at] == '-' {
		s.at++
	}
	for s.at < len(s.data) && s.data[s.at] >= '0' && s.data[s.at] <= '9' && s.at-from < 10 {
		s.at++
	}
	if v, err := strconv.ParseInt(string(s.data[from:s.at]), 10, 32); err == nil {
		t.value, t.given = int(v), true
	}
	if s.at < len(s.data) && s.data[s.at] == ' ' {
		s.at++
	}
	if t.name == "bin" {
		s.at += min(max(t.value, 0), len(s.data)-s.at)
		return token{kind: binary}
	}
	return t
}

// hexadecimal reads the two digits of a byte.
func (s *scanner) hexadecimal() token {
	if len(s.data)-s.at < 2 {
		s.at = len(s.data)
		return token{}
	}
	v, err := strconv.ParseUint(string(s.data[s.at:s.at+2]), 16, 8)
	if err != nil {
		return token{kind: binary}
	}
	s.at += 2
	return token{kind: octet, octet: byte(v)}
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
