package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/models"
)

func TestSaveAgencies_ReadsBackInOfficialOrder(t *testing.T) {
	s := open(t)
	agencies, err := s.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range agencies {
		ids = append(ids, a.ID)
	}
	if !slices.Equal(ids, []string{"a-jyj", "a-mzj", "a-wsj"}) {
		t.Errorf("agencies = %v", ids)
	}
	mzj, err := s.Agency(t.Context(), "a-mzj")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(agencies[1], mzj); diff != "" {
		t.Errorf("one and all differ:\n%s", diff)
	}
	if mzj.NameIn(2019) != "区社会局" || !mzj.Called("民政局") || !mzj.OwesIn(2024) || mzj.OwesIn(2021) {
		t.Errorf("agency = %+v", mzj)
	}
	if _, err := s.Agency(t.Context(), "a-none"); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("an unknown agency: %v", err)
	}
	successions, err := s.Successions(t.Context())
	if err != nil || len(successions) != 1 || successions[0].Kind != models.Merged || successions[0].On != "2023-03-01" {
		t.Errorf("successions = %+v, %v", successions, err)
	}
}

func TestSaveAgencies_ReplacesTheList(t *testing.T) {
	s := open(t)
	save(t, s, report("a-jyj", 2023, 5), file("a.docx", "a"))
	before := version(t, s)

	err := s.SaveAgencies(t.Context(), []models.Agency{{ID: "a-mzj", Name: "区民政局"}}, nil)
	if models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(err.Error(), "区教育局") {
		t.Errorf("dropping an agency that has reports: %v", err)
	}
	if version(t, s) != before {
		t.Error("the refused list changed the data")
	}
	unknown := []models.Succession{{PredecessorID: "a-jyj", SuccessorID: "a-none", Kind: models.Merged, On: "2024-01-01"}}
	if err := s.SaveAgencies(t.Context(), []models.Agency{{ID: "a-jyj", Name: "区教育局"}}, unknown); models.ErrorCode(err) != models.EINVALID {
		t.Errorf("a succession of an agency that is not in the list: %v", err)
	}
	if err := s.SaveAgencies(t.Context(), []models.Agency{{ID: "a-new", Position: 1, Name: "区新局"}, {ID: "a-jyj", Position: 2, Name: "区教育体育局"}}, nil); err != nil {
		t.Fatal(err)
	}
	agencies, err := s.Agencies(t.Context())
	if err != nil || len(agencies) != 2 || agencies[0].ID != "a-new" || agencies[1].Name != "区教育体育局" || len(agencies[1].Owes) != 0 {
		t.Errorf("agencies = %+v, %v", agencies, err)
	}
	if err := s.SaveAgencies(t.Context(), nil, nil); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("an empty list: %v", err)
	}
}

func TestAddAgency(t *testing.T) {
	s := open(t)
	want, err := s.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	add := func(a models.Agency, year int) (models.Agency, bool) {
		t.Helper()
		got, isNew, err := s.AddAgency(t.Context(), a, year)
		if err != nil {
			t.Fatal(err)
		}
		return got, isNew
	}
	sfj := models.Agency{ID: "a-sfj", Kind: models.KindDepartment, Name: "区司法局"}
	if got, isNew := add(sfj, 2023); !isNew || got.Position != 4 || got.Name != "区司法局" || !got.OwesIn(2023) {
		t.Errorf("a new agency: %+v, %v", got, isNew)
	}
	before := version(t, s)
	if got, isNew := add(sfj, 2023); isNew || got.Position != 4 || len(got.Owes) != 1 {
		t.Errorf("the same again: %+v, %v", got, isNew)
	}
	if version(t, s) != before {
		t.Error("adding it again counts as a change")
	}
	if got, isNew := add(sfj, 2024); isNew || !got.OwesIn(2023) || !got.OwesIn(2024) {
		t.Errorf("another year: %+v, %v", got, isNew)
	}
	if version(t, s) == before {
		t.Error("another year counts as no change")
	}
	if got, isNew := add(models.Agency{ID: "a-other", Name: "区社会局"}, 2025); isNew || got.ID != "a-mzj" || !got.OwesIn(2025) {
		t.Errorf("an agency that is in the list under another id: %+v, %v", got, isNew)
	}
	if _, _, err := s.AddAgency(t.Context(), models.Agency{ID: "a-jyj", Name: "区财政局"}, 2023); models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(err.Error(), "区教育局") {
		t.Errorf("an id that is another agency's: %v", err)
	}
	got, err := s.Agencies(t.Context())
	if err != nil || len(got) != 4 || cmp.Diff(want[0], got[0]) != "" || cmp.Diff(want[2], got[2]) != "" {
		t.Errorf("the others changed: %+v, %v", got, err)
	}
	if list, err := s.Successions(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("successions = %+v, %v", list, err)
	}
}

