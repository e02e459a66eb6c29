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
	day   bool // "01-31"
}

func settingFields(s *models.Settings) []settingField {
	return []settingField{{"district", &s.District, false}, {"district_code", &s.DistrictCode, false}, {"office", &s.Office, false},
		{"contact", &s.Contact, false}, {"site_code", &s.SiteCode, false}, {"filing", &s.Filing, false},
		{"organ_deadline", &s.OrganDeadline, true}, {"government_deadline", &s.GovernmentDeadline, true}}
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
		if _, err := time.Parse("2006-01-02", "2024-"+*f.value); f.day && err != nil {
			return models.Errorf(models.EINVALID, "设置“%s”（环境变量 %s）的“%s”不是日期，应写成“01-31”的样子。", f.name, name, *f.value)
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
