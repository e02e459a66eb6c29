package models

import "testing"

func TestAgency_InEnglish(t *testing.T) {
	a := Agency{ID: "a-mzj", Name: "区民政局", NameEn: "Civil Affairs Bureau"}
	en := a.In(En)
	if en.Name != "Civil Affairs Bureau" || !en.Called("区民政局") || a.In(Zh).Name != "区民政局" || len(a.Names) != 0 {
		t.Errorf("%+v of %+v", en, a)
	}
	if a.NameEn = ""; a.In(En).Name != "区民政局" {
		t.Error("without an English name there is none to show")
	}
}
