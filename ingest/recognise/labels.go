package recognise

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gongkai/models"
)

// entry is one label of the form with its aliases, as letters.
type entry struct {
	code  string
	group string
	names []string
	sizes []int    // of the names, in characters
	tense []string // of the names
}

func entryOf(code, group string, label string, aliases []string) entry {
	e := entry{code: code, group: group}
	for _, n := range append([]string{label}, aliases...) {
		name := letters(n)
		e.names, e.sizes, e.tense = append(e.names, name), append(e.sizes, len([]rune(name))), append(e.tense, tense(name))
	}
	return e
}

// exact returns the entries that are called text.
func exact(entries []entry, text string) []entry {
	var found []entry
	for _, e := range entries {
		if slices.Contains(e.names, text) {
			found = append(found, e)
		}
	}
	return found
}

// begun returns the only entry whose name begins with text, or begins text: a label cut in two, or one with its explanation.
func begun(entries []entry, text string) (entry, bool) {
	const enough = 4 // characters
	var found []entry
	if len([]rune(text)) < enough {
		return entry{}, false
	}
	for _, e := range entries {
		for j, n := range e.names {
			if strings.HasPrefix(n, text) || e.sizes[j] >= enough && strings.HasPrefix(text, n) {
				found = append(found, e)
				break
			}
		}
	}
	if len(found) != 1 {
		return entry{}, false
	}
	return found[0], true
}

// near returns the entry whose name is nearest to text, if it is near enough and clearly nearer than every other entry's.
func near(entries []entry, text string) (entry, bool) {
	size := len([]rune(text))
	limit := max(1, size/4)
	if size < 3 || !hasHan(text) {
		return entry{}, false
	}
	own := tense(text)
	best, second, at := 1<<30, 1<<30, -1
	for i, e := range entries {
		d := 1 << 30
		for j, n := range e.names {
			// A name whose length alone is further off can neither win nor come second within reach.
			if diff := e.sizes[j] - size; max(diff, -diff) <= limit+1 && e.tense[j] == own {
				d = min(d, models.EditDistance(text, n))
			}
		}
		switch {
		case d < best:
			if at < 0 || entries[at].code != e.code {
				second = best
			}
			best, at = d, i
		case d < second && e.code != entries[at].code:
			second = d
		}
	}
	if at < 0 || best > limit || second < best+2 {
		return entry{}, false
	}
	return entries[at], true
}

// tense tells labels of another year, and of changes, from those of the year: one character parts 上年 from 本年.
func tense(text string) string {
	switch {
	case strings.Contains(text, "增减"), strings.Contains(text, "同比"), strings.Contains(text, "较"):
		return "change"
	case strings.Contains(text, "上年"), strings.Contains(text, "上一年"), strings.Contains(text, "去年"):
		return "last"
	case strings.Contains(text, "下年"), strings.Contains(text, "下一年"):
		return "next"
	}
	return ""
}

var (
	lineEntries      []entry
	groupLines       = map[string][]entry{} // by group: its lines and those of no group
	applicantEntries []entry
	itemEntries      []entry
	columnEntries    []entry // of table two; the code is "column", the group its edition
	channelEntries   []entry
	remedyEntries    []entry
)

func init() {
	for _, l := range models.Lines {
		lineEntries = append(lineEntries, entryOf(l.Code, l.Group, l.Label.Zh, l.Aliases))
	}
	for _, g := range models.Groups {
		for _, e := range lineEntries {
			if e.group == g.Code || e.group == "" {
				groupLines[g.Code] = append(groupLines[g.Code], e)
			}
		}
	}
	for _, a := range models.Applicants {
		applicantEntries = append(applicantEntries, entryOf(a.Code, "", a.Label.Zh, a.Aliases))
	}
	for _, ch := range models.Channels {
		channelEntries = append(channelEntries, entryOf(ch.Code, "", ch.Label.Zh, ch.Aliases))
	}
	for _, c := range models.RemedyColumns {
		remedyEntries = append(remedyEntries, entryOf(c.Code, "", c.Label.Zh, c.Aliases))
	}
	seen := map[string]bool{}
	for _, it := range models.TableTwo {
		itemEntries = append(itemEntries, entryOf(it.Code, "", it.Label.Zh, it.Aliases))
		for _, e := range models.Editions {
			for _, c := range it.Columns[e] {
				if id := c.Code + string(e); !seen[id] {
					seen[id] = true
					columnEntries = append(columnEntries, entryOf(c.Code, string(e), c.Label.Zh, c.Aliases))
				}
			}
		}
	}
}

