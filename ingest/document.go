package ingest

import (
	"context"

	"gongkai/ingest/cells"
)

// Document reads a document without looking for a report in it, for people to see what Parse sees: the tables, rows and columns
// that a models.Where counts are those of its grids. It fails as Parse does where the file itself cannot be read.
func Document(ctx context.Context, name string, data []byte) (cells.Document, Format, error) {
	return read(ctx, name, data)
}
