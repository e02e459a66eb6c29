package handlers

import (
	"context"
	"slices"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
	"gongkai/views"
)

// applications shows where applications went and why: "/applications?tab=flow|mix|reasons|who|backlog&y=…&a=…&kind=…". Each tab has
// parameters of its own besides.
func applications(a *app, r *request) (maker, error) {
	x := r.explored()
	return func(ctx context.Context) (content, error) {
		f := r.frame
		f.Section, f.Title = views.SectionApplications, views.Question(x.tab, r.lang)
		page := views.ApplicationsPage{Frame: f, Question: f.Title, Year: x.year, Form: x.form(r), Caveats: views.ApplicationCaveats(x.tab, r.lang)}
		page.Tabs = views.ApplicationTabLinks(x.tab, func(tab string) string { return x.address(r, tab) }, r.lang)
		s := newCards(f)
		draw := map[string]func(context.Context, *request, *cards, *views.ApplicationsPage) error{
			views.TabFlow: x.drawFlow, views.TabMix: x.drawMix, views.TabReasons: x.drawReasons, views.TabWho: x.drawWho, views.TabBacklog: x.drawBacklog}[x.tab]
		if err := draw(ctx, r, s, &page); err != nil {
			return content{}, err
		}
		page.Cards = s.list
		return content{page: page, table: s.data[s.list[0].ID].rows, charts: s.data}, nil
	}, nil
}

// drawFlow shows what became of the applications of a year.
func (x explored) drawFlow(ctx context.Context, r *request, s *cards, page *views.ApplicationsPage) error {
	obs, err := r.world.observe(ctx, x.agencies, []int{x.year}, models.FlowNeeds())
	if err != nil {
		return err
	}
	flow := models.FlowOf(x.agencies, x.agency, x.year, x.group, obs)
	s.add(charts.Sankey(flow, charts.Options{ID: "flow", Lang: r.lang, Title: flow.Headline(x.together(), r.lang)}), views.FlowTable(flow, r.lang), export.FlowTable(flow, r.lang), true)
	s.tabs(views.GroupLinks(x.group, r.say("收起理由"), x.groupAddress(r, views.GroupNone), r.lang))
	if x.group != "" {
		page.Reasons = views.ReasonGroups(models.Reasons(x.group, x.agencies, []int{x.year}, obs).Breakdown, r.lang)
	}
	return nil
}

// tabs puts links to other views of the same figures into the last card.
func (s *cards) tabs(links []views.Link) { s.list[len(s.list)-1].Tabs = links }

// groupAddress makes the address of the page with another group; none is how the address says that there is none.
func (x explored) groupAddress(r *request, none string) func(group string) string {
	return func(group string) string {
		if group == "" {
			group = none
		}
		if x.tab == views.TabFlow && group == models.FlowGroups[0] {
			group = ""
		}
		return r.but("/applications", "group", group)
	}
}

// drawMix shows the outcomes of every agency in a year.
func (x explored) drawMix(ctx context.Context, r *request, s *cards, page *views.ApplicationsPage) error {
	d, err := r.world.readings(ctx, x.agencies, []int{x.year}, true)
	if err != nil {
		return err
	}
	arrange := models.OutcomeTable.Arranged
	if x.mode == charts.ModeCount {
		arrange = models.OutcomeTable.ArrangedBySum
	}
	table := arrange(d.outcomes(), x.sort, x.year, x.backwards)
	title := table.Totals[0].HeadlineOf(x.together(), r.lang)
	s.addOutcomesAs(table, charts.Options{Year: x.year, Mode: x.mode, Title: title})
	return nil
}

// drawReasons shows why applications were not granted: by agency in a year, or by year of one agency.
func (x explored) drawReasons(ctx context.Context, r *request, s *cards, page *views.ApplicationsPage) error {
	years := []int{x.year}
	if x.agency != "" {
		years = r.world.years
	}
	obs, err := r.world.observe(ctx, x.agencies, years, models.ReasonNeeds())
	if err != nil {
		return err
	}
	table := models.Reasons(x.group, x.agencies, years, obs)
	b, first := x.laidOut(table, r)
	lead, _ := table.Row(x.agency, x.year)
	title := b.Headline(lead, x.together(), r.lang)
	page.Reasons = views.ReasonGroups(b, r.lang)
	o := charts.Options{ID: "reasons", Lang: r.lang, Year: x.year, Mode: x.mode, Title: title}
	s.add(charts.Grid(b, o), views.ReasonTable(b, x.mode == charts.ModeShare, first, r.lang), export.BreakdownTable(b, r.lang), true)
	s.tabs(views.GroupLinks(x.group, r.say("全部理由"), x.groupAddress(r, ""), r.lang))
	return nil
}

// laidOut is a breakdown by the rows chosen, with what heads their names.
func (x explored) laidOut(t models.BreakdownTable, r *request) (models.Breakdown, string) {
	if x.agency != "" || x.rows == views.RowsYears {
		return t.ByYear(x.agency), r.say("年度")
	}
	return t.InYear(x.year), r.say("机关")
}

