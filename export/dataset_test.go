package export_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/export"
	"gongkai/models"
)

func n(v int64) *int64 { return &v }

// small is a district with a blank, a zero, a suspect total, an approximate number, text like a formula, a report on the form of
// 2019, one that is missing, one late, and the government's own.
func small() export.Dataset {
	received := func(applicant string, v *int64, state models.State, flags models.Flags, raw string) models.Figure {
		return models.Figure{Measure: "applications.received", Applicant: applicant, Number: v, State: state, Flags: flags, Raw: raw,
			Where: models.Where{Table: 2, Row: 4, Column: 4}}
	}
	edu := models.Revision{No: 2, Edition: models.Edition2021, Scope: models.ScopeOrgan, Title: "甲区教育局2023年政府信息公开工作年度报告", PublishedOn: "2024-02-03",
		SourceURL: "https://jia.example/2023.html",
		Texts:     []models.Text{{Section: 0, Body: "前言"}, {Section: 1, Heading: "一、总体情况", Body: "=本年度发布信息5500余条。\n第二段"}, {Section: 6, Heading: "六、其他", Body: "“无”"}},
		Sources:   []models.Source{{SHA256: "ab12", Name: "教育局.docx", RetrievedAt: time.Date(2024, 2, 5, 3, 10, 0, 0, time.UTC)}},
		Figures: []models.Figure{
			received("natural_person", n(12), models.StateReported, models.FlagSuspect, "12"),
			received("enterprise", nil, models.StateBlank, 0, "=/"),
			received("research", n(0), models.StateBlank, models.FlagZeroImplied, ""),
			received("total", n(15), models.StateReported, models.FlagSuspect, "15"),
			{Measure: "disclosure.fees.amount", Number: n(712_187895), State: models.StateReported, Raw: "712.187895万元"},
			{Measure: "releases.total", Number: n(5500), State: models.StateReported, Flags: models.FlagApproximate, Raw: "5500余"},
			{Measure: models.MeasureFee, Number: n(125050), State: models.StateReported, Raw: "1,250.50元"},
		},
		Findings: []models.Finding{
			{Rule: "t3.row", Severity: models.SeverityError, Result: models.Fail, Subject: "received",
				Figures: models.FigureRefs{{Measure: "applications.received", Applicant: "total"}},
				Values:  models.FindingValues{"left": "15", "right": "12", "difference": "3"}, Confirmed: "三件并案办理，原文如此。"},
			{Rule: "s6.fee", Severity: models.SeverityWarning, Result: models.Pass},
			{Rule: "x.carry", Severity: models.SeverityError, Result: models.NotAssessable, Subject: "natural_person", Values: models.FindingValues{"last_year": "2022"}},
		}}
	town := models.Revision{No: 1, Edition: models.Edition2019, Scope: models.ScopeOrgan, PublishedOn: "2024-01-20", Figures: []models.Figure{
		received("natural_person", n(3), models.StateReported, 0, "3"),
		received("total", n(3), models.StateReported, 0, "3"),
		{Measure: "applications.other", Applicant: "total", Number: n(1), State: models.StateReported, Raw: "1"},
		{Measure: "disclosure.procurement.total_amount", Number: n(251_00000), State: models.StateReported, Raw: "251000元"},
		{Measure: "disclosure.licensing.items_change", Number: n(-2), State: models.StateReported, Raw: "-2"},
	}}
	government := models.Revision{No: 1, Edition: models.Edition2021, Scope: models.ScopeTerritory, PublishedOn: "2024-03-20", Figures: []models.Figure{
		received("total", n(99), models.StateReported, 0, "99")}}
	owes := func(id string, years ...int) []models.Obligation {
		var list []models.Obligation
		for _, y := range years {
			list = append(list, models.Obligation{AgencyID: id, Year: y})
		}
		return list
	}
	settings := models.DefaultSettings()
	settings.District, settings.DistrictCode = "甲区", "990101"
	d := export.Dataset{
		SnapshotID: "s2024-04-01", SnapshotAt: time.Date(2024, 4, 1, 1, 2, 3, 0, time.UTC),
		Changes: []models.CellChange{
			{AgencyID: "a-qsz", Year: 2023, Kind: models.ReportAdded, Edition: models.Edition2019, Revision: 1},
			{AgencyID: "a-jyj", Year: 2023, Kind: models.FigureChanged, Key: models.Key{Measure: "applications.received", Applicant: "total"}, Edition: models.Edition2021,
				Old: received("total", nil, models.StateBlank, 0, ""), New: received("total", n(15), models.StateReported, models.FlagSuspect, "15"), Reason: "补填", Revision: 2, SourceSHA256: "ab12"},
		},
		Settings: settings,
		Agencies: []models.Agency{
			{ID: "a-qzf", Position: 1, Kind: models.KindGovernment, Name: "甲区人民政府", Owes: owes("a-qzf", 2023)},
			{ID: "a-jyj", Position: 2, Kind: models.KindDepartment, Name: "甲区教育局", Pinyin: "jiaoyuju", Owes: owes("a-jyj", 2023, 2024),
				Names: []models.AgencyName{{Name: "甲区教育体育局", Until: "2019-03-01"}, {Name: "区教育局", Alias: true}}},
			{ID: "a-qsz", Position: 3, Kind: models.KindTown, Name: "青石镇人民政府", Owes: owes("a-qsz", 2023)},
		},
		Successions: []models.Succession{{PredecessorID: "a-jyj", SuccessorID: "a-jyj", Kind: models.Renamed, On: "2019-03-01"},
			{PredecessorID: "a-qsz", Kind: models.Abolished, On: "2024-01-01"}},
	}
	return d.With([]models.Report{
		{AgencyID: "a-qsz", Year: 2023, Status: models.StatusPublished, Revision: town},
		{AgencyID: "a-jyj", Year: 2023, Status: models.StatusPublished, Revision: edu},
		{AgencyID: "a-qzf", Year: 2023, Status: models.StatusPublished, Revision: government},
	})
}

