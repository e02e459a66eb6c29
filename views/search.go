package views

import (
	"fmt"
	"net/url"
	"strings"

	"gongkai/models"
)

// SearchPage is what a search found, in groups, at "/search?q=".
type SearchPage struct {
	Frame
	Query       string
	Groups      []SearchGroup // those with something in them
	Only        bool          // one group is shown by itself, page by page
	Total       int           // of all groups
	Unfinished  bool          // the texts could not be searched in the time there is
	Suggestions []Link        // where nothing was found, or nothing asked
}

func (SearchPage) name() string { return "search" }

// SearchGroup is what was found of one kind.
type SearchGroup struct {
	ID    string // as in the address: "agencies"
	Title string
	Count int // of all that was found, shown or not
	Hits  []SearchHit
	More  Link   // to the group by itself, if more was found than is shown
	Pages []Link // to the other pages of the group by itself
}

// SearchHit is one thing found. Words that were searched for are marked.
type SearchHit struct {
	Title   []models.Span
	Href    string
	Note    string        // what sort of hit, or what else it is known by
	Excerpt []models.Span // what of it has the words, nil where the title has them
	Chinese bool          // the excerpt is from a report, so in Chinese whatever the page's language
}

// Search is a search and what it found, one list for each group.
type Search struct {
	Query     string
	Words     []string // folded
	Group     string   // shown by itself, "" for all
	Page      int      // of it, from 1
	Agencies  []models.FoundAgency
	Reports   []models.ReportHead
	Years     []int
	Measures  []models.FoundCode
	Rules     []models.FoundCode
	Texts     []models.ReportText // those to be shown only
	TextCount int
	Late      bool            // the texts could not be searched in the time there is
	All       []models.Agency // in the list
}

// The groups of hits, in the order they are shown.
const (
	GroupAgencies = "agencies"
	GroupReports  = "reports"
	GroupYears    = "years"
	GroupMeasures = "measures"
	GroupRules    = "rules"
	GroupTexts    = "texts"
)

// SearchGroups are the ids of the groups.
var SearchGroups = []string{GroupAgencies, GroupReports, GroupYears, GroupMeasures, GroupRules, GroupTexts}

// How many hits are shown of each group among the others, and of a group by itself on a page.
const (
	HitsInGroup = 6
	HitsOnPage  = 20
)

// NewSearchPage groups what was found.
func NewSearchPage(f Frame, s Search) SearchPage {
	lang := f.lang()
	f.Title = phrase(lang, "搜索")
	if s.Query != "" {
		f.Title = phrase(lang, "搜索：%s", s.Query)
	}
	p := SearchPage{Frame: f, Query: s.Query, Only: s.Group != "", Unfinished: s.Late}
	names := map[string]string{}
	for _, a := range s.All {
		names[a.ID] = a.Name
	}
	p.add(s, GroupAgencies, phrase(lang, "机关"), len(s.Agencies), func(i int) SearchHit { return agencyHit(s.Agencies[i], s.Words, lang) })
	p.add(s, GroupReports, phrase(lang, "年度报告"), len(s.Reports), func(i int) SearchHit {
		r := s.Reports[i]
		return SearchHit{Title: models.MarkWords(phrase(lang, "%s %d 年年度报告", names[r.AgencyID], r.Year), s.Words), Href: models.ReportPath(r.AgencyID, r.Year)}
	})
	p.add(s, GroupYears, phrase(lang, "年度"), len(s.Years), func(i int) SearchHit {
		return SearchHit{Title: models.MarkWords(phrase(lang, "%d 年", s.Years[i]), s.Words), Href: YearPath(s.Years[i]), Note: phrase(lang, "全部机关这一年的数据")}
	})
	p.add(s, GroupMeasures, phrase(lang, "指标"), len(s.Measures), func(i int) SearchHit {
		return codeHit(s.Measures[i], MeasurePath(s.Measures[i].Code), s.Words, lang)
	})
	p.add(s, GroupRules, phrase(lang, "检查规则"), len(s.Rules), func(i int) SearchHit { return codeHit(s.Rules[i], "/rules#"+s.Rules[i].Code, s.Words, lang) })
	p.add(s, GroupTexts, phrase(lang, "报告原文"), s.TextCount, func(i int) SearchHit {
		if s.Group != "" { // only this page's are at hand
			i -= (s.Page - 1) * HitsOnPage
		}
		return textHit(s.Texts[i], names, s.Words, lang)
	})
	if p.Total == 0 {
		p.Suggestions = suggestions(s, lang)
	}
	return p
}

