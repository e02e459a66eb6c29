package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"gongkai/models"
)

// Confirm records that a failed finding of a submission is right as it is, and why. It fails with ENOTFOUND if the submission has no
// such finding, with EINVALID if there is no reason, with ECONFLICT if the submission changed since it was seen.
func (s *Store) Confirm(ctx context.Context, reportID uint, seen int, finding, reason string, act models.Act) error {
	if reason == "" {
		return models.Errorf(models.EINVALID, "请写明为什么这个数字是对的；理由会和数字一起公布。")
	}
	return s.amend(ctx, reportID, seen, act, models.AuditFindingConfirmed, func(tx *gorm.DB, sub *models.Submission) ([]models.AuditDetail, error) {
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(rev.Findings, func(f models.Finding) bool { return f.Result == models.Fail && f.Identity() == finding })
		if i < 0 {
			return nil, models.Errorf(models.ENOTFOUND, "没有找到要确认的问题，可能数字已经改过，请刷新页面。")
		}
		d := models.Decision{ReportID: reportID, Finding: finding, Reason: reason, DecidedBy: act.By, DecidedAt: act.At}
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&d).Error; err != nil {
			return nil, fmt.Errorf("save decision: %w", err)
		}
		return append(auditedFinding(rev.Findings[i]), models.AuditDetail{Field: "reason", New: reason}), judge(tx, rev, sub)
	})
}

// Reconsider takes a confirmation back.
func (s *Store) Reconsider(ctx context.Context, reportID uint, seen int, finding string, act models.Act) error {
	return s.amend(ctx, reportID, seen, act, models.AuditFindingReconsidered, func(tx *gorm.DB, sub *models.Submission) ([]models.AuditDetail, error) {
		if sub.State == models.StatusAccepted {
			return nil, models.Errorf(models.ECONFLICT, "这份年报已经核实，请先撤销核实，再撤销对问题的确认。")
		}
		decisions, err := decisionsOf(tx, reportID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(decisions, func(d models.Decision) bool { return d.Finding == finding })
		if i < 0 {
			return nil, models.Errorf(models.ENOTFOUND, "这个问题没有确认过，可能别人已经撤销，请刷新页面。")
		}
		if err := tx.Delete(&decisions[i]).Error; err != nil {
			return nil, fmt.Errorf("take decision back: %w", err)
		}
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return nil, err
		}
		var details []models.AuditDetail
		for _, f := range rev.Findings {
			if f.Identity() == finding {
				details = auditedFinding(f)
			}
		}
		return append(details, models.AuditDetail{Field: "reason", Old: decisions[i].Reason}), judge(tx, rev, sub)
	})
}

// auditedFinding is a finding as the audit names it: what it says, and of which figures.
func auditedFinding(f models.Finding) []models.AuditDetail {
	var keys []string
	for _, k := range f.Figures {
		keys = append(keys, k.String())
	}
	return []models.AuditDetail{{Field: "rule", New: f.Rule}, {Field: "finding", New: f.Sentence(models.Zh)}, {Field: "figures", New: strings.Join(keys, " ")}}
}

// Comment writes a remark on a figure of a submission, or on all of it with key "".
func (s *Store) Comment(ctx context.Context, reportID uint, key, body string, act models.Act) error {
	if body == "" {
		return models.Errorf(models.EINVALID, "请写下意见。")
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		sub, err := submissionOf(tx, reportID)
		if err != nil {
			return err
		}
		if sub.Version == 0 {
			return models.Errorf(models.ECONFLICT, "这份年报已不在处理中，不能再写意见。")
		}
		r := models.Remark{ReportID: reportID, RevisionID: sub.RevisionID, Kind: models.RemarkComment, Key: key, Body: body, WrittenBy: act.By, WrittenAt: act.At}
		if err := tx.Create(&r).Error; err != nil {
			return fmt.Errorf("save comment: %w", err)
		}
		field := "remark"
		if key != "" {
			field = key
		}
		return auditRemark(tx, models.AuditCommentWritten, r, models.AuditDetail{Field: field, New: body})
	})
}

// Settle marks a remark as dealt with.
func (s *Store) Settle(ctx context.Context, remarkID uint, act models.Act) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Model(&models.Remark{}).Where("id = ? AND settled_at IS NULL", remarkID).Updates(map[string]any{"settled_by": act.By, "settled_at": act.At})
		if done.Error != nil {
			return fmt.Errorf("settle remark: %w", done.Error)
		}
		if done.RowsAffected == 0 {
			return nil
		}
		var r models.Remark
		if err := tx.Where("id = ?", remarkID).Take(&r).Error; err != nil {
			return fmt.Errorf("settle remark: %w", err)
		}
		return auditRemark(tx, models.AuditCommentSettled, r, models.AuditDetail{Field: "remark", New: r.Body})
	})
}

// auditRemark enters in the audit what became of a remark.
func auditRemark(tx *gorm.DB, action models.AuditAction, r models.Remark, details ...models.AuditDetail) error {
	var report models.Report
	if err := tx.Where("id = ?", r.ReportID).Take(&report).Error; err != nil {
		return fmt.Errorf("read report: %w", err)
	}
	return audit(tx, action, auditedReport(report), details...)
}

// revisionReason says why a revision was published in the place of another.
type revisionReason struct {
	RevisionID uint `gorm:"primaryKey;autoIncrement:false"`
	Reason     string
}

// ReasonsOf returns why revisions of a report were published in the place of others, by revision id.
func (s *Store) ReasonsOf(ctx context.Context, reportID uint) (map[uint]string, error) {
	var found []revisionReason
	q := s.read(ctx).Where("revision_id IN (SELECT id FROM revisions WHERE report_id = ? AND published_at IS NOT NULL)", reportID)
	if err := q.Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read reasons: %w", err)
	}
	reasons := map[uint]string{}
	for _, r := range found {
		reasons[r.RevisionID] = r.Reason
	}
	return reasons, nil
}
