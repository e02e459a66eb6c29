package models

import (
	"regexp"
	"strconv"
	"strings"
)

// This file reads what section one says of applications, reconsiderations and lawsuits. It would rather find nothing than a number
// of something else: parts, other years, other matters and numbers that could be read in two ways are passed over.

// statement is a number that the text gives for a line of table three or a way of contesting of table four.
type statement struct {
	kind        string // received, carried_in, concluded, handled, carried_out; reconsideration, litigation
	value       int64
	approximate bool
	quote       string // the sentence
}

// The kinds of statement that are no line or channel of their own.
const (
	kindHandled    = "handled"    // 办理 N 件: received or concluded, with or without those carried in
	kindLitigation = "litigation" // both channels of litigation
)

var (
	ownYear       = regexp.MustCompile(`(\d{4})年`)
	aboutDisclose = regexp.MustCompile(`依申请|信息公开|政务公开|公开申请|公开信息申请|公开(?:有关|相关)?(?:政府)?信息的申请`)
	// otherMatters in a clause: what is applied for there is no information.
	otherMatters = regexp.MustCompile(`许可|救助|补贴|补助|低保|登记申请|备案|援助|执行申请|仲裁|信访|咨询|投诉|留言|提案|建议|来信|来电|工单|审批|服务事项|指南|手册|印发|发放|热线|应诉|决定书|答复书`)
	// partsOrOtherTimes between a number and the one before it: it counts a part, a change or another time.
	partsOrOtherTimes = regexp.MustCompile(`其中|予以公开|部分公开|不予|无法提供|不存在|不掌握|同意公开|同比|增加|增长|减少|下降|相比|较|以来|历年|平均|季度|上半年|下半年|每月|撤回|撤销|补正|重复|延期|维持|纠正|驳回|审结|胜诉|败诉|未经|复议后|一审|二审|提前|[^各]类(?:政府)?信息公开申请`)
	yearRange         = regexp.MustCompile(`\d{4}年度?[至到—–~-]\d{4}年`)
	ownTopic          = regexp.MustCompile(`公开|申请`)
	unrelated         = regexp.MustCompile(`与(?:政府)?信息公开(?:工作)?(?:均)?无关`)
	lastYearWords     = regexp.MustCompile(`上一?年|去年|往年`)
	carriedOutWords   = regexp.MustCompile(`结转|顺延|转入?下|跨年`)
	concludedWords    = regexp.MustCompile(`答[复覆]|办结|回复|处理完`)
	receivedWords     = regexp.MustCompile(`收到|受理|新收|接收|接到|收件|收悉`)
	wholeYear         = regexp.MustCompile(`全年|本年|今年|年内|年度`)
	inAll             = regexp.MustCompile(`共|合计|总计`)
	noApplications    = regexp.MustCompile(`(未|没有|无)(曾|有|再)?(收到|接到|接收|受理|产生|出现|发生)[^，。；\n]{0,24}申请|(无|没有|零)(政府|依|信息)?[^，。；\n]{0,4}公开申请|申请(数量|件数|量|数)?(均?为|：|:)(0|零|无)$`)
	notNone           = regexp.MustCompile(`无正当|无法|无理由|未按|未经|未予|未公开|未审结|未完成|未补正|无效|无偿|未答复|未办结|未结|未能|未及时|未超|未逾|无一超|无超`)
	noneAfter         = regexp.MustCompile(`^[^，。；\n\d]{0,12}(为|：|:|均|共)(0|零|无)([，。；、\n]|$)`)
	noRemedies        = regexp.MustCompile(`(未|没有|无|零)[^，。；\n]{0,36}(复议|诉讼|起诉)`)
	clauseEnds        = regexp.MustCompile(`[，,。；;！？\n]`)
)

// maxSentence is the length in bytes above which something is no sentence but a list or a page of navigation.
const maxSentence = 3000

// statementsOf returns the statements of text for a report year, in order.
func statementsOf(text string, year int) []statement {
	var all []statement
	for paragraph := range strings.SplitSeq(text, "\n") {
		paragraph = squeeze(paragraph)
		disclosure := aboutDisclose.MatchString(plain(paragraph))
		for _, printed := range strings.FieldsFunc(paragraph, func(r rune) bool { return strings.ContainsRune("。；！？;", r) }) {
			sentence := plain(printed)
			if !disclosure || len(sentence) > maxSentence || yearRange.MatchString(sentence) || unrelated.MatchString(sentence) {
				continue
			}
			if sentence = relativeYears(sentence, year); otherYear(sentence, year) {
				continue
			}
			for _, s := range append(numbersIn(sentence, year), nonesIn(sentence)...) {
				s.quote = printed
				all = append(all, s)
			}
		}
	}
	return all
}

// plain writes digits in ASCII and traditional characters in simplified ones, as the words above are.
func plain(s string) string { return strings.Map(Simplified, asciiDigits(s)) }

// relativeYears calls the years before and after the report's so: "2023年结转2024年办理" is 上年结转.
func relativeYears(sentence string, year int) string {
	if year == 0 {
		return sentence
	}
	return strings.NewReplacer(strconv.Itoa(year-1)+"年", "上年", strconv.Itoa(year+1)+"年", "下年").Replace(sentence)
}

