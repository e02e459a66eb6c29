package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/models"
)

func TestQueries(t *testing.T) {
	s := open(t)
	wrong := set(report("a-jyj", 2022, 5), "applications.granted", "research", 9)
	blank := &wrong.Revision.Figures[8]
	*blank = models.Figure{Measure: blank.Measure, State: models.StateBlank, Raw: "/"}
	save(t, s, wrong, file("1.docx", "1"))
	save(t, s, report("a-mzj", 2022, 7), file("2.docx", "2"))
	draft := report("a-mzj", 2023, 8)
	draft.Status = models.StatusReceived
	save(t, s, draft, file("3.docx", "3"))

	heads, err := s.Reports(t.Context(), ReportFilter{})
	if err != nil || len(heads) != 3 || heads[0].AgencyID != "a-jyj" || heads[2].Year != 2023 {
		t.Fatalf("heads = %+v, %v", heads, err)
	}
	if h := heads[0]; h.Errors != 2 || h.Blank != 1 || h.Cells != 201 || h.Absent != 0 || h.Edition != models.Edition2021 || h.Title == "" {
		t.Errorf("head = %+v; want two errors and a blank", h)
	}
	if published, err := s.Reports(t.Context(), ReportFilter{Statuses: []models.Status{models.StatusPublished}}); err != nil || len(published) != 2 {
		t.Errorf("published = %+v, %v", published, err)
	}

	observed, err := s.Observations(t.Context(), ObservationFilter{Measures: []string{"applications.received"}, Applicants: []string{models.ApplicantTotal}})
	if err != nil || len(observed) != 2 {
		t.Fatalf("observations = %+v, %v; a draft is not published", observed, err)
	}
	if _, err := s.PublishedSource(t.Context(), file("2.docx", "2").SHA256); err != nil {
		t.Errorf("the document of a published report: %v", err)
	}
	if _, err := s.PublishedSource(t.Context(), file("3.docx", "3").SHA256); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("the document of a draft: %v", err)
	}
	full, err := s.FullReports(t.Context(), ReportFilter{Statuses: []models.Status{models.StatusPublished}})
	if err != nil || len(full) != 2 || len(full[1].Revision.Figures) != 201 || full[1].AgencyID != "a-mzj" {
		t.Errorf("%d full reports, %v", len(full), err)
	}
	if o := observed[1]; o.AgencyID != "a-mzj" || o.Year != 2022 || o.Scope != models.ScopeOrgan || *o.Number != 7 || o.Where.Row != 3 {
		t.Errorf("observation = %+v", o)
	}
	all, err := s.Observations(t.Context(), ObservationFilter{Years: []int{2022}, Agencies: []string{"a-mzj"}})
	if err != nil || len(all) != 201 {
		t.Errorf("%d figures of one report, %v", len(all), err)
	}

	failed, err := s.Findings(t.Context(), FindingFilter{Results: []models.Result{models.Fail}, Severities: []models.Severity{models.SeverityError}})
	if err != nil || len(failed) != 2 || failed[0].AgencyID != "a-jyj" || len(failed[0].Figures) == 0 {
		t.Errorf("failed = %+v, %v", failed, err)
	}
	counts, err := s.RuleCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var row models.RuleCount
	for _, c := range counts {
		if c.Rule == "t3.row" {
			row = c
		}
	}
	if row.Fail != 1 || row.Pass+row.Fail+row.NotAssessable != 2*len(models.LinesOf(false)) {
		t.Errorf("t3.row fares %+v over two reports", row)
	}
	byReport, err := s.FindingCounts(t.Context(), FindingFilter{Agencies: []string{"a-jyj", "a-mzj"}})
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]int{}
	for _, c := range byReport {
		sums[c.Rule] += c.Pass + 1000*c.Fail + 1000000*c.NotAssessable
		if c.Year != 2022 {
			t.Errorf("a draft is counted: %+v", c)
		}
	}
	for _, c := range counts {
		if want := c.Pass + 1000*c.Fail + 1000000*c.NotAssessable; sums[c.Rule] != want {
			t.Errorf("%s: the reports add up to %d, want %d", c.Rule, sums[c.Rule], want)
		}
	}
	if fails, err := s.FindingCounts(t.Context(), FindingFilter{Agencies: []string{"a-jyj"}, Years: []int{2022}, Rules: []string{"t3.row"}}); err != nil || len(fails) != 1 || fails[0].Fail != 1 {
		t.Errorf("one rule of one report: %+v, %v", fails, err)
	}
	texts, err := s.Texts(t.Context(), 6, ReportFilter{Years: []int{2022}})
	if err != nil || len(texts) != 2 || !strings.Contains(texts[0].Body, "信息处理费") {
		t.Errorf("texts = %+v, %v", texts, err)
	}
}

