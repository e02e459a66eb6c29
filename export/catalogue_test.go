package export

import (
	"bytes"
	"slices"
	"testing"

	"gongkai/models"
)

// value returns the cell of a column, and fails where the table is not rectangular.
func value(t *testing.T, table Table, row int, column string) string {
	t.Helper()
	i := slices.IndexFunc(table.Columns, func(c Column) bool { return c.Code == column })
	if i < 0 || row >= len(table.Rows) || len(table.Rows[row]) != len(table.Columns) {
		t.Fatalf("%s has no column %s in row %d", table.Name, column, row)
	}
	return table.Rows[row][i]
}

func TestOutcomeTable(t *testing.T) {
	n := func(v int64) models.Point { return models.Point{State: models.StateReported, Number: &v} }
	implied := models.Point{State: models.StateReported, Number: new(int64), Flags: models.FlagZeroImplied | models.FlagRevised}
	known := models.OutcomeRow{Year: 2024, State: models.StateReported, Edition: models.Edition2021, Sum: 40, Have: 3, Of: 4,
		Groups: [6]models.Point{n(30), n(5), n(5), n(0), n(0), implied}}
	missing := models.OutcomeRow{Agency: models.Agency{ID: "a-x", Name: "区教育局"}, Year: 2024, State: models.StateNotReported}
	table := OutcomeTable([]models.OutcomeRow{known, missing}, models.Zh)
	if len(table.Rows) != 12 {
		t.Fatalf("%d rows", len(table.Rows))
	}
	for _, want := range []struct {
		row           int
		column, value string
	}{{0, "agency_id", "DISTRICT"}, {0, "value", "30"}, {0, "share", "0.75"}, {0, "coverage_of", "4"}, {0, "value_status", ""}, {5, "flags", "revised"}, {3, "value", "0"}, {3, "share", "0"},
		{6, "agency_id", "a-x"}, {6, "value", ""}, {6, "share", ""}, {6, "value_status", "not_reported"}} {
		if got := value(t, table, want.row, want.column); got != want.value {
			t.Errorf("row %d: %s is %q, want %q", want.row, want.column, got, want.value)
		}
	}
}

func TestPublicationTable(t *testing.T) {
	a := models.Agency{ID: "a-x", Name: "区教育局", Kind: models.KindDepartment, Owes: []models.Obligation{{Year: 2023}, {Year: 2024}}}
	heads := []models.ReportHead{{AgencyID: "a-x", Year: 2023, Scope: models.ScopeOrgan, PublishedOn: "2024-01-30", Counts: models.Counts{Errors: 1, Blank: 2, Absent: 3}}}
	table := PublicationTable(models.DefaultSettings(), []models.Agency{a}, []int{2022, 2023, 2024}, heads, models.Zh)
	for row, status := range []string{"not_due", "published", "missing"} {
		if got := value(t, table, row, "status"); got != status {
			t.Errorf("row %d is %s, want %s", row, got, status)
		}
	}
	if value(t, table, 1, "cells_missing") != "5" || value(t, table, 2, "due_on") != "2025-01-31" {
		t.Errorf("rows = %v", table.Rows)
	}
}

func TestCatalogues_NameEverything(t *testing.T) {
	for _, table := range []Table{SubjectTable(models.Zh), RuleTable([]models.RuleCount{{Rule: "t3.row", Pass: 7}}, models.En), WordTable(models.Zh)} {
		for _, f := range []Format{CSV, JSON} {
			if err := table.Write(&bytes.Buffer{}, f, Options{}); err != nil {
				t.Errorf("%s as %s: %v", table.Name, f, err)
			}
		}
	}
	if got, want := len(SubjectTable(models.Zh).Rows), len(models.Measures)+len(models.Indicators); got != want {
		t.Errorf("%d subjects, want %d", got, want)
	}
	if got := len(RuleTable(nil, models.Zh).Rows); got != len(models.Rules) {
		t.Errorf("%d rules, want %d", got, len(models.Rules))
	}
}

func TestFigureTable_HasNoTotals(t *testing.T) {
	n := int64(7)
	rev := models.Revision{Edition: models.Edition2021, Scope: models.ScopeOrgan, Figures: []models.Figure{{Measure: "applications.received", Applicant: "total", Number: &n, State: models.StateReported}}}
	table, err := FigureTable(Dataset{Agencies: []models.Agency{{ID: "a-x", Name: "区教育局"}}}.With([]models.Report{{AgencyID: "a-x", Year: 2024, Revision: rev}}))
	if err != nil || len(table.Rows) != 1 || value(t, table, 0, "value") != "7" {
		t.Errorf("rows = %v, %v", table.Rows, err)
	}
}
