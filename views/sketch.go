package views

import (
	"fmt"
	"slices"

	"gongkai/models"
)

// FormSketch shows where in the national form a subject's figures stand: the tables they are of, without numbers, their cells marked.
type FormSketch struct {
	Text   string // “表三第 7 行第 7 列”, or where else the figure stands
	Tables []Table
}

// NewFormSketch draws the form for a measure, whose cell is marked 本项, or an indicator, whose cells are marked 分子 and 分母, or with the sign they
// are summed by. The edition is the newest that has the subject.
func NewFormSketch(s models.Subject, lang models.Lang) FormSketch {
	words := sketchWords(s, lang)
	edition := s.Editions[len(s.Editions)-1]
	drawn := sheet{edition: edition, single: edition == models.Edition2019 || s.Code == "applications."+models.LineOther, lang: lang, words: words}
	k := FormSketch{}
	if m, ok := models.MeasureOf(s.Code); ok {
		k.Text = placeText(models.Key{Measure: s.Code, Applicant: s.Applicant}.Place(edition), lang)
		switch m.Section {
		case 1:
			k.Text = phrase(lang, "这个数写在报告第一部分“总体情况”的文字里，没有固定的格。")
		case 6:
			k.Text = phrase(lang, "这个数写在报告第六部分“其他需要报告的事项”的文字里，没有固定的格。")
		}
	}
	for _, t := range []Table{drawn.tableTwo(), drawn.tableThree(), drawn.tableFour()} {
		marked := false
		for i := range t.Rows {
			t.Rows[i].Focus = slices.ContainsFunc(t.Rows[i].Cells, func(c Cell) bool { return !c.Header && c.Text != "" })
			marked = marked || t.Rows[i].Focus
		}
		if marked {
			t.ID, t.Class = "form-"+t.ID, "official sketch"
			k.Tables = append(k.Tables, t)
		}
	}
	return k
}

// sketchWords are what to write into the cells that a subject is made from.
func sketchWords(s models.Subject, lang models.Lang) map[models.Key]string {
	words := map[models.Key]string{}
	i, ok := models.IndicatorOf(s.Code)
	if !ok {
		words[models.Key{Measure: s.Code, Applicant: s.Applicant}] = phrase(lang, "本项")
		return words
	}
	put := func(terms []models.Term, word string) {
		for _, t := range terms {
			text := word
			switch {
			case word == "" && t.Minus:
				text = "−"
			case word == "":
				text = "＋"
			}
			if t.Before {
				text += phrase(lang, "（上年）")
			}
			for _, k := range t.Keys() {
				if words[k] != "" && words[k] != text {
					text = words[k] + phrase(lang, "、") + text
				}
				words[k] = text
			}
		}
	}
	if !i.Ratio() {
		put(i.Num, "")
		return words
	}
	put(i.Num, phrase(lang, "分子"))
	put(i.Den, phrase(lang, "分母"))
	return words
}

// placeText tells a place of the form in words; "" for none.
func placeText(place string, lang models.Lang) string {
	var table, row, column int
	if _, err := fmt.Sscanf(place, "t%d.r%d.c%d", &table, &row, &column); err != nil || table > 4 {
		return ""
	}
	number := models.Label{Zh: []string{"", "一", "二", "三", "四"}[table], En: []string{"", "one", "two", "three", "four"}[table]}
	return phrase(lang, "在报告的表%s，数字的第 %d 行第 %d 列。", number.In(lang), row, column)
}
