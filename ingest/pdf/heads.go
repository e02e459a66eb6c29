package pdf

import (
	"cmp"
	"math"
	"slices"
)

// head is a cell of a header: pieces above each other, with one middle or one beginning.
type head struct {
	pieces []piece
	box    rect
}

func (h *head) middle() float64 { return (h.box.y0 + h.box.y1) / 2 }

// headBlock is the words above some rows of numbers: those over the columns, and those beside them that are no row's label.
type headBlock struct {
	over, beside []piece
	box          rect
}

// headBlocks parts words by the rows of numbers that they stand between.
func headBlocks(words []piece, rows []numberRow) []*headBlock {
	var out []*headBlock
	at := map[int]*headBlock{}
	for _, w := range words {
		below := 0
		for _, r := range rows {
			if r.middle() < w.middle() {
				below++
			}
		}
		b := at[below]
		if b == nil {
			b = &headBlock{box: w.box}
			at[below] = b
			out = append(out, b)
		}
		b.over, b.box = append(b.over, w), b.box.union(w.box)
	}
	return out
}

// takes adds a word that stands beside the block to it.
func (b *headBlock) takes(w piece) bool {
	y := w.middle()
	beside := y > b.box.y0 && y < b.box.y1
	if beside {
		b.beside = append(b.beside, w)
	}
	return beside
}

// header adds the words above rows of numbers. The head right above each column makes one row, in the order of the columns, whatever height it
// stands at. It reports false if such a header of a wide table leaves a column without a head.
func (t *listing) header(b *headBlock) bool {
	var cut []piece
	for _, w := range b.over {
		for _, l := range w.cut(headGap * w.em()) {
			cut = append(cut, piece{l, false})
		}
	}
	leaves := t.leaves(cut)
	found := 0
	for _, l := range leaves {
		if len(l) > 0 {
			found++
		}
	}
	whole := found == len(t.columns) && found > 1
	if found > 0 && !whole && len(t.columns) >= wideTable && !t.torn {
		return false
	}
	upper := slices.Clone(b.beside)
	for _, w := range cut {
		if !whole || !slices.ContainsFunc(leaves, func(l []piece) bool { return slices.ContainsFunc(l, w.partOf) }) {
			upper = append(upper, w)
		}
	}
	heads := headsOf(phrases(upper))
	if whole {
		t.headed = true
		heads = t.leafRow(leaves, heads)
	}
	slices.SortStableFunc(heads, func(a, b *head) int { return cmp.Compare(a.middle(), b.middle()) })
	for i := 0; i < len(heads); {
		j := i + 1
		for j < len(heads) && heads[j].middle()-heads[i].middle() < 0.5*heads[i].pieces[0].em() {
			j++
		}
		t.headRow(heads[i:j])
		i = j
	}
	return true
}

// leafRow adds the row of the heads right above the columns, with the words beside it. It returns the other heads.
func (t *listing) leafRow(leaves [][]piece, others []*head) []*head {
	row := listed{heads: true}
	for _, l := range leaves {
		f := joined(l)
		row.fields = append(row.fields, f)
		row.y = max(row.y, (f.box.y0+f.box.y1)/2)
	}
	others = slices.DeleteFunc(others, func(h *head) bool {
		beside := h.box.x1 < t.columns[0].from && math.Abs(h.middle()-row.y) < 0.5*h.pieces[0].em()
		if beside {
			row.fields = slices.Insert(row.fields, len(row.fields)-len(leaves), joined(h.pieces))
		}
		return beside
	})
	t.rows = append(t.rows, row)
	return others
}

// partOf reports whether the piece stands within another.
func (p piece) partOf(q piece) bool {
	return p.base == q.base && p.box.x0 >= q.box.x0 && p.box.x1 <= q.box.x1
}

func (t *listing) headRow(heads []*head) {
	slices.SortStableFunc(heads, func(a, b *head) int { return cmp.Compare(a.box.x0, b.box.x0) })
	row := listed{y: heads[0].middle()}
	for _, h := range heads {
		row.fields = append(row.fields, joined(h.pieces))
	}
	t.rows = append(t.rows, row)
}

// headsOf puts the pieces of header lines together: heads of narrow columns stand in several lines.
func headsOf(words []piece) []*head {
	slices.SortStableFunc(words, func(a, b piece) int { return cmp.Compare(a.base, b.base) })
	var heads []*head
	for _, x := range words {
		i := slices.IndexFunc(heads, func(h *head) bool {
			last := h.pieces[len(h.pieces)-1]
			narrow := max(last.box.width(), x.box.width()) < 5.5*x.em()
			inLine := math.Abs(last.box.x0-x.box.x0) < 2 || math.Abs(last.box.x0+last.box.x1-x.box.x0-x.box.x1) < 4
			return narrow && inLine && x.base > last.base && x.base-last.base < 1.8*x.em()
		})
		if i < 0 {
			heads = append(heads, &head{[]piece{x}, x.box})
			continue
		}
		heads[i].pieces, heads[i].box = append(heads[i].pieces, x), heads[i].box.union(x.box)
	}
	return heads
}

