package handlers

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

// rowsOf reads an answer of the API as the objects it holds.
func rowsOf(t testing.TB, body string) []map[string]any {
	t.Helper()
	var rows []map[string]any
	if err := json.Unmarshal([]byte(body), &rows); err != nil {
		t.Fatalf("%v in %.300s", err, body)
	}
	return rows
}

// next is the address of the next page, "" on the last.
func (r response) next() string {
	for _, l := range strings.Split(r.Header.Get("Link"), ", ") {
		if target, ok := strings.CutSuffix(l, `; rel="next"`); ok {
			return strings.Trim(target, "<>")
		}
	}
	return ""
}

// walk reads all pages of an endpoint from an address on.
func (s *site) walk(t testing.TB, address string) (rows []map[string]any, pages int) {
	t.Helper()
	for address != "" {
		res := s.get(t, address)
		if res.StatusCode != 200 {
			t.Fatalf("%s: %d %s", address, res.StatusCode, res.body)
		}
		rows = append(rows, rowsOf(t, res.body)...)
		pages++
		address = res.next()
		if u, err := url.Parse(address); err == nil && address != "" {
			address = u.RequestURI() // of a site that knows where it stands
		}
	}
	return rows, pages
}

func problemIn(t testing.TB, res response) problemDocument {
	t.Helper()
	var d problemDocument
	if err := json.Unmarshal([]byte(res.body), &d); err != nil || res.Header.Get("Content-Type") != problemType {
		t.Fatalf("no problem: %v, %s, %.300s", err, res.Header.Get("Content-Type"), res.body)
	}
	if d.Status != res.StatusCode {
		t.Errorf("status %d in an answer of %d", d.Status, res.StatusCode)
	}
	for _, text := range []string{d.Title, d.Detail, d.Advice} {
		if !strings.ContainsFunc(text, isHan) {
			t.Errorf("not Chinese: %q", text)
		}
	}
	for _, text := range []string{d.TitleEn, d.DetailEn, d.AdviceEn} {
		if text == "" || strings.Contains(text, "%!") {
			t.Errorf("no English: %q", text)
		}
	}
	return d
}

func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

// The rows of an endpoint, page by page, are those of its data file: no more, no less, in the same order, with the same words.
func TestAPI_WalksAreTheDataFiles(t *testing.T) {
	s := district(t)
	ctx := context.Background()
	published := store.ReportFilter{Statuses: []models.Status{models.StatusPublished}}
	var d export.Dataset
	var err error
	if d.Settings, err = s.store.Settings(ctx); err != nil {
		t.Fatal(err)
	}
	if d.Agencies, err = s.store.Agencies(ctx); err != nil {
		t.Fatal(err)
	}
	if d.Successions, err = s.store.Successions(ctx); err != nil {
		t.Fatal(err)
	}
	if d.Years, err = s.store.ReportYears(ctx, published); err != nil {
		t.Fatal(err)
	}
	d.Reports = s.store.EachReport(ctx, published)
	for name, file := range map[string]string{"agencies": "agencies", "reports": "reports", "observations": "observations-long", "indicators": "indicators-long", "findings": "quality-findings", "texts": "texts"} {
		t.Run(name, func(t *testing.T) {
			f, _ := export.FileOf(file)
			var b strings.Builder
			if err := f.Write(&b, d, export.JSON, export.Options{}); err != nil {
				t.Fatal(err)
			}
			whole := rowsOf(t, b.String())
			got, pages := s.walk(t, apiRoot+"/"+name+"?limit=297")
			totals := 0
			if endpointOf(name).column("row_type") >= 0 {
				sums, n := s.walk(t, apiRoot+"/"+name+"?limit=97&row_type=total")
				got, pages, totals = append(got, sums...), pages+n, len(sums)
			}
			if diff := cmp.Diff(whole, got); diff != "" {
				t.Errorf("%d rows in the file, %d on %d pages, %d of them totals: %.600s", len(whole), len(got), pages, totals, diff)
			}
		})
	}
}

