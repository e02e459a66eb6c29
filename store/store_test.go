package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/models"
)

// open returns a store on a real file with three agencies: 教育局 and 民政局, and 卫生局 which was merged into 民政局 in 2023.
func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "gongkai.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	owes := []models.Obligation{{Year: 2022}, {Year: 2023}, {Year: 2024}}
	agencies := []models.Agency{
		{ID: "a-jyj", Position: 1, Kind: models.KindDepartment, Name: "区教育局", Pinyin: "jyj", Owes: owes},
		{ID: "a-mzj", Position: 2, Kind: models.KindDepartment, Name: "区民政局", Pinyin: "mzj", Owes: owes,
			Names: []models.AgencyName{{Name: "区社会局", Until: "2020-03-01"}, {Name: "民政局", Alias: true}}},
		{ID: "a-wsj", Position: 3, Kind: models.KindDepartment, Name: "区卫生局", Pinyin: "wsj", Owes: owes[:1]},
	}
	successions := []models.Succession{{PredecessorID: "a-wsj", SuccessorID: "a-mzj", Kind: models.Merged, On: "2023-03-01"}}
	if err := s.SaveAgencies(t.Context(), agencies, successions); err != nil {
		t.Fatal(err)
	}
	return s
}

// report returns a consistent report of edition 2021 in which n persons applied, all were granted, and nothing was carried.
func report(agencyID string, year int, n int64) models.Report {
	rev := models.Revision{Edition: models.Edition2021, Scope: models.ScopeOrgan, AgencyName: "区教育局", Title: "区教育局年报", TitleYear: year, PeriodYear: year, ParserNo: 1}
	for _, k := range models.Cells(models.Edition2021, false) {
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, Number: new(int64), State: models.StateReported, Raw: "0", Where: models.Where{Table: 2, Row: 3, Column: 4}}
		switch k.Measure {
		case "applications.received", "applications.granted", "applications.concluded":
			if k.Applicant == "natural_person" || k.Applicant == models.ApplicantTotal {
				f.Number = &n
			}
		}
		rev.Figures = append(rev.Figures, f)
	}
	rev.Figures = append(rev.Figures, models.Figure{Measure: "releases.total", Number: new(int64(5500)), State: models.StateReported, Flags: models.FlagApproximate,
		Raw: "5500余条", Where: models.Where{Quote: "全年发布信息5500余条。"}})
	for _, sec := range models.Sections {
		rev.Texts = append(rev.Texts, models.Text{Section: sec.No, Heading: sec.Label.Zh, Body: "本年情况。\n没有收取信息处理费。"})
	}
	rev.Notes = []models.Note{{Key: "releases.total|", Message: "信息条数为约数。"}, {Message: "标题跨行。"}}
	return models.Report{AgencyID: agencyID, Year: year, Revision: rev}
}

// set changes one figure of a report.
func set(r models.Report, measure, applicant string, n int64) models.Report {
	for i := range r.Revision.Figures {
		if f := &r.Revision.Figures[i]; f.Measure == measure && f.Applicant == applicant {
			f.Number = &n
		}
	}
	return r
}

// file returns a document with the given content.
func file(name, content string) models.Source {
	sum := sha256.Sum256([]byte(content))
	return models.Source{SHA256: hex.EncodeToString(sum[:]), Name: name, Format: strings.TrimPrefix(filepath.Ext(name), "."), Size: int64(len(content)),
		RetrievedAt: time.Date(2026, 1, 29, 3, 10, 0, 0, time.UTC), Data: []byte(content)}
}

func save(t testing.TB, s *Store, r models.Report, src models.Source) models.Saved {
	t.Helper()
	saved, err := s.SaveReport(t.Context(), r, src)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func load(t testing.TB, s *Store, agencyID string, year int) models.Report {
	t.Helper()
	r, err := s.Report(t.Context(), agencyID, year)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func version(t testing.TB, s *Store) int64 {
	t.Helper()
	v, _, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// count returns how many rows a table has.
func count(t testing.TB, s *Store, table string) (n int64) {
	t.Helper()
	if err := s.read(context.Background()).Table(table).Count(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}
