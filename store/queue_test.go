package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
)

var scanned = time.Date(2026, 2, 1, 1, 0, 0, 0, time.UTC)

// enqueue puts a scan into the queue.
func enqueue(t testing.TB, s *Store, content, agencyID string, year int) models.QueueEntry {
	t.Helper()
	e, _, err := s.Enqueue(t.Context(), file(content+".pdf", content), models.QueueEntry{AgencyID: agencyID, Year: year, Reason: "是扫描件。", QueuedAt: scanned})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func entry(t testing.TB, s *Store, sha256 string) models.QueueEntry {
	t.Helper()
	e, err := s.QueueEntry(t.Context(), sha256)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEnqueue_KeepsTheDocumentOnce(t *testing.T) {
	s := open(t)
	before := version(t, s)
	src := file("扫描.pdf", "scan")
	first, isNew, err := s.Enqueue(t.Context(), src, models.QueueEntry{Year: 2023, Reason: "是扫描件。", QueuedAt: scanned})
	if err != nil || !isNew || first.State != models.QueueOpen || first.Name != "扫描.pdf" || first.ClosedAt != nil || !first.QueuedAt.Equal(scanned) {
		t.Fatalf("entry = %+v, new %t, %v", first, isNew, err)
	}
	src.Name = "改了名.pdf"
	again, isNew, err := s.Enqueue(t.Context(), src, models.QueueEntry{AgencyID: "a-mzj", Year: 2024, Reason: "别的原因。", QueuedAt: scanned.Add(time.Hour)})
	if err != nil || isNew || again.Name != first.Name || again.Reason != first.Reason || !again.QueuedAt.Equal(scanned) {
		t.Errorf("the same file again: %+v, new %t, %v", again, isNew, err)
	}
	if again.AgencyID != "a-mzj" || again.Year != 2023 {
		t.Errorf("agency %q, year %d: what was not known is told, what was stays", again.AgencyID, again.Year)
	}
	if original, err := s.Source(t.Context(), src.SHA256); err != nil || string(original.Data) != "scan" {
		t.Errorf("source = %q, %v", original.Data, err)
	}
	if _, err := s.PublishedSource(t.Context(), src.SHA256); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("a document of the queue is public: %v", err)
	}
	if count(t, s, "queue_entries") != 1 || version(t, s) != before {
		t.Error("more than one entry, or the published data has another version")
	}
}

func TestQueue_AReportClosesItsEntries(t *testing.T) {
	s := open(t)
	waits := enqueue(t, s, "scan", "a-jyj", 2023)
	other := enqueue(t, s, "other", "a-jyj", 2024)
	unknown := enqueue(t, s, "unknown", "", 0)
	save(t, s, report("a-jyj", 2023, 5), file("typed.csv", "typed"))
	if e := entry(t, s, waits.SHA256); e.State != models.QueueDone || e.ClosedAt == nil || !e.Reported {
		t.Errorf("entry = %+v", e)
	}
	for _, e := range []models.QueueEntry{other, unknown} {
		if e := entry(t, s, e.SHA256); e.State != models.QueueOpen || e.Reported {
			t.Errorf("another entry = %+v", e)
		}
	}

	t.Run("a scan that comes after the report waits until the report changes", func(t *testing.T) {
		late := enqueue(t, s, "late", "a-jyj", 2023)
		if !late.Reported {
			t.Error("the entry does not say that there is a report")
		}
		save(t, s, report("a-jyj", 2023, 5), file("typed.csv", "typed"))
		if e := entry(t, s, late.SHA256); e.State != models.QueueOpen {
			t.Errorf("a file that changed nothing closed it: %+v", e)
		}
		save(t, s, report("a-jyj", 2023, 6), file("typed again.csv", "typed again"))
		if e := entry(t, s, late.SHA256); e.State != models.QueueDone {
			t.Errorf("entry = %+v", e)
		}
	})
	t.Run("a form that nobody has filled in closes nothing", func(t *testing.T) {
		blank := report("a-jyj", 2024, 5)
		for i := range blank.Revision.Figures {
			f := &blank.Revision.Figures[i]
			f.Number, f.State, f.Flags, f.Raw = nil, models.StateBlank, 0, ""
		}
		save(t, s, blank, file("blank.csv", "blank"))
		if e := entry(t, s, other.SHA256); e.State != models.QueueOpen {
			t.Errorf("entry = %+v", e)
		}
	})
	t.Run("a document that can be read after all", func(t *testing.T) {
		save(t, s, report("a-mzj", 2022, 5), file("unknown.pdf", "unknown"))
		if e := entry(t, s, unknown.SHA256); e.State != models.QueueDone {
			t.Errorf("entry = %+v", e)
		}
	})
}

func TestQueue_IsInOrder(t *testing.T) {
	s := open(t)
	first, second := enqueue(t, s, "first", "a-jyj", 2023), enqueue(t, s, "second", "", 0)
	if _, err := s.DropQueueEntry(t.Context(), first.SHA256, "重复", scanned); err != nil {
		t.Fatal(err)
	}
	all, err := s.Queue(t.Context())
	if err != nil || len(all) != 2 || all[0].SHA256 != second.SHA256 {
		t.Errorf("queue = %+v, %v", all, err)
	}
	open, err := s.Queue(t.Context(), models.QueueOpen)
	if err != nil || len(open) != 1 || open[0].SHA256 != second.SHA256 {
		t.Errorf("open = %+v, %v", open, err)
	}
}

func TestAssignQueueEntry(t *testing.T) {
	s := open(t)
	e := enqueue(t, s, "scan", "", 0)
	got, err := s.AssignQueueEntry(t.Context(), e.SHA256[:8], "a-mzj", 0)
	if err != nil || got.AgencyID != "a-mzj" || got.Year != 0 || got.State != models.QueueOpen {
		t.Errorf("the agency alone: %+v, %v", got, err)
	}
	if _, err := s.AssignQueueEntry(t.Context(), e.SHA256, "a-none", 2023); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("no such agency: %v", err)
	}
	if _, err := s.AssignQueueEntry(t.Context(), e.SHA256, "", 1999); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("no such year: %v", err)
	}
	in := report("a-mzj", 2023, 5)
	in.Revision.CreatedAt = scanned.Add(time.Minute)
	save(t, s, in, file("typed.csv", "typed"))
	got, err = s.AssignQueueEntry(t.Context(), e.SHA256, "", 2023)
	if err != nil || got.AgencyID != "a-mzj" || got.State != models.QueueDone || !got.ClosedAt.Equal(in.Revision.CreatedAt) {
		t.Errorf("with its report saved meanwhile: %+v, %v", got, err)
	}
	if _, err := s.AssignQueueEntry(t.Context(), e.SHA256, "a-jyj", 2023); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("a closed one: %v", err)
	}

	old := report("a-jyj", 2023, 5)
	old.Revision.CreatedAt = scanned.Add(-time.Minute)
	save(t, s, old, file("old.docx", "old"))
	later := enqueue(t, s, "later", "", 2023)
	if got, err := s.AssignQueueEntry(t.Context(), later.SHA256, "a-jyj", 0); err != nil || got.State != models.QueueOpen || !got.Reported {
		t.Errorf("with a report from before: %+v, %v", got, err)
	}
}

