package handlers

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/export"
	"gongkai/models"
)

// citable is the district with a snapshot, then another report, and a second snapshot.
func citable(t testing.TB) (*site, models.Snapshot, models.Snapshot) {
	t.Helper()
	s := district(t)
	t.Cleanup(func() { s.app.Shutdown() })
	publish := func(day int) models.Snapshot {
		snap, err := export.Publish(t.Context(), s.store, export.Publication{Note: "第" + strconv.Itoa(day) + "日", Now: time.Date(2026, 3, day, 2, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		return snap
	}
	first := publish(1)
	if _, err := s.store.SaveReport(t.Context(), made(models.Agency{ID: "a-5", Name: "区司法局"}, 2023, 4711), document("late")); err != nil {
		t.Fatal(err)
	}
	return s, first, publish(31)
}

func TestSnapshots(t *testing.T) {
	s, first, second := citable(t)
	if first.ID != "s2026-03-01" || second.ID != "s2026-03-31" {
		t.Fatalf("%s, %s", first.ID, second.ID)
	}
	for _, tt := range []struct {
		name     string
		url      string
		status   int
		contains []string
		excludes []string
	}{
		{"list", "/snapshots", 200, []string{"s2026-03-01", "s2026-03-31", "第31日", "/snapshots.atom"}, nil},
		{"list as data", "/snapshots.csv", 200, []string{"snapshot_id,", "s2026-03-01,"}, nil},
		{"list in English", "/en/snapshots", 200, []string{"Snapshots", "/en/snapshots/s2026-03-31"}, nil},
		{"one", "/snapshots/s2026-03-31", 200, []string{"新增报告", "区司法局", "/reports/a-5/2023?snapshot=s2026-03-31", "[DS/OL]", "SHA256SUMS", "s2026-03-01"}, nil},
		{"the first", "/snapshots/s2026-03-01", 200, []string{"这是第一个快照"}, []string{"新增报告"}},
		{"changes as data", "/snapshots/s2026-03-31.csv", 200, []string{",added,", "a-5"}, nil},
		{"one that is none", "/snapshots/s2020-01-01", 404, []string{"没有编号为“s2020-01-01”的数据快照"}, nil},
		{"a file that is none", "/snapshots/s2026-03-31/x.csv", 404, nil, nil},
		{"its own database is no file", "/snapshots/s2026-03-31/snapshot.db", 404, nil, nil},
		{"feed", "/snapshots.atom", 200, []string{"<feed", "/snapshots/s2026-03-31", "2026-03-31T02:00:00Z"}, nil},
		{"catalogue", "/catalog.jsonld", 200, []string{"s2026-03-01", "/snapshots/s2026-03-31/foi-"}, nil},
		{"sitemap", "/sitemap.xml", 200, []string{"/snapshots/s2026-03-31<", "/downloads<"}, nil},
		{"everything in one", "/downloads", 200, []string{".zip", ".parquet", ".xlsx"}, nil},
		{"downloads", "/downloads", 200, []string{"observations-long", "/snapshots/s2026-03-31/foi-", "pandas", "/downloads/latest/observations-long.csv"}, nil},
		{"downloads in English", "/en/downloads", 200, []string{"Downloads", "For programs"}, nil},
		{"a page as it was", "/reports/a-5/2023?snapshot=s2026-03-01", 404, nil, nil},
		{"agencies as they were", "/agencies?snapshot=s2026-03-01", 200, []string{"数据快照 s2026-03-01", `href="/compare?snapshot=s2026-03-01"`, `name="snapshot" value="s2026-03-01"`, `href="/agencies">查看当前数据`}, []string{"/reports/a-5/2023"}},
		{"in English", "/en/agencies?snapshot=s2026-03-01", 200, []string{"/en/compare?snapshot=s2026-03-01", "See the current data"}, nil},
		{"the home page says which one to cite", "/", 200, []string{`<section id="snapshot">`, `href="/snapshots/s2026-03-31"`, "年度报告 32 份", "一致：本页的数字都在这一快照里", "与 s2026-03-01 相比的变更：第31日", "#cite", ".zip"}, nil},
		{"the home page as it was", "/?snapshot=s2026-03-01", 200, []string{`<section id="snapshot">`, `href="/snapshots/s2026-03-01`}, []string{"s2026-03-31", "一致："}},
		{"agencies now", "/agencies", 200, []string{"/reports/a-5/2023", "数据快照 s2026-03-31"}, []string{"查看当前数据"}},
		{"data as they were", "/compare.csv?snapshot=s2026-03-01", 200, nil, []string{"4711"}},
		{"data now", "/compare.csv", 200, []string{"4711"}, nil},
		{"data of no snapshot", "/compare.csv?snapshot=s2020-01-01", 400, []string{"没有编号为“s2020-01-01”的数据快照"}, nil},
		{"a page of no snapshot", "/compare?snapshot=nonsense", 200, []string{"没有编号为“nonsense”的数据快照，已显示当前数据"}, nil},
		{"what no snapshot has", "/downloads?snapshot=s2026-03-01", 200, []string{"没有名为“snapshot”的参数"}, nil},
		{"a picture", "/compare.svg?snapshot=s2026-03-01", 200, []string{"<svg", "s2026-03-01"}, nil},
		{"sources of a chart as they were", "/compare?snapshot=s2026-03-01", 200, []string{`"href":"/reports/a-1/2024?snapshot=s2026-03-01#t3`}, []string{`"href":"/reports/a-1/2024#`}},
		{"sources of a bare card in English", "/en/embed/compare?chart=trend&snapshot=s2026-03-01", 200, []string{`"href":"/en/reports/a-1/2024?snapshot=s2026-03-01#t3`}, []string{`"href":"/en/reports/a-1/2024#`}},
		{"sources of a chart now", "/compare", 200, []string{`"href":"/reports/a-1/2024#t3`}, nil},
		{"a bare card", "/embed/compare?chart=trend&snapshot=s2026-03-01", 200, []string{"s2026-03-01"}, nil},
		{"embeds of both kinds", "/compare", 200, []string{"trend-iframe", "trend-iframe-fixed", "snapshot=s2026-03-31"}, nil},
		{"file of none", "/downloads/latest/nothing.csv", 404, []string{"没有名为“nothing.csv”的数据文件"}, nil},
		{"live file", "/downloads/live/agencies.csv", 200, []string{"snapshot_id,"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, body := fetch(t, s, http.MethodGet, tt.url, nil)
			if res.StatusCode != tt.status {
				t.Errorf("status %d: %.300s", res.StatusCode, body)
			}
			for _, want := range tt.contains {
				if !strings.Contains(body, want) {
					t.Errorf("no %q", want)
				}
			}
			for _, not := range tt.excludes {
				if strings.Contains(body, not) {
					t.Errorf("%q", not)
				}
			}
		})
	}
}

func fetch(t testing.TB, s *site, method, url string, headers map[string]string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := s.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestSnapshotFile_PartsAndConditions(t *testing.T) {
	s, _, snap := citable(t)
	kept, err := s.store.Snapshot(t.Context(), snap.ID)
	if err != nil {
		t.Fatal(err)
	}
	f := kept.Files[0]
	url, tag := "/snapshots/"+snap.ID+"/"+f.Name, `"`+f.SHA256+`"`
	whole := func() string { _, body := fetch(t, s, http.MethodGet, url, nil); return body }()
	if int64(len(whole)) != f.Bytes {
		t.Fatalf("%d bytes of %d", len(whole), f.Bytes)
	}
	last := f.Bytes - 1
	for _, tt := range []struct {
		name   string
		method string
		sent   map[string]string
		status int
		body   string
		ranged string
	}{
		{"whole", "GET", nil, 200, whole, ""},
		{"head", "HEAD", nil, 200, "", ""},
		{"known", "GET", map[string]string{"If-None-Match": tag}, 304, "", ""},
		{"known otherwise", "GET", map[string]string{"If-None-Match": `"x"`}, 200, whole, ""},
		{"first bytes", "GET", map[string]string{"Range": "bytes=0-9"}, 206, whole[:10], fmt.Sprintf("bytes 0-9/%d", f.Bytes)},
		{"from a place on", "GET", map[string]string{"Range": fmt.Sprintf("bytes=%d-", last-4)}, 206, whole[last-4:], fmt.Sprintf("bytes %d-%d/%d", last-4, last, f.Bytes)},
		{"last bytes", "GET", map[string]string{"Range": "bytes=-5"}, 206, whole[last-4:], fmt.Sprintf("bytes %d-%d/%d", last-4, last, f.Bytes)},
		{"past the end", "GET", map[string]string{"Range": fmt.Sprintf("bytes=0-%d", f.Bytes+99)}, 206, whole, fmt.Sprintf("bytes 0-%d/%d", last, f.Bytes)},
		{"what there is not", "GET", map[string]string{"Range": fmt.Sprintf("bytes=%d-", f.Bytes)}, 416, "", fmt.Sprintf("bytes */%d", f.Bytes)},
		{"none of the last", "GET", map[string]string{"Range": "bytes=-0"}, 416, "", fmt.Sprintf("bytes */%d", f.Bytes)},
		{"two parts", "GET", map[string]string{"Range": "bytes=0-1,4-5"}, 200, whole, ""},
		{"nonsense", "GET", map[string]string{"Range": "bytes=x-y"}, 200, whole, ""},
		{"backwards", "GET", map[string]string{"Range": "bytes=9-3"}, 200, whole, ""},
		{"another unit", "GET", map[string]string{"Range": "rows=0-9"}, 200, whole, ""},
		{"a part of what is known", "GET", map[string]string{"Range": "bytes=0-9", "If-Range": tag}, 206, whole[:10], fmt.Sprintf("bytes 0-9/%d", f.Bytes)},
		{"a part of what is not", "GET", map[string]string{"Range": "bytes=0-9", "If-Range": `"x"`}, 200, whole, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, body := fetch(t, s, tt.method, url, tt.sent)
			if res.StatusCode != tt.status || tt.status != 416 && body != tt.body || res.Header.Get("Content-Range") != tt.ranged {
				t.Errorf("%d, %d bytes, range %q", res.StatusCode, len(body), res.Header.Get("Content-Range"))
			}
			if res.Header.Get("Etag") != tag || res.Header.Get("Cache-Control") != forever {
				t.Errorf("%v", res.Header)
			}
			if tt.status == 200 && res.ContentLength != f.Bytes {
				t.Errorf("length %d", res.ContentLength)
			}
		})
	}
	res, _ := fetch(t, s, http.MethodGet, "/downloads/latest/observations-long.csv", nil)
	if res.StatusCode != 302 || !strings.HasPrefix(res.Header.Get("Location"), "/snapshots/s2026-03-31/foi-") || res.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%d, %v", res.StatusCode, res.Header)
	}
}

func TestDownloads_WithoutSnapshot(t *testing.T) {
	s := district(t)
	if _, body := fetch(t, s, http.MethodGet, "/downloads", nil); !strings.Contains(body, "还没有数据快照") || !strings.Contains(body, "/downloads/live/observations-long.csv") {
		t.Errorf("%.500s", body)
	}
	if res, _ := fetch(t, s, http.MethodGet, "/downloads/latest/agencies.csv", nil); res.StatusCode != 302 || res.Header.Get("Location") != "/downloads/live/agencies.csv" {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
	if _, body := fetch(t, newSite(t), http.MethodGet, "/downloads", nil); !strings.Contains(body, "没有可以下载的数据") {
		t.Errorf("empty: %.500s", body)
	}
}
