package recognise

import (
	"strings"

	"gongkai/models"
)

// tables walks the rows of the whole document once. Each row is taken for what its labels say it is; what table it belongs to is told by the
// last header, so that a table may be split over grids, follow another in one grid, or go on after a page break without a header.
func (r *reader) tables() {
	r.heads = map[int]bool{}
	r.counts = map[models.Edition]int{}
	two, three, four := &tableTwo{reader: r}, &tableThree{reader: r}, &tableFour{reader: r}
	inside := 0 // the table whose header or row was last met
	for _, w := range r.rows {
		switch {
		case four.header(w):
			inside = 4
		case three.header(w):
			inside = 3
		case two.header(w):
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
		r.heads[inside] = true
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
		r.note(k, v.where, "%s出现两次且不一致（“%s”在%s，“%s”在%s），没有采用，请核对原文。", k.Name(models.Zh), oneLine(old.raw), old.where, oneLine(v.raw), v.where)
		v = value{state: models.StateUnreadable, raw: old.raw + " | " + v.raw, where: old.where}
	}
	r.values[k] = v
}

// tableTwo reads 二、主动公开政府信息情况: each item's row by the header above it.
type tableTwo struct {
	*reader
	grid    int
	ragged  bool
	columns []headColumn
}

// headColumn is a column of the header in force: what it holds, the first and last position it covers, and its unit of money.
type headColumn struct {
	code        string
	edition     models.Edition
	first, last int
	unit        string
}

// header takes w for a header row of table two if it names one of its columns and no item's numbers.
func (t *tableTwo) header(w row) bool {
	var columns []headColumn
	for _, i := range w.items(0) {
		text := w.cells[i].Text
		code, edition, ok := columnOf(text)
		if !ok {
			if v := readCount(text, false); v.state == models.StateReported {
				return false
			}
			continue
		}
		last := i
		for last+1 < len(w.cells) && w.cells[last+1].Across > 0 {
			last++
		}
		columns = append(columns, headColumn{code, edition, i, last, moneyUnit(text)})
		if code != "decisions" {
			t.counts[edition]++
		}
	}
	if len(columns) == 0 {
		return false
	}
	t.grid, t.ragged, t.columns = w.grid, w.ragged, columns
	return true
}

// moneyUnit returns the unit written in a header: "单位：元", "（万元）", "" if none.
func moneyUnit(text string) string {
	s := squeeze(text)
	for _, u := range moneyUnits {
		if strings.HasSuffix(u.name, "元") && strings.Contains(s, u.name) {
			return u.name
		}
	}
	return ""
}

// row reads the row of an item.
func (t *tableTwo) row(w row, inside bool) bool {
	item, name, after := "", "", 0
	for _, l := range w.labels() {
		if code, ok := itemOf(l.text, inside); ok {
			item, name, after = code, l.text, l.after
		}
	}
	if item == "" {
		return false
	}
	columns := t.columnsFor(item)
	if len(columns) == 0 {
		t.withoutHeader(w, item, name, after)
		return true
	}
	items := t.trim(w, w.items(after), len(columns))
	byPosition := w.grid == t.grid && !w.ragged && !t.ragged
	for n, c := range columns {
		k := models.Key{Measure: "disclosure." + item + "." + c.code}
		at := -1
		switch {
		case byPosition:
			at = t.onlyValue(w, c, after)
		case len(items) == len(columns):
			at = items[n]
		}
		switch {
		case at >= 0:
			t.set(k, t.read(w, at, c))
		case w.hasValues(after):
			t.set(k, value{state: models.StateUnreadable, raw: rawRow(w, after), where: w.where(after), note: "这一行的数字个数与列标题不符，不能确定每个数字属于哪一列，请核对原文。"})
		default:
			t.set(k, value{state: models.StateBlank, where: w.where(after)})
		}
	}
	return true
}

// withoutHeader reads the row of an item above which no header names a column of it. One number under an item with one column can only be
// that one, and is marked for a person to confirm.
func (t *tableTwo) withoutHeader(w row, item, name string, after int) {
	var filled []int
	for _, i := range w.items(after) {
		if !isBlank(w.cells[i].Text) {
			filled = append(filled, i)
		}
	}
	if len(filled) == 0 {
		return
	}
	for _, it := range models.TableTwo {
		if cs := it.Columns[models.Edition2021]; it.Code == item && len(cs) == 1 && len(filled) == 1 {
			v := t.read(w, filled[0], headColumn{code: cs[0].Code})
			v.flags |= models.FlagUnverified
			v.note += "这一行上方没有列标题，按行标题读取，请核对原文。"
			t.set(models.Key{Measure: "disclosure." + item + "." + cs[0].Code}, v)
			return
		}
	}
	t.note(models.Key{}, w.where(after), "表二“%s”行上方没有可以辨认的列标题，这一行（%s）没有采用，请核对原文。", oneLine(name), rawRow(w, after))
}

// columnsFor returns the columns of the header in force that the item has.
func (t *tableTwo) columnsFor(item string) []headColumn {
	var columns []headColumn
	for _, c := range t.columns {
		if hasColumn(item, c.code) {
			columns = append(columns, c)
		}
	}
	return columns
}

// hasColumn reports whether an edition has the item with the column.
func hasColumn(item, column string) bool {
	_, ok := models.MeasureOf("disclosure." + item + "." + column)
	return ok
}

// onlyValue returns the position of the value under a header column: the only cell that is not blank among those it covers, or the first
// one; -1 if the row has no such position, more than one value there, or one value under several columns.
func (t *tableTwo) onlyValue(w row, c headColumn, after int) int {
	at, filled := -1, 0
	for i := max(c.first, after); i <= c.last && i < len(w.cells); i++ {
		cell := w.cells[i]
		if cell.Absent || cell.Across > 0 && i > max(c.first, after) {
			continue
		}
		switch {
		case !isBlank(cell.Text):
			at = i
			filled++
			if cell.Across > 0 && c.first > after || i == c.last && i+1 < len(w.cells) && w.cells[i+1].Across > 0 {
				return -1
			}
		case at < 0:
			at = i
		}
	}
	if filled > 1 {
		return -1
	}
	return at
}

// trim drops blank fields at the end of a row that has more fields than its header has columns.
func (t *tableTwo) trim(w row, items []int, columns int) []int {
	for len(items) > columns && isBlank(w.cells[items[len(items)-1]].Text) {
		items = items[:len(items)-1]
	}
	return items
}

// read reads a value of table two in its column's unit.
func (t *tableTwo) read(w row, at int, c headColumn) value {
	if c.code != "amount" && c.code != "total_amount" {
		return w.count(at, c.code == "items_change")
	}
	v := readAmount(w.cells[at].Text, c.unit)
	v.where = w.where(at)
	return v
}

// rawRow joins what a row prints from position `from` on.
func rawRow(w row, from int) string {
	var parts []string
	for _, i := range w.items(from) {
		parts = append(parts, oneLine(w.cells[i].Text))
	}
	return strings.Join(parts, " | ")
}
