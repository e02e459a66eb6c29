package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"gongkai/export"
	"gongkai/models"
)

func table(rows ...[]string) export.Table {
	return export.Table{Name: "demo", Columns: []export.Column{
		{Code: "name", Label: models.Label{Zh: "名称", En: "Name"}, Text: true},
		{Code: "value", Label: models.Label{Zh: "数值", En: "Value"}},
	}, Rows: rows}
}

func encode(t *testing.T, tb export.Table, f export.Format, o export.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := tb.Write(&b, f, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTable_CSV(t *testing.T) {
	rows := [][]string{{"教育局", "12.5"}, {`甲"乙,丙`, ""}, {"两\n行", "-3"}}
	for _, c := range []struct {
		name    string
		options export.Options
		want    string
	}{
		{"codes", export.Options{}, "name,value\r\n教育局,12.5\r\n\"甲\"\"乙,丙\",\r\n\"两\r\n行\",-3\r\n"},
		{"with byte order mark and Chinese header", export.Options{BOM: true, Header: models.Zh}, "\xef\xbb\xbf名称,数值\r\n教育局,12.5\r\n\"甲\"\"乙,丙\",\r\n\"两\r\n行\",-3\r\n"},
		{"English header", export.Options{Header: models.En}, "Name,Value\r\n教育局,12.5\r\n\"甲\"\"乙,丙\",\r\n\"两\r\n行\",-3\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := encode(t, table(rows...), export.CSV, c.options); got != c.want {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestTable_FormulasBecomeTextInCSVOnly(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"} {
		records, err := csv.NewReader(strings.NewReader(encode(t, table([]string{text, "-1"}), export.CSV, export.Options{}))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := records[1]; !strings.HasPrefix(got[0], "'") || got[1] != "-1" {
			t.Errorf("%q became %q", text, got)
		}
		var objects []map[string]any
		if err := json.Unmarshal([]byte(encode(t, table([]string{text, "-1"}), export.JSON, export.Options{})), &objects); err != nil {
			t.Fatal(err)
		}
		if objects[0]["name"] != text {
			t.Errorf("%q became %q in JSON", text, objects[0]["name"])
		}
	}
	if got := encode(t, table([]string{"—", "0"}), export.CSV, export.Options{}); !strings.Contains(got, "\n—,0") {
		t.Errorf("a dash was changed: %q", got)
	}
}

func TestTable_JSON(t *testing.T) {
	got := encode(t, table([]string{"<甲&乙>", "0"}, []string{"", ""}), export.JSON, export.Options{BOM: true})
	if want := "[\n{\"name\":\"<甲&乙>\",\"value\":0},\n{\"name\":\"\",\"value\":null}\n]\n"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestTable_Empty(t *testing.T) {
	if got := encode(t, table(), export.CSV, export.Options{}); got != "name,value\r\n" {
		t.Errorf("CSV: %q", got)
	}
	if got := encode(t, table(), export.JSON, export.Options{}); got != "[\n]\n" {
		t.Errorf("JSON: %q", got)
	}
}

func TestTable_NeverNaN(t *testing.T) {
	var b bytes.Buffer
	if err := table([]string{"甲", "NaN"}).Write(&b, export.JSON, export.Options{}); err == nil {
		t.Errorf("wrote %q", &b)
	}
}

func TestTable_RaggedRowIsAnError(t *testing.T) {
	if err := table([]string{"甲"}).Write(io.Discard, export.CSV, export.Options{}); err == nil {
		t.Error("a row of one cell went unnoticed")
	}
}

func TestTable_UnknownFormatWritesNothing(t *testing.T) {
	var b bytes.Buffer
	if err := table().Write(&b, "xls", export.Options{}); models.ErrorCode(err) != models.EINVALID || b.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, b.Len())
	}
}

func TestTable_WriterFails(t *testing.T) {
	for _, f := range []export.Format{export.CSV, export.JSON} {
		if err := table([]string{"甲", "1"}).Write(&failingWriter{left: 3}, f, export.Options{}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: got %v, want the writer's error", f, err)
		}
	}
}

// What is read from JSON is what was written, whatever a spreadsheet would make of it and however the columns stand.
func TestReadJSON(t *testing.T) {
	reason, value, later := export.Column{Code: "reason", Text: true}, export.Column{Code: "value"}, export.Column{Code: "later", Text: true}
	var b strings.Builder
	if err := (export.Table{Columns: []export.Column{reason, value}, Rows: [][]string{{"=1+1", "0.10"}, {"“\"\n", ""}, {"", "12345678901234567890"}}}).Write(&b, export.JSON, export.Options{}); err != nil {
		t.Fatal(err)
	}
	got, err := export.ReadJSON(strings.NewReader(b.String()), []export.Column{value, later, reason})
	if want := [][]string{{"0.10", "", "=1+1"}, {"", "", "“\"\n"}, {"12345678901234567890", "", ""}}; err != nil || !reflect.DeepEqual(got.Rows, want) {
		t.Errorf("%v, %v", got.Rows, err)
	}
	if _, err := export.ReadJSON(strings.NewReader("[{"), nil); err == nil {
		t.Error("half a file is read")
	}
}

// Every column of the list of snapshots says what it means, and not what another column of that name does.
func TestSnapshotTable_Columns(t *testing.T) {
	for _, c := range export.SnapshotTable(nil).Columns {
		if m := c.Meaning(); m.Zh == "" || m.En == "" || m == (export.Column{Code: c.Code}).Meaning() {
			t.Errorf("%s: %v", c.Code, m)
		}
	}
}
