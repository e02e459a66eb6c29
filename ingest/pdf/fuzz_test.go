package pdf

import (
	"context"
	"errors"
	"testing"
	"time"
	"unicode"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// FuzzRead reads damaged files: whatever they hold, they are read or refused with a sentence.
func FuzzRead(f *testing.F) {
	if _, err := engine(); err != nil { // before the first file, which would be taken for one that hangs
		f.Fatal(err)
	}
	f.Add(build(f, (&sheet{}).grid(breakColumns, []float64{320, 340, 360}).text(60, 335, "a").text(160, 335, "1"),
		(&sheet{}).grid(breakColumns, []float64{50, 70}).text(60, 65, "b").text(160, 65, "2")))
	f.Add(build(f, (&sheet{extra: "/Rotate 90 /CropBox [10 10 50 50]"}).raw("q 0 1 -1 0 400 0 cm").text(50, 100, "text").raw("Q")))
	f.Add(build(f, headed().text(50, 130, "one").numbers(130, "1", "2", "", "4", "5").raw(rectangle(50, 200, 100, 24)).raw(rectangle(154, 200, 100, 24))))
	f.Add([]byte("%PDF-1.7"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data)
		if code := models.ErrorCode(err); code == models.EINTERNAL {
			t.Fatal(err)
		}
		checkGrids(t, doc.Blocks)
	})
}

// FuzzLayout makes tables and text of pages that nobody would set: text, lines and boxes anywhere. No character is shown twice.
func FuzzLayout(f *testing.F) {
	f.Add([]byte{})
	f.Add(program(
		[]byte{opRuling, 10, 20, 0, 60, 0}, []byte{opRuling, 10, 24, 0, 60, 0}, []byte{opRuling, 10, 20, 1, 4, 0}, []byte{opRuling, 40, 20, 1, 4, 0}, []byte{opRuling, 70, 20, 1, 4, 0},
		[]byte{opText, 12, 23, 2, 0, 0}, []byte{opText, 42, 23, 2, 1, 0}))
	table := [][]byte{{opText, 60, 20, 1, 2, 0}, {opText, 75, 20, 1, 3, 0}, {opText, 90, 20, 1, 4, 0}}
	for row := byte(0); row < 4; row++ {
		table = append(table, []byte{opText, 10, 24 + 4*row, 3, 2, 0}, []byte{opText, 60, 24 + 4*row, 1, 0, 0}, []byte{opText, 75, 24 + 4*row, 2, 1, 0}, []byte{opText, 90, 24 + 4*row, 1, 0, 0})
	}
	f.Add(program(table...))
	f.Add(program(append(table, append([][]byte{{opPage, 0, 0, 0, 0, 0}}, table[3:]...)...)...))
	f.Add(program([]byte{opBox, 10, 10, 20, 5, 0}, []byte{opBox, 32, 10, 20, 5, 0}, []byte{opBox, 10, 16, 20, 5, 0}, []byte{opBox, 32, 16, 20, 5, 0},
		[]byte{opText, 12, 13, 1, 0, 0}, []byte{opText, 34, 13, 1, 1, 0}, []byte{opText, 12, 19, 1, 0, 0}, []byte{opText, 34, 19, 1, 1, 0}))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, digits := pagesOf(data)
		start := time.Now()
		for _, p := range pages {
			p.drawn()
		}
		blocks, err := layout(pages)
		if took := time.Since(start); took > time.Minute {
			t.Fatalf("%d bytes took %v", len(data), took)
		}
		if err != nil && !errors.Is(err, cells.ErrTooManyCells) {
			t.Fatal(err)
		}
		checkGrids(t, blocks)
		for _, b := range blocks {
			digits -= countDigits(b.Text)
			if b.Grid == nil {
				continue
			}
			for _, r := range b.Grid.Rows {
				for _, c := range r.Cells {
					if c.Origin() {
						digits -= countDigits(c.Text)
					}
				}
			}
		}
		if digits < 0 {
			t.Fatalf("%d digits more than were printed:\n%s", -digits, cells.Document{Blocks: blocks}.Dump())
		}
	})
}

func checkGrids(t *testing.T, blocks []cells.Block) {
	t.Helper()
	for _, b := range blocks {
		if b.Grid == nil {
			continue
		}
		for _, r := range b.Grid.Rows {
			if len(r.Cells) > b.Grid.Columns || len(r.Cells) < b.Grid.Columns && !b.Grid.Ragged {
				t.Fatalf("a row of %d cells in a grid of %d columns", len(r.Cells), b.Grid.Columns)
			}
		}
	}
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// The steps that pages of FuzzLayout are made of, six bytes each: what, x, y in units of five points, and more.
const (
	opText   = iota // how many characters, of which alphabet, turned
	opRuling        // vertical, how long
	opBox           // width and height
	opPage          // what follows is on the next page
	opCount
)

func program(steps ...[]byte) []byte {
	var all []byte
	for _, s := range steps {
		all = append(all, s...)
	}
	return all
}

var alphabets = [][]rune{[]rune("01"), []rune("1234"), []rune("甲乙丙"), []rune("三、丁（一）"), []rune("ab "), []rune("/—无%."), []rune("-1-")}

// pagesOf runs a program. digits is how many digits it prints.
func pagesOf(data []byte) (pages []*page, digits int) {
	p := &page{}
	next := func() {
		p = &page{no: len(pages) + 1, width: 600, height: 800, upright: frame{right: 600, top: 800}, seen: frame{right: 600, top: 800}}
		pages = append(pages, p)
	}
	next()
	for ; len(data) >= 6 && len(pages) < 5; data = data[6:] {
		x, y, a, b := 5*float64(data[1]), 5*float64(data[2]), data[3], data[4]
		switch data[0] % opCount {
		case opText:
			alphabet := alphabets[int(b)%len(alphabets)]
			em := 8 + float64(data[5]>>4)/2
			for i := range int(a % 40) {
				r := alphabet[i%len(alphabet)]
				w := em
				if r < 0x2E80 {
					w /= 2
				}
				if r != ' ' {
					p.chars = append(p.chars, char{r: r, box: rect{x, y - 0.9*em, x + w, y + 0.2*em}, base: y, turns: int(data[5] & 3)})
					digits += countDigits(string(r))
				}
				x += w
			}
		case opRuling:
			length := 5 * float64(b)
			if a%2 == 0 {
				p.rules = append(p.rules, ruling{false, y, x, x + length})
			} else {
				p.rules = append(p.rules, ruling{true, x, y, y + length})
			}
		case opBox:
			p.boxes = append(p.boxes, box{rect{x, y, x + 5*float64(a), y + 5*float64(b)}, data[5]%2 == 0})
		case opPage:
			next()
		}
	}
	return pages, digits
}
