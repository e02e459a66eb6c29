package store

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/models"
)

func act(by string) models.Act {
	return models.Act{By: by, At: time.Date(2026, 1, 20, 9, 0, 0, 0, time.UTC)}
}

// wrong is a report whose table three does not add up.
func wrong(agencyID string, year int) models.Report {
	return set(report(agencyID, year, 5), "applications.concluded", models.ApplicantTotal, 7)
}

func handInto(t *testing.T, s *Store, r models.Report, src models.Source, seen int) models.Saved {
	t.Helper()
	saved, err := s.HandIn(t.Context(), r, src, "更正", seen, act("张三"))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func submitted(t *testing.T, s *Store, agencyID string, year int) Submitted {
	t.Helper()
	x, err := s.Submission(t.Context(), agencyID, year)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// seenByPublic is how many applications the public sees as received, -1 where there is no report.
func seenByPublic(t *testing.T, s *Store, agencyID string, year int) int64 {
	t.Helper()
	obs, err := s.Observations(t.Context(), ObservationFilter{Measures: []string{"applications.received"}, Applicants: []string{models.ApplicantTotal}, Agencies: []string{agencyID}, Years: []int{year}})
	if err != nil {
		t.Fatal(err)
	}
	if len(obs) == 0 {
		return -1
	}
	return *obs[0].Number
}

func TestSubmission_FromHandInToPublication(t *testing.T) {
	s := open(t)
	before := version(t, s)
	saved := handInto(t, s, wrong("a-jyj", 2023), file("a.docx", "wrong"), 0)
	x := submitted(t, s, "a-jyj", 2023)
	if x.State != models.StatusProblems || x.Version != 1 || x.HandedInBy != "张三" || saved.State != models.SavedNew || x.Report.Revision.ID != saved.RevisionID {
		t.Fatalf("handed in: %+v, saved %+v", x.Submission, saved)
	}
	if seenByPublic(t, s, "a-jyj", 2023) != -1 || version(t, s) != before {
		t.Error("what was handed in shows")
	}
	if err := s.Accept(t.Context(), x.ReportID, x.Version, act("李四")); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("accepted with problems: %v", err)
	}
	if err := s.Return(t.Context(), x.ReportID, x.Version, "总计不对。", act("李四")); err != nil {
		t.Fatal(err)
	}
	x = submitted(t, s, "a-jyj", 2023)
	if x.State != models.StatusReturned || len(x.Remarks) != 1 || x.Remarks[0].Kind != models.RemarkLetter {
		t.Fatalf("returned: %+v", x)
	}
	handInto(t, s, report("a-jyj", 2023, 5), file("b.docx", "right"), x.Version)
	x = submitted(t, s, "a-jyj", 2023)
	if x.State != models.StatusReceived || x.Report.Revision.No != 2 {
		t.Fatalf("mended: %s, revision %d, %d open", x.State, x.Report.Revision.No, len(models.Open(x.Report.Revision.Findings, x.Decisions)))
	}
	if err := s.Publish(t.Context(), x.ReportID, x.Version, act("李四")); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("published without being accepted: %v", err)
	}
	if err := s.Accept(t.Context(), x.ReportID, x.Version, act("李四")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.HandIn(t.Context(), report("a-jyj", 2023, 9), file("c.docx", "late"), "", x.Version+1, act("张三")); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("handed in over an accepted one: %v", err)
	}
	if err := s.Publish(t.Context(), x.ReportID, x.Version+1, act("李四")); err != nil {
		t.Fatal(err)
	}
	if got := seenByPublic(t, s, "a-jyj", 2023); got != 5 {
		t.Errorf("the public sees %d", got)
	}
	if _, err := s.Submission(t.Context(), "a-jyj", 2023); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("a submission is left: %v", err)
	}
	if _, err := s.PublishedSource(t.Context(), file("a.docx", "wrong").SHA256); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("the document of a revision that was never public: %v", err)
	}
	revisions, err := s.PublishedRevisions(t.Context(), x.ReportID)
	if err != nil || len(revisions) != 1 || revisions[0].No != 2 {
		t.Errorf("public revisions: %+v, %v", revisions, err)
	}
}

