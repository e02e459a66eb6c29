package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gorm.io/gorm"

	"gongkai/models"
)

func TestSaveReport_ReadsBackWhatWasSaved(t *testing.T) {
	s := open(t)
	in := report("a-jyj", 2023, 5)
	blank := &in.Revision.Figures[3]
	*blank = models.Figure{Measure: blank.Measure, State: models.StateBlank, Raw: "—", Where: models.Where{Page: 2, Rect: &[4]float64{1, 2.5, 3, 4}}}
	src := file("年报.docx", "content")
	saved := save(t, s, in, src)
	if saved.State != models.SavedNew || saved.No != 1 || len(saved.Changes) != 0 || len(saved.Findings) == 0 {
		t.Errorf("saved = %+v", saved)
	}
	got := load(t, s, "a-jyj", 2023)
	if got.Status != models.StatusPublished || got.ID != saved.ReportID || got.CurrentID != saved.RevisionID {
		t.Errorf("report = %d, revision %d, %s", got.ID, got.CurrentID, got.Status)
	}
	stored := cmpopts.IgnoreFields(models.Revision{}, "ID", "ReportID", "No", "CreatedAt", "PublishedAt", "Findings", "Sources")
	ids := cmp.Options{cmpopts.IgnoreFields(models.Figure{}, "RevisionID"), cmpopts.IgnoreFields(models.Text{}, "RevisionID"), cmpopts.IgnoreFields(models.Note{}, "RevisionID", "No")}
	if diff := cmp.Diff(in.Revision, got.Revision, stored, ids); diff != "" {
		t.Errorf("the revision changed on its way (-in +out):\n%s", diff)
	}
	if len(got.Revision.Sources) != 1 || got.Revision.Sources[0].Name != "年报.docx" || got.Revision.Sources[0].Data != nil {
		t.Errorf("sources = %+v, want the record without its bytes", got.Revision.Sources)
	}
	original, err := s.Source(t.Context(), src.SHA256)
	if err != nil || string(original.Data) != "content" || !original.RetrievedAt.Equal(src.RetrievedAt) {
		t.Errorf("source = %+v, %v", original, err)
	}
	if _, err := s.Source(t.Context(), "none"); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("an unknown source: %v", err)
	}
	if _, err := s.Report(t.Context(), "a-jyj", 2020); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("an unknown report: %v", err)
	}
}

func TestSaveReport_TheSameFileChangesNothing(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"))
	revised := save(t, s, report("a-jyj", 2023, 6), file("b.docx", "second"))
	before, rows := version(t, s), count(t, s, "figures")
	for _, name := range []string{"b.docx", "renamed.docx"} {
		saved := save(t, s, report("a-jyj", 2023, 6), file(name, "second"))
		if saved.State != models.SavedUnchanged || saved.No != 2 || saved.RevisionID != revised.RevisionID {
			t.Errorf("%s again: %s, revision %d", name, saved.State, saved.No)
		}
	}
	if version(t, s) != before || count(t, s, "figures") != rows {
		t.Error("the data changed")
	}
}

