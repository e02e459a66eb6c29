package models

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// AgencyField is a field of the form of an agency.
type AgencyField string

// The fields.
const (
	FieldAgencyID       AgencyField = "id"
	FieldAgencyName     AgencyField = "name"
	FieldAgencyNameEn   AgencyField = "name_en"
	FieldAgencyKind     AgencyField = "kind"
	FieldAgencyPosition AgencyField = "position"
	FieldAgencyPinyin   AgencyField = "pinyin"
	FieldAgencyFormer   AgencyField = "former_names"
	FieldAgencyAliases  AgencyField = "aliases"
	FieldAgencyOwes     AgencyField = "years_owed"
	FieldAgencyReason   AgencyField = "reason"
)

var agencyID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// ValidAgencyID reports whether an agency's id is written as ids are: "a-mzj".
func ValidAgencyID(id string) bool { return agencyID.MatchString(id) }

// What an agency may have at most.
const (
	maxAgencyName   = 100 // characters
	maxAgencyNames  = 60
	maxReason       = 300 // characters
	firstReportYear = 2008
	lastReportYear  = 2200
)

// Tidy takes away white space around texts, names that are empty, and the reason of a year that is owed.
func (a *Agency) Tidy() {
	for _, s := range []*string{&a.ID, &a.Name, &a.NameEn, &a.Pinyin} {
		*s = strings.TrimSpace(*s)
	}
	for i := range a.Names {
		a.Names[i].Name = strings.TrimSpace(a.Names[i].Name)
		a.Names[i].Since, a.Names[i].Until = strings.TrimSpace(a.Names[i].Since), strings.TrimSpace(a.Names[i].Until)
	}
	a.Names = slices.DeleteFunc(a.Names, func(n AgencyName) bool { return n == AgencyName{AgencyID: n.AgencyID, Alias: n.Alias} })
	for i := range a.Exempt {
		a.Exempt[i].Reason = strings.Join(strings.Fields(a.Exempt[i].Reason), " ")
	}
	a.Exempt = slices.DeleteFunc(a.Exempt, func(e Exemption) bool { return e.Reason == "" || a.OwesIn(e.Year) })
	*a = a.Sorted()
}

// Check says what is wrong with an agency by itself, by field.
func (a Agency) Check() map[AgencyField]error {
	wrong := map[AgencyField]error{}
	if !ValidAgencyID(a.ID) {
		wrong[FieldAgencyID] = Errorf(EINVALID, "机关代码应以小写字母开头，只含小写字母、数字和“-”，不超过 40 个字符，例如 a-mzj。")
	}
	for field, name := range map[AgencyField]string{FieldAgencyName: a.Name, FieldAgencyNameEn: a.NameEn, FieldAgencyPinyin: a.Pinyin} {
		if err := plainLine(name, maxAgencyName); err != nil {
			wrong[field] = err
		}
	}
	if a.Name == "" {
		wrong[FieldAgencyName] = Errorf(EINVALID, "请填写机关的名称。")
	}
	if !slices.Contains(Kinds, a.Kind) {
		wrong[FieldAgencyKind] = Errorf(EINVALID, "请选择机关的类别。")
	}
	if a.Position < 0 || a.Position > 100000 {
		wrong[FieldAgencyPosition] = Errorf(EINVALID, "序号应为 1 以上的整数；空着就排在最后。")
	}
	a.checkNames(wrong)
	for i, o := range a.Owes {
		if o.Year < firstReportYear || o.Year > lastReportYear || i > 0 && a.Owes[i-1].Year == o.Year {
			wrong[FieldAgencyOwes] = Errorf(EINVALID, "应报年度里有不对的年度 %d，应写成“2020-2025,2027”。", o.Year)
		}
	}
	for _, e := range a.Exempt {
		switch err := plainLine(e.Reason, maxReason); {
		case err != nil:
			wrong[FieldAgencyReason] = err
		case e.Reason == "":
			wrong[FieldAgencyReason] = Errorf(EINVALID, "请写明 %d 年为什么不报。", e.Year)
		case strings.ContainsAny(e.Reason, "；;"):
			wrong[FieldAgencyReason] = Errorf(EINVALID, "%d 年的原因里不能有分号，名单文件用它分隔。", e.Year)
		case a.OwesIn(e.Year):
			wrong[FieldAgencyReason] = Errorf(EINVALID, "%d 年既应报又写了不报的原因，请去掉一样。", e.Year)
		case e.Year < firstReportYear || e.Year > lastReportYear:
			wrong[FieldAgencyReason] = Errorf(EINVALID, "不报的年度 %d 不对。", e.Year)
		}
	}
	return wrong
}

