package doc

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells/cellstest"
	"gongkai/ingest/ole/oletest"
	"gongkai/models"
)

// para is a paragraph with its mark, its modifiers and its style. Text in ASCII takes a byte a character. prm are the changes of
// its piece.
type para struct {
	text   string
	grpprl []byte
	style  int
	prm    int
	look   []byte // modifiers of its characters
}

// streams makes a document in which each paragraph is a piece of its own. backwards files the text from the last to the first,
// as fast saving may.
func streams(paras []para, backwards bool, changes ...[]byte) map[string][]byte {
	le16, le32 := binary.LittleEndian.AppendUint16, binary.LittleEndian.AppendUint32
	main := make([]byte, 1024)
	binary.LittleEndian.PutUint16(main, 0xA5EC)
	binary.LittleEndian.PutUint16(main[fibVersion:], 0xC1)
	binary.LittleEndian.PutUint16(main[fibFlags:], flagTable1)

	order := make([]int, len(paras))
	for i := range order {
		order[i] = i
	}
	if backwards {
		slices.Reverse(order)
	}
	at, size, length := make([]int, len(paras)), make([]int, len(paras)), make([]int, len(paras))
	for _, i := range order {
		units := utf16.Encode([]rune(paras[i].text))
		at[i], length[i] = len(main), len(units)
		wide := slices.ContainsFunc(units, func(u uint16) bool { return u >= 0x80 })
		for _, u := range units {
			if wide {
				main = le16(main, u)
			} else {
				main = append(main, byte(u))
			}
		}
		size[i] = len(main) - at[i]
		if len(main)%2 == 1 {
			main = append(main, 0)
		}
	}

	// One page of each kind for every paragraph.
	file := func(entry int, data func(p para) []byte) []byte {
		var from, pages []byte
		for _, i := range order {
			main = append(main, make([]byte, (page-len(main)%page)%page)...)
			b := make([]byte, page)
			binary.LittleEndian.PutUint32(b, uint32(at[i]))
			binary.LittleEndian.PutUint32(b[4:], uint32(at[i]+size[i]))
			d := data(paras[i])
			start := (page - 1 - len(d)) / 2
			b[8] = byte(start)
			copy(b[2*start:], d)
			b[page-1] = 1
			from, pages = le32(from, uint32(at[i])), le32(pages, uint32(len(main)/page))
			main = append(main, b...)
		}
		return append(le32(from, uint32(len(main))), pages...)
	}
	paragraphs := file(13, func(p para) []byte {
		b := append([]byte{byte(p.style), 0}, p.grpprl...)
		if len(b)%2 == 0 {
			return append([]byte{0, byte(len(b) / 2)}, b...)
		}
		return append([]byte{byte(len(b)+1) / 2}, b...)
	})
	characters := file(1, func(p para) []byte { return append([]byte{byte(len(p.look))}, p.look...) })

	var text []byte
	for _, c := range changes {
		text = append(append(text, 1), le16(nil, uint16(len(c)))...)
		text = append(text, c...)
	}
	var positions, entries []byte
	n := 0
	for i, p := range paras {
		positions = le32(positions, uint32(n))
		n += length[i]
		fc := uint32(at[i])
		if size[i] == length[i] {
			fc = fc*2 | compressed
		}
		entries = le16(le32(le16(entries, 0), fc), uint16(p.prm))
	}
	positions = append(le32(positions, uint32(n)), entries...)
	text = append(le32(append(text, 2), uint32(len(positions))), positions...)

	var table []byte
	put := func(number int, b []byte) {
		binary.LittleEndian.PutUint32(main[fibPlaces+8*number:], uint32(len(table)))
		binary.LittleEndian.PutUint32(main[fibPlaces+8*number+4:], uint32(len(b)))
		table = append(table, b...)
	}
	put(plcfBtePapx, paragraphs)
	put(plcfBteChpx, characters)
	put(clx, text)
	binary.LittleEndian.PutUint32(main[fibLength:], uint32(n))
	return map[string][]byte{"WordDocument": main, "1Table": table}
}

func check(t *testing.T, s map[string][]byte, want string) {
	t.Helper()
	doc, err := Read(context.Background(), oletest.File(s))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), doc.Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func sprm(code int, operand ...byte) []byte {
	return append([]byte{byte(code), byte(code >> 8)}, operand...)
}

var inTable = sprm(sprmPFInTable, 1)

