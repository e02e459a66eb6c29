package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

type snapshotCommand struct {
	DB     string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
	Note   string `placeholder:"TEXT" help:"说明，如“2025 年度首次公布”，显示在快照页上。 / Why it is made, shown on its page."`
	List   bool   `xor:"do" help:"列出已有的快照，不做新的。 / List the snapshots there are; make none."`
	Verify string `xor:"do" placeholder:"ID" help:"核对一个快照每个文件的校验值。 / Compare every file of a snapshot with its checksum."`
}

// Validate finds options that do not go together.
func (s *snapshotCommand) Validate() error {
	if s.Note != "" && (s.List || s.Verify != "") {
		return errors.New("--note is for a new snapshot / --note 只用于做新的快照")
	}
	return nil
}

// Run makes a snapshot of the published data, or lists or verifies those there are. If nothing has changed since the newest one, that is
// said and no failure: a task that runs every night may call it.
func (s *snapshotCommand) Run(ctx context.Context, c *console) error {
	if _, err := os.Stat(s.DB); err != nil {
		return fileError(s.DB, err)
	}
	db, err := store.Open(ctx, s.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	switch {
	case s.List:
		return listSnapshots(ctx, c, db)
	case s.Verify != "":
		if err := db.VerifySnapshot(ctx, s.Verify); err != nil {
			return err
		}
		_, err := fmt.Fprintf(c.out, "快照 %s 完好：每个文件都与保存时的校验值相符。\n", s.Verify)
		return err
	}
	snap, err := export.Publish(ctx, db, export.Publication{Note: s.Note, Now: time.Now(), Database: writeSQLite})
	if models.IsSameContent(err) {
		_, err := fmt.Fprintln(c.out, models.ErrorMessage(err))
		return err
	}
	if err != nil {
		return err
	}
	return describeSnapshot(c, snap)
}

func listSnapshots(ctx context.Context, c *console, db *store.Store) error {
	list, err := db.Snapshots(ctx)
	if err != nil {
		return err
	}
	for _, s := range list {
		if _, err := fmt.Fprintf(c.out, "%s  年报 %d 份，数字 %d 个  %s\n", s.ID, s.Reports, s.Figures, s.Note); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(c.out, "共 %d 个快照。\n", len(list))
	return err
}

func describeSnapshot(c *console, s models.Snapshot) error {
	var bytes int64
	for _, f := range s.Files {
		bytes += f.Bytes
	}
	_, err := fmt.Fprintf(c.out, "已做成数据快照 %s：年报 %d 份，数字 %d 个，文件 %d 个，共 %.1f MB。\n", s.ID, s.Reports, s.Figures, len(s.Files), float64(bytes)/1e6)
	return err
}
