package handlers

import (
	"bytes"
	"math/big"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/models"
)

func TestReport_InTheOfficialLayout(t *testing.T) {
	s := district(t)
	page := s.get(t, models.ReportPath("a-2", 2023)).body
	for _, format := range []string{"docx", "xlsx"} {
		address := models.ReportPath("a-2", 2023) + "." + format
		if !strings.Contains(page, `href="`+address+`"`) {
			t.Errorf("the page does not lead to %s", address)
		}
		x := s.get(t, address)
		if name := x.Header.Get("Content-Disposition"); x.StatusCode != 200 || !strings.HasPrefix(x.body, "PK") || !strings.Contains(name, "filename*=UTF-8''%E5%8C%BA") {
			t.Errorf("%s: %d %s %.80s", address, x.StatusCode, name, x.body)
		}
	}
	if x := s.get(t, "/agencies/a-2.docx"); x.StatusCode != 404 {
		t.Errorf("an agency as a Word file: %d", x.StatusCode)
	}
}

// sameAsXLSX holds rows against the same as a workbook.
func sameAsXLSX(t *testing.T, where string, rows []map[string]string, body string) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	defer book.Close()
	list, err := book.GetRows("数据", excelize.Options{RawCellValue: true})
	if err != nil || len(list) != len(rows)+1 {
		t.Fatalf("%s: %d rows as XLSX, %d as CSV, %v", where, len(list)-1, len(rows), err)
	}
	for i, row := range rows {
		for j, name := range list[0] {
			got := ""
			if j < len(list[i+1]) {
				got = list[i+1][j]
			}
			want := row[name]
			a, ok := new(big.Rat).SetString(got)
			b, ok2 := new(big.Rat).SetString(want)
			if got != want && !(ok && ok2 && a.Cmp(b) == 0) {
				t.Errorf("%s, row %d: %s is %q as XLSX, %q as CSV", where, i+1, name, got, want)
			}
		}
	}
}
