package views

import (
	"fmt"
	"strconv"
	"time"

	"gongkai/models"
)

// SubmissionsPage is who has published the report of a year, and how that stands to the day it was due, at "/submissions". It shows
// published facts alone.
type SubmissionsPage struct {
	Frame
	Year      int // 0 without any report
	Years     []Link
	Lead      string
	Figures   []KeyFigure
	Caveat    string
	Deadlines []Fact
	Line      *DayLine
	Filters   []Link
	Table     Table
	None      string // where no agency is among those selected
}

func (SubmissionsPage) name() string { return "submissions" }

// Submissions is what the page is made from.
type Submissions struct {
	Year     int
	Years    []int
	Filter   string
	Today    time.Time
	List     []models.Punctuality   // of all agencies
	Problems map[string]FindingItem // by agency: the first failed check of severity error
	Quality  models.Quality
	Href     func(filter string) string
}

// SubmissionsPath is the page of a year; 0 for the newest.
func SubmissionsPath(year int) string {
	if year == 0 {
		return "/submissions"
	}
	return "/submissions?y=" + strconv.Itoa(year)
}

// NewSubmissionsPage works the page out.
func NewSubmissionsPage(f Frame, in Submissions) SubmissionsPage {
	lang := f.lang()
	p := SubmissionsPage{Frame: f, Year: in.Year, None: phrase(lang, "没有符合所选条件的机关。")}
	for i, y := range in.Years {
		l := Link{Text: phrase(lang, "%d", y), Href: SubmissionsPath(y), Current: y == in.Year}
		if i == len(in.Years)-1 {
			l.Href = SubmissionsPath(0)
		}
		p.Years = append(p.Years, l)
	}
	counts := map[string]int{}
	owed, published, overdue := 0, 0, 0
	for _, x := range in.List {
		for _, name := range models.PunctualityFilters {
			if x.In(name) {
				counts[name]++
			}
		}
		if x.In(models.LateReports) && x.In(models.MissingReports) {
			overdue++
		}
		if x.Owed {
			owed++
			if x.Report != nil {
				published++
			}
		}
	}
	p.Lead = phrase(lang, "应当公布 %d 年年度报告的机关共 %d 个，%d 个已公布，%d 个尚未公布。", in.Year, owed, published, owed-published)
	if owed == published {
		p.Lead = phrase(lang, "应当公布 %d 年年度报告的 %d 个机关都已公布。", in.Year, owed)
	}
	rate := models.QualityRates[0]
	share := rate.Point(in.Quality)
	sh := models.ShowPoint(share, rate.Subject(), lang)
	p.Figures = []KeyFigure{{Label: rate.Label.In(lang), Value: sh.Text, Words: *share.Den == 0, Change: sh.Fraction, Coverage: rate.Formula.In(lang)}}
	p.Caveat = rate.Caveat.In(lang)
	for _, d := range []struct {
		term  string
		scope models.Scope
	}{{phrase(lang, "各机关"), models.ScopeOrgan}, {phrase(lang, "区政府"), models.ScopeTerritory}} {
		due := f.Settings.DueOn(d.scope, in.Year)
		if days, ok := f.Settings.DaysLate(d.scope, in.Year, in.Today.Format(time.DateOnly)); ok {
			p.Deadlines = append(p.Deadlines, Fact{Term: d.term, Text: phrase(lang, "%s 前公布", due) + phrase(lang, "（%s）", untilDue(days, lang))})
		}
	}
	labels := map[string]string{models.AllReports: phrase(lang, "全部"), models.MissingReports: phrase(lang, "未公布"), models.LateReports: phrase(lang, "逾期"), models.FailedReports: phrase(lang, "校验未过")}
	for _, name := range models.PunctualityFilters {
		text := phrase(lang, "%s %d", labels[name], counts[name])
		if name == models.LateReports && overdue > 0 {
			text += phrase(lang, "（其中未公布 %d）", overdue) // the line above counts only those that are published
		}
		p.Filters = append(p.Filters, Link{Text: text, Href: in.Href(name), Current: name == in.Filter})
	}
	p.Line = newDayLine(f.Settings, in, lang)
	p.Table = submissionsTable(in, lang)
	return p
}

// untilDue says how far a day is from the day something was due.
func untilDue(days int, lang models.Lang) string {
	switch {
	case days < 0:
		return phrase(lang, "还有 %d 天", -days)
	case days == 0:
		return phrase(lang, "今天到期")
	}
	return phrase(lang, "已过 %d 天", days)
}

