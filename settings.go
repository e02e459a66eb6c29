package main

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"gongkai/models"
	"gongkai/store"
)

// applySettings overlays the database's settings with those of a JSON file, if one is given, and of the environment, and keeps the
// result if it differs. The names of settings are those of models.SettingFields; the file may also hold "deadlines":
// {"2024-organ": "2025-02-10"}. It returns the names of those that file and environment set, each with where it comes from: the settings
// page shows them and cannot change them, because they would be back at the next start.
func applySettings(ctx context.Context, db *store.Store, file string, getenv func(string) string) (map[string]string, error) {
	old, err := db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	now, fixed := old, map[string]string{}
	now.Deadlines = maps.Clone(old.Deadlines)
	if file != "" {
		data, err := readFile(file)
		if err != nil {
			return nil, err
		}
		if err := readSettings(&now, fixed, file, data); err != nil {
			return nil, err
		}
	}
	for _, f := range models.SettingFields() {
		if v := getenv(f.Env()); v != "" {
			*f.Value(&now), fixed[f.Name] = v, f.Env()
		}
		if fixed[f.Name] == "" {
			continue
		}
		if *f.Value(&now), err = f.Parse(*f.Value(&now)); err != nil {
			return nil, models.Errorf(models.EINVALID, "设置“%s”（环境变量 %s）不对：%s", f.Name, f.Env(), models.ErrorMessage(err))
		}
	}
	if reflect.DeepEqual(old, now) {
		return fixed, nil
	}
	return fixed, db.SaveSettings(ctx, now)
}

func readSettings(s *models.Settings, fixed map[string]string, file string, data []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return models.Errorf(models.EINVALID, "设置文件“%s”不是有效的 JSON：%v。", file, err)
	}
	fields := models.SettingFields()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		var into any = &s.Deadlines
		if name != "deadlines" {
			i := slices.IndexFunc(fields, func(f models.SettingField) bool { return f.Name == name })
			if i < 0 {
				return models.Errorf(models.EINVALID, "设置文件“%s”里没有“%s”这项设置，请检查拼写。", file, name)
			}
			into = fields[i].Value(s)
		}
		if err := json.Unmarshal(all[name], into); err != nil {
			return models.Errorf(models.EINVALID, "设置文件“%s”里“%s”的值不对，应为文字。", file, name)
		}
		fixed[name] = file
	}
	if err := models.CheckDeadlines(s.Deadlines); err != nil && fixed["deadlines"] != "" {
		return models.Errorf(models.EINVALID, "设置文件“%s”里 deadlines 不对：%s", file, models.ErrorMessage(err))
	}
	return nil
}
