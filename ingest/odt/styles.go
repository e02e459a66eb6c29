package odt

import (
	"io"
	"strings"

	"gongkai/ingest/part"
)

// levels is the number of levels of a list.
const levels = 10

// styles are what a document's styles say about text: who is hidden, who is a title, how lists are numbered.
type styles struct {
	hidden  property          // text that is not shown
	struck  property          // text with a line through it
	raised  property          // text above or below the line
	framed  property          // cells with a border above or below
	unshown property          // tables that are hidden
	parents map[string]string // style -> the one it is based on
	lists   map[string]*listStyle
	outline listStyle // of headings
}

// property is what paragraph and text styles say themselves about one property of text. Those that say nothing are not in it.
type property map[string]bool

// listStyle is a text:list-style.
type listStyle [levels]level

// level is how one level of a list is numbered. The zero level has a bullet, or nothing.
type level struct {
	format, prefix, suffix string
	first, shown           int    // the first number; how many levels are shown
	pattern                string // such as "%1%.%2%", which newer files have besides
}

func newStyles() *styles {
	return &styles{hidden: property{}, struck: property{}, raised: property{}, framed: property{}, unshown: property{}, parents: map[string]string{}, lists: map[string]*listStyle{}}
}

// read adds the styles of a part.
func (all *styles) read(s *part.Scanner) error {
	name, list := "", &listStyle{}
	for {
		t, err := s.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "style":
			name = t.Attr("name")
			all.parents[name] = t.Attr("parent-style-name")
		case "text-properties":
			if s.Parent() == "style" {
				all.text(name, t)
			}
		case "table-cell-properties":
			if s.Parent() == "style" {
				all.framed[name] = bordered(t)
			}
		case "table-properties":
			if s.Parent() == "style" {
				all.unshown[name] = t.Attr("display") == "false"
			}
		case "list-style":
			list = &listStyle{}
			all.lists[t.Attr("name")] = list
		case "list-level-style-number":
			list.set(t)
		case "outline-level-style":
			all.outline.set(t)
		case "body":
			if err := s.Skip(); err != nil {
				return err
			}
		}
	}
}

// text notes the properties of text that a style sets.
func (all *styles) text(name string, t part.Token) {
	if v := t.Attr("display"); v != "" {
		all.hidden[name] = v == "none"
	}
	if style, kind := t.Attr("text-line-through-style"), t.Attr("text-line-through-type"); style != "" || kind != "" {
		all.struck[name] = style != "none" && kind != "none"
	}
	// The position is "super", "sub" or a percentage of the font's height, and then the size.
	if position, _, _ := strings.Cut(t.Attr("text-position"), " "); position != "" {
		all.raised[name] = position != "0%"
	}
}

// bordered reports whether a cell has a border above or below.
func bordered(t part.Token) bool {
	for _, side := range []string{"border", "border-top", "border-bottom"} {
		if v := t.Attr(side); v != "" && !strings.Contains(v, "none") && !strings.Contains(v, "hidden") {
			return true
		}
	}
	return false
}

// maxBases is how many styles may be based on each other. One based on itself ends there.
const maxBases = 8

// has reports whether a style, or the nearest one it is based on that says so, sets a property.
func (all *styles) has(p property, name string) bool {
	for range maxBases {
		if set, said := p[name]; said {
			return set
		}
		name = all.parents[name]
	}
	return false
}

// leavesOut reports whether text of a style is not part of the document.
func (all *styles) leavesOut(name string) bool {
	return all.has(all.hidden, name) || all.has(all.struck, name)
}

func (l *listStyle) set(t part.Token) {
	at := t.Number("level", levels) - 1
	l[at] = level{t.Attr("num-format"), t.Attr("num-prefix"), t.Attr("num-suffix"), t.Number("start-value", maxColumns), t.Number("display-levels", levels), t.Attr("num-list-format")}
}

// isTitle reports whether a style is the built-in one for titles, or based on it.
func (all *styles) isTitle(name string) bool {
	for range maxBases {
		if name == "Title" {
			return true
		}
		name = all.parents[name]
	}
	return false
}
