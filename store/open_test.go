package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongkai/models"
)

func TestOpen_OddFileNames(t *testing.T) {
	for _, name := range []string{"a b.db", "what?.db", "no#1.db", "100%.db", "%41.db", "年报 数据.db", "x&mode=ro.db", "'quoted'.db"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, name)
			for range 2 { // made, then opened again
				s, err := Open(t.Context(), path)
				if err != nil {
					t.Fatal(err)
				}
				if err := s.SaveAgencies(t.Context(), []models.Agency{{ID: "a-x", Name: "区教育局"}}, nil); err != nil {
					t.Error(err)
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) != 1 || entries[0].Name() != name {
				t.Errorf("folder holds %v, want %q alone", entries, name)
			}
		})
	}
}

func TestOpen_RelativePath(t *testing.T) {
	t.Chdir(t.TempDir())
	s, err := Open(t.Context(), "here.db")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if !exists("here.db") {
		t.Error("the file is not in the current folder")
	}
}

func TestOpen_Refuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(dir, "foreign.db")
	execute(t, foreign, "CREATE TABLE invoices (id INTEGER)")
	newer := filepath.Join(dir, "newer.db")
	s, err := Open(t.Context(), newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")

	tests := []struct{ name, dsn, says string }{
		{"nothing given", "", "--db"},
		{"a folder", dir, "是文件夹"},
		{"a folder that does not exist yet", filepath.Join(dir, "new") + "/", "是文件夹"},
		{"no such folder", filepath.Join(dir, "none", "x.db"), "文件夹不存在"},
		{"another kind of database", "postgres://localhost/x", "不支持数据库地址"},
		{"no database", write("report.docx", strings.Repeat("PK\x03\x04 this is a document ", 100)), "不是数据库文件"},
		{"a database of another program", foreign, "其他程序的数据库"},
		{"a database of a newer version", newer, "请升级程序"},
		{"a place that cannot be written", "/proc/gongkai.db", "无法写入"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Open(t.Context(), tt.dsn)
			if err == nil {
				s.Close()
				t.Fatal("Open succeeded")
			}
			if models.ErrorCode(err) != models.EINVALID || !strings.Contains(models.ErrorMessage(err), tt.says) {
				t.Errorf("error is %q (%s), want one that says %q", models.ErrorMessage(err), models.ErrorCode(err), tt.says)
			}
		})
	}
	if b, err := os.ReadFile(filepath.Join(dir, "report.docx")); err != nil || !strings.HasPrefix(string(b), "PK\x03\x04 this") {
		t.Errorf("the file that is no database was changed: %v", err)
	}
}

func TestOpen_TwoProcessesAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gongkai.db")
	var wg sync.WaitGroup
	for range 4 {
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
}

// execute runs a statement on a database file as another program would.
func execute(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestBackup(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	path := filepath.Join(t.TempDir(), "copy?.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), path); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("a second backup to the same file: %v, want a conflict", err)
	}
	c, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := load(t, c, "a-jyj", 2023); len(got.Revision.Figures) != 201 {
		t.Errorf("the copy has %d figures, want 201", len(got.Revision.Figures))
	}
	if version(t, c) != version(t, s) {
		t.Error("the copy has another version")
	}
}
