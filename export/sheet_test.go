package export_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"gongkai/export"
	"gongkai/models"
)

func TestLayout_CSV(t *testing.T) {
	for _, edition := range models.Editions {
		doc := export.OfficialReport{Agency: "=示例区教育局", Year: 2023, Revision: models.Revision{Edition: edition}, Mark: "演示数据"}
		var b bytes.Buffer
		if err := export.Official(doc).Write(&b, "csv"); err != nil {
			t.Fatal(err)
		}
		text, hasMark := strings.CutPrefix(b.String(), "\ufeff")
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || !hasMark {
			t.Fatal(err, hasMark)
		}
		if rows[0][0] != "'=示例区教育局2023年政府信息公开工作年度报告" || rows[len(rows)-1][0] != "演示数据" {
			t.Errorf("%s: title %q, last row %q", edition, rows[0][0], rows[len(rows)-1])
		}
		results := 0
		for _, r := range rows {
			if r[0] == "三、本年度办理结果" {
				results++
			}
			if slices.ContainsFunc(r, func(cell string) bool { return strings.Trim(cell, "0123456789") == "" && cell != "" }) {
				t.Errorf("%s: a blank form has a number: %q", edition, r)
			}
		}
		if results < 15 {
			t.Errorf("%s: the label over all results stands in %d rows", edition, results)
		}
	}
}
