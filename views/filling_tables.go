package views

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/models"
)

// fillingTables are tables two to four in the layout of the national form, to type into.
func fillingTables(in Filling, notes []FillingNote, lang models.Lang) []FillingTable {
	edition := in.Kept.Edition()
	at := in.Revision.FigureMap()
	typed := map[models.Key]bool{}
	for _, k := range in.Kept.Typed() {
		typed[k] = true
	}
	contested := map[string]bool{}
	for _, e := range in.Conflicts {
		contested[FieldName(e.Field, edition)] = true
	}
	says := map[string][]string{}
	for _, n := range notes {
		if n.Section > 0 {
			for _, place := range n.Places {
				says[place] = append(says[place], n.ID)
			}
		}
	}
	wrong := map[string]bool{}
	for _, m := range in.Mistakes {
		wrong[models.ParseKey(m.Key).Place(edition)] = true
	}
	s := sheet{edition: edition, single: edition == models.Edition2019, lang: lang, draw: func(k models.Key) Cell {
		m, _ := models.MeasureOf(k.Measure)
		place := k.Place(edition)
		x := Entry{Name: place, Label: k.Name(lang), Sum: !typed[k], Decimal: m.Decimals() > 0, Wrong: wrong[place]}
		if x.Sum {
			if f := at[k]; f.State == models.StateReported {
				x.Value = f.Text()
			}
		} else {
			x.Value = in.Shown.Cells[k.String()]
		}
		described := says[place]
		if last, ok := in.Last[k]; ok && last.Usable() {
			x.Last, x.LastTitle = models.FormatNumber(last.Number, m.Decimals(), lang), phrase(lang, "上年")
			described = append(slices.Clone(described), place+"-last")
		}
		x.Says = strings.Join(described, " ")
		c := Cell{Entry: &x, ID: "cell-" + place}
		if x.Sum {
			c.Tone = "sum"
		}
		if len(says[place]) > 0 || contested[place] {
			c.Tone = ToneSuspect
		}
		return c
	}}
	var tables []FillingTable
	begun := ""
	for i, t := range []Table{s.tableTwo(), s.tableThree(), s.tableFour()} {
		no := i + 2
		if no == 3 {
			t.Columns = []string{"part", "group", "line"}
			for _, r := range t.Rows {
				if h := &r.Cells[0]; h.Rowspan > 1 && len(r.Cells) > len(models.Applicants)+1 && begun == "" {
					h.Tone, begun = "part", h.Text
				}
			}
		}
		t.ID, t.Class = "form-"+t.ID, "official entry"
		x := FillingTable{Table: t, No: no}
		for _, part := range models.FormParts(edition) {
			if strings.HasPrefix(part.Code, models.Sections[no-1].Code) {
				x.None = append(x.None, Choice{part.Code, part.Label.In(lang), slices.Contains(in.Shown.None, part.Code)})
			}
		}
		for _, n := range notes {
			if n.Section == no {
				x.Notes = append(x.Notes, n)
			}
		}
		tables = append(tables, x)
	}
	return tables
}

// ofWholeForm are the rules whose findings are about so many cells that no cell is marked for them.
var ofWholeForm = []string{"form.blank", "same.as.last.year"}

// FillingNotes are the cells that cannot be read and what fails of the checks, errors first.
func FillingNotes(rev models.Revision, mistakes []models.Note, lang models.Lang) []FillingNote {
	var notes []FillingNote
	for i, m := range mistakes {
		k := models.ParseKey(m.Key)
		measure, _ := models.MeasureOf(k.Measure)
		place := k.Place(rev.Edition)
		notes = append(notes, FillingNote{ID: fmt.Sprintf("note-m%d", i+1), Tone: "error", Label: phrase(lang, "读不懂"), Sentence: MistakeText(m, lang), Section: measure.Section,
			Cells: []Link{{Text: k.Name(lang), Href: "#" + place}}, Places: []string{place}})
	}
	var warnings []FillingNote
	for _, f := range rev.Findings {
		if f.Result != models.Fail {
			continue
		}
		it := NewFindingItem(f, rev.Edition, "", lang)
		n := FillingNote{ID: fmt.Sprintf("note-%d", f.No), Tone: it.Tone, Label: it.Label, Sentence: it.Sentence, Cells: it.Links}
		for _, k := range f.Figures {
			n.Places = append(n.Places, k.Place(rev.Edition))
		}
		if len(f.Figures) > 0 && !slices.Contains(ofWholeForm, f.Rule) {
			if m, ok := models.MeasureOf(f.Figures[0].Measure); ok && m.InTable() {
				n.Section = m.Section
			}
		}
		if f.Severity == models.SeverityError {
			notes = append(notes, n)
		} else {
			warnings = append(warnings, n)
		}
	}
	return append(notes, warnings...)
}

// MistakeText says what is wrong with what was typed into a cell.
func MistakeText(m models.Note, lang models.Lang) string {
	if lang == models.Zh {
		return m.Message
	}
	k := models.ParseKey(m.Key)
	measure, _ := models.MeasureOf(k.Measure)
	switch {
	case measure.Decimals() > 0:
		return phrase(lang, "%s：应填以万元为单位的数，最多六位小数；没有数据请留空。", k.Name(lang))
	case strings.HasSuffix(k.Measure, ".items_change"):
		return phrase(lang, "%s：应填整数，减少的写负数；没有数据请留空。", k.Name(lang))
	}
	return phrase(lang, "%s：应填 0 或正整数；没有数据请留空。", k.Name(lang))
}
