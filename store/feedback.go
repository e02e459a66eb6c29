package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
)

// feedback is a message as a row; the word has no plural.
type feedback struct{ models.Feedback }

func (feedback) TableName() string { return "feedback" }

// AddFeedback keeps a new message. It fails with ECONFLICT if as many wait to be read as are kept at all, so that nobody can fill the
// database, or if there is one with this reference.
func (s *Store) AddFeedback(ctx context.Context, f models.Feedback) error {
	f.State, f.DoneAt, f.Remark, f.ReceivedAt = models.FeedbackNew, nil, "", f.ReceivedAt.UTC()
	return s.write(ctx, func(tx *gorm.DB) error {
		var waiting, same int64
		if err := tx.Model(&feedback{}).Where("state = ?", models.FeedbackNew).Count(&waiting).Error; err != nil {
			return fmt.Errorf("count feedback: %w", err)
		}
		if err := tx.Model(&feedback{}).Where("reference = ?", f.Reference).Count(&same).Error; err != nil {
			return fmt.Errorf("look for feedback: %w", err)
		}
		switch {
		case waiting >= models.MaxFeedbackNew:
			return models.Errorf(models.ECONFLICT, "待处理的反馈太多，暂时不能再提交，请过几天再试，或直接联系主办单位。")
		case same > 0:
			return models.Errorf(models.ECONFLICT, "反馈编号重复，请再提交一次。")
		}
		if err := tx.Create(&feedback{f}).Error; err != nil {
			return fmt.Errorf("save feedback: %w", err)
		}
		return nil
	})
}

// Feedback returns the messages in the given states, in all if there are none, the oldest first.
func (s *Store) Feedback(ctx context.Context, states ...models.FeedbackState) ([]models.Feedback, error) {
	var list []models.Feedback
	if err := among(s.read(ctx).Table("feedback"), "state", states).Order("received_at, reference").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("read feedback: %w", err)
	}
	return list, nil
}

// CloseFeedback marks a message as dealt with, with a remark that may be empty. One that is already keeps its day and gets the new
// remark. It fails with ENOTFOUND if there is no such message.
func (s *Store) CloseFeedback(ctx context.Context, reference, remark string, now time.Time) (models.Feedback, error) {
	var f models.Feedback
	err := s.write(ctx, func(tx *gorm.DB) error {
		found := []models.Feedback{}
		if err := tx.Table("feedback").Where("reference = ?", strings.ToUpper(strings.TrimSpace(reference))).Find(&found).Error; err != nil {
			return fmt.Errorf("read feedback: %w", err)
		}
		if len(found) == 0 {
			return models.Errorf(models.ENOTFOUND, "没有编号为“%s”的反馈，编号见 gongkai feedback。", reference)
		}
		f = found[0]
		if now = now.UTC(); f.DoneAt == nil {
			f.DoneAt = &now
		}
		f.State, f.Remark = models.FeedbackDone, strings.TrimSpace(remark)
		if err := tx.Save(&feedback{f}).Error; err != nil {
			return fmt.Errorf("save feedback: %w", err)
		}
		return auditAt(tx, now, models.AuditFeedbackClosed, f.Reference, models.AuditDetail{Field: "remark", Old: found[0].Remark, New: f.Remark})
	})
	if err != nil {
		return models.Feedback{}, err
	}
	return f, nil
}
