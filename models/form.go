package models

import (
	"fmt"
	"slices"
	"strings"
)

// This file is the national form as data: 《政府信息公开工作年度报告》, edition 2019 (国办公开办函〔2019〕60号) and edition 2021
// (国办公开办函〔2021〕30号). The recogniser, the checks, CSV headers, HTML tables and the dictionary walk these tables.

// Edition is a version of the national form. It is told by table two's columns, not by the year.
type Edition string

// The editions. A report of 2019 or 2020 is normally Edition2019, a later one Edition2021.
const (
	Edition2019 Edition = "2019"
	Edition2021 Edition = "2021"
)

// Editions in order.
var Editions = []Edition{Edition2019, Edition2021}

// EditionDue returns the edition in force for a report year.
func EditionDue(year int) Edition {
	if year < 2021 {
		return Edition2019
	}
	return Edition2021
}

// FirstYear is the first year that organs reported on: the regulations of 2007 came into force in 2008.
const FirstYear = 2008

// Unit is what a measure counts in.
type Unit string

// The units. An amount of money is kept as an integer of 0.01 yuan: six decimals of Wan (10,000 yuan), two of Yuan.
const (
	Pieces Unit = "件" // documents, decisions, applications, cases
	Items  Unit = "项" // matters, procurement projects
	Pages  Unit = "条" // releases
	Wan    Unit = "万元"
	Yuan   Unit = "元"
)

// Section is one of the six parts of a report.
type Section struct {
	No      int
	Code    string
	Label   Label
	Aliases []string // other headings met in real reports, without the leading number
}

// Sections of the form, in order.
var Sections = []Section{
	{1, "overview", Label{"总体情况", "Overview"}, []string{"概述", "基本情况", "工作总体情况"}},
	{2, "disclosure", Label{"主动公开政府信息情况", "Proactive disclosure"}, []string{"行政机关主动公开政府信息情况", "主动公开情况"}},
	{3, "applications", Label{"收到和处理政府信息公开申请情况", "Applications received and processed"},
		[]string{"行政机关收到和处理政府信息公开申请情况", "依申请公开政府信息情况", "收到和处理政府信息公开申请的情况"}},
	{4, "remedies", Label{"政府信息公开行政复议、行政诉讼情况", "Administrative reconsideration and litigation"},
		[]string{"因政府信息公开工作被申请行政复议、提起行政诉讼情况", "因政府信息公开工作被申请行政复议、行政诉讼情况", "因政府信息公开被申请行政复议、提起行政诉讼情况"}},
	{5, "problems", Label{"存在的主要问题及改进情况", "Problems and improvements"},
		[]string{"政府信息公开工作存在的主要问题及改进情况", "存在的问题及改进情况", "存在问题及改进措施"}},
	{6, "other", Label{"其他需要报告的事项", "Other matters"}, []string{"需要报告的其他事项", "其他事项"}},
}

// Applicant is a column of table three.
type Applicant struct {
	Code    string
	Label   Label
	Aliases []string
}

// The applicant that is the printed sum of the other six.
const ApplicantTotal = "total"

// Applicants are the columns of table three, in order. The five after the first are "法人或其他组织".
var Applicants = []Applicant{
	{"natural_person", Label{"自然人", "Natural persons"}, []string{"公民"}},
	{"enterprise", Label{"商业企业", "Businesses"}, []string{"企业"}},
	{"research", Label{"科研机构", "Research institutions"}, []string{"科研单位"}},
	{"welfare", Label{"社会公益组织", "Public welfare organisations"}, []string{"社会公益团体", "公益组织"}},
	{"legal", Label{"法律服务机构", "Legal service providers"}, []string{"法律服务组织"}},
	{"other_org", Label{"其他", "Other organisations"}, []string{"其他组织", "其它"}},
	{ApplicantTotal, Label{"总计", "Total"}, []string{"合计", "共计"}},
}

// Column is a column of table two or of table four.
type Column struct {
	Code    string
	Label   Label
	Unit    Unit
	Aliases []string
}

