package models

import (
	"fmt"
	"strings"
)

// This file makes findings into sentences, the headlines of charts and pages. Each is worked out from the same rows as its chart;
// none names an agency as highest on suspect figures or few cases, and none compares what is not comparable.

// sentenceNames are what to call the commonest subjects in a sentence, where a label from the form would read stiffly.
var sentenceNames = map[string]Label{
	"releases.total":                          {"发布信息", "releases"},
	"disclosure.rules.issued":                 {"制发规章", "rules issued"},
	"disclosure.rules.repealed":               {"废止规章", "rules repealed"},
	"disclosure.rules.in_force":               {"现行有效规章", "rules in force"},
	"disclosure.normative_documents.issued":   {"制发行政规范性文件", "normative documents issued"},
	"disclosure.normative_documents.repealed": {"废止行政规范性文件", "normative documents repealed"},
	"disclosure.normative_documents.in_force": {"现行有效行政规范性文件", "normative documents in force"},
	"disclosure.licensing.decisions":          {"行政许可决定", "licensing decisions"},
	"disclosure.penalties.decisions":          {"行政处罚决定", "penalty decisions"},
	"disclosure.coercion.decisions":           {"行政强制决定", "coercion decisions"},
	"disclosure.fees.amount":                  {"行政事业性收费", "administrative fees"},
	"applications.received":                   {"新收政府信息公开申请", "applications received"},
	"applications.carried_in":                 {"上年结转政府信息公开申请", "applications carried in"},
	"applications.concluded":                  {"办结政府信息公开申请", "applications concluded"},
	"applications.carried_out":                {"结转下年度继续办理的申请", "applications carried over"},
	"remedies.reconsideration.total":          {"政府信息公开行政复议", "reconsiderations"},
	"remedies.litigation_direct.total":        {"未经复议直接起诉的政府信息公开诉讼", "lawsuits without reconsideration"},
	"remedies.litigation_after.total":         {"复议后起诉的政府信息公开诉讼", "lawsuits after reconsideration"},
}

// Phrase is what to call the subject inside a sentence: "行政许可决定".
func (s Subject) Phrase(lang Lang) string {
	l, ok := sentenceNames[s.Code]
	if !ok {
		l = Label{strings.ReplaceAll(s.Label.Zh, "：", ""), strings.ToLower(s.Label.En)}
		if kind, part, ok := strings.Cut(l.En, ": "); ok { // a sentence has a colon of its own
			l.En = kind + " (" + part + ")"
		}
	} else if s.Applicant != "" && s.Applicant != ApplicantTotal {
		a := applicantLabel(s.Applicant)
		l = Label{a.Zh + l.Zh, l.En + " (" + strings.ToLower(a.En) + ")"}
	}
	return l.In(lang)
}

func applicantLabel(code string) Label {
	for _, a := range Applicants {
		if a.Code == code {
			return a.Label
		}
	}
	return Label{}
}

// TotalHeadline tells the district's value of a year and its change, as in "2025 年各机关行政许可决定 12,345 件，较上年增加 3.2%（同口径
// 22 家）". Where organs are missing it says how many are in: "2025 年 22/24 个机关…合计".
func (c Comparison) TotalHeadline(year int, lang Lang) string {
	j := c.YearIndex(year)
	name := c.Subject.Phrase(lang)
	if j < 0 || c.Totals[j].Of == 0 {
		return c.prefix(lang) + sentence(lang, "%d 年没有“%s”的数据", "No figures for %[2]s in %[1]d", year, name)
	}
	t := c.Totals[j]
	if t.Have == 0 || !t.Point().Known() {
		return c.prefix(lang) + sentence(lang, "%d 年应公布的 %d 个机关都没有可用的“%s”数据", "None of the %[2]d agencies has a usable figure for %[3]s in %[1]d", year, t.Of, name)
	}
	who := Label{" 年各机关", " in all agencies, "}
	switch {
	case t.Complete() && c.Together != (Label{}):
		who = Label{" 年合计", " together, "}
	case !t.Complete():
		coverage := FormatCoverage(t.Have, t.Of, lang)
		who = Label{" 年 " + coverage + "合计", " at " + coverage + ", "}
	}
	value := c.Subject.valueText(t.Point(), lang)
	text := fmt.Sprintf("%d%s%s%s", year, who.Zh, name, value)
	if lang == En {
		text = upperFirst(fmt.Sprintf("%s%s%d:%s", name, who.En, year, value))
	}
	return c.prefix(lang) + text + c.changeText(c.TotalChange(year), lang) + c.doubtText(t, lang)
}

