package recognise

import (
	"maps"
	"regexp"
	"slices"

	"gongkai/models"
)

// This file reads the header of table three: which applicants stand in which column.

// Columns of a header that are no applicant.
const (
	organisations = "*" // 法人或其他组织, the head of five columns
	skip          = "-" // something else
)

var lineNumber = regexp.MustCompile(`^(?:行次|序号|编号|栏次|行号)$`)

// header takes w for part of the header: it names applicants and holds no number.
func (t *tableThree) header(w row) bool {
	found := map[int]string{}
	foreign := map[int]bool{}
	var read []string
	named, spans := 0, false
	for i, c := range w.cells {
		if c.Absent || isBlank(c.Text) {
			continue
		}
		if isCount(c.Text, true) {
			return false
		}
		own := c.Across == 0
		switch a, ok := applicantOf(c.Text); {
		case ok && own:
			found[i] = a
			read = append(read, a)
			if a != "other_org" && a != models.ApplicantTotal {
				named++
			}
		case ok:
		case letters(c.Text) == "申请人情况":
			spans = true
		case letters(c.Text) == "法人或其他组织":
			spans = true
			if own {
				read = append(read, organisations)
			}
		case len(found) > 0 || lineNumber.MatchString(letters(c.Text)):
			foreign[i] = true
			if own {
				read = append(read, skip)
			}
		}
	}
	if named < 2 && !(spans || t.heading && named > 0) {
		return false
	}
	if !t.heading || t.grid != w.grid {
		t.byCol, t.named, t.foreign, t.read = map[int]string{}, map[string]bool{}, map[int]bool{}, nil
		t.ragged, t.torn = w.ragged, false
	}
	t.grid, t.heading = w.grid, true
	for i, a := range found {
		if old, taken := t.byCol[i]; taken && old != a {
			t.torn = true
		}
		t.byCol[i] = a
		t.named[a] = true
	}
	maps.Copy(t.foreign, foreign)
	for i := range t.byCol {
		delete(t.foreign, i)
	}
	t.read = append(t.read, read)
	t.order = t.readingOrder()
	return true
}

// positioned reports whether the header is sure of positions.
func (t *tableThree) positioned() bool {
	return !t.ragged && !t.torn && len(t.named) == len(t.byCol)
}

// readingOrder lists the columns from left to right: by position, or as the header's rows read, the five organisations in the place of their
// head. Rows that only fit together in the form's order stand in that order. nil means that the header does not tell.
func (t *tableThree) readingOrder() []string {
	if t.positioned() {
		var order []string
		for _, i := range slices.Sorted(maps.Keys(t.byCol)) {
			order = append(order, t.byCol[i])
		}
		return order
	}
	var order []string
	reads := slices.Clone(t.read)
	if i := slices.IndexFunc(reads, func(r []string) bool { return slices.Contains(r, organisations) }); i > 0 {
		head := reads[i] // text taken from a page may print it below the five it is the head of
		reads = slices.Insert(slices.Delete(reads, i, i+1), 0, head)
	}
	for _, read := range reads {
		read = slices.DeleteFunc(slices.Clone(read), func(a string) bool { return a != skip && a != organisations && slices.Contains(order, a) })
		switch at := slices.Index(order, organisations); {
		case at >= 0 && len(read) > 0:
			order = slices.Replace(order, at, at+1, read...)
		default:
			order = append(order, read...)
		}
	}
	order = slices.DeleteFunc(order, func(a string) bool { return a == organisations })
	if len(t.rowsWithApplicants()) > 1 && !slices.ContainsFunc(t.read, func(r []string) bool { return slices.Contains(r, organisations) }) {
		return t.namedInFormOrder()
	}
	return order
}

func (t *tableThree) rowsWithApplicants() [][]string {
	return slices.DeleteFunc(slices.Clone(t.read), func(r []string) bool {
		return !slices.ContainsFunc(r, func(a string) bool { return a != skip && a != organisations })
	})
}

// namedInFormOrder is the form's order of the applicants named, if each row of the header keeps to it and names nothing else; else nil.
func (t *tableThree) namedInFormOrder() []string {
	rank := func(a string) int { return slices.Index(applicantCodes(len(models.Applicants)), a) }
	for _, read := range t.read {
		if slices.Contains(read, skip) || !slices.IsSortedFunc(read, func(a, b string) int { return rank(a) - rank(b) }) {
			return nil
		}
	}
	return slices.DeleteFunc(applicantCodes(len(models.Applicants)), func(a string) bool { return !t.named[a] })
}

// doubtedRow is a row to be placed once the order of columns is settled.
type doubtedRow struct {
	line  string
	w     row
	items []int
	flags models.Flags
	order []string
}

// settleOrder places the doubted rows. A header in another order than the form's is believed, for nobody reorders columns by chance; but text
// taken from a page may name 自然人 and 总计, which stand in one row of the header, before the rest. So if any row's total is not the sum
// of its parts in the header's order, and every row's is in the form's, the form's order stands, to be confirmed.
func (t *tableThree) settleOrder() {
	header, form := 0, 0 // rows that break the relation in either order
	for _, d := range t.doubted {
		if !d.adds(d.order) {
			header++
		}
		if !d.adds(formOrder(d.order)) {
			form++
		}
	}
	for _, d := range t.doubted {
		order, flags := d.order, d.flags
		if header > 0 && form == 0 {
			order, flags = formOrder(d.order), flags|models.FlagUnverified
		}
		for n, i := range d.items {
			if order[n] == skip {
				continue
			}
			v := d.w.count(i, false)
			v.flags |= flags
			t.set(models.Key{Measure: "applications." + d.line, Applicant: order[n]}, v)
		}
	}
	if header > 0 && form == 0 {
		t.note(models.Key{}, t.doubted[0].w.where(0), "表三列标题的排列次序与各行数字不符，按国家统一格式的次序读取，请核对原文。")
	}
	t.doubted = nil
}

// adds reports whether the row's total is the sum of its other figures when its columns stand in order; true if it cannot be told.
func (d doubtedRow) adds(order []string) bool {
	var sum int64
	var total *int64
	for n, i := range d.items {
		v := readCount(d.w.cells[i].Text, false)
		switch {
		case order[n] == skip:
		case v.number == nil:
			return true
		case order[n] == models.ApplicantTotal:
			total = v.number
		default:
			sum += *v.number
		}
	}
	return total == nil || *total == sum
}

// formOrder sorts applicants into the form's order; what is skipped stays where it is.
func formOrder(order []string) []string {
	sorted := slices.Clone(order)
	var at []int
	for i, a := range order {
		if a != skip {
			at = append(at, i)
		}
	}
	n := 0
	for _, a := range models.Applicants {
		if slices.Contains(order, a.Code) {
			sorted[at[n]] = a.Code
			n++
		}
	}
	return sorted
}

func inFormOrder(order []string) bool { return slices.Equal(order, formOrder(order)) }
