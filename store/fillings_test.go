package store

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"gongkai/models"
)

func TestFilling_BeginsWithWhatWasCarriedOver(t *testing.T) {
	s := open(t)
	last := set(report("a-jyj", 2023, 5), "applications.carried_out", "natural_person", 2)
	save(t, s, set(last, "applications.carried_out", models.ApplicantTotal, 2), file("a.docx", "2023"))
	f, err := s.Filling(t.Context(), "a-jyj", 2024)
	if err != nil || f.Version != 0 || f.Agency != "区教育局" || f.Scope != models.ScopeOrgan {
		t.Fatalf("%+v, %v", f, err)
	}
	if got := f.Cells["applications.carried_in|natural_person"]; got != "2" {
		t.Errorf("上年结转 is %q", got)
	}
	if _, total := f.Cells["applications.carried_in|total"]; total {
		t.Error("a total is typed in")
	}
	if _, err := s.Filling(t.Context(), "a-none", 2024); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("no such agency: %v", err)
	}
}

// Sixty edits by as many people at once: none of them is lost.
func TestEditFilling_NothingIsLost(t *testing.T) {
	s := open(t)
	keys := models.Filling{Year: 2024}.Keys()
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			edit := models.Edit{Field: "cell:" + keys[i].String(), To: fmt.Sprint(i)}
			if _, conflicts, err := s.EditFilling(t.Context(), "a-jyj", 2024, []models.Edit{edit}, act("张三")); err != nil || len(conflicts) > 0 {
				t.Errorf("%d: %v, %v", i, conflicts, err)
			}
		})
	}
	wg.Wait()
	f, err := s.Filling(t.Context(), "a-jyj", 2024)
	if err != nil || f.Version != 60 {
		t.Fatalf("version %d, %v", f.Version, err)
	}
	for i := range 60 {
		if f.Cells[keys[i].String()] != fmt.Sprint(i) {
			t.Errorf("%s is %q", keys[i], f.Cells[keys[i].String()])
		}
	}
}

func TestDropFilling_OnlyAsItWasSeen(t *testing.T) {
	s := open(t)
	edit := func(from, to string) models.KeptFilling {
		f, _, err := s.EditFilling(t.Context(), "a-jyj", 2024, []models.Edit{{Field: "text:1", From: from, To: to}}, act("张三"))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	first := edit("", "一")
	second := edit("一", "二")
	if err := s.DropFilling(t.Context(), "a-jyj", 2024, first.Version); err != nil {
		t.Fatal(err)
	}
	if list, err := s.FillingsUnderWay(t.Context(), nil); err != nil || len(list) != 1 {
		t.Errorf("a newer text is gone: %v, %v", list, err)
	}
	if err := s.DropFilling(t.Context(), "a-jyj", 2024, second.Version); err != nil {
		t.Fatal(err)
	}
	if list, err := s.FillingsUnderWay(t.Context(), []string{"a-jyj"}); err != nil || len(list) != 0 {
		t.Errorf("it stays: %v, %v", list, err)
	}
}

func TestGiveUpFilling_StaysInTheAudit(t *testing.T) {
	s := open(t)
	kept, _, err := s.EditFilling(t.Context(), "a-jyj", 2024, []models.Edit{{Field: "cell:disclosure.licensing.decisions", To: "12"}, {Field: "text:1", To: "一"}}, act("张三"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.GiveUpFilling(t.Context(), "a-jyj", 2024, kept.Version-1); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("a form that has changed: %v", err)
	}
	if err := s.GiveUpFilling(t.Context(), "a-jyj", 2024, kept.Version); err != nil {
		t.Fatal(err)
	}
	if list, err := s.FillingsUnderWay(t.Context(), nil); err != nil || len(list) != 0 {
		t.Errorf("it stays: %v, %v", list, err)
	}
	want := []models.AuditDetail{{Field: "disclosure.licensing.decisions", Old: "12"}, {Field: "text:1", Old: "一"}}
	entries, err := s.Audit(t.Context(), AuditFilter{Action: models.AuditFormGivenUp})
	if err != nil || len(entries) != 1 || entries[0].Object != "a-jyj 2024" || !slices.Equal(entries[0].Details, want) {
		t.Errorf("%+v, %v", entries, err)
	}
}

// A report that was handed in or published is corrected from its figures: of two revisions that which the office has.
func TestFilling_BeginsWithTheReportThatThereIs(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2024, 5), file("a.docx", "2024"))
	received := func() string {
		t.Helper()
		f, err := s.Filling(t.Context(), "a-jyj", 2024)
		if err != nil || f.Version != 0 {
			t.Fatalf("version %d, %v", f.Version, err)
		}
		return f.Cells["applications.received|natural_person"]
	}
	if got := received(); got != "5" {
		t.Errorf("published: %q", got)
	}
	scan := file("scan.pdf", "scan")
	if _, _, err := s.Enqueue(t.Context(), scan, models.QueueEntry{AgencyID: "a-jyj", Year: 2024, Reason: "没有文字", QueuedAt: scan.RetrievedAt}); err != nil {
		t.Fatal(err)
	}
	again := report("a-jyj", 2024, 8)
	again.Revision.Sources = []models.Source{{SHA256: scan.SHA256}}
	if _, err := s.HandIn(t.Context(), again, file("b.html", "2024 b"), "数字有误", 0, act("张三")); err != nil {
		t.Fatal(err)
	}
	if got := received(); got != "8" {
		t.Errorf("handed in: %q", got)
	}
	x, err := s.Submission(t.Context(), "a-jyj", 2024)
	if err != nil || len(x.Report.Revision.Sources) != 2 || x.Report.Revision.Sources[1].SHA256 != scan.SHA256 {
		t.Errorf("sources %v, %v", x.Report.Revision.Sources, err)
	}
	if list, err := s.Queue(t.Context(), models.QueueOpen); err != nil || len(list) > 0 {
		t.Errorf("still to be typed in: %v, %v", list, err)
	}
}

func TestAssess_ChecksAndKeepsNothing(t *testing.T) {
	s := open(t)
	last := set(report("a-jyj", 2023, 5), "applications.carried_out", "natural_person", 2)
	save(t, s, set(last, "applications.carried_out", models.ApplicantTotal, 2), file("a.docx", "2023"))
	rev, err := s.Assess(t.Context(), report("a-jyj", 2024, 5))
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, f := range rev.Findings {
		if f.Rule == models.CarryRule && f.Result == models.Fail {
			failed++
		}
	}
	if failed != 2 {
		t.Errorf("%d findings on what was carried over", failed)
	}
	if _, err := s.Report(t.Context(), "a-jyj", 2024); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("it was kept: %v", err)
	}
}
