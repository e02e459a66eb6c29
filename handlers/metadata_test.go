package handlers

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"gongkai/export"
	"gongkai/models"
)

func describedBy(t testing.TB, body string) export.Metadata {
	t.Helper()
	var m export.Metadata
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Fatalf("%v: %.300s", err, body)
	}
	return m
}

func TestMetadata_OfAChart(t *testing.T) {
	s, _, _ := citable(t)
	res := s.get(t, "/compare.meta.json?a=a-1~a-2&m=releases.total&y=2022..2023&chart=trend")
	if got := res.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("type %q", got)
	}
	m := describedBy(t, res.body)
	rows := csvRecords(t, s.get(t, "/compare.csv?a=a-1~a-2&m=releases.total&y=2022..2023&chart=trend").body)
	if want := map[string]string{"a": "a-1~a-2", "m": "releases.total", "y": "2022..2023"}; !reflect.DeepEqual(m.Filters, want) {
		t.Errorf("filters %v", m.Filters)
	}
	if m.Rows != len(rows) || !reflect.DeepEqual(m.Coverage.Years, []int{2022, 2023}) || m.Coverage.Agencies < 2 || len(m.Units) != 1 {
		t.Errorf("%d rows, coverage %+v, units %v", m.Rows, m.Coverage, m.Units)
	}
	if m.Chart == nil || m.Chart.ID != "trend" || m.Chart.Headline == "" || m.Chart.Coverage == "" {
		t.Errorf("chart %+v", m.Chart)
	}
	if m.Data.Snapshot != "s2026-03-31" || m.Data.Updated != "2026-03-31T02:00:00Z" || m.Source.Publisher != "示例区人民政府办公室" || m.Source.Warning == "" || m.Licence.Title == "" {
		t.Errorf("%+v %+v %+v", m.Data, m.Source, m.Licence)
	}
	if c := m.Citations; !strings.Contains(c.GBT7714, "[DS/OL]") || !strings.Contains(c.GBT7714, "snapshot=s2026-03-31#trend") || !strings.Contains(c.English, "(Snapshot s2026-03-31)") {
		t.Errorf("%+v", c)
	}
	for _, c := range m.Columns {
		if c.Code == "row_type" && (c.Type != "string" || c.Label.Zh != "行类型" || c.Definition == nil) || c.Code == "year" && c.Type == "string" {
			t.Errorf("column %+v", c)
		}
	}
	var formats []string
	for _, f := range m.Formats {
		formats = append(formats, f.Format)
		if res := s.get(t, f.URL); res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), f.MediaType) {
			t.Errorf("%s: %d, %s", f.URL, res.StatusCode, res.Header.Get("Content-Type"))
		}
	}
	if got := strings.Join(formats, " "); got != "csv xlsx json svg meta.json" {
		t.Errorf("formats %s", got)
	}
	if m := describedBy(t, s.get(t, "/disclosure.meta.json?chart=channels").body); m.Chart != nil || m.Rows == 0 {
		t.Errorf("a table by itself: %+v, %d rows", m.Chart, m.Rows)
	}
	if m := describedBy(t, s.get(t, "/en/compare.meta.json?snapshot=s2026-03-01").body); m.Data.Snapshot != "s2026-03-01" || m.Filters["snapshot"] != "s2026-03-01" || !strings.HasPrefix(m.Page, "/en/compare?") {
		t.Errorf("pinned: %+v %v %s", m.Data, m.Filters, m.Page)
	}
	for _, address := range []string{"/compare.meta.json?chart=none", "/compare.meta.json?m=none", "/compare.meta.json?x=1"} {
		res := s.get(t, address)
		var problem struct{ Error string }
		if err := json.Unmarshal([]byte(res.body), &problem); res.StatusCode != 400 || err != nil || problem.Error == "" {
			t.Errorf("%s: %d, %.200s", address, res.StatusCode, res.body)
		}
	}
	if res := s.get(t, "/measures/nothing.meta.json"); res.StatusCode != 404 {
		t.Errorf("no measure: %d", res.StatusCode)
	}
}

