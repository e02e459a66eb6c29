// Package ingest turns the bytes of a document into a report: sniff the format, read it into cells, recognise the national form
// in them. It knows no SQL, no HTTP and no clock.
package ingest

import (
	"context"

	"gongkai/models"
)

// Parsed is what one document says.
type Parsed struct {
	Revision models.Revision // content only: no ids, no agency id, no findings
	Year     int             // the report year, 0 if none was found
	Format   string          // docx, html, txt
}

// Parse reads one document. It is pure: the same bytes give the same result. It fails with EINVALID, ETOOLARGE or ENOTEXT and a
// Chinese sentence if data is no report or cannot be read; a context that ends makes it return the context's error.
func Parse(ctx context.Context, name string, data []byte) (Parsed, error) {
	return Parsed{}, models.Errorf(models.EINVALID, "尚不能读取文件“%s”。", name)
}