func TestSubmission_CorrectionStaysHiddenUntilPublished(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"))
	saved := handInto(t, s, report("a-jyj", 2023, 6), file("b.docx", "second"), 0)
	if saved.State != models.SavedRevised || len(saved.Changes) == 0 || saved.No != 2 {
		t.Errorf("saved %+v", saved)
	}
	if got := seenByPublic(t, s, "a-jyj", 2023); got != 5 {
		t.Errorf("before publication the public sees %d", got)
	}
	if _, err := s.PublishedSource(t.Context(), file("b.docx", "second").SHA256); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("the document of a correction under way: %v", err)
	}
	x := submitted(t, s, "a-jyj", 2023)
	if x.Public == nil || x.Public.No != 1 {
		t.Errorf("what is public beside it: %+v", x.Public)
	}
	if err := s.Accept(t.Context(), x.ReportID, x.Version, act("李四")); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(t.Context(), x.ReportID, x.Version+1, act("李四")); err != nil {
		t.Fatal(err)
	}
	if got := seenByPublic(t, s, "a-jyj", 2023); got != 6 {
		t.Errorf("after it the public sees %d", got)
	}
	reasons, err := s.ReasonsOf(t.Context(), x.ReportID)
	if err != nil || reasons[x.RevisionID] != "更正" {
		t.Errorf("reasons %v, %v", reasons, err)
	}
}

func TestSubmission_ConfirmedFindingsOutliveChecksAndLapseWithFigures(t *testing.T) {
	s := open(t)
	handInto(t, s, wrong("a-jyj", 2023), file("a.docx", "wrong"), 0)
	for range 20 {
		x := submitted(t, s, "a-jyj", 2023)
		open := models.Open(x.Report.Revision.Findings, x.Decisions)
		if len(open) == 0 {
			break
		}
		if err := s.Confirm(t.Context(), x.ReportID, x.Version, open[0].Identity(), "", act("李四")); models.ErrorCode(err) != models.EINVALID {
			t.Fatalf("confirmed without a reason: %v", err)
		}
		if err := s.Confirm(t.Context(), x.ReportID, x.Version, open[0].Identity(), "原件如此。", act("李四")); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SaveSettings(t.Context(), models.DefaultSettings()); err != nil { // checks everything again
		t.Fatal(err)
	}
	x := submitted(t, s, "a-jyj", 2023)
	if x.State != models.StatusReceived || len(x.Decisions) == 0 {
		t.Fatalf("after confirming all: %s, %d decisions", x.State, len(x.Decisions))
	}
	other := set(wrong("a-jyj", 2023), "applications.concluded", models.ApplicantTotal, 8)
	handInto(t, s, other, file("b.docx", "other"), x.Version)
	if x = submitted(t, s, "a-jyj", 2023); x.State != models.StatusProblems {
		t.Errorf("other figures, same decisions: %s", x.State)
	}
}

// Why a finding was confirmed is public with the figures that it is about, outlives checks, and nothing decided on a correction is public
// before the correction.
func TestSubmission_ReasonsArePublicWithTheFigures(t *testing.T) {
	s := open(t)
	confirmAll := func(reason string) {
		t.Helper()
		for range 20 {
			x := submitted(t, s, "a-jyj", 2023)
			open := models.Open(x.Report.Revision.Findings, x.Decisions)
			if len(open) == 0 {
				return
			}
			if err := s.Confirm(t.Context(), x.ReportID, x.Version, open[0].Identity(), reason, act("李四")); err != nil {
				t.Fatal(err)
			}
		}
	}
	publishNow := func() {
		t.Helper()
		x := submitted(t, s, "a-jyj", 2023)
		if err := s.Accept(t.Context(), x.ReportID, x.Version, act("李四")); err != nil {
			t.Fatal(err)
		}
		if err := s.Publish(t.Context(), x.ReportID, x.Version+1, act("李四")); err != nil {
			t.Fatal(err)
		}
	}
	public := func() (reasons []string) {
		t.Helper()
		r, err := s.Report(t.Context(), "a-jyj", 2023)
		if err != nil {
			t.Fatal(err)
		}
		listed, err := s.Findings(t.Context(), FindingFilter{Results: []models.Result{models.Fail}})
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range models.Open(r.Revision.Findings, nil) {
			if i >= len(listed) || listed[i].Confirmed != f.Confirmed {
				t.Errorf("the list says otherwise of %s: %+v", f.Rule, listed)
			}
			reasons = append(reasons, f.Confirmed)
		}
		return slices.Compact(reasons)
	}
	handInto(t, s, wrong("a-jyj", 2023), file("a.docx", "wrong"), 0)
	confirmAll("并案办理。")
	publishNow()
	if err := s.SaveSettings(t.Context(), models.DefaultSettings()); err != nil { // checks everything again
		t.Fatal(err)
	}
	if got := public(); !slices.Equal(got, []string{"并案办理。"}) {
		t.Errorf("reasons %q", got)
	}
	handInto(t, s, set(wrong("a-jyj", 2023), "applications.concluded", models.ApplicantTotal, 8), file("b.docx", "other"), 0)
	confirmAll("另有缘故。")
	if got := public(); !slices.Equal(got, []string{"并案办理。"}) {
		t.Errorf("with a correction under way: %q", got)
	}
	publishNow()
	if got := public(); !slices.Equal(got, []string{"另有缘故。"}) {
		t.Errorf("of the correction: %q", got)
	}
}

func TestSubmission_SecondOfTwoIsTold(t *testing.T) {
	s := open(t)
	handInto(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"), 0)
	x := submitted(t, s, "a-jyj", 2023)
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			errs[i] = s.Return(context.Background(), x.ReportID, x.Version, "请改。", act("李四"))
		})
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(err.Error(), "刷新"):
			t.Errorf("the loser is told: %v", err)
		}
	}
	if done != 1 {
		t.Errorf("%d of 8 returned it", done)
	}
}

