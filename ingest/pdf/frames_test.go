package pdf

import (
	"strings"
	"testing"
)

func TestRead_CellsThatStandApart(t *testing.T) {
	cells := func(paint string) *sheet {
		s := &sheet{}
		for i, y := range []float64{100, 132, 164} {
			for n, x := range []float64{50, 158, 266} {
				w := 100.0
				if i == 0 && n == 1 {
					w = 208 // over two columns
				} else if i == 0 && n == 2 {
					continue
				}
				s.raw(strings.Replace(rectangle(x, y, w, 24), "f", paint, 1))
			}
		}
		return s.text(60, 115, "label").text(170, 115, "over two").
			text(60, 147, "a").text(170, 147, "1").text(280, 147, "2").text(60, 179, "b").text(170, 179, "3").text(280, 179, "4")
	}
	want := "[table 3×3]\n|label|over two|<|\n|a|1|2|\n|b|3|4|\n"
	t.Run("framed", func(t *testing.T) { check(t, want, cells("S")) })
	t.Run("painted", func(t *testing.T) { check(t, want, cells("f")) })
}

func TestRead_DottedLines(t *testing.T) {
	s := &sheet{}
	for _, x := range []float64{50, 150, 250} {
		for y := 100.0; y < 140; y += 2 {
			s.raw(rectangle(x, y, 1, 1))
		}
	}
	for _, y := range []float64{100, 120, 140} {
		for x := 50.0; x < 250; x += 2 {
			s.raw(rectangle(x, y, 1, 1))
		}
	}
	check(t, "[table 2×2]\n|a|1|\n|b|2|\n", s.text(60, 115, "a").text(160, 115, "1").text(60, 135, "b").text(160, 135, "2"))
}

func TestRead_TextAroundTablesInAFrame(t *testing.T) {
	// The sides of the frame are those of the table in it.
	long := strings.Repeat("text ", 18)
	s := (&sheet{}).grid([]float64{20, 580}, []float64{20, 80, 300}).text(30, 40, long).text(30, 55, long).
		grid([]float64{20, 200, 400, 580}, []float64{80, 100, 120}).text(30, 95, "a").text(210, 95, "1").text(410, 95, "2").text(30, 115, "b").text(210, 115, "3").text(410, 115, "4").
		text(30, 200, long).text(30, 215, long)
	got := readSheets(t, s).Dump()
	if !strings.Contains(got, "[table 2×3]\n|a|1|2|\n|b|3|4|\n") {
		t.Errorf("the table is not told from what stands around it:\n%s", got)
	}
	if strings.Count(got, "text text") < 2 || strings.Contains(got, "|text") {
		t.Errorf("the text around the table is a part of it:\n%s", got)
	}
}

func TestRead_ShadeOfTextInCells(t *testing.T) {
	// Text on a shade, lower than its cell and of two lines in the first column, is no table of cells that stand apart.
	s := &sheet{}
	for i, y := range []float64{100, 145, 190} {
		for n, x := range []float64{50, 150, 250} {
			shade := rectangle(x+2, y+16, 96, 13)
			if n == 0 {
				shade = rectangle(x+2, y+2, 96, 41)
			}
			s.raw("0.9 g").raw(shade).raw("0 g").text(x+4, y+26, string(rune('a'+3*i+n)))
		}
	}
	check(t, "[table 3×3]\n|a|b|c|\n|d|e|f|\n|g|h|i|\n", s.grid([]float64{50, 150, 250, 350}, []float64{100, 145, 190, 235}))
}
