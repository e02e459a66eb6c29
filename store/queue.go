package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
)

// Enqueue keeps a document that cannot be read, and its entry in the queue of those to be typed in, in one transaction. Of entry it
// takes AgencyID, Year, Reason, QueuedAt and State (open unless done: a report of it came along with it). It returns the entry as it
// stands and whether it is new. The same file again changes nothing, but that it tells an open entry the agency or the year if that
// was not known. Nothing of the queue is public.
func (s *Store) Enqueue(ctx context.Context, source models.Source, entry models.QueueEntry) (kept models.QueueEntry, isNew bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		found, err := queueOf(tx, "q.sha256 = ?", source.SHA256)
		if err != nil {
			return err
		}
		if isNew = len(found) == 0; isNew {
			kept, err = newQueueEntry(tx, source, entry)
			return err
		}
		kept = found[0]
		if kept.State != models.QueueOpen || kept.AgencyID != "" && kept.Year != 0 {
			return nil
		}
		kept.AgencyID, kept.Year = cmp.Or(kept.AgencyID, entry.AgencyID), cmp.Or(kept.Year, entry.Year)
		return updateQueueEntry(tx, &kept)
	})
	if err != nil {
		return models.QueueEntry{}, false, err
	}
	return kept, isNew, nil
}

func newQueueEntry(tx *gorm.DB, source models.Source, e models.QueueEntry) (models.QueueEntry, error) {
	if err := storeSource(tx, source); err != nil {
		return e, err
	}
	e.SHA256, e.Name, e.QueuedAt, e.State, e.ClosedAt, e.Remark = source.SHA256, source.Name, e.QueuedAt.UTC(), cmp.Or(e.State, models.QueueOpen), nil, ""
	if e.State != models.QueueOpen {
		e.ClosedAt = &e.QueuedAt
	}
	if err := tx.Create(&e).Error; err != nil {
		return e, fmt.Errorf("queue document: %w", err)
	}
	return queueEntryOf(tx, e.SHA256)
}

// Queue returns the entries in the given states, in all if there are none: open ones first, then as they came in.
func (s *Store) Queue(ctx context.Context, states ...models.QueueState) ([]models.QueueEntry, error) {
	entries, err := queueOf(s.read(ctx), "1 = 1")
	if len(states) > 0 {
		entries = slices.DeleteFunc(entries, func(e models.QueueEntry) bool { return !slices.Contains(states, e.State) })
	}
	return entries, err
}

// QueueEntry returns the entry whose document has the checksum sha256, or the one that begins with it. It fails with ENOTFOUND if
// there is none, with ECONFLICT if there are several, and with EINVALID for less than six hexadecimal digits.
func (s *Store) QueueEntry(ctx context.Context, sha256 string) (models.QueueEntry, error) {
	return queueEntryOf(s.read(ctx), sha256)
}

// AssignQueueEntry says whose report of which year a document is; "" and 0 leave it as it is. An open entry is closed by that if a
// report of this agency and year has been saved since the document came in. It fails like QueueEntry, with ENOTFOUND also if there
// is no such agency, with EINVALID for a year that no report can be of, and with ECONFLICT if the entry is closed.
func (s *Store) AssignQueueEntry(ctx context.Context, sha256, agencyID string, year int) (models.QueueEntry, error) {
	if year != 0 && (year < 2008 || year > 2200) { // as the table says
		return models.QueueEntry{}, models.Errorf(models.EINVALID, "年度“%d”不对，应为四位数字，不早于 2008 年。", year)
	}
	return s.changeQueueEntry(ctx, models.AuditQueueAssigned, sha256, func(tx *gorm.DB, e *models.QueueEntry) error {
		if e.State != models.QueueOpen {
			return models.Errorf(models.ECONFLICT, "“%s”的状态是“%s”，不能再指定机关和年度；如需继续录入，请先用 --reopen 重新打开。", e.Name, e.State.Label().Zh)
		}
		e.AgencyID, e.Year = cmp.Or(agencyID, e.AgencyID), cmp.Or(year, e.Year)
		if e.AgencyID != "" {
			if _, err := agencyOf(tx, e.AgencyID); err != nil {
				return err
			}
		}
		var saved []models.Revision
		later := tx.Table("revisions v").Joins("JOIN reports r ON r.id = v.report_id").Where("r.agency_id = ? AND r.year = ?", e.AgencyID, e.Year).
			Where("v.created_at > ?", e.QueuedAt).Select("v.created_at").Order("v.created_at").Limit(1)
		if err := later.Scan(&saved).Error; err != nil {
			return fmt.Errorf("look for a report since: %w", err)
		}
		if len(saved) > 0 {
			e.State, e.ClosedAt = models.QueueDone, &saved[0].CreatedAt
		}
		return nil
	})
}

