package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"
	"unicode/utf16"

	"gongkai/ingest/charset"
)

// Format is what a file is.
type Format string

// The formats that are told apart. FormatEncrypted is an office document under a password, FormatZIP any other zip file,
// FormatUnknown everything else, empty files among it.
const (
	FormatDOCX      Format = "docx"
	FormatDOC       Format = "doc"
	FormatXLSX      Format = "xlsx"
	FormatXLS       Format = "xls"
	FormatCSV       Format = "csv"
	FormatODT       Format = "odt"
	FormatODS       Format = "ods"
	FormatPDF       Format = "pdf"
	FormatHTML      Format = "html"
	FormatMHT       Format = "mht"
	FormatRTF       Format = "rtf"
	FormatOFD       Format = "ofd"
	FormatZIP       Format = "zip"
	FormatRAR       Format = "rar"
	Format7Z        Format = "7z"
	FormatTXT       Format = "txt"
	FormatMD        Format = "md"
	FormatImage     Format = "image"
	FormatEncrypted Format = "encrypted"
	FormatUnknown   Format = "unknown"
)

// headLength is how much of a file is looked at where its beginning tells what it is.
const headLength = 4096

var signatures = []struct {
	prefix string
	format Format
}{
	{"{\\rtf", FormatRTF},
	{"Rar!\x1a\x07", FormatRAR},
	{"7z\xbc\xaf\x27\x1c", Format7Z},
	{"\x89PNG\r\n\x1a\n", FormatImage},
	{"\xff\xd8\xff", FormatImage}, // JPEG
	{"GIF87a", FormatImage},
	{"GIF89a", FormatImage},
	{"II*\x00", FormatImage}, // TIFF
	{"MM\x00*", FormatImage},
}

// Sniff finds the format of a file by its content. The name's extension decides only between formats that the content leaves
// open: text, CSV and Markdown, a page without a tag of its own at the start, a damaged zip.
func Sniff(name string, data []byte) Format {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	head := data[:min(len(data), headLength)]
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.prefix)) {
			return s.format
		}
	}
	switch {
	case len(data) == 0:
		return FormatUnknown
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")): // some servers put a mark or blank lines before it
		return FormatPDF
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return sniffOLE(ext, data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return sniffZIP(ext, data)
	case isImage(head):
		return FormatImage
	}
	return sniffText(ext, head)
}

// isImage knows the images whose signature does not stand at the very start, or needs a second look.
func isImage(head []byte) bool {
	at := func(i int, s string) bool { return len(head) >= i+len(s) && string(head[i:i+len(s)]) == s }
	return at(0, "RIFF") && at(8, "WEBP") || at(4, "ftypheic") || at(4, "ftypmif1") || at(4, "ftypavif") || at(0, "BM") && at(6, "\x00\x00\x00\x00")
}

// oleStreams are the streams that tell what an OLE file (Office 97 to 2003, WPS) is.
var oleStreams = []struct {
	name   string
	format Format
}{
	{"EncryptedPackage", FormatEncrypted},
	{"WordDocument", FormatDOC},
	{"Workbook", FormatXLS},
	{"Book", FormatXLS},
}

// sniffOLE looks for the names of streams, which the file holds in UTF-16. Of several, that of an embedded object perhaps, the
// extension's is taken, else the first in the file.
func sniffOLE(ext string, data []byte) Format {
	found, first := FormatUnknown, len(data)
	for _, s := range oleStreams {
		var name []byte
		for _, u := range utf16.Encode([]rune(s.name + "\x00")) {
			name = append(name, byte(u), byte(u>>8))
		}
		i := bytes.Index(data, name)
		switch {
		case i < 0:
		case s.format == FormatEncrypted, string(s.format) == ext:
			return s.format
		case i < first:
			found, first = s.format, i
		}
	}
	return found
}

// mainTypes are the content types of the main part of an Office document, by a part of their name.
var mainTypes = []struct {
	kind   string
	format Format
}{
	{"wordprocessingml", FormatDOCX},
	{"ms-word.", FormatDOCX}, // with macros
	{"spreadsheetml", FormatXLSX},
	{"ms-excel.", FormatXLSX},
}

