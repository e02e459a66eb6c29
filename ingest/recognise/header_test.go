package recognise

import (
	"slices"
	"testing"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// swap exchanges two columns of every row that has both.
func swap(rows [][]string, a, b int) {
	for _, r := range rows {
		if len(r) > max(a, b) {
			r[a], r[b] = r[b], r[a]
		}
	}
}

// flat gives table three a header of one row.
func (p *paper) flat() {
	header := []string{"项目", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"}
	p.three = append([][]string{header}, p.three[3:]...)
}

func TestReport_HeaderInAnotherOrder(t *testing.T) {
	for _, ragged := range []bool{false, true} {
		f := consistent(distinct(), false)
		p := newPaper(f, false)
		p.ragged = ragged
		p.flat()
		swap(p.three, 3, 4)
		swap(p.three, 5, 9) // the total in the middle
		rev, _ := p.read(t)
		mustAll(t, rev, f)
	}
}

func TestReport_HeaderInAnotherOrderOverSlippedRows(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.flat()
	swap(p.three, 3, 4)
	for i := range p.three {
		p.three[i] = slices.DeleteFunc(p.three[i], func(s string) bool { return s == "" }) // no row is under the header
	}
	rev, _ := p.read(t)
	mustAll(t, rev, f)
}

func TestReport_ColumnsTheFormDoesNotHave(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.flat()
	for i, r := range p.three {
		number, last := "7", "99"
		if i == 0 {
			number, last = "行次", "上年总计"
		}
		p.three[i] = append(append(append(slices.Clone(r[:3]), number), r[3:]...), last)
	}
	rev, _ := p.read(t)
	mustAll(t, rev, f)
}

func TestReport_UnnamedColumnIsNoTotal(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.flat()
	for i, r := range p.three {
		other := "21"
		if i == 0 {
			other = "同比增减"
		}
		p.three[i] = append(slices.Clone(r[:9]), other)
	}
	rev, _ := p.read(t)
	mustAll(t, rev, f)
	if x, _ := rev.Figure(models.Key{Measure: "applications.received", Applicant: models.ApplicantTotal}); x.State != models.StateAbsent {
		t.Errorf("total is %s %q", x.State, x.Raw)
	}
}

func TestReport_LastYearsColumnIsNotThisYears(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.two[4] = []string{"信息内容", "上年处理决定数量", "", ""}
	p.two[5][1] = "9000"
	rev, _ := p.read(t)
	if x, _ := rev.Figure(models.Key{Measure: "disclosure.licensing.decisions"}); x.Number != nil {
		t.Errorf("got %s", x.Text())
	}
	p.two[4] = []string{"信息内容", "上年处理决定数量", "本年处理决定数量", ""}
	p.two[5] = []string{"行政许可", "9000", "9103", ""}
	rev, _ = p.read(t)
	if x, _ := rev.Figure(models.Key{Measure: "disclosure.licensing.decisions"}); x.Text() != "9103" {
		t.Errorf("got %q %s", x.Text(), x.State)
	}
}

func TestReport_UnitOfMoneyElsewhere(t *testing.T) {
	for name, bend := range map[string]func(p *paper){
		"in the row's label": func(p *paper) { p.two[len(p.two)-1][0] += "（单位：元）" },
		"in the clause": func(p *paper) {
			n := len(p.two)
			p.two = slices.Insert(p.two, n-2, []string{"第二十条第（八）项 单位：元", "", "", ""})
		},
		"in the header's first cell": func(p *paper) { p.two[len(p.two)-2][0] = "信息内容（单位：元）" },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPaper(consistent(constant(0), false), false)
			n := len(p.two)
			p.two[n-2][1], p.two[n-1][1] = "本年收费金额", "5787200"
			bend(p)
			rev, _ := p.read(t)
			if x, _ := rev.Figure(models.Key{Measure: "disclosure.fees.amount"}); x.Text() != "578.72" {
				t.Errorf("got %q", x.Text())
			}
		})
	}
	p := newPaper(consistent(constant(0), false), false)
	n := len(p.two)
	p.two[n-2][1], p.two[n-1][1] = "本年收费金额", "5787200"
	d := p.document()
	for i, b := range d.Blocks {
		if b.Grid != nil {
			d.Blocks = slices.Insert(d.Blocks, i, cells.Block{Text: "单位：件、元"})
			break
		}
	}
	rev, _, err := Report(d, "")
	if err != nil {
		t.Fatal(err)
	}
	if x, _ := rev.Figure(models.Key{Measure: "disclosure.fees.amount"}); x.Text() != "578.72" {
		t.Errorf("before the table: got %q", x.Text())
	}
}

