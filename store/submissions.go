package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"gongkai/models"
)

// revisionReason says why a revision was published in the place of another.
type revisionReason struct {
	RevisionID uint `gorm:"primaryKey;autoIncrement:false"`
	Reason     string
}

// HandIn keeps a report as a submission to the office: nothing of it is public, and what is public of the report stays. seen is the
// version of the submission that whoever hands in knows of, 0 for none. reason says why published figures are to be replaced.
//
// The submission is StatusReceived, or StatusProblems if a rule fails that nobody has confirmed. A document that the submission or the
// published revision was read from already changes nothing.
//
// It fails with ENOTFOUND if there is no such agency, with ECONFLICT if the submission changed since it was seen or is accepted.
func (s *Store) HandIn(ctx context.Context, report models.Report, source models.Source, reason string, seen int, act models.Act) (models.Saved, error) {
	var saved models.Saved
	err := s.write(ctx, func(tx *gorm.DB) error {
		if _, err := agencyOf(tx, report.AgencyID); err != nil {
			return err
		}
		old, found, err := reportOf(tx, report.AgencyID, report.Year)
		if err != nil {
			return err
		}
		if !found {
			old = models.Report{AgencyID: report.AgencyID, Year: report.Year, Status: models.StatusReceived}
			if err := tx.Create(&old).Error; err != nil {
				return fmt.Errorf("save report: %w", err)
			}
		}
		sub, err := submissionOf(tx, old.ID)
		if err != nil {
			return err
		}
		if done, ok, err := handedIn(tx, old, sub, source); ok || err != nil {
			saved = done
			return err
		}
		if sub.Version != seen {
			return changedMeanwhile()
		}
		if !sub.State.CanHandIn() {
			return models.Errorf(models.ECONFLICT, "这份年报办公室已经核实，不能再交新的版本；如有错误，请联系办公室退回后再交。")
		}
		saved, err = handIn(tx, old, sub, report.Revision, source, reason, act)
		if err != nil {
			return err
		}
		return closeQueue(tx, report, source.SHA256)
	})
	if err != nil {
		return models.Saved{}, err
	}
	return saved, nil
}

// handedIn reports whether a document is the one that the submission, or else the published revision, was read from.
func handedIn(tx *gorm.DB, report models.Report, sub models.Submission, source models.Source) (models.Saved, bool, error) {
	rev := report.Revision
	if sub.Version > 0 {
		var err error
		if rev, err = revisionOf(tx, sub.RevisionID); err != nil {
			return models.Saved{}, false, err
		}
	}
	known := slices.ContainsFunc(rev.Sources, func(s models.Source) bool { return s.SHA256 == source.SHA256 })
	return models.Saved{State: models.SavedUnchanged, ReportID: report.ID, RevisionID: rev.ID, No: rev.No, Findings: rev.Findings}, known, nil
}

func handIn(tx *gorm.DB, old models.Report, sub models.Submission, rev models.Revision, source models.Source, reason string, act models.Act) (models.Saved, error) {
	saved := models.Saved{State: models.SavedNew, ReportID: old.ID}
	if old.Status == models.StatusPublished {
		saved.State, saved.Changes = models.SavedRevised, models.Diff(old.Revision.Figures, rev.Figures)
		rev.Figures = flagRevised(rev.Figures, saved.Changes)
	}
	no, err := nextNo(tx, old.ID)
	if err != nil {
		return saved, err
	}
	rev.ReportID, rev.No, rev.PublishedAt = old.ID, no, nil
	if err := createRevision(tx, &rev, []models.Source{source}); err != nil {
		return saved, err
	}
	if rev, err = revisionOf(tx, rev.ID); err != nil {
		return saved, err
	}
	c, err := newChecker(tx)
	if err != nil {
		return saved, err
	}
	draft := old
	draft.Revision, draft.Status = rev, models.StatusReceived
	if saved.Findings, err = c.check(draft); err != nil {
		return saved, err
	}
	decisions, err := decisionsOf(tx, old.ID)
	if err != nil {
		return saved, err
	}
	sub.ReportID, sub.RevisionID, sub.Reason, sub.State = old.ID, rev.ID, reason, receivedOr(saved.Findings, decisions)
	sub.HandedInBy, sub.HandedInAt = act.By, act.At
	saved.RevisionID, saved.No = rev.ID, rev.No
	return saved, keepSubmission(tx, old, sub, act)
}

