package views

import "testing"

func TestPinnedPath(t *testing.T) {
	for _, s := range []struct{ path, want string }{
		{"/", "/?snapshot=s2026-03-31"},
		{"/compare?m=releases.total&a=a-1~a-2", "/compare?m=releases.total&a=a-1~a-2&snapshot=s2026-03-31"},
		{"/reports/a-1/2024#t3.r01.c7", "/reports/a-1/2024?snapshot=s2026-03-31#t3.r01.c7"},
		{"/years?sort=value#agencies", "/years?sort=value&snapshot=s2026-03-31#agencies"},
		{"/compare?snapshot=s2025-03-31", "/compare?snapshot=s2025-03-31"},
		{"/compare?my_snapshot=x", "/compare?my_snapshot=x&snapshot=s2026-03-31"},
		{"/originals/ab/read", "/originals/ab/read"},
		{"/snapshots/s2025-03-31", "/snapshots/s2025-03-31"},
		{"/display?theme=dark&back=%2F", "/display?theme=dark&back=%2F"},
		{"https://example.test/a", "https://example.test/a"},
		{"#content", "#content"},
		{"", ""},
	} {
		if got := PinnedPath(s.path, "s2026-03-31"); got != s.want {
			t.Errorf("%s: %s, want %s", s.path, got, s.want)
		}
	}
}

func TestFrame_LivePage(t *testing.T) {
	for path, want := range map[string]string{"/?snapshot=s2026-03-31": "/en", "/compare?a=a-1&snapshot=s2026-03-31": "/en/compare?a=a-1", "/agencies": "/en/agencies"} {
		if got := (Frame{Lang: "en", Path: path}).LivePage(); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
