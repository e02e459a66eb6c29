package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"gongkai/models"
)

// AgencyList returns the whole list of agencies with the successions.
func (s *Store) AgencyList(ctx context.Context) (list models.AgencyList, err error) {
	err = s.read(ctx).Transaction(func(tx *gorm.DB) error {
		list, err = agencyListOf(tx)
		return err
	})
	return list, err
}

func agencyListOf(tx *gorm.DB) (models.AgencyList, error) {
	var list models.AgencyList
	if err := withNames(tx).Order("position, id").Find(&list.Agencies).Error; err != nil {
		return list, fmt.Errorf("read agencies: %w", err)
	}
	var err error
	list.Successions, err = successionsOf(tx)
	return list, err
}

// ChangeAgencies makes a new list of agencies of the one that there is, and returns what it did; the zero act if nothing differs. Of all
// that is done at the same time each is made to what the one before left. It fails like edit; with ECONFLICT, and changes nothing, if an
// agency would go that something refers to; with EINVALID if the new list does not go together. Reports are checked again where last
// year's figures may now be those of other agencies.
func (s *Store) ChangeAgencies(ctx context.Context, kind models.ActKind, note string, edit func(models.AgencyList) (models.AgencyList, error)) (done models.AgencyAct, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		before, err := agencyListOf(tx)
		if err != nil {
			return err
		}
		after, err := edit(before)
		if err != nil {
			return err
		}
		done, err = changeList(tx, models.AgencyAct{Kind: kind, Note: note}, before, after)
		return err
	})
	return done, err
}

// SaveAgency changes an agency as whoever has seen it in the state of a version wants it. It fails with ECONFLICT if it is in another one
// by now, with ENOTFOUND if there is none, and like ChangeAgencies.
func (s *Store) SaveAgency(ctx context.Context, seen string, a models.Agency) (models.AgencyAct, error) {
	return s.ChangeAgencies(ctx, models.ActChanged, "", func(l models.AgencyList) (models.AgencyList, error) {
		now, ok := l.Find(a.ID)
		if !ok {
			return l, models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", a.ID)
		}
		if now.Version() != seen {
			return l, models.Errorf(models.ECONFLICT, "打开这一页以后，别人修改过这个机关，所以还没有保存。")
		}
		if a.Position == 0 {
			a.Position = now.Position
		}
		return l.With(a), nil
	})
}

// UndoAgencyAct takes an act on the list of agencies back. It fails with ENOTFOUND if there is no such act, and with ECONFLICT if it was
// taken back already, if what it changed was changed again since, or if something refers to an agency that would go.
func (s *Store) UndoAgencyAct(ctx context.Context, id uint) (done models.AgencyAct, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		was, err := agencyAct(tx, id)
		if err != nil {
			return err
		}
		if was.UndoneBy > 0 {
			return models.Errorf(models.ECONFLICT, "这次操作已经撤销过了。")
		}
		before, err := agencyListOf(tx)
		if err != nil {
			return err
		}
		after, err := was.Change.Inverse().Apply(before)
		if err != nil {
			return err
		}
		if done, err = changeList(tx, models.AgencyAct{Kind: models.ActUndone, Note: string(was.Kind), Undoes: id}, before, after); err != nil {
			return err
		}
		if err := tx.Model(&models.AgencyAct{}).Where("id = ?", id).Update("undone_by", done.ID).Error; err != nil {
			return fmt.Errorf("mark act as taken back: %w", err)
		}
		return nil
	})
	return done, err
}

// AgencyAct returns an act on the list of agencies. It fails with ENOTFOUND if there is none.
func (s *Store) AgencyAct(ctx context.Context, id uint) (models.AgencyAct, error) {
	return agencyAct(s.read(ctx), id)
}

func agencyAct(tx *gorm.DB, id uint) (models.AgencyAct, error) {
	var found []models.AgencyAct
	if err := tx.Where("id = ?", id).Find(&found).Error; err != nil {
		return models.AgencyAct{}, fmt.Errorf("read act on agencies: %w", err)
	}
	if len(found) == 0 {
		return models.AgencyAct{}, models.Errorf(models.ENOTFOUND, "没有这次操作。")
	}
	return found[0], nil
}

// AgencyActs returns what was done to the list of agencies, the newest first: at most limit acts, of one agency if one is given.
func (s *Store) AgencyActs(ctx context.Context, agencyID string, limit int) ([]models.AgencyAct, error) {
	q := s.read(ctx).Order("id DESC").Limit(limit)
	if agencyID != "" {
		q = q.Where("touched LIKE ?", "% "+agencyID+" %") // ids have no signs of a pattern
	}
	var acts []models.AgencyAct
	if err := q.Find(&acts).Error; err != nil {
		return nil, fmt.Errorf("read acts on agencies: %w", err)
	}
	return acts, nil
}

// changeList makes a list of agencies the one that there is, keeps what it did, and enters it in the audit: for each agency, or, where there
// was none before, how many there are.
func changeList(tx *gorm.DB, a models.AgencyAct, before, after models.AgencyList) (models.AgencyAct, error) {
	a.Change = models.ChangeOf(before, after)
	if a.Change.Empty() {
		return models.AgencyAct{}, nil
	}
	if err := after.Check(a.Change); err != nil {
		return a, err
	}
	if err := refuseOrphans(tx, a.Change.Removed()); err != nil {
		return a, err
	}
	if err := apply(tx, a.Change); err != nil {
		return a, err
	}
	if looksBack(before, after, a.Change) {
		if err := recheckAll(tx); err != nil {
			return a, err
		}
	}
	a.At, a.Actor, a.Touched = tx.NowFunc(), models.ActorOf(tx.Statement.Context).Name, " "+strings.Join(a.Change.IDs(), " ")+" "
	if err := tx.Create(&a).Error; err != nil {
		return a, fmt.Errorf("keep act on agencies: %w", err)
	}
	if err := auditAct(tx, a, len(before.Agencies) == 0); err != nil {
		return a, err
	}
	return a, bump(tx)
}

