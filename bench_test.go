package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/store"
)

// BenchmarkImport measures what an office waits for: reading, checking and saving a report, over the 142 documents of the demo in a fresh
// database. ms/report is the figure to quote.
func BenchmarkImport(b *testing.B) {
	ctx := context.Background()
	set := data.Demo()
	files := make([][]byte, len(set.Documents))
	for i, d := range set.Documents {
		var w bytes.Buffer
		if err := writeDemoDocument(&w, d); err != nil {
			b.Fatal(err)
		}
		files[i] = w.Bytes()
	}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			for i, d := range set.Documents {
				if _, err := ingest.Parse(ctx, d.FileName, files[i]); err != nil {
					b.Fatal(err)
				}
			}
		}
		perReport(b, len(files))
	})
	b.Run("read, check and save", func(b *testing.B) {
		for b.Loop() {
			db, err := store.Open(ctx, filepath.Join(b.TempDir(), "bench.db"))
			if err != nil {
				b.Fatal(err)
			}
			if err := loadAgencies(ctx, db, io.Discard, "agencies.csv", set.AgenciesCSV); err != nil {
				b.Fatal(err)
			}
			batch := ingest.NewBatch(db)
			for i, d := range set.Documents {
				o := ingest.ImportOptions{AgencyID: d.AgencyID, Year: d.Year, PublishedOn: d.PublishedOn, Now: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}
				if _, err := batch.Import(ctx, o, d.FileName, files[i]); err != nil {
					b.Fatal(err)
				}
			}
			if err := db.Close(); err != nil {
				b.Fatal(err)
			}
		}
		perReport(b, len(files))
	})
}

func perReport(b *testing.B, reports int) {
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*reports), "ms/report")
}
