package export

import (
	"maps"
	"slices"
	"strings"

	"gongkai/models"
)

// quirks change a layout into what offices really publish. Each has been seen in a real report. What is printed in a number's
// cell or in a sentence is no quirk of the layout: it stands in the report's figures and texts.
var quirks = map[string]func(*Layout){
	"split_title":            splitTitle,
	"spaced_labels":          relabel(spaced),
	"halfwidth_labels":       relabel(halfwidth),
	"typo_labels":            relabel(misspelt),
	"short_labels":           relabel(shortened),
	"year_in_headers":        yearInHeaders,
	"broken_headers":         relabel(broken),
	"no_total_column":        noTotalColumn,
	"page_number_row":        pageNumberRow,
	"table_two_in_four":      tableTwoInFour,
	"table_three_cut":        func(l *Layout) { cutTableThree(l, false) },
	"table_three_cut_headed": func(l *Layout) { cutTableThree(l, true) },
	"flat_table_four":        flatTableFour,
	"yuan_header":            relabel(func(s string) string { return strings.ReplaceAll(s, "（单位：万元）", "（单位：元）") }),
	"traditional_prose":      traditionalProse,
	"no_section_five":        func(l *Layout) { l.dropSection(5) },
	"no_table_four":          noTableFour,
	"web_page":               func(l *Layout) { l.web.stand(l) },
	"layout_table":           func(l *Layout) { l.web.layout = true },
	"gbk":                    func(l *Layout) { l.web.gb, l.web.label = true, "gb2312" },
	"gbk_labelled_utf8":      func(l *Layout) { l.web.gb, l.web.label = true, "utf-8" },
	"utf8_labelled_gb2312":   func(l *Layout) { l.web.gb, l.web.label = false, "gb2312" },
}

// QuirkNames lists the quirks that With knows, sorted.
func QuirkNames() []string { return slices.Sorted(maps.Keys(quirks)) }

// With returns the layout changed by quirks, one after the other; the layout itself stays as it is. Those of a web page show in
// HTML only. It fails on an unknown name.
func (l Layout) With(names ...string) (Layout, error) {
	l = l.clone()
	for _, name := range names {
		change, ok := quirks[name]
		if !ok {
			return Layout{}, models.Errorf(models.EINVALID, "没有名为“%s”的版式变化，可用的有：%s。", name, strings.Join(QuirkNames(), "、"))
		}
		change(&l)
	}
	return l, nil
}

func (l Layout) clone() Layout {
	l.Blocks = slices.Clone(l.Blocks)
	for i, b := range l.Blocks {
		if b.Grid == nil {
			continue
		}
		g := *b.Grid
		g.Widths, g.Rows = slices.Clone(g.Widths), slices.Clone(g.Rows)
		for r := range g.Rows {
			g.Rows[r] = slices.Clone(g.Rows[r])
		}
		l.Blocks[i].Grid = &g
	}
	return l
}

// tables returns the grids of a section.
func (l *Layout) tables(section int) []*Grid {
	var gs []*Grid
	for _, b := range l.Blocks {
		if b.Grid != nil && b.Section == section {
			gs = append(gs, b.Grid)
		}
	}
	return gs
}

// replaceTable puts grids in the place of the first table of a section.
func (l *Layout) replaceTable(section int, grids ...*Grid) {
	i := slices.IndexFunc(l.Blocks, func(b Block) bool { return b.Grid != nil && b.Section == section })
	if i < 0 {
		return
	}
	blocks := make([]Block, len(grids))
	for j, g := range grids {
		blocks[j] = Block{Role: RoleTable, Section: section, Grid: g}
	}
	l.Blocks = slices.Replace(l.Blocks, i, i+1, blocks...)
}

// dropSection leaves a section out, heading and all.
func (l *Layout) dropSection(no int) {
	l.Blocks = slices.DeleteFunc(l.Blocks, func(b Block) bool { return b.Section == no })
}

// noTableFour leaves out table four and keeps the heading above it.
func noTableFour(l *Layout) {
	l.Blocks = slices.DeleteFunc(l.Blocks, func(b Block) bool { return b.Section == 4 && b.Role == RoleTable })
}

// splitTitle sets the agency's name on a line of its own, and years apart by spaces, as title pages do.
func splitTitle(l *Layout) {
	i := slices.IndexFunc(l.Blocks, func(b Block) bool { return b.Role == RoleTitle })
	rest, ok := strings.CutPrefix(l.Blocks[i].Text, l.Agency)
	if !ok {
		return
	}
	if year, after, found := strings.Cut(rest, "年"); found {
		rest = year + " 年" + after
	}
	l.Blocks = slices.Replace(l.Blocks, i, i+1, Block{Role: RoleTitle, Text: l.Agency}, Block{Role: RoleTitle, Text: rest})
}
