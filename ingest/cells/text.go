package cells

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text collects a paragraph's text from the parts that a format gives. A footnote's mark that is set raised or lowered comes out apart
// and in brackets, "764 [2]": run together it would make another number. The zero Text is ready to use.
type Text struct {
	plain  strings.Builder
	script strings.Builder // what is raised, until something else follows it
	raised bool
}

// Raise says whether what is written from now on is raised or lowered.
func (t *Text) Raise(raised bool) { t.raised = raised }

// WriteString appends a part.
func (t *Text) WriteString(s string) {
	switch {
	case t.raised, t.script.Len() > 0 && strings.TrimSpace(s) == "":
		t.script.WriteString(s)
	default:
		t.settle(s)
		t.plain.WriteString(s)
	}
}

// Len is the number of bytes written, without the brackets of a mark at the end.
func (t *Text) Len() int { return t.plain.Len() + t.script.Len() }

// String returns the text so far. No more of a mark may follow.
func (t *Text) String() string {
	t.settle("")
	return t.plain.String()
}

// Reset empties the text.
func (t *Text) Reset() {
	t.plain.Reset()
	t.script.Reset()
	t.raised = false
}

// settle writes what was raised, now that what follows is known.
func (t *Text) settle(after string) {
	if t.script.Len() == 0 {
		return
	}
	t.plain.WriteString(setApart(t.plain.String(), t.script.String(), after))
	t.script.Reset()
}

// scriptMark is what footnotes are marked with.
var scriptMark = regexp.MustCompile(`^(\s*)[\[〔【(（]?(注?[\d①-⑳*※†‡,，、-]+|注|[a-z])[\]〕】)）]?(\s*)$`)

// setApart returns how a raised or lowered text is written between what stands before and after it. One that is alone in its line
// is a value that is oddly set, and one after a Latin letter belongs to it: m², CO₂.
func setApart(before, script, after string) string {
	m := scriptMark.FindStringSubmatch(script)
	if m == nil {
		return script
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " \t"))
	next, _ := utf8.DecodeRuneInString(after)
	gap, mark := m[1], "["+m[2]+"]"
	switch {
	case last == utf8.RuneError || last == '\n':
		if unicode.IsDigit(next) && !strings.Contains(m[3], "\n") {
			return gap + mark + " " + m[3]
		}
		return script
	case last < utf8.RuneSelf && unicode.IsLetter(last):
		return script
	}
	if gap == "" && !strings.HasSuffix(before, " ") {
		gap = " "
	}
	return gap + mark + m[3]
}
