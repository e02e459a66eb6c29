package export

import (
	"math/big"
	"strconv"
	"strings"

	"gongkai/models"
)

// BreakdownTable turns a breakdown into data, one part of one row at a time, each with its share of the row's sum where the display rules
// give one. Rows of organs together stand under DISTRICT and have no status; the total of the rows follows them, then reports on a whole
// territory. Parts are measures,
// for an applicant where they are counted by applicant, or groups of outcomes.
func BreakdownTable(b models.Breakdown, lang models.Lang) Table {
	code := text("outcome", "处理结果代码", "Outcome")
	if len(b.Parts) > 0 && b.Parts[0].Key() != (models.Key{}) {
		code = text("measure", "指标代码", "Measure")
	}
	t := Table{Name: "breakdown", Columns: []Column{
		text("row_type", "行类型", "Row type"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), number("year", "年度", "Year"),
		text("applicant", "申请人类型", "Applicant"), code, text("part_name", "分项名称", "Name of the part"), number("value", "数值", "Value"), text("unit", "单位", "Unit"),
		text("value_status", "数值状态", "Value status"), text("flags", "标记", "Flags"), text("doubted_by", "存疑的提示规则", "Doubted by"), number("denominator", "合计", "Sum"), number("share", "占比", "Share"),
		text("form", "格式版本", "Form"), text("scope", "统计范围", "Scope"), number("coverage_n", "纳入机关数", "Agencies included"), number("coverage_of", "应报机关数", "Agencies owing a report"),
	}}
	rows := b.Rows
	if b.Total.Points != nil {
		rows = append(rows[:len(rows):len(rows)], b.Total)
	}
	add := func(r models.BreakdownRow, scope models.Scope) {
		for i, part := range b.Parts {
			t.Rows = append(t.Rows, breakdownRow(b, r, scope, part, r.Points[i], lang))
		}
	}
	for _, r := range rows {
		add(r, "")
	}
	for _, r := range b.Territory {
		add(r, models.ScopeTerritory)
	}
	return t
}

func breakdownRow(b models.Breakdown, r models.BreakdownRow, scope models.Scope, part models.Part, p models.Point, lang models.Lang) []string {
	kind, id, name, n, of := rowFigure, r.Agency.ID, r.Agency.NameIn(r.Year), "", ""
	if r.Together() {
		kind, id, name = rowTotal, districtID, models.Label{Zh: "各机关合计", En: "All agencies"}.In(lang)
		n, of = strconv.Itoa(r.Have), strconv.Itoa(r.Of)
		p.State, p.Flags = "", p.Flags&(totalFlags|p.Flags.Doubts())
	}
	key := part.Key()
	if key == (models.Key{}) { // a group of outcomes, of the row's applicant
		key = models.Key{Measure: part.Code, Applicant: r.Code}
	}
	sum, share := "", ""
	if p.Number != nil && r.Complete() {
		sum = strconv.FormatInt(r.Sum, 10)
		if r.Sum >= models.FractionOnly {
			share = decimalRatio(*p.Number, r.Sum)
		}
	}
	return []string{kind, id, name, strconv.Itoa(r.Year), key.Applicant, key.Measure, part.Label.In(lang), whole(p.Number), string(b.Unit),
		string(p.State), p.Flags.String(), p.Flags.DoubtedBy(), sum, share, string(r.Edition), string(scope), n, of}
}

// FlowTable turns a flow into data: a row for each link, those of 0 and those without a value too. Residuals are links from or to
// residual_in and residual_out, which are in no document.
func FlowTable(f models.Flow, lang models.Lang) Table {
	t := Table{Name: "flow", Columns: []Column{
		text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), number("year", "年度", "Year"),
		text("source", "起点代码", "Source"), text("source_name", "起点", "Name of the source"), text("target", "终点代码", "Target"), text("target_name", "终点", "Name of the target"),
		number("value", "数值", "Value"), text("unit", "单位", "Unit"), text("value_status", "数值状态", "Value status"), text("flags", "标记", "Flags"), text("doubted_by", "存疑的提示规则", "Doubted by"),
		number("coverage_n", "纳入机关数", "Agencies included"), number("coverage_of", "应报机关数", "Agencies owing a report"),
	}}
	id, name, n, of := f.Agency.ID, f.Agency.NameIn(f.Year), "", ""
	if id == "" {
		id, name = districtID, models.Label{Zh: "各机关合计", En: "All agencies"}.In(lang)
		n, of = strconv.Itoa(f.Have), strconv.Itoa(f.Of)
	}
	for _, l := range f.Links {
		from, _ := f.Node(l.From)
		to, _ := f.Node(l.To)
		p := l.Point
		if f.Agency.ID == "" || from.Residual() || to.Residual() {
			p.State, p.Flags = "", p.Flags&(totalFlags|p.Flags.Doubts())
		}
		t.Rows = append(t.Rows, []string{id, name, strconv.Itoa(f.Year), l.From, from.Label.In(lang), l.To, to.Label.In(lang), whole(p.Number), string(models.Pieces),
			string(p.State), p.Flags.String(), p.Flags.DoubtedBy(), n, of})
	}
	return t
}

// IntervalTable is ComparisonTable of a percentage with its 95 % interval after Wilson as fractions of 1, where there are cases enough for
// a percentage.
func IntervalTable(c models.Comparison, lang models.Lang) Table {
	t := ComparisonTable(c, lang)
	t.Columns = append(t.Columns, number("ci_low", "95%区间下限", "95% interval, low"), number("ci_high", "95%区间上限", "95% interval, high"))
	num, den := t.column("numerator"), t.column("denominator")
	for i, row := range t.Rows {
		low, high := "", ""
		n, err := strconv.ParseInt(row[num], 10, 64)
		d, err2 := strconv.ParseInt(row[den], 10, 64)
		if err == nil && err2 == nil {
			if in, ok := (models.Point{Num: &n, Den: &d}).Interval(); ok {
				low, high = ofOne(in.Low), ofOne(in.High)
			}
		}
		t.Rows[i] = append(row, low, high)
	}
	return t
}

// column is the place of a column by its code, -1 if there is none.
func (t Table) column(code string) int {
	for i, c := range t.Columns {
		if c.Code == code {
			return i
		}
	}
	return -1
}

// ofOne writes a percentage as a fraction of 1 to six places.
func ofOne(percent *big.Rat) string {
	s := new(big.Rat).Quo(percent, big.NewRat(100, 1)).FloatString(6)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
