package doc

import (
	"encoding/binary"
	"fmt"
)

// Where things stand in the file information block ([MS-DOC] 2.5).
const (
	fibIdent   = 0x00
	fibVersion = 0x02
	fibFlags   = 0x0A
	fibLength  = 0x4C // of the main text, in characters
	fibPlaces  = 0x9A // pairs of offset and length in the table stream
	fibEnd     = fibPlaces + 8*(clx+1)
)

// The pairs that are used, by their number.
const (
	plcfBteChpx = 12 // properties of characters
	plcfBtePapx = 13 // properties of paragraphs
	clx         = 33 // pieces of the text
)

const (
	flagEncrypted = 0x0100
	flagTable1    = 0x0200
)

// file is a document's streams.
type file struct {
	main, table, data []byte
	length            int // of the main text, in characters
}

func readHeader(streams map[string][]byte) (*file, error) {
	f := &file{main: streams["WordDocument"], data: streams["Data"]}
	if len(f.main) < fibFlags+2 {
		return nil, errNoDocument
	}
	ident, version, flags := u16(f.main, fibIdent), u16(f.main, fibVersion), u16(f.main, fibFlags)
	switch {
	case ident == 0xA5DC, ident == 0xA5DB, ident == 0xA5EC && version < 0xC1:
		return nil, errOld
	case ident != 0xA5EC:
		return nil, errNoDocument
	case flags&flagEncrypted != 0:
		return nil, errPassword
	case len(f.main) < fibEnd:
		return nil, errBroken
	}
	f.table = streams["0Table"]
	if flags&flagTable1 != 0 {
		f.table = streams["1Table"]
	}
	f.length = u32(f.main, fibLength)
	if f.length > len(f.main) { // each character takes a byte at least
		return nil, fmt.Errorf("%w: %d characters in %d bytes", errBroken, f.length, len(f.main))
	}
	return f, nil
}

// locate returns a structure of the table stream, nil if it is not there.
func (f *file) locate(number int) []byte {
	return slice(f.table, u32(f.main, fibPlaces+8*number), u32(f.main, fibPlaces+8*number+4))
}

// slice returns n bytes from an offset, nil if there are not as many.
func slice(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at > len(b) || n > len(b)-at {
		return nil
	}
	return b[at : at+n]
}

// u16 reads a number, 0 behind the end.
func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func i16(b []byte, at int) int { return int(int16(u16(b, at))) }

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

func u8(b []byte, at int) int {
	if at < 0 || at >= len(b) {
		return 0
	}
	return int(b[at])
}
