package store

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/models"
)

func message(reference string) models.Feedback {
	return models.Feedback{Reference: reference, Kind: models.FeedbackWrong, About: "/reports/a-mzj/2025#t3.r01.c7", Message: "总计不对。\n请核对。", Contact: "138", Lang: models.Zh, ReceivedAt: scanned}
}

func TestFeedback(t *testing.T) {
	s := open(t)
	before := version(t, s)
	for _, reference := range []string{"20260201-B", "20260201-A"} {
		if err := s.AddFeedback(t.Context(), message(reference)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddFeedback(t.Context(), message("20260201-A")); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("a reference twice: %v", err)
	}
	if err := s.AddFeedback(t.Context(), models.Feedback{Reference: "x", Kind: "spam", Message: "x"}); err == nil {
		t.Error("an unknown kind is kept")
	}
	list, err := s.Feedback(t.Context())
	if err != nil || len(list) != 2 || list[0].Reference != "20260201-A" || list[0].Message != message("").Message || list[0].State != models.FeedbackNew || !list[0].ReceivedAt.Equal(scanned) {
		t.Errorf("%+v, %v", list, err)
	}
	done, err := s.CloseFeedback(t.Context(), " 20260201-a ", " 已更正 ", scanned.Add(time.Hour))
	if err != nil || done.State != models.FeedbackDone || done.Remark != "已更正" || !done.DoneAt.Equal(scanned.Add(time.Hour)) {
		t.Errorf("%+v, %v", done, err)
	}
	if again, err := s.CloseFeedback(t.Context(), "20260201-A", "", scanned.Add(9*time.Hour)); err != nil || again.Remark != "" || !again.DoneAt.Equal(*done.DoneAt) {
		t.Errorf("again: %+v, %v", again, err)
	}
	if _, err := s.CloseFeedback(t.Context(), "20260201-C", "", scanned); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("none such: %v", err)
	}
	if open, err := s.Feedback(t.Context(), models.FeedbackNew); err != nil || len(open) != 1 || open[0].Reference != "20260201-B" {
		t.Errorf("new ones: %+v, %v", open, err)
	}
	if version(t, s) != before {
		t.Error("the published data has another version")
	}
}

func TestAddFeedback_StopsWhenNobodyReadsIt(t *testing.T) {
	s := open(t)
	statement := "INSERT INTO feedback SELECT 'r' || value, 'wrong', '', 'x', '', 'zh', '2026-01-01 00:00:00+00:00', 'new', NULL, '' FROM json_each(?)"
	numbers := make([]string, models.MaxFeedbackNew-3)
	for i := range numbers {
		numbers[i] = fmt.Sprint(i)
	}
	if err := s.w.Exec(statement, "["+strings.Join(numbers, ",")+"]").Error; err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	kept, refused := 0, 0
	for i := range 10 {
		wg.Go(func() {
			err := s.AddFeedback(context.Background(), message(fmt.Sprint("20260201-", i)))
			mu.Lock()
			defer mu.Unlock()
			switch models.ErrorCode(err) {
			case "":
				kept++
			case models.ECONFLICT:
				refused++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if kept != 3 || refused != 7 {
		t.Errorf("%d kept and %d refused, want 3 and 7", kept, refused)
	}
}
