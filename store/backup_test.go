package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/models"
)

// filledFile returns a database file with a few reports, closed.
func filledFile(t testing.TB) string {
	t.Helper()
	s := open(t)
	for i, year := range []int{2022, 2023, 2024} {
		save(t, s, report("a-jyj", year, int64(i)), file(fmt.Sprint(year, ".docx"), strings.Repeat(fmt.Sprint("content of ", year), 500)))
	}
	path := filepath.Join(t.TempDir(), "district.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return path
}

func names(t testing.TB, folder string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestBackup_WhileOthersWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gongkai.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	owes := []models.Obligation{{Year: 2023}}
	var agencies []models.Agency
	for i := range 40 {
		agencies = append(agencies, models.Agency{ID: fmt.Sprint("a-", i), Position: i + 1, Kind: models.KindDepartment, Name: fmt.Sprint("机关", i), Owes: owes})
	}
	if err := s.SaveAgencies(t.Context(), agencies, nil); err != nil {
		t.Fatal(err)
	}
	first, written := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(written)
		for i := range 40 {
			if _, err := s.SaveReport(context.Background(), report(fmt.Sprint("a-", i), 2023, int64(i)), file("a.docx", fmt.Sprint("content ", i))); err != nil {
				t.Error(err)
				return
			}
			if i == 0 {
				close(first)
			}
		}
	}()
	<-first
	var copies []string
	for i := 0; ; i++ {
		to := filepath.Join(t.TempDir(), fmt.Sprint("copy", i, ".db"))
		if _, err := Backup(t.Context(), path, to); err != nil {
			t.Fatal(err)
		}
		copies = append(copies, to)
		select {
		case <-written:
		default:
			continue
		}
		break
	}
	var before int64
	for _, to := range copies {
		found, err := Verify(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		if found.Reports < 1 || found.Reports != found.Sources || found.Reports < before || found.Agencies != 40 {
			t.Errorf("a copy holds %+v, the one before %d reports", found, before)
		}
		before = found.Reports
		if problems, err := Examine(t.Context(), to); err != nil || len(problems) > 0 {
			t.Errorf("a copy has problems: %v, %v", problems, err)
		}
	}
	if again, err := Backup(t.Context(), path, filepath.Join(t.TempDir(), "last.db")); err != nil || again.Reports != 40 {
		t.Errorf("the last copy: %+v, %v", again, err)
	}
}

func TestBackup_LeavesNothingHalfDone(t *testing.T) {
	path := filledFile(t)
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Backup(ctx, path, filepath.Join(folder, "copy.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupted copy: %v", err)
	}
	if _, err := Backup(t.Context(), filepath.Join(folder, "none.db"), filepath.Join(folder, "copy.db")); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("a copy of nothing: %v", err)
	}
	if _, err := Backup(t.Context(), path, filepath.Join(folder, "no", "copy.db")); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("a copy to nowhere: %v", err)
	}
	if left := names(t, folder); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	if _, err := Backup(t.Context(), path, filepath.Join(folder, "copy.db")); err != nil {
		t.Fatal(err)
	}
	if left := names(t, folder); len(left) != 1 || left[0] != "copy.db" {
		t.Errorf("the folder holds %q", left)
	}
	if info, err := os.Stat(filepath.Join(folder, "copy.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("anybody may read the copy: %v, %v", info.Mode(), err)
	}
}

// damage are ways to spoil a copy, and what is said of each.
var damage = []struct {
	name, says string
	do         func(t *testing.T, path string)
}{
	{"cut short", "损坏|不是数据库", func(t *testing.T, path string) {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, info.Size()/2); err != nil {
			t.Fatal(err)
		}
	}},
	{"empty", "空的数据库", func(t *testing.T, path string) {
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
	}},
	{"a page of zeros", "损坏", func(t *testing.T, path string) { overwrite(t, path, 8192, make([]byte, 4096)) }},
	{"no database", "不是数据库", func(t *testing.T, path string) { overwrite(t, path, 0, []byte("PK\x03\x04 something else")) }},
	{"an original that was changed", "校验值", func(t *testing.T, path string) {
		execute(t, path, "UPDATE sources SET data = cast('other' AS BLOB) WHERE name = '2023.docx'")
	}},
	{"an original under a wrong checksum", "校验值", func(t *testing.T, path string) {
		execute(t, path, "UPDATE sources SET size = size + 1 WHERE name = '2023.docx'")
	}},
	{"a row that refers to none", "没有的行", func(t *testing.T, path string) { execute(t, path, "DELETE FROM revisions WHERE no = 1") }},
	{"a newer database", "请升级程序", func(t *testing.T, path string) {
		execute(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")
	}},
	{"another program's database", "其他程序", func(t *testing.T, path string) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		execute(t, path, "CREATE TABLE invoices (id INTEGER)")
	}},
}

