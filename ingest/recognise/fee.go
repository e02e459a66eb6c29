package recognise

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/models"
)

// This file finds the information processing fee (信息处理费) in section six. The form has no cell for it: a sentence says how much was
// charged in the year, or that nothing was. Beside it stand the tariff, other years, what was waived, notified or paid back, and other
// charges. What is not certainly the year's fee is not taken for it.

// feeStatement is what one clause says was charged.
type feeStatement struct {
	amount      int64 // of 0.01 yuan, -1 where it cannot be read
	approximate bool
	total       bool // said to be a sum
	raw, quote  string
}

var (
	// feeTopic makes a clause one about the fee. Section six may call it by other names as long as it is for disclosure.
	feeTopic    = regexp.MustCompile(`处理费|收费通知|任何费用|(?:公开|申请)[^,;]{0,24}(?:收费|费用|收取[^,;]{0,10}费)|(?:收费|费用|收取)[^,;]{0,16}(?:公开|申请)`)
	otherCharge = regexp.MustCompile(`行政事业性收费|事业性收费|行政性收费|诉讼费|经费|罚款|罚没|检索|复制|邮寄|培训费|登记费|检测费|工本费|水电费|税费|保险费|非税|采购|预算|补贴|补助|资金`)
	feeNoun     = regexp.MustCompile(`处理费|费用|收费`)
	// The last of these before an amount decides what it is.
	charged     = regexp.MustCompile(`实际收取|实收|收取|收到|征收|计收|收缴|缴纳|缴费|到账|入库|收入|产生|发生|收费(?:金额|总额|总金额|共计|合计|额)?`)
	notCharged  = regexp.MustCompile(`减免|免收|免除|免缴|免交|退还|退回|退费|返还|应当?收取?|应缴|拟收取?|可以?收取|计划收取|收费通知|通知书?|收费标准|标准|减少|增加|增长|下降|上升|多收|少收|欠缴|未缴|未交|逾期|尚未收取|待收|罚`)
	tariff      = regexp.MustCompile(`每|单价|标准|部分|一档`)
	perPiece    = regexp.MustCompile(`^(?:整)?(?:/|每|一[件页份]|的标准|以[上下]|至|到|-|~|—)`)
	sumOfAll    = regexp.MustCompile(`合计|共计|总计|总共|一共`)
	sinceThen   = regexp.MustCompile(`以来|历年|至今|近[一二三四五两几]年|截[至止].{0,24}累计`)
	timeWord    = regexp.MustCompile(`(20\d{2})年|去年|上一?年|往年|前年|明年|下一?年|本年|今年|当年|全年|年内`)
	ownWord     = regexp.MustCompile(`本年|今年|当年|全年|年内`)
	thisYear    = regexp.MustCompile(`本年|全年|当年|年内|今年|年度|20\d{2}年`)
	feeAmount   = regexp.MustCompile(`([\d.,` + numerals + `][\d.,余多几数` + numerals + `]*)(?:元|圆|块钱)`)
	arabicSum   = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?([余多])?(亿|千万|百万|十万|万|千|百)?([余多])?$`)
	unknownSize = regexp.MustCompile(`(?:几|数[百千万])[\d,百千万亿余多]*(?:元|圆|块钱)$`)
	aboutWord   = regexp.MustCompile(`(?:大约|将近|接近|超过|不足|约|近|逾|超)(?:人民币|[¥￥])?$`)
	rangeBegin  = regexp.MustCompile(`[\d` + numerals + `]元?[-~—–至到]$`)
	// Nothing was charged. Only known words may stand between the negation and what it denies: 无锡市收取 denies nothing.
	noFee = regexp.MustCompile(`(?:未|没有|没|无|不存在|不涉及|零)(?:曾|有|再|予|均|实际|任何|任一|相关|有关|此类|该类|该项|上述|此项|各类|发生|产生|涉及|出现|存在|开展|进行|需要?|因|向|对|就|依申请|依据|申请人|申请|个人|公民|法人|组织|其他组织|企业|社会|群众|政府|政务|信息|公开|答复|办理|提供|工作|而|的|过|和|或|及|与|等|一?笔|"|“|”)*` +
		`(?:收取|计收|征收|收缴|收费|处理费|费用)`)
	noFeeAfter  = regexp.MustCompile(`^(?:过|任何|的)*(?:其他|其它|额外|别的|减免|免|退|通知|标准|项目|依据|许可|(?:政府|公开|信息)*处理费(?:以外|之外|外|减免|标准|通知|管理))`)
	noFeeBefore = regexp.MustCompile(`其余|其他|其它|部分|[\d` + numerals + `]件|有$|是否$`)
	allOfThem   = regexp.MustCompile(`均|全部|都$`)
	neverFee    = regexp.MustCompile(`(?:均|都|一律)?不(?:再|予)?收取(?:任何|信息|处理|公开|政府)*(?:费|$)`)
	byTheRules  = regexp.MustCompile(`规定|条例|按照|依据|依照|依法|根据|原则|《|应|可以`)
	zeroFee     = regexp.MustCompile(`(?:收取|处理费|费用|收费|收入)(?:的|总|合计|共计|金额|总额|总金额|数额|情况|收取|收费|收入|信息|处理费|一项|费|件数|均|都|各|\(单位:?元\)|\(元\)|[为是计共:])*(?:((?:0(?:\.0+)?|零|〇)(?:[件笔次例起项]|$))|:(无)$)`)
	feeClauses  = regexp.MustCompile(`[,;、]`)
	feeParts    = regexp.MustCompile(`[;]`)
)

