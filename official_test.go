package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/export"
	"gongkai/ingest"
	"gongkai/models"
)

// A report in the official layout, as DOCX and as XLSX, is read back to the same figures: the demo's, with all their breaks, and those of
// the corpus. The layout has a cell for every figure of its edition, so a cell that the document lacked comes back blank, and a 0
// that the others force there as zero_implied rather than derived.
func TestOfficial_IsReadBackToEqualFigures(t *testing.T) {
	n := 0
	for name, content := range everyDocument(t) {
		p, err := ingest.Parse(t.Context(), name, content)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		doc := export.NewOfficialReport(models.DefaultSettings(), models.Agency{Name: p.Revision.AgencyName}, models.Report{Year: p.Year, Revision: p.Revision}, "", models.Zh)
		for _, format := range export.OfficialFormats {
			var b bytes.Buffer
			if err := export.Official(doc).Write(&b, format); err != nil {
				t.Fatalf("%s as %s: %v", name, format, err)
			}
			again, err := ingest.Parse(t.Context(), "report."+format, b.Bytes())
			if err != nil {
				t.Errorf("%s as %s: %v", name, format, err)
				continue
			}
			n++
			compareReports(t, name+" as "+format, p, again)
		}
	}
	if n < 280 {
		t.Errorf("only %d files were read back", n)
	}
}

func compareReports(t *testing.T, name string, want, got ingest.Parsed) {
	t.Helper()
	if got.Year != want.Year || got.Revision.Edition != want.Revision.Edition || got.Revision.AgencyName != want.Revision.AgencyName || got.Revision.Scope != want.Revision.Scope {
		t.Errorf("%s: %s %d %s %s, want %s %d %s %s", name, got.Revision.AgencyName, got.Year, got.Revision.Edition, got.Revision.Scope,
			want.Revision.AgencyName, want.Year, want.Revision.Edition, want.Revision.Scope)
	}
	figures := got.Revision.FigureMap()
	if len(figures) != len(want.Revision.Figures) {
		t.Errorf("%s: %d figures, want %d", name, len(figures), len(want.Revision.Figures))
	}
	cells := models.Cells(want.Revision.Edition, want.Revision.SingleOther())
	// On a sheet the one row of numbers of table four, where nothing is printed in it, is no row.
	unseen := got.Format == "xlsx" && !slices.ContainsFunc(want.Revision.Figures, func(f models.Figure) bool {
		return strings.HasPrefix(f.Measure, "remedies.") && f.Raw != ""
	})
	for _, w := range want.Revision.Figures {
		g := figures[w.Key()]
		state, flags := w.State, w.Flags
		if w.State == models.StateAbsent && slices.Contains(cells, w.Key()) {
			state = models.StateBlank // the layout has the cell
			if w.Number != nil && *w.Number == 0 {
				flags = flags&^models.FlagDerived | models.FlagZeroImplied
			}
		}
		if unseen && strings.HasPrefix(w.Measure, "remedies.") {
			state = models.StateAbsent
		}
		if g.Text() != w.Text() || g.State != state || g.Flags != flags {
			t.Errorf("%s: %s is %s %s %s %q, want %s %s %s %q", name, w.Key(), g.Text(), g.State, g.Flags, g.Raw, w.Text(), state, flags, w.Raw)
		}
	}
	for _, no := range []int{1, 5, 6} {
		if g, w := got.Revision.Text(no), want.Revision.Text(no); g != w {
			t.Errorf("%s: section %d is\n%s\nwant\n%s", name, no, g, w)
		}
	}
}

// everyDocument is the demo's, and where they are the corpus' by their names.
func everyDocument(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, d := range data.Demo().Documents {
		var b bytes.Buffer
		if err := writeDemoDocument(&b, d); err != nil {
			t.Fatal(err)
		}
		all[d.FileName] = b.Bytes()
	}
	for _, pattern := range []string{"*.docx", "*.pdf", "*.txt", "made/*.html", "made/*/*"} {
		files, err := filepath.Glob(filepath.Join("..", "shared", "corpus", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			content, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all[strings.TrimPrefix(f, "../shared/corpus/")] = content
		}
	}
	if len(all) < 160 && os.Getenv("CI") == "true" {
		t.Errorf("%d documents: the corpus is not here", len(all))
	}
	return all
}
