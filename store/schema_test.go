package store

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"gongkai/models"
)

// rows are all structs that stand for a table.
var rows = []any{models.Agency{}, models.AgencyName{}, models.Obligation{}, models.Exemption{}, models.AgencyAct{}, models.Exclusion{}, models.ConsolidationLock{}, models.Succession{}, models.Report{}, models.Revision{}, models.Text{},
	models.Figure{}, models.Note{}, models.Finding{}, models.Source{}, models.QueueEntry{}, models.Submission{}, models.Decision{}, models.Remark{}, revisionReason{}, confirmation{}, filling{}, feedback{}, agencySpelling{}, searchText{}, models.Snapshot{}, snapshotFile{}, snapshotChunk{}, snapshotPart{}, revisionSource{}, revisionCount{}, setting{}, dataVersion{}}

// accountRows are those of people and of what they did.
var accountRows = []any{models.User{}, userAgency{}, models.Session{}, models.Invitation{}, models.Token{}, signInAttempt{}, auditRow{}}

func TestSchema_AgreesWithModels(t *testing.T) {
	s := open(t)
	var tables []string
	if err := s.r.Raw("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version'").Scan(&tables).Error; err != nil {
		t.Fatal(err)
	}
	for _, row := range append(slices.Clone(rows), accountRows...) {
		parsed, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(tables, parsed.Table) {
			t.Errorf("no table %s for %s", parsed.Table, parsed.Name)
			continue
		}
		tables = slices.DeleteFunc(tables, func(name string) bool { return name == parsed.Table })
		var want []string
		for _, f := range parsed.Fields {
			if f.DBName == "" {
				continue
			}
			column := f.DBName
			if f.FieldType.Kind() == reflect.Pointer {
				column += " NULL"
			}
			if f.PrimaryKey {
				column += " KEY"
			}
			want = append(want, column)
		}
		got := columns(t, s, parsed.Table)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("table %s has\n%q, the struct\n%q", parsed.Table, got, want)
		}
	}
	if len(tables) > 0 {
		t.Errorf("tables without a struct: %v", tables)
	}
}

func columns(t *testing.T, s *Store, table string) []string {
	var info []struct {
		Name    string
		Notnull bool
		Pk      int
	}
	if err := s.r.Raw("SELECT name, \"notnull\", pk FROM pragma_table_info(?)", table).Scan(&info).Error; err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, c := range info {
		column := c.Name
		if !c.Notnull {
			column += " NULL"
		}
		if c.Pk > 0 {
			column += " KEY"
		}
		list = append(list, column)
	}
	return list
}

func TestMigrations_DownAndUpAgain(t *testing.T) {
	s := open(t)
	p, err := migrator(s.w)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.DownTo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s, "agencies"); n != 0 {
		t.Errorf("%d agencies after starting anew", n)
	}
}

