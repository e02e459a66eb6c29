// Package webpage reads HTML, from a whole page of a government site to the fragment that an editor exports. The navigation and
// metadata around a report are kept as they stand; what is a report is for the recogniser to say. Format: the HTML standard.
package webpage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"gongkai/ingest/cells"
	"gongkai/ingest/charset"
	"gongkai/models"
)

// MaxBytes is how large a page may be. Parsed, a page takes some forty times its size; a report's page has below 1 MB.
const MaxBytes = 8 << 20

// maxTags is how many tags a page may have. A report's page has a few thousand.
const maxTags = 500_000

var (
	errTooLarge    = errors.New("page too large")
	errTooManyTags = errors.New("too many tags")
)

// Read returns the blocks of a page in reading order, as a browser shows them: white space collapsed, <br> a line feed, scripts,
// hidden elements and text struck through left out, the marks of footnotes set apart as cells.Text does, merged cells repeated into
// every position they cover, a row shorter than its table with absent cells. A table that contains tables is taken for page layout
// and its content read as if it were none. The document's title is that of the page; Meta has its <meta name content> by name in
// lower case (such as pubdate, contentsource, articletitle) and, as charset, the encoding found, whatever the page says (see package
// charset).
//
// It fails with EINVALID if elements are nested more than 512 deep, with ETOOLARGE if the page has more than MaxBytes, or too many
// tags or table cells, and with the context's error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := read(ctx, data)
	switch {
	case err == nil:
		return doc, nil
	case ctx.Err() != nil:
		return cells.Document{}, fmt.Errorf("read page: %w", ctx.Err())
	case errors.Is(err, errTooLarge):
		return cells.Document{}, models.Errorf(models.ETOOLARGE, "网页过大（超过 %d MB），不像年度报告，请检查文件；如果是页面里的图片太大，请去掉图片后再交。", MaxBytes>>20)
	case errors.Is(err, errTooManyTags):
		return cells.Document{}, models.Errorf(models.ETOOLARGE, "网页过大（超过 50 万个标签），不像年度报告，请检查文件。")
	case errors.Is(err, cells.ErrTooManyCells):
		return cells.Document{}, models.Errorf(models.ETOOLARGE, "网页的表格过大（超过 20 万格），不像年度报告，请检查文件。")
	}
	return cells.Document{}, models.Errorf(models.EINVALID, "网页的内容嵌套过深，不像年度报告，请在浏览器里打开原网页后重新保存。")
}

func read(ctx context.Context, data []byte) (cells.Document, error) {
	if len(data) > MaxBytes {
		return cells.Document{}, errTooLarge
	}
	text, encoding := charset.Decode(data, declared(data))
	if strings.Count(text, "<") > maxTags {
		return cells.Document{}, errTooManyTags
	}
	root, err := html.Parse(reader{ctx, strings.NewReader(text)})
	if err != nil {
		return cells.Document{}, fmt.Errorf("parse page: %w", err)
	}
	w := &walker{ctx: ctx, layout: layoutTables(root), meta: map[string]string{"charset": encoding}}
	if err := w.walk(root); err != nil {
		return cells.Document{}, err
	}
	return cells.Document{Title: w.title, Meta: w.meta, Blocks: w.end()}, nil
}

var label = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([\w-]+)`)

// declared returns the encoding that the page gives for itself, "" if none. Some pages do so after kilobytes of script.
func declared(data []byte) string {
	head := data[:min(len(data), 16<<10)]
	for tag := range bytes.SplitSeq(head, []byte("<")) {
		if len(tag) >= 4 && bytes.EqualFold(tag[:4], []byte("meta")) {
			if m := label.FindSubmatch(tag); m != nil {
				return string(m[1])
			}
		}
	}
	return ""
}

// reader ends with its context, so that parsing does.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
