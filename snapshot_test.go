package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/export"
	"gongkai/ingest"
	"gongkai/models"
	"gongkai/store"
)

// published returns a database with a few of the demo's reports, of the agencies of the demo.
func published(t testing.TB, path string, n int) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	set := data.Demo()
	if err := db.SaveSettings(t.Context(), set.Settings); err != nil {
		t.Fatal(err)
	}
	if err := loadAgencies(t.Context(), db, io.Discard, "agencies.csv", set.AgenciesCSV); err != nil {
		t.Fatal(err)
	}
	importSome(t, db, set.Documents[:n])
	return db
}

// importSome imports documents of the demo.
func importSome(t testing.TB, db *store.Store, documents []data.Document) {
	t.Helper()
	batch := ingest.NewBatch(db)
	for _, d := range documents {
		var w bytes.Buffer
		if err := writeDemoDocument(&w, d); err != nil {
			t.Fatal(err)
		}
		o := ingest.ImportOptions{AgencyID: d.AgencyID, Year: d.Year, Scope: d.Scope, PublishedOn: d.PublishedOn, Now: snapshotDay}
		if _, err := batch.Import(t.Context(), o, d.FileName, w.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
}

var snapshotDay = time.Date(2026, 3, 31, 2, 0, 0, 0, time.UTC)

func TestPublish_KeepsFilesThatAgreeWithTheData(t *testing.T) {
	db := published(t, filepath.Join(t.TempDir(), "a.db"), 8)
	first, err := export.Publish(t.Context(), db, export.Publication{Note: " 首次公布 ", Now: snapshotDay})
	if err != nil {
		t.Fatal(err)
	}
	if first.ID != "s2026-03-31" || first.No != 1 || first.Note != "首次公布" || first.Reports != 8 {
		t.Errorf("%+v", first)
	}
	if err := db.VerifySnapshot(t.Context(), first.ID); err != nil {
		t.Error(err)
	}
	if _, err := export.Publish(t.Context(), db, export.Publication{Now: snapshotDay.Add(time.Hour)}); !models.IsSameContent(err) {
		t.Errorf("the same data again: %v", err)
	}
	importSome(t, db, data.Demo().Documents[8:10])
	second, err := export.Publish(t.Context(), db, export.Publication{Now: snapshotDay.Add(time.Hour)})
	if err != nil || second.ID != "s2026-03-31-2" || second.No != 2 {
		t.Fatalf("%+v, %v", second, err)
	}
	read := func(id, file string) string {
		s, err := db.Snapshot(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range s.Files {
			if f.File == file && (f.Format == "csv" || file == export.ChecksumsFile) {
				b, err := io.ReadAll(db.ReadSnapshotFile(t.Context(), id, f.Name, 0, f.Bytes))
				if err != nil {
					t.Fatal(err)
				}
				return string(b)
			}
		}
		t.Fatalf("no file %s in %s", file, id)
		return ""
	}
	if n := strings.Count(read(first.ID, "changes"), "\r\n"); n != 1 {
		t.Errorf("the first snapshot has %d changes", n-1)
	}
	if changes := read(second.ID, "changes"); strings.Count(changes, "\r\n") != 3 || strings.Count(changes, ",added,") != 2 {
		t.Errorf("changes: %s", changes)
	}
	long := read(second.ID, "observations-long")
	if !strings.HasPrefix(long, "\ufeffsnapshot_id,") || !strings.Contains(long, "\ns2026-03-31-2,figure,") || !strings.Contains(long, ",total,") {
		t.Errorf("the long file begins %.200s", long)
	}
	sums := read(second.ID, export.ChecksumsFile)
	kept, err := db.Snapshot(t.Context(), second.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range kept.Files {
		if f.File != export.ChecksumsFile && !strings.Contains(sums, f.SHA256+"  "+f.Name+"\n") {
			t.Errorf("%s is not among the checksums", f.Name)
		}
	}
}

func TestPublish_TwoRunsOverTheSameDataGiveEqualBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := published(t, path, 6)
	twin := filepath.Join(t.TempDir(), "b.db")
	if err := db.Backup(t.Context(), twin); err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(t.Context(), twin)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var files [2]models.Snapshot
	for i, s := range []*store.Store{db, other} {
		if files[i], err = export.Publish(t.Context(), s, export.Publication{Now: snapshotDay}); err != nil {
			t.Fatal(err)
		}
	}
	if files[0].Content != files[1].Content || len(files[0].Files) == 0 {
		t.Errorf("contents %s and %s", files[0].Content, files[1].Content)
	}
	for i, f := range files[0].Files {
		if f != files[1].Files[i] {
			t.Errorf("%+v, then %+v", f, files[1].Files[i])
		}
	}
}

func TestPublish_RefusesWithoutReports(t *testing.T) {
	db := published(t, filepath.Join(t.TempDir(), "a.db"), 0)
	if _, err := export.Publish(t.Context(), db, export.Publication{Now: snapshotDay}); models.ErrorCode(err) != models.EINVALID || !strings.Contains(err.Error(), "还没有已公布的年报") {
		t.Error(err)
	}
	if _, err := export.Publish(t.Context(), db, export.Publication{Note: strings.Repeat("长", 501), Now: snapshotDay}); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("a note that is too long: %v", err)
	}
}

// Whenever the making is broken off, there is no snapshot or a whole one, and no temporary folder.
func TestPublish_BrokenOff(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	db := published(t, filepath.Join(t.TempDir(), "a.db"), 2)
	for wait := time.Millisecond; ; wait *= 2 {
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		snap, err := export.Publish(ctx, db, export.Publication{Now: snapshotDay})
		cancel()
		list, errList := db.Snapshots(t.Context())
		if errList != nil || len(list) > 0 != (err == nil) {
			t.Fatalf("after %s (%v): %d snapshots, %v", wait, err, len(list), errList)
		}
		if left, _ := filepath.Glob(filepath.Join(temp, "gongkai-*")); len(left) > 0 {
			t.Fatalf("after %s: %v is left", wait, left)
		}
		if err == nil {
			if err := db.VerifySnapshot(t.Context(), snap.ID); err != nil {
				t.Error(err)
			}
			return
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("after %s: %v", wait, err)
		}
	}
}

func TestSnapshotCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := published(t, path, 2).Close(); err != nil {
		t.Fatal(err)
	}
	today := "s" + time.Now().UTC().Format("2006") // the day may end while this runs
	for _, tt := range []struct {
		name     string
		args     []string
		status   int
		contains []string
	}{
		{"none yet", []string{"--list"}, 0, []string{"共 0 个快照"}},
		{"made", []string{"--note", "首次公布"}, 0, []string{"已做成数据快照 " + today, "年报 2 份"}},
		{"nothing new", nil, 0, []string{"完全相同", "没有做新的快照"}},
		{"listed", []string{"--list"}, 0, []string{today, "首次公布", "共 1 个快照"}},
		{"verified", []string{"--verify", "s2020-01-01"}, exitFailed, []string{"没有编号为“s2020-01-01”的数据快照"}},
		{"a note for nothing", []string{"--note", "x", "--list"}, exitUsage, []string{"--note"}},
		{"two things at once", []string{"--list", "--verify", "x"}, exitUsage, nil},
	} {
		var out, errs bytes.Buffer
		status := run(t.Context(), append([]string{"snapshot", "--db", path}, tt.args...), &out, &errs)
		all := out.String() + errs.String()
		if status != tt.status {
			t.Errorf("%s: status %d: %s", tt.name, status, all)
		}
		for _, want := range tt.contains {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in %s", tt.name, want, all)
			}
		}
	}
}
