package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/export"
	"gongkai/store"
)

// twoStates is a database, closed, with two snapshots and a report that came after both.
func twoStates(t *testing.T) (path string, ids []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.db")
	db := published(t, path, 2)
	for i := range 2 {
		snap, err := export.Publish(t.Context(), db, export.Publication{Now: snapshotDay.Add(time.Duration(i) * 24 * time.Hour), Database: writeSQLite})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, snap.ID)
		importSome(t, db, data.Demo().Documents[2+i:3+i])
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path, ids
}

// A snapshot's files come out as they were kept; what is made from its data again, by this program, is the same, byte by byte.
func TestExport_OfASnapshot(t *testing.T) {
	path, ids := twoStates(t)
	db := opened(t, path)
	for _, id := range ids {
		snap, err := db.Snapshot(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		past, d, err := export.OpenPast(t.Context(), db, id, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer past.Close()
		for _, f := range snap.Files {
			kept, err := io.ReadAll(db.ReadSnapshotFile(t.Context(), id, f.Name, 0, f.Bytes))
			if err != nil {
				t.Fatal(err)
			}
			args := []string{"--format", f.Format}
			e := exportCommand{Format: f.Format}
			if f.File != export.PackageName {
				e.What = f.File
				args = append(args, "--what", f.File)
			}
			if f.File == export.ChecksumsFile {
				continue
			}
			if got := exported(t, path, id, args...); !bytes.Equal(got, kept) {
				t.Errorf("%s: %d bytes are another file than the one kept", f.Name, len(got))
			}
			if id == ids[0] {
				continue // it has no changes: the second shows all
			}
			write, err := e.writer(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var again bytes.Buffer
			if err := write(&again, d); err != nil || !bytes.Equal(again.Bytes(), kept) {
				t.Errorf("%s: what is made again differs, %v", f.Name, err)
			}
		}
	}
}

// exported is what gongkai export prints of a snapshot.
func exported(t *testing.T, path, id string, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if status := run(t.Context(), append([]string{"export", "--db", path, "--snapshot", id}, args...), &out, &errs); status != 0 {
		t.Fatalf("%v: status %d: %s", args, status, errs.String())
	}
	return out.Bytes()
}

func TestExport_OfASnapshotInOtherWays(t *testing.T) {
	path, ids := twoStates(t)
	documents := data.Demo().Documents
	first, last := documents[0], documents[2] // the second came between the snapshots
	headers := string(exported(t, path, ids[0], "--what", "reports", "--format", "csv", "--header", "zh", "--no-bom"))
	if !strings.HasPrefix(headers, "快照编号,") || strings.Count(headers, ",published,") != 2 || !strings.Contains(headers, "\n"+ids[0]+",") {
		t.Errorf("the first has %s", headers)
	}
	if changes := string(exported(t, path, ids[1], "--what", "changes", "--format", "csv", "--no-bom")); strings.Count(changes, ",added,") != 1 || !strings.Contains(changes, ","+last.AgencyID+",") {
		t.Errorf("changes: %s", changes)
	}
	dir := t.TempDir()
	exported(t, path, ids[0], "--format", "zip", "-o", dir)
	exported(t, path, ids[0], "--format", "datapackage", "-o", dir)
	exported(t, path, ids[0], "--what", "report", "--agency", first.AgencyID, "--year", year(first), "--format", "docx", "-o", dir)
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 3 || !strings.Contains(names[0].Name(), ids[0]+".datapackage.json") || !strings.HasSuffix(names[1].Name(), ids[0]+".zip") || !strings.HasSuffix(names[2].Name(), ".docx") {
		t.Errorf("%v, %v", names, err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"--snapshot", "s2020-01-01", "--what", "reports", "--format", "csv"}, "没有编号为“s2020-01-01”的数据快照"},
		{[]string{"--snapshot", "../a", "--what", "reports", "--format", "csv"}, "没有编号为“../a”的数据快照"},
		{[]string{"--snapshot", ids[0], "--what", "report", "--agency", last.AgencyID, "--year", year(last), "--format", "docx"}, "的年报"},
	} {
		var out, errs bytes.Buffer
		if status := run(t.Context(), append([]string{"export", "--db", path}, tt.args...), &out, &errs); status != exitFailed || out.Len() > 0 || !strings.Contains(errs.String(), tt.want) {
			t.Errorf("%v: status %d, %s", tt.args, status, errs.String())
		}
	}
}

func opened(t *testing.T, path string) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func year(d data.Document) string { return strconv.Itoa(d.Year) }
