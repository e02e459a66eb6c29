package recognise

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/cells"
	"gongkai/models"

	"pgregory.net/rapid"
)

// filled is a report's figures with the text to print for each.
type filled map[models.Key]string

// consistent fills tables two to four with figures that satisfy every relation, n giving the next number from 0 to most.
func consistent(n func(most int) int, single bool) filled {
	f := filled{}
	for _, k := range models.Cells(models.Edition2021, false) {
		if strings.HasPrefix(k.Measure, "disclosure.") {
			f[k] = fmt.Sprint(n(5000))
		}
	}
	lines := models.LinesOf(single)
	get := func(line, a string) int {
		v := 0
		fmt.Sscan(f[models.Key{Measure: "applications." + line, Applicant: a}], &v)
		return v
	}
	put := func(line, a string, v int) {
		f[models.Key{Measure: "applications." + line, Applicant: a}] = fmt.Sprint(v)
	}
	for _, a := range models.Applicants[:6] {
		concluded := 0
		for _, l := range lines {
			if l.Group == "" {
				continue
			}
			v := 0
			if n(3) == 0 {
				v = n(40)
			}
			put(l.Code, a.Code, v)
			concluded += v
		}
		out := n(9)
		in := n(min(9, concluded+out))
		put("concluded", a.Code, concluded)
		put("carried_out", a.Code, out)
		put("carried_in", a.Code, in)
		put("received", a.Code, concluded+out-in)
	}
	for _, l := range lines {
		sum := 0
		for _, a := range models.Applicants[:6] {
			sum += get(l.Code, a.Code)
		}
		put(l.Code, models.ApplicantTotal, sum)
	}
	for _, ch := range models.Channels {
		sum := 0
		for _, c := range models.RemedyColumns[:4] {
			v := n(30)
			sum += v
			f[models.Key{Measure: "remedies." + ch.Code + "." + c.Code}] = fmt.Sprint(v)
		}
		f[models.Key{Measure: "remedies." + ch.Code + ".total"}] = fmt.Sprint(sum)
	}
	return f
}

func constant(v int) func(int) int { return func(most int) int { return min(v, most) } }

// paper is a report laid out as the national form, before a test bends it.
type paper struct {
	title           []string
	one             string
	two             [][]string
	three           [][]string // three label columns, then the applicants
	four            [][]string
	ragged          bool
	omit            map[string]bool // applicants whose column is left out of table three
	threeBreaksAt   int             // a second grid begins with this row, 0 for none
	breakWithHeader bool
}

