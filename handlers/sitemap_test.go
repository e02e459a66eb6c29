package handlers

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"gongkai/models"
)

func (s *site) sitemap(t *testing.T, headers ...string) (locs []string, res response) {
	t.Helper()
	res = s.get(t, "/sitemap.xml", headers...)
	var set struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			Lastmod string `xml:"lastmod"`
			Links   []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(res.body), &set); err != nil || res.StatusCode != 200 {
		t.Fatalf("status %d, %v", res.StatusCode, err)
	}
	for _, u := range set.URLs {
		if len(u.Lastmod) != len("2026-04-01") || len(u.Links) != 3 {
			t.Errorf("%s: lastmod %q, %d links", u.Loc, u.Lastmod, len(u.Links))
		}
		locs = append(locs, u.Loc)
	}
	return locs, res
}

// longCode is the length from which on the page of every measure is asked for.
const longCode = 50

func TestSitemap_EveryAddressAnswers(t *testing.T) {
	s := district(t)
	s.settings(t, models.Settings{District: "示例区", Office: "示例区人民政府办公室", BaseURL: "https://gk.example.gov.cn", OrganDeadline: "01-31", GovernmentDeadline: "03-31"})
	locs, res := s.sitemap(t, "Host: evil.example")
	if strings.Contains(res.body, "evil") || !strings.HasPrefix(res.Header.Get("Cache-Control"), "public") {
		t.Error("the sitemap follows the request, or is not kept")
	}
	seen := map[string]bool{}
	for i, loc := range locs {
		path, ok := strings.CutPrefix(loc, "https://gk.example.gov.cn")
		if !ok || seen[loc] {
			t.Errorf("%s is of another host, or stands twice", loc)
		}
		seen[loc] = true
		if strings.Contains(path, "/measures/") && len(path) < longCode && i%8 > 1 { // there are hundreds of one kind
			continue
		}
		if res := s.get(t, path); res.StatusCode != 200 {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
	}
	for _, want := range []string{"/", "/en", "/agencies/a-4", "/en/reports/a-1/2020", "/years/2022", "/measures/disclosure_rate", "/dictionary", "/about/accessibility", "/rules", "/feedback"} {
		if !seen["https://gk.example.gov.cn"+want] {
			t.Errorf("%s is not in the sitemap", want)
		}
	}
	for loc := range seen {
		if strings.Contains(loc, "/search") || strings.Contains(loc, ":a") || strings.Contains(loc, "/originals/") {
			t.Errorf("%s is in the sitemap", loc)
		}
	}
}

// Where the site does not know its address, the sitemap follows the request and no cache may keep it.
func TestSitemap_OfAnUnknownHost(t *testing.T) {
	s := district(t)
	for header, want := range map[string]string{"10.0.0.8:8080": "10.0.0.8:8080", "gk.local": "gk.local", "[::1]:80": "[::1]:80", "evil.example/x?": "localhost",
		`a"><script>`: "localhost", "a:99999": "localhost", "a:b": "localhost", "": "localhost", "a@b": "localhost"} {
		if got := hostOf(header); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
	locs, res := s.sitemap(t)
	if locs[0] != "http://example.com/" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s, %s", locs[0], res.Header.Get("Cache-Control"))
	}
}

func TestSitemap_EmptyDatabase(t *testing.T) {
	res := newSite(t).get(t, "/sitemap.xml")
	if res.StatusCode != 200 || !strings.Contains(res.body, "<loc>") {
		t.Errorf("status %d", res.StatusCode)
	}
}

// Every link of the navigation and of the footer leads somewhere, in both languages.
func TestNavigation_Answers(t *testing.T) {
	s := district(t)
	for _, home := range []string{"/", "/en"} {
		page := s.get(t, home).body
		_, nav, _ := strings.Cut(page, `<nav class="site-nav"`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		_, foot, _ := strings.Cut(page, `<footer`)
		links := internalLink.FindAllStringSubmatch(nav+foot, -1)
		if len(links) < 14 {
			t.Errorf("%s: %d links", home, len(links))
		}
		for _, m := range links {
			res := s.get(t, strings.ReplaceAll(m[1], "&amp;", "&"))
			if staff := strings.HasSuffix(m[1], "/desk"); staff && res.StatusCode == http.StatusSeeOther {
				continue // to where one signs in
			}
			if res.StatusCode != 200 {
				t.Errorf("%s: %s answers %d", home, m[1], res.StatusCode)
			}
		}
	}
}

func TestRobots(t *testing.T) {
	s := district(t)
	res := s.get(t, "/robots.txt")
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/plain") || !strings.Contains(res.body, "\nSitemap: http://example.com/sitemap.xml\n") || !strings.Contains(res.body, "Disallow: /embed/") {
		t.Error(res.body)
	}
}

func TestHeaders_OfViews(t *testing.T) {
	s := district(t)
	page := s.get(t, "/en/compare?a=a-1")
	for _, want := range []string{`</en/compare?a=a-1>; rel="canonical"`, `</compare?a=a-1>; rel="alternate"; hreflang="zh-CN"`, `</en/compare.csv?a=a-1>; rel="alternate"; type="text/csv"`, `</en/dictionary>; rel="describedby"`} {
		if !strings.Contains(page.Header.Get("Link"), want) {
			t.Errorf("%s is not in %s", want, page.Header.Get("Link"))
		}
	}
	data := s.get(t, "/compare.csv?a=a-1")
	if !strings.Contains(data.Header.Get("Link"), `</compare?a=a-1>; rel="alternate"; type="text/html"`) || strings.Contains(data.Header.Get("Link"), "canonical") {
		t.Error(data.Header.Get("Link"))
	}
	if page.Header.Get("Last-Modified") == "" || data.Header.Get("Last-Modified") != page.Header.Get("Last-Modified") {
		t.Errorf("Last-Modified: %q and %q", page.Header.Get("Last-Modified"), data.Header.Get("Last-Modified"))
	}
	if got := link("/搜索?q=<a b>\r\nX: y", "canonical", ""); got != `</%E6%90%9C%E7%B4%A2?q=%3Ca%20b%3E%0D%0AX:%20y>; rel="canonical"` {
		t.Error(got)
	}
}
