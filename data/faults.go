package data

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/models"
)

// Fault is a mistake that an organ of 示例区 made in a year, so that every check has something to find.
type Fault struct {
	Name     string
	Rule     string // that finds it; "" where no rule does: a report that is missing
	AgencyID string
	Year     int
	What     string        // in Chinese, for the demo's own page
	plant    func(*Faulty) // nil for a missing report
}

// Faulty is a document about to get its fault, with last year's at hand.
type Faulty struct {
	*Document
	before *Document
}

// Faults are planted in the order of this table.
var Faults = []Fault{
	{"missing", "", "a-lhz", 2021, "未公布年度报告", nil},
	{"missing", "", "a-cgj", 2022, "未公布年度报告", nil},
	{"missing", "", "a-sfj", 2024, "未公布年度报告", nil},
	{"missing", "", "a-ytx", 2025, "未公布年度报告", nil},
	{"missing", "", "a-hbd", 2025, "未公布年度报告", nil},
	{"late", "head.deadline", "a-qsz", 2020, "迟于1月31日公布", late("03-08")},
	{"late", "head.deadline", "a-qzf", 2021, "区政府报告迟于3月31日公布", late("04-12")},
	{"late", "head.deadline", "a-cxj", 2022, "迟于1月31日公布", late("02-15")},
	{"late", "head.deadline", "a-zrj", 2023, "迟于1月31日公布", late("02-02")},
	{"late", "head.deadline", "a-cdj", 2024, "迟于1月31日公布", late("05-20")},
	{"late", "head.deadline", "a-zjj", 2025, "迟于1月31日公布", late("02-09")},
	{"balance", "t3.balance", "a-zjj", 2022, "新收与上年结转之和不等于办结与结转之和", func(d *Faulty) { d.raise("applications.carried_out", 2) }},
	{"outcomes", "t3.outcomes", "a-nyj", 2024, "办结总计不等于各项办理结果之和", func(d *Faulty) { d.raise("applications.unavailable.not_held", -3) }},
	{"row", "t3.row", "a-jyj", 2023, "“本年新收”一行的总计抄错", func(d *Faulty) {
		d.print("applications.received", models.ApplicantTotal, d.number("applications.received", models.ApplicantTotal)+10)
	}},
	{"channel", "t4.channel", "a-scj", 2024, "行政复议各项有数，总计却印作0", func(d *Faulty) { d.print("remedies.reconsideration.total", "", 0) }},
	{"carry", "x.carry", "a-rsj", 2023, "上年结转与上一年度报告的结转不一致", func(d *Faulty) {
		d.raise("applications.carried_in", 2)
		d.raise("applications.granted", 2)
		d.raise("applications.concluded", 2)
	}},
	{"stock", "x.stock", "a-czj", 2024, "规范性文件现行有效件数与上年不衔接", func(d *Faulty) {
		d.print("disclosure.normative_documents.in_force", "", d.number("disclosure.normative_documents.in_force", "")+4)
	}},
	{"yuan", "jump.unit", "a-cgj", 2024, "收费金额把元填作万元", func(d *Faulty) {
		d.print("disclosure.fees.amount", "", d.number("disclosure.fees.amount", "")*10_000)
	}},
	{"tenfold", "jump.tenfold", "a-wjw", 2023, "行政许可决定数多写一个零", func(d *Faulty) {
		d.print("disclosure.licensing.decisions", "", d.number("disclosure.licensing.decisions", "")*10)
	}},
	{"copied", "same.as.last.year", "a-lcj", 2023, "全文沿用上年，只改年份", func(d *Faulty) { d.copyLastYear() }},
	{"title year", "head.year", "a-ybj", 2024, "标题仍是上一年度", func(d *Faulty) {
		d.Revision.TitleYear--
		d.Revision.Title = strings.Replace(d.Revision.Title, strconv.Itoa(d.Year), strconv.Itoa(d.Year-1), 1)
	}},
	{"period year", "head.year", "a-hbd", 2022, "统计期限仍写上一年度", func(d *Faulty) { d.Revision.PeriodYear-- }},
	{"no section five", "form.sections", "a-cxj", 2024, "缺第五部分", func(d *Faulty) {
		d.Quirks = append(d.Quirks, "no_section_five")
		d.Revision.Texts = append(d.Revision.Texts[:4:4], d.Revision.Texts[5])
	}},
	{"no table four", "form.sections", "a-fgj", 2022, "第四部分有标题而无表格", func(d *Faulty) {
		d.Quirks = append(d.Quirks, "no_table_four")
		for i := range d.Revision.Figures {
			if f := &d.Revision.Figures[i]; strings.HasPrefix(f.Measure, "remedies.") {
				f.State, f.Raw, f.Number = models.StateAbsent, "", nil
			}
		}
	}},
	{"no fee", "s6.fee", "a-sjj", 2025, "第六部分未写明信息处理费", func(d *Faulty) {
		d.text(6).Body = "无其他需要报告的事项。"
		*d.figure(models.Key{Measure: models.MeasureFee}) = models.Figure{Measure: models.MeasureFee, State: models.StateAbsent}
	}},
	{"text", "text.applications", "a-mzj", 2025, "正文写的收到申请数与表三不一致", func(d *Faulty) {
		n := d.number("applications.received", models.ApplicantTotal)
		d.restate("收到政府信息公开申请", n, n+5)
	}},
	{"text", "text.remedies", "a-cdj", 2023, "正文写的行政复议件数与表四不一致", func(d *Faulty) {
		n := d.number("remedies.reconsideration.total", "")
		d.restate("被申请行政复议", n, n+2)
	}},
	{"fraction", "value.count", "a-qsz", 2023, "件数印成了小数", func(d *Faulty) {
		f := d.figure(models.Key{Measure: "disclosure.licensing.decisions"})
		f.Raw, f.Number, f.State = f.Raw+".5", nil, models.StateUnreadable
	}},
}

// late publishes a report on a day of the next year.
func late(day string) func(*Faulty) {
	return func(d *Faulty) { d.PublishedOn = strconv.Itoa(d.Year+1) + "-" + day }
}

// raise changes a line of table three for natural persons, and its total with it.
func (d *Faulty) raise(measure string, by int64) {
	for _, applicant := range []string{models.Applicants[0].Code, models.ApplicantTotal} {
		d.print(measure, applicant, d.number(measure, applicant)+by)
	}
}

// copyLastYear hands last year's report in again with the year changed.
func (d *Faulty) copyLastYear() {
	old, now := strconv.Itoa(d.Year-1), strconv.Itoa(d.Year)
	d.Revision.Figures = slices.Clone(d.before.Revision.Figures)
	d.Revision.Texts = slices.Clone(d.before.Revision.Texts)
	for i := range d.Revision.Texts {
		t := &d.Revision.Texts[i]
		t.Body = strings.ReplaceAll(t.Body, old, now)
	}
}

// restate changes a number that section one states after some words.
func (d *Faulty) restate(words string, from, to int64) {
	t := d.text(1)
	t.Body = strings.Replace(t.Body, words+strconv.FormatInt(from, 10)+"件", words+strconv.FormatInt(to, 10)+"件", 1)
}
