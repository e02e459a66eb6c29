package charts

import (
	"fmt"
	"math/big"
	"slices"

	"gongkai/models"
)

// OutcomesByAgency draws what became of the applications of each organ in one year: horizontal bars of the six groups, as shares or
// counts, with the number concluded at the end. Rows that are not complete have no bar; the notes list them with the reason.
func OutcomesByAgency(t models.OutcomeTable, o Options) Chart {
	year := o.yearOf(t.Years)
	j := slices.Index(t.Years, year)
	ch := Chart{Subtitle: o.outcomeSubtitle([]int{year}), Source: o.source([]int{year})}
	if j < 0 {
		return o.drawOutcomes(ch, nil, []int{year})
	}
	var rows []namedOutcome
	for i, a := range t.Agencies {
		rows = append(rows, namedOutcome{a.NameIn(year), t.Rows[i][j]})
	}
	if o.Sort == OrderValue {
		slices.SortStableFunc(rows, func(a, b namedOutcome) int { return b.share(o.Mode).Cmp(a.share(o.Mode)) })
	}
	total := t.Totals[j]
	ch.Title, ch.Coverage = t.Headline(year, o.Lang), models.FormatCoverage(total.Have, total.Of, o.Lang)
	for _, r := range t.Territory {
		if r.Rows[j].Shown() {
			ch.Notes = append(ch.Notes, r.Rows[j].Headline(o.Lang)+o.in("；统计范围为全区，不计入各机关。", "; it covers the whole territory and is not counted among the agencies."))
		}
	}
	return o.drawOutcomes(ch, rows, []int{year})
}

// OutcomesByYear draws the same for the district, or for the agency in Focus, with a bar for each year.
func OutcomesByYear(t models.OutcomeTable, o Options) Chart {
	year := o.yearOf(t.Years)
	ch := Chart{Subtitle: o.outcomeSubtitle(t.Years), Source: o.source(t.Years), Title: t.Headline(year, o.Lang)}
	rows := t.Totals
	if len(o.Focus) > 0 {
		rows = nil
		for i, a := range t.Agencies {
			if a.ID == o.Focus[0] {
				rows = t.Rows[i]
			}
		}
		for _, r := range t.Territory {
			if rows == nil && r.Agency.ID == o.Focus[0] {
				rows = r.Rows
			}
		}
	}
	var named []namedOutcome
	var have, of []int
	for j, r := range rows {
		named = append(named, namedOutcome{yearText(t.Years[j]), r})
		if len(o.Focus) == 0 {
			if r.Year == year {
				ch.Coverage = models.FormatCoverage(r.Have, r.Of, o.Lang) + o.in(fmt.Sprintf("（%d 年）", year), fmt.Sprintf(" (%d)", year))
			}
			have, of = append(have, r.Have), append(of, r.Of)
		} else if r.Year == year {
			ch.Title = r.Headline(o.Lang)
			ch.Coverage = r.Agency.Name
		}
	}
	if len(o.Focus) == 0 {
		ch.Notes = append(ch.Notes, o.incompleteNotes(t.Years, have, of)...)
	}
	return o.drawOutcomes(ch, named, t.Years)
}

// namedOutcome is a row with the name that stands before it.
type namedOutcome struct {
	name string
	models.OutcomeRow
}

// share is what a row is sorted by: the share disclosed, or how many were concluded. Rows without a bar come last, before them
// those of too few cases, or with suspect figures, to be ranked by a share.
func (r namedOutcome) share(mode Mode) *big.Rat {
	switch {
	case !r.Shown():
		return big.NewRat(-2, 1)
	case mode == ModeCount:
		return big.NewRat(r.Sum, 1)
	case r.Sum < models.FullDisplay || r.Doubts != 0:
		return big.NewRat(-1, 1)
	}
	return big.NewRat(*r.Groups[0].Number+*r.Groups[1].Number, r.Sum)
}

func (o Options) outcomeSubtitle(years []int) string {
	unit := o.in("占办结的百分比", "% of those concluded")
	if o.Mode == ModeCount {
		unit = o.in("单位：件", "items")
	}
	return o.in(fmt.Sprintf("政府信息公开申请处理结果（%s），%s", unit, o.span(years)), fmt.Sprintf("Outcomes of applications (%s), %s", unit, o.span(years)))
}

// drawOutcomes draws the rows as stacked bars of the six groups.
func (o Options) drawOutcomes(ch Chart, all []namedOutcome, years []int) Chart {
	s := stacked{Options: o, beside: o.in("结转下年度", "Carried over")}
	for g, group := range models.Groups {
		s.parts = append(s.parts, stackedPart{name: group.Label.In(o.Lang), token: outcomeTokens[g], ink: outcomeInks[g]})
	}
	reasons := map[string]string{}
	var rows []partRow
	for _, r := range all {
		reasons[r.name] = r.Reason().In(o.Lang)
		rows = append(rows, partRow{r.name, r.CarriedOut, models.BreakdownRow{Agency: r.Agency, Year: r.Year, Edition: r.Edition, State: r.State, Points: r.Groups[:],
			Sum: r.Sum, Printed: r.Concluded, Doubts: r.Doubts}})
	}
	s.reason = func(r partRow) string { return reasons[r.name] }
	ch.ID, ch.Kind = o.id(KindOutcomes), KindOutcomes
	nothing := o.in(o.span(years)+"没有可以画出的处理结果：没有机关填报完整，或没有办结的申请。", "There are no outcomes to draw for "+o.span(years)+": no complete report, or nothing concluded.")
	return s.draw(ch, rows, nothing)
}
