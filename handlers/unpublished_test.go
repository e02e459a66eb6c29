package handlers

import (
	"net/http"
	"strings"
	"testing"

	"gongkai/models"
)

// Nothing that is not published reaches the public: markers are planted in a draft and its document, in feedback, in the queue and in
// what staff do, and looked for in every answer that anyone gets, in both languages and all formats, signed in or not.
func TestPublic_ShowsNothingUnpublished(t *testing.T) {
	s := district(t)
	admin := s.hire(t, "user-marker", models.RoleAdmin)
	draft := made(models.Agency{ID: "a-6", Name: "区统计局"}, 2025, 424242)
	draft.Status = models.StatusReceived
	draft.Revision.Texts[0].Body = "draft-marker"
	draft.Revision.SourceURL = "https://www.example.gov.cn/draft-marker"
	source := document("draft-marker")
	if _, err := s.store.SaveReport(t.Context(), draft, source); err != nil {
		t.Fatal(err)
	}
	again := made(models.Agency{ID: "a-1", Name: "区教育局"}, 2024, 434343)
	again.Revision.Texts[1].Body = "submission-marker"
	if _, err := s.store.HandIn(t.Context(), again, document("submission-marker"), "reason-marker", 0, models.Act{By: "user-marker", At: s.clock.t}); err != nil {
		t.Fatal(err)
	}
	x, err := s.store.Submission(t.Context(), "a-1", 2024)
	if err != nil {
		t.Fatal(err)
	}
	act := models.Act{By: "user-marker", At: s.clock.t}
	for i, f := range models.Open(x.Report.Revision.Findings, nil) {
		if err := s.store.Confirm(t.Context(), x.ReportID, x.Version+i, f.Identity(), "decision-marker", act); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.store.Comment(t.Context(), x.ReportID, "", "comment-marker", act); err != nil {
		t.Fatal(err)
	}
	if x, err = s.store.Submission(t.Context(), "a-1", 2024); err != nil || len(x.Decisions) == 0 {
		t.Fatal("nothing was confirmed", err)
	}
	if err := s.store.Return(t.Context(), x.ReportID, x.Version, "letter-marker", act); err != nil {
		t.Fatal(err)
	}
	queued := document("queue-marker")
	if _, _, err := s.store.Enqueue(t.Context(), queued, models.QueueEntry{AgencyID: "a-6", Year: 2025, Reason: "queue-marker", QueuedAt: s.clock.t}); err != nil {
		t.Fatal(err)
	}
	if err := s.store.AddFeedback(t.Context(), models.Feedback{Reference: "20260401-AAAAA", Kind: models.FeedbackWrong, Message: "message-marker", Contact: "contact-marker", Lang: models.Zh, ReceivedAt: s.clock.t}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.CloseFeedback(models.As(t.Context(), models.Actor{UserID: 1, Name: "user-marker"}), "20260401-AAAAA", "remark-marker", s.clock.t); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.store.AddToken(t.Context(), "user-marker", "token-marker", models.ScopeRead, 30, s.clock.t); err != nil {
		t.Fatal(err)
	}
	var addresses []string
	for _, r := range s.app.GetRoutes(true) {
		if r.Method == http.MethodGet && !strings.HasPrefix(r.Path, "/desk") {
			addresses = append(addresses, pathOf(r.Path))
		}
	}
	addresses = append(addresses, "/agencies/a-6", "/agencies/a-6.csv", "/years/2025", "/reports/a-6/2025", "/reports/a-6/2025.json", "/compare?a=a-6", "/originals/"+source.SHA256, "/originals/"+source.SHA256+"/read",
		"/originals/"+queued.SHA256, "/originals/"+document("submission-marker").SHA256, "/reports/a-1/2024.csv", "/search?q=submission-marker", "/search?q=draft-marker", "/search?q=message-marker", "/search?q=user-marker", "/search?q=424242", "/desk", "/desk/sign-in", "/desk/feedback.csv", "/desk/audit.csv", "/desk/users", "/desk/invitations/user-marker")
	asked := 0
	for _, address := range addresses {
		for _, prefix := range []string{"", "/en"} {
			if prefix != "" && strings.HasPrefix(address, "/static/") {
				continue
			}
			for _, cookie := range []string{"", admin.cookie} {
				if cookie != "" && strings.HasPrefix(address, "/desk") {
					continue
				}
				asked++
				res := s.get(t, prefix+address, "Cookie: "+cookie)
				for _, marker := range []string{"draft-marker", "424242", "424,242", "434343", "434,343", "submission-marker", "reason-marker", "decision-marker", "comment-marker", "letter-marker", "queue-marker", "message-marker", "contact-marker", "remark-marker", "person-marker", "token-marker", admin.secret, models.HashSecret(admin.secret)} {
					sought := res.body
					if strings.Contains(address, "q="+marker) { // a search says what was sought
						sought = strings.ReplaceAll(sought, marker, "")
					}
					if strings.Contains(sought, marker) {
						t.Errorf("%s%s shows %s", prefix, address, marker)
					}
				}
				if strings.Contains(address, "user-marker") {
					continue
				}
				if strings.Contains(res.body, "user-marker") || strings.Contains(res.body, `class="who"`) {
					t.Errorf("%s%s shows who is signed in", prefix, address)
				}
			}
		}
	}
	if asked < 150 {
		t.Errorf("%d answers searched", asked)
	}
}
