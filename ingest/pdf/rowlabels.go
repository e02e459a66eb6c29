package pdf

import (
	"cmp"
	"math"
	"slices"
)

// rowLabels are the words before the numbers of a table without lines. A label of several lines stands at the middle of its row, at its top
// or at its bottom, in the whole table alike; labels beside several rows stand in columns of their own, to the left.
type rowLabels struct {
	labels []rowLabel // of each row of numbers
	left   []piece    // words that are no row's label
	bounds []float64  // between the columns of labels
	widest map[int]float64
	pitch  float64 // the least distance of two rows, which is more than that of two lines of a label
}

// rowLabel is the label of a row. It is unsure if other lines could as well be its own.
type rowLabel struct {
	lines  []piece
	unsure bool
}

// Distances of lines of one label, in ems.
const (
	minPitch = 0.9
	maxPitch = 2.1
	centred  = 0.3 // how far a label may stand from where it belongs
	indent   = 2.2 // of a first line
)

// newRowLabels tells which words are which row's.
func newRowLabels(words []piece, rows []numberRow) *rowLabels {
	lb := &rowLabels{labels: make([]rowLabel, len(rows)), widest: map[int]float64{}}
	lb.bounds = boundaries(words)
	lb.pitch = math.Inf(1)
	for i := 1; i < len(rows); i++ {
		lb.pitch = min(lb.pitch, rows[i].base-rows[i-1].base)
	}
	var inner []piece // those that reach into the column beside the numbers
	for _, w := range words {
		first, last := lb.columns(w)
		if first == last {
			lb.widest[first] = max(lb.widest[first], w.box.width())
		}
		if last == len(lb.bounds) {
			inner = append(inner, w)
		} else {
			lb.left = append(lb.left, w)
		}
	}
	slices.SortStableFunc(inner, func(a, b piece) int { return cmp.Compare(a.base, b.base) })
	best := lb.fit(inner, rows, atMiddle)
	for _, at := range []alignment{atTop, atBottom} {
		switch other := lb.fit(inner, rows, at); {
		case other.score > best.score:
			best = other
		case other.score == best.score:
			best.doubt(other)
		}
	}
	for i, b := range best.blocks {
		lb.labels[i] = rowLabel{inner[b.from:b.to], best.unsure[i]}
	}
	for i, w := range inner {
		if !slices.ContainsFunc(best.blocks, func(b block) bool { return b.from <= i && i < b.to }) {
			lb.left = append(lb.left, w)
		}
	}
	lb.fromTheLeft(rows)
	return lb
}

// columns returns the first and the last column of labels that a piece reaches into.
func (lb *rowLabels) columns(w piece) (first, last int) {
	for _, x := range lb.bounds {
		if w.box.x0 > x {
			first++
		}
		if w.box.x1 > x {
			last++
		}
	}
	return first, last
}

// boundaries returns places that part words which stand side by side, as few as do it.
func boundaries(words []piece) []float64 {
	var gaps []span
	for i, a := range words {
		nearest := span{}
		for j, b := range words {
			beside := min(a.box.y1, b.box.y1)-max(a.box.y0, b.box.y0) > 0.3*a.em()
			if i != j && beside && a.box.x1 < b.box.x0 && (nearest.to == 0 || b.box.x0 < nearest.to) {
				nearest = span{a.box.x1, b.box.x0}
			}
		}
		if nearest.to > 0 {
			gaps = append(gaps, nearest)
		}
	}
	slices.SortFunc(gaps, func(a, b span) int { return cmp.Compare(a.to, b.to) })
	var bounds []float64
	for i := 0; i < len(gaps); {
		common := gaps[i]
		for i++; i < len(gaps) && gaps[i].from < common.to; i++ {
			common.from = max(common.from, gaps[i].from)
		}
		bounds = append(bounds, (common.from+common.to)/2)
	}
	return bounds
}

// alignment says how far a label of some lines stands from where the row has it.
type alignment func(first, last piece, r numberRow) float64

func atMiddle(first, last piece, r numberRow) float64 {
	return (first.box.y0+last.box.y1)/2 - r.middle()
}
func atTop(first, _ piece, r numberRow) float64   { return first.base - r.base }
func atBottom(_, last piece, r numberRow) float64 { return last.base - r.base }

// block is a number of lines one after another; none if from is to.
type block struct{ from, to int }

// fitting is a way to give lines to rows. score counts the rows with a label first and the lines used second.
type fitting struct {
	blocks []block
	unsure []bool
	score  int
}

func (f *fitting) doubt(other fitting) {
	for i := range f.blocks {
		if f.blocks[i] != other.blocks[i] {
			f.unsure[i] = true
		}
	}
}

// maxFit bounds the work on a page of hostile lines. A page of a report has 30 rows and 60 lines.
const maxFit = 1 << 20

