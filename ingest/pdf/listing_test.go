package pdf

import (
	"strings"
	"testing"
)

// listingColumns are where the numbers of a table without lines end, in the tests of such tables.
var listingColumns = []float64{260, 320, 380, 440, 500}

// numbers sets a row of numbers right-aligned under listingColumns; "" leaves a column free.
func (s *sheet) numbers(y float64, values ...string) *sheet {
	for i, v := range values {
		if v != "" {
			s.text(listingColumns[i]-6*float64(len(v)), y, v)
		}
	}
	return s
}

func headed() *sheet { return (&sheet{}).numbers(100, "a", "b", "c", "d", "e") }

func TestRead_FreePlaceOfATableWithoutLinesIsABlankOfItsColumn(t *testing.T) {
	s := headed().
		text(50, 130, "one").numbers(130, "1", "2", "30", "4", "5").
		text(50, 150, "two").numbers(150, "", "12", "", "14", "").
		text(50, 170, "three").numbers(170, "7", "8", "9", "10", "11")
	check(t, `
[table 4×6]
|~|a|b|c|d|e|
|one|1|2|30|4|5|
|two||12||14||
|three|7|8|9|10|11|
`, s)
}

func TestRead_LabelsOfATableWithoutLines(t *testing.T) {
	rows := func(first, second, third float64) *sheet {
		return headed().numbers(first, "1", "2", "3", "4", "5").numbers(second, "2", "3", "4", "5", "6").numbers(third, "3", "4", "5", "6", "7")
	}
	want := `
[table 4×6]
|~|a|b|c|d|e|
|the label of one row|1|2|3|4|5|
|two|2|3|4|5|6|
|another label of a row|3|4|5|6|7|
`
	t.Run("at the middle", func(t *testing.T) {
		check(t, want, rows(136, 160, 186).text(50, 130, "the label of").text(50, 142, "one row").text(50, 160, "two").
			text(50, 180, "another label").text(50, 192, "of a row"))
	})
	t.Run("at the top", func(t *testing.T) {
		check(t, want, rows(130, 160, 180).text(50, 130, "the label of").text(50, 142, "one row").text(50, 160, "two").
			text(50, 180, "another label").text(50, 192, "of a row"))
	})
	t.Run("at the bottom", func(t *testing.T) {
		check(t, want, rows(142, 160, 192).text(50, 130, "the label of").text(50, 142, "one row").text(50, 160, "two").
			text(50, 180, "another label").text(50, 192, "of a row"))
	})
}

func TestRead_LabelBesideSeveralRowsOfATableWithoutLines(t *testing.T) {
	s := headed().
		text(110, 130, "one").numbers(130, "1", "2", "3", "4", "5").
		text(50, 140, "group").
		text(110, 150, "two").numbers(150, "2", "3", "4", "5", "6").
		text(50, 170, "next").text(110, 170, "three").numbers(170, "3", "4", "5", "6", "7")
	check(t, `
[table 5×7]
|~|~|a|b|c|d|e|
|one|<|1|2|3|4|5|
|group|~|~|~|~|~|~|
|two|<|2|3|4|5|6|
|next|three|3|4|5|6|7|
`, s)
}

func TestRead_HeadsOfATableWithoutLines(t *testing.T) {
	// Two rows of heads: the first and the last stand beside both, one of those above stands over a single column.
	s := (&sheet{}).text(254, 94, "a").text(374, 86, "over").numbers(100, "", "b", "c", "d", "").text(488, 94, "su").text(494, 106, "m").
		numbers(130, "1", "2", "3", "4", "5").numbers(150, "2", "3", "4", "5", "6").numbers(170, "3", "4", "5", "6", "7")
	got := readSheets(t, s).Dump()
	if !strings.Contains(got, "|~|a|b|c|d|su m|\n") {
		t.Errorf("the heads are not told apart:\n%s", got)
	}
}

func TestRead_TableWithoutLinesGoesOnOverThePage(t *testing.T) {
	first := headed().text(50, 130, "one").numbers(130, "1", "2", "3", "4", "5").text(50, 150, "two").numbers(150, "2", "3", "4", "5", "6")
	second := (&sheet{}).text(50, 50, "three").numbers(50, "3", "", "5", "6", "7")
	check(t, `
[table 3×6]
|~|a|b|c|d|e|
|one|1|2|3|4|5|
|two|2|3|4|5|6|
[table 1×6]
|three|3||5|6|7|
`, first, second)
}

func TestRead_HeadAtTheEndOfAPage(t *testing.T) {
	first := (&sheet{}).text(50, 330, "text").text(254, 350, "left").text(434, 350, "right")
	second := (&sheet{}).numbers(50, "a", "b", "c", "d", "e").text(50, 70, "one").numbers(70, "1", "2", "3", "4", "5").text(50, 90, "two").numbers(90, "2", "3", "4", "5", "6")
	doc := readSheets(t, first, second)
	want := `
text
[table 4×6]
|~|left|~|~|right|~|
|~|a|b|c|d|e|
|one|1|2|3|4|5|
|two|2|3|4|5|6|
`
	if got := "\n" + doc.Dump(); got != want {
		t.Errorf("got %s", got)
	}
	if rows := doc.Blocks[1].Grid.Rows; rows[0].Page != 1 || rows[1].Page != 2 {
		t.Errorf("the head's rows are on pages %d and %d", rows[0].Page, rows[1].Page)
	}
}

func TestRead_WordsThatMayBeOfTwoRowsMakeTheirNumbersNone(t *testing.T) {
	// No label stands at the middle, the top or the bottom of the last row: its numbers may belong to other words.
	s := headed().text(50, 130, "one").numbers(130, "1", "2", "3", "4", "5").text(50, 150, "two").numbers(150, "2", "3", "4", "5", "6").
		text(50, 168, "three").numbers(174, "3", "4", "5", "6", "7")
	doc := readSheets(t, s)
	for _, r := range doc.Blocks[0].Grid.Rows {
		for _, c := range r.Cells {
			if c.Text == "7" {
				t.Fatalf("a number of a row without a certain label stands alone:\n%s", doc.Dump())
			}
		}
	}
}