func TestSubmission_ImportOfTheSameClosesIt(t *testing.T) {
	t.Run("never published", func(t *testing.T) {
		s := open(t)
		handInto(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"), 0)
		if saved := save(t, s, report("a-jyj", 2023, 5), file("a.docx", "first")); saved.State != models.SavedNew || saved.No != 1 {
			t.Errorf("imported: %+v", saved)
		}
		if seenByPublic(t, s, "a-jyj", 2023) != 5 {
			t.Error("an import does not publish")
		}
		if _, err := s.Submission(t.Context(), "a-jyj", 2023); models.ErrorCode(err) != models.ENOTFOUND {
			t.Errorf("the submission stays: %v", err)
		}
	})
	t.Run("other figures leave it", func(t *testing.T) {
		s := open(t)
		handInto(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"), 0)
		save(t, s, report("a-jyj", 2023, 6), file("b.docx", "second"))
		if seenByPublic(t, s, "a-jyj", 2023) != 6 {
			t.Error("an import does not publish")
		}
		if x := submitted(t, s, "a-jyj", 2023); x.Report.Revision.No != 1 {
			t.Errorf("the submission is revision %d", x.Report.Revision.No)
		}
	})
}

func TestSubmission_SameDocumentAgainChangesNothing(t *testing.T) {
	s := open(t)
	handInto(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"), 0)
	for _, seen := range []int{0, 1, 7} { // a retry knows an older state
		if saved := handInto(t, s, report("a-jyj", 2023, 5), file("again.docx", "first"), seen); saved.State != models.SavedUnchanged {
			t.Errorf("again after version %d: %s", seen, saved.State)
		}
	}
	if x := submitted(t, s, "a-jyj", 2023); x.Version != 1 {
		t.Errorf("version %d", x.Version)
	}
	if _, err := s.HandIn(t.Context(), report("a-jyj", 2023, 6), file("c.docx", "third"), "", 0, act("张三")); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("another document on an older state: %v", err)
	}
}

func TestSubmission_DraftsOfLastYearDoNotShowThroughChecks(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2024, 5), file("b.docx", "2024"))
	last := set(report("a-jyj", 2023, 5), "applications.carried_out", models.ApplicantTotal, 3)
	handInto(t, s, last, file("a.docx", "2023"), 0)
	for _, f := range load(t, s, "a-jyj", 2024).Revision.Findings {
		if f.Rule == "x.carry" && f.Result == models.Fail {
			t.Errorf("a public report fails against a draft: %s", f.Sentence(models.Zh))
		}
	}
}