// fee returns the figure fee.information_processing: absent where section six does not say what was charged, unreadable where it says so
// in a way that is no certain amount. A report for a year before 2021, which need not state it, has no such figure.
func (r *reader) fee(year int) []models.Figure {
	if year == 0 && r.form == models.Edition2019 || year > 0 && year < models.FeeSince {
		return nil
	}
	f := models.Figure{Measure: models.MeasureFee, State: models.StateAbsent}
	body := ""
	for _, t := range r.texts {
		if t.Section == 6 {
			body = t.Body
		}
	}
	s, ok := statedFee(feeStatements(body, year))
	if !ok {
		return []models.Figure{f}
	}
	f.Raw, f.Where, f.State = s.raw, models.Where{Quote: s.quote}, models.StateUnreadable
	if s.amount < 0 {
		r.note(f.Key(), f.Where, "第六部分写到信息处理费，但收取多少不能确定（%s），请核对原文。", oneLine(s.raw))
		return []models.Figure{f}
	}
	f.Number, f.State = &s.amount, models.StateReported
	if s.approximate {
		f.Flags |= models.FlagApproximate
	}
	return []models.Figure{f}
}

// statedFee chooses among statements: a sum goes before its parts. Statements that contradict each other are one that cannot be read.
func statedFee(all []feeStatement) (feeStatement, bool) {
	if slices.ContainsFunc(all, func(s feeStatement) bool { return s.total }) {
		all = slices.DeleteFunc(all, func(s feeStatement) bool { return !s.total && s.amount != 0 })
	}
	if len(all) == 0 {
		return feeStatement{}, false
	}
	first := all[0]
	for _, s := range all[1:] {
		if s.amount != first.amount {
			first.amount = -1
		}
	}
	if first.amount < 0 {
		var raws []string
		for _, s := range all {
			if !slices.Contains(raws, s.raw) {
				raws = append(raws, s.raw)
			}
		}
		first.raw = strings.Join(raws, "、")
	}
	return first, true
}

// squeezed is a sentence folded and without white space, that knows where each of its bytes stood.
type squeezed struct {
	text    string
	printed []rune
	at      []int // by byte of text: the index in printed
}

