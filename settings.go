package main

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"gongkai/models"
	"gongkai/store"
)

// settingField is a setting by its name in the settings file; in the environment it is GONGKAI_ and the name in capitals.
type settingField struct {
	name  string
	value *string
	parse func(string) (string, error) // nil for any text
}

func settingFields(s *models.Settings) []settingField {
	return []settingField{{"base_url", &s.BaseURL, models.ParseBaseURL}, {"district", &s.District, nil}, {"district_en", &s.DistrictEn, nil}, {"district_code", &s.DistrictCode, nil},
		{"office", &s.Office, nil}, {"office_en", &s.OfficeEn, nil}, {"undertaker", &s.Undertaker, nil}, {"contact", &s.Contact, nil},
		{"licence", &s.Licence, nil}, {"licence_en", &s.LicenceEn, nil}, {"licence_url", &s.LicenceURL, models.ParseLink}, {"site_code", &s.SiteCode, nil},
		{"filing", &s.Filing, nil}, {"police_filing", &s.PoliceFiling, nil}, {"organ_mark_url", &s.OrganMarkURL, models.ParseLink},
		{"mistakes_url", &s.MistakesURL, models.ParseLink}, {"organ_deadline", &s.OrganDeadline, parseDay}, {"government_deadline", &s.GovernmentDeadline, parseDay}}
}

// parseDay checks a day of any year, "01-31".
func parseDay(text string) (string, error) {
	if _, err := time.Parse(time.DateOnly, "2024-"+text); err != nil {
		return "", models.Errorf(models.EINVALID, "“%s”不是日期，应写成“01-31”的样子。", text)
	}
	return text, nil
}

// applySettings overlays the database's settings with those of a JSON file, if one is given, and of the environment, and keeps the
// result if it differs. Besides the fields above the file may hold "deadlines": {"2024-organ": "2025-02-10"}.
func applySettings(ctx context.Context, db *store.Store, file string, getenv func(string) string) error {
	old, err := db.Settings(ctx)
	if err != nil {
		return err
	}
	now := old
	now.Deadlines = maps.Clone(old.Deadlines)
	if file != "" {
		data, err := readFile(file)
		if err != nil {
			return err
		}
		if err := readSettings(&now, file, data); err != nil {
			return err
		}
	}
	for _, f := range settingFields(&now) {
		name := "GONGKAI_" + strings.ToUpper(f.name)
		if v := getenv(name); v != "" {
			*f.value = v
		}
		if f.parse == nil {
			continue
		}
		if *f.value, err = f.parse(*f.value); err != nil {
			return models.Errorf(models.EINVALID, "设置“%s”（环境变量 %s）不对：%s", f.name, name, models.ErrorMessage(err))
		}
	}
	if reflect.DeepEqual(old, now) {
		return nil
	}
	return db.SaveSettings(ctx, now)
}

func readSettings(s *models.Settings, file string, data []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return models.Errorf(models.EINVALID, "设置文件“%s”不是有效的 JSON：%v。", file, err)
	}
	fields := settingFields(s)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		var into any = &s.Deadlines
		if name != "deadlines" {
			i := slices.IndexFunc(fields, func(f settingField) bool { return f.name == name })
			if i < 0 {
				return models.Errorf(models.EINVALID, "设置文件“%s”里没有“%s”这项设置，请检查拼写。", file, name)
			}
			into = fields[i].value
		}
		if err := json.Unmarshal(all[name], into); err != nil {
			return models.Errorf(models.EINVALID, "设置文件“%s”里“%s”的值不对，应为文字。", file, name)
		}
	}
	for key, day := range s.Deadlines {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return models.Errorf(models.EINVALID, "设置文件“%s”里 deadlines 的“%s”不是日期，应写成“2025-01-31”的样子。", file, key+": "+day)
		}
	}
	return nil
}
