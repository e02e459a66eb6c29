package views_test

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/charts"
	"gongkai/models"
	"gongkai/views"
)

// findings are those of all reports, and how often each rule gave which result in which report.
func findings() (failed []models.ReportFinding, counts []models.FindingCount) {
	for _, r := range reports {
		byRule := map[string]*models.FindingCount{}
		var order []string
		for _, f := range r.Revision.Findings {
			c := byRule[f.Rule]
			if c == nil {
				c = &models.FindingCount{AgencyID: r.AgencyID, Year: r.Year, RuleCount: models.RuleCount{Rule: f.Rule}}
				byRule[f.Rule], order = c, append(order, f.Rule)
			}
			switch f.Result {
			case models.Pass:
				c.Pass++
			case models.Fail:
				c.Fail++
				failed = append(failed, models.ReportFinding{AgencyID: r.AgencyID, Year: r.Year, Finding: f})
			default:
				c.NotAssessable++
			}
		}
		for _, rule := range order {
			counts = append(counts, *byRule[rule])
		}
	}
	return failed, counts
}

// heads of all reports as a list.
func reportHeads() []models.ReportHead {
	var list []models.ReportHead
	for _, a := range agencies {
		for _, h := range heads()[a.ID] {
			list = append(list, *h)
		}
	}
	return list
}

func qualityPage(f views.QualityFilter) views.QualityPage {
	lang := models.Zh
	failed, counts := findings()
	q := models.QualityOf(settings, agencies, f.Years, reportHeads(), f.Chosen(counts))
	fr := frame("/quality")
	fr.Section, fr.Title = views.SectionQuality, "数据质量"
	p := views.QualityPage{Frame: fr, Lead: q.Headline(lang), Form: views.QualityForm(f, agencies, years, lang), Legend: views.Legend(lang)}
	p.Rates, p.Caveats = views.QualityFigures(q, lang)
	p.Matrix = views.DataTable{Table: views.StatusMatrix(settings, agencies, f, years, heads(), f.Chosen(counts), lang)}
	p.Rules = views.DataTable{Table: views.RulesTable(counts, f, years, lang)}
	p.Findings = views.NewFindingList(failed, f.Result, agencies, heads(), lang)
	return p
}

func documentGap() views.Gap {
	of := func(code string) models.Comparison { return compare(code, agencies) }
	return views.Gap{InForce: of("disclosure.normative_documents.in_force"), Issued: of("disclosure.normative_documents.issued"), Repealed: of("disclosure.normative_documents.repealed"),
		Net: of("norm_net"), Residual: of("norm_residual")}
}