// drawWho shows who applied, and what became of it.
func (x explored) drawWho(ctx context.Context, r *request, s *cards, page *views.ApplicationsPage) error {
	years := []int{x.year}
	if x.rows == views.RowsYears {
		years = r.world.years
	}
	obs, err := r.world.observe(ctx, x.agencies, years, models.ApplicantNeeds())
	if err != nil {
		return err
	}
	table := models.ByApplicant(x.agencies, years, obs)
	b, first := x.laidOut(table, r)
	lead, _ := table.Row(x.agency, x.year)
	title := b.Headline(lead, x.together(), r.lang)
	share := x.mode == charts.ModeShare
	s.add(charts.Parts(b, charts.Options{ID: "applicants", Lang: r.lang, Year: x.year, Mode: x.mode, Title: title}), views.BreakdownTable(b, share, first, r.lang), export.BreakdownTable(b, r.lang), true)
	if obs, err = r.world.observe(ctx, x.agencies, []int{x.year}, models.ApplicantOutcomeNeeds()); err != nil {
		return err
	}
	results := models.ApplicantOutcomes(x.agencies, x.agency, x.year, obs)
	o := charts.Options{ID: "outcomes", Lang: r.lang, Year: x.year, Mode: x.mode, Title: results.RowsHeadline(x.together(), r.lang)}
	s.add(charts.Grid(results, o), views.BreakdownTable(results, share, r.say("申请人"), r.lang), export.BreakdownTable(results, r.lang), true)
	return nil
}

// backlogSubjects are what the page on what is carried over compares.
var backlogSubjects = subjects("applications.carried_out", "carryover_rate")

// drawBacklog shows what was carried over, and where it does not agree with the year before.
func (x explored) drawBacklog(ctx context.Context, r *request, s *cards, page *views.ApplicationsPage) error {
	w := r.world
	d, err := w.readings(ctx, x.agencies, w.years, false, backlogSubjects...)
	if err != nil {
		return err
	}
	cs := d.compareAll(backlogSubjects)
	for i := range cs {
		if x.kind != "" {
			cs[i].Together = x.together()
		}
	}
	found, err := x.mismatches(ctx, w)
	if err != nil {
		return err
	}
	title := models.CarryHeadline(cs[0], cs[1], x.agency, x.year, x.together(), r.lang)
	if n := len(models.OnePerReport(found)); n > 0 {
		page.Lead = r.say("上年结转与上年报告不一致的年度报告有 %d 份，见图中菱形和下文。", n)
	}
	o := charts.Options{ID: "backlog", Lang: r.lang, Year: x.year, Title: title}
	switch {
	case len(w.years) == 0 || x.rows == views.RowsYears:
		if x.agency != "" {
			o.Focus = []string{x.agency}
		}
		s.add(charts.Carry(cs[0], cs[1], carryMarks(found, x.agency, r), o), views.CarryTable(cs[0], cs[1], x.agency, r.lang), joinTables(cs, r.lang), true)
	default:
		o.Bars, o.Sort = true, charts.OrderValue
		counts, rates := only(cs[0], x.year), only(cs[1], x.year)
		s.addComparison(charts.Ranked(counts, o), counts, nil, true)
		s.addComparison(charts.Ranked(rates, charts.Options{ID: "rate", Lang: r.lang, Year: x.year, Sort: charts.OrderValue}), rates, nil, true)
	}
	if len(found) == 0 {
		return nil
	}
	page.Carries = views.NewFindingList(models.OnePerReport(found), models.Fail, w.agencies, w.heads, r.lang).Items
	slices.Reverse(page.Carries)
	page.CarryAll = s.addTable("mismatches", views.Table{}, export.FindingTable(found, w.agencies, r.lang))
	return nil
}

// mismatches are the failed findings of the rule that what is carried in is what was carried out.
func (x explored) mismatches(ctx context.Context, w *world) ([]models.ReportFinding, error) {
	f := store.FindingFilter{Rules: []string{models.CarryRule}, Results: []models.Result{models.Fail}}
	for _, g := range x.agencies {
		f.Agencies = append(f.Agencies, g.ID)
	}
	if len(f.Agencies) == 0 {
		return nil, nil
	}
	return w.store.Findings(ctx, f)
}

// carryMarks mark the years in which reports do not agree with those before: one agency's lead to its findings.
func carryMarks(found []models.ReportFinding, agencyID string, r *request) []charts.CarryMark {
	reports := map[int]int{}
	for _, f := range models.OnePerReport(found) {
		reports[f.Year]++
	}
	var marks []charts.CarryMark
	for _, y := range r.world.years {
		switch n := reports[y]; {
		case n == 0:
		case agencyID != "":
			marks = append(marks, charts.CarryMark{Year: y, Text: r.say("存疑"), Href: models.ReportPath(agencyID, y) + "#findings"})
		default:
			marks = append(marks, charts.CarryMark{Year: y, Text: r.say("%d 个机关", n), Href: "/quality?y=" + models.Decimal(int64(y), 0) + "&rule=" + models.CarryRule})
		}
	}
	return marks
}
