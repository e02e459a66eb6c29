package models

// PeerHeadline sets an agency's ratio beside the median of all organs of the comparison: "区民政局 2025 年公开率 41.3%（95/230），23 个机关的中位数
// 为 38.0%". Without a median it tells the ratio alone.
func (c Comparison) PeerHeadline(agencyID string, year int, lang Lang) string {
	r, ok := c.Row(agencyID)
	j := c.YearIndex(year)
	if !ok || j < 0 {
		return ""
	}
	p, who := r.Points[j], r.Agency.NameIn(year)
	name := c.Subject.Phrase(lang)
	if !p.Known() {
		return c.AgencyHeadline(agencyID, year, lang)
	}
	text := sentence(lang, "%s %d 年%s%s", "%s in %d, %s:%s", who, year, name, c.Subject.valueText(p, lang))
	if p.Doubtful() {
		text += comma(lang) + p.Flags.doubtWords(lang)
	}
	if s, ok := c.Spread(year); ok {
		text += sentence(lang, "，%d 个机关的中位数为 %s", "; the median of %d agencies is %s", s.N, FormatValue(s.Median, c.Subject, lang)+c.Subject.unitText(lang))
	}
	return text
}
