package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"gongkai/models"
)

// batch is how many rows one INSERT takes: the driver binds parameters in quadratic time, and 25 measured best.
const batch = 25

// SaveAgencies replaces the whole list of agencies and successions. It fails with ECONFLICT, and changes nothing, if an agency
// that has reports is not in the list; with EINVALID if a succession names an agency that is not. Reports are checked again where
// successions changed, because last year's figures may now be those of other agencies.
func (s *Store) SaveAgencies(ctx context.Context, agencies []models.Agency, successions []models.Succession) error {
	ids := make([]string, 0, len(agencies))
	for _, a := range agencies {
		ids = append(ids, a.ID)
	}
	for _, x := range successions {
		for _, id := range []string{x.PredecessorID, x.SuccessorID} {
			if id != "" && !slices.Contains(ids, id) {
				return models.Errorf(models.EINVALID, "机关承继关系中的机关代码“%s”不在机关名单里，请先加入该机关。", id)
			}
		}
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := refuseOrphans(tx, ids); err != nil {
			return err
		}
		before, err := successionsOf(tx)
		if err != nil {
			return err
		}
		if err := replaceAgencies(tx, agencies, ids, successions); err != nil {
			return err
		}
		after, err := successionsOf(tx)
		if err != nil {
			return err
		}
		if !slices.Equal(before, after) {
			if err := recheckAll(tx); err != nil {
				return err
			}
		}
		if err := audit(tx, models.AuditAgenciesChanged, "", models.AuditDetail{Field: "agencies", New: fmt.Sprint(len(agencies))}); err != nil {
			return err
		}
		return bump(tx)
	})
}

// refuseOrphans fails if reports would lose their agency.
func refuseOrphans(tx *gorm.DB, keep []string) error {
	var orphans []string
	q := tx.Table("reports").Joins("JOIN agencies ON agencies.id = reports.agency_id").Distinct("agencies.name").Order("agencies.name")
	if len(keep) > 0 {
		q = q.Where("agencies.id NOT IN ?", keep)
	}
	if err := q.Pluck("agencies.name", &orphans).Error; err != nil {
		return fmt.Errorf("look for agencies with reports: %w", err)
	}
	if len(orphans) > 0 {
		return models.Errorf(models.ECONFLICT, "机关名单缺少已有年报的机关：%s。请保留这些机关；已撤销或并入其他机关的，请填写承继关系。", strings.Join(orphans, "、"))
	}
	return nil
}

func replaceAgencies(tx *gorm.DB, agencies []models.Agency, ids []string, successions []models.Succession) error {
	all := tx.Session(&gorm.Session{AllowGlobalUpdate: true})
	for _, table := range []any{&models.Succession{}, &models.Obligation{}, &models.AgencyName{}, &agencySpelling{}} {
		if err := all.Delete(table).Error; err != nil {
			return fmt.Errorf("clear agencies: %w", err)
		}
	}
	gone := all
	if len(ids) > 0 {
		gone = tx.Where("id NOT IN ?", ids)
	}
	if err := gone.Delete(&models.Agency{}).Error; err != nil {
		return fmt.Errorf("remove agencies: %w", err)
	}
	var names []models.AgencyName
	var owes []models.Obligation
	for _, a := range agencies {
		for _, n := range a.Names {
			n.AgencyID = a.ID
			names = append(names, n)
		}
		for _, o := range a.Owes {
			o.AgencyID = a.ID
			owes = append(owes, o)
		}
	}
	upsert := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Omit(clause.Associations)
	if err := insert(upsert, agencies); err != nil {
		return fmt.Errorf("save agencies: %w", err)
	}
	if err := insert(tx, names); err != nil {
		return fmt.Errorf("save agency names: %w", err)
	}
	if err := insert(tx, owes); err != nil {
		return fmt.Errorf("save obligations: %w", err)
	}
	if err := saveSpellings(tx, agencies); err != nil {
		return err
	}
	if err := insert(tx, successions); err != nil {
		return fmt.Errorf("save successions: %w", err)
	}
	return nil
}

