package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"

	"gongkai/models"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to date, each numbered step in its own transaction, after a copy of the database as it was. It refuses
// a database that a newer version of this program has changed, and one that belongs to another program.
func migrate(ctx context.Context, db *gorm.DB, name string) error {
	others, err := otherTables(db.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("look into %s: %w", name, err)
	}
	if others > 0 {
		return foreignDatabase(name)
	}
	provider, err := migrator(db)
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if current > target {
		return newerDatabase(name, current, target)
	}
	if current > 0 && current < target {
		if err := copyBefore(ctx, db, name, current); err != nil {
			return err
		}
	}
	_, err = provider.Up(ctx)
	if err == nil {
		return nil
	}
	// Another process may have taken the same step at the same time; then there is nothing left to do.
	if pending, errPending := provider.HasPending(ctx); errPending == nil && !pending {
		return nil
	}
	return fmt.Errorf("migrate: %w", err)
}

func foreignDatabase(name string) error {
	return models.Errorf(models.EINVALID, "“%s”是其他程序的数据库，为免损坏其中的数据，没有打开。", name)
}

func newerDatabase(name string, current, target int64) error {
	return models.Errorf(models.EINVALID, "数据库“%s”由较新版本的程序建立（结构版本 %d，本程序支持到 %d），请升级程序。", name, current, target)
}

// newestSchema is the version of the tables that this program makes.
func newestSchema() (int64, error) {
	steps, err := migrationsFor(gooseDialect)
	if err != nil {
		return 0, err
	}
	names, err := fs.Glob(steps, "*.sql")
	if err != nil || len(names) == 0 {
		return 0, fmt.Errorf("list migrations: %w", err)
	}
	return goose.NumericComponent(names[len(names)-1])
}

// copyBefore copies a database that holds something before its tables are changed: "district.db" of version 5 to "district-v5.db"
// beside it, or with the time in its name if there is such a file from an earlier time.
func copyBefore(ctx context.Context, db *gorm.DB, name string, version int64) error {
	db = db.WithContext(ctx)
	filled := false
	for _, table := range []string{"agencies", "sources", "settings"} {
		var n int64
		if err := db.Table(table).Limit(1).Count(&n).Error; err != nil {
			return fmt.Errorf("look into %s: %w", name, err)
		}
		filled = filled || n > 0
	}
	if !filled { // just made, perhaps by another process
		return nil
	}
	path, err := databaseFile(name)
	if err != nil {
		return err
	}
	ext := filepath.Ext(path)
	copied := fmt.Sprintf("%s-v%d%s", strings.TrimSuffix(path, ext), version, ext)
	if exists(copied) {
		copied = fmt.Sprintf("%s-v%d-%s%s", strings.TrimSuffix(path, ext), version, time.Now().Format(stamp), ext)
	}
	_, err = backup(ctx, db, copied)
	if err != nil && models.ErrorCode(err) != models.ECONFLICT { // another process made the copy
		return fmt.Errorf("copy %s before its tables change: %w", name, err)
	}
	return nil
}

func migrator(db *gorm.DB) (*goose.Provider, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	steps, err := migrationsFor(gooseDialect)
	if err != nil {
		return nil, err
	}
	provider, err := goose.NewProvider(gooseDialect, pool, steps, goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, fmt.Errorf("prepare migrations: %w", err)
	}
	return provider, nil
}

// beaten reports whether a migration failed half-way, as it does where another process makes the same one at the same time: then its
// tables are there already, and the next try finds nothing to do.
func beaten(err error) bool {
	_, ok := errors.AsType[*goose.PartialError](err)
	return ok
}
