package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

type feedbackCommand struct {
	DB     string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
	All    bool   `help:"也列出已处理的。 / List those that are done, too."`
	JSON   bool   `name:"json" xor:"as" help:"输出 JSON。 / Write JSON."`
	CSV    bool   `name:"csv" xor:"as" help:"输出 CSV，可用 Excel 或 WPS 打开。 / Write CSV, for Excel."`
	Done   string `placeholder:"REF" help:"标为已处理，可配合 --remark。 / Mark as done."`
	Remark string `placeholder:"TEXT" help:"处理说明。 / What was done."`
}

// Validate finds options that do not go together.
func (f *feedbackCommand) Validate() error {
	if f.Remark != "" && f.Done == "" {
		return errors.New("--remark goes with --done / --remark 要与 --done 一起用")
	}
	return nil
}

// Run lists what visitors wrote, or marks a message as done.
func (f *feedbackCommand) Run(ctx context.Context, c *console) error {
	if _, err := os.Stat(f.DB); err != nil {
		return fileError(f.DB, err)
	}
	db, err := store.Open(ctx, f.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	if f.Done != "" {
		done, err := db.CloseFeedback(ctx, f.Done, f.Remark, time.Now())
		if err != nil {
			return err
		}
		return f.list(c, []models.Feedback{done})
	}
	states := []models.FeedbackState{models.FeedbackNew}
	if f.All {
		states = nil
	}
	list, err := db.Feedback(ctx, states...)
	if err != nil {
		return err
	}
	return f.list(c, list)
}

func (f *feedbackCommand) list(c *console, list []models.Feedback) error {
	switch {
	case f.JSON:
		return writeJSON(c.out, append([]models.Feedback{}, list...))
	case f.CSV:
		return export.FeedbackTable(list).Write(c.out, export.CSV, export.Options{BOM: true, Header: models.Zh})
	}
	for _, m := range list {
		fmt.Fprintf(c.out, "%s  %s  %s  %s  %s\n", m.Reference, m.State.Label().Zh, m.Kind.Label().Zh, m.ReceivedAt.Local().Format("2006-01-02 15:04"), m.About)
		for line := range strings.SplitSeq(m.Message, "\n") {
			fmt.Fprintf(c.out, "    %s\n", line)
		}
		if m.Contact != "" {
			fmt.Fprintf(c.out, "    联系方式：%s\n", m.Contact)
		}
		if m.Remark != "" {
			fmt.Fprintf(c.out, "    处理说明：%s\n", m.Remark)
		}
	}
	if f.Done != "" {
		return nil
	}
	_, err := fmt.Fprintf(c.out, "共 %d 条。\n", len(list))
	return err
}