// prefix says which organs a sentence is of, where they are not all of the district.
func (c Comparison) prefix(lang Lang) string {
	if c.Together == (Label{}) {
		return ""
	}
	return Label{c.Together.Zh + "：", upperFirst(c.Together.En) + ": "}.In(lang)
}

// AgencyHeadline tells an agency's value of a year and its change: "区教育局 2025 年新收政府信息公开申请 230 件，较上年增加 15.0%".
func (c Comparison) AgencyHeadline(agencyID string, year int, lang Lang) string {
	r, ok := c.Row(agencyID)
	j := c.YearIndex(year)
	if !ok || j < 0 {
		return ""
	}
	p, who := r.Points[j], r.Agency.NameIn(year)
	name := c.Subject.Phrase(lang)
	switch {
	case p.State == StateNotReported:
		return sentence(lang, "%s尚未公布 %d 年年度报告", "%s has not published its report for %d", who, year)
	case !p.Known():
		return sentence(lang, "%s %d 年的“%s”没有可用的数据（%s）", "%s has no usable figure for %[3]s in %[2]d (%[4]s)", who, year, name, missingText(p, c.Subject).In(lang))
	}
	text := sentence(lang, "%s %d 年%s%s", "%s in %d, %s:%s", who, year, name, c.Subject.valueText(p, lang))
	switch change := c.Change(agencyID, year); {
	case p.Doubtful():
		return text + comma(lang) + p.Flags.doubtWords(lang)
	case change.Suspect && change.Kind != ChangeBroken:
		return text + Label{"，上年的数存疑，不作比较", "; last year's figure is in doubt, so they are not compared"}.In(lang)
	default:
		return text + c.changeText(change, lang)
	}
}

// doubtText ends a sentence on a total that has doubtful figures in it.
func (c Comparison) doubtText(t Total, lang Lang) string {
	if t.Doubtful == 0 {
		return ""
	}
	return bracketed(c.DoubtNote(t, lang), lang)
}

// DoubtNote tells of a total with doubtful figures how many organs they are of, and what it is without them.
func (c Comparison) DoubtNote(t Total, lang Lang) string {
	text := sentence(lang, "含 %d 家存疑数据", "with doubtful figures of %d", t.Doubtful)
	if words := t.Doubts.leapWords(lang); words != "" {
		text = sentence(lang, "含 %d 家存疑数据，%s", "with doubtful figures of %d: %s", t.Doubtful, words)
	}
	safe := t.Safe()
	if c.Subject.Ratio || t.Number == nil || !safe.Known() || *safe.Number == *t.Number {
		return text
	}
	value := strings.TrimSpace(c.Subject.valueText(safe, lang))
	return text + sentence(lang, "；不计则为 %s", "; without them %s", value)
}

// SeveralHeadline puts the values of some agencies in one year side by side: "2025 年行政许可决定：区教育局 52 件，区民政局 61 件，区司法局
// 尚未公布".
func (c Comparison) SeveralHeadline(agencyIDs []string, year int, lang Lang) string {
	j := c.YearIndex(year)
	var parts []string
	for _, id := range agencyIDs {
		r, ok := c.Row(id)
		if !ok || j < 0 {
			continue
		}
		p, who := r.Points[j], r.Agency.NameIn(year)
		switch {
		case p.State == StateNotReported:
			parts = append(parts, who+Label{"尚未公布", " has not reported"}.In(lang))
		case !p.Known():
			parts = append(parts, who+bracketed(missingText(p, c.Subject).In(lang), lang))
		case p.Doubtful():
			parts = append(parts, who+c.Subject.valueText(p, lang)+bracketed(p.Flags.DoubtMark(lang), lang))
		default:
			parts = append(parts, who+c.Subject.valueText(p, lang))
		}
	}
	if len(parts) == 0 {
		return c.TotalHeadline(year, lang)
	}
	return upperFirst(sentence(lang, "%d 年%s：%s", "%[2]s in %[1]d: %[3]s", year, c.Subject.Phrase(lang), strings.Join(parts, comma(lang))))
}