// Item is a row of table two.
type Item struct {
	Code    string
	Label   Label
	Clause  string // of article 20 of the regulations
	Aliases []string
	Columns map[Edition][]Column // none: the edition has no such item
}

var (
	documents2019 = []Column{
		{"made", Label{"本年新制作数量", "Made this year"}, Pieces, []string{"本年新制作数"}},
		{"newly_public", Label{"本年新公开数量", "Newly disclosed this year"}, Pieces, []string{"本年新公开数"}},
		{"public_total", Label{"对外公开总数量", "Disclosed in total"}, Pieces, []string{"对外公开总数"}},
	}
	documents2021 = []Column{
		{"issued", Label{"本年制发件数", "Issued this year"}, Pieces, []string{"本年制发数", "制发件数", "本年制发数量", "本年制定件数"}},
		{"repealed", Label{"本年废止件数", "Repealed this year"}, Pieces, []string{"本年废止数", "废止件数", "本年废止数量"}},
		{"in_force", Label{"现行有效件数", "In force"}, Pieces, []string{"现行有效数", "现行有效数量", "有效件数"}},
	}
	decisions2019 = []Column{
		{"items_last_year", Label{"上一年项目数量", "Items last year"}, Items, []string{"上一年度项目数量", "上年项目数量"}},
		{"items_change", Label{"本年增/减", "Change this year"}, Items, []string{"本年增减", "本年度增/减"}},
		{"decisions", Label{"处理决定数量", "Decisions"}, Pieces, []string{"本年处理决定数量", "处理决定数"}},
	}
	decisions2021 = []Column{
		{"decisions", Label{"本年处理决定数量", "Decisions this year"}, Pieces, []string{"处理决定数量", "本年处理决定数", "本年处理决定件数"}},
	}
	fees2019 = decisions2019[:2:2]
	fees2021 = []Column{
		{"amount", Label{"本年收费金额", "Amount charged this year"}, Wan, []string{"本年收费金额（单位：万元）", "收费金额", "本年收费总金额"}},
	}
	procurement2019 = []Column{
		{"projects", Label{"采购项目数量", "Procurement projects"}, Items, []string{"采购项目数"}},
		{"total_amount", Label{"采购总金额", "Procurement amount"}, Wan, []string{"采购金额"}},
	}
)

// TableTwo holds the items of table two (主动公开政府信息情况), in order.
var TableTwo = []Item{
	{"rules", Label{"规章", "Rules"}, "第二十条第（一）项", []string{"政府规章"},
		map[Edition][]Column{Edition2019: documents2019, Edition2021: documents2021}},
	{"normative_documents", Label{"行政规范性文件", "Normative documents"}, "第二十条第（一）项", []string{"规范性文件"},
		map[Edition][]Column{Edition2019: documents2019, Edition2021: documents2021}},
	{"licensing", Label{"行政许可", "Administrative licensing"}, "第二十条第（五）项", []string{"许可"},
		map[Edition][]Column{Edition2019: decisions2019, Edition2021: decisions2021}},
	{"other_services", Label{"其他对外管理服务事项", "Other administrative services"}, "第二十条第（五）项", []string{"其他对外管理服务"},
		map[Edition][]Column{Edition2019: decisions2019}},
	{"penalties", Label{"行政处罚", "Administrative penalties"}, "第二十条第（六）项", []string{"处罚"},
		map[Edition][]Column{Edition2019: decisions2019, Edition2021: decisions2021}},
	{"coercion", Label{"行政强制", "Administrative coercion"}, "第二十条第（六）项", []string{"强制"},
		map[Edition][]Column{Edition2019: decisions2019, Edition2021: decisions2021}},
	{"fees", Label{"行政事业性收费", "Administrative fees"}, "第二十条第（八）项", []string{"事业性收费", "行政事业收费"},
		map[Edition][]Column{Edition2019: fees2019, Edition2021: fees2021}},
	{"procurement", Label{"政府集中采购", "Government procurement"}, "第二十条第（九）项", []string{"集中采购"},
		map[Edition][]Column{Edition2019: procurement2019}},
}

// Group is a kind of outcome of an application: part three of table three, (一) to (六).
type Group struct {
	Code   string
	Number string // as printed
	Label  Label
}

