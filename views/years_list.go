package views

import (
	"slices"

	"gongkai/models"
)

// YearsPage lists the years there are reports of, at "/years".
type YearsPage struct {
	Frame
	Lead  string
	Table Table // years × the district's figures, the newest first
}

func (YearsPage) name() string { return "years" }

// NewYearsPage sets the district's figures of all years under each other. The comparisons are of all organs and share their years.
func NewYearsPage(f Frame, agencies []models.Agency, heads Heads, cs []models.Comparison) YearsPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "年度"), SectionYears
	p := YearsPage{Frame: f}
	if len(cs) == 0 || len(cs[0].Years) == 0 {
		return p
	}
	years := cs[0].Years
	p.Lead = phrase(lang, "%d—%d 年各年度的各机关合计；点开年度可以看到各机关的数据和变化。", years[0], years[len(years)-1])
	p.Table = Table{Caption: phrase(lang, "各年度各机关合计"), Class: "wide"}
	head := Row{Cells: []Cell{Heading(phrase(lang, "年度")), NumberHeading(phrase(lang, "应公布报告")), NumberHeading(phrase(lang, "已公布"))}}
	for _, c := range cs {
		head.Cells = append(head.Cells, Cell{Text: shortLabel(c.Subject, lang), Note: c.Subject.Unit.Label().In(lang), Header: true, Tone: ToneNumber})
	}
	p.Table.Head = []Row{head}
	for j := len(years) - 1; j >= 0; j-- {
		of := slices.DeleteFunc(slices.Clone(agencies), func(a models.Agency) bool { return !a.OwesIn(years[j]) })
		published := 0
		for _, a := range of {
			if heads[a.ID][years[j]] != nil {
				published++
			}
		}
		row := Row{Cells: []Cell{{Text: phrase(lang, "%d", years[j]), Href: YearPath(years[j]), Header: true}, countCell(len(of), lang), countCell(published, lang)}}
		for _, c := range cs {
			row.Cells = append(row.Cells, TotalCell(c.Totals[j], c.Subject, lang))
		}
		p.Table.Rows = append(p.Table.Rows, row)
	}
	return p
}