func revert(t testing.TB, s *Store, r models.Report, src models.Source) models.Saved {
	t.Helper()
	saved, err := s.RevertReport(t.Context(), r, src)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestSaveReport_AnEarlierFileTakesNoCorrectionBack(t *testing.T) {
	s := open(t)
	first, second, third := file("a.docx", "first"), file("b.docx", "second"), file("c.docx", "third")
	save(t, s, report("a-jyj", 2023, 5), first)
	save(t, s, report("a-jyj", 2023, 6), second)
	current := save(t, s, report("a-jyj", 2023, 7), third)
	before, rows := version(t, s), count(t, s, "figures")
	for i, again := range []models.Saved{save(t, s, report("a-jyj", 2023, 5), first), save(t, s, report("a-jyj", 2023, 6), second)} {
		if again.State != models.SavedSuperseded || again.Superseded != i+1 || again.No != 3 || again.RevisionID != current.RevisionID || len(again.Findings) == 0 {
			t.Errorf("the file of revision %d again: %+v", i+1, again)
		}
	}
	if version(t, s) != before || count(t, s, "figures") != rows || count(t, s, "revisions") != 3 {
		t.Error("the data changed")
	}
	// The same bytes for another year, where they are no older revision, are another report.
	if other := save(t, s, report("a-jyj", 2022, 5), first); other.State != models.SavedNew {
		t.Errorf("the file for another year: %s", other.State)
	}
}

func TestRevertReport_AnEarlierFileTakesACorrectionBack(t *testing.T) {
	s := open(t)
	first, second := file("a.docx", "first"), file("b.docx", "second")
	save(t, s, report("a-jyj", 2023, 5), first)
	mistake := save(t, s, report("a-jyj", 2023, 6), second)
	back := revert(t, s, report("a-jyj", 2023, 5), first)
	if back.State != models.SavedRevised || back.No != 3 || len(back.Changes) == 0 {
		t.Fatalf("the first file again: %s, revision %d, %d changes; want a third revision", back.State, back.No, len(back.Changes))
	}
	key := models.Key{Measure: "applications.received", Applicant: models.ApplicantTotal}
	now := load(t, s, "a-jyj", 2023).Revision
	if f, _ := now.Figure(key); f.Number == nil || *f.Number != 5 {
		t.Errorf("received = %+v, want 5", f)
	}
	if len(now.Sources) != 1 || now.Sources[0].SHA256 != first.SHA256 {
		t.Errorf("sources = %+v, want the first file", now.Sources)
	}
	if diff, err := s.Diff(t.Context(), mistake.RevisionID, back.RevisionID); err != nil || len(diff) != len(back.Changes) {
		t.Errorf("the mistake is not kept: %v, %v", diff, err)
	}
	if again := save(t, s, report("a-jyj", 2023, 5), first); again.State != models.SavedUnchanged || again.No != 3 {
		t.Errorf("and once more: %s, revision %d", again.State, again.No)
	}
	if n := count(t, s, "sources"); n != 2 {
		t.Errorf("%d documents kept, want 2", n)
	}
	if forth := revert(t, s, report("a-jyj", 2023, 6), second); forth.State != models.SavedRevised || forth.No != 4 {
		t.Errorf("the second file again: %s, revision %d; want a fourth revision", forth.State, forth.No)
	}
}

func TestSaveReport_AnEarlierFileThatSaysTheSame(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"))
	save(t, s, report("a-jyj", 2023, 6), file("b.docx", "second"))
	save(t, s, report("a-jyj", 2023, 5), file("c.docx", "third"))
	for _, want := range []models.SaveState{models.SavedSecondSource, models.SavedUnchanged} {
		if saved := save(t, s, report("a-jyj", 2023, 5), file("a.docx", "first")); saved.State != want || saved.No != 3 {
			t.Errorf("%s, revision %d; want %s of revision 3", saved.State, saved.No, want)
		}
	}
}

func TestSaveReport_CorrectionIsARevision(t *testing.T) {
	s := open(t)
	first := save(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"))
	second := save(t, s, set(report("a-jyj", 2023, 5), "remedies.reconsideration.upheld", "", 3), file("b.docx", "second"))
	key := models.Key{Measure: "remedies.reconsideration.upheld"}
	if second.State != models.SavedRevised || second.No != 2 || second.ReportID != first.ReportID || second.RevisionID == first.RevisionID {
		t.Errorf("saved = %+v", second)
	}
	if len(second.Changes) != 1 || second.Changes[0].Key != key || *second.Changes[0].Old.Number != 0 || *second.Changes[0].New.Number != 3 {
		t.Errorf("changes = %+v", second.Changes)
	}
	current := load(t, s, "a-jyj", 2023).Revision
	for _, f := range current.Figures {
		if f.Flags.Has(models.FlagRevised) != (f.Key() == key) {
			t.Errorf("%s has flags %s", f.Key(), f.Flags)
		}
	}
	if f, _ := current.Figure(key); !f.Flags.Has(models.FlagSuspect) {
		t.Errorf("the wrong channel total is not suspect: %s", f.Flags)
	}
	diff, err := s.Diff(t.Context(), first.RevisionID, second.RevisionID)
	if err != nil || len(diff) != 1 || diff[0].Key != key {
		t.Errorf("Diff = %+v, %v", diff, err)
	}
	if _, err := s.Diff(t.Context(), first.RevisionID, 999); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("Diff with an unknown revision: %v", err)
	}
	revisions, err := s.Revisions(t.Context(), first.ReportID)
	if err != nil || len(revisions) != 2 || revisions[0].No != 1 || len(revisions[0].Sources) != 1 || revisions[0].Sources[0].Name != "a.docx" {
		t.Errorf("Revisions = %+v, %v", revisions, err)
	}
	observed, err := s.Observations(t.Context(), ObservationFilter{Measures: []string{key.Measure}})
	if err != nil || len(observed) != 1 || *observed[0].Number != 3 {
		t.Errorf("observations = %+v, %v; want the current revision's alone", observed, err)
	}
}

func TestSaveReport_SecondSource(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "docx"))
	html := report("a-jyj", 2023, 5)
	html.Revision.PublishedOn = "2024-01-29"
	html.Revision.Texts[0].Body = "本年情况。 没有收取\n信息处理费。" // other line breaks
	html.Revision.Figures[0].Raw = "０"
	saved := save(t, s, html, file("a.html", "html"))
	if saved.State != models.SavedSecondSource || saved.No != 1 {
		t.Errorf("saved = %+v", saved)
	}
	got := load(t, s, "a-jyj", 2023).Revision
	if len(got.Sources) != 2 || got.Sources[1].Name != "a.html" {
		t.Errorf("sources = %+v", got.Sources)
	}
	if got.PublishedOn != "2024-01-29" {
		t.Errorf("the publication date that only the page states is lost")
	}
	if again := save(t, s, html, file("a.html", "html")); again.State != models.SavedUnchanged {
		t.Errorf("the page again: %s", again.State)
	}
	other := report("a-jyj", 2023, 5)
	other.Revision.Texts = other.Revision.Texts[:5]
	if saved := save(t, s, other, file("a.txt", "txt")); saved.State != models.SavedRevised || len(saved.Changes) != 0 {
		t.Errorf("other prose: %+v, want a revision without changed figures", saved)
	}
	if got := load(t, s, "a-jyj", 2023).Revision; len(got.Sources) != 3 {
		t.Errorf("%d sources of the mended text, want 3: the others say the same figures", len(got.Sources))
	}
	if saved, err := s.SaveCopy(t.Context(), html, file("a.odt", "odt")); err != nil || saved.State != models.SavedSecondSource {
		t.Errorf("a copy with equal figures and other prose: %+v, %v", saved, err)
	}
}

