package handlers

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/export"
	"gongkai/models"
)

// How many rows an answer has.
const (
	apiLimit    = 1000
	apiMaxLimit = 10_000
)

// Formats of the API's answers, the first by default.
var apiFormats = []apiFormat{
	{export.JSON, "application/json", "application/json"},
	{export.NDJSON, "application/x-ndjson", "application/x-ndjson"},
	{export.CSV, "text/csv", "text/csv; charset=utf-8; header=present"},
}

type apiFormat struct {
	export.Format
	media string // as in Accept
	kind  string // as in Content-Type
}

// apiQuery is what an endpoint is asked for. Whoever asks for something that there is not is told so: a filter that is left out
// silently gives wrong totals.
type apiQuery struct {
	endpoint *endpoint
	world    *world              // whose rows are asked for: that of a snapshot, or the live one
	live     *world              // which has the snapshots, and knows where the site stands
	open     opener              // of snapshots
	chosen   map[string][]string // by the name of the filter, for those that were given or have a default
	years    []int               // those chosen; all there are if none were
	words    []string            // folded
	format   apiFormat
	bom      bool
	limit    int
	fields   []int // columns, in the order asked for
	after    position

	filters string // the filters as they stand in an address, sorted: what a cursor belongs to
	rest    string // the other parameters but the cursor
}

// opener opens a snapshot, for as long as an answer is being made.
type opener func(models.Snapshot) (*world, error)

// pinned reports whether the rows are those of a snapshot, which never change.
func (q *apiQuery) pinned() bool { return q.world.snapshot.ID != "" }

// parse reads the parameters of an address.
func (e *endpoint) parse(raw, accept string, live *world, open opener) (*apiQuery, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, &problem{kind: "bad-query", err: models.Errorf(models.EINVALID, "地址中的查询串写法有误，无法读取。")}
	}
	q := &apiQuery{endpoint: e, world: live, live: live, open: open, chosen: map[string][]string{}, years: live.years}
	for name, given := range values {
		if !slices.ContainsFunc(e.parameters(), func(p parameter) bool { return p.name == name }) {
			return nil, q.unknown(name)
		}
		if len(given) > 1 {
			return nil, &problem{kind: "bad-query", parameter: name, err: models.Errorf(models.EINVALID, "参数 %s 写了 %d 次，请只写一次；几个值用逗号分隔。", name, len(given))}
		}
		if strings.TrimSpace(given[0]) == "" {
			return nil, &problem{kind: "unknown-value", parameter: name, err: models.Errorf(models.EINVALID, "参数 %s 没有写值；不需要就去掉它。", name)}
		}
	}
	for _, p := range e.parameters() {
		given, ok := values[p.name]
		text := p.byDefault
		if ok {
			text = strings.TrimSpace(given[0])
		}
		if text == "" {
			continue
		}
		if err := p.read(q, p, text); err != nil {
			return nil, err
		}
		if ok && p.name != "cursor" {
			if err := q.remember(p, text); err != nil {
				return nil, err
			}
		}
	}
	return q, q.complete(values, accept)
}

// remember puts a parameter into the addresses of the pages that follow.
func (q *apiQuery) remember(p parameter, text string) error {
	if chosen, ok := q.chosen[p.name]; ok && p.kind != wordsParameter {
		text = strings.Join(chosen, "~")
	}
	part := p.name + "=" + escape(text)
	if p.filter() {
		q.filters = joinQuery(q.filters, part)
	} else {
		q.rest = joinQuery(q.rest, part)
	}
	return nil
}

func joinQuery(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "&" + b
}

