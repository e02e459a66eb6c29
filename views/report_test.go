package views_test

import (
	"html"
	"strings"
	"testing"
	"time"

	"gongkai/models"
	"gongkai/views"
)

// The page says how the figures came here, when they became public, whether in time, and why a revision took another's place.
func TestReportPage_SaysHowItWasRead(t *testing.T) {
	read := time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)
	public := read.Add(24 * time.Hour)
	in := views.Reported{Agency: agencies[6], Heads: views.Heads{}, Reasons: map[uint]string{2: "更正了一处数字"}, Revisions: []models.Revision{{ID: 1, No: 1, CreatedAt: read}, {ID: 2, No: 2, CreatedAt: public}},
		Report: models.Report{AgencyID: "a-06", Year: 2025, CurrentID: 2, Revision: models.Revision{ID: 2, Edition: models.Edition2021, Scope: models.ScopeOrgan, PublishedOn: "2026-02-09", ParserNo: 3, CreatedAt: read, PublishedAt: &public}}}
	body, _ := render(t, views.NewReportPage(frame("/"), in))
	body = html.UnescapeString(body)
	for _, want := range []string{"2026-02-09（逾期 9 天）", `id="read-how">由读取程序（第 3 版）从原件读出，2026-03-01 10:00（北京时间，UTC+8）；2026-03-02 10:00（北京时间，UTC+8）在本站公布。`, "修订原因：更正了一处数字"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q", want)
		}
	}
	in.Report.Revision.ParserNo, in.Report.Revision.PublishedOn = 0, "2026-01-31"
	body, _ = render(t, views.NewReportPage(frame("/"), in))
	if !strings.Contains(body, "由填报单位在网上表格中填写") || !strings.Contains(body, "2026-01-31（按期）") {
		t.Error("a report that was typed in")
	}
}
