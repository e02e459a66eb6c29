package views

import (
	"cmp"
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
	Version     int64     // of the data, counted up with each change
	LatestYear  int       // of any report; 0 when there is none
	Private     bool      // the page is for staff, and none for search engines
	Desk        *Desk     // what pages of staff have besides; nil on others, and while nobody is signed in

	Snapshot models.Snapshot // the one whose data the page shows, pinned to it or because the live state is the same; else without ID
	Pinned   bool            // the address says which snapshot is shown, and links keep to it

	Metadata string // what the page's data are of: "/agencies.meta.json"
	Whole    Whole  // what its data are a part of
}

// Display is how a visitor wants pages to look, kept in a cookie. The header's links set it: /display?theme=dark&back=/agencies,
// /display?mode=large&back=…, with an empty value for the ordinary look.
type Display struct {
	Theme string // "light", "dark", or "" to follow the system
	Mode  string // "large" (长者模式), "contrast" (高对比), or ""
}

// Link is a link, or plain text where Href is empty.
type Link struct {
	Text    string `json:"text"`
	Href    string `json:"href"`
	Current bool   `json:"-"` // the link leads to what is shown now
	Note    string `json:"-"` // a few words beside it
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

// TitleOf is the title of a page, of the home page as the navigation names it.
func TitleOf(p Page) string {
	f := p.frame()
	return cmp.Or(f.Title, phrase(f.lang(), "总览"))
}

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

// Rights says under which licence the data may be used.
func (f Frame) Rights() string { return f.Settings.Rights(f.lang()) }

// UpdatedText is the day the data last changed, as an ISO date.
func (f Frame) UpdatedText() string { return f.Updated.Format(time.DateOnly) }

// DataState says which state of the data a page shows; "" where there is no data.
func (f Frame) DataState() string {
	if f.Updated.IsZero() {
		return ""
	}
	if f.Snapshot.ID != "" {
		return phrase(f.lang(), "数据快照 %s", f.Snapshot.ID)
	}
	return phrase(f.lang(), "数据截至 %s（第 %d 版）", f.UpdatedText(), f.Version)
}

// Summary is the page's description for search engines.
func (f Frame) Summary() string {
	if f.Description != "" {
		return f.Description
	}
	if f.Title == "" {
		return phrase(f.lang(), "%s各行政机关政府信息公开工作年度报告的数据：申请、处理结果、主动公开、许可处罚和复议诉讼，可比较、可核对原文、可下载。", f.Settings.District)
	}
	return phrase(f.lang(), "%s。%s各行政机关政府信息公开工作年度报告的数据，可比较、可核对原文、可下载。", f.Title, f.Settings.District)
}

// HasCharts reports whether the page draws charts, and so needs the script that does.
func (f Frame) HasCharts() bool { return false }

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
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ".svg":
		return "image/svg+xml"
	}
	return "application/octet-stream"
}
