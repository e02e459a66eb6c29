package recognise

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/models"
)

// This file finds the number of releases in section one. The form has no cell for it: it is told in prose, next to numbers of
// visitors, licences and corrected errors. An unqualified total goes first, then the number of the government's website; what one of the
// other channels published is kept apart; and where nothing is clear the answer is none.

// candidate is a number of 条 (件, 篇, 则) and what its sentence says of it.
type candidate struct {
	value       int64
	approximate bool
	channel     string // "" for an unqualified number, else a code of models.ReleaseChannels
	part        bool   // stands behind 其中, or counts a part of the year: never the total
	stock       bool   // "截至…累计": perhaps more than the year's
	general     bool   // of releases in general, rather than of one kind of them
	counted     bool   // "共", "累计", "全年": said to be a sum
	primary     bool   // in the words of the law: 主动公开, 公开政府信息
	quote       string
}

// releases returns the figure releases.total, absent if none is stated, and one for each channel that the text names.
func (r *reader) releases(year int) []models.Figure {
	found := map[string]candidate{}
	total := candidate{value: -1}
	for _, t := range r.texts {
		if t.Section != 1 {
			continue
		}
		cs := candidates(t.Body, ownYear(t.Body, year))
		for _, c := range cs {
			if _, seen := found[c.channel]; c.channel != "" && !seen {
				found[c.channel] = c
			}
		}
		total = stated(cs)
	}
	figure := func(code string, c candidate) models.Figure {
		f := models.Figure{Measure: "releases." + code, State: models.StateAbsent}
		if c.value >= 0 {
			f.Number, f.State, f.Raw, f.Where = &c.value, models.StateReported, fmt.Sprint(c.value), models.Where{Quote: c.quote}
			if c.approximate {
				f.Flags |= models.FlagApproximate
			}
		}
		return f
	}
	fs := []models.Figure{figure("total", total)}
	for _, ch := range models.ReleaseChannels[1:] {
		if c, ok := found[ch.Code]; ok {
			fs = append(fs, figure(ch.Code, c))
		}
	}
	if total.value < 0 && len(r.texts) > 0 {
		r.note(models.Key{Measure: "releases.total"}, models.Where{}, "第一部分没有写明本年主动公开（发布）信息的总条数。")
	}
	return fs
}

// stated chooses the year's number: an unqualified number of releases in general, one in the words of the law and one that is said to be a sum
// first; then the website's;
// then an unqualified sum of one kind of releases if it is the only one.
func stated(cs []candidate) candidate {
	best, rank := candidate{value: -1}, 0
	kinds, sites := 0, 0
	for _, c := range cs {
		n := 0
		switch {
		case c.part:
		case c.stock:
			n = 1
			kinds++
		case c.channel == "" && c.general:
			n = 4
			if c.counted {
				n++
			}
			if c.primary {
				n += 2
			}
		case c.channel == "website" && c.general:
			n = 3
		case c.channel == "website":
			n = 2
			sites++
		case c.channel == "" && c.counted:
			n = 1
			kinds++
		}
		if n > rank {
			best, rank = c, n
		}
	}
	if rank == 1 && kinds > 1 || rank == 2 && sites > 1 {
		return candidate{value: -1}
	}
	return best
}

// candidates lists the numbers of releases in a text, those of parts and of other years left out.
func candidates(text string, year int) []candidate {
	var cs []candidate
	folded := fold(text)
	original := []rune(text)
	start := 0
	previous := ""
	for _, end := range append(ends(sentenceEnd, folded), len(folded)) {
		sentence := folded[start:end]
		offset := utf8.RuneCountInString(folded[:start])
		quote := strings.TrimSpace(string(original[offset : offset+utf8.RuneCountInString(sentence)]))
		if at := whichOf.FindStringIndex(strings.TrimSpace(sentence)); at == nil || at[0] > 0 {
			previous = ""
		}
		cs = append(cs, inSentence(previous, sentence, quote, year)...)
		start, previous = end, sentence
	}
	return cs
}

// ends lists where the matches of re end.
func ends(re *regexp.Regexp, s string) []int {
	var at []int
	for _, m := range re.FindAllStringIndex(s, -1) {
		at = append(at, m[1])
	}
	return at
}

