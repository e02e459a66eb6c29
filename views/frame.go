package views

import (
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

// Display is how a visitor wants pages to look, kept in a cookie that /display sets.
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