func TestFileName_SaysTheView(t *testing.T) {
	s := district(t)
	v := describedBy(t, s.get(t, "/index.meta.json").body).Data.Version
	state := "v" + json.Number(jsonText(t, v)).String()
	for address, want := range map[string][2]string{
		"/compare.csv?m=releases.total&a=a-1~a-2&y=2021..2023&chart=trend": {"foi-990101-compare-m-releases-total-a-a-1-a-2-trend-2021-2023-view-" + state + ".csv", "政府信息公开年报-比较-当前视图-2021-2023.csv"},
		"/index.meta.json":         {"foi-990101-overview-2020-2024-view-" + state + ".meta.json", "政府信息公开年报-总览-当前视图-2020-2024.meta.json"},
		"/agencies.json?q=教育":      {"foi-990101-agencies-q-E6-95-99-E8-82-B2-2020-2024-view-" + state + ".json", "政府信息公开年报-机关-当前视图-2020-2024.json"},
		"/reports/a-1/2024.docx":   {"foi-990101-reports-a-1-2024-view-" + state + ".docx", ""},
		"/measures/x.csv":          {},
		"/en/rules.csv":            {"foi-990101-rules-view-" + state + ".csv", ""},
		"/compare.svg?view=ranked": {"foi-990101-compare-view-ranked-ranked-2024-view-" + state + ".svg", "政府信息公开年报-比较-当前视图-2024.svg"},
	} {
		header := s.get(t, address).Header.Get("Content-Disposition")
		_, rest, _ := strings.Cut(header, `filename="`)
		name, rest, _ := strings.Cut(rest, `"`)
		if name != want[0] {
			t.Errorf("%s is named %s", address, name)
		}
		_, chinese, _ := strings.Cut(rest, "filename*=UTF-8''")
		if chinese, err := url.PathUnescape(chinese); want[1] != "" && (err != nil || chinese != want[1]) {
			t.Errorf("%s is named %s, %v", address, chinese, err)
		}
	}
	_, long, _ := strings.Cut(s.get(t, "/agencies.csv?q="+url.QueryEscape(strings.Repeat("区", 50))).Header.Get("Content-Disposition"), `filename="`)
	if long, _, _ = strings.Cut(long, `"`); len(long) >= 120 || !strings.HasPrefix(long, "foi-990101-agencies-q-") || !strings.HasSuffix(long, "-view-"+state+".csv") {
		t.Errorf("%d bytes: %s", len(long), long)
	}
}

func jsonText(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPanel_OffersTheViewAndTheWhole(t *testing.T) {
	s := district(t)
	if body := s.get(t, "/compare").body; !strings.Contains(body, `href="/downloads/live/observations-long.csv"`) || !strings.Contains(body, "<h4>全部</h4>") || !strings.Contains(body, "按当前数据生成") {
		t.Error("without a snapshot the panel does not offer the live file")
	}
	s, first, newest := citable(t)
	rows := map[string]int{}
	for _, f := range newest.Files {
		rows[f.File] = f.Rows
	}
	whole := int64(rows[wholeFile])
	all := models.FormatNumber(&whole, 0, models.Zh)
	shown := len(csvRecords(t, s.get(t, "/compare.csv?chart=trend").body))
	for address, want := range map[string][]string{
		"/compare":                      {"当前视图（" + jsonText(t, shown) + " 行）", "全部（" + all + " 行）", `href="/compare.meta.json?chart=trend"`, `href="/downloads/latest/observations-long.csv"`, "快照 s2026-03-31。"},
		"/en/compare":                   {"This view (" + jsonText(t, shown) + " rows)", "Everything (" + all + " rows)", `href="/en/compare.meta.json?chart=trend"`},
		"/compare?snapshot=s2026-03-01": {"/snapshots/" + first.ID + "/foi-990101-observations-long-", "快照 s2026-03-01。"},
	} {
		body := s.get(t, address).body
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s lacks %s", address, w)
			}
		}
	}
	res := s.get(t, "/downloads/latest/observations-long.csv")
	if got := len(csvRecords(t, s.get(t, res.Header.Get("Location")).body)); got != rows[wholeFile] {
		t.Errorf("the whole has %d rows, the panel says %d", got, rows[wholeFile])
	}
}