var mainType = regexp.MustCompile(`ContentType\s*=\s*["']([^"']*\.main\+xml)`)

// sniffZIP looks at the names of the entries, and at the one or two short entries that say what the rest is.
func sniffZIP(ext string, data []byte) Format {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return sniffBrokenZIP(ext, data)
	}
	entries := make(map[string]*zip.File, len(archive.File))
	for _, f := range archive.File {
		entries[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	switch {
	case entries["word/document.xml"] != nil:
		return FormatDOCX
	case entries["xl/workbook.xml"] != nil:
		return FormatXLSX
	case entries["ofd.xml"] != nil:
		return FormatOFD
	}
	if m := mainType.FindStringSubmatch(beginning(entries["[content_types].xml"])); m != nil {
		for _, t := range mainTypes {
			if strings.Contains(m[1], t.kind) {
				return t.format
			}
		}
		return FormatUnknown // slides
	}
	switch strings.TrimSpace(beginning(entries["mimetype"])) {
	case "application/vnd.oasis.opendocument.text":
		return FormatODT
	case "application/vnd.oasis.opendocument.spreadsheet":
		return FormatODS
	}
	return FormatZIP
}

// beginning returns the first 64 KB of an entry, "" if it is nil or cannot be read.
func beginning(f *zip.File) string {
	if f == nil {
		return ""
	}
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, 64<<10))
	if err != nil && !errors.Is(err, zip.ErrChecksum) {
		return ""
	}
	return string(text)
}

// sniffBrokenZIP tells a damaged document from a damaged archive, so that the sentence about it names the right thing.
func sniffBrokenZIP(ext string, data []byte) Format {
	for _, part := range []struct {
		name   string
		format Format
	}{{"word/", FormatDOCX}, {"xl/", FormatXLSX}, {"OFD.xml", FormatOFD}, {"opendocument.text", FormatODT}, {"opendocument.spreadsheet", FormatODS}} {
		if bytes.Contains(data, []byte(part.name)) || ext == string(part.format) {
			return part.format
		}
	}
	return FormatZIP
}

var (
	pageStart  = regexp.MustCompile(`(?i)^\s*<(?:!doctype html|html|head|body|meta|title|table|div|p|h[1-6]|span|center|article|section|style|script)[\s>/]`)
	pageMark   = regexp.MustCompile(`(?i)<(?:!doctype html|html|body|table|div|p|br)[\s>/]`)
	markup     = regexp.MustCompile(`^\s*<[!?a-zA-Z]`)
	mailHeader = regexp.MustCompile(`(?im)^MIME-Version:`)
)

// sniffText tells pages and mail archives from plain text by the beginning of the file.
func sniffText(ext string, head []byte) Format {
	text, _ := charset.Decode(head, "")
	if garbled(text) {
		return FormatUnknown
	}
	page := ext == "html" || ext == "htm" || ext == "shtml" || ext == "xhtml"
	switch {
	case mailHeader.MatchString(text[:min(len(text), 1024)]):
		return FormatMHT
	case pageStart.MatchString(text), markup.MatchString(text) && pageMark.MatchString(text), page && pageMark.MatchString(text):
		return FormatHTML
	case strings.HasPrefix(text, "<?xml"): // Word 2003 XML and the like
		return FormatUnknown
	case ext == "md" || ext == "markdown":
		return FormatMD
	case ext == "csv":
		return FormatCSV
	}
	return FormatTXT
}

// garbled reports whether decoded bytes are no text: there is a NUL, or one character in ten could not be decoded or is a control
// character.
func garbled(text string) bool {
	bad, all := 0, 0
	for _, r := range text {
		if r == 0 {
			return true
		}
		all++
		if r == '\ufffd' || r < ' ' && !strings.ContainsRune("\t\n\r\f\v", r) {
			bad++
		}
	}
	return 10*bad > all
}