// themePages are the pages on one theme, full of the invented district.
func themePages() map[string]views.Page {
	lang := models.Zh
	f := frame("/disclosure")
	f.Section, f.Title = views.SectionDisclosure, "主动公开"
	filter := views.Filter{Year: 2025, Focus: []string{"a-05"}}
	gap, releases := documentGap(), compare("releases.total", agencies)
	channels, unnamed := views.ChannelTable(2025, []models.Comparison{releases, compare("releases.website", agencies)}, filter.Focus, lang)
	disclosure := views.DisclosurePage{Frame: f, Year: 2025, Lead: releases.TotalHeadline(2025, lang), Filter: views.NewFilterForm("/disclosure", filter, agencies, years, 6, lang, views.ChannelSelect("", lang)),
		Figures:  []views.KeyFigure{views.NewKeyFigure(gap.Issued, 2025, "", lang)},
		Releases: []views.ChartCard{card("releases", charts.Ranked(releases, charts.Options{Year: 2025}), views.ComparisonTable(releases, nil, lang))},
		Channels: views.DataTable{Table: channels}, Unnamed: strings.Join(unnamed, "、"),
		Documents: []views.ChartCard{card("norms", charts.Diverging(gap.Issued, gap.Repealed, charts.Options{Year: 2025, Focus: filter.Focus}), views.PairTable(2025, []models.Comparison{gap.Issued, gap.Repealed}, nil, lang))},
		Gap:       views.DataTable{Table: views.GapTable(2025, gap, filter.Focus, lang)}, GapLead: models.GapsOf(gap.Residual, 2025).Headline(2025, lang), GapWhy: "衔接差。"}
	e := frame("/enforcement")
	e.Section, e.Title = views.SectionEnforcement, "许可、处罚、强制和收费"
	var four []models.Comparison
	enforcement := views.EnforcementPage{Year: 2025, Filter: views.NewFilterForm("/enforcement", filter, agencies, years, 6, lang),
		Views: views.EnforcementLinks(views.EnforcementDots, 2025, func(v string) string { return "/enforcement?view=" + v }, lang)}
	for _, code := range []string{"licensing.decisions", "penalties.decisions", "coercion.decisions", "fees.amount"} {
		c := compare("disclosure."+code, agencies)
		four = append(four, c)
		enforcement.Cards = append(enforcement.Cards, card(strings.ReplaceAll(code, ".", "-"), charts.LogDots(c, charts.Options{Year: 2025}), views.ComparisonTable(c, nil, lang)))
	}
	enforcement.Frame, enforcement.Lead = e, four[0].TotalHeadline(2025, lang)
	enforcement.Earlier = views.EarlierMeasures(four, lang)
	enforcement.Table = views.DataTable{Table: views.EnforcementTable(2025, four, filter.Focus, lang)}
	received := compare("applications.received", agencies)
	revised := []models.RevisedReport{{AgencyID: "a-05", Year: 2025, Revision: models.Revision{No: 2, Edition: models.Edition2021, CreatedAt: updated}, Changes: []models.Change{change(3, 4)}},
		{AgencyID: "a-06", Year: 2025, Revision: models.Revision{No: 2, Edition: models.Edition2021, CreatedAt: updated}}}
	revisions, _ := views.RevisionsTable(revised, agencies, lang)
	y := frame("/years/2025?sort=-name")
	y.Section, y.Title = views.SectionYears, "2025 年"
	year := views.YearPage{Frame: y, Year: 2025, Years: views.YearLinks(years, 2025, lang), Headline: "2025 年", Changes: views.ChangesTable(2025, four, lang), Revised: 2, Revisions: views.DataTable{Table: revisions},
		Table:   views.SortedYearTable(2025, append([]models.Comparison{received}, four...), views.YearSort{By: "name", Backwards: true}, orderHref, lang),
		Changed: []views.ChartCard{card("received", charts.Dumbbell(received, charts.Options{From: 2024, Year: 2025, Sort: charts.OrderValue, Limit: 5}), views.BetweenTable(received, 2024, 2025, nil, lang))}}
	return map[string]views.Page{
		"years":        views.NewYearsPage(frame("/years"), agencies, heads(), []models.Comparison{received, compare("disclosure_rate", agencies)}),
		"year-sorted":  year,
		"enforcement":  enforcement,
		"quality":      qualityPage(views.QualityFilter{Years: years, Result: models.Fail}),
		"quality-rule": qualityPage(views.QualityFilter{Years: []int{2025}, Agency: "a-04", Rule: "t3.row", Severity: models.SeverityError, Result: models.NotAssessable}),
		"disclosure":   disclosure,
	}
}

// emptyThemePages are the same pages over an empty database.
func emptyThemePages() map[string]views.Page {
	f := views.Frame{Settings: models.DefaultSettings(), Path: "/quality"}
	return map[string]views.Page{"quality": views.QualityPage{Frame: f}, "disclosure": views.DisclosurePage{Frame: f}, "enforcement": views.EnforcementPage{Frame: f}, "years": views.NewYearsPage(f, nil, nil, nil),
		"year-bare": views.YearPage{Frame: f, Year: 2025, Headline: "2025 年"}}
}

func TestQuality_MatrixRulesAndFindingsAgree(t *testing.T) {
	p := qualityPage(views.QualityFilter{Years: years, Result: models.Fail})
	inMatrix := 0
	for _, r := range p.Matrix.Rows {
		for _, c := range r.Cells {
			for _, l := range c.Links {
				for _, n := range numbers(l.Text) {
					inMatrix += n
				}
			}
		}
	}
	inRules := 0
	for _, r := range p.Rules.Rows {
		n, err := strconv.Atoi(r.Cells[3].Sort)
		if err != nil {
			t.Fatal(err)
		}
		inRules += n
	}
	if inMatrix != inRules || inRules != p.Findings.Total || inRules == 0 {
		t.Errorf("matrix %d, rules %d, findings %d", inMatrix, inRules, p.Findings.Total)
	}
	if len(p.Findings.Items)+p.Findings.More() != p.Findings.Total {
		t.Errorf("%d listed and %d more of %d", len(p.Findings.Items), p.Findings.More(), p.Findings.Total)
	}
}

