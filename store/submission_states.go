package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"gongkai/models"
)

// amendment alters a submission; what it leaves as it is, stays. It returns what the audit says of it besides the state.
type amendment func(tx *gorm.DB, sub *models.Submission) ([]models.AuditDetail, error)

// amend changes a submission that was seen in a version, in one transaction, and enters it in the audit.
func (s *Store) amend(ctx context.Context, reportID uint, seen int, act models.Act, action models.AuditAction, change amendment) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		report, sub, err := underWay(tx, reportID, seen)
		if err != nil {
			return err
		}
		before := sub.State
		details, err := change(tx, &sub)
		if err != nil {
			return err
		}
		details = append([]models.AuditDetail{{Field: "state", Old: string(before), New: string(sub.State)}}, details...)
		if err := audit(tx, action, auditedReport(report), details...); err != nil {
			return err
		}
		return keepSubmission(tx, report, sub, act)
	})
}

// auditedReport is how the audit names a report.
func auditedReport(r models.Report) string { return fmt.Sprintf("%s %d", r.AgencyID, r.Year) }

// underWay returns a report with its submission, if that is still as it was seen.
func underWay(tx *gorm.DB, reportID uint, seen int) (report models.Report, sub models.Submission, err error) {
	if sub, err = submissionOf(tx, reportID); err != nil {
		return report, sub, err
	}
	if sub.Version == 0 || sub.Version != seen {
		return report, sub, changedMeanwhile()
	}
	found, err := reportsOf(tx, tx.Where("reports.id = ?", reportID))
	if err != nil {
		return report, sub, err
	}
	return found[0], sub, nil
}

// keepSubmission writes a submission under its next version. A report that was never published stands in its state.
func keepSubmission(tx *gorm.DB, report models.Report, sub models.Submission, act models.Act) error {
	sub.Version++
	sub.ChangedBy, sub.ChangedAt = act.By, act.At
	if err := tx.Save(&sub).Error; err != nil {
		return fmt.Errorf("save submission: %w", err)
	}
	if report.Status == models.StatusPublished {
		return nil
	}
	point := map[string]any{"current_id": sub.RevisionID, "status": sub.State}
	if err := tx.Model(&models.Report{}).Where("id = ?", report.ID).Updates(point).Error; err != nil {
		return fmt.Errorf("save state of report: %w", err)
	}
	return nil
}

// receivedOr is the state of a submission that nobody has returned or accepted.
func receivedOr(findings []models.Finding, decisions []models.Decision) models.Status {
	if len(models.Open(findings, decisions)) > 0 {
		return models.StatusProblems
	}
	return models.StatusReceived
}

// judge sets the state of a submission that is neither returned nor accepted by what is left open of its findings.
func judge(tx *gorm.DB, rev models.Revision, sub *models.Submission) error {
	if sub.State != models.StatusReceived && sub.State != models.StatusProblems {
		return nil
	}
	decisions, err := decisionsOf(tx, sub.ReportID)
	if err != nil {
		return err
	}
	sub.State = receivedOr(rev.Findings, decisions)
	return nil
}

func changedMeanwhile() error {
	return models.Errorf(models.ECONFLICT, "这份年报刚才被别人改动过，您的操作没有执行。请刷新页面，看过最新的内容后再做一次。")
}

// Return gives a submission back to its agency with a letter.
func (s *Store) Return(ctx context.Context, reportID uint, seen int, letter string, act models.Act) error {
	if letter == "" {
		return models.Errorf(models.EINVALID, "请写明为什么退回、要改什么。")
	}
	return s.amend(ctx, reportID, seen, act, models.AuditReportReturned, func(tx *gorm.DB, sub *models.Submission) ([]models.AuditDetail, error) {
		sub.State = models.StatusReturned
		r := models.Remark{ReportID: reportID, RevisionID: sub.RevisionID, Kind: models.RemarkLetter, Body: letter, WrittenBy: act.By, WrittenAt: act.At}
		if err := tx.Create(&r).Error; err != nil {
			return nil, fmt.Errorf("save letter: %w", err)
		}
		return []models.AuditDetail{{Field: "letter", New: letter}}, nil
	})
}

