package views

import (
	"fmt"
	"net/url"
	"strings"

	"gongkai/charts"
)

// ShareText is something to copy: a citation, an address, a piece of HTML. Where the site does not know where it stands, script
// puts the host before Path, and the day of access in the place of Today.
type ShareText struct {
	ID    string // unique on the page
	Label string
	Text  string
	Path  string // the address within Text; "" if it is absolute
	Today string // the words within Text that stand for the day of access
}

// Embed is how another page shows a chart of ours.
type Embed struct {
	Frame   string // address of the bare card
	Picture string // address of the picture; "" if there is none
	Height  int    // of the bare card in pixels
}

// embedded is the height of what a bare card has around its chart, and of a chart of the ordinary shape.
const (
	embedAround = 260
	embedChart  = 384
)

// NewEmbed tells how to embed a chart of a page.
func NewEmbed(f Frame, ch charts.Chart, picture string) Embed {
	e := Embed{Frame: f.URL(EmbedPath(f.Path, ch.ID)), Height: embedAround + embedChart}
	if ch.Rows > 0 {
		e.Height = embedAround + ch.Rows*charts.RowHeight + charts.Margin
	}
	if picture != "" {
		e.Picture = f.URL(picture)
	}
	return e
}

// EmbedPath is the bare card of a chart of a page, given the page's path and query.
func EmbedPath(path, chart string) string {
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return "/embed" + path + separator + "chart=" + url.QueryEscape(chart)
}

// NewShare is what there is to copy of a chart: citations in the Chinese and in the English manner, its address, and the HTML that embeds
// it.
func NewShare(f Frame, ch charts.Chart, e Embed) []ShareText {
	lang, page := f.lang(), f.Canonical()+"#"+ch.ID
	absolute := f.Settings.BaseURL != ""
	list := []ShareText{
		{ID: ch.ID + "-gbt", Label: phrase(lang, "引用（GB/T 7714）"), Text: chineseCitation(f, ch.Subtitle, page), Path: page, Today: zhAccess},
		{ID: ch.ID + "-english", Label: phrase(lang, "英文引用"), Text: englishCitation(f, ch.Subtitle, page), Path: page, Today: enAccess},
		{ID: ch.ID + "-address", Label: phrase(lang, "这张图的网址"), Text: page, Path: page},
	}
	if len(ch.Option) > 0 {
		list = append(list, ShareText{ID: ch.ID + "-iframe", Label: phrase(lang, "嵌入网页（可交互）"), Path: e.Frame,
			Text: fmt.Sprintf(`<iframe src="%s" title="%s" width="100%%" height="%d" loading="lazy"></iframe>`, attribute(e.Frame), attribute(ch.Title), e.Height)})
		if e.Picture != "" {
			list = append(list, ShareText{ID: ch.ID + "-img", Label: phrase(lang, "嵌入网页（图片）"), Path: e.Picture,
				Text: fmt.Sprintf(`<img src="%s" alt="%s" loading="lazy">`, attribute(e.Picture), attribute(ch.Title))})
		}
	}
	for i := range list {
		if absolute {
			list[i].Path = ""
		} else if i >= 3 {
			list[i].Path = attribute(list[i].Path)
		}
	}
	return list
}

// attribute escapes a text for an HTML attribute in double quotes.
func attribute(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// The words in a citation that whoever cites replaces by the day of access.
const (
	zhAccess = "引用日期"
	enAccess = "date of access"
)

// chineseCitation cites a view as an online data set after GB/T 7714—2015: 责任者. 题名[DS/OL]. (更新日期)[引用日期]. 网址.
func chineseCitation(f Frame, what, address string) string {
	updated := ""
	if !f.Updated.IsZero() {
		updated = "(" + f.UpdatedText() + ")"
	}
	return fmt.Sprintf("%s. %s：%s[DS/OL]. %s[%s]. %s.", f.Settings.Office, f.SiteName(), what, updated, zhAccess, address)
}

// englishCitation cites a view as a data set: Publisher. (Year, Month day). Title (Version n) [Data set]. Retrieved date, from address.
func englishCitation(f Frame, what, address string) string {
	when, version := "n.d.", ""
	if !f.Updated.IsZero() {
		when, version = f.Updated.Format("2006, January 2"), fmt.Sprintf(" (Version %d)", f.Version)
	}
	return fmt.Sprintf("%s. (%s). %s: %s%s [Data set]. Retrieved %s, from %s", f.Settings.Office, when, f.SiteName(), what, version, enAccess, address)
}
