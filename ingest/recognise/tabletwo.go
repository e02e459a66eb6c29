package recognise

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// tableTwo reads 二、主动公开政府信息情况: each item's row by the header above it.
type tableTwo struct {
	*reader
	grid    int
	ragged  bool
	columns []headColumn
	head    []cells.Cell // of the last header
	unknown bool         // the last header names columns that the form does not have
	unit    string       // of money, written in the header's other cells, in the clause above it, or before the table
}

// headColumn is a column of the header in force: what it holds, the first and last position it covers, its unit of money, and the year it
// names.
type headColumn struct {
	code        string
	edition     models.Edition
	first, last int
	unit        string
	year        int
}

// header takes w for a header row of table two if it names one of its columns and no item's numbers.
func (t *tableTwo) header(w row) bool {
	var columns []headColumn
	unit := ""
	for _, i := range w.items(0) {
		text := w.cells[i].Text
		code, edition, ok := columnOf(text)
		if !ok {
			if isCount(text, false) {
				return false
			}
			unit = cmp.Or(unit, moneyUnit(text))
			continue
		}
		last := i
		for last+1 < len(w.cells) && w.cells[last+1].Across > 0 {
			last++
		}
		columns = append(columns, headColumn{code, edition, i, last, moneyUnit(text), columnYear(text)})
		if code != "decisions" {
			t.counts[edition]++
		}
	}
	if len(columns) == 0 {
		if clause.MatchString(squeeze(rawRow(w, 0))) {
			t.unit = cmp.Or(moneyUnit(rawRow(w, 0)), t.unit) // "第二十条第（八）项 单位：元"
		}
		if ls := w.labels(); len(ls) > 1 && letters(ls[0].text) == "信息内容" {
			t.grid, t.ragged, t.columns, t.unknown = w.grid, w.ragged, nil, true // names columns, but none of the form's
		}
		return false
	}
	t.unit = cmp.Or(unit, t.unit, moneyUnit(w.caption))
	t.grid, t.ragged, t.columns, t.unknown, t.head = w.grid, w.ragged, columns, false, w.cells
	return true
}

// clause is the row that opens a block of table two.
var clause = regexp.MustCompile(`第二十条`)

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

// row reads the row of an item, or of two where two blocks of the table stand side by side.
func (t *tableTwo) row(w row, inside bool) bool {
	var found []itemLabel
	for _, l := range w.labels() {
		if code, ok := itemOf(l.text, inside); ok {
			found = append(found, itemLabel{code, l.text, l.at, l.after, len(w.cells), w.grid == t.grid && !w.ragged && !t.ragged, false})
		}
	}
	if len(found) == 0 {
		return false
	}
	if !t.sideBySide(w, found) {
		found = found[len(found)-1:] // a label before the last one is a heading
		found[0].only = true
	}
	for n := range found {
		if n+1 < len(found) {
			found[n].end = found[n+1].at
		}
		t.item(w, found[n])
	}
	return true
}

// itemLabel is an item's label in a row, with the positions that its figures may take.
type itemLabel struct {
	code, name     string
	at, after, end int
	positioned     bool // the header in force is sure of them
	only           bool // no other item has a part of the row
}

// sideBySide reports whether each of several labels has columns of its item between itself and the next.
func (t *tableTwo) sideBySide(w row, found []itemLabel) bool {
	for n, l := range found {
		if !l.positioned {
			return false
		}
		if n+1 < len(found) {
			l.end = found[n+1].at
		}
		if len(t.columnsFor(l)) == 0 {
			return false
		}
	}
	return len(found) > 1
}

// item reads the figures of one item.
func (t *tableTwo) item(w row, l itemLabel) {
	columns := t.columnsFor(l)
	if len(columns) == 0 {
		t.withoutHeader(w, l)
		return
	}
	items := w.items(l.after)
	items = slices.DeleteFunc(items, func(i int) bool { return i >= l.end })
	items = t.trim(w, items, len(columns))
	if once := firstOfEach(columns); !l.positioned && len(items) == len(once) {
		columns = once
	}
	short := l.positioned && (t.slipped(w, l) || slices.ContainsFunc(columns, func(c headColumn) bool { return w.lacks(c) }))
	for _, c := range firstOfEach(columns) {
		k := models.Key{Measure: "disclosure." + l.code + "." + c.code}
		c, n, ok := t.ofTheYear(columns, c.code)
		at := -1
		note := "这一行的数字个数与列标题不符，不能确定每个数字属于哪一列，请核对原文。"
		switch {
		case !ok:
			note = "列标题中有不止一个同名的列，不能确定哪一列是本年度的，请核对原文。"
		case short:
		case l.positioned:
			at = t.onlyValue(w, c, l.after)
		case len(items) == len(columns):
			at = items[n]
		}
		switch {
		case at >= 0:
			v := t.read(w, at, c, moneyUnit(l.name))
			if c.year > 0 && t.year > 0 && c.year != t.year {
				v.flags |= models.FlagUnverified
				v.note += fmt.Sprintf("列标题写的是%d年，请核对原文。", c.year)
			}
			t.set(k, v)
		case w.hasValues(l.after):
			t.set(k, value{state: models.StateUnreadable, raw: rawRow(w, l.after), where: w.where(l.after), note: note})
		default:
			t.set(k, value{state: models.StateBlank, where: w.where(l.after)})
		}
	}
}

