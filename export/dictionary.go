package export

import (
	"slices"
	"strings"

	"gongkai/models"
)

// Columns explains every column of the data files, each once, in order of the files it stands in. Those of the wide file that are a
// measure are left out: their names are the measure's code with underscores.
func Columns() []models.Entry {
	var list []models.Entry
	files := map[string][]models.Label{}
	for _, f := range Files {
		for _, c := range f.Columns {
			if f.Name == wideFile.Name && wideMeasure(c.Code) {
				continue
			}
			if files[c.Code] == nil {
				list = append(list, models.Entry{Kind: models.EntryColumn, Code: c.Code, Label: c.Label})
			}
			files[c.Code] = append(files[c.Code], f.Label)
		}
	}
	for i, e := range list {
		var zh, en []string
		for _, l := range files[e.Code] {
			zh, en = append(zh, l.Zh), append(en, l.En)
		}
		m := columnMeanings[e.Code]
		list[i].Meaning = models.Label{Zh: m.Zh + "在这些文件中：" + strings.Join(zh, "、") + "。", En: m.En + " In these files: " + strings.Join(en, ", ") + "."}
	}
	return list
}

// wideMeasure reports whether a column of the wide file is a measure.
func wideMeasure(code string) bool {
	return slices.ContainsFunc([]string{"applications_", "disclosure_", "remedies_", "releases_", "fee_"}, func(p string) bool { return strings.HasPrefix(code, p) })
}

// DictionaryTable is entries of the dictionary as data.
func DictionaryTable(entries []models.Entry, lang models.Lang) Table {
	t := Table{Name: "dictionary", Columns: []Column{
		text("id", "编号", "Id"), text("kind", "种类", "Kind"), text("code", "代码", "Code"), text("name", "名称", "Name"), text("meaning", "含义", "Meaning"),
		text("unit", "单位", "Unit"), text("formula", "公式", "Formula"), text("caveat", "使用时注意", "Caveat"), text("law", "依据", "Law"), text("sdmx_obs_status", "SDMX 观测状态", "SDMX observation status"),
	}}
	for _, e := range entries {
		t.Rows = append(t.Rows, []string{e.Anchor(), string(e.Kind), e.Code, e.Label.In(lang), e.Meaning.In(lang), e.Unit.In(lang), e.Formula.In(lang), e.Caveat.In(lang), e.Law.In(lang), e.Status})
	}
	return t
}
