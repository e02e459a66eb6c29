package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"

	"gongkai/models"
)

// Problem is something that is wrong with a database.
type Problem struct {
	Check      string `json:"check"`      // integrity, foreign_keys, schema, sources, current, derived, search, queue
	Message    string `json:"message"`    // what is wrong and what to do about it, in Chinese
	Repairable bool   `json:"repairable"` // Repair mends it
}

// Checks are the names of what Examine looks at, with what they say of a sound database.
var Checks = []struct{ Name, Sound string }{
	{"integrity", "数据库文件完整"},
	{"schema", "表结构是本程序的版本"},
	{"foreign_keys", "各表的引用都有着落"},
	{"sources", "原始文件与校验值相符"},
	{"current", "每份年报的现行版本都在"},
	{"derived", "核对结果、存疑标记和计数与重新核对一致"},
	{"search", "搜索用的文字与正文一致"},
	{"queue", "待录入的文件都对得上"},
}

// Examine looks through the database in a file, in one consistent state and without writing anything or bringing its tables up to
// date, and lists what is wrong, in the order of Checks. It fails with a sentence if the file cannot be examined at all.
func Examine(ctx context.Context, name string) ([]Problem, error) {
	path, err := existingFile(name)
	if err != nil {
		return nil, err
	}
	db, err := readOnly(ctx, path)
	if err != nil {
		return nil, describe(errors.Join(err, closePool(db)), name)
	}
	defer closePool(db)
	var found []Problem
	err = db.WithContext(ctx).Transaction(func(tx *gorm.DB) (err error) {
		found, err = (&doctor{tx: tx, name: name}).examine()
		return err
	}, &sql.TxOptions{ReadOnly: true})
	return found, interrupted(ctx, describe(err, name))
}

// Repair works out anew what is derived from the printed figures and texts: findings, suspect marks, counts and the texts that
// searches read. What documents say stays as it is.
func (s *Store) Repair(ctx context.Context) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := recheckAll(tx); err != nil {
			return err
		}
		if err := rebuildSearchTexts(tx); err != nil {
			return err
		}
		return bump(tx)
	})
}

func rebuildSearchTexts(tx *gorm.DB) error {
	if err := tx.Session(&gorm.Session{AllowGlobalUpdate: true}).Delete(&searchText{}).Error; err != nil {
		return fmt.Errorf("clear search texts: %w", err)
	}
	return eachCurrent(tx, func(r models.Report) error { return saveSearchTexts(tx, r.Revision) })
}

// doctor examines a database within a transaction.
type doctor struct {
	tx    *gorm.DB
	name  string
	names map[string]string // of agencies
	found []Problem
}

func (d *doctor) say(check string, repairable bool, format string, args ...any) {
	d.found = append(d.found, Problem{check, fmt.Sprintf(format, args...), repairable})
}

