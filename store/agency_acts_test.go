package store

import (
	"context"
	"strings"
	"testing"

	"gongkai/models"
)

func listOf(t *testing.T, s *Store) models.AgencyList {
	t.Helper()
	l, err := s.AgencyList(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestSaveAgency_IsEnteredInTheAuditAndTakenBack(t *testing.T) {
	s := open(t)
	ctx := models.As(t.Context(), models.Actor{UserID: 3, Name: "chief"})
	before := listOf(t, s)
	mzj, _ := before.Find("a-mzj")
	seen := mzj.Version()
	mzj.Name, mzj.Exempt = "区民政和社会局", []models.Exemption{{Year: 2021, Reason: "尚未成立"}}
	done, err := s.SaveAgency(ctx, seen, mzj)
	if err != nil || done.ID == 0 || done.Actor != "chief" || !done.Touches("a-mzj") || done.Touches("a-mz") {
		t.Fatalf("%+v, %v", done, err)
	}
	if got, _ := listOf(t, s).Find("a-mzj"); got.Name != mzj.Name || got.ExemptIn(2021) != "尚未成立" || got.ExemptIn(2022) != "" {
		t.Errorf("%+v", got)
	}
	entries, err := s.Audit(t.Context(), AuditFilter{Text: "a-mzj"})
	if err != nil || len(entries) != 1 || entries[0].Actor != "chief" || len(entries[0].Details) != 2 || entries[0].Details[0].New != mzj.Name {
		t.Errorf("%+v, %v", entries, err)
	}
	if _, err := s.SaveAgency(ctx, seen, mzj); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("a page that was opened before the change: %v", err)
	}
	if acts, err := s.AgencyActs(t.Context(), "a-mzj", 9); err != nil || len(acts) != 2 || acts[0].ID != done.ID || acts[1].Kind != models.ActLoaded {
		t.Errorf("%+v, %v", acts, err)
	}

	back, err := s.UndoAgencyAct(ctx, done.ID)
	if err != nil || back.Undoes != done.ID {
		t.Fatalf("%+v, %v", back, err)
	}
	if listOf(t, s).Version() != before.Version() {
		t.Error("the list is not as it was")
	}
	if _, err := s.UndoAgencyAct(ctx, done.ID); models.ErrorCode(err) != models.ECONFLICT {
		t.Errorf("taken back twice: %v", err)
	}
	if _, err := s.UndoAgencyAct(ctx, back.ID); err != nil {
		t.Errorf("taking the taking back back: %v", err)
	}
	if got, _ := listOf(t, s).Find("a-mzj"); got.Name != mzj.Name {
		t.Errorf("%+v", got)
	}
	if _, err := s.UndoAgencyAct(ctx, 999); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("an act there is none of: %v", err)
	}
}

func TestChangeAgencies_KeepsWhatSomethingRefersTo(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	without := func(id string) error {
		_, err := s.ChangeAgencies(ctx, models.ActRemoved, "", func(l models.AgencyList) (models.AgencyList, error) { return l.Without(id), nil })
		return err
	}
	if _, err := s.AddUser(ctx, models.User{Name: "mzj", Role: models.RoleBureau, Agencies: []string{"a-mzj"}}, noon); err != nil {
		t.Fatal(err)
	}
	save(t, s, report("a-jyj", 2024, 5), file("a.docx", "a"))
	for id, says := range map[string]string{"a-jyj": "已有年报", "a-mzj": "有用户"} {
		if err := without(id); models.ErrorCode(err) != models.ECONFLICT || !strings.Contains(models.ErrorMessage(err), says) {
			t.Errorf("%s: %v", id, err)
		}
	}
	before := version(t, s)
	if done, err := s.ChangeAgencies(ctx, models.ActChanged, "", func(l models.AgencyList) (models.AgencyList, error) { return l, nil }); err != nil || done.ID != 0 || version(t, s) != before {
		t.Errorf("nothing changed, but %+v, %v", done, err)
	}
	if _, err := s.ChangeAgencies(ctx, models.ActChanged, "", func(l models.AgencyList) (models.AgencyList, error) {
		return models.AgencyList{}, context.Canceled
	}); err == nil {
		t.Error("the change goes on after an error")
	}
}

// Moving an agency makes room without filling the audit.
func TestChangeAgencies_TellsOfOneThatMoved(t *testing.T) {
	s := open(t)
	wsj, _ := listOf(t, s).Find("a-wsj")
	seen := wsj.Version()
	wsj.Position, wsj.Name = 1, "区卫生健康局"
	if _, err := s.SaveAgency(t.Context(), seen, wsj); err != nil {
		t.Fatal(err)
	}
	entries, err := s.Audit(t.Context(), AuditFilter{Action: models.AuditAgenciesChanged})
	if err != nil || len(entries) != 2 || entries[0].Object != "a-wsj" {
		t.Errorf("%+v, %v", entries, err)
	}
	if l := listOf(t, s); l.Agencies[0].ID != "a-wsj" || l.Agencies[1].Position != 2 || l.Agencies[2].Position != 3 {
		t.Errorf("%+v", l.Agencies)
	}
}