// Whatever the filters, the rows are those of the whole that the columns say.
func TestAPI_Filters(t *testing.T) {
	s := district(t)
	for _, tt := range []struct {
		address string
		keep    func(row map[string]any) bool
	}{
		{"observations?a=a-1,a-5", func(r map[string]any) bool { return r["agency_id"] == "a-1" || r["agency_id"] == "a-5" }},
		{"observations?a=a-5~a-1&y=2023..", func(r map[string]any) bool {
			return (r["agency_id"] == "a-1" || r["agency_id"] == "a-5") && r["year"].(float64) >= 2023
		}},
		{"observations?m=applications.received&by=total&y=..2021", func(r map[string]any) bool {
			return r["measure"] == "applications.received" && r["applicant"] == "total" && r["year"].(float64) <= 2021
		}},
		{"observations?value_status=not_reported", func(r map[string]any) bool { return r["value_status"] == "not_reported" }},
		{"observations?flag=suspect,derived&section=4", func(r map[string]any) bool {
			return r["section"] == 4.0 && (strings.Contains(r["flags"].(string), "suspect") || strings.Contains(r["flags"].(string), "derived"))
		}},
		{"observations?kind=" + url.QueryEscape(string(models.KindGovernment)), func(r map[string]any) bool { return r["agency_kind"] == string(models.KindGovernment) }},
		{"indicators?m=norm_net,yoy_none&y=2022", nil},
		{"indicators?m=disclosure_rate&y=2022..2023", func(r map[string]any) bool {
			return r["indicator_id"] == "disclosure_rate" && (r["year"] == 2022.0 || r["year"] == 2023.0)
		}},
		{"findings?severity=error&result=fail", func(r map[string]any) bool { return r["severity"] == "error" && r["result"] == "fail" }},
		{"reports?status=missing", func(r map[string]any) bool { return r["status"] == "missing" }},
		{"texts?section=6&y=2024", func(r map[string]any) bool { return r["section"] == 6.0 && r["year"] == 2024.0 }},
		{"measures?row_type=indicator", func(r map[string]any) bool { return r["row_type"] == "indicator" }},
	} {
		if tt.keep == nil {
			if res := s.get(t, apiRoot+"/"+tt.address); res.StatusCode != 400 {
				t.Errorf("%s: %d", tt.address, res.StatusCode)
			}
			continue
		}
		name, _, _ := strings.Cut(tt.address, "?")
		whole, _ := s.walk(t, apiRoot+"/"+name+"?limit=10000")
		var want []map[string]any
		for _, r := range whole {
			if tt.keep(r) {
				want = append(want, r)
			}
		}
		got, _ := s.walk(t, apiRoot+"/"+tt.address+"&limit=41")
		if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
			t.Errorf("%s: %d rows, want %d: %.400s", tt.address, len(got), len(want), diff)
		}
	}
}

