package ingest

import (
	"strings"
	"testing"
	"time"

	"gongkai/models"
)

func TestHandIn_OnlyForOnesOwnAgencies(t *testing.T) {
	now := time.Date(2025, 1, 20, 9, 0, 0, 0, time.UTC)
	as := func(agencies ...string) ImportOptions {
		return ImportOptions{Now: now, HandIn: &HandIn{Agencies: agencies, Reason: "更正", Seen: map[ReportKey]int{{"a-mzj", 2024}: 3}, Act: models.Act{By: "张三", At: now}}}
	}
	t.Run("own", func(t *testing.T) {
		db := district()
		out, err := NewBatch(db).keep(t.Context(), as("a-jyj", "a-mzj"), "民政局.docx", []byte("x"), says("洪泽区民政局", 2024, 1))
		if err != nil || out.AgencyID != "a-mzj" || db.saves != 0 || len(db.handedIn) != 1 {
			t.Fatalf("%+v, %v, %d published, %d handed in", out, err, db.saves, len(db.handedIn))
		}
		if got := db.handedIn[0]; got.reason != "更正" || got.seen != 3 || got.act.By != "张三" || got.report.Year != 2024 {
			t.Errorf("handed in %+v", got)
		}
	})
	t.Run("of another", func(t *testing.T) {
		db := district()
		_, err := NewBatch(db).keep(t.Context(), as("a-jyj"), "民政局.docx", []byte("x"), says("洪泽区民政局", 2024, 1))
		if models.ErrorCode(err) != models.EDENIED || !strings.Contains(models.ErrorMessage(err), "洪泽区民政局") || len(db.handedIn) != 0 {
			t.Errorf("%v, %d handed in", err, len(db.handedIn))
		}
	})
	t.Run("a scan of another", func(t *testing.T) {
		db := district()
		cause := models.Errorf(models.ENOTEXT, "没有文字。")
		_, err := NewBatch(db).queue(t.Context(), as("a-jyj"), "洪泽区民政局2024年年报.pdf", []byte("x"), Parsed{Format: string(FormatPDF)}, cause)
		if models.ErrorCode(err) != models.EDENIED || len(db.queue) != 0 {
			t.Errorf("%v, %d queued", err, len(db.queue))
		}
	})
	t.Run("the office for all", func(t *testing.T) {
		db := district()
		o := as()
		o.HandIn.Agencies = nil
		if _, err := NewBatch(db).keep(t.Context(), o, "民政局.docx", []byte("x"), says("洪泽区民政局", 2024, 1)); err != nil || len(db.handedIn) != 1 {
			t.Errorf("%v, %d handed in", err, len(db.handedIn))
		}
	})
	t.Run("nobody's agencies are none, not all", func(t *testing.T) {
		db := district()
		if _, err := NewBatch(db).keep(t.Context(), ImportOptions{Now: now, HandIn: &HandIn{Agencies: []string{}}}, "x.docx", []byte("x"), says("洪泽区民政局", 2024, 1)); models.ErrorCode(err) != models.EDENIED {
			t.Errorf("%v", err)
		}
	})
	t.Run("what names no agency is from one's only one", func(t *testing.T) {
		db := district()
		if out, err := NewBatch(db).keep(t.Context(), as("a-mzj"), "x.docx", []byte("x"), says("", 2024, 1)); err != nil || out.AgencyID != "a-mzj" {
			t.Errorf("%+v, %v", out, err)
		}
		cause := models.Errorf(models.ENOTEXT, "没有文字。")
		if out, err := NewBatch(db).queue(t.Context(), as("a-mzj"), "扫描件.pdf", []byte("x"), Parsed{Format: string(FormatPDF)}, cause); err != nil || out.AgencyID != "a-mzj" {
			t.Errorf("%+v, %v", out, err)
		}
	})
}

func TestHandIn_SentencesAreForTheWeb(t *testing.T) {
	o := ImportOptions{Now: now, HandIn: &HandIn{}}
	for _, parsed := range []Parsed{says("", 2024, 1), says("洪泽区司法局", 2024, 1), says("洪泽区民政局", 0, 1)} {
		_, err := NewBatch(district()).keep(t.Context(), o, "x.docx", []byte("x"), parsed)
		if err == nil || strings.Contains(models.ErrorMessage(err), "--") {
			t.Errorf("%v", err)
		}
	}
}

// A run may bring a report in several formats; another report of the same agency and year is refused.
func TestHandIn_TwiceInOneRun(t *testing.T) {
	db := district()
	b, o := NewBatch(db), ImportOptions{Now: now, HandIn: &HandIn{Act: models.Act{By: "张三"}}}
	if _, err := b.keep(t.Context(), o, "a.docx", []byte("x"), says("洪泽区民政局", 2024, 1)); err != nil {
		t.Fatal(err)
	}
	if out, err := b.keep(t.Context(), o, "a.pdf", []byte("y"), says("洪泽区民政局", 2024, 1)); err != nil || out.State != models.SavedSecondSource || len(db.copies) != 1 {
		t.Errorf("%+v, %v, copies %v", out, err, db.copies)
	}
	out, err := b.keep(t.Context(), o, "b.pdf", []byte("z"), says("洪泽区民政局", 2024, 2))
	if models.ErrorCode(err) != models.ECONFLICT || out.AgencyID != "a-mzj" || len(db.handedIn) != 1 || len(db.copies) != 1 {
		t.Errorf("%+v, %v", out, err)
	}
}