// receivedOr is the state of a submission that nobody has returned or accepted.
func receivedOr(findings []models.Finding, decisions []models.Decision) models.Status {
	if len(models.Open(findings, decisions)) > 0 {
		return models.StatusProblems
	}
	return models.StatusReceived
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

// submissionOf returns the submission of a report, the zero Submission if there is none.
func submissionOf(db *gorm.DB, reportID uint) (models.Submission, error) {
	var found []models.Submission
	if err := db.Where("report_id = ?", reportID).Find(&found).Error; err != nil {
		return models.Submission{}, fmt.Errorf("read submission: %w", err)
	}
	if len(found) == 0 {
		return models.Submission{}, nil
	}
	return found[0], nil
}

func decisionsOf(db *gorm.DB, reportID uint) ([]models.Decision, error) {
	var found []models.Decision
	if err := db.Where("report_id = ?", reportID).Order("decided_at, finding").Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	return found, nil
}

func nextNo(tx *gorm.DB, reportID uint) (no int, err error) {
	err = tx.Model(&models.Revision{}).Where("report_id = ?", reportID).Select("coalesce(max(no), 0) + 1").Scan(&no).Error
	if err != nil {
		return 0, fmt.Errorf("count revisions: %w", err)
	}
	return no, nil
}

func changedMeanwhile() error {
	return models.Errorf(models.ECONFLICT, "这份年报刚才被别人改动过，您的操作没有执行。请刷新页面，看过最新的内容后再做一次。")
}

// SubmissionFilter selects submissions. An empty field selects all.
type SubmissionFilter struct {
	Agencies []string
	Years    []int
	States   []models.Status
}

// Submissions returns the submissions that match, by year and then in the agencies' official order.
func (s *Store) Submissions(ctx context.Context, f SubmissionFilter) ([]models.SubmissionHead, error) {
	q := s.read(ctx).Table("submissions s").
		Joins("JOIN reports r ON r.id = s.report_id").
		Joins("JOIN agencies a ON a.id = r.agency_id").
		Joins("JOIN revision_counts c ON c.revision_id = s.revision_id").
		Select("s.*, r.agency_id, r.year, r.status = ? AS published, c.errors, c.warnings, c.not_assessable, c.cells, c.blank, c.absent, c.unreadable", models.StatusPublished)
	q = among(q, "r.agency_id", f.Agencies)
	q = among(q, "r.year", f.Years)
	q = among(q, "s.state", f.States)
	var heads []models.SubmissionHead
	if err := q.Order("r.year, a.position, a.id").Scan(&heads).Error; err != nil {
		return nil, fmt.Errorf("list submissions: %w", err)
	}
	return heads, nil
}

// Submitted is a submission with all that belongs to it.
type Submitted struct {
	models.Submission
	Report    models.Report // with the revision that was handed in
	Public    *models.Revision
	Decisions []models.Decision
	Remarks   []models.Remark // oldest first
}

// Submission returns the submission of an agency and year. It fails with ENOTFOUND if there is none.
func (s *Store) Submission(ctx context.Context, agencyID string, year int) (Submitted, error) {
	db := s.read(ctx)
	report, found, err := reportOf(db, agencyID, year)
	if err != nil {
		return Submitted{}, err
	}
	var x Submitted
	if found {
		if x.Submission, err = submissionOf(db, report.ID); err != nil {
			return Submitted{}, err
		}
	}
	if x.Version == 0 {
		return Submitted{}, models.Errorf(models.ENOTFOUND, "机关“%s”%d 年没有待处理的年报。", agencyID, year)
	}
	if report.Status == models.StatusPublished {
		public := report.Revision
		x.Public = &public
	}
	x.Report = report
	if x.Report.Revision, err = revisionOf(db, x.RevisionID); err != nil {
		return Submitted{}, err
	}
	if x.Decisions, err = decisionsOf(db, report.ID); err != nil {
		return Submitted{}, err
	}
	if err := db.Where("report_id = ?", report.ID).Order("id").Find(&x.Remarks).Error; err != nil {
		return Submitted{}, fmt.Errorf("read remarks: %w", err)
	}
	return x, nil
}

// revisionOf returns a revision in full, as Report does.
func revisionOf(db *gorm.DB, id uint) (models.Revision, error) {
	var found []models.Revision
	full := db.Preload("Texts").Preload("Figures").Preload("Notes").Preload("Findings")
	if err := full.Where("id = ?", id).Find(&found).Error; err != nil {
		return models.Revision{}, fmt.Errorf("read revision %d: %w", id, err)
	}
	if len(found) == 0 {
		return models.Revision{}, models.Errorf(models.ENOTFOUND, "没有编号为 %d 的修订版本。", id)
	}
	if err := attachSources(db, found); err != nil {
		return models.Revision{}, err
	}
	inFormOrder(&found[0])
	return found[0], nil
}

// amend changes a submission that was seen in a version, in one transaction. change may alter sub; what it leaves as it is, stays.
func (s *Store) amend(ctx context.Context, reportID uint, seen int, act models.Act, change func(tx *gorm.DB, report models.Report, sub *models.Submission) error) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		report, sub, err := underWay(tx, reportID, seen)
		if err != nil {
			return err
		}
		if err := change(tx, report, &sub); err != nil {
			return err
		}
		return keepSubmission(tx, report, sub, act)
	})
}

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