func TestDropAndReopenQueueEntry(t *testing.T) {
	s := open(t)
	e := enqueue(t, s, "scan", "a-jyj", 2023)
	if _, err := s.DropQueueEntry(t.Context(), e.SHA256, " ", scanned); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("without a reason: %v", err)
	}
	got, err := s.DropQueueEntry(t.Context(), e.SHA256, "不是年报", scanned)
	if err != nil || got.State != models.QueueDropped || got.Remark != "不是年报" || got.ClosedAt == nil {
		t.Errorf("dropped = %+v, %v", got, err)
	}
	if again := enqueue(t, s, "scan", "a-jyj", 2023); again.State != models.QueueDropped {
		t.Errorf("the same file again opens it: %+v", again)
	}
	save(t, s, report("a-jyj", 2023, 5), file("typed.csv", "typed"))
	if e := entry(t, s, e.SHA256); e.State != models.QueueDropped {
		t.Errorf("a report changes what a person decided: %+v", e)
	}
	got, err = s.ReopenQueueEntry(t.Context(), e.SHA256)
	if err != nil || got.State != models.QueueOpen || got.Remark != "" || got.ClosedAt != nil {
		t.Errorf("opened again = %+v, %v", got, err)
	}
}

func TestQueueEntry_ByTheBeginningOfItsChecksum(t *testing.T) {
	s := open(t)
	e := enqueue(t, s, "scan", "", 0)
	twin := file("twin.pdf", "twin")
	twin.SHA256 = e.SHA256[:10] + strings.Repeat("0", 54)
	if _, _, err := s.Enqueue(t.Context(), twin, models.QueueEntry{Reason: "是扫描件。", QueuedAt: scanned}); err != nil {
		t.Fatal(err)
	}
	for sha, code := range map[string]models.Code{e.SHA256: "", strings.ToUpper(e.SHA256[:12]): "", e.SHA256[:8]: models.ECONFLICT,
		"ffffffff": models.ENOTFOUND, e.SHA256[:5]: models.EINVALID, "": models.EINVALID, "%%%%%%": models.EINVALID, "______": models.EINVALID} {
		if got, err := s.QueueEntry(t.Context(), sha); models.ErrorCode(err) != code || code == "" && got.SHA256 != e.SHA256 {
			t.Errorf("%q: %s, %v", sha, got.SHA256, err)
		}
	}
}

