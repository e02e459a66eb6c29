package views_test

import (
	"fmt"
	"strings"
	"time"

	"gongkai/models"
	"gongkai/views"
)

// The invented district the pages are tested with: every kind of agency, a rename, a merger, a missing and a late report, blanks,
// zeros, a wrong total, few cases and none.
var (
	years    = []int{2020, 2021, 2022, 2023, 2024, 2025}
	settings = models.Settings{District: "示例区", DistrictCode: "990101", Office: "示例区人民政府办公室", Contact: "0000-0000000",
		SiteCode: "9901010001", Filing: "示例ICP备00000000号", OrganDeadline: "01-31", GovernmentDeadline: "03-31", Demo: true}
	updated     = time.Date(2026, 4, 2, 9, 30, 0, 0, time.UTC)
	agencies    = makeAgencies()
	successions = []models.Succession{
		{PredecessorID: "a-05", SuccessorID: "a-05", Kind: models.Renamed, On: "2022-03-01"},
		{PredecessorID: "a-09", SuccessorID: "a-08", Kind: models.Merged, On: "2023-06-01"},
	}
	reports = makeReports()
)

func makeAgencies() []models.Agency {
	names := []struct {
		kind  models.Kind
		names string
	}{
		{models.KindGovernment, "示例区人民政府"},
		{models.KindDepartment, "区发展和改革局 区教育局 区科技和工业信息化局 区公安分局 区民政局 区司法局 区财政局 区文化和旅游局 区体育局 区人力资源和社会保障局 区住房和城乡建设局 区交通运输局 区农业农村局 区卫生健康局"},
		{models.KindSubordinate, "区市场监督管理局 区统计局 区医疗保障局 区城市管理综合行政执法局"},
		{models.KindSubdistrict, "东湖街道办事处 西关街道办事处 南桥街道办事处"},
		{models.KindTown, "青石镇人民政府 白沙镇人民政府 云岭乡人民政府"},
	}
	var all []models.Agency
	for _, k := range names {
		for _, n := range strings.Fields(k.names) {
			a := models.Agency{ID: fmt.Sprintf("a-%02d", len(all)), Position: len(all) + 1, Kind: k.kind, Name: n}
			for _, y := range years {
				if a.ID != "a-09" || y < 2023 {
					a.Owes = append(a.Owes, models.Obligation{AgencyID: a.ID, Year: y})
				}
			}
			all = append(all, a)
		}
	}
	all[5].Names = []models.AgencyName{{AgencyID: "a-05", Name: "区民政和社会工作局", Until: "2022-02-28"}, {AgencyID: "a-05", Name: "民政局", Alias: true}}
	return all
}

// count is a figure that depends on agency, year and measure alone.
func count(agency, year, of int) int64 {
	n := int64((agency*37+year*11+of*5)%29) + int64(agency%4)*9
	return n * int64(1+(agency%5)) / 3
}

func makeReports() []models.Report {
	var all []models.Report
	for i, a := range agencies {
		for _, y := range years {
			if !a.OwesIn(y) || a.ID == "a-12" && y == 2023 || a.ID == "a-24" && y == 2025 {
				continue
			}
			all = append(all, makeReport(i, a, y))
		}
	}
	for i := range all {
		r := &all[i]
		var previous []models.Report
		for _, p := range all {
			if p.AgencyID == r.AgencyID && p.Year == r.Year-1 {
				previous = append(previous, p)
			}
		}
		r.Revision.Solve()
		r.Revision.Findings = models.Check(*r, previous, settings)
		models.MarkSuspect(&r.Revision)
	}
	return all
}

