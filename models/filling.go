package models

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unicode/utf8"
)

// Filling is a report as somebody types it into the national form. Totals are not typed: they are worked out.
type Filling struct {
	AgencyID    string            `json:"agency_id"`
	Agency      string            `json:"agency"` // the name that the report bears
	Year        int               `json:"year"`
	Scope       Scope             `json:"scope"`
	PublishedOn string            `json:"published_on"` // ISO date, "" if not known yet
	Cells       map[string]string `json:"cells"`        // what stands in each cell, by Key.String; a key that is missing is an empty cell
	None        []string          `json:"none"`         // parts stated to have no data this year: codes of FormParts
	Texts       map[int]string    `json:"texts"`        // prose of the sections, paragraphs separated by a line feed
}

// FormPart is a piece of the form of which one can state that there was nothing of it this year (本项无数据).
type FormPart struct {
	Code  string // how the measures of the part begin
	Label Label
}

// FormParts are the items of table two, table three and the channels of table four.
func FormParts(e Edition) []FormPart {
	var parts []FormPart
	for _, it := range TableTwo {
		if len(it.Columns[e]) > 0 {
			parts = append(parts, FormPart{"disclosure." + it.Code, it.Label})
		}
	}
	parts = append(parts, FormPart{"applications", Sections[2].Label})
	for _, ch := range Channels {
		parts = append(parts, FormPart{"remedies." + ch.Code, ch.Label})
	}
	return parts
}

// Edition is the edition of the form that the report is due in.
func (f Filling) Edition() Edition { return EditionDue(f.Year) }

// Keys are the cells of the form in its order.
func (f Filling) Keys() []Key { return Cells(f.Edition(), false) }

// Totals are the cells that are worked out, each with the parts it is the sum of. A total that is part of another comes before it.
func (f Filling) Totals() []Relation {
	var rows, others []Relation
	for _, r := range Relations(f.Edition() == Edition2019) {
		switch r.Rule {
		case "t3.outcomes": // concluded, of each applicant: before the row that sums them up
			if r.Subject != ApplicantTotal {
				rows = append(rows, r)
			}
		case "t3.row", "t4.channel":
			others = append(others, r)
		}
	}
	return append(rows, others...)
}

// stated reports whether a cell is of a part that has no data this year.
func (f Filling) stated(k Key) bool {
	return slices.ContainsFunc(f.None, func(part string) bool { return strings.HasPrefix(k.Measure, part+".") })
}

// Revision is what the form says: a figure for every cell, totals worked out where all of their parts are known, the texts, and a note
// for each part that was stated to have no data. Cells that hold something else than a number are StateUnreadable and named by
// mistakes, sentences for whoever types.
func (f Filling) Revision() (rev Revision, mistakes []Note) {
	rev = Revision{Edition: f.Edition(), Scope: cmp.Or(f.Scope, ScopeOrgan), AgencyName: f.Agency, Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", f.Agency, f.Year),
		TitleYear: f.Year, PeriodYear: f.Year, PublishedOn: f.PublishedOn}
	at := map[Key]*Figure{}
	keys := f.Keys()
	rev.Figures = make([]Figure, len(keys))
	for i, k := range keys {
		x := &rev.Figures[i]
		at[k] = x
		if f.stated(k) {
			*x = Figure{Measure: k.Measure, Applicant: k.Applicant, Number: new(int64), State: StateReported, Raw: "0"}
			continue
		}
		var problem string
		*x, problem = typed(k, f.Cells[k.String()])
		if problem != "" {
			mistakes = append(mistakes, Note{No: len(mistakes) + 1, Key: k.String(), Message: problem})
		}
	}
	for _, r := range f.Totals() {
		total := at[r.Left[0]]
		*total = Figure{Measure: total.Measure, Applicant: total.Applicant, State: StateBlank}
		if sum, ok := sumOf(at, r.Right); ok {
			total.Number, total.State, total.Raw = &sum, StateReported, strconv.FormatInt(sum, 10)
		}
	}
	for _, s := range Sections {
		if body := strings.TrimSpace(f.Texts[s.No]); body != "" {
			rev.Texts = append(rev.Texts, Text{Section: s.No, Heading: s.Label.Zh, Body: body})
		}
	}
	for _, p := range FormParts(f.Edition()) {
		if slices.Contains(f.None, p.Code) {
			rev.Notes = append(rev.Notes, Note{No: len(rev.Notes) + 1, Message: "填报时声明本年度“" + p.Label.Zh + "”没有数据，各栏为 0。"})
		}
	}
	return rev, mistakes
}

