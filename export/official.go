package export

import (
	"fmt"
	"io"
	"strings"

	"gongkai/models"
)

// OfficialReport is a report to be printed in the national layout of its edition.
type OfficialReport struct {
	Agency   string // as in the title: "示例区教育局"
	Year     int
	Revision models.Revision // Title, PeriodYear, Edition, Texts and Figures are printed; an empty Title or PeriodYear follows Agency and Year
	Intro    string          // the paragraphs before section one; "" for the revision's own or the usual ones
	Mark     string          // printed on every page; "" for none
	About    string          // where the file is from and how it may be used, for its properties; "" for none

	// Print writes the cell of a figure; nil for Printed.
	Print func(models.Figure) string
}

// Printed is what stands in a figure's cell: the raw text if there is any, else the value if it is a reported one. What was blank
// stays blank, even where the other figures force its value.
func Printed(f models.Figure) string {
	if f.Raw != "" || f.State != models.StateReported {
		return f.Raw
	}
	return f.Text()
}

// DOCX writes the report as a Word 2007+ document. The same report gives the same bytes.
func DOCX(w io.Writer, doc OfficialReport) error { return Official(doc).docx(w) }

// HTML writes the report as a page of its own, in UTF-8.
func HTML(w io.Writer, doc OfficialReport) error { return Official(doc).html(w) }

var numerals = []string{"", "一", "二", "三", "四", "五", "六"}

// Official lays a report out: title, introduction, and the six sections with tables two, three and four.
func Official(doc OfficialReport) Layout {
	if doc.Print == nil {
		doc.Print = Printed
	}
	rev := &doc.Revision
	l := Layout{Title: rev.Title, Agency: doc.Agency, PublishedOn: rev.PublishedOn, Mark: doc.Mark, About: doc.About}
	if l.Title == "" {
		l.Title = fmt.Sprintf("%s%d年政府信息公开工作年度报告", doc.Agency, doc.Year)
	}
	if doc.Intro == "" {
		doc.Intro = intro(doc)
	}
	l.Blocks = append([]Block{{Role: RoleTitle, Text: l.Title}}, paragraphs(0, doc.Intro)...)
	form := formPrinter{figures: rev.FigureMap(), print: doc.Print, edition: rev.Edition, singleOther: rev.SingleOther()}
	tables := map[int]func() *Grid{2: form.tableTwo, 3: form.tableThree, 4: form.tableFour}
	for _, s := range models.Sections {
		l.Blocks = append(l.Blocks, Block{Role: RoleHeading, Section: s.No, Text: heading(rev, s)})
		l.Blocks = append(l.Blocks, paragraphs(s.No, rev.Text(s.No))...)
		if table := tables[s.No]; table != nil {
			l.Blocks = append(l.Blocks, Block{Role: RoleTable, Section: s.No, Grid: table()})
		}
	}
	return l
}

func paragraphs(section int, text string) []Block {
	var blocks []Block
	for p := range strings.SplitSeq(text, "\n") {
		if p != "" {
			blocks = append(blocks, Block{Role: RoleText, Section: section, Text: p})
		}
	}
	return blocks
}

// heading is the heading of a section as the report words it, else as the form does.
func heading(rev *models.Revision, s models.Section) string {
	text := s.Label.Zh
	for _, t := range rev.Texts {
		if t.Section == s.No && t.Heading != "" {
			text = t.Heading
		}
	}
	number := numerals[s.No] + "、"
	return number + strings.TrimPrefix(text, number)
}

// intro is the prose before section one: the report's own where it was kept, as section 0, else the usual sentences.
func intro(doc OfficialReport) string {
	if own := doc.Revision.Text(0); own != "" {
		return own
	}
	year := doc.Revision.PeriodYear
	if year == 0 {
		year = doc.Year
	}
	return fmt.Sprintf("本报告依据《中华人民共和国政府信息公开条例》和国务院办公厅统一规定的格式编制，由总体情况、主动公开政府信息情况、"+
		"收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"+
		"所列数据的统计期限自%[1]d年1月1日起至%[1]d年12月31日止。", year)
}

// formPrinter makes the form's tables from a report's figures.
type formPrinter struct {
	figures     map[models.Key]models.Figure
	print       func(models.Figure) string
	edition     models.Edition
	singleOther bool
}

// figure is the cell of one figure.
func (p formPrinter) figure(measure, applicant string, across int) Cell {
	k := models.Key{Measure: measure, Applicant: applicant}
	c := Cell{Across: across, Down: 1, Face: FaceFigure, Key: k, State: models.StateAbsent}
	if f, ok := p.figures[k]; ok {
		c.Text, c.State = p.print(f), f.State
	}
	return c
}
