package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"

	"gongkai/models"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to date, each numbered step in its own transaction. It refuses a database that a newer version of
// this program has changed, and one that belongs to another program.
func migrate(ctx context.Context, db *gorm.DB, name string) error {
	others, err := otherTables(db.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("look into %s: %w", name, err)
	}
	if others > 0 {
		return models.Errorf(models.EINVALID, "“%s”是其他程序的数据库，为免损坏其中的数据，没有打开。", name)
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
		return models.Errorf(models.EINVALID, "数据库“%s”由较新版本的程序建立（结构版本 %d，本程序支持到 %d），请升级程序。", name, current, target)
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
