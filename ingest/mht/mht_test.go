package mht

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/ingest/cells/cellstest"
	"gongkai/ingest/webpage"
	"gongkai/models"
)

const table = `<html><body><p>一、总体情况</p><table><tr><td>规章<td>１２</table></body></html>`

const dump = "一、总体情况\n[table 1×2]\n|规章|１２|\n"

func quoted(s string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// part is a part with these headers.
func part(headers, body string) string {
	return headers + "\r\n\r\n" + body
}

// related makes an archive of parts.
func related(params string, parts ...string) string {
	s := "From: <Saved by Microsoft Word>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; " + params + "; boundary=\"--=_Next\"\r\n\r\nThis is a multi-part message.\r\n"
	for _, p := range parts {
		s += "\r\n----=_Next\r\n" + p
	}
	return s + "\r\n----=_Next--\r\n"
}

func TestRead(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.StdEncoding.EncodeToString([]byte(table))
	page := part("Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-ID: <page>", quoted(table))
	picture := part("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", "iVBORw0KGgo=")
	other := part("Content-Type: text/html", "<p>别的")
	tests := []struct{ name, data, want string }{
		{"quoted-printable", related("type=\"text/html\"", page, picture), dump},
		{"quoted-printable in GBK", related("x=y", part("Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable", quoted(gbk))), dump},
		{"base64 over lines", related("x=y", part("Content-Type: text/html\r\nContent-Transfer-Encoding: BASE64", b64[:40]+"\r\n"+b64[40:])), dump},
		{"as it is", related("x=y", part("Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit", table)), dump},
		{"UTF-16 without a mark", related("x=y", part("Content-Type: text/html; charset=UTF-16LE\r\nContent-Transfer-Encoding: base64", base64.StdEncoding.EncodeToString([]byte(wide)))), dump},
		{"the page by its id", related(`start="<page>"`, picture, other, page), dump},
		{"the first page", related("x=y", picture, page, other), dump},
		{"a page before plain text", related("x=y", part("Content-Type: multipart/alternative; boundary=b", "--b\r\nContent-Type: text/plain\r\n\r\n文字\r\n--b\r\n"+page+"\r\n--b--")), dump},
		{"plain text alone", related("x=y", part("Content-Type: text/plain", "规章\t1")), "[ragged table 1×2]\n|规章|1|\n"},
		{"one part", "MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(table), dump},
		{"a mark and blank lines before it", "\ufeff\r\n" + related("x=y", page), dump},
		{"cut off", strings.TrimSuffix(related("x=y", page), "\r\n----=_Next--\r\n"), dump},
		{"a workbook of several sheets", related("x=y", part("Content-Type: text/html", "<html><frameset><frame src=sheet001.htm></frameset></html>"),
			part("Content-Type: text/html\r\nContent-Location: file:///C:/a/sheet001.htm", "<table><tr><td>甲<td>1</table>"),
			part("Content-Type: text/html\r\nContent-Location: file:///C:/a/tabstrip.htm", "<p>表一"),
			part("Content-Type: text/html\r\nContent-Location: file:///C:/a/sheet002.htm", "<p>乙")), "[table 1×2]\n|甲|1|\n乙\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read(context.Background(), []byte(tt.data))
			if err != nil || doc.Dump() != tt.want {
				t.Errorf("got %q, %v; want %q", doc.Dump(), err, tt.want)
			}
		})
	}
}

func TestRead_Refusals(t *testing.T) {
	deep := ""
	for i := range maxNesting + 2 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	html := "Content-Type: text/html"
	tests := []struct {
		name, data string
		code       models.Code
	}{
		{"empty", "", models.EINVALID},
		{"no headers", "text", models.EINVALID},
		{"no boundary", "Content-Type: multipart/related\r\n\r\n", models.EINVALID},
		{"no page", related("x=y", part("Content-Type: image/png", "x")), models.EINVALID},
		{"broken base64", related("x=y", part(html+"\r\nContent-Transfer-Encoding: base64", "????")), models.EINVALID},
		{"nested too deeply", deep, models.EINVALID},
		{"too many parts", related("x=y", strings.Repeat("Content-Type: image/png\r\n\r\n\r\n----=_Next\r\n", maxParts+1)), models.EINVALID},
		{"a page too large", related("x=y", part(html, strings.Repeat("x", webpage.MaxBytes+1))), models.ETOOLARGE},
		{"a page nested too deeply", related("x=y", part(html, strings.Repeat("<div>", 10_000))), models.EINVALID},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(context.Background(), []byte(tt.data)); models.ErrorCode(err) != tt.code {
				t.Errorf("err = %v, want code %s", err, tt.code)
			}
		})
	}
}

func TestRead_ObeysItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, []byte(related("x=y", part("Content-Type: text/html", "x")))); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(related(`start="<a>"`, part("Content-Type: text/html\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: quoted-printable", quoted(table)))))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\neA==\n--b--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data)
		if err != nil {
			if models.ErrorCode(err) == models.EINTERNAL {
				t.Errorf("no sentence for %v", err)
			}
			return
		}
		cellstest.Rectangular(t, doc)
	})
}
