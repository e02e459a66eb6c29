package export

import (
	"strconv"
	"strings"

	"gongkai/models"
)

// AgencyListTable is the list of agencies as an office keeps it in a spreadsheet program. Loading it gives the same list again.
func AgencyListTable(l models.AgencyList) Table {
	t := Table{Name: "agencies", Columns: []Column{text("agency_id", "机关代码", "Agency id"), count("position", "序号", "Position"), text("kind", "类别", "Kind"), text("name", "名称", "Name"),
		text("name_en", "英文名称", "Name in English"), text("pinyin", "拼音", "Pinyin"), text("aliases", "别名", "Aliases"), text("former_names", "曾用名", "Former names"),
		text("owes", "应报年度", "Years owed"), text("exempt", "免报年度及原因", "Years exempt, with reasons"), text("succession", "承继", "Successions")}}
	for _, a := range l.Agencies {
		var successions []string
		for _, s := range l.Successions {
			if s.PredecessorID == a.ID {
				successions = append(successions, s.Text())
			}
		}
		t.Rows = append(t.Rows, []string{a.ID, strconv.Itoa(a.Position), string(a.Kind), a.Name, a.NameEn, a.Pinyin, a.Aliases(), a.FormerNames(), models.YearsText(a.YearsOwed()),
			a.Exemptions("；"), strings.Join(successions, "；")})
	}
	return t
}
