package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"gongkai/models"
)

// Report returns an agency's report of a year, whatever its status, with its current revision: texts, figures in the form's order,
// notes, findings, and the records of its documents without their bytes. It fails with ENOTFOUND if there is none.
func (s *Store) Report(ctx context.Context, agencyID string, year int) (models.Report, error) {
	r, found, err := reportOf(s.read(ctx), agencyID, year)
	if err == nil && !found {
		err = models.Errorf(models.ENOTFOUND, "没有机关“%s”%d 年的年报。", agencyID, year)
	}
	return r, err
}

// FullReports returns the reports that match, by year and agency, each in full as Report returns it.
func (s *Store) FullReports(ctx context.Context, f ReportFilter) ([]models.Report, error) {
	return reportsOf(s.read(ctx), filtered(s.read(ctx), f))
}

// Revisions returns every revision of a report, oldest first, with the records of its documents and without figures and texts.
func (s *Store) Revisions(ctx context.Context, reportID uint) ([]models.Revision, error) {
	var revisions []models.Revision
	if err := s.read(ctx).Where("report_id = ?", reportID).Order("no").Find(&revisions).Error; err != nil {
		return nil, fmt.Errorf("read revisions of report %d: %w", reportID, err)
	}
	return revisions, attachSources(s.read(ctx), revisions)
}

// PublishedRevisions is Revisions for the public: those that are or were public.
func (s *Store) PublishedRevisions(ctx context.Context, reportID uint) ([]models.Revision, error) {
	all, err := s.Revisions(ctx, reportID)
	return slices.DeleteFunc(all, func(r models.Revision) bool { return r.PublishedAt == nil }), err
}

// Diff returns the figures on which two revisions differ, in the form's order; revisions are given by their ids.
func (s *Store) Diff(ctx context.Context, before, after uint) ([]models.Change, error) {
	var revisions []models.Revision
	if err := s.read(ctx).Preload("Figures").Where("id IN ?", []uint{before, after}).Find(&revisions).Error; err != nil {
		return nil, fmt.Errorf("read revisions %d and %d: %w", before, after, err)
	}
	byID := map[uint]models.Revision{}
	for _, r := range revisions {
		inFormOrder(&r)
		byID[r.ID] = r
	}
	for _, id := range []uint{before, after} {
		if _, ok := byID[id]; !ok {
			return nil, models.Errorf(models.ENOTFOUND, "没有编号为 %d 的修订版本。", id)
		}
	}
	return models.Diff(byID[before].Figures, byID[after].Figures), nil
}

// Source returns an original document with its bytes; ENOTFOUND if there is none with this checksum.
func (s *Store) Source(ctx context.Context, sha256 string) (models.Source, error) {
	return sourceOf(s.read(ctx), sha256)
}

// PublishedSource is Source for the public: the document of any revision that is or was public, ENOTFOUND for others.
func (s *Store) PublishedSource(ctx context.Context, sha256 string) (models.Source, error) {
	return sourceOf(s.read(ctx).Where(`EXISTS (SELECT 1 FROM revision_sources x JOIN revisions v ON v.id = x.revision_id
		JOIN reports r ON r.id = v.report_id WHERE x.sha256 = sources.sha256 AND v.published_at IS NOT NULL AND r.status = ?)`, models.StatusPublished), sha256)
}

// SourceReport returns the published report that a document belongs to, with its current revision. A report whose current revision
// was read from the document goes before one that names it second, and that before one with an older revision from it. It fails with
// ENOTFOUND if no published report has the document.
func (s *Store) SourceReport(ctx context.Context, sha256 string) (models.Report, error) {
	var found []struct {
		AgencyID string
		Year     int
	}
	err := s.read(ctx).Table("revision_sources x").Joins("JOIN revisions v ON v.id = x.revision_id").Joins("JOIN reports r ON r.id = v.report_id").
		Where("x.sha256 = ? AND v.published_at IS NOT NULL AND r.status = ?", sha256, models.StatusPublished).Select("r.agency_id, r.year").
		Order("CASE WHEN v.id = r.current_id THEN 0 ELSE 1 END, x.no, r.year, r.agency_id").Limit(1).Scan(&found).Error
	if err != nil {
		return models.Report{}, fmt.Errorf("find the report of source %s: %w", sha256, err)
	}
	if len(found) == 0 {
		return models.Report{}, noSource(sha256)
	}
	return s.Report(ctx, found[0].AgencyID, found[0].Year)
}

func noSource(sha256 string) error {
	return models.Errorf(models.ENOTFOUND, "没有校验值为“%s”的原始文件。", sha256)
}

func sourceOf(db *gorm.DB, sha256 string) (models.Source, error) {
	var found []models.Source
	if err := db.Where("sha256 = ?", sha256).Find(&found).Error; err != nil {
		return models.Source{}, fmt.Errorf("read source %s: %w", sha256, err)
	}
	if len(found) == 0 {
		return models.Source{}, noSource(sha256)
	}
	return found[0], nil
}

