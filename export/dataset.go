package export

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/models"
)

// Dataset is what the data files are made from: the published state of one installation, live or of a snapshot.
//
// Reports are read as the files are written, so that a hundred thousand of them take no more memory than one agency's. They may be
// read more than once, but not by two at a time.
type Dataset struct {
	SnapshotID  string    // "" for the live state
	SnapshotAt  time.Time // zero for the live state
	Settings    models.Settings
	Agencies    []models.Agency // in the official order
	Successions []models.Succession
	Changes     []models.CellChange             // of a snapshot: since the one before
	Years       []int                           // those in which anybody has a report, ascending
	Reports     iter.Seq2[models.Report, error] // by agency in the order of Agencies, then by year: current revisions, with figures, findings and sources; nil is none
}

// With returns the dataset with the reports of a list, whatever its order.
func (d Dataset) With(reports []models.Report) Dataset {
	place := make(map[string]int, len(d.Agencies))
	for i, a := range d.Agencies {
		place[a.ID] = i
	}
	sorted := slices.Clone(reports)
	slices.SortStableFunc(sorted, func(a, b models.Report) int {
		return cmp.Or(cmp.Compare(place[a.AgencyID], place[b.AgencyID]), cmp.Compare(a.Year, b.Year))
	})
	d.Years = nil
	for _, r := range sorted {
		d.Years = append(d.Years, r.Year)
	}
	slices.Sort(d.Years)
	d.Years = slices.Compact(d.Years)
	d.Reports = func(yield func(models.Report, error) bool) {
		for _, r := range sorted {
			if !yield(r, nil) {
				return
			}
		}
	}
	return d
}

// File is one of the data files. See Files.
type File struct {
	Name    string // the command line's --what and the file's name
	Label   models.Label
	Columns []Column
	start   func(d *Dataset, emit emitter) part
}

// emitter takes one row, which it does not keep.
type emitter func(row []string) error

// part makes the rows of one file in one pass over a dataset: add is given its entries one after the other, end what is left.
// Either may be nil.
type part struct {
	add func(entry) error
	end func() error
}

// Files are the data files in the order of the downloads page.
var Files []File

func init() { // here, because the dictionary explains the columns of all of them
	Files = []File{observationsFile, wideFile, indicatorsFile, agenciesFile, agencyNamesFile, reportsFile, findingsFile, changesFile, textsFile, dictionaryFile}
}

// aliases are former names of files, which scripts may still use.
var aliases = map[string]string{"observations": "observations-long", "wide": "agency-year-wide", "findings": "quality-findings"}

// FileOf finds a data file by its name or a former one.
func FileOf(name string) (File, bool) {
	i := slices.IndexFunc(Files, func(f File) bool { return f.Name == name || f.Name == aliases[name] })
	if i < 0 {
		return File{}, false
	}
	return Files[i], true
}

// FileNames are the names that FileOf knows, former ones last.
func FileNames() []string {
	var names []string
	for _, f := range Files {
		names = append(names, f.Name)
	}
	return append(names, slices.Sorted(maps.Keys(aliases))...)
}

// Write writes the file's rows as they are made; see Format.
func (f File) Write(w io.Writer, d Dataset, format Format, o Options) error {
	_, err := Make(d, []Output{{File: f, Format: format, Writer: w, Options: o}})
	return err
}

// Output is a file to be made.
type Output struct {
	File    File
	Format  Format
	Writer  io.Writer
	Options Options
}