// def makes the definition of a row from its edges and the flags of its cells.
func def(edges []int, flags ...int) []byte {
	b := []byte{byte(len(edges) - 1)}
	for _, e := range edges {
		b = binary.LittleEndian.AppendUint16(b, uint16(e))
	}
	for i := range len(edges) - 1 {
		cell := make([]byte, 20)
		if i < len(flags) {
			binary.LittleEndian.PutUint16(cell, uint16(flags[i]))
		}
		b = append(b, cell...)
	}
	return append(binary.LittleEndian.AppendUint16([]byte{byte(sprmTDefTable & 0xFF), byte(sprmTDefTable >> 8)}, uint16(len(b)+1)), b...)
}

const goesOn, opens = 1 << 5, 3 << 5

// row makes the paragraphs of a row: its cells, then its end.
func row(end []byte, texts ...string) []para {
	var ps []para
	for _, text := range texts {
		ps = append(ps, para{text: text + "\a", grpprl: inTable})
	}
	return append(ps, para{text: "\a", grpprl: slices.Concat(inTable, sprm(sprmPFTtp, 1), end)})
}

var merged = slices.Concat(
	row(def([]int{0, 2000, 3000, 4000}, opens), "勾稽", "申请人", ""),
	row(def([]int{10, 1000, 2000, 3000, 3990}, opens, 0, 0, 0), "三", "（一）", "1", "2"),
	row(def([]int{0, 1005, 2000, 3000, 4000}, goesOn), "", "（二）", "35", ""),
	row(def([]int{0, 2000, 3000, 4000}, goesOn), "独", "4", "5"))

const mergedDump = `
[table 4×4]
|勾稽|<|申请人||
|三|（一）|1|2|
|^|（二）|35||
|独|<|4|5|
`

func TestRead_MergedCells(t *testing.T) { check(t, streams(merged, false), mergedDump) }

func TestRead_PiecesInAnyOrder(t *testing.T) { check(t, streams(merged, true), mergedDump) }

func TestRead_ChangesOfPieces(t *testing.T) {
	short := func(isprm, value int) int { return isprm<<1 | value<<8 }
	check(t, streams([]para{
		{text: "甲\a", prm: short(0x18, 1)},
		{text: "1\a", prm: 0<<1 | 1},
		{text: "\a", grpprl: def([]int{0, 100, 200}), prm: 1<<1 | 1},
		{text: "乙\r", prm: 9<<1 | 1},
	}, true, inTable, slices.Concat(inTable, sprm(sprmPFTtp, 1))), `
[table 1×2]
|甲|1|
乙
`)
}

func TestRead_MergedSideways(t *testing.T) {
	check(t, streams(slices.Concat(
		row(def([]int{0, 1000, 2000, 3000}, 2, 1), "题", "", "b"),
		row(slices.Concat(def([]int{0, 1000, 2000, 3000}), sprm(sprmTMerge, 1, 3)), "c", "d", ""),
		row(slices.Concat(def([]int{0, 1000, 2000, 3000}), sprm(sprmTVertMerge, 2, 0, 3)), "e", "f", "g"),
		row(slices.Concat(def([]int{0, 1000, 2000, 3000}), sprm(sprmTVertMerge, 2, 0, 1)), "", "h", "i")), false), `
[table 4×3]
|题|<|b|
|c|d|<|
|e|f|g|
|^|h|i|
`)
}

func TestRead_RowsWithoutADefinition(t *testing.T) {
	check(t, streams(slices.Concat(row(nil, "a", "b"), row(def([]int{0, 700, 900}), "c", "d"), row(nil, "e", "f"), []para{{text: "断\a", grpprl: inTable}}), false), `
[table 4×3]
|a|<|b|
|c|d|~|
|e|f|~|
|断|<|~|
`)
}

func TestRead_Paragraphs(t *testing.T) {
	check(t, streams([]para{
		{text: "年度报告\r", style: 1},
		{text: "大纲\r", grpprl: sprm(sprmPOutLvl, 0)},
		{text: "商业\v企业\t7\x1e8\x1f9\x01\u00a0\u3000\r"},
		{text: "\r"}, {text: "caf\u00e9\f"}, {text: "末"},
	}, false), `
# 年度报告
# 大纲
商业⏎企业	7-89
café
末
`)
}

func TestRead_FieldsShowTheirResult(t *testing.T) {
	check(t, streams([]para{
		{text: "共\x13 SUM(ABOVE) \x14" + "12\x15件\x13 TOC \x13 PAGE \x143\x15\x14x\x15\r"},
		{text: "坏\x13 PAGE\r"}, {text: "后\r"},
	}, false), "共12件x\n坏\n后\n")
}

