package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"gongkai/models"
)

// ReportFilter selects reports. An empty field selects all.
type ReportFilter struct {
	Agencies []string
	Years    []int
	Statuses []models.Status
}

// Reports returns the heads of the reports that match, by year and then in the agencies' official order.
func (s *Store) Reports(ctx context.Context, f ReportFilter) ([]models.ReportHead, error) {
	q := s.read(ctx).Table("reports r").
		Joins("JOIN agencies a ON a.id = r.agency_id").
		Joins("JOIN revisions v ON v.id = r.current_id").
		Joins("JOIN revision_counts c ON c.revision_id = v.id").
		Select("r.id AS report_id, v.id AS revision_id, v.no, r.agency_id, r.year, r.status, v.edition, v.scope, v.title, v.published_on, v.source_url, " +
			"c.errors, c.warnings, c.not_assessable, c.cells, c.blank, c.absent, c.unreadable")
	q = among(q, "r.agency_id", f.Agencies)
	q = among(q, "r.year", f.Years)
	q = among(q, "r.status", f.Statuses)
	var heads []models.ReportHead
	if err := q.Order("r.year, a.position, a.id").Scan(&heads).Error; err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return heads, nil
}

// ObservationFilter selects figures. An empty field selects all; Applicants holds "" for the measures without applicant.
type ObservationFilter struct {
	Measures   []string
	Applicants []string
	Agencies   []string
	Years      []int
}

// Observations returns the figures of published reports' current revisions that match, by year, agency in the official order and
// key. With all fields empty it is every figure there is. Those that a warning doubts are marked so; see models.MarkDoubtful.
func (s *Store) Observations(ctx context.Context, f ObservationFilter) ([]models.Observation, error) {
	obs, err := s.observations(ctx, f)
	if err != nil || len(obs) == 0 {
		return obs, err
	}
	found, err := s.Findings(ctx, FindingFilter{Agencies: f.Agencies, Rules: models.DoubtRules, Results: []models.Result{models.Fail}})
	if err != nil {
		return nil, err
	}
	var series ObservationFilter // all years of what the findings name
	for _, x := range found {
		for _, k := range x.Figures {
			if len(f.Measures) > 0 && !slices.Contains(f.Measures, k.Measure) {
				continue
			}
			series.Agencies, series.Measures, series.Applicants = with(series.Agencies, x.AgencyID), with(series.Measures, k.Measure), with(series.Applicants, k.Applicant)
		}
	}
	if len(series.Measures) == 0 {
		return obs, nil
	}
	lines, err := s.observations(ctx, series)
	if err != nil {
		return nil, err
	}
	models.MarkDoubtful(obs, found, lines)
	return obs, nil
}

// with appends v where it is not yet in list.
func with(list []string, v string) []string {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

func (s *Store) observations(ctx context.Context, f ObservationFilter) ([]models.Observation, error) {
	q := published(s.read(ctx).Table("figures f"), "f").
		Joins("JOIN revisions v ON v.id = r.current_id").
		Joins("JOIN agencies a ON a.id = r.agency_id").
		Select("r.agency_id, r.year, v.edition, v.scope, f.revision_id, f.measure, f.applicant, f.value, f.state, f.flags, f.raw, f.place")
	q = among(q, "f.measure", f.Measures)
	q = among(q, "f.applicant", f.Applicants)
	q = among(q, "r.agency_id", f.Agencies)
	q = among(q, "r.year", f.Years)
	rows, err := q.Order("r.year, a.position, a.id, f.measure, f.applicant").Rows()
	if err != nil {
		return nil, fmt.Errorf("read figures: %w", err)
	}
	defer rows.Close()
	var found []models.Observation
	for rows.Next() { // by hand: there may be a hundred thousand, and reflection takes half as long again
		var o models.Observation
		if err := rows.Scan(&o.AgencyID, &o.Year, &o.Edition, &o.Scope, &o.RevisionID, &o.Measure, &o.Applicant, &o.Number, &o.State, &o.Flags, &o.Raw, &o.Where); err != nil {
			return nil, fmt.Errorf("read figures: %w", err)
		}
		found = append(found, o)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read figures: %w", err)
	}
	return found, nil
}

// FindingFilter selects findings. An empty field selects all.
type FindingFilter struct {
	Agencies   []string
	Years      []int
	Rules      []string
	Severities []models.Severity
	Results    []models.Result
}

// Findings returns the findings on published reports' current revisions that match, by year, agency in the official order and number.
func (s *Store) Findings(ctx context.Context, f FindingFilter) ([]models.ReportFinding, error) {
	q := matching(published(s.read(ctx).Table("findings f"), "f").Joins("JOIN agencies a ON a.id = r.agency_id"), f).Select("r.agency_id, r.year, f.*")
	var found []models.ReportFinding
	if err := q.Order("r.year, a.position, a.id, f.no").Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("read findings: %w", err)
	}
	findings := make([]*models.Finding, len(found))
	for i := range found {
		findings[i] = &found[i].Finding
	}
	return found, attachConfirmed(s.read(ctx), findings)
}

