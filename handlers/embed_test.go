package handlers

import (
	"strings"
	"testing"
)

// Other pages may show a bare card in a frame, and nothing else of the site.
func TestEmbed_OnlyBareCardsMayBeFramed(t *testing.T) {
	s := district(t)
	for _, tt := range []struct {
		url    string
		status int
		framed bool
	}{
		{"/embed/compare?chart=trend", 200, true},
		{"/en/embed/compare?a=a-1&chart=trend&theme=dark", 200, true},
		{"/embed/?chart=outcomes", 200, true},
		{"/embed/measures/applications.received?chart=heatmap&theme=light", 200, true},
		{"/embed/compare?chart=none", 400, true},
		{"/embed/compare", 400, true},
		{"/embed/compare?chart=trend&theme=pink", 400, true},
		{"/embed/compare?chart=trend&a=a-none", 400, true},
		{"/embed/agencies/a-none?chart=flow", 404, true},
		{"/embed/compare.csv?chart=trend", 404, true},
		{"/embed/embed/compare?chart=trend", 404, true},
		{"/embed/about/accessibility", 404, true},
		{"/embed/display?theme=dark", 404, true},
		{"/embed/livez", 404, true},
		{"/embed", 404, false},
		{"/embedded/compare", 404, false},
		{"/compare", 200, false},
		{"/nothing", 404, false},
		{"/compare.svg?chart=trend", 200, false},
		{"/display?theme=dark", 303, false},
	} {
		res := s.get(t, tt.url)
		if res.StatusCode != tt.status {
			t.Errorf("%s: status %d, want %d", tt.url, res.StatusCode, tt.status)
		}
		csp := res.Header.Get("Content-Security-Policy")
		if got := strings.Contains(csp, "frame-ancestors *") && res.Header.Get("X-Frame-Options") == ""; got != tt.framed {
			t.Errorf("%s: %q, X-Frame-Options %q", tt.url, csp, res.Header.Get("X-Frame-Options"))
		}
		if !tt.framed && res.Header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s may be framed: %q", tt.url, csp)
		}
		if tt.framed && strings.Contains(res.body, "site-nav") {
			t.Errorf("%s has the header of the site", tt.url)
		}
	}
}

func TestEmbed_ThemeIsOfTheAddressNotOfTheVisitor(t *testing.T) {
	s := district(t)
	dark := s.get(t, "/embed/compare?chart=trend&theme=dark", "Cookie: theme=light").body
	if !strings.Contains(dark, `data-theme="dark"`) || !strings.Contains(dark, `href="/compare#trend"`) {
		t.Error("the card is not dark, or does not lead back")
	}
	if plain := s.get(t, "/embed/compare?chart=trend", "Cookie: theme=dark").body; strings.Contains(plain, "data-theme") {
		t.Error("the card follows the cookie")
	}
	if en := s.get(t, "/en/embed/compare?chart=trend").body; !strings.Contains(en, `<html lang="en"`) || !strings.Contains(en, `href="/en/compare#trend"`) {
		t.Error("the English card is not English")
	}
}

// What a card says to embed is there.
func TestEmbed_AddressesOfCardsAnswer(t *testing.T) {
	s := district(t)
	for _, address := range []string{"/", "/compare?a=a-1~a-2&y=2022..2024&view=ranked", "/en/measures/disclosure_rate", "/agencies/a-1", "/years/2024"} {
		page := s.get(t, address)
		found := 0
		for _, part := range strings.Split(page.body, `data-path="`)[1:] {
			link, _, _ := strings.Cut(part, `"`)
			link = strings.ReplaceAll(strings.ReplaceAll(link, "&amp;", "&"), "&amp;", "&")
			link, _, _ = strings.Cut(link, "#")
			found++
			if res := s.get(t, link); res.StatusCode != 200 {
				t.Errorf("%s: %s answers %d", address, link, res.StatusCode)
			}
		}
		if found < 5 {
			t.Errorf("%s: %d addresses", address, found)
		}
	}
}
