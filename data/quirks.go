package data

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/models"
)

// Quirk is a way in which real documents depart from the clean form. A reader must cope with it; it is no fault of the figures.
type Quirk struct {
	Code   string
	What   string // in Chinese
	Layout bool   // package export makes it when the document is written; the others are in figures and texts
	// print changes figures or texts of a document; nil for layout, and for what is decided before there are figures.
	print func(*Document)
}

// Quirks are the breaks of real documents that a DOCX or an HTML page can have. Each is shown by a document of the demo.
var Quirks = []Quirk{
	{"blank_zeros", "零留空", false, func(d *Document) { d.zerosAs("") }},
	{"nbsp_zeros", "零印作不换行空格", false, func(d *Document) { d.zerosAs("\u00a0") }},
	{"slash_zeros", "零印作“/”", false, func(d *Document) { d.zerosAs("/") }},
	{"dash_zeros", "零印作“—”", false, func(d *Document) { d.zerosAs("—") }},
	{"hyphen_zeros", "零印作“-”", false, func(d *Document) { d.zerosAs("-") }},
	{"none_zeros", "零印作“无”", false, func(d *Document) { d.zerosAs("无") }},
	{"fullwidth_digits", "全角数字", false, fullWidth},
	{"blank_row_totals", "各行总计留空", false, blankRowTotals},
	{"no_total_column", "表三没有“总计”列", true, func(d *Document) { d.dropTotals("") }},
	{"stray_seventh", "表三没有“总计”列，却有一行多出一个数", false, func(d *Document) { d.keepTotal("concluded") }},
	{"spaced_labels", "标签中夹有空格", true, nil},
	{"halfwidth_labels", "半角标点，“1、”代替“1.”", true, nil},
	{"typo_labels", "标签有错字", true, nil},
	{"short_labels", "标签不全，如“规范性文件”", true, nil},
	{"year_in_headers", "表头写入年份", true, nil},
	{"broken_headers", "表头断行", true, nil},
	{"split_title", "标题分两行", true, nil},
	{"other_headings", "各部分标题用语不同", false, otherHeadings},
	{"page_number_row", "页码成为表中一行", true, nil},
	{"table_two_in_four", "表二拆成四个表格", true, nil},
	{"table_three_cut", "表三跨页断开，标签被截断，无表头", true, nil},
	{"table_three_cut_headed", "表三跨页断开，重复表头", true, nil},
	{"flat_table_four", "表四第二行表头失去合并", true, nil},
	{"single_other", "2021年格式仍用一行“（六）其他处理”", false, nil},
	{"old_form", "2021年度误用2019年格式", false, nil},
	{"unit_in_cell", "金额单元格带单位", false, unitInCell},
	{"yuan_header", "收费金额表头与数值均以元为单位", true, func(d *Document) { d.amounts(func(n int64) string { return models.Decimal(n, 2) }) }},
	{"thousands", "千分位逗号", false, thousands},
	{"approximate", "发布数为约数（余条）", false, nil},
	{"releases_wan", "发布数以万条计", false, nil},
	{"chinese_numeral", "发布数用汉字书写", false, nil},
	{"channels", "发布数分渠道列出，没有总数", false, nil},
	{"channels_only", "只有新媒体的发布数", false, nil},
	{"distractors", "正文夹有关注人数、访问量等无关数字", false, distract},
	{"traditional_prose", "正文用繁体字", true, nil},
	{"web_page", "网页带导航和索引号、发布机构等信息表", true, nil},
	{"layout_table", "整篇报告放在排版用的外层表格里", true, nil},
	{"gbk", "GBK编码网页", true, nil},
	{"gbk_labelled_utf8", "GBK编码却标注utf-8", true, nil},
	{"utf8_labelled_gb2312", "UTF-8编码却标注gb2312", true, nil},
	{"no_section_five", "缺第五部分", true, nil},
	{"no_table_four", "缺表四", true, nil},
}

func quirkOf(code string) (Quirk, bool) {
	i := slices.IndexFunc(Quirks, func(q Quirk) bool { return q.Code == code })
	if i < 0 {
		return Quirk{}, false
	}
	return Quirks[i], true
}

// zerosAs prints every zero of table three but those of its first and last lines as something else.
func (d *Document) zerosAs(raw string) {
	for i := range d.Revision.Figures {
		f := &d.Revision.Figures[i]
		line, ok := strings.CutPrefix(f.Measure, "applications.")
		if !ok || line == "received" || line == "concluded" || f.Number == nil || *f.Number != 0 {
			continue
		}
		f.State, f.Raw = models.StateBlank, raw
	}
}

// fullWidth prints the digits of table three in full width.
func fullWidth(d *Document) {
	for i := range d.Revision.Figures {
		f := &d.Revision.Figures[i]
		if strings.HasPrefix(f.Measure, "applications.") {
			f.Raw = strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return r - '0' + '０'
				}
				return r
			}, f.Raw)
		}
	}
}

// blankRowTotals leaves the totals of table three's lines blank but for the lines that relate to one another.
func blankRowTotals(d *Document) {
	for i := range d.Revision.Figures {
		f := &d.Revision.Figures[i]
		if line, ok := strings.CutPrefix(f.Measure, "applications."); ok && f.Applicant == models.ApplicantTotal && line != "received" && line != "concluded" {
			f.State, f.Raw = models.StateBlank, ""
		}
	}
}

