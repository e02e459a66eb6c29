package handlers

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gongkai/charts"
	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// Subjects of the parts of an agency's page.
var (
	flowSubjects      = subjects("applications.received", "applications.concluded", "applications.carried_out")
	peerRates         = subjects("disclosure_rate", "refused_share", "carryover_rate")
	peerSubjects      = append(slices.Clone(peerRates), subjects("applications.received", "releases.total", "disclosure.licensing.decisions")...)
	normativeSubjects = subjects("disclosure.normative_documents.issued", "disclosure.normative_documents.repealed", "disclosure.normative_documents.in_force")
	rulesSubjects     = subjects("disclosure.rules.issued", "disclosure.rules.repealed", "disclosure.rules.in_force")
	enforcedSubjects  = subjects("disclosure.licensing.decisions", "disclosure.penalties.decisions", "disclosure.coercion.decisions", "disclosure.fees.amount")
)

// agency shows one agency over the years: "/agencies/{id}?y=…&mode=…", y being the year of the statutory tables and of the peers.
func agency(a *app, r *request) (maker, error) {
	w := r.world
	x, ok := w.agency(r.params["id"])
	if !ok {
		return nil, models.Errorf(models.ENOTFOUND, "没有代码为“%s”的机关。", shorten(r.params["id"]))
	}
	y := r.reportYear(x)
	mode := charts.ModeShare
	if r.choice("mode", views.ModeShare, views.Modes) == views.ModeCount {
		mode = charts.ModeCount
	}
	return func(ctx context.Context) (content, error) {
		page := views.NewAgencyPage(r.frame, x, w.agencies, w.successions, w.years, w.heads)
		reports, err := w.reportsOf(ctx, x)
		if err != nil {
			return content{}, err
		}
		table, err := export.FigureTable(export.Dataset{Settings: w.settings, Agencies: []models.Agency{x}, Successions: w.successions}.With(reports))
		if err != nil {
			return content{}, err
		}
		if len(reports) == 0 {
			return content{page: page, table: table}, nil
		}
		peers, err := w.readings(ctx, w.ofKind(x.Kind), w.years, false, peerSubjects...)
		if err != nil {
			return content{}, err
		}
		p := portrait{cards: newCards(r.frame), query: r.query, agency: x, year: y, mode: mode, own: readings{w, []models.Agency{x}, w.years, observationsOf(reports)}, peers: peers}
		page.Lead = views.Sentence(r.lang, p.own.compare(flowSubjects[0]).AgencyHeadline(x.ID, reports[len(reports)-1].Year, r.lang))
		page.Sections = []views.AgencySection{p.applications(), p.reasons(), p.applicants(), p.among(), p.disclosure(), p.enforcement(), p.remedies()}
		page.Originals(reports)
		page.Statutory = views.NewStatutoryYear(reports, x, y, mode == charts.ModeCount, r.lang)
		page.Figures = views.FiguresTable(x, w.years, p.own.observed, r.lang)
		page.Quality = quality(reports, r.lang)
		page.Rows = len(table.Rows)
		return content{page: page, table: table, charts: p.data}, nil
	}, nil
}

// reportYear reads the year of one of an agency's reports; the default is the newest. It is 0 where there is none.
func (q *query) reportYear(a models.Agency) int {
	last := 0
	for y := range q.world.heads[a.ID] {
		last = max(last, y)
	}
	text := q.get("y")
	if text == "" || last == 0 {
		return last
	}
	y, err := strconv.Atoi(text)
	if q.world.heads[a.ID][y] == nil || err != nil {
		q.wrong(q.say("没有%s“%s”年的年度报告，已显示最近一份。", a.Name, shorten(text)))
		return last
	}
	q.keep("y", strconv.Itoa(y), strconv.Itoa(last))
	return y
}

// portrait makes the parts of an agency's page.
type portrait struct {
	*cards
	query  *query
	agency models.Agency
	year   int
	mode   charts.Mode
	own    readings // all of the agency's own figures
	peers  readings // of the agencies of its kind
}

func (p portrait) options(id string) charts.Options {
	return charts.Options{ID: id, Lang: p.frame.Lang, Focus: []string{p.agency.ID}}
}

// modes are the links between percentages and counts, for the parts that have both.
func (p portrait) modes() []views.Link {
	value := views.ModeShare
	if p.mode == charts.ModeCount {
		value = views.ModeCount
	}
	return views.ModeLinks(value, func(mode string) string { return p.query.but(views.AgencyPath(p.agency.ID), "mode", mode) }, p.frame.Lang)
}

// applications are what came in and what became of it.
func (p portrait) applications() views.AgencySection {
	lang := p.frame.Lang
	flow := p.own.compareAll(flowSubjects)
	bars := p.add(charts.Bars(flow, p.options("flow")), views.AgencyYears(p.agency, flow, lang), joinTables(flow, lang), false)
	t, o := p.own.outcomes(), p.options("outcomes")
	o.Mode = p.mode
	rows := p.add(charts.OutcomesByYear(t, o), views.OutcomesByYearTable(t, p.agency.ID, lang), export.OutcomeTable(outcomesOf(t, p.agency.ID), lang), false)
	rows.Tabs = p.modes()
	return views.AgencySection{ID: "part-applications", Title: views.Phrase(lang, "政府信息公开申请"), Cards: []views.ChartCard{bars, rows}}
}

