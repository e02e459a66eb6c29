package store

import (
	"testing"

	"gongkai/models"
)

func TestSourceReport(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("old.docx", "old"))
	save(t, s, report("a-jyj", 2023, 6), file("new.docx", "new"))
	save(t, s, report("a-jyj", 2023, 6), file("new.html", "copy"))
	draft := report("a-mzj", 2024, 7)
	draft.Status = models.StatusReceived
	save(t, s, draft, file("draft.docx", "draft"))
	for _, content := range []string{"old", "new", "copy"} {
		r, err := s.SourceReport(t.Context(), file("", content).SHA256)
		if err != nil || r.AgencyID != "a-jyj" || r.Year != 2023 || r.Revision.No != 2 || len(r.Revision.Figures) == 0 {
			t.Errorf("%s: %s %d, revision %d, %v", content, r.AgencyID, r.Year, r.Revision.No, err)
		}
	}
	for _, content := range []string{"draft", "nothing"} {
		if _, err := s.SourceReport(t.Context(), file("", content).SHA256); models.ErrorCode(err) != models.ENOTFOUND {
			t.Errorf("%s: %v", content, err)
		}
	}
}

func TestSourceReport_PrefersTheReportReadFromTheDocument(t *testing.T) {
	s := open(t)
	both := file("both.docx", "both")
	save(t, s, report("a-jyj", 2022, 5), both)
	save(t, s, report("a-jyj", 2022, 6), file("corrected.docx", "corrected")) // both.docx is of an older revision now
	save(t, s, report("a-mzj", 2023, 5), file("first.docx", "first"))
	save(t, s, report("a-mzj", 2023, 5), both) // named second
	if r, err := s.SourceReport(t.Context(), both.SHA256); err != nil || r.Year != 2023 {
		t.Errorf("%d, %v", r.Year, err)
	}
	save(t, s, report("a-mzj", 2024, 5), both)
	if r, err := s.SourceReport(t.Context(), both.SHA256); err != nil || r.Year != 2024 {
		t.Errorf("%d, %v", r.Year, err)
	}
}

func TestSaveReport_TheDocumentThatWasReadIsTheFirst(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	mended := report("a-jyj", 2023, 5)
	mended.Revision.Texts[0].Body = "本年情况良好。"
	b := file("b.docx", "b")
	if saved := save(t, s, mended, b); saved.State != models.SavedRevised || len(saved.Changes) > 0 {
		t.Fatalf("%s, %d changes", saved.State, len(saved.Changes))
	}
	if sources := load(t, s, "a-jyj", 2023).Revision.Sources; len(sources) != 2 || sources[0].SHA256 != b.SHA256 {
		t.Errorf("sources %+v", sources)
	}
}