func TestSaveReport_TheSameFileUnderAnotherScope(t *testing.T) {
	s := open(t)
	r := report("a-jyj", 2023, 5)
	save(t, s, r, file("a.docx", "a"))
	r.Revision.Scope = models.ScopeTerritory
	if saved := save(t, s, r, file("a.docx", "a")); saved.State != models.SavedRevised || saved.No != 2 || len(saved.Changes) != 0 {
		t.Errorf("saved = %+v", saved)
	}
	if got := load(t, s, "a-jyj", 2023).Revision; got.Scope != models.ScopeTerritory || len(got.Sources) != 1 {
		t.Errorf("scope %s, %d sources", got.Scope, len(got.Sources))
	}
}

func TestSaveReport_UnknownAgency(t *testing.T) {
	s := open(t)
	_, err := s.SaveReport(t.Context(), report("a-none", 2023, 5), file("a.docx", "a"))
	if models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("error = %v", err)
	}
	if n := count(t, s, "sources"); n != 0 {
		t.Errorf("%d sources were kept", n)
	}
}

func TestSaveReport_ChecksNeighbours(t *testing.T) {
	s := open(t)
	carriedIn := models.Key{Measure: "applications.carried_in", Applicant: models.ApplicantTotal}
	balanced := func(r models.Report, line string, n, received int64) models.Report {
		r = set(set(r, line, "natural_person", n), line, models.ApplicantTotal, n)
		return set(set(r, "applications.received", "natural_person", received), "applications.received", models.ApplicantTotal, received)
	}
	carry := func(agency string, year int) map[models.Result]int {
		found, err := s.Findings(t.Context(), FindingFilter{Agencies: []string{agency}, Years: []int{year}, Rules: []string{"x.carry"}})
		if err != nil {
			t.Fatal(err)
		}
		results := map[models.Result]int{}
		for _, f := range found {
			results[f.Result]++
		}
		return results
	}
	suspect := func(agency string, year int) bool {
		r := load(t, s, agency, year).Revision
		f, _ := r.Figure(carriedIn)
		return f.Flags.Has(models.FlagSuspect)
	}

	// 2023 carries in 2 and concludes 5 of 3 + 2.
	save(t, s, balanced(report("a-jyj", 2023, 5), "applications.carried_in", 2, 3), file("2023.docx", "2023"))
	if got := carry("a-jyj", 2023); got[models.NotAssessable] != 7 {
		t.Fatalf("without last year's report: %v", got)
	}
	// 2022 carried out nothing: now 2023 is wrong.
	save(t, s, report("a-jyj", 2022, 4), file("2022.docx", "2022"))
	if got := carry("a-jyj", 2023); got[models.Fail] != 2 || got[models.Pass] != 5 {
		t.Errorf("after last year's report: %v, want two failures", got)
	}
	if !suspect("a-jyj", 2023) {
		t.Error("the figure carried in is not suspect")
	}
	heads, err := s.Reports(t.Context(), ReportFilter{Agencies: []string{"a-jyj"}, Years: []int{2023}})
	if err != nil || len(heads) != 1 || heads[0].Errors != 2 {
		t.Errorf("heads = %+v, %v; want two errors", heads, err)
	}
	// 2022 is corrected: it carried out 2.
	save(t, s, balanced(report("a-jyj", 2022, 4), "applications.carried_out", 2, 6), file("2022b.docx", "2022b"))
	if got := carry("a-jyj", 2023); got[models.Pass] != 7 {
		t.Errorf("after the correction: %v", got)
	}
	if suspect("a-jyj", 2023) {
		t.Error("the figure is still suspect")
	}

	t.Run("after a merger", func(t *testing.T) {
		save(t, s, balanced(report("a-mzj", 2023, 5), "applications.carried_in", 2, 3), file("mzj2023.docx", "mzj2023"))
		save(t, s, report("a-mzj", 2022, 4), file("mzj2022.docx", "mzj2022"))
		if got := carry("a-mzj", 2023); got[models.Pass] != 0 || got[models.Fail] != 0 {
			t.Errorf("with one of two reports of last year: %v, want nothing decided", got)
		}
		save(t, s, balanced(report("a-wsj", 2022, 4), "applications.carried_out", 2, 6), file("wsj2022.docx", "wsj2022"))
		if got := carry("a-mzj", 2023); got[models.Pass] != 7 {
			t.Errorf("with both: %v", got)
		}
	})
}

