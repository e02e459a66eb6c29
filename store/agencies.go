package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"gongkai/models"
)

// batch is how many rows one INSERT takes: the driver binds parameters in quadratic time, and 25 measured best.
const batch = 25

// SaveAgencies replaces the whole list of agencies and successions. It fails with ECONFLICT, and changes nothing, if an agency
// that has reports is not in the list; with EINVALID if a succession names an agency that is not.
func (s *Store) SaveAgencies(ctx context.Context, agencies []models.Agency, successions []models.Succession) error {
	_, err := s.ChangeAgencies(ctx, models.ActLoaded, "", func(models.AgencyList) (models.AgencyList, error) {
		return models.AgencyList{Agencies: agencies, Successions: successions}, nil
	})
	return err
}

// AddAgency puts an agency at the end of the official order, unless the list has one of its id or name, and lets it owe a report for the
// year. All other agencies stay as they are, so that several imports at once, and a list loaded meanwhile, do not undo each other.
// It returns the agency as the list has it and whether it is new there. It fails with ECONFLICT if the id is another agency's.
func (s *Store) AddAgency(ctx context.Context, agency models.Agency, year int) (added models.Agency, isNew bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		before, err := agencyListOf(tx)
		if err != nil {
			return err
		}
		if added, isNew, err = findOrAppend(before.Agencies, agency); err != nil || added.OwesIn(year) {
			return err
		}
		added.Owes = append(slices.Clone(added.Owes), models.Obligation{AgencyID: added.ID, Year: year})
		added.Exempt = slices.DeleteFunc(slices.Clone(added.Exempt), func(e models.Exemption) bool { return e.Year == year })
		kind := models.ActChanged
		if isNew {
			kind = models.ActAdded
		}
		after := before.With(added)
		added, _ = after.Find(added.ID)
		_, err = changeList(tx, models.AgencyAct{Kind: kind}, before, after)
		return err
	})
	if err != nil {
		return models.Agency{}, false, err
	}
	return added, isNew, nil
}

// findOrAppend returns the agency of the list that has agency's id or else its name, or agency, to be put after all others.
func findOrAppend(all []models.Agency, agency models.Agency) (found models.Agency, isNew bool, err error) {
	for _, a := range all {
		switch {
		case a.ID == agency.ID && a.Called(agency.Name):
			return a, false, nil
		case a.ID == agency.ID:
			return a, false, models.Errorf(models.ECONFLICT, "机关代码“%s”已经是%s的，不能再给“%s”。请核对；如果是同一个机关，请在机关名单中填写别名。", a.ID, a.Name, agency.Name)
		}
	}
	if i := slices.IndexFunc(all, func(a models.Agency) bool { return a.Called(agency.Name) }); i >= 0 {
		return all[i], false, nil
	}
	agency.Position, agency.Names, agency.Owes, agency.Exempt = 0, nil, nil, nil
	return agency, true, nil
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
	return db.Preload("Names", by("agency_id, alias, until, name")).Preload("Owes", by("agency_id, year")).Preload("Exempt", by("agency_id, year"))
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
