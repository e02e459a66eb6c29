package views

import (
	"strings"

	"gongkai/models"
)

// HomePage is the overview at "/".
type HomePage struct {
	Frame
	Year        int         // the year shown; 0 when the database is empty
	Headline    string      // one sentence: how many applications, how many were granted
	Lead        string      // another: how many have published
	Figures     []KeyFigure // five
	Cards       []ChartCard // outcomes by year, releases, licensing decisions, applications by agency
	Publication Publication
	Tasks       []Task
	State       []Fact // what the data hold, and how far they can be trusted
	SnapshotBox []Fact // the snapshot to cite; nil where there is none
}

func (HomePage) name() string { return "home" }

// HasCharts reports whether the page draws charts.
func (p HomePage) HasCharts() bool { return anyDrawn(p.Cards) }

// KeyFigure is one of the district's figures of a year in the ruled row.
type KeyFigure struct {
	Label    string
	Value    string // "1,284", "41.3%", or the reason it is missing
	Words    bool   // Value is a reason and no number
	Unit     string
	Change   string // “较上年增加 12.4%”, “口径变化，不可比”
	Coverage string // “22/24 个机关”
	Mark     string // 存疑, 约数
	Href     string // its measure
	Spark    *Sparkline
}

// NewKeyFigure is the district's figure of a year out of a comparison of all organs. Without a label it bears the subject's short one.
func NewKeyFigure(c models.Comparison, year int, label string, lang models.Lang) KeyFigure {
	k := KeyFigure{Label: label, Href: MeasurePath(c.Subject.Code)}
	if label == "" {
		k.Label = shortLabel(c.Subject, lang)
	}
	j := c.YearIndex(year)
	if j < 0 {
		k.Value, k.Words = models.StateNotReported.Label().In(lang), true
		return k
	}
	t := c.Totals[j]
	sh := models.ShowPoint(t.Point(), c.Subject, lang)
	k.Value, k.Mark, k.Words = sh.Text, sh.Mark, !t.Point().Known()
	if !c.Subject.Ratio && !k.Words {
		k.Value = models.FormatValue(t.Point().Value(c.Subject), c.Subject, lang)
		k.Unit = c.Subject.Unit.Label().In(lang)
	}
	change := c.TotalChange(year)
	if k.Change = change.Text(lang); k.Change != "" && change.Same > 0 {
		k.Change += phrase(lang, "（同口径 %d 个机关）", change.Same)
	}
	if t.Of > 0 {
		k.Coverage = models.FormatCoverage(t.Have, t.Of, lang)
	}
	if safe := t.Safe(); t.Doubtful > 0 && safe.Known() && !c.Subject.Ratio {
		k.Coverage += phrase(lang, "；不计存疑数为 %s", models.FormatValue(safe.Value(c.Subject), c.Subject, lang))
	}
	k.Spark = totalsSparkline(c, lang)
	return k
}

// shortLabel is a subject's name where room is short, in the words that offices use among themselves.
func shortLabel(s models.Subject, lang models.Lang) string {
	if s.Applicant != "" && s.Applicant != models.ApplicantTotal {
		return s.Label.In(lang)
	}
	switch s.Code {
	case "applications.received":
		return phrase(lang, "新收申请")
	case "applications.concluded":
		return phrase(lang, "办结申请")
	case "applications.carried_out":
		return phrase(lang, "结转下年")
	case "releases.total":
		return phrase(lang, "发布信息")
	case "disclosure.normative_documents.issued":
		return phrase(lang, "制发规范性文件")
	case "disclosure.normative_documents.repealed":
		return phrase(lang, "废止规范性文件")
	case "disclosure.normative_documents.in_force":
		return phrase(lang, "现行有效规范性文件")
	case "disclosure.rules.issued":
		return phrase(lang, "制发规章")
	case "disclosure.rules.repealed":
		return phrase(lang, "废止规章")
	case "disclosure.rules.in_force":
		return phrase(lang, "现行有效规章")
	case "remedies.reconsideration.total":
		return phrase(lang, "行政复议")
	case "remedies.litigation_direct.total":
		return phrase(lang, "直接起诉")
	case "remedies.litigation_after.total":
		return phrase(lang, "复议后起诉")
	case "disclosure.licensing.decisions":
		return phrase(lang, "行政许可决定")
	case "disclosure.penalties.decisions":
		return phrase(lang, "行政处罚决定")
	case "disclosure.coercion.decisions":
		return phrase(lang, "行政强制决定")
	case "disclosure.fees.amount":
		return phrase(lang, "行政事业性收费")
	}
	return s.Label.In(lang)
}

