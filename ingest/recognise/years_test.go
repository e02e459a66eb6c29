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

// withLastYears puts last year's table two, in four grids, behind the report's own.
func withLastYears(p *paper, last [][]string) cells.Document {
	d := p.document()
	for i, b := range d.Blocks {
		if b.Grid == nil {
			continue
		}
		rest := append([]cells.Block{}, d.Blocks[i+1:]...)
		d.Blocks = append(d.Blocks[:i], p.grid(p.two[:4]), p.grid(p.two[4:6]), p.grid(p.two[6:9]), p.grid(p.two[9:]), cells.Block{Text: "附：2023年主动公开政府信息情况"},
			p.grid(last[:4]), p.grid(last[4:6]), cells.Block{Text: "第二十条第（六）项"}, p.grid(last[6:9]), p.grid(last[9:]))
		d.Blocks = append(d.Blocks, rest...)
		break
	}
	return d
}

func TestReport_LastYearsTableInFour(t *testing.T) {
	f := consistent(distinct(), false)
	p, last := newPaper(f, false), newPaper(consistent(constant(77), false), false)
	rev, _, err := Report(withLastYears(p, last.two), "")
	if err != nil {
		t.Fatal(err)
	}
	mustAll(t, rev, f)
}

// TestReport_AnotherTableNobodyNamed has last year's table with nothing that says so: where it has a number and the report's own a blank or a
// dash, that number is not the report's.
func TestReport_AnotherTableNobodyNamed(t *testing.T) {
	for _, mark := range []string{"", "/"} {
		p, last := newPaper(consistent(distinct(), false), false), newPaper(consistent(constant(77), false), false)
		p.two[5][1], p.two[2][1] = mark, mark
		d := withLastYears(p, last.two)
		for i, b := range d.Blocks {
			if strings.HasPrefix(b.Text, "附") {
				d.Blocks[i].Text = "对照表"
			}
		}
		rev, _, err := Report(d, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []string{"disclosure.licensing.decisions", "disclosure.rules.issued"} {
			if x, _ := rev.Figure(models.Key{Measure: m}); x.Number != nil {
				t.Errorf("%q: %s is %s", mark, m, x.Text())
			}
		}
	}
}
