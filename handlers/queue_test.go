package handlers

import (
	"net/url"
	"strings"
	"testing"

	"gongkai/models"
)

// The office says whose a scan is, types it in from there, or decides that it is not to be, and can undo that.
func TestQueue_AssignDropReopen(t *testing.T) {
	s := district(t)
	office := s.hire(t, "ban", models.RoleOffice)
	scan := models.Source{SHA256: strings.Repeat("ab", 32), Name: "扫描件.pdf", Format: "pdf", Size: 4, RetrievedAt: s.clock.t, Data: []byte("scan")}
	if _, _, err := s.store.Enqueue(t.Context(), scan, models.QueueEntry{Reason: "没有文字", QueuedAt: s.clock.t}); err != nil {
		t.Fatal(err)
	}
	address := "/desk/queue/" + scan.SHA256
	steps := []struct {
		do       string
		fields   url.Values
		status   int
		contains string
		state    models.QueueState
	}{
		{"/assign", url.Values{"agency": {"a-1"}, "year": {"去年"}}, 422, "四位数字的年度", models.QueueOpen},
		{"/assign", url.Values{"agency": {"a-1"}, "year": {"1999"}}, 422, "不早于 2008", models.QueueOpen},
		{"/assign", url.Values{"agency": {"a-99"}, "year": {"2025"}}, 404, "a-99", models.QueueOpen},
		{"/assign", url.Values{"agency": {"a-1"}, "year": {"2025"}}, 303, "", models.QueueOpen},
		{"/drop", url.Values{"reason": {" "}}, 422, "为什么不录入", models.QueueOpen},
		{"/drop", url.Values{"reason": {"不是年报"}}, 303, "", models.QueueDropped},
		{"/assign", url.Values{"agency": {"a-2"}, "year": {"2025"}}, 409, "", models.QueueDropped},
		{"/reopen", nil, 303, "", models.QueueOpen},
	}
	for _, step := range steps {
		res := s.post(t, office, address+step.do, step.fields)
		if res.StatusCode != step.status || !strings.Contains(res.body, step.contains) {
			t.Errorf("%s %v: status %d: %s", step.do, step.fields, res.StatusCode, res.body)
		}
		if e, err := s.store.QueueEntry(t.Context(), scan.SHA256); err != nil || e.State != step.state {
			t.Errorf("%s %v: %s, %v", step.do, step.fields, e.State, err)
		}
	}
	body := s.get(t, "/desk/queue", "Cookie: "+office.cookie).body
	for _, want := range []string{`<a href="/desk/reports/a-1/2025/form">照原件录入</a>`, `<option value="a-1" selected>区教育局</option>`, `value="2025" inputmode="numeric"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	f := s.openFilling(t, office, "/desk/reports/a-1/2025/form")
	f.zeros()
	if res := f.send(t, "/hand-in"); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	x, err := s.store.Submission(t.Context(), "a-1", 2025)
	if err != nil || len(x.Report.Revision.Sources) != 2 || x.Report.Revision.Sources[1].SHA256 != scan.SHA256 {
		t.Errorf("%v, %v: the scan is not among the sources", x.Report.Revision.Sources, err)
	}
	if e, err := s.store.QueueEntry(t.Context(), scan.SHA256); err != nil || e.State != models.QueueDone {
		t.Errorf("typed in: %s, %v", e.State, err)
	}
}
