package docx

import (
	"io"
	"strings"
)

// bodyText is the outline level of a paragraph that is no heading; 0 to 8 are headings.
const bodyText = 9

// properties are those of a paragraph or of a paragraph style that concern its text.
type properties struct {
	style string
	level int    // outline level, bodyText if not given
	list  string // w:numId, "" if not given, "0" for none
	item  int    // w:ilvl, the level in the list
}

// readProperties reads the w:pPr just opened.
func readProperties(s *scanner) (properties, error) {
	p := properties{level: bodyText}
	for depth := s.depth(); s.depth() >= depth; {
		t, err := s.next()
		if err != nil {
			return p, err
		}
		if t.kind != start {
			continue
		}
		switch t.name {
		case "pStyle":
			p.style = t.attr("val")
		case "outlineLvl":
			p.level = t.number(bodyText)
		case "numId":
			p.list = t.attr("val")
		case "ilvl":
			p.item = t.number(0)
		}
	}
	return p, nil
}

// styles are the paragraph styles by id.
type styles map[string]properties // style is the one it is based on

func readStyles(s *scanner) (styles, error) {
	all := styles{}
	for {
		t, err := s.next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if t.kind == start && t.name == "style" {
			id := t.attr("styleId")
			if all[id], err = readStyle(s); err != nil {
				return nil, err
			}
		}
	}
}

// readStyle reads the w:style just opened.
func readStyle(s *scanner) (properties, error) {
	p := properties{level: bodyText}
	for depth := s.depth(); s.depth() >= depth; {
		t, err := s.next()
		if err != nil {
			return p, err
		}
		if t.kind != start {
			continue
		}
		switch t.name {
		case "name":
			p.level = min(p.level, namedLevel(t.attr("val")))
		case "basedOn":
			p.style = t.attr("val")
		case "tblStylePr":
			err = s.skip()
		case "pPr":
			var own properties
			own, err = readProperties(s)
			p.level, p.list, p.item = min(p.level, own.level), own.list, own.item
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

// resolve completes a paragraph's properties from its style and the styles that one is based on.
func (all styles) resolve(p properties) properties {
	id := p.style
	for range len(all) { // a style based on itself ends here
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
		id = s.style
	}
	return p
}
