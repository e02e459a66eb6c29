package views

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// maxReading is about how many bytes of HTML a document may take. Reports take a tenth of it; a workbook of a hundred thousand rows
// is shown as far as this reaches.
const maxReading = 1 << 20

// What a cell and one more position that it covers take, besides its text.
const (
	cellCost     = 80
	positionCost = 40
)

// wordy is how many characters a cell holds that is set wider than those of numbers and short heads.
const wordy = 8

// readingBuilder turns a document into blocks.
type readingBuilder struct {
	lang    models.Lang
	report  string // the page that figures lead to
	edition models.Edition
	budget  int // bytes left
	cut     bool
	linked  bool
	tables  int
	page    int
	places  map[place]models.Key // the figure that each cell holds
	quotes  []quoted             // the sentences that figures were read from, those not met yet
}

// place is a position of a document's tables, counted from 1.
type place struct{ table, row, column int }

// quoted is a sentence without its spaces, and a figure read from it.
type quoted struct {
	sentence string
	key      models.Key
}

// find notes where the figures stand.
func (b *readingBuilder) find(figures []models.Figure) {
	b.places = map[place]models.Key{}
	for _, f := range figures {
		at := place{f.Where.Table, f.Where.Row, f.Where.Column}
		if _, taken := b.places[at]; !taken && at.table > 0 && at.row > 0 && at.column > 0 {
			b.places[at] = f.Key()
		}
		if q := spaceless(f.Where.Quote); q != "" {
			b.quotes = append(b.quotes, quoted{q, f.Key()})
		}
	}
}

func (b *readingBuilder) blocks(doc cells.Document) []ReadingBlock {
	var out []ReadingBlock
	for _, bl := range doc.Blocks {
		first := bl.Page
		if bl.Grid != nil && len(bl.Grid.Rows) > 0 {
			first = max(first, bl.Grid.Rows[0].Page)
		}
		if b.cut {
			break
		}
		if first > b.page {
			b.page = first
			out = append(out, ReadingBlock{Page: first})
		}
		if bl.Grid != nil {
			b.tables++
			out = append(out, ReadingBlock{Table: b.table(bl.Grid)})
			continue
		}
		if bl.Text != "" && b.spend(cellCost+len(bl.Text)) {
			out = append(out, b.paragraph(bl))
		}
	}
	return out
}

// spend takes a number of bytes from the budget, if they are left.
func (b *readingBuilder) spend(n int) bool {
	if b.cut = b.cut || n > b.budget; !b.cut {
		b.budget -= n
	}
	return !b.cut
}

func (b *readingBuilder) paragraph(bl cells.Block) ReadingBlock {
	p := ReadingBlock{Text: bl.Text, Heading: bl.Heading}
	for _, k := range b.quotedIn(bl.Text) {
		anchor := k.Place(b.edition)
		p.Anchors = append(p.Anchors, anchor)
		p.Figures = append(p.Figures, Link{Text: k.Name(b.lang), Href: b.report + "#" + anchor})
		b.linked = true
	}
	return p
}

// quotedIn lists the figures that were read from a sentence of the text, each where it is met first.
func (b *readingBuilder) quotedIn(text string) []models.Key {
	if len(b.quotes) == 0 {
		return nil
	}
	var keys []models.Key
	text = spaceless(text)
	b.quotes = slices.DeleteFunc(b.quotes, func(q quoted) bool {
		if !strings.Contains(text, q.sentence) {
			return false
		}
		keys = append(keys, q.key)
		return true
	})
	return keys
}

func spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// table lays out a grid, or the rows of it that the budget leaves room for.
func (b *readingBuilder) table(g *cells.Grid) *ReadingTable {
	t := &ReadingTable{ID: tableAnchor(b.tables), Caption: phrase(b.lang, "第 %d 个表格", b.tables)}
	shown := *g
	for i, r := range g.Rows {
		cost := 0
		for _, c := range r.Cells {
			cost += positionCost
			if c.Origin() {
				cost += cellCost + len(c.Text)
			}
		}
		if !b.spend(cost) {
			shown.Rows = g.Rows[:i]
			break
		}
	}
	first := b.page
	for i, r := range shown.Rows {
		row := ReadingRow{ID: rowAnchor(b.tables, i+1), NewPage: r.Page > b.page}
		b.page = max(b.page, r.Page)
		t.Rows = append(t.Rows, row)
	}
	if b.page > first {
		t.Caption = phrase(b.lang, "第 %d 个表格（第 %d 至 %d 页）", b.tables, first, b.page)
	}
	for _, a := range shown.Areas() {
		row := &t.Rows[a.Row]
		row.Cells = append(row.Cells, b.cell(shown.Rows[a.Row].Cells[a.Column], a))
	}
	return t
}

func (b *readingBuilder) cell(c cells.Cell, a cells.Area) ReadingCell {
	at := func(row, column int) place { return place{b.tables, a.Row + row + 1, a.Column + column + 1} }
	out := ReadingCell{ID: cellAnchor(b.tables, a.Row+1, a.Column+1), Colspan: a.Columns, Rowspan: a.Rows, Text: c.Text, Absent: c.Absent, Words: utf8.RuneCountInString(c.Text) >= wordy}
	for y := range a.Rows {
		for x := range a.Columns {
			p := at(y, x)
			if y+x > 0 {
				out.Anchors = append(out.Anchors, cellAnchor(p.table, p.row, p.column))
			}
			if k, ok := b.places[p]; ok && c.Text != "" && out.Href == "" {
				out.Href, out.Title = b.report+"#"+k.Place(b.edition), k.Name(b.lang)
				b.linked = true
			}
		}
	}
	for _, k := range b.quotedIn(c.Text) {
		out.Anchors = append(out.Anchors, k.Place(b.edition))
	}
	return out
}
