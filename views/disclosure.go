package views

import (
	"slices"

	"gongkai/models"
)

// DisclosurePage is what agencies disclosed by themselves, at "/disclosure": releases, and the rules and normative documents issued,
// repealed and in force.
type DisclosurePage struct {
	Frame
	Year      int // 0 when the database is empty
	Lead      string
	Filter    FilterForm
	Figures   []KeyFigure
	Releases  []ChartCard
	Channels  DataTable
	Unnamed   string // the channels that no report names
	Documents []ChartCard
	Gap       DataTable
	GapLead   string // the question that the gaps put, "" where nothing can be compared
	GapWhy    string // how the gap is worked out and what it does not mean
}

func (DisclosurePage) name() string { return "disclosure" }

// HasCharts reports whether the page draws charts.
func (p DisclosurePage) HasCharts() bool { return anyDrawn(p.Releases) || anyDrawn(p.Documents) }

// ChannelSelect lists the channels that releases are counted by, all of them first.
func ChannelSelect(chosen string, lang models.Lang) Select {
	g := OptionGroup{}
	for i, c := range models.ReleaseChannels {
		value, text := c.Code, c.Label.In(lang)
		if i == 0 {
			value, text = "", phrase(lang, "全部渠道")
		}
		g.Options = append(g.Options, Option{value, text, c.Code == chosen || value == chosen})
	}
	return Select{ID: "channel", Name: "channel", Label: phrase(lang, "发布渠道"), Groups: []OptionGroup{g}}
}

// ChannelTable is the releases of a year by agency and channel. The comparisons are of models.ReleaseChannels, in that order; channels
// that no report names are left out and returned by name. Channels need not add up to the total: reports name some of them only.
func ChannelTable(year int, cs []models.Comparison, focus []string, lang models.Lang) (t Table, unnamed []string) {
	var named []models.Comparison
	for i, c := range cs {
		if j := c.YearIndex(year); i > 0 && (j < 0 || c.Totals[j].Have == 0) {
			unnamed = append(unnamed, c.Subject.Label.In(lang))
			continue
		}
		named = append(named, c)
	}
	t = subjectTable(phrase(lang, "%d 年各机关发布信息条数，按渠道", year), year, named, focus, lang)
	return t, unnamed
}

// PairTable is the documents issued and repealed of a year, by agency; the comparisons are of one kind of document.
func PairTable(year int, pair []models.Comparison, focus []string, lang models.Lang) Table {
	return subjectTable(phrase(lang, "%d 年各机关制发和废止的文件", year), year, pair, focus, lang)
}

// Gap is what a year's stock of normative documents is worked out from.
type Gap struct {
	InForce, Issued, Repealed, Net, Residual models.Comparison
}

// GapTable sets the stock of normative documents of a year against that of the year before, in the official order. A residual other than
// 0 is put as a question. Agencies that owed no report are left out; the year must be among the years of the comparisons.
func GapTable(year int, g Gap, focus []string, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年行政规范性文件的衔接", year), Unit: phrase(lang, "单位：件"), Class: "wide", Sortable: true, Empty: phrase(lang, "没有可以列出的机关。"),
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), NumberHeading(phrase(lang, "%d 年现行有效", year-1)), NumberHeading(phrase(lang, "＋ 本年制发")), NumberHeading(phrase(lang, "− 本年废止")),
			NumberHeading(phrase(lang, "净增")), NumberHeading(phrase(lang, "%d 年现行有效", year)), NumberHeading(phrase(lang, "衔接差"))}}}}
	j, before := g.InForce.YearIndex(year), g.InForce.YearIndex(year-1)
	if j < 0 {
		return t
	}
	cell := func(c models.Comparison, points []models.Point, j int) Cell {
		if j < 0 {
			return Cell{Text: models.NoValue, Tone: ToneMissing}
		}
		return PointCell(points[j], c.Subject, lang)
	}
	for i, a := range g.InForce.Agencies {
		p := g.InForce.Points[i][j]
		if p.State == models.StateNotApplicable {
			continue
		}
		row := Row{Focus: slices.Contains(focus, a.ID), Cells: []Cell{{Text: a.NameIn(year), Href: AgencyPath(a.ID), Header: true}, cell(g.InForce, g.InForce.Points[i], before),
			cell(g.Issued, g.Issued.Points[i], j), cell(g.Repealed, g.Repealed.Points[i], j), cell(g.Net, g.Net.Points[i], j), cell(g.InForce, g.InForce.Points[i], j)}}
		gap := cell(g.Residual, g.Residual.Points[i], j)
		if n := g.Residual.Points[i][j].Number; n != nil && *n != 0 {
			if *n > 0 {
				gap.Text = "+" + gap.Text
			}
			gap.Mark = phrase(lang, "差在哪里？")
		}
		t.Rows = append(t.Rows, Row{Focus: row.Focus, Cells: append(row.Cells, gap)})
	}
	return t
}
