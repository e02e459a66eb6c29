package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"gongkai/models"
)

// revisionSource says which document a revision was read from. No counts a revision's documents from 1; the places of its figures are
// those in the first.
type revisionSource struct {
	RevisionID uint   `gorm:"primaryKey;autoIncrement:false"`
	SHA256     string `gorm:"primaryKey;column:sha256"`
	No         int
}

// SaveReport keeps a report that was read from source, in one transaction, and checks it and next year's reports against each
// other. What happens is told by Saved.State:
//
//   - a new report, if the agency has none for the year;
//   - nothing, if the current revision has this very file, under the same scope, address and publication date;
//   - a further source, if a file that the current revision does not have says the same in figures and prose;
//   - nothing, if the file is that of an older revision: it was corrected since, and a folder that is imported once more must not take
//     the correction back. RevertReport does that on purpose;
//   - otherwise a further revision, whose figures that differ carry FlagRevised. The revisions before it stay for ever.
//
// Whatever changes something closes the entries of the queue that wait for this report.
//
// It fails with ENOTFOUND if there is no such agency.
func (s *Store) SaveReport(ctx context.Context, report models.Report, source models.Source) (models.Saved, error) {
	return s.save(ctx, report, source, saving{same: sameContent})
}

// RevertReport is SaveReport that also takes the file of an older revision for a further revision: how a mistaken correction is taken
// back.
func (s *Store) RevertReport(ctx context.Context, report models.Report, source models.Source) (models.Saved, error) {
	return s.save(ctx, report, source, saving{same: sameContent, revert: true})
}

// SaveCopy is SaveReport for another format of a document that was just saved, as when a report comes as DOCX and as HTML: figures
// alone decide whether it says the same, because formats differ in how their prose is read.
func (s *Store) SaveCopy(ctx context.Context, report models.Report, source models.Source) (models.Saved, error) {
	return s.save(ctx, report, source, saving{same: sameFigures})
}

// saving is how a document is saved.
type saving struct {
	same   func(a, b models.Revision) bool // whether two revisions say the same
	revert bool                            // the file of an older revision takes the report back to it
}

