package models

import (
	"cmp"
	"fmt"
	"net/url"
)

// Settings are the facts of one installation.
type Settings struct {
	District           string // 示例区
	DistrictEn         string // Example District, for the English pages; may be empty
	DistrictCode       string // administrative division code, 990101
	BaseURL            string // where the site stands: "https://gk.example.gov.cn", without a path; "" if it is not known
	Office             string // who publishes (主办): 示例区人民政府办公室
	OfficeEn           string // may be empty
	Undertaker         string // who runs the site (承办)
	Contact            string
	Licence            string            // under which the data may be used, by its name: "CC BY 4.0"; "" if none is declared
	LicenceEn          string            // may be empty
	LicenceURL         string            // its text; may be empty
	SiteCode           string            // 网站标识码
	Filing             string            // ICP 备案号
	PoliceFiling       string            // 公安备案号
	OrganMarkURL       string            // page that the mark of 党政机关 leads to
	MistakesURL        string            // page of 政府网站找错
	OrganDeadline      string            // "01-31" of the next year
	GovernmentDeadline string            // "03-31" of the next year
	Deadlines          map[string]string // "2024-organ": ISO date, where a year has another one
	NextSnapshot       string            // ISO date on which the next snapshot is planned; may be empty
	Demo               bool              // every page is marked 演示数据
}

// DefaultSettings are those of an installation that has set nothing.
func DefaultSettings() Settings {
	return Settings{District: "本区", Office: "政府办公室", OrganDeadline: "01-31", GovernmentDeadline: "03-31"}
}

// DueOn returns the ISO date by which the report of a scope is to be published, from the settings: article 49 of the regulations
// sets 31 January for organs and 31 March for governments.
func (s Settings) DueOn(scope Scope, year int) string {
	day := s.OrganDeadline
	if scope == ScopeTerritory || scope == ScopeOwnLevel {
		day = s.GovernmentDeadline
	}
	if d, ok := s.Deadlines[fmt.Sprintf("%d-%s", year, scope)]; ok {
		return d
	}
	return fmt.Sprintf("%04d-%s", year+1, day)
}

// ParseBaseURL checks the address of a site and returns it without a slash at its end. It must be an http or https address of a host,
// without path, query or user, because every page of the site has its place below the host. "" is no address, and fine.
func ParseBaseURL(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return "", Errorf(EINVALID, "“%s”不是网站的网址，应写成“https://gk.example.gov.cn”的样子，不带路径和参数。", text)
	}
	return u.Scheme + "://" + u.Host, nil
}

// ParseLink checks the address of a page elsewhere. "" is no address, and fine.
func ParseLink(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", Errorf(EINVALID, "“%s”不是网址，应以 http:// 或 https:// 开头。", text)
	}
	return u.String(), nil
}

// In returns the settings for pages in a language: with the English names that are set.
func (s Settings) In(lang Lang) Settings {
	if lang != En {
		return s
	}
	s.District, s.Office, s.Licence = cmp.Or(s.DistrictEn, s.District), cmp.Or(s.OfficeEn, s.Office), cmp.Or(s.LicenceEn, s.Licence)
	return s
}

// Rights says under which licence the data may be used, for the footer and the metadata of files. An installation that declares none
// says so: no licence is made up for an office.
func (s Settings) Rights(lang Lang) string {
	if name := s.In(lang).Licence; name != "" {
		return name
	}
	return Label{"未声明许可，使用前请联系主办单位", "no licence declared; please ask the publisher before use"}.In(lang)
}
