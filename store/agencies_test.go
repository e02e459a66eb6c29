package store

import (
	"slices"
	"strings"
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
