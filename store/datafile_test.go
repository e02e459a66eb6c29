package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongkai/models"
)

var dataTables = []models.DataTable{
	{Name: "observations_long", Columns: []models.DataColumn{{Name: "row_type", Kind: models.ColumnText}, {Name: "year", Kind: models.ColumnInteger}, {Name: "section", Kind: models.ColumnInteger},
		{Name: "measure", Kind: models.ColumnText}, {Name: "measure_name", Kind: models.ColumnText, Label: models.Label{Zh: "指标"}}, {Name: "applicant", Kind: models.ColumnText}, {Name: "value", Kind: models.ColumnDecimal},
		{Name: "unit", Kind: models.ColumnText}, {Name: "flags", Kind: models.ColumnText}, {Name: "coverage_n", Kind: models.ColumnInteger}, {Name: "coverage_of", Kind: models.ColumnInteger},
		{Name: "agency_id", Kind: models.ColumnText}, {Name: "agency_name", Kind: models.ColumnText}, {Name: "value_status", Kind: models.ColumnText}, {Name: "source_locator", Kind: models.ColumnText}}},
	{Name: `a "table"`, Columns: []models.DataColumn{{Name: `x'";--`, Kind: models.ColumnText}}},
}

var observationRows = [][]string{
	{"figure", "2023", "3", "applications.received", "新收", "total", "7", "件", "", "", "", "a-jyj", "'; DROP TABLE x; --", "reported", ""},
	{"figure", "2023", "2", "disclosure.fees.amount", "收费", "", "712.187895", "万元", "", "", "", "a-jyj", "局\x00\n“局”", "reported", ""},
	{"figure", "2023", "3", "applications.received", "新收", "total", "", "件", "", "", "", "a-mzj", "", "blank", ""},
	{"total", "2023", "3", "applications.received", "新收", "total", "9007199254740993", "件", "", "1", "2", "DISTRICT", "", "", ""},
}

// dataFile makes a file of many rows and returns its path.
func dataFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data.sqlite")
	d, err := CreateDataFile(t.Context(), path, dataTables)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 103 {
		for _, row := range observationRows {
			if err := d.Insert(0, row); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Insert(1, []string{strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close([][2]string{{"title", "数据"}}); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDataFile(t *testing.T) {
	path := dataFile(t)
	db, err := connect(t.Context(), readerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	pool, _ := db.DB()
	defer pool.Close()
	value := func(query string) (text string) {
		t.Helper()
		if err := pool.QueryRow(query).Scan(&text); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return text
	}
	for query, want := range map[string]string{
		"SELECT count(*) FROM observations_long":                                                     "412",
		`SELECT count(*) FROM "a ""table"""`:                                                         "103",
		"SELECT value FROM observations_long WHERE rowid = 1":                                        "7",
		"SELECT value FROM observations_long WHERE rowid = 2":                                        "712.187895",
		"SELECT value IS NULL FROM observations_long WHERE rowid = 3":                                "1",
		"SELECT value FROM observations_long WHERE rowid = 4":                                        "9007199254740993",
		"SELECT group_concat(DISTINCT typeof(value)) FROM observations_long":                         "integer,real,null",
		"SELECT agency_name FROM observations_long WHERE rowid = 1":                                  "'; DROP TABLE x; --",
		"SELECT hex(agency_name) FROM observations_long WHERE rowid = 2":                             strings.ToUpper("e5b180000ae2809ce5b180e2809d"),
		"SELECT count(*) || ' ' || max(coverage_of) FROM v_applications_by_year":                     "103 2",
		"SELECT count(*) FROM v_figures":                                                             "309",
		"SELECT value FROM metadata WHERE name = 'title'":                                            "数据",
		"SELECT label FROM columns WHERE column_name = 'measure_name'":                               "指标",
		"SELECT count(*) FROM sqlite_master WHERE name IN ('v_missing_reports', 'goose_db_version')": "0",
		"PRAGMA integrity_check":                                                                     "ok",
	} {
		if got := value(query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestDataFile_SameContentSameBytes(t *testing.T) {
	a, err := os.ReadFile(dataFile(t))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(dataFile(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("the file differs from run to run")
	}
}

func TestDataFile_Refuses(t *testing.T) {
	path := dataFile(t)
	if _, err := CreateDataFile(t.Context(), path, dataTables); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("over another file: %v", err)
	}
	if _, err := CreateDataFile(t.Context(), filepath.Join(t.TempDir(), "no", "x.sqlite"), dataTables); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("in a folder that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	d, err := CreateDataFile(ctx, filepath.Join(t.TempDir(), "x.sqlite"), dataTables)
	if err != nil {
		t.Fatal(err)
	}
	wrong := append([]string(nil), observationRows[0]...)
	for _, text := range []string{"NaN", "Inf", "0x10", "1_000", "七"} {
		wrong[6] = text
		if err := d.Insert(0, wrong); err == nil {
			t.Errorf("the value %s was taken", text)
		}
	}
	if err := d.Insert(1, nil); err == nil {
		t.Error("a row without cells was taken")
	}
	cancel()
	if err := d.Close(nil); err == nil {
		t.Error("completed after its context had ended")
	}
}
