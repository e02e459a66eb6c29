// Package store keeps agencies, reports, revisions, findings and original documents in a database. It is the only package that
// speaks SQL. The database is the whole record: one file to back up.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
)

// Store is an open database. It is safe for concurrent use: writes wait for one another, reads do not wait for writes.
type Store struct {
	w    *gorm.DB // one connection; every transaction takes the write lock at its start
	r    *gorm.DB // a pool that cannot write
	name string   // the database as the user called it, for messages
}

// Open opens the database dsn, the path of a SQLite file, creates it if it does not exist (its folder must) and brings its tables
// up to date. It fails with EINVALID and a sentence if the file is no database of this system or a newer one, or cannot be written.
func Open(ctx context.Context, dsn string) (*Store, error) {
	for began := time.Now(); ; {
		s := &Store{name: dsn}
		err := s.open(ctx, dsn)
		if err == nil {
			return s, nil
		}
		err = errors.Join(describe(err, dsn), s.Close())
		if !beaten(err) && models.ErrorCode(err) != models.ECONFLICT || time.Since(began) > patience {
			return nil, err
		}
		select { // another process is making the file: SQLite waits for a writer, but not for the change to its journal
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(patience / 100):
		}
	}
}

// patience is how long a database that another process is opening is waited for.
const patience = 5 * time.Second

func (s *Store) open(ctx context.Context, dsn string) error {
	path, err := databaseFile(dsn)
	if err != nil {
		return err
	}
	// The writer comes first: it creates the file.
	if s.w, err = connect(ctx, writerDSN(path), 1); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if err := migrate(ctx, s.w, dsn); err != nil {
		return err
	}
	if s.r, err = connect(ctx, readerDSN(path), readers); err != nil {
		return fmt.Errorf("open %s for reading: %w", path, err)
	}
	return nil
}

// Close closes the database. A transaction that is under way ends first.
func (s *Store) Close() error {
	return errors.Join(closePool(s.r), closePool(s.w))
}

func closePool(db *gorm.DB) error {
	if db == nil {
		return nil
	}
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// write runs f in one transaction: all of it is kept or nothing, also if f panics or ctx ends.
func (s *Store) write(ctx context.Context, f func(tx *gorm.DB) error) error {
	err := s.w.WithContext(ctx).Transaction(f)
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // rather than what became of the transaction
	}
	return describe(err, s.name)
}

func (s *Store) read(ctx context.Context) *gorm.DB { return s.r.WithContext(ctx) }

// dataVersion is the one row that tells readers, in this process or another, that the data changed.
type dataVersion struct {
	ID        int `gorm:"primaryKey"`
	Version   int64
	ChangedAt time.Time
}

func (dataVersion) TableName() string { return "data_version" }

// Version returns the number of the state of the data, which grows with every change, and when it changed last (zero for an empty
// database). It costs one row.
func (s *Store) Version(ctx context.Context) (int64, time.Time, error) {
	var v dataVersion
	if err := s.read(ctx).Take(&v).Error; err != nil {
		return 0, time.Time{}, fmt.Errorf("read data version: %w", err)
	}
	if v.Version == 0 {
		return 0, time.Time{}, nil
	}
	return v.Version, v.ChangedAt, nil
}

// bump tells everyone that tx changes the data.
func bump(tx *gorm.DB) error {
	changed := map[string]any{"version": gorm.Expr("version + 1"), "changed_at": tx.NowFunc()}
	if err := tx.Model(&dataVersion{}).Where("id = 1").Updates(changed).Error; err != nil {
		return fmt.Errorf("bump data version: %w", err)
	}
	return nil
}
