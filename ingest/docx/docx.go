// Package docx reads Word 2007+ documents. It matches elements by local name alone, so that transitional and strict files, and
// those of WPS and LibreOffice, read alike. Format: ECMA-376 part 1, chapter 17 (17.3 paragraphs, 17.4 tables, 17.9 numbering).
package docx

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// Read returns the blocks of a document in reading order. Merged cells are repeated into every position they cover, so each grid
// is rectangular; a row shorter than its table has absent cells. Automatic numbers stand before their paragraph's text. Numbers
// stay text. Nested tables and text boxes follow what holds them, except in a table that only lays out others (one cell a row),
// which is unwrapped. Deleted and hidden text is left out. Blank paragraphs are left out.
//
// It fails with EINVALID if data is no whole zip, lacks a main document part, or nests tables or text boxes deeper than
// maxNesting, with ETOOLARGE if a part unpacks to more than maxPart or the tables have too many cells, and with the context's
// error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := read(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func read(ctx context.Context, data []byte) (cells.Document, error) {
	pkg, err := open(data)
	if err != nil {
		return cells.Document{}, err
	}
	root, err := pkg.relationships(ctx, "")
	if err != nil {
		return cells.Document{}, err
	}
	main := root.target("/officeDocument", "word/document.xml")
	body, err := pkg.part(main)
	if err != nil {
		return cells.Document{}, err
	}
	if body == nil {
		return cells.Document{}, errNoDocument
	}
	rels, err := pkg.relationships(ctx, main)
	if err != nil {
		return cells.Document{}, err
	}

	w := &walker{scanner: newScanner(ctx, body)}
	if w.styles, err = readPart(ctx, pkg, rels.target("/styles", "word/styles.xml"), readStyles); err != nil {
		return cells.Document{}, err
	}
	if w.lists, err = readPart(ctx, pkg, rels.target("/numbering", "word/numbering.xml"), readLists); err != nil {
		return cells.Document{}, err
	}
	title, err := readPart(ctx, pkg, root.target("/core-properties", "docProps/core.xml"), readTitle)
	if err != nil {
		return cells.Document{}, err
	}
	blocks, err := w.blocks(nil)
	if err != nil {
		return cells.Document{}, err
	}
	return cells.Document{Title: cells.Clean(title), Blocks: blocks}, nil
}

// readPart reads a part that a document may lack, in which case it returns the zero T.
func readPart[T any](ctx context.Context, pkg *container, name string, read func(*scanner) (T, error)) (T, error) {
	var none T
	data, err := pkg.part(name)
	if data == nil || err != nil {
		return none, err
	}
	v, err := read(newScanner(ctx, data))
	if err != nil {
		return none, fmt.Errorf("read %s: %w", name, err)
	}
	return v, nil
}

// readTitle reads docProps/core.xml.
func readTitle(s *scanner) (string, error) {
	for {
		t, err := s.next()
		if err == io.EOF {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		if t.kind == start && t.name == "title" {
			return s.text()
		}
	}
}

// The ways in which a file is no document that can be read.
var (
	errNoZip      = errors.New("not a zip file")
	errNoDocument = errors.New("no main document part")
	errTooLarge   = errors.New("part too large")
	errTooDeep    = errors.New("nested too deeply")
	errBroken     = errors.New("malformed XML")
)

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{errNoZip, models.EINVALID, "Word 文档不完整，可能没有传完或已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{errNoDocument, models.EINVALID, "文件里没有 Word 正文，请用 Word 或 WPS 打开原件，另存为 .docx 再交。"},
	{errTooLarge, models.ETOOLARGE, "Word 文档解压后过大（单个部分超过 20 MB），不像年度报告，请检查文件。"},
	{errTooDeep, models.EINVALID, "Word 文档的内容嵌套过深（超过 32 层），不像年度报告，请检查文件。"},
	{errBroken, models.EINVALID, "Word 文档的内容已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{cells.ErrTooManyCells, models.ETOOLARGE, "Word 文档的表格过大（超过 20 万格），不像年度报告，请检查文件。"},
}

// refusal turns a failure into a sentence for the person who handed in the file. The end of a context is passed on.
func refusal(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return models.Errorf(r.code, "%s", r.message)
		}
	}
	return fmt.Errorf("read docx: %w", err)
}