// sumOf adds up the parts of a total, if all of them are known.
func sumOf(at map[Key]*Figure, parts []Key) (sum int64, ok bool) {
	for _, k := range parts {
		x := at[k]
		if x == nil || x.Number == nil {
			return 0, false
		}
		sum += *x.Number
	}
	return sum, true
}

// maxTyped bounds what is typed into a cell, so that no sum overflows: a trillion pieces, or ten thousand billion yuan.
const maxTyped = 1_000_000_000_000_000

// typed reads what was typed into a cell: a plain number, whole for counts and of at most six decimals for amounts in 万元. Full-width
// digits and thousands separators are fine. An empty cell, or a dash or 无 in it, is blank.
func typed(k Key, text string) (f Figure, problem string) {
	f = Figure{Measure: k.Measure, Applicant: k.Applicant, Raw: strings.TrimSpace(text), State: StateBlank}
	s := strings.Map(halfWidth, squeeze(text))
	if strings.Trim(s, `/\-—–－─`) == "" || s == "无" {
		return f, ""
	}
	m, _ := MeasureOf(k.Measure)
	n, ok := ParseDecimal(strings.ReplaceAll(s, ",", ""), m.Decimals())
	if ok && thousands(s) && n >= -maxTyped && n <= maxTyped && (n >= 0 || mayFall(m)) {
		f.Number, f.State = &n, StateReported
		return f, ""
	}
	f.State = StateUnreadable
	what := "应填 0 或正整数"
	switch {
	case m.Decimals() > 0:
		what = "应填以万元为单位的数，最多六位小数"
	case mayFall(m):
		what = "应填整数，减少的写负数"
	}
	return f, fmt.Sprintf("%s的“%s”%s，请改正；没有数据请留空。", k.Name(Zh), cut(f.Raw, 20), what)
}

// mayFall reports whether a measure may be negative: the change of the number of items in the form of 2019.
func mayFall(m Measure) bool { return strings.HasSuffix(m.Code, ".items_change") }

// halfWidth makes full-width digits and signs plain.
func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '。' || r == '．':
		return '.'
	case r == '−':
		return '-'
	}
	return r
}

// thousands reports whether the separators of a number, if it has any, stand where they should: "1,234" and not "12,34".
func thousands(s string) bool {
	whole, _, _ := strings.Cut(strings.TrimLeft(s, "+-"), ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (len(g) == 0 || len(g) > 3) {
			return false
		}
	}
	return true
}

// ParseDecimal reads a plain decimal as an integer scaled by 10^decimals: ParseDecimal("96171.6", 1) is 961716. It fails if there is
// anything but a sign, digits and one point, more decimals than it can keep, or more digits than an int64 has.
func ParseDecimal(s string, decimals int) (int64, bool) {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 {
		return 0, false
	}
	whole, part, point := strings.Cut(digits, ".")
	if whole == "" || point && (part == "" || decimals == 0 && strings.Trim(part, "0") != "") {
		return 0, false
	}
	part = strings.TrimRight(part, "0")
	if len(part) > decimals || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", decimals-len(part)), 10, 64)
	if s[0] == '-' {
		n = -n
	}
	return n, err == nil
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) > n {
		return string([]rune(s)[:n]) + "…"
	}
	return s
}
