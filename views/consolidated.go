package views

import (
	"fmt"
	"slices"
	"strconv"

	"gongkai/models"
)

// ConsolidatedPage is the three statutory tables of the district, each cell the sum of its organs, at "/consolidated/{year}".
type ConsolidatedPage struct {
	Frame
	Year     int // 0 without any report
	Years    []Link
	Lead     string
	Facts    []Fact
	Must     []BlockerItem // what keeps the sums from being whole or certain
	Settle   []BlockerItem // what only people can tell
	Tables   []Table       // official layout; each number leads to its contributions
	Cell     *ConsolidatedDetail
	Beside   string    // how the government's own report compares
	Own      Link      // that report; empty without one
	Compared DataTable // the cells in which it differs
	Prose    []string
	Files    []Link // the tables in the official layout
	Settled  string // when it was settled, and whether anything changed since; "" while it is open
	Since    Table  // what changed since
}

func (ConsolidatedPage) name() string { return "consolidated" }

// BlockerItem is something to settle, with where it is seen.
type BlockerItem struct {
	Word string // 缺年报, 存疑, 缺数, 待核实, 请确认
	Text string
	Link Link
}

// ConsolidatedDetail is one cell with what each organ brings to it.
type ConsolidatedDetail struct {
	Name  string
	Place string
	Sum   string
	Table Table
}

// ConsolidatedPath is the page of a year's consolidated report.
func ConsolidatedPath(year int) string { return fmt.Sprintf("/consolidated/%d", year) }

// NewConsolidatedPage works the page out. place is the cell whose contributions are shown, "" for none.
func NewConsolidatedPage(f Frame, c models.Consolidation, years []int, place string) ConsolidatedPage {
	lang := f.lang()
	p := ConsolidatedPage{Frame: f, Year: c.Year, Prose: c.Prose(lang)}
	for _, y := range years {
		p.Years = append(p.Years, Link{Text: phrase(lang, "%d", y), Href: ConsolidatedPath(y), Current: y == c.Year})
	}
	whole, suspect := 0, 0
	for _, x := range c.Cells {
		if x.Complete() {
			whole++
		}
		if x.Suspect() > 0 {
			suspect++
		}
	}
	p.Lead = phrase(lang, "已纳入 %d/%d 个机关。%d 格中 %d 格的合计是全数，其余缺少部分机关的数，只能写“至少”。", len(c.Included), len(c.Owing), len(c.Cells), whole)
	if whole == len(c.Cells) {
		p.Lead = phrase(lang, "已纳入 %d/%d 个机关，%d 格的合计都是全数。", len(c.Included), len(c.Owing), len(c.Cells))
	}
	p.Facts = []Fact{
		{Term: phrase(lang, "已纳入"), Text: models.FormatCoverage(len(c.Included), len(c.Owing), lang), Href: fmt.Sprintf("/quality?y=%d#matrix", c.Year)},
		{Term: phrase(lang, "合计为全数"), Text: phrase(lang, "%d/%d 格", whole, len(c.Cells))},
		{Term: phrase(lang, "含存疑数"), Text: phrase(lang, "%d 格", suspect)},
		{Term: phrase(lang, "格式"), Text: phrase(lang, "%s 年版", string(c.Edition))},
	}
	for _, b := range c.Blockers {
		it := BlockerItem{Word: blockerWord(b, lang), Text: b.Sentence(c.Year, lang)}
		switch {
		case b.Kind == models.BlockMissing:
			it.Link = Link{Text: phrase(lang, "查看机关"), Href: AgencyPath(b.Agency.ID)}
		case b.Agency.ID != "" && len(b.Keys) > 0:
			it.Link = Link{Text: phrase(lang, "查看年报"), Href: models.ReportPath(b.Agency.ID, c.Year) + "#" + b.Keys[0].Place(editionIn(c, b.Agency.ID))}
		case b.Agency.ID != "" && b.Kind != models.BlockExcluded:
			it.Link = Link{Text: phrase(lang, "查看年报"), Href: models.ReportPath(b.Agency.ID, c.Year)}
		case len(b.Keys) > 0:
			it.Link = Link{Text: phrase(lang, "查看各机关的数"), Href: cellPath(c, b.Keys[0])}
		}
		if b.Advice {
			p.Settle = append(p.Settle, it)
		} else {
			p.Must = append(p.Must, it)
		}
	}
	s := sheet{edition: c.Edition, single: c.Edition == models.Edition2019, lang: lang, draw: func(k models.Key) Cell { return sumCell(c, k, lang) }}
	p.Tables = []Table{s.tableTwo(), s.tableThree(), s.tableFour()}
	if x, ok := c.CellAt(place); ok && place != "" {
		p.Cell = &ConsolidatedDetail{Name: x.Key.Name(lang), Place: place, Sum: sumText(x, lang), Table: contributions(c, x, lang)}
	}
	p.Compared.Table, p.Beside = besideTable(c, lang)
	if c.Own != nil {
		p.Own = Link{Text: phrase(lang, "区政府年报"), Href: models.ReportPath(c.Own.AgencyID, c.Year)}
	}
	return p
}

