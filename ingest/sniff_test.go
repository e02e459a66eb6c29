package ingest

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/ingest/cells/cellstest"
)

// entry is a file to be put into a zip.
type entry struct{ name, content string }

func zipped(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, NonUTF8: true})
		if err == nil {
			_, err = w.Write([]byte(e.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ole makes the beginning of an OLE file with these stream names.
func ole(streams ...string) []byte {
	b := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 504)...)
	for _, s := range streams {
		for _, r := range s {
			b = append(b, byte(r), 0)
		}
		b = append(b, 0, 0)
	}
	return b
}

func contentTypes(kind string) entry {
	return entry{"[Content_Types].xml", `<Types><Default ContentType="application/xml"/><Override PartName="/x" ContentType="application/vnd.` + kind + `.main+xml"/></Types>`}
}

func TestSniff(t *testing.T) {
	gbk := func(s string) []byte {
		b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("一、总体情况"))
	if err != nil {
		t.Fatal(err)
	}
	docx := zipped(t, entry{"word/document.xml", "<x/>"})
	tests := []struct {
		what, name string
		data       []byte
		want       Format
	}{
		{"docx", "a.docx", docx, FormatDOCX},
		{"docx whatever it is called", "a.pdf", docx, FormatDOCX},
		{"docx with backslashes", "", zipped(t, entry{`word\document.xml`, "<x/>"}), FormatDOCX},
		{"docx with another main part", "", zipped(t, entry{"word/document2.xml", ""}, contentTypes("openxmlformats-officedocument.wordprocessingml.document")), FormatDOCX},
		{"docx with macros", "", zipped(t, contentTypes("ms-word.document.macroEnabled")), FormatDOCX},
		{"truncated docx", "", append(bytes.Clone(docx[:len(docx)-20]), 0), FormatDOCX},
		{"truncated docx by its name", "a.docx", []byte("PK\x03\x04...."), FormatDOCX},
		{"xlsx", "", zipped(t, entry{"xl/workbook.xml", ""}), FormatXLSX},
		{"xlsx by its content type", "", zipped(t, contentTypes("openxmlformats-officedocument.spreadsheetml.sheet")), FormatXLSX},
		{"slides", "a.pptx", zipped(t, contentTypes("openxmlformats-officedocument.presentationml.presentation")), FormatUnknown},
		{"odt", "", zipped(t, entry{"mimetype", "application/vnd.oasis.opendocument.text"}), FormatODT},
		{"ods", "", zipped(t, entry{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}), FormatODS},
		{"ofd", "", zipped(t, entry{"OFD.xml", "<x/>"}), FormatOFD},
		{"zip", "a.docx", zipped(t, entry{"a.docx", "x"}), FormatZIP},
		{"empty zip", "", zipped(t), FormatZIP},
		{"damaged zip", "a.zip", []byte("PK\x03\x04...."), FormatZIP},
		{"rar", "", []byte("Rar!\x1a\x07\x01\x00"), FormatRAR},
		{"7z", "", []byte("7z\xbc\xaf\x27\x1c\x00"), Format7Z},
		{"pdf", "a.doc", []byte("%PDF-1.7\n"), FormatPDF},
		{"pdf after a mark and a blank line", "", []byte("\ufeff\r\n%PDF-1.4"), FormatPDF},
		{"doc", "a.wps", ole("Root Entry", "WordDocument"), FormatDOC},
		{"xls", "a.doc", ole("Root Entry", "Workbook"), FormatXLS},
		{"xls of Excel 95", "", ole("Book"), FormatXLS},
		{"doc with a sheet in it", "", ole("WordDocument", "Workbook"), FormatDOC},
		{"xls with a document in it", "a.xls", ole("WordDocument", "Workbook"), FormatXLS},
		{"password", "a.docx", ole("EncryptionInfo", "EncryptedPackage"), FormatEncrypted},
		{"another OLE file", "a.doc", ole("Thumbs"), FormatUnknown},
		{"rtf called doc", "a.doc", []byte(`{\rtf1\ansi`), FormatRTF},
		{"mht called doc", "a.doc", []byte("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"), FormatMHT},
		{"page", "a.html", []byte("\ufeff\n<!DOCTYPE html><p>x"), FormatHTML},
		{"page called xls", "a.xls", []byte("<table><tr><td>x"), FormatHTML},
		{"page after a comment", "", []byte("<!-- saved --><html>x"), FormatHTML},
		{"page as XML", "", []byte(`<?xml version="1.0"?><html xmlns="x">`), FormatHTML},
		{"page in GBK", "", gbk("<html><title>年度报告</title>"), FormatHTML},
		{"page that begins with text", "a.htm", []byte("年度报告<br>一、"), FormatHTML},
		{"Word 2003 XML", "", []byte(`<?xml version="1.0"?><w:wordDocument><w:body><w:p>`), FormatUnknown},
		{"text", "a.doc", []byte("一、总体情况"), FormatTXT},
		{"text in GBK", "", gbk("一、总体情况\t１"), FormatTXT},
		{"text in UTF-16", "", utf16, FormatTXT},
		{"text with an angle bracket", "", []byte("<通知> 公开"), FormatTXT},
		{"text called html", "a.html", []byte("一、总体情况"), FormatTXT},
		{"Markdown", "a.MD", []byte("# 年度报告"), FormatMD},
		{"png", "a.docx", []byte("\x89PNG\r\n\x1a\n\x00\x00"), FormatImage},
		{"jpeg", "", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), FormatImage},
		{"webp", "", []byte("RIFF\x00\x00\x00\x00WEBPVP8 "), FormatImage},
		{"bmp", "", []byte("BM\x00\x10\x00\x00\x00\x00\x00\x00"), FormatImage},
		{"heic", "", []byte("\x00\x00\x00\x18ftypheic"), FormatImage},
		{"a program", "a.txt", []byte("\x7fELF\x02\x01\x01\x00\x00"), FormatUnknown},
		{"noise", "a.txt", []byte("\x80\x81\xff\x01\x02\x03\x90\xff\xff\xff"), FormatUnknown},
		{"empty", "a.docx", nil, FormatUnknown},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			if got := Sniff(tt.name, tt.data); got != tt.want {
				t.Errorf("Sniff(%q) = %s, want %s", tt.name, got, tt.want)
			}
		})
	}
}

