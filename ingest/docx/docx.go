// Package docx reads Word 2007+ documents. It matches elements by local name alone, so that transitional and strict files, and
// those of WPS and LibreOffice, read alike. Format: ECMA-376 part 1, chapter 17 (17.3 paragraphs, 17.4 tables, 17.9 numbering).
package docx

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gongkai/ingest/cells"
	"gongkai/ingest/part"
	"gongkai/models"
)

// Read returns the blocks of a document in reading order. Merged cells are repeated into every position they cover, so each grid
// is rectangular; a row shorter than its table has absent cells. Automatic numbers stand before their paragraph's text. Numbers
// stay text. Nested tables and text boxes follow what holds them, except in a table that only lays out others (one cell a row),
// which is unwrapped. Deleted, struck and hidden text is left out, and so are footnotes and blank paragraphs. The marks of footnotes
// that were typed are set apart as cells.Text does.
//
// It fails with EINVALID if data is no whole zip, lacks a main document part, or nests tables or text boxes deeper than
// maxNesting, with ETOOLARGE if a part unpacks to more than part.MaxBytes or the tables have too many cells, and with the context's
// error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := read(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func read(ctx context.Context, data []byte) (cells.Document, error) {
	pkg, err := part.Open(data)
	if err != nil {
		return cells.Document{}, err
	}
	root, err := relationshipsOf(ctx, pkg, "")
	if err != nil {
		return cells.Document{}, err
	}
	main := root.target("/officeDocument", "word/document.xml")
	body, err := pkg.Read(main)
	if err != nil {
		return cells.Document{}, err
	}
	if body == nil {
		return cells.Document{}, errNoDocument
	}
	rels, err := relationshipsOf(ctx, pkg, main)
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

// readTitle reads docProps/core.xml.
func readTitle(s *scanner) (string, error) {
	for {
		t, err := s.Next()
		if err == io.EOF {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		if t.Kind == part.Start && t.Name == "title" {
			return s.Text()
		}
	}
}

// errNoDocument is one way in which a file is no document that can be read; the others are those of package part.
var errNoDocument = errors.New("no main document part")

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{part.ErrNoZip, models.EINVALID, "Word 文档不完整，可能没有传完或已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{errNoDocument, models.EINVALID, "文件里没有 Word 正文，请用 Word 或 WPS 打开原件，另存为 .docx 再交。"},
	{part.ErrTooLarge, models.ETOOLARGE, "Word 文档解压后过大（单个部分超过 20 MB），不像年度报告，请检查文件。"},
	{part.ErrTooDeep, models.EINVALID, "Word 文档的内容嵌套过深（超过 32 层），不像年度报告，请检查文件。"},
	{part.ErrBroken, models.EINVALID, "Word 文档的内容已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
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
