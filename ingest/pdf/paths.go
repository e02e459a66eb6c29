package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// ruling is a straight line along a row or column: at is its place across, from and to its ends along.
type ruling struct {
	vertical bool
	at       float64
	from, to float64
}

// Lines of a table are drawn as strokes (Word, WPS, LibreOffice) or as thin filled rectangles (browsers).
const (
	maxThickness = 3.0 // of a filled rectangle that is a line, in points
	maxSlant     = 1.0 // between the ends of a line that is straight
)

// point is a corner of a path; a curve leads to it, or a straight line.
type point struct {
	x, y  float64
	curve bool
}

// path reads the lines that a path draws.
func (d *drawing) path(o references.FPDF_PAGEOBJECT, outer matrix) error {
	mode, err := d.in.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	if err != nil {
		return d.fail("draw mode", err)
	}
	filled := mode.FillMode != enums.FPDF_FILLMODE_NONE
	if !mode.Stroke && !filled {
		return nil
	}
	outlines, err := d.outlines(o, outer)
	if err != nil {
		return err
	}
	for _, ps := range outlines {
		if r, ok := boxed(ps); ok {
			d.page.boxes = append(d.page.boxes, box{r, mode.Stroke})
			continue
		}
		if mode.Stroke {
			for i := 1; i < len(ps); i++ {
				if !ps[i].curve {
					d.page.line(ps[i-1], ps[i])
				}
			}
			continue
		}
		d.page.bar(ps)
	}
	return nil
}

// outlines returns the corners of a path's outlines on the upright page, closed ones with the first corner again at the end.
func (d *drawing) outlines(o references.FPDF_PAGEOBJECT, outer matrix) ([][]point, error) {
	m, err := d.matrix(o, outer)
	if err != nil {
		return nil, err
	}
	n, err := d.in.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil {
		return nil, d.fail("count segments", err)
	}
	if err := spend(&d.budget.segments, max(0, n.Count)); err != nil {
		return nil, err
	}
	var outlines [][]point
	var current []point
	for i := range max(0, n.Count) {
		segment, err := d.in.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return nil, d.fail("read segment", err)
		}
		kind, err := d.in.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, d.fail("segment type", err)
		}
		at, err := d.in.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, d.fail("segment point", err)
		}
		closing, err := d.in.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, d.fail("segment end", err)
		}
		x, y := m.apply(float64(at.X), float64(at.Y))
		if !(math.Abs(x) < maxCoordinate && math.Abs(y) < maxCoordinate) {
			return outlines, nil
		}
		x, y = d.page.upright.turn(x, y)
		if kind.Type == enums.FPDF_SEGMENT_MOVETO && len(current) > 0 {
			outlines, current = append(outlines, current), nil
		}
		current = append(current, point{x: x, y: y, curve: kind.Type == enums.FPDF_SEGMENT_BEZIERTO})
		if closing.IsClose {
			outlines, current = append(outlines, append(current, current[0])), nil
		}
	}
	if len(current) > 0 {
		outlines = append(outlines, current)
	}
	return outlines, nil
}

// line keeps a stroke between two points if it runs along a row or column.
func (p *page) line(a, b point) {
	dx, dy := math.Abs(a.x-b.x), math.Abs(a.y-b.y)
	switch {
	case dx <= maxSlant && dy > dx:
		p.rules = append(p.rules, ruling{true, (a.x + b.x) / 2, min(a.y, b.y), max(a.y, b.y)})
	case dy <= maxSlant && dx > dy:
		p.rules = append(p.rules, ruling{false, (a.y + b.y) / 2, min(a.x, b.x), max(a.x, b.x)})
	}
}

// bar keeps a filled outline that is a thin rectangle, or the side of a frame, whose ends are slanted. A dot is a piece of a line in either
// direction.
func (p *page) bar(ps []point) {
	r, ok := extent(ps)
	if !ok {
		return
	}
	for _, q := range ps {
		if onSide := min(q.x-r.x0, r.x1-q.x) < 0.1 || min(q.y-r.y0, r.y1-q.y) < 0.1; !onSide {
			return
		}
	}
	w, h := r.width(), r.height()
	dot := w <= maxThickness && h <= maxThickness && w < 2*h && h < 2*w
	if w <= maxThickness && (h > w || dot) {
		p.rules = append(p.rules, ruling{true, (r.x0 + r.x1) / 2, r.y0, r.y1})
	}
	if h <= maxThickness && (w > h || dot) {
		p.rules = append(p.rules, ruling{false, (r.y0 + r.y1) / 2, r.x0, r.x1})
	}
}

// extent returns the area of an outline of straight lines.
func extent(ps []point) (r rect, ok bool) {
	if len(ps) < 4 {
		return rect{}, false
	}
	r = rect{ps[0].x, ps[0].y, ps[0].x, ps[0].y}
	for _, q := range ps {
		if q.curve {
			return rect{}, false
		}
		r = r.union(rect{q.x, q.y, q.x, q.y})
	}
	return r, true
}

// boxed returns the area of an outline that is a rectangle too thick to be a line.
func boxed(ps []point) (r rect, ok bool) {
	r, ok = extent(ps)
	if !ok || min(r.width(), r.height()) <= maxThickness {
		return rect{}, false
	}
	for i, q := range ps {
		atCorner := min(q.x-r.x0, r.x1-q.x) < 0.1 && min(q.y-r.y0, r.y1-q.y) < 0.1
		slanted := i > 0 && math.Abs(q.x-ps[i-1].x) > 0.1 && math.Abs(q.y-ps[i-1].y) > 0.1
		if !atCorner || slanted {
			return rect{}, false
		}
	}
	return r, true
}
