package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/store"
)

// announced hands on the address that a server prints when it is ready.
type announced struct {
	bytes.Buffer
	address chan string
}

var addressPattern = regexp.MustCompile(`http://\S+`)

func (a *announced) Write(p []byte) (int, error) {
	if found := addressPattern.Find(p); found != nil {
		a.address <- string(found)
	}
	return a.Buffer.Write(p)
}

// serves runs a command that serves, calls visit with its address, stops it, and wants it to end well.
func serves(t *testing.T, args []string, visit func(address string)) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out := &announced{address: make(chan string, 1)}
	var errs bytes.Buffer
	status := make(chan int, 1)
	go func() { status <- run(ctx, args, out, &errs) }()
	select {
	case address := <-out.address:
		visit(address)
		stop()
	case got := <-status:
		t.Fatalf("%v ended with %d: %s", args, got, errs.String())
	}
	if got := <-status; got != 0 {
		t.Errorf("%v ended with %d: %s", args, got, errs.String())
	}
}

func statusOf(t *testing.T, url string) int {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func TestServe(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "new.db")
	settingsFile := filepath.Join(dir, "settings.json")
	if err := os.WriteFile(settingsFile, []byte(`{"district": "试验区", "office": "试验区人民政府办公室", "base_url": "https://gk.example.gov.cn/", "licence": "CC BY 4.0", "licence_en": "CC BY 4.0 International", "licence_url": "https://creativecommons.org/licenses/by/4.0/", "deadlines": {"2024-organ": "2025-02-10"}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GONGKAI_OFFICE", "试验区政务公开办公室")
	serves(t, []string{"serve", "--db", db, "--addr", "127.0.0.1:0", "--settings", settingsFile}, func(address string) {
		if got := statusOf(t, address); got != http.StatusOK {
			t.Errorf("home page: status %d", got)
		}
		taken := strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/")
		var errs bytes.Buffer
		if got := run(t.Context(), []string{"serve", "--db", db, "--addr", taken}, &errs, &errs); got != exitFailed || !strings.Contains(errs.String(), "已被其他程序占用") {
			t.Errorf("a second server: %d %s", got, errs.String())
		}
	})
	s, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	set, err := s.Settings(t.Context())
	if err != nil || set.District != "试验区" || set.Office != "试验区政务公开办公室" || set.DueOn(models.ScopeOrgan, 2024) != "2025-02-10" || set.BaseURL != "https://gk.example.gov.cn" ||
		set.Rights(models.Zh) != "CC BY 4.0" || set.Rights(models.En) != "CC BY 4.0 International" || set.LicenceURL != "https://creativecommons.org/licenses/by/4.0/" {
		t.Errorf("settings: %+v, %v", set, err)
	}
}

func TestServe_WrongSettings(t *testing.T) {
	for _, tt := range []struct{ file, says string }{
		{`{"distrikt": "x"}`, "没有“distrikt”这项设置"},
		{`{"district": 5}`, "应为文字"},
		{`not json`, "不是有效的 JSON"},
		{`{"organ_deadline": "31 January"}`, "不是日期"},
		{`{"base_url": "gk.example.gov.cn"}`, "不是网站的网址"},
		{`{"mistakes_url": "javascript:alert(1)"}`, "不是网址"},
		{`{"licence_url": "javascript:alert(1)"}`, "不是网址"},
		{`{"deadlines": {"2024-organ": "soon"}}`, "不是日期"},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "settings.json")
		if err := os.WriteFile(file, []byte(tt.file), 0o644); err != nil {
			t.Fatal(err)
		}
		var errs bytes.Buffer
		if got := run(t.Context(), []string{"serve", "--db", filepath.Join(dir, "a.db"), "--addr", "127.0.0.1:0", "--settings", file}, &errs, &errs); got != exitFailed || !strings.Contains(errs.String(), tt.says) {
			t.Errorf("%s: %d %s", tt.file, got, errs.String())
		}
	}
}

func TestServe_WrongProxy(t *testing.T) {
	var errs bytes.Buffer
	if got := run(t.Context(), []string{"serve", "--db", filepath.Join(t.TempDir(), "a.db"), "--addr", "127.0.0.1:0", "--trusted-proxy", "proxy.example"}, &errs, &errs); got != exitFailed || !strings.Contains(errs.String(), "“proxy.example”不是反向代理的地址") {
		t.Errorf("%d %s", got, errs.String())
	}
}

func TestServe_WrongAddress(t *testing.T) {
	var errs bytes.Buffer
	if got := run(t.Context(), []string{"serve", "--db", filepath.Join(t.TempDir(), "a.db"), "--addr", "nowhere"}, &errs, &errs); got != exitFailed || !strings.Contains(errs.String(), "无法监听地址“nowhere”") {
		t.Errorf("%d %s", got, errs.String())
	}
}

func TestDemo(t *testing.T) {
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	serves(t, []string{"demo", "--addr", "127.0.0.1:0"}, func(address string) {
		for _, page := range []string{"", "agencies", "agencies/a-mzj", "reports/a-mzj/2023", "compare", "rules"} {
			if got := statusOf(t, address+page); got != http.StatusOK {
				t.Errorf("/%s: status %d", page, got)
			}
		}
	})
	left, err := os.ReadDir(scratch)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestDemo_InterruptedWhileImporting(t *testing.T) {
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	ctx, stop := context.WithCancel(t.Context())
	out := interrupter{stop: stop}
	var errs bytes.Buffer
	if got := run(ctx, []string{"demo", "--addr", "127.0.0.1:0"}, &out, &errs); got != exitFailed || !strings.Contains(errs.String(), "已中断") {
		t.Errorf("%d %s", got, errs.String())
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
