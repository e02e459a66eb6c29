package views

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/models"
)

func TestNewSparkline(t *testing.T) {
	v := func(n int64) *int64 { return &n }
	for _, tt := range []struct {
		name        string
		values      []*int64
		lines, dots int
		none        bool
	}{
		{name: "nothing", none: true},
		{name: "one value shows no course", values: []*int64{v(3), nil}, none: true},
		{name: "a line ends in a dot", values: []*int64{v(1), v(2), v(3)}, lines: 1, dots: 1},
		{name: "a gap breaks the line", values: []*int64{v(1), v(2), nil, v(3), v(4)}, lines: 2, dots: 1},
		{name: "a value between gaps is a dot", values: []*int64{v(1), nil, v(2), nil, v(3), v(4)}, lines: 1, dots: 3},
		{name: "no dot for a year without a value", values: []*int64{v(1), v(2), nil}, lines: 1, dots: 0},
		{name: "zeros lie on the floor", values: []*int64{v(0), v(0)}, lines: 1, dots: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := NewSparkline(tt.values, "")
			if (s == nil) != tt.none {
				t.Fatalf("got %v", s)
			}
			if s != nil && (len(s.Lines) != tt.lines || len(s.Dots) != tt.dots) {
				t.Errorf("%d lines, %d dots: %+v", len(s.Lines), len(s.Dots), s)
			}
			if s != nil && strings.Contains(strings.Join(s.Lines, " "), "NaN") {
				t.Errorf("%v", s.Lines)
			}
		})
	}
}

func TestNewYearStatus(t *testing.T) {
	s := models.Settings{OrganDeadline: "01-31", GovernmentDeadline: "03-31"}
	a := models.Agency{ID: "a-1", Owes: []models.Obligation{{Year: 2024}}}
	head := func(on string, scope models.Scope, errors int) *models.ReportHead {
		return &models.ReportHead{PublishedOn: on, Scope: scope, Counts: models.Counts{Errors: errors}}
	}
	for _, tt := range []struct {
		name    string
		year    int
		head    *models.ReportHead
		kind    string
		text    string
		suspect bool
	}{
		{"on the last day", 2024, head("2025-01-31", models.ScopeOrgan, 0), OnTime, "按期", false},
		{"a day late", 2024, head("2025-02-01", models.ScopeOrgan, 0), Late, "逾期 1 天", false},
		{"a government has until March", 2024, head("2025-03-31", models.ScopeTerritory, 0), OnTime, "按期", false},
		{"over a leap day", 2023, head("2024-03-01", models.ScopeOrgan, 0), Late, "逾期 30 天", false},
		{"no day stated", 2024, head("", models.ScopeOrgan, 0), Undated, "日期不详", false},
		{"a day that is none", 2024, head("2025-13-40", models.ScopeOrgan, 0), Undated, "日期不详", false},
		{"errors make it suspect", 2024, head("2025-01-02", models.ScopeOrgan, 2), OnTime, "按期", true},
		{"owed and not there", 2024, nil, Missing, "未公布", false},
		{"not owed", 2020, nil, NotDue, "不适用", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st := NewYearStatus(models.Zh, s, a, tt.year, tt.head)
			if st.Kind != tt.kind || st.Text != tt.text || st.Suspect != tt.suspect || st.Glyph == "" {
				t.Errorf("got %+v", st)
			}
			if (st.Href != "") != (tt.head != nil) {
				t.Errorf("href %q", st.Href)
			}
		})
	}
}

func TestFigureCell(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	for _, tt := range []struct {
		name             string
		f                models.Figure
		text, note, mark string
		tone             Tone
	}{
		{"number", models.Figure{Measure: "applications.received", Number: n(12345), State: models.StateReported}, "12,345", "", "", ToneNumber},
		{"zero is a number", models.Figure{Measure: "applications.received", Number: n(0), State: models.StateReported}, "0", "", "", ToneNumber},
		{"amount in 万元", models.Figure{Measure: "disclosure.fees.amount", Number: n(25100000), State: models.StateReported}, "25.1", "", "", ToneNumber},
		{"blank is not zero", models.Figure{Measure: "applications.received", State: models.StateBlank}, "空白", "", "", ToneMissing},
		{"blank that must be zero", models.Figure{Measure: "applications.received", Number: n(0), State: models.StateBlank, Flags: models.FlagZeroImplied}, "0", "推定", "", ToneNumber},
		{"absent but derived", models.Figure{Measure: "applications.received", Number: n(7), State: models.StateAbsent, Flags: models.FlagDerived}, "7", "推算", "", ToneNumber},
		{"suspect", models.Figure{Measure: "applications.received", Number: n(7), State: models.StateReported, Flags: models.FlagSuspect}, "7", "", "存疑", ToneSuspect},
		{"about", models.Figure{Measure: "releases.total", Number: n(5500), State: models.StateReported, Flags: models.FlagApproximate}, "5,500", "约数", "", ToneNumber},
		{"revised", models.Figure{Measure: "applications.received", Number: n(7), State: models.StateReported, Flags: models.FlagRevised}, "7", "", "修订", ToneNumber},
		{"revised and suspect", models.Figure{Measure: "applications.received", Number: n(7), State: models.StateReported, Flags: models.FlagRevised | models.FlagSuspect}, "7", "", "存疑、修订", ToneSuspect},
		{"revised to a blank", models.Figure{Measure: "applications.received", State: models.StateBlank, Flags: models.FlagRevised}, "空白", "", "修订", ToneMissing},
		{"unreadable, whatever was guessed", models.Figure{Measure: "applications.received", Number: n(7), State: models.StateUnreadable}, "难辨", "", "", ToneMissing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if c := FigureCell(tt.f, models.Zh); c.Text != tt.text || c.Note != tt.note || c.Mark != tt.mark || c.Tone != tt.tone {
				t.Errorf("got %+v", c)
			}
		})
	}
}

