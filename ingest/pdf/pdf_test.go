package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells"
	"gongkai/ingest/cells/cellstest"
	"gongkai/models"
)

// readSheets reads a file of sheets.
func readSheets(t *testing.T, sheets ...*sheet) cells.Document {
	t.Helper()
	doc, err := Read(context.Background(), build(t, sheets...))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// check reads a file of sheets and compares its dump.
func check(t *testing.T, want string, sheets ...*sheet) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), readSheets(t, sheets...).Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRead_MergedCells(t *testing.T) {
	s := (&sheet{}).
		lines(50, 100, 350, 100, 50, 160, 350, 160, 150, 120, 350, 120, 50, 140, 350, 140). // across
		lines(50, 100, 50, 160, 150, 100, 150, 160, 250, 120, 250, 160, 350, 100, 350, 160).
		text(60, 115, "label").text(160, 115, "over two").text(160, 135, "a").text(260, 135, "b").
		text(60, 155, "row").text(160, 155, "1").text(260, 155, "2")
	check(t, `
[table 3×3]
|label|over two|<|
|^|a|b|
|row|1|2|
`, s)
}

func TestRead_LinesDrawnAsBarsAndTwice(t *testing.T) {
	s := &sheet{}
	for _, x := range []float64{50, 151, 153, 250} {
		s.raw(rectangle(x, 100, 0.75, 40))
	}
	for _, y := range []float64{100, 119, 121, 139.25} {
		s.raw(rectangle(50, y, 200.75, 0.75))
	}
	s.text(60, 115, "a").text(160, 115, "1").text(60, 135, "b").text(160, 135, "2")
	check(t, "[table 2×2]\n|a|1|\n|b|2|\n", s)
}

func rectangle(x, y, w, h float64) string {
	return fmt.Sprintf("%g %g %g %g re f", x, sheetHeight-y-h, w, h)
}

func TestRead_OpenSides(t *testing.T) {
	s := (&sheet{}).lines(50, 100, 250, 100, 50, 120, 250, 120, 50, 140, 250, 140, 150, 100, 150, 140).
		text(60, 115, "a").text(160, 115, "1").text(60, 135, "b").text(160, 135, "2")
	check(t, "[table 2×2]\n|a|1|\n|b|2|\n", s)
}

func TestRead_LinesInFormsAreMoved(t *testing.T) {
	s := (&sheet{}).raw("q 1 0 0 1 20 -30 cm").grid([]float64{50, 150, 250}, []float64{100, 120, 140}).
		text(60, 115, "a").text(160, 115, "1").text(60, 135, "b").text(160, 135, "2").raw("Q")
	doc := readSheets(t, s)
	if got := doc.Blocks[0].Grid.Rows[1].Cells[1].Rect; *got != [4]float64{170, 150, 270, 170} {
		t.Errorf("second row, second column stands at %v", *got)
	}
}

func TestRead_DigitsOfNarrowCellsAreJoined(t *testing.T) {
	narrow := (&sheet{}).grid([]float64{50, 150, 175}, []float64{100, 130, 160}).
		text(60, 112, "a").text(153, 112, "200").text(153, 124, "1").text(60, 142, "b").text(153, 142, "7")
	check(t, "[table 2×2]\n|a|2001|\n|b|7|\n", narrow)
	wide := (&sheet{}).grid([]float64{50, 150, 250}, []float64{100, 130, 160}).
		text(60, 112, "a").text(153, 112, "200").text(153, 124, "1").text(60, 142, "b").text(153, 142, "7")
	check(t, "[table 2×2]\n|a|200⏎1|\n|b|7|\n", wide)
}

func TestRead_NumberWiderThanItsCellStaysWhole(t *testing.T) {
	s := (&sheet{}).grid([]float64{50, 150, 170, 190}, []float64{100, 120, 140}).
		text(60, 115, "a").text(152, 115, "123456").text(60, 135, "b").text(152, 135, "1").text(172, 135, "2")
	doc := readSheets(t, s)
	for _, c := range doc.Blocks[0].Grid.Rows[0].Cells {
		if c.Text != "" && c.Text != "a" && c.Text != "123456" {
			t.Errorf("a part of the number stands alone: %q", c.Text)
		}
	}
}