func TestAPI_Problems(t *testing.T) {
	s := district(t)
	for _, tt := range []struct {
		name, method, address, accept string
		status                        int
		code, parameter, choice       string
	}{
		{"an unknown parameter", "", "/observations?agency=a-1", "", 400, "unknown-parameter", "agency", "a"},
		{"a parameter of another endpoint", "", "/agencies?y=2024", "", 400, "unknown-parameter", "y", "kind"},
		{"an unknown agency", "", "/observations?a=a-1~a-none", "", 400, "unknown-value", "a", "a-6"},
		{"an unknown measure", "", "/observations?m=nope", "", 400, "unknown-value", "m", "releases.total"},
		{"an indicator as a measure", "", "/observations?m=disclosure_rate", "", 400, "unknown-value", "m", "releases.total"},
		{"years past the data", "", "/observations?y=2023..2099", "", 400, "unknown-value", "y", "2024"},
		{"years the wrong way round", "", "/observations?y=2024..2021", "", 400, "unknown-value", "y", "2021"},
		{"years that are no years", "", "/observations?y=0x7e8", "", 400, "unknown-value", "y", "2021"},
		{"an empty value", "", "/observations?a=", "", 400, "unknown-value", "a", ""},
		{"only commas", "", "/observations?a=,,", "", 400, "unknown-value", "a", "a-1"},
		{"a parameter twice", "", "/observations?a=a-1&a=a-2", "", 400, "bad-query", "a", ""},
		{"a broken escape", "", "/observations?a=%zz", "", 400, "bad-query", "", ""},
		{"both row types", "", "/observations?row_type=figure,total", "", 400, "unknown-value", "row_type", "total"},
		{"totals of one agency", "", "/observations?row_type=total&a=a-1", "", 400, "unknown-value", "a", ""},
		{"a limit of none", "", "/observations?limit=0", "", 400, "unknown-value", "limit", ""},
		{"a limit too high", "", "/observations?limit=10001", "", 400, "unknown-value", "limit", ""},
		{"a limit that is none", "", "/observations?limit=1e3", "", 400, "unknown-value", "limit", ""},
		{"an unknown format", "", "/observations?format=xml", "", 400, "unknown-value", "format", "ndjson"},
		{"an unknown column", "", "/observations?fields=value,nope", "", 400, "unknown-value", "fields", "value"},
		{"a column twice", "", "/observations?fields=value,value", "", 400, "unknown-value", "fields", ""},
		{"a byte order mark in JSON", "", "/observations?bom=1", "", 400, "unknown-value", "bom", ""},
		{"a cursor that is none", "", "/observations?cursor=abc", "", 400, "bad-cursor", "cursor", ""},
		{"long words", "", "/agencies?q=" + strings.Repeat("x", 100), "", 400, "unknown-value", "q", ""},
		{"an unknown endpoint", "", "/nothing", "", 404, "not-found", "", ""},
		{"another version", "", "/../v2/observations", "", 404, "not-found", "", ""},
		{"sending something", http.MethodPost, "/observations", "", 405, "method-not-allowed", "", ""},
		{"a format we do not write", "", "/observations", "application/xml", 406, "not-acceptable", "", "text/csv"},
		{"a format refused", "", "/observations", "application/json;q=0, text/*;q=0, application/x-ndjson;q=0", 406, "not-acceptable", "", ""},
		{"a parameter of the index", "", "?x=1", "", 400, "unknown-parameter", "x", ""},
		{"the description as text", "", "/openapi.json", "text/html", 406, "not-acceptable", "", "application/json"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.method == "" {
				tt.method = http.MethodGet
			}
			res := s.ask(t, tt.method, apiRoot+tt.address, "Accept: "+tt.accept)
			d := problemIn(t, res)
			if res.StatusCode != tt.status || d.Type != "/api#"+tt.code || d.Parameter != tt.parameter {
				t.Errorf("%d %s of %q: %s", res.StatusCode, d.Type, d.Parameter, res.body)
			}
			if tt.choice != "" && !slices.Contains(d.Choices, tt.choice) {
				t.Errorf("%s is not among the choices %v", tt.choice, d.Choices)
			}
			if tt.parameter != "" && !strings.Contains(d.Detail+d.DetailEn, tt.parameter) {
				t.Errorf("the sentence does not name %s: %s", tt.parameter, d.Detail)
			}
			if res.Header.Get("Access-Control-Allow-Origin") != "*" || res.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("headers %v", res.Header)
			}
		})
	}
}

func TestAPI_Formats(t *testing.T) {
	s := district(t)
	const query = "/observations?a=a-2&y=2024&m=disclosure.coercion.decisions,applications.received&fields=measure,applicant,value,value_status"
	rows := rowsOf(t, s.get(t, apiRoot+query).body)
	if len(rows) != 8 || len(rows[0]) != 4 {
		t.Fatalf("%d rows of %v", len(rows), rows[0])
	}
	if r := rows[0]; r["measure"] != "disclosure.coercion.decisions" || r["value"] != nil || r["value_status"] != "blank" {
		t.Errorf("a blank is %v", r)
	}
	lines := strings.Split(strings.TrimSuffix(s.get(t, apiRoot+query+"&format=ndjson").body, "\n"), "\n")
	table, err := csv.NewReader(strings.NewReader(s.get(t, apiRoot+query+"&format=csv").body)).ReadAll()
	if err != nil || len(table) != len(rows)+1 || len(lines) != len(rows) || !slices.Equal(table[0], []string{"measure", "applicant", "value", "value_status"}) {
		t.Fatalf("%v: %d lines, table %v", err, len(lines), table)
	}
	for i, r := range rows {
		var line map[string]any
		if err := json.Unmarshal([]byte(lines[i]), &line); err != nil || !cmp.Equal(line, r) {
			t.Errorf("line %s, want %v", lines[i], r)
		}
		value := ""
		if r["value"] != nil {
			value = fmt.Sprint(r["value"])
		}
		if table[i+1][2] != value || table[i+1][3] != r["value_status"] {
			t.Errorf("row %v, want %v", table[i+1], r)
		}
	}
	if body := s.get(t, apiRoot+query+"&format=csv").body; strings.HasPrefix(body, "\ufeff") {
		t.Error("a byte order mark that nobody asked for")
	}
	if body := s.get(t, apiRoot+query+"&format=csv&bom=1").body; !strings.HasPrefix(body, "\ufeffmeasure") {
		t.Error("no byte order mark")
	}
	for accept, want := range map[string]string{"": "application/json", "*/*": "application/json", "text/html,*/*;q=0.8": "application/json", "text/csv": "text/csv", "text/*": "text/csv",
		"application/json;q=0.5, application/x-ndjson": "application/x-ndjson", "application/*": "application/json", "*/*, application/json;q=0.1": "application/x-ndjson"} {
		for range 2 { // made, then kept
			res := s.get(t, apiRoot+query, "Accept: "+accept)
			if got, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";"); got != want || !strings.Contains(res.Header.Get("Vary"), "Accept,") && !strings.HasSuffix(res.Header.Get("Vary"), "Accept") {
				t.Errorf("Accept %q: %s, Vary %s", accept, got, res.Header.Get("Vary"))
			}
		}
	}
}

