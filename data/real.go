package data

import (
	"embed"
	"fmt"
	"strings"

	"gongkai/models"
)

//go:embed reports/yimei-civil-affairs-2025.html reports/hongze-2023.docx
var reportFiles embed.FS

// Real is a real report outside 示例区, retold in a document of our own: figures and facts are those of the original, the sentences
// are not. SOURCES.md names the originals.
type Real struct {
	Document
	Agency models.Agency
}

// Bytes returns the document as it comes with the program.
func (r Real) Bytes() ([]byte, error) {
	b, err := reportFiles.ReadFile("reports/" + r.FileName)
	if err != nil {
		return nil, fmt.Errorf("read bundled report: %w", err)
	}
	return b, nil
}

// RealReports are 伊美区民政局 2025, whose table three lacks the column 总计 in all but its last four lines, and 洪泽区人民政府 2023,
// with two totals in table four that are printed wrong.
func RealReports() []Real { return []Real{yimei(), hongze()} }

func yimei() Real {
	f := newFacts()
	f.disclosure["licensing.decisions"] = 7
	d := realDocument("yimei-civil-affairs-2025.html", "伊美区民政局", 2025, models.ScopeOrgan, f, false, 119, map[int]string{
		1: "2025年，本局围绕社会救助、养老服务等民政业务开展政府信息公开，以区政府门户网站为主渠道，辅以政务新媒体。\n" +
			"全年在区政府门户网站和政务新媒体累计发布信息119条。",
		5: "公开内容与群众需求的契合度、政策解读的通俗程度还有不足，各公开渠道之间的配合有待加强。\n" +
			"下一步，将充实民生领域的公开内容，改进解读方式，加强业务培训。",
		6: "无。",
	})
	d.Quirks = []string{"no_total_column", "split_title", "other_headings"}
	d.dropTotals("")
	for _, line := range []string{"other.fee_unpaid", "other.other", "concluded", "carried_out"} {
		d.keepTotal(line)
	}
	otherHeadings(&d)
	return Real{d, models.Agency{ID: "a-ymmzj", Position: 1, Kind: models.KindDepartment, Name: d.AgencyName, Owes: []models.Obligation{{AgencyID: "a-ymmzj", Year: d.Year}}}}
}

func hongze() Real {
	f := newFacts()
	for item, n := range map[string]int64{"normative_documents.repealed": 5, "normative_documents.in_force": 5, "licensing.decisions": 550,
		"penalties.decisions": 4119, "coercion.decisions": 195, "fees.amount": 7730_280_000} {
		f.disclosure[item] = n
	}
	// All applications came from natural persons.
	for line, n := range map[string]int64{"received": 21, "partial": 4, "refused.state_secret": 1, "refused.process_information": 1,
		"refused.enforcement_file": 1, "unavailable.not_held": 10, "unavailable.needs_creation": 3, "not_processed.petition": 1} {
		f.lines[line] = applicants{n}
	}
	f.remedies[0] = [4]int64{10, 1}
	f.remedies[2] = [4]int64{5}
	d := realDocument("hongze-2023.docx", "洪泽区人民政府", 2023, models.ScopeTerritory, f, true, 1136, map[int]string{
		1: "2023年，全区按照《中华人民共和国政府信息公开条例》的要求推进政府信息公开。\n" +
			"（一）主动公开。全年在区政府网站主动公开政府信息1136条。\n" +
			"（二）依申请公开。全区共受理政府信息公开申请21件，全部按期答复。\n" +
			"（三）政府信息管理。信息发布实行分级审核，未经审核不予发布。\n" +
			"（四）平台建设。定期检查政府网站和政务新媒体，更新不及时的账号予以整合或关停。\n" +
			"（五）监督保障。将内容保障责任分解到各单位，建立日常监测制度。",
		5: "依申请公开的办理还不够规范，公开内容的深度和队伍建设有待加强。\n下一步，将优化办理流程，明确重点领域的公开内容，继续组织业务培训。",
		6: "2023年，全区收取政府信息公开信息处理费0元。",
	})
	// The original prints 0 as the total of 10 upheld and 1 corrected, and again of 5 upheld.
	d.print("remedies.reconsideration.total", "", 0)
	d.print("remedies.litigation_after.total", "", 0)
	d.Quirks = []string{"single_other", "spaced_labels", "typo_labels", "table_three_cut"}
	return Real{d, models.Agency{ID: "a-hzqzf", Position: 1, Kind: models.KindGovernment, Name: d.AgencyName,
		Names: []models.AgencyName{{AgencyID: "a-hzqzf", Name: "淮安市洪泽区人民政府", Alias: true}},
		Owes:  []models.Obligation{{AgencyID: "a-hzqzf", Year: d.Year}}}}
}

func realDocument(file, agency string, year int, scope models.Scope, f facts, singleOther bool, releases int64, bodies map[int]string) Document {
	fee := models.Figure{Measure: models.MeasureFee, State: models.StateAbsent}
	if strings.Contains(bodies[6], "处理费0元") {
		fee = reported(models.MeasureFee, "", 0)
	}
	d := Document{FileName: file, Format: file[len(file)-4:], AgencyName: agency, Year: year, Scope: scope}
	d.Revision = models.Revision{Edition: models.Edition2021, Scope: scope, AgencyName: agency, TitleYear: year, PeriodYear: year,
		Title:   fmt.Sprintf("%s%d年政府信息公开工作年度报告", agency, year),
		Figures: append(f.figures(models.Edition2021, singleOther), reported("releases.total", "", releases), fee)}
	for _, s := range models.Sections {
		d.Revision.Texts = append(d.Revision.Texts, models.Text{Section: s.No, Heading: s.Label.Zh, Body: bodies[s.No]})
	}
	return d
}
