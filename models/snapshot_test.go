package models

import (
	"slices"
	"testing"
	"time"
)

func TestNewSnapshotID(t *testing.T) {
	evening := time.Date(2026, 3, 31, 23, 30, 0, 0, time.UTC) // morning of the first of April in China
	for _, s := range []struct {
		name  string
		at    time.Time
		taken []string
		want  string
	}{
		{"first of a day", time.Date(2026, 3, 31, 2, 0, 0, 0, time.UTC), nil, "s2026-03-31"},
		{"the day of China", evening, nil, "s2026-04-01"},
		{"second of a day", evening, []string{"s2026-04-01"}, "s2026-04-01-2"},
		{"third of a day", evening, []string{"s2026-04-01", "s2026-04-01-2"}, "s2026-04-01-3"},
	} {
		id := NewSnapshotID(s.at, func(id string) bool { return slices.Contains(s.taken, id) })
		if id != s.want || !IsSnapshotID(id) {
			t.Errorf("%s: %s, want %s", s.name, id, s.want)
		}
	}
	for _, bad := range []string{"", "latest", "s2026-3-31", "s2026-03-31-0", "s2026-03-31-", "2026-03-31", "s2026-03-31/../x", "S2026-03-31"} {
		if IsSnapshotID(bad) {
			t.Errorf("%q counts as an id", bad)
		}
	}
}

func TestCellChanges(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	key := Key{"applications.received", ApplicantTotal}
	figure := func(v *int64, s State, f Flags) Figure {
		return Figure{Measure: key.Measure, Applicant: key.Applicant, Number: v, State: s, Flags: f}
	}
	report := func(fs ...Figure) *Report {
		return &Report{AgencyID: "a-mzj", Year: 2025, Revision: Revision{No: 2, Edition: Edition2021, SourceURL: "https://example.test/2", Figures: fs, Sources: []Source{{SHA256: "ab"}}}}
	}
	for _, s := range []struct {
		name          string
		before, after *Report
		want          []CellChangeKind
	}{
		{"no report at all", nil, nil, nil},
		{"a new report is one change", nil, report(figure(n(3), StateReported, 0), Figure{Measure: "releases.total"}), []CellChangeKind{ReportAdded}},
		{"a report that went is one change", report(figure(n(3), StateReported, 0)), nil, []CellChangeKind{ReportWithdrawn}},
		{"the same", report(figure(n(3), StateReported, 0)), report(figure(n(3), StateReported, 0)), nil},
		{"printed otherwise", report(Figure{Measure: key.Measure, Applicant: key.Applicant, Number: n(0), State: StateReported, Raw: "0"}), report(Figure{Measure: key.Measure, Applicant: key.Applicant, Number: n(0), State: StateReported, Raw: "０"}), nil},
		{"another value", report(figure(n(3), StateReported, 0)), report(figure(n(4), StateReported, FlagRevised)), []CellChangeKind{FigureChanged}},
		{"blank is not zero", report(figure(nil, StateBlank, 0)), report(figure(n(0), StateReported, 0)), []CellChangeKind{FigureChanged}},
		{"in doubt now", report(figure(n(3), StateReported, 0)), report(figure(n(3), StateReported, FlagSuspect)), []CellChangeKind{FigureChanged}},
		{"only marked as revised", report(figure(n(3), StateReported, 0)), report(figure(n(3), StateReported, FlagRevised)), nil},
		{"a cell that the new form lacks", report(figure(n(3), StateReported, 0)), report(), []CellChangeKind{FigureChanged}},
		{"a cell that the old form lacks", report(), report(figure(n(3), StateReported, 0)), []CellChangeKind{FigureChanged}},
	} {
		changes := CellChanges(s.before, s.after)
		var kinds []CellChangeKind
		for _, c := range changes {
			kinds = append(kinds, c.Kind)
			if c.AgencyID != "a-mzj" || c.Year != 2025 || c.SourceURL == "" || c.SourceSHA256 != "ab" || c.Kind.Label().Zh == "" {
				t.Errorf("%s: %+v does not say where it stands", s.name, c)
			}
			if c.Kind == FigureChanged && (c.Key != key || c.Old.Key() != key || c.New.Key() != key) {
				t.Errorf("%s: keys differ in %+v", s.name, c)
			}
		}
		if !slices.Equal(kinds, s.want) {
			t.Errorf("%s: %v, want %v", s.name, kinds, s.want)
		}
	}
}