// Accept states that the office has checked a submission. It fails with ECONFLICT if a failed finding is neither mended nor confirmed.
func (s *Store) Accept(ctx context.Context, reportID uint, seen int, act models.Act) error {
	return s.amend(ctx, reportID, seen, act, models.AuditReportAccepted, func(tx *gorm.DB, sub *models.Submission) ([]models.AuditDetail, error) {
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return nil, err
		}
		decisions, err := decisionsOf(tx, reportID)
		if err != nil {
			return nil, err
		}
		if open := models.Open(rev.Findings, decisions); len(open) > 0 {
			return nil, models.Errorf(models.ECONFLICT, "还有 %d 个问题没有改正或确认，不能核实。第一个是：%s", len(open), open[0].Sentence(models.Zh))
		}
		sub.State = models.StatusAccepted
		return []models.AuditDetail{{Field: "revision", New: fmt.Sprint(rev.No)}}, nil
	})
}

// Reopen takes back that a submission was accepted or returned.
func (s *Store) Reopen(ctx context.Context, reportID uint, seen int, act models.Act) error {
	return s.amend(ctx, reportID, seen, act, models.AuditReportReopened, func(tx *gorm.DB, sub *models.Submission) ([]models.AuditDetail, error) {
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return nil, err
		}
		sub.State = models.StatusReceived
		return nil, judge(tx, rev, sub)
	})
}

// Publish makes an accepted submission public, in the place of what was public before, and checks it and next year's reports against
// each other. It fails with ECONFLICT if the submission is not accepted or changed since it was seen.
func (s *Store) Publish(ctx context.Context, reportID uint, seen int, act models.Act) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		report, sub, err := underWay(tx, reportID, seen)
		if err != nil {
			return err
		}
		if sub.State != models.StatusAccepted {
			return models.Errorf(models.ECONFLICT, "这份年报还没有核实，不能公布。")
		}
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return err
		}
		if report.Status == models.StatusPublished && sub.Reason != "" {
			if err := tx.Create(&revisionReason{rev.ID, sub.Reason}).Error; err != nil {
				return fmt.Errorf("save reason: %w", err)
			}
		}
		if err := publishDecisions(tx, rev); err != nil {
			return err
		}
		if err := tx.Delete(&models.Submission{ReportID: reportID}).Error; err != nil {
			return fmt.Errorf("close submission: %w", err)
		}
		if err := publish(tx, report, rev, act.At); err != nil {
			return err
		}
		if err := audit(tx, models.AuditReportPublished, auditedReport(report), publishedDetails(report, sub, rev)...); err != nil {
			return err
		}
		if _, err := recheck(tx, report.AgencyID, report.Year); err != nil {
			return err
		}
		return bump(tx)
	})
}

// publishedDetails is what the audit says of a publication: each figure that the public saw otherwise before.
func publishedDetails(report models.Report, sub models.Submission, rev models.Revision) []models.AuditDetail {
	details := []models.AuditDetail{{Field: "state", Old: string(sub.State), New: string(models.StatusPublished)}, {Field: "revision", New: fmt.Sprint(rev.No)}}
	if report.Status != models.StatusPublished {
		return details
	}
	details[1].Old = fmt.Sprint(report.Revision.No)
	details = append(details, models.AuditDetail{Field: "reason", New: sub.Reason})
	return append(details, changedFigures(models.Diff(report.Revision.Figures, rev.Figures))...)
}

// changedFigures enters figures that changed under their keys.
func changedFigures(changes []models.Change) []models.AuditDetail {
	var details []models.AuditDetail
	for _, c := range changes {
		details = append(details, models.AuditDetail{Field: c.Key.String(), Old: auditedFigure(c.Old), New: auditedFigure(c.New)})
	}
	return details
}

// auditedFigure is a figure as the audit writes it: its number, or the code of its state where there is none.
func auditedFigure(f models.Figure) string {
	if text := f.Text(); text != "" {
		return text
	}
	return string(f.State)
}
