package recognise

import (
	"testing"

	"gongkai/models"
)

// paper2019 is table two of edition 2019 with its quirks of money.
func paper2019() *paper {
	p := newPaper(consistent(distinct(), true), true)
	p.title = []string{"青山区民政局2020年政府信息公开工作年度报告"}
	p.two = [][]string{
		{"第二十条第（一）项", "", "", ""},
		{"信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"},
		{"规章", "0", "0", "0"}, {"规范性文件", "3", "3", "21"},
		{"第二十条第（五）项", "", "", ""},
		{"信息内容", "上一年项目数量", "本年增/减", "处理决定数量"},
		{"行政许可", "12", "-2", "345"}, {"其他对外管理服务事项", "30", "增1", "77"},
		{"第二十条第（六）项", "", "", ""},
		{"信息内容", "上一年项目数量", "本年增/减", "处理决定数量"},
		{"行政处罚", "40", "0", "9"}, {"行政强制", "6", "/", "1"},
		{"第二十条第（八）项", "", "", ""},
		{"信息内容", "上一年项目数量", "本年增/减", ""},
		{"行政事业性收费", "2", "减1", ""},
		{"第二十条第（九）项", "", "", ""},
		{"信息内容", "采购项目数量", "采购总金额", ""},
		{"政府集中采购", "4", "251000元", ""},
	}
	return p
}

func TestReport_Edition2019(t *testing.T) {
	for _, ragged := range []bool{false, true} {
		p := paper2019()
		p.ragged = ragged
		rev, year := p.read(t)
		if rev.Edition != models.Edition2019 || year != 2020 {
			t.Fatalf("edition %s, year %d", rev.Edition, year)
		}
		for key, want := range map[string]string{
			"rules.made": "0", "normative_documents.newly_public": "3", "normative_documents.public_total": "21",
			"licensing.items_last_year": "12", "licensing.items_change": "-2", "licensing.decisions": "345", "other_services.items_change": "1",
			"penalties.decisions": "9", "coercion.items_change": "", "coercion.decisions": "1", "fees.items_last_year": "2", "fees.items_change": "-1",
			"procurement.projects": "4", "procurement.total_amount": "25.1",
		} {
			if f, ok := rev.Figure(models.Key{Measure: "disclosure." + key}); !ok || f.Text() != want {
				t.Errorf("ragged=%v %s: %q, want %q", ragged, key, f.Text(), want)
			}
		}
		if n := len(rev.Figures); n != len(models.Cells(models.Edition2019, true))+1 {
			t.Errorf("%d figures", n)
		}
	}
}

func TestReport_RowTotalsBlankWhileColumnTotalsAreFilled(t *testing.T) {
	f := consistent(distinct(), true)
	p := newPaper(f, true)
	for _, r := range p.three[3:] {
		r[9] = ""
	}
	rev, _ := p.read(t)
	mustAll(t, rev, f)
}

func TestReport_Money(t *testing.T) {
	tests := []struct {
		header, cell, want string
		state              models.State
		noted              bool
	}{
		{"本年收费金额（单位：万元）", "96171.6", "96171.6", models.StateReported, false},
		{"本年收费金额（单位：万元）", "712.187895万元", "712.187895", models.StateReported, false},
		{"本年收费金额（单位：万元）", "251000元", "25.1", models.StateReported, true},
		{"本年收费金额（单位：元）", "251,000.00", "25.1", models.StateReported, true},
		{"本年收费金额（单位：亿元）", "0.5", "5000", models.StateReported, true},
		{"本年收费金额", "251000", "251000", models.StateReported, false},
		{"本年收费金额（单位：万元）", "１２．５", "12.5", models.StateReported, false},
		{"本年收费金额（单位：万元）", "0.00", "0", models.StateReported, false},
		{"本年收费金额（单位：万元）", "/", "", models.StateBlank, false},
		{"本年收费金额（单位：万元）", "1.2345678", "", models.StateUnreadable, true},
		{"本年收费金额（单位：万元）", "-5", "", models.StateUnreadable, true},
		{"本年收费金额（单位：万元）", "详见附件", "", models.StateUnreadable, true},
		{"本年收费金额（单位：万元）", "12 34", "", models.StateUnreadable, true},
	}
	for _, tt := range tests {
		p := newPaper(consistent(constant(0), false), false)
		n := len(p.two)
		p.two[n-2][1], p.two[n-1][1] = tt.header, tt.cell
		rev, _ := p.read(t)
		f, _ := rev.Figure(models.Key{Measure: "disclosure.fees.amount"})
		noted := false
		for _, x := range rev.Notes {
			noted = noted || x.Key == "disclosure.fees.amount|"
		}
		if f.Text() != tt.want || f.State != tt.state || f.Raw != tt.cell || noted != tt.noted {
			t.Errorf("%s %q: %q %s raw %q noted %v", tt.header, tt.cell, f.Text(), f.State, f.Raw, noted)
		}
	}
}

