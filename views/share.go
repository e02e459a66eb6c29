package views

import (
	"cmp"
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

// Lines is how high its field is, where no script makes it fit.
func (s ShareText) Lines() int { return max(2, 1+strings.Count(s.Text, "\n")) }

// Embed is how another page shows a chart of ours.
type Embed struct {
	Frame   string // address of the bare card
	Picture string // address of the picture; "" if there is none
	Height  int    // of the bare card in pixels
}

// PinnedEmbed tells how to embed a chart as the snapshot that its page shows has it, given the picture of the live page. It is empty where
// the page shows none.
func PinnedEmbed(f Frame, ch charts.Chart, picture string) Embed {
	pinned := f.PinnedPage()
	if pinned == "" {
		return Embed{}
	}
	id := f.Snapshot.ID
	f.Path = pinned
	if picture != "" {
		picture = PinnedPath(picture, id)
	}
	return NewEmbed(f, ch, picture)
}

// NewEmbed tells how to embed a chart of a page.
func NewEmbed(f Frame, ch charts.Chart, picture string) Embed {
	e := Embed{Frame: f.URL(EmbedPath(f.Path, ch.ID)), Height: embedHeight(f, ch)}
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
// it. Where a snapshot holds what is shown, the citations and one address name it, and there is HTML for the chart as it will always be
// beside that for the chart as it is.
func NewShare(f Frame, ch charts.Chart, live, pinned Embed) []ShareText {
	lang, page := f.lang(), f.Canonical()+"#"+ch.ID
	cited := f.cited("#" + ch.ID)
	chinese, english := Citations(f, ch.Subtitle, "#"+ch.ID)
	list := []ShareText{
		{ID: ch.ID + "-gbt", Label: phrase(lang, "引用（GB/T 7714）"), Text: chinese, Path: cited, Today: zhAccess},
		{ID: ch.ID + "-english", Label: phrase(lang, "英文引用"), Text: english, Path: cited, Today: enAccess},
		{ID: ch.ID + "-address", Label: phrase(lang, "这张图的网址"), Text: page, Path: page},
	}
	if cited != page {
		list = append(list, ShareText{ID: ch.ID + "-fixed", Label: phrase(lang, "这张图的网址（固定在快照 %s）", f.Snapshot.ID), Text: cited, Path: cited})
	}
	if len(ch.Option) > 0 {
		if !f.Pinned {
			list = append(list, embedTexts(ch, "", live, phrase(lang, "嵌入网页（可交互）"), phrase(lang, "嵌入网页（图片）"))...)
		}
		if pinned.Frame != "" {
			list = append(list, embedTexts(ch, "-fixed", pinned, phrase(lang, "嵌入网页（可交互，固定在快照 %s）", f.Snapshot.ID), phrase(lang, "嵌入网页（图片，固定在快照 %s）", f.Snapshot.ID))...)
		}
	}
	if f.Settings.BaseURL != "" {
		for i := range list {
			list[i].Path = ""
		}
	}
	return list
}

// Citations cite a view, or the part of it behind fragment, in the Chinese and in the English manner.
func Citations(f Frame, what, fragment string) (chinese, english string) {
	return chineseCitation(f, what, f.cited(fragment)), englishCitation(f, what, f.cited(fragment))
}

// cited is the address that a citation names: that of the snapshot where there is one.
func (f Frame) cited(fragment string) string { return f.URL(cmp.Or(f.PinnedPage(), f.Path)) + fragment }

// embedTexts is the HTML of a frame and of a picture.
func embedTexts(ch charts.Chart, suffix string, e Embed, frame, picture string) []ShareText {
	list := []ShareText{{ID: ch.ID + "-iframe" + suffix, Label: frame, Path: attribute(e.Frame),
		Text: fmt.Sprintf(`<iframe src="%s" title="%s" width="100%%" height="%d" loading="lazy"></iframe>`, attribute(e.Frame), attribute(ch.Title), e.Height)}}
	if e.Picture != "" {
		list = append(list, ShareText{ID: ch.ID + "-img" + suffix, Label: picture, Path: attribute(e.Picture),
			Text: fmt.Sprintf(`<img src="%s" alt="%s" loading="lazy">`, attribute(e.Picture), attribute(ch.Title))})
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
	if f.Snapshot.ID != "" {
		what += "（数据快照 " + f.Snapshot.ID + "）"
	}
	return fmt.Sprintf("%s. %s：%s[DS/OL]. %s[%s]. %s.", f.Settings.Office, f.SiteName(), what, updated, zhAccess, address)
}

// englishCitation cites a view as a data set: Publisher. (Year, Month day). Title (Version n) [Data set]. Retrieved date, from address.
func englishCitation(f Frame, what, address string) string {
	when, version := "n.d.", ""
	if !f.Updated.IsZero() {
		when, version = f.Updated.Format("2006, January 2"), fmt.Sprintf(" (Version %d)", f.Version)
	}
	if f.Snapshot.ID != "" {
		version = " (Snapshot " + f.Snapshot.ID + ")"
	}
	return fmt.Sprintf("%s. (%s). %s: %s%s [Data set]. Retrieved %s, from %s", f.Settings.Office, when, f.SiteName(), what, version, enAccess, address)
}
