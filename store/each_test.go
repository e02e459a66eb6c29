package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/models"
)

// reportNames reads reports one after the other, as "agency year".
func reportNames(t *testing.T, s *Store, f ReportFilter) (names []string) {
	t.Helper()
	for r, err := range s.EachReport(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, fmt.Sprint(r.AgencyID, " ", r.Year))
	}
	return names
}

func TestEachReport(t *testing.T) {
	s := open(t)
	save(t, s, report("a-mzj", 2021, 7), file("1.docx", "1"))
	save(t, s, report("a-jyj", 2022, 5), file("2.docx", "2"))
	save(t, s, report("a-mzj", 2022, 7), file("3.docx", "3"))
	draft := report("a-jyj", 2023, 8)
	draft.Status = models.StatusReceived
	save(t, s, draft, file("4.docx", "4"))
	published := ReportFilter{Statuses: []models.Status{models.StatusPublished}}

	t.Run("by agency in the official order, then by year", func(t *testing.T) {
		if got, want := reportNames(t, s, published), []string{"a-jyj 2022", "a-mzj 2021", "a-mzj 2022"}; !slices.Equal(got, want) {
			t.Errorf("read %v, want %v", got, want)
		}
		if got, want := reportNames(t, s, ReportFilter{Years: []int{2022, 2023}, Agencies: []string{"a-jyj"}}), []string{"a-jyj 2022", "a-jyj 2023"}; !slices.Equal(got, want) {
			t.Errorf("read %v, want %v", got, want)
		}
		agencies, err := s.Agencies(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(agencies)
		for i := range agencies {
			agencies[i].Position = i + 1
		}
		if err := s.SaveAgencies(t.Context(), agencies, nil); err != nil {
			t.Fatal(err)
		}
		if got, want := reportNames(t, s, published), []string{"a-mzj 2021", "a-mzj 2022", "a-jyj 2022"}; !slices.Equal(got, want) {
			t.Errorf("in another official order read %v, want %v", got, want)
		}
	})
	t.Run("each in full", func(t *testing.T) {
		for r, err := range s.EachReport(t.Context(), published) {
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(load(t, s, r.AgencyID, r.Year), r); diff != "" {
				t.Errorf("%s %d (-alone +in the sequence):\n%s", r.AgencyID, r.Year, diff)
			}
		}
	})
	t.Run("years", func(t *testing.T) {
		years, err := s.ReportYears(t.Context(), published)
		if err != nil || !slices.Equal(years, []int{2021, 2022}) {
			t.Errorf("years = %v, %v", years, err)
		}
	})
	t.Run("of one state of the database", func(t *testing.T) {
		var read []string
		for r, err := range s.EachReport(t.Context(), published) {
			if err != nil {
				t.Fatal(err)
			}
			if len(read) == 0 {
				save(t, s, report("a-mzj", 2020, 3), file("5.docx", "5"))
				save(t, s, report("a-jyj", 2022, 6), file("6.docx", "6"))
			}
			read = append(read, fmt.Sprint(r.AgencyID, " ", r.Year, " ", r.Revision.No))
		}
		if want := []string{"a-mzj 2021 1", "a-mzj 2022 1", "a-jyj 2022 1"}; !slices.Equal(read, want) {
			t.Errorf("read %v, want %v", read, want)
		}
	})
	t.Run("left early, it frees its connection", func(t *testing.T) {
		for range 2 * readers {
			for range s.EachReport(t.Context(), published) {
				break
			}
		}
		if _, _, err := s.Version(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("ended by its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var last error
		for _, err := range s.EachReport(ctx, published) {
			cancel()
			last = err
		}
		if !errors.Is(last, context.Canceled) {
			t.Errorf("ended with %v", last)
		}
	})
}

// From every place on, the rest comes as it does from the beginning, agencies without reports and more of them than are looked up at
// once included.
func TestEachReportIn_FromAPlace(t *testing.T) {
	s := open(t)
	var agencies []models.Agency
	for i := range agenciesAtOnce + 5 {
		agencies = append(agencies, models.Agency{ID: fmt.Sprintf("a-%03d", (i*37)%(agenciesAtOnce+5)), Position: i/2 + 1, Kind: models.KindDepartment, Name: fmt.Sprint("机关", i)})
	}
	if err := s.SaveAgencies(t.Context(), agencies, nil); err != nil {
		t.Fatal(err)
	}
	for i, a := range agencies {
		if i%3 == 1 {
			continue
		}
		for _, y := range []int{2022, 2024}[:1+i%2] {
			save(t, s, models.Report{AgencyID: a.ID, Year: y, Revision: models.Revision{Edition: models.Edition2021, Scope: models.ScopeOrgan}}, file(fmt.Sprint(i, y), fmt.Sprint(i, y)))
		}
	}
	all := reportNames(t, s, ReportFilter{})
	if len(all) < agenciesAtOnce {
		t.Fatalf("%d reports", len(all))
	}
	position := map[string]int{}
	for _, a := range agencies {
		position[a.ID] = a.Position
	}
	for i := 0; i < len(all); i += 7 {
		name := all[i]
		var from Place
		if _, err := fmt.Sscan(name, &from.AgencyID, &from.Year); err != nil {
			t.Fatal(err)
		}
		from.Position = position[from.AgencyID]
		var got []string
		for r, err := range s.EachReportIn(t.Context(), ReportRange{From: from, Part: &Content{}}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(r.AgencyID, " ", r.Year))
		}
		if !slices.Equal(got, all[i:]) {
			t.Fatalf("from %s: %v, want %v", name, got, all[i:])
		}
	}
}

// A part of a report is the same as in the whole, and in the same order.
func TestEachReportIn_Part(t *testing.T) {
	s := open(t)
	single := report("a-mzj", 2021, 7)
	single.Revision.Figures = nil
	for _, k := range models.Cells(models.Edition2021, true) {
		single.Revision.Figures = append(single.Revision.Figures, models.Figure{Measure: k.Measure, Applicant: k.Applicant, Number: new(int64), State: models.StateReported, Raw: "0"})
	}
	save(t, s, single, file("1.docx", "1"))
	save(t, s, report("a-jyj", 2022, 5), file("2.docx", "2"))
	read := func(part *Content) (reports []models.Report) {
		for r, err := range s.EachReportIn(t.Context(), ReportRange{Part: part}) {
			if err != nil {
				t.Fatal(err)
			}
			reports = append(reports, r)
		}
		return reports
	}
	whole := read(nil)
	keys := []string{"remedies.reconsideration.total", "applications.other", "applications.received", "disclosure.fees.amount"}
	for i, r := range read(&Content{Figures: true, Measures: keys, Findings: true}) {
		keep := func(all []models.Figure) (list []models.Figure) {
			for _, f := range all {
				if slices.Contains(keys, f.Measure) {
					list = append(list, f)
				}
			}
			return list
		}
		if got, want := keep(r.Revision.Figures), keep(whole[i].Revision.Figures); !slices.EqualFunc(got, want, func(a, b models.Figure) bool { return a.Key() == b.Key() }) || len(got) == 0 || len(got) > 4*7 {
			t.Errorf("figures %v, in the whole %v", got, want)
		}
		if d := cmp.Diff(r.Revision.Findings, whole[i].Revision.Findings); d != "" || len(r.Revision.Findings) == 0 || r.Revision.Texts != nil {
			t.Errorf("findings:\n%s", d)
		}
		if d := cmp.Diff(r.Revision.Sources, whole[i].Revision.Sources); d != "" {
			t.Errorf("documents:\n%s", d)
		}
	}
	for i, r := range read(&Content{Figures: true, Applicants: []string{"enterprise"}, Texts: true}) {
		for _, f := range r.Revision.Figures {
			if f.Applicant != "enterprise" && f.Applicant != models.ApplicantTotal {
				t.Fatalf("a figure of %s", f.Applicant)
			}
		}
		if d := cmp.Diff(r.Revision.Texts, whole[i].Revision.Texts); d != "" || len(r.Revision.Figures) == 0 || r.Revision.Findings != nil {
			t.Errorf("texts:\n%s", d)
		}
	}
}