func TestRead_DeletedHiddenAndSymbolCharacters(t *testing.T) {
	check(t, streams([]para{
		{text: "1"}, {text: "2", look: sprm(sprmCFRMarkDel, 1)}, {text: "3", look: sprm(sprmCFVanish, 1)}, {text: "4", look: sprm(sprmCFVanish, 0)},
		{text: "5", look: sprm(sprmCFStrike, 1)}, {text: "6", look: sprm(sprmCFDStrike, 1)},
		{text: "(", look: sprm(sprmCSymbol, 0, 0, 0x60, 0x24)}, {text: "(", look: sprm(sprmCSymbol, 0, 0, 0xFC, 0xF0)}, {text: "(\r"},
	}, false), "14①(\n")
}

func TestRead_RaisedMarksAreKeptApart(t *testing.T) {
	raised := sprm(sprmCIss, 1)
	check(t, streams([]para{{text: "1908"}, {text: "1", look: raised}, {text: "\r"}, {text: "7"}, {text: "[2]", look: raised}, {text: "件\r"}, {text: "8", look: sprm(sprmCIss, 0)}, {text: "9\r"},
		{text: "5"}, {text: "3", look: sprm(sprmCHpsPos, 8, 0)}, {text: "\r"}, {text: "6"}, {text: "4", look: sprm(sprmCHpsPos, 0xFF, 0xFF)}, {text: "\r"}}, false),
		"1908 [1]\n7 [2]件\n89\n5 [3]\n64\n")
}

func TestRead_NestedTables(t *testing.T) {
	depth := func(n byte) []byte { return sprm(sprmPItap, n, 0, 0, 0) }
	inner := func(texts ...string) []para {
		var ps []para
		for _, text := range texts {
			ps = append(ps, para{text: text + "\r", grpprl: slices.Concat(inTable, depth(2), sprm(sprmPFInnerTableCell, 1))})
		}
		return append(ps, para{text: "\r", grpprl: slices.Concat(inTable, depth(2), sprm(sprmPFInnerTtp, 1), def([]int{0, 100, 200}))})
	}
	check(t, streams(slices.Concat(
		[]para{{text: "一、总体情况\r", grpprl: inTable}}, inner("a", "b"), inner("c", "d"), row(nil, "二、"),
		[]para{{text: "段\r"}},
		[]para{{text: "外\a", grpprl: inTable}}, inner("e", "f"), row(nil, "格")), false), `
一、总体情况
[table 2×2]
|a|b|
|c|d|
二、
段
[table 1×2]
|外|格|
[table 1×2]
|e|f|
`)
}

func TestRead_LongListsStandInTheDataStream(t *testing.T) {
	list := slices.Concat(inTable, sprm(sprmPFTtp, 1), def([]int{0, 100, 200}), sprm(sprmPHugePapx, 2, 0, 0, 0))
	s := streams([]para{{text: "甲\a", grpprl: inTable}, {text: "1\a", grpprl: inTable}, {text: "\a", grpprl: sprm(sprmPHugePapx, 2, 0, 0, 0)}}, false)
	s["Data"] = append(binary.LittleEndian.AppendUint16([]byte{0, 0}, uint16(len(list))), list...)
	check(t, s, "[table 1×2]\n|甲|1|\n")
}

// withLists adds a list of two levels, and one of a single level with a bullet.
func withLists(s map[string][]byte) map[string][]byte {
	le16, le32 := binary.LittleEndian.AppendUint16, binary.LittleEndian.AppendUint32
	table, main := s["1Table"], s["WordDocument"]
	form := func(id uint32, flags byte) []byte {
		return append(append(le32(nil, id), make([]byte, 22)...), flags, 0)
	}
	lvl := func(first uint32, format byte, text ...uint16) []byte {
		b := append(le32(nil, first), format)
		b = append(b, make([]byte, lvlfLength-len(b))...)
		b[24], b[25] = 1, 2
		b = append(b, 9, 9, 9)
		b = le16(b, uint16(len(text)))
		for _, c := range text {
			b = le16(b, c)
		}
		return b
	}
	put := func(number int, b, behind []byte) {
		binary.LittleEndian.PutUint32(main[fibPlaces+8*number:], uint32(len(table)))
		binary.LittleEndian.PutUint32(main[fibPlaces+8*number+4:], uint32(len(b)))
		table = append(append(table, b...), behind...)
	}
	all := slices.Concat(lvl(1, 37, 0, '、'), lvl(1, 0, 0, '.', 1, '.'))
	for range levels - 2 {
		all = append(all, lvl(1, 0)...)
	}
	put(plfLst, slices.Concat(le16(nil, 2), form(77, 0), form(78, 1)), append(all, lvl(1, bullet, 0xF0B7)...))
	put(plfLfo, slices.Concat(le32(nil, 3), le32(nil, 77), make([]byte, 12), le32(nil, 78), make([]byte, 12), le32(nil, 99), make([]byte, 12)), nil)
	s["1Table"] = table
	return s
}

