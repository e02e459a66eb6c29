package sheet

import (
	"context"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/part"
)

// The size of a sheet.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
)

// ReadXLSX returns the blocks of an Excel 2007+ file, sheet by sheet as they stand in the book, hidden sheets, rows and columns
// left out. Where several sheets hold something, the name that a person gave to one is a paragraph before it. Numbers stand as the file
// has them, whatever their format shows, but for a unit of money that it adds; a formula stands for its last result, and where the
// file has none, as when a program wrote it that does not calculate, for itself ("=SUM(B2:B8)"): it is not blank. Merged cells are
// repeated into every position they cover; no position is absent. Notes and drawings are left out.
//
// It fails with EINVALID if data is no whole zip or lacks a workbook, with ETOOLARGE if a part unpacks to more than 20 MB or the
// sheets have too many cells or merged cells, and with the context's error when that ends.
func ReadXLSX(ctx context.Context, data []byte) (cells.Document, error) {
	doc, err := readXLSX(ctx, data)
	if err != nil {
		return cells.Document{}, refusal(err)
	}
	return doc, nil
}

func readXLSX(ctx context.Context, data []byte) (cells.Document, error) {
	var sheets [][]cells.Block
	b, err := readBook(ctx, data, func(b *book, s *sheet) error {
		blocks, err := b.splitter.blocks(s)
		sheets = append(sheets, blocks)
		return err
	})
	if err != nil {
		return cells.Document{}, err
	}
	return cells.Document{Title: cells.Clean(b.title), Blocks: titled(sheets, b.names)}, nil
}

// Line is a row of a list with something in it. No counts from 1, as spreadsheet programs do.
type Line struct {
	No     int
	Fields []string // from the first column
}

// ListsXLSX returns the rows of each sheet of an Excel 2007+ file that is shown, as they are: rows and columns that are hidden, by a
// filter, say, are part of a list. It reads cells, and fails, as ReadXLSX does.
func ListsXLSX(ctx context.Context, data []byte) ([][]Line, error) {
	var lists [][]Line
	_, err := readBook(ctx, data, func(_ *book, s *sheet) error {
		var list []Line
		for _, no := range slices.Sorted(maps.Keys(s.lines)) {
			l := Line{No: no + 1}
			for _, c := range s.lines[no].cells {
				for len(l.Fields) <= c.col {
					l.Fields = append(l.Fields, "")
				}
				l.Fields[c.col] = c.text
			}
			list = append(list, l)
		}
		lists = append(lists, list)
		return nil
	})
	if err != nil {
		return nil, refusal(err)
	}
	return lists, nil
}

// readBook reads a workbook and calls do with each sheet that is shown.
func readBook(ctx context.Context, data []byte, do func(*book, *sheet) error) (*book, error) {
	c, err := part.Open(data)
	if err != nil {
		return nil, err
	}
	b := &book{ctx: ctx, container: c, splitter: splitter{ctx: ctx, placer: &cells.Placer{}}}
	root, err := b.relationships("")
	if err != nil {
		return nil, err
	}
	main := root.ofType("/officeDocument", "xl/workbook.xml")
	rels, err := b.relationships(main)
	if err != nil {
		return nil, err
	}
	for _, p := range []struct {
		name string
		read func(*part.Scanner) error
	}{
		{main, b.readWorkbook},
		{rels.ofType("/sharedStrings", "xl/sharedStrings.xml"), b.readStrings},
		{rels.ofType("/styles", "xl/styles.xml"), b.readStyles},
		{root.ofType("/core-properties", "docProps/core.xml"), b.readTitle},
	} {
		if _, err := b.part(p.name, p.read); err != nil {
			return nil, err
		}
	}
	found := false
	for _, id := range b.sheets {
		s, err := b.total.sheet()
		if err != nil {
			return nil, err
		}
		ok, err := b.part(rels.byID(id), func(in *part.Scanner) error { return b.readSheet(in, s) })
		if err != nil {
			return nil, err
		}
		found = found || ok
		if err := do(b, s); err != nil {
			return nil, err
		}
	}
	if !found {
		return nil, errNoWorkbook
	}
	return b, nil
}

// book is a workbook while it is read.
type book struct {
	ctx       context.Context
	container *part.Container
	splitter  splitter
	sheets    []string // the relationships of those that are shown
	names     []string // of those
	total     total
	strings   []string
	framed    []bool   // by cell format: it has a border above or below
	units     []string // by cell format: the unit of money that it adds to a number
	title     string
}

// part reads a part and reports whether there is one.
func (b *book) part(name string, read func(*part.Scanner) error) (bool, error) {
	data, err := b.container.Read(name)
	if data == nil || err != nil {
		return false, err
	}
	if err := read(part.NewScanner(b.ctx, data)); err != nil {
		return false, fmt.Errorf("read %s: %w", name, err)
	}
	return true, nil
}

