package handlers

import (
	"fmt"
	"maps"
	"net/http"
	"testing"
)

// What is sent again is what was sent the first time: to all in the same words, and to no one else.
func TestAgain_SendsTheSame(t *testing.T) {
	s := district(t)
	tags := map[string]string{}
	for _, address := range []string{"/compare", "/en/compare", "/compare.csv", "/embed/compare?chart=trend", "/years/2024", "/originals/" + document("a-12024").SHA256 + "/read"} {
		for _, accept := range []string{"", "gzip", "gzip, br"} {
			for _, cookie := range []string{"", "theme=dark", "mode=large; theme=light"} {
				ask := []string{"Accept-Encoding: " + accept, "Cookie: " + cookie}
				first, second := s.get(t, address, ask...), s.get(t, address, ask...)
				if first.StatusCode != 200 || second.StatusCode != 200 || first.body != second.body {
					t.Errorf("%s %q %q: %d, then %d", address, accept, cookie, first.StatusCode, second.StatusCode)
				}
				first.Header.Del("Date")
				second.Header.Del("Date")
				if !maps.EqualFunc(first.Header, second.Header, func(a, b []string) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
					t.Errorf("%s %q %q: headers\n%v, then\n%v", address, accept, cookie, first.Header, second.Header)
				}
				tag := second.Header.Get("ETag")
				if words := tags[tag]; words != "" && words != first.body {
					t.Errorf("%s: the tag %s stands for two bodies", address, tag)
				}
				tags[tag] = first.body
				res := s.get(t, address, append(ask, "If-None-Match: "+tag)...)
				if res.StatusCode != http.StatusNotModified || res.body != "" || res.Header.Get("ETag") != tag || res.Header.Get("Vary") == "" || res.Header.Get("Cache-Control") == "" {
					t.Errorf("%s %q: unchanged is %d %v", address, accept, res.StatusCode, res.Header)
				}
			}
		}
	}
}

// However many ways there are to write an address, few of them are remembered.
func TestAgain_RemembersFewSpellings(t *testing.T) {
	s := district(t)
	a := newApp(Config{Store: s.store, Now: s.clock.now})
	many := &site{a.site(), s.store, s.clock}
	for i := range 50 {
		many.get(t, fmt.Sprintf("/compare?y=%d..2024", 2020-i%5), fmt.Sprintf("Accept-Encoding: br;q=0.%d, gzip", i))
	}
	for e := a.cache.order.Front(); e != nil; e = e.Next() {
		if k := e.Value.(*kept); len(k.sent) > maxSpellings {
			t.Errorf("%s is remembered in %d ways", k.answer.key, len(k.sent))
		}
	}
	if want := len(a.cache.bySpelling); want == 0 {
		t.Error("nothing is remembered")
	}
	a.cache.clear()
	if len(a.cache.bySpelling) != 0 {
		t.Error("an empty cache remembers")
	}
}

// An answer that is dropped is not sent again.
func TestCache_ForgetsHowADroppedAnswerWasSent(t *testing.T) {
	c := newCache(100_000, 8)
	body := make([]byte, 10_000)
	for i := range 100 {
		key := fmt.Sprint(i)
		c.put(&answer{key: key, identity: body})
		c.remember(key, key, &sent{})
		if c.bytes > c.limit || len(c.bySpelling) != len(c.byKey) {
			t.Fatalf("%d bytes of %d, %d spellings of %d answers", c.bytes, c.limit, len(c.bySpelling), len(c.byKey))
		}
	}
	if c.again([]byte("0")) != nil || c.again([]byte("99")) == nil {
		t.Error("the oldest answer is sent again, or the newest is not")
	}
	if c.remember("x", "unknown", &sent{}); c.again([]byte("x")) != nil {
		t.Error("an answer that is not kept is sent again")
	}
}
