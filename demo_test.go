package main

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/models"
)

// TestDemo_ReadsBackWhatWasWritten reads every document of the demo, with all the breaks it shows, and compares each cell with what the organ
// meant: what is printed must come back; what is not may come back as derived, and then only as the true number.
func TestDemo_ReadsBackWhatWasWritten(t *testing.T) {
	for _, d := range data.Demo().Documents {
		var w bytes.Buffer
		if err := writeDemoDocument(&w, d); err != nil {
			t.Fatal(err)
		}
		p, err := ingest.Parse(context.Background(), d.FileName, w.Bytes())
		if err != nil {
			t.Errorf("%s: %v", d.FileName, err)
			continue
		}
		if p.Revision.AgencyName != d.AgencyName || p.Revision.Scope != d.Scope || p.Year != d.Year && !slices.Contains(d.Faults, "title year") {
			t.Errorf("%s: read as %s %d %s", d.FileName, p.Revision.AgencyName, p.Year, p.Revision.Scope)
		}
		figures := p.Revision.FigureMap()
		for k, want := range d.Expected() {
			got := figures[k]
			switch {
			case got.Number == nil && (want.Number == nil || want.State != models.StateReported):
			case got.Number == nil:
				t.Errorf("%s: %s is %s %q, want %d; %v", d.FileName, k, got.State, got.Raw, *want.Number, d.Quirks)
			case want.Number == nil || *got.Number != *want.Number:
				t.Errorf("%s: %s is %s %s; %v", d.FileName, k, got.Text(), got.Flags, d.Quirks)
			}
		}
	}
}
