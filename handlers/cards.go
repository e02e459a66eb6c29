package handlers

import (
	"context"
	"slices"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// readings are the figures of agencies over years, read at once for all that a page shows of them.
type readings struct {
	world    *world
	agencies []models.Agency
	years    []int
	observed []models.Observation
}

// read reads what subjects need, and the outcomes of applications if asked for. An indicator that looks back needs the year before.
func (w *world) readings(ctx context.Context, agencies []models.Agency, years []int, outcomes bool, list ...models.Subject) (readings, error) {
	var keys []models.Key
	asked := years
	for _, s := range list {
		keys = append(keys, s.Needs()...)
		if s.LooksBack() && len(years) > 0 && asked[0] == years[0] {
			asked = append([]int{years[0] - 1}, years...)
		}
	}
	if outcomes {
		keys = append(keys, models.OutcomeNeeds()...)
	}
	obs, err := w.observe(ctx, agencies, asked, keys)
	return readings{w, agencies, years, obs}, err
}

// compare lays a subject out. It must be one of those that the figures were read for.
func (d readings) compare(s models.Subject) models.Comparison {
	return models.Compare(s, d.agencies, d.world.successions, d.years, d.observed)
}

// compareAll lays subjects out.
func (d readings) compareAll(list []models.Subject) []models.Comparison {
	cs := make([]models.Comparison, len(list))
	for i, s := range list {
		cs[i] = d.compare(s)
	}
	return cs
}

func (d readings) outcomes() models.OutcomeTable {
	return models.Outcomes(d.agencies, d.years, d.observed)
}

// cards are the charts of a page, each with its rows as a table and as data.
type cards struct {
	frame views.Frame
	list  []views.ChartCard
	data  map[string]drawn
}

func newCards(f views.Frame) *cards { return &cards{frame: f, data: map[string]drawn{}} }

// add puts a chart on the page. The table holds what the chart shows, data the same as a file.
func (s *cards) add(ch charts.Chart, table views.Table, data export.Table, full bool) views.ChartCard {
	card := views.ChartCard{Chart: ch, Full: full, Table: table, Data: cardData(s.frame, ch), Still: still(s.frame, ch, full), Lines: len(data.Rows), Metadata: ofChart(s.frame.Metadata, ch.ID), Whole: s.frame.Whole,
		Definitions: views.Definitions(codes(data), s.frame.Lang), State: s.frame.DataState()}
	card.Share = views.NewShare(s.frame, ch, views.NewEmbed(s.frame, ch, card.Picture()), views.PinnedEmbed(s.frame, ch, card.Picture()))
	s.list = append(s.list, card)
	s.data[ch.ID] = drawn{card, data, len(s.data)}
	return card
}

// coded are the columns of rows that hold codes which the dictionary explains.
var coded = []string{"measure", "indicator_id", "outcome", "source", "target"}

// codes lists the measures, indicators and outcomes that rows are of, each once.
func codes(t export.Table) []string {
	var list []string
	for i, c := range t.Columns {
		if !slices.Contains(coded, c.Code) {
			continue
		}
		for _, row := range t.Rows {
			if !slices.Contains(list, row[i]) {
				list = append(list, row[i])
			}
		}
	}
	return list
}

// addComparison puts a chart of a comparison of agencies on the page.
func (s *cards) addComparison(ch charts.Chart, c models.Comparison, focus []string, full bool) views.ChartCard {
	ch.Notes = append(slices.Clip(ch.Notes), views.AgencyNotes(c, focus, s.frame.Lang)...)
	return s.add(ch, views.ComparisonTable(c, focus, s.frame.Lang), export.ComparisonTable(c, s.frame.Lang), full)
}

// addTotals puts a chart of the district's values on the page.
func (s *cards) addTotals(ch charts.Chart, c models.Comparison) {
	s.add(ch, views.TotalsTable(c, s.frame.Lang), export.ComparisonTable(models.Comparison{Subject: c.Subject, Years: c.Years, Totals: c.Totals}, s.frame.Lang), false)
}

// addOutcomes puts a chart of outcomes by year on the page: of the district, or of an agency.
func (s *cards) addOutcomes(t models.OutcomeTable, of models.Agency, full bool) {
	o := charts.Options{ID: "outcomes", Lang: s.frame.Lang}
	rows := t.Totals
	if of.ID != "" {
		o.Focus, rows = []string{of.ID}, outcomesOf(t, of.ID)
	}
	s.add(charts.OutcomesByYear(t, o), views.OutcomesByYearTable(t, of.ID, s.frame.Lang), export.OutcomeTable(rows, s.frame.Lang), full)
}

// outcomesOf returns the rows of one agency, be it an organ or a territory.
func outcomesOf(t models.OutcomeTable, agencyID string) []models.OutcomeRow {
	for i, a := range t.Agencies {
		if a.ID == agencyID {
			return t.Rows[i]
		}
	}
	for _, r := range t.Territory {
		if r.Agency.ID == agencyID {
			return r.Rows
		}
	}
	return nil
}

// addOutcomesIn puts a chart of every agency's outcomes in one year on the page.
func (s *cards) addOutcomesIn(t models.OutcomeTable, year int, focus []string) views.ChartCard {
	return s.addOutcomesAs(t, charts.Options{Year: year, Focus: focus})
}

// addOutcomesAs is addOutcomesIn with all options of the chart.
func (s *cards) addOutcomesAs(t models.OutcomeTable, o charts.Options) views.ChartCard {
	o.ID, o.Lang = "outcomes", s.frame.Lang
	var rows []models.OutcomeRow
	if j := slices.Index(t.Years, o.Year); j >= 0 {
		for i := range t.Agencies {
			rows = append(rows, t.Rows[i][j])
		}
		rows = append(rows, t.Totals[j])
	}
	return s.add(charts.OutcomesByAgency(t, o), views.OutcomesByAgencyTable(t, o.Year, s.frame.Lang), export.OutcomeTable(rows, s.frame.Lang), true)
}

// only narrows a comparison to one year or several, in order. What happened to agencies between them stays known.
func only(c models.Comparison, years ...int) models.Comparison {
	some := models.Comparison{Subject: c.Subject, Agencies: c.Agencies, Together: c.Together, Points: make([][]models.Point, len(c.Points)), Territory: make([]models.Row, len(c.Territory))}
	for i, r := range c.Territory {
		some.Territory[i].Agency = r.Agency
	}
	for _, y := range years {
		j := c.YearIndex(y)
		if j < 0 {
			return c
		}
		some.Years, some.Totals = append(some.Years, y), append(some.Totals, c.Totals[j])
		for i, points := range c.Points {
			some.Points[i] = append(some.Points[i], points[j])
		}
		for i, r := range c.Territory {
			some.Territory[i].Points = append(some.Territory[i].Points, r.Points[j])
		}
	}
	for _, b := range c.Breaks {
		if years[0] <= b.Year && b.Year <= years[len(years)-1] {
			some.Breaks = append(some.Breaks, b)
		}
	}
	return some
}

// joinTables puts the rows of comparisons under each other.
func joinTables(cs []models.Comparison, lang models.Lang) export.Table {
	var all export.Table
	for _, c := range cs {
		t := export.ComparisonTable(c, lang)
		all.Name, all.Columns, all.Rows = t.Name, t.Columns, append(all.Rows, t.Rows...)
	}
	return all
}
