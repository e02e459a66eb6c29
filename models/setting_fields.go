package models

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// SettingField is one setting, for the settings file, the environment, the settings page and the README alike.
type SettingField struct {
	Name  string // in the settings file; in the environment it is GONGKAI_ and the name in capitals
	Label Label
	Hint  Label // what it is for, or how it is written; may be empty
	Value func(*Settings) *string
	Parse func(string) (string, error) // checks a value and returns it as it is kept
}

// Env is the setting's name in the environment.
func (f SettingField) Env() string { return "GONGKAI_" + strings.ToUpper(f.Name) }

// SettingGroup is settings that belong together.
type SettingGroup struct {
	Label  Label
	Fields []SettingField
}

// SettingGroups are all settings but those of single years.
var SettingGroups = []SettingGroup{
	{Label{"区和主办单位", "District and publisher"}, []SettingField{
		{"district", Label{"区名", "District"}, Label{"如“示例区”", ""}, func(s *Settings) *string { return &s.District }, required},
		{"district_en", Label{"区名（英文）", "District, English"}, Label{"用于英文页面，可不填", "for the English pages; may be empty"}, func(s *Settings) *string { return &s.DistrictEn }, line},
		{"district_code", Label{"行政区划代码", "Division code"}, Label{"六位数字，用于文件名和数据", "six digits, in file names and data"}, func(s *Settings) *string { return &s.DistrictCode }, ParseDistrictCode},
		{"office", Label{"主办单位", "Publisher"}, Label{}, func(s *Settings) *string { return &s.Office }, required},
		{"office_en", Label{"主办单位（英文）", "Publisher, English"}, Label{"可不填", "may be empty"}, func(s *Settings) *string { return &s.OfficeEn }, line},
		{"undertaker", Label{"承办单位", "Run by"}, Label{"可不填", "may be empty"}, func(s *Settings) *string { return &s.Undertaker }, line},
		{"contact", Label{"联系方式", "Contact"}, Label{"电话、邮箱或地址，公开显示", "telephone, e-mail or address, shown to the public"}, func(s *Settings) *string { return &s.Contact }, line},
	}},
	{Label{"使用许可", "Licence of the data"}, []SettingField{
		{"licence", Label{"许可名称", "Name"}, Label{"如“CC BY 4.0”；不填则页面写明未声明", "such as “CC BY 4.0”; if empty, pages say that none is declared"}, func(s *Settings) *string { return &s.Licence }, line},
		{"licence_en", Label{"许可名称（英文）", "Name, English"}, Label{"可不填", "may be empty"}, func(s *Settings) *string { return &s.LicenceEn }, line},
		{"licence_url", Label{"许可全文的网址", "Address of its text"}, Label{"可不填", "may be empty"}, func(s *Settings) *string { return &s.LicenceURL }, ParseLink},
	}},
	{Label{"网站", "Site"}, []SettingField{
		{"base_url", Label{"网站的网址", "Address of the site"}, Label{"如 https://gk.example.gov.cn，用于引用、嵌入和搜索引擎", "https://gk.example.gov.cn; for citations, embeds and search engines"}, func(s *Settings) *string { return &s.BaseURL }, ParseBaseURL},
		{"site_code", Label{"网站标识码", "Site code"}, Label{}, func(s *Settings) *string { return &s.SiteCode }, line},
		{"filing", Label{"ICP 备案号", "ICP filing"}, Label{}, func(s *Settings) *string { return &s.Filing }, line},
		{"police_filing", Label{"公安备案号", "Police filing"}, Label{}, func(s *Settings) *string { return &s.PoliceFiling }, line},
		{"organ_mark_url", Label{"党政机关网站标识的链接", "Link of the mark of Party and government organs"}, Label{}, func(s *Settings) *string { return &s.OrganMarkURL }, ParseLink},
		{"mistakes_url", Label{"政府网站找错的链接", "Link to report mistakes on government sites"}, Label{}, func(s *Settings) *string { return &s.MistakesURL }, ParseLink},
	}},
	{Label{"公布期限", "Deadlines"}, []SettingField{
		{"organ_deadline", Label{"各机关", "Organs"}, Label{"次年的月和日，条例第四十九条为 01-31", "month and day of the next year; 01-31 by article 49"}, func(s *Settings) *string { return &s.OrganDeadline }, ParseDay},
		{"government_deadline", Label{"区政府", "Government"}, Label{"次年的月和日，条例第四十九条为 03-31", "month and day of the next year; 03-31 by article 49"}, func(s *Settings) *string { return &s.GovernmentDeadline }, ParseDay},
		{"next_snapshot", Label{"下一个数据快照", "Next snapshot"}, Label{"计划建立的日期，可不填", "the day it is planned for; may be empty"}, func(s *Settings) *string { return &s.NextSnapshot }, ParseDate},
	}},
}