// applicantOf matches a header cell of table three.
func applicantOf(text string) (string, bool) {
	t := strings.TrimPrefix(strings.TrimPrefix(letters(text), "本年度"), "本年")
	if e := exact(applicantEntries, t); len(e) == 1 {
		return e[0].code, true
	}
	if len([]rune(t)) > 8 {
		return "", false
	}
	e, ok := near(applicantEntries, t)
	return e.code, ok
}

// channelOf matches a header cell of table four; "litigation" is 行政诉讼, both of its channels.
func channelOf(text string) (string, bool) {
	t := strings.TrimSuffix(strings.TrimSuffix(letters(text), "数"), "件")
	if t == "行政诉讼" {
		return "litigation", true
	}
	t = strings.TrimPrefix(t, "行政诉讼") // "行政诉讼（未经复议直接起诉）"
	if e := exact(channelEntries, t); len(e) == 1 {
		return e[0].code, true
	}
	if len([]rune(t)) > 12 {
		return "", false
	}
	e, ok := near(channelEntries, t)
	return e.code, ok
}

// remedyColumnOf matches a header cell of table four.
func remedyColumnOf(text string) (string, bool) {
	t := letters(text)
	if e := exact(remedyEntries, t); len(e) == 1 {
		return e[0].code, true
	}
	if len([]rune(t)) != 4 {
		return "", false
	}
	e, ok := near(remedyEntries, t)
	return e.code, ok
}

// columnOf matches a header cell of table two: years, units and remarks in brackets aside ("本年(2023)制发件数（单位：件）").
func columnOf(text string) (column string, edition models.Edition, ok bool) {
	t := bracketed.ReplaceAllString(squeeze(text), "")
	t = strings.Replace(strings.Map(dropDigits, letters(t)), "年度", "年", 1)
	t = strings.TrimPrefix(t, "年")
	if len([]rune(t)) < 4 || len([]rune(t)) > 14 {
		return "", "", false
	}
	for _, candidate := range []string{t, "本年" + t} {
		if es := exact(columnEntries, candidate); len(es) > 0 {
			// The label of one edition goes before an alias of the other.
			for _, e := range es {
				if e.names[0] == candidate {
					return e.code, models.Edition(e.group), true
				}
			}
			return es[0].code, models.Edition(es[0].group), true
		}
	}
	e, ok := near(columnEntries, t)
	return e.code, models.Edition(e.group), ok
}

func dropDigits(r rune) rune {
	if unicode.IsDigit(r) {
		return -1
	}
	return r
}

// itemOf matches a row label of table two. Short aliases count only inside that table.
func itemOf(text string, inside bool) (string, bool) {
	_, t := splitNumber(text)
	t = letters(bracketed.ReplaceAllString(t, ""))
	if e := exact(itemEntries, t); len(e) == 1 && (inside || e[0].names[0] == t) {
		return e[0].code, true
	}
	if !inside {
		return "", false
	}
	e, ok := near(itemEntries, t)
	return e.code, ok
}

// groupOf matches the label of an outcome group, whole, by its number, or cut in two ("（四）无" and "法提供").
func groupOf(text string) (string, bool) {
	number, t := splitNumber(text)
	t = letters(t)
	var tails []string
	for i, g := range models.Groups {
		name := letters(g.Label.Zh)
		switch {
		case t == name, strings.HasPrefix(t, name) && len([]rune(t)) > 8:
			return g.Code, true
		case number == string([]rune("一二三四五六")[i]) && t != "" && strings.HasPrefix(name, t):
			return g.Code, true
		case number == "" && len([]rune(t)) >= 2 && strings.HasSuffix(name, t):
			tails = append(tails, g.Code)
		}
	}
	if len(tails) != 1 {
		return "", false
	}
	return tails[0], true
}

// bracketed is a remark in brackets, in folded text.
var bracketed = regexp.MustCompile(`\([^()]*\)`)

// lineOf matches a row label of table three within a group; group is "" where none is known. Labels that only one line bears are found
// in any group; a fuzzy match is looked for in the group alone.
func lineOf(text, group string) (code string, ok bool) {
	_, t := splitNumber(text)
	t = letters(t)
	if t == "" {
		return "", false
	}
	within, ok := groupLines[group]
	if !ok {
		within = lineEntries
	}
	for _, entries := range [][]entry{within, lineEntries} {
		found := exact(entries, t)
		found = slices.DeleteFunc(found, func(e entry) bool { return e.code == "other.other" && group != models.LineOther })
		if len(found) == 1 {
			return found[0].code, true
		}
	}
	if e, ok := begun(lineEntries, t); ok {
		return e.code, true
	}
	if e, ok := near(within, t); ok {
		return e.code, true
	}
	// A numeral without its punctuation: "四结转下年度继续办理".
	if rest := strings.TrimLeft(t, "一二三四五六七八九"); rest != t {
		return lineOf(rest, group)
	}
	return "", false
}
