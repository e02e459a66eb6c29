package models

import (
	"strings"
)

// This file makes the findings of the application explorer and of remedies into sentences.

// Everyone is what to call all organs together in a sentence.
var Everyone = Label{"各机关", "all agencies"}

// Among is what to call the organs of a kind together in a sentence; Everyone for "".
func Among(k Kind) Label {
	if k == "" {
		return Everyone
	}
	l := k.Label()
	return Label{"全区" + l.Zh, "the " + strings.ToLower(l.En) + " of the district"}
}

// opening is how a sentence on a year begins: of an agency, or of organs together, some of which may be missing.
func opening(a Agency, together Label, year, have, of int, lang Lang) string {
	switch {
	case a.ID != "":
		return sentence(lang, "%s %d 年", "In %[2]d, at %[1]s,", a.NameIn(year), year)
	case have < of && together == Everyone:
		return sentence(lang, "%d 年 %s", "In %d, in %s,", year, FormatCoverage(have, of, lang))
	case have < of:
		return sentence(lang, "%d 年%s %s", "In %d, in %[3]s of %[2]s,", year, together.In(lang), FormatCoverage(have, of, lang))
	}
	return sentence(lang, "%d 年%s", "In %d, in %s,", year, together.In(lang))
}

// Headline tells what became of the applications of a flow: "2025 年各机关受理政府信息公开申请 1,284 件（上年结转 30 件，本年新收
// 1,254 件），予以公开和部分公开 530 件，结转下年度 35 件".
func (f Flow) Headline(together Label, lang Lang) string {
	who := opening(f.Agency, together, f.Year, f.Have, f.Of, lang)
	if !f.Shown() {
		total, _ := f.Node(FlowTotal)
		if total.Point.Number != nil && *total.Point.Number == 0 {
			return sentence(lang, "%s没有受理政府信息公开申请", "%s there was no application to process", who)
		}
		return sentence(lang, "%s的申请去向无法计算（%s）", "%s the course of applications cannot be worked out (%s)", who, f.reason().In(lang))
	}
	count := func(code string) string {
		n, _ := f.Node(code)
		return FormatNumber(n.Point.Number, 0, lang)
	}
	text := sentence(lang, "%s受理政府信息公开申请 %s 件（上年结转 %s 件，本年新收 %s 件）", "%s there were %s applications to process (%s carried in, %s received)",
		who, count(FlowTotal), count(FlowCarriedIn), count(FlowReceived))
	granted, _ := f.Node("granted")
	partial, _ := f.Node("partial")
	if granted.Point.Number != nil && partial.Point.Number != nil {
		if n, fits := addExact(*granted.Point.Number, *partial.Point.Number); fits {
			text += sentence(lang, "，予以公开和部分公开 %s 件", "; %s were granted in full or in part", FormatNumber(&n, 0, lang))
		}
	}
	if out, _ := f.Node(FlowCarriedOut); out.Point.Number != nil {
		text += sentence(lang, "，结转下年度 %s 件", ", %s carried over", FormatNumber(out.Point.Number, 0, lang))
	}
	if f.Residual != 0 {
		n := f.Residual
		if n < 0 {
			n = -n
		}
		text += sentence(lang, "，差额 %s 件", ", with a difference of %s", FormatNumber(&n, 0, lang))
	}
	for _, n := range f.Nodes {
		if n.Point.Doubtful() {
			return text + withDoubts(n.Point.Flags.Doubts(), lang)
		}
	}
	return text
}

// reason says why there is nothing to draw.
func (f Flow) reason() Label {
	if f.State == StateReported || f.Agency.ID == "" && f.State == StateAbsent {
		return markInput
	}
	return f.State.Label()
}

// Headline tells how many a row is of and which part is the largest: "2025 年各机关新收申请 1,254 件，其中最多的是自然人，1,150 件，占
// 91.7%".
func (b Breakdown) Headline(r BreakdownRow, together Label, lang Lang) string {
	who := opening(r.Agency, together, r.Year, r.Have, r.Of, lang)
	noun := b.Noun.In(lang)
	switch {
	case !r.Complete():
		return sentence(lang, "%s的%s无法计算（%s）", "%s %s cannot be worked out (%s)", who, noun, b.Reason(r).In(lang))
	case r.Sum == 0:
		return sentence(lang, "%s没有%s", "%s there were no %s", who, noun)
	}
	text := sentence(lang, "%s%s %s 件", "%s there were %[3]s %[2]s", who, noun, FormatNumber(&r.Sum, 0, lang))
	names, most := b.largest(r, lang)
	const told = 2 // of more that are equal none stands out
	if len(names) <= told {
		text += sentence(lang, "，其中最多的是%s，%s%s 件", "; the largest group: %s (%s%s)", strings.Join(names, Label{"和", " and "}.In(lang)), each(len(names), lang), FormatNumber(&most, 0, lang))
		if r.Sum >= FractionOnly {
			text += sentence(lang, "，占 %s", ", %s", Percent(most, r.Sum))
		}
	}
	return text + withDoubts(r.Doubts, lang)
}

// each is the word before a number that several share.
func each(n int, lang Lang) string {
	if n < 2 {
		return ""
	}
	return Label{"各 ", "each "}.In(lang)
}

