package models_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"gongkai/models"
)

func TestCheckPassword(t *testing.T) {
	for _, good := range []string{"correct horse battery", "区政府办公室的长密码九九", "zhang-three-loves-tea", "admin keeps many bees"} {
		if err := models.CheckPassword("jyj", good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{strings.Repeat("密码好长", 32), "", "short", "1234567890", "Password123", "aaaaaaaaaaaa", "abababababab", "jyj-bureau1", "qwertyuiop12", strings.Repeat("abcdefghij", 13), "admin123456"} {
		if err := models.CheckPassword("jyj", bad); models.ErrorCode(err) != models.EINVALID {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestSecrets(t *testing.T) {
	a, b := models.NewSecret(), models.NewSecret()
	if a == b || len(a) != 43 {
		t.Errorf("%q, %q", a, b)
	}
	if h := models.HashSecret(a); len(h) != 64 || h == models.HashSecret(b) || strings.Contains(h, a) {
		t.Errorf("hash %q", h)
	}
	if f := models.FormToken(a); f == models.FormToken(b) || f == models.HashSecret(a) || f == a {
		t.Errorf("token %q", f)
	}
}

func TestSettings_Parsed(t *testing.T) {
	good := models.DefaultSettings()
	good.DistrictCode, good.BaseURL, good.Deadlines = " 990101 ", "https://gk.example.gov.cn/", map[string]string{models.DeadlineKey(2024, models.ScopeOrgan): "2025-02-10"}
	parsed, wrong := good.Parsed()
	if len(wrong) > 0 || parsed.DistrictCode != "990101" || parsed.BaseURL != "https://gk.example.gov.cn" {
		t.Errorf("%+v, %v", parsed, wrong)
	}
	for name, set := range map[string]func(*models.Settings){
		"district":            func(s *models.Settings) { s.District = " " },
		"office":              func(s *models.Settings) { s.Office = "" },
		"contact":             func(s *models.Settings) { s.Contact = "a\nb" },
		"undertaker":          func(s *models.Settings) { s.Undertaker = strings.Repeat("长", 201) },
		"district_code":       func(s *models.Settings) { s.DistrictCode = "99010" },
		"base_url":            func(s *models.Settings) { s.BaseURL = "gk.example.gov.cn" },
		"mistakes_url":        func(s *models.Settings) { s.MistakesURL = "javascript:alert(1)" },
		"organ_deadline":      func(s *models.Settings) { s.OrganDeadline = "02-29" },
		"government_deadline": func(s *models.Settings) { s.GovernmentDeadline = "" },
		"next_snapshot":       func(s *models.Settings) { s.NextSnapshot = "03-31" },
		"deadlines":           func(s *models.Settings) { s.Deadlines = map[string]string{"2024": "2025-01-31"} },
	} {
		s := models.DefaultSettings()
		set(&s)
		if _, wrong := s.Parsed(); len(wrong) != 1 || models.ErrorCode(wrong[name]) != models.EINVALID {
			t.Errorf("%s: %v", name, wrong)
		}
	}
	now := good
	now.Contact = "0999-1234567"
	now.Deadlines = map[string]string{"2024-organ": "2025-02-20"}
	if list := good.Changes(now); len(list) != 2 || list[0].Field != "contact" || list[1].Old != "2024-organ: 2025-02-10" || list[1].New != "2024-organ: 2025-02-20" {
		t.Errorf("%+v", list)
	}
}

// A field that the table lacks could be set by nobody.
func TestSettingFields_AreAllSettings(t *testing.T) {
	fields := map[*string]bool{}
	s := models.Settings{}
	for _, f := range models.SettingFields() {
		p := f.Value(&s)
		if fields[p] || f.Parse == nil || f.Label.Zh == "" || f.Label.En == "" || f.Env() != "GONGKAI_"+strings.ToUpper(f.Name) {
			t.Errorf("%s: %+v", f.Name, f.Label)
		}
		fields[p] = true
	}
	n := 0
	for f := range reflect.TypeFor[models.Settings]().Fields() {
		if f.Type.Kind() == reflect.String {
			n++
		}
	}
	if n != len(fields) {
		t.Errorf("%d texts in Settings, %d in the table", n, len(fields))
	}
}

func TestSession_Ended(t *testing.T) {
	now := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		begun, seen time.Duration
		ended       bool
	}{{0, 0, false}, {time.Hour, time.Hour, false}, {2 * time.Hour, 2 * time.Hour, true}, {12 * time.Hour, 0, true}, {11 * time.Hour, time.Minute, false}} {
		if got := (models.Session{CreatedAt: now.Add(-tt.begun), SeenAt: now.Add(-tt.seen)}).Ended(now); got != tt.ended {
			t.Errorf("begun %s ago, seen %s ago: %v", tt.begun, tt.seen, got)
		}
	}
}
