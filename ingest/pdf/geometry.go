package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/structs"
)

// rect is an area with its origin at the top left and y downwards, in points.
type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) width() float64  { return r.x1 - r.x0 }
func (r rect) height() float64 { return r.y1 - r.y0 }

func (r rect) holds(x, y float64) bool { return x >= r.x0 && x <= r.x1 && y >= r.y0 && y <= r.y1 }

func (r rect) union(s rect) rect {
	return rect{min(r.x0, s.x0), min(r.y0, s.y0), max(r.x1, s.x1), max(r.y1, s.y1)}
}

// frames reports whether r stands around s and s takes a good part of it.
func (r rect) frames(s rect) bool {
	return s.x0 >= r.x0 && s.x1 <= r.x1 && s.y0 >= r.y0 && s.y1 <= r.y1 && 5*s.width()*s.height() > r.width()*r.height()
}

// frame maps the coordinates of a page's content (origin at the bottom left, y upwards) to those of the page turned clockwise by
// quarter turns.
type frame struct {
	left, bottom, right, top float64
	turns                    int
}

func (f frame) size() (width, height float64) {
	if f.turns%2 == 1 {
		return f.top - f.bottom, f.right - f.left
	}
	return f.right - f.left, f.top - f.bottom
}

// turn maps a point of the content to the turned page.
func (f frame) turn(x, y float64) (float64, float64) {
	switch f.turns {
	case 1:
		return y - f.bottom, x - f.left
	case 2:
		return f.right - x, y - f.bottom
	case 3:
		return f.top - y, f.right - x
	}
	return x - f.left, f.top - y
}

// back maps a point of the turned page to the content.
func (f frame) back(u, v float64) (float64, float64) {
	switch f.turns {
	case 1:
		return f.left + v, f.bottom + u
	case 2:
		return f.right - u, f.bottom + v
	case 3:
		return f.right - v, f.top - u
	}
	return f.left + u, f.top - v
}

// turnRect maps the area between two corners.
func (f frame) turnRect(x0, y0, x1, y1 float64) rect {
	a, b := f.turn(x0, y0)
	c, d := f.turn(x1, y1)
	return rect{min(a, c), min(b, d), max(a, c), max(b, d)}
}

// to maps an area of f's page to the same page turned as g says.
func (f frame) to(g frame, r rect) rect {
	x0, y0 := f.back(r.x0, r.y0)
	x1, y1 := f.back(r.x1, r.y1)
	return g.turnRect(x0, y0, x1, y1)
}

// quarterTurns returns the number of clockwise quarter turns that set text upright which the engine says is turned by an angle, in
// radians and clockwise. ok is false for text that stands aslant, as watermarks do.
func quarterTurns(angle float64) (turns int, ok bool) {
	q := -angle / (math.Pi / 2)
	n := math.Round(q)
	return (int(n)%4 + 4) % 4, math.Abs(q-n) < 0.06
}

// matrix is a PDF transformation: x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func matrixOf(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// within returns the transformation that applies m and then outer.
func (m matrix) within(outer matrix) matrix {
	e, f := outer.apply(m.e, m.f)
	return matrix{
		a: outer.a*m.a + outer.c*m.b, b: outer.b*m.a + outer.d*m.b,
		c: outer.a*m.c + outer.c*m.d, d: outer.b*m.c + outer.d*m.d, e: e, f: f,
	}
}
