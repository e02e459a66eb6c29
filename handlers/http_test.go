package handlers

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/static"
)

func TestAnswer_Encodings(t *testing.T) {
	s := district(t)
	plain := s.get(t, "/agencies")
	tags := map[string]bool{}
	for accept, encoding := range map[string]string{"": "", "gzip": "gzip", "gzip, deflate, br": "br", "br;q=0, gzip": "gzip", "identity": "", "*": "", "GZIP ; q=0.5": "gzip"} {
		for range 2 { // made, then kept
			res := s.get(t, "/agencies", "Accept-Encoding: "+accept)
			body := res.body
			var err error
			var raw []byte
			switch encoding {
			case "br":
				raw, err = io.ReadAll(brotli.NewReader(strings.NewReader(body)))
				body = string(raw)
			case "gzip":
				var z *gzip.Reader
				if z, err = gzip.NewReader(strings.NewReader(body)); err == nil {
					raw, err = io.ReadAll(z)
					body = string(raw)
				}
			}
			if got := res.Header.Get("Content-Encoding"); got != encoding || err != nil || body != plain.body {
				t.Errorf("Accept-Encoding %q: encoding %q, want %q, %v", accept, got, encoding, err)
			}
			if !strings.Contains(res.Header.Get("Vary"), "Accept-Encoding") || !strings.Contains(res.Header.Get("Vary"), "Cookie") {
				t.Errorf("Vary: %s", res.Header.Get("Vary"))
			}
			tags[encoding+" "+res.Header.Get("ETag")] = true
		}
	}
	if len(tags) != 3 {
		t.Errorf("tags %v, want one for each encoding", tags)
	}
}

func TestAnswer_NotModified(t *testing.T) {
	s := district(t)
	for _, address := range []string{"/compare", "/compare.csv", static.URL(static.Styles), "/originals/" + document("a-12024").SHA256} {
		for _, accept := range []string{"", "gzip", "br"} {
			tag := s.get(t, address, "Accept-Encoding: "+accept).Header.Get("ETag")
			if tag == "" {
				t.Fatalf("%s has no tag", address)
			}
			for _, known := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
				res := s.get(t, address, "Accept-Encoding: "+accept, "If-None-Match: "+known)
				if res.StatusCode != http.StatusNotModified || res.body != "" || res.Header.Get("ETag") != tag || res.Header.Get("Content-Encoding") != "" {
					t.Errorf("%s with %s: status %d, %d bytes, tag %s", address, known, res.StatusCode, len(res.body), res.Header.Get("ETag"))
				}
			}
			if res := s.get(t, address, "Accept-Encoding: "+accept, `If-None-Match: "other"`); res.StatusCode != 200 {
				t.Errorf("%s with another tag: status %d", address, res.StatusCode)
			}
		}
	}
}

func TestAnswer_Head(t *testing.T) {
	s := district(t)
	for _, address := range append(samples, "/compare.csv", static.URL(static.Scripts), "/originals/"+document("a-12024").SHA256) {
		get, head := s.get(t, address), s.ask(t, http.MethodHead, address)
		if head.StatusCode != 200 || head.body != "" || head.ContentLength != int64(len(get.body)) || head.Header.Get("ETag") != get.Header.Get("ETag") {
			t.Errorf("%s: status %d, length %d of %d", address, head.StatusCode, head.ContentLength, len(get.body))
		}
	}
}

func TestAnswer_QueriesNeverShareABody(t *testing.T) {
	s := district(t)
	seen := map[string]string{}
	for _, address := range []string{"/compare", "/compare?m=releases.total", "/compare?y=2024", "/compare?view=heatmap", "/compare?a=a-1", "/compare.csv", "/compare.json", "/compare.csv?y=2024"} {
		body := s.get(t, address).body
		if other, ok := seen[body]; ok {
			t.Errorf("%s and %s are alike", address, other)
		}
		seen[body] = address
	}
	if a, b := s.get(t, "/compare?m=releases.total&view=heatmap"), s.get(t, "/compare?view=heatmap&m=releases.total"); a.body != b.body {
		t.Error("the order of parameters makes a difference")
	}
}

