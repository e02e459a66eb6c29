package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"gongkai/models"
)

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
	x.Remarks, err = s.Remarks(ctx, report.ID)
	return x, err
}

// Remarks returns what was ever written with a report that was handed in, the oldest first.
func (s *Store) Remarks(ctx context.Context, reportID uint) ([]models.Remark, error) {
	var found []models.Remark
	if err := s.read(ctx).Where("report_id = ?", reportID).Order("id").Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read remarks: %w", err)
	}
	return found, nil
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
