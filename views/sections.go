package views

import (
	"fmt"
	"net/url"

	"gongkai/models"
)

// Section is a part of the site, as in the navigation or the footer.
type Section string

// The sections.
const (
	SectionHome          Section = "home"
	SectionAgencies      Section = "agencies"
	SectionCompare       Section = "compare"
	SectionApplications  Section = "applications"
	SectionDisclosure    Section = "disclosure"
	SectionEnforcement   Section = "enforcement"
	SectionRemedies      Section = "remedies"
	SectionYears         Section = "years"
	SectionMeasures      Section = "measures"
	SectionQuality       Section = "quality"
	SectionRules         Section = "rules"
	SectionMethod        Section = "method"
	SectionDictionary    Section = "dictionary"
	SectionAccessibility Section = "accessibility"
	SectionFeedback      Section = "feedback"
	SectionAPI           Section = "api"
	SectionDownloads     Section = "downloads"
	SectionConsolidated  Section = "consolidated"
	SectionSubmissions   Section = "submissions"
	SectionDesk          Section = "desk"
)

// navigated is a section with where it leads.
type navigated struct {
	Section
	Link
}

// navigation is the sections of the navigation, in its order.
func (f Frame) navigation() []navigated {
	lang := f.lang()
	list := []navigated{
		{SectionHome, Link{Text: phrase(lang, "总览"), Href: "/"}},
		{SectionAgencies, Link{Text: phrase(lang, "机关"), Href: "/agencies"}},
		{SectionCompare, Link{Text: phrase(lang, "比较"), Href: "/compare"}},
		{SectionApplications, Link{Text: phrase(lang, "申请"), Href: "/applications"}},
		{SectionDisclosure, Link{Text: phrase(lang, "主动公开"), Href: "/disclosure"}},
		{SectionEnforcement, Link{Text: phrase(lang, "许可与处罚"), Href: "/enforcement"}},
		{SectionRemedies, Link{Text: phrase(lang, "复议与诉讼"), Href: "/remedies"}},
	}
	if f.LatestYear > 0 {
		list = append(list, navigated{SectionYears, Link{Text: phrase(lang, "年度"), Href: fmt.Sprintf("/years/%d", f.LatestYear)}})
	}
	return append(list,
		navigated{SectionMeasures, Link{Text: phrase(lang, "指标"), Href: "/measures"}},
		navigated{SectionQuality, Link{Text: phrase(lang, "数据质量"), Href: "/quality"}},
		navigated{SectionDownloads, Link{Text: phrase(lang, "数据下载"), Href: "/downloads"}},
	)
}

// secondary is the sections in the footer, in its order.
func (f Frame) secondary() []navigated {
	lang := f.lang()
	return []navigated{
		{SectionSubmissions, Link{Text: phrase(lang, "公布情况"), Href: SubmissionsPath(0)}},
		{SectionConsolidated, Link{Text: phrase(lang, "汇总报告"), Href: "/consolidated"}},
		{SectionRules, Link{Text: phrase(lang, "检查规则"), Href: "/rules"}},
		{SectionMethod, Link{Text: phrase(lang, "方法"), Href: "/about/method"}},
		{SectionDictionary, Link{Text: phrase(lang, "词典"), Href: "/dictionary"}},
		{SectionAPI, Link{Text: phrase(lang, "数据接口"), Href: "/api"}},
		{SectionAccessibility, Link{Text: phrase(lang, "无障碍"), Href: "/about/accessibility"}},
		{SectionFeedback, Link{Text: phrase(lang, "反馈"), Href: f.feedback()}},
		{SectionDesk, Link{Text: phrase(lang, "工作人员"), Href: "/desk"}},
	}
}

// Nav is the navigation, with the section that the page is in marked.
func (f Frame) Nav() []Link { return f.marked(f.navigation()) }

// FootNav is the links of the footer, with the section that the page is in marked.
func (f Frame) FootNav() []Link { return f.marked(f.secondary()) }

func (f Frame) marked(list []navigated) []Link {
	links := make([]Link, len(list))
	for i, n := range list {
		links[i] = n.Link
		links[i].Current = n.Section == f.Section
	}
	return links
}

// ColumnName is the name of the section that the page is in.
func (f Frame) ColumnName() string {
	for _, n := range append(f.navigation(), f.secondary()...) {
		if n.Section == f.Section {
			return n.Text
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

// feedback is the address of the form to write about this page.
func (f Frame) feedback() string {
	if f.Section == SectionFeedback || f.Private {
		return FeedbackPath("")
	}
	return FeedbackPath(f.Path)
}
