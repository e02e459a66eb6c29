package export

import (
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"gongkai/models"
)

// sheetNames are what to call the sheets of a report in the official layout, by section. A reader of the file need not heed them: each is a
// part of the heading that its sheet begins with.
var sheetNames = []string{1: "年度报告", 2: "主动公开", 3: "申请", 4: "行政复议", 5: "问题及改进", 6: "其他需要报告的事项"}

// The styles of a sheet, by what stands in a cell.
const (
	styleTitle = iota
	styleHeading
	styleText
	styleCell
	styleCount
)

// layoutBook is a report on its way into a workbook.
type layoutBook struct {
	*excelize.File
	style [styleCount]int
	sheet string
	width int // of the sheet in columns
	row   int // the last one written
}

// xlsx writes the layout as a workbook with a sheet for each section, in the order of the form: tables two to four each have one, merged
// as the form has them. A cell holds what is printed: a number where Excel shows it just so, else text.
func (l Layout) xlsx(w io.Writer) error {
	b := &layoutBook{File: excelize.NewFile()}
	defer b.Close()
	if err := b.writeLayout(l); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	var entries sortedZip
	defer entries.drop()
	b.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &entries })
	if _, err := b.WriteToBuffer(); err != nil { // into entries; the buffer stays empty
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := entries.writeTo(w); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

func (b *layoutBook) writeLayout(l Layout) error {
	// The day of writing is left out: the same report gives the same bytes.
	err := b.SetDocProps(&excelize.DocProperties{Title: l.Title, Creator: l.Agency, Description: l.About, Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"})
	if err != nil {
		return err
	}
	frame := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		frame = append(frame, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	for i, s := range [styleCount]*excelize.Style{
		styleTitle:   {Font: &excelize.Font{Bold: true, Size: 18}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}},
		styleHeading: {Font: &excelize.Font{Bold: true, Size: 14}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}},
		styleText:    {Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},
		styleCell:    {Border: frame, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}},
	} {
		if b.style[i], err = b.NewStyle(s); err != nil {
			return err
		}
	}
	for first := 0; first < len(l.Blocks); {
		section := max(1, l.Blocks[first].Section) // title and introduction stand before section one
		end := first
		for end < len(l.Blocks) && max(1, l.Blocks[end].Section) == section {
			end++
		}
		if err := b.writeSection(section, l.Blocks[first:end], l.Mark); err != nil {
			return err
		}
		first = end
	}
	return nil
}

// sheetName is the name of a section's sheet, given the text that it begins with.
func sheetName(section int, begins string) string {
	if name := sheetNames[section]; strings.Contains(begins, name) {
		return name
	}
	return "表" + strconv.Itoa(section)
}

// writeSection writes the blocks of a section on a sheet of their own.
func (b *layoutBook) writeSection(section int, blocks []Block, mark string) error {
	widths := equal(textWidth, 4) // one column as wide as a page is cut off in print
	for _, bl := range blocks {
		if bl.Grid != nil {
			widths = bl.Grid.Widths
		}
	}
	b.sheet, b.width, b.row = sheetName(section, blocks[0].Text), len(widths), 0
	if section == 1 {
		if err := b.SetSheetName("Sheet1", b.sheet); err != nil {
			return err
		}
	} else if _, err := b.NewSheet(b.sheet); err != nil {
		return err
	}
	if err := b.setPage(mark); err != nil {
		return err
	}
	for i, width := range widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.SetColWidth(b.sheet, name, name, float64(width)/95); err != nil { // a digit is some five points wide
			return err
		}
	}
	for _, bl := range blocks {
		write := b.writeText
		if bl.Grid != nil {
			write = b.writeGrid
		}
		if err := write(bl); err != nil {
			return err
		}
	}
	return nil
}

// setPage fits the sheet to the width of an A4 page with the mark at its top.
func (b *layoutBook) setPage(mark string) error {
	a4, one, any, fit := 9, 1, 0, true
	if err := b.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Size: &a4, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	if err := b.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return b.SetHeaderFooter(b.sheet, &excelize.HeaderFooterOptions{OddHeader: "&C" + strings.ReplaceAll(mark, "&", "&&"), OddFooter: "&C&P"})
}

// writeText writes a paragraph over the whole width. The height of its row is worked out, as are those of tables, since no program does that for
// merged cells.
func (b *layoutBook) writeText(bl Block) error {
	b.row++
	style, perLine, height := styleText, 40, 18
	switch bl.Role {
	case RoleTitle:
		style, perLine, height = styleTitle, 24, 28
	case RoleHeading:
		style, perLine, height = styleHeading, 30, 24
	}
	lines := 1 + utf8.RuneCountInString(bl.Text)/perLine
	if err := b.SetRowHeight(b.sheet, b.row, float64(min(lines*height, 400))); err != nil {
		return err
	}
	return b.put(1, b.width, 1, bl.Text, style)
}

