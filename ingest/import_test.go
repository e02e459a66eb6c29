package ingest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/models"
)

// memory is a store without a database: what Import asks of one, and no more.
type memory struct {
	agencies  []models.Agency
	reports   map[ReportKey]models.Report
	revisions map[uint][]models.Revision // by report
	saves     int
	queue     []models.QueueEntry
	handedIn  []handedIn
	copies    []string // handed in
}

// handedIn is what a store was given as a submission.
type handedIn struct {
	report models.Report
	reason string
	seen   int
	act    models.Act
}

func (m *memory) Agencies(context.Context) ([]models.Agency, error) {
	return slices.Clone(m.agencies), nil
}
func (m *memory) AddAgency(_ context.Context, a models.Agency, year int) (models.Agency, bool, error) {
	i := slices.IndexFunc(m.agencies, func(o models.Agency) bool { return o.ID == a.ID })
	isNew := i < 0
	if isNew {
		a.Position = len(m.agencies) + 1
		m.agencies, i = append(m.agencies, a), len(m.agencies)
	}
	m.agencies[i].Owes = append(m.agencies[i].Owes, models.Obligation{Year: year})
	return m.agencies[i], isNew, nil
}
func (m *memory) Report(_ context.Context, id string, year int) (models.Report, error) {
	r, ok := m.reports[ReportKey{id, year}]
	if !ok {
		return r, models.Errorf(models.ENOTFOUND, "没有。")
	}
	return r, nil
}
func (m *memory) Revisions(_ context.Context, reportID uint) ([]models.Revision, error) {
	return m.revisions[reportID], nil
}
func (m *memory) SaveReport(_ context.Context, r models.Report, s models.Source) (models.Saved, error) {
	return m.save(r, s, models.SavedNew)
}
func (m *memory) RevertReport(_ context.Context, r models.Report, s models.Source) (models.Saved, error) {
	return m.save(r, s, models.SavedRevised)
}
func (m *memory) SaveCopy(_ context.Context, r models.Report, s models.Source) (models.Saved, error) {
	return m.save(r, s, models.SavedSecondSource)
}
func (m *memory) HandIn(_ context.Context, r models.Report, s models.Source, reason string, seen int, act models.Act) (models.Saved, error) {
	m.handedIn = append(m.handedIn, handedIn{r, reason, seen, act})
	return models.Saved{State: models.SavedNew, No: 1}, nil
}
func (m *memory) HandInCopy(_ context.Context, r models.Report, s models.Source, _ models.Act) (models.Saved, error) {
	m.copies = append(m.copies, s.Name)
	return models.Saved{State: models.SavedSecondSource, No: 1}, nil
}
func (m *memory) Enqueue(_ context.Context, s models.Source, e models.QueueEntry) (models.QueueEntry, bool, error) {
	e.SHA256, e.Name = s.SHA256, s.Name
	m.queue = append(m.queue, e)
	return e, true, nil
}
func (m *memory) save(r models.Report, s models.Source, state models.SaveState) (models.Saved, error) {
	m.saves++
	key := ReportKey{r.AgencyID, r.Year}
	r.ID = m.reports[key].ID
	if r.ID == 0 {
		r.ID = uint(len(m.reports) + 1)
	}
	r.Revision.Sources = []models.Source{s}
	m.reports[key] = r
	if m.revisions == nil {
		m.revisions = map[uint][]models.Revision{}
	}
	m.revisions[r.ID] = append(m.revisions[r.ID], r.Revision)
	failed := []models.Finding{{Result: models.Fail, Severity: models.SeverityError}, {Result: models.Pass, Severity: models.SeverityError}}
	return models.Saved{State: state, No: 1, Findings: failed}, nil
}

