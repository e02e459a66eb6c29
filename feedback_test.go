package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/models"
	"gongkai/store"
)

func TestFeedback_ListsAndMarksMessages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for reference, text := range map[string]string{"20260401-AAAAA": "=HYPERLINK(\"x\")\n第二行", "20260401-BBBBB": "看不了"} {
		if err := db.AddFeedback(t.Context(), models.Feedback{Reference: reference, Kind: models.FeedbackWrong, About: "/agencies", Message: text, Contact: "+86", Lang: models.Zh, ReceivedAt: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args     []string
		status   int
		contains []string
		excludes string
	}{
		{nil, 0, []string{"20260401-AAAAA  未处理  数字有误", "    第二行", "联系方式：+86", "共 2 条。"}, "已处理"},
		{[]string{"--csv"}, 0, []string{"编号,", "\"'=HYPERLINK", ",'+86,"}, "\n=HYPER"},
		{[]string{"--json"}, 0, []string{`"reference": "20260401-BBBBB"`, `"state": "new"`}, ""},
		{[]string{"--done", "20260401-aaaaa", "--remark", "已更正"}, 0, []string{"已处理", "处理说明：已更正"}, "BBBBB"},
		{nil, 0, []string{"共 1 条。"}, "AAAAA"},
		{[]string{"--all"}, 0, []string{"AAAAA", "共 2 条。"}, ""},
		{[]string{"--done", "none"}, exitFailed, []string{"没有编号为“none”的反馈"}, ""},
		{[]string{"--remark", "x"}, exitUsage, []string{"--done"}, ""},
		{[]string{"--json", "--csv"}, exitUsage, nil, ""},
	} {
		var out, errs bytes.Buffer
		status := run(t.Context(), append([]string{"feedback", "--db", path}, tt.args...), &out, &errs)
		all := out.String() + errs.String()
		if status != tt.status {
			t.Errorf("%q: status %d: %s", tt.args, status, all)
		}
		for _, want := range tt.contains {
			if !strings.Contains(all, want) {
				t.Errorf("%q: no %q in %s", tt.args, want, all)
			}
		}
		if tt.excludes != "" && strings.Contains(all, tt.excludes) {
			t.Errorf("%q: %q in %s", tt.args, tt.excludes, all)
		}
	}
	var errs bytes.Buffer
	if status := run(t.Context(), []string{"feedback", "--db", path + ".none"}, &bytes.Buffer{}, &errs); status != exitFailed || !strings.Contains(errs.String(), "没有找到文件") {
		t.Errorf("no database: status %d, %s", status, errs.String())
	}
}
