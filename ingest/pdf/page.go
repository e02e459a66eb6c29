package pdf

import (
	"math"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// char is a visible character. box is its loose box (as wide as it advances, as high as its font), base its baseline; both in the
// coordinates of the page set upright.
type char struct {
	r     rune
	box   rect
	base  float64
	turns int // clockwise quarter turns that set it upright, beyond those of the page
}

func (c char) size() float64 {
	if c.turns%2 == 1 {
		return c.box.width()
	}
	return c.box.height()
}

func (c char) middle() (x, y float64) { return (c.box.x0 + c.box.x1) / 2, (c.box.y0 + c.box.y1) / 2 }

// page is what stands on a page, turned so that most of its text is upright.
type page struct {
	no            int   // from 1
	upright, seen frame // as it is worked on, and as a reader of the file sees it
	width, height float64
	chars         []char
	rules         []ruling
	boxes         []box
	images        float64 // area of its pictures
	hidden        bool    // holds text that is not painted
	strayed       bool    // holds text that the engine puts elsewhere
	unmapped      int     // characters whose font does not say what they are
}

// where returns an area as the place that a reader of the file sees.
func (p *page) where(r rect) *[4]float64 {
	s := p.upright.to(p.seen, r)
	return &[4]float64{tenth(s.x0), tenth(s.y0), tenth(s.x1), tenth(s.y1)}
}

// budget counts what a document may still have.
type budget struct{ chars, objects, segments int }

// spend takes n off what is left of a budget.
func spend(left *int, n int) error {
	if n < 0 || n > *left {
		return errTooComplex
	}
	*left -= n
	return nil
}

// glyph is a character as the engine gives it, in the coordinates of the content.
type glyph struct {
	r              rune
	x0, y0, x1, y1 float64
	x, y           float64 // origin
	low, high      float64 // of its box as the engine gives it
	turns          int
}

// page reads page i, counted from 0.
func (f *file) page(i int, b *budget) (*page, error) {
	loaded, err := f.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.doc, Index: i})
	if err != nil {
		return nil, f.fail("load page", err)
	}
	ref := requests.Page{ByReference: &loaded.Page}
	defer func() { _, _ = f.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) }()

	box, err := f.in.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref})
	if err != nil {
		return nil, f.fail("page size", err)
	}
	rotation, err := f.in.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: ref})
	if err != nil {
		return nil, f.fail("page rotation", err)
	}
	p := &page{no: i + 1}
	p.seen = frame{float64(box.Rect.Left), float64(box.Rect.Bottom), float64(box.Rect.Right), float64(box.Rect.Top), int(rotation.PageRotation) & 3}
	glyphs, err := f.glyphs(p, ref, b)
	if err != nil {
		return nil, err
	}
	count := [4]int{}
	for _, g := range glyphs {
		count[g.turns]++
	}
	p.upright = p.seen
	if len(glyphs) > 0 {
		p.upright.turns = 0
		for t, n := range count {
			if n > count[p.upright.turns] {
				p.upright.turns = t
			}
		}
	}
	p.width, p.height = p.upright.size()
	for _, g := range glyphs {
		c := char{r: g.r, box: p.upright.turnRect(g.x0, g.y0, g.x1, g.y1), turns: (g.turns - p.upright.turns + 4) % 4}
		x, y := p.upright.turn(g.x, g.y)
		c.base = y
		if c.turns%2 == 1 {
			c.base = x
		}
		p.chars = append(p.chars, c)
	}
	if err := f.objects(p, ref, b); err != nil {
		return nil, err
	}
	return p, nil
}