// reportsOf lists the reports of a dataset.
func reportsOf(d export.Dataset) (list []models.Report) {
	for r, err := range d.Reports {
		if err != nil {
			panic(err)
		}
		list = append(list, r)
	}
	return list
}

func TestDataset_ReportsOutOfOrderAreAnError(t *testing.T) {
	f, _ := export.FileOf("reports")
	sorted := reportsOf(small())
	broken := errors.New("broken")
	for name, reports := range map[string]iter.Seq2[models.Report, error]{
		"another order":  listed(sorted[1], sorted[0]),
		"twice":          listed(sorted[0], sorted[0]),
		"unknown agency": listed(models.Report{AgencyID: "a-none", Year: 2023}),
		"unknown year":   listed(models.Report{AgencyID: "a-qzf", Year: 1999}),
		"cannot be read": func(yield func(models.Report, error) bool) {
			_ = yield(sorted[0], nil) && yield(models.Report{}, broken)
		},
	} {
		d := small()
		d.Reports = reports
		if err := f.Write(io.Discard, d, export.CSV, export.Options{}); err == nil || name == "cannot be read" && !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// listed reads reports in the order they are given.
func listed(reports ...models.Report) iter.Seq2[models.Report, error] {
	return func(yield func(models.Report, error) bool) {
		for _, r := range reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestFileOf_FormerNames(t *testing.T) {
	for _, name := range export.FileNames() {
		if _, ok := export.FileOf(name); !ok {
			t.Errorf("no file %s", name)
		}
	}
	if f, _ := export.FileOf("wide"); f.Name != "agency-year-wide" {
		t.Errorf("wide is %q", f.Name)
	}
}

func TestFiles_Goldens(t *testing.T) {
	for _, f := range export.Files {
		for _, format := range []export.Format{export.CSV, export.JSON, export.NDJSON} {
			var b bytes.Buffer
			if err := f.Write(&b, small(), format, export.Options{BOM: format == export.CSV}); err != nil {
				t.Fatal(err)
			}
			golden(t, f.Name+"."+string(format), b.Bytes())
		}
	}
}

func TestFiles_ChineseHeaders(t *testing.T) {
	f, _ := export.FileOf("observations-long")
	var b bytes.Buffer
	if err := f.Write(&b, small(), export.CSV, export.Options{Header: models.Zh}); err != nil {
		t.Fatal(err)
	}
	if want := "快照编号,行类型,行政区划代码,机关代码,机关名称,机关类别,年度,报告部分,指标代码,"; !strings.HasPrefix(b.String(), want) {
		t.Errorf("got %.200s", b.String())
	}
}

func TestFileOf_UnknownName(t *testing.T) {
	if _, ok := export.FileOf("everything"); ok {
		t.Error("found a file that is not there")
	}
}

// fataler is what *testing.T and *rapid.T have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// records reads a data file back, by column.
func records(t fataler, name string, d export.Dataset) []map[string]string {
	t.Helper()
	f, ok := export.FileOf(name)
	if !ok {
		t.Fatalf("no file %s", name)
	}
	var b bytes.Buffer
	if err := f.Write(&b, d, export.CSV, export.Options{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, c := range row {
			m[rows[0][i]] = c
		}
		all = append(all, m)
	}
	if got, err := f.Count(d); got != len(all) || err != nil {
		t.Errorf("%s: counts %d rows, writes %d, %v", name, got, len(all), err)
	}
	return all
}

func TestObservations_MissingReportHasItsCells(t *testing.T) {
	d := small().With(reportsOf(small())[2:]) // the town's alone; education owes one
	missing := 0
	for _, r := range records(t, "observations-long", d) {
		if r["agency_id"] == "a-jyj" {
			missing++
			if r["value"] != "" || r["value_status"] != "not_reported" || r["report_id"] != "" {
				t.Fatalf("a missing cell is %v", r)
			}
		}
	}
	if want := len(models.Cells(models.Edition2021, false)) + 2; missing != want {
		t.Errorf("%d cells of the missing report, want %d", missing, want)
	}
}

func TestObservations_TotalsAreOfOrgans(t *testing.T) {
	for _, r := range records(t, "observations-long", small()) {
		if r["row_type"] != "total" || r["measure"] != "applications.received" {
			continue
		}
		want := map[string][]string{"natural_person": {"15", "2", "2"}, "enterprise": {"", "0", "1"}, "research": {"0", "1", "1"}, "total": {"18", "2", "2"}}[r["applicant"]]
		if got := []string{r["value"], r["coverage_n"], r["coverage_of"]}; !slices.Equal(got, want) {
			t.Errorf("total of %s is %v, want %v", r["applicant"], got, want)
		}
		if r["value_status"] != "" || strings.Contains(r["flags"], "derived") || strings.Contains(r["flags"], "zero_implied") {
			t.Errorf("a total is marked %s %s", r["value_status"], r["flags"])
		}
	}
}

func TestWide_EmptyIsNotZero(t *testing.T) {
	rows := records(t, "agency-year-wide", small())
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	edu := rows[1]
	for column, want := range map[string]string{"agency_id": "a-jyj", "applications_received_enterprise": "", "applications_received_research": "0",
		"applications_received_total": "15", "applications_carried_in_total": "", "disclosure_fees_amount": "712.187895", "releases_total": "5500", "fee_information_processing": "1250.5",
		"days_late": "3", "report_status": "published", "cells_missing": "1", "checks_failed": "1", "flags": "zero_implied;approximate;suspect"} {
		if got, ok := edu[column]; !ok || got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
	if town := rows[2]; town["applications_other"] != "1" || town["disclosure_procurement_total_amount"] != "25.1" || town["disclosure_licensing_items_change"] != "-2" {
		t.Errorf("the form of 2019 is not there: %v", town)
	}
}

func TestFiles_NothingAtAll(t *testing.T) {
	for _, f := range export.Files {
		for _, format := range export.Formats {
			if err := f.Write(io.Discard, export.Dataset{}, format, export.Options{}); err != nil {
				t.Errorf("%s.%s: %v", f.Name, format, err)
			}
		}
	}
}

func TestFiles_ColumnsAreNamedOnceAndLabelled(t *testing.T) {
	for _, f := range export.Files {
		seen := map[string]bool{}
		for _, c := range f.Columns {
			if seen[c.Code] || c.Label.Zh == "" || c.Label.En == "" {
				t.Errorf("%s: column %q", f.Name, c.Code)
			}
			seen[c.Code] = true
		}
	}
}

// demoDataset is the demo's reports as they are printed, ten times over.
func demoDataset(copies int) export.Dataset {
	set := data.Demo()
	d := export.Dataset{Settings: set.Settings}
	var reports []models.Report
	for c := range copies {
		for _, doc := range set.Documents {
			id := doc.AgencyID + strconv.Itoa(c)
			if !slices.ContainsFunc(d.Agencies, func(a models.Agency) bool { return a.ID == id }) {
				d.Agencies = append(d.Agencies, models.Agency{ID: id, Name: doc.AgencyName})
			}
			reports = append(reports, models.Report{AgencyID: id, Year: doc.Year, Revision: doc.Revision})
		}
	}
	return d.With(reports)
}

func BenchmarkObservations(b *testing.B) {
	d := demoDataset(5) // some 700 reports
	f, _ := export.FileOf("observations-long")
	for _, format := range []export.Format{export.CSV, export.JSON} {
		b.Run(fmt.Sprintf("%s %d reports", format, len(reportsOf(d))), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Write(io.Discard, d, format, export.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDOCX(b *testing.B) {
	d := data.Demo().Documents[1]
	for b.Loop() {
		if err := export.DOCX(io.Discard, official(d)); err != nil {
			b.Fatal(err)
		}
	}
}
