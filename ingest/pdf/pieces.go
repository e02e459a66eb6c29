package pdf

import (
	"math"
	"regexp"
	"slices"
)

// piece is what stands together on a line: words, or one number.
type piece struct {
	line
	value bool // a number or a mark for none
}

func (p piece) middle() float64 { return (p.box.y0 + p.box.y1) / 2 }

// overlap is how far two pieces stand above each other, negative where they stand side by side.
func (p piece) overlap(q piece) float64 { return min(p.box.x1, q.box.x1) - max(p.box.x0, q.box.x0) }

// Gaps that part pieces, in ems.
const (
	pieceGap  = 0.3  // parts anything
	headGap   = 0.12 // parts the heads of narrow columns
	digitGap  = 0.08 // parts a number from a number
	phraseGap = 0.6  // parts words of two cells; less is a space
)

var valueText = regexp.MustCompile(`^(?:[+-]?[\d０-９](?:[\d０-９.,，]*[\d０-９])?%?|[/／—－-]{1,3}|无)$`)

// em is the size of the font as a reader sees it: a Chinese character is as wide, a digit half as wide. How high its boxes are differs
// from font to font.
func (l line) em() float64 {
	var wide, narrow []float64
	for _, c := range l.chars {
		if c.r >= 0x2E80 {
			wide = append(wide, c.box.width())
		} else {
			narrow = append(narrow, min(c.box.height(), 2*c.box.width()))
		}
	}
	if len(wide) == 0 {
		wide = narrow
	}
	slices.Sort(wide)
	return max(wide[len(wide)/2], 1)
}

// tight parts a line into those of its baselines: cells beside each other that hold different numbers of lines are a fraction of a line apart.
func (l line) tight() []line {
	chars := slices.Clone(l.chars)
	slices.SortStableFunc(chars, compareBase)
	var out []line
	from := 0
	for i := 1; i <= len(chars); i++ {
		if i == len(chars) || chars[i].base-chars[from].base > 0.15*l.em() {
			out = append(out, newLine(chars[from:i]))
			from = i
		}
	}
	return out
}

// pieces cuts a line of one baseline.
func pieces(l line) []piece {
	var out []piece
	em := l.em()
	for _, s := range l.cut(pieceGap * em) {
		if close := s.cut(digitGap * em); len(close) > 1 && isNumber(s.text()) {
			for _, d := range close {
				out = append(out, piece{d, true})
			}
			continue
		}
		out = append(out, piece{s, valueText.MatchString(s.text())})
	}
	return out
}

// cut parts a line at gaps wider than the given number of points.
func (l line) cut(gap float64) []line {
	var out []line
	from := 0
	for i := 1; i <= len(l.chars); i++ {
		if i == len(l.chars) || l.chars[i].box.x0-l.chars[i-1].box.x1 > gap {
			out = append(out, newLine(l.chars[from:i]))
			from = i
		}
	}
	return out
}

// phrases joins words beside each other that only a space parts.
func phrases(ps []piece) []piece {
	var out []piece
	for _, x := range ps {
		if n := len(out); n > 0 && x.box.x0-out[n-1].box.x1 < phraseGap*x.em() && math.Abs(x.base-out[n-1].base) < 0.15*x.em() {
			out[n-1] = piece{newLine(slices.Concat(out[n-1].chars, x.chars)), false}
			continue
		}
		out = append(out, x)
	}
	return out
}

// entry is a line with its pieces. values is how many of them are numbers.
type entry struct {
	line
	pieces []piece
	values int
}

func newEntry(l line) entry {
	e := entry{line: l, pieces: pieces(l)}
	for _, x := range e.pieces {
		if x.value {
			e.values++
		}
	}
	return e
}

// numbers reports whether the line is a row of numbers: two numbers, or one well apart from words before it.
func (e entry) numbers() bool {
	if e.values >= 2 {
		return true
	}
	n := len(e.pieces)
	return e.values == 1 && n > 1 && e.pieces[n-1].value && e.pieces[n-1].box.x0-e.pieces[n-2].box.x1 > phraseGap*e.em()
}