// What visitors ask for must be found by an index: the driver cannot stop a query that runs away.
func TestObservations_UseAnIndex(t *testing.T) {
	s := open(t)
	for _, where := range []string{"f.measure IN ('applications.received') AND f.applicant IN ('total')", "f.measure IN ('applications.received') AND r.year IN (2023)", "r.agency_id IN ('a-jyj')"} {
		var plan []struct{ Detail string }
		query := "EXPLAIN QUERY PLAN SELECT f.value FROM figures f JOIN reports r ON r.current_id = f.revision_id AND r.status = 'published' WHERE " + where
		if err := s.r.Raw(query).Scan(&plan).Error; err != nil {
			t.Fatal(err)
		}
		for _, step := range plan {
			if strings.HasPrefix(step.Detail, "SCAN f") {
				t.Errorf("%s: %s", where, step.Detail)
			}
		}
	}
}

// district fills a store with the reports of agencies × years.
func district(b *testing.B, agencies, years int) *Store {
	b.Helper()
	s, err := Open(context.Background(), filepath.Join(b.TempDir(), "gongkai.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	var list []models.Agency
	for i := range agencies {
		list = append(list, models.Agency{ID: fmt.Sprintf("a-%02d", i), Position: i, Kind: models.KindDepartment, Name: fmt.Sprintf("第%d局", i)})
	}
	if err := s.SaveAgencies(context.Background(), list, nil); err != nil {
		b.Fatal(err)
	}
	for i, a := range list {
		for y := range years {
			name := fmt.Sprintf("%s-%d.docx", a.ID, y)
			if _, err := s.SaveReport(context.Background(), report(a.ID, 2016+y, int64(i*y)), file(name, name)); err != nil {
				b.Fatal(err)
			}
		}
	}
	return s
}

func BenchmarkSaveReport(b *testing.B) {
	s := district(b, 1, 0)
	for i := 0; b.Loop(); i++ {
		name := fmt.Sprintf("%d.docx", i)
		if _, err := s.SaveReport(context.Background(), report("a-00", 2020, int64(i)), file(name, name)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQueries(b *testing.B) {
	s := district(b, 60, 10)
	ctx := context.Background()
	for name, query := range map[string]func() (int, error){
		"one measure": func() (int, error) {
			found, err := s.Observations(ctx, ObservationFilter{Measures: []string{"applications.received"}, Applicants: []string{models.ApplicantTotal}})
			return len(found), err
		},
		"outcomes": func() (int, error) {
			var measures []string
			for _, l := range models.Lines {
				measures = append(measures, "applications."+l.Code)
			}
			found, err := s.Observations(ctx, ObservationFilter{Measures: measures, Applicants: []string{models.ApplicantTotal}})
			return len(found), err
		},
		"everything": func() (int, error) {
			found, err := s.Observations(ctx, ObservationFilter{})
			return len(found), err
		},
		"heads": func() (int, error) {
			found, err := s.Reports(ctx, ReportFilter{})
			return len(found), err
		},
		"rules": func() (int, error) {
			found, err := s.RuleCounts(ctx)
			return len(found), err
		},
		"one report": func() (int, error) {
			_, err := s.Report(ctx, "a-30", 2020)
			return 1, err
		},
		"version": func() (int, error) {
			_, _, err := s.Version(ctx)
			return 1, err
		},
	} {
		b.Run(name, func(b *testing.B) {
			var n int
			for b.Loop() {
				var err error
				if n, err = query(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n), "rows")
		})
	}
}
