package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/models"
)

var made = time.Date(2026, 3, 31, 2, 0, 0, 0, time.UTC)

// contents are files by name.
type contents map[string][]byte

func (c contents) open(f models.SnapshotFile) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(c[f.Name])), nil
}

// large is more than two pieces of noise, which no compression makes smaller.
var large = func() []byte {
	b := make([]byte, 2*chunkSize+123)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}()

func record(name string, data []byte) models.SnapshotFile {
	sum := sha256.Sum256(data)
	return models.SnapshotFile{File: "observations-long", Format: "csv", Name: name, Rows: 3, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
}

// snapshotOf freezes a store as a snapshot with the given id and files.
func snapshotOf(t testing.TB, s *Store, id string, files contents) (models.Snapshot, error) {
	t.Helper()
	frozen, c, path := freeze(t, s)
	c.Close()
	snap := models.Snapshot{ID: id, CreatedAt: made, Note: "第一批", Reports: frozen.Reports, Figures: frozen.Figures, Content: frozen.Content}
	for _, name := range []string{"a.csv", "large.bin", "empty.csv"} {
		if data, ok := files[name]; ok {
			snap.Files = append(snap.Files, record(name, data))
		}
	}
	return s.SaveSnapshot(t.Context(), snap, frozen, path, files.open)
}

func TestSnapshot_IsWhatWasKept(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	before := version(t, s)
	files := contents{"a.csv": []byte("年度,数值\r\n"), "large.bin": large, "empty.csv": {}}
	snap, err := snapshotOf(t, s, "s2026-03-31", files)
	if err != nil {
		t.Fatal(err)
	}
	if snap.No != 1 || snap.Version != version(t, s) || snap.Version != before+1 {
		t.Errorf("number %d, version %d of %d after %d", snap.No, snap.Version, version(t, s), before)
	}
	kept, err := s.Snapshot(t.Context(), snap.ID)
	if err != nil || len(kept.Files) != 3 || kept.Files[1] != snap.Files[1] || kept.Note != "第一批" || !kept.CreatedAt.Equal(made) || kept.Content != snap.Content {
		t.Errorf("%+v, %v", kept, err)
	}
	for name, want := range files {
		got, err := io.ReadAll(s.ReadSnapshotFile(t.Context(), snap.ID, name, 0, int64(len(want))))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(want), err)
		}
	}
	for _, r := range [][2]int64{{0, 1}, {chunkSize - 1, 2}, {chunkSize, chunkSize}, {2*chunkSize + 122, 1}, {5, 2 * chunkSize}} {
		got, err := io.ReadAll(s.ReadSnapshotFile(t.Context(), snap.ID, "large.bin", r[0], r[1]))
		if err != nil || !bytes.Equal(got, large[r[0]:r[0]+r[1]]) {
			t.Errorf("%d bytes from %d: %d, %v", r[1], r[0], len(got), err)
		}
	}
	if err := s.VerifySnapshot(t.Context(), snap.ID); err != nil {
		t.Error(err)
	}
	list, err := s.Snapshots(t.Context())
	if err != nil || len(list) != 1 || list[0].ID != snap.ID {
		t.Errorf("%+v, %v", list, err)
	}
	if f, err := s.SnapshotFile(t.Context(), snap.ID, "a.csv"); err != nil || f != snap.Files[0] {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestSnapshot_ThereIsNone(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	if _, err := snapshotOf(t, s, "s2026-03-31", contents{"a.csv": []byte("x")}); err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func() error{
		"snapshot":         func() error { _, err := s.Snapshot(t.Context(), "s2025-01-01"); return err },
		"file":             func() error { _, err := s.SnapshotFile(t.Context(), "s2026-03-31", "b.csv"); return err },
		"database as file": func() error { _, err := s.SnapshotFile(t.Context(), "s2026-03-31", databaseName); return err },
		"opened": func() error {
			_, err := s.OpenSnapshot(t.Context(), "s2025-01-01", filepath.Join(t.TempDir(), "x.db"))
			return err
		},
		"verified": func() error { return s.VerifySnapshot(t.Context(), "s2025-01-01") },
	} {
		if err := ask(); models.ErrorCode(err) != models.ENOTFOUND {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenSnapshot_ShowsTheDataAsTheyWere(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	if _, err := snapshotOf(t, s, "s2026-03-31", nil); err != nil {
		t.Fatal(err)
	}
	save(t, s, report("a-jyj", 2023, 9), file("b.docx", "b"))
	path := filepath.Join(t.TempDir(), "pinned.db")
	old, err := s.OpenSnapshot(t.Context(), "s2026-03-31", path)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	key := models.Key{Measure: "applications.received", Applicant: models.ApplicantTotal}
	for _, x := range []struct {
		s    *Store
		want string
	}{{old, "5"}, {s, "9"}} {
		r := load(t, x.s, "a-jyj", 2023)
		if f, ok := r.Revision.Figure(key); !ok || f.Text() != x.want {
			t.Errorf("%+v, want %s", f, x.want)
		}
	}
	if _, err := s.OpenSnapshot(t.Context(), "s2026-03-31", path); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("a second time at one place: %v", err)
	}
}

func TestSaveSnapshot_Refuses(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	first, err := snapshotOf(t, s, "s2026-03-31", contents{"a.csv": []byte("x")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := snapshotOf(t, s, "s2026-04-01", contents{"a.csv": []byte("y")}); models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(err.Error(), "完全相同") || !strings.Contains(err.Error(), first.ID) {
		t.Errorf("the same content: %v", err)
	}
	save(t, s, report("a-jyj", 2023, 6), file("b.docx", "b"))
	if _, err := snapshotOf(t, s, "s2026-03-31", nil); models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(err.Error(), "同时有人") {
		t.Errorf("an id that is taken: %v", err)
	}
	frozen, c, path := freeze(t, s)
	c.Close()
	wrong := models.Snapshot{ID: "s2026-04-02", CreatedAt: made, Content: frozen.Content, Files: []models.SnapshotFile{record("a.csv", []byte("x"))}}
	if _, err := s.SaveSnapshot(t.Context(), wrong, frozen, path, contents{"a.csv": []byte("y")}.open); err == nil {
		t.Error("bytes that are not those of the record are kept")
	}
	// Going back to what was there before the last snapshot is another state.
	second, err := snapshotOf(t, s, "s2026-04-02", contents{"a.csv": []byte("x")})
	if err != nil || second.No != 2 {
		t.Errorf("%+v, %v", second, err)
	}
	if n := count(t, s, "snapshot_chunks"); n < 3 || n > 4 { // the database of each, a.csv once, which both have
		t.Errorf("%d pieces", n)
	}
}

// A change that comes while a snapshot is made is not in it, and so the live data are not its.
func TestSaveSnapshot_LiveDataThatChangedMeanwhile(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	frozen, c, path := freeze(t, s)
	c.Close()
	save(t, s, report("a-jyj", 2023, 6), file("b.docx", "b"))
	snap, err := s.SaveSnapshot(t.Context(), models.Snapshot{ID: "s2026-03-31", CreatedAt: made, Content: frozen.Content}, frozen, path, nil)
	if err != nil || snap.Version != frozen.Version || snap.Version == version(t, s) {
		t.Errorf("version %d of %d, live %d: %v", snap.Version, frozen.Version, version(t, s), err)
	}
}

func TestSaveSnapshot_TwoAtOnce(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	type try struct {
		frozen models.Frozen
		path   string
	}
	var tries []try
	for range 2 {
		frozen, c, path := freeze(t, s)
		c.Close()
		tries = append(tries, try{frozen, path})
	}
	errs := make([]error, len(tries))
	var all sync.WaitGroup
	for i, x := range tries {
		all.Go(func() {
			snap := models.Snapshot{ID: "s2026-03-31", CreatedAt: made, Content: x.frozen.Content, Files: []models.SnapshotFile{record("large.bin", large)}}
			_, errs[i] = s.SaveSnapshot(context.Background(), snap, x.frozen, x.path, contents{"large.bin": large}.open)
		})
	}
	all.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || models.ErrorCode(errors.Join(errs...)) != models.ECONFLICT {
		t.Errorf("%v", errs)
	}
	if err := s.VerifySnapshot(t.Context(), "s2026-03-31"); err != nil {
		t.Error(err)
	}
}

func TestVerifySnapshot_FindsDamage(t *testing.T) {
	for name, statement := range map[string]string{
		"a piece is another one":  "UPDATE snapshot_chunks SET data = (SELECT data FROM snapshot_chunks ORDER BY size LIMIT 1)",
		"a piece is cut off":      "UPDATE snapshot_chunks SET data = substr(data, 1, length(data) - 3)",
		"a piece is missing":      "DELETE FROM snapshot_parts WHERE name = 'large.bin' AND no = 1",
		"the record is not right": "UPDATE snapshot_files SET sha256 = replace(sha256, '0', '1') WHERE name = 'large.bin'",
	} {
		s := open(t)
		save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
		snap, err := snapshotOf(t, s, "s2026-03-31", contents{"large.bin": large, "a.csv": []byte("x")})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.w.Exec(statement).Error; err != nil {
			t.Fatal(err)
		}
		if err := s.VerifySnapshot(t.Context(), snap.ID); models.ErrorCode(err) != models.EINVALID || !strings.Contains(err.Error(), "已损坏") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whenever the making of a snapshot is broken off, there is a whole one or none, and nothing of one.
func TestSaveSnapshot_BrokenOff(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	frozen, c, path := freeze(t, s)
	c.Close()
	snap := models.Snapshot{ID: "s2026-03-31", CreatedAt: made, Content: frozen.Content, Files: []models.SnapshotFile{record("large.bin", large)}}
	began := time.Now()
	ended := false
	for wait := time.Duration(0); !ended && time.Since(began) < time.Minute; wait += 2 * time.Millisecond {
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		_, err := s.SaveSnapshot(ctx, snap, frozen, path, contents{"large.bin": large}.open)
		cancel()
		if ended = err == nil; !ended && !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		for _, table := range []string{"snapshots", "snapshot_files", "snapshot_parts", "snapshot_chunks"} {
			if n := count(t, s, table); (n > 0) != ended {
				t.Fatalf("broken off after %s (%v): %d rows in %s", wait, err, n, table)
			}
		}
	}
	if !ended {
		t.Skip("this machine never came to the end")
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "gongkai-pack-*")); len(left) > 3 {
		t.Errorf("temporary files are left: %d", len(left))
	}
}
