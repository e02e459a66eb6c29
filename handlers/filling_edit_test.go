package handlers

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/views"
)

// edit sends edits as the script of a form does, three strings each: the field, what stood there, what is put there.
func (f *fillingForm) edit(t testing.TB, edits ...string) (views.FillingState, response) {
	t.Helper()
	list := []models.Edit{}
	for i := 0; i < len(edits); i += 3 {
		list = append(list, models.Edit{Field: edits[i], From: edits[i+1], To: edits[i+2]})
	}
	b, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	res := f.site.post(t, f.worker, f.address+"/edits", url.Values{"edits": {string(b)}})
	var state views.FillingState
	if err := json.Unmarshal([]byte(res.body), &state); err != nil && (res.StatusCode == 200 || res.StatusCode == 422) {
		t.Fatalf("status %d: %v", res.StatusCode, err)
	}
	return state, res
}

// What is typed is kept at once, and the answer has what follows from it.
func TestFilling_EditsAsOneTypes(t *testing.T) {
	s := district(t)
	f := s.openFilling(t, s.hire(t, "jyj", models.RoleBureau, "a-1"), "/desk/reports/a-1/2025/form")
	state, res := f.edit(t)
	if res.StatusCode != 200 || res.Header.Get("Cache-Control") != "private, no-store" || state.Version != 0 || len(state.Notes) > 0 || state.Values["t3.r02.c1"] != "0" {
		t.Errorf("a form that nobody began: status %d, %+v", res.StatusCode, state)
	}
	state, res = f.edit(t, "t4.r01.c01", "", " 2 ", "t4.r01.c02", "", "3", "t4.r01.c03", "", "0", "t4.r01.c04", "", "1", "text1", "", "一\r\n二\r\n", "none:remedies.litigation_after", "", "1", "scope", "organ", "own_level")
	if res.StatusCode != 200 || state.Version != 1 || state.Totals["t4.r01.c05"] != "6" || state.Totals["t4.r01.c15"] != "0" || state.Totals["t3.r01.c7"] != "" || !strings.Contains(state.Kept, "jyj") {
		t.Errorf("%s", res.body)
	}
	if v := state.Values; v["t4.r01.c01"] != "2" || v["text1"] != "一\n二" || v["none:remedies.litigation_after"] != "1" || v["scope"] != "own_level" {
		t.Errorf("kept %v", v)
	}
	state, _ = f.edit(t, "t4.r01.c01", "2", "二")
	if len(state.Wrong) != 1 || state.Wrong[0] != "t4.r01.c01" || state.Totals["t4.r01.c05"] != "" || len(state.Notes) == 0 || !strings.Contains(state.Notes[0].Sentence, "二") || state.Notes[0].Section != 4 {
		t.Errorf("a cell that cannot be read: %+v", state)
	}
	if again, _ := f.edit(t, "t4.r01.c01", "2", "二"); again.Version != 2 || len(again.Conflicts) > 0 {
		t.Errorf("sent twice: version %d, %v", again.Version, again.Conflicts)
	}
	state, _ = f.edit(t, "t4.r01.c01", "2", "4", "t4.r01.c02", "3", "5")
	if len(state.Conflicts) != 1 || state.Conflicts[0].Theirs != "二" || state.Conflicts[0].Mine != "4" || state.Values["t4.r01.c01"] != "二" || state.Values["t4.r01.c02"] != "5" {
		t.Errorf("somebody else changed a cell: %+v", state)
	}
}

func TestFilling_EditsThatCannotBeMade(t *testing.T) {
	s := district(t)
	bureau := s.hire(t, "jyj", models.RoleBureau, "a-1")
	f := s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	for _, bad := range [][]string{{"t3.r01.c7", "", "1"}, {"t9.r01.c1", "", "1"}, {"", "", ""}, {"published_on", "", "31.1."}, {"t3.r01.c1", "", strings.Repeat("9", 100)}} {
		if _, res := f.edit(t, append([]string{"t3.r01.c2", "", "1"}, bad...)...); res.StatusCode != 422 || !strings.Contains(res.body, `{"error":"`) {
			t.Errorf("%q: status %d: %s", bad[0], res.StatusCode, res.body)
		}
	}
	for _, body := range []string{"", "{", `{"field":"text1"}`, "null]"} {
		if res := s.post(t, bureau, f.address+"/edits", url.Values{"edits": {body}}); res.StatusCode != 422 {
			t.Errorf("%q: status %d", body, res.StatusCode)
		}
	}
	if kept, err := s.store.Filling(t.Context(), "a-1", 2025); err != nil || kept.Version != 0 {
		t.Errorf("version %d, %v: a list with a bad edit is kept by halves", kept.Version, err)
	}
	other := &fillingForm{site: s, worker: bureau, address: "/desk/reports/a-2/2025/form"}
	if _, res := other.edit(t, "t3.r01.c2", "", "1"); res.StatusCode != 403 {
		t.Errorf("another agency's form: status %d", res.StatusCode)
	}
}

// A bureau finds its form from where it begins, with how far it is.
func TestFilling_IsFoundFromTheDesk(t *testing.T) {
	s := district(t)
	bureau, office := s.hire(t, "jyj", models.RoleBureau, "a-1"), s.hire(t, "ban", models.RoleOffice)
	desk := func(w worker) string { return s.get(t, "/desk", "Cookie: "+w.cookie).body }
	if body := desk(bureau); !strings.Contains(body, `<a href="/desk/reports/a-1/2025/form">区教育局：填报 2025 年年报</a><p>还没有交。</p>`) || strings.Contains(body, "a-2/2025") {
		t.Errorf("nothing begun: %s", body)
	}
	f := s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	f.edit(t, "text1", "", "总体情况。")
	if body := desk(bureau); !strings.Contains(body, "<p>上次保存：") {
		t.Errorf("begun: %s", body)
	}
	f = s.openFilling(t, bureau, "/desk/reports/a-1/2025/form")
	f.zeros()
	if res := f.send(t, "/hand-in"); res.StatusCode != 303 {
		t.Fatalf("status %d", res.StatusCode)
	}
	if body := desk(bureau); !strings.Contains(body, "<p>已交给办公室（jyj，2026-04-01 17:00），现在是“有问题”。</p>") {
		t.Errorf("handed in: %s", body)
	}
	if body := desk(office); strings.Contains(body, "我的机关") {
		t.Error("the office has agencies of its own")
	}
}