func submissionsTable(in Submissions, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年年度报告的公布情况", in.Year), Class: "wide matrix",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), Heading(phrase(lang, "公布日期")), Heading(phrase(lang, "是否按期")), NumberHeading(phrase(lang, "逾期天数")), Heading(phrase(lang, "应报")), Heading(phrase(lang, "校验"))}}}}
	kind := models.Kind("")
	for _, x := range in.List {
		if !x.In(in.Filter) {
			continue
		}
		if x.Agency.Kind != kind {
			kind = x.Agency.Kind
			t.Rows = append(t.Rows, Row{Group: true, Cells: []Cell{{Text: kind.Label().In(lang), Header: true, Scope: "rowgroup", Colspan: len(t.Head[0].Cells)}}})
		}
		st := punctualStatus(x, in.Year, lang)
		owes := Text(phrase(lang, "%s 前", x.Due))
		if !x.Owed {
			owes = Cell{Text: phrase(lang, "不在名单"), Tone: ToneMissing}
		}
		on := Cell{Text: models.NoValue, Tone: ToneMissing}
		if x.Report != nil {
			on = Cell{Text: x.Report.PublishedOn, Href: models.ReportPath(x.Agency.ID, in.Year)}
			if on.Text == "" {
				on.Text = phrase(lang, "日期不详")
			}
			if x.Report.SourceURL != "" {
				on.Links = []Link{{Text: phrase(lang, "来源网页"), Href: x.Report.SourceURL}}
			}
		}
		days := Cell{Text: models.NoValue, Tone: ToneMissing}
		if x.Dated && x.Days > 0 {
			days = countCell(x.Days, lang)
		} else if x.Dated && x.Report != nil {
			days = countCell(0, lang)
		}
		check := Cell{Text: models.NoValue, Tone: ToneMissing}
		if problem, ok := in.Problems[x.Agency.ID]; ok && x.Report != nil {
			check = Cell{Text: problem.Sentence, Links: problem.Links}
			if n := x.Report.Errors; n > 1 {
				check.Note = phrase(lang, "共 %d 项未通过", n)
			}
		} else if x.Report != nil {
			check = Text(phrase(lang, "没有错误"))
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.Agency.NameIn(in.Year), Href: AgencyPath(x.Agency.ID), Header: true}, on, {Status: &st}, days, owes, check}})
	}
	return t
}

// punctualStatus is the glyph and word of how an agency stands to its day.
func punctualStatus(x models.Punctuality, year int, lang models.Lang) YearStatus {
	st := YearStatus{Year: year}
	switch {
	case x.Report == nil && x.Days > 0:
		st.Kind, st.Text = Missing, phrase(lang, "未公布，已过期")
	case x.Report == nil:
		st.Kind, st.Text = Missing, phrase(lang, "未公布，未到期")
	case !x.Dated:
		st.Kind = Undated
	case x.Days > 0:
		st.Kind = Late
	default:
		st.Kind = OnTime
	}
	st.Glyph = glyphs[st.Kind]
	if st.Text == "" {
		st.Text = statusText(lang, st.Kind)
	}
	return st
}

// DayLine is the days of publication along a line, with the days they were due: a dot for each report, stacked where several were
// published on one day.
type DayLine struct {
	Height int
	Dots   []DayDot
	Marks  []DayMark // the due days, and the first days of months
	Label  string    // what the line shows, as a sentence
}

// DayDot is a report.
type DayDot struct {
	X, Y int
	Late bool
	Name string // of the agency, with the day
}

// DayMark is a day of the line.
type DayMark struct {
	X, Text int
	Due     bool
	Label   string
	Anchor  string
}

// Sizes of a DayLine, in its own units; it is as wide as its place.
const (
	dayWidth  = 8
	dayHeight = 9
	dayEdge   = 12
	dayFoot   = 40
)

// newDayLine draws the reports with a stated day from January on; nil where there is none. Reports of before stand on the first day,
// and what came very late on the last, half a year later.
func newDayLine(s models.Settings, in Submissions, lang models.Lang) *DayLine {
	const days = 150
	first := time.Date(in.Year+1, 1, 1, 0, 0, 0, 0, time.UTC)
	place := func(date string) (int, bool) {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			return 0, false
		}
		return min(max(int(day.Sub(first).Hours()/24), 0), days-1), true
	}
	stacked := map[int]int{}
	l := &DayLine{}
	late, top := 0, 0
	type dot struct {
		day, level int
		p          models.Punctuality
	}
	var dots []dot
	for _, x := range in.List {
		if x.Report == nil {
			continue
		}
		day, ok := place(x.Report.PublishedOn)
		if !ok {
			continue
		}
		dots = append(dots, dot{day, stacked[day], x})
		stacked[day]++
		top = max(top, stacked[day])
		if x.Days > 0 {
			late++
		}
	}
	if len(dots) == 0 {
		return nil
	}
	l.Height = top*dayHeight + dayFoot + dayEdge
	base := l.Height - dayFoot
	at := func(day int) int { return dayEdge + day*dayWidth }
	for _, d := range dots {
		l.Dots = append(l.Dots, DayDot{at(d.day), base - 6 - d.level*dayHeight, d.p.Days > 0, phrase(lang, "%s：%s", d.p.Agency.NameIn(in.Year), d.p.Report.PublishedOn)})
	}
	for month := range 5 {
		day := time.Date(in.Year+1, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC)
		x, _ := place(day.Format(time.DateOnly))
		l.Marks = append(l.Marks, DayMark{X: at(x), Text: base + 16, Label: models.Label{Zh: fmt.Sprintf("%d 月", month+1), En: day.Format("Jan")}.In(lang), Anchor: "start"})
	}
	for _, scope := range []models.Scope{models.ScopeOrgan, models.ScopeTerritory} {
		if x, ok := place(s.DueOn(scope, in.Year)); ok {
			l.Marks = append(l.Marks, DayMark{X: at(x), Text: base + 34, Due: true, Label: phrase(lang, "截止 %s", s.DueOn(scope, in.Year)[5:]), Anchor: "middle"})
		}
	}
	l.Label = phrase(lang, "%d 份报告的公布日期，%d 份晚于各自的截止日。", len(dots), late)
	return l
}

// ViewBox is the line's own coordinates.
func (l DayLine) ViewBox() string { return fmt.Sprintf("0 0 %d %d", 2*dayEdge+150*dayWidth, l.Height) }

// Base is where the line stands.
func (l DayLine) Base() int { return l.Height - dayFoot }

// Width is how wide the line is.
func (l DayLine) Width() int { return 2*dayEdge + 150*dayWidth }
