package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"gongkai/export"
)

// BenchmarkSnapshot is what a correction takes: a report is saved with another number, then every file is made anew, checked and kept as
// a snapshot, with what changed since the one before. GONGKAI_SCALE says of how many reports, 600 if it is not set; with -benchtime 3x it
// takes as many seconds a round as snapshots of that size do. Named beside the time are the megabytes of the files, how much larger they
// make the database, and the seconds of the first snapshot, which has none before it.
func BenchmarkSnapshot(b *testing.B) {
	n := 600
	if text := os.Getenv("GONGKAI_SCALE"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < scaleBase || n%scaleBase != 0 {
			b.Fatalf("GONGKAI_SCALE is %q, want a multiple of %d", text, scaleBase)
		}
	}
	s, path := generated(b, n)
	now := time.Date(2026, 3, 31, 2, 0, 0, 0, time.UTC)
	publish := func() (files int64) {
		now = now.Add(24 * time.Hour)
		snap, err := export.Publish(b.Context(), s, export.Publication{Now: now, Database: writeDataFile})
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range snap.Files {
			files += f.Bytes
		}
		return files
	}
	began, before := time.Now(), databaseSize(b, path)
	publish()
	first, kept := time.Since(began), databaseSize(b, path)-before
	var files int64
	for i := int64(0); b.Loop(); i++ {
		save(b, s, report("a-03", 2025, 100+i), file("更正.docx", fmt.Sprint("a correction ", now)))
		files = publish()
	}
	b.ReportMetric(float64(files)/1e6, "MB-of-files")
	b.ReportMetric(float64(kept)/1e6, "MB-more-database")
	b.ReportMetric(first.Seconds(), "s-of-the-first")
}

// databaseSize is the size of a database with what waits in its log.
func databaseSize(b *testing.B, path string) (n int64) {
	b.Helper()
	for _, name := range []string{path, path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			n += info.Size()
		}
	}
	return n
}

// writeDataFile writes the data files as tables of one SQLite file.
func writeDataFile(ctx context.Context, w io.Writer, d export.Dataset) error {
	dir, err := os.MkdirTemp("", "gongkai-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "data.sqlite")
	f, err := CreateDataFile(ctx, path, export.Tables())
	if err != nil {
		return err
	}
	if err := export.Each(d, export.Files, f.Insert); err != nil {
		return err
	}
	if err := f.Close(d.Metadata()); err != nil {
		return err
	}
	made, err := os.Open(path)
	if err != nil {
		return err
	}
	defer made.Close()
	_, err = io.Copy(w, made)
	return err
}
