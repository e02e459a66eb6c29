package export

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongkai/models"
)

// The sheets of a workbook. Further sheets of data are numbered from 2.
const (
	sheetAbout  = "说明"
	sheetData   = "数据"
	sheetFields = "字段"
	sheetSigns  = "符号"
)

// What a sheet and a cell hold at most, by Excel's specification, and how many sheets of data a workbook may have: nobody opens more.
var (
	sheetRows  = excelize.TotalRows
	cellUnits  = excelize.TotalCellChars
	dataSheets = 3
)

// exactDigits is how many digits of a number Excel keeps.
const exactDigits = 15

// tooLong ends a text that a cell cannot hold whole.
const tooLong = "……〔此单元格放不下全文，完整内容见 CSV 或 JSON 文件 / cut: the whole text is in the CSV and JSON files〕"

// xlsxEncoder writes a workbook: one table a sheet, one header row, which stays in view, and no merged cells. Codes and ids are text.
type xlsxEncoder struct {
	out     io.Writer
	temp    string
	book    *excelize.File
	columns []Column
	lang    models.Lang
	about   About
	head    int // the style of header rows
	data    *excelize.StreamWriter
	sheets  int // of data
	at      int // rows in the sheet of data at hand
	values  []any
}

func newXLSXEncoder(w io.Writer, columns []Column, o Options) (*xlsxEncoder, error) {
	e := &xlsxEncoder{out: w, temp: o.Temp, columns: columns, lang: o.Header, about: o.About, values: make([]any, len(columns)),
		book: excelize.NewFile(excelize.Options{TmpDir: o.Temp})}
	// The program's and the file's times are left out: the same content gives the same bytes.
	if err := e.book.SetDocProps(&excelize.DocProperties{Title: o.About.Title, Creator: "gongkai", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return nil, e.fail(err)
	}
	var err error
	if e.head, err = e.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, e.fail(err)
	}
	if err := e.book.SetSheetName("Sheet1", sheetAbout); err != nil {
		return nil, e.fail(err)
	}
	if err := e.nextSheet(); err != nil {
		return nil, e.fail(err)
	}
	return e, nil
}

func (e *xlsxEncoder) fail(err error) error {
	e.abandon()
	return err
}

func (e *xlsxEncoder) abandon() { e.book.Close() }

// nextSheet begins a sheet of data.
func (e *xlsxEncoder) nextSheet() error {
	if e.data != nil {
		if err := e.data.Flush(); err != nil {
			return err
		}
	}
	e.sheets++
	name := sheetData
	if e.sheets > 1 {
		name += strconv.Itoa(e.sheets)
	}
	headers := make([]string, len(e.columns))
	for i, c := range e.columns {
		headers[i] = c.header(e.lang)
	}
	var err error
	e.data, err = e.newSheet(name, headers)
	e.at = 1
	return err
}

// newSheet begins a sheet with its header row, which stays in view.
func (e *xlsxEncoder) newSheet(name string, headers []string) (*excelize.StreamWriter, error) {
	if i, err := e.book.GetSheetIndex(name); err != nil || i < 0 {
		if _, err := e.book.NewSheet(name); err != nil {
			return nil, err
		}
	}
	s, err := e.book.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	for i, h := range headers {
		if err := s.SetColWidth(i+1, i+1, width(h)); err != nil {
			return nil, err
		}
	}
	cells := make([]any, len(headers))
	for i, h := range headers {
		cells[i] = excelize.Cell{StyleID: e.head, Value: h}
	}
	return s, s.SetRow("A1", cells)
}

// width is that of a column: its header's, a Chinese character being two wide, within bounds.
func width(header string) float64 {
	n := 2
	for _, r := range header {
		n++
		if r > 0xff {
			n++
		}
	}
	return float64(min(max(n, 10), 40))
}

func (e *xlsxEncoder) row(cells []string) error {
	if e.at == sheetRows {
		if e.sheets == dataSheets {
			return models.Errorf(models.EINVALID, "数据超过 %d 行，Excel 文件放不下，请改用 CSV、Parquet 或 SQLite，或者缩小年度、机关范围。", dataSheets*(sheetRows-1))
		}
		if err := e.nextSheet(); err != nil {
			return err
		}
	}
	for i, cell := range cells {
		v, err := cellValue(e.columns[i], cell)
		if err != nil {
			return err
		}
		e.values[i] = v
	}
	e.at++
	return e.data.SetRow("A"+strconv.Itoa(e.at), e.values)
}

