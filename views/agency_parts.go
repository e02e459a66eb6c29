package views

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/models"
)

// StatutoryYear is the three tables of one report in the layout of the form, with the choice of the year.
type StatutoryYear struct {
	Year   int
	Form   *Form  // of the years with a report
	Report string // the report's page
	Tables []Table
}

// NewStatutoryYear lays out an agency's report of a year; its figures link to their entries on the report's page. It is empty where
// there is no such report. Counts says that the page shows counts in place of percentages, which the choice of another year keeps.
func NewStatutoryYear(reports []models.Report, a models.Agency, year int, counts bool, lang models.Lang) StatutoryYear {
	var years []int
	for _, r := range reports {
		years = append(years, r.Year)
	}
	i := slices.Index(years, year)
	if i < 0 {
		return StatutoryYear{}
	}
	s := StatutoryYear{Year: year, Report: models.ReportPath(a.ID, year),
		Form: &Form{Action: AgencyPath(a.ID) + "#statutory", Selects: []Select{YearSelect("y", phrase(lang, "年度"), years, year)}, Submit: phrase(lang, "查看")}}
	if counts {
		s.Form.Hidden = []Field{{"mode", ModeCount}}
	}
	s.Tables = statutoryTables(&reports[i].Revision, s.Report, lang)
	return s
}

// CoursesTable is several subjects of one agency, each with its course over the years as a small line and its last value in its own unit.
// The comparisons share their years.
func CoursesTable(a models.Agency, cs []models.Comparison, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%s历年走势", a.Name), Class: "wide", Empty: phrase(lang, "没有可以列出的数字。")}
	if len(cs) == 0 {
		return t
	}
	head := Row{Cells: []Cell{Heading(phrase(lang, "项目")), Heading(phrase(lang, "走势"))}}
	for _, y := range cs[0].Years {
		head.Cells = append(head.Cells, NumberHeading(strconv.Itoa(y)))
	}
	head.Cells = append(head.Cells, Heading(phrase(lang, "单位")))
	t.Head = []Row{head}
	for _, c := range cs {
		r, ok := c.Row(a.ID)
		if !ok {
			continue
		}
		row := Row{Cells: []Cell{{Text: shortLabel(c.Subject, lang), Href: MeasurePath(c.Subject.Code), Header: true}, {Spark: rowSparkline(c, r, lang)}}}
		for _, p := range r.Points {
			row.Cells = append(row.Cells, PointCell(p, c.Subject, lang))
		}
		t.Rows = append(t.Rows, Row{Cells: append(row.Cells, Text(c.Subject.Unit.Label().In(lang)))})
	}
	return t
}

// rowSparkline draws one agency's values; suspect ones are in it, as they are in the lines of charts.
func rowSparkline(c models.Comparison, r models.Row, lang models.Lang) *Sparkline {
	values, words := make([]*int64, len(r.Points)), make([]string, len(r.Points))
	for j, p := range r.Points {
		values[j] = p.Number
		words[j] = phrase(lang, "%d 年 %s", c.Years[j], models.ShowPoint(p, c.Subject, lang).Text)
	}
	return NewSparkline(values, shortLabel(c.Subject, lang)+phrase(lang, "：")+strings.Join(words, phrase(lang, "，")))
}

// ModeLinks are links between percentages and counts; href makes the address of each, the default being "".
func ModeLinks(chosen string, href func(mode string) string, lang models.Lang) []Link {
	return []Link{{Text: phrase(lang, "百分比"), Href: href(""), Current: chosen == ModeShare}, {Text: phrase(lang, "件数"), Href: href(ModeCount), Current: chosen == ModeCount}}
}
