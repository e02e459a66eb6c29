package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/models"
	"gongkai/store"
)

// clock is a time that tests move.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

// site is a running site over a real database.
type site struct {
	app   *fiber.App
	store *store.Store
	clock *clock
}

// newSite is a site over an empty database, or over a copy of one.
func newSite(t testing.TB, database ...byte) *site {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gongkai.db")
	if len(database) > 0 {
		if err := os.WriteFile(path, database, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c := &clock{time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)}
	return &site{New(Config{Store: db, Now: c.now, APIRate: 1e6}), db, c}
}

// district is the site of an invented district: a government that speaks for its territory, six bureaus of which one was merged into
// another, reports of 2020 to 2024 in both forms, one missing, and one with a wrong total.
func district(t testing.TB) *site {
	t.Helper()
	districtOnce.Do(func() {
		s := newSite(t)
		fillDistrict(t, s)
		path := filepath.Join(t.TempDir(), "copy.db")
		if err := s.store.Backup(context.Background(), path); err != nil {
			t.Fatal(err)
		}
		var err error
		if districtFile, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	})
	return newSite(t, districtFile...)
}

// The database of the district, filled once for all tests.
var (
	districtOnce sync.Once
	districtFile []byte
)

func fillDistrict(t testing.TB, s *site) {
	t.Helper()
	s.settings(t, models.Settings{District: "示例区", DistrictCode: "990101", Office: "示例区人民政府办公室", OrganDeadline: "01-31", GovernmentDeadline: "03-31", Demo: true})
	names := []string{"示例区人民政府", "区教育局", "区民政局", "区文化局", "区旅游局", "区司法局", "区统计局"}
	var list []models.Agency
	for i, n := range names {
		a := models.Agency{ID: fmt.Sprintf("a-%d", i), Position: i + 1, Kind: models.KindDepartment, Name: n, Pinyin: fmt.Sprintf("p%d", i)}
		if i == 0 {
			a.Kind = models.KindGovernment
		}
		for y := 2020; y <= 2024; y++ {
			if i != 4 || y < 2022 {
				a.Owes = append(a.Owes, models.Obligation{Year: y})
			}
		}
		list = append(list, a)
	}
	list[2].NameEn = "Civil Affairs Bureau"
	list[2].Names = []models.AgencyName{{Name: "区社会局", Until: "2021-12-31"}}
	merger := []models.Succession{{PredecessorID: "a-4", SuccessorID: "a-3", Kind: models.Merged, On: "2022-05-01"}}
	if err := s.store.SaveAgencies(t.Context(), list, merger); err != nil {
		t.Fatal(err)
	}
	for i, a := range list {
		for y := 2020; y <= 2024; y++ {
			if a.OwesIn(y) && (i != 5 || y != 2023) {
				s.save(t, a, y, int64(10*i+y%10), fmt.Sprintf("%s%d", a.ID, y))
			}
		}
	}
}

func (s *site) settings(t testing.TB, set models.Settings) {
	t.Helper()
	if err := s.store.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
}

// save keeps the report of an agency and year in which n persons applied and all were granted.
func (s *site) save(t testing.TB, a models.Agency, year int, n int64, content string) models.Saved {
	t.Helper()
	saved, err := s.store.SaveReport(t.Context(), made(a, year, n), document(content))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func document(content string) models.Source {
	sum := sha256.Sum256([]byte(content))
	return models.Source{SHA256: hex.EncodeToString(sum[:]), Name: "年报 " + content + ".html", Format: "html", Size: int64(len(content)),
		RetrievedAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Data: []byte(content)}
}

func made(a models.Agency, year int, n int64) models.Report {
	rev := models.Revision{Edition: models.EditionDue(year), Scope: models.ScopeOrgan, AgencyName: a.Name, Title: a.Name + "年报", TitleYear: year, PeriodYear: year,
		PublishedOn: fmt.Sprintf("%d-01-20", year+1), SourceURL: "https://www.example.gov.cn/" + a.ID}
	if a.Kind == models.KindGovernment {
		rev.Scope = models.ScopeTerritory
		n *= 10
	}
	for _, k := range models.Cells(rev.Edition, false) {
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, Number: new(int64), State: models.StateReported, Raw: "0", Where: models.Where{Table: 2, Row: 3, Column: 4}}
		person := k.Applicant == "natural_person" || k.Applicant == models.ApplicantTotal
		switch {
		case person && (k.Measure == "applications.received" || k.Measure == "applications.granted" || k.Measure == "applications.concluded"):
			f.Number, f.Raw = &n, fmt.Sprint(n)
		case k.Measure == "disclosure.licensing.decisions":
			f.Number = new(n * 7)
		case k.Measure == "remedies.reconsideration.upheld" && a.ID == "a-1" && year == 2024:
			f.Number = new(int64(3)) // the printed total is 0
		case k.Measure == "disclosure.coercion.decisions" && a.ID == "a-2":
			f.Number, f.State, f.Raw = nil, models.StateBlank, "/"
		}
		rev.Figures = append(rev.Figures, f)
	}
	rev.Figures = append(rev.Figures, models.Figure{Measure: "releases.total", Number: new(n * 11), State: models.StateReported, Raw: "…", Where: models.Where{Quote: "全年发布信息。"}})
	for _, sec := range models.Sections {
		rev.Texts = append(rev.Texts, models.Text{Section: sec.No, Heading: sec.Label.Zh, Body: "本年没有收取信息处理费。"})
	}
	return models.Report{AgencyID: a.ID, Year: year, Revision: rev}
}

// response is an answer with its body.
type response struct {
	*http.Response
	body string
}

// get asks for an address, with headers given as "Name: value".
func (s *site) get(t testing.TB, address string, headers ...string) response {
	return s.ask(t, http.MethodGet, address, headers...)
}

func (s *site) ask(t testing.TB, method, address string, headers ...string) response {
	t.Helper()
	req := httptest.NewRequest(method, address, nil)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := s.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{res, string(body)}
}
