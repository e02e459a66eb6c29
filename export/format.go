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

// Format is what a table or data file is written as.
//
// CSV is UTF-8 with CRLF and RFC 4180 quoting. JSON is a list of objects, one a line, NDJSON the objects alone; keys are the columns'
// codes. XLSX is a workbook with the sheets 说明, 数据, 字段 and 符号. Parquet has whole numbers as INT64 and others as DECIMAL.
//
// A number without a value is empty in CSV and XLSX and null elsewhere, text without one is empty text. In CSV and XLSX text that a
// spreadsheet would take for a formula gets a leading apostrophe. The same content gives the same bytes in every format.
type Format string

// The formats.
const (
	CSV     Format = "csv"
	JSON    Format = "json"
	NDJSON  Format = "ndjson"
	XLSX    Format = "xlsx"
	Parquet Format = "parquet"
)

// Formats are all formats.
var Formats = []Format{CSV, JSON, NDJSON, XLSX, Parquet}

var mediaTypes = map[Format]string{CSV: "text/csv", JSON: "application/json", NDJSON: "application/x-ndjson", Parquet: "application/vnd.apache.parquet",
	XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// MediaType is the format's media type, without parameters.
func (f Format) MediaType() string { return mediaTypes[f] }

// Options are choices of whoever downloads a file.
type Options struct {
	BOM    bool        // CSV begins with a byte order mark, for Excel and WPS
	Header models.Lang // language of the headers of CSV and XLSX; "" for codes
	About  About       // for the formats that have room for it; a data file fills it in
	Temp   string      // folder for what does not fit into memory, "" for the system's
}

// About is what a file says of itself.
type About struct {
	Title string
	Facts []Fact
}

// Fact is a line of About.
type Fact struct{ Name, Value string }

// encoder writes rows in one format. A row has as many cells as there are columns and may be reused by its owner.
type encoder interface {
	row(cells []string) error
	close() error // completes the file, but leaves the writer beneath alone
	abandon()     // frees what is held for a file that is not to be completed
}

func newEncoder(w io.Writer, f Format, columns []Column, o Options) (encoder, error) {
	switch f {
	case CSV:
		return newCSVEncoder(w, columns, o), nil
	case JSON:
		return newJSONEncoder(w, columns, "[\n", ",\n", "\n]\n"), nil
	case NDJSON:
		return newJSONEncoder(w, columns, "", "\n", "\n"), nil
	case XLSX:
		return newXLSXEncoder(w, columns, o)
	case Parquet:
		return newParquetEncoder(w, columns, o)
	}
	names := make([]string, len(Formats))
	for i, known := range Formats {
		names[i] = string(known)
	}
	return nil, models.Errorf(models.EINVALID, "没有“%s”格式的数据文件，可选：%s。", f, strings.Join(names, "、"))
}

type csvEncoder struct {
	out     *bufio.Writer
	csv     *csv.Writer
	columns []Column
	cells   []string
	err     error // of the header
}

func newCSVEncoder(w io.Writer, columns []Column, o Options) *csvEncoder {
	e := &csvEncoder{out: bufio.NewWriterSize(w, 64<<10), columns: columns, cells: make([]string, len(columns))}
	if o.BOM {
		e.out.WriteString("\ufeff") // an error stays in the writer until Flush
	}
	e.csv = csv.NewWriter(e.out)
	e.csv.UseCRLF = true
	for i, column := range columns {
		e.cells[i] = column.header(o.Header)
	}
	e.err = e.csv.Write(e.cells)
	return e
}

// header is what stands above a column.
func (c Column) header(lang models.Lang) string {
	if lang == "" {
		return c.Code
	}
	return c.Label.In(lang)
}

func (e *csvEncoder) row(cells []string) error {
	if e.err != nil {
		return e.err
	}
	for i, cell := range cells {
		if e.columns[i].Text {
			cell = guard(cell)
		}
		e.cells[i] = cell
	}
	return e.csv.Write(e.cells)
}

func (e *csvEncoder) close() error {
	e.csv.Flush()
	if err := e.csv.Error(); err != nil {
		return err
	}
	return e.out.Flush()
}

func (e *csvEncoder) abandon() {}

// guard keeps a spreadsheet from running text as a formula, full-width signs included, which some versions take for the usual ones.
func guard(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
		return "'" + s
	}
	return s
}

type jsonEncoder struct {
	out          *bufio.Writer
	columns      []Column
	keys         []string // quoted, with their colon
	between, end string
	any          bool // a row has been written
	start        string
}

func newJSONEncoder(w io.Writer, columns []Column, start, between, end string) *jsonEncoder {
	e := &jsonEncoder{out: bufio.NewWriterSize(w, 64<<10), columns: columns, start: start, between: between, end: end}
	for _, c := range columns {
		e.keys = append(e.keys, quote(c.Code)+":")
	}
	return e
}

func (e *jsonEncoder) row(cells []string) error {
	if e.any {
		e.out.WriteString(e.between) // an error stays in the writer
	} else {
		e.out.WriteString(e.start)
	}
	e.any = true
	for i, cell := range cells {
		if i == 0 {
			e.out.WriteString("{")
		} else {
			e.out.WriteString(",")
		}
		e.out.WriteString(e.keys[i])
		switch {
		case e.columns[i].Text:
			e.out.WriteString(quote(cell))
		case cell == "":
			e.out.WriteString("null")
		case !json.Valid([]byte(cell)):
			return notNumber(e.columns[i], cell)
		default:
			e.out.WriteString(cell)
		}
	}
	_, err := e.out.WriteString("}")
	return err
}

// notNumber is the error of a cell that is to hold a number and does not, which is a mistake of ours.
func notNumber(c Column, cell string) error {
	return fmt.Errorf("column %s holds %q, which is no number", c.Code, cell)
}

func (e *jsonEncoder) close() error {
	switch {
	case e.any:
		e.out.WriteString(e.end)
	case e.start != "": // a list of none
		e.out.WriteString("[" + e.end)
	}
	return e.out.Flush()
}

func (e *jsonEncoder) abandon() {}

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
