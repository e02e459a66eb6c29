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
