package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongkai/models"
)

// Restore verifies the copy in the file from and puts it in the place of the database to. The database that was there is kept beside
// it under a dated name, which is returned ("" if there was none). Until the copy is complete, verified and on the disk nothing
// changes; then the file is exchanged in one step. It fails as Verify does, and with ECONFLICT if another process has the database
// open.
func Restore(ctx context.Context, from, to string, now time.Time) (found Copy, kept string, err error) {
	source, err := existingFile(from)
	if err != nil {
		return found, "", err
	}
	target, err := databaseFile(to)
	if err != nil {
		return found, "", err
	}
	if same, err := sameFile(source, target); err != nil || same {
		return found, "", errors.Join(err, models.Errorf(models.EINVALID, "“%s”就是要恢复的数据库本身，请给出备份文件。", from))
	}
	part, err := partOf(target)
	if err != nil {
		return found, "", err
	}
	defer discard(part)
	if err := refuseOpen(source); err != nil {
		return found, "", err
	}
	if err := copyFile(ctx, source, part); err != nil {
		return found, "", interrupted(ctx, err)
	}
	if found, err = verify(ctx, part, from); err != nil {
		return found, "", interrupted(ctx, err)
	}
	if err := markFile(ctx, part, 0); err != nil {
		return found, "", describe(err, from)
	}
	if err := syncFile(part); err != nil {
		return found, "", err
	}
	kept, err = exchange(ctx, part, target, to, now)
	return found, kept, err
}

// refuseOpen fails if a file is a database in use rather than a copy of one.
func refuseOpen(from string) error {
	for _, suffix := range besides {
		if info, err := os.Stat(from + suffix); err == nil && info.Size() > 0 && suffix != "-shm" {
			return models.Errorf(models.ECONFLICT, "“%s”旁边有“%s”，说明它是正在使用或没有正常关闭的数据库，不是备份。请先用 gongkai backup --db %s 做一份备份，再恢复那份备份。",
				from, filepath.Base(from+suffix), from)
		}
	}
	return nil
}

func copyFile(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return models.Errorf(models.EINVALID, "没有读取文件“%s”的权限。", from)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return models.Errorf(models.EINVALID, "无法写入文件夹“%s”，请检查文件夹的权限。", filepath.Dir(to))
	}
	_, err = io.Copy(out, &patient{ctx, in})
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}

// patient reads until its context ends.
type patient struct {
	ctx context.Context
	r   io.Reader
}

// Read reads from r.
func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// exchange puts part in the place of target and keeps what was there, under the name it returns.
func exchange(ctx context.Context, part, target, name string, now time.Time) (kept string, err error) {
	info, err := os.Stat(target)
	if errors.Is(err, os.ErrNotExist) {
		for _, suffix := range besides { // of a database that was taken away: it would be read as part of the new one
			if exists(target + suffix) {
				return "", models.Errorf(models.ECONFLICT, "“%s”不在，却留有“%s”。请先把它移到别处，再恢复。", name, filepath.Base(target+suffix))
			}
		}
		return "", place(part, target, name)
	}
	if err != nil {
		return "", fmt.Errorf("look at %s: %w", name, err)
	}
	if _, ok := applicationID(target); ok { // else nobody can have it open as a database
		db, err := alone(ctx, target)
		if err == nil {
			defer closePool(db)
		} else if models.ErrorCode(describe(err, name)) == models.ECONFLICT {
			return "", models.Errorf(models.ECONFLICT, "数据库“%s”正被其他程序使用（例如网站正在运行），没有恢复。请先停止网站，再恢复。", name)
		}
	}
	if kept, err = keepAside(target, now); err != nil {
		return "", err
	}
	if err := errors.Join(os.Chmod(part, info.Mode().Perm()), os.Rename(part, target)); err != nil {
		return kept, fmt.Errorf("put the copy in the place of %s: %w", name, err)
	}
	return kept, syncFolder(filepath.Dir(target))
}

// keepAside gives a database, with what SQLite keeps beside it, a second name. Afterwards the first name alone is left at its old
// place, so that it can be exchanged in one step.
func keepAside(target string, now time.Time) (string, error) {
	ext := filepath.Ext(target)
	base := strings.TrimSuffix(target, ext) + "-replaced-" + now.Format(stamp)
	kept := base + ext
	for i := 2; exists(kept); i++ {
		kept = fmt.Sprintf("%s-%d%s", base, i, ext)
	}
	for _, suffix := range append([]string{""}, besides...) {
		if suffix != "" && !exists(target+suffix) {
			continue
		}
		if err := os.Link(target+suffix, kept+suffix); err != nil { // a file system without links
			if err := copyFile(context.Background(), target+suffix, kept+suffix); err != nil {
				return "", err
			}
		}
	}
	if err := syncFolder(filepath.Dir(target)); err != nil {
		return "", err
	}
	for _, suffix := range besides {
		if err := os.Remove(target + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("clear what is left of %s: %w", target, err)
		}
	}
	return kept, nil
}

// stamp is how moments stand in the names of copies: they sort as text.
const stamp = "20060102-150405"

func sameFile(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", a, err)
	}
	y, err := os.Stat(b)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", b, err)
	}
	return os.SameFile(x, y), nil
}