func TestWorld_ChangesShowWithinASecond(t *testing.T) {
	s := district(t)
	address := "/measures/releases.total"
	before := s.get(t, address)
	a := models.Agency{ID: "a-2", Name: "区民政局"}
	s.save(t, a, 2024, 123456, "corrected")
	if got := s.get(t, address); got.body != before.body {
		t.Error("the database was asked again within a second")
	}
	s.clock.t = s.clock.t.Add(pollEvery)
	after := s.get(t, address)
	if !strings.Contains(after.body, "1,358,016") || after.Header.Get("ETag") == before.Header.Get("ETag") {
		t.Error("the correction does not show")
	}
	report := s.get(t, "/reports/a-2/2024")
	if !strings.Contains(report.body, "123,456") || !strings.Contains(report.body, "修订") {
		t.Error("the report does not show its revision")
	}
}

func TestWorld_AChangeElsewhereKeepsTags(t *testing.T) {
	s := district(t)
	before := s.get(t, "/about/method.csv").Header.Get("ETag")
	s.save(t, models.Agency{ID: "a-2", Name: "区民政局"}, 2024, 500, "corrected")
	s.clock.t = s.clock.t.Add(pollEvery)
	if after := s.get(t, "/about/method.csv").Header.Get("ETag"); after != before {
		t.Error("a file that did not change has another tag")
	}
}

func TestOriginal(t *testing.T) {
	s := district(t)
	src := document("a-12024")
	res := s.get(t, "/originals/"+strings.ToUpper(src.SHA256))
	if res.StatusCode != 200 || res.body != "a-12024" {
		t.Errorf("status %d, %q", res.StatusCode, res.body)
	}
	for name, want := range map[string]string{"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": sandbox,
		"Content-Disposition": `attachment; filename="` + src.SHA256[:12] + `.html"; filename*=UTF-8''%E5%B9%B4%E6%8A%A5%20a-12024.html`} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, other := range []string{strings.Repeat("0", 64), "x", "..%2f..%2fetc%2fpasswd"} {
		if res := s.get(t, "/originals/"+other); res.StatusCode != 404 {
			t.Errorf("%s: status %d", other, res.StatusCode)
		}
	}
	draft := made(models.Agency{ID: "a-6"}, 2025, 1)
	draft.Status = models.StatusReceived
	if _, err := s.store.SaveReport(t.Context(), draft, document("draft")); err != nil {
		t.Fatal(err)
	}
	if res := s.get(t, "/originals/"+document("draft").SHA256); res.StatusCode != 404 {
		t.Errorf("the document of a draft: status %d", res.StatusCode)
	}
}

