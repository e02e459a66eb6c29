package views

import (
	"time"

	"gongkai/models"
)

// maxRevised is how many changed cells a page lists.
const maxRevised = 60

// RevisionsTable lists the cells that the latest revision of each report changed, with what they said before and now. more is how many
// further cells there are. A report whose revision changed no cell has a row that says so.
func RevisionsTable(list []models.RevisedReport, agencies []models.Agency, lang models.Lang) (t Table, more int) {
	t = Table{Caption: phrase(lang, "修订过的数字"), Class: "wide",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), Heading(phrase(lang, "修订日期")), Heading(phrase(lang, "项目")), Heading(phrase(lang, "修订前")), Heading(phrase(lang, "修订后"))}}}}
	byID := map[string]models.Agency{}
	for _, a := range agencies {
		byID[a.ID] = a
	}
	for _, r := range list {
		path := models.ReportPath(r.AgencyID, r.Year)
		head := []Cell{{Text: byID[r.AgencyID].NameIn(r.Year), Href: path, Header: true}, Text(r.Revision.CreatedAt.Format(time.DateOnly))}
		if len(r.Changes) == 0 {
			t.Rows = append(t.Rows, Row{Cells: append(head, Cell{Text: phrase(lang, "没有改动数字"), Tone: ToneMissing}, Cell{}, Cell{})})
		}
		for _, c := range r.Changes {
			if len(t.Rows) >= maxRevised {
				more++
				continue
			}
			key := Cell{Text: c.Key.Name(lang), Href: path}
			if place := c.Key.Place(r.Revision.Edition); place != "" {
				key.Href += "#" + place
			}
			t.Rows = append(t.Rows, Row{Cells: append(head[:2:2], key, Text(stated(c.Old, lang)), Text(stated(c.New, lang)))})
		}
	}
	return t, more
}