func makeReport(i int, a models.Agency, y int) models.Report {
	rev := models.Revision{ID: uint(i*100 + y - 2000), No: 1, Edition: models.EditionDue(y), Scope: models.ScopeOrgan, AgencyName: a.NameIn(y), TitleYear: y,
		Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", a.NameIn(y), y), PublishedOn: fmt.Sprintf("%d-01-%02d", y+1, 15+i%14), CreatedAt: updated,
		SourceURL: "https://www.example.gov.cn/zwgk/" + a.ID,
		Sources:   []models.Source{{SHA256: strings.Repeat("0a1b2c3d", 8), Name: fmt.Sprintf("%s%d年年度报告.docx", a.Name, y), Format: "docx", Size: 48213, RetrievedAt: updated}},
		Notes:     []models.Note{{No: 1, Message: "表三“总计”列没有表头，按位置读取。", Where: models.Where{Table: 2, Row: 1, Column: 10}}}}
	if a.Kind == models.KindGovernment {
		rev.Scope, rev.PublishedOn = models.ScopeTerritory, fmt.Sprintf("%d-03-28", y+1)
	}
	if i%7 == 3 {
		rev.PublishedOn = fmt.Sprintf("%d-02-12", y+1)
	}
	for _, s := range models.Sections {
		rev.Texts = append(rev.Texts, models.Text{Section: s.No, Heading: s.Label.Zh, Body: "本年度认真贯彻落实《中华人民共和国政府信息公开条例》，通过政府网站发布信息 1200 余条。\n本年度未收取信息处理费。"})
	}
	table := map[models.Key]int64{}
	for j, ap := range models.Applicants[:6] {
		outcomes := int64(0)
		for k, l := range models.LinesOf(rev.Edition == models.Edition2019) {
			if l.Group == "" {
				continue
			}
			n := int64(0)
			if j == 0 && (l.Group == "granted" || (i+y+k)%4 == 0) || j == 1 && l.Group == "granted" {
				n = count(i, y-2019, k+j)
			}
			if l.Group == "granted" {
				n *= 3
			}
			table[models.Key{Measure: "applications." + l.Code, Applicant: ap.Code}] = n
			outcomes += n
		}
		carried := int64(0)
		if j == 0 {
			carried = int64(i%3) + 1
		}
		table[models.Key{Measure: "applications.concluded", Applicant: ap.Code}] = outcomes
		table[models.Key{Measure: "applications.carried_in", Applicant: ap.Code}] = carried
		table[models.Key{Measure: "applications.carried_out", Applicant: ap.Code}] = carried
		table[models.Key{Measure: "applications.received", Applicant: ap.Code}] = outcomes
	}
	for _, l := range models.LinesOf(rev.Edition == models.Edition2019) {
		total := int64(0)
		for _, ap := range models.Applicants[:6] {
			total += table[models.Key{Measure: "applications." + l.Code, Applicant: ap.Code}]
		}
		table[models.Key{Measure: "applications." + l.Code, Applicant: models.ApplicantTotal}] = total
	}
	for n, k := range models.Cells(rev.Edition, false) {
		f := models.Figure{Measure: k.Measure, Applicant: k.Applicant, State: models.StateReported, Where: models.Where{Table: 2, Row: n%25 + 1, Column: n%7 + 2}}
		v, ok := table[k]
		m, _ := models.MeasureOf(k.Measure)
		switch {
		case ok:
		case m.Section == 4:
			v = 0
		case m.Unit == models.Wan:
			v = count(i, y-2019, n) * 1234500
		case strings.HasSuffix(k.Measure, ".decisions"):
			v = count(i, y-2019, n) * 17
		default:
			v = count(i, 3, n) / 4
		}
		f.Number, f.Raw = &v, models.Decimal(v, m.Decimals())
		if i%6 == 2 && m.Section == 3 && v == 0 {
			f.Number, f.State, f.Raw = nil, models.StateBlank, "/"
		}
		rev.Figures = append(rev.Figures, f)
	}
	if i == 4 && y == 2025 { // a printed total that is wrong
		for j := range rev.Figures {
			if f := &rev.Figures[j]; f.Measure == "applications.received" && f.Applicant == models.ApplicantTotal {
				wrong := *f.Number + 10
				f.Number, f.Raw = &wrong, models.Decimal(wrong, 0)
			}
		}
	}
	releases := count(i, y-2019, 1)*41 + 120
	rel := models.Figure{Measure: "releases.total", Number: &releases, State: models.StateReported, Raw: models.Decimal(releases, 0),
		Where: models.Where{Quote: "通过政府网站发布信息 " + models.Decimal(releases, 0) + " 余条"}}
	switch i % 5 {
	case 1:
		rel.Flags = models.FlagApproximate
	case 2:
		rel.Number, rel.State, rel.Raw, rel.Where = nil, models.StateAbsent, "", models.Where{}
	}
	rev.Figures = append(rev.Figures, rel)
	return models.Report{ID: uint(i*10 + y - 2019), AgencyID: a.ID, Year: y, Status: models.StatusPublished, CurrentID: rev.ID, Revision: rev}
}

func heads() views.Heads {
	var list []models.ReportHead
	for _, r := range reports {
		v := r.Revision
		list = append(list, models.ReportHead{ReportID: r.ID, RevisionID: v.ID, No: v.No, AgencyID: r.AgencyID, Year: r.Year, Status: r.Status, Edition: v.Edition,
			Scope: v.Scope, Title: v.Title, PublishedOn: v.PublishedOn, SourceURL: v.SourceURL, Counts: models.CountOf(&v)})
	}
	return views.NewHeads(list)
}

// observations are the figures of an agency, or of all for "".
func observations(agency string) []models.Observation {
	var obs []models.Observation
	for _, r := range reports {
		if agency != "" && r.AgencyID != agency {
			continue
		}
		for _, f := range r.Revision.Figures {
			obs = append(obs, models.Observation{AgencyID: r.AgencyID, Year: r.Year, Edition: r.Revision.Edition, Scope: r.Revision.Scope, Figure: f})
		}
	}
	return obs
}

func compare(code string, of []models.Agency) models.Comparison {
	s, err := models.SubjectOf(code, "")
	if err != nil {
		panic(err)
	}
	return models.Compare(s, of, successions, years, observations(""))
}
