package ingest

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"gongkai/ingest/charset"
	spreadsheet "gongkai/ingest/sheet"
	"gongkai/models"
)

// maxSheet is the size up to which a list is read.
const maxSheet = 16 << 20

// column is a column of a list that an office edits in a spreadsheet program.
type column struct {
	name     string // English header
	label    string // Chinese header
	aliases  []string
	required bool
}

// sheet is such a list, without its header row and empty rows.
type sheet struct {
	columns []string // names of those that the file has
	rows    []sheetRow
}

// sheetRow is one row. line counts from 1 as editors do.
type sheetRow struct {
	title  string // of the list
	line   int
	fields map[string]string
	labels map[string]string
}

func (r sheetRow) get(column string) string { return r.fields[column] }

// errorf fails with a sentence that names list, line and column.
func (r sheetRow) errorf(column, format string, args ...any) error {
	return models.Errorf(models.EINVALID, "%s第 %d 行“%s”列：%s", r.title, r.line, r.labels[column], fmt.Sprintf(format, args...))
}

// readSheet reads a list as spreadsheet programs save it, as CSV or as an Excel 2007+ file. Of a file with several sheets it is the first
// that has the columns.
func readSheet(title string, data []byte, columns []column) (sheet, error) {
	if len(data) > maxSheet {
		return sheet{}, models.Errorf(models.ETOOLARGE, "%s超过 %d MB，不像是名单，没有读取。", title, maxSheet>>20)
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		lines, err := readCSV(title, data)
		if err != nil {
			return sheet{}, err
		}
		return readLines(title, lines, columns)
	}
	lists, err := spreadsheet.ListsXLSX(context.Background(), data)
	if err != nil {
		return sheet{}, err
	}
	var failed error
	for _, lines := range lists {
		s, err := readLines(title, lines, columns)
		if err == nil {
			return s, nil
		}
		if failed == nil {
			failed = err
		}
	}
	return sheet{}, failed
}

// readCSV splits a list that was saved as CSV into lines and fields.
func readCSV(title string, data []byte) ([]spreadsheet.Line, error) {
	text, _ := charset.Decode(data, "")
	if strings.ContainsRune(text, 0) {
		return nil, models.Errorf(models.EINVALID, "%s不是 CSV 文件，也不是 .xlsx 文件。请在 Excel 或 WPS 中另存为“CSV（逗号分隔）”或“.xlsx”后再用。", title)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	var lines []spreadsheet.Line
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, models.Errorf(models.EINVALID, "%s读到第 %d 行时出错，请检查引号是否成对。", title, lineOf(err))
		}
		line, _ := r.FieldPos(0)
		lines = append(lines, spreadsheet.Line{No: line, Fields: record})
	}
}

// readLines finds the header of a list and names the fields of its rows.
func readLines(title string, lines []spreadsheet.Line, columns []column) (sheet, error) {
	var s sheet
	labels := map[string]string{}
	for _, c := range columns {
		labels[c.name] = c.label
	}
	for _, l := range lines {
		fields := slices.Clone(l.Fields)
		for i := range fields {
			fields[i] = unguard(strings.TrimSpace(strings.ReplaceAll(fields[i], "\u00a0", " ")))
		}
		if !slices.ContainsFunc(fields, func(f string) bool { return f != "" }) {
			continue
		}
		if s.columns == nil {
			var err error
			if s.columns, err = readHeader(title, fields, columns); err != nil {
				return sheet{}, err
			}
			continue
		}
		row := sheetRow{title, l.No, map[string]string{}, labels}
		for i, f := range fields[:min(len(fields), len(s.columns))] {
			row.fields[s.columns[i]] = f
		}
		s.rows = append(s.rows, row)
	}
	if s.columns == nil {
		return sheet{}, models.Errorf(models.EINVALID, "%s是空的。第一行应为列名：%s。", title, labelsOf(columns))
	}
	return s, nil
}

// unguard takes away the apostrophe before text that a spreadsheet program would run as a formula; our own data files have one.
func unguard(field string) string {
	if text, ok := strings.CutPrefix(field, "'"); ok && strings.IndexAny(text, "=+-@＝＋－＠") == 0 {
		return text
	}
	return field
}

// separator tells what separates the fields of the first line: Excel writes what the computer's region asks for.
func separator(text string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	best := ','
	for _, c := range []rune{';', '\t'} {
		if strings.Count(first, string(c)) > strings.Count(first, string(best)) {
			best = c
		}
	}
	return best
}

// readHeader returns the names of the columns by position, "" for columns that are not ours.
func readHeader(title string, record []string, columns []column) ([]string, error) {
	header := make([]string, len(record))
	for i, text := range record {
		at := slices.IndexFunc(columns, func(c column) bool {
			return strings.EqualFold(text, c.name) || text == c.label || slices.ContainsFunc(c.aliases, func(a string) bool { return strings.EqualFold(text, a) })
		})
		if at < 0 {
			continue
		}
		if slices.Contains(header, columns[at].name) {
			return nil, models.Errorf(models.EINVALID, "%s有两个“%s”列。", title, columns[at].label)
		}
		header[i] = columns[at].name
	}
	for _, c := range columns {
		if c.required && !slices.Contains(header, c.name) {
			return nil, models.Errorf(models.EINVALID, "%s缺少“%s”（%s）列。第一行应为列名：%s。", title, c.label, c.name, labelsOf(columns))
		}
	}
	return header, nil
}

func labelsOf(columns []column) string {
	var labels []string
	for _, c := range columns {
		labels = append(labels, c.label)
	}
	return strings.Join(labels, "、")
}

func lineOf(err error) int {
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return e.Line
	}
	return 0
}

// list splits a cell that holds several values.
func list(text string) []string {
	var values []string
	for v := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == '；' || c == ';' || c == '、' || c == '\n' }) {
		if v = strings.TrimSpace(v); v != "" {
			values = append(values, v)
		}
	}
	return values
}

// readDate reads a day as people and spreadsheet programs write it, and returns it as an ISO date.
func readDate(text string) (string, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.DateOnly, "2006/1/2", "2006-1-2", "2006.1.2", "2006年1月2日", "20060102"} {
		if d, err := time.Parse(layout, text); err == nil {
			return d.Format(time.DateOnly), true
		}
	}
	return "", false
}
