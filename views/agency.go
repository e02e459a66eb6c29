package views

import (
	"net/url"
	"slices"

	"gongkai/models"
)

// AgencyPage is one agency over the years, at "/agencies/{id}".
type AgencyPage struct {
	Frame
	ID          string
	Name        string
	Kind        string
	Lead        string       // one sentence on its last report
	FormerNames []string     // “区卫生局（至 2019-03-01）”
	Site        Link         // where its last report was published; none if that is not known
	Scope       string       // a remark where its reports speak for a whole territory
	Strip       []YearStatus // every year of the district
	Sections    []AgencySection
	Statutory   StatutoryYear
	Figures     Table // all figures of all years
	Quality     []FindingItem
	Successions []SuccessionNote
	Exempt      []string // the years it owes no report for, and why
	Rows        int      // of the data of all its cells
}

func (AgencyPage) name() string { return "agency" }

// HasCharts reports whether the page draws charts.
func (p AgencyPage) HasCharts() bool {
	return slices.ContainsFunc(p.Sections, func(s AgencySection) bool { return anyDrawn(s.Cards) })
}

// AgencySection is a part of an agency's page.
type AgencySection struct {
	ID     string // anchor
	Title  string
	Text   string
	Cards  []ChartCard
	Tables []Table
	Lines  []string // remarks at the end
	Links  []Link
}

// NewAgencyPage begins the page of an agency with its names, successions and years; charts, peers, figures and findings are the
// caller's to add. Others are all agencies, for the names in successions.
func NewAgencyPage(f Frame, a models.Agency, others []models.Agency, successions []models.Succession, years []int, heads Heads) AgencyPage {
	lang := f.lang()
	f.Title, f.Section = a.Name, SectionAgencies
	f.Crumbs = []Link{{Text: phrase(lang, "机关"), Href: "/agencies"}}
	p := AgencyPage{Frame: f, ID: a.ID, Name: a.Name, Kind: a.Kind.Label().In(lang), Strip: heads.Strip(lang, f.Settings, a, years, 0)}
	for _, n := range a.Names {
		switch {
		case n.Alias:
		case n.Until != "":
			p.FormerNames = append(p.FormerNames, phrase(lang, "%s（至 %s）", n.Name, n.Until))
		default:
			p.FormerNames = append(p.FormerNames, n.Name)
		}
	}
	for _, e := range a.ExemptFor() {
		p.Exempt = append(p.Exempt, phrase(lang, "%s 年不用公布年报：%s", models.YearsText(e.Years), e.Reason))
	}
	for _, s := range successions {
		if l, ok := successionLink(s, a, others, lang); ok {
			p.Successions = append(p.Successions, SuccessionNote{l, successionText(s, a, lang)})
		}
	}
	for _, h := range heads[a.ID] {
		if h.Scope == models.ScopeTerritory {
			p.Scope = phrase(lang, "这个机关的年度报告反映全区（县）情况，不计入各机关合计。")
		}
	}
	return p
}

// successionLink tells a succession from one agency's side, with a link to the other. A rename is told by the former names.
func successionLink(s models.Succession, a models.Agency, others []models.Agency, lang models.Lang) (Link, bool) {
	name := func(id string) string {
		if i := slices.IndexFunc(others, func(o models.Agency) bool { return o.ID == id }); i >= 0 {
			return others[i].Name
		}
		return id
	}
	switch {
	case s.Kind == models.Renamed:
		return Link{}, false
	case s.PredecessorID == a.ID && s.Kind == models.Abolished:
		return Link{Text: phrase(lang, "%s 撤销", s.On)}, true
	case s.PredecessorID == a.ID && s.Kind == models.Merged:
		return Link{Text: phrase(lang, "%s 并入%s", s.On, name(s.SuccessorID)), Href: AgencyPath(s.SuccessorID)}, true
	case s.PredecessorID == a.ID:
		return Link{Text: phrase(lang, "%s 分出%s", s.On, name(s.SuccessorID)), Href: AgencyPath(s.SuccessorID)}, true
	case s.SuccessorID == a.ID && s.Kind == models.Merged:
		return Link{Text: phrase(lang, "%s %s并入", s.On, name(s.PredecessorID)), Href: AgencyPath(s.PredecessorID)}, true
	case s.SuccessorID == a.ID:
		return Link{Text: phrase(lang, "%s 由%s分出", s.On, name(s.PredecessorID)), Href: AgencyPath(s.PredecessorID)}, true
	}
	return Link{}, false
}

// SuccessionNote is what happened to an agency, and what that means for its series.
type SuccessionNote struct {
	Link
	Text string
}

// successionText says what the figures of an agency include before and after a succession.
func successionText(s models.Succession, a models.Agency, lang models.Lang) string {
	year := s.On[:min(4, len(s.On))]
	switch {
	case s.Kind == models.Abolished:
		return phrase(lang, "此后没有数。")
	case s.Kind == models.Merged && s.SuccessorID == a.ID:
		return phrase(lang, "%s 年起的数含并入的职责，此前的数不含；前后不可比，图中断开。", year)
	case s.Kind == models.Merged:
		return phrase(lang, "%s 年起的数计在承接机关名下。", year)
	case s.SuccessorID == a.ID:
		return phrase(lang, "此前的数计在原机关名下，不另拆分。")
	}
	return phrase(lang, "%s 年起的数不含分出的职责；前后不可比，图中断开。", year)
}

