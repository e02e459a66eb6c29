package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
)

// auditRow is an entry as a row.
type auditRow struct{ models.AuditEntry }

func (auditRow) TableName() string { return "audit_log" }

// maxAuditValue is how much of a value an entry keeps, in characters: it says what changed, and is no second copy of it.
const maxAuditValue = 500

// audit enters in the audit what tx does, under the name of whoever acts (models.As). It stands in the same transaction, so that there is
// no change without its entry and no entry without its change.
func audit(tx *gorm.DB, action models.AuditAction, object string, details ...models.AuditDetail) error {
	return auditAt(tx, tx.NowFunc(), action, object, details...)
}

func auditAt(tx *gorm.DB, now time.Time, action models.AuditAction, object string, details ...models.AuditDetail) error {
	actor := models.ActorOf(tx.Statement.Context)
	e := models.AuditEntry{At: now.UTC(), UserID: actor.UserID, Actor: actor.Name, Origin: actor.Origin, Action: action, Object: object, Details: []models.AuditDetail{}}
	for _, d := range details {
		if d.Old != d.New {
			e.Details = append(e.Details, models.AuditDetail{Field: d.Field, Old: cut(d.Old), New: cut(d.New)})
		}
	}
	if err := tx.Create(&auditRow{e}).Error; err != nil {
		return fmt.Errorf("enter %s in the audit: %w", action, err)
	}
	return nil
}

func cut(s string) string {
	if r := []rune(s); len(r) > maxAuditValue {
		return string(r[:maxAuditValue]) + "…"
	}
	return s
}

// AuditFilter says which entries of the audit are asked for; what is empty leaves nothing out.
type AuditFilter struct {
	Text   string // in the actor, the object or the details
	Object string // exactly
	Action models.AuditAction
	From   time.Time
	Until  time.Time // not including
	Before uint      // ids below, to turn the page
	Limit  int
}

// Audit returns entries, the newest first.
func (s *Store) Audit(ctx context.Context, f AuditFilter) ([]models.AuditEntry, error) {
	q := s.read(ctx).Table("audit_log")
	if f.Text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(f.Text)) + "%"
		q = q.Where(`lower(actor) LIKE ? ESCAPE '\' OR lower(object) LIKE ? ESCAPE '\' OR lower(details) LIKE ? ESCAPE '\' OR origin LIKE ? ESCAPE '\'`, like, like, like, like)
	}
	if f.Object != "" {
		q = q.Where("object = ?", f.Object)
	}
	if f.Action != "" {
		q = q.Where("action = ?", f.Action)
	}
	if !f.From.IsZero() {
		q = q.Where("at >= ?", f.From.UTC())
	}
	if !f.Until.IsZero() {
		q = q.Where("at < ?", f.Until.UTC())
	}
	if f.Before > 0 {
		q = q.Where("id < ?", f.Before)
	}
	if f.Limit > 0 {
		q = q.Limit(f.Limit)
	}
	var list []models.AuditEntry
	if err := q.Order("id DESC").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("read audit: %w", err)
	}
	return list, nil
}
