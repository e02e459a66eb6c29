package views_test

import (
	"maps"

	"gongkai/charts"
	"gongkai/ingest/cells"
	"gongkai/models"
	"gongkai/views"
)

func frame(path string) views.Frame {
	return views.Frame{Settings: settings, Path: path, Updated: updated, LatestYear: 2025,
		Data: []views.Link{{Text: "CSV", Href: "/data.csv"}, {Text: "JSON", Href: "/data.json"}}}
}

// card is a figure of a comparison, as a handler makes it.
func card(id string, ch charts.Chart, table views.Table) views.ChartCard {
	ch.ID = id
	c := views.ChartCard{Chart: ch, Table: table, Lines: len(table.Rows), State: frame("/").DataState(), Definitions: views.Definitions([]string{"disclosure_rate", "applications.received", "refused"}, models.Zh),
		Data: []views.Link{{Text: "CSV", Href: "/compare.csv?m=x&chart=" + id}, {Text: "JSON", Href: "/compare.json?m=x&chart=" + id}, {Text: "SVG", Href: "/compare.svg?m=x&chart=" + id}}}
	f := frame("/compare?m=x")
	c.Share = views.NewShare(f, ch, views.NewEmbed(f, ch, c.Picture()), views.PinnedEmbed(f, ch, c.Picture()))
	return c
}

// agencyList is the list of the agencies that a query finds.
func agencyList(query string, found []models.Agency, heads views.Heads) views.AgencyList {
	return views.AgencyList{Query: query, All: agencies, Found: found, Years: years, Heads: heads, Received: compare("applications.received", agencies),
		Href: func(name, value string) string { return "/agencies?" + name + "=" + value }}
}