// AddAgency puts an agency at the end of the official order, unless the list has one of its id or name, and lets it owe a report for the
// year. All other agencies stay as they are, so that several imports at once, and a list loaded meanwhile, do not undo each other.
// It returns the agency as the list has it and whether it is new there. It fails with ECONFLICT if the id is another agency's.
func (s *Store) AddAgency(ctx context.Context, agency models.Agency, year int) (added models.Agency, isNew bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var all []models.Agency
		if err := withNames(tx).Order("position, id").Find(&all).Error; err != nil {
			return fmt.Errorf("read agencies: %w", err)
		}
		if added, isNew, err = findOrAppend(tx, all, agency); err != nil || added.OwesIn(year) {
			return err
		}
		owed := models.Obligation{AgencyID: added.ID, Year: year}
		if err := tx.Create(&owed).Error; err != nil {
			return fmt.Errorf("save obligation: %w", err)
		}
		added.Owes = append(added.Owes, owed)
		return bump(tx)
	})
	if err != nil {
		return models.Agency{}, false, err
	}
	return added, isNew, nil
}

// findOrAppend returns the agency of the list that has agency's id or else its name, or inserts agency after all others.
func findOrAppend(tx *gorm.DB, all []models.Agency, agency models.Agency) (found models.Agency, isNew bool, err error) {
	last := 0
	for _, a := range all {
		switch {
		case a.ID == agency.ID && a.Called(agency.Name):
			return a, false, nil
		case a.ID == agency.ID:
			return a, false, models.Errorf(models.ECONFLICT, "机关代码“%s”已经是%s的，不能再给“%s”。请核对；如果是同一个机关，请在机关名单中填写别名。", a.ID, a.Name, agency.Name)
		}
		last = max(last, a.Position)
	}
	if i := slices.IndexFunc(all, func(a models.Agency) bool { return a.Called(agency.Name) }); i >= 0 {
		return all[i], false, nil
	}
	agency.Position, agency.Names, agency.Owes = last+1, nil, nil
	if err := tx.Create(&agency).Error; err != nil {
		return agency, false, fmt.Errorf("save agency: %w", err)
	}
	return agency, true, saveSpellings(tx, []models.Agency{agency})
}

// insert writes rows in batches; none is fine.
func insert[T any](tx *gorm.DB, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(rows, batch).Error
}

// Agencies returns all agencies in the official order, with names and obligations.
func (s *Store) Agencies(ctx context.Context) ([]models.Agency, error) {
	var agencies []models.Agency
	err := withNames(s.read(ctx)).Order("position, id").Find(&agencies).Error
	if err != nil {
		return nil, fmt.Errorf("read agencies: %w", err)
	}
	return agencies, nil
}

// Agency returns one agency; ENOTFOUND if there is none.
func (s *Store) Agency(ctx context.Context, id string) (models.Agency, error) {
	return agencyOf(s.read(ctx), id)
}

func agencyOf(db *gorm.DB, id string) (models.Agency, error) {
	var found []models.Agency
	if err := withNames(db).Where("id = ?", id).Find(&found).Error; err != nil {
		return models.Agency{}, fmt.Errorf("read agency %s: %w", id, err)
	}
	if len(found) == 0 {
		return models.Agency{}, models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", id)
	}
	return found[0], nil
}

func withNames(db *gorm.DB) *gorm.DB {
	by := func(columns string) func(*gorm.DB) *gorm.DB {
		return func(db *gorm.DB) *gorm.DB { return db.Order(columns) }
	}
	return db.Preload("Names", by("agency_id, alias, until, name")).Preload("Owes", by("agency_id, year"))
}

// Successions returns every rename, merger, split and abolition, oldest first.
func (s *Store) Successions(ctx context.Context) ([]models.Succession, error) {
	return successionsOf(s.read(ctx))
}

func successionsOf(db *gorm.DB) ([]models.Succession, error) {
	var list []models.Succession
	if err := db.Order("happened_on, predecessor_id, successor_id, kind").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("read successions: %w", err)
	}
	return list, nil
}
