package models

import "strings"

// FlowHeadline tells what was added and what was taken away in a year: "2025 年各机关制发行政规范性文件 12 件，废止行政规范性文件 5 件".
// Where organs are missing, each number says how many it is of. Without both numbers it is TotalHeadline of what was added.
func FlowHeadline(added, taken Comparison, year int, lang Lang) string {
	j, k := added.YearIndex(year), taken.YearIndex(year)
	if j < 0 || k < 0 || !added.Totals[j].Point().Known() || !taken.Totals[k].Point().Known() {
		return added.TotalHeadline(year, lang)
	}
	part := func(c Comparison, t Total) string {
		text := c.Subject.Phrase(lang) + c.Subject.valueText(t.Point(), lang)
		if !t.Complete() {
			text += bracketed(FormatCoverage(t.Have, t.Of, lang), lang)
		}
		return text + c.doubtText(t, lang)
	}
	who := Label{" 年各机关", " in all agencies: "}
	if !added.Totals[j].Complete() || !taken.Totals[k].Complete() || added.Together != (Label{}) {
		who = Label{" 年各机关", ": "}
	}
	issued, repealed := part(added, added.Totals[j]), part(taken, taken.Totals[k])
	if lang == En {
		return added.prefix(lang) + sentence(lang, "", "In %d%s%s, %s", year, who.En, issued, repealed)
	}
	return added.prefix(lang) + sentence(lang, "%d%s%s，%s", "", year, who.Zh, issued, repealed)
}

// Gaps are the organs of a year by whether their stock agrees with that of the year before; c is the comparison of norm_residual.
type Gaps struct {
	Agree int       // the residual is 0
	Open  []Changed // it is not; To is the residual
	Blind int       // it cannot be worked out
}

// GapsOf sorts the organs of a year; those that owed no report, or whose two years are on different forms, are left out.
func GapsOf(c Comparison, year int) Gaps {
	var g Gaps
	j := c.YearIndex(year)
	if j < 0 {
		return g
	}
	for i, a := range c.Agencies {
		switch p := c.Points[i][j]; {
		case p.State == StateNotApplicable:
		case p.Number == nil:
			g.Blind++
		case *p.Number == 0:
			g.Agree++
		default:
			g.Open = append(g.Open, Changed{Agency: a, To: p})
		}
	}
	return g
}

// namedGaps is how many organs with a gap a sentence names.
const namedGaps = 4

// Headline asks about what does not agree: "2025 年可以核对的 22 个机关中，20 个与上年衔接；区教育局相差 +3 件、区民政局相差 −1 件，差在哪里需要
// 机关说明". It is "" where nothing can be compared.
func (g Gaps) Headline(year int, lang Lang) string {
	all := g.Agree + len(g.Open)
	if all == 0 {
		return ""
	}
	text := sentence(lang, "%d 年可以核对的 %d 个机关中，%d 个与上年衔接", "In %d the stock of %[3]d of %[2]d agencies that can be compared agrees with the year before", year, all, g.Agree)
	if len(g.Open) == 0 {
		return text
	}
	var parts []string
	for _, x := range g.Open[:min(namedGaps, len(g.Open))] {
		parts = append(parts, sentence(lang, "%s相差 %s 件", "%s differs by %s", x.Agency.NameIn(year), signed(*x.To.Number)))
	}
	if n := len(g.Open) - len(parts); n > 0 {
		parts = append(parts, sentence(lang, "另有 %d 个机关", "%d more", n))
	}
	return text + Label{"；", "; "}.In(lang) + strings.Join(parts, Label{"、", ", "}.In(lang)) +
		Label{"，差在哪里需要机关说明", "; where the difference lies is a question to the agency"}.In(lang)
}

// signed is a count with its sign.
func signed(n int64) string {
	if n > 0 {
		return "+" + FormatNumber(&n, 0, Zh)
	}
	return FormatNumber(&n, 0, Zh)
}
