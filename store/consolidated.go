package store

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"gongkai/models"
)

// Consolidations returns the organs that are left out of consolidated reports, and the reports that are settled.
func (s *Store) Consolidations(ctx context.Context) (out []models.Exclusion, locks []models.ConsolidationLock, err error) {
	if err := s.read(ctx).Order("year, agency_id").Find(&out).Error; err != nil {
		return nil, nil, fmt.Errorf("read exclusions: %w", err)
	}
	if err := s.read(ctx).Order("year").Find(&locks).Error; err != nil {
		return nil, nil, fmt.Errorf("read settled reports: %w", err)
	}
	return out, locks, nil
}

// Exclude leaves an organ out of a year's consolidated report, or gives another reason for it. It fails with EINVALID without a reason,
// with ENOTFOUND if there is no such agency, and with ECONFLICT if the report is settled.
func (s *Store) Exclude(ctx context.Context, x models.Exclusion) error {
	x.Reason = strings.Join(strings.Fields(x.Reason), " ")
	if err := models.CheckReason(x.Reason); err != nil {
		return err
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		old, err := openExclusion(tx, x)
		if err != nil || old.Reason == x.Reason {
			return err
		}
		if err := tx.Save(&x).Error; err != nil {
			return fmt.Errorf("leave %s out of %d: %w", x.AgencyID, x.Year, err)
		}
		if err := audit(tx, models.AuditOrganExcluded, organIn(x), models.AuditDetail{Field: "reason", Old: old.Reason, New: x.Reason}); err != nil {
			return err
		}
		return bump(tx)
	})
}

// Include counts an organ again that was left out. It fails like Exclude.
func (s *Store) Include(ctx context.Context, year int, agencyID string) error {
	x := models.Exclusion{Year: year, AgencyID: agencyID}
	return s.write(ctx, func(tx *gorm.DB) error {
		old, err := openExclusion(tx, x)
		if err != nil || old.Reason == "" {
			return err
		}
		if err := tx.Delete(&x).Error; err != nil {
			return fmt.Errorf("count %s again in %d: %w", agencyID, year, err)
		}
		if err := audit(tx, models.AuditOrganIncluded, organIn(x), models.AuditDetail{Field: "reason", Old: old.Reason}); err != nil {
			return err
		}
		return bump(tx)
	})
}

// organIn names an agency and a year as entries of the audit do.
func organIn(x models.Exclusion) string { return fmt.Sprintf("%s %d", x.AgencyID, x.Year) }

// openExclusion is an exclusion as it is kept, without a reason if there is none, of a report that is not settled.
func openExclusion(tx *gorm.DB, x models.Exclusion) (models.Exclusion, error) {
	if _, err := agencyOf(tx, x.AgencyID); err != nil {
		return x, err
	}
	var n int64
	if err := tx.Model(&models.ConsolidationLock{}).Where("year = ?", x.Year).Count(&n).Error; err != nil {
		return x, fmt.Errorf("look whether %d is settled: %w", x.Year, err)
	}
	if n > 0 {
		return x, models.Errorf(models.ECONFLICT, "%d 年的汇总报告已经锁定。要改计入的机关，请先解锁。", x.Year)
	}
	var found []models.Exclusion
	if err := tx.Where("year = ? AND agency_id = ?", x.Year, x.AgencyID).Find(&found).Error; err != nil {
		return x, fmt.Errorf("read exclusion: %w", err)
	}
	if len(found) == 0 {
		return models.Exclusion{Year: x.Year, AgencyID: x.AgencyID}, nil
	}
	return found[0], nil
}

// LockConsolidation settles a year's consolidated report, whose sums were taken from the data of a version. It fails with ECONFLICT if
// the data are of another version by now, or the report is settled already.
func (s *Store) LockConsolidation(ctx context.Context, l models.ConsolidationLock, version int64) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		var v dataVersion
		if err := tx.Take(&v).Error; err != nil {
			return fmt.Errorf("read data version: %w", err)
		}
		if v.Version != version {
			return models.Errorf(models.ECONFLICT, "打开这一页以后，数据变了，所以还没有锁定。请核对后再锁定。")
		}
		if _, err := lockOf(tx, l.Year); models.ErrorCode(err) != models.ENOTFOUND {
			if err != nil {
				return err
			}
			return models.Errorf(models.ECONFLICT, "%d 年的汇总报告已经锁定了。", l.Year)
		}
		if err := tx.Create(&l).Error; err != nil {
			return fmt.Errorf("settle %d: %w", l.Year, err)
		}
		if err := audit(tx, models.AuditConsolidationLocked, fmt.Sprint(l.Year), models.AuditDetail{Field: "figures", New: fmt.Sprint(len(l.Sums))}); err != nil {
			return err
		}
		return bump(tx)
	})
}

// UnlockConsolidation opens a settled report again, for a reason that the audit keeps. It fails with EINVALID without one, and with
// ENOTFOUND if the report is not settled.
func (s *Store) UnlockConsolidation(ctx context.Context, year int, reason string) error {
	if err := models.CheckReason(reason); err != nil {
		return err
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		l, err := lockOf(tx, year)
		if err != nil {
			return err
		}
		if err := tx.Delete(&l).Error; err != nil {
			return fmt.Errorf("open %d again: %w", year, err)
		}
		if err := audit(tx, models.AuditConsolidationUnlocked, fmt.Sprint(year), models.AuditDetail{Field: "reason", New: reason}); err != nil {
			return err
		}
		return bump(tx)
	})
}

// lockOf is how a year's report was settled; ENOTFOUND if it is open.
func lockOf(tx *gorm.DB, year int) (models.ConsolidationLock, error) {
	var found []models.ConsolidationLock
	if err := tx.Where("year = ?", year).Find(&found).Error; err != nil {
		return models.ConsolidationLock{}, fmt.Errorf("read settled report: %w", err)
	}
	if len(found) == 0 {
		return models.ConsolidationLock{}, models.Errorf(models.ENOTFOUND, "%d 年的汇总报告没有锁定。", year)
	}
	return found[0], nil
}
