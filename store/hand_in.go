package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"gongkai/models"
)

// HandIn keeps a report as a submission to the office: nothing of it is public, and what is public of the report stays. seen is the
// version of the submission that whoever hands in knows of, 0 for none. reason says why published figures are to be replaced. Documents
// that the revision names as its sources are kept already; source goes before them.
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

// HandInCopy keeps another format of a document that was just handed in, with what was read from that. It fails with ECONFLICT if the two
// differ in a figure, or if what was handed in is no longer with the office.
func (s *Store) HandInCopy(ctx context.Context, report models.Report, source models.Source, act models.Act) (models.Saved, error) {
	var saved models.Saved
	err := s.write(ctx, func(tx *gorm.DB) error {
		old, _, err := reportOf(tx, report.AgencyID, report.Year)
		if err != nil {
			return err
		}
		sub, err := submissionOf(tx, old.ID)
		if err != nil {
			return err
		}
		if done, ok, err := handedIn(tx, old, sub, source); ok || err != nil {
			saved = done
			return err
		}
		if sub.Version == 0 || !sub.State.CanHandIn() {
			return changedMeanwhile()
		}
		rev, err := revisionOf(tx, sub.RevisionID)
		if err != nil {
			return err
		}
		if !sameFigures(rev, report.Revision) {
			return changedMeanwhile()
		}
		if err := keepSource(tx, rev.ID, len(rev.Sources)+1, source); err != nil {
			return err
		}
		saved = models.Saved{State: models.SavedSecondSource, ReportID: old.ID, RevisionID: rev.ID, No: rev.No, Findings: rev.Findings}
		err = audit(tx, models.AuditReportHandedIn, auditedReport(report), models.AuditDetail{Field: "state", New: string(saved.State)},
			models.AuditDetail{Field: "revision", New: fmt.Sprint(rev.No)}, models.AuditDetail{Field: "file", New: source.Name}, models.AuditDetail{Field: "sha256", New: source.SHA256})
		if err != nil {
			return err
		}
		return keepSubmission(tx, old, sub, act)
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
	before := old.Revision
	if sub.Version > 0 {
		var err error
		if before, err = revisionOf(tx, sub.RevisionID); err != nil {
			return saved, err
		}
	}
	no, err := nextNo(tx, old.ID)
	if err != nil {
		return saved, err
	}
	rev.ReportID, rev.No, rev.PublishedAt = old.ID, no, nil
	if err := createRevision(tx, &rev, append([]models.Source{source}, rev.Sources...)); err != nil {
		return saved, err
	}
	if rev, err = revisionOf(tx, rev.ID); err != nil {
		return saved, err
	}
	if old.Status != models.StatusPublished { // it becomes the current revision
		if err := saveSearchTexts(tx, rev); err != nil {
			return saved, err
		}
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
	if err := audit(tx, models.AuditReportHandedIn, auditedReport(old), handedInDetails(before, rev, sub, source)...); err != nil {
		return saved, err
	}
	return saved, keepSubmission(tx, old, sub, act)
}

// handedInDetails is what the audit says of a hand-in: each figure that was another one in what was handed in before, or else in what is
// public.
func handedInDetails(before, rev models.Revision, sub models.Submission, source models.Source) []models.AuditDetail {
	details := []models.AuditDetail{{Field: "state", New: string(sub.State)}, {Field: "revision", New: fmt.Sprint(rev.No)},
		{Field: "file", New: source.Name}, {Field: "sha256", New: source.SHA256}, {Field: "reason", New: sub.Reason}}
	if before.ID == 0 {
		return details
	}
	details[1].Old = fmt.Sprint(before.No)
	return append(details, changedFigures(models.Diff(before.Figures, rev.Figures))...)
}

func nextNo(tx *gorm.DB, reportID uint) (no int, err error) {
	err = tx.Model(&models.Revision{}).Where("report_id = ?", reportID).Select("coalesce(max(no), 0) + 1").Scan(&no).Error
	if err != nil {
		return 0, fmt.Errorf("count revisions: %w", err)
	}
	return no, nil
}
