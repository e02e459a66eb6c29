package pdf

import (
	"slices"
	"unicode/utf8"
)

// longCell is how many characters stand in a cell over the whole width of a table that is no row of it but the text of a page which is laid
// out in cells, or framed close to its tables. Clauses of a table and notes in it are shorter.
const longCell = 80

// unframed parts a table at rows that are the text around tables, and gives their characters back to the page. Where there is any such row,
// the headings of sections are such rows too.
func (p *page) unframed(t *table) []*table {
	around := make([]bool, len(t.rows))
	framed := false
	heading := make([]bool, len(t.rows))
	for _, c := range t.cells {
		if c.cols < len(t.xs)-1 || c.rows > 1 || len(t.xs) < 3 {
			continue
		}
		heading[c.row] = sectionNumber.MatchString(c.text)
		if utf8.RuneCountInString(c.text) > longCell && len(linesOf(uprights(c.chars))) > 1 {
			around[c.row], framed = true, true
		}
	}
	if !framed {
		return []*table{t}
	}
	var parts []*table
	for from := 0; from < len(t.rows); {
		to := from + 1
		for to < len(t.rows) && !around[to] && !heading[to] && !around[from] && !heading[from] {
			to++
		}
		part := t.part(from, to)
		if around[from] || heading[from] || len(part.cells) < 2 {
			p.chars = append(p.chars, part.chars()...)
		} else {
			parts = append(parts, part)
		}
		from = to
	}
	return parts
}

// part returns some rows of a table, between which and the others no cell reaches, as a table of their own.
func (t *table) part(from, to int) *table {
	part := &table{xs: slices.Clone(t.xs), rows: slices.Clone(t.rows[from:to])}
	for _, c := range t.cells {
		if c.row >= from && c.bottom() <= to {
			c.row -= from
			part.cells = append(part.cells, c)
		}
	}
	for i := len(part.xs) - 2; i > 0; i-- {
		if !slices.ContainsFunc(part.cells, func(c *cell) bool { return c.col == i }) {
			part.dropColumn(i)
		}
	}
	return part
}
