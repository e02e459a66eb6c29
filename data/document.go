package data

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"gongkai/models"
)

// Document is a report to be written as a file.
type Document struct {
	FileName    string // "2023-示例区教育局.docx"
	Format      string // docx or html
	AgencyID    string
	AgencyName  string // as in the title
	Year        int
	Scope       models.Scope
	PublishedOn string // ISO date
	SourceURL   string
	Revision    models.Revision // as it is to be printed: Raw is what stands in a cell
	Quirks      []string        // breaks of real documents that it shows, by code; see Quirks
	Faults      []string        // mistakes that its organ made, by name; see Faults
}

// LayoutQuirks are the quirks that the document's writer has to make, in order. The others are in figures and texts already.
func (d Document) LayoutQuirks() []string {
	var names []string
	for _, code := range d.Quirks {
		if q, ok := quirkOf(code); ok && q.Layout {
			names = append(names, code)
		}
	}
	return names
}

// Expectation is what a reader should make of a figure.
type Expectation struct {
	// Number is what the organ meant. A reader gives it if State is reported; else it gives no number, or this one as derived or
	// zero_implied. It is nil where nobody can know.
	Number *int64
	State  models.State
}

// Expected lists every cell of the document's form, the releases that section one states, and the fee of section six.
func (d Document) Expected() map[models.Key]Expectation {
	e := map[models.Key]Expectation{}
	for _, f := range d.Revision.Figures {
		e[f.Key()] = Expectation{f.Number, f.State}
	}
	return e
}

// ManifestRow tells the import what a document does not say itself.
type ManifestRow struct {
	File        string
	AgencyID    string
	Year        int
	Scope       models.Scope
	SourceURL   string
	PublishedOn string
}

// DemoSet is the demo district: its settings, agencies and documents.
type DemoSet struct {
	Settings    models.Settings
	AgenciesCSV []byte
	Documents   []Document // by year, then in the official order
}

// Manifest lists the documents for the import.
func (s DemoSet) Manifest() []ManifestRow {
	rows := make([]ManifestRow, len(s.Documents))
	for i, d := range s.Documents {
		rows[i] = ManifestRow{d.FileName, d.AgencyID, d.Year, d.Scope, d.SourceURL, d.PublishedOn}
	}
	return rows
}

// Write writes every document into the folder dir, which must exist, through render, and calls progress, if it is not nil, after each.
func (s DemoSet) Write(dir string, render func(io.Writer, Document) error, progress func(done, total int)) error {
	for i, d := range s.Documents {
		if err := d.write(filepath.Join(dir, d.FileName), render); err != nil {
			return fmt.Errorf("write demo document %s: %w", d.FileName, err)
		}
		if progress != nil {
			progress(i+1, len(s.Documents))
		}
	}
	return nil
}

func (d Document) write(path string, render func(io.Writer, Document) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := render(f, d); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// figure returns the document's figure with a key for changing, nil if its form has none.
func (d *Document) figure(k models.Key) *models.Figure {
	i := slices.IndexFunc(d.Revision.Figures, func(f models.Figure) bool { return f.Key() == k })
	if i < 0 {
		return nil
	}
	return &d.Revision.Figures[i]
}

// print puts a number into a cell.
func (d *Document) print(measure, applicant string, n int64) {
	if f := d.figure(models.Key{Measure: measure, Applicant: applicant}); f != nil {
		*f = reported(measure, applicant, n)
	}
}

// number is what a cell says, 0 where the form has no such cell.
func (d *Document) number(measure, applicant string) int64 {
	if f := d.figure(models.Key{Measure: measure, Applicant: applicant}); f != nil && f.Number != nil {
		return *f.Number
	}
	return 0
}

// text returns the text of a section for changing.
func (d *Document) text(section int) *models.Text {
	i := slices.IndexFunc(d.Revision.Texts, func(t models.Text) bool { return t.Section == section })
	return &d.Revision.Texts[i]
}

// QuirksShown lists, for every quirk, the documents that show it.
func (s DemoSet) QuirksShown() map[string][]string {
	shown := map[string][]string{}
	for _, d := range s.Documents {
		for _, q := range d.Quirks {
			shown[q] = append(shown[q], d.FileName)
		}
	}
	for _, files := range maps.All(shown) {
		slices.Sort(files)
	}
	return shown
}
