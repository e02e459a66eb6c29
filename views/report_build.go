package views

import (
	"fmt"
	"strings"

	"gongkai/models"
)

// Reported is what a report's page is made from.
type Reported struct {
	Agency    models.Agency
	Years     []int // of the strip
	Heads     Heads
	Report    models.Report              // with the revision shown
	Revisions []models.Revision          // all of them, oldest first, without their content
	Changes   map[int][]models.Change    // by number of revision, against the one before
	Reasons   map[uint]string            // why revisions were published in the place of others, by their id
	SourceURL func(sha256 string) string // the archived copy of a document; nil if documents are not served
}

// NewReportPage works out the page of a report. The frame's title, path and crumbs are set here.
func NewReportPage(f Frame, in Reported) ReportPage {
	r, lang := &in.Report.Revision, f.lang()
	year := in.Report.Year
	p := ReportPage{Frame: f, AgencyName: in.Agency.NameIn(year), AgencyHref: AgencyPath(in.Agency.ID), Year: year,
		Strip: in.Heads.Strip(lang, f.Settings, in.Agency, in.Years, year), Tables: StatutoryTables(r, lang)}
	p.Title = phrase(lang, "%s %d 年年度报告", p.AgencyName, year)
	p.Section = SectionAgencies
	p.Crumbs = []Link{{Text: phrase(lang, "机关"), Href: "/agencies"}, {Text: in.Agency.Name, Href: p.AgencyHref}}
	p.Findings, p.Open, p.Passed = Findings(r.Findings, r.Edition, "", lang)
	p.Lead = reportLead(models.CountOf(r), lang)
	p.Facts, p.Read = reportFacts(f, in), readHow(r, lang)
	original := ""
	if in.SourceURL != nil {
		original = firstSource(r).SHA256
	}
	p.Figures = figureGroups(r, original, histories(in.Revisions, in.Changes, lang), lang)
	for _, s := range models.Sections {
		if body := r.Text(s.No); body != "" {
			p.Sections = append(p.Sections, ReportSection{s.No, sectionTitle(s, lang), strings.Split(body, "\n")})
		}
	}
	for _, n := range r.Notes {
		it := NoteItem{Message: n.Message, Where: n.Where.In(lang)}
		k := models.ParseKey(n.Key)
		if n.Key != "" {
			it.Href = "#" + k.Place(r.Edition)
		}
		it.Source = readingHref(original, n.Where, k, r.Edition)
		p.Notes = append(p.Notes, it)
	}
	for i, s := range r.Sources {
		it := SourceItem{Name: s.Name, Format: strings.ToUpper(s.Format), Size: byteSize(s.Size), SHA256: s.SHA256, Retrieved: day(s.RetrievedAt)}
		if i == 0 && strings.HasPrefix(r.SourceURL, "http") {
			it.URL = r.SourceURL
		}
		if in.SourceURL != nil {
			it.Href, it.Reading = in.SourceURL(s.SHA256), ReadingPath(s.SHA256)
		}
		p.Sources = append(p.Sources, it)
	}
	if len(in.Revisions) > 1 {
		for _, v := range in.Revisions {
			it := revisionItem(v, v.ID == in.Report.CurrentID, in.Changes[v.No], lang)
			it.Reason = in.Reasons[v.ID]
			p.Revisions = append(p.Revisions, it)
		}
	}
	return p
}

func reportLead(c models.Counts, lang models.Lang) string {
	known := c.Cells - c.Blank - c.Absent - c.Unreadable
	lead := phrase(lang, "共 %d 格，有数 %d 格", c.Cells, known)
	if c.Blank > 0 {
		lead += phrase(lang, "，空白 %d 格", c.Blank)
	}
	if c.Absent > 0 {
		lead += phrase(lang, "，缺栏 %d 格", c.Absent)
	}
	if c.Unreadable > 0 {
		lead += phrase(lang, "，无法辨认 %d 格", c.Unreadable)
	}
	if c.Errors+c.Warnings == 0 {
		return lead + phrase(lang, "；检查没有发现问题。")
	}
	return lead + phrase(lang, "；检查发现错误 %d 处，提示 %d 处。", c.Errors, c.Warnings)
}