func newPaper(f filled, single bool) *paper {
	p := &paper{title: []string{"青山区民政局2024年政府信息公开工作年度报告"}, one: "2024年，主动公开政府信息120条。", omit: map[string]bool{}}
	cell := func(item, column string) string {
		return f[models.Key{Measure: "disclosure." + item + "." + column}]
	}
	p.two = [][]string{{"第二十条第（一）项", "", "", ""}, {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"}}
	for _, item := range []string{"rules", "normative_documents"} {
		p.two = append(p.two, []string{map[string]string{"rules": "规章", "normative_documents": "行政规范性文件"}[item], cell(item, "issued"), cell(item, "repealed"), cell(item, "in_force")})
	}
	p.two = append(p.two, []string{"信息内容", "本年处理决定数量", "", ""}, []string{"行政许可", cell("licensing", "decisions"), "", ""},
		[]string{"信息内容", "本年处理决定数量", "", ""}, []string{"行政处罚", cell("penalties", "decisions"), "", ""}, []string{"行政强制", cell("coercion", "decisions"), "", ""},
		[]string{"信息内容", "本年收费金额（单位：万元）", "", ""}, []string{"行政事业性收费", cell("fees", "amount"), "", ""})
	p.three = [][]string{
		{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况", "", "", "", "", "", ""},
		{"", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"},
		{"", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""}}
	for _, l := range models.LinesOf(single) {
		row := []string{l.Number + l.Label.Zh, "", ""}
		switch g := groupLabel(l.Group); {
		case l.Code == "concluded" || l.Group == l.Code:
			row = []string{"三、本年度办理结果", l.Number + l.Label.Zh, ""}
		case l.Group != "":
			row = []string{"三、本年度办理结果", g, l.Number + l.Label.Zh}
		}
		for _, a := range models.Applicants {
			row = append(row, f[models.Key{Measure: "applications." + l.Code, Applicant: a.Code}])
		}
		p.three = append(p.three, row)
	}
	remedies := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	p.four = [][]string{
		append(append([]string{"行政复议", "", "", "", ""}, "行政诉讼"), make([]string, 9)...),
		append(append(append([]string{}, remedies...), "未经复议直接起诉", "", "", "", ""), "复议后起诉", "", "", "", ""),
		append(append(make([]string, 5), remedies...), remedies...), nil}
	for _, ch := range models.Channels {
		for _, c := range models.RemedyColumns {
			p.four[3] = append(p.four[3], f[models.Key{Measure: "remedies." + ch.Code + "." + c.Code}])
		}
	}
	return p
}

func groupLabel(code string) string {
	for _, g := range models.Groups {
		if g.Code == code {
			return g.Number + g.Label.Zh
		}
	}
	return ""
}

// grid makes rows into a table. An empty text right of a filled one in a header or label is left as a blank cell of its own, which is what
// the poorest writers make of merged cells.
func (p *paper) grid(rows [][]string) cells.Block {
	g := &cells.Grid{Ragged: p.ragged}
	for _, r := range rows {
		g.Columns = max(g.Columns, len(r))
	}
	for _, r := range rows {
		var w cells.Row
		for i := range g.Columns {
			switch {
			case i < len(r):
				w.Cells = append(w.Cells, cells.Cell{Text: r[i]})
			case !p.ragged:
				w.Cells = append(w.Cells, cells.Cell{Absent: true})
			}
		}
		g.Rows = append(g.Rows, w)
	}
	return cells.Block{Grid: g}
}

func (p *paper) document() cells.Document {
	var d cells.Document
	text := func(ts ...string) {
		for _, t := range ts {
			d.Blocks = append(d.Blocks, cells.Block{Text: t})
		}
	}
	text(p.title...)
	text("所列数据的统计期限自2024年1月1日起至2024年12月31日止。", "一、总体情况", p.one, "二、主动公开政府信息情况")
	d.Blocks = append(d.Blocks, p.grid(p.two))
	text("三、收到和处理政府信息公开申请情况")
	three := p.three
	for i, a := range models.Applicants {
		if p.omit[a.Code] {
			cut := make([][]string, len(three))
			for n, r := range three {
				if len(r) > 3+i {
					cut[n] = append(append([]string{}, r[:3+i]...), r[4+i:]...)
				} else {
					cut[n] = r
				}
			}
			three = cut
		}
	}
	if at := p.threeBreaksAt; at > 0 {
		d.Blocks = append(d.Blocks, p.grid(three[:at]))
		rest := three[at:]
		if p.breakWithHeader {
			rest = append(append([][]string{}, three[:3]...), rest...)
		}
		d.Blocks = append(d.Blocks, p.grid(rest))
	} else {
		d.Blocks = append(d.Blocks, p.grid(three))
	}
	text("四、政府信息公开行政复议、行政诉讼情况")
	d.Blocks = append(d.Blocks, p.grid(p.four))
	text("五、存在的主要问题及改进情况", "解读不够。", "六、其他需要报告的事项", "本年度未收取信息处理费。")
	return d
}

// read recognises the paper and fails the test if that is refused.
func (p *paper) read(t interface {
	Fatal(...any)
	Helper()
}) (models.Revision, int) {
	t.Helper()
	rev, year, err := Report(p.document(), "报告.docx")
	if err != nil {
		t.Fatal(err)
	}
	return rev, year
}

// missing lists the figures that differ from what f prints: wrong ones with their value, unknown ones with their state.
func missing(rev models.Revision, f filled) (wrong, unknown []string) {
	for k, want := range f {
		got, _ := rev.Figure(k)
		if strings.HasSuffix(k.Measure, "amount") {
			want = strings.TrimSuffix(want, ".0")
		}
		switch got.Text() {
		case want:
		case "":
			unknown = append(unknown, fmt.Sprintf("%v %s %q", k, got.State, got.Raw))
		default:
			wrong = append(wrong, fmt.Sprintf("%v: %s, want %s", k, got.Text(), want))
		}
	}
	return wrong, unknown
}

func mustAll(t *testing.T, rev models.Revision, f filled) {
	t.Helper()
	if wrong, unknown := missing(rev, f); len(wrong)+len(unknown) > 0 {
		t.Errorf("wrong: %v\nunknown: %v\nnotes: %v", wrong, unknown, messages(rev))
	}
}

func messages(rev models.Revision) []string {
	var ms []string
	for _, n := range rev.Notes {
		ms = append(ms, n.Message)
	}
	return ms
}

// distinct numbers cells so that a shifted one shows.
func distinct() func(int) int {
	i := 0
	return func(most int) int {
		i++
		return i * 7 % (most + 1)
	}
}

func TestReport_OfficialLayout(t *testing.T) {
	for _, single := range []bool{false, true} {
		for _, ragged := range []bool{false, true} {
			f := consistent(distinct(), single)
			p := newPaper(f, single)
			p.ragged = ragged
			rev, year := p.read(t)
			mustAll(t, rev, f)
			if year != 2024 || rev.AgencyName != "青山区民政局" || rev.Edition != models.Edition2021 || rev.SingleOther() != single {
				t.Errorf("head: %d %q %s single=%v", year, rev.AgencyName, rev.Edition, rev.SingleOther())
			}
			if total, _ := rev.Figure(models.Key{Measure: "releases.total"}); total.Text() != "120" {
				t.Errorf("releases %q", total.Text())
			}
		}
	}
}

func TestReport_Quirks(t *testing.T) {
	three := func(p *paper, line string, edit func(row []string) []string) {
		l := models.LinesOf(false)
		for i := range l {
			if l[i].Code == line {
				p.three[3+i] = edit(p.three[3+i])
			}
		}
	}
	tests := map[string]func(p *paper){
		"spaces inside labels": func(p *paper) {
			for _, r := range p.three[3:] {
				for i := range 3 {
					r[i] = strings.Join(strings.Split(r[i], ""), " ")
				}
			}
		},
		"half-width punctuation": func(p *paper) {
			for _, r := range p.three {
				for i := range 3 {
					r[i] = strings.NewReplacer("（", "(", "）", ")", "、", ",", ".", "、", "“", `"`, "”", `"`).Replace(r[i])
				}
			}
		},
		"numbers lost": func(p *paper) {
			for _, r := range p.three[3:] {
				for i := range 3 {
					_, r[i] = splitNumber(r[i])
				}
			}
		},
		"typo in a label": func(p *paper) {
			three(p, "refused.prohibited_by_law", func(r []string) []string { r[2] = "2.其他法律行政止公开"; return r })
			three(p, "refused.process_information", func(r []string) []string { r[2] = "6.属于四类过程性息"; return r })
		},
		"headers cut over lines": func(p *paper) {
			p.three[2][4], p.three[2][6], p.three[1][3] = "商业\n企业", "社会\n公益\n组织", "自 然 人"
		},
		"year in headers": func(p *paper) {
			p.two[1] = []string{"信息内容", "本年(2024)制发件数", "2024年废止件数", "现行有效件数"}
		},
		"short name of an item": func(p *paper) { p.two[3][0] = "规范性文件" },
		"page number inside the table": func(p *paper) {
			p.three = append(p.three[:12], append([][]string{{"- 4 -"}}, p.three[12:]...)...)
		},
		"table three broken in two":      func(p *paper) { p.threeBreaksAt = 17 },
		"broken in two, header repeated": func(p *paper) { p.threeBreaksAt, p.breakWithHeader = 17, true },
		"broken in two inside a group, cut label": func(p *paper) {
			p.threeBreaksAt = 17
			for i := 16; i < 19; i++ {
				if strings.HasSuffix(p.three[i][1], "无法提供") {
					p.three[i][1] = map[bool]string{true: "（四）无", false: "法提供"}[i < 17]
				}
			}
		},
		"second header row of table four flattened": func(p *paper) {
			p.four[2] = append(p.four[2][5:], "", "", "", "", "")
		},
		"thousands separators and full-width digits": func(p *paper) {
			for _, r := range p.three[3:] {
				for i := 3; i < len(r); i++ {
					if len(r[i]) > 3 {
						r[i] = r[i][:len(r[i])-3] + "," + r[i][len(r[i])-3:]
					}
					r[i] = strings.Map(func(c rune) rune {
						if c >= '0' && c <= '9' {
							return c + 0xFEE0
						}
						return c
					}, r[i])
				}
			}
		},
		"traditional characters": func(p *paper) {
			for _, t := range [][][]string{p.two, p.three, p.four} {
				for _, r := range t {
					for i := range r {
						r[i] = strings.NewReplacer("规", "規", "许", "許", "处", "處", "罚", "罰", "强", "強", "数", "數", "总", "總", "计", "計", "复", "復", "议", "議", "诉", "訴", "讼", "訟", "结", "結", "业", "業", "务", "務", "构", "構").Replace(r[i])
					}
				}
			}
		},
		"a label no line bears": func(p *paper) {
			three(p, "refused.third_party", func(r []string) []string { r[2] = "4.商业机密及个人隐私"; return r })
		},
		"units in cells": func(p *paper) {
			for _, i := range []int{5, 7, 8} {
				p.two[i][1] += "件"
			}
		},
	}
	for name, bend := range tests {
		for _, ragged := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, ragged=%v", name, ragged), func(t *testing.T) {
				f := consistent(distinct(), false)
				p := newPaper(f, false)
				p.ragged = ragged
				bend(p)
				rev, _ := p.read(t)
				mustAll(t, rev, f)
			})
		}
	}
}

func TestReport_MissingTotalColumnIsDerived(t *testing.T) {
	for _, ragged := range []bool{false, true} {
		f := consistent(distinct(), false)
		p := newPaper(f, false)
		p.ragged, p.omit[models.ApplicantTotal] = ragged, true
		rev, _ := p.read(t)
		mustAll(t, rev, f)
		if x, _ := rev.Figure(models.Key{Measure: "applications.received", Applicant: models.ApplicantTotal}); x.State != models.StateAbsent || !x.Flags.Has(models.FlagDerived) {
			t.Errorf("ragged=%v: total is %s %s", ragged, x.State, x.Flags)
		}
	}
}

func TestReport_StrayRowWithTotal(t *testing.T) {
	for _, ragged := range []bool{false, true} {
		f := consistent(distinct(), false)
		p := newPaper(f, false)
		p.ragged, p.omit[models.ApplicantTotal] = ragged, true
		full := append([]string{}, p.three[3]...)
		doc := p.document()
		for _, b := range doc.Blocks {
			if b.Grid != nil && len(b.Grid.Rows) == len(p.three) {
				for n := range b.Grid.Rows {
					c := cells.Cell{Absent: true}
					if n == 3 {
						c = cells.Cell{Text: full[9]}
					}
					if n == 3 || !ragged {
						b.Grid.Rows[n].Cells = append(b.Grid.Rows[n].Cells, c)
					}
				}
			}
		}
		rev, _, err := Report(doc, "")
		if err != nil {
			t.Fatal(err)
		}
		mustAll(t, rev, f)
	}
}

func TestReport_StrayRowWithTotalThatBeginsWithADash(t *testing.T) {
	f := consistent(constant(0), false)
	for _, l := range []string{"received", "granted", "concluded"} {
		for a, v := range map[string]string{"enterprise": "1", "welfare": "38", "total": "39"} {
			f[models.Key{Measure: "applications." + l, Applicant: a}] = v
		}
	}
	for _, first := range []string{"—", ""} {
		p := newPaper(f, false)
		p.ragged, p.omit[models.ApplicantTotal] = true, true
		d := p.document()
		for _, b := range d.Blocks {
			if b.Grid != nil && len(b.Grid.Rows) == len(p.three) {
				b.Grid.Rows[5].Cells = nil // 予以公开
				for _, text := range []string{"", "（一）予以公开", first, "1", "—", "38", "—", "—", "39"} {
					b.Grid.Rows[5].Cells = append(b.Grid.Rows[5].Cells, cells.Cell{Text: text})
				}
			}
		}
		rev, _, err := Report(d, "")
		if err != nil {
			t.Fatal(err)
		}
		mustAll(t, rev, f)
	}
}

func TestReport_RowsCutAtTheSameColumn(t *testing.T) {
	// As in a text whose rows end after eight fields: rows under a group have five numbers, the others six, the total is gone.
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.ragged = true
	for i, r := range p.three {
		p.three[i] = r[:8]
	}
	rev, _ := p.read(t)
	wrong, _ := missing(rev, f)
	if len(wrong) > 0 {
		t.Errorf("wrong: %v", wrong)
	}
	if x, _ := rev.Figure(models.Key{Measure: "applications.refused.state_secret", Applicant: "enterprise"}); x.Text() != f[models.Key{Measure: "applications.refused.state_secret", Applicant: "enterprise"}] {
		t.Errorf("state_secret|enterprise is %q %s", x.Text(), x.State)
	}
}

func TestReport_OneShortRowIsPlacedByTheRelations(t *testing.T) {
	f := consistent(constant(0), false)
	set := func(line, a, v string) { f[models.Key{Measure: "applications." + line, Applicant: a}] = v }
	for _, l := range []string{"received", "granted", "concluded"} {
		set(l, "enterprise", "4")
		set(l, "research", "2")
		set(l, "total", "6")
	}
	p := newPaper(f, false)
	p.ragged = true
	for i, l := range models.LinesOf(false) {
		if l.Code == "granted" {
			p.three[3+i] = []string{"", "（一）予以公开", "4", "2", "6"}
		}
	}
	rev, _ := p.read(t)
	mustAll(t, rev, f)
}

func TestReport_AmbiguousShortRowIsUnreadable(t *testing.T) {
	// 1 in one column only, and neither row nor column can tell which: both lines that could hold it are short.
	f := consistent(constant(0), false)
	for _, a := range []string{"natural_person", "enterprise"} {
		for _, l := range []string{"received", "concluded"} {
			f[models.Key{Measure: "applications." + l, Applicant: a}] = "1"
			f[models.Key{Measure: "applications." + l, Applicant: "total"}] = "2"
		}
	}
	p := newPaper(f, false)
	p.ragged = true
	for i, l := range models.LinesOf(false) {
		if l.Code == "granted" || l.Code == "partial" {
			p.three[3+i] = []string{"", l.Number + l.Label.Zh, "1", "1"}
		}
	}
	rev, _ := p.read(t)
	for _, l := range []string{"granted", "partial"} {
		for _, a := range []string{"natural_person", "enterprise"} {
			if x, _ := rev.Figure(models.Key{Measure: "applications." + l, Applicant: a}); x.Number != nil || x.State != models.StateUnreadable {
				t.Errorf("%s|%s is %q %s", l, a, x.Text(), x.State)
			}
		}
	}
	if !strings.Contains(strings.Join(messages(rev), "\n"), "不止一种") {
		t.Errorf("no note says why: %v", messages(rev))
	}
}

// TestReport_UnknownLabelBesideItsGroup has a label that no line bears in a row that its group's cell reaches into, and once none at all.
func TestReport_UnknownLabelBesideItsGroup(t *testing.T) {
	for _, label := range []string{"3.讨要书刊", ""} {
		f := consistent(distinct(), false)
		p := newPaper(f, false)
		for _, r := range p.three {
			if r[2] == "3.要求提供公开出版物" {
				r[2] = label
			}
		}
		rev, _ := p.read(t)
		mustAll(t, rev, f)
		if x, _ := rev.Figure(models.Key{Measure: "applications.not_processed.published", Applicant: "total"}); !x.Flags.Has(models.FlagUnverified) {
			t.Errorf("%q: flags %q", label, x.Flags)
		}
	}
}

func TestReport_BlankMarksAreNotZero(t *testing.T) {
	for _, mark := range []string{"", "/", "—", "-", "无", "　", "－", "——"} {
		f := consistent(distinct(), false)
		p := newPaper(f, false)
		for i := 1; i < 4; i++ {
			p.two[2][i] = mark
		}
		rev, _ := p.read(t)
		x, _ := rev.Figure(models.Key{Measure: "disclosure.rules.issued"})
		if x.State != models.StateBlank || x.Number != nil || x.Raw != mark {
			t.Errorf("%q: %s %q raw %q", mark, x.State, x.Text(), x.Raw)
		}
	}
	rev, _ := newPaper(consistent(constant(0), false), false).read(t)
	if x, _ := rev.Figure(models.Key{Measure: "disclosure.rules.issued"}); x.State != models.StateReported || x.Text() != "0" {
		t.Errorf("a printed 0 is %s %q", x.State, x.Text())
	}
}

func TestReport_WrongPrintedTotalStays(t *testing.T) {
	f := consistent(constant(0), false)
	p := newPaper(f, false)
	p.four[3][0], p.four[3][1] = "10", "1"
	rev, _ := p.read(t)
	for code, want := range map[string]string{"upheld": "10", "corrected": "1", "total": "0"} {
		if x, _ := rev.Figure(models.Key{Measure: "remedies.reconsideration." + code}); x.Text() != want || x.State != models.StateReported {
			t.Errorf("%s is %q %s", code, x.Text(), x.State)
		}
	}
}

// TestReport_NeverSilentlyWrong drops cells from rows at random: what comes back is right or unknown, never another number.
func TestReport_NeverSilentlyWrong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]int{1, 3, 40}).Draw(t, "size")
		n := func(m int) int { return rapid.IntRange(0, min(m, most)).Draw(t, "n") }
		f := consistent(n, rapid.Bool().Draw(t, "single"))
		_, single := f[models.Key{Measure: "applications.other", Applicant: "total"}]
		p := newPaper(f, single)
		p.ragged = rapid.Bool().Draw(t, "ragged")
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			i := rapid.IntRange(3, len(p.three)-1).Draw(t, "row")
			if r := p.three[i]; len(r) > 4 {
				c := rapid.IntRange(3, len(r)-1).Draw(t, "column")
				p.three[i] = append(append([]string{}, r[:c]...), r[c+1:]...)
			}
		}
		rev, _ := p.read(t)
		for k, want := range f {
			x, _ := rev.Figure(k)
			if x.Text() != "" && x.Text() != want && !x.Flags.Has(models.FlagUnverified) {
				t.Fatalf("%v is %s, printed %s; %v", k, x.Text(), want, messages(rev))
			}
		}
	})
}

