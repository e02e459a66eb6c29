package handlers

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/store"
)

// What is done to a report is allowed or refused on purpose in each of its states: all acts, for each role, in each state.
func TestRights_AllActsInAllStates(t *testing.T) {
	// The table once more, as people would say it.
	want := map[string]string{"confirm": "received problems", "reconsider": "received problems", "return": "received problems accepted", "accept": "received problems", "reopen": "returned accepted", "publish": "accepted",
		"comment": "received problems returned accepted", "settle": "received problems returned accepted"}
	const path = "/desk/reports/:agency/:year/"
	for key := range rights {
		if act, ok := strings.CutPrefix(key, "POST "+path); ok && want[act] == "" && !strings.HasPrefix(act, "form") {
			t.Errorf("nobody said when there is %s", act)
		}
	}
	tried := 0
	for _, state := range models.ProgressStates {
		s := district(t)
		people := map[string]worker{"admin": s.hire(t, "admin1", models.RoleAdmin), "office": s.hire(t, "office1", models.RoleOffice), "bureau": s.hire(t, "bureau1", models.RoleBureau, "a-1"), "other bureau": s.hire(t, "bureau2", models.RoleBureau, "a-2")}
		version := s.bring(t, state)
		for act, states := range want {
			who := rights["POST "+path+act]
			for name, w := range people {
				tried++
				in := strings.Contains(states, string(state))
				fields := url.Values{"seen": {strconv.Itoa(version)}, "finding": {"[]"}, "remark": {"4711"}} // of which nothing comes
				if name == "admin" && in && (act == "accept" || act == "reopen" || act == "publish") {
					fields.Set("seen", "-1") // these would do something: that they are let in shows in that they look at the version
				}
				if name == "office" && in && (act == "accept" || act == "reopen" || act == "publish") {
					continue // below
				}
				res := s.post(t, w, strings.NewReplacer(":agency", "a-1", ":year", "2025").Replace(path)+act, fields)
				mine := who.allows(w.user) && name != "other bureau"
				refused := res.StatusCode == 403
				untimely := strings.Contains(res.body, "这一步做不了") || strings.Contains(res.body, "没有待处理的年报")
				if refused == mine || mine && untimely == in {
					t.Errorf("%s by %s where the report is %s: status %d", act, name, state, res.StatusCode)
				}
			}
		}
		page := s.get(t, reviewPage, "Cookie: "+people["office"].cookie).body
		for _, act := range []string{"return", "reopen", "publish"} {
			if offered := strings.Contains(page, `action="`+reviewPage+"/"+act+`"`); offered != strings.Contains(want[act], string(state)) {
				t.Errorf("where the report is %s, %s is offered: %v", state, act, offered)
			}
		}
		for act, next := range map[string]models.Status{"accept": models.StatusAccepted, "publish": models.StatusPublished, "reopen": models.StatusReceived} {
			if !strings.Contains(want[act], string(state)) || state == models.StatusProblems || act == "publish" != (state == models.StatusAccepted) {
				continue
			}
			res := s.reviewing(t, people["office"], act, nil)
			if page := s.get(t, reviewPage, "Cookie: "+people["office"].cookie).body; res.StatusCode != 303 || !strings.Contains(page, "当前状态："+next.Label().Zh) {
				t.Errorf("%s where the report is %s: status %d", act, state, res.StatusCode)
			}
		}
	}
	if tried != 8*4*6 {
		t.Errorf("%d cells of the table were tried", tried)
	}
}

// bring brings the report of a-1 for 2025 into a state and returns the version of its submission.
func (s *site) bring(t testing.TB, state models.Status) int {
	t.Helper()
	act := models.Act{By: "office1", At: s.clock.t}
	var steps []func(x store.Submitted) error
	then := func(do reviewStep) {
		steps = append(steps, func(x store.Submitted) error { return do(t.Context(), x.ReportID, x.Version, act) })
	}
	switch state {
	case models.StatusMissing:
		return 0
	case models.StatusProblems:
		s.handIn(t, 7, 9, "wrong", "", 0)
		return s.submitted(t).Version
	case models.StatusReturned:
		steps = append(steps, func(x store.Submitted) error {
			return s.store.Return(t.Context(), x.ReportID, x.Version, "请改。", act)
		})
	case models.StatusAccepted:
		then(s.store.Accept)
	case models.StatusPublished:
		then(s.store.Accept)
		then(s.store.Publish)
	}
	s.handIn(t, 7, 7, "right", "", 0)
	for _, step := range steps {
		if err := step(s.submitted(t)); err != nil {
			t.Fatal(err)
		}
	}
	x, err := s.store.Submission(t.Context(), "a-1", 2025)
	if err != nil && state != models.StatusPublished {
		t.Fatal(err)
	}
	return x.Version
}
