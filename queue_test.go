package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/models"
)

// A report typed into the form as CSV says what the same report says as a Word document, also as Excel saves it in China.
func TestCSV_GivesTheFiguresOfTheWordDocument(t *testing.T) {
	read := func(name string, content []byte) models.Revision {
		t.Helper()
		p, err := ingest.Parse(context.Background(), name, content)
		if err != nil {
			t.Fatal(name, err)
		}
		return p.Revision
	}
	editions := map[models.Edition]int{}
	for i, d := range data.Demo().Documents {
		if i%7 != 0 {
			continue
		}
		d.Quirks = nil
		editions[d.Revision.Edition]++
		written := map[string][]byte{}
		for _, d.Format = range []string{"docx", "csv"} {
			var b bytes.Buffer
			if err := writeDemoDocument(&b, d); err != nil {
				t.Fatal(err)
			}
			written[d.Format] = b.Bytes()
		}
		gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(bytes.TrimPrefix(written["csv"], []byte("\ufeff")))
		if err != nil {
			t.Fatal(err)
		}
		want := read("a.docx", written["docx"])
		for name, content := range map[string][]byte{"a.csv": written["csv"], "gbk.csv": gbk, "tabs.csv": bytes.ReplaceAll(written["csv"], []byte(","), []byte("\t"))} {
			got := read(name, content)
			if changes := models.Diff(want.Figures, got.Figures); len(changes) > 0 {
				t.Errorf("%s %d as %s: %d figures differ, %s is %q for %q", d.AgencyID, d.Year, name, len(changes), changes[0].Key, changes[0].New.Raw, changes[0].Old.Raw)
			}
			if got.AgencyName != want.AgencyName || got.Edition != want.Edition || got.TitleYear != want.TitleYear || len(got.Texts) != len(want.Texts) {
				t.Errorf("%s %d as %s: %q, form %s, %d texts", d.AgencyID, d.Year, name, got.AgencyName, got.Edition, len(got.Texts))
			}
		}
	}
	if len(editions) != 2 {
		t.Errorf("editions = %v", editions)
	}
}

// What is typed into the blank form of a year comes back as what was typed, and does away with the scan that waited for it.
func TestQueue_TemplateIsFilledInAndImported(t *testing.T) {
	for year, edition := range map[string]models.Edition{"2020": models.Edition2019, "2023": models.Edition2021} {
		t.Run(year, func(t *testing.T) {
			t.Chdir(t.TempDir())
			gongkai := func(status int, args ...string) string {
				t.Helper()
				var out bytes.Buffer
				if got := run(t.Context(), args, &out, &out); got != status {
					t.Fatalf("%q: status %d: %s", args, got, out.String())
				}
				return out.String()
			}
			write := func(name string, content []byte) {
				t.Helper()
				if err := os.WriteFile(name, content, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			write("agencies.csv", data.AgenciesCSV())
			write("民政局"+year+"年.jpg", []byte("\xff\xd8\xff\xe0 a page"))
			gongkai(0, "agencies", "--db", "a.db", "agencies.csv")
			gongkai(exitQueued, "import", "--db", "a.db", "--agency", "a-mzj", "民政局"+year+"年.jpg")
			sha := fmt.Sprintf("%x", sha256.Sum256([]byte("\xff\xd8\xff\xe0 a page")))[:12]
			gongkai(0, "queue", "--db", "a.db", "--template", sha, "form.csv")
			blank, err := os.ReadFile("form.csv")
			if err != nil {
				t.Fatal(err)
			}
			filled, cells := typeIn(t, blank)
			write("form.csv", filled)
			if out := gongkai(0, "import", "--db", "a.db", "form.csv"); !strings.Contains(out, "新增 form.csv：示例区民政局 "+year+" 年（"+string(edition)+"年版）") {
				t.Error(out)
			}
			if out := gongkai(0, "queue", "--db", "a.db"); !strings.Contains(out, "待录入 0 份") {
				t.Error(out)
			}
			p, err := ingest.Parse(context.Background(), "form.csv", filled)
			if err != nil {
				t.Fatal(err)
			}
			typed := map[string]bool{}
			for _, f := range p.Revision.Figures {
				if f.State == models.StateReported {
					typed[f.Raw] = true
				} else if m, _ := models.MeasureOf(f.Measure); m.InTable() {
					t.Errorf("%s is %s", f.Key(), f.State)
				}
			}
			if len(typed) != cells || cells != len(models.Cells(edition, edition == models.Edition2019)) {
				t.Errorf("%d numbers typed into %d cells come back as %d", cells, len(models.Cells(edition, edition == models.Edition2019)), len(typed))
			}
		})
	}
}

// typeIn writes another number into every blank cell of the form's tables, as a person does in a spreadsheet.
func typeIn(t *testing.T, form []byte) (filled []byte, cells int) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(form, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	section, heads := 0, 0 // heads: cells of the last heading of columns in table two
	for i, r := range rows {
		for no, numeral := range []string{"", "一、总体", "二、主动", "三、收到", "四、政府", "五、存在", "六、其他"} {
			if no > 0 && strings.HasPrefix(r[0], numeral) {
				section = no
			}
		}
		from, to := 0, 0
		switch {
		case section == 2 && r[0] == "信息内容":
			heads = 0
			for _, c := range r[1:] {
				if c != "" {
					heads++
				}
			}
		case section == 2 && heads > 0 && r[0] != "" && !strings.HasPrefix(r[0], "第二十条"):
			from, to = 1, 1+heads
		case section == 3 && i > 0 && strings.Trim(strings.Join(r[3:10], ""), " ") == "" && r[0] != "" && !strings.HasPrefix(r[0], "三、收到"):
			from, to = 3, 10
		case section == 4 && strings.Join(r, "") == "" && strings.Contains(strings.Join(rows[i-1], ""), "结果维持"):
			from, to = 0, 15
		}
		for n, c := from, 0; n < len(r) && c < to-from; n++ {
			if section == 2 && rows[headRow(rows, i)][n] == "" {
				continue // the heading covers this column, and so does the number
			}
			cells++
			c++
			r[n] = fmt.Sprint(100 + cells)
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), cells
}

// headRow is the row above i that heads the columns of table two.
func headRow(rows [][]string, i int) int {
	for rows[i][0] != "信息内容" {
		i--
	}
	return i
}