// Confirm records that a failed finding of a submission is right as it is, and why. It fails with ENOTFOUND if the submission has no
// such finding, with EINVALID if there is no reason, with ECONFLICT if the submission changed since it was seen.
func (s *Store) Confirm(ctx context.Context, reportID uint, seen int, finding, reason string, act models.Act) error {
	if reason == "" {
		return models.Errorf(models.EINVALID, "请写明为什么这个数字是对的；理由会和数字一起公布。")
	}
	return s.amend(ctx, reportID, seen, act, func(tx *gorm.DB, _ models.Report, sub *models.Submission) error {
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(rev.Findings, func(f models.Finding) bool { return f.Result == models.Fail && f.Identity() == finding }) {
			return models.Errorf(models.ENOTFOUND, "没有找到要确认的问题，可能数字已经改过，请刷新页面。")
		}
		d := models.Decision{ReportID: reportID, Finding: finding, Reason: reason, DecidedBy: act.By, DecidedAt: act.At}
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&d).Error; err != nil {
			return fmt.Errorf("save decision: %w", err)
		}
		return judge(tx, rev, sub)
	})
}

// Reconsider takes a confirmation back.
func (s *Store) Reconsider(ctx context.Context, reportID uint, seen int, finding string, act models.Act) error {
	return s.amend(ctx, reportID, seen, act, func(tx *gorm.DB, _ models.Report, sub *models.Submission) error {
		if sub.State == models.StatusAccepted {
			return models.Errorf(models.ECONFLICT, "这份年报已经核实，请先撤销核实，再撤销对问题的确认。")
		}
		if err := tx.Where("report_id = ? AND finding = ?", reportID, finding).Delete(&models.Decision{}).Error; err != nil {
			return fmt.Errorf("take decision back: %w", err)
		}
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return err
		}
		return judge(tx, rev, sub)
	})
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

// Return gives a submission back to its agency with a letter.
func (s *Store) Return(ctx context.Context, reportID uint, seen int, letter string, act models.Act) error {
	if letter == "" {
		return models.Errorf(models.EINVALID, "请写明为什么退回、要改什么。")
	}
	return s.amend(ctx, reportID, seen, act, func(tx *gorm.DB, _ models.Report, sub *models.Submission) error {
		sub.State = models.StatusReturned
		r := models.Remark{ReportID: reportID, RevisionID: sub.RevisionID, Kind: models.RemarkLetter, Body: letter, WrittenBy: act.By, WrittenAt: act.At}
		if err := tx.Create(&r).Error; err != nil {
			return fmt.Errorf("save letter: %w", err)
		}
		return nil
	})
}

// Accept states that the office has checked a submission. It fails with ECONFLICT if a failed finding is neither mended nor confirmed.
func (s *Store) Accept(ctx context.Context, reportID uint, seen int, act models.Act) error {
	return s.amend(ctx, reportID, seen, act, func(tx *gorm.DB, _ models.Report, sub *models.Submission) error {
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return err
		}
		decisions, err := decisionsOf(tx, reportID)
		if err != nil {
			return err
		}
		if open := models.Open(rev.Findings, decisions); len(open) > 0 {
			return models.Errorf(models.ECONFLICT, "还有 %d 个问题没有改正或确认，不能核实。第一个是：%s", len(open), open[0].Sentence(models.Zh))
		}
		sub.State = models.StatusAccepted
		return nil
	})
}

// Reopen takes back that a submission was accepted or returned.
func (s *Store) Reopen(ctx context.Context, reportID uint, seen int, act models.Act) error {
	return s.amend(ctx, reportID, seen, act, func(tx *gorm.DB, _ models.Report, sub *models.Submission) error {
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return err
		}
		sub.State = models.StatusReceived
		return judge(tx, rev, sub)
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
		if err := tx.Delete(&models.Submission{ReportID: reportID}).Error; err != nil {
			return fmt.Errorf("close submission: %w", err)
		}
		if err := publish(tx, report, rev, act.At); err != nil {
			return err
		}
		if _, err := recheck(tx, report.AgencyID, report.Year); err != nil {
			return err
		}
		return bump(tx)
	})
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
		return nil
	})
}

// Settle marks a remark as dealt with.
func (s *Store) Settle(ctx context.Context, remarkID uint, act models.Act) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Model(&models.Remark{}).Where("id = ? AND settled_at IS NULL", remarkID).Updates(map[string]any{"settled_by": act.By, "settled_at": act.At})
		if done.Error != nil {
			return fmt.Errorf("settle remark: %w", done.Error)
		}
		return nil
	})
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
