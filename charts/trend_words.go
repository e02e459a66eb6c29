package charts

import (
	"fmt"
	"strings"

	"gongkai/models"
)

// trackNotes says of the highlighted agencies which years are missing, suspect or not comparable.
func (o Options) trackNotes(c models.Comparison, chosen []track) []string {
	var notes []string
	for _, tr := range chosen {
		var parts []string
		for j, p := range tr.points {
			y := c.Years[j]
			sh := models.ShowPoint(p, c.Subject, o.Lang)
			_, drawn := o.value(tr, j, c.Subject)
			switch {
			case o.zero(p, c.Subject):
				parts = append(parts, o.in(fmt.Sprintf("%d 年为 0，对数坐标画不出", y), fmt.Sprintf("%d is 0, which has no place on the axis", y)))
			case p.State == models.StateNotApplicable && p.Display != models.DisplaySeriesBreak: // formNote tells, or it owed none
			case !drawn:
				parts = append(parts, o.in(fmt.Sprintf("%d 年%s", y, strings.TrimPrefix(sh.String(), models.NoValue+" ")), fmt.Sprintf("%d %s", y, sh)))
			case p.Doubtful():
				parts = append(parts, o.in(fmt.Sprintf("%d 年", y), fmt.Sprintf("%d ", y))+p.Flags.DoubtMark(o.Lang))
			}
			if b, ok := c.BreakAt(p.AgencyID, y); ok {
				parts = append(parts, o.in(fmt.Sprintf("%d 年%s，与此前不可比", y, o.breakWord(b.Kind)), fmt.Sprintf("%s in %d, not comparable with earlier years", o.breakWord(b.Kind), y)))
			}
		}
		if len(parts) > 0 {
			notes = append(notes, tr.name+o.in("：", ": ")+strings.Join(parts, o.in("；", "; "))+o.in("。", "."))
		}
		if len(tr.points) > 0 && o.isTerritory(c, tr.points[0].AgencyID) {
			notes = append(notes, tr.name+o.in("的统计范围为全区，不计入各机关合计。", " covers the whole territory and is in no total."))
		}
	}
	return notes
}

func (o Options) isTerritory(c models.Comparison, agencyID string) bool {
	for _, r := range c.Territory {
		if r.Agency.ID == agencyID {
			return true
		}
	}
	return false
}

// legend names the lines and the marks.
func (t *trend) legend(others, chosen, references []track) []LegendItem {
	var items []LegendItem
	uncertain, few := false, false
	note := func(tr track) {
		for j, p := range tr.points {
			if _, ok := t.value(tr, j, t.c.Subject); !ok {
				continue
			}
			uncertain = uncertain || tr.doubtful[j]
			few = few || hollow(p) && !tr.doubtful[j]
		}
	}
	for _, tr := range chosen {
		items = append(items, LegendItem{tr.name, tr.token, tr.symbol})
		note(tr)
	}
	for _, one := range references {
		if t.drawn(one) {
			items = append(items, LegendItem{one.name, one.token, "dash"})
		}
	}
	if len(others) > 0 {
		items = append(items, LegendItem{t.in("其他机关", "Other agencies"), "faint", "line"})
	}
	if uncertain {
		items = append(items, LegendItem{t.in("空心、虚线：存疑或不完整", "Hollow, dashed: suspect or incomplete"), "text", "hollow"})
	}
	if few {
		items = append(items, LegendItem{t.in("空心：小样本", "Hollow: few cases"), "text", "hollow"})
	}
	return items
}

// summary says what the chart shows: the finding, and for each line chosen its first and last values.
func (t *trend) summary(title string, chosen []track) string {
	var b strings.Builder
	b.WriteString(t.in("折线图。", "Line chart. ") + title + t.in("。", "."))
	for _, tr := range chosen {
		var ends []string
		for _, j := range t.firstAndLast(tr) {
			tip := t.tip(tr.name, t.c.Years[j], tr.points[j], t.c.Subject)
			ends = append(ends, strings.TrimSpace(fmt.Sprintf(t.in("%s 年 %s %s", "%s: %s %s"), tip.Year, tip.Text, tip.Note)))
		}
		if len(ends) > 0 {
			b.WriteString(t.in("", " ") + tr.name + t.in("：", ": ") + strings.Join(ends, t.in("，", ", ")) + t.in("。", "."))
		}
	}
	return b.String()
}

// firstAndLast returns the years' places of the first and the last point drawn, of one if there is no other.
func (t *trend) firstAndLast(tr track) []int {
	var places []int
	for j := range tr.points {
		if _, ok := t.value(tr, j, t.c.Subject); ok {
			places = append(places, j)
		}
	}
	if len(places) > 2 {
		return []int{places[0], places[len(places)-1]}
	}
	return places
}

// drawn reports whether any point of a track is.
func (t *trend) drawn(tr track) bool { return len(t.firstAndLast(tr)) > 0 }