// inSentence reads the numbers of one sentence. A clause without a verb takes the one before it, up to a semicolon; a sentence that begins
// with 其中 goes on from the one before it.
func inSentence(previous, sentence, quote string, year int) []candidate {
	var cs []candidate
	last := 0 // behind the number before
	for _, n := range models.FindNumbers(sentence, "条件篇则") {
		before := previous + sentence[:n.Start]
		item := strings.HasPrefix(sentence[last:], "、") // of a list of numbers
		from := len(previous) + last
		last = n.End
		if otherYear(before, year) || olderThan(before, sentence[n.End:], year) || ofLast.MatchString(strings.TrimSpace(before)) {
			continue
		}
		listed := ""
		if item {
			listed = before[from+len("、"):]
		}
		if at := strings.LastIndexAny(before, "；;"); at >= 0 {
			before = before[at:]
		}
		clause := before
		if at := ends(clauseEnd, before); len(at) > 0 {
			clause = before[at[len(at)-1]:]
		}
		if item && len(listed) < len(clause) {
			clause = listed
		}
		if planned.MatchString(clause) {
			continue
		}
		fresh := ofThatTheYears(before, clause, year) || ofThatPublished(before, clause)
		before, clause = comparison.ReplaceAllString(inBrackets.ReplaceAllString(before, ""), ""), inBrackets.ReplaceAllString(clause, "")
		following := sentence[n.End:]
		if at := clauseEnd.FindStringIndex(following); at != nil {
			following = following[:at[0]]
		}
		following = strings.TrimLeft(following, "()次 的")
		object, ok := released(before, clause, following)
		if fresh && !ok {
			object, ok = freshly(before, clause)
		}
		if !ok || afterwards.MatchString(following) {
			continue
		}
		c := candidate{value: n.Value, approximate: n.Approximate, channel: channelIn(clause), part: whichOf.MatchString(before) && !fresh || partOfYear.MatchString(clause),
			stock:   stockWord.MatchString(before) && !newWord.MatchString(clause) && !fresh,
			general: generalNoun.MatchString(object), counted: sumWord.MatchString(before),
			primary: primary.MatchString(clause), quote: quote}
		switch {
		case c.part && c.channel == "":
			continue // one kind of the releases counted before
		case grandTotal.MatchString(clause) && c.channel == "":
			c.general = true // of the channels before it
		case c.channel == "" && !severalChannels(clause) && !(c.primary && len(cs) > 0):
			c.channel = channelIn(before)
		}
		cs = append(cs, c)
	}
	return cs
}

// olderThan reports whether a number is one of all years since a beginning: said before it, and no year of its own after that, or right behind.
func olderThan(before, behind string, year int) bool {
	at := -1
	for _, m := range sinceOpening.FindAllStringIndex(before, -1) {
		at = m[1]
	}
	for _, m := range since.FindAllStringSubmatchIndex(before, -1) {
		if readYear(before[m[2]:m[3]]) < year {
			at = max(at, m[1])
		}
	}
	if at >= 0 && !namesYear(before[at:], year) {
		return true
	}
	if strings.HasPrefix(behind, "(") || strings.HasPrefix(behind, "（") {
		if end := strings.IndexAny(behind, ")）"); end > 0 {
			return sinceOpening.MatchString(behind[:end])
		}
	}
	return false
}

// namesYear reports whether words say that a number is the year's.
func namesYear(words string, year int) bool {
	if newWord.MatchString(words) {
		return true
	}
	for _, m := range anyYear.FindAllStringSubmatch(words, -1) {
		if readYear(m[1]) == year {
			return true
		}
	}
	return false
}

// ofThatTheYears reports whether a number behind 其中 is the year's part of a stock or of all years.
func ofThatTheYears(before, clause string, year int) bool {
	at := strings.LastIndex(before, "其中")
	if at < 0 || !namesYear(clause, year) {
		return false
	}
	whole := before[:at]
	m := since.FindStringSubmatch(whole)
	return stockWord.MatchString(whole) || sinceOpening.MatchString(whole) || m != nil && readYear(m[1]) < year
}

// ofThatPublished reports whether a number is what was made public of all information that was made: "产生政府信息580条，其中主动公开560条".
func ofThatPublished(before, clause string) bool {
	whole := strings.TrimSuffix(before, clause)
	return published.MatchString(clause) && releaseNoun.MatchString(whole) && !releaseVerb.MatchString(whole)
}

// freshly tells of a number behind 其中 that stands for itself what it is one of.
func freshly(before, clause string) (object string, ok bool) {
	verbs := releaseVerb.FindAllStringIndex(clause, -1)
	if n := len(verbs); n > 0 && releaseNoun.MatchString(before) && onlyAmount.MatchString(clause[verbs[n-1][1]:]) {
		return "政府信息", true
	}
	return "", false
}

