package charts

import (
	"fmt"

	"gongkai/models"
)

// MaxTop is how many organs a chart of the highest has.
const MaxTop = 10

// Top draws a bar for each of the organs with the highest values of a year, from 0, and in grey one for all others together, so that the
// bars add up to the total. Suspect and missing figures are as in Ranked; what is suspect is among the others.
func Top(c models.Comparison, o Options) Chart {
	ch, year := o.rankedFrame(c, KindTop)
	ch.Title = o.Title
	if ch.Title == "" {
		ch.Title = c.TopHeadline(year, MaxTop, o.Lang)
	}
	top, rest := c.Top(year, MaxTop)
	if len(top) == 0 {
		ch.Empty = o.nothing(c.Subject, []int{year})
		ch.Summary = ch.Title + o.in("。", ". ") + ch.Empty
		return ch
	}
	if rest.Have > 0 && rest.Point().Known() {
		p := rest.Point()
		top = append(top, models.Ranked{Agency: models.Agency{Name: RestName(rest, o.Lang)}, Point: p})
	}
	o.Bars, o.Sort = true, OrderValue
	ch = o.drawRanked(ch, c, year, top, nil)
	ch.Summary = o.in(fmt.Sprintf("条形图，由高到低，共 %d 行。%s。", len(top), ch.Title), fmt.Sprintf("Bars from high to low in %d rows. %s.", len(top), ch.Title))
	return ch
}

// RestName is what to call all organs but the highest: "其余 13 个机关合计".
func RestName(rest models.Total, lang models.Lang) string {
	return models.Label{Zh: fmt.Sprintf("其余 %d 个机关合计", rest.Have), En: fmt.Sprintf("The other %d together", rest.Have)}.In(lang)
}
