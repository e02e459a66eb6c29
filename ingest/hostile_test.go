package ingest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"gongkai/models"
)

// against compares a reading with the truth: figures with another number, and those without one.
func against(t *testing.T, name string, data []byte, truth map[models.Key]string) (wrong, unknown []string, notes []string) {
	t.Helper()
	p, err := Parse(context.Background(), name, data)
	if err != nil {
		if models.ErrorCode(err) != models.EINVALID {
			t.Fatal(err)
		}
		return nil, []string{"all"}, []string{models.ErrorMessage(err)}
	}
	for k, want := range truth {
		f, _ := p.Revision.Figure(k)
		switch got := f.Text(); {
		case got == want:
		case got == "":
			unknown = append(unknown, k.String()+" "+string(f.State))
		default:
			wrong = append(wrong, fmt.Sprintf("%v is %s, want %s (%s)", k, got, want, f.Flags))
		}
	}
	for _, n := range p.Revision.Notes {
		notes = append(notes, n.Message)
	}
	for _, f := range models.Check(models.Report{Year: p.Year, Revision: p.Revision}, nil, models.Settings{}) {
		if f.Rule == "form.sections" && f.Result == models.Fail {
			notes = append(notes, f.Rule)
		}
	}
	slices.Sort(wrong)
	slices.Sort(unknown)
	return wrong, unknown, notes
}

func TestParse_MadeReportInEveryFormat(t *testing.T) {
	for _, format := range slices.Sorted(maps.Keys(writers)) {
		t.Run(format, func(t *testing.T) {
			m := newMade(2024, 1)
			wrong, unknown, notes := against(t, "a."+format, writers[format](t, m), m.truth)
			if len(wrong)+len(unknown) > 0 {
				t.Errorf("wrong %v\nunknown %v\nnotes %v", wrong, unknown, notes)
			}
		})
	}
}

// How well a variant must be read.
const (
	right = iota // every figure
	safe         // no figure wrong; those that are not certain unknown, with a note
)

// printedSo are the variants that in a format cannot be told from a report that is printed so.
var printedSo = map[string][]string{"a number broken over two lines": {"txt", "md"}, "one number for several columns": {"md"}, "a column of documents is missing": {"xlsx", "ods"}}

