package views

import (
	"testing"

	"gongkai/models"
)

// marks counts what the cells of a sketch say, and the rows set apart.
func marks(k FormSketch) (words map[string]int, rows int) {
	words = map[string]int{}
	for _, t := range k.Tables {
		for _, r := range t.Rows {
			if r.Focus {
				rows++
			}
			for _, c := range r.Cells {
				if !c.Header && c.Text != "" {
					words[c.Text]++
				}
			}
		}
	}
	return words, rows
}

// Every measure of a table has one cell marked, in one row, and every indicator at least one; nothing in a sketch leads anywhere.
func TestNewFormSketch_EverySubject(t *testing.T) {
	check := func(code string, s models.Subject, exactly bool) {
		k := NewFormSketch(s, models.Zh)
		words, rows := marks(k)
		total := 0
		for _, n := range words {
			total += n
		}
		if rows == 0 || exactly && (total != 1 || rows != 1 || len(k.Tables) != 1 || words["本项"] != 1 || k.Text == "") {
			t.Errorf("%s: %d cells in %d rows of %d tables, “%s”: %v", code, total, rows, len(k.Tables), k.Text, words)
		}
		for _, table := range k.Tables {
			for _, r := range table.Rows {
				for _, c := range r.Cells {
					if c.Href != "" || c.ID != "" {
						t.Errorf("%s: a cell leads to %q", code, c.Href)
					}
				}
			}
		}
	}
	for _, m := range models.Measures {
		s, err := models.SubjectOf(m.Code, "")
		if err != nil {
			t.Fatal(err)
		}
		if m.InTable() && m.Code != "applications.other" {
			check(m.Code, s, true)
		}
	}
	for _, i := range models.Indicators {
		s, err := models.SubjectOf(i.Code, "")
		if err != nil {
			t.Fatal(err)
		}
		check(i.Code, s, false)
	}
}

func TestNewFormSketch(t *testing.T) {
	subject := func(code, by string) models.Subject {
		s, err := models.SubjectOf(code, by)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	words, rows := marks(NewFormSketch(subject("disclosure_rate", ""), models.Zh))
	if words["分子"] != 2 || words["分母"] != 1 || rows != 3 {
		t.Errorf("disclosure rate: %v in %d rows", words, rows)
	}
	words, _ = marks(NewFormSketch(subject("norm_residual", ""), models.Zh))
	if words["＋、−（上年）"] != 1 || words["−"] != 1 || words["＋"] != 1 {
		t.Errorf("gap in the stock: %v", words)
	}
	k := NewFormSketch(subject("applications.received", "enterprise"), models.Zh)
	if k.Text != "在报告的表三，数字的第 1 行第 2 列。" {
		t.Error(k.Text)
	}
	if k := NewFormSketch(subject("releases.total", ""), models.Zh); len(k.Tables) != 0 || k.Text == "" {
		t.Errorf("releases: %d tables, “%s”", len(k.Tables), k.Text)
	}
}