func blockerWord(b models.Blocker, lang models.Lang) string {
	switch b.Kind {
	case models.BlockMissing:
		return phrase(lang, "缺年报")
	case models.BlockSuspect:
		return phrase(lang, "存疑")
	case models.BlockUnknown, models.BlockOneLine:
		return phrase(lang, "缺数")
	case models.BlockEdition:
		return phrase(lang, "格式不同")
	case models.BlockUnverified:
		return phrase(lang, "待核实")
	case models.BlockExcluded:
		return phrase(lang, "未计入")
	}
	return phrase(lang, "请确认")
}

// editionIn is the edition of an organ's report, as far as its figures tell.
func editionIn(c models.Consolidation, agencyID string) models.Edition {
	for _, b := range c.Blockers {
		if b.Kind == models.BlockEdition && b.Agency.ID == agencyID {
			return models.Editions[(slices.Index(models.Editions, c.Edition)+1)%len(models.Editions)]
		}
	}
	return c.Edition
}

func cellPath(c models.Consolidation, k models.Key) string {
	return ConsolidatedPath(c.Year) + "?cell=" + k.Place(c.Edition) + "#cell"
}

// sumText is a sum as words: "至少 1,204".
func sumText(x models.ConsolidatedCell, lang models.Lang) string {
	if !x.Known() {
		return phrase(lang, "没有数")
	}
	m, _ := models.MeasureOf(x.Key.Measure)
	n := models.FormatNumber(&x.Sum, m.Decimals(), lang)
	if !x.Complete() {
		return phrase(lang, "至少 %s", n)
	}
	return n
}

func sumCell(c models.Consolidation, k models.Key, lang models.Lang) Cell {
	x, ok := c.Cell(k)
	if !ok {
		return Cell{}
	}
	cell := Cell{Text: sumText(x, lang), Href: cellPath(c, k), Tone: ToneNumber, ID: "cell-" + k.Place(c.Edition)}
	if !x.Complete() && x.Known() {
		m, _ := models.MeasureOf(k.Measure)
		cell.Text = "≥ " + models.FormatNumber(&x.Sum, m.Decimals(), lang)
		cell.Title = phrase(lang, "缺 %d 个机关的数", len(x.Parts)-x.Have)
		if x.Have < len(c.Included) { // besides the reports that are missing altogether
			cell.Note = models.FormatCoverage(x.Have, len(x.Parts), lang)
		}
	}
	if !x.Known() {
		cell.Tone, cell.Note = ToneMissing, ""
	}
	if n := x.Suspect(); n > 0 {
		cell.Tone, cell.Mark, cell.Title = ToneSuspect, phrase(lang, "存疑"), joined(cell.Title, phrase(lang, "含 %d 个机关的存疑数", n))
	}
	return cell
}

