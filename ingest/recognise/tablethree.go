package recognise

import (
	"maps"
	"slices"

	"gongkai/models"
)

// tableThree reads 三、收到和处理政府信息公开申请情况.
type tableThree struct {
	*reader
	grid    int             // of the header in force
	ragged  bool            // that header has no certain positions
	torn    bool            // its rows name one position differently
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
	slipped slippedRows
	cut     string // words of a row without numbers: the first half of a label
}

// lostRow is a row whose label no line bears, kept until the next one says what stood between.
type lostRow struct {
	after int // the line before it
	w     row
	from  int
	name  string
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
		case line == "", t.within(last):
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

// within reports whether a label is that of the group which the row before is of, so that its row is one of the group's without a name.
func (t *tableThree) within(l label) bool {
	g, ok := groupOf(l.text)
	return ok && t.last >= 0 && models.Lines[t.last].Group == g && models.Lines[t.last].Code != g
}

// line finds the line that the labels of a row name: the last label that is one, within the group that the labels before it or the rows before
// name. "part" means that the labels name only a part of the table or a group of several lines, and nothing behind it.
func (t *tableThree) line(labels []label) (code string, from int) {
	part, ends := false, false // a label names a part; the last one does
	for i, l := range labels {
		ends = false
		if _, s := splitNumber(l.text); letters(s) == "本年度办理结果" {
			part, ends = true, true
			continue
		}
		g, isGroup := groupOf(l.text)
		if isGroup {
			t.group, part, ends = g, true, true
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
	if code == "" && ends {
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
	t.settleSlipped()
}

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
		positions := slices.Sorted(maps.Keys(t.byCol))
		if t.slips(line, w, positions, t.order, flags) {
			return
		}
		for _, i := range positions {
			put(t.byCol[i], i)
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
	if !headless && (!t.complete() || t.oddEmpties(w, items, len(order))) {
		order = nil
	}
	for len(items) > len(models.Applicants) && isBlank(w.cells[items[0]].Text) {
		items = items[1:]
	}
	for len(items) > len(order) && isBlank(w.cells[items[len(items)-1]].Text) {
		items = items[:len(items)-1]
	}
	if t.slips(line, w, items, order, flags) {
		return
	}
	// In a ragged row an empty field in front may be a label column as well as a figure; a dash is a figure's.
	readings := [][]int{items}
	for w.ragged && len(items) > 1 && squeeze(w.cells[items[0]].Text) == "" && w.hasValues(from) {
		items = items[1:]
		readings = append(readings, items)
	}
	// A stray row may have a total where the others have none.
	if len(order)+1 == len(models.Applicants) && len(readings[0]) == len(models.Applicants) && !slices.Contains(order, models.ApplicantTotal) && !slices.Contains(order, skip) {
		if len(readings) == 1 || w.endsInTotal(readings[0]) {
			order = append(slices.Clone(order), models.ApplicantTotal) // with more readings than one, the relations decide
		}
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

// complete reports whether the header names all applicants but perhaps the total, or, in a text, the first ones up to where its rows are cut.
// Every edition has them all: of a header that names others in part the rest was not understood, and the order of what was says nothing.
func (t *tableThree) complete() bool {
	all := applicantCodes(len(models.Applicants) - 1)
	first := slices.IndexFunc(all, func(a string) bool { return !t.named[a] })
	if first < 0 {
		return true
	}
	return t.ragged && !slices.ContainsFunc(all[first:], func(a string) bool { return t.named[a] })
}

// oddEmpties reports whether a row with certain cells has more of them than columns, and more empty ones than that: which of them are no
// figures is not known.
func (t *tableThree) oddEmpties(w row, items []int, columns int) bool {
	empty := 0
	for _, i := range items {
		if squeeze(w.cells[i].Text) == "" {
			empty++
		}
	}
	return !w.ragged && !t.ragged && len(items) > columns && empty > len(items)-columns
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
	if i := last + 1; i < len(w.cells) && !t.foreign[i] && !w.cells[i].Absent && w.cells[i].Across == 0 && isCount(w.cells[i].Text, false) {
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