func squeezeSentence(s string) squeezed {
	q := squeezed{printed: []rune(s)}
	var b strings.Builder
	for i, r := range []rune(fold(s)) {
		if strings.TrimSpace(string(r)) == "" {
			continue
		}
		n, _ := b.WriteRune(r)
		for range n {
			q.at = append(q.at, i)
		}
	}
	q.text = b.String()
	return q
}

// raw is what is printed for a part of the text.
func (q squeezed) raw(start, end int) string {
	if start >= end {
		return ""
	}
	return strings.TrimSpace(string(q.printed[q.at[start] : q.at[end-1]+1]))
}

// feeStatements lists what a text says was charged in a year.
func feeStatements(text string, year int) []feeStatement {
	var all []feeStatement
	own := ownYear(text, year)
	topic := false // of the sentences before: "信息处理费：" may stand in a line of its own
	for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。！？!?\n", r) }) {
		q := squeezeSentence(sentence)
		start := 0
		for _, end := range append(ends(feeParts, q.text), len(q.text)) {
			about := topic && !otherCharge.MatchString(q.text[start:end])
			found, ok := q.feeIn(start, end, own, about)
			all = append(all, found...)
			topic, start = ok && strings.HasSuffix(q.text, ":"), end
		}
	}
	return all
}

// feeIn reads the part text[start:end] of a sentence, clause by clause. A clause that names neither the fee nor another charge goes on with
// what the one before it was about.
func (q squeezed) feeIn(start, end, year int, topic bool) (all []feeStatement, about bool) {
	quote := strings.TrimSpace(string(q.printed))
	part := false
	for _, c := range clausesOf(q.text, start, end) {
		clause := q.text[c[0]:c[1]]
		switch {
		case feeTopic.MatchString(clause):
			topic = !otherCharge.MatchString(clause) || strings.Contains(clause, "处理费")
		case otherCharge.MatchString(clause):
			topic = false
		}
		part = part || strings.Contains(clause, "其中")
		if !topic || part {
			continue
		}
		before := q.text[start:c[0]]
		for _, m := range feeAmount.FindAllStringSubmatchIndex(clause, -1) {
			from := c[0] + m[2] + len(clause[m[2]:m[3]]) - len(strings.TrimLeft(clause[m[2]:m[3]], ",."))
			if s, ok := q.feeOf(start, from, c[0]+m[3], c[0]+m[1], year); ok {
				s.quote, s.total = quote, sumOfAll.MatchString(q.text[c[0]:from])
				all = append(all, s)
			}
		}
		if at := nothingCharged(before, clause, year); at != nil {
			all = append(all, feeStatement{raw: q.raw(c[0]+at[0], c[0]+at[1]), quote: quote})
		}
	}
	return all, topic
}

// clausesOf cuts text[start:end] at commas, those within a number aside.
func clausesOf(text string, start, end int) [][2]int {
	var list [][2]int
	digit := func(i int) bool { return i >= start && i < end && text[i] >= '0' && text[i] <= '9' }
	from := start
	for _, m := range feeClauses.FindAllStringIndex(text[start:end], -1) {
		at, next := start+m[0], start+m[1]
		if text[at] == ',' && digit(at-1) && digit(next) && digit(next+1) && digit(next+2) && !digit(next+3) {
			continue
		}
		list = append(list, [2]int{from, at})
		from = next
	}
	return append(list, [2]int{from, end})
}

