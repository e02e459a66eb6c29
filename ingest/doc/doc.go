// Package doc reads Word 97 to 2003 documents, which WPS saves too (.doc, .wps). Format: [MS-DOC].
//
// Untested on a real file: fast-saved documents, and those that WPS saved.
package doc

import (
	"context"
	"errors"
	"fmt"

	"gongkai/ingest/cells"
	"gongkai/ingest/edged"
	"gongkai/ingest/ole"
	"gongkai/models"
)

// Read returns the blocks of a document in reading order. Merged cells are repeated into every position they cover; a row shorter
// than its table has absent cells. Nested tables follow the table that holds them, except in one that only lays out others (one
// cell a row), which is unwrapped. Automatic numbers of lists stand before their paragraph's text. Deleted, struck and hidden text is
// left out, and so are field codes, notes, headers, text boxes and blank paragraphs. The format does not know pages.
//
// It fails with EINVALID if data is no whole OLE file, has a password, is of Word 95 or older, or is damaged, with ETOOLARGE if the
// tables have too many cells, and with the context's error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := read(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func read(ctx context.Context, data []byte) (cells.Document, error) {
	streams, err := ole.Streams(data, "WordDocument", "0Table", "1Table", "Data")
	if err != nil {
		return cells.Document{}, err
	}
	f, err := readHeader(streams)
	if err != nil {
		return cells.Document{}, err
	}
	pieces, changes, err := f.pieces()
	if err != nil {
		return cells.Document{}, err
	}
	paragraphs, err := f.runs(f.locate(plcfBtePapx), papx)
	if err != nil {
		return cells.Document{}, err
	}
	characters, err := f.runs(f.locate(plcfBteChpx), chpx)
	if err != nil {
		return cells.Document{}, err
	}
	w := &walker{ctx: ctx, file: f, changes: changes, paragraphs: paragraphs, characters: characters, lists: f.lists()}
	for _, p := range pieces {
		if err := w.piece(p); err != nil {
			return cells.Document{}, err
		}
	}
	blocks, err := w.end()
	if err != nil {
		return cells.Document{}, err
	}
	return cells.Document{Blocks: blocks}, nil
}

// The ways in which a file is no document that can be read.
var (
	errNoDocument = errors.New("no Word document")
	errPassword   = errors.New("encrypted")
	errOld        = errors.New("from Word 95 or older")
	errBroken     = errors.New("damaged")
)

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{ole.ErrBroken, models.EINVALID, "Word 文档不完整，可能没有传完或已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{errNoDocument, models.EINVALID, "文件里没有 Word 正文，请用 Word 或 WPS 打开原件，另存为 .docx 再交。"},
	{errPassword, models.EINVALID, "Word 文档设有密码，无法读取，请去掉密码后再交。"},
	{errOld, models.EINVALID, "是 Word 95 或更早版本的文档，无法读取，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{errBroken, models.EINVALID, "Word 文档的内容已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{edged.ErrTooDeep, models.EINVALID, "Word 文档的表格嵌套过深（超过 32 层），不像年度报告，请检查文件。"},
	{cells.ErrTooManyCells, models.ETOOLARGE, "Word 文档的表格过大（超过 20 万格），不像年度报告，请检查文件。"},
}

// refusal turns a failure into a sentence for the person who handed in the file. The end of a context is passed on.
func refusal(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return models.Errorf(r.code, "%s", r.message)
		}
	}
	return fmt.Errorf("read doc: %w", err)
}
