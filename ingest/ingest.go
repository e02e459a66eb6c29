// Package ingest turns the bytes of a document into a report: sniff the format, read it into cells, recognise the national form
// in them. It knows no SQL, no HTTP and no clock.
package ingest

import (
	"context"
	"slices"

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
	for _, d := range doc.Doubts {
		rev.Notes = append(rev.Notes, models.Note{Message: d})
	}
	return Parsed{Revision: rev, Year: year, Format: string(format)}, nil
}

// missing lists the tables of the form that the document has not a single cell of, not even a blank one: 表二 and so on.
func (p Parsed) missing() []string {
	found := map[int]bool{}
	for _, f := range p.Revision.Figures {
		if m, ok := models.MeasureOf(f.Measure); ok && f.State != models.StateAbsent {
			found[m.Section] = true
		}
	}
	var tables []string
	for section, name := range []string{2: "表二", 3: "表三", 4: "表四"} {
		if name != "" && !found[section] {
			tables = append(tables, name)
		}
	}
	return tables
}

// readable reports whether the document can be the report: it has tables two and three. A table four may be left out, where there was
// no case, but those are in every form; where one is missing it is a picture, or its reader failed, and either way a report without
// it would say that the organ reported nothing.
func (p Parsed) readable() bool {
	return !slices.ContainsFunc(p.missing(), func(table string) bool { return table != "表四" })
}