func TestSaveReport_HalfWayLeavesNothing(t *testing.T) {
	s := open(t)
	before := version(t, s)
	empty := func(t *testing.T) {
		t.Helper()
		for _, table := range []string{"reports", "revisions", "figures", "texts", "sources", "revision_sources", "findings"} {
			if n := count(t, s, table); n != 0 {
				t.Errorf("%d rows left in %s", n, table)
			}
		}
		if version(t, s) != before {
			t.Error("the data version changed")
		}
	}
	t.Run("the context ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.write(ctx, func(tx *gorm.DB) error {
			r := report("a-jyj", 2023, 5)
			if _, err := createReport(tx, r, file("a.docx", "a")); err != nil {
				return err
			}
			cancel()
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		empty(t)
	})
	t.Run("the context has ended", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.SaveReport(ctx, report("a-jyj", 2023, 5), file("a.docx", "a")); err == nil {
			t.Error("it was saved")
		}
		empty(t)
	})
	t.Run("a panic", func(t *testing.T) {
		func() {
			defer func() { _ = recover() }()
			_ = s.write(t.Context(), func(tx *gorm.DB) error {
				if _, err := createReport(tx, report("a-jyj", 2023, 5), file("a.docx", "a")); err != nil {
					return err
				}
				panic("half way")
			})
		}()
		empty(t)
	})
	t.Run("a figure that the schema refuses", func(t *testing.T) {
		r := report("a-jyj", 2023, 5)
		r.Revision.Figures[150].State = "guessed"
		if _, err := s.SaveReport(t.Context(), r, file("a.docx", "a")); err == nil {
			t.Error("it was saved")
		}
		empty(t)
	})
	if saved := save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a")); saved.State != models.SavedNew {
		t.Errorf("afterwards: %+v", saved)
	}
}

func TestSaveReport_ManyAtOnce(t *testing.T) {
	s := open(t)
	other, err := Open(t.Context(), s.name) // another process
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			db := []*Store{s, other}[i%2]
			name := fmt.Sprintf("%d.docx", i)
			if _, err := db.SaveReport(context.Background(), report("a-jyj", 2015+i/2, int64(i)), file(name, name)); err != nil {
				t.Error(err)
			}
			if _, err := db.Reports(context.Background(), ReportFilter{}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	heads, err := s.Reports(t.Context(), ReportFilter{})
	if err != nil || len(heads) != 6 {
		t.Fatalf("%d reports, want 6 (%v)", len(heads), err)
	}
	for _, h := range heads {
		if h.No != 2 {
			t.Errorf("%d has %d revisions, want 2", h.Year, h.No)
		}
	}
	var astray int64
	if err := s.r.Raw(`SELECT count(*) FROM reports r LEFT JOIN revisions v ON v.id = r.current_id AND v.report_id = r.id AND v.no = 2
		WHERE v.id IS NULL`).Scan(&astray).Error; err != nil || astray != 0 {
		t.Errorf("%d reports do not point to their last revision (%v)", astray, err)
	}
	if got := count(t, s, "figures"); got != 12*201 {
		t.Errorf("%d figures, want %d", got, 12*201)
	}
}

func TestSaveReport_LeavesTheCallersReportAlone(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	r := report("a-jyj", 2023, 7)
	figures := slices.Clone(r.Revision.Figures)
	save(t, s, r, file("b.docx", "b"))
	if diff := cmp.Diff(figures, r.Revision.Figures); diff != "" {
		t.Errorf("figures were changed:\n%s", diff)
	}
}