// cellValue is what a cell holds: a number, text, or nothing. A number that Excel would round stays text, digit by digit.
func cellValue(c Column, cell string) (any, error) {
	switch {
	case cell == "":
		return nil, nil
	case c.Text:
		return cut(guard(cell)), nil
	}
	if n, err := strconv.ParseInt(cell, 10, 64); err == nil && digits(cell) <= exactDigits {
		return n, nil
	}
	if _, _, ok := exact(cell); !ok {
		return nil, notNumber(c, cell)
	}
	if digits(cell) > exactDigits {
		return cell, nil
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return nil, notNumber(c, cell)
	}
	return n, nil
}

// digits counts the significant digits of a plain decimal.
func digits(cell string) int {
	return len(strings.TrimLeft(strings.ReplaceAll(strings.TrimLeft(cell, "-"), ".", ""), "0"))
}

// cut shortens text to what a cell holds and says so at its end.
func cut(text string) string {
	if len(text) <= cellUnits { // bytes, of which there are never fewer than units
		return text
	}
	units := utf16.Encode([]rune(text))
	if len(units) <= cellUnits {
		return text
	}
	end := cellUnits - len(utf16.Encode([]rune(tooLong)))
	if last := units[end-1]; last >= 0xd800 && last < 0xdc00 { // the first half of a character
		end--
	}
	return string(utf16.Decode(units[:end])) + tooLong
}

func (e *xlsxEncoder) close() error {
	if err := e.data.Flush(); err != nil {
		return e.fail(err)
	}
	if err := e.sheetsAround(); err != nil {
		return e.fail(err)
	}
	var entries sortedZip
	entries.temp = e.temp
	defer entries.drop()
	e.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &entries })
	if _, err := e.book.WriteToBuffer(); err != nil { // into entries; the buffer stays empty
		return e.fail(err)
	}
	if err := e.book.Close(); err != nil {
		return err
	}
	return entries.writeTo(e.out)
}

// sheetsAround writes the sheets that explain the data.
func (e *xlsxEncoder) sheetsAround() error {
	var facts, fields, signs [][]string
	for _, f := range e.about.Facts {
		facts = append(facts, []string{f.Name, f.Value})
	}
	for _, c := range e.columns {
		m := c.Meaning()
		fields = append(fields, []string{c.Code, c.Label.Zh, c.Label.En, c.kind(), m.Zh, m.En})
	}
	for _, x := range models.Dictionary() {
		if slices.Contains([]models.EntryKind{models.EntryState, models.EntryFlag, models.EntryDisplay}, x.Kind) {
			signs = append(signs, []string{string(x.Kind), x.Code, x.Label.Zh, x.Label.En, x.Meaning.Zh, x.Meaning.En})
		}
	}
	for _, s := range []struct {
		name    string
		headers []string
		rows    [][]string
	}{
		{sheetAbout, []string{"项目", e.about.Title}, facts},
		{sheetFields, []string{"column", "中文名称", "English", "类型 / Type", "含义", "Meaning"}, fields},
		{sheetSigns, []string{"类别 / Kind", "代码 / Code", "中文名称", "English", "含义", "Meaning"}, signs},
	} {
		w, err := e.newSheet(s.name, s.headers)
		if err != nil {
			return err
		}
		for i, row := range s.rows {
			cells := make([]any, len(row))
			for j, text := range row {
				cells[j] = cut(guard(text))
			}
			if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
				return err
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	e.book.SetActiveSheet(1)
	return nil
}

// sortedZip takes the entries of an archive in any order and writes them by name. excelize writes its sheets in the order of a map.
type sortedZip struct {
	temp    string
	entries []*namedSpool
}

type namedSpool struct {
	*spool
	name string
}

// Create begins an entry; the one before is complete.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	s := &namedSpool{newSpool(z.temp), name}
	z.entries = append(z.entries, s)
	return s, nil
}

// AddFS is not used: a workbook is no folder.
func (z *sortedZip) AddFS(fsys fs.FS) error { return fmt.Errorf("add a file system to a workbook") }

// Close completes the entries.
func (z *sortedZip) Close() error {
	for _, s := range z.entries {
		if err := s.finish(); err != nil {
			return err
		}
	}
	return nil
}

func (z *sortedZip) writeTo(w io.Writer) error {
	slices.SortFunc(z.entries, func(a, b *namedSpool) int { return strings.Compare(a.name, b.name) })
	archive := zip.NewWriter(w)
	for _, s := range z.entries {
		if err := s.putInto(archive, s.name); err != nil {
			return err
		}
	}
	return archive.Close()
}

func (z *sortedZip) drop() {
	for _, s := range z.entries {
		s.drop()
	}
}