func TestRead_AutomaticNumbers(t *testing.T) {
	item := func(list, level byte, text string) para {
		return para{text: text + "\r", grpprl: slices.Concat(sprm(sprmPIlvl, level), sprm(sprmPIlfo, list, 0))}
	}
	check(t, withLists(streams([]para{item(1, 0, "总体情况"), item(1, 1, "公开"), item(1, 1, "申请"), item(2, 0, "点"), item(1, 0, "表二"), item(1, 1, "规章"),
		item(0, 0, "无"), item(3, 0, "无"), item(200, 0, "无"), item(1, 99, "无")}, false)), `
一、总体情况
一.1. 公开
一.2. 申请
点
二、表二
二.1. 规章
无
无
无
无
`)
}

func TestRead_Refusals(t *testing.T) {
	with := func(change func(s map[string][]byte)) []byte {
		s := streams(merged, false)
		change(s)
		return oletest.File(s)
	}
	put := func(at, v int) func(map[string][]byte) {
		return func(s map[string][]byte) { binary.LittleEndian.PutUint16(s["WordDocument"][at:], uint16(v)) }
	}
	deep := []para{{text: "x\r", grpprl: slices.Concat(inTable, sprm(sprmPItap, 0, 0, 0, 1))}}
	tests := []struct {
		name string
		data []byte
		code models.Code
		says string
	}{
		{"no OLE file", []byte("\xd0\xcf\x11\xe0"), models.EINVALID, "不完整"},
		{"no document", oletest.File(map[string][]byte{"Workbook": nil}), models.EINVALID, "没有 Word 正文"},
		{"not Word", with(put(fibIdent, 0xBEEF)), models.EINVALID, "没有 Word 正文"},
		{"Word 95", with(put(fibIdent, 0xA5DC)), models.EINVALID, "Word 95"},
		{"Word 95 by its version", with(put(fibVersion, 0x68)), models.EINVALID, "Word 95"},
		{"a password", with(put(fibFlags, flagEncrypted)), models.EINVALID, "密码"},
		{"no table stream", with(func(s map[string][]byte) { delete(s, "1Table") }), models.EINVALID, "已损坏"},
		{"too many characters", with(put(fibLength+2, 0x7FFF)), models.EINVALID, "已损坏"},
		{"a piece outside the file", with(func(s map[string][]byte) { s["WordDocument"] = s["WordDocument"][:1030] }), models.EINVALID, "已损坏"},
		{"nested too deeply", oletest.File(streams(deep, false)), models.EINVALID, "嵌套过深"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(context.Background(), tt.data)
			if models.ErrorCode(err) != tt.code || !strings.Contains(models.ErrorMessage(err), tt.says) {
				t.Errorf("err = %v, want code %s, %s", err, tt.code, tt.says)
			}
		})
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, oletest.File(streams(merged, false))); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestRead_Corpus(t *testing.T) {
	for _, name := range []string{"made-00", "made-05"} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(context.Background(), cellstest.Corpus(t, "made/doc/"+name+".doc"))
			if err != nil {
				t.Fatal(err)
			}
			cellstest.Golden(t, name, doc)
		})
	}
}

func FuzzRead(f *testing.F) {
	add := func(s map[string][]byte) { f.Add(s["WordDocument"], s["1Table"], s["Data"]) }
	add(streams(merged[:6], true))
	add(withLists(streams([]para{{text: "x\r", grpprl: sprm(sprmPIlfo, 1, 0)}}, false)))
	add(streams([]para{{text: "共\x13 SUM \x14" + "1\x15\r", look: sprm(sprmCSymbol, 0, 0, 0, 0x24)}, {text: "x\a", prm: 1}}, false, inTable))
	f.Fuzz(func(t *testing.T, main, table, data []byte) {
		doc, err := Read(context.Background(), oletest.File(map[string][]byte{"WordDocument": main, "0Table": table, "1Table": table, "Data": data}))
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		cellstest.Rectangular(t, doc)
	})
}

func BenchmarkRead(b *testing.B) {
	data := cellstest.Corpus(b, "made/doc/made-05.doc")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), data); err != nil {
			b.Fatal(err)
		}
	}
}