func TestAPI_HTTP(t *testing.T) {
	s := district(t)
	const address = apiRoot + "/reports?limit=5"
	for range 3 {
		res := s.get(t, address)
		if res.StatusCode != 200 || res.ContentLength != int64(len(res.body)) || !strings.Contains(res.Header.Get("Cache-Control"), "max-age=60") || res.Header.Get("Last-Modified") == "" ||
			res.Header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(res.Header.Get("Access-Control-Expose-Headers"), "Link") || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%d, %d bytes, %v", res.StatusCode, len(res.body), res.Header)
		}
		same := s.get(t, address, "If-None-Match: "+res.Header.Get("ETag"))
		if same.StatusCode != 304 || same.body != "" || same.Header.Get("Access-Control-Allow-Origin") != "*" || same.Header.Get("RateLimit") == "" {
			t.Errorf("%d, %v", same.StatusCode, same.Header)
		}
		head := s.ask(t, http.MethodHead, address)
		if head.StatusCode != 200 || head.body != "" || head.ContentLength != res.ContentLength || head.Header.Get("ETag") != res.Header.Get("ETag") || head.next() != res.next() {
			t.Errorf("HEAD: %d, %d bytes, %v", head.StatusCode, head.ContentLength, head.Header)
		}
	}
	options := s.ask(t, http.MethodOptions, address, "Origin: https://example.org", "Access-Control-Request-Method: GET")
	if options.StatusCode != 204 || options.Header.Get("Access-Control-Allow-Methods") != corsMethods || options.Header.Get("Allow") != corsMethods {
		t.Errorf("OPTIONS: %d, %v", options.StatusCode, options.Header)
	}
	if res := s.ask(t, http.MethodPost, address); res.Header.Get("Allow") != corsMethods {
		t.Errorf("Allow: %s", res.Header.Get("Allow"))
	}
	if res := s.get(t, "/en"+address); res.StatusCode != 308 || res.Header.Get("Location") != address {
		t.Errorf("/en: %d to %s", res.StatusCode, res.Header.Get("Location"))
	}
	if res := s.get(t, "/agencies"); res.Header.Get("Access-Control-Allow-Origin") != "" || res.Header.Get("RateLimit") != "" {
		t.Errorf("a page has headers of the API: %v", res.Header)
	}
}

func TestAPI_RateLimit(t *testing.T) {
	s := district(t)
	a := newApp(Config{Store: s.store, Now: s.clock.now, APIRate: 3})
	limited := &site{a.site(), s.store, s.clock}
	for i, want := range []string{`"default";r=2;t=20`, `"default";r=1;t=40`, `"default";r=0;t=60`} {
		res := limited.get(t, apiRoot+"/agencies")
		if res.StatusCode != 200 || res.Header.Get("RateLimit") != want || res.Header.Get("RateLimit-Policy") != `"default";q=3;w=60` {
			t.Errorf("request %d: %d, %s", i+1, res.StatusCode, res.Header.Get("RateLimit"))
		}
	}
	res := limited.get(t, apiRoot+"/agencies")
	if d := problemIn(t, res); res.StatusCode != 429 || res.Header.Get("Retry-After") != "20" || d.Type != "/api#too-many-requests" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("request 4: %d, %v", res.StatusCode, res.Header)
	}
	if res := limited.get(t, "/agencies"); res.StatusCode != 200 {
		t.Errorf("a page: %d", res.StatusCode)
	}
	s.clock.t = s.clock.t.Add(20 * time.Second)
	if res := limited.get(t, apiRoot+"/agencies"); res.StatusCode != 200 {
		t.Errorf("after the wait that was told: %d", res.StatusCode)
	}
}