// Groups of outcomes in the form's order. A group's sum is derived, never stored as reported.
var Groups = []Group{
	{"granted", "（一）", Label{"予以公开", "Granted"}},
	{"partial", "（二）", Label{"部分公开", "Partly granted"}},
	{"refused", "（三）", Label{"不予公开", "Refused"}},
	{"unavailable", "（四）", Label{"无法提供", "Unavailable"}},
	{"not_processed", "（五）", Label{"不予处理", "Not processed"}},
	{"other", "（六）", Label{"其他处理", "Otherwise processed"}},
}

// Line is a row of table three.
type Line struct {
	Code    string
	Group   string // "" for received, carried_in, concluded and carried_out
	Number  string // as printed before the label
	Label   Label
	Aliases []string
}

// The line that stands for the whole group 其他处理 in edition 2019, and in some reports of edition 2021.
const LineOther = "other"

// Lines of table three (收到和处理政府信息公开申请情况), in order. Line `other` and the three lines `other.*` exclude each other.
var Lines = []Line{
	{"received", "", "一、", Label{"本年新收政府信息公开申请数量", "Applications received this year"}, []string{"本年新收", "本年新收申请数量", "本年度新收政府信息公开申请数量"}},
	{"carried_in", "", "二、", Label{"上年结转政府信息公开申请数量", "Applications carried in from last year"}, []string{"上年结转", "上年度结转政府信息公开申请数量", "上年结转申请数量"}},
	{"granted", "granted", "（一）", Label{"予以公开", "Granted"}, []string{"公开"}},
	{"partial", "partial", "（二）", Label{"部分公开", "Partly granted"}, []string{"部分公开（区分处理的，只计这一情形，不计其他情形）"}},
	{"refused.state_secret", "refused", "1.", Label{"属于国家秘密", "State secret"}, []string{"国家秘密"}},
	{"refused.prohibited_by_law", "refused", "2.", Label{"其他法律行政法规禁止公开", "Prohibited by other law"}, []string{"其他法律行政止公开", "法律行政法规禁止公开", "其他法律法规禁止公开"}},
	{"refused.security_stability", "refused", "3.", Label{"危及“三安全一稳定”", "Endangers security or stability"}, []string{"危及三安全一稳定", "三安全一稳定"}},
	{"refused.third_party", "refused", "4.", Label{"保护第三方合法权益", "Third-party rights"}, []string{"第三方合法权益"}},
	{"refused.internal_affairs", "refused", "5.", Label{"属于三类内部事务信息", "Internal affairs"}, []string{"三类内部事务信息", "属于三类内部管理信息"}},
	{"refused.process_information", "refused", "6.", Label{"属于四类过程性信息", "Process information"}, []string{"四类过程性信息"}},
	{"refused.enforcement_file", "refused", "7.", Label{"属于行政执法案卷", "Enforcement file"}, []string{"行政执法案卷", "属于行政执法案卷信息"}},
	{"refused.administrative_inquiry", "refused", "8.", Label{"属于行政查询事项", "Administrative inquiry"}, []string{"行政查询事项"}},
	{"unavailable.not_held", "unavailable", "1.", Label{"本机关不掌握相关政府信息", "Not held"}, []string{"本机关不掌握", "不掌握相关政府信息"}},
	{"unavailable.needs_creation", "unavailable", "2.", Label{"没有现成信息需要另行制作", "Would have to be created"}, []string{"没有现成信息", "需要另行制作"}},
	{"unavailable.unclear", "unavailable", "3.", Label{"补正后申请内容仍不明确", "Still unclear after correction"}, []string{"申请内容仍不明确"}},
	{"not_processed.petition", "not_processed", "1.", Label{"信访举报投诉类申请", "Petition or complaint"}, []string{"信访举报投诉类"}},
	{"not_processed.repeated", "not_processed", "2.", Label{"重复申请", "Repeated application"}, nil},
	{"not_processed.published", "not_processed", "3.", Label{"要求提供公开出版物", "Asks for a publication"}, []string{"公开出版物"}},
	{"not_processed.excessive", "not_processed", "4.", Label{"无正当理由大量反复申请", "Excessive without good reason"}, []string{"大量反复申请"}},
	{"not_processed.confirm", "not_processed", "5.", Label{"要求行政机关确认或重新出具已获取信息", "Asks to confirm or reissue"}, []string{"要求确认或重新出具已获取信息"}},
	{"other.no_correction", "other", "1.", Label{"申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "Not corrected in time"}, []string{"申请人无正当理由逾期不补正", "逾期不补正"}},
	{"other.fee_unpaid", "other", "2.", Label{"申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "Fee not paid in time"}, []string{"申请人逾期未按收费通知要求缴纳费用", "逾期未缴纳费用"}},
	{"other.other", "other", "3.", Label{"其他", "Other"}, []string{"其它"}},
	{LineOther, "other", "（六）", Label{"其他处理", "Otherwise processed (one line)"}, []string{"其它处理"}},
	{"concluded", "", "（七）", Label{"总计", "Concluded in total"}, []string{"合计", "总数"}},
	{"carried_out", "", "四、", Label{"结转下年度继续办理", "Carried over to next year"}, []string{"结转下年继续办理", "结转下年度办理", "结转下年度"}},
}

// Channel is a way to contest a decision: a block of columns of table four.
type Channel struct {
	Code    string
	Label   Label
	Aliases []string
}

// Channels of table four (政府信息公开行政复议、行政诉讼情况), in order.
var Channels = []Channel{
	{"reconsideration", Label{"行政复议", "Reconsideration"}, []string{"复议"}},
	{"litigation_direct", Label{"未经复议直接起诉", "Litigation without reconsideration"}, []string{"未经复议起诉", "直接起诉"}},
	{"litigation_after", Label{"复议后起诉", "Litigation after reconsideration"}, []string{"经复议后起诉", "复议后提起诉讼"}},
}

// RemedyColumns are the columns of each channel, in order.
var RemedyColumns = []Column{
	{"upheld", Label{"结果维持", "Upheld"}, Pieces, []string{"维持"}},
	{"corrected", Label{"结果纠正", "Corrected"}, Pieces, []string{"纠正"}},
	{"other", Label{"其他结果", "Other result"}, Pieces, []string{"其它结果"}},
	{"pending", Label{"尚未审结", "Pending"}, Pieces, []string{"未审结"}},
	{"total", Label{"总计", "Total"}, Pieces, []string{"合计"}},
}

// ReleaseChannels are the measures of section one: the number of releases in total and by channel.
var ReleaseChannels = []Column{
	{"total", Label{"发布信息条数", "Releases"}, Pages, nil},
	{"website", Label{"政府网站发布信息条数", "Releases on websites"}, Pages, nil},
	{"wechat", Label{"微信发布信息条数", "Releases on WeChat"}, Pages, nil},
	{"weibo", Label{"微博发布信息条数", "Releases on Weibo"}, Pages, nil},
	{"other", Label{"其他渠道发布信息条数", "Releases on other channels"}, Pages, nil},
}

// Measure is one thing a report counts. Its cells are one figure, or seven where it is counted by applicant.
type Measure struct {
	Code        string // "applications.received": the code in data files, URLs and the API
	Section     int    // 1 and 6, stated in prose; 2 to 4, a table
	Label       Label  // full: "行政许可 · 本年处理决定数量"
	Short       Label  // within its table: "本年处理决定数量"
	Unit        Unit
	ByApplicant bool
	Group       string    // of an outcome line, else ""
	Editions    []Edition // that have such a cell
	Order       int
}

// MeasureFee is the information processing fee (信息处理费) that section six states, and FeeSince the first report year that must state it.
const (
	MeasureFee = "fee.information_processing"
	FeeSince   = 2021
)

// Decimals is how many decimals the measure's integer values carry: 6 for amounts in 万元, 2 for those in 元, 0 for counts.
func (m Measure) Decimals() int {
	switch m.Unit {
	case Wan:
		return 6
	case Yuan:
		return 2
	}
	return 0
}

// Money reports whether the measure is an amount of money and no count.
func (m Measure) Money() bool { return m.Unit == Wan || m.Unit == Yuan }

// InTable reports whether the measure stands in a cell of tables two to four, rather than in prose.
func (m Measure) InTable() bool { return m.Section >= 2 && m.Section <= 4 }

// In reports whether edition e has the measure.
func (m Measure) In(e Edition) bool { return slices.Contains(m.Editions, e) }

// Comparable reports whether the measure continues over the change of form in 2021.
func (m Measure) Comparable() bool { return len(m.Editions) == len(Editions) }

// Measures holds every measure in the form's order: releases, table two, table three, table four, the fee of section six.
var Measures = buildMeasures()

var measureByCode = func() map[string]Measure {
	m := make(map[string]Measure, len(Measures))
	for _, x := range Measures {
		m[x.Code] = x
	}
	return m
}()

// MeasureOf finds a measure by its code.
func MeasureOf(code string) (Measure, bool) {
	m, ok := measureByCode[code]
	return m, ok
}

func buildMeasures() []Measure {
	var ms []Measure
	add := func(m Measure) {
		m.Order = len(ms)
		ms = append(ms, m)
	}
	for _, c := range ReleaseChannels {
		add(Measure{Code: "releases." + c.Code, Section: 1, Label: c.Label, Short: c.Label, Unit: c.Unit, Editions: Editions})
	}
	for _, it := range TableTwo {
		seen := map[string]int{}
		for _, e := range []Edition{Edition2021, Edition2019} {
			for _, c := range it.Columns[e] {
				code := "disclosure." + it.Code + "." + c.Code
				if i, ok := seen[code]; ok {
					ms[i].Editions = Editions
					continue
				}
				seen[code] = len(ms)
				add(Measure{Code: code, Section: 2, Unit: c.Unit, Short: c.Label, Editions: []Edition{e},
					Label: Label{it.Label.Zh + "：" + c.Label.Zh, it.Label.En + ": " + c.Label.En}})
			}
		}
	}
	for _, l := range Lines {
		m := Measure{Code: "applications." + l.Code, Section: 3, Unit: Pieces, ByApplicant: true, Group: l.Group,
			Label: l.Label, Short: l.Label, Editions: Editions}
		if g := groupOf(l.Group); g.Code != "" && l.Code != g.Code {
			m.Label = Label{g.Label.Zh + "：" + l.Label.Zh, g.Label.En + ": " + l.Label.En}
		}
		if l.Code == "concluded" {
			m.Label = Label{"办结总计", "Concluded in total"}
		}
		if strings.HasPrefix(l.Code, "other.") {
			m.Editions = []Edition{Edition2021}
		}
		add(m)
	}
	for _, ch := range Channels {
		for _, c := range RemedyColumns {
			add(Measure{Code: "remedies." + ch.Code + "." + c.Code, Section: 4, Unit: c.Unit, Short: c.Label, Editions: Editions,
				Label: Label{ch.Label.Zh + "：" + c.Label.Zh, ch.Label.En + ": " + c.Label.En}})
		}
	}
	fee := Label{"信息处理费", "Information processing fee"}
	add(Measure{Code: MeasureFee, Section: 6, Label: fee, Short: fee, Unit: Yuan, Editions: []Edition{Edition2021}})
	return ms
}

// MeasuredSections are the sections that hold measures, in order.
func MeasuredSections() []Section {
	return slices.DeleteFunc(slices.Clone(Sections), func(s Section) bool {
		return !slices.ContainsFunc(Measures, func(m Measure) bool { return m.Section == s.No })
	})
}

func groupOf(code string) Group {
	for _, g := range Groups {
		if g.Code == code {
			return g
		}
	}
	return Group{}
}

// Key names one figure of a report: a measure, and for applications.* an applicant.
type Key struct{ Measure, Applicant string }

// String writes the key as "measure|applicant".
func (k Key) String() string { return k.Measure + "|" + k.Applicant }

// ParseKey reads what Key.String writes.
func ParseKey(s string) Key {
	m, a, _ := strings.Cut(s, "|")
	return Key{m, a}
}

// Cells lists the keys of tables two to four of an edition, in the form's order: 200 for 2021. With singleOther the group
// 其他处理 is the one line `other`, as always in edition 2019.
func Cells(e Edition, singleOther bool) []Key {
	singleOther = singleOther || e == Edition2019
	var keys []Key
	for _, it := range TableTwo {
		for _, c := range it.Columns[e] {
			keys = append(keys, Key{"disclosure." + it.Code + "." + c.Code, ""})
		}
	}
	for _, l := range LinesOf(singleOther) {
		for _, a := range Applicants {
			keys = append(keys, Key{"applications." + l.Code, a.Code})
		}
	}
	for _, ch := range Channels {
		for _, c := range RemedyColumns {
			keys = append(keys, Key{"remedies." + ch.Code + "." + c.Code, ""})
		}
	}
	return keys
}

// LinesOf returns the lines of table three with the group 其他处理 as one line or as three. The result is shared: do not change it.
func LinesOf(singleOther bool) []Line {
	if singleOther {
		return linesWithOneOther
	}
	return linesWithThreeOther
}

var linesWithOneOther, linesWithThreeOther = linesOf(true), linesOf(false)

func linesOf(singleOther bool) []Line {
	var ls []Line
	for _, l := range Lines {
		if l.Group == LineOther && (l.Code == LineOther) != singleOther {
			continue
		}
		ls = append(ls, l)
	}
	return ls
}

// Place returns where a figure stands in the national form: "t3.r06.c7", section one's releases "s1.total", section six's fee
// "s6.information_processing". It is the anchor
// of the figure on its report's page. Line `other` of an edition-2021 report covers three rows: "t3.r21-23.c7".
func (k Key) Place(e Edition) string {
	area, rest, _ := strings.Cut(k.Measure, ".")
	switch area {
	case "releases":
		return "s1." + rest
	case "fee":
		return "s6." + rest
	case "disclosure":
		item, column, _ := strings.Cut(rest, ".")
		row := 0
		for _, it := range TableTwo {
			if len(it.Columns[e]) == 0 {
				continue
			}
			row++
			if it.Code == item {
				i := slices.IndexFunc(it.Columns[e], func(c Column) bool { return c.Code == column })
				return fmt.Sprintf("t2.r%02d.c%d", row, i+1)
			}
		}
	case "applications":
		col := slices.IndexFunc(Applicants, func(a Applicant) bool { return a.Code == k.Applicant }) + 1
		if rest == LineOther && e == Edition2021 {
			return fmt.Sprintf("t3.r21-23.c%d", col)
		}
		row := slices.IndexFunc(LinesOf(e == Edition2019), func(l Line) bool { return l.Code == rest }) + 1
		return fmt.Sprintf("t3.r%02d.c%d", row, col)
	case "remedies":
		ch, column, _ := strings.Cut(rest, ".")
		i := slices.IndexFunc(Channels, func(c Channel) bool { return c.Code == ch })
		j := slices.IndexFunc(RemedyColumns, func(c Column) bool { return c.Code == column })
		return fmt.Sprintf("t4.r01.c%02d", i*len(RemedyColumns)+j+1)
	}
	return ""
}

// Name returns what to call a figure in a sentence: "表三“本年新收政府信息公开申请数量”行“自然人”列".
func (k Key) Name(lang Lang) string {
	m, ok := MeasureOf(k.Measure)
	if !ok {
		return k.String()
	}
	table := Label{[]string{"", "第一部分", "表二", "表三", "表四", "第五部分", "第六部分"}[m.Section],
		[]string{"", "Section one", "Table two", "Table three", "Table four", "Section five", "Section six"}[m.Section]}
	i := slices.IndexFunc(Applicants, func(a Applicant) bool { return a.Code == k.Applicant })
	switch {
	case i >= 0 && lang == En:
		return table.En + " “" + m.Label.En + "”, column “" + Applicants[i].Label.En + "”"
	case i >= 0:
		return table.Zh + "“" + m.Label.Zh + "”行“" + Applicants[i].Label.Zh + "”列"
	case lang == En:
		return table.En + " “" + m.Label.En + "”"
	}
	return table.Zh + "“" + m.Label.Zh + "”"
}
