// Package sheet reads spreadsheets: Excel 2007+ (ECMA-376 part 1, chapter 18), Excel 97 to 2003 ([MS-XLS]) and CSV, as Excel, WPS and
// LibreOffice save them. A report in a spreadsheet has its prose and all its tables on one sheet, so rows are told apart.
//
// Files of Excel 95 are read too, but untested on a real file.
package sheet

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/odt"
	"gongkai/ingest/ole"
	"gongkai/ingest/part"
	"gongkai/models"
)

// maxMerges is how many merged cells a sheet may have.
const maxMerges = 20_000

// nameless matches the names that programs give to sheets.
var nameless = regexp.MustCompile(`^(?i:sheet|工作表|表格?)\s*\d*$`)

// titled puts a sheet's name before its blocks, as a paragraph, if people gave it one and it is not the only sheet with something on it: then it
// says what the sheet is about. A name that only repeats what the sheet begins with says nothing.
func titled(sheets [][]cells.Block, names []string) []cells.Block {
	filled := 0
	for _, blocks := range sheets {
		if len(blocks) > 0 {
			filled++
		}
	}
	var all []cells.Block
	for i, blocks := range sheets {
		if name := cells.Clean(names[i]); len(blocks) > 0 && filled > 1 && name != "" && !nameless.MatchString(name) && !strings.Contains(blocks[0].Text, name) {
			all = append(all, cells.Block{Text: name})
		}
		all = append(all, blocks...)
	}
	return all
}

// sheet is a worksheet as its file describes it. Rows and columns count from 0.
type sheet struct {
	lines         map[int]*line
	merges        []merge
	hiddenRows    map[int]bool
	hiddenColumns []span
	total         *total
}

// total counts what all sheets of a book hold.
type total struct{ cells, text, sheets int }

// maxSheets is how many sheets a book may have.
const maxSheets = 1000

// line is a row with something in it.
type line struct {
	no     int
	cells  []cell
	framed int // cells with a border, blank ones included
}

type cell struct {
	col  int
	text string
}

// merge is a merged cell, all its edges included.
type merge struct{ top, left, bottom, right int }

type span struct{ first, last int }

// sheet begins the next sheet.
func (t *total) sheet() (*sheet, error) {
	if t.sheets++; t.sheets > maxSheets {
		return nil, cells.ErrTooManyCells
	}
	return &sheet{lines: map[int]*line{}, hiddenRows: map[int]bool{}, total: t}, nil
}

// add puts a cell with clean text on the sheet. Blank ones count only with a border.
func (s *sheet) add(row, col int, text string, framed bool) error {
	if text == "" && !framed {
		return nil
	}
	l, err := s.line(row)
	if err != nil {
		return err
	}
	if framed {
		l.framed++
	}
	if text == "" {
		return nil
	}
	s.total.cells++
	if s.total.text += len(text); s.total.cells > cells.MaxCells || s.total.text > cells.MaxText {
		return cells.ErrTooManyCells
	}
	l.cells = append(l.cells, cell{col, text})
	return nil
}

// line returns a row, which is a line from now on.
func (s *sheet) line(row int) (*line, error) {
	l := s.lines[row]
	if l == nil {
		if len(s.lines) == cells.MaxCells {
			return nil, cells.ErrTooManyCells
		}
		l = &line{no: row}
		s.lines[row] = l
	}
	return l, nil
}

// join merges cells.
func (s *sheet) join(m merge) error {
	if m.top > m.bottom || m.left > m.right || m.top == m.bottom && m.left == m.right {
		return nil
	}
	if len(s.merges) == maxMerges {
		return cells.ErrTooManyCells
	}
	s.merges = append(s.merges, m)
	_, err := s.line(m.top)
	return err
}

// number writes a number as Excel shows it where no format tells otherwise: with 15 significant digits, which hides that
// 314.34 is no exact double.
func number(f float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		return strconv.FormatFloat(f, 'g', 15, 64)
	}
	if short == 0 {
		return "0"
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// written returns a number as its file writes it, unless it has an exponent or more digits than Excel shows.
func written(v string) string {
	digits := strings.TrimPrefix(v, "-")
	plain := len(digits) <= 16 && strings.Count(digits, ".") <= 1 && !strings.HasPrefix(digits, ".") &&
		!strings.ContainsFunc(digits, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if plain {
		return v
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return v
	}
	return number(f)
}

// The ways in which a file is no spreadsheet that can be read.
var (
	errNoWorkbook = errors.New("no workbook")
	errPassword   = errors.New("encrypted")
	errTruncated  = errors.New("record cut off")
	errQuotes     = errors.New("quotation marks do not match")
)

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{errNoWorkbook, models.EINVALID, "文件里没有工作表，请用 Excel 或 WPS 打开原件，另存为 .xlsx 再交。"},
	{odt.ErrNoDocument, models.EINVALID, "文件里没有工作表，请打开原件，另存为 .xlsx 再交。"},
	{odt.ErrPassword, models.EINVALID, "电子表格设有密码，无法读取，请去掉密码后再交。"},
	{errPassword, models.EINVALID, "电子表格设有密码，无法读取，请去掉密码后再交。"},
	{errTruncated, models.EINVALID, "电子表格的内容已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再交。"},
	{errQuotes, models.EINVALID, "CSV 文件里的引号不成对，请用 Excel 或 WPS 打开后另存为 .xlsx 再交。"},
	{ole.ErrBroken, models.EINVALID, "电子表格不完整，可能没有传完或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再交。"},
	{part.ErrNoZip, models.EINVALID, "电子表格不完整，可能没有传完或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再交。"},
	{part.ErrTooLarge, models.ETOOLARGE, "电子表格解压后过大（单个部分超过 20 MB），不像年度报告，请检查文件。"},
	{part.ErrTooDeep, models.EINVALID, "电子表格的内容已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再交。"},
	{part.ErrBroken, models.EINVALID, "电子表格的内容已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再交。"},
	{cells.ErrTooManyCells, models.ETOOLARGE, "电子表格过大（超过 20 万格，或合并单元格过多），不像年度报告，请检查文件。"},
}

// refusal turns a failure into a sentence for the person who handed in the file. The end of a context is passed on.
func refusal(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return models.Errorf(r.code, "%s", r.message)
		}
	}
	return fmt.Errorf("read spreadsheet: %w", err)
}
