package handlers

import (
	"bytes"
	"encoding/xml"
	"net"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/views"
)

// sitemap lists all public pages in both languages for search engines: "/sitemap.xml" (https://www.sitemaps.org/protocol.html). A
// district has some hundred to some thousand pages, far from the 50,000 that one file may hold.
func (a *app) sitemap(c *fiber.Ctx) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	set := urlSet{Xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	base := baseURL(c, w.settings)
	for _, p := range w.pages(a.routes()) {
		f := views.Frame{Settings: models.Settings{BaseURL: base}, Path: p.path}
		var alternates []alternate
		for _, l := range f.Translations() {
			alternates = append(alternates, alternate{Rel: "alternate", Lang: l.Note, Href: l.Href})
		}
		for _, lang := range models.Langs {
			f.Lang = lang
			u := siteURL{Loc: f.Canonical(), Alternates: alternates}
			if !p.changed.IsZero() {
				u.Lastmod = p.changed.Format(time.DateOnly)
			}
			set.URLs = append(set.URLs, u)
		}
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(set); err != nil {
		return err
	}
	sharing(c, w.settings)
	c.Set(fiber.HeaderContentType, "application/xml; charset=utf-8")
	return c.Send(b.Bytes())
}

// robots tells crawlers what not to ask for: "/robots.txt" (RFC 9309). Ways of showing a page and bare cards are no pages of their own.
func (a *app) robots(c *fiber.Ctx) error {
	w, err := a.latest.get(c.UserContext())
	if err != nil {
		return err
	}
	sharing(c, w.settings)
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return c.SendString("User-agent: *\nDisallow: /display\nDisallow: /embed/\nDisallow: /en/display\nDisallow: /en/embed/\n\nSitemap: " + baseURL(c, w.settings) + "/sitemap.xml\n")
}

type urlSet struct {
	XMLName xml.Name  `xml:"urlset"`
	Xmlns   string    `xml:"xmlns,attr"`
	XHTML   string    `xml:"xmlns:xhtml,attr"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc        string      `xml:"loc"`
	Lastmod    string      `xml:"lastmod,omitempty"`
	Alternates []alternate `xml:"xhtml:link"`
}

type alternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitePage is a page and when what it shows last changed.
type sitePage struct {
	path    string
	changed time.Time
}

// pages lists every public page: the views without a parameter in their path, each agency, measure, year and report for those that
// have one, and what is listed besides. Search and archived documents have none of their own.
func (w *world) pages(routes []route) []sitePage {
	var list []sitePage
	add := func(path string) { list = append(list, sitePage{path, w.updated}) }
	for _, r := range routes {
		switch {
		case r.view == nil && !r.listed || r.pageOnly && strings.Contains(r.path, ":") || r.unlisted:
		case r.path == "/agencies/:id":
			for _, x := range w.agencies {
				add(views.AgencyPath(x.ID))
			}
		case r.path == "/measures/:code":
			for _, code := range subjectCodes() {
				add(views.MeasurePath(code))
			}
		case r.path == "/snapshots/:id":
			for _, s := range w.snapshots {
				list = append(list, sitePage{s.Path(), s.CreatedAt})
			}
		case r.path == "/years/:year":
			for _, y := range w.years {
				add(views.YearPath(y))
			}
		case r.path == "/reports/:agency/:year":
			for _, h := range w.reports {
				add(models.ReportPath(h.AgencyID, h.Year))
			}
		case !strings.Contains(r.path, ":"):
			add(r.path)
		}
	}
	return list
}

// subjectCodes lists the codes of all measures and indicators.
func subjectCodes() []string { return append(measureCodes(), indicatorCodes()...) }

func measureCodes() []string {
	codes := make([]string, len(models.Measures))
	for i, m := range models.Measures {
		codes[i] = m.Code
	}
	return codes
}

func indicatorCodes() []string {
	codes := make([]string, len(models.Indicators))
	for i, x := range models.Indicators {
		codes[i] = x.Code
	}
	return codes
}

// baseURL is where the site stands: as set, else as the request has it. What holds it then is not for caches, which would hand one
// host's addresses to visitors of another.
func baseURL(c *fiber.Ctx, set models.Settings) string {
	if set.BaseURL != "" {
		return set.BaseURL
	}
	scheme := "http"
	if c.Protocol() == "https" {
		scheme = "https"
	}
	return scheme + "://" + hostOf(string(c.Request().Host()))
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$`)

// hostOf returns a Host header that is a name or an address with or without a port, and "localhost" for anything else.
func hostOf(header string) string {
	name := header
	if h, port, err := net.SplitHostPort(header); err == nil {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return "localhost"
		}
		name = h
	}
	if !hostName.MatchString(name) && net.ParseIP(strings.Trim(name, "[]")) == nil {
		return "localhost"
	}
	return header
}

// sharing lets caches keep an answer with absolute addresses only where these do not come from the request.
func sharing(c *fiber.Ctx, set models.Settings) {
	c.Set(fiber.HeaderCacheControl, "no-store")
	if set.BaseURL != "" {
		c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	}
}
