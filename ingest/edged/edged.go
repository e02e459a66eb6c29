// Package edged makes the tables of Word's older formats, which describe a row by the edges of its cells and mark the ends of cells
// and rows in the run of paragraphs.
package edged

import (
	"errors"

	"gongkai/ingest/cells"
)

// maxNesting is how deep tables may lie in each other.
const maxNesting = 32

// ErrTooDeep is returned for tables that are nested deeper than that.
var ErrTooDeep = errors.New("nested too deeply")

// Column is a cell as its row describes it: where it lies, in twentieths of a point, and how it is merged.
type Column struct {
	Left, Right int
	GoesOnLeft  bool // it belongs to the cell on its left
	GoesOnUp    bool // it belongs to the cell above
	OpensUp     bool // the cell below may belong to it
}

// Builder takes a document's paragraphs and the ends of its cells and rows. The zero Builder is ready to use.
type Builder struct {
	placer cells.Placer
	blocks []cells.Block
	tables []*table // those that are open, by depth
}

// Depth says how many tables the next paragraph, or end of a cell or row, lies in. Tables that lie deeper end. It fails with
// ErrTooDeep or cells.ErrTooManyCells.
func (b *Builder) Depth(depth int) error {
	if depth > maxNesting {
		return ErrTooDeep
	}
	for len(b.tables) > depth {
		if err := b.endTable(); err != nil {
			return err
		}
	}
	for len(b.tables) < depth {
		b.tables = append(b.tables, &table{single: true})
	}
	return nil
}

// Add puts blocks where the text is: into the cell that is being read, or the document.
func (b *Builder) Add(blocks ...cells.Block) {
	if n := len(b.tables); n > 0 {
		b.tables[n-1].cell = append(b.tables[n-1].cell, blocks...)
		return
	}
	b.blocks = append(b.blocks, blocks...)
}

// EndCell ends a cell of the innermost table. It fails with cells.ErrTooManyCells.
func (b *Builder) EndCell() error {
	n := len(b.tables)
	if n == 0 {
		return nil
	}
	b.tables[n-1].endCell()
	if len(b.tables[n-1].cells) > cells.MaxCells {
		return cells.ErrTooManyCells
	}
	return nil
}

// EndRow ends a row of the innermost table, whose cells the columns describe. It fails with cells.ErrTooManyCells.
func (b *Builder) EndRow(columns []Column) error {
	if n := len(b.tables); n > 0 {
		return b.tables[n-1].endRow(columns)
	}
	return nil
}

// endTable takes the innermost table off and adds its grid to what holds it.
func (b *Builder) endTable() error {
	last := len(b.tables) - 1
	t := b.tables[last]
	b.tables = b.tables[:last]
	blocks, err := t.blocks(&b.placer)
	b.Add(blocks...)
	return err
}

// Blocks ends all tables and returns the document's blocks. Merged cells are repeated into every position they cover. Nested
// tables follow the table that holds them, except in one that only lays out others (one cell a row), which is unwrapped.
func (b *Builder) Blocks() ([]cells.Block, error) {
	err := b.Depth(0)
	return b.blocks, err
}