// fullPages are the pages of the invented district, by the name of the file a screenshot is taken of.
func fullPages() map[string]views.Page {
	lang := models.Zh
	hs := heads()
	received, disclosed := compare("applications.received", agencies), compare("disclosure_rate", agencies)
	releases, licensing, fees := compare("releases.total", agencies), compare("disclosure.licensing.decisions", agencies), compare("disclosure.fees.amount", agencies)
	key := []views.KeyFigure{views.NewKeyFigure(received, 2025, "新收申请", lang), views.NewKeyFigure(disclosed, 2025, "", lang), views.NewKeyFigure(releases, 2025, "发布信息", lang),
		views.NewKeyFigure(licensing, 2025, "行政许可决定", lang), views.NewKeyFigure(fees, 2025, "行政事业性收费", lang)}
	cards := drawings(received, disclosed, releases, licensing)
	main := []models.Comparison{received, disclosed, releases, licensing, compare("disclosure.penalties.decisions", agencies), fees}
	publication := hs.Publication(lang, settings, agencies, 2025)
	pages := map[string]views.Page{}

	f := frame("/")
	f.Section = views.SectionHome
	pages["index"] = views.HomePage{Frame: f, Year: 2025, Headline: views.Headline(received, disclosed, 2025, settings.District, lang), Lead: publication.Lead(lang),
		Figures: key, Cards: cards[:5], Publication: publication, Tasks: views.Tasks(lang)}
	pages["index-newer"] = views.HomePage{Frame: f, Year: 2025, Headline: "2025", SnapshotBox: views.SnapshotBox(f, []models.Snapshot{{ID: "s2026-03-31", Note: "更正"}, {ID: "s2026-01-31"}})}
	pages["agencies"] = views.NewAgenciesPage(frame("/agencies"), agencyList("", agencies, hs))
	pages["agencies-search"] = views.NewAgenciesPage(frame("/agencies?q=民政"), agencyList("民政", agencies[5:6], hs))

	a := agencies[5]
	agency := views.NewAgencyPage(frame("/agencies/a-05"), a, agencies, successions, years, hs)
	agency.Figures = views.FiguresTable(a, years, observations(a.ID), lang)
	var peers []models.Agency
	for _, p := range agencies {
		if p.Kind == a.Kind {
			peers = append(peers, p)
		}
	}
	peerTable := views.PeersTable(a, 2025, []models.Comparison{compare("disclosure_rate", peers), compare("applications.received", peers), compare("carryover_rate", peers)}, lang)
	agency.Sections = []views.AgencySection{{ID: "part-applications", Title: "政府信息公开申请", Cards: cards[:2]}, {ID: "part-peers", Title: "与同类机关相比", Text: "只说明差别。", Tables: []views.Table{peerTable}, Links: []views.Link{{Text: "在比较页比", Href: "/compare?a=a-05&peers=kind"}}},
		{ID: "part-enforcement", Title: "许可、处罚、强制和收费", Tables: []views.Table{views.CoursesTable(a, []models.Comparison{licensing, fees}, lang)}, Lines: []string{"没有行政复议。"}}}
	var own []models.Report
	for _, r := range reports {
		if r.AgencyID == a.ID {
			own = append(own, r)
		}
	}
	agency.Originals(own)
	agency.Statutory = views.NewStatutoryYear(own, a, 2025, true, lang)
	agency.Rows = 1234
	agency.Quality, _, _ = views.Findings(reports[29].Revision.Findings, models.Edition2021, models.ReportPath("a-05", 2025), lang)
	pages["agency"] = agency

	f = frame("/compare?m=applications.received")
	f.Title, f.Section = "比较", views.SectionCompare
	c := card("main", cards[1].Chart, views.ComparisonTable(received, []string{"a-05", "a-08"}, lang))
	pages["compare"] = views.ComparePage{Frame: f, Card: c, Form: views.CompareForm{Subject: views.SubjectSelect("applications.received", lang),
		Applicant: views.ApplicantSelect("applications.received", "", lang), From: views.YearSelect("from", "起", years, 2020), To: views.YearSelect("to", "止", years, 2025),
		Agencies: views.AgencyChoices(agencies, []string{"a-05", "a-08"}, lang), Chosen: 2, Max: charts.MaxHighlights},
		Views:    []views.Link{{Text: "趋势", Href: "/compare?m=applications.received", Current: true}, {Text: "排序", Href: "/compare?m=applications.received&view=rank"}, {Text: "热力图", Href: "/compare?m=applications.received&view=heatmap"}, {Text: "结果构成", Href: "/compare?view=outcomes"}},
		Examples: []views.Link{{Text: "各机关新收申请", Href: "/compare?m=applications.received", Note: "哪些机关收到的申请多，是增是减。"}}}

	pages["measures"] = views.NewMeasuresPage(frame("/measures"))
	m := views.NewMeasurePage(frame("/measures/disclosure_rate"), disclosed.Subject)
	m.Lead = "2025 年各机关公开率的中位数为 61.0%。"
	m.Cards = cards[4:]
	m.Filter = views.NewFilterForm("/measures/disclosure_rate", views.Filter{Year: 2025, Focus: []string{"a-05"}}, agencies, years, 6, lang)
	pages["measure"] = m

	f = frame("/years/2025")
	f.Title, f.Section = "2025 年", views.SectionYears
	pages["year"] = views.YearPage{Frame: f, Year: 2025, Years: views.YearLinks(years, 2025, lang), Headline: views.Headline(received, disclosed, 2025, settings.District, lang), Figures: key,
		Cards: cards[:1], Changes: views.ChangesTable(2025, main, lang), Table: views.YearTable(2025, main, lang), Publication: publication}

	pages["report"] = reportPage("a-04", 2025)
	pages["report-2020"] = reportPage("a-02", 2020)
	f = frame("/originals/x/read")
	f.Data = nil
	pages["reading"] = views.NewReadingPage(f, reading(original(), figureAt("applications.received", models.Where{Table: 1, Row: 2, Column: 2}), figureAt("releases.total", models.Where{Quote: "全年主动发布信息1,234条。"})))

	var failed []models.ReportFinding
	counts := map[string]*models.RuleCount{}
	for _, r := range reports {
		for _, x := range r.Revision.Findings {
			n := counts[x.Rule]
			if n == nil {
				n = &models.RuleCount{Rule: x.Rule}
				counts[x.Rule] = n
			}
			switch x.Result {
			case models.Pass:
				n.Pass++
			case models.Fail:
				n.Fail++
				failed = append(failed, models.ReportFinding{AgencyID: r.AgencyID, Year: r.Year, Finding: x})
			default:
				n.NotAssessable++
			}
		}
	}
	var list []models.RuleCount
	for _, r := range models.Rules {
		if n := counts[r.ID]; n != nil {
			list = append(list, *n)
		}
	}
	pages["rules"] = views.NewRulesPage(frame("/rules"), len(reports), list, failed, agencies)
	pages["method"] = views.NewMethodPage(frame("/about/method"), []views.Fact{{Term: "机关", Text: "25 个"}, {Term: "年度报告", Text: "142 份，2020 至 2025 年度"}})
	pages["404"] = views.NewErrorPage(frame("/nowhere"), 404, "")
	pages["400"] = views.NewErrorPage(frame("/compare?m=x"), 400, "没有编码为“x”的指标，全部指标和编码见 /measures。")
	pages["500"] = views.NewErrorPage(frame("/"), 500, "")
	pages["api"] = apiPage()
	maps.Copy(pages, themePages())
	maps.Copy(pages, applicationPages())
	return pages
}

