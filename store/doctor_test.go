package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/models"
)

func examine(t testing.TB, path string) []Problem {
	t.Helper()
	found, err := Examine(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestExamine_SoundDatabase(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	save(t, s, set(report("a-jyj", 2024, 5), "applications.concluded", models.ApplicantTotal, 9), file("b.docx", "b")) // a suspect figure
	save(t, s, report("a-jyj", 2023, 6), file("c.docx", "c"))
	if found := examine(t, s.name); len(found) > 0 {
		t.Errorf("problems of a sound database: %+v", found)
	}
	for _, c := range Checks {
		if c.Name == "" || c.Sound == "" {
			t.Errorf("a check without words: %+v", c)
		}
	}
}

func TestExamine_FindsAndRepairs(t *testing.T) {
	tests := []struct {
		name, statement, check, says string
		repairable                   bool
	}{
		{"counts", "UPDATE revision_counts SET errors = 7", "derived", "计数不同", true},
		{"a count is missing", "DELETE FROM revision_counts", "derived", "计数不同", true},
		{"a finding is missing", "DELETE FROM findings WHERE no = 3", "derived", "核对结果", true},
		{"a finding says otherwise", "UPDATE findings SET result = 'fail' WHERE no = 3", "derived", "核对结果有 1 项不同", true},
		{"a mark", "UPDATE figures SET flags = 'suspect' WHERE measure = 'applications.granted' AND applicant = 'total'", "derived", "存疑标记有 1 处不同", true},
		{"search texts", "UPDATE search_texts SET body = 'x' WHERE section = 5", "search", "1 段", true},
		{"search texts are missing", "DELETE FROM search_texts", "search", "3 段", true},
		{"search texts of no revision's", "INSERT INTO search_texts SELECT revision_id, 2, body FROM search_texts WHERE section = 1", "search", "1 段", true},
		{"an original", "UPDATE sources SET data = cast('x' AS BLOB)", "sources", "原始文件“a.docx”", false},
		{"the current revision", "UPDATE reports SET current_id = 99", "current", "区教育局 2023 年年报的现行版本", false},
		{"keys", "PRAGMA foreign_keys = OFF; UPDATE obligations SET agency_id = 'a-none' WHERE agency_id = 'a-wsj'", "foreign_keys", "表 obligations 有 1 行", false},
		{"queue: an agency that is gone", "INSERT INTO queue_entries SELECT sha256, name, 'a-none', 2023, '扫描件', retrieved_at, 'open', NULL, '' FROM sources", "queue", "“a-none”", false},
		{"queue: typed in and not there", "INSERT INTO sources VALUES ('" + strings.Repeat("ab", 32) + "', 'x.pdf', 'pdf', 0, '2026-01-01 00:00:00+00:00', x''); " +
			"INSERT INTO queue_entries SELECT sha256, name, 'a-jyj', 2020, '扫描件', retrieved_at, 'done', retrieved_at, '' FROM sources WHERE name = 'x.pdf'", "queue", "标为已录入", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
			execute(t, s.name, tt.statement)
			found := examine(t, s.name)
			i := slices.IndexFunc(found, func(p Problem) bool { return p.Check == tt.check })
			if i < 0 || !strings.Contains(found[i].Message, tt.says) || found[i].Repairable != tt.repairable {
				t.Fatalf("found %+v, want %s that says %q", found, tt.check, tt.says)
			}
			if !slices.ContainsFunc(Checks, func(c struct{ Name, Sound string }) bool { return c.Name == tt.check }) {
				t.Errorf("%s is not among the checks", tt.check)
			}
			figures := load(t, s, "a-jyj", 2023).Revision.Figures
			if err := s.Repair(t.Context()); err != nil {
				t.Fatal(err)
			}
			if left := examine(t, s.name); tt.repairable == (len(left) > 0) {
				t.Errorf("after the repair: %+v", left)
			}
			for i, f := range load(t, s, "a-jyj", 2023).Revision.Figures {
				if !models.SameFigure(f, figures[i]) || f.Raw != figures[i].Raw {
					t.Errorf("the repair changed what is printed: %+v, was %+v", f, figures[i])
				}
			}
		})
	}
}

func TestExamine_DamagedFile(t *testing.T) {
	path := filledFile(t)
	overwrite(t, path, 8192, make([]byte, 4096))
	found, err := Examine(t.Context(), path)
	if err == nil && (len(found) != 1 || found[0].Check != "integrity" || !strings.Contains(found[0].Message, "gongkai restore")) {
		t.Errorf("found %+v", found)
	}
	if err != nil && models.ErrorCode(err) != models.EINVALID {
		t.Error(err)
	}
	if _, err := Examine(t.Context(), filepath.Join(t.TempDir(), "none.db")); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("no file: %v", err)
	}
}

// What was handed in and is not public is sound, too.
func TestExamine_HandedIn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gongkai.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.SaveAgencies(t.Context(), []models.Agency{{ID: "a-jyj", Position: 1, Kind: models.KindDepartment, Name: "区教育局"}}, nil); err != nil {
		t.Fatal(err)
	}
	r := report("a-jyj", 2023, 5)
	r.Revision.Texts = []models.Text{{Section: 1, Heading: "一、总体情况", Body: "全年发布信息五条。"}}
	handInto(t, s, r, file("a.docx", "word"), 0)
	r.Revision.Texts[0].Body = "全年发布信息六条。"
	handInto(t, s, r, file("b.docx", "again"), 1)
	if problems, err := Examine(t.Context(), path); err != nil || len(problems) > 0 {
		t.Errorf("%+v, %v", problems, err)
	}
}
