package store

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/models"
)

// freeze freezes a store and closes the copy at the end of the test.
func freeze(t testing.TB, s *Store) (models.Frozen, *Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "frozen.db")
	frozen, c, err := s.Freeze(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return frozen, c, path
}

func TestFreeze_HoldsWhatIsPublishedAndNothingElse(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "the bytes of the document"))
	save(t, s, report("a-jyj", 2023, 6), file("b.docx", "its correction"))
	received := report("a-mzj", 2023, 7)
	received.Status = models.StatusReceived
	received.Revision.Title = "还没有公布的年报"
	save(t, s, received, file("c.docx", "not published"))
	if err := s.AddFeedback(t.Context(), message("20260201-A")); err != nil {
		t.Fatal(err)
	}
	if err := s.w.Exec("INSERT INTO settings (\"key\", value) VALUES ('MailPassword', '\"secret-of-the-office\"')").Error; err != nil {
		t.Fatal(err)
	}
	frozen, c, path := freeze(t, s)
	live, copied := load(t, s, "a-jyj", 2023), load(t, c, "a-jyj", 2023)
	if models.Diff(live.Revision.Figures, copied.Revision.Figures) != nil || len(copied.Revision.Figures) != len(live.Revision.Figures) || len(copied.Revision.Findings) != len(live.Revision.Findings) {
		t.Error("the copy of the report is another one")
	}
	revisions, err := c.Revisions(t.Context(), copied.ID)
	if err != nil || len(revisions) != 2 {
		t.Errorf("%d revisions, %v", len(revisions), err)
	}
	if _, err := c.Report(t.Context(), "a-mzj", 2023); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("a report that is not published: %v", err)
	}
	if frozen.Reports != 1 || frozen.Figures != len(live.Revision.Figures) || frozen.Rows["agencies"] != 3 || frozen.Rows["revisions"] != 2 || len(frozen.Content) != 64 {
		t.Errorf("%+v", frozen)
	}
	source, err := c.PublishedSource(t.Context(), file("", "its correction").SHA256)
	if err != nil || source.Name != "b.docx" || len(source.Data) != 0 {
		t.Errorf("the document: %q with %d bytes, %v", source.Name, len(source.Data), err)
	}
	c.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, private := range []string{"the bytes of the document", "its correction", "not published", "还没有公布的年报", "c.docx", "请核对", "secret-of-the-office", "MailPassword"} {
		if bytes.Contains(data, []byte(private)) {
			t.Errorf("the copy holds %q", private)
		}
	}
	if problems := foreignKeys(t, path); problems != 0 {
		t.Errorf("%d rows refer to nothing", problems)
	}
}

func foreignKeys(t *testing.T, path string) int {
	t.Helper()
	c, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var rows []map[string]any
	if err := c.r.Raw("PRAGMA foreign_key_check").Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	return len(rows)
}

// A table or column that is new is neither public nor private until somebody says so.
func TestFreeze_EveryColumnIsDecidedUpon(t *testing.T) {
	s := open(t)
	var tables []string
	if err := s.r.Raw("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version' ORDER BY name").Scan(&tables).Error; err != nil {
		t.Fatal(err)
	}
	public := map[string]publicTable{}
	for _, p := range publicTables {
		public[p.name] = p
	}
	for _, name := range tables {
		p, ok := public[name]
		if ok == slices.Contains(privateTables, name) {
			t.Errorf("table %s must be either public or private", name)
		}
		if !ok {
			continue
		}
		var has []string
		if err := s.r.Raw("SELECT name FROM pragma_table_info(?)", name).Scan(&has).Error; err != nil {
			t.Fatal(err)
		}
		decided := strings.Split(strings.ReplaceAll(p.columns, `"`, ""), ", ")
		if blank, _, found := strings.Cut(p.blank, ": "); found {
			decided = append(decided, blank)
		}
		slices.Sort(has)
		slices.Sort(decided)
		if !slices.Equal(has, decided) {
			t.Errorf("table %s has %v, decided are %v", name, has, decided)
		}
	}
}

func TestFreeze_SameDataSameBytes(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	first, c, path := freeze(t, s)
	c.Close()
	// What is not public, and the version of the data, make no difference.
	if err := s.AddFeedback(t.Context(), message("20260201-A")); err != nil {
		t.Fatal(err)
	}
	set, err := s.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	second, c, again := freeze(t, s)
	c.Close()
	if first.Content == "" || second.Version <= first.Version {
		t.Errorf("%+v, %+v", first, second)
	}
	third, c, more := freeze(t, s)
	c.Close()
	if second.Content != third.Content || !maps.Equal(second.Rows, third.Rows) {
		t.Errorf("contents differ: %s, %s", second.Content, third.Content)
	}
	read := func(path string) []byte {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if !bytes.Equal(read(again), read(more)) {
		t.Error("the same data gives other bytes")
	}
	save(t, s, report("a-jyj", 2023, 6), file("b.docx", "b"))
	fourth, _, _ := freeze(t, s)
	if fourth.Content == first.Content {
		t.Error("other data has the same content")
	}
	_ = path
}

func TestFreeze_OneMoment(t *testing.T) {
	s := open(t)
	var writing sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	writing.Go(func() {
		for n := int64(0); ctx.Err() == nil; n++ { // every report of a round holds the same number
			for _, year := range []int{2022, 2023} {
				save(t, s, report("a-jyj", year, n), file("a.docx", string(rune('a'+year-2022))+models.Decimal(n, 0)))
			}
		}
	})
	defer writing.Wait()
	defer stop()
	for range 5 {
		frozen, c, _ := freeze(t, s)
		rows, err := c.Observations(t.Context(), ObservationFilter{})
		if err != nil || len(rows) != frozen.Figures {
			t.Fatalf("%d figures, %d counted: %v", len(rows), frozen.Figures, err)
		}
		if frozen.Figures%201 != 0 {
			t.Errorf("half a report: %d figures", frozen.Figures)
		}
	}
}

func TestFreeze_BrokenOffLeavesNothing(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Freeze(ctx, filepath.Join(dir, "x.db")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Freeze(t.Context(), taken); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("over another file: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