func (a Agency) checkNames(wrong map[AgencyField]error) {
	if len(a.Names) > maxAgencyNames {
		wrong[FieldAgencyFormer] = Errorf(EINVALID, "曾用名和别名共 %d 个，最多 %d 个。", len(a.Names), maxAgencyNames)
	}
	for i, n := range a.Names {
		field := FieldAgencyFormer
		if n.Alias {
			field = FieldAgencyAliases
		}
		switch err := plainLine(n.Name, maxAgencyName); {
		case err != nil:
			wrong[field] = err
		case n.Name == "":
			wrong[field] = Errorf(EINVALID, "有日期的曾用名没有写名称。")
		case strings.ContainsAny(n.Name, "@；;、"):
			wrong[field] = Errorf(EINVALID, "“%s”里不能有 @、顿号和分号，名单文件用它们分隔。", n.Name)
		case n.Name == a.Name || slices.ContainsFunc(a.Names[:i], func(o AgencyName) bool { return o.Name == n.Name }):
			wrong[field] = Errorf(EINVALID, "“%s”重复，或与现名称相同。", n.Name)
		case !isDateOrNone(n.Since) || !isDateOrNone(n.Until):
			wrong[field] = Errorf(EINVALID, "“%s”的日期不对，应写成“2019-03-01”的样子。", n.Name)
		case n.Since != "" && n.Until != "" && n.Since > n.Until:
			wrong[field] = Errorf(EINVALID, "“%s”的起始日期晚于终止日期。", n.Name)
		}
	}
}

func isDateOrNone(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return text == "" || err == nil
}

// plainLine fails unless text is one line of at most so many characters.
func plainLine(text string, most int) error {
	switch n := utf8.RuneCountInString(text); {
	case n > most:
		return Errorf(EINVALID, "有 %d 个字，请控制在 %d 个字以内。", n, most)
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }):
		return Errorf(EINVALID, "应为一行文字，不能有换行和控制字符。")
	}
	return nil
}

// Check fails with EINVALID if the agencies that a change is about do not go with the rest of the list: names that would be those of two
// agencies, or a succession of an agency that is not there.
func (l AgencyList) Check(c ListChange) error {
	owner := map[string]Agency{}
	for _, a := range l.Agencies {
		owner[squeeze(a.Name)] = a
	}
	for _, e := range c.Agencies {
		if e.After == nil {
			continue
		}
		a := *e.After
		for _, n := range append([]AgencyName{{Name: a.Name}}, a.Names...) {
			if o, ok := owner[squeeze(n.Name)]; ok && o.ID != a.ID && (n.Alias || n.Until == "") {
				return Errorf(EINVALID, "“%s”已经是机关 %s 的名称，%s 不能再用，否则导入时不知道是哪一个。", n.Name, o.ID, a.ID)
			}
		}
	}
	for _, s := range c.Come {
		for _, id := range []string{s.PredecessorID, s.SuccessorID} {
			if _, ok := l.Find(id); !ok && id != "" {
				return Errorf(EINVALID, "机关承继关系中的机关代码“%s”不在机关名单里，请先加入该机关。", id)
			}
		}
		if s.On == "" || !isDateOrNone(s.On) {
			return Errorf(EINVALID, "承继关系的日期“%s”不对，应写成“2019-03-01”的样子。", s.On)
		}
	}
	return nil
}
