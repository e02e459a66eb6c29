// Package mht reads web archives (.mht, .mhtml), which browsers, Word and Excel save, Word's often under the name .doc: a page and
// its pictures in the form of a mail. Format: RFC 2557.
//
// Untested on a real file.
package mht

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"path"
	"slices"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/plaintext"
	"gongkai/ingest/webpage"
	"gongkai/models"
)

// The bounds of an archive: parts, and how deep they lie in each other.
const (
	maxParts   = 2000
	maxNesting = 8
)

// Read returns the blocks of an archive's page, as package webpage reads it. Of a workbook, whose page is a frame around others,
// these are read one after the other.
//
// It fails with EINVALID if data is no archive or holds no page, with ETOOLARGE or EINVALID as webpage does, and with the context's
// error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	message, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(data, "\ufeff \t\r\n")))
	if err != nil {
		return cells.Document{}, refusal(fmt.Errorf("%w: %w", errBroken, err))
	}
	a := &archive{ctx: ctx}
	if err := a.add(textproto.MIMEHeader(message.Header), message.Body, 0); err != nil {
		return cells.Document{}, refusal(err)
	}
	return a.read()
}

// archive is the pages of an archive.
type archive struct {
	ctx   context.Context
	start string // the id of the page that holds the others
	pages []page
	count int
}

type page struct {
	id, location string
	plain        bool
	text         []byte
}

var (
	errBroken = errors.New("not an archive")
	errNoPage = errors.New("no page in the archive")
	errParts  = errors.New("too many parts")
)

// add takes in a part and those within it.
func (a *archive) add(header textproto.MIMEHeader, body io.Reader, depth int) error {
	if err := a.ctx.Err(); err != nil {
		return err
	}
	if a.count++; a.count > maxParts || depth > maxNesting {
		return errParts
	}
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/html"
	}
	if strings.HasPrefix(kind, "multipart/") {
		if params["boundary"] == "" {
			return errBroken
		}
		if a.start == "" {
			a.start = params["start"]
		}
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			p, err := parts.NextRawPart()
			if err != nil { // the end, or an archive that is cut off: what there is of it may still hold the page
				return nil
			}
			if err := a.add(p.Header, p, depth+1); err != nil {
				return err
			}
		}
	}
	if kind != "text/html" && kind != "text/plain" && kind != "application/xhtml+xml" {
		return nil
	}
	text, err := decode(header.Get("Content-Transfer-Encoding"), body)
	if err != nil {
		return err
	}
	if strings.HasPrefix(strings.ToLower(params["charset"]), "utf-16") && !bytes.HasPrefix(text, []byte("\xff\xfe")) && !bytes.HasPrefix(text, []byte("\xfe\xff")) {
		text = append([]byte("\xff\xfe"), text...)
	}
	a.pages = append(a.pages, page{header.Get("Content-Id"), header.Get("Content-Location"), kind == "text/plain", text})
	return nil
}

// decode undoes the transfer encoding. Damage at the end costs what follows it.
func decode(encoding string, body io.Reader) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(io.LimitReader(body, webpage.MaxBytes+1))
	if err != nil && len(text) == 0 {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	return text, nil
}

// read reads the page that the archive begins with, or those in its frames.
func (a *archive) read() (cells.Document, error) {
	if len(a.pages) == 0 {
		return cells.Document{}, refusal(errNoPage)
	}
	at := slices.IndexFunc(a.pages, func(p page) bool { return a.start != "" && p.id == a.start })
	if at < 0 {
		at = slices.IndexFunc(a.pages, func(p page) bool { return !p.plain })
	}
	main := &a.pages[max(at, 0)]
	doc, err := main.read(a.ctx)
	if err != nil || !bytes.Contains(bytes.ToLower(main.text), []byte("<frameset")) {
		return doc, err
	}
	for i := range a.pages {
		p := &a.pages[i]
		if p == main || p.plain || strings.HasPrefix(path.Base(p.location), "tabstrip") { // the names of the sheets
			continue
		}
		more, err := p.read(a.ctx)
		if err != nil {
			return cells.Document{}, err
		}
		doc.Blocks = append(doc.Blocks, more.Blocks...)
	}
	return doc, nil
}

func (p *page) read(ctx context.Context) (cells.Document, error) {
	if p.plain {
		return plaintext.Read(ctx, p.text)
	}
	return webpage.Read(ctx, p.text)
}

var refusals = []struct {
	err     error
	message string
}{
	{errBroken, "单文件网页已损坏，无法读取，请在浏览器里打开后另存为网页（.html）再交。"},
	{errNoPage, "单文件网页里没有网页正文，请在浏览器里打开后另存为网页（.html）再交。"},
	{errParts, "单文件网页的内容过多（超过 2000 个部分），不像年度报告，请检查文件。"},
}

// refusal turns a failure into a sentence for the person who handed in the file. The end of a context is passed on.
func refusal(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return models.Errorf(models.EINVALID, "%s", r.message)
		}
	}
	return fmt.Errorf("read mht: %w", err)
}