// No server is asked: what is read here is what one would be given.
func TestMigrations_InWordsOfOtherDatabases(t *testing.T) {
	references := regexp.MustCompile(`REFERENCES (\w+)`)
	creates := regexp.MustCompile(`CREATE TABLE (\w+)`)
	for dialect, foreign := range map[goose.Dialect][]string{
		goose.DialectSQLite3:  {"IDENTITY", "BYTEA", "TIMESTAMPTZ"},
		goose.DialectPostgres: {"ROWID", "AUTOINCREMENT", "BLOB", "DATETIME", "INTEGER NOT NULL PRIMARY KEY,", "PRAGMA"},
	} {
		steps, err := migrationsFor(dialect)
		if err != nil {
			t.Fatal(err)
		}
		names, err := fs.Glob(steps, "*.sql")
		if err != nil || len(names) == 0 {
			t.Fatalf("migrations = %v, %v", names, err)
		}
		made := map[string]bool{}
		for _, name := range names {
			text, err := fs.ReadFile(steps, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range append(foreign, "{{", "}}") {
				if strings.Contains(string(text), word) {
					t.Errorf("%s for %s has %q", name, dialect, word)
				}
			}
			for line := range strings.Lines(string(text)) {
				if m := creates.FindStringSubmatch(line); m != nil {
					made[m[1]] = true
				}
				if m := references.FindStringSubmatch(line); m != nil && !made[m[1]] {
					t.Errorf("%s refers to %s before it is made: %s", name, m[1], line)
				}
			}
		}
	}
}

func TestPragmas(t *testing.T) {
	s := open(t)
	want := map[string]string{"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000", "synchronous": "1", "temp_store": "2", "cache_size": "-16384"}
	for name, db := range map[string]*gorm.DB{"writer": s.w, "reader": s.r} {
		for pragma, value := range want {
			var got string
			if err := db.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil || got != value {
				t.Errorf("%s: %s is %q, want %q (%v)", name, pragma, got, value, err)
			}
		}
	}
	var readonly int
	if err := s.r.Raw("PRAGMA query_only").Scan(&readonly).Error; err != nil || readonly != 1 {
		t.Errorf("query_only is %d (%v)", readonly, err)
	}
}

func TestReaders_CannotWrite(t *testing.T) {
	s := open(t)
	for _, statement := range []string{"DELETE FROM agencies", "PRAGMA query_only = 0; DELETE FROM agencies", "CREATE TABLE x (y)"} {
		if err := s.r.Exec(statement).Error; err == nil {
			t.Errorf("%s succeeded", statement)
		}
	}
	if n := count(t, s, "agencies"); n != 3 {
		t.Errorf("%d agencies left, want 3", n)
	}
}

// The driver's own requirement is an SQLite of 2023; go.mod raises it.
func TestSQLiteVersion(t *testing.T) {
	var newEnough bool
	var v string
	s := open(t)
	if err := s.r.Raw("SELECT sqlite_version()").Scan(&v).Error; err != nil {
		t.Fatal(err)
	}
	major, rest, _ := strings.Cut(v, ".")
	minor, _, _ := strings.Cut(rest, ".")
	newEnough = major == "3" && len(minor) == 2 && minor >= "54"
	if !newEnough {
		t.Errorf("SQLite %s, want 3.54 or newer", v)
	}
}

// The translated C library must be exactly the one that the translated SQLite was made with.
func TestLibcMatchesSQLite(t *testing.T) {
	list := func(args ...string) string {
		out, err := exec.CommandContext(context.Background(), "go", append([]string{"list", "-m"}, args...)...).Output()
		if err != nil {
			t.Skipf("go list: %v", err)
		}
		return strings.TrimSpace(string(out))
	}
	used := list("-f", "{{.Version}}", "modernc.org/libc")
	mod, err := os.ReadFile(list("-f", "{{.GoMod}}", "modernc.org/sqlite"))
	if err != nil {
		t.Skipf("go.mod of modernc.org/sqlite: %v", err)
	}
	for line := range strings.Lines(string(mod)) {
		if fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require ")); len(fields) >= 2 && fields[0] == "modernc.org/libc" {
			if fields[1] != used {
				t.Errorf("libc %s is used, modernc.org/sqlite was made with %s", used, fields[1])
			}
			return
		}
	}
	t.Error("modernc.org/sqlite names no libc")
}

func TestConstraints(t *testing.T) {
	s := open(t)
	saved := save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	for name, statement := range map[string]string{
		"a report of no agency":               "INSERT INTO reports (agency_id, year, status, current_id) VALUES ('a-none', 2023, 'published', 1)",
		"a second report of a year":           "INSERT INTO reports (agency_id, year, status, current_id) VALUES ('a-jyj', 2023, 'published', 1)",
		"a report before the regulations":     "INSERT INTO reports (agency_id, year, status, current_id) VALUES ('a-jyj', 2007, 'published', 1)",
		"an unknown status":                   "UPDATE reports SET status = 'lost'",
		"a revision twice":                    "UPDATE revisions SET no = 0",
		"an unknown edition":                  "UPDATE revisions SET edition = '2008'",
		"an unknown scope":                    "UPDATE revisions SET scope = 'nation'",
		"an unknown state":                    "UPDATE figures SET state = 'guessed'",
		"a reported figure without value":     "UPDATE figures SET value = NULL",
		"a blank with an unexplained value":   "UPDATE figures SET state = 'blank' WHERE flags = ''",
		"an unknown result":                   "UPDATE findings SET result = 'maybe'",
		"a finding on no revision":            "UPDATE findings SET revision_id = 999",
		"an agency that has reports is gone":  "DELETE FROM agencies WHERE id = 'a-jyj'",
		"a document that a revision was from": "DELETE FROM sources",
		"a second data version":               "INSERT INTO data_version VALUES (2, 1, '2026-01-01')",
		"a merger into nothing":               "UPDATE successions SET successor_id = ''",
	} {
		if err := s.w.Exec(statement).Error; err == nil {
			t.Errorf("%s: %s succeeded", name, statement)
		}
	}
	if got := load(t, s, "a-jyj", 2023); got.CurrentID != saved.RevisionID || len(got.Revision.Figures) != 201 {
		t.Errorf("the report is damaged: revision %d with %d figures", got.CurrentID, len(got.Revision.Figures))
	}
}
