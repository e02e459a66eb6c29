package views

import (
	"fmt"
	"net/url"
	"path"
	"time"

	"gongkai/models"
)

// Frame is what every page has around its content. Each page struct embeds it.
type Frame struct {
	Settings    models.Settings
	Lang        models.Lang // "" is Chinese
	Display     Display
	Title       string    // of the page, without the site's name
	Description string    // one sentence for search engines
	Path        string    // canonical path and query of this page
	Section     Section   // of the navigation
	Crumbs      []Link    // between the home page and this one
	Notices     []Notice  // what the address asked for and could not be had
	Data        []Link    // this page as data: {"CSV", "/agencies.csv"}, {"JSON", …}
	Updated     time.Time // when the data last changed; zero when there is none
	LatestYear  int       // of any report; 0 when there is none
}

// Section is a part of the site, as in the navigation.
type Section string

// The sections in the navigation's order.
const (
	SectionHome     Section = "home"
	SectionAgencies Section = "agencies"
	SectionCompare  Section = "compare"
	SectionMeasures Section = "measures"
	SectionYears    Section = "years"
	SectionRules    Section = "rules"
	SectionMethod   Section = "method"
)

// Display is how a visitor wants pages to look, kept in a cookie. The header's links set it: /display?theme=dark&back=/agencies,
// /display?mode=large&back=…, with an empty value for the ordinary look.
type Display struct {
	Theme string // "light", "dark", or "" to follow the system
	Mode  string // "large" (长者模式), "contrast" (高对比), or ""
}

// Link is a link, or plain text where Href is empty.
type Link struct {
	Text    string
	Href    string
	Current bool   // the link leads to what is shown now
	Note    string // a few words beside it
}

// Notice is a remark above the content, for instance “未找到 a-xyz，已忽略。”
type Notice struct {
	Text  string
	Links []Link // what can be chosen instead
}

// Page is one of this package's page structs.
type Page interface {
	frame() Frame
	name() string // of its template in templates/pages
}

func (f Frame) frame() Frame { return f }

func (f Frame) lang() models.Lang {
	if f.Lang == models.En {
		return models.En
	}
	return models.Zh
}

// SiteName is the name of the site.
func (f Frame) SiteName() string {
	return phrase(f.lang(), "%s政府信息公开年度数据", f.Settings.District)
}

// UpdatedText is the day the data last changed, as an ISO date.
func (f Frame) UpdatedText() string { return f.Updated.Format(time.DateOnly) }

// HasCharts reports whether the page draws charts, and so needs the script that does.
func (f Frame) HasCharts() bool { return false }

// Nav is the navigation, with the section the page is in marked.
func (f Frame) Nav() []Link {
	years := "/"
	if f.LatestYear > 0 {
		years = fmt.Sprintf("/years/%d", f.LatestYear)
	}
	links := []Link{}
	for _, s := range []struct {
		section Section
		text    string
		href    string
	}{
		{SectionHome, phrase(f.lang(), "总览"), "/"},
		{SectionAgencies, phrase(f.lang(), "机关"), "/agencies"},
		{SectionCompare, phrase(f.lang(), "比较"), "/compare"},
		{SectionMeasures, phrase(f.lang(), "指标"), "/measures"},
		{SectionYears, phrase(f.lang(), "年度"), years},
		{SectionRules, phrase(f.lang(), "检查规则"), "/rules"},
		{SectionMethod, phrase(f.lang(), "方法"), "/about/method"},
	} {
		if s.section == SectionYears && f.LatestYear == 0 {
			continue
		}
		links = append(links, Link{Text: s.text, Href: s.href, Current: s.section == f.Section})
	}
	return links
}

// ColumnName is the name of the section the page is in.
func (f Frame) ColumnName() string {
	for _, l := range f.Nav() {
		if l.Current {
			return l.Text
		}
	}
	return f.SiteName()
}

// DisplayLinks are the header's links to other ways of showing the page. Each is a switch: it leads to what is not shown now.
func (f Frame) DisplayLinks() []Link {
	link := func(text, parameter, value string, on bool) Link {
		if on {
			value = ""
		}
		q := url.Values{parameter: {value}, "back": {f.lang().Path(f.Path)}}
		return Link{Text: text, Href: "/display?" + q.Encode(), Current: on}
	}
	return []Link{
		link(phrase(f.lang(), "长者模式"), "mode", "large", f.Display.Mode == "large"),
		link(phrase(f.lang(), "高对比"), "mode", "contrast", f.Display.Mode == "contrast"),
		link(phrase(f.lang(), "浅色"), "theme", "light", f.Display.Theme == "light"),
		link(phrase(f.lang(), "深色"), "theme", "dark", f.Display.Theme == "dark"),
	}
}

// OtherLang is this page in the other language.
func (f Frame) OtherLang() Link {
	other := f.lang().Other()
	return Link{Text: models.Label{Zh: "中文", En: "English"}.In(other), Href: other.Path(f.Path), Note: htmlLang[other]}
}

// DataType is the media type of a link to data.
func (l Link) DataType() string {
	u, err := url.Parse(l.Href)
	if err != nil {
		return ""
	}
	switch path.Ext(u.Path) {
	case ".csv":
		return "text/csv"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	}
	return "application/octet-stream"
}
