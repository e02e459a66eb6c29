package main

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"gongkai/export"
	"gongkai/models"
)

// sums are what adding up finds in a data file: for each column of numbers and each kind of row, the sum and how many there are.
type sums map[string]*sum

type sum struct {
	total big.Rat
	n     int
}

func (s sums) add(column, rowType, number string) error {
	key := column + " of " + rowType
	if s[key] == nil {
		s[key] = &sum{}
	}
	r, ok := new(big.Rat).SetString(number)
	if !ok {
		return fmt.Errorf("%s holds %q", column, number)
	}
	s[key].total.Add(&s[key].total, r)
	s[key].n++
	return nil
}

// table adds up rows of text, the first of which names the columns.
func (s sums) table(f export.File, rows [][]string) error {
	kind := slices.Index(rows[0], "row_type")
	for _, row := range rows[1:] {
		row = append(row, make([]string, len(f.Columns)-len(row))...) // a workbook leaves empty cells at the end out
		for i, cell := range row {
			if f.Columns[i].Text || cell == "" {
				continue
			}
			rowType := ""
			if kind >= 0 {
				rowType = row[kind]
			}
			if err := s.add(f.Columns[i].Code, rowType, cell); err != nil {
				return err
			}
		}
	}
	return nil
}

// equal fails if two files differ in a sum or in how many numbers there are.
func (s sums) equal(t *testing.T, name string, want sums) {
	t.Helper()
	if len(s) != len(want) {
		t.Errorf("%s has %d columns with numbers, want %d", name, len(s), len(want))
	}
	for key, w := range want {
		if got := s[key]; got == nil || got.n != w.n || got.total.Cmp(&w.total) != 0 {
			t.Errorf("%s: %s is %v, want %d numbers that make %s", name, key, got, w.n, w.total.RatString())
		}
	}
}

// The files of one snapshot add up to the same numbers, however an analyst reads them: every column of every file, in every format.
func TestSnapshot_SumsAreTheSameInEveryFormat(t *testing.T) {
	dir := t.TempDir()
	db := published(t, filepath.Join(dir, "a.db"), 8)
	snap, err := export.Publish(t.Context(), db, export.Publication{Now: snapshotDay, Database: writeSQLite})
	if err != nil {
		t.Fatal(err)
	}
	content := func(file, format string) []byte {
		i := slices.IndexFunc(snap.Files, func(f models.SnapshotFile) bool { return f.File == file && f.Format == format })
		b, err := io.ReadAll(db.ReadSnapshotFile(t.Context(), snap.ID, snap.Files[i].Name, 0, snap.Files[i].Bytes))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	path := filepath.Join(dir, "data.sqlite")
	if err := os.WriteFile(path, content(export.PackageName, "sqlite"), 0o600); err != nil {
		t.Fatal(err)
	}
	base, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	archive := content(export.PackageName, "zip")
	for _, f := range export.Files {
		want := sums{}
		if err := want.table(f, ofCSV(t, content(f.Name, "csv"))); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, "-long") && len(want) == 0 {
			t.Errorf("%s has no numbers", f.Name)
		}
		for name, read := range map[string]func(sums) error{
			"zip":     func(s sums) error { return s.table(f, ofCSV(t, entry(t, archive, "data/"+f.Name+".csv"))) },
			"xlsx":    func(s sums) error { return s.workbook(f, content(f.Name, "xlsx")) },
			"json":    func(s sums) error { return s.objects(f, content(f.Name, "json")) },
			"ndjson":  func(s sums) error { return s.objects(f, content(f.Name, "ndjson")) },
			"parquet": func(s sums) error { return s.parquet(f, content(f.Name, "parquet")) },
			"sqlite":  func(s sums) error { return s.database(t.Context(), f, base) },
		} {
			got := sums{}
			if err := read(got); err != nil {
				t.Errorf("%s.%s: %v", f.Name, name, err)
			}
			got.equal(t, f.Name+"."+name, want)
		}
	}
	wideIsLong(t, ofCSV(t, content("agency-year-wide", "csv")), ofCSV(t, content("observations-long", "csv")))
}

