package recognise

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// This file tells the tables and rows of other years, which are printed beside the report's own to be compared with them.

// lastYears is the year of what is called last year's, whichever that is.
const lastYears = -1

var (
	statedYear    = regexp.MustCompile(`(20\d{2})(?:年度?|$)(\d?)`)
	anyYearNumber = regexp.MustCompile(`20\d{2}`)
	ofLastYear    = regexp.MustCompile(`^(?:[附表对照（(:：\d]*)(?:去年|上年度?|上一年度?)`)
	yearCell      = regexp.MustCompile(`^(?:(20\d{2})年度?|上年度?|上一年度?|去年)(?:数|同期|情况|合计)?$`)
)

// yearOf returns the year that a short text, a caption, says of what stands below it: lastYears for "上年度情况", 0 for none and for more
// than one. A date names no year in this sense.
func yearOf(text string) int {
	s := squeeze(text)
	if len([]rune(s)) > 40 || strings.Contains(s, "。") {
		return 0
	}
	year := 0
	for _, m := range statedYear.FindAllStringSubmatch(s, -1) {
		y := readYear(m[1])
		if m[2] != "" || year != 0 && year != y {
			return 0
		}
		year = y
	}
	if year == 0 && ofLastYear.MatchString(s) && !strings.Contains(s, "结转") {
		return lastYears
	}
	return year
}

// yearSaid is the year that what stands above a table says of it. Prose between a caption and its table says nothing, a section's
// heading ends it, and so does a table that is not the rest of the one below the caption.
type yearSaid struct {
	year  int
	named map[string]bool // the rows of the tables since then; nil before the first
}

// paragraph takes what a paragraph says.
func (s *yearSaid) paragraph(b cells.Block) {
	if y := yearOf(b.Text); y != 0 {
		*s = yearSaid{year: y}
	} else if _, heads := sectionHeading(b.Text, b.Heading); heads {
		*s = yearSaid{}
	}
}

// grid tells the rows of a grid their year. Rows may say one for those below them, and of themselves.
func (s *yearSaid) grid(rows []row) {
	named := rowsNamed(rows)
	if s.named != nil && !continues(s.named, named) {
		s.year = 0
	}
	for i := range rows {
		w := &rows[i]
		if y, ok := w.yearAbove(); ok {
			s.year = y
		}
		w.year = cmp.Or(w.yearInside(), s.year)
	}
	if s.named == nil {
		s.named = map[string]bool{}
	}
	maps.Copy(s.named, named)
}

// rowsNamed lists the rows of the form that rows are called, each with its table's number before it.
func rowsNamed(rows []row) map[string]bool {
	named := map[string]bool{}
	for _, w := range rows {
		for _, l := range w.labels() {
			_, text := splitNumber(l.text)
			text = letters(text)
			if es := exact(itemEntries, text); len(es) == 1 {
				named["2"+es[0].code] = true
			} else if es := exact(lineEntries, text); len(es) == 1 {
				named["3"+es[0].code] = true
			} else if ch, ok := channelOf(l.text); ok {
				named["4"+ch] = true
			}
		}
	}
	return named
}

// continues reports whether a grid with the rows of next is the rest of a table that has the rows of first: all of the same table, and none
// twice.
func continues(first, next map[string]bool) bool {
	tables := map[byte]bool{}
	for name := range first {
		tables[name[0]] = true
	}
	for name := range next {
		if first[name] || !tables[name[0]] {
			return false
		}
	}
	return len(next) > 0
}

// columnYear returns the year that the head of a column names, 0 if none or more than one.
func columnYear(text string) int {
	years := anyYearNumber.FindAllString(squeeze(text), -1)
	if slices.Sort(years); len(slices.Compact(years)) != 1 {
		return 0
	}
	return readYear(years[0])
}

// yearInside returns the year that one of the row's cells says its figures are of: "2023年", "上年".
func (w row) yearInside() int {
	year := 0
	for _, l := range w.labels() {
		m := yearCell.FindStringSubmatch(squeeze(l.text))
		switch {
		case m == nil:
			continue
		case year != 0:
			return 0 // the heads of two columns
		case m[1] == "":
			year = lastYears
		default:
			year = readYear(m[1])
		}
	}
	if year != 0 && !slices.ContainsFunc(w.cells, func(c cells.Cell) bool { return isCount(c.Text, false) }) {
		return 0
	}
	return year
}

// yearAbove returns the year that the row says of those below it, as one that holds nothing else; ok is false for any other row.
func (w row) yearAbove() (year int, ok bool) {
	ls := w.labels()
	if len(ls) != 1 || w.hasValues(ls[0].after) {
		return 0, false
	}
	year = yearOf(ls[0].text)
	_, heads := sectionHeading(ls[0].text, false)
	return year, year != 0 || heads
}

// foreign reports whether a row says that it is of another year than the report.
func (r *reader) foreign(w row) bool {
	return w.year == lastYears || w.year > 0 && r.year > 0 && w.year != r.year
}

// tablesOfTheYear reads the rows of the report's own year. A table that is there for another year alone is taken for the report's, to be
// confirmed: more often than not its caption was copied from last year's report.
func (r *reader) tablesOfTheYear() {
	all := r.rows
	var others []row
	r.rows = nil
	for _, w := range all {
		if r.foreign(w) {
			others = append(others, w)
		} else {
			r.rows = append(r.rows, w)
		}
	}
	r.tables()
	r.rows = all
	if len(others) == 0 {
		return
	}
	other := newReader(others, r.year)
	other.tables()
	adopted := false
	for table := 2; table <= 4; table++ {
		at, found := other.heads[table]
		_, own := r.heads[table]
		switch name := tableNames[table]; {
		case !found:
		case own:
			r.note(models.Key{}, at, "文件里另有标明是其他年度的%s，没有采用。", name)
		default:
			r.note(models.Key{}, at, "%s上标明的年度不是本报告的年度，文件里没有另外的%s，仍按本年度读取，请核对原文。", name, name)
			r.adopt(other, table)
			adopted = true
		}
	}
	if adopted {
		r.notes = append(r.notes, other.notes...)
	}
}

var (
	tableNames      = map[int]string{2: "表二", 3: "表三", 4: "表四"}
	measurePrefixes = map[int]string{2: "disclosure.", 3: "applications.", 4: "remedies."}
)

// adopt takes a table over from another reader, to be confirmed.
func (r *reader) adopt(other *reader, table int) {
	prefix := measurePrefixes[table]
	for k, v := range other.values {
		if strings.HasPrefix(k.Measure, prefix) {
			v.flags |= models.FlagUnverified
			r.values[k] = v
		}
	}
	for _, o := range other.open {
		if strings.HasPrefix(o.keys[0].Measure, prefix) {
			o.flags |= models.FlagUnverified
			r.open = append(r.open, o)
		}
	}
	switch table {
	case 2:
		r.counts = other.counts
	case 3:
		r.lines = other.lines
	}
}