// leaves returns the lines of the head right above each column, none where there is none. Heads of one row stand at one height, in the middle
// of their cells or at the top: that tells a head of two lines from one below another.
func (t *listing) leaves(words []piece) [][]piece {
	stacks := make([][]piece, len(t.columns))
	for _, w := range words {
		if i := t.columnOf(w); i >= 0 {
			stacks[i] = append(stacks[i], w)
		}
	}
	for i, s := range stacks {
		stacks[i] = lowest(sameLines(s))
	}
	out := make([][]piece, len(stacks))
	for {
		h, found := commonHeight(stacks, out)
		if found < 2 {
			break
		}
		for i := range stacks {
			if out[i] == nil {
				out[i] = h.of(stacks, i)
			}
		}
	}
	for i, s := range stacks {
		if out[i] == nil {
			out[i] = s
		}
	}
	return out
}

// height is where heads of one row stand: their middle, or their first line's.
type height struct {
	at     float64
	middle bool
}

// of returns the lowest lines of a column that are a head at the height, nil if none are. Lines as close to each other as those of another
// column's head are not parted.
func (h height) of(stacks [][]piece, column int) []piece {
	s := stacks[column]
	pitch := linePitch(stacks, column)
	for i := range s {
		if i > 0 && s[i].base-s[i-1].base < 1.08*pitch {
			continue
		}
		y := s[i].middle()
		if h.middle {
			y = (s[i].box.y0 + s[len(s)-1].box.y1) / 2
		}
		if math.Abs(y-h.at) < centred*s[i].em() {
			return s[i:]
		}
	}
	return nil
}

// commonHeight returns the height at which most columns that have no head yet have one, and how many have.
func commonHeight(stacks, done [][]piece) (best height, found int) {
	most := 0
	for n, s := range stacks {
		for i := range s {
			if done[n] != nil {
				break
			}
			for _, h := range []height{{(s[i].box.y0 + s[len(s)-1].box.y1) / 2, true}, {s[i].middle(), false}} {
				columns, lines := 0, 0
				for o := range stacks {
					if m := h.of(stacks, o); m != nil && done[o] == nil {
						columns, lines = columns+1, lines+len(m)
					}
				}
				if score := columns<<16 + lines; score > most {
					best, found, most = h, columns, score
				}
			}
		}
	}
	return best, found
}

// linePitch is the least distance of lines in the stacks of the other columns, 0 if none has several.
func linePitch(stacks [][]piece, except int) float64 {
	least := 0.0
	for n, s := range stacks {
		for i := 1; i < len(s) && n != except; i++ {
			if d := s[i].base - s[i-1].base; d > minPitch*s[i].em() && (least == 0 || d < least) {
				least = d
			}
		}
	}
	return least
}

// columnOf returns the column that a word of the header stands over, or -1 if it is the head of several or of none.
func (t *listing) columnOf(w piece) int {
	if w.box.x0 < t.columns[0].from && w.box.x1 > t.columns[0].to && len(t.columns) == 1 {
		return 0
	}
	hits, nearest, best := 0, -1, math.Inf(1)
	for i, c := range t.columns {
		gap := max(c.from-w.box.x1, w.box.x0-c.to)
		if gap < 0 {
			hits++
		}
		if gap < best {
			nearest, best = i, gap
		}
	}
	if hits > 1 || best > 3*w.em() {
		return -1
	}
	return nearest
}

// sameLines joins words of one line, whatever stands between them, and puts the lines into their order.
func sameLines(words []piece) []piece {
	slices.SortStableFunc(words, func(a, b piece) int { return cmp.Compare(a.base, b.base) })
	var out []piece
	for _, w := range words {
		if n := len(out); n > 0 && w.base-out[n-1].base < 0.15*w.em() {
			out[n-1] = piece{newLine(slices.Concat(out[n-1].chars, w.chars)), false}
			continue
		}
		out = append(out, w)
	}
	return out
}

// lowest returns the lowest lines that follow each other closely.
func lowest(lines []piece) []piece {
	from := len(lines)
	for from > 0 && (from == len(lines) || lines[from].base-lines[from-1].base <= maxPitch*lines[from].em()) {
		from--
	}
	return lines[from:]
}
