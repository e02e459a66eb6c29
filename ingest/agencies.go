package ingest

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/models"
)

// idRule ends a sentence on a wrong agency id.
const idRule = "应以小写字母开头，只含小写字母、数字和“-”，不超过 40 个字符，例如 a-mzj。"

// agencyColumns answer to their headers in the data file of agencies too.
var agencyColumns = []column{
	{"agency_id", "机关代码", []string{"代码", "id", "agency id"}, true},
	{"position", "序号", []string{"机构序列", "顺序", "official order"}, false},
	{"kind", "类别", []string{"机关类别", "类型", "agency_kind", "kind of agency"}, false},
	{"name", "名称", []string{"机关名称", "agency_name", "agency"}, true},
	{"name_en", "英文名称", []string{"agency_name_en", "english name", "name in english"}, false},
	{"pinyin", "拼音", nil, false},
	{"aliases", "别名", nil, false},
	{"former_names", "曾用名", []string{"former names"}, false},
	{"owes", "应报年度", []string{"years_owed", "years owed"}, false},
	{"exempt", "免报年度及原因", []string{"免报年度", "免报", "years_exempt", "years exempt", "years exempt, with reasons"}, false},
	{"succession", "承继", []string{"承继关系", "successions"}, false},
}

// ReadAgencies reads the list of agencies as an office keeps it in a spreadsheet program: CSV in UTF-8, UTF-16 or GBK, separated
// by commas, semicolons or tabs, with Chinese or English headers in any order; empty rows and further columns are ignored. It also
// reads the data file of agencies as this program exports it, in full.
//
//	机关代码    agency_id     a-mzj; required
//	序号        position      in the official order; the row's place if empty
//	类别        kind          one of models.Kinds; guessed from the name if empty
//	名称        name          the current name; required
//	英文名称    name_en       Civil Affairs Bureau, for the English pages
//	拼音        pinyin        sort key
//	别名        aliases       民政局；洪泽区民政局
//	曾用名      former_names  区社会局@2015-01-01~2019-03-01；… with either date left out where it is not known
//	应报年度    owes          2020-2025,2027, or 2020;2021
//	免报年度及原因 exempt     2019-2020 尚未成立；2023 并入区文旅局: years it owes no report for, and why; public
//	承继        succession    更名@2019-03-01；并入 a-wlj@2023-03-01；拆分 a-x、a-y@2021-01-01；撤销@2024-06-30;
//	                          or merged:a-wlj@2023-03-01;abolished@2024-06-30
//
// A column that the file does not have says nothing: see AgencyFile.Over. It fails with EINVALID and a sentence that names line and column.
func ReadAgencies(data []byte) (AgencyFile, error) {
	sheet, err := readSheet("机关名单", data, agencyColumns)
	if err != nil {
		return AgencyFile{}, err
	}
	var f AgencyFile
	for _, c := range agencyColumns {
		if !slices.Contains(sheet.columns, c.name) {
			f.lacks = append(f.lacks, c.name)
		}
	}
	lines := map[string]int{} // by id and by name
	for i, r := range sheet.rows {
		a, err := readAgency(r, i+1)
		if err != nil {
			return AgencyFile{}, err
		}
		for _, c := range []struct{ column, value string }{{"agency_id", a.ID}, {"name", a.Name}} {
			if line, ok := lines[c.value]; ok {
				return AgencyFile{}, r.errorf(c.column, "“%s”与第 %d 行重复。", c.value, line)
			}
			lines[c.value] = r.line
		}
		f.Agencies = append(f.Agencies, a)
	}
	for i, r := range sheet.rows {
		found, err := readSuccessions(r, f.Agencies[i].ID)
		if err != nil {
			return AgencyFile{}, err
		}
		for _, s := range found {
			if _, ok := f.Find(s.SuccessorID); s.SuccessorID != "" && !ok {
				return AgencyFile{}, r.errorf("succession", "机关代码“%s”不在名单里。", s.SuccessorID)
			}
		}
		f.Successions = append(f.Successions, found...)
	}
	return f, nil
}