var hostile = []struct {
	name string
	want int
	bend func(m *made)
}{
	{"applicants in another order", right, func(m *made) {
		g := flatten(m.table(atThree))
		swapColumns(g, 0, 3, 4)
		swapColumns(g, 0, 5, 8)
		m.blocks[atThree] = g
	}},
	{"total first", right, func(m *made) {
		g := flatten(m.table(atThree))
		for c := 9; c > 3; c-- {
			swapColumns(g, 0, c, c-1)
		}
		m.blocks[atThree] = g
	}},
	{"the column of totals is missing", right, func(m *made) {
		g := flatten(m.table(atThree))
		dropColumn(g, 0, 9)
		m.blocks[atThree] = g
	}},
	{"another column is missing with its heading", right, func(m *made) { // what is left forces it
		g := flatten(m.table(atThree))
		dropColumn(g, 0, 5)
		m.blocks[atThree] = g
	}},
	{"a column is missing below its heading", safe, func(m *made) { dropColumn(m.table(atThree), 3, 5) }},
	{"the last column is missing below its heading", safe, func(m *made) { dropColumn(m.table(atThree), 3, 9) }},
	{"the first column is missing below its heading", safe, func(m *made) { dropColumn(m.table(atThree), 3, 3) }},
	{"a row slipped to the right", safe, func(m *made) {
		g := m.table(atThree)
		g[8] = append(slices.Insert(slices.Clone(g[8]), 1, td{})[:len(g[8])], *lastCell(g, 8))
	}},
	{"a row slipped to the left", safe, func(m *made) {
		g := m.table(atThree)
		n := len(g[10])
		copy(g[10][n-7:], g[10][n-6:])
		g[10][n-1] = td{}
	}},
	{"a number too many in a row", safe, func(m *made) {
		g := m.table(atThree)
		g[9] = append(g[9], td{text: "5"})
	}},
	{"header cut into four rows", right, func(m *made) {
		g := m.table(atThree)
		g[0][0].rows = 4
		g[1] = []td{{text: "自然", rows: 3}, {text: "法人或其他组织", cols: 5}, {text: "总计", rows: 3}}
		g[1][0].text = "自然人"
		g[2] = []td{{text: "商业企业", rows: 2}, {text: "科研机构", rows: 2}, {text: "社会公益组织", rows: 2}, {text: "法律服务机构", rows: 2}, {text: "其他", rows: 2}}
		m.blocks[atThree] = slices.Insert(g, 3, []td{})
	}},
	{"headings broken over two rows of cells", right, func(m *made) {
		g := m.table(atThree)
		g[0][0].rows, g[1][0].rows, g[1][2].rows = 4, 3, 3
		g[2] = row("商业", "科研", "社会公益", "法律服务", "其")
		m.blocks[atThree] = slices.Insert(g, 3, row("企业", "机构", "组织", "机构", "他"))
	}},
	{"headings with a character in each row of cells", right, func(m *made) {
		g := m.table(atThree)
		g[0][0].rows, g[1][0].rows, g[1][2].rows = 6, 5, 5
		g[2] = row("商", "科", "社会", "法律", "其")
		m.blocks[atThree] = slices.Insert(g, 3, row("业", "研", "公益", "服务", "他"), row("企", "机", "组", "机", ""), row("业", "构", "织", "构", ""))
	}},
	{"concluded stands before the outcomes", right, func(m *made) {
		g := m.table(atThree)
		at := slices.IndexFunc(g, func(r []td) bool { return r[0].text == "（七）总计" })
		sum := g[at]
		g[5][0].rows--
		first := g[5][0]
		first.rows++
		g[5] = g[5][1:]
		g = slices.Delete(g, at, at+1)
		m.blocks[atThree] = slices.Insert(g, 5, append([]td{first}, sum...))
	}},
	{"subtotals after each group", right, func(m *made) {
		g := m.table(atThree)
		var out grid
		for i, r := range g {
			out = append(out, r)
			if i == 14 {
				out = append(out, append([]td{{text: "小计", cols: 1}}, row("1", "2", "3", "4", "5", "6", "21")...))
			}
		}
		out[5][0].rows++
		for i := range out {
			if out[i][0].text == "（三）不予公开" {
				out[i][0].rows++
			}
		}
		m.blocks[atThree] = out
	}},
	{"a group's row has its sum", right, func(m *made) {
		g := m.table(atThree)
		at := slices.IndexFunc(g, func(r []td) bool { return r[0].text == "（三）不予公开" })
		g[at][0].text = ""
		g[5][0].rows++
		m.blocks[atThree] = slices.Insert(g, at, append([]td{{text: "（三）不予公开", cols: 2}}, row("41", "42", "43", "44", "45", "46", "261")...))
	}},
	{"last year's total beside this one's", right, func(m *made) {
		g := flatten(m.table(atThree))
		g[0] = append(g[0], td{text: "上年总计"})
		for i := range g[1:] {
			g[i+1] = append(g[i+1], td{text: fmt.Sprint(7 * i)})
		}
		m.blocks[atThree] = g
	}},
	{"each column twice, this year and last", safe, func(m *made) {
		g := m.table(atThree)
		g[0][0].rows, g[0][1].cols = 4, 14
		g[1][0].cols, g[1][1].cols, g[1][2].cols = 2, 10, 2
		for i := range g[2] {
			g[2][i].cols = 2
		}
		years := []td{}
		for range 7 {
			years = append(years, row("2024年", "2023年")...)
		}
		for i := 3; i < len(g); i++ {
			n := len(g[i]) - 7
			r := slices.Clone(g[i][:n])
			for j, c := range g[i][n:] {
				r = append(r, c, td{text: fmt.Sprint(5 + 3*i + j)})
			}
			g[i] = r
		}
		m.blocks[atThree] = slices.Insert(g, 3, years)
	}},
	{"last year's table follows, both named", right, func(m *made) {
		m.insert(atThree+1, "2023年收到和处理政府信息公开申请情况", last(2023).table(atThree))
		m.insert(atThree, "2024年收到和处理政府信息公开申请情况")
	}},
	{"last year's table comes first, both named", right, func(m *made) {
		m.insert(atThree, "2023年度", last(2023).table(atThree), "2024年度")
	}},
	{"only last year's table is named", right, func(m *made) {
		m.insert(atThree+1, "附：2023年情况", last(2023).table(atThree))
	}},
	{"last year's table is called so", right, func(m *made) {
		m.insert(atThree+1, "上年度情况（供对照）", last(2023).table(atThree))
	}},
	{"last year's table has no name", safe, func(m *made) { m.insert(atThree+1, last(2023).table(atThree)) }},
	{"last year's table, named in its first row", right, func(m *made) {
		old := last(2023).table(atThree)
		m.insert(atThree+1, "对照表", slices.Insert(old, 0, []td{{text: "2023年度", cols: 10}}))
		m.blocks[atThree] = slices.Insert(m.table(atThree), 0, []td{{text: "2024年度", cols: 10}})
	}},
	{"last year's table two", right, func(m *made) {
		m.insert(atTwo+1, "2023年", last(2023).table(atTwo))
	}},
	{"last year's table four", right, func(m *made) {
		m.insert(atFour+1, "2023年政府信息公开行政复议、行政诉讼情况", last(2023).table(atFour))
	}},
	{"two rows of table four, each with its year", right, func(m *made) {
		g, old := m.table(atFour), last(2023).table(atFour)
		g[0] = append([]td{{text: "年度", rows: 3}}, g[0]...)
		g[3] = append(row("2024年"), g[3]...)
		m.blocks[atFour] = append(g, append(row("2023年"), old[3]...))
	}},
	{"two rows of table four without their year", safe, func(m *made) {
		m.blocks[atFour] = append(m.table(atFour), last(2023).table(atFour)[3])
	}},
	{"one number for several columns", safe, func(m *made) {
		g := m.table(atThree)
		n := len(g[11])
		g[11] = append(g[11][:n-6:n-6], td{text: "0", cols: 5}, g[11][n-1])
	}},
	{"one number for several rows", safe, func(m *made) {
		g := m.table(atThree)
		n := len(g[11])
		g[11][n-2].rows = 2
		g[12] = slices.Delete(slices.Clone(g[12]), len(g[12])-2, len(g[12])-1)
	}},
	{"a negative count", safe, func(m *made) { set(m, atThree, 9, 2, "-13") }},
	{"a count with a decimal", safe, func(m *made) { set(m, atThree, 9, 2, "13.5") }},
	{"a number broken over two lines", safe, func(m *made) { set(m, atThree, 9, 2, "1\n304") }},
	{"a number with a space", safe, func(m *made) { set(m, atThree, 9, 2, "1 3") }},
	{"a number and a part of it", safe, func(m *made) { set(m, atThree, 9, 2, "12（其中网上8）") }},
	{"a fraction", safe, func(m *made) { set(m, atThree, 9, 2, "12/3") }},
	{"a percentage", safe, func(m *made) { set(m, atThree, 9, 2, "5%") }},
	{"letters for digits", safe, func(m *made) { set(m, atThree, 9, 2, "1O"); set(m, atThree, 10, 2, "l2") }},
	{"a year in a cell", safe, func(m *made) { set(m, atThree, 9, 2, "2024年") }},
	{"an exponent", safe, func(m *made) { set(m, atThree, 9, 2, "1.2E+3") }},
	{"a range", safe, func(m *made) { set(m, atThree, 9, 2, "3-5"); set(m, atThree, 10, 2, "3～5") }},
	{"a raised mark behind a number", right, func(m *made) {
		for _, r := range []int{3, 7, 9} {
			lastCell(m.table(atThree), r).text += "{^1}"
		}
		lastCell(m.table(atFour), 3).text += "{^[2]}"
		m.table(atTwo)[6][1].text += "{^注}"
	}},
	{"a raised mark before a number", safe, func(m *made) { c := lastCell(m.table(atThree), 9); c.text = "{^1}" + c.text }},
	{"deleted, hidden and struck digits", right, func(m *made) {
		for i, s := range []string{"{-9}", "{~8}", "{=7}"} {
			c := lastCell(m.table(atThree), 3+i)
			c.text = s + c.text
		}
	}},
	{"a figure struck and written anew", right, func(m *made) { c := lastCell(m.table(atThree), 9); c.text = "{-77}" + c.text }},
	{"row labels without their numbers", right, func(m *made) {
		for _, r := range m.table(atThree)[3:] {
			for i := range r {
				for _, l := range models.Lines {
					if r[i].text == l.Number+l.Label.Zh {
						r[i].text = l.Label.Zh
					}
				}
			}
		}
	}},
	{"carried over stands before concluded", right, func(m *made) {
		g := m.table(atThree)
		n := len(g)
		g[n-1], g[3] = g[3], g[n-1]
	}},
	{"table three lies on its side", safe, func(m *made) {
		g := flatten(m.table(atThree))
		all := layout(g)
		var out grid
		for c := 2; c < 10; c++ {
			var r []td
			for i := range all {
				r = append(r, td{text: all[i][c].text})
			}
			out = append(out, r)
		}
		m.blocks[atThree] = out
	}},
	{"table four by rows", right, func(m *made) {
		g := m.table(atFour)
		out := grid{append(row("项目"), g[2][:5]...)}
		for i, ch := range models.Channels {
			out = append(out, append(row(ch.Label.Zh), g[3][5*i:5*i+5]...))
		}
		m.blocks[atFour] = out
	}},
	{"table four, channels in another order", right, func(m *made) {
		g := m.table(atFour)
		g[1][5], g[1][6] = g[1][6], g[1][5]
		g[3] = slices.Concat(g[3][:5], g[3][10:], g[3][5:10])
	}},
	{"table four, columns in another order", right, func(m *made) {
		g := m.table(atFour)
		for i := range 3 {
			g[3][5*i], g[3][5*i+1] = g[3][5*i+1], g[3][5*i]
			if i == 0 {
				g[1][0], g[1][1] = g[1][1], g[1][0]
			} else {
				g[2][5*i-5], g[2][5*i-4] = g[2][5*i-4], g[2][5*i-5]
			}
		}
	}},
	{"table four, headings broken over two rows of cells", right, func(m *made) {
		g := m.table(atFour)
		for i := range 5 {
			g[1][i].rows = 3
		}
		upper, lower := row("结果", "结果", "其他", "尚未", "总计"), row("维持", "纠正", "结果", "审结", "")
		g[2] = slices.Concat(upper, upper)
		m.blocks[atFour] = slices.Insert(g, 3, slices.Concat(lower, lower))
	}},
	{"table four, a page cuts its header and table three touches it", right, func(m *made) {
		four := m.table(atFour)
		m.blocks[atThree] = append(m.table(atThree), four[0])
		m.blocks = slices.Delete(m.blocks, atThree+1, atFour)
		m.blocks[atThree+1] = four[1:]
	}},
	{"table two, headings broken over two rows of cells", right, func(m *made) {
		g := m.table(atTwo)
		g[1] = row("信息内容", "本年制发", "本年废止", "现行有效")
		m.blocks[atTwo] = slices.Insert(g, 2, row("", "件数", "件数", "件数"))
	}},
	{"table four, columns named once in another order", safe, func(m *made) {
		g := m.table(atFour)
		g[1][0], g[1][1] = g[1][1], g[1][0]
		g[3][0], g[3][1] = g[3][1], g[3][0]
		m.blocks[atFour] = slices.Delete(g, 2, 3)
	}},
	{"table four, a column is missing", safe, func(m *made) { dropColumn(m.table(atFour), 1, 3) }},
	{"table four, a number is missing", safe, func(m *made) { g := m.table(atFour); g[3] = slices.Delete(slices.Clone(g[3]), 7, 8) }},
	{"table four, a row of percentages", safe, func(m *made) {
		g := m.table(atFour)
		r := []td{}
		for range 15 {
			r = append(r, td{text: "20%"})
		}
		m.blocks[atFour] = append(g, r)
	}},
	{"yuan in the header", right, func(m *made) {
		g := m.table(atTwo)
		g[12][1].text = "本年收费金额（单位：元）"
		g[13][1].text += "0000"
	}},
	{"yuan in the cell", right, func(m *made) { m.table(atTwo)[13][1].text += "0000元" }},
	{"yuan in the label", right, func(m *made) {
		g := m.table(atTwo)
		g[12][1].text = "本年收费金额"
		g[13][0].text, g[13][1].text = "行政事业性收费（元）", g[13][1].text+"0000"
	}},
	{"yuan before the table", right, func(m *made) {
		g := m.table(atTwo)
		g[12][1].text = "本年收费金额"
		g[13][1].text += "0000"
		m.insert(atTwo, "单位：件、元")
	}},
	{"a unit for each of two columns", safe, func(m *made) {
		g := m.table(atTwo)
		g[12] = []td{{text: "信息内容"}, {text: "本年收费金额（万元）"}, {text: "本年收费金额（元）", cols: 2}}
		g[13] = []td{g[13][0], g[13][1], {text: g[13][1].text + "0000", cols: 2}}
	}},
	{"amounts with separators and a currency", right, func(m *made) { g := m.table(atTwo); g[13][1].text = "￥" + g[13][1].text + ".00万元" }},
	{"last year's decisions beside this year's", right, func(m *made) {
		g := m.table(atTwo)
		for _, i := range []int{5, 8, 12} {
			g[i] = []td{g[i][0], {text: "上年数量"}, {text: g[i][1].text, cols: 2}}
		}
		for _, i := range []int{6, 9, 10, 13} {
			g[i] = []td{g[i][0], {text: fmt.Sprint(3 * i)}, {text: g[i][1].text, cols: 2}}
		}
	}},
	{"decisions by year", right, func(m *made) {
		g := m.table(atTwo)
		g[5] = []td{g[5][0], {text: "2023年处理决定数量"}, {text: "2024年处理决定数量", cols: 2}}
		g[6] = []td{g[6][0], {text: "17"}, {text: g[6][1].text, cols: 2}}
	}},
	{"columns of another matter", safe, func(m *made) {
		g := m.table(atTwo)
		g[5] = []td{g[5][0], {text: "受理数量"}, {text: "办结数量", cols: 2}}
		g[6] = []td{g[6][0], {text: "1700"}, {text: "1600", cols: 2}}
	}},
	{"columns of documents in another order", right, func(m *made) { swapColumns(m.table(atTwo)[:4], 1, 1, 3) }},
	{"a column of documents is missing", safe, func(m *made) {
		g := m.table(atTwo)
		for i := 2; i < 4; i++ {
			g[i] = slices.Delete(slices.Clone(g[i]), 2, 3)
		}
	}},
	{"the head of documents slipped to the left", safe, func(m *made) { g := m.table(atTwo); g[1] = slices.Delete(slices.Clone(g[1]), 2, 3) }},
	{"a row of documents slipped to the right", safe, func(m *made) { g := m.table(atTwo); g[3] = append([]td{{}}, g[3][:3]...) }},
	{"a value beside its head", safe, func(m *made) {
		g := m.table(atTwo)
		g[5] = row("信息内容", "本年处理决定数量", "", "")
		g[6] = row("行政许可", "", "", g[6][1].text)
	}},
	{"an item divided into rows", safe, func(m *made) {
		g := m.table(atTwo)
		m.blocks[atTwo] = slices.Insert(g, 7, []td{{text: "其中：设立许可"}, {text: "77", cols: 3}}, []td{{text: "行政许可（变更）"}, {text: "78", cols: 3}})
	}},
	{"items in another order", right, func(m *made) {
		g := m.table(atTwo)
		g[9], g[10] = g[10], g[9]
	}},
	{"a report of another organ in the same file", safe, func(m *made) {
		other := newMade(2024, 900)
		other.blocks[0] = "青山区教育局2024年政府信息公开工作年度报告"
		m.blocks = append(m.blocks, other.blocks...)
	}},
	{"last year's report in the same file", safe, func(m *made) { m.blocks = append(m.blocks, last(2023).blocks...) }},
	{"last year's report first in the same file", safe, func(m *made) { m.blocks = append(last(2023).blocks, m.blocks...) }},
	{"tables of many organs", safe, func(m *made) {
		m.insert(atThree+1, "区教育局", newMade(2024, 700).table(atThree), "区卫生健康局", newMade(2024, 800).table(atThree))
	}},
	{"a list of organs instead of table three", safe, func(m *made) {
		g := grid{row("单位", "本年新收", "上年结转", "予以公开", "部分公开", "总计", "结转下年度")}
		for i, n := range []string{"区教育局", "区民政局", "区卫生健康局", "合计"} {
			g = append(g, append(row(n), row(fmt.Sprint(12+i), "3", fmt.Sprint(4+i), "5", "9", "6")...))
		}
		m.blocks[atThree] = g
	}},
	{"tables in a table", safe, func(m *made) {
		m.blocks[atThree] = grid{{{text: "附表", inner: m.table(atThree)}}}
	}},
	{"a remark with numbers below a table", right, func(m *made) {
		m.blocks[atThree] = append(m.table(atThree), []td{{text: "注：本年新收申请中有12件为网上申请，上年为8件。", cols: 10}})
	}},
	{"a page's foot within a table", right, func(m *made) {
		m.blocks[atThree] = slices.Insert(m.table(atThree), 5, []td{{text: "- 4 -", cols: 10}})
	}},
	{"a table of contents with numbers", right, func(m *made) {
		m.insert(1, grid{row("目录", "页码"), row("一、总体情况", "1"), row("二、主动公开政府信息情况", "3"), row("三、收到和处理政府信息公开申请情况", "4")})
	}},
	{"a table of the website", right, func(m *made) {
		m.insert(4, grid{row("发布渠道", "本年", "上年", "总计"), row("政府网站", "300", "200", "500"), row("其他", "20", "10", "30")})
	}},
}

// TestParse_NeverAnotherNumber bends a report in the ways of people and programs. What comes back is right, or it is unknown and said to be.
func TestParse_NeverAnotherNumber(t *testing.T) {
	for _, v := range hostile {
		for _, format := range slices.Sorted(maps.Keys(writers)) {
			if slices.Contains(printedSo[v.name], format) {
				continue
			}
			t.Run(v.name+"/"+format, func(t *testing.T) {
				m := newMade(2024, 1)
				v.bend(m)
				wrong, unknown, notes := against(t, "a."+format, writers[format](t, m), m.truth)
				if len(wrong) > 0 || len(unknown) > 0 && (len(notes) == 0 && len(unknown) > 1 || v.want == right && format != "txt") {
					t.Errorf("wrong %.900v\nunknown %.600v\nnotes %.900v", wrong, unknown, notes)
				}
			})
		}
	}
}
