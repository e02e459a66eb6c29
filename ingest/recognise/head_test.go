package recognise

import (
	"testing"

	"gongkai/ingest/cells"
	"gongkai/models"
)

func TestReport_Title(t *testing.T) {
	tests := []struct {
		name   string
		lines  []string
		agency string
		year   int
	}{
		{"one line", []string{"青山区民政局2024年政府信息公开工作年度报告"}, "青山区民政局", 2024},
		{"over two lines, organ first", []string{"伊美区民政局", "2025 年政府信息公开工作年度报告"}, "伊美区民政局", 2025},
		{"cut inside", []string{"青山区人力资源和社会保障局2024年", "政府信息公开工作年度报告"}, "青山区人力资源和社会保障局", 2024},
		{"organ over two lines", []string{"青山区人力资源和社会", "保障局", "2024年政府信息公开工作年度报告"}, "青山区人力资源和社会保障局", 2024},
		{"year first", []string{"2023年度青山区教育局政府信息公开年报"}, "青山区教育局", 2023},
		{"year in brackets", []string{"青山区教育局政府信息公开工作年度报告（2023年）"}, "青山区教育局", 2023},
		{"year in brackets on a line of its own", []string{"青山区教育局政府信息公开工作年度报告", "（2023年度）"}, "青山区教育局", 2023},
		{"关于", []string{"青山区教育局关于2023年政府信息公开工作的报告"}, "青山区教育局", 2023},
		{"year in numerals", []string{"青山区教育局二〇二三年政府信息公开工作年度报告"}, "青山区教育局", 2023},
		{"full-width year", []string{"青山区教育局２０２３年政府信息公开工作年度报告"}, "青山区教育局", 2023},
		{"traditional", []string{"青山區教育局2023年政府信息公開工作年度報告"}, "青山区教育局", 2023},
		{"spaces", []string{"青 山 区 教 育 局  2023 年 政 府 信 息 公 开 工 作 年 度 报 告"}, "青山区教育局", 2023},
		{"in book marks", []string{"《青山区教育局2023年政府信息公开工作年度报告》"}, "青山区教育局", 2023},
		{"government", []string{"洪泽区人民政府", "2023 年政府信息公开工作年度报告"}, "洪泽区人民政府", 2023},
		{"after the page's lists", []string{"首页", "青山区卫生健康局2022年政府信息公开工作年度报告", "当前位置：首页 > 年报", "青山区教育局2023年政府信息公开工作年度报告", "发布时间：2024-01-17"}, "青山区教育局", 2023},
		{"named in the introduction only", []string{"根据条例，现将青山区教育局2023年政府信息公开工作年度报告公布如下。"}, "青山区教育局", 2023},
		{"placeholder", []string{"XX区XX局2023年政府信息公开工作年度报告"}, "", 2023},
		{"the blank form", []string{"政府信息公开工作年度报告格式模板"}, "", 0},
		{"none at all", []string{"工作报告"}, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newPaper(consistent(constant(0), false), false)
			p.title = tt.lines
			d := p.document()
			period := len(p.title)
			d.Blocks = append(d.Blocks[:period], d.Blocks[period+1:]...) // without the statistics period
			rev, year, err := Report(d, "")
			if err != nil {
				t.Fatal(err)
			}
			if rev.AgencyName != tt.agency || year != tt.year {
				t.Errorf("got %q %d, want %q %d", rev.AgencyName, year, tt.agency, tt.year)
			}
		})
	}
}

func TestReport_FallsBackOnFileName(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.title = []string{"年度报告"}
	d := p.document()
	d.Blocks = append(d.Blocks[:1], d.Blocks[2:]...)
	rev, year, err := Report(d, "2023/青山区教育局2023年政府信息公开工作年度报告.docx")
	if err != nil {
		t.Fatal(err)
	}
	if rev.AgencyName != "青山区教育局" || year != 2023 || len(rev.Notes) < 2 {
		t.Errorf("got %q %d, notes %v", rev.AgencyName, year, messages(rev))
	}
}

