// Package oletest makes OLE files for the tests of the formats that live in them.
package oletest

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"unicode/utf16"
)

const (
	sector     = 512
	perSector  = sector / 4
	endOfChain = 0xFFFFFFFE
	free       = 0xFFFFFFFF
	fatSector  = 0xFFFFFFFD
	smallest   = 4096 // a smaller stream would have to go into the file's mini stream
)

// File returns an OLE file with these streams in its root. Each is filled up with zeros to at least 4096 bytes.
func File(streams map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(streams))
	var body bytes.Buffer
	var fat []uint32
	write := func(data []byte) (first uint32) {
		first = uint32(len(fat))
		body.Write(data)
		body.Write(make([]byte, (sector-len(data)%sector)%sector))
		for n := (len(data) + sector - 1) / sector; n > 1; n-- {
			fat = append(fat, uint32(len(fat)+1))
		}
		fat = append(fat, endOfChain)
		return first
	}
	var directory bytes.Buffer
	right := uint32(free)
	if len(names) > 0 {
		right = 1
	}
	directory.Write(entry("Root Entry", 5, free, right, endOfChain, 0))
	for i, name := range names {
		data := append(slices.Clone(streams[name]), make([]byte, max(0, smallest-len(streams[name])))...)
		next := uint32(free)
		if i+1 < len(names) {
			next = uint32(i + 2)
		}
		directory.Write(entry(name, 2, next, free, write(data), len(data)))
	}
	for directory.Len()%sector != 0 {
		directory.Write(entry("", 0, free, free, 0, 0))
	}
	first := write(directory.Bytes())

	n := 0 // sectors of the table, which lists itself
	for n*perSector < len(fat)+n {
		n++
	}
	at := uint32(len(fat))
	for range n {
		fat = append(fat, fatSector)
	}
	for len(fat)%perSector != 0 {
		fat = append(fat, free)
	}
	table := make([]byte, 4*len(fat))
	for i, v := range fat {
		binary.LittleEndian.PutUint32(table[4*i:], v)
	}
	body.Write(table)

	header := make([]byte, sector)
	copy(header, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	put16 := func(at int, v uint16) { binary.LittleEndian.PutUint16(header[at:], v) }
	put32 := func(at int, v uint32) { binary.LittleEndian.PutUint32(header[at:], v) }
	put16(24, 0x3E)
	put16(26, 3)
	put16(28, 0xFFFE)
	put16(30, 9)
	put16(32, 6)
	put32(44, uint32(n))
	put32(48, first)
	put32(56, smallest)
	put32(60, endOfChain)
	put32(68, endOfChain)
	for i := range 109 {
		v := uint32(free)
		if i < n {
			v = at + uint32(i)
		}
		put32(76+4*i, v)
	}
	return append(header, body.Bytes()...)
}

// entry is an entry of the directory. A folder's entries are a tree: here a list, each the left of the one before, under child.
func entry(name string, kind byte, left, child, first uint32, size int) []byte {
	e := make([]byte, 128)
	units := utf16.Encode([]rune(name))
	for i, u := range units {
		binary.LittleEndian.PutUint16(e[2*i:], u)
	}
	if name != "" {
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(units)+2))
	}
	e[66], e[67] = kind, 1
	binary.LittleEndian.PutUint32(e[68:], left)
	binary.LittleEndian.PutUint32(e[72:], free)
	binary.LittleEndian.PutUint32(e[76:], child)
	binary.LittleEndian.PutUint32(e[116:], first)
	binary.LittleEndian.PutUint32(e[120:], uint32(size))
	return e
}
