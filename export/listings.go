package export

import (
	"strconv"
	"strings"

	"gongkai/models"
)

// reportsFile holds one report a row, those that are missing included.
var reportsFile = File{
	Name:  "reports",
	Label: models.Label{Zh: "报告目录", En: "Reports"},
	Columns: []Column{
		snapshotColumn, text("report_id", "报告编号", "Report id"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"),
		text("agency_kind", "机关类别", "Kind of agency"), count("year", "年度", "Year"), text("status", "状态", "Status"), text("form", "格式版本", "Form"),
		text("scope", "统计范围", "Scope"), text("title", "标题", "Title"), text("published_on", "公布日期", "Published on"), text("due_on", "应公布日期", "Due on"),
		count("days_late", "逾期天数", "Days late"), count("revision", "修订次数", "Revision"), text("source_url", "来源网址", "Source URL"),
		text("source_name", "来源文件", "Source file"), text("sha256", "来源文件校验值", "SHA-256"), text("retrieved_at", "获取时间", "Retrieved at"),
		count("errors", "错误数", "Errors"), count("warnings", "提示数", "Warnings"),
	},
	start: func(d *Dataset, emit emitter) part {
		return part{add: func(e entry) error {
			row := []string{d.SnapshotID, e.reportID(), e.agency.ID, e.agency.Name, string(e.agency.Kind), strconv.Itoa(e.year), string(e.status())}
			if e.report == nil {
				return emit(append(row, "", "", "", "", e.due(d.Settings), "", "", "", "", "", "", "", ""))
			}
			rev, source, counts := &e.report.Revision, e.source(), models.CountOf(&e.report.Revision)
			return emit(append(row, string(rev.Edition), string(rev.Scope), rev.Title, rev.PublishedOn, e.due(d.Settings), e.daysLate(d.Settings),
				strconv.Itoa(rev.No), rev.SourceURL, source.Name, source.SHA256, stamp(source.RetrievedAt),
				strconv.Itoa(counts.Errors), strconv.Itoa(counts.Warnings)))
		}}
	},
}

// findingsFile holds one check a row that failed or could not be judged.
var findingsFile = File{
	Name:  "quality-findings",
	Label: models.Label{Zh: "校验结果", En: "Findings"},
	Columns: []Column{
		snapshotColumn, text("report_id", "报告编号", "Report id"), text("agency_id", "机关代码", "Agency id"), text("agency_name", "机关名称", "Agency"), count("year", "年度", "Year"),
		text("rule_id", "规则代码", "Rule"), text("rule_name", "规则名称", "Name of the rule"), text("severity", "程度", "Severity"), text("result", "结果", "Result"),
		text("subject", "对象", "Subject"), text("cells", "涉及指标", "Cells"), text("message", "说明", "Message"), text("message_en", "英文说明", "Message in English"),
		text("confirmed", "确认理由", "Why confirmed"),
	},
	start: func(d *Dataset, emit emitter) part {
		return part{add: func(e entry) error {
			if e.report == nil {
				return nil
			}
			for _, f := range e.report.Revision.Findings {
				if f.Result == models.Pass {
					continue
				}
				rule, _ := models.RuleOf(f.Rule)
				cells := make([]string, len(f.Figures))
				for i, k := range f.Figures {
					cells[i] = k.String()
				}
				err := emit([]string{d.SnapshotID, e.reportID(), e.agency.ID, e.agency.Name, strconv.Itoa(e.year), f.Rule, rule.Title.Zh, string(f.Severity), string(f.Result),
					f.Subject, strings.Join(cells, ";"), f.Sentence(models.Zh), f.Sentence(models.En), f.Confirmed})
				if err != nil {
					return err
				}
			}
			return nil
		}}
	},
}

// agenciesFile holds one agency a row. Lists in a cell are separated by semicolons; a former name is followed by its days.
// Loading the file as the list of agencies gives the same list again.
var agenciesFile = File{
	Name:  "agencies",
	Label: models.Label{Zh: "机关目录", En: "Agencies"},
	Columns: []Column{
		snapshotColumn, text("agency_id", "机关代码", "Agency id"), text("district_code", "行政区划代码", "District code"), count("position", "序号", "Official order"),
		text("agency_name", "机关名称", "Agency"), text("agency_name_en", "英文名称", "Name in English"), text("agency_kind", "机关类别", "Kind of agency"),
		text("pinyin", "拼音", "Pinyin"), text("former_names", "曾用名", "Former names"), text("aliases", "别名", "Aliases"), text("years_owed", "应报年度", "Years owed"),
		text("successions", "承继", "Successions"), text("years_exempt", "免报年度", "Years exempt"),
	},
	start: func(d *Dataset, emit emitter) part {
		return part{end: func() error {
			for _, a := range d.Agencies {
				var former, aliases, years []string
				for _, n := range a.Names {
					if n.Alias {
						aliases = append(aliases, n.Name)
					} else {
						former = append(former, n.Name+"@"+n.Since+"~"+n.Until)
					}
				}
				for _, o := range a.Owes {
					years = append(years, strconv.Itoa(o.Year))
				}
				var successions []string
				for _, s := range d.Successions {
					if s.PredecessorID == a.ID {
						successions = append(successions, strings.TrimRight(string(s.Kind)+":"+s.SuccessorID, ":")+"@"+s.On)
					}
				}
				err := emit([]string{d.SnapshotID, a.ID, d.Settings.DistrictCode, strconv.Itoa(a.Position), a.Name, a.NameEn, string(a.Kind), a.Pinyin,
					strings.Join(former, ";"), strings.Join(aliases, ";"), strings.Join(years, ";"), strings.Join(successions, ";"), a.Exemptions(";")})
				if err != nil {
					return err
				}
			}
			return nil
		}}
	},
}
