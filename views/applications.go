package views

import "gongkai/models"

// ApplicationsPage shows where applications went and why, at "/applications?tab=…": five tabs, each a question.
type ApplicationsPage struct {
	Frame
	Question string
	Tabs     []Link
	Year     int    // 0 when the database is empty
	Lead     string // a remark on all of it
	Form     *Form
	Cards    []ChartCard
	Caveats  []string      // what the figures do not say
	Reasons  []ReasonGroup // what each reason means
	Carries  []FindingItem // where the reports of two years do not agree, one for each report
	CarryAll DataTable     // the files of all of them
}

func (ApplicationsPage) name() string { return "applications" }

// HasCharts reports whether the page draws charts.
func (p ApplicationsPage) HasCharts() bool { return anyDrawn(p.Cards) }

// The tabs of the application explorer.
const (
	TabFlow    = "flow"
	TabMix     = "mix"
	TabReasons = "reasons"
	TabWho     = "who"
	TabBacklog = "backlog"
)

// ApplicationTabs lists them, the first being the default.
var ApplicationTabs = []string{TabFlow, TabMix, TabReasons, TabWho, TabBacklog}

// What the rows of a chart are.
const (
	RowsAgencies = "agencies"
	RowsYears    = "years"
)

// Question is what a tab answers.
func Question(tab string, lang models.Lang) string {
	switch tab {
	case TabMix:
		return phrase(lang, "哪些部门公开得多、哪类结果多？")
	case TabReasons:
		return phrase(lang, "各部门用哪些理由不公开？")
	case TabWho:
		return phrase(lang, "谁在申请，不同申请人结果不同吗？")
	case TabBacklog:
		return phrase(lang, "有没有积压到下一年？")
	}
	return phrase(lang, "收到的申请变成了什么结果？")
}

// ApplicationTabLinks are links to the tabs; href makes the address of each.
func ApplicationTabLinks(chosen string, href func(tab string) string, lang models.Lang) []Link {
	words := map[string]string{TabFlow: phrase(lang, "去向"), TabMix: phrase(lang, "结构"), TabReasons: phrase(lang, "理由"), TabWho: phrase(lang, "申请人"), TabBacklog: phrase(lang, "结转")}
	var links []Link
	for _, tab := range ApplicationTabs {
		links = append(links, Link{Text: words[tab], Href: href(tab), Current: tab == chosen})
	}
	return links
}

// GroupNone is the group of outcomes that stands for none.
const GroupNone = "none"

// GroupLinks are links to the groups of outcomes whose reasons can be shown, and to the chart without; none is the text of that.
func GroupLinks(chosen, none string, href func(group string) string, lang models.Lang) []Link {
	var links []Link
	for _, code := range models.FlowGroups {
		for _, g := range models.Groups {
			if g.Code == code {
				links = append(links, Link{Text: g.Label.In(lang), Href: href(code), Current: code == chosen})
			}
		}
	}
	return append(links, Link{Text: none, Href: href(""), Current: chosen == ""})
}

// ReasonGroup is the reasons of a group of outcomes.
type ReasonGroup struct {
	Title string
	Items []ReasonItem
}

// ReasonItem is what a reason means and the law it rests on.
type ReasonItem struct {
	Anchor  string
	Title   string
	Meaning string
	Law     string
}

// ReasonGroups explain the reasons that are parts of a breakdown.
func ReasonGroups(b models.Breakdown, lang models.Lang) []ReasonGroup {
	var groups []ReasonGroup
	last := ""
	for _, p := range b.Parts {
		r, ok := models.ReasonOf(p.Code)
		if !ok {
			continue
		}
		if p.Group != last {
			last = p.Group
			for _, g := range models.Groups {
				if g.Code == p.Group {
					groups = append(groups, ReasonGroup{Title: g.Label.In(lang)})
				}
			}
		}
		g := &groups[len(groups)-1]
		g.Items = append(g.Items, ReasonItem{reasonAnchor(p.Code), p.Label.In(lang), r.Meaning.In(lang), r.Law.In(lang)})
	}
	return groups
}

// AgencySelect lists the agencies by kind after all of them together.
func AgencySelect(agencies []models.Agency, chosen string, lang models.Lang) Select {
	s := Select{ID: "a", Name: "a", Label: phrase(lang, "机关"), Groups: []OptionGroup{{Options: []Option{{"", phrase(lang, "各机关合计"), chosen == ""}}}}}
	for _, g := range AgencyChoices(agencies, []string{chosen}, lang) {
		s.Groups = append(s.Groups, OptionGroup{g.Label, g.Choices})
	}
	return s
}

// KindSelect lists the kinds that there are agencies of, after all.
func KindSelect(chosen models.Kind, agencies []models.Agency, lang models.Lang) Select {
	return kindSelect(chosen, agencies, lang)
}

// RowsSelect lists what the rows of a chart can be; the first of models is the default.
func RowsSelect(chosen, byDefault string, lang models.Lang) Select {
	s := Select{ID: "rows", Name: "rows", Label: phrase(lang, "每行"), Groups: []OptionGroup{{}}}
	s.add(RowsAgencies, phrase(lang, "一个机关"), chosen == RowsAgencies, byDefault == RowsAgencies)
	s.add(RowsYears, phrase(lang, "一个年度"), chosen == RowsYears, byDefault == RowsYears)
	return s
}

// CountSelect is ModeSelect of a chart whose default are counts.
func CountSelect(share bool, lang models.Lang) Select {
	s := Select{ID: "mode", Name: "mode", Label: phrase(lang, "显示"), Groups: []OptionGroup{{}}}
	s.add(ModeCount, phrase(lang, "件数"), !share, true)
	s.add(ModeShare, phrase(lang, "百分比"), share, false)
	return s
}

// ApplicationCaveats are what the figures of a tab do not say.
func ApplicationCaveats(tab string, lang models.Lang) []string {
	caveat := func(code string) string {
		i, _ := models.IndicatorOf(code)
		return i.Caveat.In(lang)
	}
	switch tab {
	case TabMix:
		return []string{caveat("disclosure_rate"), caveat("refused_share")}
	case TabReasons:
		return []string{phrase(lang, "理由由各机关自行归类填报。一件申请只计一种结果；“其他处理”在 2019 年版表式和一部分报告中合并为一行，分不出理由。")}
	case TabWho:
		return []string{phrase(lang, "不同申请人问的内容不同，结果的差别不能说明是申请人身份造成的。")}
	case TabBacklog:
		return []string{phrase(lang, "结转不等于逾期。"), caveat("carryover_rate")}
	}
	return nil
}
