package sheet

import (
	"encoding/binary"
	"unicode/utf16"

	"gongkai/ingest/cells"
	"gongkai/ingest/charset"
)

// The options of a string ([MS-XLS] 2.5.293).
const (
	optWide     = 0x01 // two bytes a character
	optPhonetic = 0x04
	optRich     = 0x08
)

// chunks reads a record and its CONTINUE records as one run of bytes, but for characters: where they go on in the next chunk, that
// one begins with a byte of options of its own.
type chunks struct {
	now  []byte
	rest [][]byte
}

// fill moves on to the next chunk if this one is used up. It reports whether there is anything left.
func (c *chunks) fill() bool {
	for len(c.now) == 0 {
		if len(c.rest) == 0 {
			return false
		}
		c.now, c.rest = c.rest[0], c.rest[1:]
	}
	return true
}

// bytes returns n bytes, and fewer at the end.
func (c *chunks) bytes(n int) []byte {
	if len(c.now) >= n {
		b := c.now[:n]
		c.now = c.now[n:]
		return b
	}
	var b []byte
	for n > 0 && c.fill() {
		k := min(n, len(c.now))
		b = append(b, c.now[:k]...)
		c.now = c.now[k:]
		n -= k
	}
	return b
}

func (c *chunks) u16() (int, bool) {
	b := c.bytes(2)
	if len(b) < 2 {
		return 0, false
	}
	return int(binary.LittleEndian.Uint16(b)), true
}

// skip passes over n bytes.
func (c *chunks) skip(n int) {
	for n > 0 && c.fill() {
		k := min(n, len(c.now))
		c.now = c.now[k:]
		n -= k
	}
}

// text reads a string whose length has been read: its options, characters, and what follows them.
func (c *chunks) text(n int) (string, bool) {
	b := c.bytes(1)
	if len(b) == 0 {
		return "", false
	}
	options := b[0]
	runs, phonetic := 0, 0
	if options&optRich != 0 {
		runs, _ = c.u16()
	}
	if options&optPhonetic != 0 {
		if b := c.bytes(4); len(b) == 4 {
			phonetic = int(binary.LittleEndian.Uint32(b))
		}
	}
	var units []uint16
	for wide := options&optWide != 0; len(units) < n; {
		if len(c.now) == 0 {
			if !c.fill() {
				return "", false
			}
			wide = c.now[0]&optWide != 0
			c.now = c.now[1:]
			continue
		}
		if !wide {
			k := min(n-len(units), len(c.now))
			for _, b := range c.now[:k] {
				units = append(units, uint16(b))
			}
			c.now = c.now[k:]
			continue
		}
		if len(c.now) == 1 { // half a character
			return "", false
		}
		k := min(n-len(units), len(c.now)/2)
		for i := range k {
			units = append(units, binary.LittleEndian.Uint16(c.now[2*i:]))
		}
		c.now = c.now[2*k:]
	}
	c.skip(4*runs + phonetic)
	return string(utf16.Decode(units)), true
}

// readStrings reads the texts that cells share.
func (b *biff) readStrings(r record) error {
	c := chunks{r.data, r.more}
	c.skip(8)
	for c.fill() {
		n, ok := c.u16()
		if !ok {
			break
		}
		text, ok := c.text(n)
		if !ok {
			return errTruncated
		}
		if len(b.strings) == cells.MaxCells {
			return cells.ErrTooManyCells
		}
		b.strings = append(b.strings, cells.Clean(text))
	}
	return nil
}

// text returns a string with a two-byte length that stands in a record.
func (b *biff) text(r record, at int) string {
	if len(r.data) < at {
		return ""
	}
	c := chunks{r.data[at:], r.more}
	n, _ := c.u16()
	if b.old {
		text, _ := charset.Decode(c.bytes(n), "")
		return text
	}
	text, _ := c.text(n)
	return text
}