func (d *doctor) examine() ([]Problem, error) {
	version, err := schemaOf(d.tx, d.name)
	if err != nil {
		return nil, err
	}
	wrong, err := integrity(d.tx)
	if err != nil {
		return nil, err
	}
	if len(wrong) > 0 {
		d.say("integrity", false, "数据库文件已损坏：%s。请停止网站，用 gongkai restore 恢复最近一份完好的备份。", strings.Join(wrong, "；"))
		return d.found, nil // what else could be said rests on damaged pages
	}
	newest, err := newestSchema()
	if err != nil {
		return nil, err
	}
	steps := []func() error{d.keys, d.sources}
	if version < newest {
		d.say("schema", false, "表结构是较早的版本 %d，本程序用 %d。用本程序启动网站或导入时会先在旁边自动复制一份，再升级；升级后请再检查一次。", version, newest)
	} else {
		steps = append(steps, d.current, d.derived, d.search, d.queue)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return d.found, nil
}

func (d *doctor) keys() error {
	rows, err := dangling(d.tx)
	for _, r := range rows {
		d.say("foreign_keys", false, "表 %s 有 %d 行指向表 %s 中没有的行。数据库可能被其他程序改动过，请用 gongkai restore 恢复备份。", r.Table, r.Rows, r.Parent)
	}
	return err
}

func (d *doctor) sources() error {
	return eachSource(d.tx, func(s models.Source, intact bool) error {
		if !intact {
			d.say("sources", false, "原始文件“%s”的内容与校验值 %s 不符，已不是收到时的样子。请从备份恢复，或向报送机关重新索取。", s.Name, s.SHA256[:min(12, len(s.SHA256))])
		}
		return nil
	})
}

// current looks for reports whose current revision is not one of theirs.
func (d *doctor) current() error {
	var agencies []models.Agency
	if err := d.tx.Find(&agencies).Error; err != nil {
		return fmt.Errorf("read agencies: %w", err)
	}
	d.names = map[string]string{}
	for _, a := range agencies {
		d.names[a.ID] = a.Name
	}
	var lost []models.Report
	err := d.tx.Table("reports r").Joins("LEFT JOIN revisions v ON v.id = r.current_id AND v.report_id = r.id").
		Where("v.id IS NULL AND (r.current_id <> 0 OR r.status = ?)", models.StatusPublished).Select("r.*").Order("r.year, r.agency_id").Scan(&lost).Error
	if err != nil {
		return fmt.Errorf("look for current revisions: %w", err)
	}
	for _, r := range lost {
		d.say("current", false, "%s的现行版本（编号 %d）不是它自己的版本，网站上看不到它。请用 gongkai restore 恢复备份。", d.title(r), r.CurrentID)
	}
	return nil
}

func (d *doctor) title(r models.Report) string {
	return fmt.Sprintf("%s %d 年年报", cmp.Or(d.names[r.AgencyID], r.AgencyID), r.Year)
}

// derived holds what is kept of the checks against what they say now.
func (d *doctor) derived() error {
	c, err := newChecker(d.tx)
	if err != nil {
		return err
	}
	return eachCurrent(d.tx, func(r models.Report) error {
		kept := r.Revision
		now, err := c.evaluate(r)
		if err != nil {
			return err
		}
		var counts []revisionCount
		if err := d.tx.Where("revision_id = ?", kept.ID).Find(&counts).Error; err != nil {
			return fmt.Errorf("read counts: %w", err)
		}
		var wrong []string
		if n := differentFindings(kept.Findings, now.Findings); n > 0 {
			wrong = append(wrong, fmt.Sprintf("核对结果有 %d 项不同", n))
		}
		if n := differentMarks(kept.Figures, now.Figures); n > 0 {
			wrong = append(wrong, fmt.Sprintf("存疑标记有 %d 处不同", n))
		}
		if len(counts) != 1 || counts[0].Counts != models.CountOf(&now) {
			wrong = append(wrong, "计数不同")
		}
		if len(wrong) > 0 {
			d.say("derived", true, "%s与重新核对不一致：%s。请用 gongkai doctor --repair 重新核对。", d.title(r), strings.Join(wrong, "，"))
		}
		return nil
	})
}

// differentFindings counts the findings of two lists that are not the same in both.
func differentFindings(kept, now []models.Finding) int {
	n := max(len(kept), len(now)) - min(len(kept), len(now))
	for i := range min(len(kept), len(now)) {
		a, b := kept[i], now[i]
		same := a.Rule == b.Rule && a.Severity == b.Severity && a.Result == b.Result && a.Subject == b.Subject && slices.Equal(a.Figures, b.Figures) &&
			(len(a.Values) == 0 && len(b.Values) == 0 || reflect.DeepEqual(a.Values, b.Values))
		if !same {
			n++
		}
	}
	return n
}

func differentMarks(kept, now []models.Figure) int {
	n := 0
	for i := range kept {
		if kept[i].Flags != now[i].Flags {
			n++
		}
	}
	return n
}

// search holds the texts that searches read against the reports' own.
func (d *doctor) search() error {
	var all []searchText
	if err := d.tx.Order("revision_id, section").Find(&all).Error; err != nil {
		return fmt.Errorf("read search texts: %w", err)
	}
	kept := map[searchText]bool{}
	for _, t := range all {
		kept[t] = true
	}
	wrong := 0
	err := eachCurrent(d.tx, func(r models.Report) error {
		for _, t := range searchTextsOf(r.Revision) {
			if !kept[t] {
				wrong++
			}
			delete(kept, t)
		}
		return nil
	})
	if wrong = max(wrong, len(kept)); wrong > 0 {
		d.say("search", true, "搜索用的文字有 %d 段与年报正文不一致，搜索可能找不到它们。请用 gongkai doctor --repair 重新整理。", wrong)
	}
	return err
}

// queue looks for entries that no longer fit the agencies and reports.
func (d *doctor) queue() error {
	entries, err := queueOf(d.tx, "1 = 1")
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch {
		case e.State == models.QueueOpen && e.AgencyID != "" && d.names[e.AgencyID] == "":
			d.say("queue", false, "待录入的“%s”属于机关“%s”，名单里已没有这个机关。请用 gongkai queue --assign %s --agency 机关代码 重新指定。", e.Name, e.AgencyID, e.SHA256[:12])
		case e.State == models.QueueDone && e.AgencyID != "" && e.Year != 0 && !e.Reported:
			var read int64
			if err := d.tx.Model(&revisionSource{}).Where("sha256 = ?", e.SHA256).Count(&read).Error; err != nil {
				return fmt.Errorf("look for the report of a queued document: %w", err)
			}
			if read == 0 {
				d.say("queue", false, "“%s”标为已录入，却没有%s %d 年的年报。请用 gongkai queue --reopen %s 重新打开，再录入。", e.Name, cmp.Or(d.names[e.AgencyID], e.AgencyID), e.Year, e.SHA256[:12])
			}
		}
	}
	return nil
}
