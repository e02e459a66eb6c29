package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"gorm.io/gorm"

	"gongkai/models"
)

// filling is a report that is being typed in.
type filling struct {
	AgencyID  string `gorm:"primaryKey"`
	Year      int    `gorm:"primaryKey;autoIncrement:false"`
	Version   int
	Content   string // models.Filling as JSON
	ChangedBy string
	ChangedAt time.Time
}

// Filling returns what was typed of an agency's report of a year. If nothing was, it is a form of Version 0: what was handed in or, if
// that is settled, published of the report, to be corrected; without a report an empty one, with the carried over applications of the
// year before in their place if that report is known, whatever its status.
func (s *Store) Filling(ctx context.Context, agencyID string, year int) (models.KeptFilling, error) {
	return fillingOf(s.read(ctx), agencyID, year)
}

// EditFilling makes edits in a form that is being filled in and returns it as it then is, with those edits that contradict what
// somebody else has done meanwhile; the others are made. It fails with ENOTFOUND if there is no such agency, with EINVALID for a
// field that the form does not have.
func (s *Store) EditFilling(ctx context.Context, agencyID string, year int, edits []models.Edit, act models.Act) (models.KeptFilling, []models.Edit, error) {
	var kept models.KeptFilling
	var conflicts []models.Edit
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if kept, err = fillingOf(tx, agencyID, year); err != nil {
			return err
		}
		before := kept.Filling
		if kept.Filling, conflicts, err = kept.Apply(edits); err != nil {
			return err
		}
		if reflect.DeepEqual(before, kept.Filling) { // only what stands there already, or conflicts
			return nil
		}
		kept.Version++
		kept.ChangedBy, kept.ChangedAt = act.By, act.At.UTC()
		content, err := json.Marshal(kept.Filling)
		if err != nil {
			return fmt.Errorf("save filling: %w", err)
		}
		row := filling{agencyID, year, kept.Version, string(content), kept.ChangedBy, kept.ChangedAt}
		if err := tx.Save(&row).Error; err != nil {
			return fmt.Errorf("save filling: %w", err)
		}
		return nil
	})
	return kept, conflicts, err
}

// fillingOf reads a filling, or makes one to begin with.
func fillingOf(db *gorm.DB, agencyID string, year int) (models.KeptFilling, error) {
	agency, err := agencyOf(db, agencyID)
	if err != nil {
		return models.KeptFilling{}, err
	}
	var rows []filling
	if err := db.Where("agency_id = ? AND year = ?", agencyID, year).Find(&rows).Error; err != nil {
		return models.KeptFilling{}, fmt.Errorf("read filling: %w", err)
	}
	if len(rows) > 0 {
		kept := models.KeptFilling{Version: rows[0].Version, ChangedBy: rows[0].ChangedBy, ChangedAt: rows[0].ChangedAt}
		if err := json.Unmarshal([]byte(rows[0].Content), &kept.Filling); err != nil {
			return models.KeptFilling{}, fmt.Errorf("read filling: %w", err)
		}
		return kept, nil
	}
	report, found, err := reportOf(db, agencyID, year)
	if err != nil {
		return models.KeptFilling{}, err
	}
	if found {
		sub, err := submissionOf(db, report.ID)
		if err != nil {
			return models.KeptFilling{}, err
		}
		if sub.Version > 0 {
			if report.Revision, err = revisionOf(db, sub.RevisionID); err != nil {
				return models.KeptFilling{}, err
			}
		}
		if report.Revision.ID > 0 {
			return models.KeptFilling{Filling: models.FillingOf(report, agency.NameIn(year))}, nil
		}
	}
	f := models.Filling{AgencyID: agencyID, Agency: agency.NameIn(year), Year: year, Scope: models.ScopeOrgan, Cells: map[string]string{}, Texts: map[int]string{}}
	if agency.Kind == models.KindGovernment {
		f.Scope = models.ScopeTerritory
	}
	last, found, err := reportOf(db, agencyID, year-1)
	if err != nil || !found {
		return models.KeptFilling{Filling: f}, err
	}
	for _, x := range last.Revision.Figures {
		if x.Measure == "applications.carried_out" && x.Usable() && x.Applicant != models.ApplicantTotal {
			f.Cells[models.Key{Measure: "applications.carried_in", Applicant: x.Applicant}.String()] = x.Text()
		}
	}
	return models.KeptFilling{Filling: f}, nil
}

// DropFilling forgets what was typed, once it was handed in. A change since it was seen keeps it.
func (s *Store) DropFilling(ctx context.Context, agencyID string, year, seen int) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("agency_id = ? AND year = ? AND version = ?", agencyID, year, seen).Delete(&filling{}).Error; err != nil {
			return fmt.Errorf("drop filling: %w", err)
		}
		return nil
	})
}

// GiveUpFilling throws away what was typed and was not handed in, as it was seen; what it was stays in the audit, field by field.
// A change since it was seen is ECONFLICT.
func (s *Store) GiveUpFilling(ctx context.Context, agencyID string, year, seen int) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		kept, err := fillingOf(tx, agencyID, year)
		if err != nil {
			return err
		}
		if kept.Version == 0 || kept.Version != seen {
			return changedMeanwhile()
		}
		if err := tx.Where("agency_id = ? AND year = ?", agencyID, year).Delete(&filling{}).Error; err != nil {
			return fmt.Errorf("give up filling: %w", err)
		}
		return audit(tx, models.AuditFormGivenUp, auditedReport(models.Report{AgencyID: agencyID, Year: year}), typed(kept.Filling)...)
	})
}

// typed lists what stands in a form as the audit names it.
func typed(f models.Filling) []models.AuditDetail {
	var details []models.AuditDetail
	for _, k := range slices.Sorted(maps.Keys(f.Cells)) {
		details = append(details, models.AuditDetail{Field: k, Old: f.Cells[k]})
	}
	for _, part := range f.None {
		details = append(details, models.AuditDetail{Field: "none:" + part, Old: "true"})
	}
	for _, n := range slices.Sorted(maps.Keys(f.Texts)) {
		details = append(details, models.AuditDetail{Field: fmt.Sprintf("text:%d", n), Old: f.Texts[n]})
	}
	return details
}

// FillingsUnderWay lists the forms that are being filled in for agencies, all if there are none given, without their content.
func (s *Store) FillingsUnderWay(ctx context.Context, agencies []string) ([]models.KeptFilling, error) {
	var rows []filling
	q := among(s.read(ctx).Omit("content"), "agency_id", agencies)
	if err := q.Order("year, agency_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list fillings: %w", err)
	}
	kept := make([]models.KeptFilling, 0, len(rows))
	for _, r := range rows {
		kept = append(kept, models.KeptFilling{Filling: models.Filling{AgencyID: r.AgencyID, Year: r.Year}, Version: r.Version, ChangedBy: r.ChangedBy, ChangedAt: r.ChangedAt})
	}
	return slices.Clip(kept), nil
}