// DropQueueEntry closes an entry without its figures, with the reason a person gives. It fails like QueueEntry, and with EINVALID
// without a reason.
func (s *Store) DropQueueEntry(ctx context.Context, sha256, reason string, now time.Time) (models.QueueEntry, error) {
	return s.changeQueueEntry(ctx, models.AuditQueueDropped, sha256, func(_ *gorm.DB, e *models.QueueEntry) error {
		if reason = strings.TrimSpace(reason); reason == "" {
			return models.Errorf(models.EINVALID, "请用 --reason 写明“%s”为什么不录入。", e.Name)
		}
		now = now.UTC()
		e.State, e.ClosedAt, e.Remark = models.QueueDropped, &now, reason
		return nil
	})
}

// ReopenQueueEntry opens an entry again, whatever closed it. It fails like QueueEntry.
func (s *Store) ReopenQueueEntry(ctx context.Context, sha256 string) (models.QueueEntry, error) {
	return s.changeQueueEntry(ctx, models.AuditQueueReopened, sha256, func(_ *gorm.DB, e *models.QueueEntry) error {
		e.State, e.ClosedAt, e.Remark = models.QueueOpen, nil, ""
		return nil
	})
}

func (s *Store) changeQueueEntry(ctx context.Context, action models.AuditAction, sha256 string, change func(*gorm.DB, *models.QueueEntry) error) (models.QueueEntry, error) {
	var e models.QueueEntry
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if e, err = queueEntryOf(tx, sha256); err != nil {
			return err
		}
		old := e
		if err := change(tx, &e); err != nil {
			return err
		}
		if err := updateQueueEntry(tx, &e); err != nil {
			return err
		}
		return audit(tx, action, e.Name, models.AuditDetail{Field: "agency_id", Old: old.AgencyID, New: e.AgencyID},
			models.AuditDetail{Field: "year", Old: fmt.Sprint(old.Year), New: fmt.Sprint(e.Year)}, models.AuditDetail{Field: "state", Old: string(old.State), New: string(e.State)},
			models.AuditDetail{Field: "remark", Old: old.Remark, New: e.Remark})
	})
	if err != nil {
		return models.QueueEntry{}, err
	}
	return e, nil
}

// updateQueueEntry writes what may change of an entry and reads it again.
func updateQueueEntry(tx *gorm.DB, e *models.QueueEntry) (err error) {
	if err := tx.Model(e).Select("AgencyID", "Year", "State", "ClosedAt", "Remark").Updates(e).Error; err != nil {
		return fmt.Errorf("save queue entry: %w", err)
	}
	*e, err = queueEntryOf(tx, e.SHA256)
	return err
}

// closeQueue closes the open entries that a report just saved does away with: those of its agency and year, and the one of its very
// document, which can be read after all. A form without a single number, as one that nobody has filled in yet, closes none.
func closeQueue(tx *gorm.DB, report models.Report, sha256 string) error {
	if !slices.ContainsFunc(report.Revision.Figures, func(f models.Figure) bool { return f.State == models.StateReported }) {
		return nil
	}
	closed := map[string]any{"state": models.QueueDone, "closed_at": tx.NowFunc()}
	err := tx.Model(&models.QueueEntry{}).Where("state = ?", models.QueueOpen).
		Where("agency_id = ? AND year = ? OR sha256 = ?", report.AgencyID, report.Year, sha256).Updates(closed).Error
	if err != nil {
		return fmt.Errorf("close queue entries: %w", err)
	}
	return nil
}

// minPrefix is how much of a checksum tells an entry apart, as a person types it.
const minPrefix = 6

func queueEntryOf(db *gorm.DB, sha256 string) (models.QueueEntry, error) {
	prefix := strings.ToLower(strings.TrimSpace(sha256))
	if len(prefix) < minPrefix || strings.Trim(prefix, "0123456789abcdef") != "" {
		return models.QueueEntry{}, models.Errorf(models.EINVALID, "“%s”不是校验值，请照 gongkai queue 列出的写，至少写前 %d 位。", sha256, minPrefix)
	}
	found, err := queueOf(db, "q.sha256 LIKE ?", prefix+"%")
	switch {
	case err != nil:
		return models.QueueEntry{}, err
	case len(found) == 0:
		return models.QueueEntry{}, models.Errorf(models.ENOTFOUND, "待录入的文件里没有校验值以“%s”开头的。", sha256)
	case len(found) > 1:
		return models.QueueEntry{}, models.Errorf(models.ECONFLICT, "待录入的文件里有 %d 份的校验值以“%s”开头，请多写几位。", len(found), sha256)
	}
	return found[0], nil
}

func queueOf(db *gorm.DB, where string, args ...any) ([]models.QueueEntry, error) {
	var rows []struct {
		models.QueueEntry
		HasReport bool
	}
	err := db.Table("queue_entries q").Where(where, args...).
		Select("q.*, EXISTS (SELECT 1 FROM reports r WHERE r.agency_id = q.agency_id AND r.year = q.year) AS has_report").
		Order("CASE WHEN q.state = 'open' THEN 0 ELSE 1 END, q.queued_at, q.sha256").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read queue: %w", err)
	}
	entries := make([]models.QueueEntry, len(rows))
	for i, r := range rows {
		entries[i], entries[i].Reported = r.QueueEntry, r.HasReport
	}
	return entries, nil
}
