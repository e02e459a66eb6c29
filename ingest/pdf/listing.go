package pdf

import "gongkai/ingest/cells"

// grid lays the table out: by columns if a head stands over each and every number stands under one, else as lists of what its rows hold.
func (t *listing) grid(placer *cells.Placer) (*cells.Grid, error) {
	labels, sure := 1, t.headed && len(t.columns) >= wideTable
	for _, r := range t.rows {
		if r.values == nil {
			continue
		}
		labels = max(labels, len(r.fields))
		sure = sure && len(r.values) == len(t.columns)
	}
	g := &cells.Grid{Ragged: !sure}
	if sure {
		g.Columns = labels + len(t.columns)
	}
	for _, r := range t.rows {
		row := cells.Row{Page: r.page.no}
		if sure {
			row.Cells = t.positioned(r, labels)
		} else {
			row.Cells = r.listed()
			g.Columns = max(g.Columns, len(row.Cells))
		}
		if err := placer.Take(len(row.Cells)); err != nil {
			return nil, err
		}
		g.Rows = append(g.Rows, row)
	}
	return g, nil
}

func (r listed) cell(f field) cells.Cell {
	return cells.Cell{Text: f.text, Rect: r.page.where(f.box)}
}

// listed returns what the row holds, one after another.
func (r listed) listed() []cells.Cell {
	var out []cells.Cell
	for _, f := range r.fields {
		out = append(out, r.cell(f))
	}
	for _, f := range r.values {
		if f != nil {
			out = append(out, r.cell(*f))
		}
	}
	return out
}

// positioned lays a row out: labels first, the last of them over what columns are left, then the numbers.
func (t *listing) positioned(r listed, labels int) []cells.Cell {
	out := make([]cells.Cell, labels+len(t.columns))
	for i := range out {
		out[i].Absent = true
	}
	box := r.box()
	switch {
	case r.heads:
		beside := len(r.fields) - len(t.columns)
		if beside > 0 {
			out[0] = r.cell(oneField(r.fields[:beside]))
		}
		for i, f := range r.fields[beside:] {
			out[labels+i] = r.cell(f)
		}
	case r.values == nil:
		at := 0
		for _, f := range r.fields {
			inColumns := (f.box.x0+f.box.x1)/2 > t.columns[0].from
			for at < len(out)-1 && (!out[at].Absent || at < labels && inColumns || at >= labels && t.columns[at-labels].to < f.box.x0) {
				at++
			}
			if !out[at].Absent {
				f = oneField([]field{{out[at].Text, f.box}, f})
			}
			out[at] = r.cell(f)
		}
	default:
		for i, f := range r.fields {
			out[i] = r.cell(f)
		}
		if n := len(r.fields); n > 0 {
			for i := n; i < labels; i++ {
				out[i] = out[n-1]
				out[i].Across = i - n + 1
			}
		}
		for i, f := range r.values {
			if f == nil {
				f = &field{"", rect{t.columns[i].from, box.y0, t.columns[i].to, box.y1}}
			}
			out[labels+i] = r.cell(*f)
		}
	}
	return out
}

// box is where the row stands.
func (r listed) box() rect {
	var box rect
	add := func(f field) {
		if box == (rect{}) {
			box = f.box
		}
		box = box.union(f.box)
	}
	for _, f := range r.fields {
		add(f)
	}
	for _, f := range r.values {
		if f != nil {
			add(*f)
		}
	}
	return box
}