func TestSubmission_AuditSaysWhoDidWhatToWhichFigure(t *testing.T) {
	s := open(t)
	ctx := models.As(t.Context(), models.Actor{UserID: 7, Name: "jyj", Origin: "192.0.2.1"})
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "first"))
	if _, err := s.HandIn(ctx, wrong("a-jyj", 2023), file("b.docx", "second"), "写错了", 0, act("jyj")); err != nil {
		t.Fatal(err)
	}
	x := submitted(t, s, "a-jyj", 2023)
	finding := models.Open(x.Report.Revision.Findings, nil)[0]
	seen := func() int { return submitted(t, s, "a-jyj", 2023).Version }
	for _, err := range []error{
		s.Confirm(ctx, x.ReportID, seen(), finding.Identity(), "原件如此", act("jyj")),
		s.Reconsider(ctx, x.ReportID, seen(), finding.Identity(), act("jyj")),
		s.Comment(ctx, x.ReportID, "applications.concluded|total", "请看这一格", act("jyj")),
		s.Settle(ctx, submitted(t, s, "a-jyj", 2023).Remarks[0].ID, act("jyj")),
		s.Return(ctx, x.ReportID, seen(), "请改正。", act("jyj")),
		s.Reopen(ctx, x.ReportID, seen(), act("jyj")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.HandIn(ctx, report("a-jyj", 2023, 6), file("c.docx", "third"), "写错了", seen(), act("jyj")); err != nil {
		t.Fatal(err)
	}
	if err := s.Accept(ctx, x.ReportID, seen(), act("jyj")); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, x.ReportID, seen(), act("jyj")); err != nil {
		t.Fatal(err)
	}
	entries, err := s.Audit(t.Context(), AuditFilter{Text: "a-jyj 2023"})
	if err != nil {
		t.Fatal(err)
	}
	var actions []models.AuditAction
	for _, e := range entries[:len(entries)-1] { // the oldest is the import
		if e.Actor != "jyj" || e.Origin != "192.0.2.1" || e.Object != "a-jyj 2023" {
			t.Errorf("%s by %q from %q on %q", e.Action, e.Actor, e.Origin, e.Object)
		}
		actions = append(actions, e.Action)
	}
	want := []models.AuditAction{models.AuditReportPublished, models.AuditReportAccepted, models.AuditReportHandedIn, models.AuditReportReopened, models.AuditReportReturned,
		models.AuditCommentSettled, models.AuditCommentWritten, models.AuditFindingReconsidered, models.AuditFindingConfirmed, models.AuditReportHandedIn}
	if !slices.Equal(actions, want) {
		t.Fatalf("actions %v", actions)
	}
	holds := func(e models.AuditEntry, d models.AuditDetail) {
		t.Helper()
		if !slices.Contains(e.Details, d) {
			t.Errorf("%s has no %+v in %+v", e.Action, d, e.Details)
		}
	}
	holds(entries[0], models.AuditDetail{Field: "applications.received|total", Old: "5", New: "6"})
	holds(entries[2], models.AuditDetail{Field: "applications.concluded|total", Old: "7", New: "6"})
	holds(entries[4], models.AuditDetail{Field: "letter", New: "请改正。"})
	holds(entries[6], models.AuditDetail{Field: "applications.concluded|total", New: "请看这一格"})
	holds(entries[7], models.AuditDetail{Field: "reason", Old: "原件如此"})
	holds(entries[8], models.AuditDetail{Field: "finding", New: finding.Sentence(models.Zh)})
	holds(entries[9], models.AuditDetail{Field: "applications.concluded|total", Old: "5", New: "7"})
}

func TestHandInCopy(t *testing.T) {
	s := open(t)
	handInto(t, s, report("a-jyj", 2023, 5), file("a.docx", "word"), 0)
	saved, err := s.HandInCopy(t.Context(), report("a-jyj", 2023, 5), file("a.pdf", "paper"), act("张三"))
	x := submitted(t, s, "a-jyj", 2023)
	if err != nil || saved.State != models.SavedSecondSource || len(x.Report.Revision.Sources) != 2 || x.Version != 2 || x.Report.Revision.No != 1 {
		t.Fatalf("%+v, %v, %d sources, version %d", saved, err, len(x.Report.Revision.Sources), x.Version)
	}
	if saved, err := s.HandInCopy(t.Context(), report("a-jyj", 2023, 5), file("a.pdf", "paper"), act("张三")); err != nil || saved.State != models.SavedUnchanged {
		t.Errorf("again: %+v, %v", saved, err)
	}
	if _, err := s.HandInCopy(t.Context(), report("a-jyj", 2023, 6), file("b.pdf", "other"), act("张三")); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("other figures: %v", err)
	}
	if _, err := s.HandInCopy(t.Context(), report("a-mzj", 2023, 6), file("b.pdf", "other"), act("张三")); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("of nothing: %v", err)
	}
}