// A cursor is good for the state of the data that it was given for, and for the filters.
func TestAPI_Cursors(t *testing.T) {
	s := district(t)
	first := s.get(t, apiRoot+"/observations?m=applications.received&limit=50")
	next := first.next()
	if next == "" {
		t.Fatal("one page")
	}
	if res := s.get(t, strings.Replace(next, "limit=50", "limit=20&format=csv&fields=value", 1)); res.StatusCode != 200 {
		t.Errorf("other columns: %d %s", res.StatusCode, res.body)
	}
	for _, address := range []string{strings.Replace(next, "applications.received", "applications.granted", 1), strings.Replace(next, "/observations?m=applications.received&", "/findings?", 1)} {
		if res := s.get(t, address); res.StatusCode != 400 || problemIn(t, res).Type != "/api#bad-cursor" {
			t.Errorf("%s: %d", address, res.StatusCode)
		}
	}
	agencies, err := s.store.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.save(t, agencies[0], 2024, 999, "corrected")
	for range 2 { // before the change is noticed by the clock, and after
		if res := s.get(t, next); res.StatusCode != 410 || problemIn(t, res).Type != "/api#cursor-expired" {
			t.Errorf("after a change: %d %s", res.StatusCode, res.body)
		}
		s.clock.t = s.clock.t.Add(2 * time.Second)
	}
	if res := s.get(t, apiRoot+"/observations?m=applications.received&a=a-0&y=2024&by=total"); rowsOf(t, res.body)[0]["value"] != 9990.0 {
		t.Errorf("not the corrected figure: %s", res.body)
	}
}

func TestAPI_EmptyDatabase(t *testing.T) {
	s := newSite(t)
	for i := range endpoints {
		if res := s.get(t, endpoints[i].path()); res.StatusCode != 200 || len(rowsOf(t, res.body)) > 0 && endpoints[i].name != "measures" {
			t.Errorf("%s: %d %.200s", endpoints[i].path(), res.StatusCode, res.body)
		}
	}
	for _, address := range []string{apiRoot, apiRoot + "/openapi.json", "/api", "/en/api"} {
		if res := s.get(t, address); res.StatusCode != 200 || !strings.HasPrefix(address, apiRoot) && !strings.Contains(res.body, "observations") {
			t.Errorf("%s: %d", address, res.StatusCode)
		}
	}
	if res := s.get(t, apiRoot+"/observations?y=2024"); res.StatusCode != 400 {
		t.Errorf("a year of nothing: %d", res.StatusCode)
	}
}

// However one asks, answers of the API take no more than their share of what is kept, and pages stay.
func TestAPI_TakesAShareOfTheMemory(t *testing.T) {
	s := district(t)
	a := newApp(Config{Store: s.store, Now: s.clock.now, CacheBytes: 2 << 20, APIRate: 1e6})
	small := &site{a.site(), s.store, s.clock}
	small.get(t, "/rules")
	kept := a.cache.bytes
	for i := range 60 {
		small.get(t, fmt.Sprintf("%s/observations?limit=%d", apiRoot, 100+i))
	}
	if a.cache.bytes != kept || kept == 0 || a.apiCache.bytes == 0 || a.apiCache.bytes > (2<<20)/apiShare {
		t.Errorf("pages take %d bytes, before %d; the API %d", a.cache.bytes, kept, a.apiCache.bytes)
	}
	before := a.apiCache.bytes
	for i := range 5 {
		small.get(t, fmt.Sprintf("%s/agencies?q=w%d", apiRoot, i))
	}
	if a.apiCache.bytes != before {
		t.Error("answers to words that anyone may make up are kept")
	}
}
