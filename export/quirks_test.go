package export_test

import (
	"bytes"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
	"gongkai/export"
	"gongkai/models"
)

func TestQuirks_AreThoseOfTheDemo(t *testing.T) {
	var layout []string
	for _, q := range data.Quirks {
		if q.Layout {
			layout = append(layout, q.Code)
		}
	}
	slices.Sort(layout)
	if !slices.Equal(layout, export.QuirkNames()) {
		t.Errorf("data names %v, export knows %v", layout, export.QuirkNames())
	}
}

func TestWith_UnknownQuirk(t *testing.T) {
	if _, err := export.Official(export.OfficialReport{}).With("upside_down"); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("got %v, want EINVALID", err)
	}
}

func TestWith_LeavesTheLayoutAsItIs(t *testing.T) {
	l := export.Official(official(demoDocument(t, "a-rsj", 2021)))
	var before, after bytes.Buffer
	if err := l.Write(&before, "html"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.With(export.QuirkNames()...); err != nil {
		t.Fatal(err)
	}
	if err := l.Write(&after, "html"); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before.Bytes(), after.Bytes()) {
		t.Error("the layout changed")
	}
}

// Each quirk with what it leaves in the page, and what it takes away.
func TestQuirks_OnThePage(t *testing.T) {
	for _, c := range []struct{ quirk, has, lacks string }{
		{"split_title", "<h1>示例区人力资源和社会保障局</h1>\n<h1>2021 年政府信息公开工作年度报告</h1>", ""},
		{"spaced_labels", "三 、本 年 度办 理 结果", "三、本年度办理结果"},
		{"halfwidth_labels", "(四)无法提供</th><th>1、本机关不掌握", "（四）无法提供</th>"},
		{"typo_labels", "2.其他法律行政止公开", "行政法规禁止公开"},
		{"short_labels", "<th>规范性文件</th>", "区分处理的"},
		{"year_in_headers", "本年(2021)制发件数", "<th>本年制发件数"},
		{"broken_headers", "商业<br>企业", "<th>商业企业</th>"},
		{"no_total_column", `<th colspan="6">申请人情况</th>`, `<th rowspan="2">总计</th></tr>` + "\n<tr><th>商业企业"},
		{"page_number_row", `<tr><th colspan="10">- 3 -</th></tr>`, ""},
		{"table_two_in_four", "</table>\n<table>\n<tr><th colspan=\"4\">第二十条第（八）项", ""},
		{"table_three_cut", "<th rowspan=\"2\">（四）无</th>", "（四）无法提供"},
		{"table_three_cut_headed", "<th>法提供</th><th>3.补正后申请内容仍不明确</th>", "（四）无法提供"},
		{"flat_table_four", "<th>总计</th><th>未经复议直接起诉</th><th>复议后起诉</th></tr>", ""},
		{"yuan_header", "本年收费金额（单位：元）", "万元"},
		{"traditional_prose", "政府信息公開", "主动公开各类"},
		{"no_section_five", "六、其他需要报告的事项", "五、存在的主要问题"},
		{"no_table_four", "四、政府信息公开行政复议、行政诉讼情况", "结果维持"},
		{"web_page", "<td>发布机构</td><td>示例区人力资源和社会保障局</td>", ""},
		{"layout_table", "<body>\n<table><tr><td>\n<h1>", ""},
		{"gbk", `<meta charset="gb2312">`, ""},
		{"gbk_labelled_utf8", `<meta charset="utf-8">`, ""},
		{"utf8_labelled_gb2312", `<meta charset="gb2312">`, ""},
	} {
		t.Run(c.quirk, func(t *testing.T) {
			d := demoDocument(t, "a-rsj", 2021)
			d.Format, d.Quirks = "html", []string{c.quirk}
			if c.quirk == "no_total_column" {
				for i := range d.Revision.Figures {
					if f := &d.Revision.Figures[i]; f.Applicant == models.ApplicantTotal {
						f.State = models.StateAbsent
					}
				}
			}
			page := string(rendered(t, d))
			if c.quirk == "gbk" || c.quirk == "gbk_labelled_utf8" {
				var err error
				if page, err = simplifiedchinese.GB18030.NewDecoder().String(page); err != nil || !strings.Contains(page, "总体情况") {
					t.Fatalf("the page is not in GB18030: %v", err)
				}
			}
			if !strings.Contains(page, c.has) {
				t.Errorf("the page lacks %q", c.has)
			}
			if c.lacks != "" && strings.Contains(page, c.lacks) {
				t.Errorf("the page still has %q", c.lacks)
			}
			parts(t, rendered(t, data.Document{Format: "docx", AgencyName: d.AgencyName, Year: d.Year, Revision: d.Revision, Quirks: d.Quirks}))
		})
	}
}

func TestDemo_IsWrittenTheSameTwice(t *testing.T) {
	set := data.Demo()
	first := map[string][]byte{}
	for _, d := range set.Documents {
		first[d.FileName] = rendered(t, d)
		if d.Format == "docx" {
			parts(t, first[d.FileName])
		}
	}
	for _, d := range data.Demo().Documents[:12] {
		if !bytes.Equal(rendered(t, d), first[d.FileName]) {
			t.Errorf("%s differs when written again", d.FileName)
		}
	}
}

// TestRealReports keeps the bundled documents equal to what their figures give; -update writes them.
func TestRealReports(t *testing.T) {
	for _, r := range data.RealReports() {
		path := "../data/reports/" + r.FileName
		if *update {
			if err := os.WriteFile(path, rendered(t, r.Document), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := r.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if r.Format == "html" && !bytes.Equal(got, rendered(t, r.Document)) {
			t.Errorf("%s is not what its figures give; run with -update", path)
		}
		if r.Format == "docx" && !reflect.DeepEqual(parts(t, got), parts(t, rendered(t, r.Document))) { // another version of Go may pack otherwise
			t.Errorf("%s is not what its figures give; run with -update", path)
		}
	}
}
