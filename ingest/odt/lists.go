package odt

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/ingest/cells"
	"gongkai/ingest/numeral"
	"gongkai/ingest/part"
)

// openList is a text:list while it is read.
type openList struct {
	style *listStyle
	name  string // of the style
	level int    // from 0
	count *counter
}

// counter is how far the levels of a list have counted.
type counter struct {
	n    [levels]int
	used [levels]bool
}

// readList reads the list just opened. A list within an item is its next level and counts afresh; one on its own goes on from
// an earlier one if it says so.
func (w *walker) readList(t part.Token) ([]cells.Block, error) {
	outer := w.list
	l := &openList{name: t.Attr("style-name")}
	switch {
	case outer != nil:
		l.level, l.count = min(outer.level+1, levels-1), outer.count
		if l.name == "" {
			l.name = outer.name
		}
		if t.Attr("continue-numbering") != "true" {
			l.count.used[l.level] = false
		}
	case t.Attr("continue-list") != "" && w.byID[t.Attr("continue-list")] != nil:
		l.count = w.byID[t.Attr("continue-list")]
	case t.Attr("continue-numbering") == "true" && w.last[l.name] != nil:
		l.count = w.last[l.name]
	default:
		l.count = &counter{}
	}
	l.style = w.styles.lists[l.name]
	w.last[l.name] = l.count
	if id := t.Attr("id"); id != "" {
		w.byID[id] = l.count
	}
	w.list = l
	defer func() { w.list = outer }()

	var blocks []cells.Block
	for depth := w.Depth(); w.Depth() >= depth; {
		t, err := w.Next()
		if err != nil {
			return nil, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "list-item":
			if _, err := strconv.Atoi(t.Attr("start-value")); err == nil {
				l.count.n[l.level], l.count.used[l.level] = t.Number("start-value", maxColumns)-1, true
			}
			w.mark = l.number()
		case "list-header":
			w.mark = ""
		default:
			continue
		}
		more, err := w.blocks()
		if err != nil {
			return nil, err
		}
		w.mark = ""
		blocks = append(blocks, more...)
	}
	return blocks, nil
}

// number counts one item on and returns its number.
func (l *openList) number() string {
	style := l.style
	if style == nil {
		style = &listStyle{}
	}
	return style.next(l.count, l.level)
}

// takeMark returns the number that is due before a paragraph or heading.
func (w *walker) takeMark(t part.Token) string {
	mark := w.mark
	w.mark = ""
	if t.Name == "h" && w.list == nil && t.Attr("is-list-header") != "true" {
		return w.styles.outline.next(&w.outline, t.Number("outline-level", levels)-1)
	}
	return mark
}

// next counts a level on, starts those below it afresh, and writes the number. It is "" for bullets.
func (l *listStyle) next(c *counter, at int) string {
	c.advance(l, at)
	lvl := l[at]
	if lvl.format == "" {
		return ""
	}
	text := lvl.pattern
	if text == "" {
		var parts []string
		for i := max(0, at+1-lvl.shown); i <= at; i++ {
			if l[i].format != "" {
				parts = append(parts, "%"+strconv.Itoa(i+1)+"%")
			}
		}
		text = lvl.prefix + strings.Join(parts, ".") + lvl.suffix
	}
	for i := range at + 1 {
		if mark := "%" + strconv.Itoa(i+1) + "%"; strings.Contains(text, mark) {
			if !c.used[i] {
				c.advance(l, i)
			}
			text = strings.ReplaceAll(text, mark, numeral.Write(formats[l[i].format], c.n[i]))
		}
	}
	// Full-width marks bring their own space, so that the text is the same as if the number had been typed.
	if last, _ := utf8.DecodeLastRuneInString(text); strings.ContainsRune("、）．：", last) {
		return text
	}
	return text + " "
}

func (c *counter) advance(l *listStyle, at int) {
	if c.used[at] {
		c.n[at]++
	} else {
		c.n[at], c.used[at] = max(l[at].first, 1), true
	}
	for i := at + 1; i < levels; i++ {
		c.used[i] = false
	}
}

// formats are the names of number formats by the beginning of the sequence that they count in, which is how these files name
// them. Those that are not here count in digits.
var formats = map[string]string{
	"一, 二, 三, ...": "chineseCounting", "甲, 乙, 丙, ...": "ideographTraditional", "①, ②, ③, ...": "decimalEnclosedCircle",
	"１, ２, ３, ...": "decimalFullWidth", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}
