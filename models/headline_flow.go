package models

// FlowHeadline tells what was added and what was taken away in a year: "2025 年全区制发行政规范性文件 12 件，废止行政规范性文件 5 件".
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
		if t.Suspect > 0 {
			text += sentence(lang, "（含 %d 家存疑数据）", " (with suspect figures of %d)", t.Suspect)
		}
		return text
	}
	who := Label{" 年全区", " in the district: "}
	if !added.Totals[j].Complete() || !taken.Totals[k].Complete() {
		who = Label{" 年各机关", " in the agencies: "}
	}
	if lang == En {
		return sentence(lang, "", "In %d%s%s, %s", year, who.En, part(added, added.Totals[j]), part(taken, taken.Totals[k]))
	}
	return sentence(lang, "%d%s%s，%s", "", year, who.Zh, part(added, added.Totals[j]), part(taken, taken.Totals[k]))
}
