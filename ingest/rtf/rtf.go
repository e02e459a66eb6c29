// Package rtf reads Rich Text Format, which Word and WPS save, often under the name .doc. Format: the Rich Text Format
// specification, version 1.9.1.
//
// Untested on a real file.
package rtf

import (
	"context"
	"errors"
	"fmt"

	"gongkai/ingest/cells"
	"gongkai/ingest/edged"
	"gongkai/models"
)

// Read returns the blocks of a document in reading order. Merged cells are repeated into every position they cover; a row shorter
// than its table has absent cells. Automatic numbers stand before their paragraph's text, as the file gives them. Nested tables
// follow the table that holds them, except in one that only lays out others (one cell a row), which is unwrapped. Deleted, struck
// and hidden text, field codes, notes, headers, text boxes and blank paragraphs are left out. The document's title is that of its
// properties.
//
// It fails with EINVALID if data is no RTF, ends before its time, or nests groups deeper than maxGroups or tables deeper than
// edged does, with ETOOLARGE if the tables have too many cells, and with the context's error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	p := &parser{scanner: scanner{data: data}, ctx: ctx, fonts: map[int]int{}, state: state{fallback: 1}}
	doc, err := p.read()
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

// The ways in which a file is no document that can be read.
var (
	errNoRTF   = errors.New("no RTF")
	errCut     = errors.New("ends before its time")
	errTooDeep = errors.New("groups nested too deeply")
)

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{errNoRTF, models.EINVALID, "RTF 文档的内容已损坏，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{errCut, models.EINVALID, "RTF 文档不完整，可能没有传完，请用 Word 或 WPS 打开后另存为 .docx 再交。"},
	{errTooDeep, models.EINVALID, "RTF 文档的内容嵌套过深（超过 512 层），不像年度报告，请检查文件。"},
	{edged.ErrTooDeep, models.EINVALID, "RTF 文档的表格嵌套过深（超过 32 层），不像年度报告，请检查文件。"},
	{cells.ErrTooManyCells, models.ETOOLARGE, "RTF 文档的表格过大（超过 20 万格），不像年度报告，请检查文件。"},
}

// refusal turns a failure into a sentence for the person who handed in the file. The end of a context is passed on.
func refusal(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return models.Errorf(r.code, "%s", r.message)
		}
	}
	return fmt.Errorf("read rtf: %w", err)
}
