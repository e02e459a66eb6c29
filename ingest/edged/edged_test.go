package edged

import (
	"errors"
	"testing"

	"gongkai/ingest/cells"
)

func TestBuilder(t *testing.T) {
	var b Builder
	step := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	text := func(depth int, s string) {
		t.Helper()
		step(b.Depth(depth))
		b.Add(cells.Block{Text: s})
	}
	text(0, "前")
	text(1, "甲")
	step(b.EndCell())
	text(1, "格")
	text(2, "内")
	step(b.EndCell())
	step(b.EndRow(nil))
	step(b.Depth(1))
	step(b.EndCell())
	step(b.EndRow([]Column{{Left: 0, Right: 100, OpensUp: true}, {Left: 100, Right: 200}}))
	for range 2 {
		text(1, "乙")
		step(b.EndCell())
	}
	step(b.EndRow([]Column{{Left: 20, Right: 110, GoesOnUp: true}, {Left: 110, Right: 190}}))
	text(0, "后")
	blocks, err := b.Blocks()
	step(err)
	if got, want := (cells.Document{Blocks: blocks}).Dump(), "前\n[table 2×2]\n|甲|格|\n|^|乙|\n[table 1×1]\n|内|\n后\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestBuilder_Bounds(t *testing.T) {
	var b Builder
	if err := b.Depth(maxNesting + 1); !errors.Is(err, ErrTooDeep) {
		t.Errorf("err = %v, want ErrTooDeep", err)
	}
	if err := b.Depth(1); err != nil {
		t.Fatal(err)
	}
	var err error
	for i := 0; err == nil && i < 2*cells.MaxCells; i++ {
		if err = b.EndCell(); err == nil {
			err = b.EndRow(nil)
		}
	}
	if !errors.Is(err, cells.ErrTooManyCells) {
		t.Errorf("rows: err = %v, want ErrTooManyCells", err)
	}
	var wide Builder
	if err := wide.Depth(1); err != nil {
		t.Fatal(err)
	}
	err = nil
	for i := 0; err == nil && i < 2*cells.MaxCells; i++ {
		err = wide.EndCell()
	}
	if !errors.Is(err, cells.ErrTooManyCells) {
		t.Errorf("cells of a row: err = %v, want ErrTooManyCells", err)
	}
}
