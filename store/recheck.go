package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"gongkai/models"
)

// revisionCount is what lists show of a revision.
type revisionCount struct {
	RevisionID uint `gorm:"primaryKey;autoIncrement:false"`
	models.Counts
}

// recheck runs the checks on the report of an agency and year, then on the reports of the year after that look back on it, and
// returns the findings on the former.
func recheck(tx *gorm.DB, agencyID string, year int) ([]models.Finding, error) {
	c, err := newChecker(tx)
	if err != nil {
		return nil, err
	}
	report, found, err := reportOf(tx, agencyID, year)
	if err != nil || !found {
		return nil, err
	}
	findings, err := c.check(report)
	if err != nil {
		return nil, err
	}
	next, err := reportsOf(tx, tx.Where("reports.agency_id IN ? AND reports.year = ?", c.heirs(agencyID, year+1), year+1))
	if err != nil {
		return nil, err
	}
	for _, r := range next {
		if _, err := c.check(r); err != nil {
			return nil, err
		}
	}
	return findings, c.checkSubmissions(append(next, report))
}

// checkSubmissions runs the checks on what the office works on beside published reports.
func (c *checker) checkSubmissions(reports []models.Report) error {
	for _, r := range reports {
		sub, err := submissionOf(c.tx, r.ID)
		if err != nil {
			return err
		}
		if sub.Version == 0 {
			continue
		}
		draft := r
		if draft.Revision, err = revisionOf(c.tx, sub.RevisionID); err != nil {
			return err
		}
		draft.Status = sub.State
		if draft.Revision.Findings, err = c.check(draft); err != nil {
			return err
		}
		state := sub.State
		if err := judge(c.tx, draft.Revision, &sub); err != nil {
			return err
		}
		if sub.State == state {
			continue
		}
		if err := keepSubmission(c.tx, r, sub, models.Act{By: sub.ChangedBy, At: sub.ChangedAt}); err != nil {
			return err
		}
	}
	return nil
}

// Assess returns the revision of a report with the findings and marks that the checks would give it if it were handed in. It keeps nothing.
// Last year's reports count whatever their status.
func (s *Store) Assess(ctx context.Context, report models.Report) (models.Revision, error) {
	c, err := newChecker(s.read(ctx))
	if err != nil {
		return models.Revision{}, err
	}
	report.Status = models.StatusReceived
	return c.evaluate(report)
}

// recheckAll runs the checks on every report.
func recheckAll(tx *gorm.DB) error {
	c, err := newChecker(tx)
	if err != nil {
		return err
	}
	return eachCurrent(tx, func(r models.Report) error {
		if _, err := c.check(r); err != nil {
			return err
		}
		return c.checkSubmissions([]models.Report{r})
	})
}

// eachCurrent reads every report with its current revision, one at a time.
func eachCurrent(tx *gorm.DB, f func(models.Report) error) error {
	var all []models.Report
	if err := tx.Order("year, agency_id").Find(&all).Error; err != nil {
		return fmt.Errorf("list reports: %w", err)
	}
	for _, r := range all {
		full, found, err := reportOf(tx, r.AgencyID, r.Year)
		if err != nil {
			return err
		}
		if !found || full.Revision.ID == 0 {
			continue
		}
		if err := f(full); err != nil {
			return err
		}
	}
	return nil
}

// checker runs the checks within a transaction.
type checker struct {
	tx          *gorm.DB
	settings    models.Settings
	successions []models.Succession
}

func newChecker(tx *gorm.DB) (*checker, error) {
	set, err := settingsOf(tx)
	if err != nil {
		return nil, err
	}
	successions, err := successionsOf(tx)
	if err != nil {
		return nil, err
	}
	return &checker{tx, set, successions}, nil
}

// check evaluates the rules for the current revision of r and stores findings, suspect flags and counts.
func (c *checker) check(r models.Report) ([]models.Finding, error) {
	before := r.Revision.Figures
	now, err := c.evaluate(r)
	if err != nil {
		return nil, err
	}
	rev := &now
	if err := c.tx.Where("revision_id = ?", rev.ID).Delete(&models.Finding{}).Error; err != nil {
		return nil, fmt.Errorf("clear findings: %w", err)
	}
	if err := insert(c.tx, rev.Findings); err != nil {
		return nil, fmt.Errorf("save findings: %w", err)
	}
	for i, f := range rev.Figures {
		if f.Flags == before[i].Flags {
			continue
		}
		one := c.tx.Model(&models.Figure{}).Where("revision_id = ? AND measure = ? AND applicant = ?", rev.ID, f.Measure, f.Applicant)
		if err := one.Update("flags", f.Flags).Error; err != nil {
			return nil, fmt.Errorf("mark figure: %w", err)
		}
	}
	if err := c.tx.Save(&revisionCount{rev.ID, models.CountOf(rev)}).Error; err != nil {
		return nil, fmt.Errorf("save counts: %w", err)
	}
	return rev.Findings, nil
}

// evaluate returns the current revision of r with the findings and suspect flags that the rules give it now. It changes nothing.
func (c *checker) evaluate(r models.Report) (models.Revision, error) {
	previous, err := c.previous(r)
	if err != nil {
		return models.Revision{}, err
	}
	rev := r.Revision
	rev.Findings = models.Check(r, previous, c.settings)
	for i := range rev.Findings {
		rev.Findings[i].RevisionID, rev.Findings[i].No = rev.ID, i+1
	}
	rev.Figures = clone(rev.Figures)
	models.MarkSuspect(&rev)
	return rev, nil
}

// previous returns last year's reports that r continues: the agency's own and those of the agencies merged into it by then. One
// that should be there and is not stands in the list without figures, so that what depends on it cannot be judged. After a split
// nothing can be told from last year's figures, so there are none.
func (c *checker) previous(r models.Report) ([]models.Report, error) {
	ids := []string{r.AgencyID}
	for _, s := range c.successions {
		switch {
		case s.Kind == models.Split && happenedIn(s, r.Year) && (s.PredecessorID == r.AgencyID || s.SuccessorID == r.AgencyID):
			return nil, nil
		case s.Kind == models.Merged && s.SuccessorID == r.AgencyID && happenedBy(s, r.Year) && !slices.Contains(ids, s.PredecessorID):
			ids = append(ids, s.PredecessorID)
		}
	}
	last := c.tx.Where("reports.agency_id IN ? AND reports.year = ?", ids, r.Year-1)
	if r.Status == models.StatusPublished {
		last = last.Where("reports.status = ?", models.StatusPublished) // what is not public must not show through what is
	}
	found, err := reportsOf(c.tx, last)
	if err != nil {
		return nil, err
	}
	var owed []string
	err = c.tx.Model(&models.Obligation{}).Where("agency_id IN ? AND year = ?", ids, r.Year-1).Order("agency_id").Pluck("agency_id", &owed).Error
	if err != nil {
		return nil, fmt.Errorf("look for last year's reports: %w", err)
	}
	if len(ids) == 1 {
		return found, nil
	}
	for _, id := range owed {
		if !slices.ContainsFunc(found, func(r models.Report) bool { return r.AgencyID == id }) {
			unknown := models.Revision{Scope: r.Revision.Scope, Edition: r.Revision.Edition}
			found = append(found, models.Report{AgencyID: id, Year: r.Year - 1, Status: models.StatusMissing, Revision: unknown})
		}
	}
	return found, nil
}

// heirs lists the agencies whose report of year looks back on the agency's of the year before.
func (c *checker) heirs(agencyID string, year int) []string {
	ids := []string{agencyID}
	for _, s := range c.successions {
		if s.PredecessorID == agencyID && s.SuccessorID != "" && happenedBy(s, year) && !slices.Contains(ids, s.SuccessorID) {
			ids = append(ids, s.SuccessorID)
		}
	}
	return ids
}

func happenedIn(s models.Succession, year int) bool { return yearOf(s.On) == year }
func happenedBy(s models.Succession, year int) bool { return yearOf(s.On) <= year }

// yearOf returns the year of an ISO date, 0 for none.
func yearOf(date string) int {
	y, _ := strconv.Atoi(date[:min(4, len(date))])
	return y
}
