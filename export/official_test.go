package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/export"
	"gongkai/models"
)

var update = flag.Bool("update", false, "rewrite golden files and the bundled reports")

// golden compares got with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	compare(t, filepath.Join("testdata", name), got)
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got:\n%.4000s", path, got)
	}
}

// demoDocument finds a document of the demo.
func demoDocument(t *testing.T, agencyID string, year int) data.Document {
	t.Helper()
	for _, d := range data.Demo().Documents {
		if d.AgencyID == agencyID && d.Year == year {
			return d
		}
	}
	t.Fatalf("the demo has no report of %s on %d", agencyID, year)
	return data.Document{}
}

func official(d data.Document) export.OfficialReport {
	return export.OfficialReport{Agency: d.AgencyName, Year: d.Year, Revision: d.Revision}
}

// write renders a document of package data as it is to be.
func write(w io.Writer, d data.Document) error {
	l, err := export.Official(official(d)).With(d.LayoutQuirks()...)
	if err != nil {
		return err
	}
	return l.Write(w, d.Format)
}

func rendered(t *testing.T, d data.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, d); err != nil {
		t.Fatalf("%s: %v", d.FileName, err)
	}
	return b.Bytes()
}

func TestHTML_CleanFormOfEachEdition(t *testing.T) {
	for _, year := range []int{2020, 2021} {
		d := demoDocument(t, "a-rsj", year)
		d.Quirks = nil
		d.Format = "html"
		golden(t, fmt.Sprintf("clean-%s.html", d.Revision.Edition), rendered(t, d))
	}
}

func TestDOCX_DocumentXML(t *testing.T) {
	d := demoDocument(t, "a-rsj", 2021)
	var b bytes.Buffer
	if err := export.DOCX(&b, official(d)); err != nil {
		t.Fatal(err)
	}
	golden(t, "clean-2021.document.xml", parts(t, b.Bytes())["word/document.xml"])
}

func TestOfficial_CarriesItsMark(t *testing.T) {
	doc := official(demoDocument(t, "a-rsj", 2021))
	doc.Mark = "演示数据 <虚构>"
	var b bytes.Buffer
	if err := export.DOCX(&b, doc); err != nil {
		t.Fatal(err)
	}
	if header := parts(t, b.Bytes())["word/header1.xml"]; !bytes.Contains(header, []byte("演示数据 &lt;虚构&gt;")) {
		t.Errorf("the page header lacks the mark: %s", header)
	}
	b.Reset()
	if err := export.HTML(&b, doc); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b.Bytes(), []byte("<header><p>演示数据 &lt;虚构&gt;</p></header>")) {
		t.Error("the page lacks the mark")
	}
}

// parts unpacks a DOCX and checks that every part is well-formed.
func parts(t *testing.T, docx []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = text
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is not well-formed: %v", f.Name, err)
			}
		}
	}
	return all
}

func TestOfficial_PrintsWhatWasPrinted(t *testing.T) {
	seven := int64(7)
	rev := models.Revision{Edition: models.Edition2021, Figures: []models.Figure{
		{Measure: "applications.received", Applicant: "natural_person", Number: &seven, State: models.StateReported},
		{Measure: "applications.received", Applicant: "enterprise", State: models.StateBlank, Raw: "/"},
		{Measure: "applications.received", Applicant: "research", State: models.StateBlank},
	}}
	var b strings.Builder
	if err := export.HTML(&b, export.OfficialReport{Agency: "甲<乙>局", Year: 2024, Revision: rev}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<td>7</td><td>/</td><td></td>", "<h1>甲&lt;乙&gt;局2024年政府信息公开工作年度报告</h1>", "自2024年1月1日起至2024年12月31日止"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestOfficial_KeepsItsOwnIntroduction(t *testing.T) {
	doc := official(demoDocument(t, "a-rsj", 2021))
	doc.Revision.Texts = append([]models.Text{{Section: 0, Body: "本报告由甲局编制。\n联系电话：000。"}}, doc.Revision.Texts...)
	var b strings.Builder
	if err := export.HTML(&b, doc); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "</h1>\n<p>本报告由甲局编制。</p>\n<p>联系电话：000。</p>\n<h2>一、") {
		t.Error("the page lacks the report's own introduction")
	}
}

func TestOfficial_PrintHook(t *testing.T) {
	doc := official(demoDocument(t, "a-rsj", 2021))
	doc.Print = func(f models.Figure) string { return "<" + f.Measure + ">" }
	var b strings.Builder
	if err := export.HTML(&b, doc); err != nil {
		t.Fatal(err)
	}
	if want := "<td>&lt;applications.concluded&gt;</td>"; strings.Count(b.String(), want) != len(models.Applicants) {
		t.Errorf("want seven cells %s", want)
	}
}

func TestOfficial_EmptyReportIsTheBlankForm(t *testing.T) {
	var b bytes.Buffer
	if err := export.DOCX(&b, export.OfficialReport{Agency: "某局", Year: 2024, Revision: models.Revision{Edition: models.Edition2021}}); err != nil {
		t.Fatal(err)
	}
	parts(t, b.Bytes())
}

func TestWrite_UnknownFormat(t *testing.T) {
	err := export.Official(export.OfficialReport{}).Write(io.Discard, "pdf")
	if models.ErrorCode(err) != models.EINVALID {
		t.Errorf("got %v, want EINVALID", err)
	}
}

type failingWriter struct{ left int }

func (w *failingWriter) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWrite_ReportsAFullDisk(t *testing.T) {
	doc := official(demoDocument(t, "a-rsj", 2021))
	for _, format := range []string{"docx", "html"} {
		if err := export.Official(doc).Write(&failingWriter{left: 1000}, format); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: got %v, want the writer's error", format, err)
		}
	}
}
