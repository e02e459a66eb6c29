package main

import (
	"bytes"
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/store"
)

// Two people import half of a district each, into a database without a list of agencies.
func TestImport_TwoAtOnceCreateAgencies(t *testing.T) {
	var documents []data.Document
	for _, d := range data.Demo().Documents {
		if d.Year == 2022 && d.Format == "html" {
			documents = append(documents, d)
		}
	}
	if len(documents) < 4 {
		t.Fatalf("%d documents are too few", len(documents))
	}
	path := filepath.Join(t.TempDir(), "a.db")
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Go(func() {
			db, err := store.Open(context.Background(), path)
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			batch := ingest.NewBatch(db)
			for i := half; i < len(documents); i += 2 {
				var b bytes.Buffer
				if err := writeDemoDocument(&b, documents[i]); err != nil {
					t.Error(err)
					continue
				}
				o := ingest.ImportOptions{CreateAgencies: true, Now: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}
				if _, err := batch.Import(context.Background(), o, documents[i].FileName, b.Bytes()); err != nil {
					t.Errorf("%s: %v", documents[i].FileName, err)
				}
			}
		})
	}
	wg.Wait()
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	agencies, err := db.Agencies(t.Context())
	if err != nil || len(agencies) != len(documents) {
		t.Fatalf("%d agencies for %d documents, %v", len(agencies), len(documents), err)
	}
	for i, a := range agencies {
		if a.Position != i+1 || !a.OwesIn(2022) {
			t.Errorf("agency = %+v", a)
		}
	}
}
