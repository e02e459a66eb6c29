package views

import (
	"math/big"
	"slices"

	"gongkai/models"
)

// YearPage is one year of the whole district, at "/years/{year}".
type YearPage struct {
	Frame
	Year        int
	Years       []Link // every year there is, this one current
	Headline    string
	Figures     []KeyFigure
	Cards       []ChartCard
	Changes     Table // the largest changes since the year before, in absolute terms
	Table       Table // agencies × the main measures
	Publication Publication
}

func (YearPage) name() string { return "year" }

// HasCharts reports whether the page draws charts.
func (p YearPage) HasCharts() bool { return anyDrawn(p.Cards) }

// YearLinks are links to the pages of years.
func YearLinks(years []int, current int, lang models.Lang) []Link {
	var links []Link
	for _, y := range years {
		links = append(links, Link{Text: phrase(lang, "%d", y), Href: YearPath(y), Current: y == current})
	}
	return links
}

// YearTable is the agencies of one year by subject. The comparisons are of the same agencies.
func YearTable(year int, cs []models.Comparison, lang models.Lang) Table {
	return subjectTable(phrase(lang, "%d 年各机关主要数据", year), year, cs, nil, lang)
}

// maxChanges is how many changes of a subject are listed.
const maxChanges = 3

// ChangesTable lists, for each subject, the agencies whose value changed most since the year before. Suspect values and those that
// are not comparable are left out, and so are ratios: their changes are of another kind.
func ChangesTable(year int, cs []models.Comparison, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年与 %d 年相比变化最大的机关", year, year-1), Class: "wide",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), NumberHeading(phrase(lang, "%d", year-1)), NumberHeading(phrase(lang, "%d", year)), NumberHeading(phrase(lang, "增减"))}}}}
	for _, c := range cs {
		if c.Subject.Ratio {
			continue
		}
		rows := largest(c, year, lang)
		if len(rows) == 0 {
			continue
		}
		title := phrase(lang, "%s（%s）", c.Subject.Label.In(lang), c.Subject.Unit.Label().In(lang))
		t.Rows = append(t.Rows, Row{Group: true, Cells: []Cell{{Text: title, Header: true, Scope: "rowgroup", Colspan: 4}}})
		t.Rows = append(t.Rows, rows...)
	}
	return t
}

func largest(c models.Comparison, year int, lang models.Lang) []Row {
	j := c.YearIndex(year)
	if j < 1 || c.Years[j-1] != year-1 {
		return nil
	}
	type changed struct {
		i    int
		by   *big.Int
		what models.YearChange
	}
	var all []changed
	for i, a := range c.Agencies {
		ch := c.Change(a.ID, year)
		if ch.Kind == models.ChangeUnknown || ch.Kind == models.ChangeBroken || ch.Suspect || ch.Sign() == 0 {
			continue
		}
		by := new(big.Int).Sub(big.NewInt(ch.To), big.NewInt(ch.From))
		all = append(all, changed{i, by.Abs(by), ch})
	}
	slices.SortStableFunc(all, func(x, y changed) int { return y.by.Cmp(x.by) })
	var rows []Row
	for _, x := range all[:min(maxChanges, len(all))] {
		rows = append(rows, Row{Cells: []Cell{{Text: c.Agencies[x.i].NameIn(year), Href: AgencyPath(c.Agencies[x.i].ID), Header: true},
			PointCell(c.Points[x.i][j-1], c.Subject, lang), PointCell(c.Points[x.i][j], c.Subject, lang),
			differenceCell(x.what, lang)}})
	}
	return rows
}

// differenceCell is a change as a signed difference, with the percentage beside it where there is one.
func differenceCell(c models.YearChange, lang models.Lang) Cell {
	by, sign := c.To-c.From, "+"
	if by < 0 {
		by, sign = -by, "−"
	}
	cell := Cell{Text: sign + models.FormatNumber(&by, c.Decimals, lang), Tone: ToneNumber}
	if c.Kind == models.ChangeRelative {
		cell.Note = c.Short(lang)
	}
	return cell
}