// complete judges what no parameter shows alone.
func (q *apiQuery) complete(values url.Values, accept string) error {
	if len(q.fields) == 0 {
		for i := range q.endpoint.columns() {
			q.fields = append(q.fields, i)
		}
	}
	if !values.Has("format") {
		f, ok := negotiate(accept)
		if !ok {
			return &problem{kind: "not-acceptable", choices: mediaTypes(), err: models.Errorf(models.EINVALID, "没有首部 Accept 所要的格式，可用的有：%s。", strings.Join(mediaTypes(), "、"))}
		}
		q.format = f
	}
	if q.bom && q.format.Format != export.CSV {
		return &problem{kind: "unknown-value", parameter: "bom", err: models.Errorf(models.EINVALID, "只有 CSV 可以带字节顺序标记，请加 format=csv 或去掉 bom。")}
	}
	if slices.Equal(q.chosen["row_type"], []string{export.RowTotal}) && values.Has("a") {
		return &problem{kind: "unknown-value", parameter: "a", err: models.Errorf(models.EINVALID, "合计是全部机关之和，不能按机关筛选，请去掉 a 或 row_type=total。")}
	}
	if values.Has("cursor") {
		return q.after.fits(q)
	}
	return nil
}

// negotiate chooses the format that an Accept header likes best (RFC 9110, 12.5.1); among those it likes alike the first of ours.
func negotiate(accept string) (apiFormat, bool) {
	if strings.TrimSpace(accept) == "" {
		return apiFormats[0], true
	}
	best, quality := apiFormat{}, 0.0
	for _, f := range apiFormats {
		if q := likes(accept, f.media); q > quality {
			best, quality = f, q
		}
	}
	return best, quality > 0
}

// likes is the quality that an Accept header gives a media type, by the most specific range that holds it.
func likes(accept, media string) float64 {
	kind, _, _ := strings.Cut(media, "/")
	quality, specific := 0.0, 0
	for part := range strings.SplitSeq(accept, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		level := 0
		switch name = strings.ToLower(strings.TrimSpace(name)); name {
		case media:
			level = 3
		case kind + "/*":
			level = 2
		case "*/*":
			level = 1
		}
		if level <= specific {
			continue
		}
		specific, quality = level, 1
		for p := range strings.SplitSeq(parameters, ";") {
			if v, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(p)), "q="); ok {
				n, err := strconv.ParseFloat(v, 64)
				if err != nil || !(n >= 0 && n <= 1) {
					n = 0
				}
				quality = n
			}
		}
	}
	return quality
}

func mediaTypes() []string {
	list := make([]string, len(apiFormats))
	for i, f := range apiFormats {
		list[i] = f.media
	}
	return list
}

// unknown says that there is no parameter of a name.
func (q *apiQuery) unknown(name string) error {
	var names []string
	for _, p := range q.endpoint.parameters() {
		names = append(names, p.name)
	}
	return &problem{kind: "unknown-parameter", parameter: shorten(strings.ToValidUTF8(name, "�")), choices: names, choicesURL: q.endpoint.docs(),
		err: models.Errorf(models.EINVALID, "%s 没有名为“%s”的参数，可用的有：%s。", q.endpoint.path(), shorten(name), strings.Join(names, "、"))}
}

// fewChoices is how many values a sentence can list.
const fewChoices = 12

// noValue says that a parameter cannot have a value, and which it can.
func noValue(p parameter, value string, choices []string) error {
	value = shorten(strings.ToValidUTF8(value, "�"))
	x := &problem{kind: "unknown-value", parameter: p.name, choices: choices, choicesURL: p.url}
	switch {
	case len(choices) == 0:
		x.err = models.Errorf(models.EINVALID, "参数 %s 没有“%s”这个值：还没有可选的值。", p.name, value)
	case len(choices) <= fewChoices:
		x.err = models.Errorf(models.EINVALID, "参数 %s 没有“%s”这个值，可用的有：%s。", p.name, value, strings.Join(choices, "、"))
	default:
		x.err = models.Errorf(models.EINVALID, "参数 %s 没有“%s”这个值，可用的有 %d 个，例如 %s；全部见 choices。", p.name, value, len(choices), strings.Join(choices[:3], "、"))
	}
	return x
}

// valuesOf cuts the values of a parameter, which are separated as on the pages or as programs do.
func valuesOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '~' || r == ',' })
}

// readSnapshot chooses the state whose rows are asked for. It is read before all others: they choose from what that state has.
func readSnapshot(q *apiQuery, p parameter, text string) error {
	i := slices.IndexFunc(q.live.snapshots, func(s models.Snapshot) bool { return s.ID == text })
	if i < 0 {
		return noValue(p, text, p.choices(q.live, q.endpoint))
	}
	w, err := q.open(q.live.snapshots[i])
	if err != nil {
		return err
	}
	q.world, q.years = w, w.years
	q.chosen[p.name] = []string{text}
	return nil
}