func TestNewErrorPage_BlamesTheAddressOrTheServer(t *testing.T) {
	for status, want := range map[int][2]string{
		400: {"地址有误", "请检查后重试"}, 404: {"没有这个页面", "输错"}, 414: {"地址有误", "请检查后重试"}, 418: {"地址有误", "请检查后重试"},
		431: {"地址有误", "太长"}, 500: {"服务器出错了", "稍后再试"}, 503: {"服务器正忙", "再试"},
	} {
		if p := NewErrorPage(Frame{}, status, ""); p.Title != want[0] || !strings.Contains(p.Message, want[1]) {
			t.Errorf("%d: %s %s", status, p.Title, p.Message)
		}
	}
}

// Tables that compare say that a figure was revised as the report's page does, in a word and in a title.
func TestRevisedFigures_AreMarkedInEveryTable(t *testing.T) {
	a := models.Agency{ID: "a-1", Name: "区民政局", Owes: []models.Obligation{{Year: 2024}}}
	b := models.Agency{ID: "a-2", Name: "区教育局", Owes: []models.Obligation{{Year: 2024}}}
	s, err := models.SubjectOf("applications.received", "")
	if err != nil {
		t.Fatal(err)
	}
	var obs []models.Observation
	for id, flags := range map[string]models.Flags{"a-1": models.FlagRevised, "a-2": models.FlagSuspect} {
		n := int64(40)
		obs = append(obs, models.Observation{AgencyID: id, Year: 2024, Edition: models.Edition2021, Scope: models.ScopeOrgan,
			Figure: models.Figure{Measure: "applications.received", Applicant: "total", Number: &n, State: models.StateReported, Flags: flags}})
	}
	c := models.Compare(s, []models.Agency{a, b}, nil, []int{2024}, obs)
	own := obs[0]
	if own.AgencyID != a.ID {
		own = obs[1]
	}
	for name, table := range map[string]Table{
		"compare": ComparisonTable(c, nil, models.Zh),
		"year":    YearTable(2024, []models.Comparison{c}, models.Zh),
		"agency":  AgencyYears(a, []models.Comparison{c}, models.Zh),
		"figures": FiguresTable(a, []int{2024}, []models.Observation{own}, models.Zh),
	} {
		marked := 0
		for _, r := range table.Rows {
			for _, x := range r.Cells {
				if x.Mark == "修订" && strings.HasPrefix(x.Title, "与上一次导入的内容不同") {
					marked++
				}
			}
		}
		if marked != 1 {
			t.Errorf("%s: %d cells are marked", name, marked)
		}
	}
	if x := TotalCell(c.Totals[0], s, models.Zh); x.Mark != "存疑、修订" || !strings.HasPrefix(x.Title, "含 1 个机关修订过的数 · 含 1 个机关的存疑数") {
		t.Errorf("total: %q, %q", x.Mark, x.Title)
	}
}

func TestTotalsTable_SaysWhichAgenciesAChangeIsOf(t *testing.T) {
	a := models.Agency{ID: "a-1", Owes: []models.Obligation{{Year: 2023}, {Year: 2024}}}
	b := models.Agency{ID: "a-2", Owes: []models.Obligation{{Year: 2024}}}
	s, err := models.SubjectOf("applications.received", "")
	if err != nil {
		t.Fatal(err)
	}
	var obs []models.Observation
	for _, x := range []struct {
		id   string
		year int
		n    int64
	}{{"a-1", 2023, 100}, {"a-1", 2024, 110}, {"a-2", 2024, 500}} {
		obs = append(obs, models.Observation{AgencyID: x.id, Year: x.year, Edition: models.Edition2021, Scope: models.ScopeOrgan,
			Figure: models.Figure{Measure: "applications.received", Applicant: "total", Number: &x.n, State: models.StateReported}})
	}
	rows := TotalsTable(models.Compare(s, []models.Agency{a, b}, nil, []int{2023, 2024}, obs), models.Zh).Rows
	if x := rows[1].Cells[2]; x.Text != "+10.0%" || x.Note != "同口径 1 个机关" {
		t.Errorf("%+v", x)
	}
}

