package recognise

import (
	"maps"
	"regexp"
	"slices"

	"gongkai/models"
)

// tableThree reads 三、收到和处理政府信息公开申请情况.
type tableThree struct {
	*reader
	grid    int             // of the header in force
	ragged  bool            // that header has no certain positions
	slipped bool            // its rows name one position differently
	heading bool            // the last row was part of the header
	byCol   map[int]string  // applicant by position
	named   map[string]bool // applicants that the header names
	foreign map[int]bool    // positions that it names as something else: 行次, 上年总计
	read    [][]string      // its rows as they read: applicants, organisations, skip
	order   []string        // the columns from left to right: applicants and skip; nil where the header does not tell
	group   string          // outcome group of the last row
	last    int             // index in models.Lines of the last row, -1 before the first
	lost    *lostRow
	doubted []doubtedRow // rows without certain positions under a header in another order than the form's
	cut     string       // words of a row without numbers: the first half of a label
}

// lostRow is a row whose label no line bears, kept until the next one says what stood between.
type lostRow struct {
	after int // the line before it
	w     row
	from  int
	name  string
}

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
		if v := readCount(c.Text, true); v.state == models.StateReported {
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
		t.ragged, t.slipped = w.ragged, false
	}
	t.grid, t.heading = w.grid, true
	for i, a := range found {
		if old, taken := t.byCol[i]; taken && old != a {
			t.slipped = true
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
	return !t.ragged && !t.slipped && len(t.named) == len(t.byCol)
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
	for _, read := range t.read {
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
		return t.formOrder()
	}
	return order
}

func (t *tableThree) rowsWithApplicants() [][]string {
	return slices.DeleteFunc(slices.Clone(t.read), func(r []string) bool {
		return !slices.ContainsFunc(r, func(a string) bool { return a != skip && a != organisations })
	})
}

// formOrder is the form's order of the applicants named, if each row of the header keeps to it and names nothing else; else nil.
func (t *tableThree) formOrder() []string {
	rank := func(a string) int { return slices.Index(applicantCodes(len(models.Applicants)), a) }
	for _, read := range t.read {
		if slices.Contains(read, skip) || !slices.IsSortedFunc(read, func(a, b string) int { return rank(a) - rank(b) }) {
			return nil
		}
	}
	return slices.DeleteFunc(applicantCodes(len(models.Applicants)), func(a string) bool { return !t.named[a] })
}

// strong reports whether w bears a long label of table three, which no other table has.
func (t *tableThree) strong(w row) bool {
	for _, l := range w.labels() {
		_, s := splitNumber(l.text)
		if e := exact(lineEntries, letters(s)); len(e) == 1 && len([]rune(letters(s))) >= 6 {
			return true
		}
	}
	return false
}

// row reads the row of a line.
func (t *tableThree) row(w row, inside bool) bool {
	labels := w.labels()
	if !inside && !t.strong(w) {
		return false
	}
	if len(labels) == 0 {
		if t.last < 0 || !w.hasValues(0) {
			return false
		}
		t.lost = &lostRow{after: t.last, w: w}
		return true
	}
	t.heading = false
	line, from := t.line(labels)
	if line == "" && t.cut != "" {
		whole := slices.Clone(labels)
		whole[len(whole)-1].text = t.cut + whole[len(whole)-1].text
		line, from = t.line(whole)
	}
	t.cut = ""
	if line == "" || line == "part" {
		last := labels[len(labels)-1]
		switch {
		case !w.hasValues(last.after):
			t.cut = last.text
		case line == "":
			t.lost = &lostRow{t.last, w, last.after, last.text}
		}
		return true
	}
	at := slices.IndexFunc(models.Lines, func(l models.Line) bool { return l.Code == line })
	t.recover(at)
	t.last = at
	t.take(line, w, from, 0)
	return true
}

// line finds the line that the labels of a row name: the last label that is one, within the group that the labels before it or the rows before
// name. "part" means that the labels name only a part of the table or a group of several lines.
func (t *tableThree) line(labels []label) (code string, from int) {
	part := false
	for i, l := range labels {
		if _, s := splitNumber(l.text); letters(s) == "本年度办理结果" {
			part = true
			continue
		}
		g, isGroup := groupOf(l.text)
		if isGroup {
			t.group, part = g, true
			if !slices.ContainsFunc(models.Lines, func(x models.Line) bool { return x.Code == g }) {
				continue
			}
			code, from = g, l.after
			continue
		}
		if c, ok := lineOf(l.text, t.group); ok {
			code, from = c, l.after
			x := models.Lines[slices.IndexFunc(models.Lines, func(x models.Line) bool { return x.Code == c })]
			t.group = x.Group
		} else if i == len(labels)-1 && part && code == models.LineOther {
			return "", 0 // a sub-line of 其他处理 that is none of the form's
		}
	}
	if code == "" && part {
		return "part", 0
	}
	return code, from
}

// recover gives the row whose label no line bears the one line that is missing between its neighbours, to be confirmed by a person.
func (t *tableThree) recover(next int) {
	l := t.lost
	t.lost = nil
	if l == nil {
		return
	}
	if next == l.after+2 && l.after >= 0 && models.Lines[l.after+1].Code != models.LineOther {
		line := models.Lines[l.after+1]
		t.note(models.Key{Measure: "applications." + line.Code, Applicant: models.ApplicantTotal}, l.w.where(l.from),
			"表三有一行的行标题（“%s”）不能辨认，按上下行的次序作为“%s”读取，请核对原文。", oneLine(l.name), line.Label.Zh)
		t.take(line.Code, l.w, l.from, models.FlagUnverified)
		return
	}
	t.note(models.Key{}, l.w.where(l.from), "表三有一行的行标题（“%s”）不能辨认，这一行（%s）没有采用，请核对原文。", oneLine(l.name), rawRow(l.w, l.from))
}

// finish settles what was still waiting: a row for its neighbour, and the order of columns for the last row.
func (t *tableThree) finish() {
	t.recover(-1)
	t.settleOrder()
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

// take places the numbers of a line's row: by position under the header where the grid is sure of positions, else in the header's order if
// they are as many as it names. A row with fewer is left open for the relations to place.
func (t *tableThree) take(line string, w row, from int, flags models.Flags) {
	t.lines[line] = true
	key := func(a string) models.Key { return models.Key{Measure: "applications." + line, Applicant: a} }
	put := func(a string, i int) {
		v := w.count(i, false)
		v.flags |= flags
		t.set(key(a), v)
	}
	if t.byPosition(w, from) {
		for i, a := range t.byCol {
			put(a, i)
		}
		if extra := t.extra(w); extra >= 0 {
			put(models.ApplicantTotal, extra)
		}
		return
	}
	headless := len(t.named) == 0
	order := t.order
	if headless {
		order = applicantCodes(len(models.Applicants))
	}
	items := w.items(t.start(w, from))
	for len(items) > len(models.Applicants) && isBlank(w.cells[items[0]].Text) {
		items = items[1:]
	}
	for len(items) > len(order) && isBlank(w.cells[items[len(items)-1]].Text) {
		items = items[:len(items)-1]
	}
	// In a ragged row a blank field in front may be a label column as well as a figure.
	readings := [][]int{items}
	for w.ragged && len(items) > 1 && isBlank(w.cells[items[0]].Text) && w.hasValues(from) {
		items = items[1:]
		readings = append(readings, items)
	}
	if len(items) == len(order)+1 && len(items) == len(models.Applicants) && !slices.Contains(order, models.ApplicantTotal) && !slices.Contains(order, skip) {
		order = append(slices.Clone(order), models.ApplicantTotal) // a stray row that has a total where the others have none
	}
	readings = slices.DeleteFunc(readings, func(items []int) bool { return len(items) == 0 || len(items) > len(order) })
	switch {
	case len(readings) == 1 && len(readings[0]) == len(order) && t.ragged && !inFormOrder(order):
		t.doubted = append(t.doubted, doubtedRow{line, w, readings[0], flags, order})
	case len(readings) == 1 && len(readings[0]) == len(order):
		for n, i := range readings[0] {
			if order[n] != skip {
				put(order[n], i)
			}
		}
	case len(readings) > 0 && !slices.Contains(order, skip):
		t.openRow(line, w, flags, order, readings...)
	case len(items) > 0:
		for _, a := range models.Applicants {
			t.set(key(a.Code), value{state: models.StateUnreadable, raw: rawRow(w, from), where: w.where(from)})
		}
		t.note(key(models.ApplicantTotal), w.where(from), "%s所在的行有%d个数，与列标题不符，不能确定每个数字属于哪一列，没有采用。原文：%s。请核对后录入。",
			key(models.ApplicantTotal).Name(models.Zh), len(items), rawRow(w, from))
	}
}

// start is the position where a row's figures begin: behind its label, or under the header's first applicant where nothing but what the
// header names otherwise is printed between.
func (t *tableThree) start(w row, from int) int {
	if w.ragged || t.ragged || w.grid != t.grid || len(t.byCol) == 0 {
		return from
	}
	first := slices.Min(slices.Collect(maps.Keys(t.byCol)))
	for i := from; i < first && i < len(w.cells); i++ {
		if !isBlank(w.cells[i].Text) && !t.foreign[i] {
			return from
		}
	}
	return max(from, first)
}

func applicantCodes(n int) []string {
	var codes []string
	for _, a := range models.Applicants[:n] {
		codes = append(codes, a.Code)
	}
	return codes
}

// byPosition reports whether the row's cells stand under the header: words before the first applicant, a cell of its own under each, and
// nothing elsewhere but perhaps one total too many.
func (t *tableThree) byPosition(w row, from int) bool {
	if w.ragged || w.grid != t.grid || !t.positioned() || len(t.byCol) < 6 {
		return false
	}
	first := slices.Min(slices.Collect(maps.Keys(t.byCol)))
	if from > first {
		return false
	}
	for i, c := range w.cells {
		_, mapped := t.byCol[i]
		switch {
		case mapped && (c.Absent || c.Across > 0 && !isBlank(c.Text) || i+1 < len(w.cells) && w.cells[i+1].Across > 0 && !isBlank(c.Text)):
			return false
		case !mapped && !t.foreign[i] && i >= from && !c.Absent && c.Across == 0 && !isBlank(c.Text) && i != t.extra(w):
			return false
		}
	}
	return true
}

// extra returns the position just right of the header's last column if the header has no total and the row has a number there, else -1.
func (t *tableThree) extra(w row) int {
	last := -1
	for i, a := range t.byCol {
		if a == models.ApplicantTotal {
			return -1
		}
		last = max(last, i)
	}
	if i := last + 1; i < len(w.cells) && !t.foreign[i] && !w.cells[i].Absent && w.cells[i].Across == 0 && readCount(w.cells[i].Text, false).state == models.StateReported {
		return i
	}
	return -1
}

// openRow leaves a row to the relations. Each of the readings is a list of positions that may be the row's figures.
func (t *tableThree) openRow(line string, w row, flags models.Flags, order []string, readings ...[]int) {
	keys := make([]models.Key, len(order))
	for i, a := range order {
		keys[i] = models.Key{Measure: "applications." + line, Applicant: a}
	}
	t.open = append(t.open, newOpenRow(w, flags, keys, readings...))
}