// RankHeadline tells how the organs of a year compare: the highest and the median of a count, the median and the middle half of a
// ratio, whose highest is never named. With fewer than MinPeers to rank it is TotalHeadline.
func (c Comparison) RankHeadline(year int, lang Lang) string {
	ranked, left := c.Ranking(year)
	spread, ok := c.Spread(year)
	if !ok {
		return c.TotalHeadline(year, lang)
	}
	name := c.Subject.Phrase(lang)
	value := func(p Point) string { return c.Subject.valueText(p, lang) }
	median := FormatValue(spread.Median, c.Subject, lang) + c.Subject.unitText(lang)
	top := ranked[0].Point
	switch {
	case c.Subject.Ratio:
		return c.prefix(lang) + sentence(lang, "%d 年 %d 个机关%s的中位数为 %s，居中的一半在 %s 至 %s 之间",
			"In %d the median of %d agencies for %s was %s; the middle half lies between %s and %s",
			year, spread.N, name, median, FormatValue(spread.Q1, c.Subject, lang), FormatValue(spread.Q3, c.Subject, lang))
	case top.Value(c.Subject).Sign() == 0 && ranked[len(ranked)-1].Point.Value(c.Subject).Sign() == 0:
		return c.prefix(lang) + sentence(lang, "%d 年 %d 个机关的%s都是 0", "In %d all %d agencies had 0 for %s", year, spread.N, name)
	}
	var names []string
	for _, r := range ranked {
		if r.Rank == 1 {
			names = append(names, r.Agency.NameIn(year))
		}
	}
	text := sentence(lang, "%d 年%s最多的是%s（%s）", "In %d, %s: most at %s (%s)", year, name, names[0], strings.TrimSpace(value(top)))
	if len(names) > 1 {
		text = sentence(lang, "%d 年%s最多的有 %d 个机关（均为%s）", "In %d, %s: most at %d agencies (each%s)", year, name, len(names), value(top))
	}
	text += sentence(lang, "，%d 个机关的中位数为 %s", "; the median of %d agencies was %s", spread.N, median)
	suspect := 0
	for _, r := range left {
		if r.Point.Known() && r.Point.Doubtful() {
			suspect++
		}
	}
	if suspect > 0 {
		text += sentence(lang, "（%d 家数据存疑，未列入）", " (%d with doubtful figures left out)", suspect)
	}
	return c.prefix(lang) + text
}

// ChangeHeadline tells how many organs went up and down on the year before: "与上年相比，2025 年公开率提高的机关 12 个，降低的
// 7 个，持平的 1 个". Suspect figures, mergers and ratios of under ten cases are left out. With fewer than MinPeers to tell of it is RankHeadline.
func (c Comparison) ChangeHeadline(year int, lang Lang) string {
	up, down, same := 0, 0, 0
	for _, a := range c.Agencies {
		change := c.Change(a.ID, year)
		switch {
		case change.Suspect || change.Kind == ChangeUnknown || change.Kind == ChangeBroken:
		case change.Sign() > 0:
			up++
		case change.Sign() < 0:
			down++
		default:
			same++
		}
	}
	if up+down+same < MinPeers {
		return c.RankHeadline(year, lang)
	}
	more, less := Label{"增加", "more"}, Label{"减少", "fewer"}
	if c.Subject.Ratio {
		more, less = Label{"提高", "a higher value"}, Label{"降低", "a lower one"}
	}
	return c.prefix(lang) + sentence(lang, "与上年相比，%d 年%s%s的机关 %d 个，%s的 %d 个，持平的 %d 个",
		"Compared with the year before, in %d for %s: %s at %d [agency|agencies], %s at %d, the same at %d",
		year, c.Subject.Phrase(lang), more.In(lang), up, less.In(lang), down, same)
}

// Headline tells how much of what was concluded was disclosed: "2025 年各机关办结的 230 件申请中，予以公开和部分公开占 41.3%（95/230）". In a
// table of one agency or several, it is the district's row that speaks; see OutcomeRow.Headline for one agency.
func (t OutcomeTable) Headline(year int, lang Lang) string {
	for j, y := range t.Years {
		if y != year {
			continue
		}
		r := t.Totals[j]
		text := r.Headline(lang)
		if j > 0 && t.Years[j-1] == year-1 && r.whole() && t.Totals[j-1].whole() {
			change := ChangeBetween(t.Totals[j-1].disclosed(), r.disclosed(), Subject{Ratio: true}, false)
			if words := change.Text(lang); words != "" && (r.Doubts|t.Totals[j-1].Doubts).DoubtedBy() == "" {
				text += comma(lang) + words
			}
		}
		return text
	}
	return ""
}

// Headline tells how much of what the row concluded was disclosed.
func (r OutcomeRow) Headline(lang Lang) string {
	return r.HeadlineOf(Everyone, lang)
}