// RuleCounts returns how each rule fares over the current revisions of all published reports, by rule. A rule that no report was
// checked by is not in it.
func (s *Store) RuleCounts(ctx context.Context) ([]models.RuleCount, error) {
	q := published(s.read(ctx).Table("findings f"), "f").Group("f.rule").Order("f.rule").
		Select("f.rule, sum(CASE WHEN f.result = 'pass' THEN 1 ELSE 0 END) AS pass, sum(CASE WHEN f.result = 'fail' THEN 1 ELSE 0 END) AS fail, " +
			"sum(CASE WHEN f.result = 'not_assessable' THEN 1 ELSE 0 END) AS not_assessable")
	var counts []models.RuleCount
	if err := q.Scan(&counts).Error; err != nil {
		return nil, fmt.Errorf("count findings: %w", err)
	}
	return counts, nil
}

// FindingCounts returns how each rule fares in each published report's current revision, by year, agency in the official order and
// rule. Findings that do not match the filter are not counted.
func (s *Store) FindingCounts(ctx context.Context, f FindingFilter) ([]models.FindingCount, error) {
	q := matching(published(s.read(ctx).Table("findings f"), "f").Joins("JOIN agencies a ON a.id = r.agency_id"), f).
		Group("r.year, a.position, r.agency_id, f.rule").
		Select("r.agency_id, r.year, f.rule, sum(CASE WHEN f.result = 'pass' THEN 1 ELSE 0 END) AS pass, sum(CASE WHEN f.result = 'fail' THEN 1 ELSE 0 END) AS fail, " +
			"sum(CASE WHEN f.result = 'not_assessable' THEN 1 ELSE 0 END) AS not_assessable")
	var counts []models.FindingCount
	if err := q.Order("r.year, a.position, r.agency_id, f.rule").Scan(&counts).Error; err != nil {
		return nil, fmt.Errorf("count findings of reports: %w", err)
	}
	return counts, nil
}

// matching keeps the findings that a filter selects.
func matching(q *gorm.DB, f FindingFilter) *gorm.DB {
	q = among(q, "r.agency_id", f.Agencies)
	q = among(q, "r.year", f.Years)
	q = among(q, "f.rule", f.Rules)
	q = among(q, "f.severity", f.Severities)
	return among(q, "f.result", f.Results)
}

// Texts returns the prose of a section of published reports' current revisions, by year and agency in the official order.
func (s *Store) Texts(ctx context.Context, section int, f ReportFilter) ([]models.ReportText, error) {
	q := published(s.read(ctx).Table("texts t"), "t").Joins("JOIN agencies a ON a.id = r.agency_id").
		Select("r.agency_id, r.year, t.*").Where("t.section = ?", section)
	q = among(q, "r.agency_id", f.Agencies)
	q = among(q, "r.year", f.Years)
	var texts []models.ReportText
	if err := q.Order("r.year, a.position, a.id").Scan(&texts).Error; err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	return texts, nil
}

// published joins the rows of a revision's content, under the name table, to the published report whose current revision it is.
func published(q *gorm.DB, table string) *gorm.DB {
	return q.Joins("JOIN reports r ON r.current_id = "+table+".revision_id AND r.status = ?", models.StatusPublished)
}

// among keeps rows whose column is one of values, all rows if there are none.
func among[T any](q *gorm.DB, column string, values []T) *gorm.DB {
	if len(values) == 0 {
		return q
	}
	return q.Where(column+" IN ?", values)
}
