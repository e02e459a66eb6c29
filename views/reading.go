package views

import (
	"fmt"
	"path"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// ReadingPage shows the text and tables of an original document in its order, for a person to hold against the figures read from it,
// at "/originals/{sha256}/read". Nothing of the original's own markup is in it.
//
// A cell's anchor is its place in the document as figures state it, "t5.r4.c3": fifth table, fourth row, third column, from 1. A
// merged cell has the anchors of all positions it covers. Where the format has pages, they are drawn before the text, and a cell's place on
// them is "at-t5.r4.c3". "t5" and "t5.r4" are the table and the row, "page-2" is a page, and
// "s1.total" the sentence that a figure was read from.
type ReadingPage struct {
	Frame
	Report     Link // the report that the document belongs to
	Name       string
	Download   string // the untouched original
	Facts      []Fact
	Unreadable string         // why there is nothing to show, a full sentence
	Cut        bool           // the document is so long that only its beginning is shown
	Linked     bool           // figures lead to the report
	Other      Link           // where the report's figures were read from, if it is another document
	Sheets     []ReadingSheet // its pages as they look, nil where the format has none
	Blocks     []ReadingBlock
}

func (ReadingPage) name() string { return "reading" }

// ReadingBlock is a paragraph, a heading, a table, or the beginning of a page.
type ReadingBlock struct {
	Text    string
	Heading bool
	Anchors []string // of the figures that were read from the paragraph
	Figures []Link   // those figures
	Page    int      // the number of the page that begins here; the block is nothing else
	Table   *ReadingTable
}

// ReadingTable is a table of the original.
type ReadingTable struct {
	ID      string
	Caption string // “第 5 个表格（第 2 至 3 页）”
	Rows    []ReadingRow
}

// ReadingRow is a row of it.
type ReadingRow struct {
	ID      string
	NewPage bool // a page begins with it, inside the table
	Cells   []ReadingCell
}

// ReadingCell is a cell of it.
type ReadingCell struct {
	ID      string
	Anchors []string // of the other positions that a merged cell covers, and of figures read from a sentence in the cell
	Colspan int      // 0 and 1 alike
	Rowspan int
	Text    string
	Href    string // the figure read from the cell
	Title   string // its name
	Absent  bool   // the document's row has no such cell
	Words   bool   // the text is long enough to want some width
}

// ReadingPath is the page that shows a document.
func ReadingPath(sha256 string) string { return "/originals/" + sha256 + "/read" }

// readingHref leads to the place in a document that a figure, or a note on it, was read from: "" if the place is not known.
func readingHref(sha256 string, at models.Where, k models.Key, e models.Edition) string {
	anchor := ""
	switch {
	case at.Table > 0 && at.Row > 0 && at.Column > 0 && at.Rect != nil:
		anchor = drawnAnchor(at.Table, at.Row, at.Column)
	case at.Table > 0 && at.Row > 0 && at.Column > 0:
		anchor = cellAnchor(at.Table, at.Row, at.Column)
	case at.Table > 0 && at.Row > 0:
		anchor = rowAnchor(at.Table, at.Row)
	case at.Table > 0:
		anchor = tableAnchor(at.Table)
	case at.Quote != "":
		anchor = k.Place(e)
	case at.Page > 0:
		anchor = fmt.Sprintf("page-%d", at.Page)
	}
	if anchor == "" || sha256 == "" {
		return ""
	}
	return ReadingPath(sha256) + "#" + anchor
}

func tableAnchor(table int) string             { return fmt.Sprintf("t%d", table) }
func rowAnchor(table, row int) string          { return fmt.Sprintf("t%d.r%d", table, row) }
func cellAnchor(table, row, column int) string { return fmt.Sprintf("t%d.r%d.c%d", table, row, column) }

// Reading is what the page of a document is made from.
type Reading struct {
	Source     models.Source
	Download   string // where the untouched original can be had
	Agency     models.Agency
	Report     models.Report // the published report that has the document, with its current revision
	Document   cells.Document
	Unreadable string // why Document is empty, a full sentence
}

// NewReadingPage works out the page of a document. The frame's title and crumbs are set here.
func NewReadingPage(f Frame, in Reading) ReadingPage {
	lang := f.lang()
	agency := in.Agency.NameIn(in.Report.Year)
	report := Link{Text: phrase(lang, "%s %d 年年度报告", agency, in.Report.Year), Href: models.ReportPath(in.Report.AgencyID, in.Report.Year)}
	p := ReadingPage{Frame: f, Report: report, Name: documentName(in.Source.Name), Download: in.Download, Unreadable: in.Unreadable}
	p.Title = phrase(lang, "原件内容：%s", p.Name)
	p.Section = SectionAgencies
	p.Crumbs = []Link{{Text: phrase(lang, "机关"), Href: "/agencies"}, {Text: in.Agency.Name, Href: AgencyPath(in.Agency.ID)}, {Text: phrase(lang, "%d 年年度报告", in.Report.Year), Href: report.Href}}
	if in.Document.Title != "" {
		p.Facts = append(p.Facts, Fact{Term: phrase(lang, "文件标题"), Text: in.Document.Title})
	}
	p.Facts = append(p.Facts,
		Fact{Term: phrase(lang, "文件格式"), Text: strings.ToUpper(in.Source.Format)},
		Fact{Term: phrase(lang, "大小"), Text: byteSize(in.Source.Size)},
		Fact{Term: phrase(lang, "取得日期"), Text: day(in.Source.RetrievedAt)},
		Fact{Term: "SHA-256", Text: in.Source.SHA256, Code: true})
	b := readingBuilder{lang: lang, report: report.Href, edition: in.Report.Revision.Edition, budget: maxReading}
	if first := firstSource(&in.Report.Revision); first.SHA256 == in.Source.SHA256 {
		b.find(in.Report.Revision.Figures)
	} else if first.SHA256 != "" {
		p.Other = Link{Text: documentName(first.Name), Href: ReadingPath(first.SHA256)}
	}
	p.Sheets = b.sheets(in.Document)
	p.Blocks = b.blocks(in.Document)
	p.Cut, p.Linked = b.cut, b.linked
	return p
}

// documentName is a file's name without its folders.
func documentName(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// firstSource is the document that a revision's figures were read from. The others say the same, in places of their own.
func firstSource(r *models.Revision) models.Source {
	if len(r.Sources) == 0 {
		return models.Source{}
	}
	return r.Sources[0]
}