func TestSniff_CutCharacter(t *testing.T) {
	long := "x" + strings.Repeat("情", headLength) // the head ends within a character
	if got := Sniff("a.txt", []byte(long)); got != FormatTXT {
		t.Errorf("got %s", got)
	}
}

func TestSniff_Corpus(t *testing.T) {
	for file, want := range map[string]Format{
		"yimei-civil-affairs-2025.txt": FormatTXT, "hongze-2023.pdf": FormatPDF, "blank-form-2021.docx": FormatDOCX, "made/made-00.html": FormatHTML,
		"made/doc/made-00.doc": FormatDOC, "made/docx/made-00.docx": FormatDOCX, "made/odt/made-00.odt": FormatODT, "made/pdf/made-00.pdf": FormatPDF, "made/xlsx/made-00.xlsx": FormatXLSX,
	} {
		if got := Sniff("file", cellstest.Corpus(t, file)); got != want {
			t.Errorf("%s: got %s, want %s", file, got, want)
		}
	}
}

func FuzzSniff(f *testing.F) {
	f.Add("a.docx", zipped(f, contentTypes("openxmlformats-officedocument.wordprocessingml.document")))
	f.Add("a.html", []byte("<!-- x --><p>年度报告"))
	f.Add("a.doc", ole("WordDocument", "Workbook"))
	f.Add("a.txt", []byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		format := Sniff(name, data)
		_, read := readers[format]
		_, refused := refusals[format]
		if read == refused {
			t.Errorf("format %s: read %v, refused %v", format, read, refused)
		}
	})
}
