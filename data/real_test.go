package data

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/models"
)

// The figures of the bundled reports are compared with a reading by hand of the originals.
func TestRealReports_AgreeWithTheOriginals(t *testing.T) {
	for i, truth := range []string{"yimei-civil-affairs-2025", "hongze-2023"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "shared", "corpus", truth+".truth.json"))
		if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
			t.Skip("the corpus of real reports is not here")
		}
		if err != nil {
			t.Fatal(err)
		}
		var want struct {
			Agency   string
			Year     int
			Releases int64
			Figures  map[string]struct{ Value string }
		}
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		r := RealReports()[i]
		if r.AgencyName != want.Agency || r.Year != want.Year {
			t.Errorf("%s: %s %d", truth, r.AgencyName, r.Year)
		}
		figures := r.Revision.FigureMap()
		if n := figures[models.Key{Measure: "releases.total"}].Number; *n != want.Releases {
			t.Errorf("%s: %d releases", truth, *n)
		}
		if fee := figures[models.Key{Measure: models.MeasureFee}]; fee.Text() != []string{"", "0"}[i] {
			t.Errorf("%s: the fee is %q", truth, fee.Text())
		}
		if len(figures) != len(want.Figures)+2 {
			t.Errorf("%s: %d figures, want %d", truth, len(figures), len(want.Figures)+2)
		}
		for k, w := range want.Figures {
			if got := figures[models.ParseKey(k)]; got.Text() != w.Value {
				t.Errorf("%s: %s is %q, want %q", truth, k, got.Text(), w.Value)
			}
		}
	}
}

func TestRealReports_KeepTheWrongTotals(t *testing.T) {
	figures := RealReports()[1].Revision.FigureMap()
	for _, channel := range []string{"reconsideration", "litigation_after"} {
		upheld, total := figures[models.Key{Measure: "remedies." + channel + ".upheld"}], figures[models.Key{Measure: "remedies." + channel + ".total"}]
		if *upheld.Number == 0 || *total.Number != 0 {
			t.Errorf("%s: %s upheld, total %s", channel, upheld.Text(), total.Text())
		}
	}
}

func TestRealReports_AreNamedWithTheirSource(t *testing.T) {
	sources, err := os.ReadFile("SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range RealReports() {
		if b, err := r.Bytes(); err != nil || len(b) < 2000 {
			t.Errorf("%s: %d bytes, %v", r.FileName, len(b), err)
		}
		if !strings.Contains(string(sources), "reports/"+r.FileName) {
			t.Errorf("SOURCES.md does not name %s", r.FileName)
		}
	}
}