// AgencyFile is a list of agencies as a file has it.
type AgencyFile struct {
	models.AgencyList
	lacks []string // the columns that the file does not have
}

// Lacks are the names of the columns that the file does not have, for people.
func (f AgencyFile) Lacks() []string {
	var labels []string
	for _, c := range agencyColumns {
		if slices.Contains(f.lacks, c.name) {
			labels = append(labels, c.label)
		}
	}
	return labels
}

// Over returns the list that loading the file makes of an old one. Of agencies that are in both, what a column would say that the file
// does not have stays as it was, so that a short list loses nothing: their years, say, where it has names alone.
func (f AgencyFile) Over(old models.AgencyList) models.AgencyList {
	list := models.AgencyList{Agencies: slices.Clone(f.Agencies), Successions: f.Successions}
	for i, a := range list.Agencies {
		if was, ok := old.Find(a.ID); ok {
			list.Agencies[i] = f.fill(a, was)
		}
	}
	if slices.Contains(f.lacks, "succession") {
		list.Successions = slices.DeleteFunc(slices.Clone(old.Successions), func(s models.Succession) bool {
			_, from := list.Find(s.PredecessorID)
			_, to := list.Find(s.SuccessorID)
			return !from || !to && s.SuccessorID != ""
		})
	}
	return list
}

// fill takes from an older state of an agency what the file does not tell of it.
func (f AgencyFile) fill(a, was models.Agency) models.Agency {
	for _, column := range f.lacks {
		switch column {
		case "kind":
			a.Kind = was.Kind
		case "name_en":
			a.NameEn = was.NameEn
		case "pinyin":
			a.Pinyin = was.Pinyin
		case "aliases", "former_names":
			for _, n := range was.Names {
				if n.Alias == (column == "aliases") && !a.Called(n.Name) {
					a.Names = append(a.Names, n)
				}
			}
		case "owes":
			a.Owes = was.Owes
		case "exempt":
			a.Exempt = slices.DeleteFunc(slices.Clone(was.Exempt), func(e models.Exemption) bool { return a.OwesIn(e.Year) })
		}
	}
	return a
}

func readAgency(r sheetRow, place int) (models.Agency, error) {
	a := models.Agency{ID: r.get("agency_id"), Name: r.get("name"), NameEn: r.get("name_en"), Pinyin: r.get("pinyin"), Position: place}
	if !models.ValidAgencyID(a.ID) {
		return a, r.errorf("agency_id", "“%s”不合规则：%s", a.ID, idRule)
	}
	if a.Name == "" {
		return a, r.errorf("name", "没有填写。")
	}
	if p := r.get("position"); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 {
			return a, r.errorf("position", "“%s”不是序号，应为整数。", p)
		}
		a.Position = n
	}
	var err error
	if a.Kind, err = readKind(r, a.Name); err != nil {
		return a, err
	}
	for _, alias := range list(r.get("aliases")) {
		a.Names = append(a.Names, models.AgencyName{AgencyID: a.ID, Name: alias, Alias: true})
	}
	for _, former := range list(r.get("former_names")) {
		n, err := readFormerName(r, former)
		if err != nil {
			return a, err
		}
		n.AgencyID = a.ID
		a.Names = append(a.Names, n)
	}
	for i, n := range a.Names {
		if n.Name == a.Name || slices.ContainsFunc(a.Names[:i], func(o models.AgencyName) bool { return o.Name == n.Name }) {
			column := "former_names"
			if n.Alias {
				column = "aliases"
			}
			return a, r.errorf(column, "“%s”重复，或与现名称相同。", n.Name)
		}
	}
	years, err := readYears(r, "owes", r.get("owes"))
	if err != nil {
		return a, err
	}
	for _, y := range years {
		a.Owes = append(a.Owes, models.Obligation{AgencyID: a.ID, Year: y})
	}
	if a.Exempt, err = readExemptions(r, a); err != nil {
		return a, err
	}
	return a, checkAgency(r, a)
}

