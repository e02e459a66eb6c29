package views_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// applicationPages are the tabs of the application explorer and the page on remedies over the invented district.
func applicationPages() map[string]views.Page {
	lang := models.Zh
	pages := map[string]views.Page{}
	tab := func(name string, cards ...views.ChartCard) views.ApplicationsPage {
		f := frame("/applications?tab=" + name)
		f.Section, f.Title = views.SectionApplications, views.Question(name, lang)
		return views.ApplicationsPage{Frame: f, Question: f.Title, Year: 2025, Cards: cards, Caveats: views.ApplicationCaveats(name, lang),
			Tabs: views.ApplicationTabLinks(name, func(tab string) string { return "/applications?tab=" + tab }, lang),
			Form: &views.Form{Action: "/applications", Submit: "查看", Selects: []views.Select{views.YearSelect("y", "年度", years, 2025), views.AgencySelect(agencies, "a-05", lang),
				views.KindSelect(models.KindTown, agencies, lang), views.RowsSelect(views.RowsYears, views.RowsAgencies, lang), views.CountSelect(true, lang)}}}
	}
	flow := models.FlowOf(agencies, "", 2025, "refused", observations(""))
	reasons, applicants := models.Reasons("", agencies, years, observations("")), models.ByApplicant(agencies, years, observations(""))
	carried, rate := compare("applications.carried_out", agencies), compare("carryover_rate", agencies)
	pages["applications"] = tab(views.TabFlow, card("flow", charts.Sankey(flow, charts.Options{}), views.FlowTable(flow, lang)))
	why := tab(views.TabReasons, card("reasons", charts.Grid(reasons.InYear(2025), charts.Options{}), views.ReasonTable(reasons.InYear(2025), true, "机关", lang)))
	why.Reasons = views.ReasonGroups(reasons.InYear(2025), lang)
	why.Cards[0].Tabs = views.GroupLinks("refused", "全部理由", func(group string) string { return "/applications?tab=reasons&group=" + group }, lang)
	pages["applications-reasons"] = why
	outcomes := models.ApplicantOutcomes(agencies, "", 2025, observations(""))
	pages["applications-who"] = tab(views.TabWho, card("applicants", charts.Parts(applicants.ByYear(""), charts.Options{}), views.BreakdownTable(applicants.ByYear(""), true, "年度", lang)),
		card("outcomes", charts.Grid(outcomes, charts.Options{}), views.BreakdownTable(outcomes, true, "申请人", lang)))
	backlog := tab(views.TabBacklog, card("backlog", charts.Carry(carried, rate, []charts.CarryMark{{Year: 2024, Text: "1 个机关"}}, charts.Options{}), views.CarryTable(carried, rate, "", lang)))
	failed, _ := findings()
	failed = slices.DeleteFunc(failed, func(f models.ReportFinding) bool { return f.Rule != models.CarryRule })
	backlog.Carries = views.NewFindingList(models.OnePerReport(failed), models.Fail, agencies, heads(), lang).Items
	pages["applications-backlog"] = backlog

	f := frame("/remedies")
	f.Section, f.Title = views.SectionRemedies, "复议和诉讼"
	remedies := views.RemediesPage{Frame: f, Year: 2025, Form: backlog.Form, Caveats: views.RemedyCaveats(lang)}
	for _, c := range models.Channels {
		b := models.RemedyResults(c.Code, agencies, years, observations("")).ByYear("")
		remedies.Channels = append(remedies.Channels, card(c.Code, charts.Parts(b, charts.Options{Mode: charts.ModeCount}), views.BreakdownTable(b, false, "年度", lang)))
	}
	var all []models.Comparison
	for _, code := range views.RemedyIndicators {
		all = append(all, compare(code, agencies))
	}
	remedies.Rates = []views.ChartCard{card("rate", charts.IntervalByYear(all[0], charts.Options{}), views.IntervalTable(all[0], true, "", lang))}
	remedies.Rates[0].Tabs = views.RemedyRateLinks(views.RemedyRates[0], func(rate string) string { return "/remedies?rate=" + rate }, lang)
	remedies.Table = views.DataTable{Table: views.RemedyTable(all, "a-05", lang)}
	pages["remedies"] = remedies
	return pages
}

// emptyApplicationPages are the same pages over an empty database.
func emptyApplicationPages() map[string]views.Page {
	f := views.Frame{Settings: models.DefaultSettings(), Path: "/applications"}
	return map[string]views.Page{"applications": views.ApplicationsPage{Frame: f, Question: views.Question(views.TabFlow, models.Zh)}, "remedies": views.RemediesPage{Frame: f}}
}

