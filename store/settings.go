package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"

	"gongkai/models"
)

// setting is one field of models.Settings, as JSON.
type setting struct {
	Key   string `gorm:"primaryKey"`
	Value string
}

// Settings returns the installation's settings; what was never set has its default.
func (s *Store) Settings(ctx context.Context) (models.Settings, error) {
	return settingsOf(s.read(ctx))
}

func settingsOf(db *gorm.DB) (models.Settings, error) {
	set := models.DefaultSettings()
	var rows []setting
	if err := db.Find(&rows).Error; err != nil {
		return set, fmt.Errorf("read settings: %w", err)
	}
	fields := make(map[string]json.RawMessage, len(rows))
	for _, r := range rows {
		fields[r.Key] = json.RawMessage(r.Value)
	}
	all, err := json.Marshal(fields)
	if err != nil {
		return set, fmt.Errorf("read settings: %w", err)
	}
	if err := json.Unmarshal(all, &set); err != nil {
		return set, fmt.Errorf("read settings: %w", err)
	}
	return set, nil
}

// SaveSettings replaces the settings. Reports are checked again, because deadlines may have moved.
func (s *Store) SaveSettings(ctx context.Context, set models.Settings) error {
	return s.saveSettings(ctx, nil, set)
}

// SaveSettingsOver is SaveSettings for someone who has seen the settings: it fails with ECONFLICT if they are others by now.
func (s *Store) SaveSettingsOver(ctx context.Context, seen, set models.Settings) error {
	return s.saveSettings(ctx, &seen, set)
}

func (s *Store) saveSettings(ctx context.Context, seen *models.Settings, set models.Settings) error {
	all, err := json.Marshal(set)
	if err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(all, &fields); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	var rows []setting
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		rows = append(rows, setting{key, string(fields[key])})
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		old, err := settingsOf(tx)
		if err != nil {
			return err
		}
		if seen != nil && len(old.Changes(*seen)) > 0 {
			return models.Errorf(models.ECONFLICT, "别人正好也在修改设置，还没有保存，请核对后再保存一次。")
		}
		if err := tx.Session(&gorm.Session{AllowGlobalUpdate: true}).Delete(&setting{}).Error; err != nil {
			return fmt.Errorf("clear settings: %w", err)
		}
		if err := insert(tx, rows); err != nil {
			return fmt.Errorf("save settings: %w", err)
		}
		if err := recheckAll(tx); err != nil {
			return err
		}
		if err := audit(tx, models.AuditSettings, "", old.Changes(set)...); err != nil {
			return err
		}
		return bump(tx)
	})
}
