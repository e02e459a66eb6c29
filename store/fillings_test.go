package store

import (
	"fmt"
	"sync"
	"testing"

	"gongkai/models"
)

func TestFilling_BeginsWithWhatWasCarriedOver(t *testing.T) {
	s := open(t)
	last := set(report("a-jyj", 2023, 5), "applications.carried_out", "natural_person", 2)
	save(t, s, set(last, "applications.carried_out", models.ApplicantTotal, 2), file("a.docx", "2023"))
	f, err := s.Filling(t.Context(), "a-jyj", 2024)
	if err != nil || f.Version != 0 || f.Agency != "区教育局" || f.Scope != models.ScopeOrgan {
		t.Fatalf("%+v, %v", f, err)
	}
	if got := f.Cells["applications.carried_in|natural_person"]; got != "2" {
		t.Errorf("上年结转 is %q", got)
	}
	if _, total := f.Cells["applications.carried_in|total"]; total {
		t.Error("a total is typed in")
	}
	if _, err := s.Filling(t.Context(), "a-none", 2024); models.ErrorCode(err) != models.ENOTFOUND {
		t.Errorf("no such agency: %v", err)
	}
}

// Sixty edits by as many people at once: none of them is lost.
func TestEditFilling_NothingIsLost(t *testing.T) {
	s := open(t)
	keys := models.Filling{Year: 2024}.Keys()
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			edit := models.Edit{Field: "cell:" + keys[i].String(), To: fmt.Sprint(i)}
			if _, conflicts, err := s.EditFilling(t.Context(), "a-jyj", 2024, []models.Edit{edit}, act("张三")); err != nil || len(conflicts) > 0 {
				t.Errorf("%d: %v, %v", i, conflicts, err)
			}
		})
	}
	wg.Wait()
	f, err := s.Filling(t.Context(), "a-jyj", 2024)
	if err != nil || f.Version != 60 {
		t.Fatalf("version %d, %v", f.Version, err)
	}
	for i := range 60 {
		if f.Cells[keys[i].String()] != fmt.Sprint(i) {
			t.Errorf("%s is %q", keys[i], f.Cells[keys[i].String()])
		}
	}
}

func TestDropFilling_OnlyAsItWasSeen(t *testing.T) {
	s := open(t)
	edit := func(from, to string) models.KeptFilling {
		f, _, err := s.EditFilling(t.Context(), "a-jyj", 2024, []models.Edit{{Field: "text:1", From: from, To: to}}, act("张三"))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	first := edit("", "一")
	second := edit("一", "二")
	if err := s.DropFilling(t.Context(), "a-jyj", 2024, first.Version); err != nil {
		t.Fatal(err)
	}
	if list, err := s.FillingsUnderWay(t.Context(), nil); err != nil || len(list) != 1 {
		t.Errorf("a newer text is gone: %v, %v", list, err)
	}
	if err := s.DropFilling(t.Context(), "a-jyj", 2024, second.Version); err != nil {
		t.Fatal(err)
	}
	if list, err := s.FillingsUnderWay(t.Context(), []string{"a-jyj"}); err != nil || len(list) != 0 {
		t.Errorf("it stays: %v, %v", list, err)
	}
}
