package sheet

import (
	"context"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells/cellstest"
	"gongkai/ingest/ole/oletest"
	"gongkai/models"
)

// rec makes a record. Numbers are written little endian by their size.
func rec(kind int, fields ...any) []byte {
	var data []byte
	for _, f := range fields {
		switch f := f.(type) {
		case []byte:
			data = append(data, f...)
		case int: // most fields have two bytes
			data = binary.LittleEndian.AppendUint16(data, uint16(f))
		case byte:
			data = append(data, f)
		case uint32:
			data = binary.LittleEndian.AppendUint32(data, f)
		case float64:
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(f))
		}
	}
	head := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	return append(binary.LittleEndian.AppendUint16(head, uint16(len(data))), data...)
}

// str makes a string with its length and options.
func str(s string) []byte {
	u := utf16.Encode([]rune(s))
	b := append(binary.LittleEndian.AppendUint16(nil, uint16(len(u))), optWide)
	for _, c := range u {
		b = binary.LittleEndian.AppendUint16(b, c)
	}
	return b
}

func concat(parts ...[]byte) []byte {
	var all []byte
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// xls makes a workbook of sheets; states are 0 shown, 1 hidden. Cell format 1 has a border.
func xls(version int, globals []byte, states []byte, sheets ...[]byte) []byte {
	start := concat(rec(recBOF, version, 5), rec(recXF, make([]byte, 20)), rec(recXF, make([]byte, 10), 0x1000, make([]byte, 8)), globals)
	at := len(start) + len(rec(recEOF))
	for range sheets {
		at += len(rec(recBoundSheet, uint32(0), byte(0), byte(0), byte(1), byte(0), byte('a')))
	}
	bounds, body := []byte{}, []byte{}
	for i, s := range sheets {
		bounds = append(bounds, rec(recBoundSheet, uint32(at+len(body)), states[i], byte(0), byte(1), byte(0), byte('a'))...)
		body = append(body, concat(rec(recBOF, version, worksheetType), s, rec(recEOF))...)
	}
	return concat(start, bounds, rec(recEOF), body)
}

func checkXLS(t *testing.T, stream []byte, want string) {
	t.Helper()
	doc, err := ReadXLS(context.Background(), oletest.File(map[string][]byte{"Workbook": stream}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), doc.Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadXLS_Cells(t *testing.T) {
	globals := rec(recSST, uint32(2), uint32(2), str("标题"), str("甲"))
	chart := concat(rec(recBOF, 0x600, 0x20), rec(recNumber, 0, 9, 0, 99.0), rec(recEOF))
	checkXLS(t, xls(0x600, globals, []byte{1, 0}, rec(recLabelSST, 0, 0, 0, uint32(1)), concat(
		rec(recLabelSST, 0, 0, 0, uint32(0)),
		rec(recLabelSST, 1, 0, 0, uint32(1)),
		rec(recMulRK, 1, 1, 0, uint32(31434<<2|3), 0, uint32(7<<2|2), 0, math.Float32bits(0), 3),
		rec(recLabel, 2, 0, 0, str("乙")),
		rec(recNumber, 2, 1, 0, 918.38),
		rec(recFormula, 2, 2, 0, 36.0, 0, uint32(0), 0),
		rec(recFormula, 2, 3, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0), rec(recString, str("无")),
		chart,
		rec(recLabel, 3, 0, 1, str("规章")), rec(recMulBlank, 3, 1, 1, 1, 1, 3),
		rec(recRK, 4, 0, 0, ^uint32(99<<2)), rec(recBoolErr, 4, 1, 0, byte(0x17), byte(1)), rec(recBoolErr, 4, 2, 0, byte(1), byte(0)),
		rec(recFormula, 4, 3, 0, []byte{3, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0),
		rec(recMergeCells, 1, 0, 0, 0, 3),
	)), `
标题
[table 4×4]
|甲|314.34|7|0|
|乙|918.38|36|无|
|规章||||
|-1|#REF!|TRUE||
`)
}

func TestReadXLS_NamesOfSheets(t *testing.T) {
	one := func(text string) []byte { return rec(recLabel, 0, 0, 0, str(text)) }
	checkXLS(t, xls(0x600, nil, []byte{0, 1, 0}, one("甲"), one("隐"), one("乙")), "a\n甲\na\n乙\n")
}

func TestReadXLS_StringsOverRecords(t *testing.T) {
	long := strings.Repeat("情", 10)
	rich := append([]byte{3, 0, optRich | optPhonetic, 1, 0, 4, 0, 0, 0, 'a', 'b', 'c'}, make([]byte, 8)...)
	b := str(long)
	globals := concat(
		rec(recSST, uint32(3), uint32(3), b[:9]),
		rec(recContinue, byte(optWide), b[9:], rich[:6]), // its second half is cut within the length of what follows
		rec(recContinue, rich[6:], []byte{4, 0, 0, 'x'}),
		rec(recContinue, byte(optWide), int('y'), int('公'), int('开')))
	label := func(row, i int) []byte { return rec(recLabelSST, row, 0, 0, uint32(i)) }
	checkXLS(t, xls(0x600, globals, []byte{0}, concat(label(0, 0), label(2, 1), label(4, 2), label(6, 3))), long+"\nabc\nxy公开\n")
}

func TestReadXLS_Excel95(t *testing.T) {
	stream := xls(0x500, nil, []byte{0}, concat(rec(recLabel, 0, 0, 0, 4, []byte("\xbb\xfa\xb9\xd8")), rec(recNumber, 0, 1, 0, 3.0)))
	doc, err := ReadXLS(context.Background(), oletest.File(map[string][]byte{"Book": stream}))
	if err != nil || doc.Dump() != "[table 1×2]\n|机关|3|\n" {
		t.Errorf("got %q, %v", doc.Dump(), err)
	}
}

func TestReadXLS_HiddenRowsAndColumns(t *testing.T) {
	checkXLS(t, xls(0x600, nil, []byte{0}, concat(
		rec(recColInfo, 1, 1, 0, 0, 1), rec(recRow, 1, 0, 3, 0, 0, 0, 0x20, 0),
		rec(recNumber, 0, 0, 0, 1.0), rec(recNumber, 0, 1, 0, 2.0), rec(recNumber, 0, 2, 0, 3.0),
		rec(recNumber, 1, 0, 0, 4.0), rec(recNumber, 1, 2, 0, 5.0), rec(recNumber, 2, 0, 0, 6.0), rec(recNumber, 2, 2, 0, 7.0))), `
[table 2×2]
|1|3|
|6|7|
`)
}

func TestReadXLS_Refusals(t *testing.T) {
	var many []byte
	for row := range 0xFFFF {
		for col := range 4 {
			many = append(many, rec(recNumber, row, col, 0, 1.0)...)
		}
	}
	tests := []struct {
		name   string
		stream []byte
		code   models.Code
	}{
		{"a password", concat(rec(recBOF, 0x600, 5), rec(recFilePass, 0)), models.EINVALID},
		{"not a workbook", []byte("x"), models.EINVALID},
		{"no sheet", concat(rec(recBOF, 0x600, 5), rec(recEOF)), models.EINVALID},
		{"texts cut off", xls(0x600, rec(recSST, uint32(1), uint32(1), 9000, byte(0), []byte("x")), []byte{0}, nil), models.EINVALID},
		{"too many cells", xls(0x600, nil, []byte{0}, many), models.ETOOLARGE},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ReadXLS(context.Background(), oletest.File(map[string][]byte{"Workbook": tt.stream})); models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
	if _, err := ReadXLS(context.Background(), []byte("x")); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("no OLE file: err = %v", err)
	}
}

func FuzzReadXLS(f *testing.F) {
	f.Add(xls(0x600, rec(recSST, uint32(1), uint32(1), str("甲")), []byte{0}, concat(rec(recLabelSST, 0, 0, 0, uint32(0)), rec(recMulRK, 0, 1, 0, uint32(3), 1), rec(recMergeCells, 1, 0, 1, 0, 0))))
	f.Add(xls(0x500, rec(recContinue, byte(1)), []byte{0}, concat(rec(recLabel, 0, 0, 0, 1, byte('a')), rec(recMulBlank, 3, 1, 1, 1, 2))))
	f.Fuzz(func(t *testing.T, stream []byte) {
		doc, err := ReadXLS(context.Background(), oletest.File(map[string][]byte{"Workbook": stream}))
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		cellstest.Rectangular(t, doc)
	})
}