// dropTotals takes the totals of table three out of the document, but for one line.
func (d *Document) dropTotals(kept string) {
	for i := range d.Revision.Figures {
		f := &d.Revision.Figures[i]
		if f.Applicant == models.ApplicantTotal && f.Measure != "applications."+kept {
			f.State, f.Raw = models.StateAbsent, ""
		}
	}
}

// keepTotal puts the total of one line back.
func (d *Document) keepTotal(line string) {
	if f := d.figure(models.Key{Measure: "applications." + line, Applicant: models.ApplicantTotal}); f != nil {
		f.State, f.Raw = models.StateReported, f.Text()
	}
}

// amounts prints amounts of money in another way.
func (d *Document) amounts(print func(n int64) string) {
	for i := range d.Revision.Figures {
		f := &d.Revision.Figures[i]
		if m, _ := models.MeasureOf(f.Measure); m.Unit == models.Wan && f.Number != nil {
			f.Raw = print(*f.Number)
		}
	}
}

// unitInCell writes the unit behind an amount: yuan on the form of 2019, which names none.
func unitInCell(d *Document) {
	if d.Revision.Edition == models.Edition2019 {
		d.amounts(func(n int64) string { return models.Decimal(n, 2) + "元" })
		return
	}
	d.amounts(func(n int64) string { return models.Decimal(n, 6) + "万元" })
}

// thousands separates the thousands of table two.
func thousands(d *Document) {
	for i := range d.Revision.Figures {
		f := &d.Revision.Figures[i]
		whole, part, _ := strings.Cut(f.Raw, ".")
		if !strings.HasPrefix(f.Measure, "disclosure.") || len(whole) < 4 {
			continue
		}
		f.Raw = whole[:len(whole)-3] + "," + whole[len(whole)-3:]
		if part != "" {
			f.Raw += "." + part
		}
	}
}

// otherHeadings words the headings as another usual wording has them.
func otherHeadings(d *Document) {
	for i := range d.Revision.Texts {
		t := &d.Revision.Texts[i]
		if aliases := models.Sections[t.Section-1].Aliases; len(aliases) > 0 && t.Section > 1 {
			t.Heading = aliases[0]
		}
	}
}

// distract adds numbers to section one that are no releases.
func distract(d *Document) {
	t := d.text(1)
	before, after, _ := strings.Cut(t.Body, "\n（二）")
	t.Body = before + "政务新媒体关注人数2.36万人，网站全年访问量51200次；核查各平台信息7000余条，整改错误信息46条；召开新闻发布会3场。\n（二）" + after
}

// releasesAs words the releases in the way of a quirk: the sentence, and the figures that a reader should find in it.
func releasesAs(quirks []string, n int64) (string, []models.Figure) {
	total := func(n int64, flags models.Flags, raw string) []models.Figure {
		f := reported("releases.total", "", n)
		f.Flags, f.Raw = flags, raw
		return []models.Figure{f}
	}
	switch {
	case slices.Contains(quirks, "approximate"):
		n = n / 10 * 10
		raw := fmt.Sprintf("%d余", n)
		return "全年通过各类渠道累计发布政府信息" + raw + "条", total(n, models.FlagApproximate, raw)
	case slices.Contains(quirks, "releases_wan"):
		n = n / 1000 * 1000
		raw := models.Decimal(n, 4) + "万"
		return "全年全区各机关主动公开政府信息" + raw + "条", total(n, 0, raw)
	case slices.Contains(quirks, "chinese_numeral"):
		raw := chineseNumeral(int(n))
		return "全年主动公开政府信息" + raw + "条", total(n, 0, raw)
	case slices.Contains(quirks, "channels"):
		wechat, weibo := n/3, n/7
		return fmt.Sprintf("全年区政府门户网站发布信息%d条，微信公众号发布信息%d条，微博发布信息%d条", n, wechat, weibo),
			[]models.Figure{reported("releases.total", "", n), reported("releases.website", "", n), reported("releases.wechat", "", wechat), reported("releases.weibo", "", weibo)}
	case slices.Contains(quirks, "channels_only"):
		wechat, weibo := n/3, n/7
		return fmt.Sprintf("全年微信公众号发布信息%d条，微博发布信息%d条", wechat, weibo),
			[]models.Figure{reported("releases.wechat", "", wechat), reported("releases.weibo", "", weibo)}
	}
	return "", []models.Figure{reported("releases.total", "", n)}
}

// chineseNumeral writes a number below ten thousand in characters: "二百三十五".
func chineseNumeral(n int) string {
	digits, units := []rune("零一二三四五六七八九"), []string{"千", "百", "十", ""}
	var b strings.Builder
	zero := false
	for i, size := range []int{1000, 100, 10, 1} {
		d := n / size % 10
		switch {
		case d == 0:
			zero = b.Len() > 0
			continue
		case zero:
			b.WriteRune('零')
			zero = false
		}
		if !(d == 1 && size == 10 && b.Len() == 0) {
			b.WriteRune(digits[d])
		}
		b.WriteString(units[i])
	}
	return b.String()
}