func TestReport_Counts(t *testing.T) {
	tests := []struct {
		cell, want string
		state      models.State
	}{
		{"12", "12", models.StateReported}, {"12件", "12", models.StateReported}, {"1,234", "1234", models.StateReported},
		{"1 234", "1234", models.StateReported}, {"５", "5", models.StateReported}, {"5.0", "5", models.StateReported},
		{"十二", "12", models.StateReported}, {"零", "0", models.StateReported}, {"约500", "500", models.StateReported},
		{"2.5", "", models.StateUnreadable}, {"-3", "", models.StateUnreadable}, {"1 2", "", models.StateUnreadable},
		{"12/3", "", models.StateUnreadable}, {"1o", "", models.StateUnreadable}, {"99999999999999999999", "", models.StateUnreadable},
		{"不涉及", "", models.StateBlank}, {"--", "", models.StateBlank},
	}
	for _, tt := range tests {
		p := newPaper(consistent(constant(0), false), false)
		p.two[5][1] = tt.cell
		rev, _ := p.read(t)
		f, _ := rev.Figure(models.Key{Measure: "disclosure.licensing.decisions"})
		if f.Text() != tt.want || f.State != tt.state {
			t.Errorf("%q: %q %s", tt.cell, f.Text(), f.State)
		}
	}
}

func TestReport_TableTwoShortRowIsUnreadable(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.ragged = true
	p.two[3] = []string{"行政规范性文件", "3", "21"}
	rev, _ := p.read(t)
	for _, c := range []string{"issued", "repealed", "in_force"} {
		if f, _ := rev.Figure(models.Key{Measure: "disclosure.normative_documents." + c}); f.State != models.StateUnreadable || f.Raw != "3 | 21" {
			t.Errorf("%s: %s %q", c, f.State, f.Raw)
		}
	}
}

func TestReport_SameRowTwiceWithOtherNumbers(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.three = append(p.three[:4], append([][]string{{"一、本年新收政府信息公开申请数量", "", "", "9", "0", "0", "0", "0", "0", "9"}}, p.three[4:]...)...)
	rev, _ := p.read(t)
	if f, _ := rev.Figure(models.Key{Measure: "applications.received", Applicant: "natural_person"}); f.State != models.StateUnreadable || f.Raw != "0 | 9" {
		t.Errorf("%s %q", f.State, f.Raw)
	}
}

func TestReport_RemediesByRow(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	row := p.four[3]
	p.four = [][]string{{"", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"},
		append([]string{"行政复议"}, row[:5]...), append([]string{"未经复议直接起诉"}, row[5:10]...), append([]string{"复议后起诉"}, row[10:]...)}
	rev, _ := p.read(t)
	mustAll(t, rev, f)
}

func TestReport_RemediesWithoutSecondHeader(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	remedies := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	p.four[1] = append(append(append([]string{}, remedies...), remedies...), remedies...)
	p.four = append(p.four[:2], p.four[3])
	rev, _ := p.read(t)
	mustAll(t, rev, f)
}
