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
	return s.EachReportIn(ctx, ReportRange{ReportFilter: f})
}

// ReportRange selects reports from a place in their order on, and what of them is read.
type ReportRange struct {
	ReportFilter
	From Place    // the first that may come; the zero Place is before all
	Part *Content // nil for reports in full
}

// Place is a place in the order of EachReport.
type Place struct {
	Position int // of the agency
	AgencyID string
	Year     int
}

// Content is what of a report is read besides its head and the records of its documents.
type Content struct {
	Figures    bool
	Measures   []string // of figures, at least these; all if empty
	Applicants []string // of figures, at least these; all if empty
	Findings   bool
	Texts      bool
}

// EachReportIn is EachReport from a place on and for a part of each report.
func (s *Store) EachReportIn(ctx context.Context, x ReportRange) iter.Seq2[models.Report, error] {
	return func(yield func(models.Report, error) bool) {
		tx := s.read(ctx).Begin()
		if tx.Error != nil {
			yield(models.Report{}, fmt.Errorf("read reports: %w", tx.Error))
			return
		}
		defer tx.Rollback()
		if err := eachReport(tx, x, yield); err != nil {
			yield(models.Report{}, err)
		}
	}
}

// agenciesAtOnce is how many agencies are looked up at once, each of which has its reports read by itself.
const agenciesAtOnce = 100

// eachReport stops without an error where yield wants no more.
func eachReport(tx *gorm.DB, x ReportRange, yield func(models.Report, error) bool) error {
	for from, including := x.From, true; ; including = false {
		var places []Place
		after := "(a.position, a.id) > (?, ?)"
		if including {
			after = "(a.position, a.id) >= (?, ?)"
		}
		have := filtered(tx.Table("reports").Where("reports.agency_id = a.id"), ReportFilter{Years: x.Years, Statuses: x.Statuses}).Select("1")
		q := among(tx.Table("agencies a"), "a.id", x.Agencies).Select("a.position, a.id AS agency_id")
		if from.AgencyID != "" {
			q = q.Where(after, from.Position, from.AgencyID)
		}
		if err := q.Where("EXISTS (?)", have).Order("a.position, a.id").Limit(agenciesAtOnce).Scan(&places).Error; err != nil {
			return fmt.Errorf("list agencies with reports: %w", err)
		}
		for _, p := range places {
			where := filtered(tx, ReportFilter{Agencies: []string{p.AgencyID}, Years: x.Years, Statuses: x.Statuses})
			if p.AgencyID == x.From.AgencyID {
				where = where.Where("reports.year >= ?", x.From.Year)
			}
			reports, err := partsOf(tx, where, x.Part)
			if err != nil {
				return err
			}
			for _, r := range reports {
				if !yield(r, nil) {
					return nil
				}
			}
		}
		if len(places) < agenciesAtOnce {
			return nil
		}
		from = places[len(places)-1]
	}
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