// HeadlineOf is Headline of a row of organs that are called together.
func (r OutcomeRow) HeadlineOf(together Label, lang Lang) string {
	who := opening(r.Agency, together, r.Year, r.Have, r.Of, lang)
	p := r.disclosed()
	switch {
	case !r.Complete():
		return sentence(lang, "%s的处理结果无法计算（%s）", "%s the outcomes cannot be worked out (%s)", who, r.Reason().In(lang))
	case r.Sum == 0:
		return sentence(lang, "%s没有办结的申请", "%s no application was concluded", who)
	case r.Sum < FractionOnly:
		text := sentence(lang, "%s办结的 %d 件申请中，予以公开和部分公开 %d 件", "%s of %d applications concluded, %d were granted in full or in part", who, r.Sum, *p.Num)
		return text + withDoubts(r.Doubts, lang)
	}
	text := sentence(lang, "%s%s中，予以公开和部分公开占 %s%s", "%s of %s, %s were granted in full or in part%s",
		who, r.countText(lang), Percent(*p.Num, *p.Den), bracketed(fraction(p, lang), lang))
	return text + withDoubts(r.Doubts, lang)
}

// countText names what the shares are of: the applications concluded, or, where the printed total is another number than the outcomes add up
// to, both of them.
func (r OutcomeRow) countText(lang Lang) string {
	sum := FormatNumber(&r.Sum, 0, lang)
	if n := r.Concluded.Number; n != nil && *n != r.Sum {
		return sentence(lang, "六类处理结果合计 %s 件（“办结总计”为 %s 件）", "%s outcomes (the total concluded is printed as %s)", sum, FormatNumber(n, 0, lang))
	}
	return sentence(lang, "办结的 %s 件申请", "%s applications concluded", sum)
}

// disclosed is granted and partly granted over all outcomes.
func (r OutcomeRow) disclosed() Point {
	if !r.Complete() {
		return Point{State: r.State}
	}
	n := *r.Groups[0].Number + *r.Groups[1].Number
	return Point{State: StateReported, Flags: r.Doubts, Num: &n, Den: &r.Sum, Display: displayOf(&n, &r.Sum, true, r.Doubts)}
}

// whole reports whether every organ that owed a report is in the row.
func (r OutcomeRow) whole() bool { return r.Of > 0 && r.Have == r.Of && r.Sum > 0 }

// changeText is a change as the end of a sentence, "" where nothing can be said.
func (c Comparison) changeText(change YearChange, lang Lang) string {
	words := change.Text(lang)
	if words == "" {
		return ""
	}
	if change.Kind == ChangeBroken {
		words = Label{"与上年" + words, words + " with the year before"}.In(lang)
	}
	if change.Same > 0 {
		words += sentence(lang, "（同口径 %d 家）", " (the same %d agencies)", change.Same)
	}
	return comma(lang) + words
}

// valueText is a known point as it follows the subject's name in a sentence, with its unit: " 12,345 件", " 41.3%（95/230）".
func (s Subject) valueText(p Point, lang Lang) string {
	sh := ShowPoint(p, s, lang)
	number := " " + proseText(p, s, sh.Text)
	if p.Flags.Has(FlagApproximate) {
		number = Label{"约", " about"}.In(lang) + number
	}
	switch {
	case s.Ratio && *p.Den == 0:
		return Label{"无从计算", " not defined"}.In(lang) + bracketed(sh.Text, lang)
	case s.Ratio && sh.Fraction != "":
		return number + bracketed(sh.Fraction, lang)
	case s.Ratio:
		return number
	}
	return number + s.unitText(lang)
}

// proseDecimals is how many decimals a sentence has room for; the table beside it has them all.
const proseDecimals = 2

// proseText writes a number for a sentence, rounded to two decimals: "1,986.09" of 1,986.088496. What would round to 0 stays exact.
func proseText(p Point, s Subject, exact string) string {
	if p.Number == nil || s.Ratio || s.Decimals <= proseDecimals {
		return exact
	}
	if text := FormatValue(p.Value(s), s, Zh); text != "0" || *p.Number == 0 {
		return text
	}
	return exact
}

func (s Subject) unitText(lang Lang) string {
	if s.Ratio {
		return ""
	}
	return unitAfter(s.Unit, lang)
}

// sentence formats the sentence of a language. Both take the same arguments.
func sentence(lang Lang, zh, en string, args ...any) string {
	return Plural(fmt.Sprintf(Label{zh, en}.In(lang), args...))
}

func comma(lang Lang) string { return Label{"，", ", "}.In(lang) }

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