// glyphs lists the characters of a page in the order of its content. White space is left out: the engine makes some up, and the
// boxes tell gaps better.
func (f *file) glyphs(p *page, ref requests.Page, b *budget) ([]glyph, error) {
	loaded, err := f.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return nil, f.fail("load text", err)
	}
	text := loaded.TextPage
	defer func() { _, _ = f.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text}) }()
	count, err := f.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, f.fail("count characters", err)
	}
	if err := spend(&b.chars, max(0, count.Count)); err != nil {
		return nil, err
	}
	var glyphs []glyph
	var half rune
	for i := range max(0, count.Count) {
		if i%64 == 0 && f.ctx.Err() != nil {
			return nil, f.ctx.Err()
		}
		u, err := f.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, f.fail("read character", err)
		}
		r := rune(u.Unicode)
		switch {
		case r == hyphen:
			r = '-'
		case utf16.IsSurrogate(r) && r < 0xDC00:
			half = r
			continue
		case utf16.IsSurrogate(r):
			r = utf16.DecodeRune(half, r)
		case r == 0, r >= 0xE000 && r <= 0xF8FF, r >= 0xFFFE:
			r = unicode.ReplacementChar
		case r <= ' ', unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			continue
		}
		var before *glyph
		if n := len(glyphs); n > 0 {
			before = &glyphs[n-1]
		}
		g, ok, err := f.glyph(text, i, r, before)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if r == unicode.ReplacementChar {
			p.unmapped++
		}
		glyphs = append(glyphs, g)
	}
	return glyphs, nil
}

// hyphen is what the engine gives for a hyphen at the end of a line.
const hyphen = 2

// glyph returns the place of a character that follows another. ok is false for one that has none, or stands aslant as watermarks do.
func (f *file) glyph(text references.FPDF_TEXTPAGE, i int, r rune, before *glyph) (g glyph, ok bool, err error) {
	box, err := f.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return g, false, f.place(err)
	}
	g.r = r
	g.x0, g.y0, g.x1, g.y1 = float64(box.Rect.Left), float64(box.Rect.Bottom), float64(box.Rect.Right), float64(box.Rect.Top)
	g.low, g.high = g.y0, g.y1
	known := before != nil && g.follows(*before)
	if known {
		g.x, g.y = g.x0, before.y
	} else {
		origin, err := f.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
		if err != nil {
			return g, false, f.place(err)
		}
		g.x, g.y = origin.X, origin.Y
	}
	if max(g.x1-g.x0, g.y1-g.y0) > largeGlyph {
		// Of characters set downwards the engine gives a box out of all proportion. That of their ink serves as well.
		ink, err := f.in.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: text, Index: i})
		if err != nil {
			return g, false, f.place(err)
		}
		if max(ink.Right-ink.Left, ink.Top-ink.Bottom) < 0.4*(g.x1-g.x0) {
			g.x0, g.y0, g.x1, g.y1 = ink.Left, ink.Bottom, ink.Right, ink.Top
			g.x, g.y = ink.Left, ink.Bottom
		}
	}
	if g.turns, ok = 0, true; !known {
		angle, err := f.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
		if err != nil {
			return g, false, f.place(err)
		}
		g.turns, ok = quarterTurns(float64(angle.CharAngle))
	}
	if g.turns%2 == 0 {
		g.y0, g.y1 = atLeast(g.y0, g.y1, g.x1-g.x0)
	} else {
		g.x0, g.x1 = atLeast(g.x0, g.x1, g.y1-g.y0)
	}
	for _, v := range []float64{g.x0, g.y0, g.x1, g.y1, g.x, g.y} {
		ok = ok && math.Abs(v) < maxCoordinate
	}
	return g, ok, nil
}

// follows reports whether the character's box stands right behind that of an upright one and is as high: then it is set in the same font on
// the same baseline, and the engine, which takes half its time to be asked anything, need not be asked for that.
func (g glyph) follows(b glyph) bool {
	same := func(x, y float64) bool { return math.Abs(x-y) < 0.01 }
	height := g.high - g.low
	return b.turns == 0 && height < largeGlyph && same(g.low, b.low) && same(g.high, b.high) && g.x0 > b.x1-0.1*height && g.x0 < b.x1+height
}

// atLeast widens a stretch that is much shorter than length around its middle: fonts that do not say how high they are make 一 a sliver.
func atLeast(from, to, length float64) (float64, float64) {
	if to-from >= 0.6*length {
		return from, to
	}
	middle := (from + to) / 2
	return middle - length/2, middle + length/2
}

// largeGlyph is a size, in points, above which characters are few and their boxes are worth a second look.
const largeGlyph = 40

// maxCoordinate is far outside any page; NaN and infinity fail the comparison too.
const maxCoordinate = 1e5

// place takes an error for a character without a place, unless the document was given up.
func (f *file) place(error) error { return f.ctx.Err() }
