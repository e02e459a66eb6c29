package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"

	"gongkai/models"
)

// Copy says what a copy of a database holds.
type Copy struct {
	Schema    int64     `json:"schema"` // the version of its tables
	Version   int64     `json:"version"`
	ChangedAt time.Time `json:"changed_at"`
	Agencies  int64     `json:"agencies"`
	Reports   int64     `json:"reports"`
	Sources   int64     `json:"sources"`
	Bytes     int64     `json:"bytes"`
}

// Backup writes a consistent copy of the database in the file from to the file to, while others go on reading and writing, and
// verifies it. The file appears when it is complete. The database is not migrated. It fails with ECONFLICT if something is there
// already, and as Verify does.
func Backup(ctx context.Context, from, to string) (Copy, error) {
	path, err := existingFile(from)
	if err != nil {
		return Copy{}, err
	}
	db, err := readOnly(ctx, path)
	if err != nil {
		return Copy{}, describe(errors.Join(err, closePool(db)), from)
	}
	defer closePool(db)
	if _, err := schemaOf(db, from); err != nil {
		return Copy{}, err
	}
	return backup(ctx, db, to)
}

// Backup is the function Backup for a database that is open.
func (s *Store) Backup(ctx context.Context, path string) error {
	_, err := Backup(ctx, s.name, path)
	return err
}

func backup(ctx context.Context, db *gorm.DB, to string) (Copy, error) {
	if exists(to) {
		return Copy{}, alreadyThere(to)
	}
	path, err := filepath.Abs(to)
	if err != nil {
		return Copy{}, err
	}
	part, err := partOf(path)
	if err != nil {
		return Copy{}, err
	}
	defer discard(part)
	if err := copyInto(db.WithContext(ctx), part); err != nil {
		return Copy{}, interrupted(ctx, describe(fmt.Errorf("back up to %s: %w", to, err), to))
	}
	if err := os.Chmod(part, 0o600); err != nil { // it holds what is not public
		return Copy{}, fmt.Errorf("protect %s: %w", part, err)
	}
	if err := markFile(ctx, part, copyMark); err != nil {
		return Copy{}, describe(err, to)
	}
	found, err := verify(ctx, part, to)
	if err != nil {
		return Copy{}, interrupted(ctx, err)
	}
	return found, place(part, path, to)
}

func alreadyThere(path string) error {
	return models.Errorf(models.ECONFLICT, "备份文件“%s”已经存在，请换一个文件名。", path)
}

// partOf makes the empty file in which a copy is written until it is complete. Nobody else has its name.
func partOf(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*"+PartSuffix)
	if err != nil {
		return "", models.Errorf(models.EINVALID, "无法写入文件夹“%s”，请检查它是否存在、是否有写入权限。", filepath.Dir(path))
	}
	return f.Name(), f.Close()
}

// PartSuffix ends the names of files that are not complete yet; a process that was killed leaves one.
const PartSuffix = ".part"

// discard removes a part, if it is still there, and what SQLite keeps beside it.
func discard(part string) {
	for _, suffix := range append([]string{""}, besides...) {
		_ = os.Remove(part + suffix) // what stays is in nobody's way
	}
}

// interrupted is the end of ctx, if that is what made a step fail.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// markFile writes a mark into the head of a database that nobody else has open.
func markFile(ctx context.Context, path string, id int) error {
	db, err := alone(ctx, path)
	if err != nil {
		return err
	}
	return errors.Join(mark(db, id), db.Exec("COMMIT").Error, closePool(db))
}

// place puts a finished file where it belongs, unless something is there by now, and sees to it that it is on the disk. Messages
// call it name.
func place(part, path, name string) error {
	if err := syncFile(part); err != nil {
		return err
	}
	err := os.Link(part, path) // unlike a renaming it replaces nothing
	switch {
	case errors.Is(err, os.ErrExist):
		return alreadyThere(name)
	case err != nil: // a file system without links
		if exists(path) {
			return alreadyThere(name)
		}
		if err := os.Rename(part, path); err != nil {
			return fmt.Errorf("put %s in place: %w", path, err)
		}
	}
	return syncFolder(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s to disk: %w", path, err)
	}
	return nil
}

