package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"gorm.io/gorm"

	"gongkai/models"
)

// snapshotFile is a file of a snapshot as a row.
type snapshotFile struct {
	SnapshotID string `gorm:"primaryKey"`
	No         int    // 0 is the database
	models.SnapshotFile
}

// databaseName is the name under which a snapshot's own database is kept with its files.
const databaseName = "snapshot.db"

// Snapshots returns all snapshots without their files, the newest first.
func (s *Store) Snapshots(ctx context.Context) ([]models.Snapshot, error) {
	var list []models.Snapshot
	if err := s.read(ctx).Order("no DESC").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	return list, nil
}

// Snapshot returns a snapshot with its files, in the order of the downloads page. It fails with ENOTFOUND if there is none.
func (s *Store) Snapshot(ctx context.Context, id string) (models.Snapshot, error) {
	var found []models.Snapshot
	if err := s.read(ctx).Where("id = ?", id).Find(&found).Error; err != nil {
		return models.Snapshot{}, fmt.Errorf("read snapshot %s: %w", id, err)
	}
	if len(found) == 0 {
		return models.Snapshot{}, noSnapshot(id)
	}
	snap := found[0]
	if err := s.read(ctx).Model(&snapshotFile{}).Where("snapshot_id = ? AND no > 0", id).Order("no").Find(&snap.Files).Error; err != nil {
		return models.Snapshot{}, fmt.Errorf("list files of snapshot %s: %w", id, err)
	}
	return snap, nil
}

func noSnapshot(id string) error {
	return models.Errorf(models.ENOTFOUND, "没有编号为“%s”的数据快照。", id)
}

// SaveSnapshot keeps a snapshot for ever: its database, which Freeze has written to the file at path, and its files, whose bytes open
// gives by name. All of it is kept or nothing. It gives the snapshot its number and version.
//
// It fails with ECONFLICT if the newest snapshot has the same content or there is one with this id, as when two are made at once, and
// if the bytes of a file are not those that its record tells of.
func (s *Store) SaveSnapshot(ctx context.Context, snap models.Snapshot, frozen models.Frozen, path string, open func(models.SnapshotFile) (io.ReadCloser, error)) (models.Snapshot, error) {
	pack, err := newPack()
	if err != nil {
		return models.Snapshot{}, err
	}
	defer pack.close()
	database, err := databaseRecord(path)
	if err != nil {
		return models.Snapshot{}, err
	}
	rows := []snapshotFile{{SnapshotID: snap.ID, SnapshotFile: database}}
	for i, f := range snap.Files {
		rows = append(rows, snapshotFile{SnapshotID: snap.ID, No: i + 1, SnapshotFile: f})
	}
	for _, row := range rows {
		from := func() (io.ReadCloser, error) { return open(row.SnapshotFile) }
		if row.No == 0 {
			from = func() (io.ReadCloser, error) { return os.Open(path) }
		}
		if err := pack.add(ctx, row.SnapshotFile, from); err != nil {
			return models.Snapshot{}, err
		}
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		last, err := lastSnapshot(tx)
		if err != nil {
			return err
		}
		if last.Content == snap.Content {
			return models.SameContent(last.ID)
		}
		snap.No = last.No + 1
		if snap.Version, err = bumpFrom(tx, frozen.Version); err != nil {
			return err
		}
		if err := tx.Create(&snap).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
			return models.Errorf(models.ECONFLICT, "同时有人做了数据快照“%s”，这一次没有保存，请再做一次。", snap.ID)
		} else if err != nil {
			return fmt.Errorf("save snapshot: %w", err)
		}
		if err := insert(tx, rows); err != nil {
			return fmt.Errorf("save files of snapshot: %w", err)
		}
		return pack.save(tx, snap.ID)
	})
	if err != nil {
		return models.Snapshot{}, err
	}
	return snap, nil
}

// lastSnapshot is the newest snapshot, the zero one if there is none.
func lastSnapshot(tx *gorm.DB) (models.Snapshot, error) {
	var found []models.Snapshot
	if err := tx.Order("no DESC").Limit(1).Find(&found).Error; err != nil {
		return models.Snapshot{}, fmt.Errorf("read the newest snapshot: %w", err)
	}
	if len(found) == 0 {
		return models.Snapshot{}, nil
	}
	return found[0], nil
}