// SettingFields are the settings of all groups in order.
func SettingFields() []SettingField {
	var list []SettingField
	for _, g := range SettingGroups {
		list = append(list, g.Fields...)
	}
	return list
}

// maxSetting is how many characters a setting may have.
const maxSetting = 200

func line(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case utf8.RuneCountInString(text) > maxSetting:
		return "", Errorf(EINVALID, "有 %d 个字，请控制在 %d 个字以内。", utf8.RuneCountInString(text), maxSetting)
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }):
		return "", Errorf(EINVALID, "应为一行文字，不能有换行和控制字符。")
	}
	return text, nil
}

func required(text string) (string, error) {
	text, err := line(text)
	if err == nil && text == "" {
		err = Errorf(EINVALID, "不能为空。")
	}
	return text, err
}

var districtCode = regexp.MustCompile(`^(\d{6}|\d{9}|\d{12})?$`)

// ParseDistrictCode checks an administrative division code: six digits, nine or twelve for what is below a district. "" is none, and fine.
func ParseDistrictCode(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !districtCode.MatchString(text) {
		return "", Errorf(EINVALID, "“%s”不是行政区划代码，应为 6 位数字（乡镇 9 位、村 12 位）。", shortened(text))
	}
	return text, nil
}

// ParseDate checks a day of one year, "2026-03-31". "" is none, and fine.
func ParseDate(text string) (string, error) {
	text = strings.TrimSpace(text)
	if _, err := time.Parse(time.DateOnly, text); text != "" && err != nil {
		return "", Errorf(EINVALID, "“%s”不是日期，应写成“2026-03-31”的样子。", shortened(text))
	}
	return text, nil
}

// ParseDay checks a day of any year, "01-31".
func ParseDay(text string) (string, error) {
	text = strings.TrimSpace(text)
	if _, err := time.Parse(time.DateOnly, "2023-"+text); err != nil { // no leap year: the day is there every year
		return "", Errorf(EINVALID, "“%s”不是日期，应写成“01-31”的样子。", shortened(text))
	}
	return text, nil
}

func shortened(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

// DeadlineKey is the key in Settings.Deadlines of what a year's reports of a scope have.
func DeadlineKey(year int, scope Scope) string { return fmt.Sprintf("%d-%s", year, scope) }

var deadlineKey = regexp.MustCompile(`^(20\d\d)-(organ|own_level|territory)$`)

// CheckDeadlines fails with EINVALID if the deadlines of single years are not written as Settings.Deadlines has them.
func CheckDeadlines(deadlines map[string]string) error {
	for _, key := range slices.Sorted(maps.Keys(deadlines)) {
		if !deadlineKey.MatchString(key) {
			return Errorf(EINVALID, "单独年度的期限“%s”不对，应写成“2024-organ”或“2024-territory”的样子。", shortened(key))
		}
		if _, err := time.Parse(time.DateOnly, deadlines[key]); err != nil {
			return Errorf(EINVALID, "“%s”不是日期，应写成“2025-01-31”的样子。", shortened(key+": "+deadlines[key]))
		}
	}
	return nil
}

// Parsed returns the settings with every value checked, and what is wrong with each, by its name; nothing if all is well. A wrong value
// is returned as it is.
func (s Settings) Parsed() (Settings, map[string]error) {
	wrong := map[string]error{}
	for _, f := range SettingFields() {
		value := f.Value(&s)
		parsed, err := f.Parse(*value)
		if err != nil {
			wrong[f.Name] = err
			continue
		}
		*value = parsed
	}
	if err := CheckDeadlines(s.Deadlines); err != nil {
		wrong["deadlines"] = err
	}
	return s, wrong
}

// Changes says in which settings two installations, or an installation before and after, differ.
func (s Settings) Changes(now Settings) []AuditDetail {
	var list []AuditDetail
	for _, f := range SettingFields() {
		if before, after := *f.Value(&s), *f.Value(&now); before != after {
			list = append(list, AuditDetail{Field: f.Name, Old: before, New: after})
		}
	}
	if !maps.Equal(s.Deadlines, now.Deadlines) {
		list = append(list, AuditDetail{Field: "deadlines", Old: written(s.Deadlines), New: written(now.Deadlines)})
	}
	return list
}

func written(m map[string]string) string {
	var list []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		list = append(list, k+": "+m[k])
	}
	return strings.Join(list, ", ")
}