func district() *memory {
	owes := []models.Obligation{{Year: 2024}}
	return &memory{reports: map[ReportKey]models.Report{}, agencies: []models.Agency{
		{ID: "a-jyj", Position: 1, Name: "洪泽区教育局", Owes: owes}, {ID: "a-mzj", Position: 2, Name: "洪泽区民政局", Owes: owes},
		{ID: "a-czj", Position: 3, Name: "洪泽区财政局", Owes: owes}, {ID: "a-hzq", Position: 4, Name: "洪泽区人民政府", Owes: owes}}}
}

// saysPeriod is a document whose title has one year and whose statistics period another.
func saysPeriod(agency string, title, period int) Parsed {
	p := says(agency, title, 1)
	p.Revision.TitleYear, p.Revision.PeriodYear = title, period
	return p
}

// says is what a document says: its agency, year and one figure.
func says(agency string, year int, received int64) Parsed {
	f := models.Figure{Measure: "applications.received", Applicant: models.ApplicantTotal, Number: &received, State: models.StateReported}
	return Parsed{Year: year, Format: "docx", Revision: models.Revision{AgencyName: agency, Edition: models.Edition2021, Scope: models.ScopeOrgan, Figures: []models.Figure{f}}}
}

var now = time.Date(2026, 1, 30, 8, 0, 0, 0, time.UTC)

func TestImport_FindsAgencyAndYear(t *testing.T) {
	tests := []struct {
		name    string
		options ImportOptions
		parsed  Parsed
		agency  string
		year    int
		code    models.Code
		message []string
	}{
		{name: "as the document says", parsed: says("洪泽区民政局", 2024, 1), agency: "a-mzj", year: 2024},
		{name: "a longer name", parsed: says("淮安市洪泽区人民政府", 2024, 1), agency: "a-hzq", year: 2024},
		{name: "as given, the document names none", options: ImportOptions{AgencyID: "a-mzj", Year: 2024}, parsed: says("", 0, 1), agency: "a-mzj", year: 2024},
		{name: "as given, the document leaves out the place", options: ImportOptions{AgencyID: "a-mzj"}, parsed: says("民政局", 2024, 1), agency: "a-mzj", year: 2024},
		{name: "another agency of the list", options: ImportOptions{AgencyID: "a-mzj"}, parsed: says("洪泽区教育局", 2024, 1), code: models.ECONFLICT, message: []string{"洪泽区民政局", "洪泽区教育局"}},
		{name: "another agency, not of the list", options: ImportOptions{AgencyID: "a-mzj"}, parsed: says("伊美区民政局", 2024, 1), code: models.ECONFLICT, message: []string{"洪泽区民政局", "伊美区民政局", "别名"}},
		{name: "unknown name", parsed: says("洪泽区司法局", 2024, 1), code: models.ENOTFOUND, message: []string{"洪泽区司法局", "a-jyj", "a-mzj", "a-czj", "--create-agencies"}},
		{name: "unknown id", options: ImportOptions{AgencyID: "a-none"}, parsed: says("洪泽区民政局", 2024, 1), code: models.ENOTFOUND, message: []string{"a-none"}},
		{name: "a new id for an agency of the list", options: ImportOptions{AgencyID: "a-new", CreateAgencies: true}, parsed: says("洪泽区民政局", 2024, 1), code: models.ECONFLICT, message: []string{"洪泽区民政局", "a-mzj", "a-new"}},
		{name: "no name anywhere", parsed: says("", 2024, 1), code: models.EINVALID, message: []string{"--agency"}},
		{name: "no year anywhere", parsed: says("洪泽区民政局", 0, 1), code: models.EINVALID, message: []string{"--year"}},
		{name: "another year", options: ImportOptions{Year: 2023}, parsed: says("洪泽区民政局", 2024, 1), code: models.ECONFLICT, message: []string{"2023", "2024"}},
		{name: "last year's title over this year's period", options: ImportOptions{Year: 2024}, parsed: saysPeriod("洪泽区民政局", 2023, 2024), agency: "a-mzj", year: 2024},
		{name: "a year in the future", parsed: says("洪泽区民政局", 2027, 1), code: models.EINVALID, message: []string{"2027"}},
		{name: "a year before the regulations", parsed: says("洪泽区民政局", 2007, 1), code: models.EINVALID, message: []string{"2007"}},
		{name: "no such scope", options: ImportOptions{Scope: "nation"}, parsed: says("洪泽区民政局", 2024, 1), code: models.EINVALID, message: []string{"nation"}},
		{name: "no such day", options: ImportOptions{PublishedOn: "2025-02-30"}, parsed: says("洪泽区民政局", 2024, 1), code: models.EINVALID, message: []string{"2025-02-30"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db := district()
			tt.options.Now = now
			got, err := NewBatch(db).keep(t.Context(), tt.options, "年报.docx", []byte("x"), tt.parsed)
			if models.ErrorCode(err) != tt.code || got.AgencyID != tt.agency || got.Year != tt.year {
				t.Fatalf("%s %d, %v", got.AgencyID, got.Year, err)
			}
			if err == nil {
				return
			}
			for _, m := range tt.message {
				if !strings.Contains(models.ErrorMessage(err), m) {
					t.Errorf("%q does not name %q", models.ErrorMessage(err), m)
				}
			}
			if db.saves != 0 {
				t.Error("something was saved")
			}
		})
	}
}

