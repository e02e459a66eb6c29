package recognise

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// row is a row of any grid of the document, in reading order.
type row struct {
	grid, no int // from 1
	page     int
	ragged   bool
	caption  string // the paragraph before the grid, if it speaks of units
	year     int    // that it, or what stands above it, says it is of; lastYears, or 0 for none
	cells    []cells.Cell
	words    []label // the cells that hold words
	digits   bool    // a cell is a number in plain digits: no row of a header has one
}

// pageNumber is a row that holds nothing but the foot of a page.
var pageNumber = regexp.MustCompile(`^(?:[-—–―·.]+\d{1,3}[-—–―·.]+|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?|\d{1,3}/\d{1,3})$`)

// readRows lists the rows of all grids, page numbers inside a table left out.
func readRows(doc cells.Document) []row {
	var rows []row
	grid, caption := 0, ""
	var said yearSaid
	for _, b := range doc.Blocks {
		if b.Grid == nil {
			said.paragraph(b)
			if clause.MatchString(b.Text) && moneyUnit(b.Text) == "" {
				continue // opens a block of table two, which the unit before the table is for too
			}
			caption = ""
			if strings.Contains(b.Text, "单位") && len([]rune(b.Text)) < 30 {
				caption = b.Text
			}
			continue
		}
		grid++
		from := len(rows)
		for i, gr := range b.Grid.Rows {
			w := row{grid: grid, no: i + 1, page: max(gr.Page, b.Page), ragged: b.Grid.Ragged, caption: caption, cells: gr.Cells}
			if at := w.items(0); len(at) == 1 && pageNumber.MatchString(squeeze(w.cells[at[0]].Text)) {
				continue
			}
			if w.onlyPageNumber() {
				continue
			}
			if w.words = w.findLabels(); w.repeats() {
				continue
			}
			w.digits = slices.ContainsFunc(w.cells, func(c cells.Cell) bool {
				_, ok := plainDigits(c.Text)
				return ok
			})
			rows = append(rows, w)
		}
		joinCutHeads(rows[from:])
		said.grid(rows[from:])
	}
	return rows
}

// onlyPageNumber reports whether one cell holds a page number and the others nothing.
func (w row) onlyPageNumber() bool {
	found := false
	for _, c := range w.cells {
		if s := squeeze(c.Text); s != "" && c.Origin() {
			if found || !pageNumber.MatchString(s) {
				return false
			}
			found = true
		}
	}
	return found
}

// repeats reports whether the row is a further line of the one above: from its last label on, every cell that is not blank goes on from there.
// So are rows of a sheet into which the lines of a neighbouring cell were cut.
func (w row) repeats() bool {
	if len(w.words) == 0 || w.cells[w.words[len(w.words)-1].at].Down == 0 {
		return false
	}
	values := false
	for _, i := range w.items(w.words[len(w.words)-1].after) {
		if isBlank(w.cells[i].Text) {
			continue
		}
		if w.cells[i].Down == 0 {
			return false
		}
		values = true
	}
	return values
}

// items lists the positions from column `from` on (counted from 0) that are cells of their own: no continuation to the right of a
// merged cell, no position that the row does not have.
func (w row) items(from int) []int {
	var at []int
	for i := from; i < len(w.cells); i++ {
		if c := w.cells[i]; c.Across == 0 && !c.Absent {
			at = append(at, i)
		}
	}
	return at
}

// label is a cell that holds words.
type label struct {
	text  string
	at    int // its position
	after int // the position behind it
}

// labels lists the cells that hold words, from left to right, a merged cell once. The list is shared: do not change it.
func (w row) labels() []label { return w.words }

func (w row) findLabels() []label {
	var ls []label
	for _, i := range w.items(0) {
		if t := w.cells[i].Text; isLabel(t) {
			after := i + 1
			for after < len(w.cells) && w.cells[after].Across > 0 {
				after++
			}
			ls = append(ls, label{t, i, after})
		}
	}
	return ls
}

// where is the place of position i.
func (w row) where(i int) models.Where {
	at := models.Where{Table: w.grid, Row: w.no, Column: i + 1, Page: w.page}
	if i >= 0 && i < len(w.cells) {
		at.Rect = w.cells[i].Rect
	}
	return at
}

// count reads position i as a count.
func (w row) count(i int, signed bool) value {
	v := readCount(w.cells[i].Text, signed)
	v.where = w.where(i)
	if v.state == models.StateReported && w.cells[i].Down > 0 {
		v.number, v.state, v.note = nil, models.StateUnreadable, "数字所在的单元格与上一行合并，不能确定属于哪一行，请核对原文。"
	}
	return v
}

// endsInTotal reports whether the last of some positions is the total of the others: a number above 0, and their sum.
func (w row) endsInTotal(at []int) bool {
	var sum int64
	last := len(at) - 1
	for _, i := range at[:last] {
		if v := readCount(w.cells[i].Text, false); v.number != nil {
			sum += *v.number
		}
	}
	total := readCount(w.cells[at[last]].Text, false).number
	return total != nil && *total > 0 && sum == *total
}

// hasValues reports whether a position from `from` on holds something that is no label.
func (w row) hasValues(from int) bool { return w.hasValuesBetween(from, len(w.cells)) }

// hasValuesBetween reports whether a position from `from` up to `to` holds something.
func (w row) hasValuesBetween(from, to int) bool {
	for _, i := range w.items(from) {
		if i < to && !isBlank(w.cells[i].Text) {
			return true
		}
	}
	return false
}