// totalsSparkline draws the totals of all years; a ratio as tenths of a percent.
func totalsSparkline(c models.Comparison, lang models.Lang) *Sparkline {
	var values []*int64
	var words []string
	for _, t := range c.Totals {
		p := t.Point()
		words = append(words, phrase(lang, "%d 年 %s", t.Year, models.ShowPoint(p, c.Subject, lang).Text))
		v := p.Number
		if c.Subject.Ratio && p.Num != nil && p.Den != nil && *p.Den > 0 {
			tenths := *p.Num * 1000 / *p.Den
			v = &tenths
		}
		values = append(values, v)
	}
	return NewSparkline(values, strings.Join(words, phrase(lang, "，")))
}

// Headline says in one sentence what a year brought: how many applications were received and how many of those concluded were
// granted. It is shorter where one of them is not known.
func Headline(received, disclosed models.Comparison, year int, district string, lang models.Lang) string {
	total := func(c models.Comparison) (models.Point, bool) {
		j := c.YearIndex(year)
		if j < 0 {
			return models.Point{}, false
		}
		p := c.Totals[j].Point()
		return p, p.Known()
	}
	p, ok := total(received)
	if !ok {
		return phrase(lang, "%d 年%s政府信息公开", year, district)
	}
	s := phrase(lang, "%d 年%s各机关新收政府信息公开申请 %s 件", year, district, models.ShowPoint(p, received.Subject, lang).Text)
	if q, ok := total(disclosed); ok && q.Den != nil && *q.Den >= models.FractionOnly {
		s += phrase(lang, "，办结的申请中 %s 予以公开或部分公开", models.ShowPoint(q, disclosed.Subject, lang).Text)
	}
	return s
}

// Publication says who has published for a year.
type Publication struct {
	Year   int
	Of     int // how many owe a report
	Groups []PublicationGroup
	Due    string // by when they were to
}

// PublicationGroup is the agencies of one status.
type PublicationGroup struct {
	Status   YearStatus // Year 0: of the group
	Agencies []Link
}

// Lead says in a sentence how many of those that owe a report have published it.
func (p Publication) Lead(lang models.Lang) string {
	missing := 0
	for _, g := range p.Groups {
		if g.Status.Kind == Missing {
			missing = len(g.Agencies)
		}
	}
	switch {
	case p.Of == 0:
		return ""
	case missing == 0:
		return phrase(lang, "应当公布 %d 年年度报告的 %d 个机关都已公布。", p.Year, p.Of)
	}
	return phrase(lang, "应当公布 %d 年年度报告的机关共 %d 个，%d 个已公布，%d 个尚未公布。", p.Year, p.Of, p.Of-missing, missing)
}

// Task leads a visitor to where a task begins.
type Task struct {
	Title string
	Text  string
	Href  string
}

// Tasks are what visitors come with.
func Tasks(lang models.Lang) []Task {
	return []Task{
		{phrase(lang, "查部门"), phrase(lang, "一个机关历年收到多少申请、怎样办理、发布了多少信息，每个数字都能查到原文。"), "/agencies"},
		{phrase(lang, "比一比"), phrase(lang, "选一项数据，看各机关之间、各年之间的差别。"), "/compare"},
		{phrase(lang, "为什么不公开"), phrase(lang, "各机关用了哪些理由，每种理由是什么意思、依据哪一条。"), "/applications?tab=reasons"},
		{phrase(lang, "下数据"), phrase(lang, "一次取走全部数据，各列都有说明；每一页、每张图也有自己的 CSV、XLSX、JSON，图还有 SVG。"), "/downloads"},
	}
}

// DataState says what the data hold and how far they can be trusted: how many reports of how many agencies, how many are missing, how many
// have suspect figures. q is of all agencies and years.
func DataState(f Frame, q models.Quality, agencies, reports int, years []int, lang models.Lang) []Fact {
	counts := CountFacts(agencies, reports, years, lang)
	held := make([]string, len(counts))
	for i, c := range counts {
		held[i] = c.Term + phrase(lang, " ") + c.Text
	}
	number := func(n int) string { v := int64(n); return models.FormatNumber(&v, 0, lang) }
	missing := phrase(lang, "应公布的 %s 份都已公布", number(q.Required))
	if n := q.Required - q.Published; n > 0 {
		missing = phrase(lang, "%s 份应公布而没有公布", number(n))
	}
	suspect := phrase(lang, "没有报告未通过错误类检查")
	if q.WithErrors > 0 {
		suspect = phrase(lang, "%s 份报告未通过错误类检查，有关数字标“存疑”", number(q.WithErrors))
	}
	return []Fact{
		{Term: phrase(lang, "更新"), Text: f.DataState()},
		{Term: phrase(lang, "收录"), Text: strings.Join(held, phrase(lang, "，"))},
		{Term: phrase(lang, "还缺"), Text: missing, Href: "/quality#matrix"},
		{Term: phrase(lang, "存疑"), Text: suspect, Href: "/quality?severity=error#findings"},
		{Term: phrase(lang, "加工"), Text: phrase(lang, "数据来源与加工方法"), Href: "/about/method"},
	}
}