func TestImport_Outcome(t *testing.T) {
	db := district()
	o := ImportOptions{Scope: models.ScopeTerritory, SourceURL: "https://example.gov.cn/1.html", PublishedOn: "2025-03-20", Now: now}
	got, err := NewBatch(db).keep(t.Context(), o, "年报.docx", []byte("bytes"), says("洪泽区人民政府", 2024, 1))
	if err != nil {
		t.Fatal(err)
	}
	if got.File != "年报.docx" || got.AgencyName != "洪泽区人民政府" || got.State != models.SavedNew || got.Errors != 1 || got.Warnings != 0 || len(got.SHA256) != 64 {
		t.Errorf("outcome = %+v", got)
	}
	r := db.reports[ReportKey{"a-hzq", 2024}]
	rev := r.Revision
	if r.Status != models.StatusPublished || rev.Scope != o.Scope || rev.SourceURL != o.SourceURL || rev.PublishedOn != o.PublishedOn || !rev.CreatedAt.Equal(now) {
		t.Errorf("report = %+v", r)
	}
	if s := rev.Sources[0]; s.Format != "docx" || s.Size != 5 || string(s.Data) != "bytes" || !s.RetrievedAt.Equal(now) {
		t.Errorf("source = %+v", s)
	}

	t.Run("reading the file again undoes nothing", func(t *testing.T) {
		if _, err := NewBatch(db).keep(t.Context(), ImportOptions{Now: now}, "年报.docx", []byte("bytes"), says("洪泽区人民政府", 2024, 1)); err != nil {
			t.Fatal(err)
		}
		if rev := db.reports[ReportKey{"a-hzq", 2024}].Revision; rev.Scope != o.Scope || rev.PublishedOn != o.PublishedOn || rev.SourceURL != o.SourceURL {
			t.Errorf("scope %s, published on %q, source %q", rev.Scope, rev.PublishedOn, rev.SourceURL)
		}
	})
}

func TestImport_TakingACorrectionBackKeepsWhatAPersonSaid(t *testing.T) {
	db := district()
	read := func(o ImportOptions, content string, received int64) {
		t.Helper()
		o.Now = now
		if _, err := NewBatch(db).keep(t.Context(), o, content+".docx", []byte(content), says("洪泽区人民政府", 2024, received)); err != nil {
			t.Fatal(err)
		}
	}
	read(ImportOptions{Scope: models.ScopeTerritory, PublishedOn: "2025-03-20"}, "first", 5)
	read(ImportOptions{}, "mistake", 6)
	read(ImportOptions{Revert: true}, "first", 5)
	if rev := db.reports[ReportKey{"a-hzq", 2024}].Revision; rev.Scope != models.ScopeTerritory || rev.PublishedOn != "2025-03-20" {
		t.Errorf("scope %s, published on %q", rev.Scope, rev.PublishedOn)
	}
}

