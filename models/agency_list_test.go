package models

import (
	"slices"
	"strings"
	"testing"
)

// list makes a list of agencies in the order of their ids.
func agencyList(ids ...string) AgencyList {
	var l AgencyList
	for i, id := range ids {
		l.Agencies = append(l.Agencies, Agency{ID: id, Position: i + 1, Kind: KindDepartment, Name: "名" + id})
	}
	return l
}

func (l AgencyList) ids() string {
	var ids []string
	for _, a := range l.Agencies {
		ids = append(ids, a.ID)
	}
	return strings.Join(ids, " ")
}

func TestAgencyList_WithPutsAnAgencyInItsPlace(t *testing.T) {
	l := agencyList("a", "b", "c", "d")
	for name, tt := range map[string]struct {
		id       string
		position int
		want     string
	}{
		"a new one at the end":         {"x", 0, "a b c d x"},
		"a new one between":            {"x", 2, "a x b c d"},
		"a new one far behind":         {"x", 90, "a b c d x"},
		"one that is there, forwards":  {"d", 2, "a d b c"},
		"one that is there, backwards": {"a", 3, "b c a d"},
		"one that stays":               {"b", 2, "a b c d"},
	} {
		t.Run(name, func(t *testing.T) {
			got := l.With(Agency{ID: tt.id, Position: tt.position, Name: "新"})
			if got.ids() != tt.want {
				t.Errorf("%s, want %s", got.ids(), tt.want)
			}
			for i, a := range got.Agencies[1:] {
				if a.Position <= got.Agencies[i].Position {
					t.Errorf("two at one place: %+v", got.Agencies)
				}
			}
			if l.ids() != "a b c d" || l.Agencies[1].Position != 2 {
				t.Error("the old list changed")
			}
		})
	}
}

func TestListChange_IsAppliedAndTakenBack(t *testing.T) {
	before := agencyList("a", "b", "c")
	before.Successions = []Succession{{"b", "a", Merged, "2023-03-01"}}
	after := before.Without("b").With(Agency{ID: "x", Name: "新", Position: 1, Owes: []Obligation{{Year: 2024}}, Names: []AgencyName{{Name: "旧", Until: "2020-01-01"}}})
	c := ChangeOf(before, after)
	got, err := c.Apply(before)
	if err != nil || got.Version() != after.Version() {
		t.Fatalf("%+v, %v", got, err)
	}
	if back, err := c.Inverse().Apply(after); err != nil || back.Version() != before.Version() {
		t.Errorf("taken back: %+v, %v", back, err)
	}
	if told := c.Told(); !slices.Equal(told, []string{"b", "x"}) {
		t.Errorf("an account of it names %v", told)
	}
	if d := c.Details("x"); len(d) == 0 || d[0] != (AuditDetail{Field: "name", New: "新"}) || !slices.Contains(d, AuditDetail{Field: "former_names", New: "旧@~2020-01-01"}) {
		t.Errorf("details = %+v", d)
	}
	if d := c.Details("b"); !slices.Contains(d, AuditDetail{Field: "succession", Old: "并入 a@2023-03-01"}) {
		t.Errorf("details = %+v", d)
	}
	if c := ChangeOf(after, after.With(after.Agencies[2])); !c.Empty() {
		t.Errorf("nothing changed, but %+v", c)
	}
}

// What was changed since is not overwritten by taking something older back; that others moved does not matter.
func TestListChange_RefusesWhatWasChangedSince(t *testing.T) {
	before := agencyList("a", "b", "c")
	b := before.Agencies[1]
	b.Name = "新名"
	after := before.With(b)
	undo := ChangeOf(before, after).Inverse()

	moved, err := undo.Apply(after.With(Agency{ID: "x", Name: "新", Position: 1}))
	if got, _ := moved.Find("b"); err != nil || got.Name != "名b" || got.Position != 3 {
		t.Errorf("%+v, %v", got, err)
	}
	b.Pinyin = "b"
	if _, err := undo.Apply(after.With(b)); ErrorCode(err) != ECONFLICT || !strings.Contains(ErrorMessage(err), "新名") {
		t.Errorf("changed since: %v", err)
	}
	if _, err := undo.Apply(after.Without("b")); ErrorCode(err) != ECONFLICT {
		t.Errorf("removed since: %v", err)
	}
}

func TestAgency_Check(t *testing.T) {
	good := Agency{ID: "a-mzj", Kind: KindDepartment, Name: "区民政局", Owes: []Obligation{{Year: 2024}}, Exempt: []Exemption{{Year: 2023, Reason: "尚未成立"}},
		Names: []AgencyName{{Name: "区社会局", Since: "2015-01-01", Until: "2019-03-01"}, {Name: "民政局", Alias: true}}}
	if wrong := good.Check(); len(wrong) > 0 {
		t.Fatalf("%v", wrong)
	}
	for field, change := range map[AgencyField]func(*Agency){
		FieldAgencyID:       func(a *Agency) { a.ID = "A/.." },
		FieldAgencyName:     func(a *Agency) { a.Name = "" },
		FieldAgencyNameEn:   func(a *Agency) { a.NameEn = "two\nlines" },
		FieldAgencyKind:     func(a *Agency) { a.Kind = "衙门" },
		FieldAgencyPosition: func(a *Agency) { a.Position = -1 },
		FieldAgencyPinyin:   func(a *Agency) { a.Pinyin = strings.Repeat("x", maxAgencyName+1) },
		FieldAgencyFormer:   func(a *Agency) { a.Names[0].Since = "2019-04-01" },
		FieldAgencyAliases:  func(a *Agency) { a.Names[1].Name = "区民政局" },
		FieldAgencyOwes:     func(a *Agency) { a.Owes[0].Year = 1024 },
		FieldAgencyReason:   func(a *Agency) { a.Exempt[0].Year = 2024 },
	} {
		a := good.Sorted()
		change(&a)
		if wrong := a.Check(); len(wrong) != 1 || ErrorMessage(wrong[field]) == "" {
			t.Errorf("%s: %v", field, wrong)
		}
	}
}

func TestAgencyList_CheckRefusesOneNameForTwo(t *testing.T) {
	l := agencyList("a", "b")
	b := l.Agencies[1]
	b.Names = []AgencyName{{AgencyID: "b", Name: "名a", Alias: true}}
	after := l.With(b)
	if err := after.Check(ChangeOf(l, after)); ErrorCode(err) != EINVALID || !strings.Contains(ErrorMessage(err), "名a") {
		t.Errorf("an alias that is another's name: %v", err)
	}
	b.Names[0].Alias, b.Names[0].Until = false, "2020-01-01"
	after = l.With(b)
	if err := after.Check(ChangeOf(l, after)); err != nil {
		t.Errorf("a name that passed from one to the other: %v", err)
	}
}

func TestAgency_ExemptionsAreWrittenByReason(t *testing.T) {
	a := Agency{ID: "a", Exempt: []Exemption{{Year: 2023, Reason: "并入区文旅局"}, {Year: 2019, Reason: "尚未成立"}, {Year: 2020, Reason: "尚未成立"}}}
	if got := a.Exemptions("；"); got != "2019-2020 尚未成立；2023 并入区文旅局" {
		t.Error(got)
	}
}
