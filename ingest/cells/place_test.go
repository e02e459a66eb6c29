package cells

import (
	"errors"
	"strings"
	"testing"
)

func dump(t *testing.T, rows int, placed ...Placed) string {
	t.Helper()
	var p Placer
	g, err := p.Grid(rows, placed)
	if err != nil {
		t.Fatal(err)
	}
	return Document{Blocks: []Block{{Grid: g}}}.Dump()
}

func TestGrid(t *testing.T) {
	one := func(row, col int, text string) Placed { return Placed{row, col, 1, 1, text} }
	tests := []struct {
		name   string
		rows   int
		placed []Placed
		want   string
	}{
		{"merged cells are repeated", 2, []Placed{{0, 0, 2, 2, "a"}, one(0, 2, "b"), one(1, 2, "c"), {0, 0, 1, 1, "late"}, one(1, 1, "late")},
			"[table 2×3]\n|a|<|b|\n|^|<|c|\n"},
		{"a short row has absent positions", 2, []Placed{one(0, 0, "a"), one(0, 1, "b"), one(1, 0, "c")}, "[table 2×2]\n|a|b|\n|c|~|\n"},
		{"a column in which nothing begins goes", 2, []Placed{{0, 0, 1, 9, "title"}, {1, 0, 1, 2, "a"}, one(1, 2, "b")}, "[table 2×2]\n|title|<|\n|a|b|\n"},
		{"spans past the end are cut", 2, []Placed{one(0, 0, "a"), {1, 0, 99, 1, "b"}}, "[table 2×1]\n|a|\n|b|\n"},
		{"an empty row goes", 3, []Placed{one(0, 0, "a"), one(2, 0, "b")}, "[table 2×1]\n|a|\n|b|\n"},
		{"no cells", 0, nil, "[table 0×0]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := dump(t, tt.rows, tt.placed...); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestGrid_TooManyCells(t *testing.T) {
	var diagonal, overlapping []Placed
	for i := range 1000 {
		diagonal = append(diagonal, Placed{i, i, 1, 1, ""})
		overlapping = append(overlapping, Placed{0, i % 100, 1000, 100, ""})
	}
	for name, placed := range map[string][]Placed{"diagonal": diagonal, "overlapping": overlapping} {
		var p Placer
		if _, err := p.Grid(1000, placed); !errors.Is(err, ErrTooManyCells) {
			t.Errorf("%s: err = %v, want ErrTooManyCells", name, err)
		}
	}
	var p Placer
	for i := range 3 {
		_, err := p.Grid(300, diagonal[:300])
		if want := i == 2; errors.Is(err, ErrTooManyCells) != want {
			t.Errorf("grid %d of one document: err = %v, want too many = %v", i+1, err, want)
		}
	}
}

func TestGrid_TooMuchText(t *testing.T) {
	var p Placer
	long := Placed{Rows: 100, Columns: 1, Text: strings.Repeat("x", MaxText/100)}
	if _, err := p.Grid(100, []Placed{long}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Grid(1, []Placed{long}); !errors.Is(err, ErrTooManyCells) {
		t.Errorf("err = %v, want too many", err)
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ in, want string }{
		{"\u3000 情\u00a0形 \r\n\u200b第二行\t \n", "情 形\n第二行"},
		{"\ufeff１２\u00ad３", "１２３"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