// otherYear reports whether the sentence names years, and not the report's.
func otherYear(sentence string, year int) bool {
	found := ownYear.FindAllStringSubmatch(sentence, -1)
	for _, m := range found {
		if m[1] == strconv.Itoa(year) {
			return false
		}
	}
	return len(found) > 0
}

// numbersIn returns what the numbers of a sentence say. After 其中 a sentence speaks of parts.
func numbersIn(sentence string, year int) []statement {
	var all []statement
	from := 0
	other := false // the sentence has come to speak of something else
	for _, n := range FindNumbers(sentence, "件宗份起例") {
		before, after := sentence[from:n.Start], firstClause(sentence[n.End:])
		clause := lastClause(sentence[:n.Start]) + after
		from = n.End
		if strings.Contains(sentence[:n.Start], "其中") {
			break
		}
		switch {
		case otherMatters.MatchString(clause):
			other = true
		case ownTopic.MatchString(clause):
			other = false
		}
		if other {
			continue
		}
		if kind := kindOf(before, after, clause); kind != "" && !passedOver(sentence[:n.Start], before, kind, year) {
			all = append(all, statement{kind: kind, value: n.Value, approximate: n.Approximate})
		}
	}
	return all
}

// passedOver reports whether the number after before is one of a part, of a change or of another time.
func passedOver(upto, before, kind string, year int) bool {
	if years := ownYear.FindAllStringSubmatch(upto, -1); len(years) > 0 && years[len(years)-1][1] != strconv.Itoa(year) {
		return true
	}
	if strings.Contains(before, "累计") && !wholeYear.MatchString(upto) && !strings.Contains(upto, strconv.Itoa(year)) {
		return true
	}
	if lastYearWords.MatchString(before) && kind != "carried_in" {
		return true
	}
	return partsOrOtherTimes.MatchString(before) || oneWay(before)
}

// ways are those in which applications come, and who makes them.
var ways = []*regexp.Regexp{regexp.MustCompile(`网上|网络|网站|在线|平台`), regexp.MustCompile(`信函|邮寄|来函|挂号`), regexp.MustCompile(`当面|当场|现场|窗口`),
	regexp.MustCompile(`传真`), regexp.MustCompile(`邮件|邮箱`), regexp.MustCompile(`个人|自然人|公民`), regexp.MustCompile(`企业|法人|组织`)}

// oneWay reports whether the words name one of several ways or kinds of applicants, so that the number is a part. Two side by
// side (公民、法人或者其他组织) are all of them, and so is what is called a total.
func oneWay(words string) bool {
	n := 0
	for _, w := range ways {
		if w.MatchString(words) {
			n++
		}
	}
	return n == 1 && !inAll.MatchString(words)
}

// kindOf tells what a number counts from the words since the number before it, those after it up to the next comma, and its clause.
func kindOf(before, after, clause string) string {
	reconsidered := strings.Contains(before, "复议") || strings.HasPrefix(after, "行政复议") || strings.HasPrefix(after, "复议")
	sued := strings.Contains(before, "诉讼") || strings.Contains(before, "起诉") || strings.HasPrefix(after, "行政诉讼")
	switch {
	case reconsidered && sued:
		return "" // both together, or one of them
	case reconsidered:
		return "reconsideration"
	case sued:
		return kindLitigation
	case carriedOutWords.MatchString(before) && lastYearWords.MatchString(before):
		return "carried_in"
	case carriedOutWords.MatchString(before):
		return "carried_out"
	}
	if !strings.Contains(before+after, "申请") && !concludedWords.MatchString(before) && !strings.Contains(before, "新收") {
		return ""
	}
	received, concluded := receivedWords.MatchString(before), concludedWords.MatchString(before)
	switch {
	case received && concluded, !received && !concluded && strings.Contains(before, "办理"):
		return kindHandled
	case concluded:
		return "concluded"
	case received:
		return "received"
	}
	return ""
}

// nonesIn returns what a sentence says there was none of.
func nonesIn(sentence string) []statement {
	var all []statement
	for _, clause := range clauseEnds.Split(sentence, -1) {
		if notNone.MatchString(clause) {
			continue
		}
		none := func(kind string) { all = append(all, statement{kind: kind}) }
		remedy := noRemedies.MatchString(clause)
		contest := strings.Contains(clause, "复议") || strings.Contains(clause, "诉讼")
		if at := strings.LastIndex(clause, "诉讼"); at >= 0 && (remedy || noneAfter.MatchString(clause[at+len("诉讼"):])) {
			none(kindLitigation)
			if strings.Contains(clause, "复议") {
				none("reconsideration")
			}
		} else if at := strings.LastIndex(clause, "复议"); at >= 0 && (remedy || noneAfter.MatchString(clause[at+len("复议"):])) {
			none("reconsideration")
		}
		if !contest && !otherMatters.MatchString(clause) && !lastYearWords.MatchString(clause) && noApplications.MatchString(clause) {
			none("received")
		}
	}
	return all
}

func firstClause(s string) string {
	if at := clauseEnds.FindStringIndex(s); at != nil {
		return s[:at[0]]
	}
	return s
}

func lastClause(s string) string {
	parts := clauseEnds.Split(s, -1)
	return parts[len(parts)-1]
}