func TestFlowTable_ListsEveryLink(t *testing.T) {
	flow := models.FlowOf(agencies, "a-05", 2025, "not_processed", observations(""))
	table := views.FlowTable(flow, models.Zh)
	if len(table.Rows) != len(flow.Links) {
		t.Fatalf("%d rows for %d links", len(table.Rows), len(flow.Links))
	}
	zeros := 0
	for i, l := range flow.Links {
		got := table.Rows[i].Cells[2]
		if want := models.FormatNumber(l.Point.Number, 0, models.Zh); got.Text != want {
			t.Errorf("%s → %s is %s, not %s", l.From, l.To, got.Text, want)
		}
		if l.Point.Number != nil && *l.Point.Number == 0 {
			zeros++
		}
		if l.To == "not_processed.petition" && (table.Rows[i].Cells[1].Text != "信访举报投诉类申请" || !strings.HasPrefix(got.Href, "/reports/a-05/2025#t3.")) {
			t.Errorf("the reason is called %q and leads to %q", table.Rows[i].Cells[1].Text, got.Href)
		}
	}
	if zeros == 0 {
		t.Error("the fixture has no link of 0, which the drawing leaves out and the table must not")
	}
}

func TestBreakdownTable_CellsAreTheRows(t *testing.T) {
	b := models.ByApplicant(agencies, years, observations("")).InYear(2025)
	table := views.BreakdownTable(b, true, "机关", models.Zh)
	byName := map[string]models.BreakdownRow{}
	for _, r := range b.Rows {
		byName[r.Label.Zh] = r
	}
	for _, row := range table.Rows {
		r := byName[row.Cells[0].Text]
		for i, p := range r.Points {
			c := row.Cells[i+1]
			if p.Number != nil && c.Text != models.FormatNumber(p.Number, 0, models.Zh) || p.Number == nil && (c.Text == "0" || c.Text == "") {
				t.Errorf("%s, %s: %+v", r.Label.Zh, b.Parts[i].Code, c)
			}
			if shared := strings.Contains(c.Note, "%"); shared != (p.Number != nil && r.Sum >= models.FractionOnly) {
				t.Errorf("%s, %s of %d has the share %q", r.Label.Zh, b.Parts[i].Code, r.Sum, c.Note)
			}
		}
	}
	foot := table.Foot[0].Cells
	if got := foot[len(b.Parts)+1]; got.Text != models.FormatNumber(&b.Total.Sum, 0, models.Zh) || got.Note != models.FormatCoverage(b.Total.Have, b.Total.Of, models.Zh) {
		t.Errorf("the total: %+v", got)
	}
}

func TestReasonTable_HeadsLeadToTheMeanings(t *testing.T) {
	b := models.Reasons("", agencies, years, observations("")).InYear(2025)
	table := views.ReasonTable(b, false, "机关", models.Zh)
	spans := 0
	for _, c := range table.Head[0].Cells {
		if !c.Blank {
			spans += max(1, c.Colspan)
		}
	}
	if spans != len(b.Parts) {
		t.Errorf("the groups head %d of %d reasons", spans, len(b.Parts))
	}
	anchors := map[string]bool{}
	for _, g := range views.ReasonGroups(b, models.Zh) {
		for _, it := range g.Items {
			anchors["#"+it.Anchor] = true
			if it.Meaning == "" || it.Law == "" {
				t.Errorf("%s is not explained", it.Title)
			}
		}
	}
	for i := range b.Parts {
		if c := table.Head[1].Cells[i+1]; !anchors[c.Href] || c.Title == "" {
			t.Errorf("the column %q leads to %q", c.Text, c.Href)
		}
	}
}

func TestIntervalTable_ByYearAndAgency(t *testing.T) {
	c := compare("disclosure_rate", agencies)
	byYear := views.IntervalTable(c, true, "a-05", models.Zh)
	if len(byYear.Rows) != len(years) {
		t.Fatalf("%d rows", len(byYear.Rows))
	}
	r, _ := c.Row("a-05")
	for j, p := range r.Points {
		want := models.NoValue
		if in, ok := p.Interval(); ok {
			want = in.Text(models.Zh)
		}
		if got := byYear.Rows[j].Cells[2].Text; got != want {
			t.Errorf("%d: %s, want %s", years[j], got, want)
		}
	}
	nothing := models.Compare(c.Subject, agencies, nil, nil, nil)
	if got := views.IntervalTable(nothing, false, "", models.Zh); len(got.Rows) != 0 || got.Empty == "" {
		t.Errorf("of no years: %+v", got.Rows)
	}
}

func TestRemedyTable_ProceedingsAreNamed(t *testing.T) {
	var all []models.Comparison
	for _, code := range views.RemedyIndicators {
		all = append(all, compare(code, agencies))
	}
	table := views.RemedyTable(all, "", models.Zh)
	notes := map[string]string{}
	for _, r := range table.Rows {
		notes[r.Cells[0].Text] = r.Cells[0].Note
	}
	if notes["综合纠错率"] != "案件次" || notes["复议纠错率"] != "" || len(table.Rows) != len(all) {
		t.Errorf("%v", notes)
	}
	if text := fmt.Sprint(views.RemedyCaveats(models.Zh)); !strings.Contains(text, "案件次") || !strings.Contains(text, "不含尚未审结") {
		t.Errorf("caveats: %s", text)
	}
}