// feeOf judges the amount at text[from:to], whose unit ends at end; start is where its part of the sentence begins.
func (q squeezed) feeOf(start, from, to, end, year int) (feeStatement, bool) {
	before, after := q.text[start:from], q.text[end:]
	clause := before[strings.LastIndexAny(before, ",;")+1:]
	if tariff.MatchString(clause) || perPiece.MatchString(after) || elsewhen(before, year) {
		return feeStatement{}, false
	}
	good, bad := lastEnd(charged, before), lastEnd(notCharged, before)
	if bad >= good && bad >= 0 || good < 0 && !feeNoun.MatchString(before) {
		return feeStatement{}, false
	}
	if at := unknownSize.FindStringIndex(before + q.text[from:end]); at != nil && at[0] < len(before) {
		return feeStatement{amount: -1, raw: q.raw(start+at[0], end)}, true
	}
	s := feeStatement{amount: -1, raw: q.raw(from, end)}
	if rangeBegin.MatchString(before) || spaced(s.raw) {
		return s, true
	}
	if amount, approximate, ok := yuan(q.text[from:to]); ok {
		s.amount, s.approximate = amount, approximate || aboutWord.MatchString(before) || strings.HasPrefix(after, "左右") || strings.HasPrefix(after, "以上")
	}
	return s, true
}

// elsewhen reports whether what follows before is of another year, or of all years together: the time that was named last counts.
func elsewhen(before string, year int) bool {
	if sinceThen.MatchString(before) {
		return true
	}
	named := timeWord.FindAllStringSubmatch(comparedWith.ReplaceAllString(before, ""), -1)
	if len(named) == 0 {
		return false
	}
	last := named[len(named)-1]
	if last[1] != "" {
		return year > 0 && readYear(last[1]) != year
	}
	return !ownWord.MatchString(last[0])
}

// lastEnd is where the last match of re in s ends, -1 if there is none.
func lastEnd(re *regexp.Regexp, s string) int {
	at := ends(re, s)
	if len(at) == 0 {
		return -1
	}
	return at[len(at)-1]
}

// nothingCharged finds the words in a clause that say that nothing was charged; nil if there are none.
func nothingCharged(before, clause string, year int) []int {
	if zero := zeroFee.FindStringSubmatchIndex(clause); zero != nil {
		head := before + clause[:zero[0]]
		at := zero[2:4]
		if at[0] < 0 {
			at = zero[4:6]
		}
		words := clause[:at[0]]
		waived := lastEnd(notCharged, words) >= lastEnd(charged, words) && notCharged.MatchString(before+words)
		if !waived && !elsewhen(head, year) {
			return at
		}
	}
	if at := noFee.FindStringIndex(clause); at != nil {
		head, tail := clause[:at[0]], clause[at[1]:]
		some := noFeeBefore.MatchString(head) && !allOfThem.MatchString(head+clause[at[0]:at[1]])
		if !some && !noFeeAfter.MatchString(tail) && !elsewhen(before+head, year) {
			return at
		}
	}
	if at := neverFee.FindStringIndex(clause); at != nil && thisYear.MatchString(before+clause) && !byTheRules.MatchString(before+clause) && !elsewhen(before+clause[:at[0]], year) {
		return at
	}
	return nil
}

// yuan reads an amount without its unit 元 as an integer of 0.01 yuan. It is not ok for one that is finer, or of no certain size.
func yuan(text string) (amount int64, approximate, ok bool) {
	m := arabicSum.FindStringSubmatch(text)
	if m == nil {
		n, approximate, ok := models.ReadNumber(text)
		return n * 100, approximate, ok && n <= maxCount
	}
	exponent := 2
	for _, u := range []struct {
		name  string
		zeros int
	}{{"亿", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4}, {"千", 3}, {"百", 2}} {
		if m[4] == u.name {
			exponent += u.zeros
		}
	}
	fraction := strings.TrimRight(m[2], "0")
	digits := strings.TrimLeft(strings.ReplaceAll(m[1], ",", "")+fraction, "0")
	if len(fraction) > exponent || len(digits)+exponent-len(fraction) > 16 {
		return 0, false, false
	}
	n, err := strconv.ParseInt(fmt.Sprint("0", digits, strings.Repeat("0", exponent-len(fraction))), 10, 64)
	return n, m[3]+m[5] != "", err == nil
}
