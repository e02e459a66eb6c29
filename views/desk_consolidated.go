package views

import (
	"fmt"
	"slices"
	"strconv"

	"gongkai/models"
)

// DeskConsolidated is what the page of the office is made from.
type DeskConsolidated struct {
	Sums       models.Consolidation
	Years      []int
	Exclusions []models.Exclusion
	Lock       *models.ConsolidationLock // nil while the report is open
	Version    int64                     // of the data
	Agency     string                    // an organ whose reason was not kept
	Reason     string                    // that reason
	Failed     error
}

// DeskConsolidatedPage is where the office settles a consolidated report, at "/desk/consolidated/{year}".
type DeskConsolidatedPage struct {
	Frame
	Year    int
	Here    string
	Public  string
	Seen    string
	Years   []Link
	Facts   []Fact
	Settled string
	Since   Table
	Must    []BlockerItem
	Settle  []BlockerItem
	Organs  []OrganRow
	Failed  string
}

// OrganRow is an organ that the report is to be made of, or was left out of.
type OrganRow struct {
	ID, Name, State string
	Reason          string // why it is left out
	Out             bool
	Given           string // a reason that was not kept
}

func (DeskConsolidatedPage) name() string { return "desk-consolidated" }

// DeskConsolidatedPath is where a year's consolidated report is settled.
func DeskConsolidatedPath(year int) string { return fmt.Sprintf("/desk/consolidated/%d", year) }

// NewDeskConsolidatedPage works the page out.
func NewDeskConsolidatedPage(f Frame, in DeskConsolidated) DeskConsolidatedPage {
	lang := f.lang()
	c := in.Sums
	public := NewConsolidatedPage(f, c, in.Years, "")
	p := DeskConsolidatedPage{Frame: desk(f, phrase(lang, "%d 年汇总报告", c.Year)), Year: c.Year, Here: DeskConsolidatedPath(c.Year), Public: ConsolidatedPath(c.Year), Seen: strconv.FormatInt(in.Version, 10),
		Facts: public.Facts, Must: public.Must, Settle: public.Settle, Failed: sentenceOf(lang, in.Failed)}
	for _, y := range in.Years {
		p.Years = append(p.Years, Link{Text: phrase(lang, "%d", y), Href: DeskConsolidatedPath(y), Current: y == c.Year})
	}
	if in.Lock != nil {
		public.Lock(c, *in.Lock)
		p.Settled, p.Since = public.Settled, public.Since
	}
	given := func(id string) string {
		if id == in.Agency {
			return in.Reason
		}
		return ""
	}
	for _, a := range c.Owing {
		state := phrase(lang, "缺年报")
		if slices.ContainsFunc(c.Included, func(x models.Agency) bool { return x.ID == a.ID }) {
			state = phrase(lang, "已纳入")
		}
		p.Organs = append(p.Organs, OrganRow{ID: a.ID, Name: a.NameIn(c.Year), State: state, Given: given(a.ID)})
	}
	for _, b := range c.Blockers {
		if b.Kind == models.BlockExcluded {
			p.Organs = append(p.Organs, OrganRow{ID: b.Agency.ID, Name: b.Agency.NameIn(c.Year), State: phrase(lang, "未计入"), Reason: b.Reason, Out: true, Given: given(b.Agency.ID)})
		}
	}
	return p
}

// Lock says that the report was settled, and which cells are not what they were then.
func (p *ConsolidatedPage) Lock(c models.Consolidation, l models.ConsolidationLock) {
	lang := p.lang()
	changes := l.Changes(c)
	p.Settled = phrase(lang, "这份汇总已于 %s 锁定，此后没有变化。", moment(l.LockedAt))
	if len(changes) > 0 {
		p.Settled = phrase(lang, "这份汇总已于 %s 锁定；此后年报有更正，下列 %d 格与锁定时不同，页面上是现在的数。", moment(l.LockedAt), len(changes))
	}
	p.Since = Table{Caption: phrase(lang, "锁定以后变了的格"), Class: "wide", Head: []Row{{Cells: []Cell{Heading(phrase(lang, "格")), NumberHeading(phrase(lang, "锁定时")), NumberHeading(phrase(lang, "现在"))}}}}
	for _, x := range changes {
		side := func(v models.ConsolidatedCell) Cell {
			return Cell{Text: sumText(v, lang), Note: models.FormatCoverage(v.Have, len(v.Parts), lang), Tone: ToneNumber}
		}
		p.Since.Rows = append(p.Since.Rows, Row{Cells: []Cell{{Text: x.Key.Name(lang), Href: cellPath(c, x.Key), Header: true}, side(x.Was), side(x.Now)}})
	}
}