// firstOfEach leaves one column of each kind.
func firstOfEach(columns []headColumn) []headColumn {
	var once []headColumn
	for _, c := range columns {
		if !slices.ContainsFunc(once, func(o headColumn) bool { return o.code == c.code }) {
			once = append(once, c)
		}
	}
	return once
}

// ofTheYear returns the column of a kind and its index: the only one, the only one that names the report's year, or the only one that names
// no other. ok is false if there is none.
func (t *tableTwo) ofTheYear(columns []headColumn, code string) (c headColumn, n int, ok bool) {
	all := func(headColumn) bool { return true }
	own := func(c headColumn) bool { return c.year != 0 && c.year == t.year }
	open := func(c headColumn) bool { return c.year == 0 || c.year == t.year }
	for _, fits := range []func(headColumn) bool{all, own, open} {
		found := 0
		for i, x := range columns {
			if x.code == code && fits(x) {
				c, n = x, i
				found++
			}
		}
		if found == 1 {
			return c, n, true
		}
	}
	return headColumn{}, 0, false
}

// slipped reports whether the row and its header cannot belong together as they stand: a value has no head above it, or the item's label
// stands below the head of a column.
func (t *tableTwo) slipped(w row, l itemLabel) bool {
	for _, i := range w.items(l.after) {
		if i >= l.end || isBlank(w.cells[i].Text) {
			continue
		}
		if !slices.ContainsFunc(t.columns, func(c headColumn) bool { return c.first <= i && i <= c.last }) && (i >= len(t.head) || isBlank(t.head[i].Text)) {
			return true
		}
	}
	return l.only && slices.ContainsFunc(t.columns, func(c headColumn) bool { return c.last < l.after })
}

// lacks reports whether the row ends before a header column.
func (w row) lacks(c headColumn) bool {
	return c.first >= len(w.cells) || w.cells[c.first].Absent
}

// withoutHeader reads the row of an item above which no header names a column of it. One number under an item with one column can only be
// that one, and is marked for a person to confirm.
func (t *tableTwo) withoutHeader(w row, l itemLabel) {
	var filled []int
	for _, i := range w.items(l.after) {
		if !isBlank(w.cells[i].Text) {
			filled = append(filled, i)
		}
	}
	if len(filled) == 0 {
		return
	}
	for _, it := range models.TableTwo {
		if cs := it.Columns[models.Edition2021]; it.Code == l.code && len(cs) == 1 && len(filled) == 1 && !t.unknown {
			v := t.read(w, filled[0], headColumn{code: cs[0].Code}, moneyUnit(l.name))
			v.flags |= models.FlagUnverified
			v.note += "这一行上方没有列标题，按行标题读取，请核对原文。"
			t.set(models.Key{Measure: "disclosure." + l.code + "." + cs[0].Code}, v)
			return
		}
	}
	t.note(models.Key{}, w.where(l.after), "表二“%s”行上方没有可以辨认的列标题，这一行（%s）没有采用，请核对原文。", oneLine(l.name), rawRow(w, l.after))
}

// columnsFor returns the columns of the header in force that the item has within its part of the row. Two may be of one kind, for two years.
func (t *tableTwo) columnsFor(l itemLabel) []headColumn {
	var columns []headColumn
	for _, c := range t.columns {
		if hasColumn(l.code, c.code) && (!l.positioned || c.last >= l.after && c.first < l.end) {
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

// read reads a value of table two. The unit of an amount is the one written nearest: in the cell, its column's header, the row's label, the
// rest of the header, the clause, or before the table.
func (t *tableTwo) read(w row, at int, c headColumn, labelUnit string) value {
	if c.code != "amount" && c.code != "total_amount" {
		return w.count(at, c.code == "items_change")
	}
	v := readAmount(w.cells[at].Text, cmp.Or(c.unit, labelUnit, t.unit))
	v.where = w.where(at)
	return v
}
