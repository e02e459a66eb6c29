package views_test

import (
	"testing"

	"gongkai/models"
	"gongkai/views"
)

// Percentages of few cases are marked where their whole stands; of fewer still there are none.
func TestOutcomesTable_FewCasesAreMarked(t *testing.T) {
	for sum, want := range map[int64][2]string{9: {"", ""}, 10: {"10.0%", "小样本"}, 29: {"3.4%", "小样本"}, 30: {"3.3%", ""}} {
		one, rest, none := int64(1), sum-1, int64(0)
		r := models.OutcomeRow{Year: 2025, State: models.StateReported, Sum: sum, Concluded: models.Point{State: models.StateReported, Number: &sum}}
		for i := range r.Groups {
			n := &none
			if i == 0 {
				n = &one
			} else if i == 1 {
				n = &rest
			}
			r.Groups[i] = models.Point{State: models.StateReported, Number: n}
		}
		row := views.OutcomesByYearTable(models.OutcomeTable{Years: []int{2025}, Totals: []models.OutcomeRow{r}}, "", models.Zh).Rows[0]
		if got := [2]string{row.Cells[1].Note, row.Cells[7].Mark}; got != want {
			t.Errorf("1 of %d: %q, want %q", sum, got, want)
		}
	}
}