// bumpFrom tells everyone that there is a new snapshot, and returns the version of its data: that of the live data from now on, unless
// they changed after it was taken.
func bumpFrom(tx *gorm.DB, taken int64) (int64, error) {
	var v dataVersion
	if err := tx.Take(&v).Error; err != nil {
		return 0, fmt.Errorf("read data version: %w", err)
	}
	if err := bump(tx); err != nil {
		return 0, err
	}
	if v.Version != taken {
		return taken, nil
	}
	return taken + 1, nil
}

// databaseRecord describes a snapshot's own database.
func databaseRecord(path string) (models.SnapshotFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return models.SnapshotFile{}, fmt.Errorf("read the snapshot's database: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if err != nil {
		return models.SnapshotFile{}, fmt.Errorf("read the snapshot's database: %w", err)
	}
	return models.SnapshotFile{File: "database", Format: "sqlite", Name: databaseName, Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

// SnapshotFile returns the record of a snapshot's file; ENOTFOUND if it has none of this name.
func (s *Store) SnapshotFile(ctx context.Context, id, name string) (models.SnapshotFile, error) {
	return s.snapshotFile(ctx, "no > 0", id, name)
}

func (s *Store) snapshotFile(ctx context.Context, where, id, name string) (models.SnapshotFile, error) {
	var found []snapshotFile
	if err := s.read(ctx).Where(where).Where("snapshot_id = ? AND name = ?", id, name).Find(&found).Error; err != nil {
		return models.SnapshotFile{}, fmt.Errorf("read the record of %s in %s: %w", name, id, err)
	}
	if len(found) == 0 {
		return models.SnapshotFile{}, models.Errorf(models.ENOTFOUND, "数据快照“%s”里没有文件“%s”。", id, name)
	}
	return found[0].SnapshotFile, nil
}

// ReadSnapshotFile returns a reader of length bytes of a file from offset on, which must lie within the file. It reads piece by piece
// as it is read, and fails where a piece is damaged. It holds nothing that must be closed.
func (s *Store) ReadSnapshotFile(ctx context.Context, id, name string, offset, length int64) io.Reader {
	return io.LimitReader(&pieces{ctx: ctx, store: s, id: id, name: name, no: int(offset / chunkSize), skip: int(offset % chunkSize)}, length)
}

// OpenSnapshot writes a snapshot's own database to a new file at path and opens it: a store of the published data as they were. A newer
// program brings the file, not the snapshot, up to date. It fails with ENOTFOUND if there is no such snapshot.
func (s *Store) OpenSnapshot(ctx context.Context, id, path string) (*Store, error) {
	if exists(path) {
		return nil, models.Errorf(models.ECONFLICT, "文件“%s”已经存在，请换一个文件名。", path)
	}
	record, err := s.snapshotFile(ctx, "no = 0", id, databaseName)
	if models.ErrorCode(err) == models.ENOTFOUND {
		return nil, noSnapshot(id)
	}
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open snapshot %s: %w", id, err)
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, sum), s.ReadSnapshotFile(ctx, id, databaseName, 0, record.Bytes))
	if err = errors.Join(err, f.Close()); err == nil && hex.EncodeToString(sum.Sum(nil)) != record.SHA256 {
		err = damaged(id, databaseName)
	}
	var opened *Store
	if err == nil {
		opened, err = Open(ctx, path)
	}
	if err != nil {
		removeDatabase(path)
		return nil, err
	}
	return opened, nil
}

// VerifySnapshot reads every byte of a snapshot and compares it with its checksums. It fails with EINVALID and a sentence that names
// the file which is not what it was, and with ENOTFOUND if there is no such snapshot.
func (s *Store) VerifySnapshot(ctx context.Context, id string) error {
	var rows []snapshotFile
	if err := s.read(ctx).Where("snapshot_id = ?", id).Order("no").Find(&rows).Error; err != nil {
		return fmt.Errorf("list files of snapshot %s: %w", id, err)
	}
	if len(rows) == 0 {
		return noSnapshot(id)
	}
	for _, row := range rows {
		sum := sha256.New()
		_, err := io.Copy(sum, s.ReadSnapshotFile(ctx, id, row.Name, 0, row.Bytes))
		if err != nil {
			return err
		}
		if hex.EncodeToString(sum.Sum(nil)) != row.SHA256 {
			return damaged(id, row.Name)
		}
	}
	return nil
}

func damaged(id, name string) error {
	return models.Errorf(models.EINVALID, "数据快照“%s”的文件“%s”已损坏，与保存时的校验值不符，请用备份恢复数据库。", id, name)
}