func reportOf(db *gorm.DB, agencyID string, year int) (models.Report, bool, error) {
	found, err := reportsOf(db, db.Where("reports.agency_id = ? AND reports.year = ?", agencyID, year))
	if err != nil || len(found) == 0 {
		return models.Report{}, false, err
	}
	return found[0], true, nil
}

// reportsOf returns the reports that the condition where selects, each with its current revision in full.
func reportsOf(db, where *gorm.DB) ([]models.Report, error) { return partsOf(db, where, nil) }

// partsOf is reportsOf for a part of each revision, all of it if part is nil.
func partsOf(db, where *gorm.DB, part *Content) ([]models.Report, error) {
	var reports []models.Report
	if err := where.Order("reports.year, reports.agency_id").Find(&reports).Error; err != nil {
		return nil, fmt.Errorf("read reports: %w", err)
	}
	ids := make([]uint, len(reports))
	for i, r := range reports {
		ids[i] = r.CurrentID
	}
	var revisions []models.Revision
	if err := part.preload(db).Where("id IN ?", ids).Find(&revisions).Error; err != nil {
		return nil, fmt.Errorf("read revisions: %w", err)
	}
	if err := attachSources(db, revisions); err != nil {
		return nil, err
	}
	var findings []*models.Finding
	for i := range revisions {
		for j := range revisions[i].Findings {
			findings = append(findings, &revisions[i].Findings[j])
		}
	}
	if err := attachConfirmed(db, findings); err != nil {
		return nil, err
	}
	for _, rev := range revisions {
		inFormOrder(&rev)
		for i := range reports {
			if reports[i].CurrentID == rev.ID {
				reports[i].Revision = rev
			}
		}
	}
	return reports, nil
}

// preload reads the part with each revision, all of it if part is nil.
func (part *Content) preload(db *gorm.DB) *gorm.DB {
	if part == nil {
		return db.Preload("Texts").Preload("Figures").Preload("Notes").Preload("Findings")
	}
	if part.Figures {
		measures, applicants := part.Measures, part.Applicants
		if len(measures) > 0 {
			measures = append(slices.Clone(measures), singleOther.Measure) // which the order of the others depends on
		}
		if len(applicants) > 0 {
			applicants = append(slices.Clone(applicants), singleOther.Applicant)
		}
		db = db.Preload("Figures", func(q *gorm.DB) *gorm.DB { return among(among(q, "measure", measures), "applicant", applicants) })
	}
	if part.Findings {
		db = db.Preload("Findings")
	}
	if part.Texts {
		db = db.Preload("Texts")
	}
	return db
}

// singleOther is the figure that is there if 其他处理 is one line: Revision.SingleOther.
var singleOther = models.Key{Measure: "applications." + models.LineOther, Applicant: models.ApplicantTotal}

// sourceRow is a document's record as one revision's.
type sourceRow struct {
	RevisionID uint
	models.Source
}

func attachSources(db *gorm.DB, revisions []models.Revision) error {
	ids := make([]uint, len(revisions))
	for i, r := range revisions {
		ids[i] = r.ID
	}
	var rows []sourceRow
	err := db.Table("revision_sources rs").Joins("JOIN sources s ON s.sha256 = rs.sha256").Where("rs.revision_id IN ?", ids).
		Select("rs.revision_id, s.sha256, s.name, s.format, s.size, s.retrieved_at").Order("rs.revision_id, rs.no").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read sources: %w", err)
	}
	for _, row := range rows {
		i := slices.IndexFunc(revisions, func(r models.Revision) bool { return r.ID == row.RevisionID })
		revisions[i].Sources = append(revisions[i].Sources, row.Source)
	}
	return nil
}

// formOrders holds the position of every cell, by edition and by whether 其他处理 is one line; releases and the fee follow the tables.
var formOrders = func() map[models.Edition]map[bool]map[models.Key]int {
	orders := map[models.Edition]map[bool]map[models.Key]int{}
	for _, e := range models.Editions {
		orders[e] = map[bool]map[models.Key]int{}
		for _, single := range []bool{false, true} {
			order := map[models.Key]int{}
			for i, k := range models.Cells(e, single) {
				order[k] = i + 1
			}
			orders[e][single] = order
		}
	}
	return orders
}()

// inFormOrder sorts what the database returns in any order.
func inFormOrder(r *models.Revision) {
	order := formOrders[r.Edition][r.SingleOther()]
	position := func(f models.Figure) int {
		if i := order[f.Key()]; i > 0 {
			return i
		}
		m, _ := models.MeasureOf(f.Measure)
		return len(order) + 1 + m.Order
	}
	slices.SortFunc(r.Figures, func(a, b models.Figure) int { return cmp.Compare(position(a), position(b)) })
	slices.SortFunc(r.Texts, func(a, b models.Text) int { return cmp.Compare(a.Section, b.Section) })
	slices.SortFunc(r.Notes, func(a, b models.Note) int { return cmp.Compare(a.No, b.No) })
	slices.SortFunc(r.Findings, func(a, b models.Finding) int { return cmp.Compare(a.No, b.No) })
}
