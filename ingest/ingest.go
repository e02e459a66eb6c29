// Package ingest turns the bytes of a document into a report: sniff the format, read it into cells, recognise the national form
// in them. It knows no SQL, no HTTP and no clock.
package ingest

import (
	"context"
	"slices"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/recognise"
	"gongkai/models"
)

// Parsed is what one document says.
type Parsed struct {
	Revision models.Revision // content only: no ids, no agency id, no findings
	Year     int             // the report year, 0 if none was found
	Format   string          // as ingest.Format: docx, pdf, html, …
}

// Parse reads one document. It is pure: the same bytes give the same result. It fails with EINVALID, ETOOLARGE or ENOTEXT and a
// Chinese sentence if data is no report or cannot be read; a context that ends makes it return the context's error.
func Parse(ctx context.Context, name string, data []byte) (Parsed, error) {
	doc, format, err := read(ctx, name, data)
	if err != nil {
		return Parsed{}, err
	}
	return recognised(doc, format, name)
}

func recognised(doc cells.Document, format Format, name string) (Parsed, error) {
	rev, year, err := recognise.Report(doc, name)
	if err != nil {
		return Parsed{}, err
	}
	return Parsed{Revision: rev, Year: year, Format: string(format)}, nil
}

// hasTables reports whether any cell of the form's tables was found, be it blank.
func (p Parsed) hasTables() bool {
	return slices.ContainsFunc(p.Revision.Figures, func(f models.Figure) bool {
		return f.State != models.StateAbsent && !strings.HasPrefix(f.Measure, "releases.")
	})
}