func (s *Store) save(ctx context.Context, report models.Report, source models.Source, how saving) (models.Saved, error) {
	var saved models.Saved
	err := s.write(ctx, func(tx *gorm.DB) error {
		if _, err := agencyOf(tx, report.AgencyID); err != nil {
			return err
		}
		old, found, err := reportOf(tx, report.AgencyID, report.Year)
		if err != nil {
			return err
		}
		if found {
			saved, err = updateReport(tx, old, report, source, how)
		} else {
			saved, err = createReport(tx, report, source)
		}
		if err != nil || saved.State == models.SavedUnchanged || saved.State == models.SavedSuperseded {
			return err
		}
		if err := settleSubmission(tx, saved.ReportID); err != nil {
			return err
		}
		err = audit(tx, models.AuditReportSaved, auditedReport(report), models.AuditDetail{Field: "state", New: string(saved.State)},
			models.AuditDetail{Field: "revision", New: fmt.Sprint(saved.No)}, models.AuditDetail{Field: "file", New: source.Name}, models.AuditDetail{Field: "sha256", New: source.SHA256})
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

func createReport(tx *gorm.DB, r models.Report, source models.Source) (models.Saved, error) {
	row := models.Report{AgencyID: r.AgencyID, Year: r.Year, Status: statusOr(r.Status)}
	if err := tx.Create(&row).Error; err != nil {
		return models.Saved{}, fmt.Errorf("save report: %w", err)
	}
	rev := r.Revision
	rev.ReportID, rev.No = row.ID, 1
	return appendRevision(tx, row, rev, []models.Source{source}, models.Saved{State: models.SavedNew})
}

func updateReport(tx *gorm.DB, old, r models.Report, source models.Source, how saving) (models.Saved, error) {
	if old.Status != models.StatusPublished {
		return firstPublished(tx, old, r, source, how)
	}
	if statusOr(r.Status) != models.StatusPublished {
		return models.Saved{}, models.Errorf(models.ECONFLICT, "%d 年的年报已经公布，新的版本要先交给办公室核实，不能直接替换。", r.Year)
	}
	current := old.Revision
	known := slices.ContainsFunc(current.Sources, func(s models.Source) bool { return s.SHA256 == source.SHA256 })
	if known && sameHead(current, r.Revision) {
		return models.Saved{State: models.SavedUnchanged, ReportID: old.ID, RevisionID: current.ID, No: current.No, Findings: current.Findings}, nil
	}
	if !known && current.Scope == r.Revision.Scope && how.same(current, r.Revision) {
		return addSource(tx, old, r.Revision, source)
	}
	if !known && !how.revert {
		no, err := olderWith(tx, old, source.SHA256)
		if err != nil {
			return models.Saved{}, err
		}
		if no > 0 {
			return models.Saved{State: models.SavedSuperseded, ReportID: old.ID, RevisionID: current.ID, No: current.No, Superseded: no, Findings: current.Findings}, nil
		}
	}
	changes := models.Diff(current.Figures, r.Revision.Figures)
	no, err := nextNo(tx, old.ID)
	if err != nil {
		return models.Saved{}, err
	}
	rev := r.Revision
	rev.ReportID, rev.No = old.ID, no
	rev.Figures = flagRevised(rev.Figures, changes)
	sources := []models.Source{source}
	if len(changes) == 0 {
		sources = append(sources, current.Sources...) // only the head or a text was mended: the other documents still say the same
	}
	return appendRevision(tx, old, rev, sources, models.Saved{State: models.SavedRevised, Changes: changes})
}

// firstPublished keeps a document of a report that is not public yet. If it says what was handed in, that is published; otherwise it
// becomes a revision of its own, and what was handed in stays with the office.
func firstPublished(tx *gorm.DB, old, r models.Report, source models.Source, how saving) (models.Saved, error) {
	current := old.Revision
	known := slices.ContainsFunc(current.Sources, func(s models.Source) bool { return s.SHA256 == source.SHA256 })
	old.Status = statusOr(r.Status)
	if current.ID == 0 || !known && !how.same(current, r.Revision) || current.Scope != r.Revision.Scope {
		no, err := nextNo(tx, old.ID)
		if err != nil {
			return models.Saved{}, err
		}
		rev := r.Revision
		rev.ReportID, rev.No = old.ID, no
		return appendRevision(tx, old, rev, []models.Source{source}, models.Saved{State: models.SavedNew})
	}
	if old.Status == models.StatusPublished {
		if err := publish(tx, old, current, r.Revision.CreatedAt); err != nil {
			return models.Saved{}, err
		}
	}
	if !known {
		saved, err := addSource(tx, old, r.Revision, source)
		saved.State = models.SavedNew
		return saved, err
	}
	findings, err := recheck(tx, old.AgencyID, old.Year)
	if err != nil {
		return models.Saved{}, err
	}
	return models.Saved{State: models.SavedNew, ReportID: old.ID, RevisionID: current.ID, No: current.No, Findings: findings}, bump(tx)
}

// publish makes a revision the one that the public sees of its report. Checks have to be run afterwards.
func publish(tx *gorm.DB, report models.Report, rev models.Revision, at time.Time) error {
	if err := tx.Model(&models.Revision{}).Where("id = ?", rev.ID).Update("published_at", at.UTC()).Error; err != nil {
		return fmt.Errorf("publish revision: %w", err)
	}
	return pointTo(tx, report.ID, rev, models.StatusPublished)
}

// pointTo makes a revision the current one of its report.
func pointTo(tx *gorm.DB, reportID uint, rev models.Revision, status models.Status) error {
	if err := saveSearchTexts(tx, rev); err != nil {
		return err
	}
	point := map[string]any{"current_id": rev.ID, "status": status}
	if err := tx.Model(&models.Report{}).Where("id = ?", reportID).Updates(point).Error; err != nil {
		return fmt.Errorf("save report: %w", err)
	}
	return nil
}

// settleSubmission closes the submission of a report if what is public says the same.
func settleSubmission(tx *gorm.DB, reportID uint) error {
	sub, err := submissionOf(tx, reportID)
	if err != nil || sub.Version == 0 {
		return err
	}
	found, err := reportsOf(tx, tx.Where("reports.id = ?", reportID))
	if err != nil {
		return err
	}
	handed, err := revisionOf(tx, sub.RevisionID)
	if err != nil || found[0].Status != models.StatusPublished || !sameFigures(handed, found[0].Revision) {
		return err
	}
	if err := tx.Delete(&sub).Error; err != nil {
		return fmt.Errorf("close submission: %w", err)
	}
	return audit(tx, models.AuditReportPublished, auditedReport(found[0]), models.AuditDetail{Field: "state", Old: string(sub.State), New: string(models.StatusPublished)})
}

// olderWith returns the number of the newest revision before the report's current one that was public and read from the document, 0
// for none.
func olderWith(tx *gorm.DB, report models.Report, sha256 string) (no int, err error) {
	err = tx.Table("revisions v").Joins("JOIN revision_sources x ON x.revision_id = v.id").
		Where("v.report_id = ? AND v.id <> ? AND v.published_at IS NOT NULL AND x.sha256 = ?", report.ID, report.CurrentID, sha256).Select("coalesce(max(v.no), 0)").Scan(&no).Error
	if err != nil {
		return 0, fmt.Errorf("look for earlier revisions of the document: %w", err)
	}
	return no, nil
}

// addSource keeps a document that says what the report's current revision says, and what it states besides: a publication date
// or an address that was not known.
func addSource(tx *gorm.DB, report models.Report, now models.Revision, source models.Source) (models.Saved, error) {
	current := report.Revision
	if err := keepSource(tx, current.ID, len(current.Sources)+1, source); err != nil {
		return models.Saved{}, err
	}
	head := models.Revision{PublishedOn: cmp.Or(current.PublishedOn, now.PublishedOn), SourceURL: cmp.Or(current.SourceURL, now.SourceURL)}
	if err := tx.Model(&models.Revision{}).Where("id = ?", current.ID).Select("PublishedOn", "SourceURL").Updates(head).Error; err != nil {
		return models.Saved{}, fmt.Errorf("complete revision: %w", err)
	}
	findings, err := recheck(tx, report.AgencyID, report.Year)
	if err != nil {
		return models.Saved{}, err
	}
	return models.Saved{State: models.SavedSecondSource, ReportID: report.ID, RevisionID: current.ID, No: current.No, Findings: findings}, bump(tx)
}

// appendRevision makes rev the current revision of its report, runs the checks and completes saved.
func appendRevision(tx *gorm.DB, report models.Report, rev models.Revision, sources []models.Source, saved models.Saved) (models.Saved, error) {
	rev.PublishedAt = nil
	if report.Status == models.StatusPublished {
		at := rev.CreatedAt.UTC()
		rev.PublishedAt = &at
	}
	if err := createRevision(tx, &rev, sources); err != nil {
		return models.Saved{}, err
	}
	if err := pointTo(tx, report.ID, rev, report.Status); err != nil {
		return models.Saved{}, err
	}
	findings, err := recheck(tx, report.AgencyID, report.Year)
	if err != nil {
		return models.Saved{}, err
	}
	saved.ReportID, saved.RevisionID, saved.No, saved.Findings = report.ID, rev.ID, rev.No, findings
	return saved, bump(tx)
}

// createRevision inserts rev with its content and sources, and sets its id.
func createRevision(tx *gorm.DB, rev *models.Revision, sources []models.Source) error {
	rev.ID = 0
	if err := tx.Omit(clause.Associations).Create(rev).Error; err != nil {
		return fmt.Errorf("save revision: %w", err)
	}
	texts, figures, notes := clone(rev.Texts), clone(rev.Figures), clone(rev.Notes)
	for i := range texts {
		texts[i].RevisionID = rev.ID
	}
	for i := range figures {
		figures[i].RevisionID = rev.ID
	}
	for i := range notes {
		notes[i].RevisionID, notes[i].No = rev.ID, i+1
	}
	if err := insert(tx, texts); err != nil {
		return fmt.Errorf("save texts: %w", err)
	}
	if err := insert(tx, figures); err != nil {
		return fmt.Errorf("save figures: %w", err)
	}
	if err := insert(tx, notes); err != nil {
		return fmt.Errorf("save notes: %w", err)
	}
	seen := map[string]bool{}
	for _, source := range sources {
		if seen[source.SHA256] {
			continue
		}
		seen[source.SHA256] = true
		if err := keepSource(tx, rev.ID, len(seen), source); err != nil {
			return err
		}
	}
	return nil
}

// clone copies rows, so that the caller's are not written to.
func clone[T any](rows []T) []T { return append([]T(nil), rows...) }

// keepSource keeps a document, once, and says that a revision was read from it.
func keepSource(tx *gorm.DB, revisionID uint, no int, source models.Source) error {
	if source.Data != nil { // else it is kept already
		if err := storeSource(tx, source); err != nil {
			return err
		}
	}
	if err := tx.Create(&revisionSource{revisionID, source.SHA256, no}).Error; err != nil {
		return fmt.Errorf("save source of revision: %w", err)
	}
	return nil
}

func storeSource(tx *gorm.DB, source models.Source) error {
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&source).Error; err != nil {
		return fmt.Errorf("save source: %w", err)
	}
	return nil
}

// sameHead reports whether a file read again brings nothing new to a revision beside its content: what is not stated now keeps
// what was stated before.
func sameHead(old, now models.Revision) bool {
	keeps := func(old, now string) bool { return now == "" || now == old }
	return old.Scope == now.Scope && keeps(old.SourceURL, now.SourceURL) && keeps(old.PublishedOn, now.PublishedOn)
}

func sameContent(a, b models.Revision) bool { return sameFigures(a, b) && sameTexts(a.Texts, b.Texts) }

func sameFigures(a, b models.Revision) bool { return len(models.Diff(a.Figures, b.Figures)) == 0 }

// sameTexts compares prose by its characters: formats break lines in different places.
func sameTexts(a, b []models.Text) bool {
	if len(a) != len(b) {
		return false
	}
	bodies := map[int]string{}
	for _, t := range a {
		bodies[t.Section] = squeeze(t.Body)
	}
	for _, t := range b {
		if body, ok := bodies[t.Section]; !ok || body != squeeze(t.Body) {
			return false
		}
	}
	return true
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// flagRevised marks the figures that state something else than before.
func flagRevised(figures []models.Figure, changes []models.Change) []models.Figure {
	changed := map[models.Key]bool{}
	for _, c := range changes {
		changed[c.Key] = c.Old.State != models.StateNotApplicable
	}
	figures = clone(figures)
	for i := range figures {
		figures[i].Flags &^= models.FlagRevised
		if changed[figures[i].Key()] {
			figures[i].Flags |= models.FlagRevised
		}
	}
	return figures
}

func statusOr(s models.Status) models.Status {
	if s == "" {
		return models.StatusPublished
	}
	return s
}
