package views_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/models"
	"gongkai/views"
)

func TestAgencyNotes(t *testing.T) {
	list := []models.Agency{{ID: "a-1", Name: "区民政局", Names: []models.AgencyName{{Name: "区社会局", Until: "2021-12-31"}}}, {ID: "a-2", Name: "区文化和旅游局"}, {ID: "a-3", Name: "区旅游局"}}
	merger := []models.Succession{{PredecessorID: "a-3", SuccessorID: "a-2", Kind: models.Merged, On: "2022-06-01"}}
	s := subject(t, "applications.received")
	c := models.Compare(s, list, merger, []int{2020, 2021, 2022, 2023}, nil)
	notes := strings.Join(views.AgencyNotes(c, nil, models.Zh), "\n")
	for _, want := range []string{"改名：区民政局（2022 年前称区社会局）。", "机构合并或拆分，前后不可比：区文化和旅游局（2022 年合并）。"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not in %q", want, notes)
		}
	}
	if focused := strings.Join(views.AgencyNotes(c, []string{"a-2"}, models.Zh), "\n"); strings.Contains(focused, "合并") || !strings.Contains(focused, "改名") {
		t.Errorf("with focus: %q", focused)
	}
	if one := views.AgencyNotes(models.Compare(s, list, merger, []int{2022}, nil), nil, models.Zh); len(one) > 0 {
		t.Errorf("of one year: %q", one)
	}
	var many []models.Agency
	for i := range 9 {
		many = append(many, models.Agency{ID: fmt.Sprintf("b-%d", i), Name: fmt.Sprintf("局%d", i), Names: []models.AgencyName{{Name: fmt.Sprintf("旧局%d", i), Until: "2020-12-31"}}})
	}
	if n := views.AgencyNotes(models.Compare(s, many, nil, []int{2020, 2021}, nil), nil, models.Zh); len(n) != 1 || !strings.Contains(n[0], "等 9 个机关") || strings.Contains(n[0], "旧局6") {
		t.Errorf("of many: %q", n)
	}
}
