package recognise

import (
	"strings"
	"testing"

	"gongkai/ingest/cells"
	"gongkai/models"
)

func TestYearOf(t *testing.T) {
	tests := map[string]int{
		"2023年收到和处理政府信息公开申请情况": 2023, "附：２０２３年度情况": 2023, "2023": 2023, "（2023年）": 2023, "上年度情况": lastYears, "附：去年数据": lastYears,
		"公布日期：2025年1月20日": 0, "发布时间：2025-01-20": 0, "2023年与2024年对照": 0, "上年结转政府信息公开申请数量": 0, "三、收到和处理政府信息公开申请情况": 0, "": 0,
		"2023年，我局收到申请12件。": 0, "2023年与上年相比": 2023,
	}
	for text, want := range tests {
		if got := yearOf(text); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

func TestReport_TheOnlyTableHasLastYearsCaption(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	d := p.document()
	for i, b := range d.Blocks {
		if strings.HasPrefix(b.Text, "三、") {
			d.Blocks[i].Text = "三、2023年收到和处理政府信息公开申请情况"
		}
	}
	rev, _, err := Report(d, "")
	if err != nil {
		t.Fatal(err)
	}
	mustAll(t, rev, f)
	x, _ := rev.Figure(models.Key{Measure: "applications.received", Applicant: "total"})
	y, _ := rev.Figure(models.Key{Measure: "remedies.reconsideration.total"})
	if !x.Flags.Has(models.FlagUnverified) || y.Flags.Has(models.FlagUnverified) || !strings.Contains(strings.Join(messages(rev), "\n"), "表三上标明的年度") {
		t.Errorf("flags %q and %q, notes %v", x.Flags, y.Flags, messages(rev))
	}
}

func TestReport_ColumnOfAnotherYearAlone(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.two[1][1] = "本年(2023)制发件数"
	rev, _ := p.read(t)
	mustAll(t, rev, f)
	if x, _ := rev.Figure(models.Key{Measure: "disclosure.rules.issued"}); !x.Flags.Has(models.FlagUnverified) {
		t.Errorf("flags %q", x.Flags)
	}
}

func TestReport_TwoReportsInOneFile(t *testing.T) {
	one, two := newPaper(consistent(distinct(), false), false), newPaper(consistent(constant(3), false), false)
	d := one.document()
	same := append(append([]cells.Block{}, d.Blocks...), d.Blocks...)
	if _, _, err := Report(cells.Document{Blocks: same}, ""); err != nil {
		t.Errorf("the same report twice: %v", err)
	}
	d.Blocks = append(d.Blocks, two.document().Blocks...)
	if _, _, err := Report(d, "年报.docx"); models.ErrorCode(err) != models.EINVALID || !strings.Contains(models.ErrorMessage(err), "不止一份年度报告") {
		t.Errorf("err = %v", err)
	}
}

func TestReport_BlankTotalsOfASlippedTable(t *testing.T) {
	// Every row lost the same cell: the relations between rows hold in the wrong columns as well.
	f := consistent(constant(5), false)
	p := newPaper(f, false)
	for i, r := range p.three[3:] {
		p.three[3+i] = append(append(append([]string{}, r[:5]...), r[6:]...), "")
	}
	rev, _ := p.read(t)
	if wrong, _ := missing(rev, f); len(wrong) > 0 {
		t.Errorf("wrong: %v", wrong)
	}
}
