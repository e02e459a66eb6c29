package views

import "gongkai/models"

// The ways the compare page draws a subject.
const (
	ViewTrend    = "trend"
	ViewRanked   = "ranked"
	ViewHeatmap  = "heatmap"
	ViewOutcomes = "outcomes"
)

// CompareViews lists the ways of drawing, the first being the default.
var CompareViews = []string{ViewTrend, ViewRanked, ViewHeatmap, ViewOutcomes}

// ViewLinks are links to the other ways of drawing a comparison; href makes the address of each.
func ViewLinks(chosen string, href func(view string) string, lang models.Lang) []Link {
	words := map[string]string{ViewTrend: phrase(lang, "趋势"), ViewRanked: phrase(lang, "排序"), ViewHeatmap: phrase(lang, "热力图"), ViewOutcomes: phrase(lang, "办理结果构成")}
	var links []Link
	for _, v := range CompareViews {
		links = append(links, Link{Text: words[v], Href: href(v), Current: v == chosen})
	}
	return links
}

// ComparePresets are comparisons that people often want.
func ComparePresets(lang models.Lang) []Link {
	return []Link{
		{Text: phrase(lang, "哪些机关收到的申请多"), Href: "/compare?view=ranked", Note: phrase(lang, "最近一年，各机关新收政府信息公开申请数量。")},
		{Text: phrase(lang, "各机关一年发布多少信息"), Href: "/compare?m=releases.total&view=ranked", Note: phrase(lang, "年度报告总体情况中写明的信息条数。")},
		{Text: phrase(lang, "许可决定数量怎样变化"), Href: "/compare?m=disclosure.licensing.decisions&view=heatmap", Note: phrase(lang, "各机关各年的行政许可处理决定数量，2021 年前后可比。")},
		{Text: phrase(lang, "申请最后怎样办理"), Href: "/compare?view=outcomes", Note: phrase(lang, "最近一年，各机关六类处理结果的构成。")},
	}
}

// MeasureControls is the form of a measure's page: for whom it is counted, and the year of the ranking.
func MeasureControls(action string, s models.Subject, years []int, year int, lang models.Lang) *Form {
	f := &Form{Action: action, Submit: phrase(lang, "查看")}
	if by := ApplicantSelect(s.Code, s.Applicant, lang); len(by.Groups) > 0 {
		f.Selects = append(f.Selects, by)
	}
	if len(years) > 0 {
		f.Selects = append(f.Selects, YearSelect("y", phrase(lang, "排序的年度"), years, year))
	}
	if len(f.Selects) == 0 {
		return nil
	}
	return f
}