// numbers are the whole numbers in a text.
func numbers(s string) []int {
	var list []int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		n, _ := strconv.Atoi(part)
		list = append(list, n)
	}
	return list
}

func TestQuality_HeadlineCountsTheMatrix(t *testing.T) {
	p := qualityPage(views.QualityFilter{Years: years, Result: models.Fail})
	published, missing, suspect := 0, 0, 0
	for _, r := range p.Matrix.Rows {
		for _, c := range r.Cells {
			switch {
			case c.Status == nil:
				continue
			case c.Status.Kind == views.Missing:
				missing++
			case c.Status.Kind != views.NotDue:
				published++
			}
			if c.Status.Suspect {
				suspect++
			}
		}
	}
	want := fmt.Sprintf("应公布的 %d 份年度报告已公布 %d 份，有 %d 份未通过错误类检查，其中有关的数字标为存疑", published+missing, published, suspect)
	if p.Lead != want || missing == 0 || suspect == 0 {
		t.Errorf("got  %s\nwant %s", p.Lead, want)
	}
}

func TestQuality_StatusesAreWords(t *testing.T) {
	_, doc := render(t, themePages()["quality"])
	seen := map[string]bool{}
	for _, n := range nodes(doc) {
		if class, _ := attr(n, "class"); strings.HasPrefix(class, "status is-") {
			if len(text(n)) < 4 {
				t.Errorf("%s says %q", class, text(n))
			}
			seen[strings.TrimPrefix(class, "status is-")] = true
		}
	}
	for _, kind := range []string{views.OnTime, views.Late, views.Missing, views.NotDue} {
		if !seen[kind] {
			t.Errorf("no cell is %s", kind)
		}
	}
}