func TestStatic(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{static.Styles, static.Scripts, static.ECharts, static.Icon} {
		res := s.get(t, static.URL(name), "Accept-Encoding: br")
		if res.StatusCode != 200 || res.Header.Get("Cache-Control") != forever || res.Header.Get("Content-Encoding") != "br" {
			t.Errorf("%s: status %d, %s", name, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
	if res := s.get(t, "/static/"+static.Styles); res.StatusCode != 200 || res.Header.Get("Cache-Control") == forever {
		t.Errorf("the plain name: status %d, %s", res.StatusCode, res.Header.Get("Cache-Control"))
	}
	for _, other := range []string{"/static/site.000000000000.css", "/static/", "/static/static.go", "/static/..%2fgo.mod"} {
		if res := s.get(t, other); res.StatusCode != 404 {
			t.Errorf("%s: status %d", other, res.StatusCode)
		}
	}
}

func TestDisplay(t *testing.T) {
	s := district(t)
	res := s.get(t, "/display?theme=dark&back=%2Fcompare%3Fm%3Dreleases.total")
	cookie := res.Header.Get("Set-Cookie")
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/compare?m=releases.total" || !strings.HasPrefix(cookie, "theme=dark;") || !strings.Contains(cookie, "HttpOnly") {
		t.Errorf("status %d to %s, cookie %s", res.StatusCode, res.Header.Get("Location"), cookie)
	}
	plain, dark := s.get(t, "/agencies"), s.get(t, "/agencies", "Cookie: theme=dark; mode=large")
	if strings.Contains(plain.body, "data-theme") || !strings.Contains(dark.body, `data-theme="dark" data-mode="large"`) {
		t.Error("the look does not follow the cookie")
	}
	if odd := s.get(t, "/agencies", `Cookie: theme="><script>`); odd.body != plain.body {
		t.Error("an odd cookie changes the page")
	}
	if res := s.get(t, "/display?theme=&back=/agencies"); !strings.Contains(res.Header.Get("Set-Cookie"), "expires=Thu, 01 Jan 1970") {
		t.Errorf("the ordinary look: %s", res.Header.Get("Set-Cookie"))
	}
	for _, wrong := range []string{"/display", "/display?theme=pink"} {
		if res := s.get(t, wrong); res.StatusCode != 400 {
			t.Errorf("%s: status %d", wrong, res.StatusCode)
		}
	}
}

func TestLocalPath(t *testing.T) {
	for address, want := range map[string]string{
		"/": "/", "/compare?a=x~y": "/compare?a=x~y", "/agencies#top": "/agencies", "": "/", "agencies": "/", "//evil.example": "/", "///evil.example": "/",
		"https://evil.example/": "/", "/\\evil.example": "/", "\\\\evil.example": "/", "/%5cevil.example": "/", "/%09/evil.example": "/", "javascript:alert(1)": "/",
		"/\r\nSet-Cookie: x=1": "/", "/%0d%0aSet-Cookie:%20x=1": "/", "//evil.example@host/": "/",
	} {
		if got := localPath(address); got != want {
			t.Errorf("localPath(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	s := district(t)
	s.app.Get("/panic", func(*fiber.Ctx) error { panic("secret") })
	s.app.Get("/broken.json", func(*fiber.Ctx) error { return fmt.Errorf("secret of the database") })
	res := s.get(t, "/panic")
	if res.StatusCode != 500 || strings.Contains(res.body, "secret") || !strings.Contains(res.body, "服务器出错了") || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a panic: status %d, %s", res.StatusCode, res.body)
	}
	if res := s.get(t, "/broken.json"); res.StatusCode != 500 || strings.Contains(res.body, "secret") || !strings.HasPrefix(res.body, `{"error":`) {
		t.Errorf("a failure: status %d, %s", res.StatusCode, res.body)
	}
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	s.clock.t = s.clock.t.Add(pollEvery)
	if res := s.get(t, "/agencies"); res.StatusCode != 500 || !strings.Contains(res.body, "服务器出错了") {
		t.Errorf("without a database: status %d", res.StatusCode)
	}
	if res := s.get(t, "/livez"); res.StatusCode != 500 {
		t.Errorf("alive without a database: status %d", res.StatusCode)
	}
}

func TestSite_ManyAtOnce(t *testing.T) {
	s := district(t)
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			address := samples[i%len(samples)]
			if res := s.get(t, address); res.StatusCode != 200 {
				t.Errorf("%s: status %d", address, res.StatusCode)
			}
		})
	}
	wg.Wait()
}

func TestSite_ACrawlerDrivesNothingOut(t *testing.T) {
	s := district(t)
	a := newApp(Config{Store: s.store, Now: s.clock.now, CacheBytes: 1 << 20})
	crawled := &site{a.site(), s.store, s.clock}
	crawled.get(t, "/rules")
	kept := a.cache.bytes
	for i := range 50 {
		if res := crawled.get(t, fmt.Sprintf("/rules?page=%d", i)); res.StatusCode != 200 {
			t.Fatalf("status %d", res.StatusCode)
		}
	}
	if a.cache.bytes != kept || kept == 0 {
		t.Errorf("%d bytes are kept after made-up addresses, %d before", a.cache.bytes, kept)
	}
	for i := range 100 {
		crawled.get(t, fmt.Sprintf("/agencies?q=%d", i))
	}
	if a.cache.bytes > a.cache.limit || a.cache.bytes == kept {
		t.Errorf("%d bytes are kept, at most %d may be", a.cache.bytes, a.cache.limit)
	}
}

func TestCache_StaysWithinItsBytes(t *testing.T) {
	c := newCache(100_000, 8)
	body := []byte(strings.Repeat("x", 1000))
	for i := range 500 {
		c.put(&answer{key: fmt.Sprint(i), identity: body})
		if _, ok := c.get("0"); !ok {
			t.Fatalf("an answer that is asked for all the time went after %d others", i)
		}
		if c.bytes > c.limit || c.order.Len() != len(c.byKey) {
			t.Fatalf("%d bytes of %d, %d in order, %d by key", c.bytes, c.limit, c.order.Len(), len(c.byKey))
		}
	}
	if _, ok := c.get("1"); ok {
		t.Error("an old answer is still kept")
	}
	c.put(&answer{key: "huge", identity: make([]byte, 50_000)})
	if _, ok := c.get("huge"); ok {
		t.Error("one answer took half of the room")
	}
	c.clear()
	if c.bytes != 0 || c.order.Len() != 0 {
		t.Errorf("%d bytes in an empty cache", c.bytes)
	}
}
