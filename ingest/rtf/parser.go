package rtf

import (
	"bytes"
	"context"

	"gongkai/ingest/cells"
	"gongkai/ingest/edged"
)

// maxGroups is how deep groups may lie in each other.
const maxGroups = 512

// maxColumns is how many cells a row may have. Word allows 63.
const maxColumns = 1000

// parser reads a document in one pass.
type parser struct {
	scanner
	ctx   context.Context
	state state
	stack []state
	text  text
	aside text // of a group that is read for itself
	build edged.Builder
	page  int         // the code page
	fonts map[int]int // character sets by font
	font  int         // the font that is being defined
	row   definition
	title string
}

// state is what a group may change and its end restores.
type state struct {
	destination   destination
	starred       bool // a \* stands before: an unknown word makes the group one to pass over
	fallback      int  // how many characters follow \u for those who do not know it
	skip          int  // how many of them are still to be passed over
	font          int
	hidden, gone  bool // hidden; deleted by a reviser
	struck        bool // struck out by hand
	raised        bool // or lowered
	inTable       bool
	depth         int // of the table
	heading       bool
	row           *definition // of the table outside, which a nested one replaces
	restoresTable bool
}

// destination is where a group's text goes.
type destination int

const (
	body destination = iota
	passed
	properties // of the document, of which the title is read
	fontTable
	titleText
	numberText
)

// destinations are the words that open a group whose text is not the body's.
var destinations = map[string]destination{
	"fonttbl": fontTable, "title": titleText, "listtext": numberText, "pntext": numberText,
	"colortbl": passed, "stylesheet": passed, "info": properties, "pict": passed, "object": passed, "fldinst": passed,
	"header": passed, "headerl": passed, "headerr": passed, "headerf": passed, "footer": passed, "footerl": passed, "footerr": passed,
	"footerf": passed, "footnote": passed, "annotation": passed, "nonesttables": passed, "listtable": passed, "listoverridetable": passed,
	"revtbl": passed, "rsidtbl": passed, "xe": passed, "tc": passed, "shpinst": passed, "nonshppict": passed, "pntxta": passed, "pntxtb": passed,
}

// definition is a row as its words describe it, and the cell that is being described.
type definition struct {
	columns []edged.Column
	next    edged.Column
}

func (p *parser) read() (cells.Document, error) {
	if !bytes.HasPrefix(p.data, []byte(`{\rtf`)) {
		return cells.Document{}, errNoRTF
	}
	for n := 0; ; n++ {
		if n%4096 == 0 && p.ctx.Err() != nil {
			return cells.Document{}, p.ctx.Err()
		}
		t := p.next()
		var err error
		switch t.kind {
		case end:
			return cells.Document{}, errCut
		case open:
			p.out().flush(p.page)
			if len(p.stack) == maxGroups {
				return cells.Document{}, errTooDeep
			}
			p.stack = append(p.stack, p.state)
			p.state.starred, p.state.skip, p.state.restoresTable = false, 0, false
		case shut:
			p.shut()
			if len(p.stack) == 0 {
				return p.end()
			}
		case octet:
			p.octet(t.octet)
		case word:
			err = p.word(t)
		}
		if err != nil {
			return cells.Document{}, err
		}
	}
}

// shut ends a group.
func (p *parser) shut() {
	p.out().flush(p.page)
	last := len(p.stack) - 1
	outer := p.stack[last]
	p.stack = p.stack[:last]
	if p.state.destination != outer.destination {
		switch p.state.destination {
		case titleText:
			p.title = p.aside.take(p.page)
		case numberText:
			p.text.add(mark(p.aside.take(p.page)), p.page)
		}
	}
	if p.state.restoresTable {
		p.row = *p.state.row
	}
	p.state = outer
	p.out().raise(outer.raised, p.page)
}

// end returns the document. Text behind the last mark is a paragraph.
func (p *parser) end() (cells.Document, error) {
	if err := p.paragraph(false); err != nil {
		return cells.Document{}, err
	}
	blocks, err := p.build.Blocks()
	return cells.Document{Title: cells.Clean(p.title), Blocks: blocks}, err
}

// shown reports whether text goes anywhere.
func (p *parser) shown() bool {
	switch p.state.destination {
	case passed, properties, fontTable:
		return false
	}
	return !p.state.hidden && !p.state.gone && !p.state.struck
}

func (p *parser) octet(c byte) {
	if p.state.skip > 0 {
		p.state.skip--
		return
	}
	if p.shown() {
		p.out().octet(c, p.page, p.fonts[p.state.font])
	}
}

// enter makes the group one of a destination.
func (p *parser) enter(d destination) {
	if p.state.destination == passed {
		return
	}
	p.text.flush(p.page)
	p.state.destination = d
}

// raise says whether what follows is raised or lowered.
func (p *parser) raise(raised bool) {
	p.state.raised = raised
	p.out().raise(raised, p.page)
}

// out is the text that is being read.
func (p *parser) out() *text {
	if p.state.destination == titleText || p.state.destination == numberText {
		return &p.aside
	}
	return &p.text
}

// paragraph ends a paragraph. In a cell it may be the last one.
func (p *parser) paragraph(endsCell bool) error {
	s := cells.Clean(p.text.take(p.page))
	p.text.raise(p.state.raised, p.page)
	if s == "" && !endsCell {
		return nil
	}
	depth := 0
	if p.state.inTable || endsCell {
		depth = max(p.state.depth, 1)
	}
	if err := p.build.Depth(depth); err != nil {
		return err
	}
	if s != "" {
		p.build.Add(cells.Block{Text: s, Heading: p.state.heading})
	}
	if endsCell {
		return p.build.EndCell()
	}
	return nil
}

// endRow ends a row of a table that lies so deep.
func (p *parser) endRow(depth int) error {
	p.text.take(p.page)
	if err := p.build.Depth(depth); err != nil {
		return err
	}
	return p.build.EndRow(p.row.columns)
}
