package pdf

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells"
)

func TestRead_PagesShowWhereEverythingStands(t *testing.T) {
	table := func() *sheet {
		return (&sheet{}).grid([]float64{50, 150}, []float64{100, 120}).text(60, 115, "one  two").raw("q 0 1 -1 0 400 100 cm").text(0, 400, "up").raw("Q")
	}
	run := func(text string, x, y, length float64, turned int) cells.Run {
		return cells.Run{Text: text, X: x, Y: y, Length: length, Size: 10.5, Turned: turned}
	}
	tests := []struct {
		name, extra string
		want        cells.Page
	}{
		{"as it is set", "", cells.Page{No: 1, Width: 600, Height: 400,
			Runs:  []cells.Run{run("one", 60, 115, 18, 0), run("two", 90, 115, 18, 0), run("up", 400, 300, 12, 1)},
			Lines: [][4]float64{{50, 100, 150, 100}, {50, 120, 150, 120}, {50, 100, 50, 120}, {150, 100, 150, 120}}}},
		{"turned by a quarter", "/Rotate 90", cells.Page{No: 1, Width: 400, Height: 600,
			Runs:  []cells.Run{run("one", 285, 60, 18, 3), run("two", 285, 90, 18, 3), run("up", 100, 400, 12, 0)},
			Lines: [][4]float64{{300, 50, 300, 150}, {280, 50, 280, 150}, {280, 50, 300, 50}, {280, 150, 300, 150}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := table()
			s.extra = tt.extra
			if diff := cmp.Diff([]cells.Page{tt.want}, readSheets(t, s).Pages); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
