package store

import (
	"context"
	"fmt"
	"iter"

	"gorm.io/gorm"

	"gongkai/models"
)

// EachReport reads the reports that match one after the other: by agency in the official order, then by year, each in full as Report
// returns it. No more than one agency's reports are in memory. All are of one state of the database, however long reading them takes.
// An error ends the sequence.
func (s *Store) EachReport(ctx context.Context, f ReportFilter) iter.Seq2[models.Report, error] {
	return func(yield func(models.Report, error) bool) {
		tx := s.read(ctx).Begin()
		if tx.Error != nil {
			yield(models.Report{}, fmt.Errorf("read reports: %w", tx.Error))
			return
		}
		defer tx.Rollback()
		if err := eachReport(tx, f, yield); err != nil {
			yield(models.Report{}, err)
		}
	}
}

// eachReport stops without an error where yield wants no more.
func eachReport(tx *gorm.DB, f ReportFilter, yield func(models.Report, error) bool) error {
	var ids []string
	q := filtered(tx.Table("reports").Joins("JOIN agencies a ON a.id = reports.agency_id"), f)
	if err := q.Group("a.position, a.id").Order("a.position, a.id").Pluck("a.id", &ids).Error; err != nil {
		return fmt.Errorf("list agencies with reports: %w", err)
	}
	for _, id := range ids {
		f.Agencies = []string{id}
		reports, err := reportsOf(tx, filtered(tx, f))
		if err != nil {
			return err
		}
		for _, r := range reports {
			if !yield(r, nil) {
				return nil
			}
		}
	}
	return nil
}

// ReportYears returns the years of the reports that match, ascending.
func (s *Store) ReportYears(ctx context.Context, f ReportFilter) ([]int, error) {
	var years []int
	if err := filtered(s.read(ctx).Table("reports"), f).Distinct("year").Order("year").Pluck("year", &years).Error; err != nil {
		return nil, fmt.Errorf("list years of reports: %w", err)
	}
	return years, nil
}

// filtered keeps the rows of reports that a filter selects.
func filtered(q *gorm.DB, f ReportFilter) *gorm.DB {
	q = among(q, "reports.agency_id", f.Agencies)
	q = among(q, "reports.year", f.Years)
	return among(q, "reports.status", f.Statuses)
}