// contributions are the organs of a cell, in the official order, each number leading to its report.
func contributions(c models.Consolidation, x models.ConsolidatedCell, lang models.Lang) Table {
	m, _ := models.MeasureOf(x.Key.Measure)
	t := Table{Caption: phrase(lang, "%s：各机关的数", x.Key.Name(lang)), Unit: phrase(lang, "单位：%s", m.Unit.Label().In(lang)), Class: "wide", Sortable: true,
		Empty: phrase(lang, "没有纳入的机关。"),
		Head:  []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), NumberHeading(phrase(lang, "计入")), Heading(phrase(lang, "状态"))}}}}
	for _, part := range x.Parts {
		row := Row{Cells: []Cell{{Text: part.Agency.In(lang).NameIn(c.Year), Href: AgencyPath(part.Agency.ID), Header: true}}}
		value := Cell{Text: models.NoValue, Tone: ToneMissing}
		if part.Value != nil {
			value = figureCell(models.Figure{Measure: x.Key.Measure, Number: part.Value, State: models.StateReported, Flags: part.Figure.Flags}, lang)
		}
		if part.Figure.State != models.StateNotReported {
			value.Href = models.ReportPath(part.Agency.ID, c.Year) + "#" + x.Key.Place(editionIn(c, part.Agency.ID))
		}
		row.Cells = append(row.Cells, value, Text(partState(part, lang)))
		t.Rows = append(t.Rows, row)
	}
	foot := []Cell{{Text: phrase(lang, "汇总值"), Header: true}, {Text: sumText(x, lang), Tone: ToneNumber}, Text(models.FormatCoverage(x.Have, len(x.Parts), lang))}
	t.Foot = []Row{{Focus: true, Cells: foot}}
	if x.Own != nil {
		own := FigureCell(*x.Own, lang)
		own.Href = models.ReportPath(c.Own.AgencyID, c.Year) + "#" + x.Key.Place(c.Own.Edition)
		t.Foot = append(t.Foot, Row{Cells: []Cell{{Text: phrase(lang, "区政府年报公布值"), Header: true}, own, Text(difference(x, lang))}})
	}
	return t
}

// partState says why a part is added or not.
func partState(p models.Contribution, lang models.Lang) string {
	switch {
	case p.Figure.State == models.StateNotApplicable:
		return phrase(lang, "格式不同，没有这一格")
	case p.Figure.State == models.StateBlank && p.Value != nil:
		return phrase(lang, "原文空白，由其他数推出")
	}
	return p.Figure.State.Label().In(lang)
}

// difference says how the government's figure compares with the sum.
func difference(x models.ConsolidatedCell, lang models.Lang) string {
	d, ok := x.Difference()
	switch m, _ := models.MeasureOf(x.Key.Measure); {
	case !ok:
		return phrase(lang, "无法比较")
	case d == 0:
		return phrase(lang, "一致")
	case d > 0:
		return phrase(lang, "比汇总值多 %s", models.FormatNumber(&d, m.Decimals(), lang))
	default:
		less := -d
		return phrase(lang, "比汇总值少 %s", models.FormatNumber(&less, m.Decimals(), lang))
	}
}

// besideTable lists the cells in which the government's own report differs from the sums, and says how many agree.
func besideTable(c models.Consolidation, lang models.Lang) (Table, string) {
	t := Table{Caption: phrase(lang, "汇总值与区政府年报公布值不同的格"), Class: "wide",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "格")), NumberHeading(phrase(lang, "汇总值")), NumberHeading(phrase(lang, "区政府年报公布值")), NumberHeading(phrase(lang, "差"))}}}}
	if c.Own == nil {
		return t, phrase(lang, "区政府还没有公布这一年统计全区的年报，公布后在这里与汇总值对照。")
	}
	same, open := 0, 0
	for _, x := range c.Cells {
		d, ok := x.Difference()
		switch {
		case !ok:
			open++
			continue
		case d == 0:
			same++
			continue
		}
		m, _ := models.MeasureOf(x.Key.Measure)
		own := FigureCell(*x.Own, lang)
		own.Href = models.ReportPath(c.Own.AgencyID, c.Year) + "#" + x.Key.Place(c.Own.Edition)
		sum := sumCell(c, x.Key, lang)
		sum.ID = ""
		gap := Cell{Text: models.FormatNumber(&d, m.Decimals(), lang), Tone: ToneNumber, Sort: strconv.FormatInt(d, 10)}
		if d > 0 {
			gap.Text = "+" + gap.Text
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{Heading(x.Key.Name(lang)), sum, own, gap}})
	}
	return t, phrase(lang, "与区政府年报公布值相比，%d 格一致，%d 格不同，%d 格无法比较（缺数，或汇总值不是全数）。", same, len(t.Rows), open)
}
