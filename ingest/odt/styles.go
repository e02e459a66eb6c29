package odt

import (
	"io"

	"gongkai/ingest/part"
)

// levels is the number of levels of a list.
const levels = 10

// styles are what a document's styles say about text: who is hidden, who is a title, how lists are numbered.
type styles struct {
	hidden  map[string]bool   // paragraph and text styles that are not shown
	parents map[string]string // style -> the one it is based on
	lists   map[string]*listStyle
	outline listStyle // of headings
}

// listStyle is a text:list-style.
type listStyle [levels]level

// level is how one level of a list is numbered. The zero level has a bullet, or nothing.
type level struct {
	format, prefix, suffix string
	first, shown           int    // the first number; how many levels are shown
	pattern                string // such as "%1%.%2%", which newer files have besides
}

func newStyles() *styles {
	return &styles{hidden: map[string]bool{}, parents: map[string]string{}, lists: map[string]*listStyle{}}
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
			if t.Attr("display") == "none" && s.Parent() == "style" {
				all.hidden[name] = true
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

func (l *listStyle) set(t part.Token) {
	at := t.Number("level", levels) - 1
	l[at] = level{t.Attr("num-format"), t.Attr("num-prefix"), t.Attr("num-suffix"), t.Number("start-value", maxColumns), t.Number("display-levels", levels), t.Attr("num-list-format")}
}

// isTitle reports whether a style is the built-in one for titles, or based on it.
func (all *styles) isTitle(name string) bool {
	for range 8 { // a style based on itself ends here
		if name == "Title" {
			return true
		}
		name = all.parents[name]
	}
	return false
}
