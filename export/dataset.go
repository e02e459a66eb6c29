package export

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/models"
)

// Dataset is what the data files are made from: the published state of one installation.
//
// It is held in memory whole. A district of 60 organs over ten years has 600 reports of some 200 cells; the files made from it are
// streamed and add nothing. A province with a hundred thousand reports is to be exported district by district.
type Dataset struct {
	Settings    models.Settings
	Agencies    []models.Agency // in the official order
	Successions []models.Succession
	Reports     []models.Report // current revisions, with figures, findings and sources
}

// File is one of the data files. See Files.
type File struct {
	Name    string // the command line's --what and the file's name
	Label   models.Label
	Columns []Column
	rows    func(d *Dataset, emit func([]string) error) error
}

// Files are the data files in the order of the downloads page.
var Files = []File{observationsFile, wideFile, reportsFile, findingsFile, agenciesFile}

// FileOf finds a data file by its name.
func FileOf(name string) (File, bool) {
	i := slices.IndexFunc(Files, func(f File) bool { return f.Name == name })
	if i < 0 {
		return File{}, false
	}
	return Files[i], true
}

// Write writes the file's rows as they are made, in the conventions of Table.Write.
func (f File) Write(w io.Writer, d Dataset, format Format, o Options) error {
	return write(w, format, o, f.Columns, func(emit func([]string) error) error { return f.rows(&d, emit) })
}

// Count is how many rows the file has.
func (f File) Count(d Dataset) int {
	n := 0
	_ = f.rows(&d, func([]string) error { n++; return nil }) // counting does not fail
	return n
}

// entry is an agency and year for which there is a report, or for which one is owed.
type entry struct {
	agency models.Agency
	year   int
	report *models.Report // nil where the report is missing
}

// entries lists agencies in their order, and for each the years it reported or owed a report, of those years in which anybody reported.
func (d *Dataset) entries() []entry {
	type key struct {
		agency string
		year   int
	}
	reports := map[key]*models.Report{}
	var years []int
	for i := range d.Reports {
		r := &d.Reports[i]
		reports[key{r.AgencyID, r.Year}] = r
		years = append(years, r.Year)
	}
	slices.Sort(years)
	years = slices.Compact(years)
	var es []entry
	for _, a := range d.Agencies {
		for _, y := range years {
			if r := reports[key{a.ID, y}]; r != nil || a.OwesIn(y) {
				es = append(es, entry{a, y, r})
			}
		}
	}
	return es
}

// reportID is the id of a report in data files: letter-prefixed, so that Excel keeps it text.
func (e entry) reportID() string {
	if e.report == nil {
		return ""
	}
	return "r-" + strings.TrimPrefix(e.agency.ID, "a-") + "-" + strconv.Itoa(e.year)
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

func text(code, zh, en string) Column   { return Column{code, models.Label{Zh: zh, En: en}, true} }
func number(code, zh, en string) Column { return Column{code, models.Label{Zh: zh, En: en}, false} }