func TestRead_LinesAroundAPageAreNoTable(t *testing.T) {
	s := (&sheet{}).grid([]float64{20, 580}, []float64{20, 60, 380}).text(40, 45, "site").text(40, 80, "before").text(40, 300, "after").
		grid([]float64{50, 250, 500}, []float64{100, 180, 260}).text(60, 145, "a").text(260, 145, "1").text(60, 225, "b").text(260, 225, "2")
	check(t, "site\nbefore\n[table 2×2]\n|a|1|\n|b|2|\nafter\n", s)
}

func TestRead_BoldByPrintingTwice(t *testing.T) {
	s := (&sheet{}).grid([]float64{50, 150, 250}, []float64{100, 120, 140}).text(60, 115, "a").text(60.4, 115, "a").
		text(160, 115, "115").text(160.4, 115, "115").text(60, 135, "b").text(160, 135, "2")
	check(t, "[table 2×2]\n|a|115|\n|b|2|\n", s)
}

// xs, a row's height and where a page's text ends, in the tests of tables that go on over a page.
var breakColumns = []float64{50, 150, 250}

func TestRead_TableGoesOnOverThePage(t *testing.T) {
	first := (&sheet{}).grid(breakColumns, []float64{300, 320, 340, 360}).
		text(60, 315, "head").text(160, 315, "count").text(60, 335, "a").text(160, 335, "1").text(60, 355, "b").text(160, 355, "2").text(290, 390, "- 1 -")
	second := (&sheet{}).grid(breakColumns, []float64{50, 70, 90}).
		text(60, 65, "head").text(160, 65, "count").text(60, 85, "c").text(160, 85, "3").text(290, 390, "- 2 -")
	doc := readSheets(t, first, second)
	want := "[table 4×2]\n|head|count|\n|a|1|\n|b|2|\n|c|3|\n"
	if diff := cmp.Diff(want, doc.Dump()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	rows := doc.Blocks[0].Grid.Rows
	if rows[2].Page != 1 || rows[3].Page != 2 || *rows[3].Cells[0].Rect != [4]float64{50, 70, 150, 90} {
		t.Errorf("rows 3 and 4 are on pages %d and %d, the latter at %v", rows[2].Page, rows[3].Page, *rows[3].Cells[0].Rect)
	}
}

func TestRead_RowCutByThePage(t *testing.T) {
	first := (&sheet{}).grid(breakColumns, []float64{320, 340, 360}).
		text(60, 335, "a").text(160, 335, "1").text(56, 355, "a label too lon").text(160, 355, "2")
	second := (&sheet{}).grid(breakColumns, []float64{50, 70, 90}).text(56, 65, "g for its cell").text(60, 85, "c").text(160, 85, "3")
	check(t, "[table 3×2]\n|a|1|\n|a label too lon g for its cell|2|\n|c|3|\n", first, second)
}

func TestRead_FullLabelOfTheLastRowIsNotTheNextOnes(t *testing.T) {
	first := (&sheet{}).grid(breakColumns, []float64{320, 340, 360}).text(60, 335, "a").text(160, 335, "1").text(52, 355, "a label up to it").text(160, 355, "2")
	second := (&sheet{}).grid(breakColumns, []float64{50, 70, 90}).text(52, 65, "another row now").text(160, 65, "3").text(60, 85, "c").text(160, 85, "4")
	check(t, "[table 4×2]\n|a|1|\n|a label up to it|2|\n|another row now|3|\n|c|4|\n", first, second)
}

func TestRead_DashBelowAHeadIsAValue(t *testing.T) {
	// The head in the second column spans the two rows before the page ends.
	first := (&sheet{}).lines(50, 320, 250, 320, 50, 340, 150, 340, 50, 360, 250, 360, 50, 320, 50, 360, 150, 320, 150, 360, 250, 320, 250, 360).
		text(60, 335, "a").text(60, 355, "b").text(152, 345, "head of a column")
	second := (&sheet{}).grid(breakColumns, []float64{50, 70, 90}).text(60, 65, "1").text(160, 65, "/").text(60, 85, "c").text(160, 85, "4")
	check(t, "[table 4×2]\n|a|head of a column|\n|b|^|\n|1|/|\n|c|4|\n", first, second)
}

func TestRead_NextRowIsNoRest(t *testing.T) {
	// The heads of a part stand at the end of a page, its first row on the next: nothing of the head is cut.
	first := (&sheet{}).grid(breakColumns, []float64{320, 340, 360}).text(60, 335, "a").text(160, 335, "1").text(60, 355, "head").text(160, 355, "count")
	second := (&sheet{}).grid(breakColumns, []float64{50, 70, 90}).text(60, 65, "b").text(160, 65, "2").text(60, 85, "c").text(160, 85, "3")
	check(t, "[table 4×2]\n|a|1|\n|head|count|\n|b|2|\n|c|3|\n", first, second)
}

func TestRead_OtherTableOnTheNextPage(t *testing.T) {
	first := (&sheet{}).grid(breakColumns, []float64{340, 360, 380}).text(60, 355, "a").text(160, 355, "1").text(60, 375, "b").text(160, 375, "2")
	second := (&sheet{}).grid([]float64{50, 120, 250}, []float64{50, 70, 90}).text(60, 65, "c").text(160, 65, "3").text(60, 85, "d").text(160, 85, "4")
	check(t, "[table 2×2]\n|a|1|\n|b|2|\n[table 2×2]\n|c|3|\n|d|4|\n", first, second)
}

func TestRead_PageNumbersAndRunningHeads(t *testing.T) {
	page := func(n, body string) *sheet {
		return (&sheet{}).text(50, 20, "report of 2024, page "+n).text(50, 200, body).text(300, 390, n)
	}
	check(t, "one\n15\nthree\n", page("1", "one"), page("2", "15"), page("3", "three"))
}

func TestRead_LastLineThatIsANumberIsKept(t *testing.T) {
	check(t, "one\n15\n", (&sheet{}).text(50, 300, "one").text(50, 390, "15"))
}

func TestRead_ParagraphsOfLines(t *testing.T) {
	long := strings.Repeat("x", 60)
	s := (&sheet{}).text(112, 100, long[:50]).text(100, 115, long[:52]).text(100, 130, "end").text(112, 145, "next")
	check(t, long[:50]+" "+long[:52]+" end\nnext\n", s)
}

func TestRead_TurnedPages(t *testing.T) {
	table := func() *sheet {
		return (&sheet{}).grid([]float64{50, 150, 250}, []float64{100, 120, 140}).text(60, 115, "a").text(160, 115, "1").text(60, 135, "b").text(160, 135, "2")
	}
	tests := []struct {
		name, extra, before, after string
		rect                       [4]float64 // of the cell b, as seen
	}{
		{"upright", "", "", "", [4]float64{50, 120, 150, 140}},
		{"set upright, shown on its side", "/Rotate 90", "", "", [4]float64{260, 50, 280, 150}},
		{"set upside down and turned", "/Rotate 180", "q -1 0 0 -1 600 400 cm", "Q", [4]float64{50, 120, 150, 140}},
		{"set sideways", "", "q 0 1 -1 0 400 0 cm", "Q", [4]float64{120, 250, 140, 350}},
		{"set sideways and turned", "/Rotate 90", "q 0 1 -1 0 400 0 cm", "Q", [4]float64{50, 120, 150, 140}},
		{"cropped", "/CropBox [40 40 560 380]", "", "", [4]float64{10, 100, 110, 120}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &sheet{extra: tt.extra}
			s.raw(tt.before).raw(table().b.String()).raw(tt.after)
			doc := readSheets(t, s)
			if diff := cmp.Diff("[table 2×2]\n|a|1|\n|b|2|\n", doc.Dump()); diff != "" {
				t.Fatalf("-want +got:\n%s", diff)
			}
			if got := *doc.Blocks[0].Grid.Rows[1].Cells[0].Rect; got != tt.rect {
				t.Errorf("b stands at %v, want %v", got, tt.rect)
			}
		})
	}
}

