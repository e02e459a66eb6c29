package handlers

import (
	"strings"
	"testing"
	"time"
)

func TestSubmissions_Addresses(t *testing.T) {
	district(t).play(t, []scenario{
		{name: "the newest year", url: "/submissions", status: 200, contains: []string{"2024 年年度报告公布情况", "按期率", `class="day-line"`, "已过 425 天", "/reports/a-1/2024#findings", "总计"}},
		{name: "a missing report", url: "/submissions?y=2023&state=missing", status: 200, contains: []string{"区司法局", "未公布，已过期"}, excludes: []string{`<a href="/agencies/a-1">区教育局</a></th>`}},
		{name: "late and missing are told apart", url: "/submissions?y=2023", status: 200, contains: []string{"逾期 1（其中未公布 1）", "，0 份晚于各自的截止日"}},
		{name: "failed checks", url: "/submissions?state=failed", status: 200, contains: []string{"区教育局"}, excludes: []string{`<a href="/agencies/a-2">区民政局</a></th>`}},
		{name: "nobody", url: "/submissions?state=late&y=2022", status: 200, contains: []string{"没有符合所选条件的机关"}},
		{name: "a state that is none", url: "/submissions?state=naughty", status: 200, contains: []string{"没有“naughty”这个选择"}},
		{name: "data of a state that is none", url: "/submissions.csv?state=naughty", status: 400},
		{name: "in English", url: "/en/submissions", status: 200, contains: []string{"Days of publication and the days due", "425 days ago", ">Feb</text>"}},
		{name: "the home page leads there", url: "/", status: 200, contains: []string{`href="/submissions"`}},
	})
}

// Days are counted from the clock, whatever was shown before.
func TestSubmissions_ChangeWithTheDay(t *testing.T) {
	s := district(t)
	for day, want := range map[time.Time]string{
		time.Date(2025, 1, 21, 9, 0, 0, 0, time.UTC): "还有 10 天",
		time.Date(2025, 1, 31, 9, 0, 0, 0, time.UTC): "今天到期",
		time.Date(2025, 2, 2, 9, 0, 0, 0, time.UTC):  "已过 2 天",
	} {
		s.clock.t = day
		if body := s.get(t, "/submissions?y=2024").body; !strings.Contains(body, want) {
			t.Errorf("on %s the page does not say %s", day.Format(time.DateOnly), want)
		}
	}
}

func TestSubmissions_DataSayTheSame(t *testing.T) {
	s := district(t)
	rows := csvRecords(t, s.get(t, "/submissions.csv?y=2023").body)
	status := map[string]string{}
	for _, r := range rows {
		status[r["agency_id"]] = r["status"]
	}
	if len(rows) != 6 || status["a-5"] != "missing" || status["a-1"] != "on_time" {
		t.Errorf("rows %v", status)
	}
}