func TestImport_CreatesAgencies(t *testing.T) {
	ids := map[string]string{}
	for range 2 { // two fresh databases agree on the ids
		db := &memory{reports: map[ReportKey]models.Report{}}
		b := NewBatch(db)
		for _, name := range []string{"示例区人民政府", "示例区司法局", "东湖街道办事处", "西山镇人民政府"} {
			got, err := b.keep(t.Context(), ImportOptions{CreateAgencies: true, Now: now}, name+".docx", []byte(name), says(name, 2024, 1))
			if err != nil || !got.Created {
				t.Fatalf("%s: %+v, %v", name, got, err)
			}
			if id, ok := ids[name]; ok && id != got.AgencyID {
				t.Errorf("%s is %s and %s", name, id, got.AgencyID)
			}
			ids[name] = got.AgencyID
		}
		got, err := b.keep(t.Context(), ImportOptions{CreateAgencies: true, Now: now}, "2023.docx", []byte("2023"), says("示例区司法局", 2023, 1))
		if err != nil || got.Created {
			t.Errorf("a second year: %+v, %v", got, err)
		}
		kinds := []models.Kind{models.KindGovernment, models.KindDepartment, models.KindSubdistrict, models.KindTown}
		for i, a := range db.agencies {
			if a.Kind != kinds[i] || a.Position != i+1 || !a.OwesIn(2024) || a.OwesIn(2023) != (i == 1) || !models.ValidAgencyID(a.ID) {
				t.Errorf("agency = %+v", a)
			}
		}
	}
	db := district()
	got, err := NewBatch(db).keep(t.Context(), ImportOptions{AgencyID: "a-sfj", CreateAgencies: true, Now: now}, "x", nil, says("洪泽区司法局", 2024, 1))
	if err != nil || got.AgencyID != "a-sfj" || got.AgencyName != "洪泽区司法局" {
		t.Errorf("with a chosen id: %+v, %v", got, err)
	}
	if _, err := NewBatch(db).keep(t.Context(), ImportOptions{AgencyID: "司法局", CreateAgencies: true, Now: now}, "x", nil, says("洪泽区司法局二", 2024, 1)); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("with an impossible id: %v", err)
	}
}

func TestBatch_TwoFilesForOneYear(t *testing.T) {
	db := district()
	b := NewBatch(db)
	o := ImportOptions{Now: now}
	if _, err := b.keep(t.Context(), o, "年报.docx", []byte("docx"), says("洪泽区民政局", 2024, 5)); err != nil {
		t.Fatal(err)
	}
	if got, err := b.keep(t.Context(), o, "年报.html", []byte("html"), says("洪泽区民政局", 2024, 5)); err != nil || got.State != models.SavedSecondSource {
		t.Errorf("equal figures: %+v, %v", got, err)
	}
	_, err := b.keep(t.Context(), o, "年报-新.docx", []byte("new"), says("洪泽区民政局", 2024, 6))
	if models.ErrorCode(err) != models.ECONFLICT {
		t.Fatalf("other figures: %v", err)
	}
	for _, want := range []string{"年报-新.docx", "年报.docx", "洪泽区民政局", "2024", "为 6", "为 5", "本年新收政府信息公开申请数量"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %q", err, want)
		}
	}
	if db.saves != 2 {
		t.Errorf("%d saves, want 2: the first is kept", db.saves)
	}
	if _, err := NewBatch(db).keep(t.Context(), o, "年报-新.docx", []byte("new"), says("洪泽区民政局", 2024, 6)); err != nil {
		t.Errorf("in a later run it is a correction: %v", err)
	}
}
