package doc

import (
	"fmt"
	"slices"

	"gongkai/ingest/edged"
)

// The property modifiers that are read ([MS-DOC] 2.6).
const (
	sprmCFRMarkDel       = 0x0800
	sprmCFStrike         = 0x0837
	sprmCFVanish         = 0x083C
	sprmCFDStrike        = 0x2A53
	sprmCSymbol          = 0x6A09
	sprmCIss             = 0x2A48
	sprmCHpsPos          = 0x4845
	sprmPFInTable        = 0x2416
	sprmPFTtp            = 0x2417
	sprmPFInnerTableCell = 0x244B
	sprmPFInnerTtp       = 0x244C
	sprmPIlvl            = 0x260A
	sprmPIlfo            = 0x460B
	sprmPOutLvl          = 0x2640
	sprmPHugePapx        = 0x6646
	sprmPItap            = 0x6649
	sprmPChgTabs         = 0xC615
	sprmTDefTable        = 0xD608
	sprmTVertMerge       = 0xD62B
	sprmTMerge           = 0x5624
)

// page is the size of the pages that properties are filed on.
const page = 512

// run is a stretch of the main stream whose paragraphs or characters have these modifiers.
type run struct {
	from, to int
	style    int
	grpprl   []byte
}

// filing is how the two kinds of pages differ: the size of an entry, and where it leads.
type filing struct {
	entry int
	read  func(b []byte, at int) (style int, grpprl []byte)
}

var (
	papx = filing{13, func(b []byte, at int) (int, []byte) {
		n := 2*u8(b, at) - 1
		if n < 0 {
			at++
			n = 2 * u8(b, at)
		}
		if n < 2 {
			return 0, nil
		}
		return u16(b, at+1), slice(b, at+3, n-2)
	}}
	chpx = filing{1, func(b []byte, at int) (int, []byte) { return 0, slice(b, at+1, u8(b, at)) }}
)

// runs reads all pages of one kind, in the order of the stream. Format: [MS-DOC] 2.8.5, 2.8.6, 2.9.32, 2.9.181.
func (f *file) runs(index []byte, kind filing) ([]run, error) {
	count := (len(index) - 4) / 8
	if count > len(f.main)/page {
		return nil, fmt.Errorf("%w: more pages of properties than the file has", errBroken)
	}
	var all []run
	for i := range max(count, 0) {
		b := slice(f.main, (u32(index, 4*(count+1)+4*i)&0x3FFFFF)*page, page)
		n := u8(b, page-1)
		for k := range n {
			r := run{from: u32(b, 4*k), to: u32(b, 4*k+4)}
			if offset := u8(b, 4*(n+1)+kind.entry*k); offset != 0 {
				r.style, r.grpprl = kind.read(b[:page-1], 2*offset)
			}
			if r.from < r.to {
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b run) int { return a.from - b.from })
	return all, nil
}

// find returns the run that holds an offset, none if there is none.
func find(all []run, at int) run {
	i, ok := slices.BinarySearchFunc(all, at, func(r run, at int) int { return r.from - at })
	if !ok {
		i--
	}
	if i < 0 || at >= all[i].to {
		return run{to: at + 1}
	}
	return all[i]
}

// modifiers calls do for every modifier of a list.
func modifiers(b []byte, do func(sprm int, operand []byte)) {
	for len(b) >= 2 {
		sprm := u16(b, 0)
		b = b[2:]
		n := 0
		switch sprm >> 13 {
		case 0, 1:
			n = 1
		case 2, 4, 5:
			n = 2
		case 3:
			n = 4
		case 7:
			n = 3
		case 6:
			switch n = 1 + u8(b, 0); {
			case sprm == sprmTDefTable: // its length has two bytes and is one too large
				n = 1 + u16(b, 0)
			case sprm == sprmPChgTabs && n == 256:
				return // only its content tells how long it is; no file at hand has it
			}
		}
		operand := slice(b, 0, n)
		if operand == nil {
			return
		}
		do(sprm, operand)
		b = b[n:]
	}
}

// headingStyles are the numbers that every document gives to the styles of headings.
const headingStyles = 9

// bodyText is the outline level of a paragraph that is no heading.
const bodyText = 9

// paragraph is what matters of a paragraph's properties.
type paragraph struct {
	inTable, rowEnd           bool
	innerCellEnd, innerRowEnd bool
	depth                     int // of the table it is in
	heading                   bool
	list, level               int            // its list, from 1, and the level in it
	columns                   []edged.Column // of a row's end
}

// apply changes the properties by modifiers. nested is whether the list was reached through another.
func (p *paragraph) apply(f *file, grpprl []byte, nested bool) {
	modifiers(grpprl, func(sprm int, operand []byte) {
		on := operand[0] != 0
		switch sprm {
		case sprmPFInTable:
			p.inTable = on
		case sprmPFTtp:
			p.rowEnd = on
		case sprmPFInnerTableCell:
			p.innerCellEnd = on
		case sprmPFInnerTtp:
			p.innerRowEnd = on
		case sprmPItap:
			p.depth = u32(operand, 0)
		case sprmPIlvl:
			p.level = int(operand[0])
		case sprmPIlfo:
			p.list = u16(operand, 0)
		case sprmPOutLvl:
			p.heading = operand[0] < bodyText
		case sprmPHugePapx: // the list was too long for a page and stands in the data stream
			if at := u32(operand, 0); !nested {
				p.apply(f, slice(f.data, at+2, u16(f.data, at)), true)
			}
		case sprmTDefTable:
			p.columns = readColumns(operand[2:])
		case sprmTVertMerge:
			if i := u8(operand, 1); i < len(p.columns) {
				p.columns[i].GoesOnUp, p.columns[i].OpensUp = u8(operand, 2) == 1, u8(operand, 2) == 3
			}
		case sprmTMerge:
			for i := u8(operand, 0) + 1; i < u8(operand, 1) && i < len(p.columns); i++ {
				p.columns[i].GoesOnLeft = true
			}
		}
	})
}

// readColumns reads the definition of a row: the edges of its cells, then the cells.
func readColumns(b []byte) []edged.Column {
	n := u8(b, 0)
	if len(b) < 1+2*(n+1) {
		return nil
	}
	columns := make([]edged.Column, n)
	for i := range columns {
		flags := u16(b, 1+2*(n+1)+20*i)
		columns[i] = edged.Column{
			Left: i16(b, 1+2*i), Right: i16(b, 3+2*i),
			GoesOnLeft: flags&3 == 1, GoesOnUp: flags>>5&3 == 1, OpensUp: flags>>5&3 == 3,
		}
	}
	return columns
}

// The modifiers that a piece may carry in place of a list ([MS-DOC] 2.9.215), of those that are read.
var inPiece = map[int]int{0x18: sprmPFInTable, 0x19: sprmPFTtp}

// change returns the modifiers that a piece adds.
func (w *walker) change(prm int) []byte {
	if prm&1 == 0 {
		if sprm := inPiece[prm>>1&0x7F]; sprm != 0 {
			return []byte{byte(sprm), byte(sprm >> 8), byte(prm >> 8)}
		}
		return nil
	}
	if at := prm >> 1; at < len(w.changes) {
		return w.changes[at]
	}
	return nil
}
