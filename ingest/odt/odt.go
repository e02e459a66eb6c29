// Package odt reads OpenDocument text, as LibreOffice and WPS save it, and takes the sheets out of OpenDocument spreadsheets. It matches elements by local name alone. Format: OASIS
// OpenDocument 1.3 part 3 (5 text, 9 tables, 16.30 list styles).
package odt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"gongkai/ingest/cells"
	"gongkai/ingest/part"
	"gongkai/models"
)

// Read returns the blocks of a document in reading order. Merged cells are repeated into every position they cover; a row shorter
// than its table has absent cells. Automatic numbers of lists and headings stand before their paragraph's text. Nested tables and
// text boxes follow what holds them, except in a table that only lays out others (one cell a row), which is unwrapped. Deleted,
// struck and hidden text, notes and comments are left out, and so are blank paragraphs. The marks of notes that were typed are set
// apart as cells.Text does. Page breaks are not used: programs leave marks of them in places where no page ends.
//
// It fails with EINVALID if data is no whole zip, has a password, lacks content.xml, or nests deeper than maxNesting, with
// ETOOLARGE if a part unpacks to more than part.MaxBytes or the tables have too many cells, and with the context's error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := read(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func read(ctx context.Context, data []byte) (cells.Document, error) {
	w, name, err := open(ctx, data)
	if err != nil {
		return cells.Document{}, err
	}
	blocks, err := w.document()
	if err != nil {
		return cells.Document{}, err
	}
	return cells.Document{Title: name, Blocks: blocks}, nil
}

// open reads what stands before the content of a file, and its title.
func open(ctx context.Context, data []byte) (*walker, string, error) {
	c, err := part.Open(data)
	if err != nil {
		return nil, "", err
	}
	manifest, err := c.Read("META-INF/manifest.xml")
	if err != nil {
		return nil, "", err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return nil, "", ErrPassword
	}
	content, err := c.Read("content.xml")
	if err != nil {
		return nil, "", err
	}
	if content == nil {
		return nil, "", ErrNoDocument
	}
	common, err := c.Read("styles.xml")
	if err != nil {
		return nil, "", err
	}
	st := newStyles()
	for _, data := range [][]byte{common, content} { // the document's own styles come after the common ones
		if err := st.read(part.NewScanner(ctx, data)); err != nil {
			return nil, "", fmt.Errorf("read styles: %w", err)
		}
	}
	name, err := title(ctx, c)
	if err != nil {
		return nil, "", err
	}
	return &walker{Scanner: part.NewScanner(ctx, content), styles: st, last: map[string]*counter{}, byID: map[string]*counter{}}, name, nil
}

// title reads meta.xml.
func title(ctx context.Context, c *part.Container) (string, error) {
	data, err := c.Read("meta.xml")
	if err != nil {
		return "", err
	}
	for s := part.NewScanner(ctx, data); ; {
		t, err := s.Next()
		if err == io.EOF {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("read meta.xml: %w", err)
		}
		if t.Kind == part.Start && t.Name == "title" {
			text, err := s.Text()
			return cells.Clean(text), err
		}
	}
}

// The ways in which a file is no document that can be read, besides those of package part.
var (
	ErrNoDocument = errors.New("no document of the kind")
	ErrPassword   = errors.New("encrypted")
)

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{part.ErrNoZip, models.EINVALID, "ODT 文档不完整，可能没有传完或已损坏，请打开原件后另存一份再交。"},
	{ErrNoDocument, models.EINVALID, "文件里没有 ODT 正文，请打开原件，另存为 .odt 或 .docx 再交。"},
	{ErrPassword, models.EINVALID, "ODT 文档设有密码，无法读取，请去掉密码后再交。"},
	{part.ErrTooLarge, models.ETOOLARGE, "ODT 文档解压后过大（单个部分超过 20 MB），不像年度报告，请检查文件。"},
	{part.ErrTooDeep, models.EINVALID, "ODT 文档的内容嵌套过深（超过 32 层），不像年度报告，请检查文件。"},
	{part.ErrBroken, models.EINVALID, "ODT 文档的内容已损坏，请打开原件后另存一份再交。"},
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
