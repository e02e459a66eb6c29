package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// sheet is the content of a page of a test file, drawn in points from the top left of a page of 600 × 400.
type sheet struct {
	b     strings.Builder
	extra string // further entries of the page
}

const sheetWidth, sheetHeight = 600, 400

// text sets a line in 10 points, each character 6 wide; y is its baseline.
func (s *sheet) text(x, y float64, text string) *sheet {
	fmt.Fprintf(&s.b, "BT /F 10 Tf %g %g Td (%s) Tj ET\n", x, sheetHeight-y, text)
	return s
}

// lines draws lines between pairs of points.
func (s *sheet) lines(points ...float64) *sheet {
	for i := 0; i+3 < len(points); i += 4 {
		fmt.Fprintf(&s.b, "%g %g m %g %g l S\n", points[i], sheetHeight-points[i+1], points[i+2], sheetHeight-points[i+3])
	}
	return s
}

// grid draws all lines of a table.
func (s *sheet) grid(xs, ys []float64) *sheet {
	for _, x := range xs {
		s.lines(x, ys[0], x, ys[len(ys)-1])
	}
	for _, y := range ys {
		s.lines(xs[0], y, xs[len(xs)-1], y)
	}
	return s
}

// raw adds operators as they are.
func (s *sheet) raw(ops string) *sheet {
	s.b.WriteString(ops + "\n")
	return s
}

// build makes a file of sheets. Its one font is Courier; /Im is a picture of one dot, /Fm a form
// that says "two" by other words.
func build(t testing.TB, sheets ...*sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range sheets {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	object("<< /Type /Pages /Count %d /Kids [%s] >>", len(sheets), kids.String())
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
	object("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream")
	form := "/Span << /ActualText (two) >> BDC BT /F 10 Tf 0 0 Td (2nd) Tj ET EMC"
	object("<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /Font << /F 3 0 R >> >> /Length %d >>\nstream\n%s\nendstream", len(form), form)
	for _, s := range sheets {
		content := s.b.String()
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> /XObject << /Im 4 0 R /Fm 5 0 R >> >> %s >>",
			sheetWidth, sheetHeight, len(offsets)+2, s.extra)
		object("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return b.Bytes()
}
