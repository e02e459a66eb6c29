package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"gongkai/models"
	"gongkai/store/pinyin"
)

// agencySpelling is a name of an agency in Latin letters.
type agencySpelling struct {
	AgencyID string `gorm:"primaryKey"`
	Spelling string `gorm:"primaryKey"`
}

// searchText is the folded prose of a section.
type searchText struct {
	RevisionID uint `gorm:"primaryKey;autoIncrement:false"`
	Section    int  `gorm:"primaryKey;autoIncrement:false"`
	Body       string
}

// TextSearch is a search in the prose of sections one, five and six. Every word must be found, at least one of them in the text.
type TextSearch struct {
	Words  []models.TextWord
	Limit  int // how many texts to return
	Offset int // how many to leave out before
}

// SearchTexts returns the texts of published reports that a search finds, the newest first and then in the official order, and how
// many there are in all. Without words there are none. It reads every text once, which takes some 20 ms for 600 reports and a third of
// a second for 6,000: ctx should have a deadline.
func (s *Store) SearchTexts(ctx context.Context, f TextSearch) (found []models.ReportText, total int, err error) {
	if len(f.Words) == 0 {
		return nil, 0, nil
	}
	q := s.read(ctx).Table("search_texts s").Joins("JOIN reports r ON r.current_id = s.revision_id AND r.status = ?", models.StatusPublished).
		Joins("JOIN agencies a ON a.id = r.agency_id").Select("r.agency_id, r.year, s.revision_id, s.section")
	var contains []string
	var words []any
	inText := false // some word must be there anyway
	for _, w := range f.Words {
		either, args := []string{containsSQL}, []any{w.Text}
		contains, words = append(contains, containsSQL), append(words, w.Text)
		inText = inText || len(w.Agencies) == 0 && w.Year == 0
		if len(w.Agencies) > 0 {
			either, args = append(either, "r.agency_id IN ?"), append(args, w.Agencies)
		}
		if w.Year != 0 {
			either, args = append(either, "r.year = ?"), append(args, w.Year)
		}
		q = q.Where("("+strings.Join(either, " OR ")+")", args...)
	}
	if !inText {
		q = q.Where("("+strings.Join(contains, " OR ")+")", words...)
	}
	var all []models.ReportText
	if err := q.Order("r.year DESC, a.position, a.id, s.section").Scan(&all).Error; err != nil {
		return nil, 0, searchError(ctx, err)
	}
	page := all[min(f.Offset, len(all)):min(f.Offset+f.Limit, len(all))]
	for i, t := range page {
		if err := s.read(ctx).Where("revision_id = ? AND section = ?", t.RevisionID, t.Section).Take(&page[i].Text).Error; err != nil {
			return nil, 0, searchError(ctx, err)
		}
	}
	return page, len(all), nil
}

// searchError is the end of the context, if that is what broke a search off, rather than what the database makes of it.
func searchError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("search texts: %w", err)
}

// Spellings returns the names of every agency in Latin letters, in full and by initials.
func (s *Store) Spellings(ctx context.Context) (map[string][]string, error) {
	var rows []agencySpelling
	if err := s.read(ctx).Order("agency_id, spelling").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read spellings: %w", err)
	}
	m := map[string][]string{}
	for _, r := range rows {
		m[r.AgencyID] = append(m[r.AgencyID], r.Spelling)
	}
	return m, nil
}

// saveSpellings keeps how the agencies' names are spelled. What the office wrote goes along with what the characters give.
func saveSpellings(tx *gorm.DB, agencies []models.Agency) error {
	var rows []agencySpelling
	for _, a := range agencies {
		var list []string
		if own := strings.ToLower(strings.TrimSpace(a.Pinyin)); own != "" {
			syllables := strings.FieldsFunc(own, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' })
			list = append(list, strings.Join(syllables, ""))
			if len(syllables) > 1 {
				list = append(list, pinyin.Initials(syllables))
			}
		}
		for _, n := range append([]models.AgencyName{{Name: a.Name}}, a.Names...) {
			syllables := pinyin.Spell(n.Name)
			list = append(list, strings.Join(syllables, ""), pinyin.Initials(syllables))
		}
		slices.Sort(list)
		for _, spelling := range slices.Compact(list) {
			if spelling != "" {
				rows = append(rows, agencySpelling{a.ID, spelling})
			}
		}
	}
	if err := insert(tx, rows); err != nil {
		return fmt.Errorf("save spellings: %w", err)
	}
	return nil
}

// saveSearchTexts makes a revision's prose the one that searches find of its report.
func saveSearchTexts(tx *gorm.DB, rev models.Revision) error {
	before := tx.Where("revision_id IN (?)", tx.Session(&gorm.Session{NewDB: true}).Model(&models.Revision{}).Select("id").Where("report_id = ?", rev.ReportID))
	if err := before.Delete(&searchText{}).Error; err != nil {
		return fmt.Errorf("clear search texts: %w", err)
	}
	if err := insert(tx, searchTextsOf(rev)); err != nil {
		return fmt.Errorf("save search texts: %w", err)
	}
	return nil
}

// searchTextsOf returns what searches read of a revision.
func searchTextsOf(rev models.Revision) (rows []searchText) {
	for _, t := range rev.Texts {
		if slices.Contains(models.SearchedSections, t.Section) {
			rows = append(rows, searchText{rev.ID, t.Section, models.Fold(t.Body)})
		}
	}
	return rows
}
