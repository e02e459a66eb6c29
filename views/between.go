package views

import (
	"slices"

	"gongkai/models"
)

// BetweenTable is how the value of each organ went from one year to another, in the order of the agencies.
func BetweenTable(c models.Comparison, from, to int, focus []string, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%s，%d 年与 %d 年", c.Subject.Label.In(lang), from, to), Unit: unitNote(c.Subject, lang), Class: "wide", Sortable: true,
		Empty: phrase(lang, "没有可以列出的机关。"),
		Head:  []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), NumberHeading(phrase(lang, "%d", from)), NumberHeading(phrase(lang, "%d", to)), NumberHeading(phrase(lang, "增减"))}}}}
	for _, x := range c.Between(from, to) {
		t.Rows = append(t.Rows, Row{Focus: slices.Contains(focus, x.Agency.ID), Cells: []Cell{{Text: x.Agency.NameIn(to), Href: AgencyPath(x.Agency.ID), Header: true},
			PointCell(x.From, c.Subject, lang), PointCell(x.To, c.Subject, lang), changedCell(x.Change, lang)}})
	}
	if i, j := c.YearIndex(from), c.YearIndex(to); len(t.Rows) > 1 && i >= 0 && j >= 0 {
		t.Foot = append(t.Foot, Row{Cells: []Cell{Heading(phrase(lang, "各机关合计")), TotalCell(c.Totals[i], c.Subject, lang), TotalCell(c.Totals[j], c.Subject, lang), {}}})
	}
	return t
}

// changedCell is a change as a signed difference, with the percentage beside it where there is one.
func changedCell(c models.YearChange, lang models.Lang) Cell {
	cell := Cell{Text: c.Difference(lang), Tone: ToneNumber}
	switch {
	case c.Kind == models.ChangeUnknown || c.Kind == models.ChangeBroken:
		cell.Tone = ToneMissing
	case c.Suspect:
		cell.Tone, cell.Mark = ToneSuspect, phrase(lang, "存疑")
	case c.Kind == models.ChangeRelative && c.Sign() != 0:
		cell.Note = c.Short(lang)
	}
	return cell
}
