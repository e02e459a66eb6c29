package sheet

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"

	"gongkai/ingest/cells"
	"gongkai/ingest/charset"
	"gongkai/ingest/ole"
)

// The records that are read, by [MS-XLS] 2.3.
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recFilePass   = 0x002F
	recContinue   = 0x003C
	recColInfo    = 0x007D
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recMulBlank   = 0x00BE
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recBlank      = 0x0201
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recRK         = 0x027E
	recBOF        = 0x0809
)

// worksheetType is what a BOF record says of a worksheet, in contrast to a chart or a macro sheet.
const worksheetType = 0x0010

// ReadXLS returns the blocks of an Excel 97 to 2003 file as ReadXLSX does those of a later one.
//
// It fails with EINVALID if data is no whole OLE file, lacks a workbook, or has a password, with ETOOLARGE if the sheets have too
// many cells or merged cells, and with the context's error when that ends.
func ReadXLS(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := readXLS(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func readXLS(ctx context.Context, data []byte) (cells.Document, error) {
	streams, err := ole.Streams(data, "Workbook", "Book")
	if err != nil {
		return cells.Document{}, err
	}
	stream := streams["Workbook"]
	if stream == nil {
		stream = streams["Book"]
	}
	b := &biff{ctx: ctx, stream: stream}
	if err := b.globals(); err != nil {
		return cells.Document{}, err
	}
	if len(b.sheets) == 0 {
		return cells.Document{}, errNoWorkbook
	}
	var sheets [][]cells.Block
	sp := splitter{ctx: ctx, placer: &cells.Placer{}}
	for _, at := range b.sheets {
		s, err := b.worksheet(at)
		if err != nil {
			return cells.Document{}, err
		}
		blocks, err := sp.blocks(s)
		if err != nil {
			return cells.Document{}, err
		}
		sheets = append(sheets, blocks)
	}
	return cells.Document{Blocks: titled(sheets, b.names)}, nil
}

// biff is a workbook stream while it is read.
type biff struct {
	ctx     context.Context
	stream  []byte
	old     bool     // Excel 95: text is in an encoding of the computer's region
	sheets  []int    // the offsets of those that are shown
	names   []string // of those
	strings []string
	framed  []bool // by cell format: it has a border above or below
	total   total
	count   int
}

// record is a record, with the parts that CONTINUE records add to it.
type record struct {
	kind int
	data []byte
	more [][]byte
}

// next returns the record at an offset and the offset behind it. A stream that ends without EOF ends there.
func (b *biff) next(at int) (record, int, error) {
	if b.count++; b.count%1024 == 0 && b.ctx.Err() != nil {
		return record{}, at, b.ctx.Err()
	}
	r, at, ok := b.single(at)
	if !ok {
		return record{kind: recEOF}, at, nil
	}
	for {
		c, after, ok := b.single(at)
		if !ok || c.kind != recContinue {
			return r, at, nil
		}
		r.more = append(r.more, c.data)
		at = after
	}
}

func (b *biff) single(at int) (record, int, bool) {
	if at < 0 || len(b.stream)-at < 4 {
		return record{}, at, false
	}
	n := int(binary.LittleEndian.Uint16(b.stream[at+2:]))
	if len(b.stream)-at-4 < n {
		return record{}, at, false
	}
	return record{kind: int(binary.LittleEndian.Uint16(b.stream[at:])), data: b.stream[at+4 : at+4+n]}, at + 4 + n, true
}

// u16 returns a number of the record, 0 where it is too short.
func (r record) u16(at int) int {
	if len(r.data) < at+2 {
		return 0
	}
	return int(binary.LittleEndian.Uint16(r.data[at:]))
}

func (r record) u32(at int) uint32 {
	if len(r.data) < at+4 {
		return 0
	}
	return binary.LittleEndian.Uint32(r.data[at:])
}

func (r record) float(at int) float64 {
	if len(r.data) < at+8 {
		return math.NaN()
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(r.data[at:]))
}

func (r record) byte(at int) byte {
	if len(r.data) <= at {
		return 0
	}
	return r.data[at]
}

// globals reads what all sheets share.
func (b *biff) globals() error {
	r, at, err := b.next(0)
	if err != nil {
		return err
	}
	if r.kind != recBOF {
		return errNoWorkbook
	}
	b.old = r.u16(0) < 0x0600
	for r.kind != recEOF {
		if r, at, err = b.next(at); err != nil {
			return err
		}
		switch r.kind {
		case recFilePass:
			return errPassword
		case recBoundSheet:
			if shown := r.byte(4)&3 == 0; shown && r.byte(5) == 0 {
				b.sheets, b.names = append(b.sheets, int(r.u32(0))), append(b.names, b.sheetName(r))
			}
		case recXF:
			b.framed = append(b.framed, !b.old && r.u16(10)&0xFF00 != 0)
		case recSST:
			if err := b.readStrings(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheetName reads the name in a BOUNDSHEET record: a length of one byte, then the characters ([MS-XLS] 2.5.240).
func (b *biff) sheetName(r record) string {
	if len(r.data) < 8 {
		return ""
	}
	c := chunks{r.data[7:], r.more}
	if b.old {
		name, _ := charset.Decode(c.bytes(int(r.data[6])), "")
		return name
	}
	name, _ := c.text(int(r.data[6]))
	return name
}

// worksheet reads the sheet that begins at an offset. Charts within it are passed over.
func (b *biff) worksheet(at int) (*sheet, error) {
	s, err := b.total.sheet()
	if err != nil {
		return nil, err
	}
	r, at, err := b.next(at)
	if err != nil || r.kind != recBOF || r.u16(2) != worksheetType {
		return s, err
	}
	pending := place{row: -1} // a formula whose text is yet to come
	for depth := 1; depth > 0; {
		if r, at, err = b.next(at); err != nil {
			return nil, err
		}
		switch {
		case r.kind == recBOF:
			depth++
		case r.kind == recEOF:
			depth--
		case depth > 1:
		case r.kind == recString:
			if pending.row >= 0 {
				err = b.add(s, pending, cells.Clean(b.text(r, 0)))
			}
			pending.row = -1
		default:
			err = b.cell(s, r, &pending)
		}
		if err != nil {
			return nil, fmt.Errorf("record %#x: %w", r.kind, err)
		}
	}
	return s, nil
}

// place is a cell's position and the number of its format.
type place struct{ row, col, format int }

func (b *biff) add(s *sheet, p place, text string) error {
	return s.add(p.row, p.col, text, p.format < len(b.framed) && b.framed[p.format])
}

// cell reads a record of a sheet.
func (b *biff) cell(s *sheet, r record, pending *place) error {
	p := place{r.u16(0), r.u16(2), r.u16(4)}
	switch r.kind {
	case recRow:
		if r.u16(12)&0x20 != 0 {
			s.hiddenRows[p.row] = true
		}
	case recColInfo:
		if r.u16(8)&1 != 0 {
			s.hiddenColumns = append(s.hiddenColumns, span{r.u16(0), r.u16(2)})
		}
	case recMergeCells:
		for i := range min(r.u16(0), (len(r.data)-2)/8) {
			if err := s.join(merge{r.u16(2 + 8*i), r.u16(6 + 8*i), r.u16(4 + 8*i), r.u16(8 + 8*i)}); err != nil {
				return err
			}
		}
	case recBlank:
		return b.add(s, p, "")
	case recMulBlank:
		for at := 4; at+4 <= len(r.data); at += 2 {
			if err := b.add(s, place{p.row, p.col + (at-4)/2, r.u16(at)}, ""); err != nil {
				return err
			}
		}
	case recNumber:
		return b.add(s, p, number(r.float(6)))
	case recRK:
		return b.add(s, p, rk(r.u32(6)))
	case recMulRK:
		for at := 4; at+8 <= len(r.data); at += 6 {
			if err := b.add(s, place{p.row, p.col + (at-4)/6, r.u16(at)}, rk(r.u32(at+2))); err != nil {
				return err
			}
		}
	case recLabelSST:
		if at := r.u32(6); int64(at) < int64(len(b.strings)) {
			return b.add(s, p, b.strings[at])
		}
	case recLabel, recRString:
		return b.add(s, p, cells.Clean(b.text(r, 6)))
	case recBoolErr:
		return b.add(s, p, boolOrError(r.byte(6), r.byte(7) != 0))
	case recFormula:
		if r.u16(12) != 0xFFFF {
			return b.add(s, p, number(r.float(6)))
		}
		switch r.byte(6) {
		case 0: // text, in the STRING record that follows
			*pending = p
			return b.add(s, p, "")
		case 1, 2:
			return b.add(s, p, boolOrError(r.byte(8), r.byte(6) == 2))
		}
	}
	return nil
}

// rk reads a number packed into four bytes: an integer or the front half of a double, perhaps to be divided by 100.
func rk(v uint32) string {
	hundredth := v&1 != 0
	if v&2 == 0 {
		f := math.Float64frombits(uint64(v&^3) << 32)
		if hundredth {
			f /= 100
		}
		return number(f)
	}
	n := int64(int32(v) >> 2)
	if !hundredth {
		return strconv.FormatInt(n, 10)
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	if n%100 == 0 {
		return sign + strconv.FormatInt(n/100, 10)
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// faults are the codes of a formula's failures, as Excel shows them.
var faults = map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

func boolOrError(v byte, fault bool) string {
	if !fault {
		return boolean(v != 0)
	}
	if s, ok := faults[v]; ok {
		return s
	}
	return "#VALUE!"
}
