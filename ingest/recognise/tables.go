package recognise

import (
	"strings"

	"gongkai/models"
)

// tables walks the rows of the whole document once. Each row is taken for what its labels say it is; what table it belongs to is told by the
// last header, so that a table may be split over grids, follow another in one grid, or go on after a page break without a header.
func (r *reader) tables() {
	two, three, four := &tableTwo{reader: r}, &tableThree{reader: r, last: -1}, &tableFour{reader: r}
	inside := 0 // the table whose header or row was last met
	for _, w := range r.rows {
		switch {
		case !w.digits && four.header(w):
			inside = 4
		case !w.digits && three.header(w):
			inside = 3
		case !w.digits && two.header(w):
			inside = 2
		case inside != 3 && two.row(w, inside == 2):
			inside = 2
		case inside != 4 && three.row(w, inside == 3), inside == 4 && three.strong(w) && three.row(w, true):
			inside = 3
		case inside == 4 && four.row(w):
		case inside == 3 && two.row(w, false):
			inside = 2
		default:
			continue
		}
		if _, found := r.heads[inside]; !found {
			r.heads[inside] = w.where(0)
		}
	}
	three.finish()
	four.finish()
}

// set keeps a value. A cell that is met twice, as when a row is cut by a page, keeps what is printed; two different numbers make it
// unreadable.
func (r *reader) set(k models.Key, v value) {
	old, ok := r.values[k]
	switch {
	case !ok, old.state == models.StateBlank:
	case v.state == models.StateBlank, old.number != nil && v.number != nil && *old.number == *v.number:
		return
	default:
		r.conflicts++
		r.note(k, v.where, "%s出现两次且不一致（“%s”在%s，“%s”在%s），没有采用，请核对原文。", k.Name(models.Zh), oneLine(old.raw), old.where, oneLine(v.raw), v.where)
		v = value{state: models.StateUnreadable, raw: old.raw + " | " + v.raw, where: old.where}
	}
	r.values[k] = v
}

// rawRow joins what a row prints from position `from` on.
func rawRow(w row, from int) string {
	var parts []string
	for _, i := range w.items(from) {
		parts = append(parts, oneLine(w.cells[i].Text))
	}
	return strings.Join(parts, " | ")
}