func reportFacts(f Frame, in Reported) []Fact {
	r, lang := &in.Report.Revision, f.lang()
	facts := []Fact{{Term: phrase(lang, "原标题"), Text: r.Title}}
	if r.PublishedOn != "" {
		kind, text, _ := published(lang, f.Settings.DueOn(r.Scope, in.Report.Year), r.PublishedOn)
		if text == "" {
			text = statusText(lang, kind)
		}
		facts = append(facts, Fact{Term: phrase(lang, "公布日期"), Text: r.PublishedOn + phrase(lang, "（%s）", text)})
	}
	facts = append(facts,
		Fact{Term: phrase(lang, "应公布日期"), Text: f.Settings.DueOn(r.Scope, in.Report.Year)},
		Fact{Term: phrase(lang, "统计范围"), Text: r.Scope.Label().In(lang)},
		Fact{Term: phrase(lang, "格式"), Text: phrase(lang, "%s 年版", string(r.Edition))},
		Fact{Term: phrase(lang, "读取和公布"), Text: readHow(r, lang)})
	if r.SourceURL != "" {
		facts = append(facts, Fact{Term: phrase(lang, "原文网址"), Text: r.SourceURL, Href: webAddress(r.SourceURL)})
	}
	return facts
}

// readHow tells how the figures of a revision came here, and when they became public.
func readHow(r *models.Revision, lang models.Lang) string {
	text := phrase(lang, "由填报单位在网上表格中填写")
	if r.ParserNo > 0 {
		text = phrase(lang, "由读取程序（第 %d 版）从原件读出", r.ParserNo)
	}
	if !r.CreatedAt.IsZero() {
		text += phrase(lang, "，%s", clock(r.CreatedAt, lang))
	}
	if r.PublishedAt != nil {
		text += phrase(lang, "；%s在本站公布", clock(*r.PublishedAt, lang))
	}
	return text + phrase(lang, "。")
}

// webAddress returns an address that may be linked to, "" for anything but the web's.
func webAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}

// figureGroups lists every figure of the report by section, each with the checks it takes part in and its place in the original, given
// by its checksum if it can be shown.
func figureGroups(r *models.Revision, original string, history map[models.Key][]string, lang models.Lang) []FigureGroup {
	checks := map[models.Key][]FindingItem{}
	for _, f := range r.Findings {
		it := NewFindingItem(f, r.Edition, "", lang)
		for _, k := range f.Figures {
			checks[k] = append(checks[k], it)
		}
	}
	groups := make([]FigureGroup, len(models.Sections)+1)
	for _, f := range r.Figures {
		m, _ := models.MeasureOf(f.Measure)
		k := f.Key()
		it := FigureItem{Anchor: k.Place(r.Edition), Name: k.Name(lang), Value: FigureCell(f, lang), Raw: f.Raw, State: f.State.Label().In(lang), Where: f.Where.In(lang), Checks: checks[k],
			Source: readingHref(original, f.Where, k, r.Edition)}
		for _, l := range f.Flags.Labels() {
			it.Flags = append(it.Flags, l.In(lang))
		}
		it.History = history[k]
		groups[m.Section].Items = append(groups[m.Section].Items, it)
	}
	var out []FigureGroup
	for i, g := range groups {
		if i > 0 && len(g.Items) > 0 {
			g.Title = sectionTitle(models.Sections[i-1], lang)
			out = append(out, g)
		}
	}
	return out
}

// histories say of each figure how revisions changed it, the oldest first; changes are by the number of the revision.
func histories(revisions []models.Revision, changes map[int][]models.Change, lang models.Lang) map[models.Key][]string {
	all := map[models.Key][]string{}
	for _, v := range revisions {
		for _, c := range changes[v.No] {
			all[c.Key] = append(all[c.Key], phrase(lang, "第 %d 版：由 %s 改为 %s", v.No, stated(c.Old, lang), stated(c.New, lang)))
		}
	}
	return all
}

var sectionNumbers = []string{"", "一", "二", "三", "四", "五", "六"}

func sectionTitle(s models.Section, lang models.Lang) string {
	if lang == models.En {
		return fmt.Sprintf("%d. %s", s.No, s.Label.En)
	}
	return sectionNumbers[s.No] + "、" + s.Label.Zh
}

func revisionItem(v models.Revision, current bool, changes []models.Change, lang models.Lang) RevisionItem {
	it := RevisionItem{No: v.No, When: clock(v.CreatedAt, lang), Current: current}
	for _, c := range changes {
		link := Link{Text: c.Key.Name(lang)}
		if place := c.Key.Place(v.Edition); place != "" && current {
			link.Href = "#" + place
		}
		it.Changes = append(it.Changes, ChangeItem{link, stated(c.Old, lang), stated(c.New, lang)})
	}
	return it
}

// stated is what one side of a change says.
func stated(f models.Figure, lang models.Lang) string {
	c := FigureCell(f, lang)
	return strings.TrimSpace(c.Text + " " + c.Note)
}

// byteSize writes a file's size for people.
func byteSize(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}
