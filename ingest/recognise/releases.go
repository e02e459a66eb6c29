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
	quote       string
}

var (
	releaseVerb = regexp.MustCompile(`公开|发布|公布|公示|推送|上传|更新|刊发|刊登|刊载|发表|发文|录入`)
	releaseNoun = regexp.MustCompile(`信息|消息|稿件`)
	generalNoun = regexp.MustCompile(`(?:政府|政务|公开|各类|各种|各项|各类别|权威)(?:政府|政务)?信息|等.{0,8}信息|信息(?:总数|总量|数量|条数|数|量)|^(?:的|了|共|累计|各|类)*信息`)
	onlyAmount  = regexp.MustCompile(`^(?:的|了|共|共计|累计|总计|合计|总数|总量|数量|条数|数|量|达|达到|为|约|有|计|\s|:|：)*$`)
	sumWord     = regexp.MustCompile(`共|累计|总计|合计|全年|总数|总量`)
	// Words between the verb and the number that make it one of something else.
	distractor = regexp.MustCompile(`核查|整改|纠错|纠正|更正|错误|报送|上报|审核|审查|检查|巡查|监测|抽查|回复|留言|答复|办结|办理|受理|收到|接收|收集|征集|关注|粉丝|用户|点击|浏览|访问|阅读|许可|处罚|培训|会议|咨询|投诉|信访|删除|清理|下架|建议|提案|线索|申请|复议|诉讼|转发|转载|采纳|录用|采用|同比|增长|增加|减少|上升|下降|较上年|比上年|计划|力争|敏感词|隐患|问题|专栏|栏目|账号|目录|注册|登记`)
	afterwards = regexp.MustCompile(`^(?:留言|评论|建议|意见|咨询|申请|投诉|线索|问题|错误|规定|措施)`)
	// Totals since the beginning are not the year's.
	sinceOpening = regexp.MustCompile(`(?:开通|开设|上线|建站|成立|运行|开办|创建|建立|改版)(?:以来|至今)|自(?:开通|上线|开设|建站)|历年|历史|近[一二三四五两几]年|[三四五]年来`)
	website      = regexp.MustCompile(`网站|门户|网页|官网|公开平台|公开专栏|公开系统|政务网|信息网|网上平台|公开网|政府网`)
	wechat       = regexp.MustCompile(`微信|公众号|公众平台`)
	weibo        = regexp.MustCompile(`微博`)
	otherChannel = regexp.MustCompile(`抖音|头条|两微|客户端|视频号|快手|新媒体|报纸|电视|广播|电台|公示栏|宣传栏|显示屏|报刊|QQ|融媒|政府公报|公告栏|手机报|短信`)
	anyYear      = regexp.MustCompile(`(20\d{2})\s*年`)
	lastYear     = regexp.MustCompile(`去年|上年(?:度)?|上一年`)
	since        = regexp.MustCompile(`(20\d{2})\s*年(?:\d{1,2}月)?以来`)
	stockWord    = regexp.MustCompile(`截至|截止|现有|共有`)
	newWord      = regexp.MustCompile(`新增|本年|当年|全年|年度|一年来`)
	grandTotal   = regexp.MustCompile(`合计|总计|共计|总共|三者|以上`)
	partOfYear   = regexp.MustCompile(`上半年|下半年|季度|月均|每月|每周|每日|平均|日均|当月|\d{1,2}月份`)
	reaching     = regexp.MustCompile(`(?:增至|增加到|增加至|达到|达|升至|减至|减少到|减少至)$`)
	comparedWith = regexp.MustCompile(`(?:比|较|超过|相比)(?:去年|上年|上一年)度?`)
	ofLast       = regexp.MustCompile(`(?:去年|上年度?|上一年度?)(?:同期)?的?(?:约|近)?$`)
	planned      = regexp.MustCompile(`(?:计划|预计|力争|争取|拟)(?:于|在)?(?:20\d{2}年|明年|全年)?(?:再|新增|主动|对外)?(?:公开|发布)`)
	whichOf      = regexp.MustCompile(`其中|包括|分别为|分别是`)
	sentenceEnd  = regexp.MustCompile(`[。！!？?\n]`)
	clauseEnd    = regexp.MustCompile(`[，,；;：:。]`)
)

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

// stated chooses the year's number: an unqualified number of releases in general, one that is said to be a sum first; then the website's;
// then an unqualified sum of one kind of releases if it is the only one.
func stated(cs []candidate) candidate {
	best, rank := candidate{value: -1}, 0
	kinds := 0
	for _, c := range cs {
		n := 0
		switch {
		case c.part:
		case c.stock:
			n = 1
			kinds++
		case c.channel == "" && c.general && c.counted:
			n = 5
		case c.channel == "" && c.general:
			n = 4
		case c.channel == "website" && c.general:
			n = 3
		case c.channel == "website":
			n = 2
		case c.channel == "" && c.counted:
			n = 1
			kinds++
		}
		if n > rank {
			best, rank = c, n
		}
	}
	if rank == 1 && kinds > 1 {
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
	if sinceOpening.MatchString(sentence) {
		return nil
	}
	if m := since.FindStringSubmatch(sentence); m != nil && readYear(m[1]) < year {
		return nil
	}
	var cs []candidate
	last := 0 // behind the number before
	for _, n := range models.FindNumbers(sentence, "条件篇则") {
		before := previous + sentence[:n.Start]
		item := strings.HasPrefix(sentence[last:], "、") // of a list of numbers
		from := len(previous) + last
		last = n.End
		if otherYear(before, year) || ofLast.MatchString(strings.TrimSpace(before)) {
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
		following := sentence[n.End:]
		if at := clauseEnd.FindStringIndex(following); at != nil {
			following = following[:at[0]]
		}
		following = strings.TrimLeft(following, "()次 的")
		object, ok := released(before, clause, following)
		if !ok || afterwards.MatchString(following) {
			continue
		}
		c := candidate{value: n.Value, approximate: n.Approximate, channel: channelIn(clause), part: whichOf.MatchString(before) || partOfYear.MatchString(clause),
			stock:   stockWord.MatchString(before) && !newWord.MatchString(clause),
			general: generalNoun.MatchString(object), counted: sumWord.MatchString(before), quote: quote}
		switch {
		case c.part && c.channel == "":
			continue // one kind of the releases counted before
		case grandTotal.MatchString(clause) && c.channel == "":
			c.general = true // of the channels before it
		case c.channel == "" && !severalChannels(clause):
			c.channel = channelIn(before)
		}
		cs = append(cs, c)
	}
	return cs
}

// released tells whether what stands around a number makes it one of releases, and of which. before reaches back to the last semicolon,
// clause to the last comma; following is the rest of the clause behind the number.
func released(before, clause, following string) (object string, ok bool) {
	verbs := releaseVerb.FindAllStringIndex(clause, -1)
	if n := len(verbs); n > 0 {
		at := verbs[n-1]
		object = strings.TrimSpace(clause[at[1]:])
		noun := strings.HasSuffix(clause[:at[0]], "信息") // 信息公开 is the name of the matter, 公开信息 the act
		switch {
		case distractor.MatchString(object), noun && distractor.MatchString(clause[:at[0]]):
			return "", false
		case releaseNoun.MatchString(object):
			return object, true
		case onlyAmount.MatchString(object) && releaseNoun.MatchString(following):
			return following, true
		case onlyAmount.MatchString(object) && releaseNoun.MatchString(clause[:at[0]]):
			return "政府信息", true // "政府信息主动公开300条"
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
