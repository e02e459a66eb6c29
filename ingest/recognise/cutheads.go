package recognise

import (
	"slices"
	"strings"
)

// cutRows is into how many rows a head is cut at most: the longest of the form's that is written one character a row, 社会公益组织, has six.
const cutRows = 6

// joinCutHeads makes whole the heads of columns that were cut into several rows of cells, as sheets have them whose authors broke a line by
// going on in the row below: 社会公益 over 组织. Rows are joined only where at least two columns give a name of the form, letter by letter, and
// no column from there on gives anything else; the cells below then continue the one above, as if they had been merged.
func joinCutHeads(rows []row) {
	for i := range rows {
		for n := 2; n <= cutRows && i+n <= len(rows); n++ {
			if at := cutHeads(rows[i : i+n]); at != nil {
				joinAt(rows[i:i+n], at)
				break
			}
		}
	}
}

// cutHeads lists the positions at which the rows' cells, one below the other, are a head cut into as many parts; nil if the rows are no such.
func cutHeads(rows []row) []int {
	for _, w := range rows {
		if w.ragged || w.digits || w.grid != rows[0].grid || len(w.words) < 2 {
			return nil
		}
	}
	var at []int
	for i := range rows[0].cells {
		parts := parts(rows, i)
		switch {
		case len(parts) < 2:
		case isHead(strings.Join(parts, "")):
			at = append(at, i)
		case len(at) > 0:
			return nil
		}
	}
	printed := func(w row) bool {
		return slices.ContainsFunc(at, func(i int) bool { return !isBlank(w.cells[i].Text) })
	}
	if len(at) < 2 || !printed(rows[0]) || !printed(rows[len(rows)-1]) {
		return nil
	}
	return at
}

// parts lists what the rows print of their own at a position, one column wide; nil if a cell there is wider or belongs to a merged one.
func parts(rows []row, i int) []string {
	var list []string
	for _, w := range rows {
		if i >= len(w.cells) {
			return nil
		}
		c := w.cells[i]
		if c.Absent || c.Across > 0 || c.Down > 0 || i+1 < len(w.cells) && w.cells[i+1].Across > 0 {
			return nil
		}
		if !isBlank(c.Text) {
			list = append(list, c.Text)
		}
	}
	return list
}

// isHead reports whether text is the name of a column of the form.
func isHead(text string) bool {
	t := letters(text)
	return slices.ContainsFunc([][]entry{applicantEntries, remedyEntries, columnEntries}, func(e []entry) bool { return len(exact(e, t)) > 0 })
}

func joinAt(rows []row, at []int) {
	for _, i := range at {
		text := strings.Join(parts(rows, i), "")
		for n := range rows {
			rows[n].cells = slices.Clone(rows[n].cells) // the document's stay as they are printed
			rows[n].cells[i].Text, rows[n].cells[i].Down = text, n
		}
	}
	for n := range rows {
		rows[n].words = rows[n].findLabels()
	}
}
