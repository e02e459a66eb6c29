package recognise

import "gongkai/models"

// This file tells rows of table three that stand one column too far to the left, because a cell was left out, from rows whose total was not
// filled in. Both end in a blank.

// slippedRows are the rows with numbers whose total is blank.
type slippedRows struct {
	all  int
	like []doubtedRow // those whose last number is as large as a total would be
}

// slips takes a row that may have slipped, to settle it when all rows are known. The row's items stand in order.
func (t *tableThree) slips(line string, w row, items []int, order []string, flags models.Flags) bool {
	n := len(order)
	if n < 3 || len(items) != n || order[n-1] != models.ApplicantTotal || !isBlank(w.cells[items[n-1]].Text) {
		return false
	}
	var sum, last int64
	at := -1
	for i, item := range items[:n-1] {
		if v := readCount(w.cells[item].Text, false); v.number != nil {
			sum, last, at = sum+last, *v.number, i
		}
	}
	if sum == 0 {
		return false
	}
	t.slipped.all++
	if last != sum && !(last > sum && at == n-2) {
		return false
	}
	for isBlank(w.cells[items[len(items)-1]].Text) {
		items = items[:len(items)-1]
	}
	t.slipped.like = append(t.slipped.like, doubtedRow{line, w, items, flags, order})
	return true
}

// settleSlipped leaves the rows to the relations. As it is printed a row can only stand if most others without a total show that they have
// not slipped: a whole table that did satisfies the relations between its rows in its wrong columns too.
func (t *tableThree) settleSlipped() {
	s := t.slipped
	for _, d := range s.like {
		t.openRow(d.line, d.w, d.flags, d.order, d.items)
		t.open[len(t.open)-1].mayStand = s.all == 1 || 2*len(s.like) <= s.all
	}
}
