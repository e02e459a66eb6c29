package recognise

import (
	"strings"
	"testing"

	"gongkai/models"
)

func TestReadCount_NoteMark(t *testing.T) {
	for _, text := range []string{"764 [2]", "764[2]", "764［注1］", "764〔2〕", "764①", "764*", "764 ※", "764²", "764（注）", "764件[2]", "764 [2]件", "７６４①", "764\n[2]", "764.00*", "七百六十四①"} {
		v := readCount(text, false)
		if v.number == nil || *v.number != 764 || !v.flags.Has(models.FlagUnverified) || v.raw != text || !strings.Contains(v.note, "注号") || !strings.Contains(v.note, "请核对") {
			t.Errorf("%q: got %+v", text, v)
		}
	}
	if v := readCount("-3 [1]", true); v.number == nil || *v.number != -3 {
		t.Errorf("a change: got %+v", v)
	}
}

func TestReadCount_NoNoteMark(t *testing.T) {
	tests := []struct {
		text string
		want models.State
	}{
		{"764 (2)", models.StateUnreadable}, // may be "of these 2"
		{"764 [2] [3]", models.StateUnreadable},
		{"764 [12345]", models.StateUnreadable},
		{"[2] 764", models.StateUnreadable},
		{"7 64 [2]", models.StateUnreadable},
		{"-764 [2]", models.StateUnreadable},
		{"76.5 [2]", models.StateUnreadable},
		{"[2]", models.StateUnreadable},
		{"①", models.StateUnreadable},
		{"行政许可[2]", models.StateUnreadable},
		{"***", models.StateBlank},
		{strings.Repeat("1[1]", 100_000), models.StateUnreadable},
	}
	for _, tt := range tests {
		if v := readCount(tt.text, false); v.state != tt.want || v.number != nil || v.raw != tt.text {
			t.Errorf("%.40q: got %s, want %s", tt.text, v.state, tt.want)
		}
	}
	if v := readCount("764", false); v.flags != 0 || v.note != "" {
		t.Errorf("a plain number: got %+v", v)
	}
}

func TestReadAmount_NoteMark(t *testing.T) {
	for _, text := range []string{"578.72 [3]", "578.72③", "578.72 [3]万元", "578.72万元*"} {
		v := readAmount(text, "")
		if v.number == nil || *v.number != 578_720_000 || !v.flags.Has(models.FlagUnverified) || !strings.Contains(v.note, "注号") {
			t.Errorf("%q: got %+v", text, v)
		}
	}
	v := readAmount("5787200元[3]", "")
	if v.number == nil || *v.number != 578_720_000 || !strings.Contains(v.note, "以元为单位") || !strings.Contains(v.note, "注号") {
		t.Errorf("got %+v", v)
	}
}