// add puts in a group with the hits to show of it, unless it is empty or not the one to show.
func (p *SearchPage) add(s Search, id, title string, count int, hit func(int) SearchHit) {
	if count == 0 || s.Group != "" && s.Group != id {
		return
	}
	lang := p.lang()
	g := SearchGroup{ID: id, Title: title, Count: count}
	from, to := 0, min(count, HitsInGroup)
	if p.Only {
		from, to = min((s.Page-1)*HitsOnPage, count), min(s.Page*HitsOnPage, count)
		if s.Page > 1 {
			g.Pages = append(g.Pages, Link{Text: phrase(lang, "上一页"), Href: searchPath(s.Query, id, s.Page-1)})
		}
		if pages := SearchPages(count); pages > 1 {
			g.Pages = append(g.Pages, Link{Text: phrase(lang, "第 %d 页，共 %d 页", s.Page, pages), Current: true})
			if s.Page < pages {
				g.Pages = append(g.Pages, Link{Text: phrase(lang, "下一页"), Href: searchPath(s.Query, id, s.Page+1)})
			}
		}
	} else if count > to {
		g.More = Link{Text: phrase(lang, "全部 %d 条", count), Href: searchPath(s.Query, id, 1)}
	}
	for i := from; i < to; i++ {
		g.Hits = append(g.Hits, hit(i))
	}
	p.Groups = append(p.Groups, g)
	p.Total += count
}

// SearchPages is how many pages a group by itself has.
func SearchPages(count int) int { return max((count+HitsOnPage-1)/HitsOnPage, 1) }

// AllGroups is the address of the search in all groups.
func (p SearchPage) AllGroups() string { return searchPath(p.Query, "", 1) }

// searchPath is the address of a group by itself.
func searchPath(query, group string, page int) string {
	path := "/search?q=" + url.QueryEscape(query)
	if group != "" {
		path += "&in=" + group
	}
	if page > 1 {
		path += fmt.Sprintf("&p=%d", page)
	}
	return path
}

func agencyHit(a models.FoundAgency, words []string, lang models.Lang) SearchHit {
	h := SearchHit{Title: models.MarkWords(a.Name, words), Href: AgencyPath(a.ID), Note: a.Kind.Label().In(lang)}
	switch {
	case a.By.Name == "":
	case a.By.Alias:
		h.Excerpt = models.MarkWords(phrase(lang, "又称：%s", a.By.Name), words)
	default:
		h.Excerpt = models.MarkWords(phrase(lang, "曾用名：%s", a.By.Name), words)
	}
	return h
}

func codeHit(c models.FoundCode, href string, words []string, lang models.Lang) SearchHit {
	h := SearchHit{Title: models.MarkWords(c.Label.In(lang), words), Href: href, Note: c.Code}
	if t := c.Text.In(lang); t != "" {
		h.Excerpt = models.MarkWords(t, words)
	}
	return h
}

func textHit(t models.ReportText, names map[string]string, words []string, lang models.Lang) SearchHit {
	h := SearchHit{Title: []models.Span{{Text: phrase(lang, "%s %d 年年度报告", names[t.AgencyID], t.Year)}}, Href: models.ReportPath(t.AgencyID, t.Year) + fmt.Sprintf("#section-%d", t.Section),
		Excerpt: models.MarkWords(models.Excerpt(t.Body, words), words), Chinese: true}
	for _, sec := range models.Sections {
		if sec.No == t.Section {
			h.Note = sectionTitle(sec, lang)
		}
	}
	return h
}

// maxSuggested is how many agencies of a similar name are suggested.
const maxSuggested = 3

func suggestions(s Search, lang models.Lang) []Link {
	var links []Link
	if s.Query == "" {
		for _, q := range []string{"行政许可", "第三方合法权益", "公开率", "财政", "wjj"} {
			links = append(links, Link{Text: q, Href: searchPath(q, "", 1)})
		}
		return links
	}
	if name := strings.Join(s.Words, ""); len([]rune(name)) > 1 {
		for _, a := range models.NearestAgencies(s.All, name, maxSuggested) {
			if models.EditDistance(name, models.Fold(a.Name)) < len([]rune(a.Name)) {
				links = append(links, Link{Text: a.Name, Href: AgencyPath(a.ID)})
			}
		}
	}
	return append(links, Link{Text: phrase(lang, "全部机关"), Href: "/agencies"}, Link{Text: phrase(lang, "全部指标"), Href: "/measures"}, Link{Text: phrase(lang, "比较"), Href: "/compare"})
}
