package export

import (
	"strconv"

	"gongkai/models"
)

// textsFile holds the prose of one section of one report a row.
var textsFile = File{
	Name:  "texts",
	Label: models.Label{Zh: "报告文字", En: "Texts of reports"},
	Columns: []Column{
		snapshotColumn, text("report_id", "报告编号", "Report id"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), count("year", "年度", "Year"),
		count("section", "报告部分", "Section"), text("section_name", "部分名称", "Name of the section"), text("heading", "原文标题", "Heading as printed"), text("body", "正文", "Text"),
		text("form", "格式版本", "Form"), text("source_url", "来源网址", "Source URL"),
	},
	start: func(d *Dataset, emit emitter) part {
		return part{add: func(e entry) error {
			if e.report == nil {
				return nil
			}
			rev := &e.report.Revision
			for _, t := range rev.Texts {
				name := ""
				if t.Section >= 1 && t.Section <= len(models.Sections) {
					name = models.Sections[t.Section-1].Label.Zh
				}
				err := emit([]string{d.SnapshotID, e.reportID(), e.agency.ID, e.agency.Name, strconv.Itoa(e.year), strconv.Itoa(t.Section), name, t.Heading, t.Body,
					string(rev.Edition), rev.SourceURL})
				if err != nil {
					return err
				}
			}
			return nil
		}}
	},
}

// agencyNamesFile holds one name of one agency a row: the current one, former ones with their days, and aliases.
var agencyNamesFile = File{
	Name:  "agency-names",
	Label: models.Label{Zh: "机关名称", En: "Names of agencies"},
	Columns: []Column{
		snapshotColumn, text("agency_id", "机关代码", "Agency id"), text("name", "名称", "Name"), text("name_kind", "名称类别", "Kind of name"),
		text("since", "启用日期", "Since"), text("until", "停用日期", "Until"),
	},
	start: func(d *Dataset, emit emitter) part {
		return part{end: func() error {
			for _, a := range d.Agencies {
				rows := [][]string{{d.SnapshotID, a.ID, a.Name, nameCurrent, "", ""}}
				if a.NameEn != "" {
					rows = append(rows, []string{d.SnapshotID, a.ID, a.NameEn, nameEnglish, "", ""})
				}
				for _, n := range a.Names {
					kind := nameFormer
					if n.Alias {
						kind = nameAlias
					}
					rows = append(rows, []string{d.SnapshotID, a.ID, n.Name, kind, n.Since, n.Until})
				}
				for _, row := range rows {
					if err := emit(row); err != nil {
						return err
					}
				}
			}
			return nil
		}}
	},
}

// The kinds of names.
const (
	nameCurrent = "current"
	nameEnglish = "english"
	nameFormer  = "former"
	nameAlias   = "alias"
)

// changesFile holds one difference from the snapshot before a row: a figure that is another one now, or a report that came or went.
// The live state has none.
var changesFile = File{
	Name:  "changes",
	Label: models.Label{Zh: "变更记录", En: "Changes"},
	Columns: []Column{
		snapshotColumn, text("change", "变更种类", "Kind of change"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), count("year", "年度", "Year"),
		text("report_id", "报告编号", "Report id"), text("measure", "指标代码", "Measure"), text("measure_name", "指标名称", "Name of the measure"), text("applicant", "申请人类型", "Applicant"),
		number("old_value", "变更前数值", "Old value"), text("old_status", "变更前状态", "Old status"), text("old_flags", "变更前标记", "Old flags"),
		number("value", "数值", "Value"), text("value_status", "数值状态", "Value status"), text("flags", "标记", "Flags"), text("unit", "单位", "Unit"), text("form", "格式版本", "Form"),
		text("reason", "变更原因", "Reason"), count("revision", "修订次数", "Revision"), text("source_url", "来源网址", "Source URL"), text("sha256", "来源文件校验值", "SHA-256"),
	},
	start: func(d *Dataset, emit emitter) part {
		return part{end: func() error {
			names := map[string]string{}
			for _, a := range d.Agencies {
				names[a.ID] = a.Name
			}
			for _, c := range d.Changes {
				m, _ := models.MeasureOf(c.Key.Measure)
				revision := ""
				if c.Revision > 0 {
					revision = strconv.Itoa(c.Revision)
				}
				err := emit([]string{d.SnapshotID, string(c.Kind), c.AgencyID, names[c.AgencyID], strconv.Itoa(c.Year), reportID(c.AgencyID, c.Year), c.Key.Measure, m.Label.Zh, c.Key.Applicant,
					c.Old.Text(), string(c.Old.State), c.Old.Flags.String(), c.New.Text(), string(c.New.State), c.New.Flags.String(), string(m.Unit), string(c.Edition),
					c.Reason, revision, c.SourceURL, c.SourceSHA256})
				if err != nil {
					return err
				}
			}
			return nil
		}}
	},
}

// dictionaryFile explains one word or column of the data files a row, in both languages.
var dictionaryFile = File{
	Name:  "dictionary",
	Label: models.Label{Zh: "数据字典", En: "Dictionary"},
	Columns: []Column{
		text("id", "编号", "Id"), text("kind", "种类", "Kind"), text("code", "代码", "Code"), text("name", "名称", "Name"), text("name_en", "英文名称", "Name in English"),
		text("meaning", "含义", "Meaning"), text("meaning_en", "英文含义", "Meaning in English"), text("unit", "单位", "Unit"), text("formula", "公式", "Formula"),
		text("formula_en", "英文公式", "Formula in English"), text("caveat", "使用时注意", "Caveat"), text("caveat_en", "英文注意", "Caveat in English"),
		text("law", "依据", "Law"), text("sdmx_obs_status", "SDMX 观测状态", "SDMX observation status"),
	},
	start: func(_ *Dataset, emit emitter) part {
		return part{end: func() error {
			for _, e := range append(models.Dictionary(), Columns()...) {
				err := emit([]string{e.Anchor(), string(e.Kind), e.Code, e.Label.Zh, e.Label.En, e.Meaning.Zh, e.Meaning.En, e.Unit.Zh,
					e.Formula.Zh, e.Formula.En, e.Caveat.Zh, e.Caveat.En, e.Law.Zh, e.Status})
				if err != nil {
					return err
				}
			}
			return nil
		}}
	},
}
