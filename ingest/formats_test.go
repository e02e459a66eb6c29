package ingest

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells/cellstest"
)

// figuresOf lists what a report says, without where and how it was written.
func figuresOf(t *testing.T, name string) []string {
	t.Helper()
	p, err := Parse(context.Background(), name, cellstest.Corpus(t, name))
	if err != nil {
		t.Fatal(err)
	}
	r := p.Revision
	list := []string{fmt.Sprint(r.AgencyName, p.Year, r.TitleYear, r.PeriodYear, r.Edition, r.Scope)}
	for _, text := range r.Texts {
		if text.Section > 0 {
			list = append(list, text.Heading)
		}
	}
	for _, f := range r.Figures {
		number := "unknown"
		if f.Number != nil {
			number = fmt.Sprint(*f.Number)
		}
		list = append(list, fmt.Sprintf("%s %s: %s %s %v", f.Measure, f.Applicant, number, f.State, f.Flags))
	}
	return list
}

func TestParse_EqualFiguresWhateverTheFormat(t *testing.T) {
	for n := range 6 {
		want := figuresOf(t, fmt.Sprintf("made/made-%02d.html", n))
		for _, format := range []string{"docx", "doc", "odt", "xlsx", "pdf"} {
			name := fmt.Sprintf("made/%s/made-%02d.%s", format, n, format)
			t.Run(name, func(t *testing.T) {
				if diff := cmp.Diff(want, figuresOf(t, name)); diff != "" {
					t.Errorf("-html +%s:\n%s", format, diff)
				}
			})
		}
	}
}