// readValues reads which of a filter's values are to be kept.
func readValues(q *apiQuery, p parameter, text string) error {
	choices := p.choices(q.world, q.endpoint)
	var chosen []string
	for _, v := range valuesOf(text) {
		if !slices.Contains(choices, v) {
			return noValue(p, v, choices)
		}
		if !slices.Contains(chosen, v) {
			chosen = append(chosen, v)
		}
	}
	if len(chosen) == 0 {
		return noValue(p, text, choices)
	}
	if p.kind == oneValueParameter && len(chosen) > 1 {
		return noValue(p, text, choices)
	}
	slices.Sort(chosen)
	q.chosen[p.name] = chosen
	return nil
}

// readYears reads "2021..2025", "2025", "2021.." or "..2025". A range may not reach beyond the years there are: it would look as if
// there was nothing.
func readYears(q *apiQuery, p parameter, text string) error {
	all := q.world.years
	var names []string
	for _, y := range all {
		names = append(names, strconv.Itoa(y))
	}
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		last = first
	}
	if len(all) == 0 || first == "" && last == "" {
		return noValue(p, text, names)
	}
	from, to := 0, len(all)-1
	if first != "" {
		from = slices.Index(names, first)
	}
	if last != "" {
		to = slices.Index(names, last)
	}
	if from < 0 || to < from {
		return noValue(p, text, names)
	}
	q.years = all[from : to+1]
	q.chosen[p.name] = []string{rangeOf(q.years)}
	return nil
}

// readWords reads words that are searched for.
func readWords(q *apiQuery, p parameter, text string) error {
	if len([]rune(text)) > models.MaxSearch {
		return &problem{kind: "unknown-value", parameter: p.name, err: models.Errorf(models.EINVALID, "参数 %s 最多 %d 个字。", p.name, models.MaxSearch)}
	}
	q.words = models.SearchWords(text)
	if len(q.words) == 0 {
		return &problem{kind: "unknown-value", parameter: p.name, err: models.Errorf(models.EINVALID, "参数 %s 没有写值；不需要就去掉它。", p.name)}
	}
	q.chosen[p.name] = q.words
	return nil
}

// readFormat, readBOM, readLimit and readFields read how the answer is to be written.
func readFormat(q *apiQuery, p parameter, text string) error {
	i := slices.IndexFunc(apiFormats, func(f apiFormat) bool { return string(f.Format) == text })
	if i < 0 {
		return noValue(p, text, p.choices(q.world, q.endpoint))
	}
	q.format = apiFormats[i]
	return nil
}

func readBOM(q *apiQuery, p parameter, text string) error {
	if text != "0" && text != "1" {
		return noValue(p, text, p.choices(q.world, q.endpoint))
	}
	q.bom = text == "1"
	return nil
}

func readLimit(q *apiQuery, p parameter, text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > apiMaxLimit || strconv.Itoa(n) != text {
		return &problem{kind: "unknown-value", parameter: p.name, err: models.Errorf(models.EINVALID, "参数 %s 没有“%s”这个值，请写 1 到 %d 的整数。", p.name, shorten(strings.ToValidUTF8(text, "�")), apiMaxLimit)}
	}
	q.limit = n
	return nil
}

func readFields(q *apiQuery, p parameter, text string) error {
	codes := p.choices(q.world, q.endpoint)
	var fields []string
	for _, code := range valuesOf(text) {
		i := slices.Index(codes, code)
		if i < 0 {
			return noValue(p, code, codes)
		}
		if slices.Contains(q.fields, i) {
			return &problem{kind: "unknown-value", parameter: p.name, err: models.Errorf(models.EINVALID, "参数 %s 把“%s”写了两次。", p.name, code)}
		}
		q.fields = append(q.fields, i)
		fields = append(fields, code)
	}
	if len(fields) == 0 {
		return noValue(p, text, codes)
	}
	q.chosen[p.name] = fields
	return nil
}