func overwrite(t *testing.T, path string, at int64, with []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(with, at); err != nil {
		t.Fatal(err)
	}
}

func saysOneOf(message, alternatives string) bool {
	for one := range strings.SplitSeq(alternatives, "|") {
		if strings.Contains(message, one) {
			return true
		}
	}
	return false
}

func TestRestore_RefusesDamagedCopies(t *testing.T) {
	for _, d := range damage {
		t.Run(d.name, func(t *testing.T) {
			from, to := filledFile(t), filledFile(t)
			before, err := os.ReadFile(to)
			if err != nil {
				t.Fatal(err)
			}
			d.do(t, from)
			_, err = Verify(t.Context(), from)
			if models.ErrorCode(err) != models.EINVALID || !saysOneOf(models.ErrorMessage(err), d.says) {
				t.Errorf("Verify says %v, want %s", err, d.says)
			}
			_, kept, err := Restore(t.Context(), from, to, time.Now())
			if models.ErrorCode(err) != models.EINVALID || !saysOneOf(models.ErrorMessage(err), d.says) || kept != "" {
				t.Errorf("Restore says %v, want %s", err, d.says)
			}
			after, err := os.ReadFile(to)
			if err != nil || string(before) != string(after) {
				t.Errorf("the database that was there changed: %v", err)
			}
			if left := names(t, filepath.Dir(to)); len(left) != 1 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// Every page in turn is spoilt: whatever a copy holds after that is either refused or just what it was.
func TestVerify_FlippedBits(t *testing.T) {
	path := filledFile(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused, pages := 0, len(whole)/4096
	spoilt := filepath.Join(t.TempDir(), "spoilt.db")
	for page := 1; page < pages; page += 1 + pages/40 {
		b := []byte(string(whole))
		for i := range 32 {
			b[page*4096+i*128+3] ^= 0x55
		}
		if err := os.WriteFile(spoilt, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(t.Context(), spoilt); err != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no spoilt page was noticed")
	}
	t.Logf("%d pages, refused %d", pages, refused)
}

func TestRestore_KeepsWhatWasThere(t *testing.T) {
	from, to := filledFile(t), filepath.Join(t.TempDir(), "gongkai.db")
	now := time.Date(2026, 3, 1, 2, 30, 0, 0, time.Local)
	found, kept, err := Restore(t.Context(), from, to, now)
	if err != nil || kept != "" || found.Reports != 3 || found.Sources != 3 {
		t.Fatalf("restored where nothing was: %+v, %q, %v", found, kept, err)
	}
	s, err := Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, report("a-mzj", 2023, 9), file("later.docx", "written after the copy"))
	_, kept, err = Restore(t.Context(), from, to, now)
	if models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(models.ErrorMessage(err), "请先停止网站") {
		t.Errorf("restored under a running site: %q, %v", kept, err)
	}
	if _, err := s.Report(t.Context(), "a-mzj", 2023); err != nil {
		t.Errorf("the running site lost its report: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		if _, kept, err = Restore(t.Context(), from, to, now); err != nil {
			t.Fatal(err)
		}
		if want := []string{"gongkai-replaced-20260301-023000.db", "gongkai-replaced-20260301-023000-2.db"}[i]; filepath.Base(kept) != want {
			t.Errorf("kept as %s, want %s", kept, want)
		}
	}
	first, err := Verify(t.Context(), filepath.Join(filepath.Dir(to), "gongkai-replaced-20260301-023000.db"))
	if err != nil || first.Reports != 4 {
		t.Errorf("what was there: %+v, %v", first, err)
	}
	if now, err := Verify(t.Context(), to); err != nil || now.Reports != 3 || IsBackup(to) || !IsBackup(from) {
		t.Errorf("the database: %+v, %v, marked as a copy: %v", now, err, IsBackup(to))
	}
	if left := names(t, filepath.Dir(to)); len(left) != 3 {
		t.Errorf("the folder holds %q", left)
	}
	if _, _, err := Restore(t.Context(), to, to, now); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("restored from itself: %v", err)
	}
}

// A database that cannot even be opened is what a restore is for.
func TestRestore_OverARuin(t *testing.T) {
	from, to := filledFile(t), filepath.Join(t.TempDir(), "gongkai.db")
	for name, content := range map[string]string{to: "not a database at all, but long enough to be read as one", to + "-wal": "its log"} {
		if err := os.WriteFile(name, []byte(content), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	_, kept, err := Restore(t.Context(), from, to, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for suffix, want := range map[string]string{"": "not a database", "-wal": "its log"} {
		if b, err := os.ReadFile(kept + suffix); err != nil || !strings.HasPrefix(string(b), want) {
			t.Errorf("kept %q, %v", b, err)
		}
	}
	if found, err := Verify(t.Context(), to); err != nil || found.Reports != 3 {
		t.Errorf("restored %+v, %v", found, err)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("permissions %v, %v", info.Mode(), err)
	}
}

// A process that dies at any step leaves the old database or the new one, never a mixture.
func TestRestore_DiesHalfWay(t *testing.T) {
	to := filledFile(t)
	if err := os.WriteFile(to+"-wal", []byte("what the old database had not written yet"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := keepAside(to, time.Now()) // the last step before the exchange
	if err != nil {
		t.Fatal(err)
	}
	if found, err := Verify(t.Context(), to); err != nil || found.Reports != 3 {
		t.Errorf("the old database is not in its place: %+v, %v", found, err)
	}
	if exists(to+"-wal") || !exists(kept+"-wal") || !exists(kept) {
		t.Errorf("the folder holds %q", names(t, filepath.Dir(to)))
	}
}

func TestRestore_RefusesADatabaseInUse(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	_, _, err := Restore(t.Context(), s.name, filepath.Join(t.TempDir(), "new.db"), time.Now())
	if models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(models.ErrorMessage(err), "gongkai backup") {
		t.Errorf("restored from a database with a log beside it: %v", err)
	}
}

func TestOpen_CopiesAnOlderDatabaseFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gongkai.db")
	older := func(version int64, fill string) {
		t.Helper()
		db, err := connect(t.Context(), writerDSN(path), 1)
		if err != nil {
			t.Fatal(err)
		}
		defer closePool(db)
		p, err := migrator(db)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.UpTo(t.Context(), version); err != nil {
			t.Fatal(err)
		}
		if fill != "" {
			if err := db.Exec(fill).Error; err != nil {
				t.Fatal(err)
			}
		}
	}
	reopen := func() {
		t.Helper()
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Dir(path)
	older(2, "")
	reopen()
	if got := names(t, folder); len(got) != 1 {
		t.Errorf("a database without content was copied: %q", got)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	older(2, "INSERT INTO agencies (id, position, kind, name, pinyin) VALUES ('a-x', 1, '其他', '区教育局', 'JYJ')")
	if problems, err := Examine(t.Context(), path); err != nil || len(problems) != 1 || problems[0].Check != "schema" {
		t.Errorf("examined: %v, %v", problems, err)
	}
	reopen()
	reopen()
	if got := names(t, folder); len(got) != 2 || got[0] != "gongkai-v2.db" {
		t.Errorf("the folder holds %q, want a copy named after version 2", got)
	}
	if found, err := Verify(t.Context(), filepath.Join(folder, "gongkai-v2.db")); err != nil || found.Schema != 2 || found.Agencies != 1 {
		t.Errorf("the copy: %+v, %v", found, err)
	}
	// Put back, it is copied again under another name when it is opened.
	if _, _, err := Restore(t.Context(), filepath.Join(folder, "gongkai-v2.db"), path, time.Now()); err != nil {
		t.Fatal(err)
	}
	reopen()
	if got := names(t, folder); len(got) != 4 {
		t.Errorf("the folder holds %q", got)
	}
}

func TestOpen_TwoProcessesUpgradeAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gongkai.db")
	db, err := connect(t.Context(), writerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	p, err := migrator(db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Exec("INSERT INTO settings (\"key\", value) VALUES ('district', '\"甲区\"')").Error, closePool(db)); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			s, err := Open(context.Background(), path)
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "gongkai-v*.db"))
	if err != nil || len(copies) == 0 {
		t.Fatalf("no copy: %v", err)
	}
	for _, c := range copies {
		if found, err := Verify(t.Context(), c); err != nil || found.Schema < 3 {
			t.Errorf("%s: %+v, %v", c, found, err)
		}
	}
}
