package ingest

import (
	"context"
	"fmt"
	"iter"
	"runtime"
)

// Item is one of the documents of a run.
type Item struct {
	Label   string // what messages of the caller call it; not kept
	Name    string // the file's name, which is kept
	Data    []byte
	Options ImportOptions
	Err     error // why it could not be fetched, which is then what became of it
}

// ImportAll imports documents in their order, as Import does each: they are read on all processors, a few ahead, and saved one after the
// other. It tells each what became of a document. It fails with the context's error if that ends before all are imported; what was
// imported stays, and a document is never left half saved.
func (b *Batch) ImportAll(ctx context.Context, items iter.Seq[Item], each func(Item, Outcome, error)) error {
	read := func(i Item) reading {
		if i.Err != nil {
			return reading{err: i.Err}
		}
		return readReport(ctx, i.Name, i.Data)
	}
	for item, r := range ahead(items, runtime.GOMAXPROCS(0)+1, read) {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("import: %w", err)
		}
		out, err := b.settle(context.WithoutCancel(ctx), item.Options, item.Name, item.Data, r)
		each(item, out, err)
	}
	return nil
}