// largest names the parts with the highest count of a row.
func (b Breakdown) largest(r BreakdownRow, lang Lang) (names []string, most int64) {
	for i, p := range r.Points {
		switch {
		case p.Number == nil || *p.Number < most || *p.Number == 0:
		case *p.Number > most:
			names, most = []string{b.Parts[i].Label.In(lang)}, *p.Number
		default:
			names = append(names, b.Parts[i].Label.In(lang))
		}
	}
	return names, most
}

// CarryHeadline tells how much was carried over and what share that is: "2025 年各机关结转下年度继续办理 35 件，结转率 2.7%（35/1,284）". It
// is of an agency, or of all organs of the comparisons for ""; rate is the comparison of carryover_rate.
func CarryHeadline(carried, rate Comparison, agencyID string, year int, together Label, lang Lang) string {
	p, a, have, of := carried.at(agencyID, year)
	who := opening(a, together, year, have, of, lang)
	if !p.Known() {
		return sentence(lang, "%s结转下年度的件数没有可用的数据（%s）", "%s there is no usable figure of applications carried over (%s)", who, missingText(p, carried.Subject).In(lang))
	}
	text := sentence(lang, "%s结转下年度继续办理 %s 件", "%s %s applications were carried over", who, FormatNumber(p.Number, 0, lang))
	share, _, some, all := rate.at(agencyID, year)
	if share.Known() && *share.Den > 0 {
		text += sentence(lang, "，结转率%s", "; the carry-over rate was%s", rate.Subject.valueText(share, lang))
		if some != have || all != of { // of other organs than the count
			text += bracketed(FormatCoverage(some, all, lang), lang)
		}
	}
	return text + withDoubts(p.Flags.Doubts()|share.Flags.Doubts(), lang)
}

// at is the point of an agency in a year, or of all organs for "", with how many it is of.
func (c Comparison) at(agencyID string, year int) (p Point, a Agency, have, of int) {
	j := c.YearIndex(year)
	if j < 0 {
		return Point{State: StateNotApplicable}, Agency{ID: agencyID}, 0, 0
	}
	if agencyID == "" {
		t := c.Totals[j]
		return t.Point(), Agency{}, t.Have, t.Of
	}
	r, ok := c.Row(agencyID)
	if !ok {
		return Point{AgencyID: agencyID, State: StateNotApplicable}, Agency{ID: agencyID}, 0, 0
	}
	return r.Points[j], r.Agency, 0, 0
}

// CorrectedHeadline tells how many of the cases decided were corrected, in the comparison of one of the rates corrected: "2025 年各机关
// 审结的政府信息公开复议、诉讼共 31 案件次，其中被纠正 4 案件次，占 12.9%".
func CorrectedHeadline(rate Comparison, agencyID string, year int, together Label, lang Lang) string {
	p, a, have, of := rate.at(agencyID, year)
	who := opening(a, together, year, have, of, lang)
	name := correctedNouns[rate.Subject.Code].In(lang)
	switch {
	case !p.Known():
		return sentence(lang, "%s%s的审结情况没有可用的数据（%s）", "%s there are no usable figures of %s decided (%s)", who, name, missingText(p, rate.Subject).In(lang))
	case *p.Den == 0:
		return sentence(lang, "%s没有审结的%s", "%s no %s were decided", who, name)
	}
	text := sentence(lang, "%s审结的%s共 %s 案件次，其中被纠正 %s 案件次", "%s %[3]s %[2]s were decided, of which %[4]s were corrected", who, name, FormatNumber(p.Den, 0, lang), FormatNumber(p.Num, 0, lang))
	if *p.Den >= FractionOnly {
		text += sentence(lang, "，占 %s", " (%s)", Percent(*p.Num, *p.Den))
	}
	return text + withDoubts(p.Flags.Doubts(), lang)
}

// correctedNouns are what the rates corrected are of.
var correctedNouns = map[string]Label{
	"review_correct_rate":     {"行政复议", "reconsiderations"},
	"lit_correct_rate":        {"行政诉讼", "lawsuits"},
	"lit_correct_rate_direct": {"未经复议直接起诉", "lawsuits without reconsideration"},
	"lit_correct_rate_after":  {"复议后起诉", "lawsuits after reconsideration"},
	"remedy_correct_rate":     {"行政复议和行政诉讼", "reconsiderations and lawsuits"},
}

// RowsHeadline tells how many rows of a breakdown have something, of how many concluded in all: the head of a table whose rows are
// applicants.
func (b Breakdown) RowsHeadline(together Label, lang Lang) string {
	if len(b.Rows) == 0 {
		return ""
	}
	first := b.Rows[0]
	who := opening(first.Agency, together, first.Year, first.Have, first.Of, lang)
	var sum int64
	n := 0
	for _, r := range b.Rows {
		total, fits := addExact(sum, r.Sum)
		if !r.Complete() || !fits {
			return sentence(lang, "%s%s，各类申请人不全", "%s %s; not every applicant's row is complete", who, b.Noun.In(lang))
		}
		sum = total
		if r.Sum > 0 {
			n++
		}
	}
	return sentence(lang, "%s%s %s 件，来自 %d 类申请人", "%s there were %[3]s %[2]s, from %[4]d [kind|kinds] of applicants", who, b.Noun.In(lang), FormatNumber(&sum, 0, lang), n)
}
