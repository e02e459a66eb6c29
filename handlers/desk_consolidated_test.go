package handlers

import (
	"net/url"
	"strings"
	"testing"

	"gongkai/models"
)

// An organ is left out with a reason that the public reads, the report is locked, and what changes afterwards is told.
func TestDeskConsolidated(t *testing.T) {
	s := district(t)
	w := s.hire(t, "office", models.RoleOffice)
	const here = "/desk/consolidated/2024"
	public := func() string {
		s.clock.t = s.clock.t.Add(pollEvery)
		return s.get(t, "/consolidated/2024").body
	}
	if res := w.read(t, s, "/desk/consolidated"); res.StatusCode != 303 || res.Header.Get("Location") != here {
		t.Errorf("status %d to %s", res.StatusCode, res.Header.Get("Location"))
	}
	if !strings.Contains(public(), "已纳入 5/5 个机关") {
		t.Fatal("the fixture is another one")
	}
	if res := s.post(t, w, here+"/exclude", url.Values{"agency": {"a-6"}}); res.StatusCode != 422 || !strings.Contains(res.body, "请写明原因") {
		t.Errorf("no reason: status %d", res.StatusCode)
	}
	if res := s.post(t, w, here+"/exclude", url.Values{"agency": {"a-none"}, "reason": {"x"}}); res.StatusCode != 404 {
		t.Errorf("an agency that is none: status %d", res.StatusCode)
	}
	if res := s.post(t, w, here+"/exclude", url.Values{"agency": {"a-6"}, "reason": {"申请由<办公室>统一办理"}}); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	if page := public(); !strings.Contains(page, "已纳入 4/4 个机关") || !strings.Contains(page, "区统计局没有计入：申请由&lt;办公室&gt;统一办理") {
		t.Error("the public is not told who is left out")
	}
	if other := s.get(t, "/consolidated/2023").body; strings.Contains(other, "没有计入") {
		t.Error("the organ is left out of another year, too")
	}

	old := seenVersion.FindStringSubmatch(w.read(t, s, here).body)[1]
	if res := s.post(t, w, here+"/include", url.Values{"agency": {"a-6"}}); res.StatusCode != 303 {
		t.Errorf("status %d", res.StatusCode)
	}
	if res := s.post(t, w, here+"/lock", url.Values{"seen": {old}}); res.StatusCode != 409 || !strings.Contains(res.body, "数据变了") {
		t.Errorf("locking what is not what was seen: status %d", res.StatusCode)
	}
	if res := s.post(t, w, here+"/lock", url.Values{"seen": {seenVersion.FindStringSubmatch(w.read(t, s, here).body)[1]}}); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	if page := public(); !strings.Contains(page, "锁定，此后没有变化") || !strings.Contains(page, "已纳入 5/5 个机关") {
		t.Error("the public is not told that it is locked")
	}
	if res := s.post(t, w, here+"/exclude", url.Values{"agency": {"a-6"}, "reason": {"太晚"}}); res.StatusCode != 409 || !strings.Contains(res.body, "请先解锁") {
		t.Errorf("leaving out of a locked report: status %d", res.StatusCode)
	}
	s.save(t, models.Agency{ID: "a-1", Name: "区教育局", Kind: models.KindDepartment}, 2024, 99, "corrected")
	if page := public(); !strings.Contains(page, "此后年报有更正") || !strings.Contains(page, `id="since"`) || !strings.Contains(page, "锁定以后变了的格") {
		t.Error("a locked report changed silently")
	}
	if res := s.post(t, w, here+"/unlock", url.Values{"reason": {""}}); res.StatusCode != 422 {
		t.Errorf("no reason: status %d", res.StatusCode)
	}
	if res := s.post(t, w, here+"/unlock", url.Values{"reason": {"区教育局更正"}}); res.StatusCode != 303 {
		t.Errorf("status %d", res.StatusCode)
	}
	if strings.Contains(public(), "锁定") {
		t.Error("it is still locked")
	}
	for _, file := range []string{"report.docx", "report.xlsx"} {
		if res := s.get(t, "/consolidated/2024/"+file); res.StatusCode != 200 || !strings.HasPrefix(res.body, "PK") {
			t.Errorf("%s: status %d", file, res.StatusCode)
		}
	}
}
