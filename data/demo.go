package data

import (
	"fmt"
	"slices"

	"gongkai/models"
)

// special is a document that is not plain: its format if that matters, and the breaks that it shows.
type special struct {
	agencyID string
	year     int
	format   string
	quirks   []string
}

// specials say which document shows which break. Layouts of web pages need html; breaks of one kind are put together as they meet in life.
var specials = []special{
	{"a-zfb", 2020, "docx", []string{"split_title", "spaced_labels"}},
	{"a-fgj", 2020, "html", []string{"web_page", "gbk", "unit_in_cell"}},
	{"a-jyj", 2020, "docx", []string{"blank_row_totals"}},
	{"a-czj", 2020, "docx", []string{"unit_in_cell", "table_two_in_four"}},
	{"a-nyj", 2020, "html", []string{"slash_zeros", "halfwidth_labels"}},
	{"a-cdj", 2020, "docx", []string{"fullwidth_digits"}},
	{"a-ytx", 2020, "html", []string{"nbsp_zeros"}},
	{"a-ytx", 2021, "docx", []string{"old_form"}},
	{"a-zrj", 2021, "docx", []string{"table_three_cut", "broken_headers"}},
	{"a-mzj", 2021, "html", []string{"web_page", "layout_table"}},
	{"a-kjj", 2021, "docx", []string{"blank_zeros", "flat_table_four"}},
	{"a-cxj", 2021, "docx", []string{"no_total_column"}},
	{"a-wjw", 2021, "docx", []string{"year_in_headers", "thousands"}},
	{"a-scj", 2021, "docx", []string{"single_other", "thousands"}},
	{"a-czj", 2022, "docx", []string{"single_other", "typo_labels", "spaced_labels"}},
	{"a-jyj", 2022, "html", []string{"gbk_labelled_utf8", "approximate"}},
	{"a-sfj", 2022, "html", []string{"utf8_labelled_gb2312", "dash_zeros"}},
	{"a-nyj", 2022, "docx", []string{"no_total_column", "stray_seventh"}},
	{"a-ytx", 2022, "docx", []string{"hyphen_zeros", "short_labels"}},
	{"a-mzj", 2022, "docx", []string{"other_headings", "distractors"}},
	{"a-zfb", 2023, "docx", []string{"table_three_cut_headed", "approximate"}},
	{"a-fgj", 2023, "docx", []string{"page_number_row", "chinese_numeral"}},
	{"a-sfj", 2023, "html", []string{"web_page", "traditional_prose"}},
	{"a-hbd", 2023, "html", []string{"channels", "none_zeros"}},
	{"a-nyj", 2023, "docx", []string{"halfwidth_labels", "split_title"}},
	{"a-hbj", 2023, "html", []string{"gbk", "table_two_in_four"}},
	{"a-rsj", 2024, "docx", []string{"yuan_header", "year_in_headers"}},
	{"a-mzj", 2024, "docx", []string{"table_three_cut", "flat_table_four", "typo_labels"}},
	{"a-lhz", 2024, "html", []string{"channels_only", "web_page"}},
	{"a-qsz", 2024, "docx", []string{"unit_in_cell", "broken_headers"}},
	{"a-zrj", 2024, "html", []string{"unit_in_cell", "layout_table"}},
	{"a-qzf", 2024, "docx", []string{"releases_wan", "single_other"}},
	{"a-cxj", 2025, "docx", []string{"approximate", "distractors", "table_three_cut_headed"}},
	{"a-ybj", 2025, "html", []string{"web_page", "gbk", "other_headings", "slash_zeros"}},
	{"a-kgj", 2025, "docx", []string{"spaced_labels", "page_number_row"}},
	{"a-qzf", 2025, "html", []string{"web_page", "releases_wan"}},
}

// government is 示例区人民政府, whose report covers its territory: the sums of its organs.
var government = organ{id: "a-qzf", name: "示例区人民政府", kind: models.KindGovernment, first: firstYear, last: lastYear,
	subjects: []string{"重大建设项目", "财政预算决算", "社会公益事业"}}

// Demo makes up the demo district. It gives the same set each time.
func Demo() DemoSet {
	set := DemoSet{AgenciesCSV: AgenciesCSV(), Settings: settings()}
	all := history()
	before := map[string]*Document{}
	for year := firstYear; year <= lastYear; year++ {
		for _, o := range slices.Concat([]organ{government}, organs) {
			if year < o.first || year > o.last {
				continue
			}
			f := all[o.id][year]
			if o.kind == models.KindGovernment {
				f = district(all, year)
			}
			d, missing := o.document(year, f, before[o.id])
			before[o.id] = &d
			if !missing {
				set.Documents = append(set.Documents, d)
			}
		}
	}
	return set
}

func settings() models.Settings {
	s := models.DefaultSettings()
	s.District, s.DistrictCode, s.Office = "示例区", "990101", "示例区人民政府办公室"
	s.Licence, s.LicenceEn, s.LicenceURL = "CC0 1.0 通用", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/" // figures that we made up
	s.DistrictEn, s.OfficeEn = "Example District", "General Office of the Example District Government"
	s.SiteCode, s.Demo = "9901010001", true
	return s
}

// document makes the report of an organ on a year, with its quirks and faults.
func (o organ) document(year int, f facts, before *Document) (d Document, missing bool) {
	r := seeded(fmt.Sprintf("%s %d document", o.id, year))
	d = Document{AgencyID: o.id, AgencyName: o.nameIn(year), Year: year, Scope: models.ScopeOrgan, Format: pick(r, []string{"docx", "html"}),
		PublishedOn: fmt.Sprintf("%d-01-%02d", year+1, r.between(9, 30))}
	if o.kind == models.KindGovernment {
		d.Scope, d.PublishedOn = models.ScopeTerritory, fmt.Sprintf("%d-03-%02d", year+1, r.between(11, 30))
	}
	for _, s := range specials {
		if s.agencyID == o.id && s.year == year {
			d.Format, d.Quirks = s.format, slices.Clone(s.quirks)
		}
	}
	d.fill(o, f, r)
	for _, code := range d.Quirks {
		if q, _ := quirkOf(code); q.print != nil {
			q.print(&d)
		}
	}
	for _, fault := range Faults {
		if fault.AgencyID != o.id || fault.Year != year {
			continue
		}
		if fault.plant == nil {
			missing = true
			continue
		}
		fault.plant(&Faulty{&d, before})
		d.Faults = append(d.Faults, fault.Name)
	}
	d.FileName = fmt.Sprintf("%d-%s.%s", year, d.AgencyName, d.Format)
	d.SourceURL = fmt.Sprintf("https://www.shiliqu.example/zfxxgk/nb/%d/%s.html", year, o.id)
	d.Revision.PublishedOn, d.Revision.SourceURL = d.PublishedOn, d.SourceURL
	return d, missing
}

// fill fills in the document's revision.
func (d *Document) fill(o organ, f facts, r *random) {
	edition := models.EditionDue(d.Year)
	if slices.Contains(d.Quirks, "old_form") {
		edition = models.Edition2019
	}
	sentence, releases := releasesAs(d.Quirks, f.releases)
	words := prose{o, d.Year, f, r, sentence}
	d.Revision = models.Revision{
		Edition: edition, Scope: d.Scope, AgencyName: d.AgencyName, Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", d.AgencyName, d.Year),
		TitleYear: d.Year, PeriodYear: d.Year,
		Texts:   words.sections(),
		Figures: append(f.figures(edition, slices.Contains(d.Quirks, "single_other")), append(releases, words.feeFigure()...)...),
	}
}
