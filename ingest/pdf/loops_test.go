package pdf

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"gongkai/models"
)

// rawFile makes a file of objects, the first of which is the catalogue. trailer holds further entries of the trailer; %d in it is where the
// table of objects begins.
func rawFile(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	if strings.Contains(trailer, "%d") {
		trailer = fmt.Sprintf(trailer, xref)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, trailer, xref)
	return b.Bytes()
}

func stream(entries, content string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(content), content)
}

// TestRead_Loops reads files whose objects lead back to themselves, and files of a size that no report has. Each is read or refused with a
// sentence; none keeps the reader for longer or takes more memory than any file may.
func TestRead_Loops(t *testing.T) {
	const catalog, font = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
	page := func(more string) string {
		return "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /Fm 6 0 R >> >> " + more + " >>"
	}
	pages := "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
	text := stream("", "BT /F 10 Tf 50 300 Td (text) Tj ET")
	small := rawFile("", catalog, pages, page(""), text, font)
	tests := []struct {
		name string
		data []byte
		want string // the code of the refusal, or the text that is read
	}{
		{"a tree of pages that holds itself", rawFile("", catalog, "<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>"), ""},
		{"two nodes that hold each other", rawFile("", catalog, "<< /Type /Pages /Count 2 /Kids [3 0 R] >>", "<< /Type /Pages /Count 2 /Kids [2 0 R] >>"), ""},
		{"a page that is its own parent", rawFile("", catalog, pages, strings.Replace(page(""), "2 0 R", "3 0 R", 1), text, font), "text"},
		{"one page many times", rawFile("", catalog, "<< /Type /Pages /Count 5000 /Kids ["+strings.Repeat("3 0 R ", 5000)+"] >>", page(""), text, font), "too_large"},
		{"a count of pages that are not there", rawFile("", catalog, "<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>", page(""), text, font), ""},
		{"a tree of pages a thousand deep", rawFile("", deep(1000)...), ""},
		{"a table of objects before itself", rawFile("/Prev %d", catalog, pages, page(""), text, font), "text"},
		{"a stream that is its own length", rawFile("", catalog, pages, page(""), "<< /Length 4 0 R >>\nstream\nBT ET\nendstream", font), ""},
		{"a stream of objects in itself", rawFile("", catalog, pages, page(""), stream("/Type /ObjStm /N 1 /First 4", "4 0 << >>"), font), ""},
		{"a stream of objects that extends itself", rawFile("", catalog, pages, page(""), stream("/Type /ObjStm /N 1 /First 4 /Extends 4 0 R", "9 0 << >>"), font), ""},
		{"contents that hold themselves", rawFile("", catalog, pages, page(""), "[4 0 R 4 0 R]", font), ""},
		{"a form that draws itself", rawFile("", catalog, pages, page(""), stream("", "BT /F 10 Tf 50 300 Td (text) Tj ET /Fm Do"), font,
			stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm 6 0 R >> >>", "/Fm Do")), "too_large"},
		{"resources that are themselves", rawFile("", catalog, pages, strings.Replace(page(""), "<< /Font", "7 0 R /Unused << /Font", 1), text, font, font, "7 0 R"), ""},
		{"a page of a million points", rawFile("", catalog, pages, strings.Replace(page(""), "600 400", "1000000 1000000", 1), text, font), "text"},
		{"a page without an end", rawFile("", catalog, pages, strings.Replace(page(""), "600 400", "1e38 1e38", 1), text, font), ""},
		{"a page of more text than a hundred reports", rawFile("", catalog, pages, page(""),
			stream("", "BT /F 1 Tf "+strings.Repeat("1 0 Td ("+strings.Repeat("text ", 120)+") Tj ", maxChars/600+1)+"ET"), font), ""},
		{"a file whose end is its beginning", append(small[:len(small)-6:len(small)-6], small...), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if len(tt.data) > 500_000 && testing.Short() {
				t.Skip("takes seconds")
			}
			doc, err := Read(context.Background(), tt.data)
			code := models.ErrorCode(err)
			switch {
			case err != nil && code == models.EINTERNAL:
				t.Errorf("no sentence: %v", err)
			case err != nil && models.ErrorMessage(err) == "":
				t.Errorf("refused as %s without a sentence", code)
			case tt.want == "":
			case err != nil && string(code) != tt.want:
				t.Errorf("refused as %s %q, want %q", code, models.ErrorMessage(err), tt.want)
			case err == nil && !strings.Contains(doc.Dump(), tt.want):
				t.Errorf("read %q, want %q", doc.Dump(), tt.want)
			}
		})
	}
}

// deep lists a catalogue and a tree of pages with one page at the end of n nodes.
func deep(n int) []string {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>"}
	for i := range n {
		objects = append(objects, fmt.Sprintf("<< /Type /Pages /Count 1 /Kids [%d 0 R] >>", i+3))
	}
	return append(objects, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 600 400] >>", n+1))
}
