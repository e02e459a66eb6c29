// Package odt reads OpenDocument text, as LibreOffice and WPS save it. It matches elements by local name alone. Format: OASIS
// OpenDocument 1.3 part 3 (5 text, 9 tables, 16.30 list styles).
package odt

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// Read returns the blocks of a document in reading order. Merged cells are repeated into every position they cover; a row shorter
// than its table has absent cells. Automatic numbers of lists and headings stand before their paragraph's text. Nested tables and
// text boxes follow what holds them, except in a table that only lays out others (one cell a row), which is unwrapped. Deleted
// and hidden text, notes and comments are left out, and so are blank paragraphs. Page breaks are not used: programs leave marks
// of them in places where no page ends.
//
// It fails with EINVALID if data is no whole zip, has a password, lacks content.xml, or nests deeper than maxNesting, with
// ETOOLARGE if a part unpacks to more than maxPart or the tables have too many cells, and with the context's error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := read(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func read(ctx context.Context, data []byte) (cells.Document, error) {
	c, err := open(data)
	if err != nil {
		return cells.Document{}, err
	}
	content, err := c.part("content.xml")
	if err != nil {
		return cells.Document{}, err
	}
	if content == nil {
		return cells.Document{}, errNoDocument
	}
	st := newStyles()
	for _, part := range []string{"styles.xml", "content.xml"} { // the document's own styles come after the common ones
		data, err := c.part(part)
		if err != nil {
			return cells.Document{}, err
		}
		if err := st.read(newScanner(ctx, data)); err != nil {
			return cells.Document{}, fmt.Errorf("read styles of %s: %w", part, err)
		}
	}
	title, err := c.title(ctx)
	if err != nil {
		return cells.Document{}, err
	}
	w := &walker{scanner: newScanner(ctx, content), styles: st, last: map[string]*counter{}, byID: map[string]*counter{}}
	blocks, err := w.document()
	if err != nil {
		return cells.Document{}, err
	}
	return cells.Document{Title: title, Blocks: blocks}, nil
}

// title reads meta.xml.
func (c *container) title(ctx context.Context) (string, error) {
	data, err := c.part("meta.xml")
	if err != nil {
		return "", err
	}
	for s := newScanner(ctx, data); ; {
		t, err := s.next()
		if err == io.EOF {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("read meta.xml: %w", err)
		}
		if t.kind == start && t.name == "title" {
			text, err := s.text()
			return cells.Clean(text), err
		}
	}
}

// The ways in which a file is no document that can be read.
var (
	errNoZip      = errors.New("not a zip file")
	errNoDocument = errors.New("no text document")
	errPassword   = errors.New("encrypted")
	errTooLarge   = errors.New("part too large")
	errTooDeep    = errors.New("nested too deeply")
	errBroken     = errors.New("malformed XML")
)

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{errNoZip, models.EINVALID, "ODT 文档不完整，可能没有传完或已损坏，请打开原件后另存一份再交。"},
	{errNoDocument, models.EINVALID, "文件里没有 ODT 正文，请打开原件，另存为 .odt 或 .docx 再交。"},
	{errPassword, models.EINVALID, "ODT 文档设有密码，无法读取，请去掉密码后再交。"},
	{errTooLarge, models.ETOOLARGE, "ODT 文档解压后过大（单个部分超过 20 MB），不像年度报告，请检查文件。"},
	{errTooDeep, models.EINVALID, "ODT 文档的内容嵌套过深（超过 32 层），不像年度报告，请检查文件。"},
	{errBroken, models.EINVALID, "ODT 文档的内容已损坏，请打开原件后另存一份再交。"},
	{cells.ErrTooManyCells, models.ETOOLARGE, "ODT 文档的表格过大（超过 20 万格），不像年度报告，请检查文件。"},
}

// refusal turns a failure into a sentence for the person who handed in the file. The end of a context is passed on.
func refusal(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return models.Errorf(r.code, "%s", r.message)
		}
	}
	return fmt.Errorf("read odt: %w", err)
}
