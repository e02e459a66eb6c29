// Package pdf reads born-digital PDF files. PDFium says which characters stand where and which lines are drawn; what is a table, a
// cell, a paragraph, a page number is worked out here from those positions. It knows no report. Format: ISO 32000-1.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gongkai/ingest/cells"
	"gongkai/models"
)

// Bounds of a document. A report has 6 pages, 5000 characters and 2000 segments of lines.
const (
	maxPages    = 200
	maxChars    = 600_000
	maxObjects  = 200_000
	maxSegments = 400_000
	maxTime     = 45 * time.Second
)

// Read returns the paragraphs and tables of a document in reading order. Lines of text are joined to paragraphs; page numbers and
// running heads are left out. A table is what lines are drawn around, or, without lines, rows of numbers under each other; one that
// goes on over a page break is one grid. Merged cells are repeated into every position they cover. Rows have their page, cells their
// place on it as a reader of the file sees it; Pages shows what stands around them. A character that the file does not say the meaning of is U+FFFD, never left out.
//
// It fails with EINVALID if the file is damaged or needs a password, with ENOTEXT if it is a scan, with ETOOLARGE if it has more than
// 200 pages or more contents than can be read in maxTime, and with the context's error when that ends.
func Read(ctx context.Context, data []byte) (cells.Document, error) {
	if err := ctx.Err(); err != nil {
		return cells.Document{}, refusal(err)
	}
	if _, err := engine(); err != nil { // its start is not the document's time
		return cells.Document{}, fmt.Errorf("start pdfium: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	doc, err := read(limited, data)
	if err != nil {
		if limited.Err() != nil && ctx.Err() == nil {
			err = errTooComplex
		}
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func read(ctx context.Context, data []byte) (cells.Document, error) {
	f, err := openFile(ctx, data)
	if err != nil {
		return cells.Document{}, err
	}
	defer f.close()
	pages, err := f.pages()
	if err != nil {
		return cells.Document{}, err
	}
	if err := legible(pages); err != nil {
		return cells.Document{}, err
	}
	doc := cells.Document{Title: cells.Clean(f.title())}
	for _, p := range pages {
		doc.Pages = append(doc.Pages, p.drawn())
	}
	if slices.ContainsFunc(pages, func(p *page) bool { return p.strayed }) {
		doc.Doubts = append(doc.Doubts, strayed)
	}
	if doc.Blocks, err = layout(pages); err != nil {
		return cells.Document{}, err
	}
	return doc, nil
}

// strayed is said of a file with text that the engine puts elsewhere than it stands.
const strayed = "PDF 文件中有一部分文字的位置读不准（由网页程序导出的文件常有这种情况），行标题可能缺字，请对照原文核对，或改交 Word 文件。"

// pages reads all pages.
func (f *file) pages() ([]*page, error) {
	n, err := f.pageCount()
	if err != nil {
		return nil, err
	}
	if n > maxPages {
		return nil, errTooManyPages
	}
	b := &budget{maxChars, maxObjects, maxSegments}
	var pages []*page
	for i := range n {
		p, err := f.page(i, b)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, nil
}

// legible fails if the pages are pictures, with or without text that a program guessed and laid under them, or if their fonts do not say
// which characters they show.
func legible(pages []*page) error {
	chars, unmapped, pictures := 0, 0, 0
	for _, p := range pages {
		chars += len(p.chars)
		unmapped += p.unmapped
		if p.hidden && p.images > p.width*p.height/2 {
			return errRecognised
		}
		if p.images > p.width*p.height/10 {
			pictures++
		}
	}
	switch {
	case chars == 0 && len(pages) > 0:
		return errScan
	case chars < 20*pictures && pictures*2 > len(pages):
		return errScan
	case unmapped*5 > chars:
		return errUnmapped
	}
	return nil
}

// layout makes pages into blocks.
func layout(pages []*page) ([]cells.Block, error) {
	tables, lines := make([][]*table, len(pages)), make([][]line, len(pages))
	for i, p := range pages {
		tables[i] = p.tables()
		lines[i] = linesOf(uprights(p.chars))
	}
	dropMargins(pages, lines)
	pr := newProse(pages, lines)

	var blocks []cells.Block
	var grids []gridder // for each block, nil for a paragraph
	var text []placed
	var open *table     // the table that the page before ends with
	var before *listing // the same without lines
	flush := func() {
		if len(text) > 0 {
			blocks, grids = append(blocks, cells.Block{Text: paragraph(text), Page: text[0].page.no}), append(grids, nil)
			text = nil
		}
	}
	word := func(l placed) {
		if n := len(text); n > 0 && !pr.joins(text[n-1], l) {
			flush()
		}
		text, open, before = append(text, l), nil, nil
	}
	var hanging []placed
	for i, p := range pages {
		rest, listings, end := p.listings(lines[i], pr.right[p]-pr.left[p], before, len(hanging) > 0)
		items := itemsOf(tables[i], listings, rest)
		if len(hanging) > 0 && len(items) > 0 && items[0].listing != nil {
			items[0].listing.crown(hanging)
			hanging = nil
		}
		for _, l := range hanging {
			word(l)
		}
		hanging = nil
		for _, it := range items {
			if it.table == nil && it.listing == nil {
				word(placed{it.line, p})
				continue
			}
			flush()
			if it.table != nil && open != nil && open.endsBefore(p) && open.join(it.table) {
				continue
			}
			blocks = append(blocks, cells.Block{Page: it.page()})
			before = it.listing
			if open = it.table; open != nil {
				grids = append(grids, open)
			} else {
				grids = append(grids, it.listing)
			}
		}
		for _, l := range end {
			hanging = append(hanging, placed{l, p})
		}
	}
	for _, l := range hanging {
		word(l)
	}
	flush()
	var placer cells.Placer
	for i, g := range grids {
		if g == nil {
			continue
		}
		var err error
		if blocks[i].Grid, err = g.grid(&placer); err != nil {
			return nil, err
		}
	}
	return blocks, nil
}

// gridder is a table of either kind.
type gridder interface {
	grid(*cells.Placer) (*cells.Grid, error)
}

// endsBefore reports whether the table's last row is on the page before p.
func (t *table) endsBefore(p *page) bool { return t.rows[len(t.rows)-1].page.no == p.no-1 }

// grid lays the table out.
func (t *table) grid(placer *cells.Placer) (*cells.Grid, error) {
	columns := len(t.xs) - 1
	if err := placer.Take(columns * len(t.rows)); err != nil {
		return nil, err
	}
	g := &cells.Grid{Columns: columns, Rows: make([]cells.Row, len(t.rows))}
	for i := range g.Rows {
		g.Rows[i] = cells.Row{Page: t.rows[i].page.no, Cells: make([]cells.Cell, columns)}
		for j := range columns {
			g.Rows[i].Cells[j].Absent = true
		}
	}
	for _, c := range t.cells {
		for r := c.row; r < c.bottom(); r++ {
			for i := c.col; i < c.right(); i++ {
				g.Rows[r].Cells[i] = cells.Cell{Text: c.text, Across: i - c.col, Down: r - c.row, Rect: c.rects[g.Rows[r].Page]}
			}
		}
	}
	return g, nil
}

// The ways in which a file is no document that can be read.
var (
	errDamaged      = errors.New("damaged file")
	errEncrypted    = errors.New("password needed")
	errScan         = errors.New("pictures without text")
	errRecognised   = errors.New("pictures with recognised text")
	errUnmapped     = errors.New("fonts without character codes")
	errTooManyPages = errors.New("too many pages")
	errTooComplex   = errors.New("too complex")
)

var refusals = []struct {
	err     error
	code    models.Code
	message string
}{
	{errDamaged, models.EINVALID, "PDF 文件不完整或已损坏，可能没有传完，请重新导出后再交，或改交 Word 文件。"},
	{errEncrypted, models.EINVALID, "PDF 文件设有打开密码，请去掉密码后再交。"},
	{errScan, models.ENOTEXT, "PDF 文件是扫描件，没有可读的文字，请改交 Word 文件或由人工录入。"},
	{errRecognised, models.ENOTEXT, "PDF 文件是扫描件，其中的文字是软件识别出来的，数字可能有误，请改交 Word 文件或由人工录入。"},
	{errUnmapped, models.ENOTEXT, "PDF 文件的字体没有文字编码，读出来是乱码，请改交 Word 文件或由人工录入。"},
	{errTooManyPages, models.ETOOLARGE, "PDF 文件超过 200 页，不像年度报告，请检查文件。"},
	{errTooComplex, models.ETOOLARGE, "PDF 文件的内容过于复杂，不像年度报告，请检查文件，或改交 Word 文件。"},
	{cells.ErrTooManyCells, models.ETOOLARGE, "PDF 文件的表格过大（超过 20 万格），不像年度报告，请检查文件。"},
}

// refusal turns a failure into a sentence for the person who handed in the file. The end of a context is passed on.
func refusal(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return models.Errorf(r.code, "%s", r.message)
		}
	}
	return fmt.Errorf("read pdf: %w", err)
}
