package pdf

import (
	"math"
	"slices"

	"gongkai/ingest/cells"
)

// drawnSlack is how far apart lines may be, in points, that are shown as one.
const drawnSlack = 2

// drawn returns what is seen of a page: its text line by line, and its straight lines.
func (p *page) drawn() cells.Page {
	width, height := p.seen.size()
	out := cells.Page{No: p.no, Width: tenth(width), Height: tenth(height)}
	for turns := range 4 {
		var set []char
		for _, c := range p.chars {
			if c.turns == turns {
				set = append(set, c.upright())
			}
		}
		for _, l := range linesOf(set) {
			for _, tight := range l.tight() {
				for _, s := range tight.cut(pieceGap * tight.em()) {
					out.Runs = append(out.Runs, p.run(s, turns))
				}
			}
		}
	}
	ruled := page{rules: slices.Clone(p.rules)}
	for _, b := range p.boxes {
		b.outline(&ruled)
	}
	for _, vertical := range []bool{false, true} {
		for _, e := range edgesOf(ruled.along(vertical), drawnSlack) {
			for _, s := range e.drawn {
				line := rect{s.from, e.at, s.to, e.at}
				if vertical {
					line = rect{e.at, s.from, e.at, s.to}
				}
				out.Lines = append(out.Lines, *p.where(line))
			}
		}
	}
	return out
}

// run returns a line that was set upright by some clockwise quarter turns as it stands on the page.
func (p *page) run(l line, turns int) cells.Run {
	x, y := l.box.x0, l.base
	switch turns {
	case 1:
		x, y = y, -x
	case 2:
		x, y = -x, -y
	case 3:
		x, y = -y, x
	}
	at := p.upright.to(p.seen, rect{x, y, x, y})
	return cells.Run{Text: cells.Clean(l.text()), X: tenth(at.x0), Y: tenth(at.y0), Length: tenth(l.box.width()), Size: tenth(l.em()),
		Turned: (turns + p.upright.turns - p.seen.turns + 8) % 4}
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }
