package store

import (
	"fmt"

	"gorm.io/gorm"

	"gongkai/models"
)

// confirmation says why the figures of a public revision are right although a rule fails.
type confirmation struct {
	RevisionID uint   `gorm:"primaryKey;autoIncrement:false"`
	Finding    string `gorm:"primaryKey"` // Finding.Identity
	Reason     string
}

// publishDecisions makes public why the failed findings of a revision were confirmed.
func publishDecisions(tx *gorm.DB, rev models.Revision) error {
	decisions, err := decisionsOf(tx, rev.ReportID)
	if err != nil {
		return err
	}
	failed := map[string]bool{}
	for _, f := range rev.Findings {
		if f.Result == models.Fail {
			failed[f.Identity()] = true
		}
	}
	var rows []confirmation
	for _, d := range decisions {
		if failed[d.Finding] {
			rows = append(rows, confirmation{rev.ID, d.Finding, d.Reason})
		}
	}
	if err := insert(tx, rows); err != nil {
		return fmt.Errorf("publish reasons: %w", err)
	}
	return nil
}

// attachConfirmed puts into failed findings why they were confirmed, as published.
func attachConfirmed(db *gorm.DB, findings []*models.Finding) error {
	var ids []uint
	seen := map[uint]bool{}
	for _, f := range findings {
		if !seen[f.RevisionID] && f.Result == models.Fail {
			seen[f.RevisionID] = true
			ids = append(ids, f.RevisionID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	// Few findings are ever confirmed: all are read where naming their revisions would be the longer list.
	q := db.Where("revision_id IN ?", ids)
	if len(ids) > agenciesAtOnce {
		q = db
	}
	var rows []confirmation
	if err := q.Find(&rows).Error; err != nil {
		return fmt.Errorf("read confirmed findings: %w", err)
	}
	if len(rows) == 0 {
		return nil
	}
	reasons := map[confirmation]string{}
	for _, r := range rows {
		reasons[confirmation{RevisionID: r.RevisionID, Finding: r.Finding}] = r.Reason
	}
	for _, f := range findings {
		if f.Result == models.Fail && seen[f.RevisionID] {
			f.Confirmed = reasons[confirmation{RevisionID: f.RevisionID, Finding: f.Identity()}]
		}
	}
	return nil
}