// fit gives each row the lines that stand where its label would, in order, so that as many rows as can be have one. A row is unsure if it
// could have other lines without loss.
func (lb *rowLabels) fit(lines []piece, rows []numberRow, at alignment) fitting {
	n, m := len(rows), len(lines)
	out := fitting{blocks: make([]block, n), unsure: make([]bool, n)}
	if (n+1)*(m+1) > maxFit {
		for i := range out.unsure {
			out.unsure[i] = true
		}
		return out
	}
	const row = 1 << 12
	blocks := make([][]block, n)
	for k, r := range rows {
		blocks[k] = lb.blocks(lines, r, at)
	}
	value := func(b block) int {
		if b.from == b.to {
			return 0
		}
		return row + b.to - b.from
	}
	// ahead[k][i] is the best that rows k and later can have of lines i and later; behind[k][i] that rows before k can have of lines before i.
	ahead, behind := make([][]int, n+1), make([][]int, n+1)
	ahead[n], behind[0] = make([]int, m+1), make([]int, m+1)
	for k := n - 1; k >= 0; k-- {
		ahead[k] = slices.Clone(ahead[k+1])
		for _, b := range blocks[k] {
			ahead[k][b.from] = max(ahead[k][b.from], value(b)+ahead[k+1][b.to])
		}
		for i := m - 1; i >= 0; i-- {
			ahead[k][i] = max(ahead[k][i], ahead[k][i+1])
		}
	}
	for k := range n {
		behind[k+1] = slices.Clone(behind[k])
		for _, b := range blocks[k] {
			behind[k+1][b.to] = max(behind[k+1][b.to], value(b)+behind[k][b.from])
		}
		for i := range m {
			behind[k+1][i+1] = max(behind[k+1][i+1], behind[k+1][i])
		}
	}
	out.score = ahead[0][0]
	free := 0
	for k := range n {
		chosen := block{free, free}
		for _, b := range blocks[k] {
			if b.from >= free && value(b)+ahead[k+1][b.to] == ahead[k][free] {
				chosen = b
				break
			}
		}
		if chosen.from == chosen.to && ahead[k+1][free] != ahead[k][free] {
			chosen = block{free, free}
		}
		out.blocks[k] = chosen
		free = max(free, chosen.to)
		for _, b := range blocks[k] {
			if b != chosen && behind[k][b.from]+value(b)+ahead[k+1][b.to] == out.score {
				out.unsure[k] = true
			}
		}
	}
	return out
}

// blocks lists the lines that can be a row's label.
func (lb *rowLabels) blocks(lines []piece, r numberRow, at alignment) []block {
	var out []block
	for i, first := range lines {
		if first.base > r.box.y1+first.em() {
			break
		}
		if r.base-first.base > 12*first.em() {
			continue
		}
		for j := i; j < len(lines); j++ {
			if j > i && !lb.continues(lines[i:j], lines[j]) {
				break
			}
			if math.Abs(at(first, lines[j], r)) <= centred*first.em() {
				out = append(out, block{i, j + 1})
			}
		}
	}
	return out
}

// continues reports whether a line goes on with the label of lines above it: evenly below the last, which was full.
func (lb *rowLabels) continues(lines []piece, next piece) bool {
	last := lines[len(lines)-1]
	pitch := next.base - last.base
	em := next.em()
	if pitch < minPitch*em || pitch > maxPitch*em || pitch > 0.97*lb.pitch || last.overlap(next) < -indent*em || opensItem.MatchString(next.text()) {
		return false
	}
	if n := len(lines); n > 1 && math.Abs(pitch-(last.base-lines[n-2].base)) > 0.25*em {
		return false
	}
	room := next.box.width()
	for _, l := range lines {
		room = max(room, l.box.width())
	}
	if a, b := lb.columns(last); a == b {
		room = max(room, lb.widest[a])
	}
	return full(last.line, next.line, room)
}

// fromTheLeft gives rows that have no label the words that stand beside them in a column further left: a label that covers several columns
// may be short enough to end before the last. A row that has none while words stand near is unsure.
func (lb *rowLabels) fromTheLeft(rows []numberRow) {
	slices.SortStableFunc(lb.left, func(a, b piece) int { return cmp.Compare(a.base, b.base) })
	for k, r := range rows {
		if len(lb.labels[k].lines) > 0 {
			continue
		}
		i := slices.IndexFunc(lb.left, func(w piece) bool { return math.Abs(atMiddle(w, w, r)) <= centred*w.em() })
		if i >= 0 {
			lb.labels[k].lines = []piece{lb.left[i]}
			lb.left = slices.Delete(lb.left, i, i+1)
			continue
		}
		near := func(w piece) bool { return math.Abs(atMiddle(w, w, r)) < 1.1*w.em() }
		lb.labels[k].unsure = lb.labels[k].unsure || slices.ContainsFunc(lb.left, near)
		for n, l := range lb.labels {
			if slices.ContainsFunc(l.lines, near) { // words that another row has may be this one's
				lb.labels[k].unsure, lb.labels[n].unsure = true, true
			}
		}
	}
}

// rest returns the words that are left, those of one cell together.
func (lb *rowLabels) rest() [][]piece {
	var out [][]piece
	for _, w := range lb.left {
		i := slices.IndexFunc(out, func(lines []piece) bool {
			a, b := lb.columns(lines[0])
			x, y := lb.columns(w)
			return a == x && b == y && lb.continues(lines, w)
		})
		if i < 0 {
			out = append(out, []piece{w})
			continue
		}
		out[i] = append(out[i], w)
	}
	return out
}
