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

// wideTable is how many columns of numbers a table has that cannot be read without knowing which is which.
const wideTable = 5

// header adds the rows above the first row of numbers. The head right above each column of a wide table makes one row, in the order of the
// columns, whatever height it stands at. It reports false if such a header leaves a column without a head.
func (t *listing) header(run []entry, first entry, columns []span) bool {
	heads := headsOf(run[:headerEnd(append(slices.Clone(run), first), len(run))])
	var leaves []*head
	if len(columns) >= wideTable {
		for i := range columns {
			if h := headOver(heads, columns, i); h != nil {
				leaves = append(leaves, h)
			}
		}
		if len(leaves) > 0 && len(leaves) < len(columns) {
			return false
		}
		heads = slices.DeleteFunc(heads, func(h *head) bool { return slices.Contains(leaves, h) })
	}
	slices.SortStableFunc(heads, func(a, b *head) int { return cmp.Compare(a.middle(), b.middle()) })
	for i := 0; i < len(heads); {
		j := i + 1
		for j < len(heads) && heads[j].middle()-heads[i].middle() < 0.5*heads[i].pieces[0].size() {
			j++
		}
		row := heads[i:j]
		slices.SortStableFunc(row, func(a, b *head) int { return cmp.Compare(a.box.x0, b.box.x0) })
		t.headRow(row)
		i = j
	}
	t.headRow(leaves)
	return true
}

func (t *listing) headRow(heads []*head) {
	var fs []field
	for _, h := range heads {
		fs = append(fs, joined(h.pieces))
	}
	if len(fs) > 0 {
		t.rows = append(t.rows, fs)
	}
}

// headsOf puts the pieces of header lines together: heads of narrow columns stand in several lines.
func headsOf(run []entry) []*head {
	var heads []*head
	for _, e := range run {
		for _, x := range e.pieces {
			i := slices.IndexFunc(heads, func(h *head) bool {
				last := h.pieces[len(h.pieces)-1]
				size := x.size()
				narrow := max(last.box.width(), x.box.width()) < 5.5*size
				inLine := math.Abs(last.box.x0-x.box.x0) < 2 || math.Abs(last.box.x0+last.box.x1-x.box.x0-x.box.x1) < 4
				return narrow && inLine && x.base-last.base < 1.8*size
			})
			if i < 0 {
				heads = append(heads, &head{[]piece{x}, x.box})
				continue
			}
			heads[i].pieces, heads[i].box = append(heads[i].pieces, x), heads[i].box.union(x.box)
		}
	}
	return heads
}

// headOver returns the lowest head that stands over column i and over no other, nil if there is none.
func headOver(heads []*head, columns []span, i int) *head {
	var lowest *head
	for _, h := range heads {
		over := 0
		for n, c := range columns {
			if h.box.x0 < c.to && h.box.x1 > c.from {
				over++
				if n != i {
					over++
				}
			}
		}
		if over == 1 && (lowest == nil || h.box.y1 > lowest.box.y1) {
			lowest = h
		}
	}
	return lowest
}
