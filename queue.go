package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

type queueCommand struct {
	DB       string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
	All      bool   `help:"也列出已录入和不录入的。 / List those that are done with, too."`
	JSON     bool   `name:"json" help:"输出 JSON。 / Write JSON."`
	Assign   string `xor:"do" placeholder:"SHA" help:"指定文件属于哪个机关、哪个年度，配合 --agency、--year。 / Say whose report of which year a file is."`
	Agency   string `placeholder:"ID" help:"机关代码。 / Agency id."`
	Year     int    `placeholder:"Y" help:"年度。 / Report year."`
	Export   string `xor:"do" placeholder:"SHA" help:"取出原件，写入 FILE。 / Write the original to FILE."`
	Template string `xor:"do" placeholder:"SHA" help:"按该年度的格式生成空白年报（.csv 或 .docx），填好后导入。 / Write the blank form of that year to FILE, to be filled in and imported."`
	Drop     string `xor:"do" placeholder:"SHA" help:"不再录入，配合 --reason。 / Close an entry without its figures."`
	Reason   string `placeholder:"TEXT" help:"不录入的原因。 / Why it is dropped."`
	Reopen   string `xor:"do" placeholder:"SHA" help:"重新打开。 / Open an entry again."`
	File     string `arg:"" optional:"" name:"file" help:"要写入的文件，不覆盖已有的。 / File to write; never an existing one."`
}

// Validate finds options that do not go together. SHA is the checksum of a file, or its beginning as the list shows it.
func (q *queueCommand) Validate() error {
	writes := q.Export != "" || q.Template != ""
	switch {
	case writes && q.File == "":
		return errors.New("--export and --template need a file to write / 请写明要写入的文件")
	case !writes && q.File != "":
		return fmt.Errorf("unexpected argument %s", q.File)
	case q.Assign != "" && q.Agency == "" && q.Year == 0:
		return errors.New("--assign needs --agency or --year / 请用 --agency 或 --year 指定机关或年度")
	case q.Assign == "" && (q.Agency != "" || q.Year != 0):
		return errors.New("--agency and --year go with --assign / --agency、--year 要与 --assign 一起用")
	case q.Drop == "" && q.Reason != "", q.Drop != "" && q.Reason == "":
		return errors.New("--drop and --reason go together / --drop 与 --reason 要一起用")
	}
	return nil
}