// Make makes any number of files in one pass over the reports and returns how many rows each has. After an error none is complete.
func Make(d Dataset, outputs []Output) (rows []int, err error) {
	encoders := make([]encoder, len(outputs))
	defer func() {
		for _, e := range encoders {
			if e != nil && err != nil {
				e.abandon()
			}
		}
	}()
	files := make([]File, len(outputs))
	for i, o := range outputs {
		if o.Options.About.Title == "" {
			o.Options.About = d.about(o.File)
		}
		files[i] = o.File
		if encoders[i], err = newEncoder(o.Writer, o.Format, o.File.Columns, o.Options); err != nil {
			return nil, err
		}
	}
	rows = make([]int, len(outputs))
	err = Each(d, files, func(i int, row []string) error {
		rows[i]++
		if err := encoders[i].row(row); err != nil {
			return fmt.Errorf("write %s.%s: %w", outputs[i].File.Name, outputs[i].Format, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, e := range encoders {
		if err = e.close(); err != nil {
			return nil, fmt.Errorf("write %s.%s: %w", outputs[i].File.Name, outputs[i].Format, err)
		}
	}
	return rows, nil
}

// about is what a file of the dataset says of itself.
func (d Dataset) about(f File) About {
	s := d.Settings
	a := About{Title: s.District + "政府信息公开年报数据：" + f.Label.Zh}
	add := func(name, value string) {
		if value != "" {
			a.Facts = append(a.Facts, Fact{name, value})
		}
	}
	add("数据文件 / File", f.Name)
	add("行政区划代码 / District code", s.DistrictCode)
	add("年度 / Years", yearRange(d.Years))
	add("快照 / Snapshot", cmp.Or(d.SnapshotID, "实时数据 / live state"))
	add("快照时间 / Made at", stamp(d.SnapshotAt))
	add("主办单位 / Publisher", s.Office)
	add("网址 / Site", s.BaseURL)
	add("许可 / Licence", s.Rights(models.Zh))
	add("许可全文 / Text of the licence", s.LicenceURL)
	if s.Demo {
		add("注意 / Note", "演示数据，全部虚构 / Demo data, all invented")
	}
	add("来源 / Source", "各机关公布的政府信息公开工作年度报告 / The yearly reports that agencies published")
	add("空值 / Empty cells", "空不等于 0，原因见 value_status / Empty is not 0; value_status says why")
	add("合计 / Totals", "row_type 为 total 的行是合计，不要与其他行相加 / Rows of row_type total are sums; do not add them to the others")
	return a
}

// yearRange writes years as in file names: "2021-2025", "2024", "" for none.
func yearRange(years []int) string {
	switch len(years) {
	case 0:
		return ""
	case 1:
		return strconv.Itoa(years[0])
	}
	return strconv.Itoa(years[0]) + "-" + strconv.Itoa(years[len(years)-1])
}

// Count is how many rows the file has.
func (f File) Count(d Dataset) (int, error) {
	n := 0
	err := f.rows(&d, func([]string) error { n++; return nil })
	return n, err
}

// Rows makes the file's rows one after the other, as many cells as Columns each, and stops where emit fails, with its error. A row
// is emit's only until it returns.
func (f File) Rows(d Dataset, emit func(row []string) error) error { return f.rows(&d, emit) }

func (f File) rows(d *Dataset, emit emitter) error {
	return Each(*d, []File{f}, func(_ int, row []string) error { return emit(row) })
}

// Each makes the rows of several files in one pass over the reports and hands them over with the place of their file. The rows of a file
// come in order, those of different files mixed. A row is not to be kept: it may be written to again.
func Each(d Dataset, files []File, emit func(file int, row []string) error) error {
	parts := make([]part, len(files))
	reads := false
	for i, f := range files {
		parts[i] = f.start(&d, func(row []string) error { return emit(i, row) })
		reads = reads || parts[i].add != nil
	}
	if reads {
		for e, err := range d.entries() {
			if err != nil {
				return err
			}
			for _, p := range parts {
				if p.add == nil {
					continue
				}
				if err := p.add(e); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range parts {
		if p.end == nil {
			continue
		}
		if err := p.end(); err != nil {
			return err
		}
	}
	return nil
}

// entry is an agency and year for which there is a report, or for which one is owed.
type entry struct {
	agency models.Agency
	year   int
	report *models.Report // nil where the report is missing
}

// entries lists agencies in their order, and for each the years it reported or owed a report, of those years in which anybody reported.
// It fails if reports come in another order, are of agencies or years that are not the dataset's, or come twice.
func (d *Dataset) entries() iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		reports := d.Reports
		if reports == nil {
			reports = func(func(models.Report, error) bool) {}
		}
		next, stop := iter.Pull2(reports)
		defer stop()
		report, err, ok := next()
		for _, a := range d.Agencies {
			for _, y := range d.Years {
				e := entry{agency: a, year: y}
				if ok && err == nil && report.AgencyID == a.ID && report.Year == y {
					current := report
					e.report = &current
					report, err, ok = next()
				}
				if (e.report != nil || a.OwesIn(y)) && !yield(e, nil) {
					return
				}
			}
			if err != nil {
				break
			}
		}
		switch {
		case err != nil:
			yield(entry{}, err)
		case ok:
			yield(entry{}, fmt.Errorf("the report %s %d is out of order, or of an agency or year that the dataset lacks", report.AgencyID, report.Year))
		}
	}
}

// reportID is the id of a report in data files: letter-prefixed, so that Excel keeps it text.
func (e entry) reportID() string {
	if e.report == nil {
		return ""
	}
	return reportID(e.agency.ID, e.year)
}

func reportID(agencyID string, year int) string {
	return "r-" + strings.TrimPrefix(agencyID, "a-") + "-" + strconv.Itoa(year)
}

func (e entry) status() models.Status {
	if e.report == nil {
		return models.StatusMissing
	}
	return e.report.Status
}

// source is the first document of the report; the zero Source where there is none.
func (e entry) source() models.Source {
	if e.report == nil || len(e.report.Revision.Sources) == 0 {
		return models.Source{}
	}
	return e.report.Revision.Sources[0]
}

// due is the ISO date by which the report is to be published. A missing report is due as its agency's kind says.
func (e entry) due(s models.Settings) string {
	switch {
	case e.report != nil:
		return s.DueOn(e.report.Revision.Scope, e.year)
	case e.agency.Kind == models.KindGovernment:
		return s.DueOn(models.ScopeTerritory, e.year)
	}
	return s.DueOn(models.ScopeOrgan, e.year)
}

// daysLate is "0" for a report in time and "" where the day of publication is not known.
func (e entry) daysLate(s models.Settings) string {
	if e.report == nil {
		return ""
	}
	published, err := time.Parse(time.DateOnly, e.report.Revision.PublishedOn)
	if err != nil {
		return ""
	}
	due, err := time.Parse(time.DateOnly, e.due(s))
	if err != nil {
		return ""
	}
	return strconv.Itoa(max(0, int(published.Sub(due)/(24*time.Hour))))
}

// stamp writes a time as ISO 8601 in UTC, "" if it is not known.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func text(code, zh, en string) Column {
	return Column{Code: code, Label: models.Label{Zh: zh, En: en}, Text: true}
}

func number(code, zh, en string) Column {
	return Column{Code: code, Label: models.Label{Zh: zh, En: en}}
}

func count(code, zh, en string) Column {
	return Column{Code: code, Label: models.Label{Zh: zh, En: en}, Whole: true}
}

// saying is the column with what it means where it stands.
func (c Column) saying(zh, en string) Column {
	c.about = models.Label{Zh: zh, En: en}
	return c
}

// snapshotColumn is the first column of files of rows: a row taken out of its file still says which state it is of.
var snapshotColumn = text("snapshot_id", "快照编号", "Snapshot id")