func TestQualityFilter_Href(t *testing.T) {
	for want, f := range map[string]views.QualityFilter{
		"/quality":                                    {Years: years, Result: models.Fail},
		"/quality?y=2025&a=a-04":                      {Years: []int{2025}, Agency: "a-04", Result: models.Fail},
		"/quality?y=2022..2024":                       {Years: []int{2022, 2023, 2024}, Result: models.Fail},
		"/quality?rule=t3.row":                        {Years: years, Rule: "t3.row", Result: models.Fail},
		"/quality?severity=warning":                   {Years: years, Severity: models.SeverityWarning, Result: models.Fail},
		"/quality?rule=x.carry&result=not_assessable": {Years: years, Rule: "x.carry", Result: models.NotAssessable},
	} {
		if got := f.Href(years); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestGapTable_GapIsWhatTheRowSays(t *testing.T) {
	asked := 0
	for _, year := range []int{2022, 2024, 2025} {
		for _, r := range views.GapTable(year, documentGap(), nil, models.Zh).Rows {
			var v [7]int
			known := true
			for i := 1; i < 7; i++ {
				n, err := strconv.ParseFloat(r.Cells[i].Sort, 64)
				known = known && err == nil
				v[i] = int(n)
			}
			if !known {
				continue
			}
			if v[4] != v[2]-v[3] || v[6] != v[5]-(v[1]+v[2]-v[3]) {
				t.Errorf("%d %s: %v", year, r.Cells[0].Text, v)
			}
			if (v[6] != 0) != (r.Cells[6].Mark == "差在哪里？") {
				t.Errorf("%d %s: %d is marked %q", year, r.Cells[0].Text, v[6], r.Cells[6].Mark)
			}
			if v[6] != 0 {
				asked++
			}
		}
	}
	if asked == 0 {
		t.Error("no row of the fixture has a gap")
	}
	first := views.GapTable(2021, documentGap(), nil, models.Zh)
	if i := slices.IndexFunc(first.Rows, func(r views.Row) bool { return r.Cells[6].Sort != "" }); i >= 0 {
		t.Errorf("the first year of the form has a gap: %+v", first.Rows[i].Cells[6])
	}
}

func TestChannelTable_LeavesOutWhatNobodyNames(t *testing.T) {
	releases := compare("releases.total", agencies)
	table, unnamed := views.ChannelTable(2025, []models.Comparison{releases, compare("releases.weibo", agencies)}, []string{"a-05"}, models.Zh)
	if len(table.Head[0].Cells) != 2 || !slices.Equal(unnamed, []string{"微博发布信息条数"}) {
		t.Errorf("%d columns, left out %q", len(table.Head[0].Cells), unnamed)
	}
	if total := table.Foot[0].Cells[1].Text; !strings.Contains(releases.TotalHeadline(2025, models.Zh), total+" 条") {
		t.Errorf("the headline %q is of another total than %s", releases.TotalHeadline(2025, models.Zh), total)
	}
	if i := slices.IndexFunc(table.Rows, func(r views.Row) bool { return r.Focus }); i < 0 || table.Rows[i].Cells[0].Text != "区民政局" {
		t.Error("the agency in focus is not set apart")
	}
}

func TestEnforcementTable_TotalsAreThoseOfTheHeadlines(t *testing.T) {
	var four []models.Comparison
	for _, code := range []string{"licensing.decisions", "penalties.decisions", "coercion.decisions", "fees.amount"} {
		four = append(four, compare("disclosure."+code, agencies))
	}
	table := views.EnforcementTable(2025, four, nil, models.Zh)
	for i, c := range four {
		total := table.Foot[0].Cells[i+1].Text
		exact, ok := new(big.Rat).SetString(strings.ReplaceAll(total, ",", ""))
		if headline := c.TotalHeadline(2025, models.Zh); !ok || !strings.Contains(headline, " "+models.FormatValue(exact, c.Subject, models.Zh)+" ") {
			t.Errorf("the total %s is not in %q", total, headline)
		}
	}
	for _, l := range views.EarlierMeasures(four, models.Zh) {
		if m, ok := models.MeasureOf(strings.TrimPrefix(l.Href, "/measures/")); !ok || m.In(models.Edition2021) {
			t.Errorf("%s is no measure of the form of 2019 alone", l.Href)
		}
	}
}

// change is a change of the applications received from one count to another.
func change(from, to int64) models.Change {
	k := models.Key{Measure: "applications.received", Applicant: models.ApplicantTotal}
	figure := func(n *int64) models.Figure {
		return models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateReported, Number: n}
	}
	return models.Change{Key: k, Old: figure(&from), New: figure(&to)}
}

func orderHref(order string) string { return "/years/2025?sort=" + order + "#agencies" }

func TestSortedYearTable(t *testing.T) {
	cs := []models.Comparison{compare("applications.received", agencies), compare("disclosure.licensing.decisions", agencies)}
	names := func(table views.Table) []string {
		var list []string
		for _, r := range table.Rows {
			list = append(list, r.Cells[0].Text)
		}
		return list
	}
	sorted := func(by string, backwards bool) views.Table {
		return views.SortedYearTable(2025, cs, views.YearSort{By: by, Backwards: backwards}, orderHref, models.Zh)
	}
	if official, plain := names(sorted("order", false)), names(views.YearTable(2025, cs, models.Zh)); !slices.Equal(official, plain) {
		t.Errorf("the official order is %q, want %q", official, plain)
	}
	for _, backwards := range []bool{false, true} {
		table := sorted("disclosure.licensing.decisions", backwards)
		if len(table.Rows) != len(sorted("order", false).Rows) {
			t.Errorf("%d rows", len(table.Rows))
		}
		last, ended := 0.0, false
		for i, r := range table.Rows {
			v, err := strconv.ParseFloat(r.Cells[2].Sort, 64)
			if err != nil || r.Cells[2].Tone == views.ToneSuspect {
				ended = true
				continue
			}
			if ended {
				t.Fatalf("a value stands after what has none: %s", r.Cells[0].Text)
			}
			if i > 0 && v != last && (v > last) != backwards {
				t.Errorf("backwards %v: %v after %v", backwards, v, last)
			}
			last = v
		}
		want := map[bool]string{false: "descending", true: "ascending"}[backwards]
		if head := table.Head[0].Cells[2]; head.Sorted != want || table.Sortable {
			t.Errorf("the head says %q, want %q", head.Sorted, want)
		}
	}
	for _, tt := range []struct {
		by        string
		backwards bool
		href      string
	}{
		{"order", false, "/years/2025?sort=disclosure.licensing.decisions#agencies"},
		{"disclosure.licensing.decisions", false, "/years/2025?sort=-disclosure.licensing.decisions#agencies"},
		{"disclosure.licensing.decisions", true, "/years/2025?sort=#agencies"},
	} {
		if got := sorted(tt.by, tt.backwards).Head[0].Cells[2].Href; got != tt.href {
			t.Errorf("from %s %v the head leads to %s", tt.by, tt.backwards, got)
		}
	}
}

func TestRevisionsTable_ListsCellsAndSaysWhenThereAreMore(t *testing.T) {
	var many []models.Change
	for i := range int64(70) {
		many = append(many, change(i, i+1))
	}
	table, more := views.RevisionsTable([]models.RevisedReport{{AgencyID: "a-05", Year: 2025, Revision: models.Revision{Edition: models.Edition2021, CreatedAt: updated}, Changes: many}}, agencies, models.Zh)
	if len(table.Rows)+more != 70 || more == 0 {
		t.Errorf("%d rows and %d more", len(table.Rows), more)
	}
	if c := table.Rows[3].Cells; c[2].Href != "/reports/a-05/2025#t3.r01.c7" || c[3].Text != "3" || c[4].Text != "4" || c[1].Text != "2026-04-02" {
		t.Errorf("%+v", c)
	}
	same, _ := views.RevisionsTable([]models.RevisedReport{{AgencyID: "a-05", Year: 2025}}, agencies, models.Zh)
	if same.Rows[0].Cells[2].Text != "没有改动数字" {
		t.Errorf("%+v", same.Rows[0])
	}
}

func TestTopTable_AddsUpToItsFoot(t *testing.T) {
	c := compare("applications.received", agencies)
	table := views.TopTable(c, 2025, 10, "其余", models.Zh)
	sum := 0
	for _, r := range table.Rows {
		sum += whole(t, r.Cells[2])
	}
	if total := whole(t, table.Foot[0].Cells[2]); total != sum || len(table.Rows) != 11 {
		t.Errorf("%d rows add up to %d, the foot says %d", len(table.Rows), sum, total)
	}
	headline := c.TopHeadline(2025, 10, models.Zh)
	if part := sum - whole(t, table.Rows[10].Cells[2]); !strings.Contains(strings.ReplaceAll(headline, ",", ""), fmt.Sprintf("%d/%d", part, sum)) {
		t.Errorf("%q is not of %d of %d", headline, part, sum)
	}
}

// whole is the count that a cell shows.
func whole(t *testing.T, c views.Cell) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimSuffix(c.Sort, ".000000"))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestYearsPage_NewestFirstWithItsTotals(t *testing.T) {
	c := compare("applications.received", agencies)
	p := views.NewYearsPage(frame("/years"), agencies, heads(), []models.Comparison{c})
	if len(p.Table.Rows) != len(years) || p.Table.Rows[0].Cells[0].Href != "/years/2025" {
		t.Fatalf("%d rows, the first leads to %s", len(p.Table.Rows), p.Table.Rows[0].Cells[0].Href)
	}
	if total := p.Table.Rows[0].Cells[3].Text; !strings.Contains(c.TotalHeadline(2025, models.Zh), total) {
		t.Errorf("the total %s is not that of %q", total, c.TotalHeadline(2025, models.Zh))
	}
}

func TestDataState_CountsWhatIsMissing(t *testing.T) {
	q := models.QualityOf(settings, agencies, years, reportHeads(), nil)
	facts := views.DataState(frame("/"), q, len(agencies), len(reports), years, models.Zh)
	var all []string
	for _, f := range facts {
		all = append(all, f.Text)
	}
	for _, want := range []string{fmt.Sprintf("年度报告 %d 份", len(reports)), fmt.Sprintf("%d 份应公布而没有公布", q.Required-len(reports)), fmt.Sprintf("%d 份报告未通过错误类检查", q.WithErrors)} {
		if !strings.Contains(strings.Join(all, "；"), want) {
			t.Errorf("%q is not in %q", want, all)
		}
	}
}