// Run lists the documents that wait to be typed in, or does what an option says with one of them.
func (q *queueCommand) Run(ctx context.Context, c *console) error {
	if _, err := os.Stat(q.DB); err != nil {
		return fileError(q.DB, err)
	}
	db, err := store.Open(ctx, q.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	changed := func(e models.QueueEntry, err error) error {
		if err != nil {
			return err
		}
		return q.list(ctx, c, db, []models.QueueEntry{e})
	}
	switch {
	case q.Assign != "":
		return changed(db.AssignQueueEntry(ctx, q.Assign, q.Agency, q.Year))
	case q.Drop != "":
		return changed(db.DropQueueEntry(ctx, q.Drop, q.Reason, time.Now()))
	case q.Reopen != "":
		return changed(db.ReopenQueueEntry(ctx, q.Reopen))
	case q.Export != "":
		return q.writeOriginal(ctx, db)
	case q.Template != "":
		return q.writeTemplate(ctx, db)
	}
	states := []models.QueueState{models.QueueOpen}
	if q.All {
		states = nil
	}
	entries, err := db.Queue(ctx, states...)
	if err != nil {
		return err
	}
	return q.list(ctx, c, db, entries)
}

// queuedJSON is an entry with its agency's name.
type queuedJSON struct {
	models.QueueEntry
	AgencyName string `json:"agency_name"`
}

func (q *queueCommand) list(ctx context.Context, c *console, db *store.Store, entries []models.QueueEntry) error {
	agencies, err := db.Agencies(ctx)
	if err != nil {
		return err
	}
	rows := []queuedJSON{}
	for _, e := range entries {
		rows = append(rows, queuedJSON{e, agencyName(agencies, e.AgencyID, e.Year)})
	}
	if q.JSON {
		return writeJSON(c.out, rows)
	}
	for _, r := range rows {
		fmt.Fprintf(c.out, "%s  %s  %s  %s\n", r.SHA256[:12], r.State.Label().Zh, whose(r.QueueEntry, r.AgencyName), r.Name)
		fmt.Fprintf(c.out, "    %s收到。%s\n", r.QueuedAt.Local().Format("2006-01-02"), cmp.Or(r.Remark, r.Reason))
		if r.State == models.QueueOpen && r.Reported {
			fmt.Fprintln(c.out, "    这一年度已有年报，请核对这份文件是否为更正；不是的，用 --drop 关闭。")
		}
	}
	if q.Assign+q.Drop+q.Reopen != "" {
		return nil
	}
	open := 0
	for _, r := range rows {
		if r.State == models.QueueOpen {
			open++
		}
	}
	fmt.Fprintf(c.out, "待录入 %d 份。", open)
	if open > 0 {
		fmt.Fprint(c.out, "录入办法：用 gongkai queue --template 校验值 年报.csv 生成空白表，照原件填好，再用 gongkai import 导入。")
	}
	_, err = fmt.Fprintln(c.out)
	return err
}

func agencyName(agencies []models.Agency, id string, year int) string {
	i := slices.IndexFunc(agencies, func(a models.Agency) bool { return a.ID == id })
	if i < 0 {
		return ""
	}
	return agencies[i].NameIn(cmp.Or(year, time.Now().Year()))
}

// whose says whose report of which year a queued document is.
func whose(e models.QueueEntry, name string) string {
	agency, year := "机关不明", "年度不明"
	if e.AgencyID != "" {
		agency = fmt.Sprintf("%s（%s）", cmp.Or(name, "已不在名单里"), e.AgencyID)
	}
	if e.Year != 0 {
		year = fmt.Sprintf("%d 年", e.Year)
	}
	return agency + " " + year
}

func (q *queueCommand) writeOriginal(ctx context.Context, db *store.Store) error {
	e, err := db.QueueEntry(ctx, q.Export)
	if err != nil {
		return err
	}
	source, err := db.Source(ctx, e.SHA256)
	if err != nil {
		return err
	}
	return newFile(q.File, func(w io.Writer) error {
		_, err := w.Write(source.Data)
		return err
	})
}

// writeTemplate writes the form of the entry's year with title and period filled in and every figure blank.
func (q *queueCommand) writeTemplate(ctx context.Context, db *store.Store) error {
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(q.File), "."))
	if format != "csv" && format != "docx" {
		return models.Errorf(models.EINVALID, "空白表可以是 .csv 或 .docx 文件，“%s”不是。", q.File)
	}
	e, err := db.QueueEntry(ctx, q.Template)
	if err != nil {
		return err
	}
	if e.AgencyID == "" || e.Year == 0 {
		return models.Errorf(models.EINVALID, "还不知道“%s”是哪个机关、哪个年度的年报，请先用 gongkai queue --assign %s --agency 机关代码 --year 年度 指定。", e.Name, e.SHA256[:12])
	}
	agency, err := db.Agency(ctx, e.AgencyID)
	if err != nil {
		return err
	}
	blank := export.OfficialReport{Agency: agency.NameIn(e.Year), Year: e.Year, Revision: models.Revision{Edition: models.EditionDue(e.Year)}}
	return newFile(q.File, func(w io.Writer) error { return export.Official(blank).Write(w, format) })
}

// newFile writes a file that is not there yet: a form half filled in must not be lost.
func newFile(name string, write func(io.Writer) error) error {
	if _, err := os.Lstat(name); err == nil {
		return models.Errorf(models.ECONFLICT, "文件“%s”已经存在，没有覆盖，请换一个文件名。", name)
	}
	return replaceFile(name, write)
}
