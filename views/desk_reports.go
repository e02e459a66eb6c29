package views

import (
	"fmt"
	"strings"

	"gongkai/models"
)

// ProgressPage is how far the reports of a year have come, at "/desk/reports".
type ProgressPage struct {
	Frame
	Year     int
	Years    []Link
	Lead     string
	States   []Link
	Files    []Link
	Table    Table
	Accept   []Offer // what can be accepted, and what can be published, each with a check box
	Publish  []Offer
	Results  []string // what became of each of those that were just chosen
	Reminder string   // to those who have handed in nothing, or were given it back; "" where there are none
}

func (ProgressPage) name() string { return "desk-reports" }

// Offer is what a form offers to do, or to do something with.
type Offer struct{ ID, Value, Text string }

// Progressing is what the page is made from.
type Progressing struct {
	Year    int
	Years   []int
	State   models.Status // "" for all
	List    []models.Progress
	Office  bool // whoever looks may accept and publish
	Results []string
}

// ReviewPath is the page of staff for a report.
func ReviewPath(agencyID string, year int) string {
	return fmt.Sprintf("/desk/reports/%s/%d", agencyID, year)
}

// NewProgressPage works the page out.
func NewProgressPage(f Frame, in Progressing) ProgressPage {
	lang := f.lang()
	p := ProgressPage{Frame: desk(f, phrase(lang, "年报报送与审核")), Year: in.Year, Results: in.Results}
	href := func(path string, year int, state models.Status) string {
		h := fmt.Sprintf("%s?year=%d", path, year)
		if state != "" {
			h += "&state=" + string(state)
		}
		return h
	}
	for _, y := range in.Years {
		p.Years = append(p.Years, Link{Text: fmt.Sprint(y), Href: href("/desk/reports", y, in.State), Current: y == in.Year})
	}
	counts := map[models.Status]int{}
	for _, x := range in.List {
		counts[x.State]++
	}
	p.States = []Link{{Text: phrase(lang, "全部 %d", len(in.List)), Href: href("/desk/reports", in.Year, ""), Current: in.State == ""}}
	for _, s := range models.ProgressStates {
		p.States = append(p.States, Link{Text: fmt.Sprintf("%s %d", s.Label().In(lang), counts[s]), Href: href("/desk/reports", in.Year, s), Current: s == in.State})
	}
	p.Lead = phrase(lang, "%d 年度：共 %d 个机关，未交 %d 个，等待审核 %d 个，已公布 %d 个。", in.Year, len(in.List), counts[models.StatusMissing],
		counts[models.StatusReceived]+counts[models.StatusProblems]+counts[models.StatusAccepted], counts[models.StatusPublished])
	p.Files = []Link{{Text: "XLSX", Href: href("/desk/reports.xlsx", in.Year, in.State)}, {Text: "CSV", Href: href("/desk/reports.csv", in.Year, in.State)}}
	p.Table = progressTable(in, lang)
	if in.Office {
		p.choices(in)
		p.Reminder = reminder(f.Settings, in.List, in.Year)
	}
	return p
}

func progressTable(in Progressing, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年年度报告的报送与审核", in.Year), Empty: phrase(lang, "没有符合所选条件的机关。"), Class: "wide roomy",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), Heading(phrase(lang, "状态")), Heading(phrase(lang, "截止日期")), NumberHeading(phrase(lang, "逾期天数")), Heading(phrase(lang, "报送")), Heading(phrase(lang, "检查")), Heading(phrase(lang, "公布日期"))}}}}
	for _, x := range in.List {
		if in.State != "" && x.State != in.State {
			continue
		}
		none := Text(models.NoValue)
		handed, check, on := none, none, none
		if x.Report != nil {
			on = Cell{Text: x.Report.PublishedOn, Href: models.ReportPath(x.Agency.ID, in.Year)}
			if on.Text == "" {
				on.Text = phrase(lang, "日期不详")
			}
			check = Text(problems(x.Report.Counts, lang))
		}
		if s := x.Submission; s != nil {
			handed = Cell{Text: moment(s.HandedInAt), Note: s.HandedInBy}
			check = Text(problems(s.Counts, lang))
			if s.Published {
				handed.Mark = phrase(lang, "更正")
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.Agency.NameIn(in.Year), Href: ReviewPath(x.Agency.ID, in.Year), Header: true}, Text(x.State.Label().In(lang)), Text(x.Due), countCell(x.Late, lang), handed, check, on}})
	}
	return t
}

// problems says how many findings there are.
func problems(c models.Counts, lang models.Lang) string {
	if c.Errors+c.Warnings == 0 {
		return phrase(lang, "没有问题")
	}
	return phrase(lang, "错误 %d，提示 %d", c.Errors, c.Warnings)
}

// choices offers what can be accepted or published at once. Its value names the version that is seen here.
func (p *ProgressPage) choices(in Progressing) {
	for _, x := range in.List {
		if x.Submission == nil {
			continue
		}
		c := Offer{ID: "c-" + x.Agency.ID, Value: fmt.Sprintf("%s %d %d", x.Agency.ID, in.Year, x.Submission.Version), Text: x.Agency.NameIn(in.Year)}
		switch x.State {
		case models.StatusReceived:
			p.Accept = append(p.Accept, c)
		case models.StatusAccepted:
			p.Publish = append(p.Publish, c)
		}
	}
}

// reminder is what to write to the agencies that have handed in nothing, or were given it back. It goes into official mail and is
// Chinese in every language of the site.
func reminder(s models.Settings, list []models.Progress, year int) string {
	var lines []string
	for _, x := range list {
		if x.State != models.StatusMissing && x.State != models.StatusReturned {
			continue
		}
		line := x.Agency.NameIn(year) + "：" + "截止 " + x.Due
		if x.State == models.StatusReturned {
			line += "，已退回，请改正后重新报送"
		} else if x.Late > 0 {
			line += fmt.Sprintf("，已逾期 %d 天", x.Late)
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return ""
	}
	return fmt.Sprintf("各单位：\n以下单位还没有报送 %d 年政府信息公开工作年度报告（或退回后还没有改正），请按期报送：\n%s\n%s", year, strings.Join(lines, "\n"), s.Office)
}
