package recognise

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/ingest/cells"
	"gongkai/models"
)

var (
	// The number of a section; "（一）" numbers its parts and is no heading.
	sectionNumber = regexp.MustCompile(`^(?:第?([一二三四五六])(?:部分|[、.．,，:：])|([1-6])[、.．])[::、]?(.*)$`)
	// What follows a report on a web page.
	pageFoot = regexp.MustCompile(`^(?:主办|承办|协办|版权所有|网站标识码|联系我们|网站地图|打印|【?打印|关闭|分享到|上一篇|下一篇|扫一扫|责任编辑|附件下载|相关附件|相关链接|Copyright|©|.{0,8}ICP备|.{0,4}公网安备|您访问的链接)`)
)

var sectionEntries = func() []entry {
	var es []entry
	for _, s := range models.Sections {
		es = append(es, entryOf(s.Code, "", s.Label.Zh, s.Aliases))
	}
	return es
}()

// heading is a section's heading as it stands in a paragraph.
type heading struct {
	no       int
	numbered bool
	rest     string // prose that follows it in the same paragraph
}

// sectionHeading reports whether a paragraph is, or begins with, the heading of a section. Without its number only a whole label counts, or a
// near one in a paragraph that the format marks as a heading.
func sectionHeading(text string, marked bool) (heading, bool) {
	s := squeeze(text)
	if strings.HasPrefix(s, "(") {
		return heading{}, false
	}
	number, label := "", s
	if m := sectionNumber.FindStringSubmatch(s); m != nil {
		number, label = m[1]+m[2], m[3]
	}
	t := letters(label)
	at := func(code, rest string) (heading, bool) {
		no := slices.IndexFunc(models.Sections, func(s models.Section) bool { return s.Code == code }) + 1
		return heading{no, number != "", rest}, true
	}
	if es := exact(sectionEntries, t); len(es) == 1 {
		return at(es[0].code, "")
	}
	if number == "" && !marked {
		return heading{}, false
	}
	if len([]rune(t)) <= 32 && !strings.Contains(label, "。") {
		if e, ok := near(sectionEntries, t); ok {
			return at(e.code, "")
		}
		for i, words := range sectionWords {
			if words.MatchString(t) && (number == string([]rune("一二三四五六")[i]) || number == string(rune('1'+i))) {
				return at(models.Sections[i].Code, "")
			}
		}
	}
	// The prose may follow in the heading's own line: "六、其他需要报告的事项：无。"
	for _, e := range sectionEntries {
		for _, n := range e.names {
			if number != "" && len([]rune(n)) >= 4 && strings.HasPrefix(label, n) {
				return at(e.code, strings.TrimLeft(strings.TrimPrefix(label, n), ":。,， "))
			}
		}
	}
	return heading{}, false
}

// sectionWords are the words that tell a heading's section whatever stands around them, in the order of sections.
var sectionWords = []*regexp.Regexp{
	regexp.MustCompile(`(?:总体|基本|概况|概述).{0,2}`),
	regexp.MustCompile(`主动公开`),
	regexp.MustCompile(`(?:收到|处理|办理).*申请|依申请公开`),
	regexp.MustCompile(`复议.*诉讼|行政复议|行政诉讼`),
	regexp.MustCompile(`问题.*(?:改进|措施|打算)|存在.*问题|改进`),
	regexp.MustCompile(`其他.*事项|需要报告`),
}

// sections splits the prose by the headings. Section 0 is what stands between the title and section one. Where a section has a
// numbered heading, the same words without a number are not one: they may head a part of another section.
func (r *reader) sections(doc cells.Document) {
	numbered := map[int]bool{}
	paragraphs := func(do func(line string, h heading, ok bool)) {
		for _, b := range doc.Blocks {
			if b.Grid != nil {
				continue
			}
			for l := range strings.SplitSeq(b.Text, "\n") {
				if l = strings.TrimSpace(l); l != "" {
					h, ok := sectionHeading(l, b.Heading)
					do(l, h, ok)
				}
			}
		}
	}
	paragraphs(func(_ string, h heading, ok bool) {
		if ok && h.numbered {
			numbered[h.no] = true
		}
	})
	bodies := map[int][]string{}
	headings := map[int]string{}
	current, ended := 0, false
	paragraphs(func(line string, h heading, ok bool) {
		if ok && (h.numbered || !numbered[h.no]) && (len(bodies[h.no]) == 0 || h.no > current) {
			current, ended = h.no, false
			headings[h.no], bodies[h.no] = line, nil
			if h.rest != "" {
				bodies[h.no] = []string{h.rest}
			}
			return
		}
		ended = ended || current == len(models.Sections) && pageFoot.MatchString(squeeze(line))
		if !ended {
			bodies[current] = append(bodies[current], line)
		}
	})
	if len(headings) == 0 {
		return
	}
	for n := range len(models.Sections) + 1 {
		if n == 0 && len(bodies[0]) == 0 || n > 0 && headings[n] == "" {
			continue
		}
		r.texts = append(r.texts, models.Text{Section: n, Heading: headings[n], Body: strings.Join(bodies[n], "\n")})
	}
}