func TestRead_WatermarkIsLeftOut(t *testing.T) {
	s := (&sheet{}).text(50, 100, "text").raw("q 0.7 0.7 -0.7 0.7 300 0 cm").text(0, 400, "COPY").raw("Q")
	check(t, "text\n", s)
}

func TestRead_CharactersWithoutMeaningAreNotLeftOut(t *testing.T) {
	s := (&sheet{}).text(50, 100, `some text and 1\0016`)
	if got := readSheets(t, s).Dump(); strings.Contains(got, "16") {
		t.Errorf("a character without a meaning went: %q", got)
	}
}

func TestRead_TextThatMayHaveStrayedIsToldOf(t *testing.T) {
	if doc := readSheets(t, (&sheet{}).text(50, 100, "one").raw("q 1 0 0 1 50 200 cm /Fm Do Q")); len(doc.Doubts) != 1 || !strings.Contains(doc.Doubts[0], "位置读不准") {
		t.Errorf("a moved form with other words for its text: %q", doc.Doubts)
	}
	if doc := readSheets(t, (&sheet{}).text(50, 100, "one").raw("/Fm Do")); doc.Doubts != nil {
		t.Errorf("a form that stays where it is: %q", doc.Doubts)
	}
}

func TestRead_Refusals(t *testing.T) {
	encrypted, err := os.ReadFile("testdata/encrypted.pdf")
	if err != nil {
		t.Fatal(err)
	}
	whole := build(t, (&sheet{}).text(50, 100, "text"))
	picture := "q 600 0 0 400 0 0 cm /Im Do Q"
	many := make([]*sheet, maxPages+1)
	for i := range many {
		many[i] = (&sheet{}).text(50, 100, "text")
	}
	tests := []struct {
		name    string
		data    []byte
		code    models.Code
		message string
	}{
		{"a password", encrypted, models.EINVALID, "PDF 文件设有打开密码，请去掉密码后再交。"},
		{"cut short", whole[:60], models.EINVALID, "PDF 文件不完整或已损坏，可能没有传完，请重新导出后再交，或改交 Word 文件。"},
		{"nothing", nil, models.EINVALID, "PDF 文件不完整或已损坏，可能没有传完，请重新导出后再交，或改交 Word 文件。"},
		{"no file of its kind", []byte("%PDF-1.7\n" + strings.Repeat("x", 4096)), models.EINVALID, "PDF 文件不完整或已损坏，可能没有传完，请重新导出后再交，或改交 Word 文件。"},
		{"a scan", build(t, (&sheet{}).raw(picture)), models.ENOTEXT, "PDF 文件是扫描件，没有可读的文字，请改交 Word 文件或由人工录入。"},
		{"a scan with page numbers", build(t, (&sheet{}).raw(picture).text(290, 390, "- 1 -")), models.ENOTEXT, "PDF 文件是扫描件，没有可读的文字，请改交 Word 文件或由人工录入。"},
		{"a scan with recognised text", build(t, (&sheet{}).raw(picture).raw("3 Tr").text(50, 100, "some text that a program guessed")), models.ENOTEXT,
			"PDF 文件是扫描件，其中的文字是软件识别出来的，数字可能有误，请改交 Word 文件或由人工录入。"},
		{"too many pages", build(t, many...), models.ETOOLARGE, "PDF 文件超过 200 页，不像年度报告，请检查文件。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(context.Background(), tt.data)
			if models.ErrorCode(err) != tt.code || models.ErrorMessage(err) != tt.message {
				t.Errorf("got %s %q, want %s %q", models.ErrorCode(err), models.ErrorMessage(err), tt.code, tt.message)
			}
		})
	}
}

