package docx

import (
	"io"
	"strings"

	"gongkai/ingest/part"
)

// bodyText is the outline level of a paragraph that is no heading; 0 to 8 are headings.
const bodyText = 9

// properties are those of a paragraph or of a paragraph style that concern its text.
type properties struct {
	style string
	level int    // outline level, bodyText if not given
	list  string // w:numId, "" if not given, "0" for none
	item  int    // w:ilvl, the level in the list
	looks looks  // of a style: its runs
}

// readProperties reads the w:pPr just opened.
func readProperties(s *scanner) (properties, error) {
	p := properties{level: bodyText}
	for depth := s.Depth(); s.Depth() >= depth; {
		t, err := s.Next()
		if err != nil {
			return p, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "pStyle":
			p.style = t.Attr("val")
		case "outlineLvl":
			p.level = number(t, bodyText)
		case "numId":
			p.list = t.Attr("val")
		case "ilvl":
			p.item = number(t, 0)
		}
	}
	return p, nil
}

// maxBases is how many styles may be based on each other; programs write less than ten.
const maxBases = 32

// styles are the paragraph and character styles by id.
type styles map[string]properties // style is the one it is based on

func readStyles(s *scanner) (styles, error) {
	all := styles{}
	for {
		t, err := s.Next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if t.Kind == part.Start && t.Name == "style" {
			id := t.Attr("styleId")
			if all[id], err = readStyle(s); err != nil {
				return nil, err
			}
		}
	}
}

// readStyle reads the w:style just opened.
func readStyle(s *scanner) (properties, error) {
	p := properties{level: bodyText}
	for depth := s.Depth(); s.Depth() >= depth; {
		t, err := s.Next()
		if err != nil {
			return p, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "name":
			p.level = min(p.level, namedLevel(t.Attr("val")))
		case "basedOn":
			p.style = t.Attr("val")
		case "tblStylePr":
			err = s.Skip()
		case "pPr":
			var own properties
			own, err = readProperties(s)
			p.level, p.list, p.item = min(p.level, own.level), own.list, own.item
		case "rPr":
			p.looks, _, err = readLooks(s)
		}
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// namedLevel returns the outline level of a built-in style, which files of some programs do not state.
func namedLevel(name string) int {
	name = strings.ToLower(name)
	if name == "title" || name == "标题" || strings.HasPrefix(name, "heading ") {
		return 0
	}
	return bodyText
}

// resolve completes properties from their style and the styles that one is based on.
func (all styles) resolve(p properties) properties {
	id := p.style
	for range min(len(all), maxBases) { // a style based on itself ends here
		s, ok := all[id]
		if !ok {
			break
		}
		if p.level == bodyText {
			p.level = s.level
		}
		if p.list == "" {
			p.list, p.item = s.list, s.item
		}
		p.looks = p.looks.over(s.looks)
		id = s.style
	}
	return p
}
