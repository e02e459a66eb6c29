package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/export"
	"gongkai/ingest"
	"gongkai/models"
	"gongkai/store"
)

// What export writes of agencies, agencies loads again without loss: an office may keep its list in either place.
func TestAgencies_ExportAndLoadAgain(t *testing.T) {
	owes := func(years ...int) (list []models.Obligation) {
		for _, y := range years {
			list = append(list, models.Obligation{Year: y})
		}
		return list
	}
	agencies := []models.Agency{
		{ID: "a-qzf", Position: 1, Kind: models.KindGovernment, Name: "示例区人民政府", Pinyin: "slq", Owes: owes(2020, 2021, 2022, 2024)},
		{ID: "a-mzj", Position: 2, Kind: models.KindSubordinate, Name: "示例区民政局", Owes: owes(2023), Names: []models.AgencyName{
			{Name: "民政局", Alias: true}, {Name: "区民政局", Alias: true}, {Name: "示例县民政局"},
			{Name: "示例区社会局", Since: "2015-01-01", Until: "2019-03-01"}, {Name: "示例县社会局", Until: "2015-01-01"}, {Name: "示例区民政社会局", Since: "2019-03-02"}}},
		{ID: "a-wgj", Position: 4, Kind: models.KindDepartment, Name: "示例区文广局", NameEn: "Culture Bureau", Exempt: []models.Exemption{
			{Year: 2020, Reason: "尚未成立，见 2020 年第 3 号文"}, {Year: 2021, Reason: "尚未成立，见 2020 年第 3 号文"}, {Year: 2024, Reason: "=并入民政局"}}},
		{ID: "a-dhj", Position: 9, Kind: models.KindOther, Name: "=东湖, “旧”街道", Owes: owes(2020)},
		{ID: "a-gone", Position: 10, Kind: models.KindTown, Name: "示例镇人民政府"},
	}
	successions := []models.Succession{
		{PredecessorID: "a-mzj", SuccessorID: "a-mzj", Kind: models.Renamed, On: "2019-03-02"},
		{PredecessorID: "a-mzj", SuccessorID: "a-mzj", Kind: models.Renamed, On: "2015-01-02"},
		{PredecessorID: "a-wgj", SuccessorID: "a-mzj", Kind: models.Merged, On: "2021-03-01"},
		{PredecessorID: "a-dhj", SuccessorID: "a-mzj", Kind: models.Split, On: "2022-01-01"},
		{PredecessorID: "a-dhj", SuccessorID: "a-qzf", Kind: models.Split, On: "2022-01-01"},
		{PredecessorID: "a-gone", Kind: models.Abolished, On: "2024-06-30"},
	}
	// kept saves a list and reads it back, so that lists are compared in the database's order.
	kept := func(t *testing.T, agencies []models.Agency, successions []models.Succession) (d export.Dataset) {
		t.Helper()
		db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.SaveAgencies(t.Context(), agencies, successions); err != nil {
			t.Fatal(err)
		}
		if d, err = export.Read(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		return d
	}
	want := kept(t, agencies, successions)
	file, ok := export.FileOf("agencies")
	if !ok {
		t.Fatal("no data file of agencies")
	}
	for _, header := range []models.Lang{"", models.Zh, models.En} {
		t.Run("header "+string(header), func(t *testing.T) {
			var csv bytes.Buffer
			if err := file.Write(&csv, want, export.CSV, export.Options{BOM: true, Header: header}); err != nil {
				t.Fatal(err)
			}
			read, err := ingest.ReadAgencies(csv.Bytes())
			if err != nil {
				t.Fatalf("%v\n%s", err, csv.String())
			}
			got := kept(t, read.Agencies, read.Successions)
			if diff := cmp.Diff(want.Agencies, got.Agencies); diff != "" {
				t.Errorf("agencies (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want.Successions, got.Successions); diff != "" {
				t.Errorf("successions (-want +got):\n%s", diff)
			}
		})
	}
	for _, format := range []export.Format{export.CSV, export.XLSX} {
		for _, header := range []models.Lang{"", models.Zh, models.En} {
			t.Run(string(format)+" of the desk, header "+string(header), func(t *testing.T) {
				var b bytes.Buffer
				list := models.AgencyList{Agencies: want.Agencies, Successions: want.Successions}
				if err := export.AgencyListTable(list).Write(&b, format, export.Options{BOM: true, Header: header}); err != nil {
					t.Fatal(err)
				}
				got, err := ingest.ReadAgencies(b.Bytes())
				if err != nil {
					t.Fatal(err)
				}
				if change := models.ChangeOf(list, got.Over(models.AgencyList{})); !change.Empty() {
					t.Errorf("%+v", change)
				}
			})
		}
	}
}

// A list that has but some of the columns leaves the others as they are.
func TestAgencies_AShortListLosesNothing(t *testing.T) {
	old := models.AgencyList{Agencies: []models.Agency{{ID: "a-mzj", Position: 1, Kind: models.KindSubordinate, Name: "区社会局", NameEn: "Civil Affairs", Pinyin: "mzj", Owes: []models.Obligation{{Year: 2024}},
		Names: []models.AgencyName{{Name: "民政局", Alias: true}, {Name: "县民政局", Until: "2016-01-01"}}, Exempt: []models.Exemption{{Year: 2023, Reason: "尚未成立"}}},
		{ID: "a-wgj", Position: 2, Kind: models.KindDepartment, Name: "区文广局"}},
		Successions: []models.Succession{{PredecessorID: "a-wgj", SuccessorID: "a-mzj", Kind: models.Merged, On: "2021-03-01"}}}
	file, err := ingest.ReadAgencies([]byte("机关代码,名称\na-mzj,区民政局\na-wgj,区文广局\n"))
	if err != nil {
		t.Fatal(err)
	}
	change := models.ChangeOf(old, file.Over(old))
	if len(change.Agencies) != 1 || len(change.Gone)+len(change.Come) > 0 || len(change.Details("a-mzj")) != 1 || change.Details("a-mzj")[0].Field != "name" {
		t.Errorf("%+v", change.Details("a-mzj"))
	}
	file, err = ingest.ReadAgencies([]byte("机关代码,名称,承继,应报年度,免报年度\na-mzj,区社会局,,,\na-wgj,区文广局,,2024,\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := file.Over(old)
	if a, _ := got.Find("a-mzj"); len(a.Owes)+len(a.Exempt)+len(got.Successions) > 0 || len(a.Names) != 2 {
		t.Errorf("what an empty cell says: %+v", got)
	}
}