func TestRead_HostileDrawings(t *testing.T) {
	lines := (&sheet{}).text(50, 100, "text")
	for i := range 700 {
		lines.lines(float64(i)*5, 0, float64(i)*5, 4000, 0, float64(i)*5, 4000, float64(i)*5)
	}
	if _, err := Read(context.Background(), build(t, lines)); err != nil {
		t.Errorf("a page full of lines: %v", err)
	}
	segments := (&sheet{}).text(50, 100, "text").raw("0 0 m " + strings.Repeat("1 1 l ", maxSegments+1) + "S")
	if _, err := Read(context.Background(), build(t, segments)); models.ErrorCode(err) != models.ETOOLARGE {
		t.Errorf("a path of too many segments: %v", err)
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, build(t, (&sheet{}).text(50, 100, "text"))); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want the context's", err)
	}
}

func TestRead_ObeysItsContextMidway(t *testing.T) {
	data := build(t, (&sheet{}).raw(strings.Repeat("BT /F 10 Tf 50 50 Td (some text) Tj ET\n", 20_000)))
	ctx, cancel := context.WithCancel(context.Background())
	f, err := openFile(ctx, data)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	cancel()
	if _, err := f.pages(); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want the context's", err)
	}
}

func TestRead_Corpus(t *testing.T) {
	for _, name := range []string{"hongze-2023", "made/pdf/made-00", "made/pdf/made-05"} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(context.Background(), cellstest.Corpus(t, name+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			cellstest.Golden(t, name[strings.LastIndex(name, "/")+1:], doc)
			for _, b := range doc.Blocks {
				if b.Grid == nil {
					continue
				}
				for i, r := range b.Grid.Rows {
					for j, c := range r.Cells {
						if !c.Absent && c.Rect == nil || r.Page == 0 {
							t.Fatalf("row %d, column %d has no place", i+1, j+1)
						}
					}
				}
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"hongze-2023.pdf", "made/pdf/made-05.pdf"} {
		data := cellstest.Corpus(b, name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Read(context.Background(), bytes.Clone(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStart measures what the first document of a program's run waits for besides its own reading.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		pool, err := start()
		if err != nil {
			b.Fatal(err)
		}
		if err := pool.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestRead_TableWithoutLines(t *testing.T) {
	s := &sheet{}
	xs := []float64{200, 260, 320, 380, 440}
	s.text(238, 85, "over all of them")
	for i, x := range xs {
		s.text(x, 100+float64(i%2)*3, "head").text(x, 115, string(rune('a'+i)))
	}
	for n, label := range []string{"one", "two", "three"} {
		y := 140 + 30*float64(n)
		s.text(50, y, label)
		for i, x := range xs {
			s.text(x, y, string(rune('1'+n))+string(rune('0'+i)))
		}
	}
	s.text(50, 224, "a label in").text(50, 236, "two lines") // around the middle of its row
	for i, x := range xs {
		s.text(x, 230, "4"+string(rune('0'+i)))
	}
	check(t, `
[table 6×6]
|~|~|over all of them|~|~|~|
|~|head a|head b|head c|head d|head e|
|one|10|11|12|13|14|
|two|20|21|22|23|24|
|three|30|31|32|33|34|
|a label in two lines|40|41|42|43|44|
`, s)
}

func TestRead_TableWithoutLinesAndWithoutCertainHeads(t *testing.T) {
	// A head is missing: which column it is of, only a person can tell.
	s := (&sheet{}).text(200, 100, "a").text(260, 100, "b").text(380, 100, "d").text(440, 100, "e")
	for n := range 3 {
		for i := range 5 {
			s.text(200+60*float64(i), 120+20*float64(n), "7")
		}
	}
	for _, b := range readSheets(t, s).Blocks {
		if b.Grid != nil {
			t.Errorf("a table was made:\n%s", readSheets(t, s).Dump())
		}
	}
}

func TestRead_NumbersInProseAreNoTable(t *testing.T) {
	check(t, "in 2023 there were 5 of 10\nin 2024 12 of 14\n", (&sheet{}).text(50, 100, "in 2023 there were 5 of 10").text(50, 130, "in 2024 12 of 14"))
}
