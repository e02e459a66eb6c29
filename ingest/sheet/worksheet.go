package sheet

import (
	"strconv"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/ingest/part"
)

// readSheet reads a worksheet's part.
func (b *book) readSheet(in *part.Scanner, s *sheet) error {
	row, col := -1, -1
	return each(in, func(t part.Token) error {
		switch t.Name {
		case "col":
			if on(t.Attr("hidden")) {
				s.hiddenColumns = append(s.hiddenColumns, span{t.Number("min", maxColumns) - 1, t.Number("max", maxColumns) - 1})
			}
		case "row":
			row, col = min(row+1, maxRows), -1
			if t.Attr("r") != "" {
				row = t.Number("r", maxRows) - 1
			}
			if on(t.Attr("hidden")) {
				s.hiddenRows[row] = true
			}
		case "c":
			col = min(col+1, maxColumns)
			if r, c, ok := position(t.Attr("r")); ok {
				row, col = r, c
			}
			return b.readCell(in, t, s, row, col)
		case "mergeCell":
			from, to, _ := strings.Cut(t.Attr("ref"), ":")
			top, left, ok1 := position(from)
			bottom, right, ok2 := position(to)
			if ok1 && ok2 {
				return s.join(merge{top, left, bottom, right})
			}
		}
		return nil
	})
}

func on(attr string) bool { return attr == "1" || attr == "true" }

// readCell reads the cell just opened.
func (b *book) readCell(in *part.Scanner, t part.Token, s *sheet, row, col int) error {
	kind := t.Attr("t")
	style, err := strconv.Atoi(t.Attr("s"))
	framed := err == nil && style >= 0 && style < len(b.framed) && b.framed[style]
	text, formula, calculated := "", "", true
	for depth := in.Depth(); in.Depth() >= depth; {
		t, err := in.Next()
		if err != nil {
			return err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "f":
			formula, err = in.Text()
			formula, calculated = "="+formula, false
		case "v":
			text, err = in.Text()
			calculated = calculated || text != "" || kind == "str"
		case "is":
			text, err = richText(in)
		}
		if err != nil {
			return err
		}
	}
	if kind != "s" {
		text = cells.Clean(text)
	}
	switch {
	case !calculated:
		text = cells.Clean(formula)
	case kind == "s":
		if at, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && at >= 0 && at < len(b.strings) {
			text = b.strings[at]
		} else {
			text = ""
		}
	case kind == "" || kind == "n":
		if text = written(text); text != "" && err == nil && style >= 0 && style < len(b.units) {
			text += b.units[style]
		}
	case kind == "b":
		text = boolean(text == "1")
	case kind == "str":
		text = cells.Clean(escapes(text))
	}
	return s.add(row, col, text, framed)
}

func boolean(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

// position reads a cell's name, such as "AA57".
func position(ref string) (row, col int, ok bool) {
	i := 0
	for i < len(ref) && i < 3 && ref[i] >= 'A' && ref[i] <= 'Z' {
		col = col*26 + int(ref[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(ref[i:])
	if err != nil || col < 1 || col > maxColumns || row < 1 || row > maxRows {
		return 0, 0, false
	}
	return row - 1, col - 1, true
}