// released tells whether what stands around a number makes it one of releases, and of which. before reaches back to the last semicolon,
// clause to the last comma; following is the rest of the clause behind the number.
func released(before, clause, following string) (object string, ok bool) {
	clause = strings.ReplaceAll(clause, "信息公开目录信息", "信息") // what the catalogue lists, not the catalogue
	verbs := releaseVerb.FindAllStringIndex(clause, -1)
	if n := len(verbs); n > 0 {
		at := verbs[n-1]
		object = strings.TrimSpace(clause[at[1]:])
		noun := strings.HasSuffix(clause[:at[0]], "信息") // 信息公开 is the name of the matter, 公开信息 the act
		switch {
		case due.MatchString(clause[:at[0]]):
			return "", false // what should be published
		case distractor.MatchString(object), noun && distractor.MatchString(clause[:at[0]]):
			return "", false
		case releaseNoun.MatchString(object):
			return object, true
		case onlyAmount.MatchString(object) && releaseNoun.MatchString(following):
			return following, true
		case onlyAmount.MatchString(object) && plainNoun.MatchString(clause[:at[0]]):
			return "政府信息", true // "政府信息主动公开300条"
		case onlyAmount.MatchString(object) && releaseNoun.MatchString(clause[:at[0]]):
			return clause[:at[0]], true // "解读信息发布36条"
		case onlyAmount.MatchString(object) && published.MatchString(clause) && due.MatchString(before[:strings.Index(before, lastVerb(before))]):
			return "政府信息", true // "应公开政府信息230条，已公开228条"
		case onlyAmount.MatchString(object) && announced.MatchString(strings.TrimSuffix(before, clause)):
			return "政府信息", true // "发布政府信息：2024年共发布320条"
		case onlyAmount.MatchString(object) && channelIn(clause) != "" && releaseNoun.MatchString(before):
			return object, true // "微信推送政务信息236条，微博推送86条"
		case onlyAmount.MatchString(object) && grandTotal.MatchString(clause) && releaseNoun.MatchString(before):
			return "政府信息", true // "…，合计发布970条"
		}
		return "", false
	}
	if !releaseVerb.MatchString(before) {
		return "", false
	}
	if bare := strings.TrimSpace(clause); reaching.MatchString(bare) && releaseNoun.MatchString(before) {
		return "政府信息", true // "公开政府信息比上年增加200条，达到1500条"
	}
	if distractor.MatchString(clause) {
		return "", false
	}
	switch {
	case releaseNoun.MatchString(clause):
		return clause, true
	case onlyAmount.MatchString(strings.TrimLeft(clause, "，,：: ")) && releaseNoun.MatchString(before):
		return before[strings.LastIndex(before, lastVerb(before)):], !distractor.MatchString(before[strings.LastIndex(before, lastVerb(before)):])
	case channelIn(clause) != "" && releaseNoun.MatchString(before) && utf8.RuneCountInString(clause) <= 16:
		return clause, true
	}
	return "", false
}

// lastVerb returns the last verb of release in text.
func lastVerb(text string) string {
	verbs := releaseVerb.FindAllString(text, -1)
	return verbs[len(verbs)-1]
}

// ownYear is the year that section one speaks of: the report's, unless the text names others only.
func ownYear(text string, year int) int {
	years := anyYear.FindAllStringSubmatch(since.ReplaceAllString(fold(text), ""), -1)
	for _, y := range years {
		if readYear(y[1]) == year {
			return year
		}
	}
	if len(years) > 0 {
		return readYear(years[0][1])
	}
	return year
}

// otherYear reports whether the year that the sentence last names before a number is another one.
func otherYear(before string, year int) bool {
	ys := anyYear.FindAllStringSubmatch(before, -1)
	if len(ys) == 0 {
		return lastYear.MatchString(comparedWith.ReplaceAllString(before, ""))
	}
	return year > 0 && readYear(ys[len(ys)-1][1]) != year
}

// channelsIn lists the channels that a text names.
func channelsIn(text string) []string {
	var named []string
	for _, c := range []struct {
		code string
		re   *regexp.Regexp
	}{{"website", website}, {"wechat", wechat}, {"weibo", weibo}, {"other", otherChannel}} {
		if c.re.MatchString(text) {
			named = append(named, c.code)
		}
	}
	return named
}

// channelIn returns the only channel that a text names, "" for none and for several: those in one breath are a total.
func channelIn(text string) string {
	if named := channelsIn(text); len(named) == 1 {
		return named[0]
	}
	return ""
}

func severalChannels(text string) bool { return len(channelsIn(text)) > 1 }
