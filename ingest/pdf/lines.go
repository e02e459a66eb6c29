package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"gongkai/ingest/cells"
)

// line is a row of characters on one baseline, from left to right.
type line struct {
	chars []char
	box   rect
	base  float64
}

// size is the height of most characters: digits of another font may be higher than the Chinese characters around them.
func (l line) size() float64 { return typicalSize(l.chars) }

// Distances between characters, in heights of their font.
const (
	sameBaseline = 0.4  // between characters of one line
	wordGap      = 0.3  // a gap that parts words of letters or digits
	wideGap      = 1.2  // a gap that parts any characters
	doubled      = 0.25 // between a character and its copy, set to make it look bold
)

// linesOf puts upright characters together to lines, from top to bottom.
func linesOf(chars []char) []line {
	sorted := slices.Clone(chars)
	slices.SortStableFunc(sorted, compareBase)
	var lines []line
	for i := 0; i < len(sorted); {
		first := sorted[i]
		j := i + 1
		for j < len(sorted) && sorted[j].base-first.base <= sameBaseline*min(first.box.height(), sorted[j].box.height()) {
			j++
		}
		lines = append(lines, newLine(sorted[i:j]))
		i = j
	}
	return lines
}

func compareBase(a, b char) int { return cmp.Compare(a.base, b.base) }

func newLine(chars []char) line {
	l := line{chars: slices.Clone(chars), base: chars[0].base}
	slices.SortStableFunc(l.chars, func(a, b char) int { return cmp.Compare(a.box.x0, b.box.x0) })
	kept := l.chars[:0]
	for _, c := range l.chars {
		if n := len(kept); n > 0 && copyOf(kept[n-1], c) {
			continue
		}
		kept = append(kept, c)
	}
	l.chars = kept
	l.box = kept[0].box
	for _, c := range kept {
		l.box = l.box.union(c.box)
	}
	return l
}

// copyOf reports whether b is a again, a little beside it.
func copyOf(a, b char) bool {
	near := doubled * min(a.size(), b.size())
	return a.r == b.r && math.Abs(a.box.x0-b.box.x0) < near && math.Abs(a.base-b.base) < near
}

// text returns the line's characters, with a space where a gap parts words.
func (l line) text() string {
	var b strings.Builder
	for i, c := range l.chars {
		if i > 0 && parted(l.chars[i-1], c) {
			b.WriteByte(' ')
		}
		b.WriteRune(c.r)
	}
	return b.String()
}

// parted reports whether a gap stands between neighbours on a line. Chinese characters are spread to fill a line, letters and digits are not.
func parted(a, b char) bool {
	gap, size := b.box.x0-a.box.x1, min(a.box.height(), b.box.height())
	if wordlike(a.r) && wordlike(b.r) {
		return gap > wordGap*size
	}
	return gap > wideGap*size
}

func wordlike(r rune) bool { return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// segments cuts a line at gaps wider than the given number of font heights.
func (l line) segments(gap float64) []line {
	var out []line
	from := 0
	for i := 1; i <= len(l.chars); i++ {
		if i == len(l.chars) || l.chars[i].box.x0-l.chars[i-1].box.x1 > gap*min(l.chars[i].box.height(), l.chars[i-1].box.height()) {
			out = append(out, newLine(l.chars[from:i]))
			from = i
		}
	}
	return out
}

// textOf returns the text of characters that stand in an area of the given inner width: those that are upright and then those that
// stand on their side. A line is joined to the one before where its first character would not have fitted there.
func textOf(chars []char, room float64) string {
	var parts []string
	for turns := range 4 {
		var set []char
		for _, c := range chars {
			if c.turns == turns {
				set = append(set, c.upright())
			}
		}
		if len(set) == 0 {
			continue
		}
		w := room
		if turns%2 == 1 {
			w = 0 // the height of the cell is not known to bound it
		}
		parts = append(parts, joinLines(linesOf(set), w))
	}
	return cells.Clean(strings.Join(parts, "\n"))
}

// upright returns the character with its own direction taken for the page's.
func (c char) upright() char {
	b := c.box
	switch c.turns {
	case 1:
		c.box = rect{-b.y1, b.x0, -b.y0, b.x1}
	case 2:
		c.box, c.base = rect{-b.x1, -b.y1, -b.x0, -b.y0}, -c.base
	case 3:
		c.box, c.base = rect{b.y0, -b.x1, b.y1, -b.x0}, -c.base
	}
	c.turns = 0
	return c
}

// joinLines joins lines of one cell. room is the width that its text may take.
func joinLines(lines []line, room float64) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString(between(lines[i-1], l, room))
		}
		b.WriteString(l.text())
	}
	return b.String()
}

// between returns what stands between two lines: nothing or a space where the first is full, so that the text runs on, else a line feed.
func between(a, b line, room float64) string {
	if !full(a, b, room) {
		return "\n"
	}
	last, first := a.chars[len(a.chars)-1].r, b.chars[0].r
	if wordlike(last) && wordlike(first) && (unicode.IsLetter(last) || unicode.IsLetter(first)) {
		return " "
	}
	return ""
}

// full reports whether the first character of b would not have fitted behind a. A line of text may be shorter by two characters, because
// no line begins with a full stop or a closing quotation mark; digits go on to the end.
func full(a, b line, room float64) bool {
	last, first := a.chars[len(a.chars)-1], b.chars[0]
	width := a.box.width() + first.box.width()
	if !unicode.IsDigit(last.r) || !unicode.IsDigit(first.r) {
		width += 2 * first.box.height()
	}
	return width > room+0.5
}