func TestReport_RowOfSeveralLinesOfASheet(t *testing.T) {
	// The label beside three rows is cut into four lines, of which the second row has two; its other cells go on.
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	d := p.document()
	for _, b := range d.Blocks {
		if b.Grid == nil || len(b.Grid.Rows) < 20 {
			continue
		}
		again := cells.Row{Cells: append([]cells.Cell{}, b.Grid.Rows[16].Cells...)}
		for i := range again.Cells {
			again.Cells[i].Down = 1
		}
		again.Cells[1] = cells.Cell{Text: "提供"}
		b.Grid.Rows = append(b.Grid.Rows[:17], append([]cells.Row{again}, b.Grid.Rows[17:]...)...)
	}
	rev, _, err := Report(d, "")
	if err != nil {
		t.Fatal(err)
	}
	mustAll(t, rev, f)
}

func TestReport_WordsAmongTheFiguresOfTableFour(t *testing.T) {
	f := consistent(distinct(), false)
	p := newPaper(f, false)
	p.four[3][2] = "详见附件"
	delete(f, models.Key{Measure: "remedies.reconsideration.other"})
	rev, _ := p.read(t)
	mustAll(t, rev, f)
	if x, _ := rev.Figure(models.Key{Measure: "remedies.reconsideration.other"}); x.State != models.StateUnreadable {
		t.Errorf("the words are %s %q", x.State, x.Text())
	}
}
