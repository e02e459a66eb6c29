package store

import (
	"context"
	"fmt"
	"iter"

	"gongkai/models"
)

// ofPublished selects the published reports.
var ofPublished = ReportFilter{Statuses: []models.Status{models.StatusPublished}}

// EachPublished is EachReport of the published reports.
func (s *Store) EachPublished(ctx context.Context) iter.Seq2[models.Report, error] {
	return s.EachReport(ctx, ofPublished)
}

// PublishedYears are the years of the published reports, ascending.
func (s *Store) PublishedYears(ctx context.Context) ([]int, error) {
	return s.ReportYears(ctx, ofPublished)
}

// PublishedOf returns the published reports of an agency in full, by year.
func (s *Store) PublishedOf(ctx context.Context, agencyID string) ([]models.Report, error) {
	f := ofPublished
	f.Agencies = []string{agencyID}
	return s.FullReports(ctx, f)
}

// Reasons returns why revisions were published in the place of others, by revision id.
func (s *Store) Reasons(ctx context.Context) (map[uint]string, error) {
	var found []revisionReason
	if err := s.read(ctx).Where("revision_id IN (SELECT id FROM revisions WHERE published_at IS NOT NULL)").Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read reasons: %w", err)
	}
	reasons := map[uint]string{}
	for _, r := range found {
		reasons[r.RevisionID] = r.Reason
	}
	return reasons, nil
}
