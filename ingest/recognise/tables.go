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
	r.settleFilled()
}

// set keeps a value. A cell that is met twice, as when a row is cut by a page, keeps what is printed beside an empty one; two different
// numbers, or a number and a dash, make it unreadable.
func (r *reader) set(k models.Key, v value) {
	old, ok := r.values[k]
	if !ok {
		r.values[k] = v
		return
	}
	switch {
	case agree(old, v):
	case nothing(old):
		r.filled = append(r.filled, k)
		r.values[k] = v
	case nothing(v):
		r.filled = append(r.filled, k)
	default:
		r.conflicts = append(r.conflicts, k)
		r.disagree(k, old, v)
	}
}

// agree reports whether two readings of a cell say the same.
func agree(a, b value) bool {
	if a.state == models.StateBlank && b.state == models.StateBlank {
		return true
	}
	return a.number != nil && b.number != nil && *a.number == *b.number
}

// nothing reports whether nothing at all is printed, not even a dash.
func nothing(v value) bool { return v.state == models.StateBlank && squeeze(v.raw) == "" }

// disagree makes a cell unreadable that is met twice with different contents.
func (r *reader) disagree(k models.Key, old, v value) {
	r.note(k, v.where, "%s出现两次且不一致（“%s”在%s，“%s”在%s），没有采用，请核对原文。", k.Name(models.Zh), oneLine(old.raw), old.where, oneLine(v.raw), v.where)
	r.values[k] = value{state: models.StateUnreadable, raw: old.raw + " | " + v.raw, where: old.where}
}

// settleFilled doubts the cells that are printed once and empty once where other cells of their table disagree: then it is not one table cut
// in two but two tables, and the empty cell may be the report's.
func (r *reader) settleFilled() {
	torn := map[string]bool{}
	for _, k := range r.conflicts {
		torn[tableOf(k)] = true
	}
	for _, k := range r.filled {
		if v := r.values[k]; torn[tableOf(k)] && v.state != models.StateUnreadable {
			r.disagree(k, value{}, v)
		}
	}
}

// tableOf is what the measures of a key's table begin with.
func tableOf(k models.Key) string { return k.Measure[:strings.IndexByte(k.Measure, '.')] }

// rawRow joins what a row prints from position `from` on.
func rawRow(w row, from int) string {
	var parts []string
	for _, i := range w.items(from) {
		parts = append(parts, oneLine(w.cells[i].Text))
	}
	return strings.Join(parts, " | ")
}
