package docx

import (
	"bytes"
	"context"
	"strconv"

	"gongkai/ingest/part"
)

// dropped names the elements whose content is not part of the text: what was deleted or moved away, former properties, field
// instructions, the reading aids over characters, the settings of placeholders; and what only says how things look, which is
// more than half of a document.
var dropped = map[string]bool{
	"tcBorders": true, "tblBorders": true, "pBdr": true, "tblPrEx": true, "tcMar": true, "tblCellMar": true,
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "delInstrText": true, "rt": true, "sdtPr": true,
	"pPrChange": true, "rPrChange": true, "tblPrChange": true, "trPrChange": true, "tcPrChange": true,
	"sectPrChange": true, "tblGridChange": true, "numberingChange": true,
}

// scanner walks the elements of a part, but shows no dropped content, nor any but the first alternative of mc:AlternateContent.
type scanner struct {
	*part.Scanner
	chosen map[int]bool // by the depth of an AlternateContent, whether one alternative has been shown
	looks  bool         // the properties of runs matter: the part names one of those in looks
}

func newScanner(ctx context.Context, data []byte) *scanner {
	s := &scanner{Scanner: part.NewScanner(ctx, data), chosen: map[int]bool{}}
	for _, name := range []string{"vanish", "strike", "vertAlign", "position", "rStyle"} {
		s.looks = s.looks || bytes.Contains(data, []byte(name))
	}
	return s
}

// Next returns the next token that is shown, io.EOF after the last.
func (s *scanner) Next() (part.Token, error) {
	for {
		t, err := s.Scanner.Next()
		if err != nil || t.Kind != part.Start || !s.hides(t.Name) {
			return t, err
		}
		if err := s.Skip(); err != nil {
			return part.Token{}, err
		}
	}
}

// hides reports whether the element just opened is not to be shown.
func (s *scanner) hides(name string) bool {
	if s.Depth() < 2 {
		return false
	}
	switch name {
	case "AlternateContent":
		s.chosen[s.Depth()] = false
	case "Choice", "Fallback":
		if s.Parent() != "AlternateContent" {
			return false
		}
		seen := s.chosen[s.Depth()-1]
		s.chosen[s.Depth()-1] = true
		return seen
	case "rPr":
		return !s.looks
	case "del":
		return s.Parent() != "trPr" // there it marks the row itself as deleted
	}
	return dropped[name]
}

// number returns the attribute val as a number, fallback if it is none.
func number(t part.Token, fallback int) int {
	if n, err := strconv.Atoi(t.Attr("val")); err == nil {
		return n
	}
	return fallback
}

// on reports whether a toggle such as <w:vanish/> is set.
func on(t part.Token) bool {
	switch t.Attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
