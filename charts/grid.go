package charts

import (
	"fmt"
	"strings"

	"gongkai/models"
)

// Grid draws a breakdown as a heatmap: a row for each agency, year or applicant, a column for each part. Each cell has its count, or
// its share of the row; classes of colour, 0, gaps, suspect figures and few cases are as in Heatmap. A line that a report has not,
// because it has another in its place, is left empty.
func Grid(b models.Breakdown, o Options) Chart {
	years := b.Years()
	ch := o.breakdownFrame(b, years)
	ch.ID, ch.Kind, ch.Unit = o.id(KindGrid), KindGrid, b.Unit.Label().In(o.Lang)
	if o.Mode == ModeShare {
		ch.Unit = "%"
	}
	h := &heat{Options: o, subject: b.Subject(o.Mode == ModeShare), d: newDrawing(), tall: true}
	for _, p := range b.Parts {
		h.columns = append(h.columns, p.Name(o.Lang))
	}
	for _, r := range b.Rows {
		if r.State == models.StateNotApplicable && r.Edition == "" && !r.Together() {
			continue // owed no report
		}
		row := heatRow{name: r.Label.In(o.Lang)}
		for i, p := range r.Points {
			if o.Mode == ModeShare {
				p = r.Share(i)
			}
			row.points = append(row.points, p)
			row.tips = append(row.tips, partRow{name: row.name, BreakdownRow: r}.tipName(b.Parts[i].Label.In(o.Lang)))
			row.years = append(row.years, r.Year)
		}
		h.rows = append(h.rows, row)
	}
	ch.Notes = append(ch.Notes, o.gridNotes(b)...)
	if !h.scale() {
		ch.Empty = o.in(fmt.Sprintf("%s没有可以画出的数据。", o.span(years)), fmt.Sprintf("Nothing to draw for %s.", o.span(years)))
		ch.Summary = strings.TrimPrefix(ch.Title+o.in("。", ". "), o.in("。", ". ")) + ch.Empty
		return ch
	}
	ch.Summary = o.in(fmt.Sprintf("热力图，%d 行 %d 列。%s。", len(h.rows), len(h.columns), ch.Title), fmt.Sprintf("Heatmap of %d rows and %d columns. %s.", len(h.rows), len(h.columns), ch.Title))
	return h.draw(ch)
}

// gridNotes lists the rows without any value by reason, and tells of shares that are not worked out.
func (o Options) gridNotes(b models.Breakdown) []string {
	var notes []string
	var reasons []string
	names := map[string][]string{}
	small := 0
	for _, r := range b.Rows {
		if r.Shown() && r.Sum < models.FractionOnly {
			small++
		}
		if r.Complete() || r.State == models.StateNotApplicable {
			continue
		}
		reason := b.Reason(r).In(o.Lang)
		if names[reason] == nil {
			reasons = append(reasons, reason)
		}
		names[reason] = append(names[reason], r.Label.In(o.Lang))
	}
	for _, reason := range reasons {
		notes = append(notes, reason+o.in("：", ": ")+o.list(names[reason]))
	}
	if o.Mode == ModeShare && small > 0 {
		notes = append(notes, o.in(fmt.Sprintf("合计不足 %d 件的 %d 行只列分数，不算百分比，不着色。", models.FractionOnly, small),
			fmt.Sprintf("%[2]d rows of under %[1]d in all show fractions without a percentage or a colour.", models.FractionOnly, small)))
	}
	return notes
}
