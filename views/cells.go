package views

import "gongkai/models"

// PointCell shows one point of a comparison, with a link to the figure behind it.
func PointCell(p models.Point, s models.Subject, lang models.Lang) Cell {
	sh := models.ShowPoint(p, s, lang)
	c := Cell{Text: sh.Text, Note: sh.Fraction, Mark: sh.Marks(), Tone: ToneNumber, Href: p.Href()}
	if sh.Revised != "" {
		c.Title = revisedTitle(lang)
	}
	switch {
	case !p.Known() && p.State == models.StateNotApplicable:
		c.Tone, c.Href = ToneMissing, ""
	case !p.Known():
		c.Tone, c.Note, c.Mark = ToneMissing, sh.Mark, sh.Revised
	case p.Doubtful():
		c.Tone = ToneSuspect
	case s.Ratio && p.Display != models.DisplayOK:
		c.Tone = ToneSmall
	}
	if v := p.Value(s); v != nil {
		c.Sort = v.FloatString(6)
	}
	return c
}

// revisedTitle explains the word 修订.
func revisedTitle(lang models.Lang) string {
	return phrase(lang, "与上一次导入的内容不同，修订前后的数字见报告页")
}

// TotalCell shows the district's value of a year with how many organs it is of, and in its title how many of their figures were
// revised and the sum without suspect ones.
func TotalCell(t models.Total, s models.Subject, lang models.Lang) Cell {
	c := PointCell(t.Point(), s, lang)
	c.Href, c.Title = "", ""
	if t.Revised > 0 {
		c.Title = phrase(lang, "含 %d 个机关修订过的数", t.Revised)
	}
	if t.Of > 0 {
		c.Note = joined(c.Note, models.FormatCoverage(t.Have, t.Of, lang))
	}
	if t.Doubtful > 0 && (t.NumberSafe != nil || t.NumSafe != nil) {
		c.Title = joined(c.Title, phrase(lang, "含 %d 个机关的存疑数；不含存疑数为 %s", t.Doubtful, models.ShowPoint(t.Safe(), s, lang).String()))
	}
	return c
}

// FigureCell shows a figure of a report as a narrow cell: a number with what to know about it, or the reason it is missing.
func FigureCell(f models.Figure, lang models.Lang) Cell {
	c := figureCell(f, lang)
	if f.Flags.Has(models.FlagRevised) {
		if c.Mark != "" {
			c.Mark += phrase(lang, "、")
		}
		c.Mark += phrase(lang, "修订")
		c.Title = joined(c.Title, revisedTitle(lang))
	}
	return c
}

func figureCell(f models.Figure, lang models.Lang) Cell {
	m, _ := models.MeasureOf(f.Measure)
	if !f.Usable() {
		return Cell{Text: missingWord(lang, f.State), Tone: ToneMissing, Title: f.State.Label().In(lang)}
	}
	c := Cell{Text: models.FormatNumber(f.Number, m.Decimals(), lang), Tone: ToneNumber, Sort: f.Text()}
	for _, mark := range []struct {
		flag  models.Flags
		label string
	}{
		{models.FlagZeroImplied, phrase(lang, "推定")}, {models.FlagDerived, phrase(lang, "推算")}, {models.FlagApproximate, phrase(lang, "约数")},
	} {
		if f.Flags.Has(mark.flag) {
			c.Note = joined(c.Note, mark.label)
		}
	}
	if f.Flags.Doubts() != 0 {
		c.Tone, c.Mark = ToneSuspect, f.Flags.DoubtMark(lang)
	}
	return c
}

// missingWord is the short word for a cell without a value.
func missingWord(lang models.Lang, s models.State) string {
	switch s {
	case models.StateBlank:
		return phrase(lang, "空白")
	case models.StateAbsent:
		return phrase(lang, "缺栏")
	case models.StateUnreadable:
		return phrase(lang, "难辨")
	}
	return s.Label().In(lang)
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}