// checkAgency fails if the agency is none that the list may have, for a reason that the reading did not meet.
func checkAgency(r sheetRow, a models.Agency) error {
	wrong := a.Check()
	for _, c := range []struct {
		field  models.AgencyField
		column string
	}{{models.FieldAgencyID, "agency_id"}, {models.FieldAgencyName, "name"}, {models.FieldAgencyNameEn, "name_en"}, {models.FieldAgencyKind, "kind"},
		{models.FieldAgencyPosition, "position"}, {models.FieldAgencyPinyin, "pinyin"}, {models.FieldAgencyFormer, "former_names"}, {models.FieldAgencyAliases, "aliases"},
		{models.FieldAgencyOwes, "owes"}, {models.FieldAgencyReason, "exempt"}} {
		if err := wrong[c.field]; err != nil {
			return r.errorf(c.column, "%s", models.ErrorMessage(err))
		}
	}
	return nil
}

// readExemptions reads "2019-2020 尚未成立；2023 并入区文旅局".
func readExemptions(r sheetRow, a models.Agency) ([]models.Exemption, error) {
	var found []models.Exemption
	for text := range strings.FieldsFuncSeq(r.get("exempt"), func(c rune) bool { return c == '；' || c == ';' || c == '\n' }) {
		when, reason, _ := strings.Cut(strings.TrimSpace(text), " ")
		reason = strings.Join(strings.Fields(reason), " ")
		if reason == "" {
			return nil, r.errorf("exempt", "“%s”应写成“2019-2020 尚未成立”，年度和原因之间有一个空格。", text)
		}
		years, err := readYears(r, "exempt", when)
		if err != nil {
			return nil, err
		}
		for _, y := range years {
			if a.OwesIn(y) || slices.ContainsFunc(found, func(e models.Exemption) bool { return e.Year == y }) {
				return nil, r.errorf("exempt", "%d 年写了两次，或者同时写在“应报年度”列里。", y)
			}
			found = append(found, models.Exemption{AgencyID: a.ID, Year: y, Reason: reason})
		}
	}
	return found, nil
}

func readKind(r sheetRow, name string) (models.Kind, error) {
	text := r.get("kind")
	if text == "" {
		return guessKind(name), nil
	}
	var known []string
	for _, k := range models.Kinds {
		if l := k.Label(); text == l.Zh || strings.EqualFold(text, l.En) {
			return k, nil
		}
		known = append(known, string(k))
	}
	return "", r.errorf("kind", "没有“%s”这个类别，应为：%s。", text, strings.Join(known, "、"))
}

// guessKind tells an agency's kind by how its name ends.
func guessKind(name string) models.Kind {
	for _, g := range []struct {
		endings []string
		kind    models.Kind
	}{
		{[]string{"街道办事处", "街道"}, models.KindSubdistrict},
		{[]string{"镇人民政府", "乡人民政府", "镇政府", "乡政府", "镇", "乡"}, models.KindTown},
		{[]string{"人民政府", "政府"}, models.KindGovernment},
		{[]string{"管理委员会", "管委会"}, models.KindDispatched},
		{[]string{"局", "委员会", "委", "办公室", "办"}, models.KindDepartment},
		{[]string{"中心", "总社", "院"}, models.KindSubordinate},
	} {
		if slices.ContainsFunc(g.endings, func(end string) bool { return strings.HasSuffix(name, end) }) {
			return g.kind
		}
	}
	return models.KindOther
}

