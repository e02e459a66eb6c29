package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"gongkai/export"
	"gongkai/models"
)

// written is a data file's bytes.
func written(t *testing.T, f export.File, d export.Dataset, format export.Format, o export.Options) []byte {
	t.Helper()
	o.Temp = t.TempDir()
	var b bytes.Buffer
	if err := f.Write(&b, d, format, o); err != nil {
		t.Fatalf("%s.%s: %v", f.Name, format, err)
	}
	if left, err := os.ReadDir(o.Temp); err != nil || len(left) > 0 {
		t.Errorf("%s.%s left %v behind, %v", f.Name, format, left, err)
	}
	return b.Bytes()
}

// rowsOf reads a data file's CSV, headers first.
func rowsOf(t *testing.T, f export.File, d export.Dataset) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(written(t, f, d, export.CSV, export.Options{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestFormats_SameContentSameBytes(t *testing.T) {
	for _, f := range export.Files {
		for _, format := range export.Formats {
			a, b := written(t, f, small(), format, export.Options{}), written(t, f, small(), format, export.Options{})
			if !bytes.Equal(a, b) {
				t.Errorf("%s.%s differs from run to run", f.Name, format)
			}
		}
	}
}

func TestMake_OnePassGivesTheSameFiles(t *testing.T) {
	var outputs []export.Output
	var buffers []*bytes.Buffer
	for _, f := range export.Files {
		for _, format := range export.Formats {
			b := &bytes.Buffer{}
			buffers = append(buffers, b)
			outputs = append(outputs, export.Output{File: f, Format: format, Writer: b})
		}
	}
	d, passes := small(), 0
	reports := d.Reports
	d.Reports = func(yield func(models.Report, error) bool) { passes++; reports(yield) }
	rows, err := export.Make(d, outputs)
	if err != nil || passes != 1 {
		t.Fatalf("%d passes, %v", passes, err)
	}
	for i, o := range outputs {
		if !bytes.Equal(buffers[i].Bytes(), written(t, o.File, small(), o.Format, export.Options{})) {
			t.Errorf("%s.%s is another file when made with others", o.File.Name, o.Format)
		}
		if want := len(rowsOf(t, o.File, small())) - 1; rows[i] != want {
			t.Errorf("%s.%s: %d rows, want %d", o.File.Name, o.Format, rows[i], want)
		}
	}
}

func TestXLSX_ReadsBackEqual(t *testing.T) {
	for _, f := range export.Files {
		book, err := excelize.OpenReader(bytes.NewReader(written(t, f, small(), export.XLSX, export.Options{})))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		if got, want := book.GetSheetList(), []string{"说明", "数据", "字段", "符号"}; !slices.Equal(got, want) {
			t.Errorf("%s has the sheets %v", f.Name, got)
		}
		want := rowsOf(t, f, small())
		for i, row := range want {
			for j, cell := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				got, err := book.GetCellValue("数据", at, excelize.Options{RawCellValue: true})
				if err != nil || got != cell {
					t.Fatalf("%s %s is %q, want %q, %v", f.Name, at, got, cell, err)
				}
				kind, err := book.GetCellType("数据", at)
				if text := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString; cell != "" && (err != nil || text != (i == 0 || f.Columns[j].Text)) {
					t.Fatalf("%s %s, %q, is of type %v, %v", f.Name, at, cell, kind, err)
				}
			}
		}
		for _, sheet := range book.GetSheetList() {
			if merged, err := book.GetMergeCells(sheet); err != nil || len(merged) > 0 {
				t.Errorf("%s %s has merged cells", f.Name, sheet)
			}
			if panes, err := book.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 1 {
				t.Errorf("%s %s: the header is not frozen: %+v %v", f.Name, sheet, panes, err)
			}
		}
		fields, err := book.GetRows("字段")
		if err != nil || len(fields) != len(f.Columns)+1 {
			t.Errorf("%s explains %d columns, %v", f.Name, len(fields)-1, err)
		}
		about, err := book.GetRows("说明")
		if err != nil || !strings.Contains(fmt.Sprint(about), small().SnapshotID) || !strings.Contains(fmt.Sprint(about), "未声明许可") {
			t.Errorf("%s says of itself %v, %v", f.Name, about, err)
		}
	}
}

func TestXLSX_ChineseHeaders(t *testing.T) {
	f, _ := export.FileOf("reports")
	book, err := excelize.OpenReader(bytes.NewReader(written(t, f, small(), export.XLSX, export.Options{Header: models.Zh})))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got, _ := book.GetCellValue("数据", "B1"); got != "报告编号" {
		t.Errorf("the header is %q", got)
	}
}

// Excel would round a long number and cut a long text, each without a word.
func TestXLSX_NothingIsLostSilently(t *testing.T) {
	long := strings.Repeat("长😀", 20_000)
	var b bytes.Buffer
	if err := table([]string{long, "1234567890123456"}, []string{"=1+1", "-0.000001"}).Write(&b, export.XLSX, export.Options{}); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	got, _ := book.GetCellValue("数据", "A2")
	if !strings.HasSuffix(got, "CSV and JSON files〕") || !strings.HasPrefix(got, "长😀长😀") || strings.ContainsRune(got, '\uFFFD') {
		t.Errorf("a long text ends in %q", got[max(0, len(got)-200):])
	}
	for at, want := range map[string]string{"B2": "1234567890123456", "A3": "'=1+1", "B3": "-0.000001"} {
		if got, _ := book.GetCellValue("数据", at, excelize.Options{RawCellValue: true}); got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
	}
	if kind, _ := book.GetCellType("数据", "B2"); kind != excelize.CellTypeInlineString {
		t.Errorf("a number of 16 digits is of type %v, Excel would round it", kind)
	}
}

func TestXLSX_WriterFails(t *testing.T) {
	for _, format := range []export.Format{export.XLSX, export.Parquet} {
		if err := table([]string{"甲", "1"}).Write(&failingWriter{left: 3}, format, export.Options{}); err == nil {
			t.Errorf("%s: no error", format)
		}
		if err := table([]string{"甲", "NaN"}).Write(io.Discard, format, export.Options{}); err == nil {
			t.Errorf("%s: wrote NaN", format)
		}
	}
}

func TestParquet_ReadsBackEqual(t *testing.T) {
	for _, f := range export.Files {
		content := written(t, f, small(), export.Parquet, export.Options{})
		file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		want := rowsOf(t, f, small())
		for i, c := range file.Schema().Columns() {
			if c[0] != want[0][i] {
				t.Errorf("%s: column %d is %s, want %s", f.Name, i+1, c[0], want[0][i])
			}
			if m, ok := file.Lookup("column." + c[0]); !ok || m == "" {
				t.Errorf("%s: column %s is not explained", f.Name, c[0])
			}
		}
		if _, ok := file.Lookup("许可 / Licence"); !ok {
			t.Errorf("%s says nothing of its licence", f.Name)
		}
		if got, want := file.NumRows(), int64(len(want)-1); got != want {
			t.Fatalf("%s: %d rows, want %d", f.Name, got, want)
		}
		at := 1
		for _, group := range file.RowGroups() {
			rows := group.Rows()
			defer rows.Close()
			batch := make([]parquet.Row, 10)
			for {
				n, err := rows.ReadRows(batch)
				for _, row := range batch[:n] {
					for j, v := range row {
						if got := decoded(f.Columns[j], v); got != strings.TrimPrefix(want[at][j], "'") {
							t.Fatalf("%s row %d, %s is %q, want %q", f.Name, at, want[0][j], got, want[at][j])
						}
					}
					at++
				}
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// decoded writes a value of a Parquet file as CSV has it.
func decoded(c export.Column, v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case c.Text:
		return string(v.ByteArray())
	case c.Whole:
		return fmt.Sprint(v.Int64())
	}
	n := new(big.Int).SetBytes(v.ByteArray())
	if v.ByteArray()[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	s := new(big.Rat).SetFrac(n, big.NewInt(1_000_000)).FloatString(6)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func TestNDJSON_IsTheObjectsOfJSON(t *testing.T) {
	for _, f := range export.Files {
		list := string(written(t, f, small(), export.JSON, export.Options{}))
		lines := string(written(t, f, small(), export.NDJSON, export.Options{}))
		want := strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(list, ",\n{", "\n{"), "[\n"), "]\n")
		if lines != want {
			t.Errorf("%s: the lines are %.200q, the objects %.200q", f.Name, lines, want)
		}
	}
	if got := encode(t, table(), export.NDJSON, export.Options{}); got != "" {
		t.Errorf("no rows are %q", got)
	}
}

// What a person opens by a click, as CSV and as a workbook: Chinese intact, every cell in its place, the byte order mark no part of the header, no formula run.
// Without its dialog LibreOffice does not look for the mark, so it is told that the file is UTF-8 (76).
func TestCSV_InASpreadsheetProgram(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("LibreOffice is not installed")
	}
	if err != nil || testing.Short() {
		t.Skip("LibreOffice is not installed, or there is no time for it")
	}
	f, _ := export.FileOf("observations-long")
	dir := t.TempDir()
	want := rowsOf(t, f, small())
	convert := func(name string, content []byte, args ...string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless"}, args...)
		if out, err := exec.Command(office, append(args, "--outdir", dir, filepath.Join(dir, name))...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
	}

	convert("o.csv", written(t, f, small(), export.CSV, export.Options{BOM: true}), "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx")
	book, err := excelize.OpenFile(filepath.Join(dir, "o.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	for i, row := range want {
		for j, cell := range row {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			got, err := book.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
			if err != nil || got != cell && !sameNumber(got, cell) && !f.Columns[j].Text || got != cell && f.Columns[j].Code == "agency_name" {
				t.Fatalf("%s is %q, want %q, %v", at, got, cell, err)
			}
			if formula, _ := book.GetCellFormula(sheet, at); formula != "" {
				t.Fatalf("%s is the formula %q", at, formula)
			}
		}
	}

	// The workbook, whose cells say what they are, comes out as it went in: its sheet 数据, the second, as values in UTF-8.
	convert("book.xlsx", written(t, f, small(), export.XLSX, export.Options{}), "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2")
	content, err := os.ReadFile(filepath.Join(dir, "book-数据.csv"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d rows of the workbook, want %d, %v", len(got), len(want), err)
	}
	for i, row := range want {
		for j, cell := range row {
			if got[i][j] != cell && (f.Columns[j].Text || !sameNumber(got[i][j], cell)) {
				t.Fatalf("row %d of the workbook: %s is %q, want %q", i+1, want[0][j], got[i][j], cell)
			}
		}
	}
}

func sameNumber(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	return ok && ok2 && x.Cmp(y) == 0
}

// entries unpacks an archive.
func entries(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, e := range archive.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[e.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all
}
