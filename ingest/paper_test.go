package ingest

import (
	"fmt"

	"gongkai/models"
)

// td is a cell of a made report. Its text may hold marks that each format writes in its own way: {^…} raised, {-…} deleted under revision,
// {~…} hidden, {=…} struck; a line feed is one within the cell.
type td struct {
	text       string
	cols, rows int // 0 is 1
	inner      grid
}

type grid [][]td

// made is a report of which every figure is known. blocks are paragraphs (string) and tables (grid).
type made struct {
	blocks []any
	truth  map[models.Key]string
}

// The places of a made report's blocks.
const (
	atTitle, atOne, atTwo, atThree, atFour = 0, 3, 5, 7, 9
)

func key(s string) models.Key { return models.ParseKey(s) }

func row(texts ...string) []td {
	var r []td
	for _, t := range texts {
		r = append(r, td{text: t})
	}
	return r
}

// newMade lays a report out as the national form prints it. seed makes its figures differ from those of another one.
func newMade(year, seed int) *made {
	m := &made{truth: map[models.Key]string{}}
	next := seed
	number := func(most int) int { next += 37; return next * next % 9973 % most }
	set := func(k string, n int) string {
		m.truth[key(k)] = fmt.Sprint(n)
		return fmt.Sprint(n)
	}
	d := func(item, column string) string { return set("disclosure."+item+"."+column, 100+number(900)) }
	two := grid{
		{{text: "第二十条第（一）项", cols: 4}},
		row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
		row("规章", d("rules", "issued"), d("rules", "repealed"), d("rules", "in_force")),
		row("行政规范性文件", d("normative_documents", "issued"), d("normative_documents", "repealed"), d("normative_documents", "in_force")),
		{{text: "第二十条第（五）项", cols: 4}}, {{text: "信息内容"}, {text: "本年处理决定数量", cols: 3}}, {{text: "行政许可"}, {text: d("licensing", "decisions"), cols: 3}},
		{{text: "第二十条第（六）项", cols: 4}}, {{text: "信息内容"}, {text: "本年处理决定数量", cols: 3}}, {{text: "行政处罚"}, {text: d("penalties", "decisions"), cols: 3}},
		{{text: "行政强制"}, {text: d("coercion", "decisions"), cols: 3}},
		{{text: "第二十条第（八）项", cols: 4}}, {{text: "信息内容"}, {text: "本年收费金额（单位：万元）", cols: 3}}, {{text: "行政事业性收费"}, {text: d("fees", "amount"), cols: 3}},
	}

	lines := models.LinesOf(false)
	n := map[string]int{}
	for _, a := range models.Applicants[:6] {
		concluded := 0
		for _, l := range lines {
			if l.Group != "" {
				v := 11 + number(80)
				n[l.Code+a.Code], concluded = v, concluded+v
			}
		}
		n["concluded"+a.Code], n["carried_out"+a.Code], n["carried_in"+a.Code] = concluded, 3+number(9), 1+number(9)
		n["received"+a.Code] = concluded + n["carried_out"+a.Code] - n["carried_in"+a.Code]
	}
	three := grid{
		{{text: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", cols: 3, rows: 3}, {text: "申请人情况", cols: 7}},
		{{text: "自然人", rows: 2}, {text: "法人或其他组织", cols: 5}, {text: "总计", rows: 2}},
		row("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
	}
	for i, l := range lines {
		var r []td
		if l.Code == "granted" {
			r = append(r, td{text: "三、本年度办理结果", rows: len(lines) - 3})
		}
		switch first := i == 0 || lines[i-1].Group != l.Group; {
		case l.Code == "concluded" || l.Group == l.Code:
			r = append(r, td{text: l.Number + l.Label.Zh, cols: 2})
		case l.Group == "":
			r = append(r, td{text: l.Number + l.Label.Zh, cols: 3})
		default:
			if first {
				size := 0
				for _, x := range lines {
					if x.Group == l.Group {
						size++
					}
				}
				for _, g := range models.Groups {
					if g.Code == l.Group {
						r = append(r, td{text: g.Number + g.Label.Zh, rows: size})
					}
				}
			}
			r = append(r, td{text: l.Number + l.Label.Zh})
		}
		total := 0
		for _, a := range models.Applicants[:6] {
			total += n[l.Code+a.Code]
			r = append(r, td{text: set("applications."+l.Code+"|"+a.Code, n[l.Code+a.Code])})
		}
		three = append(three, append(r, td{text: set("applications."+l.Code+"|total", total)}))
	}

	results := row("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
	four := grid{{{text: "行政复议", cols: 5}, {text: "行政诉讼", cols: 10}}, nil, nil, nil}
	for _, r := range results {
		r.rows = 2
		four[1] = append(four[1], r)
	}
	four[1] = append(four[1], td{text: "未经复议直接起诉", cols: 5}, td{text: "复议后起诉", cols: 5})
	four[2] = append(append(four[2], results...), results...)
	for _, ch := range models.Channels {
		total := 0
		for _, c := range models.RemedyColumns[:4] {
			v := 10 + number(60)
			total += v
			four[3] = append(four[3], td{text: set("remedies."+ch.Code+"."+c.Code, v)})
		}
		four[3] = append(four[3], td{text: set("remedies."+ch.Code+".total", total)})
	}
	m.blocks = []any{fmt.Sprintf("青山区民政局%d年政府信息公开工作年度报告", year), fmt.Sprintf("所列数据的统计期限自%d年1月1日起至%d年12月31日止。", year, year),
		"一、总体情况", fmt.Sprintf("%d年，主动公开政府信息%s条。", year, set("releases.total", 300+seed%100)),
		"二、主动公开政府信息情况", two, "三、收到和处理政府信息公开申请情况", three, "四、政府信息公开行政复议、行政诉讼情况", four,
		"五、存在的主要问题及改进情况", "解读不够。", "六、其他需要报告的事项", "本年度未收取信息处理费。"}
	return m
}

// table is the grid at a block; what is done to it stays.
func (m *made) table(at int) grid { return m.blocks[at].(grid) }

// insert puts blocks before the one at a place.
func (m *made) insert(at int, blocks ...any) {
	m.blocks = append(append(append([]any{}, m.blocks[:at]...), blocks...), m.blocks[at:]...)
}

// placed is a position of a grid: the cell that covers it, and how far from its top left.
type placed struct {
	td
	across, down int
	used         bool
}

// layout gives every position of a grid the cell that covers it, as web pages do.
func layout(g grid) [][]placed {
	var all [][]placed
	at := func(r, c int) *placed {
		for len(all) <= r {
			all = append(all, nil)
		}
		for len(all[r]) <= c {
			all[r] = append(all[r], placed{})
		}
		return &all[r][c]
	}
	for r, cs := range g {
		c := 0
		for _, x := range cs {
			for at(r, c).used {
				c++
			}
			for dy := range max(x.rows, 1) {
				for dx := range max(x.cols, 1) {
					*at(r+dy, c+dx) = placed{x, dx, dy, true}
				}
			}
		}
	}
	return all
}