// apiPage is the page of the API with one endpoint.
func apiPage() views.Page {
	f := frame("/api")
	f.Data = nil
	p := views.NewAPIPage(f)
	p.Limit, p.MaxLimit, p.Requests = 1000, 10000, 600
	label := models.Label{Zh: "机关代码", En: "Ids of agencies"}
	parameters := []views.APIParameter{{Name: "a", About: label, Href: "/api/v1/agencies", Example: "a-05"}, {Name: "row_type", About: label, Values: "figure total", Default: "figure"}, {Name: "cursor", About: label}}
	p.Endpoints = []views.APIEndpoint{{ID: "observations", Title: "年报中的数", About: "年报里的每一个数。", Order: "机构序列", Parameters: views.ParametersTable("参数", parameters, models.Zh),
		Columns: views.ColumnsTable("列", []views.APIColumn{{Code: "agency_id", Label: label, Meaning: label, Type: "string"}}, models.Zh), Tries: []views.Link{{Text: "/api/v1/observations?limit=10", Href: "/api/v1/observations?limit=10"}}}}
	p.General = views.ParametersTable("各接口共有的参数", parameters, models.Zh)
	p.Problems = views.ProblemsTable([]views.APIProblem{{Code: "cursor-expired", Status: 410, Title: models.Label{Zh: "数据已经更新", En: "The data changed"}, Advice: models.Label{Zh: "从第一页重新读取。", En: "Begin again."}}}, models.Zh)
	p.Snippets = []views.APISnippet{{ID: "snippet-curl", Title: "curl", Note: "一页 CSV。", Code: "curl https://example.org/api/v1/observations"}}
	return p
}

func reportPage(agency string, year int) views.Page {
	for _, r := range reports {
		if r.AgencyID != agency || r.Year != year {
			continue
		}
		i := 0
		for j, a := range agencies {
			if a.ID == agency {
				i = j
			}
		}
		before := r.Revision.Figures[40]
		return views.NewReportPage(frame(models.ReportPath(agency, year)), views.Reported{Agency: agencies[i], Years: years, Heads: heads(), Report: r, SourceURL: func(sha256 string) string { return "/originals/" + sha256 },
			Revisions: []models.Revision{{ID: 1, No: 1, CreatedAt: updated}, {ID: r.CurrentID, No: 2, Edition: r.Revision.Edition, CreatedAt: updated}},
			Changes:   map[int][]models.Change{2: {{Key: before.Key(), Old: models.Figure{Measure: before.Measure, State: models.StateBlank}, New: before}}}})
	}
	panic("no report of " + agency)
}

// emptyPages are the same pages over an empty database.
func emptyPages() map[string]views.Page {
	f := views.Frame{Settings: models.DefaultSettings(), Path: "/"}
	none := views.Heads{}
	s, _ := models.SubjectOf("applications.received", "")
	empty := models.Compare(s, nil, nil, nil, nil)
	pages := emptyThemePages()
	maps.Copy(pages, emptyApplicationPages())
	maps.Copy(pages, map[string]views.Page{
		"index":           views.HomePage{Frame: f, Tasks: views.Tasks(models.Zh)},
		"agencies":        views.NewAgenciesPage(f, views.AgencyList{Href: func(string, string) string { return "/agencies" }}),
		"agencies-search": views.NewAgenciesPage(f, agencyList("没有", nil, none)),
		"agency":          views.NewAgencyPage(f, models.Agency{ID: "a-1", Name: "区民政局", Kind: models.KindDepartment}, nil, nil, nil, none),
		"compare":         views.ComparePage{Frame: f, Form: views.CompareForm{Max: 6}},
		"compare-nothing": views.ComparePage{Frame: f, Form: views.CompareForm{Subject: views.SubjectSelect("", models.Zh), Max: 6},
			Card: views.ChartCard{Chart: charts.Chart{ID: "main", Title: "没有数据", Empty: "这一项还没有数据。"}, Table: views.ComparisonTable(empty, nil, models.Zh)}},
		"measures": views.NewMeasuresPage(f),
		"measure":  views.NewMeasurePage(f, s),
		"year":     views.YearPage{Frame: f, Year: 2025, Headline: views.Headline(empty, empty, 2025, "本区", models.Zh)},
		"report":   views.NewReportPage(f, views.Reported{Agency: models.Agency{ID: "a-1", Name: "区民政局"}, Report: models.Report{Year: 2025}, Heads: none}),
		"reading":  views.NewReadingPage(f, reading(cells.Document{})),
		"rules":    views.NewRulesPage(f, 0, nil, nil, nil),
		"method":   views.NewMethodPage(f, nil),
		"error":    views.NewErrorPage(f, 404, ""),
	})
	return pages
}
