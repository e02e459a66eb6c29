package docx

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/ingest/numeral"
	"gongkai/ingest/part"
)

// levels is the number of levels of a list.
const levels = 9

// lists are the automatic numberings of a document, with how far each has counted.
type lists struct {
	abstract map[string]*abstractList // by w:abstractNumId
	byLink   map[string]*abstractList // by the list style that defines them
	concrete map[string]*list         // by w:numId
}

// abstractList is a w:abstractNum: the form of a list. Lists that share one count on from each other.
type abstractList struct {
	link   string // the list style that it takes its levels from
	levels [levels]level
	count  [levels]int  // the last number given
	used   [levels]bool // whether count is valid
}

// level is a w:lvl.
type level struct {
	start  int
	format string
	text   string // such as "%1、"
	suffix string // nothing, or a gap
	legal  bool   // numbers of the levels above are written in digits
}

// list is a w:num.
type list struct {
	abstract *abstractList
	restart  [levels]int // numbers to start from instead, -1 if none; spent once used
}

func readLists(s *scanner) (*lists, error) {
	all := &lists{abstract: map[string]*abstractList{}, byLink: map[string]*abstractList{}, concrete: map[string]*list{}}
	// Levels outside a list, which no program writes, go to these.
	form, num, lvl, override := &abstractList{}, &list{abstract: &abstractList{}}, &level{}, 0
	for {
		t, err := s.Next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if t.Kind != part.Start {
			continue
		}
		switch t.Name {
		case "abstractNum":
			form = &abstractList{}
			all.abstract[t.Attr("abstractNumId")] = form
		case "styleLink":
			all.byLink[t.Attr("val")] = form
		case "numStyleLink":
			form.link = t.Attr("val")
		case "num":
			num = &list{abstract: &abstractList{}}
			for i := range num.restart {
				num.restart[i] = -1
			}
			all.concrete[t.Attr("numId")] = num
		case "abstractNumId":
			if form := all.abstract[t.Attr("val")]; form != nil {
				num.abstract = form
				if linked := all.byLink[form.link]; linked != nil {
					num.abstract = linked
				}
			}
		case "lvlOverride":
			override = listLevel(t.Attr("ilvl"))
		case "startOverride":
			num.restart[override] = number(t, 1)
		case "lvl":
			if s.Parent() == "lvlOverride" {
				// The list has a level of its own, and so does not count with the others.
				own := *num.abstract
				num.abstract, form = &own, &own
			}
			lvl = &form.levels[listLevel(t.Attr("ilvl"))]
			*lvl = level{start: 1, format: "decimal"}
		case "start":
			lvl.start = number(t, 1)
		case "numFmt":
			lvl.format = t.Attr("val")
		case "lvlText":
			lvl.text = t.Attr("val")
		case "suff":
			lvl.suffix = t.Attr("val")
		case "isLgl":
			lvl.legal = on(t)
		}
	}
}

func listLevel(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n >= levels {
		return 0
	}
	return n
}

// number counts one paragraph on in the list and returns the text that stands before it, "" if it is in none or has a bullet.
func (all *lists) number(id string, item int) string {
	if all == nil || id == "" || all.concrete[id] == nil || item < 0 || item >= levels {
		return ""
	}
	num := all.concrete[id]
	form := num.abstract
	lvl := form.levels[item]
	if n := num.restart[item]; n >= 0 {
		num.restart[item] = -1
		form.count[item], form.used[item] = n-1, true
	}
	form.advance(item)
	if lvl.format == "bullet" || lvl.text == "" {
		return ""
	}
	text := lvl.text
	for i := range item + 1 {
		mark := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, mark) {
			continue
		}
		if !form.used[i] {
			form.count[i], form.used[i] = form.levels[i].start, true
		}
		format := form.levels[i].format
		if lvl.legal {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, mark, numeral.Write(format, form.count[i]))
	}
	// Full-width marks bring their own space, so that the text is the same as if the number had been typed.
	if last, _ := utf8.DecodeLastRuneInString(text); lvl.suffix == "nothing" || strings.ContainsRune("、）．：", last) {
		return text
	}
	return text + " "
}

// advance counts a level on and starts the levels below it afresh.
func (form *abstractList) advance(item int) {
	if form.used[item] {
		form.count[item]++
	} else {
		form.count[item], form.used[item] = form.levels[item].start, true
	}
	for i := item + 1; i < levels; i++ {
		form.used[i] = false
	}
}