// auditAct enters an act in the audit. Agencies that only made room for another one are left out: the act itself has them.
func auditAct(tx *gorm.DB, a models.AgencyAct, first bool) error {
	if first {
		return audit(tx, models.AuditAgenciesChanged, "", models.AuditDetail{Field: "agencies", New: strconv.Itoa(len(a.Change.Agencies))})
	}
	for _, id := range a.Change.Told() {
		details := a.Change.Details(id)
		if a.Note != "" && a.Kind != models.ActUndone {
			details = append(details, models.AuditDetail{Field: "remark", New: a.Note})
		}
		if err := audit(tx, models.AuditAgenciesChanged, id, details...); err != nil {
			return err
		}
	}
	return nil
}

// looksBack reports whether last year's figures of a report may now be those of other agencies: where a succession changed, or what an
// agency of one owes.
func looksBack(before, after models.AgencyList, c models.ListChange) bool {
	if len(c.Gone)+len(c.Come) > 0 {
		return true
	}
	return slices.ContainsFunc(c.Agencies, func(e models.AgencyEdit) bool {
		return slices.ContainsFunc(after.Successions, func(s models.Succession) bool {
			return (s.PredecessorID == e.ID() || s.SuccessorID == e.ID()) && (e.Before == nil || e.After == nil || !slices.Equal(e.Before.YearsOwed(), e.After.YearsOwed()))
		})
	})
}

// refuseOrphans fails if reports, what is being typed in, users or a consolidated report would lose their agency.
func refuseOrphans(tx *gorm.DB, gone []models.Agency) error {
	for _, x := range []struct {
		table  string
		refuse func(names string) error
	}{
		{"reports", func(names string) error {
			return models.Errorf(models.ECONFLICT, "机关名单缺少已有年报的机关：%s。请保留这些机关；已撤销或并入其他机关的，请填写承继关系。", names)
		}},
		{"fillings", func(names string) error {
			return models.Errorf(models.ECONFLICT, "%s有正在填写的年报，不能从名单中删除。请先提交或放弃填写。", names)
		}},
		{"user_agencies", func(names string) error {
			return models.Errorf(models.ECONFLICT, "有用户为%s填报，不能从名单中删除。请先在“用户”页改这些用户的机关。", names)
		}},
	} {
		var names []string
		for part := range slices.Chunk(gone, 500) {
			ids := make([]string, len(part))
			for i, a := range part {
				ids[i] = a.ID
			}
			var used []string
			if err := tx.Table(x.table).Where("agency_id IN ?", ids).Distinct("agency_id").Pluck("agency_id", &used).Error; err != nil {
				return fmt.Errorf("look for what refers to agencies in %s: %w", x.table, err)
			}
			for _, a := range part {
				if slices.Contains(used, a.ID) {
					names = append(names, a.Name)
				}
			}
		}
		if len(names) > 0 {
			return x.refuse(strings.Join(names, "、"))
		}
	}
	return nil
}

// apply makes a change to the tables.
func apply(tx *gorm.DB, c models.ListChange) error {
	for _, s := range c.Gone {
		gone := tx.Where("predecessor_id = ? AND successor_id = ? AND kind = ? AND happened_on = ?", s.PredecessorID, s.SuccessorID, s.Kind, s.On)
		if err := gone.Delete(&models.Succession{}).Error; err != nil {
			return fmt.Errorf("remove succession: %w", err)
		}
	}
	var agencies []models.Agency
	var names []models.AgencyName
	var owes []models.Obligation
	var exempt []models.Exemption
	for _, e := range c.Agencies {
		for _, table := range []any{&models.Exemption{}, &models.Obligation{}, &models.AgencyName{}, &agencySpelling{}} {
			if err := tx.Where("agency_id = ?", e.ID()).Delete(table).Error; err != nil {
				return fmt.Errorf("clear agency: %w", err)
			}
		}
		if e.After == nil {
			if err := tx.Where("id = ?", e.ID()).Delete(&models.Agency{}).Error; err != nil {
				return fmt.Errorf("remove agency: %w", err)
			}
			continue
		}
		a := e.After.Sorted()
		agencies, names, owes, exempt = append(agencies, a), append(names, a.Names...), append(owes, a.Owes...), append(exempt, a.Exempt...)
	}
	if err := insert(tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Omit(clause.Associations), agencies); err != nil {
		return fmt.Errorf("save agencies: %w", err)
	}
	if err := insert(tx, names); err != nil {
		return fmt.Errorf("save agency names: %w", err)
	}
	if err := insert(tx, owes); err != nil {
		return fmt.Errorf("save obligations: %w", err)
	}
	if err := insert(tx, exempt); err != nil {
		return fmt.Errorf("save exemptions: %w", err)
	}
	if err := saveSpellings(tx, agencies); err != nil {
		return err
	}
	if err := insert(tx, c.Come); err != nil {
		return fmt.Errorf("save successions: %w", err)
	}
	return nil
}
