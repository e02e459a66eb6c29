package views

import (
	"net/url"

	"gongkai/models"
)

// URL is the address of a path of this site in the page's language: absolute where the installation knows where it stands, else
// relative to the host. It never comes from the request, because pages are kept for visitors of every host.
func (f Frame) URL(path string) string { return f.Settings.BaseURL + f.lang().Path(path) }

// Canonical is the address of this page without what makes no difference.
func (f Frame) Canonical() string { return f.URL(f.Path) }

// SiteDomain is the host of the site, "" if it is not known.
func (f Frame) SiteDomain() string {
	u, err := url.Parse(f.Settings.BaseURL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Translations are the addresses of this page in all languages; Note is the language, and x-default for whoever reads none of them.
func (f Frame) Translations() []Link {
	var links []Link
	for _, lang := range models.Langs {
		links = append(links, Link{Href: f.Settings.BaseURL + lang.Path(f.Path), Note: htmlLang[lang]})
	}
	return append(links, Link{Href: links[0].Href, Note: "x-default"})
}
