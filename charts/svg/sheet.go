package svg

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/charts"
)

// Fonts are the families of the site's type, as in the style sheet.
const Fonts = `-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei", ` +
	`"Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif`

// sheet is a picture laid out: its parts from top to bottom, the plot among them.
type sheet struct {
	Options
	chart  charts.Chart
	margin int
	above  []part
	below  []part
}

// part is lines of text of one kind, or the rows of the legend.
type part struct {
	lines   []string
	legend  [][]key
	size    int
	leading int // of a line
	before  int // room above
	bold    bool
	token   string // colour
}

// key is one entry of the legend at its place in the row.
type key struct {
	charts.LegendItem
	x int
}

// height is the room that a part takes: none without a line.
func (p part) height() int {
	if len(p.lines)+len(p.legend) == 0 {
		return 0
	}
	return p.before + p.leading*(len(p.lines)+len(p.legend))
}

// newSheet lays a chart out.
func newSheet(ch charts.Chart, o Options) (*sheet, error) {
	if o.Width == 0 {
		o.Width = Wide
	}
	if o.Theme == "" {
		o.Theme = Light
	}
	if o.Lang == "" {
		o.Lang = "zh-CN"
	}
	if o.Width < MinWidth || o.Width > MaxWidth || o.Height < 0 || o.Height > MaxHeight {
		return nil, fmt.Errorf("svg: no picture is %d by %d pixels", o.Width, o.Height)
	}
	s := &sheet{Options: o, chart: ch}
	if !o.Bare {
		s.margin = 24
	}
	s.Width = max(s.Width, min(ch.Least+2*s.margin, MaxWidth))
	if s.Height == 0 {
		s.Height = s.naturalHeight()
	}
	if o.Bare {
		return s, nil
	}
	if o.Width < 560 {
		s.margin = 16
	}
	s.above = []part{
		{lines: s.wrap(ch.Title, 20), size: 20, leading: 28, bold: true, token: "text"},
		{lines: s.wrap(joined(ch.Subtitle, ch.Coverage), 15), size: 15, leading: 23, before: 4, token: "muted"},
		{legend: s.legend(), size: 13, leading: 22, before: 10, token: "text"},
	}
	s.below = []part{
		{lines: s.wrapAll(ch.Notes, 13), size: 13, leading: 21, before: 8, token: "muted"},
		{lines: s.wrapAll([]string{ch.Source}, 13), size: 13, leading: 21, before: 8, token: "muted"},
		{lines: s.wrapAll(o.Footer, 13), size: 13, leading: 21, token: "muted"},
	}
	return s, nil
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

func (s *sheet) wrap(text string, size int) []string { return wrap(text, s.plotWidth(), size) }

func (s *sheet) wrapAll(texts []string, size int) []string {
	var lines []string
	for _, t := range texts {
		lines = append(lines, s.wrap(t, size)...)
	}
	return lines
}

// Measures of the legend, in pixels.
const (
	keySize = 14
	keyGap  = 6  // between a key and its name
	itemGap = 20 // between entries
)

// legend sets the entries of the legend in rows.
func (s *sheet) legend() [][]key {
	var rows [][]key
	x := 0
	for _, item := range s.chart.Legend {
		width := keySize + keyGap + textWidth(item.Name, 13)
		if len(rows) == 0 || x > 0 && x+width > s.plotWidth() {
			rows, x = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], key{item, x})
		x += width + itemGap
	}
	return rows
}

func (s *sheet) plotWidth() int  { return s.Width - 2*s.margin }
func (s *sheet) plotHeight() int { return s.Height }

// naturalHeight is the height of the plot where none is asked for.
func (s *sheet) naturalHeight() int {
	return min(s.chart.Height(s.Width), MaxHeight)
}

func (s *sheet) height() int {
	h := 2*s.margin + s.Height
	for _, p := range slices.Concat(s.above, s.below) {
		h += p.height()
	}
	return h
}

func (s *sheet) look() look {
	return look{english: strings.HasPrefix(s.Lang, "en"), colours: s.Theme.colours(), patterns: s.Theme.patterned()}
}

// write puts the picture together around the plot.
func (s *sheet) write(plot string) []byte {
	var b strings.Builder
	id, height := escaped(s.chart.ID), s.height()
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-desc" lang="%s" xml:lang="%s" font-family="%s">`+"\n",
		s.Width, height, s.Width, height, id, id, escaped(s.Lang), escaped(s.Lang), escaped(Fonts))
	fmt.Fprintf(&b, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", id, escaped(s.chart.Title), id, escaped(s.chart.Summary))
	fmt.Fprintf(&b, "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", s.Width, height, s.Theme.Colour("bg"))
	y := s.margin
	for _, p := range s.above {
		s.writePart(&b, p, y)
		y += p.height()
	}
	fmt.Fprintf(&b, "<g transform=\"translate(%d %d)\">\n%s</g>\n", s.margin, y, plot)
	y += s.Height
	for _, p := range s.below {
		s.writePart(&b, p, y)
		y += p.height()
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// writePart writes the lines of a part below y.
func (s *sheet) writePart(b *strings.Builder, p part, y int) {
	y += p.before
	weight := ""
	if p.bold {
		weight = ` font-weight="600"`
	}
	text := func(x, y int, t string) {
		fmt.Fprintf(b, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s fill=\"%s\">%s</text>\n", x, y, p.size, weight, s.Theme.Colour(p.token), escaped(t))
	}
	base := (p.leading + p.size*3/4) / 2 // of the first line, from its top
	for i, line := range p.lines {
		text(s.margin, y+i*p.leading+base, line)
	}
	for i, row := range p.legend {
		top := y + i*p.leading
		for _, k := range row {
			s.writeKey(b, k, s.margin+k.x, top+(p.leading-keySize)/2)
			text(s.margin+k.x+keySize+keyGap, top+base, k.Name)
		}
	}
}

func (s *sheet) writeKey(b *strings.Builder, k key, x, y int) {
	m, at := k.Mark(), fmt.Sprintf("translate(%d %d)", x, y)
	if m.Line > 0 {
		fmt.Fprintf(b, "<path transform=\"%s\" d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>\n", at, m.Path, s.Theme.Colour(k.Token), m.Line)
		return
	}
	fmt.Fprintf(b, "<path transform=\"%s\" d=\"%s\" fill=\"%s\"/>\n", at, m.Path, s.Theme.Colour(k.Token))
	if m.Pattern != "" && s.Theme.patterned() {
		fmt.Fprintf(b, "<path transform=\"%s\" d=\"%s\" fill=\"%s\"/>\n", at, m.Pattern, s.Theme.Colour("bg"))
	}
}
