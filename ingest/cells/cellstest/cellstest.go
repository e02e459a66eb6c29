// Package cellstest helps to test the readers of document formats: golden files of what was read, and the shared corpus.
package cellstest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/ingest/cells"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// Golden compares the dump of doc with testdata/name.golden.txt, which -update rewrites.
func Golden(t *testing.T, name string, doc cells.Document) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden.txt")
	got := doc.Dump()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update to make it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}

// Corpus returns a document of the shared corpus, which stands beside the repository. Without one the test is skipped, in
// continuous integration (CI=true) it fails.
func Corpus(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root(t), "..", "shared", "corpus", name))
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatal(err)
	default:
		t.Skipf("no shared corpus: %v", err)
	}
	return data
}

// root returns the repository's folder.
func root(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// Rectangular fails the test if a grid that is not ragged has a row of another width than its own.
func Rectangular(t testing.TB, doc cells.Document) {
	t.Helper()
	for _, b := range doc.Blocks {
		if b.Grid == nil || b.Grid.Ragged {
			continue
		}
		for _, r := range b.Grid.Rows {
			if len(r.Cells) != b.Grid.Columns {
				t.Fatalf("a row of %d cells in a grid of %d columns", len(r.Cells), b.Grid.Columns)
			}
		}
	}
}