func TestReport_TableTwoRowShorterThanItsHeader(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.two[3] = []string{"行政规范性文件", "6", "11"}
	rev, _ := p.read(t)
	for _, c := range []string{"issued", "repealed", "in_force"} {
		if x, _ := rev.Figure(models.Key{Measure: "disclosure.normative_documents." + c}); x.State != models.StateUnreadable {
			t.Errorf("%s is %s %q", c, x.State, x.Text())
		}
	}
}

func TestReport_TwoBlocksSideBySide(t *testing.T) {
	p := newPaper(consistent(constant(0), false), false)
	p.two = append(p.two[:6], []string{"信息内容", "本年处理决定数量", "信息内容", "本年处理决定数量"}, []string{"行政处罚", "764", "行政强制", "929"})
	rev, _ := p.read(t)
	for item, want := range map[string]string{"penalties": "764", "coercion": "929"} {
		if x, _ := rev.Figure(models.Key{Measure: "disclosure." + item + ".decisions"}); x.Text() != want {
			t.Errorf("%s: %q %s", item, x.Text(), x.State)
		}
	}
}

func TestReport_RemediesInAnotherOrder(t *testing.T) {
	for _, ragged := range []bool{false, true} {
		f := consistent(distinct(), false)
		p := newPaper(f, false)
		p.ragged = ragged
		row := p.four[3]
		columns := []string{"总计", "结果维持", "结果纠正", "其他结果", "尚未审结"}
		turn := func(five []string) []string { return append([]string{five[4]}, five[:4]...) }
		p.four = [][]string{{"行政复议", "复议后起诉", "未经复议直接起诉"}, slices.Concat(columns, columns, columns),
			slices.Concat(turn(row[:5]), turn(row[10:]), turn(row[5:10]))}
		rev, _ := p.read(t)
		mustAll(t, rev, f)
	}
}

func TestReadDate_NoSuchDay(t *testing.T) {
	for s, want := range map[string]string{"2025-02-31": "", "2025-02-28": "2025-02-28", "2024年2月29日": "2024-02-29", "2025/13/1": ""} {
		if got := readDate(s); got != want {
			t.Errorf("%s: %q", s, got)
		}
	}
}

func TestReport_HeaderTornByTextExtraction(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.ragged = true
	p.three = append([][]string{{"", "", "", "自然人", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}}, p.three[3:]...)
	rev, _ := p.read(t)
	mustAll(t, rev, f)
	if x, _ := rev.Figure(models.Key{Measure: "applications.received", Applicant: models.ApplicantTotal}); !x.Flags.Has(models.FlagUnverified) {
		t.Errorf("the order is a guess and not marked: %s", x.Flags)
	}
}

func TestReport_HeadOfFivePrintedBelowThem(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.ragged = true
	p.three[1], p.three[2] = p.three[2], p.three[1]
	rev, _ := p.read(t)
	mustAll(t, rev, f)
}

// TestReport_HeadThatIsNotUnderstood loses a head of table three: the other heads do not tell where the figures belong.
func TestReport_HeadThatIsNotUnderstood(t *testing.T) {
	for _, mark := range []string{"-", ""} {
		f := consistent(distinct(), false)
		p := newPaper(f, false)
		p.three[1][3], p.three[1][9] = "", ""
		for i, r := range p.three[3:] {
			if i%2 == 0 {
				r[8], r[9] = mark, ""
			}
		}
		rev, _ := p.read(t)
		for k, want := range f {
			if x, _ := rev.Figure(k); x.Text() != "" && x.Text() != want && k.Applicant != "" && k.Applicant != "other_org" && k.Applicant != "total" {
				t.Fatalf("%q: %v is %s, printed %s", mark, k, x.Text(), want)
			}
		}
	}
}

// TestReport_EmptyColumnOfAGrid has cells over two positions, as where two tables were taken for one, and beside one of them in each row an empty
// cell of its own, while the totals are empty too.
func TestReport_EmptyColumnOfAGrid(t *testing.T) {
	f := consistent(distinct(), false)
	d := newPaper(f, false).document()
	for _, b := range d.Blocks {
		if b.Grid == nil || len(b.Grid.Rows) < 20 {
			continue
		}
		b.Grid.Columns += 2
		for i, r := range b.Grid.Rows {
			wide := func(c cells.Cell) []cells.Cell { return []cells.Cell{c, {Text: c.Text, Across: 1}} }
			research, welfare := wide(r.Cells[5]), wide(r.Cells[6])
			if i > 2 {
				research[1] = cells.Cell{}
				r.Cells[9].Text = ""
			}
			b.Grid.Rows[i].Cells = slices.Concat(r.Cells[:5:5], research, welfare, r.Cells[7:])
		}
	}
	rev, _, err := Report(d, "")
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range f {
		if x, _ := rev.Figure(k); x.Text() != "" && x.Text() != want {
			t.Errorf("%v is %s, printed %s", k, x.Text(), want)
		}
	}
}