func TestAddAgency_ManyAtOnce(t *testing.T) {
	s := open(t)
	other, err := Open(t.Context(), s.name) // another process
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var wg sync.WaitGroup
	for i := range 24 {
		wg.Go(func() {
			name := fmt.Sprintf("区%d局", i/2) // each is added twice
			a := models.Agency{ID: fmt.Sprintf("a-%d", i/2), Name: name}
			if _, _, err := []*Store{s, other}[i%2].AddAgency(context.Background(), a, 2020+i%2); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	agencies, err := s.Agencies(t.Context())
	if err != nil || len(agencies) != 15 {
		t.Fatalf("%d agencies, want 15 (%v)", len(agencies), err)
	}
	for i, a := range agencies {
		if a.Position != i+1 || (i >= 3 && len(a.Owes) != 2) {
			t.Errorf("agency = %+v", a)
		}
	}
}

func TestSaveAgencies_SuccessionsCheckAgain(t *testing.T) {
	s := open(t)
	save(t, s, report("a-wsj", 2022, 4), file("w.docx", "w"))
	save(t, s, report("a-mzj", 2022, 4), file("m.docx", "m"))
	save(t, s, report("a-mzj", 2023, 4), file("n.docx", "n"))
	same := func() models.Result {
		found, err := s.Findings(t.Context(), FindingFilter{Agencies: []string{"a-mzj"}, Years: []int{2023}, Rules: []string{"same.as.last.year"}})
		if err != nil || len(found) != 1 {
			t.Fatalf("findings = %+v, %v", found, err)
		}
		return found[0].Result
	}
	if got := same(); got != models.NotAssessable {
		t.Errorf("after a merger: %s", got)
	}
	agencies, err := s.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SaveAgencies(t.Context(), agencies, nil); err != nil {
		t.Fatal(err)
	}
	if got := same(); got == models.NotAssessable {
		t.Errorf("without the merger: %s", got)
	}
}

func TestSettings(t *testing.T) {
	s := open(t)
	set, err := s.Settings(t.Context())
	if err != nil || cmp.Diff(models.DefaultSettings(), set) != "" {
		t.Errorf("settings of a new database = %+v, %v", set, err)
	}
	late := report("a-jyj", 2023, 5)
	late.Revision.PublishedOn = "2024-02-05"
	save(t, s, late, file("a.docx", "a"))
	set.District, set.DistrictCode, set.Demo, set.Deadlines = "示例区", "990101", true, map[string]string{"2023-organ": "2024-02-10"}
	if err := s.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	got, err := s.Settings(t.Context())
	if diff := cmp.Diff(set, got); err != nil || diff != "" {
		t.Errorf("settings changed on their way: %v\n%s", err, diff)
	}
	found, err := s.Findings(t.Context(), FindingFilter{Rules: []string{"head.deadline"}})
	if err != nil || len(found) != 1 || found[0].Result != models.Pass {
		t.Errorf("after the deadline moved: %+v, %v", found, err)
	}
}