func TestEnqueue_ManyAtOnce(t *testing.T) {
	s := open(t)
	var mu sync.Mutex
	fresh := 0
	var wg sync.WaitGroup
	for i := range 24 {
		wg.Go(func() {
			_, isNew, err := s.Enqueue(context.Background(), file("scan.pdf", string(rune('a'+i%3))), models.QueueEntry{AgencyID: "a-jyj", Year: 2023, Reason: "是扫描件。", QueuedAt: scanned})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if isNew {
				fresh++
			}
		})
	}
	wg.Go(func() {
		if _, err := s.SaveReport(context.Background(), report("a-jyj", 2023, 5), file("a.docx", "a")); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
	if fresh != 3 || count(t, s, "queue_entries") != 3 {
		t.Errorf("%d new entries, %d kept, want 3", fresh, count(t, s, "queue_entries"))
	}
}

// What breaks off in the middle leaves neither the document without its entry nor the report with its entry still open.
func TestQueue_AllOrNothing(t *testing.T) {
	s := open(t)
	waits := enqueue(t, s, "scan", "a-jyj", 2023)
	broken := errors.New("power cut")
	refuse := func(tx *gorm.DB) {
		if tx.Statement.Table == "queue_entries" {
			_ = tx.AddError(broken)
		}
	}
	for name, register := range map[string]func(string, func(*gorm.DB)) error{
		"create": s.w.Callback().Create().Before("gorm:create").Register, "update": s.w.Callback().Update().Before("gorm:update").Register} {
		if err := register("test:"+name, refuse); err != nil {
			t.Fatal(err)
		}
	}
	late := file("late.pdf", "late")
	if _, _, err := s.Enqueue(t.Context(), late, models.QueueEntry{Reason: "是扫描件。", QueuedAt: scanned}); !errors.Is(err, broken) {
		t.Errorf("enqueue: %v", err)
	}
	if _, err := s.Source(t.Context(), late.SHA256); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("the document stayed without an entry: %v", err)
	}
	if _, err := s.SaveReport(t.Context(), report("a-jyj", 2023, 5), file("a.docx", "a")); !errors.Is(err, broken) {
		t.Errorf("save: %v", err)
	}
	if _, err := s.Report(t.Context(), "a-jyj", 2023); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("the report was saved and its entry not closed: %v", err)
	}
	if e := entry(t, s, waits.SHA256); e.State != models.QueueOpen {
		t.Errorf("entry = %+v", e)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Enqueue(ctx, late, models.QueueEntry{Reason: "是扫描件。", QueuedAt: scanned}); !errors.Is(err, context.Canceled) {
		t.Errorf("enqueue after an interrupt: %v", err)
	}
}

func TestQueue_Constraints(t *testing.T) {
	s := open(t)
	e := enqueue(t, s, "scan", "a-jyj", 2023)
	for name, statement := range map[string]string{
		"an unknown state":             "UPDATE queue_entries SET state = 'lost'",
		"closed without a day":         "UPDATE queue_entries SET state = 'done'",
		"dropped without a reason":     "UPDATE queue_entries SET state = 'dropped', closed_at = '2026-01-01'",
		"an impossible year":           "UPDATE queue_entries SET year = 2007",
		"an entry without its reason":  "UPDATE queue_entries SET reason = ''",
		"an entry whose document goes": "DELETE FROM sources",
	} {
		if err := s.w.Exec(statement).Error; err == nil {
			t.Errorf("%s: %s succeeded", name, statement)
		}
	}
	if got, err := s.Queue(t.Context()); err != nil || len(got) != 1 || got[0] != e {
		t.Errorf("queue = %+v, %v", got, err)
	}
}