// Each figure of both editions stands in the statutory tables exactly once, under its anchor.
func TestStatutoryTables_HoldEveryFigureOnce(t *testing.T) {
	for _, tt := range []struct {
		name   string
		e      models.Edition
		single bool
		cells  int
	}{
		{"2021", models.Edition2021, false, 200},
		{"2021 with one line 其他处理", models.Edition2021, true, 186},
		{"2019", models.Edition2019, true, len(models.Cells(models.Edition2019, true))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := models.Revision{Edition: tt.e}
			for _, k := range models.Cells(tt.e, tt.single) {
				r.Figures = append(r.Figures, models.Figure{Measure: k.Measure, Applicant: k.Applicant, Number: new(int64), State: models.StateReported})
			}
			anchors := map[string]int{}
			for _, table := range StatutoryTables(&r, models.Zh) {
				for _, row := range table.Rows {
					for _, c := range row.Cells {
						if c.ID != "" {
							anchors[c.ID]++
						}
					}
				}
			}
			if len(anchors) != tt.cells {
				t.Errorf("%d figures, want %d", len(anchors), tt.cells)
			}
			for id, n := range anchors {
				if n > 1 {
					t.Errorf("%s stands %d times", id, n)
				}
			}
		})
	}
}

func TestFiguresTable_ShowsEveryMeasureOfBothEditions(t *testing.T) {
	a := models.Agency{ID: "a-1", Name: "区民政局", Owes: []models.Obligation{{Year: 2020}, {Year: 2021}, {Year: 2022}}}
	var obs []models.Observation
	for _, y := range []int{2020, 2021} {
		e := models.EditionDue(y)
		for _, k := range models.Cells(e, false) {
			obs = append(obs, models.Observation{AgencyID: a.ID, Year: y, Edition: e, Scope: models.ScopeOrgan,
				Figure: models.Figure{Measure: k.Measure, Applicant: k.Applicant, Number: new(int64), State: models.StateReported, Raw: "0"}})
		}
	}
	words := map[string]int{}
	for _, r := range FiguresTable(a, []int{2020, 2021, 2022}, obs, models.Zh).Rows {
		for _, c := range r.Cells[1:] {
			words[c.Text]++
		}
	}
	if words["0"] == 0 || words["不适用"] == 0 || words["未公布"] == 0 {
		t.Errorf("cells: %v", words)
	}
}

func TestNewAgenciesPage_Facets(t *testing.T) {
	owes := []models.Obligation{{Year: 2023}, {Year: 2024}}
	list := []models.Agency{{ID: "a-1", Name: "区民政局", Kind: models.KindDepartment, Owes: owes}, {ID: "a-2", Name: "区教育局", Kind: models.KindDepartment, Owes: owes},
		{ID: "a-3", Name: "东湖街道办事处", Kind: models.KindSubdistrict, Owes: owes}, {ID: "a-4", Name: "区旅游局", Kind: models.KindDepartment}}
	heads := NewHeads([]models.ReportHead{{AgencyID: "a-1", Year: 2024, Scope: models.ScopeOrgan, PublishedOn: "2025-01-20", Counts: models.Counts{Errors: 1}},
		{AgencyID: "a-2", Year: 2024, Scope: models.ScopeOrgan, PublishedOn: "2025-02-20"}})
	f := Frame{Settings: models.DefaultSettings()}
	for _, tt := range []struct {
		kind   models.Kind
		status string
		want   string
	}{{"", "", "a-1 a-2 a-3 a-4"}, {models.KindDepartment, "", "a-1 a-2 a-4"}, {"", OnTime, "a-1"}, {"", Late, "a-2"}, {"", Missing, "a-3"}, {"", Doubtful, "a-1"}, {"", NotDue, "a-4"},
		{models.KindDepartment, Missing, ""}} {
		l := AgencyList{Kind: tt.kind, Status: tt.status, All: list, Found: list, Years: []int{2023, 2024}, Heads: heads, Href: func(name, value string) string { return name + "=" + value }}
		var ids []string
		for _, a := range l.Shown(f.Settings) {
			ids = append(ids, a.ID)
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("%s, %s: %s", tt.kind, tt.status, got)
		}
		p := NewAgenciesPage(f, l)
		if p.Shown != len(ids) || p.Total != 4 {
			t.Errorf("%s, %s: %d of %d", tt.kind, tt.status, p.Shown, p.Total)
		}
		for _, facet := range p.Facets {
			for _, link := range facet.Links {
				if link.Current && !strings.HasSuffix(link.Text, fmt.Sprintf(" %d", p.Shown)) {
					t.Errorf("%s, %s: the facet %s does not count the %d listed", tt.kind, tt.status, link.Text, p.Shown)
				}
			}
		}
	}
}

func TestDisplayLinks_AreSwitches(t *testing.T) {
	f := Frame{Path: "/compare?m=a&y=1", Display: Display{Theme: "dark"}}
	for _, l := range f.DisplayLinks() {
		if strings.Contains(l.Href, "theme=dark") || l.Current != (l.Text == "深色") {
			t.Errorf("%+v", l)
		}
		if !strings.Contains(l.Href, "back=%2Fcompare%3Fm%3Da%26y%3D1") {
			t.Errorf("%s does not lead back", l.Href)
		}
	}
}