// wideIsLong fails if a column of the wide file does not make what its figures in the long file make.
func wideIsLong(t *testing.T, wide, long [][]string) {
	t.Helper()
	inLong, at := sums{}, func(column string) int { return slices.Index(long[0], column) }
	for _, row := range long[1:] {
		if row[at("row_type")] != "figure" || row[at("value")] == "" {
			continue
		}
		column := strings.ReplaceAll(row[at("measure")], ".", "_")
		if applicant := row[at("applicant")]; applicant != "" && (column != "applications_other" || applicant != models.ApplicantTotal) {
			column += "_" + applicant
		}
		if err := inLong.add(column, "", row[at("value")]); err != nil {
			t.Fatal(err)
		}
	}
	inWide := sums{}
	for i, column := range wide[0] {
		for _, row := range wide[1:] {
			if inLong[column+" of "] != nil && row[i] != "" {
				if err := inWide.add(column, "", row[i]); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if len(inWide) < 50 {
		t.Errorf("%d columns of the wide file are figures", len(inWide))
	}
	for key, got := range inWide {
		if want := inLong[key]; got.n != want.n || got.total.Cmp(&want.total) != 0 {
			t.Errorf("the wide file's %s is %s of %d, the long one's %s of %d", key, got.total.RatString(), got.n, want.total.RatString(), want.n)
		}
	}
}

func ofCSV(t *testing.T, content []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// entry is a file of an archive.
func entry(t *testing.T, archive []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	content, err := io.ReadAll(b)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func (s sums) workbook(f export.File, content []byte) error {
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		return err
	}
	defer book.Close()
	rows, err := book.GetRows("数据", excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	return s.table(f, rows)
}

// objects adds up the objects of JSON, in a list or one after the other.
func (s sums) objects(f export.File, content []byte) error {
	content = bytes.TrimSpace(content)
	if !bytes.HasPrefix(content, []byte("[")) {
		content = []byte("[" + strings.ReplaceAll(string(content), "\n", ",") + "]")
	}
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	var list []map[string]any
	if err := d.Decode(&list); err != nil {
		return err
	}
	for _, o := range list {
		rowType, _ := o["row_type"].(string)
		for _, c := range f.Columns {
			n, ok := o[c.Code].(json.Number)
			if !ok {
				continue
			}
			if err := s.add(c.Code, rowType, n.String()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s sums) parquet(f export.File, content []byte) error {
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return err
	}
	kind := slices.IndexFunc(f.Columns, func(c export.Column) bool { return c.Code == "row_type" })
	reader := parquet.NewReader(file)
	defer reader.Close()
	rows := make([]parquet.Row, 100)
	for {
		n, err := reader.ReadRows(rows)
		for _, row := range rows[:n] {
			rowType := ""
			if kind >= 0 {
				rowType = string(row[kind].ByteArray())
			}
			for i, v := range row {
				if f.Columns[i].Text || v.IsNull() {
					continue
				}
				number := fmt.Sprint(v.Int64())
				if v.Kind() == parquet.FixedLenByteArray { // a decimal of six places
					number = new(big.Rat).SetFrac(signed(v.ByteArray()), big.NewInt(1_000_000)).FloatString(6)
				}
				if err := s.add(f.Columns[i].Code, rowType, number); err != nil {
					return err
				}
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// signed reads an integer in two's complement.
func signed(b []byte) *big.Int {
	n := new(big.Int).SetBytes(b)
	if b[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return n
}

func (s sums) database(ctx context.Context, f export.File, base *sql.DB) error {
	table := strings.ReplaceAll(f.Name, "-", "_")
	rowType := "''"
	if slices.ContainsFunc(f.Columns, func(c export.Column) bool { return c.Code == "row_type" }) {
		rowType = "row_type"
	}
	for _, c := range f.Columns {
		if c.Text {
			continue
		}
		rows, err := base.QueryContext(ctx, "SELECT "+rowType+", CAST("+c.Code+" AS TEXT) FROM "+table+" WHERE "+c.Code+" IS NOT NULL")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var kind, number string
			if err := rows.Scan(&kind, &number); err != nil {
				return err
			}
			if err := s.add(c.Code, kind, number); err != nil {
				return err
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}
