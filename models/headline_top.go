package models

// TopHeadline tells what part of a count the organs with the highest values have: "2025 年新收政府信息公开申请最多的 10 个机关共 802 件，占合计的
// 75.5%（802/1,062）". With no more organs than n, or fewer cases than a percentage is given for, it is RankHeadline.
func (c Comparison) TopHeadline(year, n int, lang Lang) string {
	top, rest := c.Top(year, n)
	j := c.YearIndex(year)
	if len(top) < n || rest.Have == 0 || j < 0 || c.Totals[j].Number == nil || c.Subject.Decimals > 0 || *c.Totals[j].Number < FullDisplay {
		return c.RankHeadline(year, lang)
	}
	sum, total := int64(0), *c.Totals[j].Number
	for _, r := range top {
		sum += *r.Point.Number
	}
	share := Point{State: StateReported, Num: &sum, Den: &total, Display: displayOf(&sum, &total, true, 0)}
	return c.prefix(lang) + upperFirst(sentence(lang, "%d 年%s最多的 %d 个机关共 %s%s，占合计的 %s%s", "%[2]s in %[1]d: the %[3]d agencies with the most have %[4]s%[5]s, %[6]s%[7]s of the total",
		year, c.Subject.Phrase(lang), n, FormatNumber(&sum, 0, lang), c.Subject.unitText(lang), Percent(sum, total), bracketed(fraction(share, lang), lang)))
}
