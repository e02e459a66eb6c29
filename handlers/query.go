package handlers

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/models"
	"gongkai/views"
)

// query reads the parameters of an address. A view asks for each it knows; what is left over or wrong becomes a notice on the page
// and an error on its data. It builds the canonical address on the way: defaults left out, parameters in the order of the view.
type query struct {
	values  url.Values
	world   *world
	lang    models.Lang
	known   []string
	parts   []string // of the canonical query, escaped
	form    bool     // sent by a form: its address is not the canonical one
	pinned  string   // the snapshot that the view is pinned to
	notices []views.Notice
}

func newQuery(raw string, w *world, lang models.Lang) *query {
	values, err := url.ParseQuery(raw)
	q := &query{values: values, world: w, lang: lang}
	if err != nil {
		q.wrong(q.say("地址中的参数有误，已忽略。"))
	}
	return q
}

// wrong notes what the address asked for and cannot be had.
func (q *query) wrong(text string, choices ...views.Link) {
	q.notices = append(q.notices, views.Notice{Text: text, Links: choices})
}

// get returns the last value of a parameter and marks it as known.
func (q *query) get(name string) string {
	q.known = append(q.known, name)
	all, sent := q.values[name]
	if !sent {
		return ""
	}
	v := strings.TrimSpace(all[len(all)-1])
	q.form = q.form || v == ""
	return v
}

// keep puts a parameter into the canonical address unless it has its default.
func (q *query) keep(name, value, byDefault string) {
	if value != byDefault {
		q.parts = append(q.parts, name+"="+escape(value))
	}
}

// escape leaves the signs that our lists are written with readable.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "%7E", "~") }

// finish notes the parameters that nobody asked for and returns the canonical query.
func (q *query) finish() string {
	var unknown []string
	for name := range q.values {
		if !slices.Contains(q.known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		q.wrong(q.say("没有名为“%s”的参数，已忽略。", shorten(name)))
	}
	q.keep(views.SnapshotParameter, q.pinned, "")
	return strings.Join(q.parts, "&")
}

// shortened is what a sentence can hold of what a visitor wrote. The longest code of a measure fits.
const shortened = 64

// shorten cuts what a visitor wrote to what a sentence can hold.
func shorten(s string) string {
	if r := []rune(s); len(r) > shortened {
		return string(r[:shortened]) + "…"
	}
	return s
}

// words reads free text of at most 60 characters.
func (q *query) words(name string) string {
	v := q.get(name)
	if r := []rune(v); len(r) > 60 {
		v = string(r[:60])
	}
	q.keep(name, v, "")
	return v
}

// choice reads one of several words.
func (q *query) choice(name, byDefault string, choices []string) string {
	v := q.oneOf(name, byDefault, choices)
	q.keep(name, v, byDefault)
	return v
}

// oneOf reads one of several words and leaves it out of the canonical address.
func (q *query) oneOf(name, byDefault string, choices []string) string {
	v := q.get(name)
	if v == "" {
		v = byDefault
	}
	if !slices.Contains(choices, v) {
		q.wrong(q.say("参数 %s 没有“%s”这个选择，可用的有：%s。", name, shorten(v), strings.Join(choices, q.say("、"))))
		v = byDefault
	}
	return v
}

// subject reads a measure or indicator and, where it is counted by applicant, for whom.
func (q *query) subject(byDefault string) models.Subject {
	code := q.get("m")
	if code == "" {
		code = byDefault
	}
	if _, err := models.SubjectOf(shorten(code), ""); err != nil {
		q.wrong(views.ErrorText(q.lang, err), views.Link{Text: q.say("全部指标"), Href: "/measures"})
		code = byDefault
	}
	q.keep("m", code, byDefault)
	return q.applicant(code)
}

// applicant reads for whom the measure code is counted.
func (q *query) applicant(code string) models.Subject {
	by := q.get("by")
	if by == models.ApplicantTotal {
		by = ""
	}
	s, err := models.SubjectOf(code, shorten(by))
	if err != nil {
		q.wrong(views.ErrorText(q.lang, err))
		by = ""
		s = subjects(code)[0]
	}
	q.keep("by", by, "")
	return s
}

// agencies reads the ids of at most most agencies, joined by "~" or, from a form, one by one.
func (q *query) agencies(name string, most int) []string {
	q.known = append(q.known, name)
	var ids []string
	sent := q.values[name]
	q.form = q.form || len(sent) > 1
	for id := range strings.SplitSeq(strings.Join(sent, "~"), "~") {
		switch _, ok := q.world.agency(id); {
		case id == "" || slices.Contains(ids, id):
		case !ok:
			q.wrong(q.say("未找到机关“%s”，已忽略。", shorten(id)), views.Link{Text: q.say("全部机关"), Href: "/agencies"})
		case len(ids) == most:
			q.wrong(q.say("最多可以突出 %d 个机关，其余的已忽略。", most))
			q.keep(name, strings.Join(ids, "~"), "")
			return ids
		default:
			ids = append(ids, id)
		}
	}
	q.keep(name, strings.Join(ids, "~"), "")
	return ids
}

// years reads "2021..2025", "2025", or from and to as a form sends them. The default is every year there is.
func (q *query) years() []int {
	all := q.world.years
	text, from, to := q.get("y"), q.get("from"), q.get("to")
	if from != "" || to != "" {
		q.form = true
		text = from + ".." + to
	}
	if text == "" || text == ".." || len(all) == 0 {
		return all
	}
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		last = first
	}
	year := func(s string, byDefault int) int {
		if s == "" {
			return byDefault
		}
		n, err := strconv.Atoi(s)
		if err != nil || len(s) != 4 {
			return -1
		}
		return n
	}
	a, b := year(first, all[0]), year(last, all[len(all)-1])
	if a > b && b > 0 {
		a, b = b, a
		q.form = true
	}
	years := slices.DeleteFunc(slices.Clone(all), func(y int) bool { return y < a || y > b })
	if a < 0 || b < 0 || len(years) == 0 {
		q.wrong(q.say("没有“%s”的数据，已显示全部年度。年度写成 2021..2025 或 2025。", shorten(text)))
		return all
	}
	if a < all[0] || b > all[len(all)-1] {
		q.wrong(q.say("没有“%s”中一部分年度的数据，已显示 %s。", shorten(text), rangeOf(years)))
	}
	if len(years) < len(all) {
		q.keep("y", rangeOf(years), "")
	}
	return years
}

func rangeOf(years []int) string {
	first, last := strconv.Itoa(years[0]), strconv.Itoa(years[len(years)-1])
	if first == last {
		return first
	}
	return first + ".." + last
}

// year reads one year; the default is the last of those there are.
func (q *query) year(name string) int {
	text, last := q.get(name), q.world.last()
	if text == "" {
		return last
	}
	y, err := strconv.Atoi(text)
	if err != nil || !slices.Contains(q.world.years, y) {
		q.wrong(q.say("没有“%s”年的数据，已显示最近一年。", shorten(text)))
		return last
	}
	q.keep(name, strconv.Itoa(y), strconv.Itoa(last))
	return y
}
