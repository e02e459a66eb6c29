package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"gongkai/ingest/cells"
)

// prose joins lines to paragraphs.
type prose struct {
	left, right map[*page]float64 // where the lines of text begin and end
	pitch       float64           // from one baseline to the next
}

// newProse measures the text. Pages of one width have one measure: the last may hold but a few short lines.
func newProse(pages []*page, lines [][]line) *prose {
	pr := &prose{map[*page]float64{}, map[*page]float64{}, 0}
	left, right := map[float64]float64{}, map[float64]float64{}
	var pitches []float64
	for i, p := range pages {
		w := math.Round(p.width)
		for n, l := range lines[i] {
			if x, ok := left[w]; !ok || l.box.x0 < x {
				left[w] = l.box.x0
			}
			right[w] = max(right[w], min(l.box.x1, p.width), 0.6*p.width)
			if n > 0 {
				if d := l.base - lines[i][n-1].base; d < 3*l.size() {
					pitches = append(pitches, d/l.size())
				}
			}
		}
	}
	for _, p := range pages {
		pr.left[p], pr.right[p] = left[math.Round(p.width)], right[math.Round(p.width)]
	}
	slices.Sort(pitches)
	if len(pitches) > 0 {
		pr.pitch = pitches[len(pitches)/4] // a lower quartile: most lines have their own paragraph in some layouts
	}
	return pr
}

// sectionNumber begins the heading of a section, which begins a paragraph whatever its line looks like.
var sectionNumber = regexp.MustCompile(`^[一二三四五六七八九十]{1,2}\s*、`)

// placed is a line and its page.
type placed struct {
	line
	page *page
}

// joins reports whether b goes on with the paragraph of a.
func (pr *prose) joins(a, b placed) bool {
	size := b.size()
	switch {
	case math.Abs(a.size()-size) > 0.15*size:
		return false
	case sectionNumber.MatchString(b.text()):
		return false
	case a.box.x1 < pr.right[a.page]-2*size: // more than a full stop that must not begin a line would leave free
		return false
	case b.box.x0 >= pr.left[b.page]+1.2*size && b.box.x0 >= a.box.x0-0.5*size: // indented
		return false
	case a.page == b.page:
		return b.base-a.base <= 1.35*pr.pitch*size+1
	}
	return true
}

// paragraph returns the text of lines that belong together.
func paragraph(lines []placed) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString(between(lines[i-1].line, l.line, 0))
		}
		b.WriteString(l.text())
	}
	return cells.Clean(b.String())
}

// item is a table, with lines or without, or a line of text.
type item struct {
	table   *table
	listing *listing
	line    line
	top     float64
}

// page is the number of the page that the item begins on, if it is a table.
func (it item) page() int {
	if it.table != nil {
		return it.table.rows[0].page.no
	}
	return it.listing.rows[0].page.no
}

// itemsOf lists what stands on a page from top to bottom.
func itemsOf(tables []*table, listings []*listing, lines []line) []item {
	var items []item
	for _, t := range tables {
		items = append(items, item{table: t, top: t.rows[0].top})
	}
	for i := range listings {
		items = append(items, item{listing: listings[i], top: listings[i].top})
	}
	for _, l := range lines {
		items = append(items, item{line: l, top: l.box.y0})
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.top, b.top) })
	return items
}
