package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"gongkai/models"
	"gongkai/store"
)

type backupCommand struct {
	DB     string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件，网站可以照常运行。 / Database file; the site may go on serving."`
	Output string `short:"o" placeholder:"FILE|FOLDER" help:"备份文件；给文件夹则按时间命名；不给则放在数据库旁边。不覆盖已有的文件。 / The copy, or a folder for a dated name; beside the database if not given. Never an existing file."`
	Keep   int    `placeholder:"N" help:"只留最近 N 份：删去同一文件夹里本命令给同一数据库做的更早的备份，其他文件不动。 / Keep the newest N that this command made of this database, delete older ones and nothing else."`
}

// Validate finds options that do not go together.
func (b *backupCommand) Validate() error {
	if b.Keep < 0 {
		return errors.New("--keep must be at least 1 / --keep 至少为 1")
	}
	if b.Keep > 0 && b.Output != "" && !isFolder(b.Output) {
		return errors.New("--keep needs a folder in -o / 用 --keep 时 -o 要给文件夹")
	}
	return nil
}

// Run makes a verified copy of the database, and then deletes those that are no longer kept.
func (b *backupCommand) Run(ctx context.Context, c *console) error {
	to := b.Output
	folder := filepath.Dir(b.DB)
	if to != "" {
		folder = to
	}
	dated := to == "" || isFolder(to)
	if dated {
		to = newName(folder, b.base(), time.Now())
	}
	found, err := store.Backup(ctx, b.DB, to)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "已备份到 %s（%s，年报 %d 份，原始文件 %d 份），内容已核对无误。\n", to, size(found.Bytes), found.Reports, found.Sources)
	if b.Keep > 0 {
		return b.prune(c, folder)
	}
	return nil
}

// base is what the names of dated copies begin with.
func (b *backupCommand) base() string {
	name := filepath.Base(b.DB)
	return strings.TrimSuffix(name, filepath.Ext(name)) + "-backup-"
}

// newName is the name of a copy made now, with a number behind it if that second has one already.
func newName(folder, base string, now time.Time) string {
	name := filepath.Join(folder, base+now.Format("20060102-150405"))
	path := name + ".db"
	for i := 2; ; i++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s-%d.db", name, i)
	}
}

var datedName = regexp.MustCompile(`^\d{8}-\d{6}(-\d+)?\.db$`)

// prune deletes the copies of this database beyond the newest, and what killed copies left more than a day ago. A file that is not
// named as one is, or does not begin as one, stays.
func (b *backupCommand) prune(c *console, folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fileError(folder, err)
	}
	var copies []string
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		rest, ours := strings.CutPrefix(e.Name(), b.base())
		if ours && e.Type().IsRegular() && datedName.MatchString(rest) && store.IsBackup(path) {
			copies = append(copies, path)
		}
		if info, err := e.Info(); err == nil && strings.HasPrefix(e.Name(), "."+b.base()) && strings.HasSuffix(e.Name(), store.PartSuffix) &&
			e.Type().IsRegular() && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(path) // it is in nobody's way
		}
	}
	slices.SortFunc(copies, func(a, b string) int {
		return strings.Compare(strings.TrimSuffix(a, ".db"), strings.TrimSuffix(b, ".db"))
	})
	for _, path := range copies[:max(0, len(copies)-b.Keep)] {
		if err := os.Remove(path); err != nil {
			return models.Errorf(models.EINVALID, "备份已做好，但无法删除较早的备份“%s”，请检查权限。", path)
		}
		fmt.Fprintf(c.out, "已删去较早的备份 %s。\n", path)
	}
	return nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return strings.HasSuffix(name, string(filepath.Separator)) || err == nil && info.IsDir()
}

// size writes a number of bytes for people.
func size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

type restoreCommand struct {
	DB   string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"要恢复的数据库；原来的改名留在旁边。先停止网站。 / The database to put back; the one there is kept beside it. Stop the site first."`
	File string `arg:"" name:"file" help:"gongkai backup 做的备份。 / A copy that gongkai backup made."`
}

// Run verifies a copy and puts it in the place of the database.
func (r *restoreCommand) Run(ctx context.Context, c *console) error {
	found, kept, err := store.Restore(ctx, r.File, r.DB, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "已用 %s 恢复 %s：年报 %d 份，原始文件 %d 份，数据截至 %s。\n", r.File, r.DB, found.Reports, found.Sources, found.ChangedAt.Local().Format("2006-01-02 15:04"))
	if kept != "" {
		fmt.Fprintf(c.out, "原来的数据库没有删除，保存为 %s。\n", kept)
	}
	return nil
}
