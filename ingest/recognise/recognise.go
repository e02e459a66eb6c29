// Package recognise finds the national form in the cells of a document. It matches labels to the codes of models, never counts of
// numbers; it keeps where every figure stood; and what it did not find, or found only by a guess, it says in a note. It knows no
// format.
package recognise

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// Version is raised whenever the same document may give another result.
const Version = 3

// Report reads a document's report. name is the file's name, a last resort for the agency and the year. year is 0 if none is
// stated anywhere.
//
// It fails with EINVALID if the document holds no part of the form, or more than one report.
func Report(doc cells.Document, name string) (rev models.Revision, year int, err error) {
	r := newReader(readRows(doc), 0)
	r.sections(doc)
	h := r.readHead(doc, name)
	r.year = h.year
	r.tablesOfTheYear()
	if !r.isReport() {
		return models.Revision{}, 0, models.Errorf(models.EINVALID, "文件“%s”不像政府信息公开工作年度报告：没有找到报告的各部分标题，也没有找到三张统计表。请确认上传的文件。", path.Base(name))
	}
	if len(r.conflicts) >= manyConflicts && reportsIn(doc) > 1 {
		return models.Revision{}, 0, models.Errorf(models.EINVALID, "文件“%s”里有不止一份年度报告，数字不同，不能确定读哪一份。请把每份报告存成单独的文件再交。", path.Base(name))
	}
	r.edition(h.year)
	rev = models.Revision{Edition: r.form, Scope: scopeOf(h.agency, r.texts), AgencyName: h.agency, Title: h.title, TitleYear: h.titleYear,
		PeriodYear: h.periodYear, PublishedOn: h.published, ParserNo: Version, Texts: r.texts}
	rev.Figures = r.figures()
	rev.Solve()
	rev.Figures = append(rev.Figures, r.releases(h.year)...)
	rev.Figures = append(rev.Figures, r.fee(h.year)...)
	for i := range r.notes {
		r.notes[i].No = i + 1
	}
	rev.Notes = r.notes
	return rev, h.year, nil
}

// reader gathers what one document says.
type reader struct {
	rows      []row
	year      int                  // the report's, 0 if none is stated
	values    map[models.Key]value // what tables two to four print
	lines     map[string]bool      // lines of table three that have a row
	open      []openRow            // rows whose numbers could not be placed by header and label
	heads     map[int]models.Where // where each table that was found begins, by its section
	counts    map[models.Edition]int
	form      models.Edition
	texts     []models.Text
	notes     []models.Note
	conflicts []models.Key // cells that are met twice with different contents
	filled    []models.Key // cells that are met twice, once with nothing in them
}

// manyConflicts is how many cells that are met twice make two reports of two first sections with tables.
const manyConflicts = 20

// reportsIn counts the first sections that have a table before the next one begins.
func reportsIn(doc cells.Document) int {
	n := 0
	begun := false
	for _, b := range doc.Blocks {
		if b.Grid != nil {
			if begun {
				n++
			}
			begun = false
			continue
		}
		if h, ok := sectionHeading(b.Text, b.Heading); ok && h.no == 1 && h.numbered {
			begun = true
		}
	}
	return n
}

func newReader(rows []row, year int) *reader {
	return &reader{rows: rows, year: year, values: make(map[models.Key]value, 256), lines: map[string]bool{}, heads: map[int]models.Where{}, counts: map[models.Edition]int{}}
}

func (r *reader) note(k models.Key, at models.Where, format string, args ...any) {
	key := ""
	if k != (models.Key{}) {
		key = k.String()
	}
	r.notes = append(r.notes, models.Note{Key: key, Where: at, Message: fmt.Sprintf(format, args...)})
}

// isReport reports whether the document holds enough of the form to be one: two of its sections or one of its tables.
func (r *reader) isReport() bool {
	sections := 0
	for _, t := range r.texts {
		if t.Section > 0 {
			sections++
		}
	}
	return sections >= 2 || len(r.values) >= 3 || len(r.lines) >= 3
}

// edition settles the form's edition by table two's columns, and by the year where there are none.
func (r *reader) edition(year int) {
	n2019, n2021 := r.counts[models.Edition2019], r.counts[models.Edition2021]
	switch {
	case n2021 >= n2019 && n2021 > 0:
		r.form = models.Edition2021
	case n2019 > 0:
		r.form = models.Edition2019
	case year > 0:
		r.form = models.EditionDue(year)
		r.note(models.Key{}, models.Where{}, "没有找到表二的列标题，按年度推定为%s年版格式。", r.form)
	default:
		r.form = models.Edition2021
		r.note(models.Key{}, models.Where{}, "没有找到表二的列标题和年度，按2021年版格式读取。")
	}
	if n2019 > 0 && n2021 > 0 {
		r.note(models.Key{}, models.Where{}, "表二混用了2019年版和2021年版的列标题，按%s年版读取，另一版的数字没有采用，请核对。", r.form)
	}
	if year > 0 && models.EditionDue(year) != r.form {
		r.note(models.Key{}, models.Where{}, "%d年度应当使用%s年版格式，文件使用的是%s年版。", year, models.EditionDue(year), r.form)
	}
}

// figures lists every cell of the edition once, in the form's order.
func (r *reader) figures() []models.Figure {
	single := r.form == models.Edition2019
	if r.lines[models.LineOther] && !r.lines["other.no_correction"] && !r.lines["other.fee_unpaid"] && !r.lines["other.other"] {
		single = true
	}
	r.place(single)
	keys := models.Cells(r.form, single)
	if single && r.form == models.Edition2021 {
		keys = withAbsentItems(keys)
	}
	fs := make([]models.Figure, 0, len(keys))
	for _, k := range keys {
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateAbsent}
		if v, ok := r.values[k]; ok {
			f.Number, f.State, f.Flags, f.Raw, f.Where = v.number, v.state, v.flags, v.raw, v.where
			if v.note != "" {
				r.note(k, v.where, "%s：%s", k.Name(models.Zh), v.note)
			}
		}
		fs = append(fs, f)
	}
	return fs
}

// withAbsentItems adds the three lines of 其他处理 that a form-2021 report with the single line does not print: the edition has them.
func withAbsentItems(keys []models.Key) []models.Key {
	at := slices.IndexFunc(keys, func(k models.Key) bool { return k.Measure == "applications."+models.LineOther })
	var items []models.Key
	for _, l := range models.Lines {
		if strings.HasPrefix(l.Code, models.LineOther+".") {
			for _, a := range models.Applicants {
				items = append(items, models.Key{Measure: "applications." + l.Code, Applicant: a.Code})
			}
		}
	}
	return slices.Insert(keys, at, items...)
}