// breakdown is a breakdown by year as stacked bars or cells.
func (p portrait) breakdown(id, first string, b models.Breakdown, draw func(models.Breakdown, charts.Options) charts.Chart, mode charts.Mode) views.ChartCard {
	o := p.options(id)
	o.Mode = mode
	return p.add(draw(b, o), views.BreakdownTable(b, mode == charts.ModeShare, first, p.frame.Lang), export.BreakdownTable(b, p.frame.Lang), true)
}

func (p portrait) reasons() views.AgencySection {
	lang := p.frame.Lang
	b := models.Reasons("", p.own.agencies, p.own.years, p.own.observed).ByYear(p.agency.ID)
	return views.AgencySection{ID: "part-reasons", Title: views.Phrase(lang, "没有公开的理由"), Text: views.Phrase(lang, "按年度报告表三的各项理由统计，格中是件数；理由的含义和依据见各项指标。"),
		Cards: []views.ChartCard{p.breakdown("reasons", views.Phrase(lang, "年度"), b, charts.Grid, charts.ModeCount)}}
}

func (p portrait) applicants() views.AgencySection {
	lang := p.frame.Lang
	b := models.ByApplicant(p.own.agencies, p.own.years, p.own.observed).ByYear(p.agency.ID)
	card := p.breakdown("applicants", views.Phrase(lang, "年度"), b, charts.Parts, p.mode)
	card.Tabs = p.modes()
	return views.AgencySection{ID: "part-applicants", Title: views.Phrase(lang, "谁在申请"), Cards: []views.ChartCard{card}}
}

// among sets the agency beside those of its kind, in the year chosen.
func (p portrait) among() views.AgencySection {
	lang := p.frame.Lang
	s := views.AgencySection{ID: "part-peers", Title: views.Phrase(lang, "与同类机关相比"), Text: views.Phrase(lang, "比较只说明差别，不说明好坏：申请的内容不同，处理结果自然不同。"),
		Links: []views.Link{{Text: views.Phrase(lang, "在比较页与同类机关比历年"), Href: "/compare?a=" + p.agency.ID + "&peers=kind"}}}
	if len(p.peers.agencies) < 2 {
		s.Text, s.Links = views.Phrase(lang, "没有其他同类机关。"), nil
		return s
	}
	cs := p.peers.compareAll(peerSubjects)
	for i, c := range cs {
		cs[i] = only(c, p.year)
	}
	s.Cards = []views.ChartCard{p.add(charts.PeerStrip(cs[:len(peerRates)], p.options("peers")), views.PeersTable(p.agency, p.year, cs, lang), joinTables(cs, lang), true)}
	return s
}

// disclosure is what was released, and the documents made, repealed and in force.
func (p portrait) disclosure() views.AgencySection {
	lang := p.frame.Lang
	s := views.AgencySection{ID: "part-disclosure", Title: views.Phrase(lang, "主动公开")}
	for _, part := range []struct {
		id   string
		list []models.Subject
	}{{"releases", subjects("releases.total")}, {"documents", normativeSubjects}, {"rules", rulesSubjects}} {
		cs := p.own.compareAll(part.list)
		if part.id == "rules" && !anyAboveZero(cs, p.agency.ID) {
			continue // few agencies make rules
		}
		s.Cards = append(s.Cards, p.add(charts.Bars(cs, p.options(part.id)), views.AgencyYears(p.agency, cs, lang), joinTables(cs, lang), false))
	}
	return s
}

func anyAboveZero(cs []models.Comparison, agencyID string) bool {
	return slices.ContainsFunc(cs, func(c models.Comparison) bool {
		r, ok := c.Row(agencyID)
		return ok && slices.ContainsFunc(r.Points, func(x models.Point) bool { return x.Number != nil && *x.Number > 0 })
	})
}

// enforcement is licensing, penalties, coercion and fees, each in its own unit.
func (p portrait) enforcement() views.AgencySection {
	lang := p.frame.Lang
	cs := p.own.compareAll(enforcedSubjects)
	return views.AgencySection{ID: "part-enforcement", Title: views.Phrase(lang, "许可、处罚、强制和收费"), Text: views.Phrase(lang, "四项单位和性质不同，各看各的走势，不相加、不相除。"),
		Tables: []views.Table{views.CoursesTable(p.agency, cs, lang)}}
}

// remedies are the reconsiderations and lawsuits, with a chart for each channel that was used.
func (p portrait) remedies() views.AgencySection {
	lang := p.frame.Lang
	s := views.AgencySection{ID: "part-remedies", Title: views.Phrase(lang, "行政复议和行政诉讼")}
	var unused []string
	for _, ch := range models.Channels {
		b := models.RemedyResults(ch.Code, p.own.agencies, p.own.years, p.own.observed).ByYear(p.agency.ID)
		if !slices.ContainsFunc(b.Rows, models.BreakdownRow.Shown) {
			unused = append(unused, ch.Label.In(lang))
			continue
		}
		s.Cards = append(s.Cards, p.breakdown("remedies-"+strings.ReplaceAll(ch.Code, "_", "-"), views.Phrase(lang, "年度"), b, charts.Parts, charts.ModeCount))
	}
	if len(unused) > 0 {
		s.Lines = append(s.Lines, views.Phrase(lang, "报告中没有案件，或没有填报完整：%s。", strings.Join(unused, views.Phrase(lang, "、"))))
	}
	return s
}