func TestReport_TitleAgainstPeriod(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.title = []string{"青山区教育局2023年政府信息公开工作年度报告"}
	rev, year := p.read(t)
	if year != 2023 || rev.TitleYear != 2023 || rev.PeriodYear != 2024 {
		t.Errorf("year %d, title %d, period %d", year, rev.TitleYear, rev.PeriodYear)
	}
}

func TestReport_PublicationDate(t *testing.T) {
	for name, d := range map[string]cells.Document{
		"metadata": {Meta: map[string]string{"pubdate": "2024-01-17 10:00"}},
		"a line":   {Blocks: []cells.Block{{Text: "发布时间：2024年1月17日  来源：区教育局"}}},
		"the index table": {Blocks: []cells.Block{{Grid: &cells.Grid{Columns: 4, Rows: []cells.Row{{Cells: []cells.Cell{
			{Text: "索引号"}, {Text: "014314799/2024-00002"}, {Text: "公开日期"}, {Text: "2024/1/17"}}}}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			body := newPaper(consistent(constant(0), false), false).document()
			d.Blocks = append(d.Blocks, body.Blocks...)
			rev, _, err := Report(d, "")
			if err != nil {
				t.Fatal(err)
			}
			if rev.PublishedOn != "2024-01-17" {
				t.Errorf("got %q", rev.PublishedOn)
			}
		})
	}
}

func TestReport_Scope(t *testing.T) {
	tests := []struct {
		agency, text string
		want         models.Scope
	}{
		{"洪泽区人民政府", "2023年全区受理申请21件。", models.ScopeTerritory},
		{"洪泽区人民政府", "本报告统计数据不含各部门、各街道。", models.ScopeOwnLevel},
		{"洪泽区人民政府办公室", "", models.ScopeOrgan},
		{"西岭县长河镇人民政府", "", models.ScopeOrgan},
		{"青山区红星街道办事处", "", models.ScopeOrgan},
		{"青山区民政局", "", models.ScopeOrgan},
	}
	for _, tt := range tests {
		if got := scopeOf(tt.agency, []models.Text{{Section: 1, Body: tt.text}}); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.agency, got, tt.want)
		}
	}
}

func TestReport_SectionsOfThePage(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.one = "（一）主动公开情况\n公开120条。\n（二）依申请公开情况\n无申请。"
	d := p.document()
	d.Blocks = append(d.Blocks, cells.Block{Text: "主办：某区人民政府办公室"}, cells.Block{Text: "某ICP备12345678号"})
	rev, _, err := Report(d, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := rev.Text(1); got != p.one {
		t.Errorf("section one: %q", got)
	}
	if got := rev.Text(6); got != "本年度未收取信息处理费。" {
		t.Errorf("section six: %q", got)
	}
	for n := 1; n <= 6; n++ {
		found := false
		for _, x := range rev.Texts {
			found = found || x.Section == n
		}
		if !found {
			t.Errorf("section %d is missing", n)
		}
	}
}

func TestReport_NotAReport(t *testing.T) {
	for name, d := range map[string]cells.Document{
		"one heading":               {Blocks: []cells.Block{{Text: "关于培训的通知"}, {Text: "各单位："}, {Text: "一、总体情况"}, {Text: "培训定于明天。"}}},
		"empty":                     {},
		"a notice":                  {Blocks: []cells.Block{{Text: "关于召开会议的通知"}, {Text: "一、时间：明天"}, {Text: "二、地点：会议室"}}},
		"a table of something else": {Blocks: []cells.Block{{Grid: &cells.Grid{Columns: 2, Rows: []cells.Row{{Cells: []cells.Cell{{Text: "姓名"}, {Text: "3"}}}}}}}},
	} {
		if _, _, err := Report(d, "会议通知.docx"); models.ErrorCode(err) != models.EINVALID {
			t.Errorf("%s: %v", name, err)
		}
	}
}