// syncFolder writes the names in a folder to the disk, where the system knows how.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	_ = f.Sync() // not every system can
	return f.Close()
}

// Verify reads all of a copy of a database and returns what it holds. It fails with EINVALID and a sentence if the file is no
// database of this system, of a newer version, damaged, or if an original document in it is not what it was. Nothing is written.
func Verify(ctx context.Context, path string) (Copy, error) {
	file, err := existingFile(path)
	if err != nil {
		return Copy{}, err
	}
	c, err := verify(ctx, file, path)
	return c, interrupted(ctx, err)
}

// verify is Verify for a file that messages call name.
func verify(ctx context.Context, file, name string) (c Copy, err error) {
	db, err := readOnly(ctx, file)
	if err != nil {
		return c, describe(errors.Join(err, closePool(db)), name)
	}
	defer closePool(db)
	db = db.WithContext(ctx)
	if c.Schema, err = schemaOf(db, name); err != nil {
		return c, err
	}
	damaged := func(what string) error {
		return models.Errorf(models.EINVALID, "“%s”已损坏（%s），不能使用，请换另一份备份。", name, what)
	}
	wrong, err := integrity(db)
	if err != nil {
		return c, describe(err, name)
	}
	if len(wrong) > 0 {
		return c, damaged(wrong[0])
	}
	rows, err := dangling(db)
	if err != nil {
		return c, describe(err, name)
	}
	if len(rows) > 0 {
		return c, damaged(fmt.Sprintf("表 %s 有 %d 行指向表 %s 中没有的行", rows[0].Table, rows[0].Rows, rows[0].Parent))
	}
	err = eachSource(db, func(s models.Source, intact bool) error {
		c.Sources++
		if !intact {
			return damaged(fmt.Sprintf("原始文件“%s”的内容与校验值 %s 不符", s.Name, s.SHA256[:12]))
		}
		return nil
	})
	if err != nil {
		return c, describe(err, name)
	}
	for table, n := range map[string]*int64{"agencies": &c.Agencies, "reports": &c.Reports} {
		if err := db.Table(table).Count(n).Error; err != nil {
			return c, describe(err, name)
		}
	}
	var v dataVersion
	if err := db.Take(&v).Error; err != nil {
		return c, describe(err, name)
	}
	c.Version, c.ChangedAt = v.Version, v.ChangedAt
	info, err := os.Stat(file)
	if err != nil {
		return c, fmt.Errorf("look at %s: %w", name, err)
	}
	c.Bytes = info.Size()
	return c, nil
}

// eachSource reads every original document and says whether its bytes are those of its checksum.
func eachSource(db *gorm.DB, f func(s models.Source, intact bool) error) error {
	rows, err := db.Model(&models.Source{}).Order("sha256").Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var s models.Source
		if err := db.ScanRows(rows, &s); err != nil {
			return err
		}
		sum := sha256.Sum256(s.Data)
		if err := f(s, s.SHA256 == hex.EncodeToString(sum[:]) && s.Size == int64(len(s.Data))); err != nil {
			return err
		}
	}
	return rows.Err()
}

// schemaOf returns the version of a database's tables. It fails with EINVALID if they are not this system's, or newer than it knows.
func schemaOf(db *gorm.DB, name string) (int64, error) {
	others, err := otherTables(db)
	if err != nil {
		return 0, describe(err, name)
	}
	if others > 0 {
		return 0, foreignDatabase(name)
	}
	if !db.Migrator().HasTable(goose.DefaultTablename) {
		return 0, models.Errorf(models.EINVALID, "“%s”是空的数据库，里面没有数据。", name)
	}
	var version int64
	if err := db.Table(goose.DefaultTablename).Select("coalesce(max(version_id), 0)").Where("is_applied").Scan(&version).Error; err != nil {
		return 0, describe(err, name)
	}
	newest, err := newestSchema()
	if err != nil {
		return 0, err
	}
	if version > newest {
		return version, newerDatabase(name, version, newest)
	}
	return version, nil
}

// existingFile returns the absolute path of a database that must be there.
func existingFile(name string) (string, error) {
	path, err := databaseFile(name)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", models.Errorf(models.ENOTFOUND, "没有找到文件“%s”，请检查文件名。", name)
	}
	return path, nil
}
