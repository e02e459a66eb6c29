package views

import (
	"strings"

	"gongkai/models"
)

// MeasuresPage is the catalogue of measures and indicators, at "/measures".
type MeasuresPage struct {
	Frame
	Groups []MeasureGroup
}

func (MeasuresPage) name() string { return "measures" }

// MeasureGroup is the measures of one table of the form, or the indicators.
type MeasureGroup struct {
	ID    string
	Title string
	Text  string
	Table Table
}

// NewMeasuresPage lists every measure by its section, then the indicators.
func NewMeasuresPage(f Frame) MeasuresPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "指标"), SectionMeasures
	p := MeasuresPage{Frame: f}
	for _, sec := range models.MeasuredSections() {
		g := MeasureGroup{ID: sec.Code, Title: sectionTitle(sec, lang), Text: sectionText(sec.No, lang), Table: Table{Caption: sec.Label.In(lang), Class: "wide",
			Head: []Row{{Cells: []Cell{Heading(phrase(lang, "项目")), Heading(phrase(lang, "单位")), Heading(phrase(lang, "格式")), Heading(phrase(lang, "编码"))}}}}}
		for _, m := range models.Measures {
			if m.Section == sec.No {
				g.Table.Rows = append(g.Table.Rows, Row{Cells: []Cell{{Text: m.Label.In(lang), Href: MeasurePath(m.Code), Header: true},
					Text(m.Unit.Label().In(lang)), Text(editionsText(m.Editions, lang)), {Text: m.Code, Code: true}}})
			}
		}
		p.Groups = append(p.Groups, g)
	}
	g := MeasureGroup{ID: "indicators", Title: phrase(lang, "计算的指标"), Text: phrase(lang, "由年度报告的数字算出。分母为 0 时没有数值；分母不足 10 只列分数，不足 30 标明小样本、不排序。"),
		Table: Table{Caption: phrase(lang, "计算的指标"), Class: "roomy",
			Head: []Row{{Cells: []Cell{Heading(phrase(lang, "指标")), Heading(phrase(lang, "公式")), Heading(phrase(lang, "使用时注意"))}}}}}
	for _, i := range models.Indicators {
		g.Table.Rows = append(g.Table.Rows, Row{Cells: []Cell{{Text: i.Label.In(lang), Href: MeasurePath(i.Code), Header: true}, Text(i.Formula.In(lang)), Text(i.Caveat.In(lang))}})
	}
	p.Groups = append(p.Groups, g)
	return p
}

func sectionText(no int, lang models.Lang) string {
	switch no {
	case 1:
		return phrase(lang, "只写在总体情况的文字里；写有“余”“多”的是约数。")
	case 2:
		return phrase(lang, "条例第二十条要求主动公开的事项。2021 年起格式改变，只有处理决定数量前后可比。")
	case 3:
		return phrase(lang, "每一项都按申请人分列：自然人、五类法人或其他组织和总计。")
	case 4:
		return phrase(lang, "因政府信息公开被申请行政复议、提起行政诉讼的结果。")
	case 6:
		return phrase(lang, "只写在第六部分的文字里。写明未收取的是 0，没有写明的不是 0；收费标准、减免和往年的金额不算。")
	}
	return ""
}

func editionsText(es []models.Edition, lang models.Lang) string {
	if len(es) == len(models.Editions) {
		return phrase(lang, "前后可比")
	}
	var names []string
	for _, e := range es {
		names = append(names, phrase(lang, "%s 年版", string(e)))
	}
	return strings.Join(names, phrase(lang, "、"))
}

// MeasurePage is one measure or indicator, at "/measures/{code}".
type MeasurePage struct {
	Frame
	Name    string
	Lead    string // the finding of the newest year
	Facts   []Fact // 含义, 依据, 公式, 单位, 编码
	Caveats []string
	Sketch  FormSketch
	Filter  FilterForm
	Cards   []ChartCard // ranked dots of a year, lines, heatmap
	Compare Link        // the same on the compare page
	Related []Facet     // measures and indicators near this one
}

func (MeasurePage) name() string { return "measure" }

// HasCharts reports whether the page draws charts.
func (p MeasurePage) HasCharts() bool { return anyDrawn(p.Cards) }

// Fact is a term and what it stands for.
type Fact struct {
	Term string
	Text string
	Href string
	Code bool // set in a fixed-width face: codes and checksums
}

// NewMeasurePage begins the page of a subject with its definition; controls and cards are the caller's to add.
func NewMeasurePage(f Frame, s models.Subject) MeasurePage {
	lang := f.lang()
	f.Title, f.Section = s.Label.In(lang), SectionMeasures
	f.Crumbs = []Link{{Text: phrase(lang, "指标"), Href: "/measures"}}
	d := SubjectDefinition(s, lang)
	p := MeasurePage{Frame: f, Name: d.Title, Facts: d.Facts, Caveats: d.Caveats, Sketch: NewFormSketch(s, lang)}
	near := models.RelatedTo(s.Code)
	for _, part := range []struct {
		label string
		list  []models.Subject
	}{{phrase(lang, "用到的数字"), near.Inputs}, {phrase(lang, "由它计算、与它相关的指标"), near.Indicators}, {phrase(lang, "同组的其他各项"), near.Beside}} {
		facet := Facet{Label: part.label}
		for _, x := range part.list {
			facet.Links = append(facet.Links, Link{Text: x.Label.In(lang), Href: MeasurePath(x.Code)})
		}
		if len(facet.Links) > 0 {
			p.Related = append(p.Related, facet)
		}
	}
	return p
}