// Originals adds to each year of the strip the document its report was read from, and to the page where the last report was published.
func (p *AgencyPage) Originals(reports []models.Report) {
	for _, r := range reports {
		i := slices.IndexFunc(p.Strip, func(st YearStatus) bool { return st.Year == r.Year })
		if i >= 0 && len(r.Revision.Sources) > 0 {
			p.Strip[i].Original = "/originals/" + r.Revision.Sources[0].SHA256
		}
		if host := hostOf(r.Revision.SourceURL); host != "" {
			p.Site = Link{Text: host, Href: r.Revision.SourceURL}
		}
	}
}

// hostOf is the host of a web address, "" if it is none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Hostname()
}

// FiguresTable is every measure of one agency by year, applications in total. The observations are the agency's, of these years.
func FiguresTable(a models.Agency, years []int, obs []models.Observation, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%s各年数据", a.Name), Class: "wide"}
	if len(obs) == 0 {
		return t
	}
	head := Row{Cells: []Cell{Heading(phrase(lang, "项目"))}}
	for _, y := range years {
		head.Cells = append(head.Cells, NumberHeading(phrase(lang, "%d", y)))
	}
	head.Cells = append(head.Cells, Heading(phrase(lang, "单位")))
	t.Head = []Row{head}
	byKey := map[models.Key][]models.Observation{}
	for _, o := range obs {
		byKey[o.Key()] = append(byKey[o.Key()], o)
	}
	section := 0
	for _, m := range models.Measures {
		s, err := models.SubjectOf(m.Code, "")
		if err != nil {
			continue // every measure is a subject; a test walks them
		}
		var needed []models.Observation
		for _, k := range s.Needs() {
			needed = append(needed, byKey[k]...)
		}
		r, ok := models.Compare(s, []models.Agency{a}, nil, years, needed).Row(a.ID)
		if !ok || !slices.ContainsFunc(r.Points, worthARow) {
			continue
		}
		if m.Section != section {
			section = m.Section
			t.Rows = append(t.Rows, Row{Group: true, Cells: []Cell{{Text: sectionTitle(models.Sections[section-1], lang), Header: true, Scope: "rowgroup", Colspan: len(years) + 2}}})
		}
		row := Row{Cells: []Cell{{Text: m.Label.In(lang), Href: MeasurePath(m.Code), Header: true}}}
		for _, p := range r.Points {
			row.Cells = append(row.Cells, PointCell(p, s, lang))
		}
		t.Rows = append(t.Rows, Row{Cells: append(row.Cells, Cell{Text: m.Unit.Label().In(lang)})})
	}
	return t
}

// worthARow reports whether any report has or should have a cell for the point; other measures would be rows of 不适用.
func worthARow(p models.Point) bool {
	return p.State != models.StateNotApplicable && p.State != models.StateNotReported && p.State != models.StateAbsent
}

// PeersTable sets an agency among those of its kind in one year: its value, median and quartiles, its place. Each comparison is of
// the organs of that kind. Subjects without a value of the agency are left out.
func PeersTable(a models.Agency, year int, cs []models.Comparison, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "%d 年，与%s相比", year, a.Kind.Label().In(lang)), Class: "wide",
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "项目")), NumberHeading(phrase(lang, "本机关")), NumberHeading(phrase(lang, "中位数")),
			NumberHeading(phrase(lang, "中间一半机关")), NumberHeading(phrase(lang, "由高到低")), NumberHeading(phrase(lang, "机关数"))}}}}
	for _, c := range cs {
		j := c.YearIndex(year)
		r, ok := c.Row(a.ID)
		spread, enough := c.Spread(year)
		if j < 0 || !ok {
			continue
		}
		ranked, _ := c.Ranking(year)
		number := func(s string) Cell { return Cell{Text: s, Tone: ToneNumber} }
		none := Cell{Text: models.NoValue, Tone: ToneMissing}
		row := []Cell{{Text: c.Subject.Label.In(lang), Href: MeasurePath(c.Subject.Code), Header: true}, PointCell(r.Points[j], c.Subject, lang)}
		if !enough { // the value stands by itself, as in the headline
			few := number(phrase(lang, "%d", len(ranked)))
			few.Note = phrase(lang, "不足 %d 个，不比", models.MinPeers)
			t.Rows = append(t.Rows, Row{Cells: append(row, none, none, none, few)})
			continue
		}
		place := none
		for _, x := range ranked {
			if x.Point.AgencyID == a.ID {
				place = Cell{Text: phrase(lang, "第 %d", x.Rank), Tone: ToneNumber}
			}
		}
		t.Rows = append(t.Rows, Row{Cells: append(row, number(models.FormatValue(spread.Median, c.Subject, lang)),
			number(phrase(lang, "%s 至 %s", models.FormatValue(spread.Q1, c.Subject, lang), models.FormatValue(spread.Q3, c.Subject, lang))), place, number(phrase(lang, "%d", spread.N)))})
	}
	return t
}
