package views

import "gongkai/models"

// The ways the compare page draws a subject.
const (
	ViewTrend     = "trend"
	ViewRanked    = "ranked"
	ViewDumbbell  = "dumbbell"
	ViewMultiples = "multiples"
	ViewHeatmap   = "heatmap"
	ViewOutcomes  = "outcomes"
)

// CompareViews lists the ways of drawing, the first being the default.
var CompareViews = []string{ViewTrend, ViewRanked, ViewDumbbell, ViewMultiples, ViewHeatmap, ViewOutcomes}

// ViewLinks are links to the other ways of drawing a comparison; href makes the address of each.
func ViewLinks(chosen string, href func(view string) string, lang models.Lang) []Link {
	words := map[string]string{ViewTrend: phrase(lang, "趋势"), ViewRanked: phrase(lang, "一年"), ViewDumbbell: phrase(lang, "两年"),
		ViewMultiples: phrase(lang, "各机关小图"), ViewHeatmap: phrase(lang, "热力图"), ViewOutcomes: phrase(lang, "办理结果构成")}
	var links []Link
	for _, v := range CompareViews {
		links = append(links, Link{Text: words[v], Href: href(v), Current: v == chosen})
	}
	return links
}

// Whom highlighted agencies are compared with.
const (
	PeersAll    = "all"
	PeersMedian = "median" // the median and quartiles of all agencies, which are not drawn themselves
	PeersKind   = "kind"   // those of the same kind
	PeersNear   = "near"   // those that received about as many applications
)

// PeerSets lists them, the first being the default.
var PeerSets = []string{PeersAll, PeersKind, PeersMedian, PeersNear}

// Scales of a value axis, and what outcomes are counted as; the first of each is the default.
const (
	ScaleLinear = "linear"
	ScaleLog    = "log"
	ModeShare   = "share"
	ModeCount   = "abs"
)

// Scales and Modes list the choices.
var (
	Scales = []string{ScaleLinear, ScaleLog}
	Modes  = []string{ModeShare, ModeCount}
)

// Orders are the orders of agencies, with a hyphen in front the other way round; the first is the default.
var Orders = func() []string {
	var all []string
	for _, by := range models.Arrangements {
		all = append(all, string(by), "-"+string(by))
	}
	return all
}()

// HasScale reports whether a view of a subject has a value axis that may be logarithmic.
func HasScale(view string, s models.Subject) bool {
	return s.Logarithmic() && view != ViewHeatmap && view != ViewOutcomes
}

// HasMedian reports whether a view can set agencies against the median and quartiles alone.
func HasMedian(view string) bool { return view == ViewTrend || view == ViewRanked }

// peerWords name whom agencies are compared with.
func peerWords(lang models.Lang) map[string]string {
	return map[string]string{PeersAll: phrase(lang, "全区各机关"), PeersKind: phrase(lang, "同类机关"), PeersMedian: phrase(lang, "全区中位数"), PeersNear: phrase(lang, "申请量相近的机关")}
}

// PeerLinks are presets for an agency: the same comparison with others, as far as the view has them. Where no agency is highlighted to have peers, a remark says what
// could be had.
func PeerLinks(chosen, agency, view string, href func(peers string) string, lang models.Lang) []Link {
	words := peerWords(lang)
	var links []Link
	for _, p := range PeerSets {
		l := Link{Text: words[p], Href: href(p), Current: p == chosen}
		switch {
		case p == PeersAll:
			l.Href = href("")
		case agency == "" && (p == PeersKind || p == PeersNear), p == PeersMedian && !HasMedian(view):
			continue
		}
		links = append(links, l)
	}
	if agency == "" {
		links = append(links, Link{Note: phrase(lang, "选一个突出的机关后，还可以与同类机关、申请量相近的机关比。")})
	}
	return links
}

// OrderSelect lists the orders of agencies in a view.
func OrderSelect(chosen models.Arrangement, backwards bool, view string, lang models.Lang) Select {
	s := Select{ID: "sort", Name: "sort", Label: phrase(lang, "排列"), Groups: []OptionGroup{{}}}
	value, lowest := phrase(lang, "由高到低"), phrase(lang, "由低到高")
	switch view {
	case ViewTrend:
		return Select{}
	case ViewDumbbell:
		value = phrase(lang, "变化由大到小")
		lowest = phrase(lang, "后一年由低到高")
	}
	for _, o := range []struct{ value, text string }{
		{"order", phrase(lang, "机构序列")}, {"value", value}, {"-value", lowest}, {"name", phrase(lang, "名称（拼音）")},
	} {
		v := string(chosen)
		if backwards {
			v = "-" + v
		}
		s.add(o.value, o.text, o.value == v, o.value == "order")
	}
	return s
}

// ScaleSelect lists the scales of the value axis.
func ScaleSelect(log bool, lang models.Lang) Select {
	s := Select{ID: "scale", Name: "scale", Label: phrase(lang, "坐标"), Groups: []OptionGroup{{}}}
	s.add(ScaleLinear, phrase(lang, "普通"), !log, true)
	s.add(ScaleLog, phrase(lang, "对数"), log, false)
	return s
}

// ModeSelect lists what outcomes are counted as.
func ModeSelect(count bool, lang models.Lang) Select {
	s := Select{ID: "mode", Name: "mode", Label: phrase(lang, "显示"), Groups: []OptionGroup{{}}}
	s.add(ModeShare, phrase(lang, "百分比"), !count, true)
	s.add(ModeCount, phrase(lang, "件数"), count, false)
	return s
}

// add puts a choice at the end of the last group. The default is sent as nothing.
func (s *Select) add(value, text string, selected, byDefault bool) {
	if byDefault {
		value = ""
	}
	g := &s.Groups[len(s.Groups)-1]
	g.Options = append(g.Options, Option{value, text, selected})
}

// CompareExamples are comparisons that people often want.
func CompareExamples(lang models.Lang) []Link {
	return []Link{
		{Text: phrase(lang, "哪些机关收到的申请多"), Href: "/compare?view=ranked&sort=value", Note: phrase(lang, "最近一年，各机关新收政府信息公开申请数量。")},
		{Text: phrase(lang, "申请的多少变化最大的机关"), Href: "/compare?view=dumbbell&sort=value", Note: phrase(lang, "第一年和最近一年，各机关新收申请的增减。")},
		{Text: phrase(lang, "许可决定数量怎样变化"), Href: "/compare?m=disclosure.licensing.decisions&view=multiples&scale=log", Note: phrase(lang, "各机关一幅小图，2021 年前后可比。")},
		{Text: phrase(lang, "申请最后怎样办理"), Href: "/compare?view=outcomes", Note: phrase(lang, "最近一年，各机关六类处理结果的构成。")},
	}
}