// readFormerName reads "旧名称@2015-01-01~2019-03-01"; either date may be missing.
func readFormerName(r sheetRow, text string) (models.AgencyName, error) {
	name, period, dated := strings.Cut(text, "@")
	n := models.AgencyName{Name: strings.TrimSpace(name)}
	if n.Name == "" {
		return n, r.errorf("former_names", "“%s”没有名称。", text)
	}
	if !dated {
		return n, nil
	}
	since, until, ok := strings.Cut(strings.NewReplacer("～", "~", "至", "~").Replace(period), "~")
	if !ok {
		return n, r.errorf("former_names", "“%s”的起止日期应写成“旧名称@2015-01-01~2019-03-01”，不知道的日期可以不写。", text)
	}
	for _, d := range []struct {
		text string
		to   *string
	}{{since, &n.Since}, {until, &n.Until}} {
		if strings.TrimSpace(d.text) == "" {
			continue
		}
		if *d.to, ok = readDate(d.text); !ok {
			return n, r.errorf("former_names", "“%s”不是有效的日期。", d.text)
		}
	}
	if n.Since != "" && n.Until != "" && n.Since > n.Until {
		return n, r.errorf("former_names", "“%s”的起始日期晚于终止日期。", text)
	}
	return n, nil
}

// readYears reads the text of a column: "2020-2025,2027".
func readYears(r sheetRow, column, text string) ([]int, error) {
	var years []int
	text = strings.NewReplacer("，", ",", "、", ",", "；", ",", ";", ",", " ", "", "年", "", "至", "-", "~", "-", "～", "-", "–", "-", "—", "-").Replace(text)
	for part := range strings.SplitSeq(text, ",") {
		if part == "" {
			continue
		}
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(to)
		if errA != nil || errB != nil || a < firstYear || b < a || b > 2200 {
			return nil, r.errorf(column, "“%s”不是年度，应写成“2020-2025,2027”。", part)
		}
		for y := a; y <= b; y++ {
			if !slices.Contains(years, y) {
				years = append(years, y)
			}
		}
	}
	slices.Sort(years)
	return years, nil
}

// readSuccessions reads "并入 a-wlj@2023-03-01；更名@2019-03-01" and "merged:a-wlj@2023-03-01;renamed:a-x@2019-03-01".
func readSuccessions(r sheetRow, id string) ([]models.Succession, error) {
	var found []models.Succession
	for text := range strings.FieldsFuncSeq(r.get("succession"), func(c rune) bool { return c == '；' || c == ';' }) {
		what, day, _ := strings.Cut(text, "@")
		on, ok := readDate(day)
		if !ok {
			return nil, r.errorf("succession", "“%s”没有有效的日期，应写成“并入 a-wlj@2023-03-01”。", text)
		}
		kind, rest, ok := successionKind(strings.TrimSpace(what))
		if !ok {
			return nil, r.errorf("succession", "“%s”应以更名、并入、拆分或撤销开头。", text)
		}
		successors := list(rest)
		if kind == models.Renamed && slices.Equal(successors, []string{id}) {
			successors = nil // a renamed agency may be written as its own successor
		}
		switch {
		case kind == models.Renamed && len(successors) == 0:
			successors = []string{id}
		case kind == models.Abolished && len(successors) == 0:
			successors = []string{""}
		case kind == models.Renamed, kind == models.Abolished:
			return nil, r.errorf("succession", "“%s”不应写其他机关的代码。", text)
		case len(successors) == 0:
			return nil, r.errorf("succession", "“%s”没有写机关代码，应写成“并入 a-wlj@2023-03-01”。", text)
		case slices.Contains(successors, id):
			return nil, r.errorf("succession", "“%s”写了机关自己的代码。机关不能并入自己；拆分后仍保留的机关不用写。", text)
		}
		for _, s := range successors {
			found = append(found, models.Succession{PredecessorID: id, SuccessorID: s, Kind: kind, On: on})
		}
	}
	return found, nil
}

// successionKind tells the kind that text begins with, and what follows.
func successionKind(text string) (kind models.SuccessionKind, rest string, ok bool) {
	for _, k := range []models.SuccessionKind{models.Renamed, models.Merged, models.Split, models.Abolished} {
		for _, word := range []string{k.Label().Zh, k.Label().En, string(k)} {
			if rest, ok := strings.CutPrefix(text, word); ok {
				return k, strings.TrimLeft(rest, ":： "), true
			}
		}
	}
	return "", "", false
}