// each calls do for every start tag of a part.
func each(s *part.Scanner, do func(part.Token) error) error {
	for {
		t, err := s.Next()
		if err == io.EOF {
			return nil
		}
		if err == nil && t.Kind == part.Start {
			err = do(t)
		}
		if err != nil {
			return err
		}
	}
}

// relationships says which part serves a purpose.
type relationships []struct{ id, kind, target string }

// relationships reads those of a part, those of the whole file if source is "".
func (b *book) relationships(source string) (relationships, error) {
	var rels relationships
	folder, base := path.Split(source)
	_, err := b.part(folder+"_rels/"+base+".rels", func(s *part.Scanner) error {
		return each(s, func(t part.Token) error {
			if t.Name == "Relationship" && t.Attr("TargetMode") != "External" {
				target := t.Attr("Target")
				if !strings.HasPrefix(target, "/") {
					target = folder + target
				}
				rels = append(rels, struct{ id, kind, target string }{t.Attr("Id"), t.Attr("Type"), target})
			}
			return nil
		})
	})
	return rels, err
}

func (rels relationships) ofType(kind, fallback string) string {
	for _, r := range rels {
		if strings.HasSuffix(r.kind, kind) {
			return r.target
		}
	}
	return fallback
}

func (rels relationships) byID(id string) string {
	for _, r := range rels {
		if r.id == id {
			return r.target
		}
	}
	return ""
}

func (b *book) readWorkbook(s *part.Scanner) error {
	return each(s, func(t part.Token) error {
		if t.Name == "sheet" && t.Attr("state") != "hidden" && t.Attr("state") != "veryHidden" {
			b.sheets, b.names = append(b.sheets, t.Attr("id")), append(b.names, t.Attr("name"))
		}
		return nil
	})
}

func (b *book) readTitle(s *part.Scanner) error {
	return each(s, func(t part.Token) (err error) {
		if t.Name == "title" {
			b.title, err = s.Text()
		}
		return err
	})
}

// readStrings reads the texts that cells share.
func (b *book) readStrings(s *part.Scanner) error {
	return each(s, func(t part.Token) error {
		if t.Name != "si" {
			return nil
		}
		text, err := richText(s)
		b.strings = append(b.strings, cells.Clean(text))
		return err
	})
}

// richText reads the text of the element just opened, without the reading aids over it and struck runs; a raised mark is set apart.
func richText(s *part.Scanner) (string, error) {
	var b cells.Text
	struck := false
	for depth := s.Depth(); s.Depth() >= depth; {
		t, err := s.Next()
		if err != nil {
			return "", err
		}
		switch {
		case t.Kind != part.Start:
		case t.Name == "rPh":
			err = s.Skip()
		case t.Name == "r":
			struck = false
			b.Raise(false)
		case t.Name == "strike":
			struck = t.Attr("val") != "0" && t.Attr("val") != "false"
		case t.Name == "vertAlign":
			b.Raise(t.Attr("val") != "baseline")
		case t.Name == "t":
			var text string
			if text, err = s.Text(); !struck {
				b.WriteString(escapes(text))
			}
		}
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// escapes resolves the carriage returns that Excel writes as _x000D_.
func escapes(s string) string { return strings.ReplaceAll(s, "_x000D_", "") }

// addedUnit is a unit of money in a number format, such as 0.00"元"; what stands behind ; is for other numbers.
var addedUnit = regexp.MustCompile(`^[^;]*[0#?][^;]*?([万千亿]?元)`)

// readStyles finds the cell formats with a border above or below, and those that add a unit of money.
func (b *book) readStyles(s *part.Scanner) error {
	var borders []bool
	units := map[string]string{} // by number format
	in := ""
	return each(s, func(t part.Token) error {
		switch t.Name {
		case "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs":
			in = t.Name
		case "numFmt":
			if m := addedUnit.FindStringSubmatch(t.Attr("formatCode")); m != nil {
				units[t.Attr("numFmtId")] = m[1]
			}
		case "border":
			borders = append(borders, false)
		case "top", "bottom":
			if style := t.Attr("style"); in == "borders" && len(borders) > 0 && style != "" && style != "none" {
				borders[len(borders)-1] = true
			}
		case "xf":
			if in == "cellXfs" {
				id, err := strconv.Atoi(t.Attr("borderId"))
				b.framed = append(b.framed, err == nil && id >= 0 && id < len(borders) && borders[id])
				b.units = append(b.units, units[t.Attr("numFmtId")])
			}
		}
		return nil
	})
}
