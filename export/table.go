package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gongkai/models"
)

// Table is any view as data. Rows are in memory, so it suits what a page shows; the data files of a whole installation are streamed
// by File instead.
type Table struct {
	Name    string // of the file, without its ending: "observations"
	Columns []Column
	Rows    [][]string // as many cells as Columns; "" is no value
}

// Column is a column of a table.
type Column struct {
	Code  string // header of CSV files and key in JSON: lower_case
	Label models.Label
	Text  bool // free or coded text; otherwise the cells are plain decimals, or empty
	Whole bool // the decimals are whole numbers
}

// Format is what a data file is written as.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	JSON Format = "json"
)

// Options are choices of whoever downloads a file.
type Options struct {
	BOM    bool        // CSV begins with a byte order mark, for Excel and WPS
	Header models.Lang // language of CSV headers; "" for codes
}

// Write writes the table. CSV is UTF-8 with CRLF and RFC 4180 quoting; text that a spreadsheet would take for a formula gets a
// leading apostrophe. JSON is a list of objects, one a line, with the columns' codes as keys; a number without a value is null,
// text without one "". It fails with EINVALID for another format, before the first byte.
func (t Table) Write(w io.Writer, f Format, o Options) error {
	return write(w, f, o, t.Columns, func(emit func([]string) error) error {
		for i, row := range t.Rows {
			if len(row) != len(t.Columns) {
				return fmt.Errorf("row %d of %s has %d cells for %d columns", i+1, t.Name, len(row), len(t.Columns))
			}
			if err := emit(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// write encodes what rows emits. An emitted row may be reused by its emitter.
func write(w io.Writer, f Format, o Options, columns []Column, rows func(emit func([]string) error) error) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	var err error
	switch f {
	case CSV:
		err = writeCSV(buffered, o, columns, rows)
	case JSON:
		err = writeJSON(buffered, columns, rows)
	default:
		return models.Errorf(models.EINVALID, "没有“%s”格式的数据文件，可选 csv 或 json。", f)
	}
	if err == nil {
		err = buffered.Flush()
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", f, err)
	}
	return nil
}

func writeCSV(w *bufio.Writer, o Options, columns []Column, rows func(func([]string) error) error) error {
	if o.BOM {
		w.WriteString("\ufeff") // an error stays in w until Flush
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	row := make([]string, len(columns))
	for i, column := range columns {
		row[i] = column.Code
		if o.Header != "" {
			row[i] = column.Label.In(o.Header)
		}
	}
	if err := c.Write(row); err != nil {
		return err
	}
	err := rows(func(cells []string) error {
		for i, cell := range cells {
			if columns[i].Text {
				cell = guard(cell)
			}
			row[i] = cell
		}
		return c.Write(row)
	})
	c.Flush()
	if err == nil {
		err = c.Error()
	}
	return err
}

// guard keeps a spreadsheet from running text as a formula, full-width signs included, which some versions take for the usual ones.
func guard(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
		return "'" + s
	}
	return s
}

func writeJSON(w *bufio.Writer, columns []Column, rows func(func([]string) error) error) error {
	keys := make([]string, len(columns))
	for i, c := range columns {
		keys[i] = quote(c.Code) + ":"
	}
	between := "[\n"
	err := rows(func(cells []string) error {
		w.WriteString(between)
		between = ",\n"
		for i, cell := range cells {
			if i == 0 {
				w.WriteString("{")
			} else {
				w.WriteString(",")
			}
			w.WriteString(keys[i])
			switch {
			case columns[i].Text:
				w.WriteString(quote(cell))
			case cell == "":
				w.WriteString("null")
			case !json.Valid([]byte(cell)):
				return fmt.Errorf("column %s holds %q, which is no number", columns[i].Code, cell)
			default:
				w.WriteString(cell)
			}
		}
		_, err := w.WriteString("}")
		return err
	})
	if between == "[\n" {
		w.WriteString("[")
	}
	w.WriteString("\n]\n")
	return err
}

// quote writes a JSON string and leaves <, > and & readable.
func quote(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029' }) {
		return `"` + s + `"`
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