func (b *layoutBook) writeGrid(bl Block) error {
	top := b.row
	for i, line := range bl.Grid.place() {
		b.row = top + i + 1
		lines := 1
		for _, c := range line {
			if c.Down == 1 {
				lines = max(lines, linesIn(c.Text, sum(bl.Grid.Widths[c.column:min(c.column+c.Across, len(bl.Grid.Widths))])))
			}
		}
		if err := b.SetRowHeight(b.sheet, b.row, float64(15*lines+3)); err != nil {
			return err
		}
		for _, c := range line {
			if c.continued {
				continue
			}
			if err := b.put(c.column+1, c.Across, c.Down, c.Text, styleCell); err != nil {
				return err
			}
		}
	}
	b.row++ // keeps it apart from what follows
	return nil
}

// linesIn is how many lines a text takes in a cell of some width in twentieths of a point; a Chinese character is some eleven points wide.
func linesIn(text string, width int) int {
	perLine := max(1, (width-100)/230)
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += max(1, (utf8.RuneCountInString(line)+perLine-1)/perLine)
	}
	return lines
}

// put writes a cell of the row at hand.
func (b *layoutBook) put(column, across, down int, text string, style int) error {
	from, err := excelize.CoordinatesToCellName(column, b.row)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(column+across-1, b.row+down-1)
	if err != nil {
		return err
	}
	if from != to {
		if err := b.MergeCell(b.sheet, from, to); err != nil {
			return err
		}
	}
	if err := b.SetCellStyle(b.sheet, from, to, b.style[style]); err != nil {
		return err
	}
	if text == "" {
		return nil
	}
	if n, ok := shownAsPrinted(text); ok && style == styleCell {
		return b.SetCellInt(b.sheet, from, n)
	}
	return b.SetCellStr(b.sheet, from, cut(text))
}

// shownAsPrinted returns the whole number that a spreadsheet shows just as it is printed. Anything else stays text: what has decimals,
// separators, full-width digits or words would look different as a number.
func shownAsPrinted(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && len(text) <= 11 && strconv.FormatInt(n, 10) == text
}

// OfficialFormats are the formats of a report in the official layout.
var OfficialFormats = []string{"docx", "xlsx"}

// plainAmount is an amount without a unit.
var plainAmount = regexp.MustCompile(`^(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?$`)

// printedWithUnit is Printed, but for an amount whose unit stood in a header of the original: under the official header, which says 万元,
// 598800 would be ten thousand times too much. It is printed with its own unit, or, where that is not plain, as its value in 万元.
func printedWithUnit(f models.Figure) string {
	text := Printed(f)
	m, ok := models.MeasureOf(f.Measure)
	if !ok || m.Unit != models.Wan || f.Number == nil || !plainAmount.MatchString(text) {
		return text
	}
	n, ok := new(big.Rat).SetString(strings.NewReplacer(",", "", "，", "").Replace(text))
	if !ok {
		return text
	}
	value := new(big.Rat).SetInt64(*f.Number) // of 0.01 yuan
	for _, unit := range []struct {
		name string
		size int64
	}{{"", 1_000_000}, {"元", 100}, {"千元", 100_000}} {
		if new(big.Rat).Mul(n, new(big.Rat).SetInt64(unit.size)).Cmp(value) == 0 {
			return text + unit.name
		}
	}
	return f.Text()
}

// OfficialName is what to call the file of a report in the official layout, without its ending.
func OfficialName(agency models.Agency, year int) string {
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", agency.NameIn(year), year)
}

// NewOfficialReport is a published report set anew in the official layout, with what its file should say of itself.
func NewOfficialReport(s models.Settings, agency models.Agency, r models.Report, address string, lang models.Lang) OfficialReport {
	doc := OfficialReport{Agency: agency.NameIn(r.Year), Year: r.Year, Revision: r.Revision, Print: printedWithUnit}
	marks := []string{models.Label{Zh: "按国家统一格式重排，以机关公布的原文为准", En: "Set anew in the national form; the original as published prevails"}.In(lang)}
	if s.Demo {
		marks = append([]string{models.Label{Zh: "演示数据，均为虚构，请勿引用", En: "Demonstration data, all invented; do not cite"}.In(lang)}, marks...)
	}
	doc.Mark = strings.Join(marks, " · ")
	about := []string{doc.Mark}
	for _, x := range [][2]string{{models.Label{Zh: "网址：", En: "Address: "}.In(lang), address}, {models.Label{Zh: "原文：", En: "Original: "}.In(lang), r.Revision.SourceURL},
		{models.Label{Zh: "数据使用许可：", En: "Licence of the data: "}.In(lang), strings.TrimSpace(s.Rights(lang) + " " + s.LicenceURL)}} {
		if x[1] != "" {
			about = append(about, x[0]+x[1])
		}
	}
	doc.About = strings.Join(about, "\n")
	return doc
}
